/* Notes out of this map and into it: as GeoJSON, as a new map, and from the files of other tables. */

const LARGEST_FILE_MB = 50;

/** @returns {HTMLElement} */
function filesPart() {
  const file = /** @type {HTMLInputElement} */ (el("input", { id: "notities-erbij", type: "file", multiple: true, accept: ".geojson,.json,.html,.htm" }));
  file.addEventListener("change", async () => {
    await takeFiles([...(file.files || [])]);
    file.value = "";
  });
  const wipe = () => wipeNotes(inbreng.notes, `${counted(inbreng.notes.length, "notitie", "notities")} gewist van deze computer.`);
  const none = inbreng.notes.length === 0;
  return el(
    "div",
    { class: "inbreng-bestanden" },
    el(
      "div",
      { class: "inbreng-knoppen" },
      button("Bewaar kaart met notities", saveMap, { id: "bewaar-kaart", class: "knop", disabled: none }),
      button("Bewaar als GeoJSON", saveGeoJson, { id: "bewaar-geojson", disabled: none }),
      button("Wis notities van deze computer", wipe, { id: "wis-alles", disabled: none }),
    ),
    field("notities-erbij", "Voeg notities van andere tafels toe", file),
    el("p", { id: "inbreng-melding", class: "toelichting" }, lastMessage.text),
  );
}

/** What came of the last file; the tab is drawn anew after every change. */
const lastMessage = { text: "" };

/**
 * @param {string} message
 */
function tellFiles(message) {
  lastMessage.text = message;
  const line = document.getElementById("inbreng-melding");
  if (line) {
    line.textContent = message;
  }
  announce(message);
}

/**
 * Give the reader a file.
 * @param {string} name
 * @param {BlobPart} content
 * @param {string} type
 */
function download(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {...string} parts
 * @returns {string} a name that every system takes
 */
function fileName(...parts) {
  const words = parts.filter(Boolean).join("-").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);
}

/** @returns {string} */
function notesJson() {
  return JSON.stringify(collectionOf(inbreng.notes));
}

/** Save the notes for the next run, a GIS or another table. */
function saveGeoJson() {
  const name = `${fileName("inbreng", DATA.naam, inbreng.tafel)}.geojson`;
  download(name, `${notesJson()}\n`, "application/geo+json");
  tellFiles(`Bewaard als ${name}. U vindt het bij uw downloads.`);
}

/** Save this map with the notes in it. */
function saveMap() {
  const name = `${fileName("kaart", DATA.naam, "met-notities", inbreng.tafel)}.html`;
  download(name, pageWith(NOTES_BLOCK, notesJson()), "text/html");
  tellFiles(`Bewaard als ${name}. U vindt het bij uw downloads. Open dat bestand om verder te gaan.`);
}

/**
 * Add the notes of other tables to ours.
 * @param {File[]} files
 */
async function takeFiles(files) {
  const said = [];
  let all = inbreng.notes;
  for (const file of files) {
    const read = await notesOfFile(file);
    if (typeof read === "string") {
      said.push(`${file.name}: ${read}`);
      continue;
    }
    const here = read.notes.filter((note) => AREAS.code.includes(note.gebiedcode));
    const merged = mergedNotes(all, here);
    const elsewhere = read.notes.length - here.length;
    all = merged.notes;
    said.push(`${file.name}: ${mergeText(merged.added, merged.changed, read.refused, elsewhere)}`);
  }
  const back = new Set(all.map(noteKey));
  inbreng.gone = inbreng.gone.filter((key) => !back.has(key));
  lastMessage.text = said.join(" ");
  changeNotes(all, lastMessage.text);
  tellFiles(lastMessage.text);
}

/**
 * @param {number} added
 * @param {number} changed
 * @param {number} refused
 * @param {number} elsewhere
 * @returns {string}
 */
function mergeText(added, changed, refused, elsewhere) {
  const parts = [
    `${counted(added, "notitie", "notities")} erbij`,
    changed ? `${changed} bijgewerkt` : "",
    elsewhere ? `${elsewhere} van een andere kaart overgeslagen` : "",
    refused ? `${refused} niet te lezen en overgeslagen` : "",
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

/**
 * @param {File} file
 * @returns {Promise<{notes: Note[], refused: number}|string>} the notes, or why there are none
 */
async function notesOfFile(file) {
  if (file.size > LARGEST_FILE_MB * 1e6) {
    return "dit bestand is te groot.";
  }
  const text = await file.text();
  const json = /^\s*</.test(text) ? blockOf(text) : text;
  if (json === null) {
    return "in deze kaart staan geen notities. Kies een kaart die is bewaard met notities.";
  }
  try {
    return notesFrom(JSON.parse(json), OPGAVE_IDS) || "dit is geen bestand met notities.";
  } catch {
    return "dit is geen bestand met notities.";
  }
}

/** How a saved map holds its notes: JSON in which every "<" is escaped. */
const NOTES_IN_MAP = new RegExp(` type="application/json" id="${NOTES_BLOCK}">([^<]*)`);

/**
 * The notes in a saved map, found as text: the page itself is never made.
 * @param {string} html
 * @returns {string|null}
 */
function blockOf(html) {
  const found = NOTES_IN_MAP.exec(html);
  return found && found[1];
}
