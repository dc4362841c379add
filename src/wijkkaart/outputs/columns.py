"""Every fixed column of every table: its type, its label in two languages and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["tekst", "getal", "geheel", "ja_nee", "geometrie"]

#: The niveaus, in reading order, and the layer of ``wijkkaart.gpkg`` for each.
LAYERS = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten", "eigen": "eigen_gebieden"}

#: In the code book, the source of a column that this tool makes itself.
OWN = "wijkkaart"


@dataclass(frozen=True)
class Column:
    """One column of one table.

    Parameters
    ----------
    uitleg
        What stands in it, in Dutch; the code book shows it.
    decimalen
        Decimals that people see; the number itself keeps more.
    indicator, opgave
        The declaration behind the column, where there is one.
    status
        Column of the same table that says why a cell of this one is empty.
    """

    id: str
    type: Type
    label_nl: str
    label_en: str
    uitleg: str = ""
    eenheid: str = ""
    decimalen: int = 0
    bron: str = OWN
    openbaarheid: str = "openbaar"
    indicator: str = ""
    opgave: str = ""
    status: str = ""


RUN_ID = Column(
    "run_id", "tekst", "Run", "Run", "Code van invoer, instellingen en programma; gelijke invoer, gelijke code"
)
GEMEENTECODE = Column("gemeentecode", "tekst", "Gemeentecode", "Municipality code", "CBS-code, GM en vier cijfers")
GEBIEDCODE = Column(
    "gebiedcode", "tekst", "Gebiedcode", "Area code", "CBS-code van buurt (BU), wijk (WK), gemeente (GM), of eigen code"
)
GEBIEDNAAM = Column("gebiednaam", "tekst", "Naam", "Name", "Naam van het gebied", bron="cbs_buurten")
NIVEAU = Column("niveau", "tekst", "Niveau", "Level", "buurt, wijk, gemeente of eigen (eigen gebied)")
INDELINGSJAAR = Column(
    "indelingsjaar", "geheel", "Jaar indeling", "Division year", "Uitgave van de gebiedsindeling", "jaar"
)
OPENBAARHEID = Column(
    "openbaarheid", "tekst", "Openbaarheid", "Disclosure", "openbaar, of intern: alleen voor collega's, niet delen"
)
STATUS = Column("status", "tekst", "Status", "Status", "ok, of de reden waarom er geen waarde is")
OPGAVE = Column("opgave", "tekst", "Opgave", "Task", "Id van de opgave")
INDICATOR = Column(
    "indicator", "tekst", "Indicator", "Indicator", "Id van de indicator; zie tabel wijkkaart in dit codeboek"
)
HERKOMST = Column("herkomst", "tekst", "Herkomst", "Voice", "Wie dit zegt: cijfers, bewoners of gemeente")

GEBIEDEN = (
    GEBIEDCODE,
    GEBIEDNAAM,
    NIVEAU,
    GEMEENTECODE,
    Column("wijkcode", "tekst", "Wijkcode", "District code", "CBS-code van de wijk waar het gebied in ligt"),
    INDELINGSJAAR,
    Column("n_buurten", "geheel", "Aantal buurten", "Neighbourhoods", "Buurten van het gebied in deze run", "aantal"),
    Column("volledig", "ja_nee", "Volledig", "Complete", "Nee: niet alle buurten van dit gebied zijn meegenomen"),
    Column("bewoond", "ja_nee", "Bewoond", "Inhabited", "Er wonen mensen volgens CBS"),
    Column("water", "ja_nee", "Water", "Water", "Het gebied is volgens CBS water"),
    Column(
        "oppervlakte_ha", "getal", "Oppervlakte", "Area", "Oppervlakte van de getekende grens", "ha", 1, "cbs_buurten"
    ),
)

INDICATOREN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    GEBIEDNAAM,
    NIVEAU,
    INDELINGSJAAR,
    INDICATOR,
    Column("waarde", "getal", "Waarde", "Value", "De waarde; leeg als status geen ok is", "zie kolom eenheid"),
    Column("waarde_tekst", "tekst", "Waarde in woorden", "Value in words", "Voor indicatoren die een categorie zijn"),
    Column("eenheid", "tekst", "Eenheid", "Unit", "Eenheid van de waarde"),
    STATUS,
    Column(
        "teller", "getal", "Teller", "Numerator", "Het deel boven de streep, waar de waarde een deling is", "aantal"
    ),
    Column("noemer", "getal", "Noemer", "Denominator", "Het deel onder de streep", "aantal"),
    Column(
        "dekking", "getal", "Dekking", "Coverage", "Deel van gebied of woningen waarop de waarde rust", "deel 0-1", 2
    ),
    Column("p10", "getal", "10e percentiel", "10th percentile", "Spreiding binnen het gebied", "zie kolom eenheid", 1),
    Column("p50", "getal", "Mediaan", "Median", "Spreiding binnen het gebied", "zie kolom eenheid", 1),
    Column("p90", "getal", "90e percentiel", "90th percentile", "Spreiding binnen het gebied", "zie kolom eenheid", 1),
    Column("percentiel", "getal", "Plek", "Percentile", "Plek tussen de gebieden van referentie, oplopend", "0-100", 0),
    Column("referentie", "tekst", "Referentie", "Reference", "Waarmee de plek vergelijkt"),
    Column("norm", "getal", "Norm", "Norm", "De norm, als die er is", "zie kolom eenheid", 1),
    Column(
        "afstand_tot_norm",
        "getal",
        "Afstand tot norm",
        "Distance to norm",
        "0 is op de norm, 100 het slechtst",
        "0-100",
    ),
    Column("peiljaar", "geheel", "Peiljaar", "Year", "Jaar waarover de waarde gaat", "jaar"),
    Column("bron", "tekst", "Bron", "Source", "Ids van de bronnen, met ; ertussen"),
    OPENBAARHEID,
)

SCORES = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    NIVEAU,
    INDELINGSJAAR,
    OPGAVE,
    Column(
        "score",
        "getal",
        "Score",
        "Score",
        "Plek op deze opgave; hoog is een grotere opgave",
        "0-100",
        0,
        status="status",
    ),
    Column("referentie", "tekst", "Referentie", "Reference", "Waarmee de score vergelijkt"),
    Column("dekking", "getal", "Dekking", "Coverage", "Deel van het gewicht waarvoor er cijfers zijn", "deel 0-1", 2),
    Column("n_indicatoren", "geheel", "Aantal indicatoren", "Indicators", "Indicatoren die meetellen", "aantal"),
    Column("rang", "getal", "Rang", "Rank", "1 is de grootste opgave", "plaats"),
    Column("rang_p5", "getal", "Rang, ondergrens", "Rank, 5%", "Rang in de 5% gunstigste trekkingen", "plaats"),
    Column("rang_p50", "getal", "Rang, midden", "Rank, 50%", "Rang in de middelste trekking", "plaats"),
    Column("rang_p95", "getal", "Rang, bovengrens", "Rank, 95%", "Rang in de 5% minst gunstige trekkingen", "plaats"),
    Column(
        "p_bovenste_derde",
        "getal",
        "Kans op hoog",
        "P(top third)",
        "Deel van de trekkingen in het hoogste derde",
        "0-1",
        2,
    ),
    Column("oordeel", "tekst", "Oordeel", "Judgement", "robuust_hoog, robuust_niet_hoog of onzeker"),
    STATUS,
)

KOPPELKANSEN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    NIVEAU,
    Column("regel", "tekst", "Regel", "Rule", "Id van de regel"),
    Column("naam", "tekst", "Koppelkans", "Opportunity", "Naam van de koppelkans"),
    Column("opgaven", "tekst", "Opgaven", "Tasks", "Opgaven die hier samenkomen, met ; ertussen"),
    HERKOMST,
    Column(
        "stand",
        "tekst",
        "Stand",
        "State",
        "geen (niet in de cijfers gevonden), samenloop, kansrijk, kansrijk_mogelijk_moment, nu of onbekend",
    ),
    Column("kan_hoger", "ja_nee", "Kan hoger", "May rise", "Een ontbrekende waarde kan de stand nog verhogen"),
    Column("uitleg", "tekst", "Uitleg", "Explanation", "Wat er in dit gebied samenkomt, met de cijfers"),
    Column("waarde", "tekst", "Wat het oplevert", "Value", "Wat het kan opleveren"),
    Column("voor_wie", "tekst", "Voor wie", "For whom", "Wie er iets aan heeft"),
    Column("aan_tafel", "tekst", "Aan tafel", "At the table", "Wie er nodig is"),
    Column("eerste_stap", "tekst", "Eerste stap", "First step", "Wat je als eerste kunt doen"),
    Column("let_op", "tekst", "Let op", "Caveat", "Wat de cijfers niet zeggen"),
    Column("vraag", "tekst", "Vraag", "Question", "Vraag aan bewoners en collega's"),
    Column("bewijs", "tekst", "Bewijs", "Evidence", "Ids van de bronnen waarop het rust, met ; ertussen"),
    Column("p_urgent", "getal", "Kans op urgent", "P(urgent)", "Deel van de trekkingen waarin het urgent is", "0-1", 2),
    Column("zekerheid", "tekst", "Zekerheid", "Certainty", "Hoe zeker dit is"),
    OPENBAARHEID,
)

STERKE_PUNTEN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    NIVEAU,
    OPGAVE,
    INDICATOR,
    Column("zin", "tekst", "Sterk punt", "Strength", "Het sterke punt in een zin"),
    Column("waarde", "getal", "Waarde", "Value", "Waarde van de indicator", "zie codeboek bij de indicator", 1),
    Column("percentiel", "getal", "Plek", "Percentile", "Plek tussen de gebieden van referentie, oplopend", "0-100"),
    OPENBAARHEID,
)

_PERIODS = {
    "tot1909": "tot en met 1909",
    "1910_1945": "1910-1945",
    "1946_1969": "1946-1969",
    "1970_1990": "1970-1990",
    "1991_2010": "1991-2010",
    "na2010": "na 2010",
}

DNA = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    NIVEAU,
    Column("wijktype", "tekst", "Wijktype", "Neighbourhood type", "Soort buurt naar bouwtijd en bouwvorm"),
    Column(
        "wijktype_zekerheid",
        "getal",
        "Zekerheid wijktype",
        "Certainty of type",
        "Deel van de woningen dat bij dit wijktype past",
        "deel 0-1",
        2,
    ),
    Column("wijktype_bron", "tekst", "Bron wijktype", "Source of type", "Waar het wijktype vandaan komt"),
    *(
        Column(
            f"woningen_{key}",
            "geheel",
            f"Woningen gebouwd {period}",
            f"Dwellings built: {period}",
            "Woningen in gebruik met een bouwjaar in deze periode",
            "woningen",
            bron="bag_panden; bag_verblijfsobjecten",
        )
        for key, period in _PERIODS.items()
    ),
)

STEMMEN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    Column("soort", "tekst", "Soort", "Kind", "ambitie, werk of notitie"),
    HERKOMST,
    OPGAVE,
    Column("werksoort", "tekst", "Soort werk", "Kind of work", "Bij een werk: riool, weg, groen, ..."),
    Column("tekst", "tekst", "Tekst", "Text", "De tekst zoals die is gegeven"),
    Column("jaar_van", "geheel", "Jaar van", "From year", "Eerste jaar van het werk", "jaar"),
    Column("jaar_tot", "geheel", "Jaar tot", "To year", "Laatste jaar van het werk", "jaar"),
    Column("x", "getal", "x", "x", "Plaats, Rijksdriehoekstelsel (EPSG:28992)", "m", 1),
    Column("y", "getal", "y", "y", "Plaats, Rijksdriehoekstelsel (EPSG:28992)", "m", 1),
)

CODEBOEK = (
    Column(
        "tabel",
        "tekst",
        "Tabel",
        "Table",
        "Tabel; wijkkaart = de lagen van wijkkaart.gpkg, wijkkaart.parquet en de bladen Buurten en Wijken",
    ),
    Column("id", "tekst", "Kolom", "Column", "Naam van de kolom"),
    Column("label_nl", "tekst", "Label", "Label (Dutch)", "Label in het Nederlands"),
    Column("label_en", "tekst", "Label (Engels)", "Label (English)", "Label in het Engels"),
    Column("eenheid", "tekst", "Eenheid", "Unit", "Eenheid; leeg bij tekst en bij ja of nee"),
    Column("opgave", "tekst", "Opgave", "Task", "Opgave waar de kolom bij hoort"),
    Column("rol", "tekst", "Rol", "Role", "opgave telt mee in de score; kans, context, tijd en toets niet"),
    Column("kern", "ja_nee", "Kern", "Core", "Kernindicator: telt altijd mee in de noemer van de dekking"),
    Column("richting", "tekst", "Richting", "Direction", "Welk einde de opgave groter maakt: hoog, laag of geen"),
    Column("gewicht", "getal", "Gewicht", "Weight", "Gewicht binnen de opgave in deze run", "factor", 2),
    Column("vraag", "tekst", "Vraag", "Question", "Welke vraag het cijfer beantwoordt"),
    Column("formule", "tekst", "Formule of uitleg", "Formula", "Hoe het cijfer is gemaakt of wat er in de kolom staat"),
    Column("bron", "tekst", "Bron", "Source", "Ids van de bronnen; wijkkaart = door dit programma gemaakt"),
    Column("norm", "tekst", "Norm", "Norm", "De norm en waar die staat"),
    Column("minimum", "tekst", "Minimum", "Minimum", "Hoeveel gegevens er minstens nodig zijn"),
    Column("valkuil", "tekst", "Valkuil", "Pitfall", "Waar je op moet letten"),
    OPENBAARHEID,
    Column("type", "tekst", "Type", "Type", "tekst, getal, geheel (getal), ja_nee of geometrie"),
    Column("licentie", "tekst", "Licentie", "Licence", "Voorwaarden van de bronnen"),
)

#: The long tables in the order of the contract, each with its columns.
TABLES: dict[str, tuple[Column, ...]] = {
    "indicatoren": INDICATOREN,
    "scores": SCORES,
    "koppelkansen": KOPPELKANSEN,
    "gebieden": GEBIEDEN,
    "sterke_punten": STERKE_PUNTEN,
    "dna": DNA,
    "stemmen": STEMMEN,
}

#: The tables that also come as Parquet.
PARQUET_TABLES = ("indicatoren", "scores", "koppelkansen")
