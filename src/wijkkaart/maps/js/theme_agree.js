/* Where the groups agree: which areas each of them puts in the top third, under its own weights. */

const FEWEST_GROUPS = 2;

/** @returns {TableGroup[]} the groups on this computer and those of a line that was pasted */
function savedGroups() {
  return remembered(`wg ${state.wg}`, () => groupsFrom(state.wg, SCORED.length));
}

/** @returns {boolean} whether the map shows where groups agree; that takes two */
function agreeing() {
  return state.thema === "gewicht" && state.kijk === "eens" && savedGroups().length >= FEWEST_GROUPS;
}

/**
 * @param {TableGroup} group
 * @returns {Array<boolean|null>} per area whether it is in the top third of the buurten for this group
 */
function highFor(group) {
  const text = group.w.join(",");
  return remembered(`top ${text}`, () => topPart(groupMeans(text), IS_BUURT, DATA.weging.hoog, DATA.minimum));
}

/**
 * How many groups put an area high.
 * @param {number} area
 * @returns {number|null} null where a group cannot say
 */
function votesFor(area) {
  const votes = savedGroups().map((group) => highFor(group)[area]);
  return votes.includes(null) ? null : votes.filter(Boolean).length;
}

/**
 * @param {number|null} votes
 * @returns {number} 0 none, 1 divided, 2 all, -1 unknown
 */
function agreement(votes) {
  return votes === null ? -1 : votes === 0 ? 0 : votes === savedGroups().length ? 2 : 1;
}

/** @returns {Theme} */
function agreeTheme() {
  const groups = savedGroups().length;
  const votes = AREAS.code.map((_, area) => votesFor(area));
  const labels = [`geen van de ${groups} groepen zet dit hoog`, "de groepen verschillen", `alle ${groups} groepen zetten dit hoog`];
  return {
    title: "Waar zijn de groepen het over eens?",
    question: weightMark(),
    about: `${agreeSentence(votes)} Hoog is: in het bovenste derde van de buurten, met de gewichten van die groep.${notWeighedSentence()}`,
    classes: labels.map((label, place) => ({ fill: DATA.palet.banden[place], label })),
    classOf: (area) => agreement(votes[area]),
    status: weightStatus,
    text: (area) => (votes[area] === null ? "niet elke groep heeft hier een uitkomst" : `${votes[area]} van de ${groups} groepen zetten dit hoog`),
    order: (area) => votes[area],
    indicator: null,
  };
}

/**
 * @param {Places} votes
 * @returns {string} the counts in words
 */
function agreeSentence(votes) {
  const level = levelById(state.niveau);
  const own = areasOf(state.niveau).map((area) => agreement(votes[area]));
  const [none, divided, all] = [0, 1, 2].map((kind) => own.filter((item) => item === kind).length);
  const words = (/** @type {number} */ count) => counted(count, level.een, level.meer);
  return `Alle ${savedGroups().length} groepen zetten ${words(all)} hoog. Bij ${words(none)} doet geen groep dat. Over ${words(divided)} verschillen zij.`;
}

/**
 * @param {number} area
 * @returns {string} whether an area stays where it is, whoever weighs; empty without two groups
 */
function steadySentence(area) {
  const groups = savedGroups().length;
  if (groups < FEWEST_GROUPS) {
    return "";
  }
  const votes = votesFor(area);
  const here = thisArea(area);
  return [
    `Niet elke groep heeft voor ${here} een uitkomst.`,
    `${capital(here)} staat bij geen van de ${groups} groepen in het bovenste derde.`,
    `${capital(here)} staat bij ${votes} van de ${groups} groepen in het bovenste derde. De keuze van gewichten maakt hier dus uit.`,
    `${capital(here)} staat bij elke groep (${groups}) in het bovenste derde.`,
  ][agreement(votes) + 1];
}

/**
 * @param {number} area
 * @returns {string}
 */
function thisArea(area) {
  const level = levelOf(area);
  return `${level.id === "eigen" ? "dit" : "deze"} ${level.een}`;
}
