/* Saying something about an area or a spot: a wish, what must stay, a note, a meeting place, an own koppelkans. */

/**
 * @typedef {Object} NoteKind
 * @property {string} knop what the button says
 * @property {string} vraag above the text
 * @property {string} titel above the name; empty for a kind without one
 * @property {boolean} plek whether it may lie on a spot
 */

/** @type {Record<string, NoteKind>} */
const FORM_KINDS = {
  ambitie: { knop: "Wens", vraag: "Wat wilt u hier?", titel: "", plek: true },
  behouden: { knop: "Dit willen we behouden", vraag: "Wat moet blijven, en waarom?", titel: "", plek: true },
  notitie: { knop: "Notitie", vraag: "Wat wilt u kwijt?", titel: "", plek: true },
  ontmoetingsplek: { knop: "Ontmoetingsplek", vraag: "Wat doen mensen hier?", titel: "Naam van de plek", plek: true },
  koppelkans: { knop: "Eigen koppelkans", vraag: "Wat kan hier samen?", titel: "Naam van uw koppelkans", plek: false },
};
const PRIVACY = "Zet er geen namen, adressen of telefoonnummers van mensen in.";

/** What is being written; it stays when the panel is drawn again. @type {{note: Note|null, fresh: boolean}} */
const draft = { note: null, fresh: true };

/**
 * @param {string} soort
 * @returns {string}
 */
function noteKindName(soort) {
  const names = { oordeel: "Oordeel", stip: "Stippen" };
  return FORM_KINDS[soort]?.knop || names[/** @type {"oordeel"|"stip"} */ (soort)] || soort;
}

/**
 * @param {number} area
 * @returns {HTMLElement} what the reader can add, and what was added
 */
function inbrengPart(area) {
  const part = el("section", { class: "deel inbreng-deel", id: "inbreng-hier", "aria-labelledby": "kop-zeggen" });
  drawInbreng(part, area);
  return part;
}

/**
 * @param {Element} part
 * @param {number} area
 */
function drawInbreng(part, area) {
  const writing = draft.note;
  const open = writing === null ? kindButtons(area) : noteForm(writing);
  refill(part, el("h4", { id: "kop-zeggen" }, "Zeg het zelf"), open, el("div", { id: "inbreng-van-hier" }));
  drawNotesHere(area);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function kindButtons(area) {
  const buttons = Object.entries(FORM_KINDS).map(([soort, kind]) =>
    button(`+ ${kind.knop}`, () => write(newNote({ soort, gebiedcode: AREAS.code[area] }), true), { "data-soort": soort }),
  );
  return el("div", { class: "zeg-knoppen", role: "group", "aria-label": `Zeg iets over ${AREAS.naam[area]}` }, ...buttons);
}

/**
 * Open the form with a note.
 * @param {Note} note
 * @param {boolean} fresh whether it is new
 */
function write(note, fresh) {
  draft.note = { ...note };
  draft.fresh = fresh;
  redrawForm();
  const first = byId("inbreng-hier").querySelector("input:not([type=checkbox]), select, textarea");
  if (first instanceof HTMLElement) {
    first.focus();
    first.scrollIntoView({ block: "nearest" });
  }
}

/** Draw the form again, where the panel shows an area. */
function redrawForm() {
  const part = document.getElementById("inbreng-hier");
  if (part && state.gekozen !== null) {
    drawInbreng(part, state.gekozen);
  }
}

/** Close the form without keeping anything. */
function stopWriting() {
  const soort = draft.note ? draft.note.soort : "";
  draft.note = null;
  redrawForm();
  /** @type {HTMLElement|null} */ (document.querySelector(`[data-soort="${soort}"]`))?.focus();
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function noteForm(note) {
  const kind = FORM_KINDS[note.soort];
  const form = el(
    "form",
    { class: "zeg-vorm", "aria-label": kind.knop, novalidate: true },
    el("p", { class: "zeg-kop" }, el("strong", {}, kind.knop), ` over ${AREAS.naam[areaOfNote(note)] || note.gebiedcode}`),
    kind.titel ? textField("naam", kind.titel, false) : null,
    note.soort === "koppelkans" ? opgaveBoxes(note) : null,
    textField("tekst", kind.vraag, true),
    ["ambitie", "behouden", "notitie"].includes(note.soort) ? opgaveList(note) : null,
    kind.plek ? spotField(note) : null,
    speakerList(note),
    inbreng.tafel ? null : tableField(),
    el("p", { class: "toelichting" }, PRIVACY),
    el("p", { id: "vorm-fout", class: "fout", hidden: true }),
    el("div", { class: "zeg-klaar" }, el("button", { type: "submit", class: "knop" }, "Bewaar"), button("Stop", stopWriting)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveDraft();
  });
  return form;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {...Node} content
 * @returns {HTMLElement}
 */
function field(id, label, ...content) {
  return el("div", { class: "veld" }, el("label", { for: id }, label), ...content);
}

/**
 * @param {"naam"|"tekst"} name
 * @param {string} label
 * @param {boolean} long
 * @returns {HTMLElement}
 */
function textField(name, label, long) {
  const id = `vorm-${name}`;
  const facts = { id, maxlength: long ? LONGEST_TEXT : LONGEST_TITLE, autocomplete: "off", "aria-describedby": "vorm-fout" };
  const input = /** @type {HTMLInputElement|HTMLTextAreaElement} */ (long ? el("textarea", { ...facts, rows: 3 }) : el("input", { ...facts, type: "text" }));
  input.value = draft.note ? draft.note[name] : "";
  input.addEventListener("input", () => setDraft({ [name]: input.value }));
  return field(id, label, input);
}

/**
 * @param {Partial<Note>} facts
 */
function setDraft(facts) {
  if (draft.note) {
    Object.assign(draft.note, facts);
  }
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function opgaveList(note) {
  const first = note.soort === "ambitie" ? "Kies een opgave" : "Geen of weet ik niet";
  const options = [["", first], ...SCORED.map((item) => [item.id, item.label])];
  const list = /** @type {HTMLSelectElement} */ (el("select", { id: "vorm-opgave" }, ...options.map(([id, label]) => optionOf(id, label, note.opgaven[0] || ""))));
  list.addEventListener("change", () => setDraft({ opgaven: list.value ? [list.value] : [] }));
  return field("vorm-opgave", "Bij welke opgave hoort dit?", list);
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function opgaveBoxes(note) {
  const boxes = SCORED.map((item) => {
    const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", value: item.id, checked: note.opgaven.includes(item.id) }));
    box.addEventListener("change", () => {
      const chosen = draft.note ? draft.note.opgaven.filter((id) => id !== item.id) : [];
      setDraft({ opgaven: box.checked ? [...chosen, item.id] : chosen });
    });
    return el("label", { class: "vink" }, box, item.label);
  });
  return el("fieldset", { class: "veld" }, el("legend", {}, "Welke opgaven komen hier samen? Kies er twee of meer."), ...boxes);
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function speakerList(note) {
  const options = SPEAKERS.map((id) => optionOf(id, capital(BROUGHT_BY[id]), note.herkomst));
  const list = /** @type {HTMLSelectElement} */ (el("select", { id: "vorm-herkomst" }, ...options));
  list.addEventListener("change", () => setDraft({ herkomst: list.value }));
  return field("vorm-herkomst", "Wie zegt dit?", list);
}

/** @returns {HTMLElement} the name of the table, asked once */
function tableField() {
  const input = /** @type {HTMLInputElement} */ (el("input", { id: "vorm-tafel", type: "text", maxlength: LONGEST_NAME, placeholder: "Tafel 1", autocomplete: "off" }));
  return field("vorm-tafel", "Naam van uw tafel", input);
}

/**
 * @param {Note} note
 * @returns {HTMLElement}
 */
function spotField(note) {
  const ask = () => askSpot((punt, area) => {
    setDraft({ punt, gebiedcode: AREAS.code[area] });
    redrawForm();
    byId("vorm-plek").focus();
    announce(`De plek ligt in ${AREAS.naam[area]}.`);
  });
  const whole = () => {
    setDraft({ punt: null });
    redrawForm();
    byId("vorm-plek").focus();
  };
  return el(
    "div",
    { class: "veld plek-veld" },
    el("p", {}, note.punt ? "Dit gaat over één plek. Die staat op de kaart." : "Dit gaat over het hele gebied."),
    button(note.punt ? "Wijs een andere plek aan" : "Wijs een plek aan op de kaart", ask, { id: "vorm-plek" }),
    note.punt ? button("Toch het hele gebied", whole) : null,
  );
}

/** @type {Record<string, [string, string]>} what is asked when a field is empty, and where */
const ASK_FOR = {
  tekst: ["Schrijf eerst op wat u wilt zeggen.", "vorm-tekst"],
  naam: ["Geef het eerst een naam.", "vorm-naam"],
  opgave: ["Kies eerst de opgave waar dit bij hoort.", "vorm-opgave"],
  opgaven: ["Kies minstens twee opgaven die hier samenkomen.", ""],
};

/** Keep what was written, when it is whole. */
function saveDraft() {
  const written = draft.note;
  if (!written) {
    return;
  }
  const input = /** @type {HTMLInputElement|null} */ (document.getElementById("vorm-tafel"));
  const tafel = input ? cleanName(input.value) : "";
  const note = { ...written, naam: cleanTitle(written.naam), tekst: cleanText(written.tekst, LONGEST_TEXT) };
  const missing = missingIn(note);
  if (missing) {
    const [words, id] = ASK_FOR[missing];
    const line = byId("vorm-fout");
    line.textContent = words;
    line.hidden = false;
    announce(words);
    (document.getElementById(id) || /** @type {HTMLElement} */ (document.querySelector(".zeg-vorm input[type=checkbox]"))).focus();
    return;
  }
  if (tafel) {
    inbreng.notes = named(inbreng.notes, tafel);
    inbreng.tafel = tafel;
  }
  followName(note);
  const { fresh } = draft;
  draft.note = null;
  putNote(fresh ? { ...note, tafel: inbreng.tafel } : note, `${noteKindName(note.soort)} bewaard.`);
  if (areaOfNote(note) === state.gekozen) {
    redrawForm();
  } else {
    chooseArea(areaOfNote(note));
  }
  const said = el("p", { class: "gelukt", role: "status" }, `Bewaard: ${noteKindName(note.soort).toLowerCase()} bij ${AREAS.naam[areaOfNote(note)]}.`);
  byId("kop-zeggen").after(said);
  /** @type {HTMLElement|null} */ (document.querySelector(`[data-soort="${note.soort}"]`))?.focus();
}

/**
 * What was said of an own koppelkans follows its new name.
 * @param {Note} note
 */
function followName(note) {
  const before = inbreng.notes.find((other) => noteKey(other) === noteKey(note));
  if (before && note.soort === "koppelkans" && before.naam !== note.naam) {
    inbreng.notes = inbreng.notes.map((other) => (other.regel === before.naam ? { ...other, regel: note.naam, gewijzigd: rightNow() } : other));
  }
}
