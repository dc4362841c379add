/* The panel about one area: place and strengths first, then the opgaven and koppelkansen, beside what people say. */

/** Draw the panel of the chosen area, or how to begin. */
function drawPanel() {
  const panel = byId("paneel");
  refill(panel, state.gekozen === null ? beginPart() : areaPart(state.gekozen));
  panel.scrollTop = 0;
}

/** @returns {HTMLElement} */
function beginPart() {
  const gemeenten = areasOf("gemeente").map((area) =>
    button(AREAS.volledig[area] ? `Bekijk ${AREAS.naam[area]} als geheel` : `Bekijk dit deel van ${AREAS.naam[area]}`, () => chooseArea(area), { class: "knop" }),
  );
  const drawn = areasOf(DRAWN[0]).length;
  return el(
    "div",
    { class: "begin" },
    el("h2", {}, "Welkom"),
    el("p", { class: "groot" }, `Dit is ${DATA.naam}, met ${counted(drawn, LEVELS[0].een, LEVELS[0].meer)}.`),
    el("p", {}, "Zoek uw straat of klik op de kaart. U ziet dan:"),
    el(
      "ul",
      { class: "stappen" },
      el("li", {}, "wat voor plek dit is en wat er sterk is"),
      el("li", {}, "wat de cijfers zeggen over zes opgaven"),
      el("li", {}, "waar opgaven samenkomen: de koppelkansen"),
      el("li", {}, "wat bewoners en gemeente zeggen"),
    ),
    el("p", {}, "Cijfers zijn een begin van het gesprek. U weet of het klopt."),
    el("div", { class: "gemeenten" }, ...gemeenten),
    areaLists(),
  );
}

/** @returns {HTMLElement} all areas as lists of buttons, by wijk where there are wijken */
function areaLists() {
  const wijken = areasOf("wijk");
  const buurten = areasOf("buurt");
  const lists = wijken.map((wijk) =>
    disclosure(
      AREAS.naam[wijk],
      () => areaButtons([wijk, ...buurten.filter((buurt) => AREAS.wijk[buurt] === wijk)]),
      "achter",
    ),
  );
  const rest = areasOf(DRAWN[0]).filter((area) => AREAS.wijk[area] === null);
  return el("div", {}, el("h3", {}, "Alle gebieden"), ...lists, wijken.length ? null : areaButtons(rest));
}

/**
 * @param {number[]} areas
 * @returns {HTMLElement}
 */
function areaButtons(areas) {
  const items = areas.map((area) => {
    const label = levelOf(area).id === "wijk" ? `Hele wijk ${AREAS.naam[area]}` : AREAS.naam[area];
    return el("li", {}, button(label, () => takeArea(area), { class: "lijst-knop" }));
  });
  return el("ul", { class: "gebieden-lijst" }, ...items);
}

/**
 * Choose an area from a list: the map follows.
 * @param {number} area
 */
function takeArea(area) {
  chooseArea(area);
  goTo(area);
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function areaPart(area) {
  return el(
    "div",
    { class: "gebied-blad" },
    areaHead(area),
    comparePart(area),
    el("div", { class: "plek-en-kracht" }, dnaPart(area), strengthsPart(area)),
    el(
      "div",
      { class: "naast-elkaar" },
      el(
        "section",
        { class: "kolom", id: "kolom-cijfers", "aria-labelledby": "kop-cijfers" },
        el("h3", { id: "kop-cijfers", class: "kolom-kop", tabindex: -1 }, "Wat de cijfers zeggen"),
        whyPart(area),
        profilePart(area),
        cardsPart(area),
      ),
      el(
        "section",
        { class: "kolom", id: "kolom-stemmen", "aria-labelledby": "kop-stemmen" },
        el("h3", { id: "kop-stemmen", class: "kolom-kop", tabindex: -1 }, "Wat wij horen"),
        voicesPart(area),
      ),
    ),
  );
}

/**
 * @param {number} area
 * @returns {HTMLElement}
 */
function areaHead(area) {
  const wide = byId("blad").classList.contains("breed");
  return el(
    "header",
    { class: "gebied-kop" },
    el(
      "div",
      { class: "gebied-knoppen" },
      button(wide ? "Smaller" : "Breder", toggleWide, { class: "knop-klein", id: "breder" }),
      button("Sluit", () => chooseArea(null), { class: "knop-klein" }),
    ),
    el("p", { class: "soort-gebied" }, whereabouts(area)),
    el("h2", { tabindex: -1, id: "gebied-naam" }, AREAS.naam[area]),
    remarks(area),
    el(
      "div",
      { class: "spring-knoppen" },
      button("Wat de cijfers zeggen", () => jumpTo("kop-cijfers")),
      button(`Wat wij horen (${voicesOf(area).length})`, () => jumpTo("kop-stemmen")),
    ),
  );
}

/**
 * @param {string} id
 */
function jumpTo(id) {
  byId(id).scrollIntoView({ block: "start" });
  byId(id).focus({ preventScroll: true });
}

/** Give the panel more room, for reading together. */
function toggleWide() {
  byId("blad").classList.toggle("breed");
  drawPanel();
  map.invalidateSize({ animate: false });
  showChosen();
  byId("breder").focus();
}

/**
 * @param {number} area
 * @returns {string}
 */
function whereabouts(area) {
  const wijk = AREAS.wijk[area] === area ? null : AREAS.wijk[area];
  const above = [wijk, gemeenteOf(area)].filter((item) => item !== null && item !== undefined);
  const names = above.map((item) => AREAS.naam[/** @type {number} */ (item)]).join(", ");
  return names ? `${capital(levelOf(area).een)} in ${names}` : capital(levelOf(area).een);
}

/**
 * @param {number} area
 * @returns {HTMLElement|null}
 */
function remarks(area) {
  const words = [
    AREAS.volledig[area] ? "" : "Niet alle buurten van dit gebied zitten in deze kaart. De cijfers gaan over het deel dat er wel is.",
    AREAS.water[area] ? "Dit gebied is vooral water." : "",
    !AREAS.bewoond[area] && !AREAS.water[area] ? "Hier wonen geen mensen." : "",
  ].filter(Boolean);
  return words.length ? el("p", { class: "opmerking" }, words.join(" ")) : null;
}
