/* A theme is what the map shows now. Map, legend and table all read the same theme, so they always agree. */

/**
 * @typedef {Object} ThemeClass
 * @property {string} fill
 * @property {string} label
 * @property {string} [note]
 */

/**
 * @typedef {Object} Theme
 * @property {string} title
 * @property {string} question
 * @property {string} about one sentence: how to read it
 * @property {ThemeClass[]} classes
 * @property {(area: number) => number} classOf place in classes, -1 without a figure
 * @property {(area: number) => string} status
 * @property {(area: number) => string} text
 * @property {(area: number) => number|null} order
 * @property {Indicator|null} indicator filled in where values can be drawn as a histogram
 * @property {number} [missingLevel]
 * @property {(areas: number[]) => Node} [drawing] more to see in the legend
 */

/**
 * Class of a value: how many limits lie below it (the same rule as in Python).
 * @param {number} value
 * @param {number[]} limits
 * @returns {number}
 */
function classIndex(value, limits) {
  return limits.filter((limit) => limit < value).length;
}

/** @returns {Theme} the place itself, without figures */
function placeTheme() {
  return {
    title: "De plek",
    question: "Herkent u de buurt?",
    about: "Zoek uw straat, of klik op een buurt.",
    classes: [],
    classOf: () => -1,
    status: () => "ok",
    text: (area) => wijktypeOf(area) || "soort buurt niet bekend",
    order: () => null,
    indicator: null,
  };
}

/**
 * @param {Indicator} indicator
 * @returns {Theme}
 */
function indicatorTheme(indicator) {
  const limits = indicator.grenzen || [];
  return {
    title: indicator.label,
    question: indicator.vraag,
    about: indicatorAbout(indicator),
    classes: indicator.soorten ? kindClasses(indicator.soorten) : amountClasses(indicator),
    classOf: (area) => {
      const value = valueAt(indicator, area);
      return value === null ? -1 : indicator.soorten ? value : classIndex(value, limits);
    },
    status: (area) => statusAt(indicator.s, area),
    text: (area) => valueText(indicator, area),
    order: (area) => valueAt(indicator, area),
    indicator: indicator.soorten ? null : indicator,
  };
}

/**
 * @param {Indicator} indicator
 * @returns {string}
 */
function indicatorAbout(indicator) {
  const year = indicator.jaar ? `Cijfers van ${indicator.jaar}. ` : "";
  const norm = indicator.norm
    ? `De norm is ${withUnit(indicator.norm.waarde, indicator)} (${indicator.norm.bron}; ${indicator.norm.toelichting}).`
    : "";
  return year + norm;
}

/**
 * @param {Indicator} indicator
 * @returns {ThemeClass[]}
 */
function amountClasses(indicator) {
  if (indicator.v === null) {
    return [];
  }
  const bounds = indicator.klassen || [];
  const colours = DATA.palet.oplopend[bounds.length];
  return bounds.map((pair, place) => ({ fill: colours[place], label: classText(pair, indicator) }));
}

/**
 * @param {string[]} kinds
 * @returns {ThemeClass[]}
 */
function kindClasses(kinds) {
  const colours = DATA.palet.soorten;
  return kinds.map((label, place) => ({ fill: colours[place % colours.length], label }));
}

/**
 * @param {Opgave} opgave
 * @returns {Theme}
 */
function opgaveTheme(opgave) {
  const five = state.groepen === "vijf" && !opgave.banden;
  const place = (/** @type {number} */ area) => (opgave.v ? opgave.v[area] : null);
  const band = (/** @type {number} */ area) => (opgave.band ? opgave.band[area] : null);
  return {
    title: `Opgave ${opgave.label.toLowerCase()}`,
    question: opgave.vraag,
    about: "Elke buurt krijgt een plek van 0 tot 100 tussen de andere buurten. Hoog: hier is meer te doen.",
    classes: five ? fiveClasses(opgave) : bandClasses(),
    classOf: (area) => {
      const value = five ? place(area) : band(area);
      return value === null ? -1 : five ? classIndex(value, opgave.grenzen || []) : value - 1;
    },
    status: (area) => (opgave.s ? statusAt(opgave.s, area) : "onbekend"),
    text: (area) => opgaveText(opgave, area),
    order: (area) => (place(area) === null ? band(area) : place(area)),
    indicator: null,
  };
}

/**
 * @param {Opgave} opgave
 * @param {number} area
 * @returns {string}
 */
function opgaveText(opgave, area) {
  const band = opgave.band ? opgave.band[area] : null;
  if (band === null) {
    return STATUS_TEXT[opgave.s ? statusAt(opgave.s, area) : "onbekend"];
  }
  return opgave.v && opgave.v[area] !== null ? `${BANDS[band - 1]} (plek ${opgave.v[area]} van 100)` : BANDS[band - 1];
}

/** @returns {ThemeClass[]} */
function bandClasses() {
  const colours = DATA.palet.banden;
  const labels = ["laag: hier is minder te doen", "midden", "hoog: hier is meer te doen"];
  return labels.map((label, place) => ({ fill: colours[place], label }));
}

/**
 * @param {Opgave} opgave
 * @returns {ThemeClass[]}
 */
function fiveClasses(opgave) {
  const colours = DATA.palet.rondom["5"];
  return (opgave.klassen || []).map((pair, place) => ({
    fill: colours[place],
    label: `plek ${classText(pair, { dec: 0, eenheid: "" })}`,
  }));
}

/** Views that need no choice. @type {Record<string, () => Theme>} */
const OTHER_THEMES = { stapeling: () => stackTheme(), wijktype: () => wijktypeTheme(), wanneer: () => yearTheme() };

/** @returns {Theme} what the reader asked to see */
function currentTheme() {
  const indicator = INDICATOR.get(state.indicator);
  const opgave = OPGAVE.get(state.opgave);
  if (state.thema === "indicator" && indicator) {
    return indicatorTheme(indicator);
  }
  if (state.thema === "opgave" && opgave) {
    return anyOpgaveTheme(opgave);
  }
  if (state.thema === "gewicht") {
    return agreeing() ? agreeTheme() : weightTheme();
  }
  if (state.thema === "twee" && opgave) {
    return twoTheme(opgave);
  }
  const made = OTHER_THEMES[state.thema];
  if (made) {
    return made();
  }
  if (state.thema === "koppelkansen") {
    return state.regel === ALL_RULES ? countTheme() : ruleTheme(state.regel);
  }
  return placeTheme();
}
