/* Do people recognise a card or a figure, and how many dots do they give it? Beside it, never instead of it. */

/** @type {Array<[string, string]>} */
const JUDGE_LABELS = [
  ["herkennen", "Herkennen wij"],
  ["herkennen_niet", "Herkennen wij niet"],
  ["weten_niet", "Weten we niet"],
];

/**
 * @typedef {Object} Subject what a judgement or dot is about
 * @property {number} area
 * @property {string} regel
 * @property {string} naam in words
 */

/** @type {WeakMap<Element, Subject>} */
const judged = new WeakMap();

/**
 * @param {Subject} subject
 * @param {boolean} dots whether it can get dots too
 * @returns {HTMLElement}
 */
function judgePart(subject, dots) {
  const buttons = JUDGE_LABELS.map(([id, label]) => button(label, () => judge(subject, id), { "data-oordeel": id }));
  const part = el(
    "div",
    { class: "oordelen" },
    el("div", { class: "oordeel-knoppen", role: "group", "aria-label": `Herkent u dit? ${subject.naam}` }, ...buttons),
    dots ? dotsPart(subject) : null,
    el("div", { class: "oordeel-anderen" }),
  );
  judged.set(part, subject);
  refreshJudge(part);
  return part;
}

/**
 * @param {Subject} subject
 * @returns {HTMLElement}
 */
function dotsPart(subject) {
  return el(
    "div",
    { class: "stippen", role: "group", "aria-label": `Stippen voor ${subject.naam}` },
    el("span", { class: "stippen-woord" }, "Onze stippen"),
    button("−", () => giveDots(subject, -1), { "aria-label": "Een stip minder", "data-stip": "min" }),
    el("output", { class: "stippen-aantal" }),
    button("+", () => giveDots(subject, 1), { "aria-label": "Een stip meer", "data-stip": "meer" }),
  );
}

/**
 * @param {Subject} subject
 * @param {string} kind
 * @returns {Note|undefined} what the table at this computer said
 */
function ownWord(subject, kind) {
  return inbreng.notes.find((note) => note.soort === kind && note.tafel === inbreng.tafel && isAbout(note, subject));
}

/**
 * @param {Note} note
 * @param {Subject} subject
 * @returns {boolean}
 */
function isAbout(note, subject) {
  return note.regel === subject.regel && note.gebiedcode === AREAS.code[subject.area];
}

/**
 * Say it, or take it back by saying it again.
 * @param {Subject} subject
 * @param {string} oordeel
 */
function judge(subject, oordeel) {
  const own = ownWord(subject, "oordeel");
  if (own && own.oordeel === oordeel) {
    changeNotes(inbreng.notes.filter((note) => note !== own), `Niet meer aangegeven: ${JUDGEMENT_TEXT[oordeel]}.`);
    return;
  }
  const facts = { soort: "oordeel", gebiedcode: AREAS.code[subject.area], regel: subject.regel };
  putNote({ ...(own || newNote(facts)), oordeel }, `${capital(JUDGEMENT_TEXT[oordeel])}: ${subject.naam}.`);
}

/**
 * @param {Subject} subject
 * @param {number} more
 */
function giveDots(subject, more) {
  const own = ownWord(subject, "stip");
  const aantal = Math.min(MOST_DOTS, (own ? own.aantal : 0) + more);
  if (aantal < 0) {
    return;
  }
  const message = `${counted(aantal, "stip", "stippen")} voor ${subject.naam}.`;
  if (aantal === 0 && own) {
    changeNotes(inbreng.notes.filter((note) => note !== own), message);
    return;
  }
  const facts = { soort: "stip", gebiedcode: AREAS.code[subject.area], regel: subject.regel };
  putNote({ ...(own || newNote(facts)), aantal }, message);
}

/**
 * @param {Element} part
 */
function refreshJudge(part) {
  const subject = /** @type {Subject} */ (judged.get(part));
  const own = ownWord(subject, "oordeel");
  part.querySelectorAll("[data-oordeel]").forEach((item) => {
    item.setAttribute("aria-pressed", String(own !== undefined && own.oordeel === item.getAttribute("data-oordeel")));
  });
  const count = part.querySelector(".stippen-aantal");
  if (count) {
    const dots = ownWord(subject, "stip");
    count.textContent = String(dots ? dots.aantal : 0);
    part.querySelector("[data-stip='min']")?.toggleAttribute("disabled", !dots);
  }
  refill(/** @type {Element} */ (part.querySelector(".oordeel-anderen")), ...otherWords(subject));
}

/**
 * What other tables said, and how the dots add up.
 * @param {Subject} subject
 * @returns {HTMLElement[]}
 */
function otherWords(subject) {
  const about = inbreng.notes.filter((note) => isAbout(note, subject));
  const others = about.filter((note) => note.soort === "oordeel" && note.tafel !== inbreng.tafel && !isTakenIn(note));
  const dots = about.filter((note) => note.soort === "stip");
  const tables = dots.map((note) => `${noteTable(note)} ${note.aantal}`);
  const total = dots.reduce((sum, note) => sum + note.aantal, 0);
  const several = dots.some((note) => note.tafel !== inbreng.tafel);
  return [
    ...others.map((note) => el("p", {}, `${capital(noteTable(note))}: ${JUDGEMENT_TEXT[note.oordeel]}.`)),
    ...(several ? [el("p", {}, `Samen ${counted(total, "stip", "stippen")}: ${tables.join(", ")}.`)] : []),
  ];
}

/**
 * @param {Note} note
 * @returns {string} the table that wrote it, as it stands in a sentence
 */
function noteTable(note) {
  return note.tafel ? tableName(note.tafel) : "tafel zonder naam";
}

/** Show what was said, everywhere on the page; nothing is built anew, so the keyboard stays where it is. */
function refreshJudges() {
  document.querySelectorAll(".oordelen").forEach(refreshJudge);
}
