/* Weighing: the same sums as those of a run, with the weights of a group. Only arithmetic, no page. */

const LEAST_COUNTED = 2;
const FINENESS = 1e9;
const MIDDLE = 50;
const HALF_WAY = 1e-9;

/** @typedef {Array<number|null>} Places */

/**
 * Nearest whole number, a half to the even one, as Python does.
 * @param {number} value
 * @returns {number}
 */
function rint(value) {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low;
}

/**
 * Weights as whole numbers, so that two thirds is exactly two thirds.
 * @param {number[]} weights
 * @returns {number[]}
 */
function wholeWeights(weights) {
  const digits = weights.map((weight) => weight.toFixed(12).replace(/\.?0+$/, "").split(".")[1]?.length ?? 0);
  const scale = 10 ** Math.max(0, ...digits);
  return weights.map((weight) => Math.round(weight * scale));
}

/**
 * The rule of coverage: enough weight and at least two parts.
 * @param {number[]} weights
 * @param {[number, number]} coverage least share of the weight, as a fraction
 * @returns {(present: boolean[]) => boolean}
 */
function coverRule(weights, coverage) {
  const whole = wholeWeights(weights);
  const all = whole.reduce((sum, weight) => sum + weight, 0);
  return (present) => {
    const there = whole.filter((weight, part) => present[part] && weight > 0);
    const sum = there.reduce((total, weight) => total + weight, 0);
    return sum * coverage[1] >= all * coverage[0] && there.length >= LEAST_COUNTED;
  };
}

/**
 * Weighted mean of what is there; what is missing has no weight.
 * @param {Places} places
 * @param {number[]} weights
 * @returns {number|null}
 */
function weighedMean(places, weights) {
  let total = 0;
  let sum = 0;
  places.forEach((place, part) => {
    total += place === null ? 0 : weights[part];
    sum += place === null ? 0 : place * weights[part];
  });
  return total > 0 ? rint((sum / total) * FINENESS) / FINENESS : null;
}

/**
 * The mean of every row that has enough; null where too little is there.
 * @param {Places[]} rows
 * @param {number[]} weights
 * @param {[number, number]} coverage
 * @returns {Places}
 */
function coveredMeans(rows, weights, coverage) {
  const covers = coverRule(weights, coverage);
  return rows.map((places) => (covers(places.map((place) => place !== null)) ? weighedMean(places, weights) : null));
}

/**
 * How many of a sorted list are below a value, or with `equal` not above it.
 * @param {number[]} sorted
 * @param {number} value
 * @param {boolean} equal
 * @returns {number}
 */
function countBelow(sorted, value, equal) {
  let [first, last] = [0, sorted.length];
  while (first < last) {
    const middle = (first + last) >> 1;
    if (sorted[middle] < value || (equal && sorted[middle] === value)) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

/**
 * Place (0-100) of each value among the members: lower ones plus half of the equal ones.
 * @param {Places} values
 * @param {boolean[]} member
 * @param {number} minimum with fewer members there are no places
 * @returns {Places}
 */
function placesAmong(values, member, minimum) {
  const known = values.filter((value, row) => value !== null && member[row]);
  const sorted = Float64Array.from(/** @type {number[]} */ (known)).sort();
  const size = sorted.length;
  const list = [...sorted];
  return values.map((value) =>
    value === null || size < minimum || !size
      ? null
      : (100 * (countBelow(list, value, false) + countBelow(list, value, true))) / (2 * size),
  );
}

/**
 * The place of an area on one part of an opgave, high is a bigger opgave.
 * @param {MapData} data
 * @param {WeighPart} part
 * @returns {(area: number) => number|null}
 */
function partPlaces(data, part) {
  const indicator = data.indicatoren.find((item) => item.id === part.id);
  const turned = indicator?.richting === "laag";
  const { groep } = data.weging;
  return (area) => {
    const twice = part.t ? part.t[area] : null;
    const exact = twice === null ? null : (100 * twice) / (2 * part.n[groep.length ? groep[area] : 0]);
    const place = part.t ? exact : (indicator?.p?.[area] ?? null);
    return place === null ? null : turned ? 100 - place : place;
  };
}

/**
 * The parts of an opgave that count for an area: an extra only where its group has it.
 * @param {MapData} data
 * @param {string} opgave
 * @param {number} group
 * @returns {WeighPart[]}
 */
function partsOf(data, opgave, group) {
  return data.weging.opgaven[opgave].delen.filter((part) => part.groepen.includes(group));
}

/**
 * The score of one opgave in every area with other weights, as a run with these weights would give it.
 * @param {MapData} data
 * @param {string} opgave
 * @param {number[]} weights one per part of the opgave
 * @returns {{score: Places, status: string[]}} score before rounding
 */
function scoresWith(data, opgave, weights) {
  const count = data.gebieden.code.length;
  /** @type {{score: Places, status: string[]}} */
  const made = { score: new Array(count).fill(null), status: new Array(count).fill("onbekend") };
  const group = (/** @type {number} */ area) => (data.weging.groep.length ? data.weging.groep[area] : 0);
  const rows = data.gebieden.code.map((_, area) => area);
  for (const number of new Set(rows.map(group))) {
    scoreGroup(data, opgave, weights, number, rows.filter((area) => group(area) === number), made);
  }
  return made;
}

/**
 * @param {MapData} data
 * @param {string} opgave
 * @param {number[]} weights
 * @param {number} group
 * @param {number[]} rows areas of the group
 * @param {{score: Places, status: string[]}} made filled in
 */
function scoreGroup(data, opgave, weights, group, rows, made) {
  const { delen } = data.weging.opgaven[opgave];
  const parts = partsOf(data, opgave, group);
  const own = parts.map((part) => weights[delen.indexOf(part)]);
  const places = parts.map((part) => partPlaces(data, part));
  const valued = parts.map((part) => hasValue(data, part.id));
  const means = coveredMeans(rows.map((area) => places.map((place) => place(area))), own, data.weging.dekking);
  const covers = coverRule(own, data.weging.dekking);
  const buurt = data.niveaus.findIndex((level) => level.id === "buurt");
  const scores = placesAmong(means, rows.map((area) => data.gebieden.niveau[area] === buurt), data.minimum);
  rows.forEach((area, row) => {
    const comparable = data.gebieden.bewoond[area] && !data.gebieden.water[area];
    const enough = covers(valued.map((has) => has(area)));
    made.score[area] = scores[row];
    made.status[area] = !comparable ? "niet_van_toepassing" : scores[row] !== null ? "ok" : enough ? "te_weinig_gebieden" : "onbekend";
  });
}

/**
 * @param {MapData} data
 * @param {string} id of an indicator
 * @returns {(area: number) => boolean}
 */
function hasValue(data, id) {
  const column = data.indicatoren.find((item) => item.id === id)?.s ?? "";
  return (area) => data.statussen[column.length === 1 ? column : column[area]]?.id === "ok";
}

/**
 * Per area whether its mean is in the top third of the buurten; null where nobody can say.
 * @param {Places} means
 * @param {boolean[]} member
 * @param {number} limit share below the top part
 * @param {number} minimum
 * @returns {Array<boolean|null>}
 */
function topPart(means, member, limit, minimum) {
  return placesAmong(means, member, minimum).map((place) => (place === null ? null : place >= 100 * limit - HALF_WAY));
}

/**
 * What each part adds to the mean above the middle: its share of the weight times its place minus 50.
 * @param {Places} places
 * @param {number[]} weights
 * @returns {Array<{share: number, adds: number}|null>} null where the place is missing or has no weight
 */
function contributions(places, weights) {
  const total = weights.reduce((sum, weight, part) => sum + (places[part] === null ? 0 : weight), 0);
  return places.map((place, part) => {
    const share = total > 0 ? weights[part] / total : 0;
    return place === null || share === 0 ? null : { share, adds: share * (place - MIDDLE) };
  });
}
