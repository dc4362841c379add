/* Two areas beside each other: the same opgaven and figures, in the same words. */

/**
 * @typedef {Object} CompareRow
 * @property {string} naam
 * @property {string} een
 * @property {string} ander
 * @property {string} verschil in words
 */

/** @type {L.Polygon} */
const outlineSecond = L.polygon([], { ...LINES, color: "#111827", weight: 4, dashArray: "8 6" });

/**
 * Put a second area beside the chosen one.
 * @param {number} area
 */
function compareWith(area) {
  if (state.gekozen === null || area === state.gekozen) {
    chooseArea(area);
    return;
  }
  choose({ tweede: area });
  announce(`${AREAS.naam[state.gekozen]} naast ${AREAS.naam[area]}.`);
}

/** Draw a broken line around the second area. */
function markSecond() {
  const path = state.tweede === null ? null : paths.get(state.tweede);
  outlineSecond.setLatLngs(path && map.hasLayer(path) ? /** @type {any} */ (path.getLatLngs()) : []);
  outlineSecond.addTo(map);
}

/**
 * @param {number} area
 * @returns {HTMLElement} the choice of a second area, and what it shows
 */
function comparePart(area) {
  const level = levelOf(area).id;
  const others = areasOf(level).filter((other) => other !== area);
  const second = state.tweede !== null && others.includes(state.tweede) ? state.tweede : null;
  const options = others.map((other) => optionOf(String(other), AREAS.naam[other], second === null ? "" : String(second)));
  const list = /** @type {HTMLSelectElement} */ (el("select", { id: "vergelijk-met" }, optionOf("", "Kies een gebied", second === null ? "" : "-"), ...options));
  list.addEventListener("change", () => chooseAndStay({ tweede: list.value === "" ? null : Number(list.value) }, "vergelijk-met"));
  const content = () =>
    el(
      "div",
      {},
      field("vergelijk-met", "Vergelijk met", list),
      el("p", { class: "toelichting" }, "Op de kaart kan het ook: houd Shift ingedrukt en klik, of druk op Shift en Enter."),
      second === null ? null : compareTable(area, second),
      second === null ? null : button("Stop met vergelijken", () => chooseAndStay({ tweede: null }, "vergelijk-met"), { id: "vergelijk-stop" }),
    );
  const part = disclosure("Vergelijk met een ander gebied", content, "achter vergelijk");
  if (second !== null) {
    part.open = true;
    part.append(content());
  }
  return part;
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {HTMLElement}
 */
function compareTable(one, other) {
  const row = (/** @type {CompareRow} */ item) =>
    el("tr", {}, el("th", { scope: "row" }, item.naam), el("td", {}, item.een, item.verschil ? el("small", {}, item.verschil) : null), el("td", {}, item.ander));
  const part = (/** @type {string} */ title, /** @type {CompareRow[]} */ rows) =>
    rows.length ? [el("tr", { class: "vergelijk-kop" }, el("th", { scope: "rowgroup", colspan: 3 }, title)), ...rows.map(row)] : [];
  return el(
    "div",
    { class: "vergelijk-vak" },
    el(
      "table",
      { class: "vergelijk-tabel" },
      el("caption", { class: "onzichtbaar" }, `${AREAS.naam[one]} naast ${AREAS.naam[other]}`),
      el("thead", {}, el("tr", {}, el("td", {}), ...[AREAS.naam[one], AREAS.naam[other]].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...part("De opgaven", SCORED.map((opgave) => compareOpgave(opgave, one, other)))),
      el("tbody", {}, ...part("De plek", compareFigures(indicatorsOf(FIRST_FIGURES), one, other))),
      el("tbody", {}, ...part("Koppelkansen", [compareChances(one, other)])),
    ),
  );
}

/**
 * @param {Opgave} opgave
 * @param {number} one
 * @param {number} other
 * @returns {CompareRow}
 */
function compareOpgave(opgave, one, other) {
  const [first, second] = [cell(opgave.v, one) ?? cell(opgave.band, one), cell(opgave.v, other) ?? cell(opgave.band, other)];
  return { naam: opgave.label, een: opgaveText(opgave, one), ander: opgaveText(opgave, other), verschil: differenceText(first, second, "hier groter", "hier kleiner") };
}

/**
 * @param {Indicator[]} figures
 * @param {number} one
 * @param {number} other
 * @returns {CompareRow[]} those that both areas have
 */
function compareFigures(figures, one, other) {
  return figures.map((item) => ({
    naam: item.label,
    een: valueText(item, one),
    ander: valueText(item, other),
    verschil: item.soorten ? "" : differenceText(valueAt(item, one), valueAt(item, other), "hier meer", "hier minder"),
  }));
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {CompareRow}
 */
function compareChances(one, other) {
  const known = (/** @type {number} */ area) => (countKnown(area) ? chancesOf(area).found : null);
  return { naam: "Gevonden", een: chancesText(one), ander: chancesText(other), verschil: differenceText(known(one), known(other), "hier meer", "hier minder") };
}

/**
 * @param {number|null} one
 * @param {number|null} other
 * @param {string} more
 * @param {string} less
 * @returns {string} what the first is beside the second
 */
function differenceText(one, other, more, less) {
  if (one === null || other === null) {
    return "niet te vergelijken";
  }
  return one === other ? "gelijk" : one > other ? more : less;
}
