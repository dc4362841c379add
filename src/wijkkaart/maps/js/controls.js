/* What to see and at which niveau. */

/** @type {Array<[string, string]>} */
const THEME_LABELS = [
  ["plek", "De plek"],
  ["indicator", "Eén cijfer"],
  ["opgave", "Eén opgave"],
  ["koppelkansen", "Koppelkansen"],
];

/** For the table of experts, behind one line. @type {Array<[string, string]>} */
const MORE_THEMES = [
  ["stapeling", "Stapeling"],
  ["twee", "Twee opgaven"],
  ["gewicht", "Ons gewicht"],
  ["wijktype", "Soort wijk"],
  ["wanneer", "Wanneer"],
];

/**
 * @param {string} label
 * @param {keyof State} key
 * @param {string} value
 * @returns {HTMLElement} a button that stays pressed while its value is chosen
 */
function choiceButton(label, key, value) {
  return button(label, () => choose({ [key]: value }), { "data-sleutel": key, "data-waarde": value });
}

/** Make the controls that are always there. */
function buildControls() {
  refill(byId("themas"), ...THEME_LABELS.map(([id, label]) => choiceButton(label, "thema", id)));
  byId("themas").after(moreThemes());
  const levels = LEVELS.filter((/** @type {any} */ level) => DRAWN.includes(level.id));
  const buttons = levels.map((/** @type {any} */ level) => choiceButton(capital(level.meer), "niveau", level.id));
  refill(byId("niveaus"), ...buttons);
  byId("niveaus").hidden = levels.length < 2;
  document.querySelectorAll("[data-tab]").forEach((tab) => {
    tab.addEventListener("click", () => choose({ tab: tab.getAttribute("data-tab") || "kaart", papier: "" }));
  });
}

/**
 * @param {string} word
 * @returns {string}
 */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** @returns {HTMLElement} the other views as a list, so that the legend stays on the screen */
function moreThemes() {
  /** @type {Record<string, boolean>} */
  const empty = { wijktype: WIJKTYPES.size === 0, wanneer: YEARS.length === 0, twee: SCORED.length < 2 };
  const shown = MORE_THEMES.filter(([id]) => !empty[id]);
  const options = shown.map(([id, label]) => optionOf(id, label, state.thema));
  const list = /** @type {HTMLSelectElement} */ (el("select", { id: "keuze-thema" }, optionOf("", "Meer manieren van kijken", ""), ...options));
  list.addEventListener("change", () => choose({ thema: list.value || "plek" }));
  return el("div", { class: "meer-themas" }, el("label", { for: "keuze-thema", class: "onzichtbaar" }, "Meer manieren van kijken"), list);
}

/** Show which choices are made, and the ones that belong to the theme. */
function drawControls() {
  if (!moving.now) {
    refill(byId("keuze-bij-thema"), themeChoice(), certaintyChoice());
  }
  const more = /** @type {HTMLSelectElement} */ (byId("keuze-thema"));
  more.value = MORE_THEMES.some(([id]) => id === state.thema) ? state.thema : "";
  more.classList.toggle("gekozen", more.value !== "");
  document.querySelectorAll("[data-sleutel]").forEach((item) => {
    const key = /** @type {keyof State} */ (item.getAttribute("data-sleutel"));
    item.setAttribute("aria-pressed", String(state[key] === item.getAttribute("data-waarde")));
  });
  document.querySelectorAll("[data-tab]").forEach((tab) => {
    tab.setAttribute("aria-pressed", String(state.tab === tab.getAttribute("data-tab")));
  });
}

/** @returns {HTMLElement|null} */
function themeChoice() {
  if (state.thema === "indicator") {
    return choiceList("indicator", "Kies een cijfer", indicatorOptions());
  }
  if (state.thema === "opgave") {
    const options = SCORED.map((item) => optionOf(item.id, item.label, state.opgave));
    return el("div", {}, choiceList("opgave", "Kies een opgave", options), groupsChoice(), ownWeightsPart());
  }
  if (state.thema === "twee") {
    return twoChoice();
  }
  if (state.thema === "wanneer") {
    return yearChoice();
  }
  if (state.thema === "gewicht") {
    return weightsPart();
  }
  if (state.thema === "koppelkansen") {
    const rules = RULES.map((/** @type {any} */ rule) => optionOf(rule.id, rule.naam, state.regel));
    const all = optionOf(ALL_RULES, "Alle samen: het aantal", state.regel);
    return choiceList("regel", "Kies een koppelkans", [all, ...rules]);
  }
  return null;
}

/**
 * @param {keyof State} key
 * @param {string} label
 * @param {HTMLElement[]} options
 * @returns {HTMLElement}
 */
function choiceList(key, label, options) {
  const id = `keuze-${key}`;
  const list = /** @type {HTMLSelectElement} */ (el("select", { id }, ...options));
  list.addEventListener("change", () => {
    choose({ [key]: list.value });
    byId(id).focus();
  });
  return el("div", { class: "veld" }, el("label", { for: id }, label), list);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string} chosen
 * @returns {HTMLElement}
 */
function optionOf(id, label, chosen) {
  return el("option", { value: id, selected: id === chosen }, label);
}

/** @returns {HTMLElement[]} the indicators by opgave; one without any figure says so */
function indicatorOptions() {
  return OPGAVEN.flatMap((opgave) => {
    const items = INDICATORS.filter((item) => item.opgave === opgave.id);
    const options = items.map((item) =>
      optionOf(item.id, item.v === null ? `${item.label} (geen cijfers)` : item.label, state.indicator),
    );
    return items.length ? [el("optgroup", { label: opgave.label }, ...options)] : [];
  });
}

/** @returns {HTMLElement|null} three groups or five classes; an opgave in bands has no choice */
function groupsChoice() {
  const opgave = OPGAVE.get(state.opgave);
  if (!opgave || opgave.banden || !opgave.v) {
    return null;
  }
  return el(
    "div",
    { class: "groepen", role: "group", "aria-label": "Aantal groepen" },
    choiceButton("Drie groepen", "groepen", "drie"),
    choiceButton("Vijf groepen", "groepen", "vijf"),
  );
}
