/* What kind of place this is: the type of buurt, its streets, when it was built, who owns and lives there. */

const DNA_GROUP = "dna";
const DNA_BAR = 150;
/** What tells a resident most; more would push what is strong here off the screen. */
const FIRST_FIGURES = [
  "aantal_inwoners",
  "aandeel_0_15",
  "aandeel_65plus",
  "aandeel_eenpersoonshuishoudens",
  "aandeel_gezinnen_met_kinderen",
  "aantal_woningen",
  "aandeel_meergezins",
  "woninggrootte_mediaan",
];
/** @type {Array<[string, string]>} */
const OWNERS = [
  ["aandeel_koop", "de bewoner zelf"],
  ["aandeel_corporatie", "een corporatie"],
  ["aandeel_overige_huur", "een andere verhuurder"],
];
/** @type {Array<[string, string]>} */
const PLACE_FIGURES = [
  ["aandeel_water", "Water"],
  ["groen_per_woning_m2", "Groen"],
];
const FULL_BAR = 100;

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function dnaPart(area) {
  const first = indicatorsOf(FIRST_FIGURES);
  const drawn = [...OWNERS, ...PLACE_FIGURES].map(([id]) => id);
  const others = INDICATORS.filter((item) => item.opgave === DNA_GROUP && ![...FIRST_FIGURES, ...drawn].includes(item.id));
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-plek" },
    el("h3", { id: "kop-plek" }, "Wat voor plek is dit?"),
    wijktypeText(area),
    placeText(area),
    buildingYears(area),
    ownersTable(area),
    first.length ? figureList(first, area) : null,
    moreFigures([...others, ...indicatorsOf(drawn)], area),
    placeOrigin(),
  );
}

/** Sources of what the tables of an area hold besides figures, and where it stands. @type {Array<[string, RegExp, string]>} */
const PLACE_ORIGINS = [
  ["Straten", /^(bag_|cbs_postcodes|nwb_|bgt_)/, "dna.csv, kolom straten"],
  ["Stations", /station|halte|gtfs|ns_/, "dna.csv, kolom stations"],
  ["Woningen naar bouwjaar", /^bag_/, "dna.csv, kolommen woningen_tot1909 en verder"],
];

/** @returns {HTMLElement} where streets, stations and building years come from; the figures tell it themselves */
function placeOrigin() {
  const used = DATA.over.bronnen.filter((item) => item.status === "gebruikt");
  /** @type {Array<[string, string]>} */
  const rows = PLACE_ORIGINS.map(([name, pattern, table]) => {
    const titles = used.filter((item) => pattern.test(item.id)).map((item) => `${item.titel}${item.jaar.length ? ` (${item.jaar.join(", ")})` : ""}`);
    return [name, titles.length ? `${titles.join("; ")}. In de tabellen: ${table}.` : ""];
  });
  const owners = "Water, groen en van wie de woningen zijn: zie die cijfers onder ‘Meer cijfers over deze plek’.";
  return disclosure("Waar komt dit vandaan?", () => el("div", { class: "herkomst" }, definitions(rows), el("p", {}, owners)), "achter");
}

/**
 * @param {string[]} ids
 * @returns {Indicator[]} those that this map has, in the order of `ids`
 */
function indicatorsOf(ids) {
  return ids.flatMap((id) => INDICATOR.get(id) ?? []);
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
 * @returns {string} empty where it is not known
 */
function wijktypeOf(area) {
  return DATA.dna.teksten[DATA.dna.wijktype[area]];
}

/**
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function wijktypeText(area) {
  const type = wijktypeOf(area);
  if (!type) {
    return null;
  }
  const words = DATA.dna.teksten[DATA.dna.uitleg[area]];
  return el("p", { class: "wijktype" }, el("strong", {}, capital(type)), words ? el("small", {}, words) : null);
}

/**
 * Streets, station, water and green: by what people know the place.
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function placeText(area) {
  const { straten, stations } = DATA.dna;
  /** @type {Array<[string, string]>} */
  const figures = PLACE_FIGURES.flatMap(([id, label]) => {
    const item = INDICATOR.get(id);
    return item && valueAt(item, area) !== null ? [[label, valueText(item, area)]] : [];
  });
  const pairs = [["Straten", straten[area].join(", ")], ["Station", stations[area].join("; ")], ...figures];
  const list = definitions(/** @type {Array<[string, string]>} */ (pairs), "plek");
  return list.children.length ? list : null;
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
  const rows = DATA.dna.perioden.map((/** @type {string} */ period, /** @type {number} */ place) =>
    barRow(period, (counts[place] || 0) / most, counts[place] === null ? "onbekend" : formatNumber(counts[place], 0)),
  );
  const unknown = counts[counts.length - 1] || 0;
  return barTable("Woningen naar bouwjaar", unknown ? rows : rows.slice(0, -1));
}

/**
 * Whose the homes are, as bars of their share.
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function ownersTable(area) {
  const rows = OWNERS.flatMap(([id, label]) => {
    const item = INDICATOR.get(id);
    const share = item ? valueAt(item, area) : null;
    return item && share !== null ? [barRow(label, share / FULL_BAR, valueText(item, area))] : [];
  });
  return rows.length ? barTable("Van wie zijn de woningen?", rows) : null;
}

/**
 * @param {string} caption
 * @param {HTMLElement[]} rows
 * @returns {HTMLElement}
 */
function barTable(caption, rows) {
  return el("table", { class: "bouwjaren" }, el("caption", {}, caption), el("tbody", {}, ...rows));
}

/**
 * @param {string} label
 * @param {number} share of the whole bar
 * @param {string} words
 * @returns {HTMLElement}
 */
function barRow(label, share, words) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, label),
    el("td", {}, bar(share * DNA_BAR)),
    el("td", { class: "getal" }, words),
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
  /** @type {number[]} */
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
