/* Weights and names of groups as text: in the address, and on this computer. Only text, no page. */

const LARGEST_WEIGHT = 4;
const WEIGHT_STEP = 0.5;
const LONGEST_NAME = 40;
const MOST_GROUPS = 12;

/**
 * @typedef {Object} TableGroup the weights that one table gives to the opgaven
 * @property {string} naam
 * @property {number[]} w
 */

/**
 * Weights from an address or a file: exactly so many, from 0 to 4 in steps of a half.
 * @param {string|null} text
 * @param {number} count
 * @returns {number[]|null}
 */
function weightsFrom(text, count) {
  const parts = (text ?? "").split(",");
  return parts.length === count && parts.every((part) => /^([0-3](\.5)?|4)$/.test(part)) ? parts.map(Number) : null;
}

/**
 * A name that people typed or an address holds: one short line without signs that nobody sees.
 * @param {string|null} text
 * @returns {string}
 */
function cleanName(text) {
  const line = (text ?? "").slice(0, 10 * LONGEST_NAME).replace(/[\p{C}|]/gu, " ").replace(/\s+/g, " ").trim();
  return [...line].slice(0, LONGEST_NAME).join("").trim();
}

/**
 * @param {TableGroup[]} groups
 * @returns {string} for the address and for this computer
 */
function groupsText(groups) {
  return groups.map((group) => `${group.w.join(",")} ${group.naam}`).join("|");
}

/**
 * Groups from an address or from this computer; what is no group is left out.
 * @param {string|null} text
 * @param {number} count of weights
 * @returns {TableGroup[]}
 */
function groupsFrom(text, count) {
  /** @type {TableGroup[]} */
  const found = [];
  for (const part of (text ?? "").split("|", MOST_GROUPS)) {
    const space = part.indexOf(" ");
    const w = weightsFrom(part.slice(0, space), count);
    const naam = cleanName(part.slice(space));
    if (space > 0 && w && naam && !found.some((group) => group.naam === naam)) {
      found.push({ naam, w });
    }
  }
  return found;
}

/**
 * Groups of somebody else beside our own: nothing of ours is lost, one with a name that we have gets a number.
 * @param {TableGroup[]} own
 * @param {TableGroup[]} others
 * @returns {TableGroup[]}
 */
function withGroups(own, others) {
  const all = [...own];
  const has = (/** @type {string} */ naam) => all.find((group) => group.naam === naam);
  for (const { naam, w } of others) {
    let [called, number] = [naam, 2];
    while (has(called) && String(has(called)?.w) !== String(w)) {
      called = `${[...naam].slice(0, LONGEST_NAME - 5).join("")} (${number})`;
      number += 1;
    }
    if (!has(called) && all.length < MOST_GROUPS) {
      all.push({ naam: called, w });
    }
  }
  return all;
}
