"""What a source, an indicator and an opgave declare about themselves.

Everything a reader meets (labels, units, licences, code book, legends) comes from
here; nothing is declared twice.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkkaart.extent import Extent
    from wijkkaart.figures import Figures

Rol = Literal["opgave", "kans", "context", "tijd", "toets"]
Richting = Literal["hoog", "laag", "geen"]
Openbaarheid = Literal["openbaar", "intern"]
Soort = Literal["gebieden", "tabel", "vlakken", "objecten", "raster", "namen", "vergelijking", "indeling"]

#: Parameters of an indicator function that are not sources.
RESERVED_INPUTS = frozenset({"gebieden", "planjaar", "wijktypen"})
#: What the wijktypen are made of: an indicator that takes them rests on these too.
WIJKTYPE_BRONNEN = ("cbs_kerncijfers", "bag_verblijfsobjecten", "bag_panden", "kea_wijktypen")
#: What people read for the certainty of a norm.
_NORM_ZEKERHEID = {"A": "nagelezen in de bron", "B": "uit de tweede hand", "M": "uit het hoofd", "V": "een voorstel"}


@dataclass(frozen=True)
class Order:
    """What a run wants of a service.

    Parameters
    ----------
    extent
        The gemeenten and the bounding box (EPSG:28992) of the study area.
    editie
        The year to fetch; 0 where the service has no editions.
    url
        Address of the service, with the edition filled in.
    map
        Empty folder to write the files to.
    sleutel
        The user's key for the service; empty where none is needed. Never in a message or a file.
    """

    extent: Extent
    editie: int
    url: str
    map: Path = Path()
    sleutel: str = field(default="", repr=False)


@dataclass(frozen=True)
class Service:
    """How a source is fetched into files that its reader knows.

    Parameters
    ----------
    url
        Address, with ``{jaar}`` where it holds the edition.
    fetch
        ``fetch(http, order) -> Facts``: writes the files into ``order.map``.
    ververs_dagen
        After so many days a snapshot is fetched again.
    edities
        Years to try, the preferred one first; (0,) where there are none.
    laag
        Layer to read from the files; None where the reader finds it.
    op_plaats
        Whether the box of the study area is asked for (else its gemeenten).
    landelijk
        Whether the files hold the whole country: then all runs share one snapshot.
    gedeeld
        Name under which sources that read the same national files share one snapshot; empty where
        a source has files of its own.
    samen
        Whether all editions that can be had are read together (a table that takes per figure
        the newest filled year); else the first that can be had.
    genoeg
        With `samen`: how many editions will do, the newest first; 0 for all.
    sleutel
        Environment variable that holds the user's key; empty where none is needed.
    zekerheid
        How sure we are of address and form: A seen in the service's own code or in several
        clients, B in one, C from memory.
    """

    url: str
    fetch: Callable[[Any, Order], Any]
    ververs_dagen: int
    edities: tuple[int, ...] = (0,)
    laag: str | None = None
    op_plaats: bool = False
    landelijk: bool = False
    gedeeld: str = ""
    samen: bool = False
    genoeg: int = 0
    sleutel: str = ""
    zekerheid: Literal["A", "B", "C"] = "A"


@dataclass(frozen=True)
class Source:
    """One open dataset: who publishes it, under which terms, and how a file of it is read.

    Parameters
    ----------
    id
        ``<register>_<dataset>``; also the file name and the key in a config.
    soort
        The shape of its layer: areas, a table per gebied, figures per area of another division
        (``vlakken``), objects or a raster; ``namen``, ``vergelijking`` and ``indeling`` (areas of other
        years) are no layer of a map.
    read
        Reads a local file in the published schema: ``read(input, extent) -> layer``.
    verwachte_velden
        Fields without which the file is not this dataset (after the aliases).
    sleutel
        True where the publisher wants a key or hands out files on request only.
    indeling
        Year of the area division that its codes follow, where that is not the year of the figures.
    vlakdekkend
        True for a register that fills the country: where a file of it ends, its coverage ends.
    dienst
        How it is fetched; None where only a file can be given.
    terugval
        Other ways to the same data, tried in this order when `dienst` is dead or has changed.
    """

    id: str
    titel: str
    uitgever: str
    licentie: str
    naamsvermelding: str
    webpagina: str
    soort: Soort
    read: Callable[..., Any]
    verwachte_velden: tuple[str, ...] = ()
    sleutel: bool = False
    indeling: int = 0
    vlakdekkend: bool = False
    toelichting: str = ""
    dienst: Service | None = None
    terugval: tuple[Service, ...] = ()

    @property
    def diensten(self) -> tuple[Service, ...]:
        """Every way to fetch it, the preferred one first."""
        return () if self.dienst is None else (self.dienst, *self.terugval)


@dataclass(frozen=True)
class Norm:
    """A documented norm for an indicator.

    Parameters
    ----------
    waarde
        The norm itself, in the indicator's unit.
    slechtst
        The value at which the distance counts as 100.
    bron
        Where the norm is written.
    zekerheid
        A read in the source, B second-hand, M from memory, V a proposal.
    verzadigd
        True where nearly every buurt fails or passes: draw the line, do not score it.
    """

    waarde: float
    slechtst: float
    bron: str
    zekerheid: Literal["A", "B", "M", "V"]
    verzadigd: bool = False

    @property
    def met_afstand(self) -> bool:
        """Whether the distance to it says something: only for a norm that was read and that tells areas apart."""
        return self.zekerheid == "A" and not self.verzadigd

    @property
    def toelichting(self) -> str:
        """How sure it is, and why there is no distance to it where there is none, in words for people."""
        sure = f"zekerheid: {_NORM_ZEKERHEID[self.zekerheid]}"
        if self.verzadigd:
            return f"{sure}; een lijn en geen maat, want bijna alle buurten zitten aan dezelfde kant"
        return sure if self.met_afstand else f"{sure}, daarom zonder afstand"


@dataclass(frozen=True)
class Indicator:
    """One figure per gebied and all that a reader must know about it.

    The function's name is the indicator's id; its parameters name the sources it reads
    (a parameter with default None is an optional source).
    """

    bereken: Callable[..., Figures]
    label_nl: str
    label_en: str
    eenheid: str
    rol: Rol
    vraag: str
    formule: str
    minimum: str
    valkuil: str
    richting: Richting = "geen"
    kern: bool = False
    gewicht: float = 1.0
    openbaarheid: Openbaarheid = "openbaar"
    goed_einde: str = ""
    norm: Norm | None = None
    norm_tekst: str = "geen norm bekend"
    ondergrens: float | None = 0.0
    bovengrens: float | None = None
    decimalen: int = 0
    afwezig: str = "ontbreekt de bron, dan is er geen cijfer"
    categorie: bool = False

    @property
    def id(self) -> str:
        """The indicator's id: the name of its function."""
        return self.bereken.__name__

    @property
    def bronnen(self) -> tuple[str, ...]:
        """Ids of the sources it reads, in the order of its parameters; then those of the wijktypen it takes."""
        names = inspect.signature(self.bereken).parameters
        behind = WIJKTYPE_BRONNEN if "wijktypen" in names else ()
        return tuple(dict.fromkeys([*(name for name in names if name not in RESERVED_INPUTS), *behind]))

    @property
    def verplichte_bronnen(self) -> tuple[str, ...]:
        """Ids of the sources without which there is no figure."""
        parameters = inspect.signature(self.bereken).parameters.values()
        required = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
        return tuple(name for name in self.bronnen if name in required)


@dataclass(frozen=True)
class Opgave:
    """One of the six transition tasks, or a group of figures beside them (dna, tijd).

    Parameters
    ----------
    scoort
        True for the six opgaven; ``dna`` and ``tijd`` have no score.
    """

    id: str
    label_nl: str
    label_en: str
    vraag: str
    indicatoren: tuple[Indicator, ...]
    scoort: bool = True
    volgorde: int = 99
