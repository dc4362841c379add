"""Whether our areas agree with what CBS publishes for them: buurten added up, dwellings counted, ground drawn.

CBS rounds its figures, so two that are the same may differ; how far follows from how each is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import StatTable

#: CBS rounds a count at random to fives: it is at most this far off, per area.
_RANDOM_FIVES = 4.0
#: How far a published count may be off, per area, where it is rounded otherwise: not at all (dwellings),
#: to the nearest ten (benefits) or to whole hectares.
_OFF = {"a_woning": 0.0, "a_soz_wb": 5.0, "a_opp_ha": 0.5, "a_lan_ha": 0.5, "a_wat_ha": 0.5}
#: Counts that CBS publishes for buurten, wijken and gemeenten. How it rounds a_lp_pub is not known.
COUNTS = (
    *("a_inw", "a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo", "a_hh", "a_1p_hh", "a_hh_z_k", "a_hh_m_k"),
    *("a_woning", "a_soz_wb", "a_bedv", "a_pau", "a_opp_ha", "a_lan_ha", "a_wat_ha"),
)
#: Shares of dwellings in whole percents: their weight is not rounded, so nothing else makes a gap.
SHARES = ("p_1gezw", "p_mgezw", "p_bewndw", "p_leegsw", "p_koopw", "p_huurw", "p_wcorpw", "p_ov_hw", "p_e_o_w")
_WEIGHT = "a_woning"
#: Half a percent in the mean of the buurten, and half a percent in the figure of their area.
_PERCENTS = 1.0
#: What only arithmetic with fractions puts between two equal numbers.
_DUST = 1e-9
#: Counts that show that no buurt is missing, when they add up.
_PROOFS = ("a_inw", "a_opp_ha")


@dataclass(frozen=True)
class Gap:
    """Two numbers of one gebied, and how far they may be apart (all in the unit of the figure)."""

    gebiedcode: str
    opgeteld: float
    gepubliceerd: float
    ruimte: float


@dataclass(frozen=True)
class Outcome:
    """What came of one comparison.

    Parameters
    ----------
    vergeleken
        How many areas have both numbers.
    buiten
        Where they are further apart than they may be, the largest difference first.
    grootste
        The largest difference: of those outside, else of all.
    verhouding
        All that was added up over all that is published; None where that is nothing.
    """

    cijfer: str
    jaar: int | None
    niveau: str
    vergeleken: int
    buiten: tuple[Gap, ...]
    grootste: Gap
    verhouding: float | None


def added_up(values: pd.Series, links: pd.DataFrame, column: str = "a_inw") -> pd.DataFrame:
    """Return per gebied what its buurten add up to: columns opgeteld, gepubliceerd, buurten and ruimte.

    Only a gebied of which CBS gives the figure, and that of each of its buurten in `links`.

    Parameters
    ----------
    values
        Published counts per gebiedcode, buurten and larger areas together; NaN where there is none.
    links
        Columns buurt and gebied: which buurten make up which gebied.
    column
        CBS's name of the count; it says how far each number may be off (``ruimte`` for all together).
    """
    links = links[links["gebied"].isin(values.dropna().index)]
    parts = values.reindex(links["buurt"]).set_axis(links["gebied"]).groupby(level=0)
    table = pd.DataFrame({"opgeteld": parts.sum(), "gepubliceerd": values.reindex(parts.size().index)})
    table = table.assign(buurten=parts.size())
    table["ruimte"] = _OFF.get(column, _RANDOM_FIVES) * (table["buurten"] + 1)
    return table[parts.count() == parts.size()]


def averaged(values: pd.Series, weights: pd.Series, links: pd.DataFrame) -> pd.DataFrame:
    """Return per gebied the weighted mean of its buurten, as `added_up` does; a buurt of no weight needs no value."""
    links = links[links["gebied"].isin(values.dropna().index)]
    rows = pd.DataFrame(
        {
            "gebied": links["gebied"].to_numpy(),
            "waarde": values.reindex(links["buurt"]).to_numpy(),
            "gewicht": weights.reindex(links["buurt"]).to_numpy(),
        }
    )
    rows["weegt"] = rows["waarde"].fillna(0.0) * rows["gewicht"]
    rows["gat"] = rows["gewicht"].isna() | (rows["waarde"].isna() & rows["gewicht"].gt(0))
    parts = rows.groupby("gebied")
    table = pd.DataFrame({"opgeteld": parts["weegt"].sum() / parts["gewicht"].sum()})
    table = table.assign(gepubliceerd=values.reindex(table.index), buurten=parts.size(), ruimte=_PERCENTS)
    return table[~parts["gat"].any() & table["opgeteld"].notna()]


def whole_areas(table: StatTable, gebieden: gpd.GeoDataFrame, links: pd.DataFrame) -> pd.Index:
    """Return the wijken and gemeenten that are here with all their buurten.

    The table names no other buurt of theirs, and their outline shows it, or their inhabitants or their
    ground add up. One of these is enough, so that the others can still turn out not to fit.
    """
    shown = set(gebieden.index[gebieden["volledig"]])
    for column in _PROOFS:
        if column in table.waarden:
            sums = added_up(table.waarden[column], links, column)
            shown |= set(sums.index[~is_outside(sums)])
    codes = table.waarden.index
    left_out = codes[codes.str.startswith("BU") & ~codes.isin(links["buurt"])].str[2:]
    shown -= {*("WK" + left_out.str[:6]), *("GM" + left_out.str[:4])}
    larger: pd.Index = gebieden.index[gebieden["niveau"].isin(["wijk", "gemeente"]) & gebieden.index.isin(shown)]
    return larger


def hold_published(table: StatTable, gebieden: gpd.GeoDataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return what buurten add up to beside CBS's own figure of their wijk and gemeente.

    A row per figure and gebied: cijfer, jaar, niveau, gebiedcode, opgeteld, gepubliceerd, buurten, ruimte.
    """
    frames = [_labelled(added_up(pd.Series(dtype=float), links), "", float("nan"), gebieden)]
    for column in (*COUNTS, *SHARES):
        if column not in table.waarden:
            continue
        values, year = table.waarden[column], table.peiljaar[column]
        weights = table if pd.isna(year) else table.of_year(int(year))
        if column in COUNTS:
            sums = added_up(values, links, column)
        elif _WEIGHT in weights.waarden:
            sums = averaged(values, weights.waarden[_WEIGHT], links)
        else:
            continue
        frames.append(_labelled(sums, column, year, gebieden))
    return pd.concat([frame for frame in frames if len(frame)] or frames, ignore_index=True)


def hold_counted(
    counted: pd.Series,
    published: pd.Series,
    gebieden: gpd.GeoDataFrame,
    margin: float,
    spare: float = 0.0,
) -> pd.DataFrame:
    """Return our own figure (``opgeteld``) beside that of CBS, per gebied that has both.

    Parameters
    ----------
    margin
        Share (0-1) of the published figure by which they may differ.
    spare
        What they may differ besides, in the unit of the figure.
    """
    both = pd.DataFrame({"opgeteld": counted, "gepubliceerd": published}).reindex(gebieden.index).dropna()
    both = both.assign(buurten=gebieden["n_buurten"].reindex(both.index))
    both["ruimte"] = margin * both["gepubliceerd"] + spare
    return _labelled(both, str(published.name), float("nan"), gebieden)


def is_outside(rows: pd.DataFrame) -> pd.Series:
    """Return per row whether the two numbers differ more than they may."""
    outside: pd.Series = (rows["opgeteld"] - rows["gepubliceerd"]).abs() > rows["ruimte"] + _DUST
    return outside


def _labelled(rows: pd.DataFrame, column: str, year: float, gebieden: gpd.GeoDataFrame) -> pd.DataFrame:
    niveau = gebieden["niveau"].reindex(rows.index)
    labelled = rows.rename_axis("gebiedcode").reset_index().assign(cijfer=column, jaar=year, niveau=niveau.to_numpy())
    columns = ["cijfer", "jaar", "niveau", "gebiedcode", "opgeteld", "gepubliceerd", "buurten", "ruimte"]
    return labelled[columns]


def outcomes(rows: pd.DataFrame, per: str) -> list[Outcome]:
    """Return what came of `rows`, for each value of their column `per`, in the order in which they stand."""
    return [_outcome(group) for _, group in rows.groupby(per, sort=False)]


def _outcome(rows: pd.DataFrame) -> Outcome:
    numbers = rows[["opgeteld", "gepubliceerd", "ruimte"]].to_numpy(dtype="float64").tolist()
    gaps = [Gap(str(code), *three) for code, three in zip(rows["gebiedcode"], numbers, strict=True)]
    first, total = rows.iloc[0], float(rows["gepubliceerd"].sum())
    outside = [gap for gap, out in zip(gaps, is_outside(rows), strict=True) if out]
    return Outcome(
        cijfer=str(first["cijfer"]),
        jaar=None if pd.isna(first["jaar"]) else int(first["jaar"]),
        niveau=str(first["niveau"]),
        vergeleken=len(gaps),
        buiten=tuple(sorted(outside, key=_size, reverse=True)),
        grootste=max(outside or gaps, key=_size),
        verhouding=float(rows["opgeteld"].sum()) / total if total else None,
    )


def _size(gap: Gap) -> float:
    return abs(gap.opgeteld - gap.gepubliceerd)
