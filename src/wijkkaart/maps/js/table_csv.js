/* The table as a file: the same areas and figures, in the CSV dialect of the other tables of a run. */

/** A spreadsheet takes a cell that begins like this for a formula; an apostrophe says that it is text (outputs/csv_files.py). */
const FORMULA_START = /(^|[;\r\n])((?:[^\S\r\n]|')*[=+\-@＝＋－＠])/g;

/**
 * @param {string} text
 * @returns {string}
 */
function guarded(text) {
  return text.replace(FORMULA_START, "$1'$2");
}

/**
 * One cell: a number with a point, nothing for nothing, text guarded and quoted where that is needed.
 * @param {string|number|null} value
 * @returns {string}
 */
function csvCell(value) {
  if (value === null) {
    return "";
  }
  const text = typeof value === "number" ? String(value) : guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * @param {Array<Array<string|number|null>>} rows the first row holds the names of the columns
 * @returns {string} CSV with commas and CRLF
 */
function csvText(rows) {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** @returns {Array<Array<string|number|null>>} what the table shows, in its order */
function tableRows() {
  const areas = shownAreas();
  const place = [
    ["gebiedcode", "gebiednaam", "ligt_in"],
    ...areas.map((area) => [AREAS.code[area], AREAS.naam[area], parentName(area)]),
  ];
  const more = state.cijfers ? figureCells(figuresOf(state.cijfers), areas) : themeCells(currentTheme(), areas);
  return place.map((row, number) => [...row, ...more[number]]);
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {Array<Array<string|number|null>>}
 */
function themeCells(theme, areas) {
  const figure = theme.indicator;
  const classes = theme.classes.length > 0;
  const head = [...(figure ? [figure.id, "eenheid"] : []), "waarde_tekst", ...(classes ? ["klasse"] : [])];
  const rows = areas.map((area) => [
    ...(figure ? [valueAt(figure, area), figure.eenheid] : []),
    theme.text(area),
    ...(classes ? [classColumn(theme).text(area)] : []),
  ]);
  return [head, ...rows];
}

/**
 * @param {Indicator[]} figures
 * @param {number[]} areas
 * @returns {Array<Array<string|number|null>>} per figure its value, and the reason where there is none
 */
function figureCells(figures, areas) {
  const cells = (/** @type {Indicator} */ item, /** @type {number} */ area) => {
    const value = valueAt(item, area);
    return [value !== null && item.soorten ? valueText(item, area) : value, value === null ? valueText(item, area) : null];
  };
  return [figures.flatMap((item) => [item.id, `${item.id}_reden`]), ...areas.map((area) => figures.flatMap((item) => cells(item, area)))];
}

/** Save the table that is on the screen. */
function saveTable() {
  const title = state.cijfers ? `alle cijfers ${state.cijfers}` : currentTheme().title;
  const name = `${fileName("tabel", DATA.naam, title, levelById(state.niveau).meer)}.csv`;
  download(name, csvText(tableRows()), "text/csv");
  announce(`Bewaard als ${name}. U vindt het bij uw downloads.`);
}
