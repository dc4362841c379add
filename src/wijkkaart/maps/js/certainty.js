/* Where a view is less certain: hatched over the colours, and said in words. */

const CERTAINTY_PANE = "zekerheid";
/** A figure that rests on less than this share of its area or dwellings is hatched. */
const ENOUGH_COVERED = 0.9;

/** @type {L.LayerGroup} */
const certaintyMarks = L.layerGroup();

/** Make the place for the hatching: over the areas, under lines and names. */
function addCertainty() {
  const pane = map.createPane(CERTAINTY_PANE);
  pane.style.zIndex = "440";
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
  certaintyMarks.addTo(map);
}

/**
 * Why what the map shows of an area is less certain.
 * @param {number} area
 * @returns {string} empty where it is certain, or where this view cannot tell
 */
function doubtAt(area) {
  const indicator = INDICATOR.get(state.indicator);
  const opgave = OPGAVE.get(state.opgave);
  if (state.thema === "indicator" && indicator) {
    const share = valueAt(indicator, area) === null ? null : cell(indicator.dekking, area);
    return share !== null && share < ENOUGH_COVERED ? `gaat over ${formatNumber(100 * share, 0)}% van het gebied of de woningen` : "";
  }
  if (state.thema === "opgave" && opgave) {
    return opgaveDoubt(opgave, area);
  }
  if (state.thema === "twee" && opgave) {
    return opgaveDoubt(opgave, area) || opgaveDoubt(/** @type {Opgave} */ (otherOpgave()), area);
  }
  if (state.thema === "stapeling") {
    const { least, most } = stackAt(area);
    return least > 0 && most > least ? `${least} tot ${most}: niet elke opgave heeft een score` : "";
  }
  return state.thema === "koppelkansen" ? chanceDoubt(area) : "";
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {string}
 */
function opgaveDoubt(opgave, area) {
  const unsure = cell(opgave.band, area) !== null && (opgave.oordeel || "")[area] === "o";
  return unsure ? "bij andere keuzes in het rekenen verandert het beeld" : "";
}

/**
 * @param {number} area
 * @returns {string}
 */
function chanceDoubt(area) {
  if (state.regel === ALL_RULES) {
    const { unknown, tried } = chancesOf(area);
    return countKnown(area) && unknown ? `${unknown} van de ${tried} niet te zeggen` : "";
  }
  const card = cardsOf(area).find((item) => item.regel === state.regel && STANDS.indexOf(item.stand) > 0);
  return card && (card.zekerheid.includes(ONE_SOURCE) || card.bewijs.length === 1) ? "rust op één bron" : "";
}

/** @returns {boolean} whether this view can tell what is less certain */
function canDoubt() {
  return ["indicator", "opgave", "twee", "stapeling", "koppelkansen"].includes(state.thema);
}

/** Hatch what is less certain, where the reader asked for it. */
function drawCertainty() {
  certaintyMarks.clearLayers();
  if (!state.zeker || !canDoubt()) {
    return;
  }
  for (const area of areasOf(state.niveau).filter((item) => doubtAt(item))) {
    const look = { pane: CERTAINTY_PANE, interactive: false, stroke: false, fillColor: "url(#wk-onzeker)", fillOpacity: 1 };
    L.polygon(/** @type {any} */ (pathOf(area).getLatLngs()), look).addTo(certaintyMarks);
  }
}

/** @returns {HTMLElement|null} the switch under the choice of a view */
function certaintyChoice() {
  if (!canDoubt()) {
    return null;
  }
  const label = state.zeker ? "Verberg wat onzeker is" : "Toon wat onzeker is";
  return button(label, () => chooseAndStay({ zeker: state.zeker ? "" : "ja" }, "toon-onzeker"), { id: "toon-onzeker", class: "breed", "aria-pressed": String(state.zeker !== "") });
}

/** @returns {HTMLElement|null} what the hatching means, and how many areas have it */
function certaintyLegend() {
  if (!state.zeker || !canDoubt()) {
    return null;
  }
  const count = areasOf(state.niveau).filter((area) => doubtAt(area)).length;
  return el("ul", { class: "klassen onzeker" }, legendRow(swatch("url(#wk-onzeker)"), "minder zeker", count));
}

/**
 * @param {number} area
 * @returns {string} behind the words of an area, where the reader asked for it
 */
function doubtText(area) {
  const doubt = state.zeker ? doubtAt(area) : "";
  return doubt ? ` (minder zeker: ${doubt})` : "";
}
