/* What the colours mean, how many areas have each, and why some have none. */

/** @type {Array<[string, string]>} the backdrop of the place, class name and words */
const BACKDROP_KEYS = [
  ["water", "water"],
  ["groen", "groen"],
  ["gebouwen", "gebouwen"],
  ["wegen", "weg"],
  ["spoor", "spoor"],
  ["stations", "station"],
];

/**
 * @param {Node} sample
 * @param {string} label
 * @param {number|null} count
 * @returns {HTMLElement}
 */
function legendRow(sample, label, count) {
  const words = count === null ? null : el("span", { class: "aantal" }, formatNumber(count, 0));
  return el("li", {}, sample, el("span", {}, label), words);
}

/** Draw the legend of the current theme. */
function drawLegend() {
  const theme = currentTheme();
  const areas = areasOf(state.niveau);
  refill(
    byId("legenda"),
    el("h2", {}, theme.title),
    el("p", { class: "vraag" }, theme.question),
    theme.about ? el("p", { class: "toelichting" }, theme.about) : null,
    theme.drawing ? theme.drawing(areas) : null,
    state.thema === "plek" ? backdropLegend() : themeLegend(theme, areas),
    certaintyLegend(),
    theme.indicator ? histogram(theme.indicator, areas) : null,
  );
}

/** @returns {HTMLElement} */
function backdropLegend() {
  const drawn = new Set(BACKDROP.lagen.map((/** @type {any} */ layer) => layer.laag));
  const rows = BACKDROP_KEYS.filter(([layer]) => drawn.has(layer)).map(([layer, words]) =>
    legendRow(backdropSample(layer), words, null),
  );
  const places = DATA.plekken.length ? legendRow(placeSample(), "ontmoetingsplek", null) : null;
  const spots = inbreng.notes.some((note) => note.punt) ? legendRow(spotSample(), "onze inbreng", null) : null;
  return el("ul", { class: "klassen" }, ...rows, places, spots);
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {HTMLElement}
 */
function themeLegend(theme, areas) {
  const counts = theme.classes.map((_, place) => areas.filter((area) => theme.classOf(area) === place).length);
  const rows = theme.classes.map((item, place) => legendRow(swatch(item.fill), item.label, counts[place]));
  return el(
    "div",
    {},
    el("p", { class: "aantal-kop" }, `aantal ${levelById(state.niveau).meer}`),
    el("ul", { class: "klassen" }, ...rows.reverse()),
    missingPartOf(theme, areas),
  );
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {HTMLElement|null}
 */
function missingPartOf(theme, areas) {
  /** @type {Map<string, number>} */
  const reasons = new Map();
  for (const area of areas.filter((item) => theme.classOf(item) < 0)) {
    const reason = theme.status(area);
    reasons.set(reason, (reasons.get(reason) || 0) + 1);
  }
  const rows = [...reasons].map(([reason, count]) =>
    legendRow(swatch(statusFill(reason)), missingText(reason), count),
  );
  return rows.length
    ? el("div", {}, el("h3", { class: "geen-kop" }, "Geen cijfer"), el("ul", { class: "klassen ontbreekt" }, ...rows))
    : null;
}

/**
 * @param {string} reason
 * @returns {string}
 */
function missingText(reason) {
  if (state.thema === "koppelkansen" && reason === NOT_BROUGHT) {
    return "hier niet ingebracht";
  }
  return state.thema === "koppelkansen" ? "te weinig cijfers om iets te zeggen" : STATUS_TEXT[reason];
}
