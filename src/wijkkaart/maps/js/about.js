/* About the figures: why scores are missing, what the run said, sources, licences and looks of missing figures. */

/** Draw the page about the figures. */
function drawAbout() {
  refill(
    byId("over"),
    el("h2", {}, "Over de cijfers"),
    el("p", { class: "groot" }, "Cijfers zijn een begin van het gesprek. Hier leest u waar ze vandaan komen en wat ze niet zeggen."),
    readingPart(),
    unknownPart(),
    messagesPart(),
    missingPart(),
    sourcesPart(),
    softwarePart(),
  );
}

/** @returns {HTMLElement} */
function readingPart() {
  return el(
    "section",
    {},
    el("h3", {}, "Zo leest u de kaart"),
    el(
      "ul",
      {},
      el("li", {}, "Een buurt wordt vergeleken met de andere bewoonde buurten. Plek 0 is de kleinste opgave, plek 100 de grootste."),
      el("li", {}, `Hoog is het deel boven plek ${DATA.hoog}. Laag is het even grote deel onderaan.`),
      el("li", {}, "Een wijk krijgt de plek die zij tussen de buurten zou hebben."),
      el("li", {}, "Er is geen totaalcijfer over de zes opgaven samen. Een buurt is geen rapportcijfer."),
      el("li", {}, "Niemand weet hoe zwaar elk cijfer moet tellen. Daarom is elke opgave op veel manieren gewogen. 'In 92 van de 100 weegwijzen' zegt hoe vaak de uitkomst dan gelijk is."),
      el("li", {}, "Een koppelkans is een aanwijzing uit de cijfers. Alleen een eigen plan van de gemeente of eigenaar maakt er 'nu' van."),
      INTERNAL ? null : el("li", {}, bandsSentence()),
    ),
  );
}

/** @returns {string} */
function bandsSentence() {
  const names = SCORED.filter((opgave) => opgave.banden).map((opgave) => opgave.label.toLowerCase());
  return `Cijfers die gevoelig zijn voor bewoners staan niet in deze kaart. Daarom ziet u ${names.join(" en ")} in drie groepen.`;
}

/** @returns {HTMLElement} */
function unknownPart() {
  const rows = SCORED.map((opgave) => el("li", {}, el("strong", {}, `${opgave.label}: `), scoredSentence(opgave)));
  return el("section", {}, el("h3", {}, "Welke opgaven hebben een score?"), el("ul", {}, ...rows));
}

/**
 * @param {Opgave} opgave
 * @returns {string}
 */
function scoredSentence(opgave) {
  const areas = areasOf(LEVELS[0].id);
  const scored = areas.filter((area) => cell(opgave.band, area) !== null).length;
  const words = `${scored} van de ${counted(areas.length, LEVELS[0].een, LEVELS[0].meer)} met een score.`;
  if (scored === areas.length) {
    return words;
  }
  const absent = coreFigures(opgave).filter((item) => item.v === null);
  const reasons = absent.map((item) => `${item.label} (${STATUS_TEXT[mostCommonStatus(item, areas)]})`);
  const without = reasons.length ? ` Geen cijfers: ${reasons.join("; ")}.` : "";
  return `${words}${without}${hiddenSentence(opgave)}`;
}

/**
 * @param {Indicator} indicator
 * @param {number[]} areas
 * @returns {string}
 */
function mostCommonStatus(indicator, areas) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const area of areas) {
    const status = statusAt(indicator.s, area);
    counts.set(status, (counts.get(status) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}

/** @returns {HTMLElement|null} */
function messagesPart() {
  const messages = DATA.over.meldingen.map((/** @type {string} */ text) => el("li", {}, text));
  return messages.length ? el("section", {}, el("h3", {}, "Meldingen bij deze kaart"), el("ul", {}, ...messages)) : null;
}

/** @returns {HTMLElement} */
function missingPart() {
  const reasons = Object.entries(STATUS_TEXT).filter(([status]) => status !== "ok");
  const rows = reasons.map(([status, text]) => legendRow(swatch(statusFill(status)), text, null));
  return el("section", {}, el("h3", {}, "Waarom een cijfer kan ontbreken"), el("ul", { class: "klassen" }, ...rows));
}

/** @returns {HTMLElement} */
function sourcesPart() {
  const used = DATA.over.bronnen.filter((/** @type {any} */ source) => source.status === "gebruikt");
  const rest = DATA.over.bronnen.filter((/** @type {any} */ source) => source.status !== "gebruikt");
  return el(
    "section",
    {},
    el("h3", {}, "Bronnen en licenties"),
    ...used.map(sourceItem),
    rest.length ? disclosure(`Bronnen die niet gebruikt zijn (${rest.length})`, () => unusedSources(rest), "achter") : null,
    el("p", { class: "toelichting" }, `Kenmerk van deze kaart: ${DATA.run}`),
  );
}

/**
 * @param {any} source
 * @returns {HTMLElement}
 */
function sourceItem(source) {
  return el(
    "div",
    { class: "bron" },
    el("h4", {}, source.titel),
    definitions([
      ["Uitgever", source.uitgever],
      ["Naamsvermelding", source.naamsvermelding],
      ["Licentie", source.licentie],
      ["Jaar", source.jaar.join(", ")],
      ["Bestand", source.bestanden.join(", ")],
      ["Webpagina", source.webpagina],
    ]),
  );
}

/**
 * @param {any[]} sources
 * @returns {HTMLElement}
 */
function unusedSources(sources) {
  const items = sources.map((source) => {
    const why = source.melding || BRON_STATUS[source.status] || source.status;
    return el("li", {}, `${source.titel}: ${why}`);
  });
  return el("ul", {}, ...items);
}

/** @returns {HTMLElement} */
function softwarePart() {
  const items = DATA.over.software.map((/** @type {any} */ item) =>
    disclosure(`${item.naam} ${item.versie} (${item.licentie})`, () => el("pre", {}, item.tekst), "achter"),
  );
  const about = "Deze kaart is één bestand en vraagt niets op van internet. Alleen als u zelf de achtergrondkaart aanzet, haalt de browser die op bij PDOK.";
  return el("section", {}, el("h3", {}, "Programma's in deze kaart"), el("p", {}, about), ...items);
}
