/* One area on A4, to take home: place, strengths, opgaven and koppelkansen, what people say, and room to write. */

const MOST_CARDS = 4;
const MOST_VOICES = 8;
const WRITING_LINES = 4;

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetPage(area) {
  return el(
    "article",
    { class: "vel vel-a4", "aria-labelledby": "blad-naam" },
    sheetHead(area),
    el("div", { class: "vel-twee" }, sheetPlace(area), sheetStrengths(area)),
    sheetOpgaven(area),
    sheetCards(area),
    sheetVoices(area),
    sheetWriting(),
    el("p", { class: "vel-voet" }, sheetSources()),
  );
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetHead(area) {
  return el(
    "header",
    { class: "vel-kop" },
    el("div", {}, el("p", { class: "vel-waar" }, whereabouts(area)), el("h2", { id: "blad-naam" }, AREAS.naam[area]), DATA.fictief || INTERNAL ? el("p", { class: "vel-merk" }, `${fictional()}${INTERNAL ? "Intern: niet delen." : ""}`) : null, remarks(area)),
    locator(area),
  );
}

/**
 * Where the area lies, among the others of its niveau.
 * @param {number} area
 * @returns {SVGElement}
 */
function locator(area) {
  const frame = { x: 4, y: 4, width: 312, height: 212 };
  const projection = projectionFor(areasOf(levelOf(area).id), frame);
  const shapes = areasOf(levelOf(area).id).map((other) =>
    svgEl("path", { d: pathData(polygonsOf(other), projection), fill: other === area ? "#17324d" : "#ffffff", stroke: "#7b8494", "stroke-width": 0.8, "fill-rule": "evenodd" }),
  );
  const water = backdropPaths(projection, true).slice(0, 1);
  return svgEl("svg", { viewBox: "0 0 320 220", class: "vel-plek", role: "img", "aria-label": `${AREAS.naam[area]} in ${DATA.naam}` }, ...shapes, svgEl("g", { opacity: 0.6 }, ...water));
}

/**
 * @param {string} title
 * @param {...(Node|null)} content
 * @returns {HTMLElement}
 */
function sheetPart(title, ...content) {
  return el("section", { class: "vel-deel" }, el("h3", {}, title), ...content);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetPlace(area) {
  const rows = indicatorsOf(FIRST_FIGURES).filter((item) => valueAt(item, area) !== null);
  const whole = gemeenteOf(area);
  const cells = (/** @type {Indicator} */ item) => [
    el("th", { scope: "row" }, item.label),
    el("td", { class: "getal" }, valueText(item, area)),
    el("td", { class: "getal" }, whole === null || item.eenheid === "aantal" ? "" : valueText(item, whole)),
  ];
  const head = el("tr", {}, el("td", {}), el("th", { scope: "col" }, "hier"), el("th", { scope: "col" }, whole === null ? "" : "gemeente"));
  const table = rows.length ? el("table", { class: "vel-cijfers" }, el("thead", {}, head), el("tbody", {}, ...rows.map((item) => el("tr", {}, ...cells(item))))) : null;
  return sheetPart("Wat voor plek is dit?", wijktypeText(area), placeText(area), table);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetStrengths(area) {
  const { g, zin } = DATA.sterk;
  const rows = (g || []).flatMap((own, row) => (own === area ? [row] : []));
  const list = el("ul", {}, ...rows.slice(0, 4).map((row) => el("li", {}, zin[row])));
  return sheetPart("Wat is hier sterk?", rows.length ? list : el("p", {}, "De cijfers wijzen hier geen sterke punten aan. U kent ze vast wel."));
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetOpgaven(area) {
  const rows = SCORED.map((opgave) => {
    const band = cell(opgave.band, area);
    const bar = band === null ? el("p", { class: "toelichting" }, unknownSentence(opgave, opgave.s ? statusAt(opgave.s, area) : "onbekend", area)) : opgaveBar(opgave, area, band);
    return el("div", { class: "vel-opgave" }, el("h4", {}, opgave.label), bar, bandChip(band));
  });
  return sheetPart("De opgaven, naast de andere buurten", ...rows);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetCards(area) {
  const level = (/** @type {any} */ card) => STANDS.indexOf(card.stand);
  const found = cardsOf(area).filter((card) => level(card) > 0).sort((a, b) => level(b) - level(a));
  const cards = found.slice(0, MOST_CARDS).map((card) =>
    el(
      "div",
      { class: "vel-kaartje" },
      el("h4", {}, card.naam),
      el("p", {}, el("strong", {}, card.eigen ? OWN_STAND[card.stand] : STAND_TEXT[card.stand].lang), ` ${card.uitleg}`),
      card.vraag ? el("p", { class: "vel-vraag" }, card.vraag) : null,
      el("p", { class: "vel-vakjes" }, "☐ herkennen wij   ☐ herkennen wij niet   ☐ weten we niet   stippen: ____"),
    ),
  );
  const more = found.length > MOST_CARDS ? el("p", { class: "toelichting" }, `De kaart heeft er nog ${found.length - MOST_CARDS}.`) : null;
  return sheetPart("De koppelkansen: werk dat samen beter gaat", found.length ? null : el("p", {}, "Er is hier geen koppelkans in de cijfers gevonden."), ...cards, more);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function sheetVoices(area) {
  const told = voicesOf(area).filter((voice) => !ABOUT_A_CARD.includes(voice.soort));
  const heard = told.map((voice) => `${capital(HERKOMST_TEXT[voice.herkomst] || voice.herkomst)}: ${wordsOf(voice).replace(/\n/g, ": ")}`);
  const own = notesAt(area).filter((note) => !ABOUT_A_CARD.includes(note.soort) && !isTakenIn(note));
  const noted = own.map((note) => `${capital(BROUGHT_BY[note.herkomst])}: ${[note.naam, note.tekst].filter(Boolean).join(": ")}`);
  const all = [...noted, ...heard];
  const more = all.length > MOST_VOICES ? el("p", { class: "toelichting" }, `De kaart heeft er nog ${all.length - MOST_VOICES}.`) : null;
  return sheetPart("Wat wij horen", all.length ? el("ul", {}, ...all.slice(0, MOST_VOICES).map((words) => el("li", {}, words))) : el("p", {}, "Hier is nog niets opgehaald."), more);
}

/** @returns {HTMLElement} */
function sheetWriting() {
  const lines = () => Array.from({ length: WRITING_LINES }, () => el("div", { class: "schrijflijn" }));
  const box = (/** @type {string} */ ask) => el("div", { class: "vel-schrijf" }, el("h4", {}, ask), ...lines());
  return el("section", { class: "vel-deel vel-twee" }, box("Wat mist hier? Wat wilt u?"), box("Wat moet blijven?"));
}

/** @returns {string} */
function sheetSources() {
  const used = DATA.over.bronnen.filter((item) => item.status === "gebruikt").map((item) => item.titel);
  return `Bronnen: ${[...new Set(used)].join("; ")}. Gemaakt met wijkkaart (${DATA.run}), ${today()}. In de kaart staat bij elk cijfer waar het vandaan komt.`;
}
