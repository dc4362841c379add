"""From buurten to wijken, gemeenten and own areas, where CBS publishes no figure of its own.

Counts are added up; shares and means are weighted with the count they are a share or
mean of. A figure that rests on less than 80 % of that count is not given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.layers import StatTable
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkkaart.layers import Objects

#: Refuse an aggregate that rests on less than this share of its denominator
#: (a proposal, docs/decisions).
MINIMUM_SHARE = 0.8

#: What each published share or mean is weighted with (columns to add up); counts (``a_``) are added up and
#: what is not named here is not aggregated.
_WEIGHTS = {
    ("a_woning",): (
        *("g_wozbag", "g_gas", "g_ele", "p_1gezw", "p_mgezw", "p_bewndw", "p_leegsw", "p_stadsv"),
        *("p_koopw", "p_huurw", "p_wcorpw", "p_ov_hw", "p_e_o_w", "p_won_m", "p_won_z", "p_won_zs"),
    ),
    ("a_hh",): ("g_hhgro", "g_pau_hh", "p_hh_li", "p_hh_hi", "p_1p_hh", "p_hh_z_k", "p_hh_m_k", "ses_woa_score"),
    ("a_inw",): (
        *("p_ink_ar", "p_00_14", "p_15_24", "p_25_44", "p_45_64", "p_65_oo"),
        *("g_afs_hp", "g_afs_gs", "g_afs_kv", "g_afs_sc", "g_afs_trein"),
    ),
    # Work is a share of those aged 15 to 75; 15 to 65 is as near as the age groups come.
    ("a_15_24", "a_25_44", "a_45_64"): ("p_arb_pp",),
    # Weighting a density with land area is the same as dividing the sums.
    ("a_lan_ha",): ("bev_dich", "g_pau_km"),
}
#: Areas of ground, which lie spread over a buurt otherwise than its homes do.
_AREAS = frozenset({"a_opp_ha", "a_lan_ha", "a_wat_ha"})
_WEIGHT_OF = {column: weight for weight, columns in _WEIGHTS.items() for column in columns}


def complete(table: StatTable, weights: StatTable, codes: pd.Index, shares: pd.DataFrame) -> StatTable:
    """Return `table` with a row for each of `codes`: published where it was, else from its buurten.

    Parameters
    ----------
    table
        Rows for buurten, and for wijken and gemeenten where the publisher has them.
    weights
        The table that holds the counts to weight with (``a_woning``, ``a_hh``, ``a_inw``).
    codes
        All gebiedcodes of the run.
    shares
        Columns buurt, gebied, aandeel and aandeel_vlak (0-1): which part of the homes and of
        the ground of which buurt makes up a gebied.
    """
    if table.edities:
        # A mean of one year is weighted with the counts of that year.
        return table.map_editions(lambda edition: complete(edition, _of_year(weights, edition), codes, shares))
    columns = {str(column): _aggregate(table, weights, str(column), shares) for column in table.waarden}
    status = table.status.reindex(codes).fillna(str(Status.NIET_GEPUBLICEERD))
    made = pd.DataFrame({name: frame["status"] for name, frame in columns.items()}).reindex(codes)
    # What the publisher withholds stays withheld; only what it does not print is worked out.
    fill = (status == Status.NIET_GEPUBLICEERD) & made.notna()

    def filled(published: pd.DataFrame, part: str) -> pd.DataFrame:
        added = pd.DataFrame({name: frame[part] for name, frame in columns.items()}).reindex(codes)
        return published.reindex(codes).mask(fill, added)

    return StatTable(
        waarden=filled(table.waarden, "waarde"),
        status=status.mask(fill, made),
        dekking=filled(table.dekking, "dekking").fillna(0.0),
        peiljaar=table.peiljaar,
    )


def _of_year(weights: StatTable, edition: StatTable) -> StatTable:
    return weights if edition.jaar is None else weights.of_year(edition.jaar)


def _aggregate(table: StatTable, weights: StatTable, column: str, shares: pd.DataFrame) -> pd.DataFrame:
    """Return waarde, status and dekking of one column for every gebied in `shares`."""
    values = table.waarden[column].reindex(shares["buurt"]).set_axis(shares.index)
    is_count = column.startswith("a_")
    result = _added_up(values, weights, column, shares) if is_count else _averaged(values, weights, column, shares)
    given = result["waarde"].notna()
    reason = _usual_reason(table.status[column], shares).reindex(result.index)
    return result.assign(
        status=reason.mask(given, str(Status.OK)),
        dekking=result["dekking"].where(given, 0.0),
    )


def _added_up(values: pd.Series, weights: StatTable, column: str, shares: pd.DataFrame) -> pd.DataFrame:
    """Return sums; NaN where one inhabited buurt has no value, for then the sum would be too low."""
    people = _counts(weights, ("a_inw",), shares)
    gap = values.isna() & people.ne(0)
    part = values.fillna(0.0) * _part((column,), shares)
    total = part.groupby(shares["gebied"]).sum()
    complete_sum = ~gap.groupby(shares["gebied"]).any() & values.notna().groupby(shares["gebied"]).any()
    return pd.DataFrame({"waarde": total.where(complete_sum), "dekking": 1.0})


def _averaged(values: pd.Series, weights: StatTable, column: str, shares: pd.DataFrame) -> pd.DataFrame:
    """Return weighted means; NaN where less than ``MINIMUM_SHARE`` of the weight has a value."""
    counted = _WEIGHT_OF.get(column, ())
    counts = _counts(weights, counted, shares).fillna(0.0) * _part(counted, shares)
    known = counts.where(values.notna(), 0.0).groupby(shares["gebied"]).sum()
    weight = counts.groupby(shares["gebied"]).sum()
    share = (known / weight.where(weight > 0)).fillna(0.0)
    mean = (values.fillna(0.0) * counts).groupby(shares["gebied"]).sum() / known.where(known > 0)
    return pd.DataFrame({"waarde": mean.where(share >= MINIMUM_SHARE), "dekking": share})


def _part(columns: tuple[str, ...], shares: pd.DataFrame) -> pd.Series:
    """Return which part of each buurt counts: of its ground for an area, else of its homes."""
    return shares["aandeel_vlak" if _AREAS.intersection(columns) else "aandeel"]


def _counts(weights: StatTable, columns: tuple[str, ...], shares: pd.DataFrame) -> pd.Series:
    """Return the count to weight with per row of `shares`, the sum of `columns`; NaN where it is not known."""
    if not columns or not set(columns) <= set(weights.waarden):
        return pd.Series(float("nan"), index=shares.index)
    total = weights.waarden[list(columns)].sum(axis=1, skipna=False)
    return total.reindex(shares["buurt"]).set_axis(shares.index)


def _usual_reason(status: pd.Series, shares: pd.DataFrame) -> pd.Series:
    """Return per gebied the most common reason among its buurten without a value."""
    reasons = status.reindex(shares["buurt"]).set_axis(shares.index).fillna(str(Status.NIET_GEPUBLICEERD))
    lacking = reasons.where(reasons != Status.OK)
    # Where every buurt has a value and there is no way to put them together, nobody published the whole.
    return lacking.groupby(shares["gebied"]).agg(_most_common)


def _most_common(reasons: pd.Series) -> str:
    counts = reasons.value_counts().sort_index()
    return str(counts.idxmax()) if len(counts) else str(Status.NIET_GEPUBLICEERD)


def membership_shares(buurten: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Return whole-buurt shares (1) for the codes in `columns` (wijkcode, gemeentecode)."""
    parts = [pd.DataFrame({"buurt": buurten.index, "gebied": buurten[column].to_numpy()}) for column in columns]
    return pd.concat(parts, ignore_index=True).assign(aandeel=1.0, aandeel_vlak=1.0)


def by_homes(shares: pd.DataFrame, homes: Objects) -> pd.DataFrame:
    """Return `shares` with ``aandeel`` counted in `homes` for buurten that have any.

    A project area of half a buurt may hold nearly all of its homes; without homes the part
    of the ground is all that is known.
    """
    cut = shares[shares["aandeel"] < 1]
    links = homes.membership
    inside = links[links["gebied"].isin(cut["gebied"])].merge(
        links[links["gebied"].isin(cut["buurt"])],
        on="object",
        suffixes=("", "_buurt"),
    )
    counted = inside.groupby(["gebied_buurt", "gebied"]).size()
    pairs = pd.MultiIndex.from_frame(cut[["buurt", "gebied"]])
    whole = links.groupby("gebied").size().reindex(cut["buurt"]).to_numpy()
    part = pd.Series(counted.reindex(pairs, fill_value=0).to_numpy() / whole, cut.index)
    return shares.assign(aandeel=part.reindex(shares.index).fillna(shares["aandeel"]))
