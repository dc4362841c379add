/* Finding a place by street, postcode, buurt or wijk; accents and capitals do not matter. */

/**
 * @typedef {Object} Place
 * @property {string} name
 * @property {string} note what kind of place, and where
 * @property {string} folded
 * @property {number} area
 */

const MOST_FOUND = 8;
const POSTCODE = /^\d{4}\s?[a-z]{0,2}$/i;

/**
 * Letters only: "Één Café" becomes "een cafe".
 * @param {string} text
 * @returns {string}
 */
function fold(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .trim();
}

/** @type {Place[]|null} */
let placeIndex = null;

/** @returns {Place[]} areas first, then streets */
function places() {
  if (!placeIndex) {
    const areas = AREAS.naam.map((/** @type {string} */ name, /** @type {number} */ area) =>
      placeOf(name, `${levelOf(area).een}, ${AREAS.code[area]}`, area),
    );
    const streets = DATA.straten.straat.flatMap((/** @type {string} */ street, /** @type {number} */ row) =>
      DATA.straten.straat_bij[row].map((/** @type {number} */ area) =>
        placeOf(street, `straat in ${AREAS.naam[area]}`, area),
      ),
    );
    placeIndex = [...areas, ...streets];
  }
  return /** @type {Place[]} */ (placeIndex);
}

/**
 * @param {string} name
 * @param {string} note
 * @param {number} area
 * @returns {Place}
 */
function placeOf(name, note, area) {
  return { name, note, folded: fold(name), area };
}

/**
 * @param {string} typed
 * @returns {Place[]}
 */
function findPostcodes(typed) {
  const wanted = typed.replace(/\s/g, "").toUpperCase();
  return DATA.straten.postcode.flatMap((/** @type {string} */ code, /** @type {number} */ row) =>
    code.startsWith(wanted)
      ? DATA.straten.postcode_bij[row].map((/** @type {number} */ area) =>
          placeOf(code, `postcode in ${AREAS.naam[area]}`, area),
        )
      : [],
  );
}

/**
 * Places that fit what was typed, best first: begins with it, a word begins with it, holds it.
 * @param {string} typed
 * @returns {Place[]}
 */
function findPlaces(typed) {
  const wanted = fold(typed);
  if (wanted.length < 2) {
    return [];
  }
  if (POSTCODE.test(typed.trim())) {
    return findPostcodes(typed).slice(0, MOST_FOUND);
  }
  const codes = AREAS.code.indexOf(typed.trim().toUpperCase());
  const grade = (/** @type {Place} */ place) => {
    if (place.area === codes) {
      return 0;
    }
    const found = place.folded.indexOf(wanted);
    return found < 0 ? -1 : found === 0 ? 0 : /[\s\-(]/.test(place.folded[found - 1]) ? 1 : 2;
  };
  const graded = places().map((place) => ({ place, grade: grade(place) }));
  const fitting = graded.filter((item) => item.grade >= 0).sort((a, b) => a.grade - b.grade);
  return fitting.slice(0, MOST_FOUND).map((item) => item.place);
}

/** @type {Place[]} */
let found = [];
let active = -1;

/** Draw what was found under the search field. */
function drawFound() {
  const field = byId("zoek");
  const list = byId("zoek-lijst");
  refill(list, ...found.map(foundOption));
  list.hidden = found.length === 0;
  field.setAttribute("aria-expanded", String(found.length > 0));
  if (active >= 0) {
    field.setAttribute("aria-activedescendant", `gevonden-${active}`);
    byId(`gevonden-${active}`).scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

/**
 * @param {Place} place
 * @param {number} row
 * @returns {HTMLElement}
 */
function foundOption(place, row) {
  const option = el(
    "li",
    { id: `gevonden-${row}`, role: "option", "aria-selected": String(row === active) },
    el("span", { class: "gevonden-naam" }, place.name),
    el("span", { class: "gevonden-soort" }, place.note),
  );
  option.addEventListener("mousedown", (event) => {
    event.preventDefault();
    takePlace(place);
  });
  return option;
}

/**
 * @param {Place} place
 */
function takePlace(place) {
  /** @type {HTMLInputElement} */ (byId("zoek")).value = place.name;
  closeFound();
  chooseArea(place.area);
  goTo(place.area);
  if (matchMedia(ONE_COLUMN).matches) {
    // The map on top and the name of the area under it: both on the screen of a phone.
    byId("kaart").scrollIntoView({ block: "start" });
    byId("gebied-naam").focus({ preventScroll: true });
  }
}

/** Where the parts of the page stand under each other, as in layout.css. */
const ONE_COLUMN = "(max-width: 1000px)";

/** Put the list away. */
function closeFound() {
  found = [];
  active = -1;
  drawFound();
}

/**
 * @param {KeyboardEvent} event
 */
function onSearchKey(event) {
  if (event.key === "Escape") {
    closeFound();
  } else if (event.key === "Enter") {
    const place = found[Math.max(active, 0)];
    if (place) {
      takePlace(place);
    } else {
      announce("Niets gevonden. Probeer een andere naam.");
    }
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = found.length ? (active + step + found.length) % found.length : -1;
    drawFound();
    event.preventDefault();
  }
}

/** Make the search field work. */
function buildSearch() {
  const field = /** @type {HTMLInputElement} */ (byId("zoek"));
  field.addEventListener("input", () => {
    found = findPlaces(field.value);
    active = -1;
    drawFound();
    announce(found.length ? counted(found.length, "plek gevonden", "plekken gevonden") : "");
  });
  field.addEventListener("keydown", onSearchKey);
  field.addEventListener("blur", closeFound);
}
