/* Meeting places: points with a name, on the picture of the place itself. */

const PLACES_PANE = "ontmoetingsplekken";
const PLACE_INK = "#8a1c5b";
const PLACE_RADIUS = 7;

/** Put the meeting places over the areas and under the names. */
function addPlaces() {
  const pane = map.createPane(PLACES_PANE);
  pane.style.zIndex = "470";
  pane.setAttribute("aria-hidden", "true");
  for (const place of DATA.plekken) {
    const [longitude, latitude] = place.punt;
    const look = { pane: PLACES_PANE, className: "plek-punt", radius: PLACE_RADIUS, color: PLACE_INK, weight: 3 };
    const point = L.circleMarker([latitude, longitude], { ...look, fillColor: "#ffffff", fillOpacity: 1 });
    point.bindTooltip(() => el("div", {}, el("strong", {}, place.naam), el("br"), "ontmoetingsplek"), { className: "tip" });
    point.on("click", () => clickArea(place.g));
    point.addTo(map);
  }
}

/** Show them where the map is about the place; on a map of one figure they would be a second question. */
function showPlaces() {
  paneOf(PLACES_PANE).style.display = state.thema === "plek" ? "" : "none";
}

/** @returns {Label[]} their names, under the points */
function placeLabels() {
  if (state.thema !== "plek") {
    return [];
  }
  return DATA.plekken.map((/** @type {any} */ place) => {
    const point = map.latLngToContainerPoint([place.punt[1], place.punt[0]]);
    const size = 13 * labelScale();
    return { text: shortened(place.naam), x: point.x, y: point.y + DOT_DROP, size, weight: "600", ink: PLACE_INK };
  });
}

/** @returns {SVGElement} a sample for the legend */
function placeSample() {
  return svgEl(
    "svg",
    { class: "staal", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true" },
    svgEl("circle", { cx: 15, cy: 10, r: PLACE_RADIUS - 1, fill: "#ffffff", stroke: PLACE_INK, "stroke-width": 3 }),
  );
}
