/* Water, green, roads and rail: drawn on canvas, never clickable, so that people recognise the place. */

/** @type {BackdropData} */
const BACKDROP = readBlock("wk-omgeving");
const GROWS_FROM_ZOOM = 13.5;
/** A canvas needs far more time for one path of many shapes than for many paths of some. */
const DRAWN_AT_ONCE = 200;
/** Under and over the areas; fainter where colours have to be read. */
const BACKDROP_PANES = ["omgeving-onder", "omgeving-boven"];

/** @type {Record<string, {color: string, weight: number, dashArray?: string, above: boolean}>} */
const BACKDROP_STYLE = {
  groen: { color: "#cfe2b5", weight: 0, above: false },
  water: { color: "#9cc7ea", weight: 1.5, above: true },
  gebouwen: { color: "#b3a58f", weight: 0, above: false },
  wegen: { color: "#938d82", weight: 1, above: true },
  spoor: { color: "#33373d", weight: 2.6, dashArray: "7 4", above: true },
  stations: { color: "#111827", weight: 2, above: true },
};

/**
 * Steps from the origin back to latitude and longitude.
 * @param {number[]} steps
 * @returns {Array<[number, number]>}
 */
function decodeLine(steps) {
  const [west, south] = BACKDROP.oorsprong;
  let x = 0;
  let y = 0;
  /** @type {Array<[number, number]>} */
  const line = [];
  for (let place = 0; place < steps.length; place += 2) {
    x += steps[place];
    y += steps[place + 1];
    line.push([south + y * BACKDROP.stap, west + x * BACKDROP.stap]);
  }
  return line;
}

/**
 * @param {string} name
 * @param {number} height
 * @returns {any} a canvas under or over the areas
 */
function backdropCanvas(name, height) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(height);
  pane.style.pointerEvents = "none";
  return L.canvas({ pane: name, padding: 0.3 });
}

/** Draw every layer that this map has. */
function drawBackdrop() {
  const below = backdropCanvas(BACKDROP_PANES[0], 350);
  const above = backdropCanvas(BACKDROP_PANES[1], 450);
  for (const layer of BACKDROP.lagen) {
    if (layer.soort !== "punt") {
      drawBackdropLayer(layer, BACKDROP_STYLE[layer.laag].above ? above : below);
    }
  }
}

/**
 * @param {any} layer
 * @param {any} renderer
 */
function drawBackdropLayer(layer, renderer) {
  const look = BACKDROP_STYLE[layer.laag];
  const shapes = layer.vormen.map((/** @type {number[][]} */ rings) => rings.map(decodeLine));
  const common = { renderer, interactive: false, color: look.color, smoothFactor: 1.5 };
  for (let first = 0; first < shapes.length; first += DRAWN_AT_ONCE) {
    const part = shapes.slice(first, first + DRAWN_AT_ONCE);
    if (layer.soort === "vlak") {
      L.polygon(part, { ...common, stroke: false, fillColor: look.color, fillOpacity: 1 }).addTo(map);
    } else {
      drawLines(part, { ...common, dashArray: look.dashArray }, look.weight);
    }
  }
}

/**
 * Draw lines that are thicker close by.
 * @param {Array<Array<Array<[number, number]>>>} shapes
 * @param {L.PolylineOptions} options
 * @param {number} weight
 */
function drawLines(shapes, options, weight) {
  let growth = lineGrowth();
  const lines = shapes.map((rings) => rings[0]);
  const drawn = L.polyline(lines, { ...options, weight: weight * growth }).addTo(map);
  map.on("zoomend", () => {
    if (growth !== lineGrowth()) {
      growth = lineGrowth();
      drawn.setStyle({ weight: weight * growth });
    }
  });
}

/** @returns {number} how much thicker lines are close by, where streets are what people look for */
function lineGrowth() {
  return Math.min(4, Math.max(1, 2 ** (map.getZoom() - GROWS_FROM_ZOOM)));
}

/**
 * @param {string} layer
 * @returns {SVGElement} a sample for the legend
 */
function backdropSample(layer) {
  const look = BACKDROP_STYLE[layer];
  if (layer === "stations") {
    return svgEl(
      "svg",
      { class: "staal", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true" },
      svgEl("rect", { x: 10, y: 5, width: 10, height: 10, fill: "#ffffff", stroke: look.color, "stroke-width": 3 }),
    );
  }
  if (layer === "wegen" || layer === "spoor") {
    return svgEl(
      "svg",
      { class: "staal", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true" },
      svgEl("path", {
        d: "M1 10H29",
        stroke: look.color,
        "stroke-width": look.weight + 0.8,
        "stroke-dasharray": look.dashArray || null,
      }),
    );
  }
  return swatch(look.color);
}
