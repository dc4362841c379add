/* One note of the people at the table: how it is kept, written to a file and read from one. Nothing in a file is trusted. */

/**
 * @typedef {Object} Note
 * @property {string} id
 * @property {string} tafel the table that wrote it; empty for a table without a name
 * @property {string} soort one of NOTE_KINDS
 * @property {string} gebiedcode
 * @property {string} herkomst one of SPEAKERS
 * @property {string[]} opgaven
 * @property {string} naam
 * @property {string} tekst
 * @property {string} regel the card or figure that it is about: its id, or the name of an own koppelkans
 * @property {string} oordeel one of JUDGEMENTS, or empty
 * @property {number} aantal dots
 * @property {[number, number]|null} punt longitude and latitude
 * @property {string} gewijzigd moment of the last change, UTC
 */

const NOTE_KINDS = ["ambitie", "behouden", "notitie", "ontmoetingsplek", "koppelkans", "oordeel", "stip"];
const JUDGEMENTS = ["herkennen", "herkennen_niet", "weten_niet"];
const SPEAKERS = ["bewoners", "gemeente"];
const LONGEST_TEXT = 2000;
const LONGEST_TITLE = 120;
const MOST_DOTS = 999;
const MOST_NOTES = 5000;
/** Longitude and latitude of the Netherlands, with room around it. */
const NEAR = { west: 3, south: 50, east: 8, north: 54 };

/** Signs that nobody sees and that can turn a line around; a line end is layout. */
const HIDDEN_SIGNS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text that people typed or a file holds.
 * @param {any} value
 * @param {number} longest
 * @returns {string} empty for anything that is no text
 */
function cleanText(value, longest) {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.slice(0, 4 * longest) : "";
  const seen = text.replace(/\r\n?/g, "\n").replace(HIDDEN_SIGNS, " ").trim();
  return [...seen].slice(0, longest).join("");
}

/**
 * A title or name: one line.
 * @param {any} value
 * @returns {string}
 */
function cleanTitle(value) {
  return cleanText(value, LONGEST_TITLE).replace(/\s+/g, " ").trim();
}

/**
 * @param {any} value
 * @param {string[]} allowed
 * @returns {string} the value when it is one of these, else nothing
 */
function oneOf(value, allowed) {
  return allowed.includes(value) ? value : "";
}

/**
 * @param {any} geometry of a feature
 * @returns {[number, number]|null} a point in or near the Netherlands
 */
function pointFrom(geometry) {
  const at = geometry && geometry.type === "Point" && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const [east, north] = at;
  const fits = typeof east === "number" && typeof north === "number";
  return fits && east >= NEAR.west && east <= NEAR.east && north >= NEAR.south && north <= NEAR.north ? [east, north] : null;
}

/**
 * @param {any} given properties of a feature
 * @param {string[]} known ids of the opgaven
 * @returns {string[]}
 */
function opgavenFrom(given, known) {
  const text = `${cleanText(given.opgave, LONGEST_TEXT)},${cleanText(given.opgaven, LONGEST_TEXT)}`;
  const parts = text.split(/[,;]/).map((part) => part.trim());
  return known.filter((id) => parts.includes(id));
}

/**
 * A note from a file; every field is looked over.
 * @param {any} feature
 * @param {string[]} opgaven ids
 * @returns {Note|null} null for what is no whole note
 */
function noteFrom(feature, opgaven) {
  const given = feature && typeof feature === "object" && feature.properties;
  if (!given || typeof given !== "object") {
    return null;
  }
  const moment = cleanText(given.gewijzigd, LONGEST_TITLE);
  const id = cleanText(given.id, LONGEST_TITLE);
  const note = {
    id: /^[\w-]{1,40}$/.test(id) ? id : newId(),
    tafel: cleanName(cleanText(given.tafel, LONGEST_TITLE)),
    soort: oneOf(given.soort, NOTE_KINDS),
    gebiedcode: cleanTitle(given.gebiedcode),
    herkomst: oneOf(given.herkomst, SPEAKERS) || SPEAKERS[0],
    opgaven: opgavenFrom(given, opgaven),
    naam: cleanTitle(given.naam),
    tekst: cleanText(given.tekst, LONGEST_TEXT),
    regel: cleanTitle(given.regel),
    oordeel: oneOf(given.oordeel, JUDGEMENTS),
    aantal: Number.isInteger(given.aantal) && given.aantal > 0 && given.aantal <= MOST_DOTS ? given.aantal : 0,
    punt: pointFrom(feature.geometry),
    gewijzigd: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(moment) ? moment : "",
  };
  return missingIn(note) ? null : note;
}

/**
 * What a note lacks to be understood, as the field's name; the next run of the map asks the same.
 * @param {Note} note
 * @returns {string} empty for a whole note
 */
function missingIn(note) {
  /** @type {Record<string, Array<[string, boolean]>>} */
  const asked = {
    ambitie: [["opgave", note.opgaven.length > 0], ["tekst", note.tekst !== ""]],
    behouden: [["tekst", note.tekst !== ""]],
    notitie: [["tekst", note.tekst !== ""]],
    ontmoetingsplek: [["naam", note.naam !== ""]],
    koppelkans: [["naam", note.naam !== ""], ["opgaven", note.opgaven.length > 1]],
    oordeel: [["regel", note.regel !== ""], ["oordeel", note.oordeel !== ""]],
    stip: [["regel", note.regel !== ""], ["aantal", note.aantal > 0]],
  };
  const rows = asked[note.soort];
  if (!rows) {
    return "soort";
  }
  const missing = rows.find(([, there]) => !there);
  return missing ? missing[0] : note.gebiedcode ? "" : "gebied";
}

/** @returns {string} an id that no other table draws */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A note as a feature of a GeoJSON; the columns are those that `verhalen:` reads.
 * @param {Note} note
 * @returns {Record<string, any>}
 */
function featureOf(note) {
  const several = note.soort === "koppelkans";
  return {
    type: "Feature",
    geometry: note.punt && { type: "Point", coordinates: note.punt },
    properties: {
      id: note.id,
      tafel: note.tafel || null,
      soort: note.soort,
      gebiedcode: note.gebiedcode,
      herkomst: note.herkomst,
      opgave: several ? null : note.opgaven[0] || null,
      opgaven: several ? note.opgaven.join(", ") : null,
      naam: note.naam || null,
      tekst: note.tekst || null,
      regel: note.regel || null,
      oordeel: note.oordeel || null,
      aantal: note.aantal || null,
      gewijzigd: note.gewijzigd,
    },
  };
}

/**
 * @param {Note[]} notes
 * @returns {Record<string, any>} a FeatureCollection in WGS 84
 */
function collectionOf(notes) {
  return { type: "FeatureCollection", features: notes.map(featureOf) };
}

/**
 * The notes of a file, and how many features are none.
 * @param {any} collection
 * @param {string[]} opgaven ids
 * @returns {{notes: Note[], refused: number}|null} null for what is no FeatureCollection
 */
function notesFrom(collection, opgaven) {
  const features = collection && collection.type === "FeatureCollection" && collection.features;
  if (!Array.isArray(features)) {
    return null;
  }
  const read = features.slice(0, MOST_NOTES).map((feature) => noteFrom(feature, opgaven));
  const notes = /** @type {Note[]} */ (read.filter((note) => note !== null));
  return { notes, refused: features.length - notes.length };
}

/**
 * @param {Note} note
 * @returns {string} what makes it the same note in another file: tables number for themselves
 */
function noteKey(note) {
  return `${note.id} ${note.tafel}`;
}

/**
 * Notes of others beside our own: each once, as it was last changed.
 * @param {Note[]} own
 * @param {Note[]} others
 * @returns {{notes: Note[], added: number, changed: number}}
 */
function mergedNotes(own, others) {
  const all = new Map(own.map((note) => [noteKey(note), note]));
  let [added, changed] = [0, 0];
  for (const note of others) {
    const before = all.get(noteKey(note));
    if (!before) {
      added += 1;
    } else if (note.gewijzigd > before.gewijzigd) {
      changed += 1;
    } else {
      continue;
    }
    all.set(noteKey(note), note);
  }
  return { notes: [...all.values()], added, changed };
}
