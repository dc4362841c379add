/* Groups with their weights: a name, a list on this computer, and the same list in the address. */

/** One list per study area, because all maps on a computer share one store. */
const GROUPS_KEY = `wijkkaart gewichten ${DATA.naam}`;

/** Whether the reader opened the list; the choices are made anew after every choice. */
const groupsList = { open: false };

/** Take the groups that were saved on this computer. */
function loadGroups() {
  try {
    state.wg = groupsText(groupsFrom(localStorage.getItem(GROUPS_KEY), SCORED.length));
  } catch {
    /* a sandboxed frame has no store; the map works without */
  }
}

/**
 * @param {TableGroup[]} groups
 * @returns {boolean} whether this computer keeps them
 */
function storeGroups(groups) {
  try {
    localStorage.setItem(GROUPS_KEY, groupsText(groups));
    return true;
  } catch {
    return false;
  }
}

/** @returns {HTMLElement} who weighs */
function nameField() {
  const facts = { id: "weeg-naam", type: "text", maxlength: LONGEST_NAME, value: state.wn, autocomplete: "off", spellcheck: "false" };
  const input = /** @type {HTMLInputElement} */ (el("input", facts));
  input.addEventListener("input", () => weigh({ wn: cleanName(input.value) }));
  return el("div", { class: "veld" }, el("label", { for: "weeg-naam" }, "Naam van uw groep"), input);
}

/** @returns {HTMLElement} the saved groups, and a button to save this one */
function groupsPart() {
  const groups = savedGroups();
  const rows = groups.map((group, place) => groupRow(group, place));
  const few = groups.length < FEWEST_GROUPS ? el("p", { class: "toelichting" }, "Bewaar twee groepen of meer. Dan laat de kaart zien waar zij het over eens zijn.") : null;
  const content = () =>
    el(
      "div",
      {},
      agreeing() ? null : button("Bewaar deze groep", saveGroup, { id: "weeg-bewaar", class: "breed" }),
      el("p", { id: "weeg-melding", class: "toelichting" }, savedText()),
      rows.length ? el("ul", { class: "weeg-lijst" }, ...rows) : null,
      few,
      el("p", { class: "toelichting" }, "Ze blijven op deze computer. Zet er geen namen van mensen bij. Een andere tafel erbij? Plak haar regel onder ‘Deze kaart delen’ en bewaar."),
    );
  const part = disclosure(`Groepen bewaren en vergelijken (${groups.length})`, content, "achter weeg-groepen");
  part.addEventListener("toggle", () => {
    groupsList.open = part.open;
  });
  if (groupsList.open) {
    // Opening tells the page a moment later; what is written in the list now needs its lines at once.
    part.append(content());
  }
  part.open = groupsList.open;
  return part;
}

/**
 * @param {TableGroup} group
 * @param {number} place
 * @returns {HTMLElement}
 */
function groupRow(group, place) {
  const w = group.w.join(",");
  const chosen = !agreeing() && state.wn === group.naam && state.w === w;
  return el(
    "li",
    {},
    stayButton(group.naam, `groep-${place}`, { w, wn: group.naam, kijk: "gewogen" }, chosen),
    button("Wis", () => removeGroup(group.naam), { "aria-label": `Wis groep ${group.naam}` }),
  );
}

/** @returns {string} whether these weights are saved under this name */
function savedText() {
  if (agreeing()) {
    return "";
  }
  const found = savedGroups().find((group) => group.naam === state.wn);
  if (!found) {
    return "Deze gewichten zijn nog niet bewaard.";
  }
  return found.w.join(",") === state.w ? "Deze gewichten zijn bewaard." : `De gewichten van ${found.naam} zijn veranderd en nog niet bewaard.`;
}

/** Say whether the weights are saved, where that can be read. */
function drawSaved() {
  const line = document.getElementById("weeg-melding");
  if (line) {
    line.textContent = savedText();
  }
}

/** Keep the weights under their name; a group that was there gets the new ones. */
function saveGroup() {
  const w = weightsFrom(state.w, SCORED.length);
  const groups = savedGroups();
  const known = groups.some((group) => group.naam === state.wn);
  if (!state.wn || !w) {
    byId("weeg-naam").focus();
    tellGroups("Geef uw groep eerst een naam.");
    return;
  }
  if (!known && groups.length >= MOST_GROUPS) {
    tellGroups(`Er passen ${MOST_GROUPS} groepen in de lijst. Wis er eerst één.`);
    return;
  }
  const own = { naam: state.wn, w };
  changeGroups(known ? groups.map((group) => (group.naam === own.naam ? own : group)) : [...groups, own], "weeg-bewaar", `${own.naam} is bewaard.`);
}

/**
 * @param {string} naam
 */
function removeGroup(naam) {
  changeGroups(savedGroups().filter((group) => group.naam !== naam), "weeg-naam", `${naam} is gewist.`);
}

/**
 * @param {TableGroup[]} groups
 * @param {string} id where the keyboard goes
 * @param {string} done
 */
function changeGroups(groups, id, done) {
  const kept = storeGroups(groups);
  chooseAndStay({ wg: groupsText(groups) }, id);
  tellGroups(kept ? done : "Bewaren lukt niet op deze computer. Bewaar de regel onder ‘Deze kaart delen’.");
}

/**
 * @param {string} message
 */
function tellGroups(message) {
  byId("weeg-melding").textContent = message;
  announce(message);
}
