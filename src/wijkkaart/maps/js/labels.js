/* Names on the map: areas first, then stations and, close by, streets; a name that does not fit is left out. */

const STREET_ZOOM = 15.5;
const LONGEST_LABEL = 30;
/** Free space around a name, so that colours can be read between names. */
const LABEL_ROOM = 12;
/** How far the name of a station stands under its mark. */
const DOT_DROP = 17;
const NORMAL_TYPE = 16;
/** Names grow with the type of the page, as on a beamer. */
const LABEL_SCALE = parseFloat(getComputedStyle(document.documentElement).fontSize) / NORMAL_TYPE;
/** How much larger names are while presenting. */
const PRESENT_SCALE = 1.5;
const LABEL_FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/**
 * @typedef {Object} Label
 * @property {string} text
 * @property {number} x
 * @property {number} y
 * @property {number} size
 * @property {string} weight
 * @property {string} ink
 * @property {number} [turn] in radians
 * @property {boolean} [dot]
 */

const LabelLayer = L.Layer.extend({
  onAdd(/** @type {any} */ owner) {
    this.canvas = el("canvas", { class: "namen", "aria-hidden": "true" });
    owner.getPane("namen").append(this.canvas);
    owner.on("moveend resize", this.draw, this);
    owner.on("zoomstart", this.hide, this);
    this.draw();
  },
  hide() {
    this.canvas.hidden = true;
  },
  draw() {
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    this.canvas.hidden = false;
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    drawLabels(pen, [...areaLabels(), ...placeLabels(), ...stationLabels(), ...streetLabels()], size);
  },
});

/** @returns {number} */
function labelScale() {
  return LABEL_SCALE * (state.stap ? PRESENT_SCALE : 1);
}

/** @type {any} */
let labelLayer = null;

/** Put the names on the map. */
function addLabels() {
  const pane = map.createPane("namen");
  pane.style.zIndex = "620";
  pane.style.pointerEvents = "none";
  labelLayer = new LabelLayer().addTo(map);
}

/** @returns {Label[]} names of the areas, the chosen and the largest first */
function areaLabels() {
  const areas = [...areasOf(state.niveau)];
  areas.sort((a, b) => (AREAS.ha[b] || 0) - (AREAS.ha[a] || 0));
  areas.sort((a, b) => Number(b === state.gekozen) - Number(a === state.gekozen));
  return areas.map((area) => {
    const point = map.latLngToContainerPoint([AREAS.punt[area][1], AREAS.punt[area][0]]);
    return { text: shortened(AREAS.naam[area]), x: point.x, y: point.y, size: (state.thema === "plek" ? 14 : 13) * labelScale(), weight: "600", ink: "#111827" };
  });
}

/**
 * @param {string} name
 * @returns {string}
 */
function shortened(name) {
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}

/** @returns {Label[]} */
function stationLabels() {
  return BACKDROP.lagen
    .filter((/** @type {any} */ layer) => layer.laag === "stations" && layer.soort === "punt")
    .flatMap((/** @type {any} */ layer) =>
      layer.vormen.map((/** @type {number[][]} */ shape, /** @type {number} */ place) => {
        const point = map.latLngToContainerPoint(decodeLine(shape[0])[0]);
        const name = layer.namen[layer.naam[place]];
        return { text: name, x: point.x, y: point.y, size: 13 * labelScale(), weight: "600", ink: "#0b3d70", dot: true };
      }),
    );
}

/** @returns {Label[]} one name for each street in view, along the street, when the map is close enough */
function streetLabels() {
  if (map.getZoom() < STREET_ZOOM) {
    return [];
  }
  const view = map.getBounds();
  const seen = new Set();
  /** @type {Label[]} */
  const found = [];
  for (const layer of BACKDROP.lagen.filter((/** @type {any} */ item) => item.laag === "wegen")) {
    layer.vormen.forEach((/** @type {number[][]} */ shape, /** @type {number} */ place) => {
      const name = layer.namen[layer.naam[place]];
      const line = name && !seen.has(name) ? decodeLine(shape[0]) : [];
      const middle = line[Math.floor((line.length - 1) / 2)];
      if (middle && view.contains(middle)) {
        seen.add(name);
        found.push(streetLabel(name, line));
      }
    });
  }
  return found;
}

/**
 * @param {string} name
 * @param {Array<[number, number]>} line
 * @returns {Label}
 */
function streetLabel(name, line) {
  const at = Math.max(1, Math.floor((line.length - 1) / 2));
  const from = map.latLngToContainerPoint(line[at - 1]);
  const to = map.latLngToContainerPoint(line[at] || line[at - 1]);
  let turn = Math.atan2(to.y - from.y, to.x - from.x);
  turn = turn > Math.PI / 2 ? turn - Math.PI : turn < -Math.PI / 2 ? turn + Math.PI : turn;
  return {
    text: name,
    x: (from.x + to.x) / 2,
    y: (from.y + to.y) / 2,
    size: 12 * labelScale(),
    weight: "400",
    ink: "#374151",
    turn,
  };
}

/**
 * Draw the labels that do not touch one drawn before.
 * @param {CanvasRenderingContext2D} pen
 * @param {Label[]} labels
 * @param {{x: number, y: number}} size
 */
function drawLabels(pen, labels, size) {
  /** @type {Array<[number, number, number, number]>} */
  const taken = [];
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const label of labels) {
    pen.font = `${label.weight} ${label.size}px ${LABEL_FONT}`;
    keepInside(pen, label, size);
    const box = labelBox(pen, label);
    const inside = box[2] > 0 && box[3] > 0 && box[0] < size.x && box[1] < size.y;
    if (inside && !taken.some((other) => overlaps(box, other))) {
      taken.push(box);
      drawLabel(pen, label);
    }
  }
}

/**
 * Move a name that would be cut off by the edge of the map a little inwards.
 * @param {CanvasRenderingContext2D} pen
 * @param {Label} label
 * @param {{x: number, y: number}} size
 */
function keepInside(pen, label, size) {
  const half = pen.measureText(label.text).width / 2 + 6;
  if (!label.turn && !label.dot && label.x > 0 && label.x < size.x) {
    label.x = Math.max(half, Math.min(size.x - half, label.x));
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Label} label
 * @returns {[number, number, number, number]} left, top, right, bottom
 */
function labelBox(pen, label) {
  const turn = label.turn || 0;
  const length = pen.measureText(label.text).width + LABEL_ROOM;
  const halfWidth = (Math.abs(Math.cos(turn)) * length + Math.abs(Math.sin(turn)) * label.size) / 2;
  const halfHeight = (Math.abs(Math.sin(turn)) * length + Math.abs(Math.cos(turn)) * (label.size + LABEL_ROOM)) / 2;
  const middle = label.y + (label.dot ? DOT_DROP / 2 : 0);
  const tall = halfHeight + (label.dot ? DOT_DROP / 2 : 0);
  return [label.x - halfWidth, middle - tall, label.x + halfWidth, middle + tall];
}

/**
 * @param {[number, number, number, number]} a
 * @param {[number, number, number, number]} b
 * @returns {boolean}
 */
function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Label} label
 */
function drawLabel(pen, label) {
  pen.save();
  pen.translate(label.x, label.y);
  if (label.dot) {
    pen.fillStyle = "#ffffff";
    pen.strokeStyle = label.ink;
    pen.lineWidth = 3;
    pen.fillRect(-5, -5, 10, 10);
    pen.strokeRect(-5, -5, 10, 10);
    pen.translate(0, DOT_DROP);
  }
  pen.rotate(label.turn || 0);
  pen.strokeStyle = "rgba(255, 255, 255, 0.9)";
  pen.lineWidth = 4;
  pen.strokeText(label.text, 0, 0);
  pen.fillStyle = label.ink;
  pen.fillText(label.text, 0, 0);
  pen.restore();
}
