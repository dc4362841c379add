"""What must hold for any figures and objects: a gap stays a gap for its own reason, parts add up, order is nothing."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from wijkkaart.figures import blank, derive, figures, first_reason, from_sources, ratio, require
from wijkkaart.ingredients.totals import (
    at_most,
    first_filled,
    object_total,
    reached_by,
    rests_on,
    share_of_objects,
    spread_of,
    with_spread,
    without,
)
from wijkkaart.layers import Objects
from wijkkaart.status import INDICATOR_STATUSES, Status

CODES = pd.Index([f"BU{n}" for n in range(6)], name="gebiedcode")
REASONS = sorted(INDICATOR_STATUSES - {Status.OK})
#: A number, or the reason why there is none.
cell = st.integers(-3, 40).map(float) | st.sampled_from(REASONS)
column = st.lists(cell, min_size=6, max_size=6)


def made(cells):
    values = pd.Series([item if isinstance(item, float) else np.nan for item in cells], CODES)
    status = pd.Series([str(Status.OK) if isinstance(item, float) else str(item) for item in cells], CODES)
    return figures(values, status=status, dekking=(status == Status.OK).astype("float64"))


def sound(result):
    """Return whether each gebied has a value and ok, or no value and a reason; and nothing beside a missing value."""
    gone = ~result.ok
    beside = [result.teller, result.noemer, result.p10, result.p50, result.p90]
    return (
        (result.waarde.notna() == result.ok).all()
        and result.status.isin(INDICATOR_STATUSES).all()
        and np.isfinite(result.waarde[result.ok]).all()
        and all(part is None or part[gone].isna().all() for part in beside)
    )


@given(column, column, column)
def test_what_is_worked_out_of_gaps_is_a_gap_for_the_reason_of_the_first(one, two, three):
    inputs = [made(cells) for cells in (one, two, three)]
    result = derive(lambda a, b, c: a + b.clip(lower=0.0) - c.fillna(0.0), *inputs)
    assert sound(result)
    gone = ~(inputs[0].ok & inputs[1].ok & inputs[2].ok)
    assert result.waarde[gone].isna().all()
    expected = [
        next((item for item in row if not isinstance(item, float)), "ok") for row in zip(one, two, three, strict=True)
    ]
    assert first_reason(*inputs).tolist() == expected == result.status.tolist()


@given(column, column)
def test_a_ratio_is_a_number_only_over_something(one, two):
    top, bottom = made(one), made(two)
    result = ratio(top, bottom, 100.0)
    assert (result.waarde.notna() == result.ok).all()
    for code, a, b in zip(CODES, one, two, strict=True):
        if isinstance(a, float) and isinstance(b, float) and b != 0:
            assert result.waarde[code] == pytest.approx(100 * a / b)
        else:
            reasons = [item for item in (a, b) if not isinstance(item, float)]
            assert result.status[code] == (reasons[0] if reasons else Status.NIET_VAN_TOEPASSING)


@given(column, column, st.integers(1, 30))
def test_too_small_empty_or_unknown_is_never_a_number(cells, sizes, minimum):
    result = require(ratio(made(cells), made([7.0] * 6)), made(sizes), minimum)
    assert sound(result)
    for code, value, size in zip(CODES, cells, sizes, strict=True):
        known = isinstance(value, float)
        if not isinstance(size, float):
            assert result.status[code] == (size if known else value)
        elif size < minimum:
            assert result.status[code] == (Status.NIET_VAN_TOEPASSING if size == 0 else Status.TE_KLEIN)
        else:
            assert result.status[code] == (Status.OK if known else value)


counts = st.lists(st.integers(0, 40).map(float) | st.sampled_from(REASONS), min_size=6, max_size=6)


@given(column, counts, counts)
def test_what_rests_on_too_little_or_on_the_unknown_is_never_a_number(cells, some, everything):
    result = rests_on(made(cells), made(some), made(everything), 0.8)
    assert sound(result)
    for code, value, known, whole in zip(CODES, cells, some, everything, strict=True):
        if not isinstance(value, float):
            continue
        if not isinstance(whole, float):
            assert result.status[code] == whole
        elif whole and (not isinstance(known, float) or known / whole < 0.8):
            assert result.status[code] == Status.TE_KLEIN
        else:
            assert result.status[code] == Status.OK


@given(column, column)
def test_the_first_source_with_any_figure_speaks_for_all_gebieden_alone(one, two):
    first, second = from_sources(made(one), "een"), from_sources(made(two), "twee")
    chosen = first_filled(CODES, None, first, second)
    assert chosen is (second if second.ok.any() and not first.ok.any() else first)
    assert set(first_filled(CODES, None, None).status) == {Status.BRON_ONTBREEKT}


@given(column, st.lists(st.sampled_from([str(status) for status in INDICATOR_STATUSES]), min_size=6, max_size=6))
def test_what_is_blanked_leaves_no_number_behind_anywhere(cells, statuses):
    status = pd.Series(statuses, CODES).where(made(cells).ok, made(cells).status)
    whole = with_spread(ratio(made(cells), made([2.0] * 6)), pd.DataFrame(5.0, CODES, ["p10", "p50", "p90"]))
    assert sound(blank(whole, status))
    assert sound(at_most(whole, 4.0))
    assert sound(without(whole, made(cells).waarde.gt(3)))


# --- objects: 12 of them, each in one of six gebieden and in the town

TOWN = "GM"
ALL = pd.Index([*CODES, TOWN])
places = st.lists(st.integers(0, 5), min_size=12, max_size=12)
answers = st.lists(st.sampled_from([True, False, None]), min_size=12, max_size=12)
amounts = st.lists(st.integers(0, 100).map(float), min_size=12, max_size=12)


def placed(gebieden, dekking=1.0, order=None):
    names = [f"o{n}" for n in range(12)]
    rows = gpd.GeoDataFrame(index=names, geometry=[Point(0, 0)] * 12, crs=28992)
    links = pd.DataFrame({"object": names * 2, "gebied": [CODES[n] for n in gebieden] + [TOWN] * 12})
    order = list(range(12)) if order is None else order
    links = links.iloc[[*order, *(12 + n for n in order)]]
    return Objects(rows.iloc[order], links, pd.Series(dekking, ALL, dtype="float64"))


def per_object(values):
    return pd.Series(values, [f"o{n}" for n in range(12)])


@given(places, amounts, st.permutations(range(12)))
def test_a_total_of_the_parts_is_that_of_the_town_in_any_order(gebieden, values, order):
    totals = object_total(placed(gebieden), per_object(values)).waarde
    assert totals[CODES].sum() == totals[TOWN] == sum(values)
    assert object_total(placed(gebieden, order=order), per_object(values).iloc[order]).waarde.equals(totals)
    for number, code in enumerate(CODES):
        assert totals[code] == sum(value for value, where in zip(values, gebieden, strict=True) if where == number)


@given(places, answers)
def test_a_share_and_that_of_the_opposite_are_100_together_and_nothing_known_is_no_share(gebieden, replies):
    objects, answer = placed(gebieden), per_object(replies).astype(object)
    opposite = answer.map({True: False, False: True})
    yes, no = (share_of_objects(objects, item, 1.0, 0.0) for item in (answer, opposite))
    assert sound(yes)
    assert yes.waarde.dropna().between(0, 100).all()
    assert (yes.waarde + no.waarde).dropna().tolist() == pytest.approx([100.0] * int(yes.ok.sum()))
    for number, code in enumerate(CODES):
        here = [item for item, where in zip(replies, gebieden, strict=True) if where == number and item is not None]
        assert yes.ok[code] == bool(here)
        if here:
            assert yes.waarde[code] == pytest.approx(100 * sum(here) / len(here))


@given(places, answers, st.lists(st.booleans(), min_size=7, max_size=7))
def test_where_the_file_does_not_reach_there_is_no_figure_of_objects(gebieden, replies, reached):
    dekking = pd.Series(np.where(reached, 1.0, 0.9), ALL)
    share = share_of_objects(placed(gebieden, dekking), per_object(replies).astype(object), 1.0, 0.0)
    total = object_total(placed(gebieden, dekking), per_object([1.0] * 12))
    missed = ALL[~np.array(reached)]
    for result in (
        share,
        total,
        reached_by(object_total(placed(gebieden), per_object([1.0] * 12)), placed(gebieden, dekking)),
    ):
        assert sound(result)
        assert set(result.status[missed]) <= {Status.BUITEN_DEKKING}


@given(places, st.lists(st.integers(0, 100).map(float) | st.just(np.nan), min_size=12, max_size=12))
def test_the_spread_is_that_of_the_known_values_of_the_gebied(gebieden, values):
    table = spread_of(placed(gebieden), per_object(values))
    for number, code in enumerate(CODES):
        known = [
            value for value, where in zip(values, gebieden, strict=True) if where == number and not np.isnan(value)
        ]
        expected = np.percentile(known, [10, 50, 90]).tolist() if known else [np.nan] * 3
        assert table.loc[code].tolist() == pytest.approx(expected, nan_ok=True)
