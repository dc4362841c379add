/* What a presentation asks, step by step. The steps come from the data: an opgave without a score asks nothing. */

/**
 * @typedef {Object} Step
 * @property {string} vraag one question
 * @property {Partial<State>} laat what the map shows
 * @property {() => Node} inhoud what stands beside the map
 */

const SPOKEN_CARDS = 3;
const SPOKEN_VOICES = 4;
const SPOKEN_STRENGTHS = 3;

/** @returns {Step[]} */
function presentSteps() {
  const area = state.gekozen;
  const scored = SCORED.filter((opgave) => areasOf(state.niveau).some((item) => cell(opgave.band, item) !== null));
  return [
    { vraag: area === null ? "Herkent u deze plek?" : `Herkent u ${AREAS.naam[area]}?`, laat: { thema: "plek" }, inhoud: () => stepPlace(area) },
    { vraag: "Wat is hier sterk?", laat: { thema: "plek" }, inhoud: () => stepStrengths(area) },
    ...scored.map((opgave) => opgaveStep(opgave, area)),
    { vraag: "Waar komt het samen?", laat: { thema: "koppelkansen", regel: ALL_RULES }, inhoud: () => stepCards(area) },
    { vraag: "Wat wilt u? Wat moet blijven?", laat: { thema: "plek" }, inhoud: () => stepVoices(area) },
    { vraag: "Wat geven wij mee?", laat: { thema: "plek" }, inhoud: stepHarvest },
  ];
}

/**
 * @param {Opgave} opgave
 * @param {number|null} area
 * @returns {Step}
 */
function opgaveStep(opgave, area) {
  const sentence = () => {
    const band = area === null ? null : cell(opgave.band, area);
    return area === null ? null : el("p", {}, el("strong", {}, `${AREAS.naam[area]}: `), band === null ? "hier is geen score." : BAND_TEXT[band - 1]);
  };
  return {
    vraag: opgave.vraag,
    laat: { thema: "opgave", opgave: opgave.id },
    inhoud: () => el("div", {}, el("p", { class: "stap-kop" }, opgave.label), sentence(), stepLegend()),
  };
}

/** @returns {HTMLElement} the legend of what the map shows */
function stepLegend() {
  return themeLegend(currentTheme(), areasOf(state.niveau));
}

/**
 * @param {number|null} area
 * @returns {HTMLElement}
 */
function stepPlace(area) {
  if (area === null) {
    return el("div", {}, el("p", {}, `Dit is ${DATA.naam}.`), el("p", {}, "Waar woont u? Waar komt u graag?"), backdropLegend());
  }
  const figures = indicatorsOf(["aantal_inwoners", "aantal_woningen"]).filter((item) => valueAt(item, area) !== null);
  const facts = figures.map((item) => el("p", {}, el("strong", { class: "stap-getal" }, valueText(item, area)), ` ${item.label.toLowerCase()}`));
  const type = wijktypeOf(area);
  return el("div", {}, type ? el("p", {}, capital(type)) : null, ...facts, el("p", {}, "Klopt dit beeld?"));
}

/**
 * @param {number|null} area
 * @returns {HTMLElement}
 */
function stepStrengths(area) {
  const { g, zin } = DATA.sterk;
  const rows = (g || []).flatMap((own, row) => (own === area ? [row] : [])).slice(0, SPOKEN_STRENGTHS);
  return el("div", {}, rows.length ? el("ul", {}, ...rows.map((row) => el("li", {}, zin[row]))) : null, el("p", {}, rows.length ? "Waar bent u nog meer trots op?" : "Waar bent u trots op?"));
}

/**
 * @param {number|null} area
 * @returns {HTMLElement}
 */
function stepCards(area) {
  const level = (/** @type {any} */ card) => STANDS.indexOf(card.stand);
  const found = area === null ? [] : cardsOf(area).filter((card) => level(card) > 1).sort((a, b) => level(b) - level(a));
  const cards = found.slice(0, SPOKEN_CARDS).map((card) => el("li", {}, el("strong", {}, card.naam), card.vraag ? el("span", { class: "stap-vraagje" }, card.vraag) : null));
  return el("div", {}, cards.length ? el("ol", {}, ...cards) : null, cards.length ? el("p", {}, "Herkent u dit?") : null, stepLegend());
}

/**
 * @param {number|null} area
 * @returns {HTMLElement}
 */
function stepVoices(area) {
  const heard = area === null ? DATA.stemmen : voicesOf(area);
  const told = heard.filter((voice) => ["ambitie", "behouden"].includes(voice.soort)).map(wordsOf);
  const notes = area === null ? inbreng.notes : notesAt(area);
  const own = notes.filter((note) => ["ambitie", "behouden"].includes(note.soort) && !isTakenIn(note)).map((note) => note.tekst);
  const words = [...own, ...told].filter(Boolean).slice(0, SPOKEN_VOICES);
  return el("div", {}, words.length ? el("ul", {}, ...words.map((text) => el("li", {}, text))) : null, el("p", {}, words.length ? "Wat hoort hier nog bij?" : "Schrijf het op, of zeg het hardop."));
}

/** @returns {HTMLElement} what was brought in, and how to keep it */
function stepHarvest() {
  const count = inbreng.notes.length;
  const table = dotsTable();
  const words = count ? `U bracht ${counted(count, "notitie", "notities")} in.` : "Er is nog niets opgeschreven.";
  return el("div", {}, el("p", {}, words), table, el("p", {}, count ? "Bewaar de kaart met notities in ‘Onze inbreng’." : "Kies een buurt en zeg wat u herkent."));
}
