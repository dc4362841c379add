/* What kind of place this is: the type of buurt, when it was built, who lives there. */

const DNA_GROUP = "dna";
const DNA_BAR = 150;
/** More would push what is strong here off the screen. */
const FIRST_FIGURES = 8;

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function dnaPart(area) {
  const figures = INDICATORS.filter((item) => item.opgave === DNA_GROUP);
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-plek" },
    el("h3", { id: "kop-plek" }, "Wat voor plek is dit?"),
    wijktypeText(area),
    buildingYears(area),
    figures.length ? figureList(figures.slice(0, FIRST_FIGURES), area) : null,
    moreFigures(figures.slice(FIRST_FIGURES), area),
  );
}

/**
 * @param {Indicator[]} figures
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function moreFigures(figures, area) {
  const label = `Meer cijfers over deze plek (${figures.length})`;
  return figures.length ? disclosure(label, () => figureList(figures, area), "achter") : null;
}

/**
 * @param {Indicator[]} figures
 * @param {number} area
 * @returns {HTMLElement}
 */
function figureList(figures, area) {
  return el("div", { class: "cijfers" }, ...figures.map((item) => figureRow(item, area)));
}

/**
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function wijktypeText(area) {
  const type = DATA.dna.wijktype[area];
  if (!type) {
    return null;
  }
  const certain = DATA.dna.zekerheid[area];
  const details = [certain === null ? "" : `past bij ${formatNumber(100 * certain, 0)}% van de woningen`, DATA.dna.bron[area]];
  const words = details.filter(Boolean).join("; ");
  return el("p", { class: "wijktype" }, el("strong", {}, capital(type)), words ? el("small", {}, ` (${words})`) : null);
}

/**
 * Dwellings by building period, as bars with their numbers.
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function buildingYears(area) {
  const counts = DATA.dna.woningen.map((/** @type {Array<number|null>} */ column) => column[area]);
  const most = Math.max(...counts.map((/** @type {number|null} */ count) => count || 0));
  if (most === 0) {
    return null;
  }
  const rows = counts.map((/** @type {number|null} */ count, /** @type {number} */ period) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, DATA.dna.perioden[period]),
      el("td", {}, bar(((count || 0) / most) * DNA_BAR)),
      el("td", { class: "getal" }, count === null ? "onbekend" : formatNumber(count, 0)),
    ),
  );
  return el(
    "table",
    { class: "bouwjaren" },
    el("caption", {}, "Woningen naar bouwjaar"),
    el("tbody", {}, ...rows),
  );
}

/**
 * @param {number} length
 * @returns {SVGElement}
 */
function bar(length) {
  return svgEl(
    "svg",
    { class: "bouwjaar-balk", viewBox: `0 0 ${DNA_BAR} 14`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svgEl("rect", { x: 0, y: 1, width: length, height: 12, rx: 1 }),
  );
}

/**
 * What is strong here: one point per opgave at once, the others on request.
 * @param {number} area
 * @returns {HTMLElement}
 */
function strengthsPart(area) {
  const { g, opgave } = DATA.sterk;
  const rows = (g || []).flatMap((/** @type {number} */ own, /** @type {number} */ row) => (own === area ? [row] : []));
  const first = rows.filter((row, place) => rows.findIndex((other) => opgave[other] === opgave[row]) === place);
  const others = rows.filter((row) => !first.includes(row));
  return el(
    "section",
    { class: "deel sterk", "aria-labelledby": "kop-sterk" },
    el("h3", { id: "kop-sterk" }, "Wat is hier sterk?"),
    rows.length ? strengthList(first) : el("p", {}, "De cijfers wijzen hier geen sterke punten aan. U kent ze vast wel."),
    others.length ? disclosure(`Nog ${counted(others.length, "sterk punt", "sterke punten")}`, () => strengthList(others), "achter") : null,
  );
}

/**
 * @param {number[]} rows
 * @returns {HTMLElement}
 */
function strengthList(rows) {
  const { zin, opgave, intern } = DATA.sterk;
  const items = rows.map((row) =>
    el("li", {}, zin[row], intern[row] ? internalMark() : null, el("small", {}, opgaveLabel(opgave[row]))),
  );
  return el("ul", {}, ...items);
}

/**
 * @param {string} id
 * @returns {string}
 */
function opgaveLabel(id) {
  const opgave = OPGAVE.get(id);
  return opgave ? opgave.label : id;
}
