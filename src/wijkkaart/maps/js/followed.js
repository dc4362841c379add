/* Dit zei u, dit doen we ermee: what the run did with what people brought in, beside their own words. */

const FIRST_FOLLOWED = 6;

/**
 * @param {number} area
 * @returns {HTMLElement|null} nothing where nobody said anything
 */
function followedPart(area) {
  const rows = DATA.gevolg.filter((item) => item.g === area);
  if (!rows.length) {
    return null;
  }
  const list = (/** @type {typeof rows} */ items) =>
    el("dl", { class: "gevolg" }, ...items.flatMap((item) => [el("dt", {}, item.zei), el("dd", {}, item.doet)]));
  const rest = rows.slice(FIRST_FOLLOWED);
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-gevolg" },
    el("h4", { id: "kop-gevolg" }, "Dit zei u, dit doen we ermee"),
    list(rows.slice(0, FIRST_FOLLOWED)),
    rest.length ? disclosure(`Nog ${rest.length}`, () => list(rest), "achter") : null,
  );
}

/** @returns {HTMLElement|null} what this map was made with, over all areas */
function takenSummary() {
  const kinds = VOICE_KINDS.map(([kind, title]) => ({ title, count: DATA.stemmen.filter((voice) => voice.soort === kind && levelOf(voice.g).id === LEVELS[0].id).length }));
  const words = kinds.filter((item) => item.count).map((item) => `${item.title.toLowerCase()} ${item.count}`);
  if (!words.length) {
    return null;
  }
  return el(
    "section",
    { "aria-labelledby": "kop-terug" },
    el("h3", { id: "kop-terug" }, "Wat al in deze kaart zit"),
    el("p", {}, `${capital(words.join(", "))}.`),
    el("p", {}, "Kies een gebied. Bij ‘Wat wij horen’ leest u wat er met uw inbreng is gedaan."),
  );
}
