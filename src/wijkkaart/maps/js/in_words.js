/* The map in words, for whoever cannot see it or wants to read it aloud; made from the same theme as the colours. */

const NAMED = 3;

/** @returns {string[]} sentences that say what the map shows */
function mapSentences() {
  const theme = currentTheme();
  const areas = areasOf(state.niveau);
  const level = levelById(state.niveau);
  const first = `De kaart toont ‘${theme.title}’ voor ${counted(areas.length, level.een, level.meer)}.`;
  if (state.thema === "plek") {
    const stations = BACKDROP.lagen.filter((layer) => layer.laag === "stations").flatMap((layer) => layer.namen);
    const names = [...new Set(stations)].filter(Boolean);
    return [first, "U ziet straten, water en groen, met de namen van de gebieden.", names.length ? `Stations: ${names.join(", ")}.` : ""].filter(Boolean);
  }
  return [first, ...classSentences(theme, areas), ...endSentences(theme, areas), missingSentence(theme, areas)].filter(Boolean);
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {string[]} how many areas each class has
 */
function classSentences(theme, areas) {
  const parts = theme.classes.map((item, place) => ({ label: item.label, count: areas.filter((area) => theme.classOf(area) === place).length }));
  const words = parts.filter((part) => part.count).map((part) => `${part.label}: ${formatNumber(part.count, 0)}`);
  return words.length ? [`Per kleur: ${words.join("; ")}.`] : [];
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {string[]} the highest and the lowest, by name
 */
function endSentences(theme, areas) {
  const known = areas.filter((area) => theme.classOf(area) >= 0 && theme.order(area) !== null);
  const sorted = known.sort((a, b) => Number(theme.order(b)) - Number(theme.order(a)) || a - b);
  if (sorted.length <= NAMED || theme.order(sorted[0]) === theme.order(sorted[sorted.length - 1])) {
    return [];
  }
  const named = (/** @type {number[]} */ list) => list.map((area) => `${AREAS.naam[area]} (${theme.text(area)})`).join(", ");
  return [`Bovenaan: ${named(sorted.slice(0, NAMED))}.`, `Onderaan: ${named(sorted.slice(-NAMED).reverse())}.`];
}

/**
 * @param {Theme} theme
 * @param {number[]} areas
 * @returns {string}
 */
function missingSentence(theme, areas) {
  const missing = areas.filter((area) => theme.classOf(area) < 0).length;
  return missing ? `Geen cijfer: ${formatNumber(missing, 0)}. Bij elk gebied staat waarom.` : "";
}

/** Put the words under the legend, and keep them up to date while they can be read. */
function buildWords() {
  const part = disclosure("Deze kaart in woorden", () => el("div", { id: "kaart-woorden" }, ...mapSentences().map((words) => el("p", {}, words))), "achter in-woorden");
  byId("legenda").after(part);
  onChange(() => {
    const shown = document.getElementById("kaart-woorden");
    if (shown) {
      refill(shown, ...mapSentences().map((words) => el("p", {}, words)));
    }
    describeMap();
  });
  describeMap();
}

/** The first sentence belongs to the map itself, for a screen reader that comes upon it. */
function describeMap() {
  byId("kaart").setAttribute("aria-label", `Kaart. ${mapSentences()[0]} De tabel geeft dezelfde cijfers als tekst.`);
}
