/* The sliders with which a group weighs, and what moves along with them. */

const SETTLES_MS = 300;
const EMPHASIS = 3;

/** What counts most in ready-made weights; shown where all of these can be weighed. @type {Array<{id: string, label: string, opgaven: string[]}>} */
const PRESETS = [
  { id: "even", label: "Alles even zwaar", opgaven: [] },
  { id: "huis", label: "Wonen en energie", opgaven: ["energietransitie", "verstedelijking"] },
  { id: "buiten", label: "Water en groen", opgaven: ["klimaatadaptatie", "natuurinclusiviteit"] },
  { id: "straat", label: "Groen en de straat", opgaven: ["mobiliteit", "natuurinclusiviteit"] },
  { id: "onderweg", label: "Wonen en onderweg", opgaven: ["mobiliteit", "verstedelijking"] },
  { id: "mensen", label: "Mensen eerst", opgaven: ["sociaaleconomisch"] },
];

/** Whether a slider is being moved: then it may not be made anew under somebody's hand. */
const moving = { now: false, timer: 0 };

/**
 * Draw again what a slider changes; the rest and the address follow when it rests.
 * @param {Partial<State>} patch
 */
function weigh(patch) {
  Object.assign(state, patch);
  paintAreas();
  drawLegend();
  drawWeightWords();
  clearTimeout(moving.timer);
  moving.timer = window.setTimeout(settle, SETTLES_MS);
}

/** Draw everything and write the address, but leave the sliders as they are. */
function settle() {
  moving.now = true;
  choose({});
  moving.now = false;
}

/**
 * Choose, and keep the keyboard where it was although the choices are made anew.
 * @param {Partial<State>} patch
 * @param {string} id
 */
function chooseAndStay(patch, id) {
  choose(patch);
  document.getElementById(id)?.focus();
}

/**
 * @param {number} weight
 * @returns {string}
 */
function weightWords(weight) {
  const words = new Map([[0, "telt niet mee"], [0.5, "telt half"], [1, "telt één keer"], [2, "telt dubbel"]]);
  return words.get(weight) ?? `telt ${formatNumber(weight, weight % 1 ? 1 : 0)} keer`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {number} weight
 * @param {(weight: number) => void} move
 * @returns {HTMLElement}
 */
function sliderRow(id, label, weight, move) {
  const facts = { id, type: "range", min: 0, max: LARGEST_WEIGHT, step: WEIGHT_STEP, value: weight, "aria-valuetext": weightWords(weight) };
  const input = /** @type {HTMLInputElement} */ (el("input", facts));
  const words = el("span", { class: "weeg-woord", "aria-hidden": "true" }, weightWords(weight));
  input.addEventListener("input", () => {
    const now = Number(input.value);
    words.textContent = weightWords(now);
    input.setAttribute("aria-valuetext", weightWords(now));
    move(now);
  });
  return el("div", { class: "weeg-rij" }, el("label", { for: id }, label), words, input);
}

/** @returns {HTMLElement} everything to choose under "Ons gewicht" */
function weightsPart() {
  return el(
    "div",
    { class: "weeg" },
    savedGroups().length >= FEWEST_GROUPS ? viewChoice() : null,
    ...(agreeing() ? [] : [presetButtons(), ...opgaveSliders()]),
    agreeing() ? null : nameField(),
    groupsPart(),
  );
}

/** @returns {HTMLElement} */
function viewChoice() {
  return el(
    "div",
    { class: "groepen", role: "group", "aria-label": "Wat laat de kaart zien?" },
    stayButton("Eén groep", "kijk-een", { kijk: "gewogen" }, !agreeing()),
    stayButton("Zijn wij het eens?", "kijk-eens", { kijk: "eens" }, agreeing()),
  );
}

/**
 * @param {string} label
 * @param {string} id
 * @param {Partial<State>} patch
 * @param {boolean} pressed
 * @returns {HTMLElement}
 */
function stayButton(label, id, patch, pressed) {
  return button(label, () => chooseAndStay(patch, id), { id, "aria-pressed": String(pressed) });
}

/**
 * @param {string[]} opgaven
 * @returns {string} weights in which these count three times; without any all count alike
 */
function presetWeights(opgaven) {
  return SCORED.map((opgave) => (opgaven.includes(opgave.id) ? EMPHASIS : 1)).join(",");
}

/** @returns {HTMLElement} */
function presetButtons() {
  const can = PRESETS.filter(({ opgaven }) => opgaven.every((id) => WEIGHED.some((opgave) => opgave.id === id)));
  const buttons = can.map(({ id, label, opgaven }) => {
    const w = presetWeights(opgaven);
    return stayButton(label, `weeg-zo-${id}`, { w }, state.w === w);
  });
  return el("div", { class: "weeg-knoppen", role: "group", "aria-label": "Kies een begin" }, ...buttons);
}

/** @returns {Array<HTMLElement|null>} a slider per opgave, and which have none */
function opgaveSliders() {
  const weights = weightsFrom(state.w, SCORED.length) ?? SCORED.map(() => 1);
  const sliders = SCORED.map((opgave, place) =>
    !canWeigh(opgave)
      ? null
      : sliderRow(`weeg-${opgave.id}`, opgave.label, weights[place], (weight) => {
          const all = weightsFrom(state.w, SCORED.length) ?? SCORED.map(() => 1);
          weigh({ w: all.map((old, other) => (other === place ? weight : old)).join(",") });
        }),
  );
  const left = notWeighedSentence();
  return [...sliders, left ? el("p", { class: "toelichting" }, left.trim()) : null];
}

/** @type {Record<string, string>} why an opgave keeps the weights of the run */
const NO_SLIDERS = {
  banden: "Deze opgave staat alleen in drie groepen op de kaart. De cijfers eronder zijn niet openbaar, dus u kunt ze hier niet wegen.",
  verborgen: "Deze score gebruikt ook cijfers die niet openbaar zijn. U kunt de cijfers daarom hier niet wegen.",
  methode: "De scores van deze kaart zijn op een andere manier gemaakt. Daarmee kan deze bladzijde niet rekenen.",
  elders: "Deze kaart vergelijkt ook met buurten in de rest van Nederland. Die staan niet in dit bestand, dus opnieuw wegen kan hier niet.",
  "": "Deze opgave heeft te weinig cijfers om te wegen.",
};

/** @returns {HTMLElement|null} the sliders within one opgave */
function ownWeightsPart() {
  const opgave = OPGAVE.get(state.opgave);
  if (!opgave) {
    return null;
  }
  const part = disclosure("Zelf wegen", () => ownSliders(opgave), "achter zelf-wegen");
  part.open = ownWeights(opgave) !== null;
  return part;
}

/**
 * @param {Opgave} opgave
 * @returns {HTMLElement}
 */
function ownSliders(opgave) {
  const parts = weighParts(opgave);
  if (!canReweigh(opgave)) {
    return el("p", { class: "toelichting" }, NO_SLIDERS[DATA.weging.opgaven[opgave.id]?.reden ?? ""]);
  }
  const run = parts.map((part) => part.gewicht);
  const now = () => ownWeights(opgave) ?? run;
  const rows = parts.map((part, place) =>
    sliderRow(`weeg-${part.id}`, INDICATOR.get(part.id)?.label ?? part.id, now()[place], (weight) => {
      const all = now().map((old, other) => (other === place ? weight : snapped(old)));
      weigh({ wi: all.every((item, other) => item === run[other]) ? "" : `${opgave.id}:${all.join(",")}` });
    }),
  );
  return el("div", { class: "weeg" }, stayButton("Zoals in het onderzoek", "weeg-zo-onderzoek", { wi: "" }, false), ...rows, nameField());
}

/**
 * @param {number} weight of a configuration
 * @returns {number} the nearest that a slider can have
 */
function snapped(weight) {
  return Math.min(LARGEST_WEIGHT, Math.round(weight / WEIGHT_STEP) * WEIGHT_STEP);
}

/** Say again whose weights these are, and why the chosen area comes out where it does. */
function drawWeightWords() {
  const mark = byId("weeg-merk");
  mark.textContent = weightMark();
  mark.hidden = mark.textContent === "";
  drawWhy();
  drawSaved();
}

/** Put the label on the map, and keep it up to date. */
function buildWeights() {
  const mark = new L.Control({ position: "topright" });
  mark.onAdd = () => el("p", { id: "weeg-merk", class: "weeg-merk" });
  mark.addTo(map);
  onChange(drawWeightWords);
  drawWeightWords();
}
