/* Paper: what can be printed, how it looks, and the way back. Each sheet is made from the same data as the screen. */

/** @type {Array<[string, string, string]>} state, words and paper */
const PAPERS = [
  ["blad", "Blad van dit gebied", "A4"],
  ["muur", "Wandkaart van wat u ziet", "A3"],
  ["leeg", "Lege wandkaart om op te tekenen", "A3"],
  ["formulier", "Formulier voor notities", "A4"],
];

/** @returns {HTMLElement|null} the sheet that was asked for */
function paperPage() {
  if (state.papier === "blad") {
    return state.gekozen === null ? null : sheetPage(state.gekozen);
  }
  if (state.papier === "formulier") {
    return formPage();
  }
  return el("article", { class: "vel vel-a3" }, wallDrawing(state.papier === "leeg"));
}

/** Draw the sheet, or go back to the map. */
function drawPaper() {
  const shown = state.papier !== "";
  byId("papier").hidden = !shown;
  document.documentElement.toggleAttribute("data-papier", shown);
  if (!shown) {
    refill(byId("papier"));
    return;
  }
  const bar = el(
    "div",
    { class: "papier-balk", role: "group", "aria-label": "Afdrukken" },
    button("Druk af", () => window.print(), { id: "druk-af", class: "knop" }),
    button("Terug naar de kaart", leavePaper, { id: "papier-terug" }),
    el("span", { class: "papier-maat" }, paperSize()),
  );
  const asked = el("p", { class: "opmerking" }, "Kies eerst een gebied op de kaart. Dan kunt u het blad van dat gebied afdrukken.");
  refill(byId("papier"), bar, paperPage() || asked);
}

/** @returns {string} */
function paperSize() {
  const size = PAPERS.find(([id]) => id === state.papier)?.[2] || "A4";
  return size === "A3" ? "A3, liggend. Ook als pdf te bewaren." : "A4, staand. Ook als pdf te bewaren.";
}

/** Back to what was on the screen. */
function leavePaper() {
  choose({ papier: "" });
  map.invalidateSize({ animate: false });
  byId("afdrukken").focus();
}

/** Make the button in the head, and the choices behind it. */
function buildPaper() {
  const list = el("div", { id: "afdruk-keuze", class: "doe-lijst", hidden: true });
  const open = button("Afdrukken", () => showPaperChoices(list.hidden === true), { id: "afdrukken", "aria-expanded": "false", "aria-controls": "afdruk-keuze" });
  const holder = el("div", { class: "doe-houder" }, open, list);
  byId("doen").append(holder);
  holder.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      showPaperChoices(false);
      open.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !holder.contains(event.target)) {
      showPaperChoices(false);
    }
  });
  onChange((before) => {
    if (state.papier || before.papier) {
      drawPaper();
    }
  });
  drawPaper();
  printWithoutChoice();
}

/**
 * @param {boolean} shown
 */
function showPaperChoices(shown) {
  const list = byId("afdruk-keuze");
  const sheets = PAPERS.map(([id, words, size]) => {
    const none = id === "blad" && state.gekozen === null;
    const label = none ? "Blad van een gebied: kies eerst een gebied" : `${words} (${size})`;
    return button(label, () => showPaper(id), { disabled: none, "data-papier": id });
  });
  const picture = () => {
    showPaperChoices(false);
    savePicture();
  };
  refill(list, ...(shown ? [...sheets, button("Plaatje van de kaart (png)", picture, { id: "bewaar-png" })] : []));
  list.hidden = !shown;
  byId("afdrukken").setAttribute("aria-expanded", String(shown));
}

/**
 * @param {string} papier
 */
function showPaper(papier) {
  showPaperChoices(false);
  choose({ papier });
  byId("druk-af").focus();
}

/** The browser's own print command gives a sheet too: of the chosen area, or of what the map shows. */
function printWithoutChoice() {
  let added = false;
  window.addEventListener("beforeprint", () => {
    if (state.papier === "") {
      added = true;
      state.papier = state.gekozen === null ? "muur" : "blad";
      drawPaper();
    }
  });
  window.addEventListener("afterprint", () => {
    if (added) {
      added = false;
      state.papier = "";
      drawPaper();
    }
  });
}
