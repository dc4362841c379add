/* The same as the map, as a table: every value or the reason why there is none, in words. */

/**
 * @typedef {Object} TableColumn
 * @property {string} id
 * @property {string} label
 * @property {boolean} [numeric]
 * @property {(area: number) => string} text
 * @property {(area: number) => string|number|null} order
 */

const sorting = { column: "naam", ascending: true };

/**
 * @param {Theme} theme
 * @returns {TableColumn[]}
 */
function tableColumns(theme) {
  const name = (/** @type {number} */ area) => AREAS.naam[area];
  const first = [
    { id: "naam", label: capital(levelWord()), text: name, order: name },
    { id: "ligt", label: state.niveau === "buurt" ? "Wijk" : "Gemeente", text: parentName, order: parentName },
  ];
  if (state.cijfers) {
    return [...first, ...figuresOf(state.cijfers).map(figureColumn)];
  }
  return [
    ...first,
    { id: "waarde", label: theme.title, text: theme.text, order: theme.order },
    ...(theme.classes.length ? [classColumn(theme)] : []),
    ...(theme.indicator && theme.indicator.p ? [percentileColumn(theme.indicator)] : []),
  ];
}

/**
 * @param {number} area
 * @returns {string} the wijk or gemeente that it lies in
 */
function parentName(area) {
  const above = AREAS.wijk[area] !== null && AREAS.wijk[area] !== area ? AREAS.wijk[area] : AREAS.gemeente[area];
  return above === null ? "" : AREAS.naam[above];
}

/**
 * @param {string} opgave
 * @returns {Indicator[]} its figures
 */
function figuresOf(opgave) {
  return INDICATORS.filter((item) => item.opgave === opgave);
}

/**
 * @param {Indicator} item
 * @returns {TableColumn}
 */
function figureColumn(item) {
  return { id: item.id, label: item.label, numeric: !item.soorten, text: (area) => valueText(item, area), order: (area) => valueAt(item, area) };
}

/** @returns {string} */
function levelWord() {
  return levelById(state.niveau).een;
}

/**
 * @param {Theme} theme
 * @returns {TableColumn}
 */
function classColumn(theme) {
  return {
    id: "klasse",
    label: "Kleur op de kaart",
    text: (area) => {
      const place = theme.classOf(area);
      return place < 0 ? "geen cijfer" : theme.classes[place].label;
    },
    order: (area) => (theme.classOf(area) < 0 ? null : theme.classOf(area)),
  };
}

/**
 * @param {Indicator} indicator
 * @returns {TableColumn}
 */
function percentileColumn(indicator) {
  const place = (/** @type {number} */ area) => (indicator.p ? indicator.p[area] : null);
  return {
    id: "plek",
    label: "Plek tussen de buurten (0–100)",
    numeric: true,
    text: (area) => (place(area) === null ? "–" : String(place(area))),
    order: place,
  };
}

/**
 * Areas in the order that the reader asked for; areas without a figure always come last.
 * @param {number[]} areas
 * @param {TableColumn} column
 * @returns {number[]}
 */
function sortedAreas(areas, column) {
  const sign = sorting.ascending ? 1 : -1;
  return [...areas].sort((a, b) => {
    const [left, right] = [column.order(a), column.order(b)];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    const difference =
      typeof left === "number" ? left - Number(right) : left.localeCompare(String(right), "nl", { numeric: true });
    return sign * difference || a - b;
  });
}

/**
 * @param {TableColumn[]} columns
 * @returns {TableColumn} the one that the rows are sorted on
 */
function sortedColumn(columns) {
  return columns.find((item) => item.id === sorting.column) || columns[0];
}

/** @returns {number[]} the areas of the table, in its order */
function shownAreas() {
  return sortedAreas(areasOf(state.niveau), sortedColumn(tableColumns(currentTheme())));
}

/** @returns {HTMLElement} what the map shows, or every figure of an opgave */
function tableChoice() {
  const groups = OPGAVEN.filter((item) => figuresOf(item.id).length);
  const options = groups.map((item) => optionOf(item.id, `Alle cijfers: ${item.label.toLowerCase()}`, state.cijfers));
  return choiceList("cijfers", "Wat staat in de tabel?", [optionOf("", "Wat de kaart laat zien", state.cijfers), ...options]);
}

/** Draw the table of the current theme. */
function drawTable() {
  const theme = currentTheme();
  const columns = tableColumns(theme);
  const rows = shownAreas().map((area) => tableRow(area, columns, theme));
  const title = state.cijfers ? `Alle cijfers: ${opgaveLabel(state.cijfers).toLowerCase()}` : theme.title;
  refill(
    byId("tabel"),
    el("h2", {}, title),
    el("p", { class: "vraag" }, state.cijfers ? (OPGAVE.get(state.cijfers)?.vraag ?? "") : theme.question),
    el("div", { class: "tabel-keuze" }, tableChoice(), button("Bewaar als CSV", saveTable, { id: "bewaar-csv" })),
    el(
      "table",
      { class: state.cijfers ? "alle-cijfers" : null },
      el("caption", { class: "onzichtbaar" }, `${title} per ${levelWord()}`),
      el("thead", {}, el("tr", {}, ...columns.map((item) => columnHead(item, sortedColumn(columns))))),
      el("tbody", {}, ...rows),
    ),
  );
}

/**
 * @param {TableColumn} column
 * @param {TableColumn} sorted
 * @returns {HTMLElement}
 */
function columnHead(column, sorted) {
  const direction = column.id === sorted.id ? (sorting.ascending ? "ascending" : "descending") : "none";
  const arrow = { ascending: "▲", descending: "▼", none: "" }[direction];
  const made = button(column.label, () => sortOn(column.id), { id: `sorteer-${column.id}` });
  made.append(el("span", { class: "pijl", "aria-hidden": "true" }, arrow));
  return el("th", { scope: "col", "aria-sort": direction, class: column.numeric ? "getal" : null }, made);
}

/**
 * @param {string} column
 */
function sortOn(column) {
  sorting.ascending = sorting.column === column ? !sorting.ascending : true;
  sorting.column = column;
  drawTable();
  byId(`sorteer-${column}`).focus();
}

/**
 * @param {number} area
 * @param {TableColumn[]} columns
 * @param {Theme} theme
 * @returns {HTMLElement}
 */
function tableRow(area, columns, theme) {
  const chosen = area === state.gekozen;
  const cells = columns.slice(1).map((column) => {
    const sample = column.id === "klasse" ? classSample(theme, area) : null;
    return el("td", { class: column.numeric ? "getal" : sample && sampleClass(theme) }, sample, column.text(area));
  });
  const name = button(AREAS.naam[area], () => chooseArea(area), { class: "naam-knop", "aria-pressed": String(chosen) });
  return el("tr", { class: chosen ? "gekozen" : null }, el("th", { scope: "row" }, name), ...cells);
}

/**
 * @param {Theme} theme
 * @returns {string|null} short classes of amounts stay on one line
 */
function sampleClass(theme) {
  return theme.indicator ? "klasse" : null;
}

/**
 * @param {Theme} theme
 * @param {number} area
 * @returns {SVGElement}
 */
function classSample(theme, area) {
  const place = theme.classOf(area);
  return swatch(place < 0 ? statusFill(theme.status(area)) : theme.classes[place].fill);
}
