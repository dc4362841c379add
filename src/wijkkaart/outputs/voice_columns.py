"""The columns of what residents and gemeente brought."""

from __future__ import annotations

from wijkkaart.outputs.column import GEBIEDCODE, GEMEENTECODE, HERKOMST, NIVEAU, OPGAVE, RUN_ID, Column

#: What was said of a card; they stand at the end of the table koppelkansen.
SAID_OF_CARD = (
    Column(
        "herkenning",
        "tekst",
        "Herkenning",
        "Recognised",
        "Wat bewoners en gemeente van de kaart zeggen: herkennen, herkennen_niet, verdeeld of weten_niet; "
        "leeg als niemand er iets van zei",
    ),
    Column(
        "stippen", "geheel", "Stippen", "Dots", "Stippen die bij deze kaart zijn geplakt, alle tafels samen", "aantal"
    ),
)

STEMMEN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    Column(
        "soort",
        "tekst",
        "Soort",
        "Kind",
        "ambitie, werk, notitie, behouden (dit willen we behouden), koppelkans (zelf ingebracht), ontmoetingsplek, "
        "oordeel (over een kaart of cijfer) of stip",
    ),
    HERKOMST,
    OPGAVE,
    Column("werksoort", "tekst", "Soort werk", "Kind of work", "Bij een werk: riool, weg, groen, ..."),
    Column(
        "tekst",
        "tekst",
        "Tekst",
        "Text",
        "De tekst zoals die is gegeven; bij een koppelkans of ontmoetingsplek is de eerste regel de naam",
    ),
    Column("jaar_van", "geheel", "Jaar van", "From year", "Eerste jaar van het werk", "jaar"),
    Column("jaar_tot", "geheel", "Jaar tot", "To year", "Laatste jaar van het werk", "jaar"),
    Column("x", "getal", "x", "x", "Plaats, Rijksdriehoekstelsel (EPSG:28992)", "m", 1),
    Column("y", "getal", "y", "y", "Plaats, Rijksdriehoekstelsel (EPSG:28992)", "m", 1),
    Column("regel", "tekst", "Gaat over", "About", "Id van de koppelkans of indicator waar het over gaat"),
    Column("oordeel", "tekst", "Oordeel", "Judgement", "Bij een oordeel: herkennen, herkennen_niet of weten_niet"),
    Column("aantal", "geheel", "Aantal stippen", "Dots", "Bij soort stip: hoeveel stippen", "aantal"),
    Column("tafel", "tekst", "Tafel", "Table", "Welke tafel of groep dit zei"),
)

TIJDLIJN = (
    RUN_ID,
    GEMEENTECODE,
    GEBIEDCODE,
    NIVEAU,
    Column("jaar", "geheel", "Jaar", "Year", "Jaar waarin er werk is gepland", "jaar"),
    Column("soorten", "tekst", "Soorten werk", "Kinds of work", "Soorten werk in dit jaar, met ; ertussen"),
    Column(
        "n_werken", "geheel", "Aantal werken", "Works", "Geplande werken in dit jaar, elk een keer geteld", "aantal"
    ),
    Column("samen", "ja_nee", "Komt samen", "Together", "Er zijn in dit jaar werken van verschillende soort"),
    Column("omschrijvingen", "tekst", "Omschrijvingen", "Descriptions", "Wat het is, met ; ertussen; hoogstens tien"),
)
