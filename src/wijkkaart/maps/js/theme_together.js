/* Views in which opgaven come together: how many are high (stapeling), and two beside each other. */

const MOST_STACKED = 4;

/**
 * @param {number} area
 * @returns {{least: number, most: number}}
 */
function stackAt(area) {
  return stackOf(SCORED.map((opgave) => cell(opgave.band, area)));
}

/** @returns {Theme} */
function stackTheme() {
  const labels = ["geen", "1", "2", "3", `${MOST_STACKED} of meer`];
  const known = (/** @type {number} */ area) => stackAt(area).least > 0 || stackAt(area).most === 0;
  return {
    title: "Stapeling van opgaven",
    question: "Hoeveel opgaven zijn hier groot?",
    about: `Van de ${SCORED.length} opgaven telt wat hier zeker hoog is: in het bovenste derde. Zonder score kan het er een meer zijn; dat staat erbij. Een stapel is nog geen koppelkans.`,
    classes: labels.map((label, place) => ({ fill: DATA.palet.oplopend["5"][place], label })),
    classOf: (area) => (known(area) ? Math.min(stackAt(area).least, MOST_STACKED) : -1),
    status: () => "onbekend",
    text: stackText,
    order: (area) => (known(area) ? stackAt(area).least : null),
    indicator: null,
  };
}

/**
 * @param {number} area
 * @returns {string}
 */
function stackText(area) {
  const { least, most } = stackAt(area);
  const of = `van de ${SCORED.length} opgaven hoog`;
  if (least === most) {
    return least ? `${least} ${of}` : `geen ${of}`;
  }
  return least === 0 && most === SCORED.length ? "geen enkele score" : `${least} tot ${most} ${of}`;
}

/** @returns {Opgave|undefined} the opgave that stands beside the first */
function otherOpgave() {
  const other = OPGAVE.get(state.met);
  return other && state.met !== state.opgave ? other : SCORED.find((item) => item.id !== state.opgave);
}

/**
 * @param {Opgave} first
 * @returns {Theme} two opgaven together
 */
function twoTheme(first) {
  const second = /** @type {Opgave} */ (otherOpgave());
  const [one, two] = [first.label.toLowerCase(), second.label.toLowerCase()];
  const labels = ["geen van beide hoog", `alleen ${one} hoog`, `alleen ${two} hoog`, "allebei hoog"];
  const place = (/** @type {number} */ area) => quadrantOf(cell(first.band, area), cell(second.band, area));
  return {
    title: `${first.label} en ${two}`,
    question: "Waar zijn beide opgaven groot?",
    about: "Hoog is: in het bovenste derde van de buurten. Waar beide hoog zijn, ligt samen oppakken voor de hand; of het kan, weet u.",
    classes: labels.map((label, number) => ({ fill: TWO_FILLS[number], label })),
    classOf: place,
    status: (area) => [first, second].map((item) => (item.s ? statusAt(item.s, area) : "onbekend")).find((status) => status !== "ok") || "onbekend",
    text: (area) => (place(area) < 0 ? "van een van beide is er geen score" : labels[place(area)]),
    order: (area) => (place(area) < 0 ? null : [0, 1, 1, 2][place(area)]),
    indicator: null,
    drawing: (areas) => twoSquare(first, second, areas.map(place)),
  };
}

/**
 * The four kinds as a square: one opgave across, the other upwards.
 * @param {Opgave} first
 * @param {Opgave} second
 * @param {number[]} places
 * @returns {HTMLElement}
 */
function twoSquare(first, second, places) {
  const count = (/** @type {number} */ kind) => places.filter((place) => place === kind).length;
  const box = (/** @type {number} */ kind) => el("td", {}, swatch(TWO_FILLS[kind]), el("span", {}, formatNumber(count(kind), 0)));
  const head = (/** @type {string} */ text, /** @type {string} */ scope) => el("th", { scope }, text);
  return el(
    "table",
    { class: "twee-vak" },
    el("caption", { class: "onzichtbaar" }, `Aantal gebieden: ${first.label} en ${second.label}`),
    el("thead", {}, el("tr", {}, el("td", {}), head(`${first.label} niet hoog`, "col"), head(`${first.label} hoog`, "col"))),
    el("tbody", {}, el("tr", {}, head(`${second.label} hoog`, "row"), box(2), box(3)), el("tr", {}, head(`${second.label} niet hoog`, "row"), box(0), box(1))),
  );
}

/** @returns {HTMLElement} which two opgaven */
function twoChoice() {
  const second = otherOpgave();
  const options = (/** @type {string} */ chosen, /** @type {string} */ without) => SCORED.filter((item) => item.id !== without).map((item) => optionOf(item.id, item.label, chosen));
  return el("div", {}, choiceList("opgave", "De ene opgave", options(state.opgave, "")), choiceList("met", "De andere opgave", options(second ? second.id : "", state.opgave)));
}
