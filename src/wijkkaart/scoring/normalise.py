"""Places every figure among its reference buurten (0-100), and beside a documented norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import ConfigError, ContractError
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Indicator, Norm, Opgave

    Floats = NDArray[np.float64]


def midrank(values: Floats, reference: Floats) -> Floats:
    """Return the place (0-100) of each value in `reference`: 100 * (lower + half of the equal) / n.

    NaN for a NaN value, and everywhere if `reference` holds no number. One division of whole
    numbers, so that a place of exactly two thirds compares equal to ``100 * 2/3``.

    >>> midrank(np.array([2.0, 4, 4, 8, 10]), np.array([2.0, 4, 4, 8, 10])).tolist()
    [10.0, 40.0, 40.0, 70.0, 90.0]
    """
    size = int((~np.isnan(reference)).sum())
    return 100.0 * twice_below(values, reference) / (2 * size) if size else np.full(values.shape, np.nan)


def twice_below(values: Floats, reference: Floats) -> Floats:
    """Return per value twice the number of lower ones in `reference` plus the equal ones; NaN for NaN."""
    ordered = np.sort(reference[~np.isnan(reference)])
    twice = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return np.where(np.isnan(values), np.nan, twice)


def settled(values: pd.Series) -> pd.Series:
    """Return `values` to 12 significant digits, so that one sum in two orders is one figure; NaN and 0 stay."""
    size = np.log10(values.abs().where(values != 0, 1.0).to_numpy(dtype="float64"))
    shift = 10.0 ** np.minimum(11 - np.floor(size), 300)
    return pd.Series(np.rint(values.to_numpy(dtype="float64") * shift) / shift, index=values.index)


def policy_distance(values: Floats, norm: Norm) -> Floats:
    """Return how far each value is from the norm (0 = met or better, 100 = the worst or beyond); NaN for NaN."""
    return np.asarray(100 * np.clip((values - norm.waarde) / (norm.slechtst - norm.waarde), 0, 1), dtype="float64")


def add_percentiles(
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    populatie: str,
    minimum: int,
) -> pd.DataFrame:
    """Return `long` with ``percentiel``, ``referentie``, ``norm`` and ``afstand_tot_norm`` filled.

    Parameters
    ----------
    long
        One row per gebied x indicator: gebiedcode, indicator, waarde, status.
    gebieden
        Index gebiedcode; columns niveau, gemeentecode, bewoond, water.
    opgaven
        Declarations by id.
    populatie
        ``gemeente`` or ``gebied``: the inhabited buurten of which figures are compared.
    minimum
        With fewer reference buurten that have the figure there is no percentile.

    Returns
    -------
    DataFrame
        ``percentiel`` ascending and without direction; NaN where the status is not ok, for
        water and uninhabited areas, and below `minimum`.

    Raises
    ------
    ConfigError
        For a population that needs a table of the whole country.
    """
    declared = {item.id: item for opgave in opgaven.values() for item in opgave.indicatoren}
    categories = {name for name, item in declared.items() if item.categorie}
    usable = (long["status"] == Status.OK) & ~long["indicator"].isin(categories)
    values = spread(long.assign(waarde=long["waarde"].where(usable)), "waarde", gebieden.index)
    places, sizes = _place(values.apply(settled), gebieden, reference_names(gebieden, populatie), minimum)
    rows = gebieden.index.get_indexer(pd.Index(long["gebiedcode"]))
    columns = values.columns.get_indexer(pd.Index(long["indicator"]))
    names = pd.Series(reference_names(gebieden, populatie).to_numpy()[rows], index=long.index)
    reference = reference_text(names, pd.Series(sizes[rows, columns], index=long.index))
    return long.assign(
        percentiel=places[rows, columns],
        referentie=reference.where(usable),
        **_norm_lens(long.assign(waarde=long["waarde"].where(usable)), declared),
    )


def spread(long: pd.DataFrame, column: str, codes: pd.Index) -> pd.DataFrame:
    """Return `column` as a table: one row per gebiedcode of `codes`, one column per indicator.

    Raises
    ------
    ContractError
        When a gebied has an indicator twice.
    """
    if (double := long.duplicated(["gebiedcode", "indicator"])).any():
        first = long[double].iloc[0]
        raise ContractError(f"De indicator {first.indicator} staat dubbel bij {first.gebiedcode}.")
    return long.pivot(index="gebiedcode", columns="indicator", values=column).reindex(codes)  # noqa: PD010 - unique keys


def reference_names(gebieden: gpd.GeoDataFrame, populatie: str) -> pd.Series:
    """Return per gebied the name of the distribution it is placed in; None for water and uninhabited areas.

    Column ``vergelijking``, where `gebieden` has it, names what is compared with buurten elsewhere.

    Raises
    ------
    ConfigError
        For a population of the whole country without a table of it.
    """
    country = gebieden.get("vergelijking", pd.Series(None, index=gebieden.index, dtype=object))
    if populatie not in ("gemeente", "gebied") and country.isna().all():
        raise ConfigError(
            f"Vergelijken met 'populatie: {populatie}' (onder referentie) vraagt een tabel van heel Nederland, en die "
            "is er niet. Geef haar bij bronnen.cbs_kerncijfers_nederland, of kies gemeente of gebied."
        )
    names = pd.Series("gebied", index=gebieden.index, dtype=object)
    if populatie == "gemeente":
        names = ("gemeente " + gebieden["gemeentecode"].astype("string")).astype(object)
    elif populatie != "gebied":
        names = country
    chosen: pd.Series = country.where(country.notna(), names)
    return chosen.where(comparable(gebieden) & chosen.notna(), None)


def comparable(gebieden: gpd.GeoDataFrame) -> pd.Series:
    """Return per gebied whether it can be compared at all: on land, with inhabitants (bool)."""
    answer: pd.Series = gebieden["bewoond"].astype(bool) & ~gebieden["water"].astype(bool)
    return answer


def reference_text(names: pd.Series, sizes: pd.Series) -> pd.Series:
    """Return what people read about a reference, such as ``gemeente GM0344, 103 buurten``."""
    text = [
        f"{name}, {size} buurten" if isinstance(name, str) else None for name, size in zip(names, sizes, strict=True)
    ]
    return pd.Series(text, index=names.index, dtype=object)


def reference_of(long: pd.DataFrame, codes: pd.Index) -> pd.Series:
    """Return per gebied the name of the reference that its percentiles speak of; None without any.

    Raises
    ------
    ContractError
        When a gebied has percentiles of two references: they may not meet in one score.
    """
    known = long.loc[long["percentiel"].notna(), ["gebiedcode", "referentie"]]
    pairs = known.drop_duplicates()
    pairs = pd.DataFrame({"code": pairs["gebiedcode"], "name": pairs["referentie"].str.split(",").str[0]})
    pairs = pairs.drop_duplicates()
    if (double := pairs.duplicated("code")).any():
        code = pairs.loc[double, "code"].iloc[0]
        raise ContractError(f"Bij {code} staan percentielen uit twee verschillende referenties.")
    found = dict(zip(pairs["code"], pairs["name"], strict=True))
    return pd.Series([found.get(code) for code in codes], index=codes, dtype=object)


def _place(
    values: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    names: pd.Series,
    minimum: int,
) -> tuple[Floats, NDArray[np.int64]]:
    """Return percentile and size of the reference, both gebied x indicator, in the order of `values`."""
    table = values.to_numpy(dtype="float64")
    places = np.full(table.shape, np.nan)
    sizes = np.zeros(table.shape, dtype="int64")
    buurt = (gebieden["niveau"] == "buurt").to_numpy()
    peer = elsewhere(gebieden)
    for name in sorted(names.dropna().unique()):
        here = (names == name).to_numpy()
        members = np.where(_compares(table, here & peer), table[here & buurt], np.nan)
        sizes[here] = (~np.isnan(members)).sum(axis=0)
        for column in np.flatnonzero(sizes[here][0] >= minimum):
            places[here, column] = midrank(table[here, column], members[:, column])
    return places, sizes


def _compares(table: Floats, peers: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return per indicator whether it can be compared: all of them, or what the buurten elsewhere have too."""
    if not peers.any():
        return np.ones(table.shape[1], dtype=bool)
    return np.asarray(~np.isnan(table[peers]).all(axis=0), dtype=bool)


def elsewhere(gebieden: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Return which rows are buurten elsewhere in the country, that only serve to compare with."""
    rows = gebieden.get("elders", pd.Series(data=False, index=gebieden.index))
    return np.asarray(rows, dtype=bool)


def _norm_lens(long: pd.DataFrame, declared: Mapping[str, Indicator]) -> dict[str, pd.Series]:
    """Return the norm and the distance to it per row; no distance for a norm that is unsure or saturated."""
    norm = pd.Series(np.nan, index=long.index)
    distance = norm.copy()
    for name in sorted(set(long["indicator"]) & set(declared)):
        if (lens := declared[name].norm) is None:
            continue
        rows = long["indicator"] == name
        norm[rows] = lens.waarde
        if lens.met_afstand:
            distance[rows] = policy_distance(long.loc[rows, "waarde"].to_numpy(dtype="float64"), lens)
    return {"norm": norm, "afstand_tot_norm": distance}
