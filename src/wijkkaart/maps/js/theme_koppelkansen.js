/* Koppelkansen on the map: one rule and its stand, or how many there are. */

const CHANCES = ["kansrijk", "kansrijk_mogelijk_moment", "nu"];
const MOST_COUNTED = 4;
/** With more rules untried than this share, "none found" would be a claim without ground. */
const MOST_UNKNOWN = 1 / 3;

/** An own koppelkans stands only where people brought it; elsewhere there is nothing to say of it. */
const NOT_BROUGHT = "niet_van_toepassing";

/**
 * @param {string} rule
 * @returns {boolean} whether residents or gemeente brought it themselves
 */
function isOwnRule(rule) {
  return RULES.some((/** @type {any} */ item) => item.id === rule && item.eigen);
}

/**
 * @param {string} rule
 * @returns {Theme}
 */
function ruleTheme(rule) {
  const own = isOwnRule(rule);
  const stand = (/** @type {number} */ area) => standOf(rule, area);
  const place = (/** @type {number} */ area) => STANDS.indexOf(stand(area) || "");
  return {
    title: ruleName(rule),
    question: "Waar kan dit samen opgepakt worden?",
    about: own
      ? "Bewoners of de gemeente brachten deze kans in. Die rust niet op cijfers."
      : "De cijfers wijzen een kans aan. Of het echt kan, weten bewoners en gemeente samen.",
    classes: STANDS.map((name, level) => ({ fill: DATA.palet.stand[level], label: STAND_TEXT[name].kort })),
    classOf: place,
    status: () => (own ? NOT_BROUGHT : "onbekend"),
    text: (area) => (own && !stand(area) ? "hier niet ingebracht" : STAND_TEXT[stand(area) || "onbekend"].kort),
    order: (area) => (place(area) < 0 ? null : place(area)),
    indicator: null,
  };
}

/**
 * @param {string} rule
 * @returns {string}
 */
function ruleName(rule) {
  const found = RULES.find((/** @type {any} */ item) => item.id === rule);
  return found ? found.naam : rule;
}

/**
 * How many koppelkansen an area has, and how many rules could not be tried for want of figures.
 * @param {number} area
 * @returns {{found: number, unknown: number, tried: number}}
 */
function chancesOf(area) {
  const stands = (CARD_ROWS.get(area) || []).map((row) => DATA.koppelkansen.kolommen.stand[row]);
  return {
    found: stands.filter((stand) => CHANCES.includes(stand)).length,
    unknown: stands.filter((stand) => stand === "onbekend").length,
    tried: stands.length,
  };
}

/**
 * @param {number} area
 * @returns {string}
 */
function chancesText(area) {
  const { found, unknown, tried } = chancesOf(area);
  const words = found ? counted(found, "koppelkans", "koppelkansen") : "geen gevonden";
  return unknown ? `${words}, ${unknown} van de ${tried} niet te zeggen` : words;
}

/**
 * Whether a count says something: one was found, or enough rules could be tried to say that there is none.
 * @param {number} area
 * @returns {boolean}
 */
function countKnown(area) {
  const { found, unknown, tried } = chancesOf(area);
  return found > 0 || unknown <= tried * MOST_UNKNOWN;
}

/** @returns {Theme} */
function countTheme() {
  const labels = ["geen gevonden", "1", "2", "3", "4 of meer"];
  return {
    title: "Aantal koppelkansen",
    question: "Waar komen kansen bij elkaar?",
    about: "Een koppelkans is werk dat samen beter gaat: één keer de straat open, één keer overlast.",
    classes: labels.map((label, place) => ({ fill: DATA.palet.oplopend["5"][place], label })),
    classOf: (area) => (countKnown(area) ? Math.min(chancesOf(area).found, MOST_COUNTED) : -1),
    status: () => "onbekend",
    text: chancesText,
    order: (area) => (countKnown(area) ? chancesOf(area).found : null),
    indicator: null,
  };
}
