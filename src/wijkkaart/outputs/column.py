"""What a column of a table is, and the columns that several tables share."""

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
REFERENTIE = Column("referentie", "tekst", "Referentie", "Reference", "Waarmee de plek vergelijkt")
