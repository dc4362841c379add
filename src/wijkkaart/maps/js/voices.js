/* What residents and gemeente say and plan here; it stands beside the figures and is never changed by them. */

/** @type {Array<[string, string]>} */
const VOICE_KINDS = [
  ["ambitie", "Wensen"],
  ["behouden", "Dit willen we behouden"],
  ["koppelkans", "Zelf bedachte koppelkansen"],
  ["ontmoetingsplek", "Ontmoetingsplekken"],
  ["werk", "Gepland werk"],
  ["notitie", "Notities"],
  ["oordeel", "Wat herkennen wij?"],
  ["stip", "Stippen"],
];

/**
 * @param {number} area
 * @returns {any[]}
 */
function voicesOf(area) {
  return DATA.stemmen.filter((/** @type {any} */ voice) => voice.g === area);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function voicesPart(area) {
  const voices = voicesOf(area);
  const lists = VOICE_KINDS.flatMap(([kind, title]) => {
    const own = voices.filter((voice) => voice.soort === kind);
    return own.length ? [el("h4", {}, title), el("ul", { class: "stemmen" }, ...own.map(voiceItem))] : [];
  });
  const none = el(
    "p",
    {},
    "Hier is nog niets opgehaald. Wat herkent u in de cijfers? Wat mist er? Wat moet blijven?",
  );
  return el("div", {}, inbrengPart(area), followedPart(area), timelinePart(area), ...(lists.length ? lists : [none]));
}

/**
 * @param {any} voice
 * @returns {HTMLElement}
 */
function voiceItem(voice) {
  const about = [
    voice.opgave && opgaveLabel(voice.opgave),
    voice.werksoort && workName(voice.werksoort),
    yearsOf(voice),
    voice.tafel && tableName(voice.tafel),
  ];
  const origin = capital(HERKOMST_TEXT[voice.herkomst] || voice.herkomst);
  return el(
    "li",
    { class: `stem stem-${voice.herkomst === "gemeente" ? "gemeente" : "bewoners"}` },
    subjectOf(voice),
    el("p", { class: "stem-tekst" }, wordsOf(voice) || about.filter(Boolean).join(", ")),
    el("p", { class: "stem-bij" }, [origin, ...about].filter(Boolean).join(" · ")),
  );
}

/**
 * @param {any} voice
 * @returns {HTMLElement|null} the card or figure that a judgement or dot is about
 */
function subjectOf(voice) {
  if (voice.soort !== "oordeel" && voice.soort !== "stip") {
    return null;
  }
  const figure = INDICATOR.get(voice.regel);
  return el("p", { class: "stem-over" }, `Over: ${figure ? figure.label : ruleName(voice.regel)}`);
}

/**
 * @param {any} voice
 * @returns {string}
 */
function wordsOf(voice) {
  if (voice.soort === "stip") {
    return counted(voice.aantal || 0, "stip", "stippen");
  }
  const judged = voice.oordeel ? capital(JUDGEMENT_TEXT[voice.oordeel]) : "";
  return [judged, voice.tekst].filter(Boolean).join(". ");
}

/**
 * @param {any} voice
 * @returns {string}
 */
function yearsOf(voice) {
  if (voice.van === null) {
    return "";
  }
  return voice.tot === null || voice.tot === voice.van ? String(voice.van) : `${voice.van}–${voice.tot}`;
}
