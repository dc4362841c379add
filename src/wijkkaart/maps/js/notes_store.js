/* The notes of this map: kept on this computer until somebody wipes them, and taken from the file when they were saved in it. */

/** One list per study area, because all maps on a computer share one store. */
const NOTES_KEY = `wijkkaart inbreng ${DATA.naam}`;
const NOTES_BLOCK = "wk-notities";
const OPGAVE_IDS = SCORED.map((item) => item.id);

const inbreng = {
  /** @type {Note[]} */
  notes: [],
  /** name of the table at this computer */
  tafel: "",
  /** @type {string[]} keys of notes that were wiped here, so that an older file does not bring them back by itself */
  gone: [],
  /** whether this computer keeps them */
  kept: true,
  /** @type {{notes: Note[], gone: string[]}|null} how it was before something was wiped */
  before: null,
};

/** @type {Array<() => void>} */
const notesListeners = [];

/**
 * Draw again after every change of the notes.
 * @param {() => void} listener
 */
function onNotes(listener) {
  notesListeners.push(listener);
}

/** Take the notes that stand in this file and on this computer. */
function loadNotes() {
  const block = document.getElementById(NOTES_BLOCK);
  const inFile = parsedNotes(block ? block.textContent || "" : "");
  /** @type {any} */
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem(NOTES_KEY) || "null");
  } catch {
    /* a sandboxed frame has no store, and another program may have written in it */
  }
  const own = (stored && notesFrom(stored.notities, OPGAVE_IDS)) || { notes: [] };
  const gone = stored && Array.isArray(stored.gewist) ? stored.gewist.slice(0, MOST_NOTES) : [];
  inbreng.tafel = cleanName(stored && typeof stored.tafel === "string" ? stored.tafel : "");
  inbreng.gone = gone.filter((/** @type {any} */ key) => typeof key === "string");
  const others = inFile.filter((note) => !inbreng.gone.includes(noteKey(note)));
  inbreng.notes = mergedNotes(own.notes, others).notes;
}

/**
 * @param {string} text of a GeoJSON
 * @returns {Note[]}
 */
function parsedNotes(text) {
  try {
    return (notesFrom(JSON.parse(text), OPGAVE_IDS) || { notes: [] }).notes;
  } catch {
    return [];
  }
}

/** Keep the notes on this computer, where the browser allows it. */
function keepNotes() {
  const { notes, tafel, gone } = inbreng;
  try {
    localStorage.setItem(NOTES_KEY, JSON.stringify({ tafel, gewist: gone, notities: collectionOf(notes) }));
    inbreng.kept = true;
  } catch {
    inbreng.kept = false;
  }
}

/**
 * Take another list of notes, keep it and draw what follows from it.
 * @param {Note[]} changed
 * @param {string} message
 */
function changeNotes(changed, message) {
  inbreng.notes = changed;
  keepNotes();
  notesListeners.forEach((listener) => listener());
  announce(inbreng.kept ? message : `${message} Deze computer bewaart het niet. Bewaar de kaart met notities voordat u hem sluit.`);
}

/** @returns {string} */
function rightNow() {
  return new Date().toISOString();
}

/**
 * @param {Partial<Note>} facts
 * @returns {Note} a new note of the table at this computer
 */
function newNote(facts) {
  const empty = { soort: "", gebiedcode: "", opgaven: [], naam: "", tekst: "", regel: "", oordeel: "", aantal: 0, punt: null };
  return { ...empty, id: newId(), tafel: inbreng.tafel, herkomst: SPEAKERS[0], gewijzigd: rightNow(), ...facts };
}

/**
 * Add a note, or put it in the place of the one that it was.
 * @param {Note} note
 * @param {string} message
 */
function putNote(note, message) {
  const key = noteKey(note);
  const known = inbreng.notes.some((other) => noteKey(other) === key);
  const fresh = { ...note, gewijzigd: rightNow() };
  changeNotes(known ? inbreng.notes.map((other) => (noteKey(other) === key ? fresh : other)) : [...inbreng.notes, fresh], message);
}

/**
 * Wipe notes; they can be brought back.
 * @param {Note[]} wiped
 * @param {string} message
 */
function wipeNotes(wiped, message) {
  const keys = wiped.map(noteKey);
  inbreng.before = { notes: inbreng.notes, gone: inbreng.gone };
  inbreng.gone = [...new Set([...inbreng.gone, ...keys])];
  changeNotes(inbreng.notes.filter((note) => !keys.includes(noteKey(note))), message);
  showUndo(message);
}

/** Bring back what was wiped last. */
function undoWipe() {
  if (inbreng.before) {
    const now = inbreng.notes;
    inbreng.gone = inbreng.before.gone;
    const back = mergedNotes(inbreng.before.notes, now).notes;
    inbreng.before = null;
    hideUndo();
    changeNotes(back, "Het is terug.");
  }
}

/**
 * @param {number} area
 * @returns {Note[]}
 */
function notesAt(area) {
  return inbreng.notes.filter((note) => note.gebiedcode === AREAS.code[area]);
}

/**
 * @param {Note} note
 * @returns {number} the place of its area on this map, -1 for none
 */
function areaOfNote(note) {
  return AREAS.code.indexOf(note.gebiedcode);
}

/**
 * Whether the map was made with this note: it then stands among the voices already.
 * @param {Note} note
 * @returns {boolean}
 */
function isTakenIn(note) {
  const area = areaOfNote(note);
  const told = [note.naam, note.tekst].filter(Boolean).join("\n");
  return DATA.stemmen.some(
    (voice) =>
      voice.g === area &&
      voice.soort === note.soort &&
      (voice.tafel || "") === (ABOUT_A_CARD.includes(note.soort) ? note.tafel : "") &&
      (voice.tekst || "") === told &&
      (voice.aantal || 0) === note.aantal &&
      (voice.oordeel || "") === note.oordeel &&
      (!note.regel || voice.regel === note.regel || ruleName(voice.regel || "") === note.regel),
  );
}

const ABOUT_A_CARD = ["oordeel", "stip"];

/**
 * @param {Note[]} notes
 * @param {string} tafel
 * @returns {Note[]} those without a table get this one
 */
function named(notes, tafel) {
  return notes.map((note) => (note.tafel ? note : { ...note, tafel }));
}

/** The table at this computer gets a name; what it wrote without one is its own. @param {string} naam */
function nameTable(naam) {
  const earlier = inbreng.tafel;
  inbreng.tafel = naam;
  changeNotes(earlier ? inbreng.notes : named(inbreng.notes, naam), naam ? `U bent nu ${naam}.` : "Uw tafel heeft geen naam.");
}

/**
 * The line that offers to bring back what was wiped; it stays until it is used or closed.
 * @param {string} message
 */
function showUndo(message) {
  const line = byId("ongedaan");
  refill(line, el("p", {}, message), button("Maak ongedaan", undoWipe, { id: "maak-ongedaan" }), button("Sluit", hideUndo, { "aria-label": "Sluit deze melding" }));
  line.hidden = false;
}

/** Take the line away. */
function hideUndo() {
  byId("ongedaan").hidden = true;
}
