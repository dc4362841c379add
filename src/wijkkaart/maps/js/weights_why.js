/* Why an area comes out where it does: what lifts it, what presses it, and whether that holds for every group. */

const MOST_NAMED = 3;
const HOW_TO_READ =
  "Plek 50 is het midden. Wat daarboven staat, tilt op. Wat eronder staat, drukt. Hoe zwaarder iets weegt, hoe meer het doet.";

/**
 * @typedef {Object} Lift
 * @property {string} label
 * @property {number} place
 * @property {number} share
 * @property {number} adds
 * @property {boolean} [low] whether a low figure is the bigger opgave
 */

/**
 * @param {number} area
 * @returns {HTMLElement} filled while a group weighs, else hidden
 */
function whyPart(area) {
  return fillWhy(el("section", { id: "waarom-hier", class: "deel waarom-hier", "aria-labelledby": "kop-waarom" }), area);
}

/** Fill it again after the weights changed. */
function drawWhy() {
  const part = document.getElementById("waarom-hier");
  if (part && state.gekozen !== null) {
    fillWhy(part, state.gekozen);
  }
}

/**
 * @param {HTMLElement} part
 * @param {number} area
 * @returns {HTMLElement}
 */
function fillWhy(part, area) {
  const mark = weightMark();
  part.hidden = mark === "";
  if (mark) {
    const content = agreeing() ? agreeWhy(area) : state.thema === "gewicht" ? groupWhy(area) : opgaveWhy(area);
    const steady = state.thema === "gewicht" ? steadySentence(area) : "";
    refill(part, el("h4", { id: "kop-waarom" }, `Waarom komt ${thisArea(area)} hier uit?`), el("p", { class: "weeg-keuze" }, mark), ...content, steady ? el("p", { class: "zin" }, steady) : null);
  }
  return part;
}

/**
 * @param {number} area
 * @returns {HTMLElement[]} what each group makes of an area
 */
function agreeWhy(area) {
  const rows = savedGroups().map((group) => {
    const mean = groupMeans(group.w.join(","))[area];
    const high = highFor(group)[area];
    const words = mean === null ? "geen uitkomst" : `gemiddelde plek ${rint(mean)} van 100${high === null ? "" : high ? ", in het bovenste derde" : ", niet in het bovenste derde"}`;
    return el("li", {}, el("strong", {}, group.naam), `: ${words}`);
  });
  return [el("ul", {}, ...rows)];
}

/**
 * @param {number} area
 * @returns {HTMLElement[]} why an area has its weighed mean
 */
function groupWhy(area) {
  const mean = groupMeans(state.w)[area];
  if (mean === null) {
    return [el("p", {}, `${capital(weightReason(area))}. Nodig is ${formatNumber((100 * DATA.weging.dekking[0]) / DATA.weging.dekking[1], 0)}%, en minstens twee opgaven.`)];
  }
  const places = placesOf(area);
  const lifts = liftsOf(WEIGHED.map(({ label }) => ({ label })), places, weightsOf(state.w));
  return [el("p", { class: "zin" }, `Het gemiddelde is plek ${rint(mean)} van 100.`), ...liftLists(lifts)];
}

/**
 * @param {number} area
 * @returns {HTMLElement[]} why an area has its score with the weights of the group
 */
function opgaveWhy(area) {
  const opgave = /** @type {Opgave} */ (OPGAVE.get(state.opgave));
  const theirs = reweighed(opgave, ownWeights(opgave) ?? []);
  const words = `Opgave ${opgave.label.toLowerCase()}: ${opgaveText(theirs, area)}. In het onderzoek: ${opgaveText(opgave, area)}.`;
  const lifts = cell(theirs.v, area) === null ? [] : figureLifts(opgave, area, ownWeights(opgave) ?? []);
  const again = lifts.length ? [againSentence(lifts, cell(theirs.v, area))] : [];
  return [el("p", { class: "zin" }, words), ...liftLists(lifts), ...again];
}

/**
 * What lifts and presses the score of an opgave as it is in the run.
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function liftPart(opgave, area) {
  const weights = weighParts(opgave).map((part) => part.gewicht);
  const lifts = cell(opgave.v, area) === null ? [] : figureLifts(opgave, area, weights);
  return lifts.length ? disclosure("Wat tilt de plek op, wat drukt?", () => el("div", {}, ...liftLists(lifts), againSentence(lifts, cell(opgave.v, area))), "achter") : null;
}

/**
 * @param {Lift[]} lifts
 * @param {number|null} place
 * @returns {HTMLElement}
 */
function againSentence(lifts, place) {
  const mean = lifts.reduce((sum, lift) => sum + lift.adds, MIDDLE);
  return el("p", { class: "toelichting" }, `Samen komt dat op ${formatNumber(mean, 0)}. Tussen de andere buurten is dat plek ${place}.`);
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @param {number[]} weights one per part
 * @returns {Lift[]}
 */
function figureLifts(opgave, area, weights) {
  const group = DATA.weging.groep.length ? DATA.weging.groep[area] : 0;
  const parts = weighParts(opgave);
  const there = partsOf(DATA, opgave.id, group);
  const places = there.map((part) => partPlaces(DATA, part)(area));
  const names = there.map((part) => {
    const indicator = INDICATOR.get(part.id);
    return { label: indicator?.label ?? part.id, low: indicator?.richting === "laag" };
  });
  return liftsOf(names, places, there.map((part) => weights[parts.indexOf(part)]));
}

/**
 * @param {Array<{label: string, low?: boolean}>} names
 * @param {Places} places
 * @param {number[]} weights
 * @returns {Lift[]} what is there and counts, the biggest lift first
 */
function liftsOf(names, places, weights) {
  const found = contributions(places, weights).flatMap((item, part) =>
    item === null ? [] : [{ ...names[part], ...item, place: Number(places[part]) }],
  );
  return found.sort((a, b) => b.adds - a.adds);
}

/**
 * @param {Lift[]} lifts
 * @returns {HTMLElement[]}
 */
function liftLists(lifts) {
  const up = lifts.filter((lift) => lift.adds > 0).slice(0, MOST_NAMED);
  const down = lifts.filter((lift) => lift.adds < 0).slice(-MOST_NAMED).reverse();
  const lists = [liftList("Dit tilt de plek op", up), liftList("Dit drukt de plek", down)].flatMap((list) => (list ? [list] : []));
  return lifts.length ? [...lists, el("p", { class: "toelichting" }, HOW_TO_READ)] : [];
}

/**
 * @param {string} title
 * @param {Lift[]} lifts
 * @returns {HTMLElement|null}
 */
function liftList(title, lifts) {
  const rows = lifts.map((lift) =>
    el(
      "li",
      {},
      el("span", { class: "weeg-telt" }, `${lift.adds > 0 ? "+" : "−"}${formatNumber(Math.abs(lift.adds), 0)}`),
      el("span", {}, lift.label, el("small", {}, `plek ${formatNumber(lift.place, 0)} van 100${lift.low ? ", want laag is hier meer opgave" : ""}; ${formatNumber(100 * lift.share, 0)}% van het gewicht`)),
    ),
  );
  return rows.length ? el("div", { class: "weeg-lift" }, el("p", { class: "weeg-kop" }, title), el("ul", { class: "weeg-tellen" }, ...rows)) : null;
}
