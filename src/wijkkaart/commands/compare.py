"""Reads a study area and holds its figures against what CBS publishes for them; `cijfers` tells how that went."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkkaart import pipeline
from wijkkaart.catalogue import all_sources
from wijkkaart.errors import ConfigError
from wijkkaart.gebieden.agreement import hold_counted, hold_published, is_outside, whole_areas
from wijkkaart.gebieden.build import mark_complete
from wijkkaart.gebieden.division import AREA_MARGIN, ROUNDING_HA, Division, fit_division
from wijkkaart.gebieden.study_area import read_study_area
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwelling_count
from wijkkaart.inputs import place_objects, read_source
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    import pandas as pd

    from wijkkaart.config import Config
    from wijkkaart.fetching import Fetching
    from wijkkaart.layers import StatTable
    from wijkkaart.provenance import SourceRecord

_KERNCIJFERS, _BAG = "cbs_kerncijfers", "bag_verblijfsobjecten"
#: BAG and CBS count dwellings on different days; a larger difference is worth a look (a proposal).
_HOMES_MARGIN = 0.10


@dataclass(frozen=True)
class Check:
    """One comparison with the outside.

    Parameters
    ----------
    streng
        Whether it should fit; else the difference is only told.
    per
        What it is told per: ``cijfer`` or ``niveau``.
    rijen
        What was compared, as ``gebieden.agreement`` returns it.
    betekenis
        What a difference may mean, in Dutch.
    """

    id: str
    titel: str
    streng: bool
    per: str
    rijen: pd.DataFrame
    betekenis: str


@dataclass(frozen=True)
class Comparison:
    """All comparisons of one study area, the sources they rest on, and the names of the areas by code."""

    naam: str
    toetsen: tuple[Check, ...]
    bronnen: tuple[SourceRecord, ...]
    gebiednamen: pd.Series


def compare(config: Config, progress: Callable[[str], None], fetching: Fetching) -> Comparison:
    """Return how the figures of the study area compare with those of CBS.

    Raises
    ------
    ConfigError
        When the run uses no figures of CBS: then there is nothing to compare with.
    WijkkaartError
        When the areas or a file cannot be used.
    """
    if not config.fictief:
        return _compare(config, progress, fetching)
    with tempfile.TemporaryDirectory(prefix="wijkkaart-") as folder:
        progress("Voorbeeldstad maken (verzonnen gegevens)")
        return _compare(pipeline.with_example(config, Path(folder)), progress, fetching)


def _compare(config: Config, progress: Callable[[str], None], fetching: Fetching) -> Comparison:
    sources = all_sources()
    progress("Gebieden lezen")
    area = read_study_area(config, sources, fetching)
    readings = dict(area.readings)
    for name in (_KERNCIJFERS, _BAG):
        readings[name] = read_source(sources[name], config, area.extent, fetching)
        if (rows := readings[name].record.rijen) is not None:
            progress(f"{sources[name].titel}: {dutch_number(rows)} rijen")
    table, record = readings[_KERNCIJFERS].layer, readings[_KERNCIJFERS].record
    if table is None and record.status != "mislukt":
        raise ConfigError(f"Er zijn geen cijfers van het CBS om mee te vergelijken ({_KERNCIJFERS}). {record.melding}")
    checks = []
    if table is not None:
        vouched = config.input_of("cbs_buurten").geldig_voor
        checks = _checks(table, area.gebieden, area.shares, vouched, readings[_BAG].layer)
    records = tuple(readings[name].record for name in sorted(readings))
    return Comparison(config.naam or area.naam, tuple(checks), records, area.gebieden["gebiednaam"])


def _checks(
    table: StatTable,
    gebieden: gpd.GeoDataFrame,
    shares: pd.DataFrame,
    vouched: tuple[int, ...],
    objects: gpd.GeoDataFrame | None,
) -> list[Check]:
    """Return the comparisons that can be made; `vouched` are years that the drawing also holds for."""
    marked = mark_complete(gebieden, table["a_inw"].waarde, shares)
    fitted, _ = fit_division(table, Division(table, vouched), marked)
    whole = whole_areas(fitted, gebieden, shares)
    ours = gebieden[gebieden["niveau"].eq("buurt") | gebieden.index.isin(whole)]
    sums = hold_published(fitted, gebieden, shares[shares["gebied"].isin(whole)])
    checks = [_wijken(sums), _gemeenten(sums)]
    if objects is not None:
        checks.append(_homes(fitted, ours, objects, gebieden))
    return [*checks, _ground(table, ours)]


def _wijken(sums: pd.DataFrame) -> Check:
    return Check(
        "wijken",
        "Buurten opgeteld tegen de wijk, allebei van het CBS",
        streng=True,
        per="cijfer",
        rijen=sums[sums["niveau"] == "wijk"],
        betekenis="Een verschil mag zo groot zijn als de afronding van het CBS kan maken. Is het groter, dan horen de "
        "cijfers bij andere gebieden of een ander jaar dan de grenzen, of mist er een buurt.",
    )


def _gemeenten(sums: pd.DataFrame) -> Check:
    return Check(
        "gemeenten",
        "Buurten opgeteld tegen de gemeente, allebei van het CBS",
        streng=False,
        per="cijfer",
        rijen=sums[sums["niveau"] == "gemeente"],
        betekenis="Dit verschil telt niet mee: mensen, auto's en bedrijven zonder bekend adres telt het CBS alleen bij "
        "de gemeente.",
    )


def _homes(table: StatTable, ours: gpd.GeoDataFrame, objects: gpd.GeoDataFrame, gebieden: gpd.GeoDataFrame) -> Check:
    """Return the dwellings of the BAG beside those of CBS, where there are enough to speak of a percentage."""
    counted = dwelling_count(place_objects(objects, gebieden, dense=True)).waarde
    published = table["a_woning"].waarde
    return Check(
        "woningen",
        "Woningen in de BAG tegen het CBS",
        streng=False,
        per="niveau",
        rijen=hold_counted(counted, published[published >= MINIMUM_WONINGEN], ours, _HOMES_MARGIN),
        betekenis=f"Buiten is meer dan {_HOMES_MARGIN:.0%} verschil (vanaf {MINIMUM_WONINGEN} woningen). Het telt niet "
        "mee: BAG en CBS tellen op een andere dag, dus nieuwbouw en sloop geven verschil. Is het groot en niet te "
        "verklaren, dan liggen de adressen niet in de goede buurt of is het BAG-bestand niet volledig.",
    )


def _ground(table: StatTable, ours: gpd.GeoDataFrame) -> Check:
    return Check(
        "oppervlakte",
        "Oppervlakte van de grenzen (ha) tegen het CBS",
        streng=True,
        per="niveau",
        rijen=hold_counted(ours["oppervlakte_ha"], table["a_opp_ha"].waarde, ours, AREA_MARGIN, ROUNDING_HA),
        betekenis=f"Tot {AREA_MARGIN:.0%} en {ROUNDING_HA:.0f} ha kan een andere tekening van dezelfde grens zijn. "
        "Is het meer, dan hoort de code bij een ander gebied: geef de grenzen van het jaar van de cijfers.",
    )


def fits(comparison: Comparison) -> bool:
    """Return whether everything fits that should."""
    return not any(check.streng and is_outside(check.rijen).any() for check in comparison.toetsen)
