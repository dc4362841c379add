/* When the street opens: planned works per year, and in words the years in which several meet. */

/** @type {Record<string, string>} kinds of work, as people say them */
const WORK_TEXT = {
  riool: "riool",
  weg: "straat of weg",
  warmtenet: "warmtenet",
  gas: "gasleiding",
  woningrenovatie: "renovatie van woningen",
  isolatie: "isolatie van woningen",
  nieuwbouw: "nieuwe woningen",
  groen: "groen",
  voorziening: "voorziening",
};

/**
 * @param {string} kind
 * @returns {string}
 */
function workName(kind) {
  return WORK_TEXT[kind] || kind;
}

/**
 * @param {number} area
 * @returns {HTMLElement|null} nothing where no work is planned
 */
function timelinePart(area) {
  const years = DATA.tijdlijn.filter((/** @type {any} */ item) => item.g === area);
  if (!years.length) {
    return null;
  }
  return el(
    "section",
    { class: "tijdlijn", "aria-labelledby": "kop-tijdlijn" },
    el("h4", { id: "kop-tijdlijn" }, "Wanneer gaat hier de straat open?"),
    el("p", { class: "toelichting" }, "Het werk dat hier is gepland, per jaar. Werk dat samenkomt, kan vaak samen."),
    el("ol", { class: "jaren" }, ...years.map(yearItem)),
  );
}

/**
 * @param {any} year
 * @returns {HTMLElement}
 */
function yearItem(year) {
  const kinds = capital(year.soorten.map(workName).join(", "));
  return el(
    "li",
    { class: year.samen ? "jaar jaar-samen" : "jaar" },
    el("strong", { class: "jaar-getal" }, String(year.jaar)),
    el(
      "div",
      {},
      el("p", {}, year.n > 1 ? `${kinds} (${year.n} werken)` : kinds),
      year.samen ? el("p", { class: "jaar-woord" }, "Hier komt werk samen.") : null,
      year.wat ? el("p", { class: "jaar-wat" }, year.wat) : null,
    ),
  );
}
