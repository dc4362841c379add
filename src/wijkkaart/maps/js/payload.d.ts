/* The data of a map as maps/payload.py writes it; only the type check reads this file. */

interface Level {
  id: string;
  een: string;
  meer: string;
}

/** One value per area, in page order. */
interface AreaColumns {
  code: string[];
  naam: string[];
  niveau: number[];
  wijk: (number | null)[];
  gemeente: (number | null)[];
  punt: [number, number][];
  ha: (number | null)[];
  buurten: (number | null)[];
  volledig: number[];
  bewoond: number[];
  water: number[];
}

interface Rule {
  id: string;
  naam: string;
  eigen: boolean;
  cijfers: string[];
}

/** What a rule says alike in every area. */
interface CardFace {
  regel: string;
  herkomst: string;
  opgaven: string[];
  bewijs: string[];
  intern: boolean;
  eigen: boolean;
  naam: string;
  waarde: string;
  voor_wie: string;
  aan_tafel: string;
  eerste_stap: string;
  let_op: string;
  vraag: string;
}

/** One row per rule and area; numbers are places in `kaarten` and `teksten`. Empty without rows. */
interface CardColumns {
  g?: number[];
  kaart: number[];
  stand: string[];
  uitleg: (number | null)[];
  zekerheid: number[];
}

interface Card extends CardFace {
  stand: string;
  uitleg: string;
  zekerheid: string;
}

interface Strengths {
  g?: number[];
  opgave: string[];
  zin: string[];
  intern: number[];
}

interface Voice {
  g: number;
  soort: string;
  herkomst: string;
  opgave: string;
  werksoort: string;
  tekst: string;
  van: number | null;
  tot: number | null;
  regel?: string;
  oordeel?: string;
  tafel?: string;
  aantal?: number;
}

interface WorkYear {
  g: number;
  jaar: number;
  soorten: string[];
  n: number;
  samen: number;
  wat: string;
}

interface MeetingPlace {
  g: number;
  naam: string;
  punt: [number, number];
}

interface Dots {
  g: number;
  regel: string;
  n: number;
}

/** What was said in an area, and what the run did with it. */
interface Followed {
  g: number;
  zei: string;
  doet: string;
}

interface Dna {
  wijktype: number[];
  uitleg: number[];
  teksten: string[];
  straten: string[][];
  stations: string[][];
  perioden: string[];
  woningen: (number | null)[][];
}

interface Streets {
  straat: string[];
  straat_bij: number[][];
  postcode: string[];
  postcode_bij: number[][];
}

interface SourceFacts {
  id: string;
  titel: string;
  uitgever: string;
  licentie: string;
  naamsvermelding: string;
  webpagina: string;
  status: string;
  jaar: number[];
  bestanden: string[];
  opgehaald: string;
  melding: string;
}

interface Software {
  naam: string;
  versie: string;
  licentie: string;
  tekst: string;
}

/** One figure of a score: its weight in the run, where it counts, the size of each reference and twice each place in it. */
interface WeighPart {
  id: string;
  gewicht: number;
  groepen: number[];
  n: number[];
  t: (number | null)[] | null;
}

/** What makes a score again: `groep` per area, empty where all are compared with each other. */
interface Weighing {
  dekking: [number, number];
  hoog: number;
  groep: number[];
  opgaven: Record<string, { reden: string; delen: WeighPart[] }>;
}

interface MapData {
  naam: string;
  run: string;
  fictief: boolean;
  openbaarheid: "openbaar" | "intern";
  hoog: number;
  minimum: number;
  statussen: Record<string, { id: string; tekst: string }>;
  palet: {
    oplopend: Record<string, string[]>;
    rondom: Record<string, string[]>;
    banden: string[];
    stand: string[];
    soorten: string[];
    twee: string[];
  };
  niveaus: Level[];
  gebieden: AreaColumns;
  indicatoren: Indicator[];
  opgaven: Opgave[];
  weging: Weighing;
  koppelkansen: { regels: Rule[]; kolommen: CardColumns; kaarten: CardFace[]; teksten: string[] };
  sterk: Strengths;
  stemmen: Voice[];
  tijdlijn: WorkYear[];
  plekken: MeetingPlace[];
  gevolg: Followed[];
  stippen: Dots[];
  dna: Dna;
  straten: Streets;
  over: { bronnen: SourceFacts[]; meldingen: string[]; software: Software[] };
}

/** One layer of the backdrop; a shape is a list of lines, a line the steps between its points. */
interface BackdropLayer {
  laag: string;
  soort: "vlak" | "lijn" | "punt";
  namen: string[];
  naam: number[];
  vormen: number[][][];
}

interface BackdropData {
  stap: number;
  oorsprong: [number, number];
  lagen: BackdropLayer[];
}

/** The shapes of the areas: one object per niveau; the id of a shape is the place of its area. */
type Shapes = import("topojson-specification").Topology<
  Record<string, import("topojson-specification").GeometryCollection>
>;
