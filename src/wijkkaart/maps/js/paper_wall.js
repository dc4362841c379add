/* The whole sheet: what is on the screen as one drawing, for the wall and for a picture; or blank, to draw on. */

const LEGEND_TYPE = 19;
const LEGEND_LINE = 25;

/**
 * @param {boolean} blank without colours, to draw on
 * @returns {SVGElement} a drawing in units of PAPER
 */
function wallDrawing(blank) {
  const { width, height, margin, legend, head, foot } = PAPER;
  const frame = { x: margin, y: head, width: width - legend - 3 * margin, height: height - head - foot };
  const theme = currentTheme();
  const title = blank ? `${DATA.naam}: ons plan` : `${DATA.naam}: ${theme.title}`;
  const parts = mapParts(frame, { blank, areas: areasOf(state.niveau), chosen: blank ? null : state.gekozen, names: true });
  return svgEl(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "wandkaart", role: "img", "aria-label": `${title}. De tabel geeft dezelfde cijfers als tekst.`, xmlns: SVG_NS },
    svgEl("defs", {}, svgEl("clipPath", { id: blank ? "wk-kader-leeg" : "wk-kader" }, svgEl("rect", frame))),
    svgEl("rect", { width, height, fill: "#ffffff" }),
    svgEl("g", { "clip-path": `url(#${blank ? "wk-kader-leeg" : "wk-kader"})` }, ...parts),
    svgEl("rect", { ...frame, fill: "none", stroke: PAPER_INK, "stroke-width": 2 }),
    paperText(title, margin, 46, 36, { "font-weight": 700 }),
    paperText(blank ? "Teken en schrijf wat u wilt, wat moet blijven en waar u elkaar ontmoet." : theme.question, margin, 78, 22, { fill: PAPER_SOFT }),
    ...(blank ? writingParts(frame) : legendParts(frame, theme)),
    ...footLines(theme, blank),
  );
}

/**
 * @param {Frame} frame
 * @param {Theme} theme
 * @returns {SVGElement[]}
 */
function legendParts(frame, theme) {
  const left = frame.x + frame.width + PAPER.margin;
  /** @type {SVGElement[]} */
  const parts = [];
  let y = frame.y + 22;
  const write = (/** @type {string} */ text, /** @type {Record<string, string|number>} */ look = {}, indent = 0) => {
    for (const line of linesOf(text, PAPER.legend - indent, LEGEND_TYPE)) {
      parts.push(paperText(line, left + indent, y, LEGEND_TYPE, look));
      y += LEGEND_LINE;
    }
  };
  if (theme.about && state.thema !== "plek") {
    write(theme.about, { fill: PAPER_SOFT });
    y += 12;
  }
  for (const row of legendRows(theme)) {
    if (row.head) {
      y += 12;
      write(row.head, { "font-weight": 700 });
      continue;
    }
    const sample = row.sample;
    sample.setAttribute("x", String(left));
    sample.setAttribute("y", String(y - 17));
    parts.push(sample);
    write(row.label, {}, 44);
    y += 6;
  }
  return parts;
}

/**
 * @param {Theme} theme
 * @returns {Array<{head: string, label: string, sample: SVGElement}>} what the legend on the screen says, row by row
 */
function legendRows(theme) {
  const shown = state.thema === "plek" ? backdropLegend() : themeLegend(theme, areasOf(state.niveau));
  return [...shown.querySelectorAll("h3, .aantal-kop, li")].map((item) => {
    const sample = item.querySelector("svg");
    const [words, count] = [...item.querySelectorAll("span")].map((span) => span.textContent || "");
    return sample
      ? { head: "", label: count ? `${words} (${count})` : words, sample: /** @type {any} */ (sample.cloneNode(true)) }
      : { head: capital(item.textContent || ""), label: "", sample: svgEl("g") };
  });
}

/**
 * Lines to write on, beside a blank map.
 * @param {Frame} frame
 * @returns {SVGElement[]}
 */
function writingParts(frame) {
  const left = frame.x + frame.width + PAPER.margin;
  const asks = ["Naam van onze tafel", "Wat willen wij?", "Wat moet blijven?", "Waar ontmoeten wij elkaar?", "Wat kan samen?"];
  const room = frame.height / asks.length;
  return asks.flatMap((ask, place) => {
    const top = frame.y + place * room;
    const lines = [];
    for (let y = top + 66; y < top + room - 10; y += 36) {
      lines.push(svgEl("path", { d: `M${left} ${y}H${left + PAPER.legend}`, stroke: "#9aa2ae", "stroke-width": 1.5 }));
      if (place === 0) {
        break;
      }
    }
    return [paperText(ask, left, top + 24, 22, { "font-weight": 700 }), ...lines];
  });
}

/**
 * Sources and date; more sources than there is room for stand in the map itself.
 * @param {Theme} theme
 * @param {boolean} blank
 * @returns {SVGElement[]}
 */
function footLines(theme, blank) {
  const top = PAPER.height - PAPER.foot + 20;
  const lines = linesOf(sourceLine(theme, blank), PAPER.width - 2 * PAPER.margin, FOOT_TYPE);
  const shown = lines.length > FOOT_LINES ? [...lines.slice(0, FOOT_LINES - 1), "… en meer: zie ‘Over de cijfers’ in de kaart."] : lines;
  return shown.map((line, place) => paperText(line, PAPER.margin, top + place * 17, FOOT_TYPE, { fill: PAPER_SOFT }));
}

const FOOT_TYPE = 13;
const FOOT_LINES = 4;
/** What draws the place itself. */
const PLACE_SOURCES = /^(cbs_buurten|cbs_wijken|cbs_gemeenten|bag_panden|bgt_|nwb_|top10)/;

/**
 * @param {Theme} theme
 * @param {boolean} blank
 * @returns {string[]} ids of the sources that the drawing rests on
 */
function drawnSources(theme, blank) {
  const used = DATA.over.bronnen.filter((item) => item.status === "gebruikt").map((item) => item.id);
  const place = used.filter((id) => PLACE_SOURCES.test(id));
  if (blank || state.thema === "plek") {
    return place;
  }
  const figures = theme.indicator ? [theme.indicator] : INDICATORS.filter((item) => state.thema !== "opgave" || item.opgave === state.opgave);
  const cards = DATA.koppelkansen.kaarten.filter((card) => state.regel === ALL_RULES || card.regel === state.regel);
  const ids = state.thema === "koppelkansen" ? cards.flatMap((card) => card.bewijs) : figures.flatMap((item) => item.bronnen);
  return [...new Set([...ids, ...place])].filter((id) => used.includes(id));
}

/**
 * @param {Theme} theme
 * @param {boolean} blank
 * @returns {string} where the drawing comes from
 */
function sourceLine(theme, blank) {
  const facts = drawnSources(theme, blank).map((id) => SOURCE.get(id)).filter(Boolean);
  const named = [...new Set(facts.map((item) => item.naamsvermelding.replace(/^Bron: /, "") || item.titel))];
  const year = theme.indicator && theme.indicator.jaar && !blank ? ` Cijfers van ${theme.indicator.jaar}.` : "";
  return `${fictional()}${INTERNAL ? "Intern: niet delen. " : ""}Gemaakt met wijkkaart (${DATA.run}), ${today()}.${year} Bronnen: ${named.join("; ") || "zie de kaart"}.`;
}

/** @returns {string} what must stand on every sheet of a place that is not there */
function fictional() {
  return DATA.fictief ? "Fictief: deze gemeente bestaat niet. " : "";
}

/** @returns {string} */
function today() {
  return new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
}
