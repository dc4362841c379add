/* A form for notes on paper, with the columns of the file that the next run reads. */

const FORM_ROWS = 12;
/** @type {Array<[string, string]>} column of the file, and what goes in it */
const FORM_COLUMNS = [
  ["gebiedcode", "zie de lijst"],
  ["soort", "zie hieronder"],
  ["opgave", "bij een ambitie"],
  ["naam", "van een plek"],
  ["tekst", "wat u wilt zeggen"],
  ["herkomst", "bewoners of gemeente"],
];
/** @type {Array<[string, string]>} */
const FORM_SORTS = [
  ["ambitie", "een wens. Vul ook de opgave in."],
  ["behouden", "dit moet blijven."],
  ["notitie", "iets anders."],
  ["ontmoetingsplek", "een plek waar mensen elkaar zien. Vul de naam in."],
];

/** @returns {HTMLElement} */
function formPage() {
  const head = FORM_COLUMNS.map(([name, words]) => el("th", { scope: "col" }, name, el("small", {}, words)));
  const rows = Array.from({ length: FORM_ROWS }, () => el("tr", {}, ...FORM_COLUMNS.map(() => el("td", {}))));
  const codes = areasOf(DRAWN[0]).map((area) => el("li", {}, el("strong", {}, AREAS.code[area]), ` ${AREAS.naam[area]}`));
  return el(
    "article",
    { class: "vel vel-a4 vel-formulier", "aria-labelledby": "formulier-naam" },
    el("header", { class: "vel-kop" }, el("div", {}, el("p", { class: "vel-waar" }, DATA.naam), el("h2", { id: "formulier-naam" }, "Formulier voor notities"))),
    el("p", { class: "vel-tafel" }, "Naam van onze tafel: ______________________   Datum: ______________"),
    el("p", {}, `Eén regel per notitie. ${PRIVACY} Wat u inlevert komt op de kaart voor iedereen.`),
    el("ul", { class: "vel-soorten" }, ...FORM_SORTS.map(([name, words]) => el("li", {}, el("strong", {}, name), `: ${words}`))),
    el("p", {}, `Opgaven: ${OPGAVE_IDS.join(", ")}.`),
    el("table", { class: "vel-invul" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)),
    el("p", { class: "vel-voet" }, "Overtypen: maak in Excel een blad met deze zes kolommen, in kleine letters, en bewaar het als CSV. Zet het in de configuratie onder eigen: verhalen:."),
    el("section", { class: "vel-codes" }, el("h3", {}, `De gebiedcodes van ${DATA.naam}`), el("ul", {}, ...codes)),
  );
}
