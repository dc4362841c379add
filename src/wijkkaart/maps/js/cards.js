/* Koppelkansen as cards: what comes together here, for whom, with whom, and how sure it is. */

const ONE_SOURCE = "Dit rust op één bron";
const FEW_SOURCES = 3;

/** @type {Record<string, string>} */
const BROUGHT_BY = { bewoners: "bewoners", gemeente: "de gemeente" };

/** What the stand of an own koppelkans means: no figure speaks for it. @type {Record<string, string>} */
const OWN_STAND = { kansrijk: "Kansrijk, volgens wie dit inbracht.", nu: "Nu: hier is een planning voor." };

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function cardsPart(area) {
  const cards = cardsOf(area);
  const level = (/** @type {any} */ card) => STANDS.indexOf(card.stand);
  const found = cards.filter((card) => level(card) > 0).sort((a, b) => level(b) - level(a));
  const strong = found.filter((card) => level(card) > 1 || saidOf(area, card.regel));
  // A handful of cards is read; without a strong one the weaker ones are what there is.
  const shown = strong.length ? strong : found;
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-kansen" },
    el("h4", { id: "kop-kansen" }, "De koppelkansen"),
    el("p", { class: "toelichting" }, "Werk dat samen beter gaat. De cijfers wijzen ze aan, of iemand bracht ze in; u weet of het klopt."),
    ...shown.map((card) => cardOf(card, area)),
    weakerCards(found.filter((card) => !shown.includes(card)), area),
    found.length ? null : el("p", {}, "Er is hier geen koppelkans in de cijfers gevonden."),
    restOfCards("Niet te zeggen, er ontbreken cijfers", cards, "onbekend", area),
    restOfCards("Niet in de cijfers gevonden", cards, "geen", area),
  );
}

/**
 * Cards where opgaven meet and the figures do not show that it can be done, behind one line.
 * @param {Array<Record<string, any>>} cards
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function weakerCards(cards, area) {
  const title = `Opgaven komen samen; of het hier kan, laten de cijfers niet zien (${cards.length})`;
  const items = () => el("div", {}, ...cards.map((card) => cardOf(card, area)));
  return cards.length ? disclosure(title, items, "achter") : null;
}

/**
 * @param {Record<string, any>} card
 * @param {number} area
 * @returns {HTMLElement}
 */
function cardOf(card, area) {
  return el(
    "article",
    { class: "kaartje", "data-stand": card.stand },
    el("h5", {}, card.naam, card.intern ? internalMark() : null),
    card.eigen ? el("p", { class: "ingebracht" }, `Ingebracht door ${BROUGHT_BY[card.herkomst] || card.herkomst}`) : null,
    togetherLine(card),
    standLine(card),
    saidOf(area, card.regel),
    el("p", { class: "kaartje-uitleg" }, card.uitleg),
    definitions(
      [
        ["Wat levert het op?", card.waarde],
        ["Voor wie?", card.voor_wie],
        ["Wie zit aan tafel?", card.aan_tafel],
        ["Eerste stap", card.eerste_stap],
        ["Let op", card.let_op],
      ],
      "kaartje-lijst",
    ),
    card.vraag ? el("p", { class: "kaartje-vraag" }, el("strong", {}, "Vraag aan u: "), card.vraag) : null,
    judgePart({ area, regel: card.regel, naam: card.naam }, true),
    evidence(card, area),
  );
}

/**
 * Which opgaven meet here, and what put the card on the map.
 * @param {Record<string, any>} card
 * @returns {HTMLElement}
 */
function togetherLine(card) {
  const labels = card.opgaven.map(opgaveLabel);
  const names = [labels.slice(0, -1).join(", "), labels.slice(-1)[0]].filter(Boolean).join(" en ");
  const opened = card.eigen ? "" : ` Aanleiding: ${OPENED_BY[card.herkomst] || card.herkomst}.`;
  return el("p", { class: "kaartje-opgaven" }, "Hier komen samen: ", el("strong", {}, names), `.${opened}`);
}

/**
 * @param {Record<string, any>} card
 * @returns {HTMLElement}
 */
function standLine(card) {
  const level = Math.max(STANDS.indexOf(card.stand), 0);
  const dots = [1, 2, 3, 4].map((place) =>
    svgEl("circle", { cx: place * 14 - 5, cy: 8, r: 5, class: place <= level ? "stip vol" : "stip" }),
  );
  return el(
    "p",
    { class: "stand" },
    svgEl("svg", { width: 60, height: 16, viewBox: "0 0 60 16", "aria-hidden": "true", focusable: "false" }, ...dots),
    el("span", {}, card.eigen ? OWN_STAND[card.stand] : STAND_TEXT[card.stand].lang),
  );
}

/**
 * The figures that put the card there, each with where it comes from.
 * @param {Record<string, any>} card
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function cardFigures(card, area) {
  const rule = RULES.find((item) => item.id === card.regel);
  const figures = indicatorsOf(rule ? rule.cijfers : []);
  const scores = card.opgaven.map(opgaveLabel).join(" en ");
  const note = `Deze kans kijkt naar de opgaven ${scores}, en naar deze cijfers. Open een cijfer voor bron, jaar en berekening.`;
  return figures.length ? disclosure("Waar komt dit vandaan?", () => el("div", {}, el("p", {}, note), figureList(figures, area)), "achter") : null;
}

/**
 * What a card rests on.
 * @param {Record<string, any>} card
 * @param {number} area
 * @returns {HTMLElement}
 */
function evidence(card, area) {
  const single = card.bewijs.length === 1 && !card.zekerheid.includes(ONE_SOURCE) ? ` ${ONE_SOURCE}.` : "";
  return el(
    "footer",
    { class: "bewijs" },
    el("p", {}, `${card.zekerheid}${single}`),
    card.eigen ? null : evidenceList(card.bewijs),
    card.eigen ? null : cardFigures(card, area),
  );
}

/**
 * @param {string[]} ids
 * @returns {HTMLElement}
 */
function evidenceList(ids) {
  if (ids.length <= FEW_SOURCES) {
    return el("p", {}, ids.length ? `Bewijs: ${sourceTitles(ids)}.` : "Bewijs: geen cijfers.");
  }
  const titles = () => ids.map((id) => el("li", {}, sourceTitles([id])));
  return disclosure(`Bewijs: ${ids.length} bronnen`, () => el("ul", {}, ...titles()), "achter");
}

/**
 * @param {string} title
 * @param {Array<Record<string, any>>} cards
 * @param {string} stand
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function restOfCards(title, cards, stand, area) {
  const rest = cards.filter((card) => card.stand === stand);
  if (!rest.length) {
    return null;
  }
  const items = () =>
    rest.map((card) =>
      el(
        "li",
        {},
        card.naam,
        el("small", {}, card.vraag),
        stand === "onbekend" ? el("small", {}, card.uitleg) : null,
        saidOf(area, card.regel),
        judgePart({ area, regel: card.regel, naam: card.naam }, false),
      ),
    );
  return disclosure(`${title} (${rest.length})`, () => el("ul", { class: "overige" }, ...items()), "achter");
}
