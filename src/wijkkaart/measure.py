"""Runs every indicator function once, for all areas, into one long table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.errors import ContractError
from wijkkaart.figures import Figures, absent
from wijkkaart.layers import StatTable
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Indicator

#: A year counts as filled when this share of the areas has a figure, or this part of what the best year has.
_FILLED, _NEARLY = 0.5, 0.8
_SERIES = ("teller", "noemer", "p10", "p50", "p90")


def measure(
    indicators: Mapping[str, Indicator],
    layers: Mapping[str, Any],
    gebieden: gpd.GeoDataFrame,
    planjaar: int,
    wijktypen: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the long table of all indicators: one row per gebied and indicator.

    Parameters
    ----------
    indicators
        Declarations by id.
    layers
        What the sources gave, by source id; a source that is not there is not a key.
    gebieden
        All areas, index gebiedcode, EPSG:28992.
    planjaar
        The year that natural moments are counted from.
    wijktypen
        What kind of wijk each gebied is: index gebiedcode, columns wijktype and wijktype_zekerheid.

    Returns
    -------
    DataFrame
        Columns gebiedcode, indicator, waarde, waarde_tekst, eenheid, status, teller, noemer,
        dekking, p10, p50, p90, peiljaar, bron, openbaarheid.
    """
    given = {**layers, "gebieden": gebieden, "planjaar": planjaar, "wijktypen": wijktypen}
    return pd.concat(
        [_rows(item, compute(item, given, gebieden.index), layers) for item in indicators.values()],
        ignore_index=True,
    )


def compute(indicator: Indicator, given: Mapping[str, Any], codes: pd.Index) -> Figures:
    """Return the figures of one indicator; ``bron_ontbreekt`` where a required source is absent."""
    if any(source not in given for source in indicator.verplichte_bronnen):
        return absent(codes, Status.BRON_ONTBREEKT)
    inputs = {name: given.get(name) for name in _parameters(indicator)}
    result = _newest_filled(indicator, inputs)
    if not result.waarde.index.equals(codes):
        raise ContractError(f"De indicator {indicator.id} geeft niet precies één cijfer per gebied.")
    if unknown := set(result.bronnen).difference(indicator.bronnen):
        raise ContractError(f"De indicator {indicator.id} noemt een bron die hij niet krijgt: {sorted(unknown)}.")
    return result


def _newest_filled(indicator: Indicator, inputs: Mapping[str, Any]) -> Figures:
    """Return the figures of the newest year that is filled: in half of the areas, or nearly as well as any year.

    Everything that a figure takes from tables is of that one year: people of 2025 over homes
    of 2024 would be wrong exactly where a buurt is being built.
    """
    results: list[Figures] = []
    for edition in _by_year(inputs):
        results.append(indicator.bereken(**edition))
        if results[-1].ok.mean() >= _FILLED:
            return results[-1]
    most = max(int(result.ok.sum()) for result in results)
    return next(result for result in results if result.ok.sum() >= _NEARLY * most)


def _by_year(inputs: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the inputs with their tables of one year, newest first; as they are where no table has several."""
    tables = {name: layer for name, layer in inputs.items() if isinstance(layer, StatTable) and layer.edities}
    years = {edition.jaar for table in tables.values() for edition in table.edities if edition.jaar is not None}
    if not years:
        yield inputs
    for year in sorted(years, reverse=True):
        yield {**inputs, **{name: table.of_year(year) for name, table in tables.items()}}


def _parameters(indicator: Indicator) -> list[str]:
    code = indicator.bereken.__code__
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def _rows(indicator: Indicator, result: Figures, layers: Mapping[str, Any]) -> pd.DataFrame:
    codes = result.waarde.index
    chosen = result.bronnen or indicator.bronnen
    used = [source for source in indicator.bronnen if source in chosen and source in layers] or list(indicator.bronnen)
    columns: dict[str, Any] = {
        "gebiedcode": codes,
        "indicator": indicator.id,
        "waarde": result.waarde.to_numpy(),
        "waarde_tekst": None if result.tekst is None else result.tekst.to_numpy(),
        "eenheid": indicator.eenheid,
        "status": result.status.to_numpy(),
        "dekking": result.dekking.where(result.ok).to_numpy(),
        "peiljaar": result.peiljaar if result.peiljaar is not None else _year(used, layers),
        "bron": "; ".join(used),
        "openbaarheid": indicator.openbaarheid,
    }
    for name in _SERIES:
        values = getattr(result, name)
        columns[name] = float("nan") if values is None else values.to_numpy()
    rows = pd.DataFrame(columns)
    rows["waarde_tekst"] = rows["waarde_tekst"].astype(object)
    return rows


def _year(sources: list[str], layers: Mapping[str, Any]) -> int | None:
    """Return the oldest year among the layers that name one year of their own."""
    years = [layers[name].peiljaar for name in sources if name in layers]
    known = [int(year) for year in years if isinstance(year, int)]
    return min(known) if known else None
