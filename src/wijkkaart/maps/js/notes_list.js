/* Everything that was brought in: beside the figures of an area, and in a tab of its own with a filter and the dots. */

const notesFilter = { soort: "", tafel: "" };

/**
 * @param {number} area
 */
function drawNotesHere(area) {
  const place = document.getElementById("inbreng-van-hier");
  if (place) {
    const notes = notesAt(area).filter((note) => !ABOUT_A_CARD.includes(note.soort) && !isTakenIn(note));
    refill(place, notes.length ? el("ul", { class: "stemmen" }, ...notes.map((note) => noteItem(note, area))) : null);
  }
}

/**
 * @param {Note} note
 * @param {number|null} here the area that the panel is about; null in the list of everything
 * @returns {HTMLElement}
 */
function noteItem(note, here) {
  const area = areaOfNote(note);
  const place = area < 0 ? `${note.gebiedcode} (niet op deze kaart)` : AREAS.naam[area];
  const about = ABOUT_A_CARD.includes(note.soort) ? `Over: ${subjectName(note.regel)}` : "";
  const words = note.soort === "stip" ? counted(note.aantal, "stip", "stippen") : note.oordeel ? capital(JUDGEMENT_TEXT[note.oordeel]) : "";
  const labels = note.opgaven.map(opgaveLabel).join(" en ");
  const facts = [here === null ? place : "", note.punt ? "een plek op de kaart" : "", labels, capital(BROUGHT_BY[note.herkomst]), note.tafel ? tableName(note.tafel) : ""];
  return el(
    "li",
    { class: `stem stem-${note.herkomst} stem-eigen`, "data-notitie": note.id },
    el("p", { class: "stem-over" }, noteKindName(note.soort)),
    about ? el("p", { class: "stem-over" }, about) : null,
    note.naam ? el("p", { class: "stem-tekst" }, el("strong", {}, note.naam)) : null,
    note.tekst || words ? el("p", { class: "stem-tekst" }, [words, note.tekst].filter(Boolean).join(". ")) : null,
    el("p", { class: "stem-bij" }, facts.filter(Boolean).join(" · ")),
    isTakenIn(note) ? el("p", { class: "stem-bij" }, "Staat al in deze kaart.") : null,
    noteButtons(note, here),
    note.soort === "koppelkans" && area >= 0 && here !== null ? judgePart({ area, regel: note.naam, naam: note.naam }, true) : null,
  );
}

/**
 * @param {string} id
 * @returns {string} the name of a card or figure
 */
function subjectName(id) {
  const figure = INDICATOR.get(id);
  return figure ? figure.label : ruleName(id);
}

/**
 * @param {Note} note
 * @param {number|null} here
 * @returns {HTMLElement}
 */
function noteButtons(note, here) {
  const name = note.naam || note.tekst.slice(0, 40) || subjectName(note.regel);
  const area = areaOfNote(note);
  const show = () => {
    choose({ tab: "kaart" });
    takeArea(area);
  };
  const edit = () => {
    if (state.gekozen !== area) {
      takeArea(area);
    }
    write(note, false);
  };
  const wipe = () => wipeNotes([note], `Gewist: ${noteKindName(note.soort)}.`);
  return el(
    "div",
    { class: "stem-knoppen" },
    here === null && area >= 0 ? button("Toon", show, { "aria-label": `Toon op de kaart: ${name}` }) : null,
    FORM_KINDS[note.soort] && area >= 0 ? button("Wijzig", edit, { "aria-label": `Wijzig: ${name}` }) : null,
    button("Wis", wipe, { "aria-label": `Wis: ${name}` }),
  );
}

/** Draw the tab with everything. */
function drawInbrengTab() {
  const place = byId("inbreng");
  const scrolled = place.scrollTop;
  const shown = inbreng.notes.filter((note) => (!notesFilter.soort || note.soort === notesFilter.soort) && (!notesFilter.tafel || noteTable(note) === notesFilter.tafel));
  const none = el("p", {}, "Er is nog niets ingebracht. Kies een gebied op de kaart. Zeg daar wat u herkent, wat u wilt en wat moet blijven.");
  refill(
    place,
    el("h2", {}, "Onze inbreng"),
    el("p", { class: "vraag" }, "Wat zegt deze tafel? Bewaar het voor u de kaart sluit."),
    inbreng.kept ? null : el("p", { class: "opmerking" }, "Deze computer bewaart uw notities niet. Bewaar de kaart met notities voordat u hem sluit."),
    tableNamePart(),
    filesPart(),
    inbreng.notes.length ? filterPart() : none,
    el("p", { class: "toelichting", id: "inbreng-aantal" }, inbreng.notes.length ? countText(shown.length) : null),
    el("ul", { class: "stemmen inbreng-lijst" }, ...shown.map((note) => noteItem(note, null))),
    dotsTable(),
    takenSummary(),
  );
  place.scrollTop = scrolled;
}

/**
 * @param {number} shown
 * @returns {string}
 */
function countText(shown) {
  const all = counted(inbreng.notes.length, "notitie", "notities");
  return shown === inbreng.notes.length ? all : `${shown} van ${all}`;
}

/** @returns {HTMLElement} who sits here */
function tableNamePart() {
  const input = /** @type {HTMLInputElement} */ (el("input", { id: "tafel-naam", type: "text", maxlength: LONGEST_NAME, placeholder: "Tafel 1", autocomplete: "off", value: inbreng.tafel }));
  input.addEventListener("change", () => nameTable(cleanName(input.value)));
  return el("div", { class: "tafel-naam" }, field("tafel-naam", "Naam van uw tafel", input), el("p", { class: "toelichting" }, `Notities blijven op deze computer, ook als de kaart dicht is. ${PRIVACY}`));
}

/** @returns {HTMLElement} */
function filterPart() {
  const kinds = NOTE_KINDS.filter((soort) => inbreng.notes.some((note) => note.soort === soort));
  const tables = [...new Set(inbreng.notes.map(noteTable))].sort();
  return el(
    "div",
    { class: "inbreng-filter" },
    filterList("soort", "Soort", [["", "Alles"], ...kinds.map((soort) => [soort, noteKindName(soort)])]),
    filterList("tafel", "Tafel", [["", "Alle tafels"], ...tables.map((name) => [name, capital(name)])]),
  );
}

/**
 * @param {"soort"|"tafel"} key
 * @param {string} label
 * @param {string[][]} options
 * @returns {HTMLElement}
 */
function filterList(key, label, options) {
  const id = `filter-${key}`;
  if (!options.some(([value]) => value === notesFilter[key])) {
    notesFilter[key] = "";
  }
  const list = /** @type {HTMLSelectElement} */ (el("select", { id }, ...options.map(([value, words]) => optionOf(value, words, notesFilter[key]))));
  list.addEventListener("change", () => {
    notesFilter[key] = list.value;
    drawInbrengTab();
    byId(id).focus();
    announce(byId("inbreng-aantal").textContent || "");
  });
  return field(id, label, list);
}

/** @returns {HTMLElement|null} the dots per card and table, the most first */
function dotsTable() {
  const dots = inbreng.notes.filter((note) => note.soort === "stip");
  if (!dots.length) {
    return null;
  }
  const tables = [...new Set(dots.map(noteTable))].sort();
  /** @type {Map<string, Map<string, number>>} */
  const rows = new Map();
  for (const note of dots) {
    const area = areaOfNote(note);
    const name = `${subjectName(note.regel)}, ${area < 0 ? note.gebiedcode : AREAS.naam[area]}`;
    const row = rows.get(name) || new Map();
    row.set(noteTable(note), (row.get(noteTable(note)) || 0) + note.aantal);
    rows.set(name, row);
  }
  const total = (/** @type {Map<string, number>} */ row) => [...row.values()].reduce((sum, n) => sum + n, 0);
  const sorted = [...rows].sort((a, b) => total(b[1]) - total(a[1]) || a[0].localeCompare(b[0], "nl"));
  const number = (/** @type {number} */ n) => el("td", { class: "getal" }, String(n));
  return el(
    "section",
    { "aria-labelledby": "kop-stippen" },
    el("h3", { id: "kop-stippen" }, "Waar gaan de stippen heen?"),
    el(
      "table",
      { class: "stippen-tabel" },
      el("thead", {}, el("tr", {}, ...["Koppelkans", ...tables.map(capital), "Samen"].map((word) => el("th", { scope: "col" }, word)))),
      el("tbody", {}, ...sorted.map(([name, row]) => el("tr", {}, el("th", { scope: "row" }, name), ...tables.map((table) => number(row.get(table) || 0)), number(total(row))))),
    ),
  );
}

/** Draw what a change of the notes touches. */
function drawNotes() {
  const count = inbreng.notes.length;
  byId("tab-inbreng").textContent = count ? `Onze inbreng (${count})` : "Onze inbreng";
  refreshJudges();
  drawSpots();
  if (state.gekozen !== null) {
    drawNotesHere(state.gekozen);
  }
  if (state.thema === "plek") {
    drawLegend();
  }
  if (state.tab === "inbreng") {
    drawInbrengTab();
  }
}
