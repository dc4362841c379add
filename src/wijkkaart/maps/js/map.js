/* The areas on the map: drawn as SVG, so that a keyboard and a screen reader can reach each of them. */

/** The map that folium made; Leaflet (L) and topojson stand in scripts before this one. @type {L.Map} */
const map = /** @type {any} */ (window)[document.body.dataset.map || ""];
/** @type {Shapes} */
const SHAPES = readBlock("wk-vormen");
const BORDER = "#374151";
const CLOSEST_ZOOM = 16;

/** @type {Map<string, L.GeoJSON>} drawn niveaus by id: the Leaflet group */
const groups = new Map();
/** @type {Map<number, L.Polygon>} Leaflet path by area */
const paths = new Map();

/**
 * @param {string} level
 * @returns {L.GeoJSON}
 */
function groupOf(level) {
  let group = groups.get(level);
  if (!group) {
    group = L.geoJSON(topojson.feature(SHAPES, SHAPES.objects[level]), {
      style: { className: "gebied", weight: 1, color: BORDER, fillOpacity: 1 },
      onEachFeature: prepareArea,
    });
    groups.set(level, group);
  }
  return group;
}

/**
 * @param {GeoJSON.Feature} feature
 * @param {L.Polygon} path
 */
function prepareArea(feature, path) {
  const area = Number(feature.id);
  paths.set(area, path);
  path.bindTooltip(() => tooltip(area), { sticky: true, className: "tip" });
  path.on("click", (/** @type {any} */ event) => clickArea(area, event.originalEvent?.shiftKey));
}

/**
 * Choose an area by clicking, unless the click points at a spot.
 * @param {number} area
 * @param {boolean} [beside] whether it goes beside the chosen one
 */
function clickArea(area, beside) {
  if (!pointing.take) {
    (beside ? compareWith : chooseArea)(area);
  }
}

/**
 * @param {number} area on the map
 * @returns {L.Polygon}
 */
function pathOf(area) {
  return /** @type {L.Polygon} */ (paths.get(area));
}

/**
 * @param {number} area on the map
 * @returns {SVGElement}
 */
function elementOf(area) {
  return /** @type {SVGElement} */ (pathOf(area).getElement());
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function tooltip(area) {
  const theme = currentTheme();
  return el("div", {}, el("strong", {}, AREAS.naam[area]), el("br"), `${theme.title}: ${theme.text(area)}${doubtText(area)}`);
}

/** Borders and outlines lie over the streets, or nobody could see them close by. */
const LINES_PANE = "lijnen";
const LINES = { pane: LINES_PANE, fill: false, interactive: false };
const outlineWhite = L.polygon([], { ...LINES, color: "#ffffff", weight: 8 });
const outlineBlack = L.polygon([], { ...LINES, color: "#111827", weight: 4 });
const outlineFocus = L.polygon([], { ...LINES, color: "#b3005e", weight: 5 });
/** @type {L.GeoJSON|null} */
let outerBorders = null;

/**
 * @param {string} name
 * @returns {HTMLElement} a pane of the map that is there
 */
function paneOf(name) {
  return /** @type {HTMLElement} */ (map.getPane(name));
}

/** Make the place for lines, over the backdrop and under the names. */
function addLinesPane() {
  const pane = map.createPane(LINES_PANE);
  pane.style.zIndex = "460";
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
}

/** Put the niveau on the map, and take the one before off. */
function drawLevel() {
  groups.forEach((group, level) => {
    if (level !== state.niveau) {
      group.remove();
    }
  });
  groupOf(state.niveau).addTo(map);
  areasOf(state.niveau).forEach(describeArea);
  drawBorders();
  restOn(state.gekozen !== null && paths.has(state.gekozen) ? state.gekozen : areasOf(state.niveau)[0]);
}

/** Draw the borders of the next larger areas on top, so that wijken stand out among buurten. */
function drawBorders() {
  if (outerBorders) {
    outerBorders.remove();
  }
  const larger = state.niveau === "buurt" && SHAPES.objects.wijk ? "wijk" : "gemeente";
  if (SHAPES.objects[larger]) {
    const lines = topojson.mesh(SHAPES, SHAPES.objects[larger]);
    outerBorders = L.geoJSON(lines, { ...LINES, style: { color: "#111827", weight: 2.2, opacity: 0.8 } });
    outerBorders.addTo(map);
  }
  [outlineWhite, outlineBlack, outlineFocus].forEach((outline) => outline.addTo(map).bringToFront());
}

/**
 * Make an area a button for keyboard and screen reader.
 * @param {number} area
 */
function describeArea(area) {
  setAttributes(elementOf(area), { role: "button", tabindex: -1, "data-gebied": area });
}

/** @type {Map<number, string>} the fill each area has now, because drawing is the slow part */
const painted = new Map();

/** Colour every area of the niveau, and say in words what it shows. */
function paintAreas() {
  const theme = currentTheme();
  for (const pane of BACKDROP_PANES) {
    paneOf(pane).style.opacity = state.thema === "plek" ? "1" : "0.5";
  }
  for (const area of areasOf(state.niveau)) {
    const style = areaStyle(theme, area);
    if (painted.get(area) !== style.fillColor) {
      painted.set(area, style.fillColor);
      pathOf(area).setStyle(style);
    }
    const element = elementOf(area);
    element.setAttribute("aria-label", `${AREAS.naam[area]}, ${theme.title}: ${theme.text(area)}${doubtText(area)}`);
    element.setAttribute("aria-pressed", String(area === state.gekozen));
  }
}

/**
 * @param {Theme} theme
 * @param {number} area
 * @returns {{fillColor: string, fillOpacity: number}}
 */
function areaStyle(theme, area) {
  if (state.thema === "plek") {
    return { fillColor: "transparent", fillOpacity: 0 };
  }
  const place = theme.classOf(area);
  const fillColor = place < 0 ? statusFill(theme.status(area)) : theme.classes[place].fill;
  return { fillColor, fillOpacity: 1 };
}

/** Draw a line around the chosen area. */
function markChosen() {
  const path = state.gekozen === null ? null : paths.get(state.gekozen);
  const shown = path && map.hasLayer(path) ? path.getLatLngs() : [];
  outlineWhite.setLatLngs(shown);
  outlineBlack.setLatLngs(shown);
}

/** Make the whole study area fit; before anything is drawn, so that it is drawn once. */
function fitEverything() {
  map.fitBounds(groupOf(state.niveau).getBounds(), { animate: false, padding: [8, 8] });
}

/** Show the whole study area. */
function showEverything() {
  fitEverything();
  forgetView();
}

/**
 * Go to an area, for instance after a search.
 * @param {number} area
 */
function goTo(area) {
  const path = paths.get(area);
  if (path) {
    map.fitBounds(path.getBounds(), { maxZoom: CLOSEST_ZOOM, animate: false, padding: [60, 60] });
  }
}

/** Bring the chosen area into view. */
function showChosen() {
  if (state.gekozen !== null) {
    const [longitude, latitude] = AREAS.punt[state.gekozen];
    map.panTo([latitude, longitude], { animate: false });
  }
}

/** Give the map's own controls Dutch words. */
function translateControls() {
  map.attributionControl.setPrefix("Leaflet");
  map.zoomControl.remove();
  L.control.zoom({ zoomInTitle: "Zoom in", zoomOutTitle: "Zoom uit", position: "topleft" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const toggle = document.querySelector(".leaflet-control-layers-toggle");
  if (toggle) {
    setAttributes(toggle, { title: "Achtergrond kiezen", "aria-label": "Achtergrond kiezen" });
  }
  const home = new L.Control({ position: "bottomleft" });
  home.onAdd = () => homeButton();
  home.addTo(map);
}

/** @returns {HTMLElement} */
function homeButton() {
  const made = button("Hele kaart", showEverything, { class: "heel" });
  L.DomEvent.disableClickPropagation(made);
  return el("div", { class: "leaflet-bar" }, made);
}

const MOST_TILE_ERRORS = 3;

/** Take the online backdrop away when there is no internet, and say so. */
function guardTiles() {
  let errors = 0;
  map.on("layeradd", (/** @type {any} */ event) => {
    if (event.layer instanceof L.TileLayer) {
      errors = 0;
      event.layer.on("tileerror", () => {
        errors += 1;
        if (errors === MOST_TILE_ERRORS) {
          map.removeLayer(event.layer);
          announce("Geen internet: de achtergrondkaart is weer uit.");
        }
      });
    }
  });
}
