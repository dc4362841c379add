/* What was said of a card or a figure: judgements and dots. It stays beside the figure and never hides it. */

/** @type {Record<string, string>} */
const JUDGEMENT_TEXT = {
  herkennen: "herkennen wij",
  herkennen_niet: "herkennen wij niet",
  weten_niet: "weten wij niet",
};

/**
 * @param {any} voice a judgement
 * @returns {string} who says what
 */
function judgementLine(voice) {
  const who = capital(voice.herkomst === "gemeente" ? "de gemeente" : voice.herkomst);
  const table = voice.tafel ? ` (${tableName(voice.tafel)})` : "";
  return `${who}${table}: ${JUDGEMENT_TEXT[voice.oordeel]}`;
}

/**
 * @param {string} table
 * @returns {string}
 */
function tableName(table) {
  return /^\d+$/.test(table) ? `tafel ${table}` : table;
}

/**
 * What people said of one card or figure here.
 * @param {number} area
 * @param {string} id of the rule or the indicator
 * @returns {HTMLElement|null}
 */
function saidOf(area, id) {
  const said = DATA.stemmen.filter(
    (/** @type {any} */ voice) => voice.g === area && voice.regel === id && voice.soort === "oordeel",
  );
  const dots = DATA.stippen.find((/** @type {any} */ item) => item.g === area && item.regel === id);
  if (!said.length && !dots) {
    return null;
  }
  const sides = new Set(said.map((/** @type {any} */ voice) => voice.oordeel));
  const divided = sides.has("herkennen") && sides.has("herkennen_niet");
  return el(
    "div",
    { class: "gezegd" },
    divided ? el("p", {}, "Niet iedereen ziet dit hetzelfde.") : null,
    ...said.map((/** @type {any} */ voice) =>
      el("p", { class: "gezegd-oordeel" }, el("strong", {}, judgementLine(voice)), voice.tekst ? `. ${voice.tekst}` : ""),
    ),
    dots ? el("p", {}, `${counted(dots.n, "stip", "stippen")} bij deze kaart geplakt.`) : null,
  );
}
