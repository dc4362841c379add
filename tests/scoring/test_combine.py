from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from wijkkaart.errors import ConfigError
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.recipe import Recipe, recipes

TWO_THIRDS = Fraction(2, 3)


def scores_of(table, areas, catalogue, *, minimum=2, weights=None):
    placed = add_percentiles(table, areas, catalogue, "gemeente", minimum)
    return score_opgaven(placed, areas, catalogue, TWO_THIRDS, minimum, weights or {})


def by_code(scores, column):
    return dict(zip(scores["gebiedcode"], scores[column], strict=True))


def recipe(*weights):
    names = tuple("abcdefgh"[: len(weights)])
    return Recipe("warmte", names, (False,) * len(names), tuple(Fraction(str(weight)) for weight in weights))


def test_coverage_and_mean_over_what_is_there():
    made = recipe(0.4, 0.3, 0.3)
    values = np.array([[50.0, np.nan, 80.0]])
    assert made.share(~np.isnan(values))[0] == pytest.approx(0.7)
    assert made.mean(values)[0] == pytest.approx(62.85714285714286)


def test_the_mean_is_arithmetic():
    assert recipe(1, 1).mean(np.array([[80.0, 20.0]]))[0] == 50.0


def test_two_of_three_equal_weights_is_exactly_enough():
    present = np.array([[True, True, False], [True, False, False]])
    assert recipe(0.1, 0.1, 0.1).covers(present, TWO_THIRDS).tolist() == [True, False]


def test_one_indicator_is_never_enough_however_heavy():
    assert recipe(9, 1).covers(np.array([[True, False], [True, True]]), TWO_THIRDS).tolist() == [False, True]


def test_worst_on_everything_has_the_highest_score_and_direction_is_turned_once(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("gas"), indicator("zon", richting="laag"))
    areas = gebieden(dict.fromkeys(["BU1", "BU2", "BU3"], "GM1"), {"WK1": "GM1"})
    table = long({"gas": {"BU1": 1, "BU2": 2, "BU3": 3, "WK1": 2}, "zon": {"BU1": 30, "BU2": 20, "BU3": 10, "WK1": 20}})
    scores = scores_of(table, areas, catalogue)
    found = by_code(scores, "score")
    assert found["BU3"] == pytest.approx(100 * 2.5 / 3)
    assert found["BU1"] == pytest.approx(100 * 0.5 / 3)
    assert found["WK1"] == 50.0
    ranks = by_code(scores, "rang")
    assert [ranks[code] for code in ("BU1", "BU2", "BU3")] == [3.0, 2.0, 1.0]
    assert np.isnan(ranks["WK1"])
    assert by_code(scores, "referentie")["WK1"] == "gemeente GM1, 3 buurten"


def test_the_score_is_ranked_again_so_that_a_third_is_in_the_highest_third(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", *(indicator(f"i{number}") for number in range(4)))
    codes = [f"BU{number:02d}" for number in range(99)]
    rng = np.random.default_rng(7)
    table = long({f"i{number}": dict(zip(codes, rng.normal(size=99), strict=True)) for number in range(4)})
    scores = scores_of(table, gebieden(dict.fromkeys(codes, "GM1")), catalogue)
    assert (scores["score"] >= float(100 * TWO_THIRDS)).sum() == 33


def test_equal_buurten_share_their_score_and_the_mean_of_their_ranks(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a"), indicator("b"))
    areas = gebieden(dict.fromkeys(["BU1", "BU2", "BU3"], "GM1"))
    # 1 and 2 swap places on the two figures: the same mean, summed in another order
    table = long({"a": {"BU1": 3, "BU2": 2, "BU3": 1}, "b": {"BU1": 2, "BU2": 3, "BU3": 1}})
    scores = scores_of(table, areas, catalogue)
    assert by_code(scores, "score")["BU1"] == by_code(scores, "score")["BU2"] == pytest.approx(100 * 2 / 3)
    assert [by_code(scores, "rang")[code] for code in ("BU1", "BU2", "BU3")] == [1.5, 1.5, 3.0]


def test_an_extra_counts_only_where_it_has_a_figure_anywhere_in_the_run(indicator, opgave):
    extra = indicator("label", kern=False, gewicht=2.0)
    catalogue = opgave("warmte", indicator("gas"), indicator("zon"), extra)
    (without,) = recipes(catalogue, frozenset({"gas"}), {})
    assert without.indicatoren == ("gas", "zon")
    (with_extra,) = recipes(catalogue, frozenset({"gas", "label"}), {})
    assert with_extra.indicatoren == ("gas", "label", "zon")
    assert sum(with_extra.gewichten) == 4


def test_an_extra_measured_in_another_gemeente_changes_nothing(indicator, opgave, gebieden, long):
    catalogue = opgave("stad", *(indicator(name) for name in "abc"), indicator("d", kern=False))
    codes = ["BU1", "BU2", "BU3"]
    cells = {code: place for place, code in enumerate(codes)}
    table = {"a": cells, "b": cells, "c": dict.fromkeys(codes), "d": dict.fromkeys(codes)}
    alone = scores_of(long(table), gebieden(dict.fromkeys(codes, "GM1")), catalogue)
    others = {"BU8": 1, "BU9": 2}
    wider = long({name: {**column, **others} for name, column in table.items()})
    both = scores_of(wider, gebieden(dict.fromkeys(codes, "GM1") | dict.fromkeys(others, "GM2")), catalogue)
    for column in ("score", "status", "dekking", "referentie"):
        assert [by_code(both, column)[code] for code in codes] == [by_code(alone, column)[code] for code in codes]
    assert by_code(both, "dekking")["BU8"] == 1.0


def test_an_extra_that_an_edition_leaves_empty_takes_no_part_in_the_coverage(indicator, opgave, gebieden, long):
    # Two of three core figures are there: exactly two thirds. The empty extra must not make it two of four.
    catalogue = opgave("stad", *(indicator(name) for name in "abc"), indicator("d", kern=False))
    codes = ["BU1", "BU2", "BU3"]
    cells = {code: place for place, code in enumerate(codes)}
    nothing = dict.fromkeys(codes)
    table = long({"a": cells, "b": cells, "c": nothing, "d": nothing})
    scores = scores_of(table, gebieden(dict.fromkeys(codes, "GM1")), catalogue)
    assert set(by_code(scores, "status").values()) == {"ok"}
    assert list(by_code(scores, "dekking").values()) == pytest.approx([2 / 3] * 3)


def test_only_role_opgave_counts_and_only_opgaven_that_score(indicator, opgave):
    catalogue = {
        **opgave("warmte", indicator("gas"), indicator("dichtheid", rol="kans")),
        **opgave("dna", indicator("inwoners"), scoort=False),
    }
    assert [made.indicatoren for made in recipes(catalogue, frozenset(), {})] == [("gas",)]


def test_every_reason_for_no_score(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a"), indicator("b"), indicator("c"))
    buurten = dict.fromkeys(["BU1", "BU2", "BU3", "BU4"], "GM1") | {"BU9": "GM2"}
    areas = gebieden(buurten, uninhabited=["BU4"])
    cells = {"BU1": 1, "BU2": 2, "BU3": 3, "BU4": 4, "BU9": 5}
    table = long({"a": {**cells, "BU2": None}, "b": {**cells, "BU2": None}, "c": cells})
    scores = scores_of(table, areas, catalogue)
    assert by_code(scores, "status") == {
        "BU1": "ok",
        "BU2": "onbekend",
        "BU3": "ok",
        "BU4": "niet_van_toepassing",
        "BU9": "te_weinig_gebieden",
    }
    assert by_code(scores, "dekking")["BU2"] == pytest.approx(1 / 3)
    assert by_code(scores, "n_indicatoren") == {"BU1": 3, "BU2": 1, "BU3": 3, "BU4": 3, "BU9": 3}
    assert scores["score"].isna().tolist() == [False, True, False, True, True]
    assert scores["referentie"].isna().tolist() == [False, True, False, True, True]


def test_without_a_single_figure_every_score_is_unknown(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a"), indicator("b"))
    nothing = {"BU1": None, "BU2": None}
    scores = scores_of(long({"a": nothing, "b": nothing}), gebieden(dict.fromkeys(nothing, "GM1")), catalogue)
    assert scores["status"].tolist() == ["onbekend", "onbekend"]
    assert scores["dekking"].tolist() == [0.0, 0.0]


def test_too_few_scored_buurten_although_each_figure_has_enough(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a"), indicator("b"))
    areas = gebieden(dict.fromkeys(["BU1", "BU2", "BU3", "BU4"], "GM1"))
    table = long({"a": {"BU1": 1, "BU2": 2, "BU3": 3, "BU4": None}, "b": {"BU1": 1, "BU2": 2, "BU3": None, "BU4": 4}})
    scores = scores_of(table, areas, catalogue, minimum=3)
    assert by_code(scores, "status") == {
        "BU1": "te_weinig_gebieden",
        "BU2": "te_weinig_gebieden",
        "BU3": "onbekend",
        "BU4": "onbekend",
    }


def test_a_weight_from_the_config_moves_the_score(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a"), indicator("b"))
    areas = gebieden(dict.fromkeys(["BU1", "BU2"], "GM1"))
    table = long({"a": {"BU1": 1, "BU2": 2}, "b": {"BU1": 2, "BU2": 1}})
    assert by_code(scores_of(table, areas, catalogue), "score") == {"BU1": 50.0, "BU2": 50.0}
    heavy = scores_of(table, areas, catalogue, weights={"warmte": {"b": 2}})
    assert by_code(heavy, "score") == {"BU1": 75.0, "BU2": 25.0}


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"wamte": {"a": 1}}, "'wamte', maar dat is geen opgave. Kies uit: warmte"),
        ({"warmte": {"kans_a": 1}}, "'kans_a', maar die telt niet mee in deze score. Kies uit: a"),
        ({"warmte": {"a": -1}}, "gewicht van a .* is -1; kies 0 of meer"),
    ],
)
def test_a_weight_for_something_unknown_is_refused(indicator, opgave, weights, message):
    catalogue = opgave("warmte", indicator("a"), indicator("kans_a", rol="kans"))
    with pytest.raises(ConfigError, match=message):
        recipes(catalogue, frozenset(), weights)


tables = st.lists(
    st.tuples(*[st.none() | st.integers(0, 12)] * 3),
    min_size=4,
    max_size=14,
)


@pytest.fixture(scope="session")
def make(indicator, opgave, gebieden, long):
    return SimpleNamespace(indicator=indicator, opgave=opgave, gebieden=gebieden, long=long)


@settings(max_examples=30, deadline=None)
@given(tables, st.data())
def test_scores_equal_scipy_and_do_not_depend_on_order_scale_or_other_gemeenten(make, rows, data):
    directions = ("hoog", "laag", "hoog")
    catalogue = make.opgave(
        "warmte", *(make.indicator(name, richting=way) for name, way in zip("abc", directions, strict=True))
    )
    codes = [f"BU{number:02d}" for number in range(len(rows))]
    cells = {
        name: dict(zip(codes, column, strict=True)) for name, column in zip("abc", zip(*rows, strict=True), strict=True)
    }
    found = by_code(scores_of(make.long(cells), make.gebieden(dict.fromkeys(codes, "GM1")), catalogue), "score")

    expected = _by_scipy(cells, codes, directions)
    assert [found[code] for code in codes] == pytest.approx(expected, nan_ok=True)

    order = data.draw(st.permutations(codes))
    factor = data.draw(st.sampled_from([0.5, 3.0, 1000.0]))
    scaled = {
        name: {code: None if column[code] is None else column[code] * factor for code in order} | {"BUX": 5, "BUY": 6}
        for name, column in cells.items()
    }
    areas = make.gebieden(dict.fromkeys(order, "GM1") | {"BUX": "GM2", "BUY": "GM2"})
    again = by_code(scores_of(make.long(scaled), areas, catalogue), "score")
    assert [again[code] for code in codes] == pytest.approx([found[code] for code in codes], nan_ok=True)


def _by_scipy(cells, codes, directions):
    means = {}
    for code in codes:
        parts = []
        for name, way in zip("abc", directions, strict=True):
            known = [value for value in cells[name].values() if value is not None]
            if cells[name][code] is None or len(known) < 2:
                continue
            place = percentileofscore(known, cells[name][code], kind="mean")
            parts.append(place if way == "hoog" else 100 - place)
        if len(parts) >= 2:
            means[code] = round(sum(parts) / len(parts), 9)
    if len(means) < 2:
        return [float("nan")] * len(codes)
    values = list(means.values())
    return [percentileofscore(values, means[code], kind="mean") if code in means else float("nan") for code in codes]
