/* One figure in the panel: its value, the gemeente's, and where it comes from. */

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {HTMLElement} a row that opens
 */
function figureRow(indicator, area) {
  const known = valueAt(indicator, area) !== null;
  const summary = el(
    "span",
    { class: "cijfer" },
    el("span", { class: "cijfer-naam" }, indicator.label, indicator.intern ? internalMark() : null),
    el("span", { class: known ? "cijfer-waarde" : "cijfer-geen" }, valueText(indicator, area)),
    gemeenteValue(indicator, area),
  );
  return disclosure(summary, () => originPart(indicator, area), "figuur");
}

/** @returns {HTMLElement} */
function internalMark() {
  return el("span", { class: "intern-merk" }, "intern");
}

/**
 * @param {number} area
 * @returns {number|null} the gemeente an area lies in; null for a gemeente itself
 */
function gemeenteOf(area) {
  const own = AREAS.gemeente[area];
  return own === area ? null : own;
}

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function gemeenteValue(indicator, area) {
  const whole = gemeenteOf(area);
  if (whole === null || valueAt(indicator, whole) === null || indicator.eenheid === "aantal") {
    return null;
  }
  return el("span", { class: "cijfer-gemeente" }, `${AREAS.volledig[whole] ? "gemeente" : "deel van de gemeente"} ${valueText(indicator, whole)}`);
}

/**
 * Waar komt dit vandaan?
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {HTMLElement}
 */
function originPart(indicator, area) {
  return el(
    "div",
    { class: "herkomst" },
    saidOf(area, indicator.id),
    judgePart({ area, regel: indicator.id, naam: indicator.label }, false),
    el("p", { class: "herkomst-kop" }, "Waar komt dit vandaan?"),
    definitions([
      ["Vraag", indicator.vraag],
      ["Bron", sourceTitles(indicator.bronnen)],
      ["Jaar", indicator.jaar || "staat niet in de bron"],
      ["Licentie", licences(indicator.bronnen)],
      ["Zo is het berekend", indicator.formule],
      ["Met de getallen", divisionText(indicator, area)],
      ["Dit cijfer", STATUS_TEXT[statusAt(indicator.s, area)]],
      ["Minimum", indicator.minimum],
      ["Plek tussen de buurten", percentileText(indicator, area)],
      ["Binnen het gebied", spreadText(indicator, area)],
      ["Gaat over", coverageText(indicator, area)],
      ["Norm", normText(indicator, area)],
      ["Let op", indicator.valkuil],
      ["In de score", ROL_TEXT[indicator.rol] || ""],
      ["In de tabellen", `indicatoren.csv, indicator ${indicator.id}`],
    ]),
  );
}

/**
 * What was divided by what, so that anybody can do the sum again.
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string} empty where it is no quotient, or not known
 */
function divisionText(indicator, area) {
  const parts = indicator.deling;
  const [above, below] = parts ? [parts.t[area], parts.n[area]] : [null, null];
  if (!parts || above === null || below === null || valueAt(indicator, area) === null) {
    return "";
  }
  const [top, bottom] = [above, below].map((value) => formatNumber(value, value % 1 ? 2 : 0));
  if (parts.keer === 0) {
    return `teller ${top}, noemer ${bottom}`;
  }
  return `${top} gedeeld door ${bottom}${parts.keer > 1 ? `, keer ${formatNumber(parts.keer, 0)}` : ""} is ${valueText(indicator, area)}`;
}

/**
 * @param {string[]} ids
 * @returns {string} under which licences the sources are open
 */
function licences(ids) {
  return [...new Set(ids.map((id) => SOURCE.get(id)?.licentie ?? ""))].filter(Boolean).join("; ");
}

/**
 * @param {string[]} ids
 * @returns {string}
 */
function sourceTitles(ids) {
  const titles = ids.map((id) => (SOURCE.has(id) ? SOURCE.get(id).titel : id));
  return titles.length ? titles.join("; ") : "nog geen bron gebruikt";
}

/**
 * @param {Array<number|null>|null|undefined} column
 * @param {number} area
 * @returns {number|null}
 */
function cell(column, area) {
  return column ? column[area] : null;
}

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string}
 */
function percentileText(indicator, area) {
  const place = cell(indicator.p, area);
  if (place === null) {
    return "";
  }
  return `${place} van 100, van laag naar hoog${indicator.referentie ? ` (vergeleken met: ${indicator.referentie})` : ""}`;
}

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string}
 */
function spreadText(indicator, area) {
  const [low, high] = [cell(indicator.p10, area), cell(indicator.p90, area)];
  if (low === null || high === null) {
    return "";
  }
  return `het grootste deel ligt tussen ${withUnit(low, indicator)} en ${withUnit(high, indicator)}`;
}

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string}
 */
function coverageText(indicator, area) {
  const share = cell(indicator.dekking, area);
  return share === null || share >= 1 ? "" : `${formatNumber(100 * share, 0)}% van het gebied of de woningen`;
}

/**
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string}
 */
function normText(indicator, area) {
  if (!indicator.norm) {
    return indicator.normtekst;
  }
  const norm = `${withUnit(indicator.norm.waarde, indicator)} (${indicator.norm.bron}; ${indicator.norm.toelichting})`;
  const distance = cell(indicator.afstand, area);
  if (distance === null) {
    return norm;
  }
  const met = ["gehaald", "bijna gehaald"][distance] || "niet gehaald";
  return `${norm}. Hier ${met}: ${valueText(indicator, area)}, afstand ${distance} op een schaal van 0 (gehaald) tot 100.`;
}
