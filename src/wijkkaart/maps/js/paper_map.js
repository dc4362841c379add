/* A drawing of the map for paper and pictures: vectors with a title, a legend, north, scale and sources; nothing from the screen. */

/** Size of the drawing in its own units; the ratio is that of A3 without its margins. */
const PAPER = { width: 1600, height: 1108, margin: 24, legend: 350, head: 96, foot: 74 };
const PAPER_INK = "#14202e";
const PAPER_SOFT = "#4b5563";
/** Mean width of a letter as a share of its height; names are placed with it where nothing can be measured. */
const LETTER = 0.56;
const KM_PER_DEGREE = 111.32;
const SCALES_M = [50, 100, 200, 250, 500, 1000, 2000, 5000, 10000];

/**
 * @typedef {Object} Projection degrees to units of the drawing
 * @property {(longitude: number, latitude: number) => [number, number]} at
 * @property {number} perKm units in a kilometre
 */

/**
 * @typedef {Object} Frame
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 */

/**
 * Fit areas in a frame; a degree of longitude is shorter than one of latitude.
 * @param {number[]} areas
 * @param {Frame} frame
 * @returns {Projection}
 */
function projectionFor(areas, frame) {
  const bounds = L.latLngBounds(areas.map((area) => pathBounds(area)).flatMap((box) => [box.getSouthWest(), box.getNorthEast()]));
  const shrink = Math.cos((bounds.getCenter().lat * Math.PI) / 180);
  const [wide, tall] = [(bounds.getEast() - bounds.getWest()) * shrink, bounds.getNorth() - bounds.getSouth()];
  const scale = Math.min(frame.width / wide, frame.height / tall);
  const left = frame.x + (frame.width - wide * scale) / 2;
  const top = frame.y + (frame.height - tall * scale) / 2;
  return {
    at: (longitude, latitude) => [left + (longitude - bounds.getWest()) * shrink * scale, top + (bounds.getNorth() - latitude) * scale],
    perKm: scale / KM_PER_DEGREE,
  };
}

/** @type {Map<number, any>} shapes of the areas by place */
const paperShapes = new Map();

/**
 * @param {number} area
 * @returns {number[][][][]} polygons of rings of [longitude, latitude]
 */
function polygonsOf(area) {
  const level = levelOf(area).id;
  if (!paperShapes.has(area)) {
    const found = /** @type {any} */ (topojson.feature(SHAPES, SHAPES.objects[level]));
    found.features.forEach((/** @type {any} */ feature) => {
      const { type, coordinates } = feature.geometry;
      paperShapes.set(Number(feature.id), type === "Polygon" ? [coordinates] : coordinates);
    });
  }
  return paperShapes.get(area) || [];
}

/**
 * @param {number} area
 * @returns {L.LatLngBounds}
 */
function pathBounds(area) {
  return L.latLngBounds(polygonsOf(area).flatMap((rings) => rings[0]).map(([x, y]) => L.latLng(y, x)));
}

/**
 * @param {number[][][][]} polygons
 * @param {Projection} projection
 * @returns {string} path data
 */
function pathData(polygons, projection) {
  const line = (/** @type {number[][]} */ ring) => ring.map(([x, y]) => projection.at(x, y).map((value) => value.toFixed(1)).join(" "));
  return polygons.flatMap((rings) => rings.map((ring) => `M${line(ring).join("L")}Z`)).join("");
}

/**
 * The backdrop of one side: under or over the areas.
 * @param {Projection} projection
 * @param {boolean} above
 * @returns {SVGElement[]}
 */
function backdropPaths(projection, above) {
  return BACKDROP.lagen
    .filter((layer) => layer.soort !== "punt" && BACKDROP_STYLE[layer.laag].above === above)
    .map((layer) => {
      const look = BACKDROP_STYLE[layer.laag];
      const lines = layer.vormen.flatMap((shape) => shape.map((steps) => decodeLine(steps)));
      const closed = layer.soort === "vlak";
      const parts = lines.map((line) => `M${line.map(([y, x]) => projection.at(x, y).map((value) => value.toFixed(1)).join(" ")).join("L")}${closed ? "Z" : ""}`);
      return svgEl("path", {
        d: parts.join(""),
        fill: closed ? look.color : "none",
        stroke: closed ? "none" : look.color,
        "stroke-width": look.weight * 1.2,
        "stroke-dasharray": look.dashArray || null,
      });
    });
}

/**
 * The areas and what lies around them, with names.
 * @param {Frame} frame
 * @param {{blank: boolean, areas: number[], chosen: number|null, names: boolean}} wish
 * @returns {SVGElement[]}
 */
function mapParts(frame, wish) {
  const projection = projectionFor(wish.areas, inset(frame, 14));
  const theme = currentTheme();
  const plain = wish.blank || state.thema === "plek";
  const shapes = wish.areas.map((area) =>
    svgEl("path", { d: pathData(polygonsOf(area), projection), fill: plain ? "none" : areaStyle(theme, area).fillColor, stroke: BORDER, "stroke-width": 1.4, "fill-rule": "evenodd" }),
  );
  const chosen = wish.chosen === null ? [] : ["#ffffff", "#111827"].map((ink, turn) =>
    svgEl("path", { d: pathData(polygonsOf(/** @type {number} */ (wish.chosen)), projection), fill: "none", stroke: ink, "stroke-width": turn ? 5 : 10, "stroke-linejoin": "round" }),
  );
  return [
    svgEl("rect", { ...frame, fill: wish.blank ? "#ffffff" : "#f6f4ee" }),
    svgEl("g", {}, ...backdropPaths(projection, false)),
    svgEl("g", {}, ...shapes),
    svgEl("g", { opacity: plain ? 1 : 0.5 }, ...backdropPaths(projection, true)),
    ...chosen,
    ...stationParts(projection),
    ...spotPaths(projection, wish.blank),
    ...(wish.names ? nameTexts(projection, frame, wish.areas) : []),
    ...(wish.names ? scaleParts(projection, frame) : []),
  ];
}

/**
 * @param {Frame} frame
 * @param {number} room
 * @returns {Frame} the frame with room inside its edge
 */
function inset(frame, room) {
  return { x: frame.x + room, y: frame.y + room, width: frame.width - 2 * room, height: frame.height - 2 * room };
}

/**
 * @param {Projection} projection
 * @returns {SVGElement[]} stations: marks by which people know the place
 */
function stationParts(projection) {
  const layers = BACKDROP.lagen.filter((layer) => layer.soort === "punt");
  return layers.flatMap((layer) =>
    layer.vormen.map((shape) => {
      const [latitude, longitude] = decodeLine(shape[0])[0];
      const [x, y] = projection.at(longitude, latitude);
      return svgEl("rect", { x: x - 6, y: y - 6, width: 12, height: 12, fill: "#ffffff", stroke: BACKDROP_STYLE.stations.color, "stroke-width": 4 });
    }),
  );
}

/**
 * Meeting places and what people pointed at, where the map is about the place.
 * @param {Projection} projection
 * @param {boolean} blank
 * @returns {SVGElement[]}
 */
function spotPaths(projection, blank) {
  if (blank || state.thema !== "plek") {
    return [];
  }
  const spot = (/** @type {[number, number]} */ [x, y], /** @type {string} */ ink) => {
    const [cx, cy] = projection.at(x, y);
    return svgEl("circle", { cx, cy, r: 8, fill: "#ffffff", stroke: ink, "stroke-width": 4 });
  };
  const noted = inbreng.notes.flatMap((note) => (note.punt ? [spot(note.punt, SPOT_INK)] : []));
  return [...DATA.plekken.map((place) => spot(place.punt, PLACE_INK)), ...noted];
}

/**
 * Names that do not touch each other, the largest areas first.
 * @param {Projection} projection
 * @param {Frame} frame
 * @param {number[]} areas
 * @returns {SVGElement[]}
 */
function nameTexts(projection, frame, areas) {
  const size = 19;
  /** @type {Array<[number, number, number, number]>} */
  const taken = [];
  return [...areas]
    .sort((a, b) => (AREAS.ha[b] || 0) - (AREAS.ha[a] || 0))
    .flatMap((area) => {
      const text = shortened(AREAS.naam[area]);
      const half = (text.length * size * LETTER) / 2;
      const [middle, y] = projection.at(AREAS.punt[area][0], AREAS.punt[area][1]);
      const x = Math.max(frame.x + half, Math.min(frame.x + frame.width - half, middle));
      /** @type {[number, number, number, number]} */
      const box = [x - half - 4, y - size / 2 - 3, x + half + 4, y + size / 2 + 3];
      if (taken.some((other) => overlaps(box, other))) {
        return [];
      }
      taken.push(box);
      return [paperText(text, x, y + size * 0.35, size, { "font-weight": 600, "text-anchor": "middle", stroke: "#ffffff", "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" })];
    });
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y of the line that the letters stand on
 * @param {number} size
 * @param {Record<string, string|number>} [look]
 * @returns {SVGElement}
 */
function paperText(text, x, y, size, look) {
  return svgEl("text", { x, y, "font-size": size, "font-family": LABEL_FONT, fill: PAPER_INK, ...look }, text);
}

/**
 * North and a scale bar: a round number of metres, about a sixth of the frame.
 * @param {Projection} projection
 * @param {Frame} frame
 * @returns {SVGElement[]}
 */
function scaleParts(projection, frame) {
  const metres = SCALES_M.filter((length) => (length / 1000) * projection.perKm <= frame.width / 5).pop() || SCALES_M[0];
  const long = (metres / 1000) * projection.perKm;
  const [x, y] = [frame.x + frame.width - long - 20, frame.y + frame.height - 20];
  const words = metres < 1000 ? `${metres} m` : `${metres / 1000} km`;
  const north = [frame.x + frame.width - 40, frame.y + 30];
  return [
    svgEl("path", { d: `M${x} ${y - 10}V${y}H${x + long}V${y - 10}`, fill: "none", stroke: PAPER_INK, "stroke-width": 3 }),
    paperText(words, x + long / 2, y - 12, 18, { "text-anchor": "middle" }),
    svgEl("path", { d: `M${north[0]} ${north[1]}l12 34l-12 -8l-12 8Z`, fill: PAPER_INK }),
    paperText("N", north[0], north[1] + 56, 20, { "text-anchor": "middle", "font-weight": 700 }),
  ];
}

/**
 * Break a text in lines of about so many units.
 * @param {string} text
 * @param {number} width
 * @param {number} size
 * @returns {string[]}
 */
function linesOf(text, width, size) {
  const most = Math.floor(width / (size * LETTER));
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word.slice(0, most * 2));
    }
  }
  return lines;
}
