/* The same view for somebody else: in the address, and as a line of text, because a file has no link that works elsewhere. */

const VIEW_KEY = "beeld";
const VIEW_DECIMALS = 5;
const LONGEST_LINE = 4000;
const FURTHEST_ZOOM = 5;
const NEAREST_ZOOM = 19;

/** Whether the reader moved the map; the whole area fits itself to every screen. */
let movedView = false;

/** @returns {string} zoom and middle of the map, empty while it shows everything */
function viewText() {
  const { lat, lng } = map.getCenter();
  return movedView ? [map.getZoom(), lat.toFixed(VIEW_DECIMALS), lng.toFixed(VIEW_DECIMALS)].join("/") : "";
}

/**
 * @param {string} text
 * @returns {{zoom: number, middle: L.LatLng}|null} null for a view that is not near this map
 */
function viewFrom(text) {
  const parts = text.split("/");
  const numbers = parts.map((part) => (/^\d{1,2}(\.\d{1,5})?$/.test(part) ? Number(part) : NaN));
  if (numbers.length !== 3 || numbers.some(Number.isNaN)) {
    return null;
  }
  const [zoom, latitude, longitude] = numbers;
  const middle = L.latLng(latitude, longitude);
  const near = groupOf(state.niveau).getBounds().pad(1).contains(middle);
  return near && zoom >= FURTHEST_ZOOM && zoom <= NEAREST_ZOOM ? { zoom, middle } : null;
}

/**
 * Show the part of the map that an address or a line asks for.
 * @param {URLSearchParams} query
 * @returns {boolean} whether it asks for one
 */
function showView(query) {
  const view = viewFrom(query.get(VIEW_KEY) ?? "");
  if (view) {
    map.setView(view.middle, view.zoom, { animate: false });
  }
  return view !== null;
}

/** The map shows everything again, and the address no longer holds a part of it. */
function forgetView() {
  if (movedView) {
    movedView = false;
    writeAddress();
    drawShare();
  }
}

/** @returns {string} what is on the screen, in words and as an address */
function shareLine() {
  const chosen = state.gekozen === null ? "" : `, ${AREAS.naam[state.gekozen]}`;
  const words = `${DATA.naam}: ${currentTheme().title}, ${levelById(state.niveau).meer}${chosen}.`;
  return `${words} wijkkaart:${DATA.run}#${addressText()}`;
}

/**
 * Show what somebody else's line asks for.
 * @param {string} line
 * @returns {string} what came of it
 */
function takeLine(line) {
  const [, run, address] = /(?:wijkkaart:([0-9a-z]*))?#(\S*)\s*$/.exec(line.slice(0, LONGEST_LINE)) ?? [];
  const query = new URLSearchParams(address ?? "");
  const choices = choicesFrom(query);
  if (!Object.keys(choices).length) {
    return "Dit is geen regel uit deze kaart. Kopieer de hele regel.";
  }
  choose(choices);
  showView(query);
  const other = run && run !== DATA.run ? " De regel komt uit een andere versie van de kaart." : "";
  const missing = [...query.keys()].some((key) => !(key in choices) && !asksPlace(key, choices)) ? " Niet alles uit de regel bestaat in deze kaart." : "";
  return `U ziet nu wat in de regel staat.${other}${missing}`;
}

/**
 * @param {string} key
 * @param {Partial<State>} choices
 * @returns {boolean} whether a key asks for a place on the map that is there
 */
function asksPlace(key, choices) {
  return key === VIEW_KEY || (key === "gebied" && choices.gekozen !== null);
}

/** Make the part about sharing, under the legend. */
function buildShare() {
  const part = disclosure("Deze kaart delen", sharePart, "achter delen");
  byId("legenda").after(part);
  part.addEventListener("toggle", drawShare);
  onChange(drawShare);
  map.on("moveend", () => {
    movedView = true;
    writeAddress();
    drawShare();
  });
}

/** Keep the line up to date while it can be seen. */
function drawShare() {
  const field = /** @type {HTMLTextAreaElement|null} */ (document.getElementById("deel-regel"));
  if (field) {
    field.value = shareLine();
  }
}

/** @returns {HTMLElement} */
function sharePart() {
  const own = /** @type {HTMLTextAreaElement} */ (el("textarea", { id: "deel-regel", rows: 3, readonly: true }));
  const other = /** @type {HTMLTextAreaElement} */ (el("textarea", { id: "deel-plak", rows: 2, spellcheck: "false" }));
  own.addEventListener("focus", () => own.select());
  return el(
    "div",
    {},
    el("p", {}, "Moet een ander hetzelfde zien? Stuur dit bestand en deze regel."),
    el("label", { for: "deel-regel" }, "Uw regel"),
    own,
    button("Kopieer de regel", () => copyLine(own)),
    el("label", { for: "deel-plak" }, "Regel van een ander"),
    other,
    button("Laat dit zien", () => tellShare(takeLine(other.value))),
    el("p", { id: "deel-melding" }),
  );
}

/**
 * @param {string} message
 */
function tellShare(message) {
  byId("deel-melding").textContent = message;
  announce(message);
}

/**
 * @param {HTMLTextAreaElement} field
 */
async function copyLine(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    tellShare("De regel is gekopieerd.");
  } catch {
    field.focus();
    tellShare("Kopiëren mag hier niet vanzelf. De regel is geselecteerd: druk op Ctrl en C.");
  }
}
