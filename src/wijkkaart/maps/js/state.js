/* What the reader has chosen. Every part of the page is drawn from this, and the address holds it. */

/**
 * @typedef {Object} State
 * @property {string} thema one of THEMES
 * @property {string} indicator
 * @property {string} opgave
 * @property {string} regel a rule's id, or "alle"
 * @property {string} groepen drie | vijf
 * @property {string} niveau
 * @property {string} tab kaart | tabel | inbreng | over
 * @property {number|null} gekozen
 * @property {string} w weights of the opgaven, with commas
 * @property {string} wn name of the group that weighs
 * @property {string} wi an opgave and weights of its figures; empty as in the run
 * @property {string} wg the saved groups, as text
 * @property {string} kijk gewogen | eens
 * @property {string} cijfers the opgave of which the table shows every figure; empty for what the map shows
 * @property {number} stap of a presentation, from 1; 0 for none
 * @property {string} met the opgave beside the first, in the view of two
 * @property {string} zeker "ja" where what is less certain is hatched
 * @property {number} jaar of planned work; 0 for the first
 * @property {number|null} tweede the area beside the chosen one
 * @property {string} papier blad | muur | leeg | formulier; empty for the screen
 */

const THEMES = ["plek", "indicator", "opgave", "koppelkansen", "gewicht", "stapeling", "twee", "wijktype", "wanneer"];
const TABS = ["kaart", "tabel", "inbreng", "over"];
const GROUPS = ["drie", "vijf"];
const SHEETS = ["blad", "muur", "leeg", "formulier"];
const ALL_RULES = "alle";

/** Niveaus that can be drawn; the gemeente itself only serves to compare with. */
const DRAWN = LEVELS.map((/** @type {any} */ level) => level.id).filter(
  (/** @type {string} */ id) => id !== "gemeente" || LEVELS.length === 1,
);

/** @type {State} */
const state = {
  thema: "plek",
  indicator: firstIndicator(),
  opgave: SCORED.length ? SCORED[0].id : "",
  regel: ALL_RULES,
  groepen: "drie",
  niveau: DRAWN[0],
  tab: "kaart",
  gekozen: null,
  w: SCORED.map(() => 1).join(","),
  wn: "",
  wi: "",
  wg: "",
  kijk: "gewogen",
  papier: "",
  cijfers: "",
  stap: 0,
  met: "",
  zeker: "",
  jaar: 0,
  tweede: null,
};

/** @type {Array<(before: State) => void>} */
const listeners = [];

/** @returns {string} the first indicator that has values */
function firstIndicator() {
  const found = INDICATORS.find((item) => item.v !== null && item.rol === "opgave") || INDICATORS[0];
  return found ? found.id : "";
}

/**
 * Draw again after every change.
 * @param {(before: State) => void} listener
 */
function onChange(listener) {
  listeners.push(listener);
}

/**
 * Change what is chosen and draw what follows from it.
 * @param {Partial<State>} patch
 */
function choose(patch) {
  const before = { ...state };
  Object.assign(state, patch);
  for (const listener of listeners) {
    listener(before);
  }
  writeAddress();
}

/**
 * Choose an area; the map goes to its niveau.
 * @param {number|null} area
 */
function chooseArea(area) {
  if (area === null) {
    choose({ gekozen: null, tweede: null });
    return;
  }
  const level = levelOf(area).id;
  const beside = state.tweede !== null && (state.tweede === area || levelOf(state.tweede).id !== level) ? { tweede: null } : {};
  choose({ ...beside, gekozen: area, niveau: DRAWN.includes(level) ? level : state.niveau });
  announce(`Gekozen: ${AREAS.naam[area]}`);
}

/** Choices that stand in the address only when they are made. */
const RARE_KEYS = ["papier", "cijfers", "stap", "met", "zeker", "jaar"];
const MOST_STEPS = 20;
const ADDRESS_KEYS = ["thema", "indicator", "opgave", "regel", "groepen", "niveau", "tab"];

/** @returns {string} every choice, as an address holds it */
function addressText() {
  const query = new URLSearchParams();
  for (const key of ADDRESS_KEYS) {
    query.set(key, String(state[/** @type {keyof State} */ (key)]));
  }
  addWeights(query);
  for (const key of RARE_KEYS) {
    if (state[/** @type {keyof State} */ (key)]) {
      query.set(key, String(state[/** @type {keyof State} */ (key)]));
    }
  }
  const view = viewText();
  if (view) {
    query.set(VIEW_KEY, view);
  }
  if (state.gekozen !== null) {
    query.set("gebied", AREAS.code[state.gekozen]);
  }
  if (state.tweede !== null) {
    query.set("naast", AREAS.code[state.tweede]);
  }
  return query.toString();
}

/** Put the choices in the address, where the browser allows it. */
function writeAddress() {
  try {
    history.replaceState(null, "", `#${addressText()}`);
  } catch {
    /* a sandboxed frame has no history; the map works without */
  }
}

/** @returns {URLSearchParams} */
function readAddress() {
  return new URLSearchParams(location.hash.slice(1));
}

/**
 * @param {URLSearchParams} query
 * @param {number} area the chosen one, -1 for none
 * @returns {number|null} an area of the same niveau to put beside it
 */
function besideFrom(query, area) {
  const other = AREAS.code.indexOf(query.get("naast") ?? "");
  return area >= 0 && other >= 0 && other !== area && levelOf(other).id === levelOf(area).id ? other : null;
}

/**
 * What an address may ask for; anything unknown is ignored.
 * @param {URLSearchParams} query
 * @returns {Partial<State>} empty for an address that asks for nothing, as that of a link within the page
 */
function choicesFrom(query) {
  /** @type {Record<string, string[]>} */
  const allowed = {
    thema: THEMES,
    indicator: INDICATORS.map((item) => item.id),
    opgave: SCORED.map((item) => item.id),
    regel: [ALL_RULES, ...RULES.map((/** @type {any} */ rule) => rule.id)],
    groepen: GROUPS,
    niveau: DRAWN,
    tab: TABS,
    papier: SHEETS,
    met: SCORED.map((item) => item.id),
    zeker: ["ja"],
    jaar: DATA.tijdlijn.map((item) => String(item.jaar)),
    stap: Array.from({ length: MOST_STEPS }, (_, place) => String(place + 1)),
    cijfers: OPGAVEN.filter((item) => INDICATORS.some((figure) => figure.opgave === item.id)).map((item) => item.id),
  };
  /** @type {Record<string, any>} */
  const found = {};
  for (const key of [...ADDRESS_KEYS, ...RARE_KEYS]) {
    const value = query.get(key);
    if (value !== null && allowed[key].includes(value)) {
      found[key] = value;
    }
  }
  for (const key of ["stap", "jaar"].filter((name) => found[name])) {
    found[key] = Number(found[key]);
  }
  Object.assign(found, weightChoices(query));
  const area = AREAS.code.indexOf(query.get("gebied") ?? "");
  return Object.keys(found).length || area >= 0 ? { wi: "", kijk: "gewogen", papier: "", cijfers: "", stap: 0, met: "", zeker: "", jaar: 0, tweede: besideFrom(query, area), ...found, gekozen: area < 0 ? null : area } : {};
}
