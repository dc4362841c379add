/* A spot on the map: pointed at with mouse, finger or keyboard, and drawn where it is. */

const SPOTS_PANE = "inbreng-plekken";
const SPOT_INK = "#0b5394";
const CROSS_STEP = 12;
const CROSS_LARGE_STEP = 60;
const SPOT_DECIMALS = 6;

/** @returns {SVGElement} a sample for the legend */
function spotSample() {
  return svgEl(
    "svg",
    { class: "staal", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true" },
    svgEl("circle", { cx: 15, cy: 10, r: 7, fill: "#ffffff", stroke: SPOT_INK, "stroke-width": 4 }),
  );
}

const pointing = {
  /** @type {((spot: [number, number], area: number) => void)|null} what to do with the spot */
  take: null,
  /** @type {L.Point} where the cross stands, in pixels of the map */
  at: L.point(0, 0),
};

/** @type {L.LayerGroup} */
const spotMarks = L.layerGroup();

/** Make the place for the spots, under the names. */
function addSpots() {
  const pane = map.createPane(SPOTS_PANE);
  pane.style.zIndex = "471";
  pane.setAttribute("aria-hidden", "true");
  spotMarks.addTo(map);
  map.on("click", (/** @type {any} */ event) => takeSpot(event.latlng));
  drawSpots();
}

/** Draw every note that has a spot. */
function drawSpots() {
  spotMarks.clearLayers();
  for (const note of inbreng.notes) {
    if (note.punt) {
      const [longitude, latitude] = note.punt;
      const look = { pane: SPOTS_PANE, radius: 8, color: SPOT_INK, weight: 4, fillColor: "#ffffff", fillOpacity: 1 };
      const point = L.circleMarker([latitude, longitude], look);
      point.bindTooltip(() => el("div", {}, el("strong", {}, noteKindName(note.soort)), el("br"), note.naam || note.tekst.slice(0, 100)), { className: "tip" });
      point.on("click", () => clickArea(areaOfNote(note)));
      point.addTo(spotMarks);
    }
  }
}

/** Show them where the map is about the place, and while somebody points. */
function showSpots() {
  paneOf(SPOTS_PANE).style.display = state.thema === "plek" || pointing.take ? "" : "none";
}

/**
 * Ask for a spot on the map.
 * @param {(spot: [number, number], area: number) => void} take
 */
function askSpot(take) {
  choose({ tab: "kaart" });
  pointing.take = take;
  const size = map.getSize();
  pointing.at = L.point(size.x / 2, size.y / 2);
  const cross = crossButton();
  const words = el("p", {}, "Klik op de plek. Of schuif het kruis met de pijltjes en druk op Enter.");
  const help = el("div", { class: "aanwijs-hulp" }, words, button("Stop met aanwijzen", stopPointing));
  L.DomEvent.disableClickPropagation(help);
  const layer = el("div", { id: "aanwijzen" }, cross, help);
  byId("kaart").append(layer);
  byId("kaart").scrollIntoView({ block: "nearest" });
  showSpots();
  moveCross(L.point(0, 0));
  cross.focus({ preventScroll: true });
  announce(words.textContent || "");
}

/** @returns {HTMLElement} the cross that keys move */
function crossButton() {
  const cross = button("", () => takeSpot(map.containerPointToLatLng(pointing.at)), { id: "kruis", "aria-label": "Zet de plek hier neer" });
  cross.append(svgEl("svg", { viewBox: "0 0 44 44", "aria-hidden": "true" }, svgEl("path", { class: "kruis-rand", d: "M22 2V42M2 22H42" }), svgEl("path", { class: "kruis-lijn", d: "M22 2V42M2 22H42" })));
  cross.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? CROSS_LARGE_STEP : CROSS_STEP;
    if (arrow) {
      moveCross(L.point(arrow[0] * step, -arrow[1] * step));
    } else if (event.key === "Escape") {
      stopPointing();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  L.DomEvent.disableClickPropagation(cross);
  return cross;
}

/**
 * @param {L.Point} step in pixels
 */
function moveCross(step) {
  const size = map.getSize();
  const at = pointing.at.add(step);
  pointing.at = L.point(Math.min(size.x, Math.max(0, at.x)), Math.min(size.y, Math.max(0, at.y)));
  const cross = byId("kruis");
  cross.style.left = `${pointing.at.x}px`;
  cross.style.top = `${pointing.at.y}px`;
  const area = areaAt(spotOf(map.containerPointToLatLng(pointing.at)));
  cross.setAttribute("aria-label", area < 0 ? "Dit ligt buiten de kaart" : `Zet de plek hier neer, in ${AREAS.naam[area]}`);
}

/**
 * @param {L.LatLng} place
 * @returns {[number, number]} longitude and latitude, to a decimetre
 */
function spotOf(place) {
  return [Number(place.lng.toFixed(SPOT_DECIMALS)), Number(place.lat.toFixed(SPOT_DECIMALS))];
}

/**
 * @param {L.LatLng} place
 */
function takeSpot(place) {
  if (!pointing.take) {
    return;
  }
  const spot = spotOf(place);
  const area = areaAt(spot);
  if (area < 0) {
    announce("Die plek ligt buiten deze kaart. Wijs een plek aan in een van de gebieden.");
    return;
  }
  const take = pointing.take;
  stopPointing();
  take(spot, area);
}

/** The map answers clicks again as it did. */
function stopPointing() {
  pointing.take = null;
  document.getElementById("aanwijzen")?.remove();
  showSpots();
  document.getElementById("vorm-plek")?.focus();
}

/**
 * The smallest area of this map in which a spot lies.
 * @param {[number, number]} spot longitude and latitude
 * @returns {number} -1 for none
 */
function areaAt(spot) {
  const shapes = /** @type {GeoJSON.FeatureCollection} */ (topojson.feature(SHAPES, SHAPES.objects[DRAWN[0]]));
  const found = shapes.features.find((feature) => {
    const { type, coordinates } = /** @type {any} */ (feature.geometry);
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    return polygons.some((/** @type {number[][][]} */ rings) => isInside(spot, rings));
  });
  return found ? Number(found.id) : -1;
}

/**
 * Whether a spot lies in a polygon: a line to the east crosses its rings an odd number of times.
 * @param {number[]} spot
 * @param {number[][][]} rings
 * @returns {boolean}
 */
function isInside(spot, rings) {
  let inside = false;
  for (const ring of rings) {
    for (let place = 1; place < ring.length; place += 1) {
      const [[x1, y1], [x2, y2]] = [ring[place - 1], ring[place]];
      if (y1 > spot[1] !== y2 > spot[1] && spot[0] < x1 + ((spot[1] - y1) / (y2 - y1)) * (x2 - x1)) {
        inside = !inside;
      }
    }
  }
  return inside;
}
