/* Everything together: build once, then draw again what a change touches. */

/**
 * Show the part of the page that was chosen.
 * @param {State} before
 */
function drawTab(before) {
  byId("kaart").hidden = state.tab !== "kaart";
  byId("tabel").hidden = state.tab !== "tabel";
  byId("over").hidden = state.tab !== "over";
  if (state.tab === "tabel") {
    drawTable();
  }
  if (state.tab === "over") {
    drawAbout();
  }
  if (state.tab === "kaart" && before.tab !== "kaart") {
    map.invalidateSize({ animate: false });
  }
}

/**
 * @param {State} before
 */
function draw(before) {
  if (before.niveau !== state.niveau) {
    drawLevel();
  }
  paintAreas();
  markChosen();
  if (before.niveau !== state.niveau || before.gekozen !== state.gekozen || before.thema !== state.thema) {
    labelLayer.draw();
  }
  showPlaces();
  drawControls();
  drawLegend();
  if (before.gekozen !== state.gekozen) {
    drawPanel();
  }
  drawTab(before);
}

/** Build the page from its data and the address. */
function start() {
  byId("band-fictief").hidden = !DATA.fictief;
  byId("band-intern").hidden = !INTERNAL;
  Object.assign(state, readAddress());
  drawPatterns();
  translateControls();
  guardTiles();
  drawBackdrop();
  addLinesPane();
  addPlaces();
  drawLevel();
  addLabels();
  listenToKeys();
  buildControls();
  buildSearch();
  showEverything();
  drawPanel();
  draw(state);
  onChange(draw);
  window.addEventListener("hashchange", () => choose(readAddress()));
  document.documentElement.setAttribute("data-klaar", "ja");
}

start();
