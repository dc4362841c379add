/* Koppelkansen as cards: what comes together here, for whom, with whom, and how sure it is. */

const ONE_SOURCE = "Dit rust op één bron";
const FEW_SOURCES = 3;

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function cardsPart(area) {
  const cards = cardsOf(area);
  const level = (/** @type {any} */ card) => STANDS.indexOf(card.stand);
  const found = cards.filter((card) => level(card) > 0).sort((a, b) => level(b) - level(a));
  return el(
    "section",
    { class: "deel", "aria-labelledby": "kop-kansen" },
    el("h4", { id: "kop-kansen" }, "De koppelkansen"),
    el("p", { class: "toelichting" }, "Werk dat samen beter gaat. De cijfers wijzen ze aan; u weet of het klopt."),
    ...found.map(cardOf),
    found.length ? null : el("p", {}, "Er is hier geen koppelkans in de cijfers gevonden."),
    restOfCards("Niet te zeggen, er ontbreken cijfers", cards, "onbekend"),
    restOfCards("Niet in de cijfers gevonden", cards, "geen"),
  );
}

/**
 * @param {Record<string, any>} card
 * @returns {HTMLElement}
 */
function cardOf(card) {
  return el(
    "article",
    { class: "kaartje", "data-stand": card.stand },
    el("h5", {}, card.naam, card.intern ? internalMark() : null),
    standLine(card),
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
    evidence(card),
  );
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
    el("span", {}, STAND_TEXT[card.stand].lang),
  );
}

/**
 * What a card rests on.
 * @param {Record<string, any>} card
 * @returns {HTMLElement}
 */
function evidence(card) {
  const single = card.bewijs.length === 1 && !card.zekerheid.includes(ONE_SOURCE) ? ` ${ONE_SOURCE}.` : "";
  const origin = HERKOMST_TEXT[card.herkomst] || card.herkomst;
  return el(
    "footer",
    { class: "bewijs" },
    el("p", {}, `Opgaven: ${card.opgaven.map(opgaveLabel).join(" en ")}. Komt ${origin}.`),
    el("p", {}, `${card.zekerheid}${single}`),
    evidenceList(card.bewijs),
  );
}

/**
 * @param {string[]} ids
 * @returns {HTMLElement}
 */
function evidenceList(ids) {
  if (ids.length <= FEW_SOURCES) {
    return el("p", {}, ids.length ? `Bewijs: ${sourceTitles(ids)}.` : "Bewijs: geen bron in de cijfers.");
  }
  const titles = () => ids.map((id) => el("li", {}, sourceTitles([id])));
  return disclosure(`Bewijs: ${ids.length} bronnen`, () => el("ul", {}, ...titles()), "achter");
}

/**
 * @param {string} title
 * @param {Array<Record<string, any>>} cards
 * @param {string} stand
 * @returns {HTMLElement|null}
 */
function restOfCards(title, cards, stand) {
  const rest = cards.filter((card) => card.stand === stand);
  if (!rest.length) {
    return null;
  }
  const items = () => rest.map((card) => el("li", {}, card.naam, el("small", {}, card.vraag)));
  return disclosure(`${title} (${rest.length})`, () => el("ul", { class: "overige" }, ...items()), "achter");
}
