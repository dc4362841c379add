"""The other ways to make a score, chosen in a config: by hand."""

from fractions import Fraction

import pytest

from wijkkaart.config import Scores
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.methods import method_remark
from wijkkaart.scoring.normalise import add_percentiles

CODES = ["BU1", "BU2", "BU3", "BU4", "BU5"]


@pytest.fixture
def ranks(indicator, opgave, gebieden, long):
    """Return a function that gives the rank of the five buurten: ranks(columns, normalisatie="z")."""

    def find(columns, richting="hoog", **method):
        catalogue = opgave("warmte", *(indicator(name, richting=richting) for name in columns))
        areas = gebieden(dict.fromkeys(CODES, "GM1"))
        table = long({name: dict(zip(CODES, values, strict=True)) for name, values in columns.items()})
        placed = add_percentiles(table, areas, catalogue, "gemeente", 3)
        scores = score_opgaven(placed, areas, catalogue, Fraction(2, 3), 3, {}, Scores(**method))
        return scores["rang"].tolist()

    return find


#: BU1 is far out on a and last on b; BU2 is second on both.
FAR = {"a": [1000, 30, 20, 10, 0], "b": [1, 8, 9, 4, 3]}


@pytest.mark.parametrize(
    ("scale", "first"),
    [
        # places: BU1 (90 + 10) / 2 = 50, BU2 (70 + 70) / 2 = 70, BU3 (50 + 90) / 2 = 70
        ("percentiel", [3.0, 1.5, 1.5]),
        # 1000 is drawn in to 30 (skewness 2.2, kurtosis 5), so that BU1 and BU2 are both 100 on a. With b: BU1 50,
        # BU2 93.75 and BU3 83.3
        ("minmax", [3.0, 1.0, 2.0]),
        # mean 212, sd 394.1: BU1 50 + 20 * 2 = 90; b has mean 5, sd 3.03: BU1 23.6, so (90 + 23.6) / 2 = 56.8.
        # BU2 (40.8 + 69.8) / 2 = 55.3; BU3 (40.3 + 76.4) / 2 = 58.3
        ("z", [2.0, 3.0, 1.0]),
        # places 10, 30, 50, 70 and 90 become 2.3, 8.0, 15.6, 27.1 and 50.4: BU1 26.4, BU2 27.1, BU3 33.0
        ("exponentieel", [3.0, 2.0, 1.0]),
    ],
)
def test_every_scale_by_hand(ranks, scale, first):
    assert ranks(FAR, normalisatie=scale)[:3] == first


#: In places: BU1 90 and 10, BU2 50 and 50, BU3 70 and 30, BU4 10 and 90, BU5 30 and 70: all means are 50.
LEVEL = {"a": [5, 3, 4, 1, 2], "b": [1, 3, 2, 5, 4]}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("rekenkundig", [3.0, 3.0, 3.0, 3.0, 3.0]),
        # roots of 900, 2500 and 2100: who is level comes first
        ("meetkundig", [4.5, 1.0, 2.5, 4.5, 2.5]),
        # 0.65 of the higher and 0.35 of the lower: 62, 50, 56
        ("owa", [1.5, 5.0, 3.5, 1.5, 3.5]),
    ],
)
def test_every_mean_by_hand(ranks, kind, expected):
    assert ranks(LEVEL, samenvoegen=kind) == expected


@pytest.mark.parametrize("scale", ["percentiel", "minmax", "z", "exponentieel"])
def test_the_low_end_is_turned_round_on_every_scale(ranks, scale):
    rising = [1, 2, 3, 4, 9]
    assert ranks({"a": rising, "b": rising}, "laag", normalisatie=scale) == [1, 2, 3, 4, 5]


def test_an_opgave_without_a_single_indicator_has_no_score_on_any_scale(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("a", kern=False)) | opgave("leeg", indicator("b", kern=False))
    areas = gebieden(dict.fromkeys(CODES, "GM1"))
    placed = add_percentiles(long({"a": dict.fromkeys(CODES, 1)}), areas, catalogue, "gemeente", 3)
    for kind in ("rekenkundig", "owa"):
        method = Scores(normalisatie="minmax", samenvoegen=kind)
        scores = score_opgaven(placed, areas, catalogue, Fraction(2, 3), 3, {}, method)
        assert scores["score"].isna().all()


def test_another_way_is_told_and_the_usual_one_is_not():
    assert method_remark(Scores()) == ""
    text = method_remark(Scores(samenvoegen="owa"))
    assert "een plek tussen de andere buurten (percentiel)" in text
    assert "de hoogste cijfers het zwaarst tellen (orness 0,65) (owa)" in text
