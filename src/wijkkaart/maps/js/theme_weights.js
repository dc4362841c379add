/* The map as a group weighs it: over the opgaven, or within one opgave. Always labelled as theirs. */

const NO_NAME = "onze groep";
const CHOICE = "Dit is een keuze, geen uitkomst van het onderzoek.";
const MOST_KEPT = 24;

/**
 * @param {Opgave} opgave
 * @returns {boolean} whether it has places that can be weighed; bands have none
 */
function canWeigh(opgave) {
  return !opgave.banden && Boolean(opgave.v);
}

const WEIGHED = SCORED.filter(canWeigh);
const IS_BUURT = AREAS.niveau.map((level) => LEVELS[level].id === "buurt");

/** @returns {string} who weighs, for people */
function groupName() {
  return state.wn || NO_NAME;
}

/**
 * @param {string} text the weights of all opgaven
 * @returns {number[]} those of the opgaven that can be weighed
 */
function weightsOf(text) {
  const all = weightsFrom(text, SCORED.length) ?? SCORED.map(() => 1);
  return all.filter((_, place) => canWeigh(SCORED[place]));
}

/**
 * @param {number} area
 * @returns {Places} its place on each opgave that can be weighed
 */
function placesOf(area) {
  return WEIGHED.map((opgave) => cell(opgave.v, area));
}

/** What was worked out before, by the weights; a slider comes back to the same ones often. @type {Map<string, any>} */
const weighedBefore = new Map();

/**
 * @template T
 * @param {string} key
 * @param {() => T} make
 * @returns {T}
 */
function remembered(key, make) {
  if (!weighedBefore.has(key)) {
    if (weighedBefore.size >= MOST_KEPT) {
      weighedBefore.clear();
    }
    weighedBefore.set(key, make());
  }
  return weighedBefore.get(key);
}

/**
 * @param {string} text the weights of all opgaven
 * @returns {Places} the weighed mean of the places per area
 */
function groupMeans(text) {
  return remembered(`w ${text}`, () => coveredMeans(AREAS.code.map((_, area) => placesOf(area)), weightsOf(text), DATA.weging.dekking));
}

/** @returns {Theme} the opgaven as a group weighs them */
function weightTheme() {
  const means = groupMeans(state.w);
  const first = WEIGHED.find((opgave) => opgave.klassen);
  const limits = first?.grenzen ?? [];
  return {
    title: `Gewogen door ${groupName()}`,
    question: CHOICE,
    about: `Het gemiddelde van de plekken op de opgaven. Hoog: hier is volgens deze groep meer te doen.${zeroSentence()}`,
    classes: first ? fiveClasses(first) : [],
    classOf: (area) => {
      const mean = means[area];
      return mean === null ? -1 : classIndex(rint(mean), limits);
    },
    status: weightStatus,
    text: (area) => {
      const mean = means[area];
      return mean === null ? weightReason(area) : `gemiddelde plek ${rint(mean)} van 100`;
    },
    order: (area) => means[area],
    indicator: null,
  };
}

/** @returns {string} which opgaven are not in it, and why */
function notWeighedSentence() {
  const left = SCORED.filter((opgave) => !canWeigh(opgave));
  const named = (/** @type {boolean} */ banded) => left.filter((opgave) => Boolean(opgave.banden) === banded).map((opgave) => opgave.label.toLowerCase());
  const [bands, empty] = [named(true), named(false)];
  return [
    bands.length ? ` Niet te wegen: ${bands.join(", ")}. De kaart laat daarvan alleen drie groepen zien.` : "",
    empty.length ? ` Niet te wegen: ${empty.join(", ")}. Daarvoor is nergens een score.` : "",
  ].join("");
}

/** @returns {string} what to do when the weights leave nothing to weigh */
function zeroSentence() {
  return weightsOf(state.w).filter((weight) => weight > 0).length < LEAST_COUNTED ? " Geef minstens twee opgaven een gewicht." : "";
}

/**
 * @param {number} area
 * @returns {string}
 */
function weightStatus(area) {
  const statuses = WEIGHED.map((opgave) => (opgave.s ? statusAt(opgave.s, area) : "onbekend"));
  return statuses.length && statuses.every((status) => status === NOT_BROUGHT) ? NOT_BROUGHT : "onbekend";
}

/**
 * @param {number} area
 * @returns {string} why a group has no outcome there
 */
function weightReason(area) {
  if (weightStatus(area) === NOT_BROUGHT) {
    return STATUS_TEXT[NOT_BROUGHT];
  }
  const weights = weightsOf(state.w);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const there = placesOf(area).map((place, part) => (place === null ? 0 : weights[part]));
  const share = there.reduce((sum, weight) => sum + weight, 0) / all;
  const counted = there.filter((weight) => weight > 0).length;
  return counted < LEAST_COUNTED
    ? `geen uitkomst: ${counted === 1 ? "maar één opgave met een score telt" : "geen opgave met een score telt"} mee`
    : `geen uitkomst: maar ${formatNumber(100 * share, 0)}% van het gewicht heeft hier een score`;
}

/** @returns {string} whose map this is; empty for a map of the figures themselves */
function weightMark() {
  const who = agreeing() ? `${savedGroups().length} groepen` : groupName();
  const shown = state.thema === "gewicht" || (state.thema === "opgave" && ownWeights(OPGAVE.get(state.opgave)));
  return shown ? `Gewogen door ${who}: ${CHOICE.charAt(0).toLowerCase()}${CHOICE.slice(1)}` : "";
}

/**
 * @param {Opgave} opgave
 * @returns {WeighPart[]} the figures of its score
 */
function weighParts(opgave) {
  return DATA.weging.opgaven[opgave.id]?.delen ?? [];
}

/**
 * @param {Opgave} opgave
 * @returns {boolean} whether the page can make its score again
 */
function canReweigh(opgave) {
  return canWeigh(opgave) && DATA.weging.opgaven[opgave.id]?.reden === "" && weighParts(opgave).length >= LEAST_COUNTED;
}

/**
 * The weights that a group gave to the figures of an opgave.
 * @param {Opgave|undefined} opgave
 * @returns {number[]|null} null where they are as in the run
 */
function ownWeights(opgave) {
  const [id, text] = state.wi.split(":");
  return opgave && id === opgave.id && canReweigh(opgave) ? weightsFrom(text, weighParts(opgave).length) : null;
}

/**
 * An opgave with the scores that the weights of a group give.
 * @param {Opgave} opgave
 * @param {number[]} weights
 * @returns {Opgave}
 */
function reweighed(opgave, weights) {
  return remembered(`${opgave.id}:${weights}`, () => {
    const { score, status } = scoresWith(DATA, opgave.id, weights);
    const codes = Object.fromEntries(Object.entries(DATA.statussen).map(([code, item]) => [item.id, code]));
    const high = 100 * DATA.weging.hoog - HALF_WAY;
    const band = (/** @type {number} */ place) => (place >= high ? 3 : place <= 100 - high ? 1 : 2);
    return {
      ...opgave,
      v: score.map((place) => (place === null ? null : rint(place))),
      band: score.map((place) => (place === null ? null : band(place))),
      s: status.map((item) => codes[item]).join(""),
    };
  });
}

/**
 * @param {Opgave} opgave
 * @returns {Theme} one opgave: as in the run, or as a group weighs it
 */
function anyOpgaveTheme(opgave) {
  const weights = ownWeights(opgave);
  return weights === null
    ? opgaveTheme(opgave)
    : {
        ...opgaveTheme(reweighed(opgave, weights)),
        title: `Opgave ${opgave.label.toLowerCase()}, gewogen door ${groupName()}`,
        question: CHOICE,
      };
}

/**
 * Put the weights in an address; only where they matter, so that other addresses stay short.
 * @param {URLSearchParams} query
 */
function addWeights(query) {
  const opgave = ownWeights(OPGAVE.get(state.opgave)) !== null;
  const asked = {
    w: state.thema === "gewicht" ? state.w : "",
    wi: opgave ? state.wi : "",
    wn: state.thema === "gewicht" || opgave ? state.wn : "",
    wg: state.thema === "gewicht" ? state.wg : "",
    kijk: state.thema === "gewicht" && agreeing() ? state.kijk : "",
  };
  Object.entries(asked).filter(([, value]) => value).forEach(([key, value]) => query.set(key, value));
}

/**
 * The weights that an address asks for; anything that does not fit this map is ignored.
 * @param {URLSearchParams} query
 * @returns {Partial<State>}
 */
function weightChoices(query) {
  /** @type {Partial<State>} */
  const found = {};
  const w = weightsFrom(query.get("w"), SCORED.length);
  const [id, text] = (query.get("wi") ?? "").split(":");
  const opgave = OPGAVE.get(id);
  const wi = opgave && canReweigh(opgave) ? weightsFrom(text ?? "", weighParts(opgave).length) : null;
  const groups = groupsFrom(query.get("wg"), SCORED.length);
  Object.assign(found, w ? { w: w.join(",") } : {}, wi ? { wi: `${id}:${wi.join(",")}` } : {});
  if ((w || wi) && query.has("wn")) {
    found.wn = cleanName(query.get("wn"));
  }
  if (groups.length) {
    found.wg = groupsText(withGroups(savedGroups(), groups));
  }
  return query.get("thema") === "gewicht" && query.get("kijk") === "eens" ? { ...found, kijk: "eens" } : found;
}
