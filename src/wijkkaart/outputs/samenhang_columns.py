"""The columns of the table on the gemeente as a whole: what meets more often than by chance."""

from __future__ import annotations

from wijkkaart.outputs.column import GEMEENTECODE, OPENBAARHEID, RUN_ID, Column

SAMENHANG = (
    RUN_ID,
    GEMEENTECODE,
    Column("soort", "tekst", "Soort", "Kind", "paar (twee opgaven), regel of stapeling (zoveel opgaven tegelijk)"),
    Column(
        "onderwerp", "tekst", "Onderwerp", "Subject", "Ids van de twee opgaven, id van de regel, of minstens_2 tot 5"
    ),
    Column(
        "oordeel",
        "tekst",
        "Oordeel",
        "Judgement",
        "vaker (p_fdr hoogstens 0,05), niet_vaker, te_weinig (onder 20 buurten of 1 verwacht) of niet_berekend",
    ),
    Column("zin", "tekst", "In een zin", "In words", "Hetzelfde in woorden; het zegt niets over een oorzaak"),
    Column("kant_1", "tekst", "Ene kant", "One side", "Een opgave, of een kant van de voorwaarde urgent van de regel"),
    Column("kant_2", "tekst", "Andere kant", "Other side", "Als kant_1"),
    Column("n", "geheel", "Aantal buurten", "Neighbourhoods", "Buurten waar beide kanten bekend zijn", "aantal"),
    Column("n_1", "geheel", "Buurten met de ene", "With one", "Buurten waar kant_1 waar is", "aantal"),
    Column("n_2", "geheel", "Buurten met de andere", "With the other", "Buurten waar kant_2 waar is", "aantal"),
    Column("samen", "geheel", "Samen", "Together", "Buurten met beide, of met zoveel grote opgaven", "aantal"),
    Column("samen_hoogstens", "geheel", "Hoogstens", "At most", "Als wat ontbreekt ook groot is", "aantal"),
    Column(
        "verwacht",
        "getal",
        "Verwacht",
        "Expected",
        "Bij toeval: n_1 * n_2 / n; bij stapeling het gemiddelde van kaarten die even glad zijn",
        "aantal",
        1,
    ),
    Column(
        "verwacht_los",
        "getal",
        "Verwacht, los van buren",
        "Expected, no neighbours",
        "Bij stapeling: als opgaven en buurten niets met elkaar te maken hadden",
        "aantal",
        1,
    ),
    Column("lift", "getal", "Vaker dan bij toeval", "Lift", "Samen gedeeld door verwacht", "keer", 2),
    Column(
        "p",
        "getal",
        "Kans bij toeval",
        "p",
        "Deel van 999 kaarten, even glad maar zonder verband, met minstens zoveel overlap",
        "0-1",
        3,
    ),
    Column(
        "p_fdr",
        "getal",
        "Kans, gecorrigeerd",
        "p (FDR)",
        "p na correctie (Benjamini-Hochberg) voor alle rijen van deze soort en gemeente",
        "0-1",
        3,
    ),
    Column("deels_mechanisch", "tekst", "Gedeelde bron", "Shared source", "Ids van bronnen die beide kanten lezen"),
    Column(
        "zonder_gedeeld",
        "tekst",
        "Zonder gedeelde bron",
        "Without shared source",
        "herrekend: één kant zonder die bron; niet_mogelijk: dan blijft er te weinig over",
    ),
    Column(
        "lift_zonder_gedeeld", "getal", "Lift, zonder", "Lift, without", "Als lift, zonder gedeelde bron", "keer", 2
    ),
    Column("p_zonder_gedeeld", "getal", "Kans, zonder", "p, without", "Als p, zonder gedeelde bron", "0-1", 3),
    Column(
        "odds_ratio_binnen_wijktype",
        "getal",
        "Binnen een wijktype",
        "Within a type",
        "Odds ratio van Mantel-Haenszel over wijktypen; rond 1 is geen verband binnen een wijktype",
        "keer",
        1,
    ),
    Column("n_regel", "geheel", "Buurten van de regel", "Known", "Buurten waar de regel iets zegt", "aantal"),
    Column("urgent", "geheel", "Urgent", "Urgent", "Buurten waar de regel urgent is, ook door een ambitie", "aantal"),
    Column("kansrijk", "geheel", "Kansrijk", "Promising", "Buurten met stand kansrijk of verder", "aantal"),
    OPENBAARHEID,
)
