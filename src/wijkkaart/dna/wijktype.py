"""A wijktype from building periods, density and kind of building: a decision tree.

Period limits follow the CLO typology; the limits on density, stacking and built-up share are
proposals that still have to be calibrated on the Wijktypekaart of the Klimaateffectatlas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GEMENGD = "gemengd"
_HALF = 0.5
#: Under this share of floor area for living an area is for work and services (percent).
_FOR_WORK_MXI = 25.0
_RURAL_OAD, _RURAL_DENSITY = 500.0, 5.0
_VILLA_DENSITY = 15.0
_OLD_SHARE, _OLD_GSI = 0.4, 0.35
_STACKED, _NOT_STACKED = 0.6, 0.4
_BLOCK_DENSITY, _VOLKSWIJK_DENSITY = 60.0, 40.0
_HIGH_RISE = 7.0

#: Every name that the tree can give.
TYPES = (
    "bedrijven en voorzieningen",
    "landelijk gebied",
    "villawijk",
    "historische binnenstad",
    "stedelijk bouwblok",
    "volkswijk",
    "tuindorp / vooroorlogse woonwijk",
    "tuinstad hoogbouw",
    "tuinstad laagbouw / naoorlogse woonwijk",
    "hoogbouw",
    "stadsvernieuwing",
    "bloemkoolwijk / suburbane uitbreiding",
    "Vinex / suburbane uitbreiding",
    "recente nieuwbouw",
    GEMENGD,
)

Uitkomst = tuple[str, float | None]

#: Other words for a type that the tree knows.
_SAME = {"bedrijventerrein": "bedrijven en voorzieningen", "landelijk": "landelijk gebied"}


def same_type(one: str, other: str) -> bool:
    """Return whether two names may mean one type; a name such as "Vinex / suburbane uitbreiding" covers two.

    Examples
    --------
    >>> same_type("Bloemkoolwijk", "bloemkoolwijk / suburbane uitbreiding"), same_type("Vinex", "villawijk")
    (True, False)
    """
    return bool(_names(one) & _names(other))


def _names(words: str) -> frozenset[str]:
    parts = (part.strip().casefold() for part in words.split("/"))
    return frozenset(_SAME.get(part, part) for part in parts)


def mixed(types: Iterable[str]) -> str:
    """Return "gemengd (A/B)" with the first two of `types` that differ; "gemengd" where there are no two."""
    short = list(dict.fromkeys(name.split(" / ")[0] for name in types if not name.startswith(GEMENGD)))[:2]
    return f"{GEMENGD} ({'/'.join(short)})" if len(short) > 1 else GEMENGD


@dataclass(frozen=True)
class Kenmerken:
    """What the tree asks of an area.

    Parameters
    ----------
    per
        Share of dwellings (0-1) per period: tot1909, 1910_1945, 1946_1969, 1970_1990, 1991_2010, na2010.
    dichtheid
        Dwellings per hectare of land.
    gestapeld, vrijstaand
        Share of dwellings (0-1) in a pand with several, and in a pand that stands alone.
    bouwlagen, gsi
        Mean storeys and built-up share; 0 where not known.
    mxi
        Percentage of floor area for living.
    oad
        Addresses per km2 around (omgevingsadressendichtheid).
    """

    per: Mapping[str, float]
    dichtheid: float
    gestapeld: float
    vrijstaand: float
    bouwlagen: float = 0.0
    gsi: float = 0.0
    mxi: float = 100.0
    oad: float = 9999.0


def wijktype(kenmerken: Kenmerken) -> Uitkomst:
    """Return the wijktype and the share of dwellings (0-1) it rests on; None where it rests on no period.

    Examples
    --------
    >>> per = {"tot1909": 0, "1910_1945": 0, "1946_1969": 0.1, "1970_1990": 0.7, "1991_2010": 0.2, "na2010": 0}
    >>> wijktype(Kenmerken(per, dichtheid=32, gestapeld=0.1, vrijstaand=0.1))
    ('bloemkoolwijk / suburbane uitbreiding', 0.7)
    """
    return _not_urban(kenmerken) or _pre_war(kenmerken) or _post_war(kenmerken) or _recent(kenmerken)


def _not_urban(k: Kenmerken) -> Uitkomst | None:
    if k.mxi < _FOR_WORK_MXI:
        return "bedrijven en voorzieningen", None
    if k.oad < _RURAL_OAD and k.dichtheid < _RURAL_DENSITY:
        return "landelijk gebied", None
    if k.vrijstaand >= _HALF and k.dichtheid < _VILLA_DENSITY:
        return "villawijk", k.vrijstaand
    return None


def _pre_war(k: Kenmerken) -> Uitkomst | None:
    oldest = k.per["tot1909"]
    share = oldest + k.per["1910_1945"]
    if oldest >= _OLD_SHARE and k.gsi >= _OLD_GSI:
        return "historische binnenstad", oldest
    if share < _HALF:
        return None
    if k.gestapeld >= _STACKED and k.dichtheid >= _BLOCK_DENSITY:
        return "stedelijk bouwblok", share
    if k.gestapeld < _NOT_STACKED and k.dichtheid >= _VOLKSWIJK_DENSITY:
        return "volkswijk", share
    return "tuindorp / vooroorlogse woonwijk", share


def _post_war(k: Kenmerken) -> Uitkomst | None:
    for period, stacked, low in (
        ("1946_1969", "tuinstad hoogbouw", "tuinstad laagbouw / naoorlogse woonwijk"),
        ("1970_1990", "stadsvernieuwing", "bloemkoolwijk / suburbane uitbreiding"),
    ):
        if (share := k.per[period]) >= _HALF:
            high = "hoogbouw" if k.bouwlagen >= _HIGH_RISE else stacked
            return (high if k.gestapeld >= _STACKED else low), share
    return None


def _recent(k: Kenmerken) -> Uitkomst:
    if k.per["1991_2010"] >= _HALF:
        return "Vinex / suburbane uitbreiding", k.per["1991_2010"]
    if k.per["na2010"] >= _HALF:
        return "recente nieuwbouw", k.per["na2010"]
    return GEMENGD, max(k.per.values())
