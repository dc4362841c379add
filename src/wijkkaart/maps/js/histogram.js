/* How the values of a figure are spread over the areas, in the colours of the map. */

const BINS = 24;
const HIST_WIDTH = 260;
const HIST_HEIGHT = 64;

/**
 * Lowest and highest of the values and the norm, so that the norm line always fits.
 * @param {number[]} values
 * @param {Norm|null} norm
 * @returns {[number, number]}
 */
function histogramRange(values, norm) {
  const all = norm ? [...values, norm.waarde] : values;
  return [Math.min(...all), Math.max(...all)];
}

/**
 * @param {number[]} values
 * @param {[number, number]} range
 * @returns {number[]} how many values each bin holds
 */
function binCounts(values, [low, high]) {
  const counts = new Array(BINS).fill(0);
  for (const value of values) {
    counts[Math.min(BINS - 1, Math.floor(((value - low) / (high - low || 1)) * BINS))] += 1;
  }
  return counts;
}

/**
 * @param {Indicator} indicator
 * @param {number[]} areas
 * @returns {Element|null} null without values
 */
function histogram(indicator, areas) {
  const values = areas.flatMap((area) => valueAt(indicator, area) ?? []);
  if (values.length < 2 || !indicator.klassen) {
    return null;
  }
  const range = histogramRange(values, indicator.norm);
  const [low, high] = range;
  const across = (/** @type {number} */ value) => ((value - low) / (high - low || 1)) * HIST_WIDTH;
  const drawing = svgEl(
    "svg",
    { viewBox: `-4 -4 ${HIST_WIDTH + 8} ${HIST_HEIGHT + 8}`, class: "histogram", role: "img" },
    ...histogramBars(indicator, binCounts(values, range), range),
    svgEl("path", { d: `M0 ${HIST_HEIGHT}H${HIST_WIDTH}`, stroke: "#3f4652" }),
    indicator.norm ? marker(across(indicator.norm.waarde), "norm") : null,
    selectedMarker(indicator, across),
  );
  drawing.setAttribute("aria-label", histogramText(indicator, values));
  return el("figure", { class: "verdeling" }, drawing, histogramCaption(indicator, values));
}

/**
 * @param {Indicator} indicator
 * @param {number[]} counts
 * @param {[number, number]} range
 * @returns {SVGElement[]}
 */
function histogramBars(indicator, counts, [low, high]) {
  const most = Math.max(...counts);
  const width = HIST_WIDTH / BINS;
  const colours = DATA.palet.oplopend[(indicator.klassen || []).length];
  return counts.flatMap((count, bin) => {
    const height = (HIST_HEIGHT * count) / most;
    const middle = low + ((bin + 0.5) / BINS) * (high - low);
    const fillValue = colours[classIndex(middle, indicator.grenzen || [])];
    const box = { x: bin * width + 0.5, y: HIST_HEIGHT - height, width: width - 1, height };
    return count ? [svgEl("rect", { ...box, fill: fillValue, stroke: "#3f4652", "stroke-width": 0.7 })] : [];
  });
}

/**
 * @param {number} x
 * @param {string} kind norm | gekozen
 * @returns {SVGElement}
 */
function marker(x, kind) {
  return svgEl("path", { d: `M${x} -4V${HIST_HEIGHT + 4}`, class: `streep-${kind}` });
}

/**
 * @param {Indicator} indicator
 * @param {(value: number) => number} across
 * @returns {SVGElement|null}
 */
function selectedMarker(indicator, across) {
  const value = state.gekozen === null ? null : valueAt(indicator, state.gekozen);
  return value === null ? null : marker(across(value), "gekozen");
}

/**
 * @param {Indicator} indicator
 * @param {number[]} values
 * @returns {string}
 */
function histogramText(indicator, values) {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => withUnit(value, indicator));
  return `Verdeling van ${indicator.label}: van ${low} tot ${high}, ${values.length} gebieden met een cijfer.`;
}

/**
 * @param {Indicator} indicator
 * @param {number[]} values
 * @returns {HTMLElement}
 */
function histogramCaption(indicator, values) {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => withUnit(value, indicator));
  const keys = [
    indicator.norm ? el("span", { class: "sleutel norm" }, `norm ${withUnit(indicator.norm.waarde, indicator)}`) : null,
    state.gekozen !== null && valueAt(indicator, state.gekozen) !== null
      ? el("span", { class: "sleutel gekozen" }, AREAS.naam[state.gekozen])
      : null,
  ];
  return el(
    "figcaption",
    {},
    el("span", { class: "einden" }, el("span", {}, `laagste ${low}`), el("span", {}, `hoogste ${high}`)),
    ...keys,
  );
}
