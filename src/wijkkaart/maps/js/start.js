/* Everything together: build once, then draw again what a change touches. */

/**
 * Show the part of the page that was chosen.
 * @param {State} before
 */
function drawTab(before) {
  for (const tab of TABS) {
    byId(tab).hidden = state.tab !== tab;
  }
  if (state.tab === "tabel") {
    drawTable();
  }
  if (state.tab === "inbreng") {
    drawInbrengTab();
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
  markSecond();
  drawCertainty();
  if (before.niveau !== state.niveau || before.gekozen !== state.gekozen || before.thema !== state.thema) {
    labelLayer.draw();
  }
  showPlaces();
  showSpots();
  drawControls();
  drawLegend();
  if (before.gekozen !== state.gekozen || before.tweede !== state.tweede) {
    drawPanel();
  }
  drawTab(before);
}

/** Show what a changed address asks for; a link within the page asks for nothing. */
function followAddress() {
  const asked = readAddress();
  choose(choicesFrom(asked));
  showView(asked);
}

/** Build the page from its data and the address. */
function start() {
  byId("band-fictief").hidden = !DATA.fictief;
  byId("band-intern").hidden = !INTERNAL;
  const asked = readAddress();
  loadGroups();
  loadNotes();
  Object.assign(state, choicesFrom(asked));
  drawPatterns();
  translateControls();
  guardTiles();
  fitEverything();
  drawBackdrop();
  addCertainty();
  addLinesPane();
  addPlaces();
  addSpots();
  drawLevel();
  addLabels();
  listenToKeys();
  buildControls();
  buildSearch();
  drawPanel();
  draw(state);
  onChange(draw);
  onNotes(drawNotes);
  drawNotes();
  buildWeights();
  buildShare();
  buildWords();
  buildPaper();
  buildPresent();
  showView(asked);
  window.addEventListener("hashchange", followAddress);
  document.documentElement.setAttribute("data-klaar", "ja");
}

start();
