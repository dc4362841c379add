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
  const parent = (/** @type {number} */ area) => {
    const above = AREAS.wijk[area] !== null && AREAS.wijk[area] !== area ? AREAS.wijk[area] : AREAS.gemeente[area];
    return above === null ? "" : AREAS.naam[above];
  };
  return [
    { id: "naam", label: capital(levelWord()), text: name, order: name },
    { id: "ligt", label: state.niveau === "buurt" ? "Wijk" : "Gemeente", text: parent, order: parent },
    { id: "waarde", label: theme.title, text: theme.text, order: theme.order },
    ...(theme.classes.length ? [classColumn(theme)] : []),
    ...(theme.indicator && theme.indicator.p ? [percentileColumn(theme.indicator)] : []),
  ];
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

/** Draw the table of the current theme. */
function drawTable() {
  const theme = currentTheme();
  const columns = tableColumns(theme);
  const column = columns.find((item) => item.id === sorting.column) || columns[0];
  const rows = sortedAreas(areasOf(state.niveau), column).map((area) => tableRow(area, columns, theme));
  refill(
    byId("tabel"),
    el("h2", {}, theme.title),
    el("p", { class: "vraag" }, theme.question),
    el(
      "table",
      {},
      el("caption", { class: "onzichtbaar" }, `${theme.title} per ${levelWord()}`),
      el("thead", {}, el("tr", {}, ...columns.map((item) => columnHead(item, column)))),
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
