/* The words for people: plain Dutch, one place for each. */

const STANDS = ["geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu"];

/** @type {Record<string, {kort: string, lang: string}>} */
const STAND_TEXT = {
  geen: { kort: "niet in de cijfers gevonden", lang: "Niet in de cijfers gevonden. Misschien weet u meer." },
  samenloop: { kort: "opgaven komen samen", lang: "De opgaven komen hier samen. Of het hier ook kan, laten de cijfers niet zien." },
  kansrijk: { kort: "kansrijk", lang: "Kansrijk: de opgaven komen samen en het kan hier." },
  kansrijk_mogelijk_moment: {
    kort: "kansrijk, misschien een goed moment",
    lang: "Kansrijk, en misschien is er een goed moment. Vraag dit na.",
  },
  nu: { kort: "nu: er is een plan", lang: "Nu: er is hier een plan waar dit bij past." },
  onbekend: { kort: "niet te zeggen", lang: "Niet te zeggen: er ontbreken cijfers." },
};

/** Number of filled dots beside a stand, so that colour is never alone. */
const STAND_LEVEL = { geen: 0, samenloop: 1, kansrijk: 2, kansrijk_mogelijk_moment: 3, nu: 4 };

const BANDS = ["laag", "midden", "hoog"];

/** What a band of an opgave means, in a sentence. */
const BAND_TEXT = [
  "Deze opgave is hier kleiner dan in de meeste buurten.",
  "Deze opgave is hier ongeveer zo groot als in andere buurten.",
  "Deze opgave is hier groter dan in de meeste buurten.",
];

/** @type {Record<string, string>} */
const OORDEEL_TEXT = {
  h: "Dit is zeker: ook bij andere keuzes in het rekenen komt de opgave hoog uit.",
  l: "Dit is zeker: ook bij andere keuzes in het rekenen komt de opgave niet hoog uit.",
  o: "Dit is minder zeker: bij andere keuzes in het rekenen verandert het beeld.",
};

/** @type {Record<string, string>} */
const HERKOMST_TEXT = { cijfers: "uit de cijfers", bewoners: "van bewoners", gemeente: "van de gemeente" };

/** What put a koppelkans on the map. @type {Record<string, string>} */
const OPENED_BY = { cijfers: "de cijfers", bewoners: "een wens van bewoners", gemeente: "een wens van de gemeente" };

/** @type {Record<string, string>} */
const ROL_TEXT = {
  opgave: "telt mee in de score van de opgave",
  kans: "telt niet mee in een score; helpt kansen zien",
  context: "telt niet mee in een score; helpt de buurt begrijpen",
  tijd: "telt niet mee in een score; zegt iets over het moment",
  toets: "telt niet mee in een score; dient om te toetsen",
};

/** @type {Record<string, string>} */
const BRON_STATUS = {
  gebruikt: "gebruikt",
  uit: "uitgezet voor deze kaart",
  niet_gegeven: "niet gegeven",
  mislukt: "niet gelukt om te lezen",
};

/** Making a formatter is the slow part. @type {Map<string, Intl.NumberFormat>} */
const FORMATTERS = new Map();

/**
 * @param {number} decimals
 * @param {boolean} useGrouping
 * @returns {Intl.NumberFormat}
 */
function formatter(decimals, useGrouping) {
  const key = `${decimals} ${useGrouping}`;
  const known = FORMATTERS.get(key);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const made = known || new Intl.NumberFormat("nl-NL", { ...digits, useGrouping });
  FORMATTERS.set(key, made);
  return made;
}

/**
 * A number as the Dutch write it; years without a thousands separator, and never a minus before zero.
 * @param {number} value
 * @param {number} decimals
 * @param {string} [unit]
 * @returns {string}
 */
function formatNumber(value, decimals, unit) {
  const rounded = Number(value.toFixed(decimals)) + 0;
  return formatter(decimals, unit !== "jaar").format(rounded);
}

/**
 * A number with its unit: "45%" and "12 m²".
 * @param {number} value
 * @param {{dec: number, eenheid: string}} indicator
 * @returns {string}
 */
function withUnit(value, indicator) {
  const digits = formatNumber(value, indicator.dec, indicator.eenheid);
  if (indicator.eenheid.startsWith("%")) {
    return digits + indicator.eenheid;
  }
  return ["", "aantal", "jaar"].includes(indicator.eenheid) ? digits : `${digits} ${indicator.eenheid}`;
}

/**
 * The value of an indicator in words, or the reason why there is none.
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {string}
 */
function valueText(indicator, area) {
  const value = valueAt(indicator, area);
  if (value === null) {
    return STATUS_TEXT[statusAt(indicator.s, area)];
  }
  return indicator.soorten ? indicator.soorten[value] : withUnit(value, indicator);
}

/**
 * Limits of a class in words: "t/m 12", "13 – 18", "19 en meer".
 * @param {[number|null, number|null]} bounds
 * @param {{dec: number, eenheid: string}} indicator
 * @returns {string}
 */
function classText(bounds, indicator) {
  const [first, last] = bounds.map((value) =>
    value === null ? null : formatNumber(value, indicator.dec, indicator.eenheid),
  );
  if (first === null && last === null) {
    return "alle waarden";
  }
  if (first === null) {
    return `t/m ${last}`;
  }
  return last === null ? `${first} en meer` : first === last ? `${first}` : `${first} – ${last}`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 * @returns {string}
 */
function counted(count, one, many) {
  return `${formatNumber(count, 0)} ${count === 1 ? one : many}`;
}
