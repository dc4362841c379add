"""The columns of the tables about the method: by reference and opgave, not by area."""

from __future__ import annotations

from wijkkaart.outputs.column import GEMEENTECODE, INDICATOR, OPENBAARHEID, OPGAVE, REFERENTIE, RUN_ID, Column

SAMENHANG_INDICATOREN = (
    RUN_ID,
    GEMEENTECODE,
    REFERENTIE,
    OPGAVE,
    INDICATOR,
    Column("n_buurten", "geheel", "Aantal buurten", "Neighbourhoods", "Buurten met cijfer en score", "aantal"),
    Column(
        "spearman_met_score",
        "getal",
        "Samenhang met de score",
        "Spearman with the score",
        "Rangcorrelatie van cijfer en score van de opgave; hoog is aan beide kanten een grotere opgave",
        "-1 tot 1",
        2,
    ),
    Column(
        "oordeel",
        "tekst",
        "Oordeel",
        "Judgement",
        "dominant (boven 0,9: bepaalt de score bijna alleen), stil (onder 0,3: doet bijna niet mee), gewoon, onbekend",
    ),
    Column(
        "hangt_samen_met", "tekst", "Zegt hetzelfde als", "Goes with", "Cijfers met een rangcorrelatie verder dan 0,9"
    ),
    Column("gedeelde_bron", "tekst", "Gedeelde bron", "Shared source", "Cijfers met dezelfde bron of teller, en welke"),
    OPENBAARHEID,
)

KEUZES = (
    RUN_ID,
    GEMEENTECODE,
    REFERENTIE,
    OPGAVE,
    Column("plek", "geheel", "Plek", "Place", "1 is de keuze die het meest uitmaakt", "plaats"),
    Column(
        "keuze",
        "tekst",
        "Keuze",
        "Choice",
        "Wat anders is gekozen: normalisatie, samenvoegen, gewichten, weglaten, referentie of afronding",
    ),
    Column(
        "gemiddelde_rangverschuiving",
        "getal",
        "Gemiddelde verschuiving",
        "Mean shift in rank",
        "Zoveel plaatsen schuift een buurt gemiddeld op als alleen deze keuze anders is",
        "plaatsen",
        1,
    ),
    Column("zin", "tekst", "In een zin", "In words", "Hetzelfde in een zin"),
)
