"""What a YAML of a study area may say.

Unknown keys are refused; a message names file, line and key. Input paths are
relative to the file, the output folder to the working directory.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Niveau = Literal["buurt", "wijk", "gemeente"]
Formaat = Literal["kaart", "csv", "xlsx", "gpkg", "parquet"]
Normalisatie = Literal["percentiel", "minmax", "z", "exponentieel"]
Samenvoegen = Literal["rekenkundig", "meetkundig", "owa"]

GEMEENTECODE = re.compile(r"^GM\d{4}$")
WIJKCODE = re.compile(r"^WK\d{4}[0-9A-Z]{2}$")
BUURTCODE = re.compile(r"^BU\d{4}[0-9A-Z]{4}$")

#: The made-up municipality; its data files are made by the tool itself.
VOORBEELDSTAD = "GM9999"


def _as_tuple(value: object) -> object:
    """Let a single value stand for a list of one."""
    if value is None or isinstance(value, (list, tuple)):
        return value
    return (value,)


def _text_code(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    msg = f"schrijf een code als tekst met letters ervoor, bijvoorbeeld GM{int(value):04d} in plaats van {value}"
    raise ValueError(msg)


def _code(pattern: re.Pattern[str], example: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            msg = f"{value!r} is geen geldige code; een goede code is bijvoorbeeld {example}"
            raise ValueError(msg)
        return value

    return AfterValidator(check)


def _fraction(value: object) -> Fraction:
    try:
        share = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        msg = f"{value!r} is geen breuk; schrijf bijvoorbeeld 2/3 of 0.8"
        raise ValueError(msg) from None
    if not 0 < share <= 1:
        msg = f"{value!r} moet groter dan 0 en hoogstens 1 zijn"
        raise ValueError(msg)
    return share


def _plain_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = f"{value!r} is geen adres van een dienst; een adres begint met https:// of http://"
        raise ValueError(msg)
    if parts.username or parts.password:
        msg = (
            f"in het adres van {parts.hostname} staat een naam of wachtwoord; dat zou in de uitvoer komen. Laat het weg"
        )
        raise ValueError(msg)
    return value


Text = Annotated[str, BeforeValidator(_text_code), Field(min_length=1)]
Address = Annotated[Text, AfterValidator(_plain_address)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
Paths = Annotated[tuple[Path, ...], BeforeValidator(_as_tuple)]
OwnPaths = Annotated[tuple[Path, ...], BeforeValidator(lambda value: _as_tuple(value) or ())]
Years = Annotated[tuple[Annotated[int, Field(ge=1900, le=2200)], ...], BeforeValidator(_as_tuple)]
Numbers = Annotated[tuple[float, ...], BeforeValidator(_as_tuple)]
Share = Annotated[Fraction, BeforeValidator(_fraction)]
Wijkcodes = Annotated[tuple[Annotated[Text, _code(WIJKCODE, "WK034401")], ...], BeforeValidator(_as_tuple)]
Buurtcodes = Annotated[tuple[Annotated[Text, _code(BUURTCODE, "BU03440111")], ...], BeforeValidator(_as_tuple)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class EigenGebieden(_Part):
    """Project areas beside the CBS areas: a polygon file and the field with their names."""

    bestand: Path
    naamveld: Text
    laag: Text | None = None


class Gebied(_Part):
    """Which areas the run is about."""

    gemeenten: Texts = ()
    wijken: Wijkcodes = ()
    buurten: Buurtcodes = ()
    niveaus: Annotated[tuple[Niveau, ...], BeforeValidator(_as_tuple), Field(min_length=1)] = (
        "buurt",
        "wijk",
        "gemeente",
    )
    jaar: Annotated[int, Field(ge=1995, le=2100)] | None = None
    alleen_volledig: bool = False
    eigen_gebieden: EigenGebieden | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Gebied:
        if not (self.gemeenten or self.wijken or self.buurten):
            msg = "noem minstens één gemeente, wijk of buurt"
            raise ValueError(msg)
        return self


class Bron(_Part):
    """How one source is used in this run: a local file, another endpoint, or not at all."""

    aan: bool = True
    bestand: Paths = ()
    laag: Text | None = None
    jaar: Years = ()
    geldig_voor: Years = ()
    band: Annotated[int, Field(ge=1)] = 1
    nodata: Numbers = ()
    url: Address | None = None


class Eigen(_Part):
    """Files that gemeente and residents bring, one or more of each kind."""

    ambities: OwnPaths = ()
    werken: OwnPaths = ()
    verhalen: OwnPaths = ()
    koppelkansen: OwnPaths = ()
    ontmoetingsplekken: OwnPaths = ()
    oordelen: OwnPaths = ()

    @property
    def bestanden(self) -> tuple[Path, ...]:
        """All files, in a fixed order."""
        return tuple(path for _, paths in self for path in paths)


class Referentie(_Part):
    """Among which areas a buurt is ranked, and how many are needed to rank at all."""

    populatie: Literal["gemeente", "gebied", "stedelijkheid", "nederland"] = "gemeente"
    minimum: Annotated[int, Field(ge=2)] = 10


class Scores(_Part):
    """How the figures of an opgave become one score; that score is a place among buurten whatever is chosen.

    Parameters
    ----------
    normalisatie
        How a figure is put on 0-100.
    samenvoegen
        How the figures are brought together: weighted mean, geometric mean, or one in which the
        highest weigh most.
    """

    normalisatie: Normalisatie = "percentiel"
    samenvoegen: Samenvoegen = "rekenkundig"


class Drempels(_Part):
    """The thresholds, as exact fractions."""

    hoog: Share = Fraction(2, 3)
    dekking: Share = Fraction(2, 3)
    planhorizon_jaren: Annotated[int, Field(ge=1, le=50)] = 5
    planjaar: Annotated[int, Field(ge=1995, le=2100)] | None = None


class Uitvoer(_Part):
    """Where the results go and in which forms."""

    map: Path | None = None
    formaten: Annotated[tuple[Formaat, ...], BeforeValidator(_as_tuple), Field(min_length=1)] = (
        "kaart",
        "csv",
        "xlsx",
        "gpkg",
        "parquet",
    )


class Config(_Part):
    """One study area as configured.

    Parameters
    ----------
    overige
        What happens to sources that ``bronnen`` does not name.
    gewichten
        Weight per indicator, per opgave, where it differs from the declaration.
    """

    naam: Text | None = None
    gebied: Gebied
    bronnen: dict[str, Bron] = Field(default_factory=dict)
    overige: Literal["aan", "uit"] = "aan"
    eigen: Eigen = Eigen()
    referentie: Referentie = Referentie()
    scores: Scores = Scores()
    drempels: Drempels = Drempels()
    gewichten: dict[str, dict[str, Annotated[float, Field(ge=0)]]] = Field(default_factory=dict)
    koppelregels: Path | None = None
    uitvoer: Uitvoer = Uitvoer()

    @property
    def titel(self) -> str:
        """Title of the study area before its official name is known."""
        gebied = self.gebied
        return self.naam or ", ".join((*gebied.gemeenten, *gebied.wijken, *gebied.buurten))

    @property
    def fictief(self) -> bool:
        """Whether this is the made-up municipality."""
        return VOORBEELDSTAD in self.gebied.gemeenten

    def wants(self, source: str) -> bool:
        """Return whether the run asks for `source` at all."""
        return self.bronnen[source].aan if source in self.bronnen else self.overige == "aan"

    def input_of(self, source: str) -> Bron:
        """Return how `source` is used; the default where the config does not name it."""
        return self.bronnen.get(source, Bron(aan=self.overige == "aan"))


def for_gemeente(gemeente: str) -> Config:
    """Return the default config for one gemeente by name or code."""
    return Config(gebied=Gebied(gemeenten=(gemeente,)))


def slug(text: str) -> str:
    """Return `text` as a folder name: lower case, ASCII, dashes; never empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:60].strip("-") or "gebied"


def resolve_paths(raw: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return `raw` with the input paths made absolute, seen from `folder`; the output folder untouched."""

    def absolute(value: Any) -> Any:
        if isinstance(value, str):
            return folder / value
        return (
            [folder / item if isinstance(item, str) else item for item in value] if isinstance(value, list) else value
        )

    resolved = dict(raw)
    if isinstance(sources := raw.get("bronnen"), dict):
        resolved["bronnen"] = {
            name: {**entry, "bestand": absolute(entry["bestand"])}
            if isinstance(entry, dict) and "bestand" in entry
            else entry
            for name, entry in sources.items()
        }
    if isinstance(own := raw.get("eigen"), dict):
        resolved["eigen"] = {key: absolute(value) for key, value in own.items()}
    area = raw.get("gebied")
    if isinstance(area, dict) and isinstance(project := area.get("eigen_gebieden"), dict) and "bestand" in project:
        resolved["gebied"] = {**area, "eigen_gebieden": {**project, "bestand": absolute(project["bestand"])}}
    if "koppelregels" in raw:
        resolved["koppelregels"] = absolute(raw["koppelregels"])
    return resolved
