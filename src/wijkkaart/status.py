"""Why a cell has a value, or why it has none."""

from enum import StrEnum


class Status(StrEnum):
    """The only reasons a cell may carry; a cell without ``OK`` holds no value."""

    OK = "ok"
    GEHEIM = "geheim"
    TE_KLEIN = "te_klein"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"
    NIET_GEPUBLICEERD = "niet_gepubliceerd"
    BUITEN_DEKKING = "buiten_dekking"
    BRON_ONTBREEKT = "bron_ontbreekt"
    ONBEKEND = "onbekend"
    TE_WEINIG_GEBIEDEN = "te_weinig_gebieden"


#: What people read for each status, on the map and in the tables.
STATUS_TEKST: dict[str, str] = {
    Status.OK: "cijfer bekend",
    Status.GEHEIM: "te weinig huishoudens, privacy",
    Status.TE_KLEIN: "te weinig woningen of inwoners voor een betrouwbaar cijfer",
    Status.NIET_VAN_TOEPASSING: "niet van toepassing (geen inwoners of woningen)",
    Status.NIET_GEPUBLICEERD: "niet gepubliceerd in deze uitgave",
    Status.BUITEN_DEKKING: "kaartlaag dekt dit gebied niet",
    Status.BRON_ONTBREEKT: "bron niet beschikbaar",
    Status.ONBEKEND: "te weinig cijfers voor een score",
    Status.TE_WEINIG_GEBIEDEN: "te weinig buurten om te vergelijken",
}

#: The statuses an indicator cell may have; scores add the last two of ``Status``.
INDICATOR_STATUSES = frozenset(Status) - {Status.ONBEKEND, Status.TE_WEINIG_GEBIEDEN}
