/* The data of this map, as Python wrote it; nothing here is computed from it. */

/**
 * @typedef {Object} Norm
 * @property {number} waarde
 * @property {string} bron
 * @property {string} toelichting how sure it is, in words
 */

/**
 * @typedef {Object} Indicator
 * @property {string} id
 * @property {string} opgave
 * @property {string} label
 * @property {string} eenheid
 * @property {number} dec number of decimals
 * @property {string} rol
 * @property {boolean} kern
 * @property {string} richting
 * @property {string} vraag
 * @property {string} formule
 * @property {string} minimum
 * @property {string} valkuil
 * @property {Norm|null} norm
 * @property {string} normtekst
 * @property {boolean} intern
 * @property {string} jaar
 * @property {string[]} bronnen
 * @property {string} referentie
 * @property {string} s a status character per area, or one for all
 * @property {Array<number|null>|null} dekking
 * @property {Array<number|null>|null} v
 * @property {number[]} [grenzen]
 * @property {Array<[number|null, number|null]>} [klassen]
 * @property {Array<number|null>|null} [p]
 * @property {Array<number|null>|null} [p10]
 * @property {Array<number|null>|null} [p90]
 * @property {Array<number|null>|null} [afstand]
 * @property {string[]} [soorten]
 * @property {{t: Array<number|null>, n: Array<number|null>, keer: number}} [deling] what was divided by what
 */

/**
 * @typedef {Object} Opgave
 * @property {string} id
 * @property {string} label
 * @property {string} vraag
 * @property {boolean} scoort
 * @property {boolean} banden
 * @property {number} verborgen
 * @property {Array<number|null>|null} [v]
 * @property {Array<number|null>|null} [band]
 * @property {string} [s]
 * @property {Array<number|null>|null} [n]
 * @property {string} [oordeel]
 * @property {Array<number|null>|null} [weegwijzen]
 * @property {string} [referentie]
 * @property {number[]} [grenzen]
 * @property {Array<[number|null, number|null]>} [klassen]
 */

/** @type {MapData} */
const DATA = readBlock("wk-data");
const AREAS = DATA.gebieden;
const COUNT = AREAS.code.length;
const LEVELS = DATA.niveaus;

/** @type {Indicator[]} */
const INDICATORS = DATA.indicatoren;
/** @type {Map<string, Indicator>} */
const INDICATOR = new Map(INDICATORS.map((item) => [item.id, item]));
/** @type {Opgave[]} */
const OPGAVEN = DATA.opgaven;
/** @type {Map<string, Opgave>} */
const OPGAVE = new Map(OPGAVEN.map((item) => [item.id, item]));
/** @type {Opgave[]} */
const SCORED = OPGAVEN.filter((item) => item.scoort);
const RULES = DATA.koppelkansen.regels;
const SOURCE = new Map(DATA.over.bronnen.map((/** @type {any} */ item) => [item.id, item]));
const INTERNAL = DATA.openbaarheid === "intern";

/**
 * Status id of an area in a column of status characters.
 * @param {string} column
 * @param {number} area
 * @returns {string}
 */
function statusAt(column, area) {
  return DATA.statussen[column.length === 1 ? column : column[area]].id;
}

/** @type {Record<string, string>} */
const STATUS_TEXT = Object.fromEntries(
  Object.values(DATA.statussen).map((/** @type {any} */ item) => [item.id, item.tekst]),
);

/**
 * Cell of an indicator: its value or null.
 * @param {Indicator} indicator
 * @param {number} area
 * @returns {number|null}
 */
function valueAt(indicator, area) {
  return indicator.v ? indicator.v[area] : null;
}

/**
 * Areas of one niveau, in page order.
 * @param {string} level
 * @returns {number[]}
 */
function areasOf(level) {
  const place = LEVELS.findIndex((/** @type {any} */ item) => item.id === level);
  return AREAS.niveau.flatMap((/** @type {number} */ own, /** @type {number} */ area) => (own === place ? [area] : []));
}

/**
 * @param {string} id
 * @returns {Level} a niveau of this map: id and words
 */
function levelById(id) {
  return LEVELS.find((level) => level.id === id) ?? LEVELS[0];
}

/**
 * @param {number} area
 * @returns {Level} the niveau of an area: id and words
 */
function levelOf(area) {
  return LEVELS[AREAS.niveau[area]];
}

/**
 * Cards of one area, as rows.
 * @param {number} area
 * @returns {Array<Record<string, any>>}
 */
function cardsOf(area) {
  return (CARD_ROWS.get(area) || []).map(cardAt);
}

/** @type {Map<number, number[]>} */
const CARD_ROWS = new Map();
(DATA.koppelkansen.kolommen.g || []).forEach((/** @type {number} */ area, /** @type {number} */ row) => {
  CARD_ROWS.set(area, [...(CARD_ROWS.get(area) || []), row]);
});

/**
 * @param {number} row
 * @returns {Record<string, any>}
 */
function cardAt(row) {
  const { kolommen, kaarten, teksten } = DATA.koppelkansen;
  return {
    ...kaarten[kolommen.kaart[row]],
    stand: kolommen.stand[row],
    uitleg: kolommen.uitleg[row] === null ? "" : teksten[kolommen.uitleg[row]],
    zekerheid: teksten[kolommen.zekerheid[row]],
  };
}

/**
 * Stand of one rule in one area; null where the rule was not tried.
 * @param {string} rule
 * @param {number} area
 * @returns {string|null}
 */
function standOf(rule, area) {
  const { kolommen, kaarten } = DATA.koppelkansen;
  const row = (CARD_ROWS.get(area) || []).find((place) => kaarten[kolommen.kaart[place]].regel === rule);
  return row === undefined ? null : kolommen.stand[row];
}
