"""Every fixed column of every table: its type, its label in two languages and what it means."""

from __future__ import annotations

from wijkkaart.outputs.column import (
    GEBIEDCODE,
    GEBIEDNAAM,
    GEMEENTECODE,
    HERKOMST,
    INDELINGSJAAR,
    INDICATOR,
    NIVEAU,
    OPENBAARHEID,
    OPGAVE,
    REFERENTIE,
    RUN_ID,
    STATUS,
    Column,
)
from wijkkaart.outputs.method_columns import KEUZES, SAMENHANG_INDICATOREN
from wijkkaart.outputs.samenhang_columns import SAMENHANG
from wijkkaart.outputs.voice_columns import SAID_OF_CARD, STEMMEN, TIJDLIJN

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
    REFERENTIE,
    Column("norm", "getal", "Norm", "Norm", "De norm, als die er is", "zie kolom eenheid", 1),
    Column(
        "afstand_tot_norm",
        "getal",
        "Afstand tot norm",
        "Distance to norm",
        "0 is de norm gehaald, 100 het verst ervan af; leeg bij een norm die niet zeker is of alleen een lijn is",
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
    *SAID_OF_CARD,
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
    "onbekend": "in een onbekend jaar",
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
        "Zekerheid volgens de Wijktypekaart; bij een schatting, wijk of gemeente: deel van de woningen",
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
            "Woningen in gebruik, naar bouwjaar",
            "woningen",
            bron="bag_panden; bag_verblijfsobjecten",
        )
        for key, period in _PERIODS.items()
    ),
    Column("wijktype_tweede", "tekst", "Tweede wijktype", "Second type", "Het type dat daarna het best past"),
    Column(
        "wijktype_tweede_zekerheid",
        "getal",
        "Zekerheid tweede wijktype",
        "Certainty of second type",
        "Als bij wijktype",
        "deel 0-1",
        2,
    ),
    Column("wijktype_geschat", "tekst", "Geschat wijktype", "Estimated type", "Schatting uit BAG en CBS, per buurt"),
    Column(
        "wijktype_uitleg", "tekst", "Uitleg wijktype", "About the type", "Waar het vandaan komt en hoe zeker het is"
    ),
    Column("straten", "tekst", "Straten", "Streets", "De straten met de meeste adressen", bron="bag_verblijfsobjecten"),
    Column("stations", "tekst", "Stations", "Stations", "Trein en metro tot 1200 m van de grens", bron="gtfs_haltes"),
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
    "tijdlijn": TIJDLIJN,
    "samenhang": SAMENHANG,
    "samenhang_indicatoren": SAMENHANG_INDICATOREN,
    "keuzes": KEUZES,
}

#: The tables that also come as Parquet.
PARQUET_TABLES = ("indicatoren", "scores", "koppelkansen")
