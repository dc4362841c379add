from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pytest

from wijkkaart.scoring.plausibility import Correlation, correlate, sentences

OPGAVEN = {
    "mobiliteit": SimpleNamespace(label_nl="Mobiliteit"),
    "energietransitie": SimpleNamespace(label_nl="Energie"),
}
TEN = list(range(1, 11))
#: Ten places backwards, but for the last two. Against 1..10 the differences squared are
#: 81 + 49 + 25 + 9 + 1 + 1 + 9 + 25 + 64 + 64 = 328, so Spearman is 1 - 6 x 328 / (10 x 99) = -0.98788.
BACKWARDS = [10, 9, 8, 7, 6, 5, 4, 3, 1, 2]


def codes(count: int, gemeente: str = "9999") -> list[str]:
    return [f"BU{gemeente}{place:04d}" for place in range(count)]


def outside(buurten, values) -> pd.DataFrame:
    other = pd.DataFrame({"gebiedcode": buurten, "indicator": "woningdichtheid", "waarde": 1.0})
    mine = pd.DataFrame({"gebiedcode": buurten, "indicator": "leefbaarometer_score", "waarde": values})
    return pd.concat([other, mine])


def scored(buurten, values, opgave="mobiliteit") -> pd.DataFrame:
    return pd.DataFrame({"gebiedcode": buurten, "opgave": opgave, "score": values})


def gebieden(*buurten, niveau="buurt") -> gpd.GeoDataFrame:
    larger = sorted({f"GM{code[2:6]}" for code in buurten})
    frame = {
        "niveau": [niveau] * len(buurten) + ["gemeente"] * len(larger),
        "gemeentecode": [f"GM{code[2:6]}" for code in buurten] + larger,
        "gebiednaam": list(buurten) + [f"Gemeente {code}" for code in larger],
    }
    return gpd.GeoDataFrame(frame, index=[*buurten, *larger])


def test_ranks_by_hand():
    buurten = codes(10)
    (found,) = correlate(outside(buurten, BACKWARDS), scored(buurten, TEN), gebieden(*buurten))
    assert found == Correlation("mobiliteit", "GM9999", pytest.approx(1 - 6 * 328 / 990), 10)


def test_only_the_order_counts():
    buurten = codes(10)
    stretched = [score**3 for score in TEN]
    (found,) = correlate(outside(buurten, BACKWARDS), scored(buurten, stretched), gebieden(*buurten))
    assert found.spearman == pytest.approx(1 - 6 * 328 / 990)


def test_a_buurt_without_one_of_the_two_does_not_count():
    buurten = codes(12)
    long = outside(buurten, [*BACKWARDS, None, 7])
    (found,) = correlate(long, scored(buurten, [*TEN, 3, None]), gebieden(*buurten))
    assert found.buurten == 10
    assert found.spearman == pytest.approx(1 - 6 * 328 / 990)


def test_nine_buurten_are_too_few():
    buurten = codes(9)
    assert correlate(outside(buurten, BACKWARDS[:9]), scored(buurten, TEN[:9]), gebieden(*buurten)) == []


def test_where_all_are_the_same_there_is_no_order():
    buurten = codes(10)
    assert correlate(outside(buurten, [1] * 10), scored(buurten, TEN), gebieden(*buurten)) == []
    assert correlate(outside(buurten, TEN), scored(buurten, [50] * 10), gebieden(*buurten)) == []


def test_wijken_do_not_count():
    buurten = codes(10)
    assert correlate(outside(buurten, BACKWARDS), scored(buurten, TEN), gebieden(*buurten, niveau="wijk")) == []


def test_without_a_leefbaarometer_there_is_nothing_to_tell():
    buurten = codes(10)
    long = outside(buurten, BACKWARDS)
    found = correlate(long[long["indicator"] != "leefbaarometer_score"], scored(buurten, TEN), gebieden(*buurten))
    assert found == []
    assert sentences(found, OPGAVEN, gebieden(*buurten)) == ()


def test_each_gemeente_is_looked_at_by_itself():
    here, there = codes(10, "0001"), codes(10, "0002")
    # Within each gemeente against each other; over both together the other way round.
    scores = scored([*here, *there], [*TEN, *(score + 100 for score in TEN)])
    long = outside([*here, *there], [*BACKWARDS, *(value + 100 for value in BACKWARDS)])
    areas = gebieden(*here, *there)
    found = correlate(long, scores, areas)
    assert [(item.gemeentecode, round(item.spearman, 3)) for item in found] == [("GM0001", -0.988), ("GM0002", -0.988)]
    told = sentences(found, OPGAVEN, areas)
    assert told[1] == "Mobiliteit in Gemeente GM0001: Spearman -0,99 over 10 buurten, zoals verwacht."


def test_the_direction_is_told_and_what_to_do_when_it_is_not_as_expected():
    areas = gebieden(*codes(10))
    good = Correlation("energietransitie", "GM9999", -0.614, 42)
    odd = Correlation("mobiliteit", "GM9999", 0.35, 41)
    opening, first, second, closing = sentences([good, odd], OPGAVEN, areas)
    assert "toets op de richting, geen bewijs" in opening
    assert first == "Energie: Spearman -0,61 over 42 buurten, zoals verwacht."
    assert second == "Mobiliteit: Spearman 0,35 over 41 buurten, let op, niet zoals verwacht."
    assert closing.startswith("Niet zoals verwacht hoeft niet fout te zijn")
    assert len(sentences([good], OPGAVEN, areas)) == 2


def test_no_connection_at_all_is_not_as_expected():
    (_, told, _) = sentences([Correlation("mobiliteit", "GM9999", 0.0, 30)], OPGAVEN, gebieden(*codes(10)))
    assert told == "Mobiliteit: Spearman 0,00 over 30 buurten, let op, niet zoals verwacht."
