/* Views of what kind of place it is, and of when work is planned. */

/** @type {Map<string, number>} place in the legend by wijktype: the most common first */
const WIJKTYPES = new Map(commonWijktypes().map((type, place) => [type, place]));
const OTHER_KIND = DATA.palet.soorten.length - 1;
const YEARS = [...new Set(DATA.tijdlijn.map((item) => item.jaar))].sort((a, b) => a - b);
const YEAR_CLASSES = ["geen werk bekend", "werk gepland", "werk komt samen"];

/** @returns {string[]} the wijktypes of the smallest areas, by how many have them */
function commonWijktypes() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const area of areasOf(LEVELS[0].id)) {
    const type = wijktypeOf(area);
    if (type) {
      counts.set(type, (counts.get(type) || 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "nl")).map(([type]) => type);
}

/** @returns {Theme} */
function wijktypeTheme() {
  const types = [...WIJKTYPES.keys()];
  const many = types.length > OTHER_KIND + 1;
  const shown = many ? [...types.slice(0, OTHER_KIND), "een andere soort"] : types;
  return {
    title: "Soort wijk",
    question: "Wat voor wijk is dit?",
    about: "Geschat uit hoe en wanneer er is gebouwd. In elke wijk staan ook andere huizen. Herkent u dit?",
    classes: shown.map((label, place) => ({ fill: DATA.palet.soorten[place], label: capital(label) })),
    classOf: (area) => {
      const place = WIJKTYPES.get(wijktypeOf(area));
      return place === undefined ? -1 : Math.min(place, shown.length - 1);
    },
    status: () => "onbekend",
    text: (area) => capital(wijktypeOf(area) || "soort wijk niet bekend"),
    order: (area) => WIJKTYPES.get(wijktypeOf(area)) ?? null,
    indicator: null,
  };
}

/**
 * @param {number} area
 * @returns {WorkYear|undefined} the work of the chosen year
 */
function workAt(area) {
  return DATA.tijdlijn.find((item) => item.g === area && item.jaar === shownYear());
}

/** @returns {number} the chosen year, or the first one with work */
function shownYear() {
  return YEARS.includes(state.jaar) ? state.jaar : YEARS[0];
}

/** @returns {Theme} planned work of one year */
function yearTheme() {
  const place = (/** @type {number} */ area) => {
    const work = workAt(area);
    return work ? 1 + Number(Boolean(work.samen)) : 0;
  };
  return {
    title: `Werk in ${shownYear()}`,
    question: "Wanneer gaat waar de straat open?",
    about: "Alleen werk dat de gemeente of bewoners hebben ingebracht. Werk dat samenkomt, kan vaak samen.",
    classes: YEAR_CLASSES.map((label, level) => ({ fill: DATA.palet.stand[[0, 1, 4][level]], label })),
    classOf: place,
    status: () => "ok",
    text: (area) => {
      const work = workAt(area);
      return work ? `${work.soorten.map(workName).join(", ")}${work.samen ? " (komt samen)" : ""}` : YEAR_CLASSES[0];
    },
    order: place,
    indicator: null,
  };
}

/** @returns {HTMLElement} a slider of years, and a button to either side */
function yearChoice() {
  const facts = { id: "keuze-jaar", type: "range", min: YEARS[0], max: YEARS[YEARS.length - 1], step: 1, "aria-valuetext": String(shownYear()) };
  const slider = /** @type {HTMLInputElement} */ (el("input", facts));
  slider.value = String(shownYear());
  slider.addEventListener("input", () => chooseAndStay({ jaar: nearestYear(Number(slider.value)) }, "keuze-jaar"));
  const step = (/** @type {string} */ words, /** @type {number} */ direction, /** @type {string} */ id) => {
    const next = YEARS[YEARS.indexOf(shownYear()) + direction];
    return button(words, () => chooseAndStay({ jaar: next }, id), { id, disabled: next === undefined });
  };
  return el(
    "div",
    { class: "veld jaar-keuze" },
    el("label", { for: "keuze-jaar" }, "Kies een jaar"),
    slider,
    el("div", { class: "jaar-stap" }, step("Eerder", -1, "jaar-eerder"), el("strong", {}, String(shownYear())), step("Later", 1, "jaar-later")),
  );
}

/**
 * @param {number} year
 * @returns {number} the year with work that lies nearest
 */
function nearestYear(year) {
  return [...YEARS].sort((a, b) => Math.abs(a - year) - Math.abs(b - year))[0];
}
