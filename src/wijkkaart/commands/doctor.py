"""Looks whether every service answers, and as its source expects: with its own fetch, of the smallest area."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wijkkaart.catalogue import all_sources
from wijkkaart.commands.numbers import megabytes
from wijkkaart.config import GEMEENTECODE, Bron, Config
from wijkkaart.errors import InputError, SourceChanged, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.fetch.answer import RequestRefused, where
from wijkkaart.fetch.peek import Enough, Peek
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching, Way, obtain
from wijkkaart.inputs import expected, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wijkkaart.declarations import Service, Source

Stand = Literal["antwoordt", "anders", "stil", "sleutel"]

#: Where to look when the config names no gemeente: the old town of Delft (EPSG:28992).
_DELFT = Extent((84_350.0, 447_350.0, 84_650.0, 447_650.0), ("GM0503",))
#: Half the side of the place that is looked at, metres: some hundred panden in a town.
_HALF_M = 125.0
#: There is an answer, but not to what we ask.
_ASKED_WRONG = frozenset({400, 404, 405, 406, 410})


@dataclass(frozen=True)
class Probe:
    """One way to a source that a run may take: its service, and the address where that is asked."""

    source: Source
    service: Service
    invoer: Bron

    @property
    def url(self) -> str:
        """The address, with ``{jaar}`` where it holds the edition."""
        return self.invoer.url or self.service.url

    @property
    def editions(self) -> tuple[int, ...]:
        """Years to look for, the preferred one first; (0,) where there are none."""
        return self.invoer.jaar or self.service.edities

    @property
    def lacks_key(self) -> bool:
        """Whether it asks for a key that is not in the environment."""
        return bool(self.service.sleutel) and not os.environ.get(self.service.sleutel)


@dataclass(frozen=True)
class Finding:
    """How one service of one source was found.

    Parameters
    ----------
    adres
        Host and path.
    stand
        ``antwoordt``, ``anders`` (than its source expects), ``stil`` (no answer) or ``sleutel`` (not asked: no key).
    milliseconden
        How long its host usually takes; None when it never answered.
    melding
        What is the matter, in Dutch; with ``antwoordt`` a remark or nothing.
    """

    bron: str
    adres: str
    terugval: bool
    stand: Stand
    milliseconden: int | None
    melding: str


def probes(config: Config | None) -> list[Probe]:
    """Return what a run of `config` (None: of any gemeente) may ask, by source, the preferred service first."""
    found = []
    for source in all_sources().values():
        invoer = Bron() if config is None else config.input_of(source.id)
        if invoer.aan and not invoer.bestand:
            services = source.diensten[:1] if invoer.url else source.diensten
            found += [Probe(source, service, invoer) for service in services]
    return found


def examine(config: Config | None, peek: Peek) -> Iterator[Finding]:
    """Yield how each service was found that a run of `config` may ask, fall-backs too."""
    with tempfile.TemporaryDirectory(prefix="wijkkaart-", ignore_cleanup_errors=True) as folder:
        extent = _place(config, _fetching(peek, Path(folder) / "gebied"))
        for number, probe in enumerate(probes(config)):
            yield _find(probe, extent, peek, Path(folder) / str(number))


def _fetching(peek: Peek, room: Path) -> Fetching:
    return Fetching(peek, Store(room), vernieuw=False, vandaag=datetime.now(UTC).date())


def _find(probe: Probe, extent: Extent, peek: Peek, room: Path) -> Finding:
    """Return how a service was found in the first edition that answers, else in the preferred one."""
    if probe.lacks_key:
        return _finding(probe, 0, peek, "sleutel", f"niet gevraagd: er is geen sleutel in {probe.service.sleutel}")
    missed: list[tuple[int, Stand, str]] = []
    for edition in probe.editions:
        peek.begin()
        stand, remark = _try(probe, edition, extent, _fetching(peek, room / str(edition)))
        if stand == "antwoordt":
            missing = [f"editie {year} niet ({text})" for year, _, text in missed]
            return _finding(probe, edition, peek, stand, "; ".join([*([remark] if remark else []), *missing]))
        missed.append((edition, stand, remark))
    return _finding(probe, missed[0][0], peek, *missed[0][1:])


def _finding(probe: Probe, edition: int, peek: Peek, stand: Stand, remark: str) -> Finding:
    url = probe.url.replace("{jaar}", str(edition))
    back_up = probe.service is not probe.source.dienst
    return Finding(probe.source.id, where(url), back_up, stand, peek.milliseconds(url), remark)


def _try(probe: Probe, edition: int, extent: Extent, fetching: Fetching) -> tuple[Stand, str]:
    """Fetch the place and read it, as a run does; return how that went."""
    source = probe.source
    try:
        files = obtain(Way(source, probe.invoer, probe.service, (edition,)), extent, fetching).invoer
        expected(source, source.read(files, extent))
    except Enough as enough:
        return "antwoordt", f"bestand van {megabytes(enough.size)}" if enough.size else ""
    except RequestRefused as refused:
        return "anders" if refused.status in _ASKED_WRONG else "stil", str(refused)
    except SourceUnavailable as error:
        return "stil", str(error)
    except (SourceChanged, InputError) as error:
        return "anders", str(error)
    return "antwoordt", ""


def _place(config: Config | None, fetching: Fetching) -> Extent:
    """Return a small box in the first gemeente that the config names by code; in Delft where there is none."""
    config = config or Config.model_validate({"gebied": {"gemeenten": _DELFT.gemeenten}})
    extent = Extent(gemeenten=_gemeenten(config)[:1] or _DELFT.gemeenten)
    try:
        buurten = read_source(all_sources()["cbs_buurten"], config, extent, fetching).layer
    except (Enough, InputError):
        buurten = None
    if buurten is None:
        return _DELFT
    land = buurten[~buurten["water"] & buurten["gemeentecode"].isin(extent.gemeenten)]
    if land.empty:
        return _DELFT
    # The smallest buurt is most likely a full one: in a meadow nothing could be told from an empty answer.
    middle = land.loc[land.area.idxmin(), "geometry"].representative_point()
    box = (middle.x - _HALF_M, middle.y - _HALF_M, middle.x + _HALF_M, middle.y + _HALF_M)
    return Extent(box, extent.gemeenten)


def _gemeenten(config: Config) -> tuple[str, ...]:
    area = config.gebied
    named = [name for name in area.gemeenten if GEMEENTECODE.fullmatch(name)]
    parts = [f"GM{code[2:6]}" for code in (*area.wijken, *area.buurten)]
    return () if config.fictief else tuple(dict.fromkeys([*named, *parts]))
