/* How opgaven come together in one area: how many are high, and which of two. Only numbers, no page. */

const HIGH_BAND = 3;

/**
 * How many opgaven are high: those that surely are, and those that may be.
 * @param {Array<number|null>} bands 1 to 3 per opgave, null without a score
 * @returns {{least: number, most: number}}
 */
function stackOf(bands) {
  const least = bands.filter((band) => band === HIGH_BAND).length;
  return { least, most: least + bands.filter((band) => band === null).length };
}

/**
 * Which of two opgaven is high.
 * @param {number|null} first band
 * @param {number|null} second band
 * @returns {number} 0 none, 1 the first, 2 the second, 3 both, -1 where one of them has no score
 */
function quadrantOf(first, second) {
  if (first === null || second === null) {
    return -1;
  }
  return Number(first === HIGH_BAND) + 2 * Number(second === HIGH_BAND);
}
