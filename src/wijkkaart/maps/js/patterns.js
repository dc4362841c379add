/* Each reason for a missing figure has a look of its own, without colour, so that they stay apart in print. */

/** @type {Record<string, string[]>} lines of an 8 by 8 tile, as path data, or dots */
const PATTERN_PATHS = {
  geheim: ["M2 2h.01M6 6h.01"],
  te_klein: ["M4 1v6M1 4h6"],
  niet_gepubliceerd: ["M-2 10L10 -2M-6 6L6 -6M2 14L14 2"],
  buiten_dekking: ["M0 0L8 8M8 0L0 8"],
  bron_ontbreekt: ["M0 4h8"],
  onbekend: ["M2 0v8M6 0v8"],
  te_weinig_gebieden: ["M-2 -2L10 10M6 -2L10 2M-2 6L2 10"],
};
const PATTERN_WIDTH = { geheim: 2.6, te_klein: 1, niet_gepubliceerd: 1.6, bron_ontbreekt: 1.6, onbekend: 1.4 };
const PATTERN_GROUND = "#ffffff";
const PATTERN_INK = "#6b7280";
const NOT_APPLICABLE = "#e4e4e7";

/**
 * The fill of an area without a figure.
 * @param {string} status
 * @returns {string}
 */
function statusFill(status) {
  return PATTERN_PATHS[status] ? `url(#wk-${status})` : NOT_APPLICABLE;
}

/** None, the first, the second or both of two opgaven high; the second has lines too, because it is as dark as the first. */
const TWO_FILLS = DATA.palet.twee.map((colour, kind) => (kind === 2 ? "url(#wk-tweede)" : colour));

/** @returns {SVGElement[]} patterns that are no reason for a missing figure */
function otherPatterns() {
  const lines = (/** @type {string} */ ink, /** @type {number} */ width) => svgEl("path", { d: "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", stroke: ink, "stroke-width": width, fill: "none" });
  const tile = (/** @type {string} */ id, /** @type {Array<SVGElement|null>} */ ...parts) => svgEl("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, ...parts);
  return [
    tile("wk-tweede", svgEl("rect", { width: 8, height: 8, fill: DATA.palet.twee[2] }), svgEl("path", { d: "M0 4h8", stroke: "#1f4e79", "stroke-width": 1.2 })),
    tile("wk-onzeker", lines("#ffffff", 3.4), lines("#111827", 1.4)),
  ];
}

/** Put the patterns in the page, outside the map, so that the legend keeps them when the map is hidden. */
function drawPatterns() {
  const made = Object.entries(PATTERN_PATHS).map(([status, paths]) =>
    svgEl(
      "pattern",
      { id: `wk-${status}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svgEl("rect", { width: 8, height: 8, fill: PATTERN_GROUND }),
      ...paths.map((d) =>
        svgEl("path", {
          d,
          stroke: PATTERN_INK,
          "stroke-width": PATTERN_WIDTH[/** @type {keyof typeof PATTERN_WIDTH} */ (status)] || 1.2,
          "stroke-linecap": "round",
          fill: "none",
        }),
      ),
    ),
  );
  const holder = svgEl("svg", { width: 0, height: 0, class: "patronen", "aria-hidden": "true", focusable: "false" });
  document.body.append(fill(holder, [svgEl("defs", {}, ...made, ...otherPatterns())]));
}

/**
 * A small sample of a fill for legend, table and cards.
 * @param {string} fillValue
 * @returns {SVGElement}
 */
function swatch(fillValue) {
  return svgEl(
    "svg",
    { class: "staal", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true", focusable: "false" },
    svgEl("rect", { x: 0.5, y: 0.5, width: 29, height: 19, rx: 2, fill: fillValue, stroke: "#3f4652" }),
  );
}
