/* The six opgaven of an area beside the other buurten, with words; and why a score is missing. */

const BAR_WIDTH = 240;
const BAR_HEIGHT = 22;
const MOST_REASONS = 6;

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function profilePart(area) {
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-opgaven" },
    el("h4", { id: "kop-opgaven" }, "De opgaven"),
    el("p", { class: "toelichting" }, "Per opgave: de plek van dit gebied tussen de andere buurten. De streep is het midden."),
    ...SCORED.map((opgave) => opgaveRow(opgave, area)),
    ...otherGroups(area),
  );
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {HTMLElement}
 */
function opgaveRow(opgave, area) {
  const band = cell(opgave.band, area);
  const sentence = band === null ? null : el("p", { class: "zin" }, `${BAND_TEXT[band - 1]} ${certainty(opgave, area)}`);
  return el(
    "div",
    { class: "opgave" },
    el("h5", {}, el("span", {}, opgave.label), bandChip(band)),
    band === null ? whyUnknown(opgave, area) : opgaveBar(opgave, area, band),
    sentence,
    liftPart(opgave, area),
    opgaveFigures(opgave, area),
  );
}

/**
 * @param {number|null} band
 * @returns {HTMLElement}
 */
function bandChip(band) {
  const word = band === null ? "geen score" : BANDS[band - 1];
  return el("span", { class: `band-woord band-${band || 0}` }, word);
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {string}
 */
function certainty(opgave, area) {
  const times = cell(opgave.weegwijzen, area);
  const share = times === 100 ? "(vrijwel) alle weegwijzen" : times === 0 ? "(vrijwel) geen van de weegwijzen" : `${times} van de 100 weegwijzen`;
  const words = times === null ? "" : `In ${share} staat dit gebied bij het bovenste derde.`;
  return `${OORDEEL_TEXT[(opgave.oordeel || "")[area]] || ""} ${words}`.trim();
}

/**
 * The place of an area as a bar from 0 to 100, or as one of three bands.
 * @param {Opgave} opgave
 * @param {number} area
 * @param {number} band
 * @returns {Element}
 */
function opgaveBar(opgave, area, band) {
  const score = cell(opgave.v, area);
  const look = `balk-vul vul-${band}`;
  const ground = { x: 0, y: 4, width: BAR_WIDTH, height: 14, class: "balk-grond" };
  const marks =
    score === null
      ? [svgEl("rect", { x: ((band - 1) * BAR_WIDTH) / 3, y: 4, width: BAR_WIDTH / 3, height: 14, class: look })]
      : [svgEl("rect", { x: 0, y: 4, width: (score / 100) * BAR_WIDTH, height: 14, class: look })];
  const words = score === null ? BANDS[band - 1] : `plek ${score} van 100`;
  return el(
    "div",
    { class: "balk" },
    svgEl(
      "svg",
      { viewBox: `-1 0 ${BAR_WIDTH + 2} ${BAR_HEIGHT}`, preserveAspectRatio: "xMinYMid", role: "img", "aria-label": `${opgave.label}: ${words}` },
      svgEl("rect", ground),
      ...marks,
      svgEl("rect", { ...ground, class: "balk-rand" }),
      score === null ? null : svgEl("path", { d: `M${BAR_WIDTH / 2} 0V${BAR_HEIGHT}`, class: "balk-midden" }),
    ),
    el("span", { class: "balk-woord" }, score === null ? "drie groepen" : `${score}`),
  );
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {Element}
 */
function whyUnknown(opgave, area) {
  const status = opgave.s ? statusAt(opgave.s, area) : "onbekend";
  const box = el("div", { class: "waarom" }, el("p", {}, swatch(statusFill(status)), unknownSentence(opgave, status, area)));
  const missing = status === "onbekend" ? missingFigures(opgave, area) : [];
  if (missing.length) {
    const reasons = missing.map((item) => el("li", {}, `${item.label}: ${STATUS_TEXT[statusAt(item.s, area)]}`));
    const more = missing.length > MOST_REASONS ? [el("li", {}, `en nog ${missing.length - MOST_REASONS} cijfers`)] : [];
    box.append(el("ul", {}, ...reasons.slice(0, MOST_REASONS), ...more));
  }
  return box;
}

/**
 * @param {Opgave} opgave
 * @returns {Indicator[]} the figures that make its score
 */
function coreFigures(opgave) {
  return INDICATORS.filter((item) => item.opgave === opgave.id && item.rol === "opgave" && item.kern);
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {Indicator[]}
 */
function missingFigures(opgave, area) {
  return coreFigures(opgave).filter((item) => valueAt(item, area) === null);
}

/**
 * @param {Opgave} opgave
 * @param {string} status
 * @param {number} area
 * @returns {string}
 */
function unknownSentence(opgave, status, area) {
  if (status === "te_weinig_gebieden") {
    return `Er zijn minder dan ${DATA.minimum} buurten met een score. Dan is vergelijken niet eerlijk. De cijfers zelf ziet u hieronder.`;
  }
  if (status !== "onbekend") {
    return `Geen score: ${STATUS_TEXT[status]}.`;
  }
  const core = coreFigures(opgave);
  const there = core.length - missingFigures(opgave, area).length;
  const counts = core.length ? ` Bekend: ${there} van de ${core.length}.` : "";
  return `Te weinig cijfers voor een score.${counts}${hiddenSentence(opgave)}`;
}

/**
 * @param {Opgave} opgave
 * @returns {string}
 */
function hiddenSentence(opgave) {
  return opgave.verborgen ? ` De score gebruikt ook cijfers die niet openbaar zijn (${opgave.verborgen}).` : "";
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function opgaveFigures(opgave, area) {
  const items = INDICATORS.filter((item) => item.opgave === opgave.id);
  if (!items.length && !opgave.verborgen) {
    return null;
  }
  const note = opgave.verborgen
    ? el("p", { class: "toelichting" }, "Een deel van de cijfers is niet openbaar en staat niet in deze kaart.")
    : null;
  return disclosure(
    `De cijfers (${items.filter((item) => valueAt(item, area) !== null).length} van ${items.length} bekend)`,
    () => el("div", {}, note, figureList(items, area)),
    "achter",
  );
}

/**
 * @param {number} area
 * @returns {HTMLElement[]} groups of figures without a score, such as moments
 */
function otherGroups(area) {
  const groupsWithout = OPGAVEN.filter((item) => !item.scoort && item.id !== DNA_GROUP);
  return groupsWithout.flatMap((group) => {
    const items = INDICATORS.filter((item) => item.opgave === group.id);
    return items.length
      ? [el("div", { class: "opgave" }, el("h5", {}, el("span", {}, group.label)), figureList(items, area))]
      : [];
  });
}
