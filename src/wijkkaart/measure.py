"""Runs every indicator function once, for all areas, into one long table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.errors import ContractError
from wijkkaart.figures import Figures, absent
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Indicator

_SERIES = ("teller", "noemer", "p10", "p50", "p90")


def measure(
    indicators: Mapping[str, Indicator],
    layers: Mapping[str, Any],
    gebieden: gpd.GeoDataFrame,
    planjaar: int,
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

    Returns
    -------
    DataFrame
        Columns gebiedcode, indicator, waarde, waarde_tekst, eenheid, status, teller, noemer,
        dekking, p10, p50, p90, peiljaar, bron, openbaarheid.
    """
    given = {**layers, "gebieden": gebieden, "planjaar": planjaar}
    return pd.concat(
        [_rows(item, compute(item, given, gebieden.index), layers) for item in indicators.values()],
        ignore_index=True,
    )


def compute(indicator: Indicator, given: Mapping[str, Any], codes: pd.Index) -> Figures:
    """Return the figures of one indicator; ``bron_ontbreekt`` where a required source is absent."""
    if any(source not in given for source in indicator.verplichte_bronnen):
        return absent(codes, Status.BRON_ONTBREEKT)
    inputs = {name: given.get(name) for name in _parameters(indicator)}
    result = indicator.bereken(**inputs)
    if not result.waarde.index.equals(codes):
        raise ContractError(f"De indicator {indicator.id} geeft niet precies één cijfer per gebied.")
    return result


def _parameters(indicator: Indicator) -> list[str]:
    code = indicator.bereken.__code__
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def _rows(indicator: Indicator, result: Figures, layers: Mapping[str, Any]) -> pd.DataFrame:
    codes = result.waarde.index
    used = [source for source in indicator.bronnen if source in layers] or list(indicator.bronnen)
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
