/* What residents and gemeente say and plan here; it stands beside the figures and is never changed by them. */

/** @type {Array<[string, string]>} */
const VOICE_KINDS = [
  ["ambitie", "Wensen"],
  ["werk", "Gepland werk"],
  ["notitie", "Notities"],
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
  return el("div", {}, ...(lists.length ? lists : [none]));
}

/**
 * @param {any} voice
 * @returns {HTMLElement}
 */
function voiceItem(voice) {
  const about = [voice.opgave && opgaveLabel(voice.opgave), voice.werksoort, yearsOf(voice)];
  return el(
    "li",
    { class: `stem stem-${voice.herkomst === "gemeente" ? "gemeente" : "bewoners"}` },
    el("p", { class: "stem-tekst" }, voice.tekst || about.filter(Boolean).join(", ")),
    el("p", { class: "stem-bij" }, [capital(HERKOMST_TEXT[voice.herkomst] || voice.herkomst), ...about].filter(Boolean).join(" · ")),
  );
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
