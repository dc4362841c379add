import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from wijkkaart.declarations import Norm
from wijkkaart.errors import ConfigError, ContractError
from wijkkaart.scoring.normalise import add_percentiles, midrank, policy_distance, reference_of, settled

FIVE = {"BU1": 2, "BU2": 4, "BU3": 4, "BU4": 8, "BU5": 10}
HERE = dict.fromkeys(FIVE, "GM1")

grids = st.lists(st.integers(-40, 40).map(lambda number: number / 4), min_size=1, max_size=30)


def by_code(table, column="percentiel"):
    return dict(zip(table["gebiedcode"], table[column], strict=True))


def test_mid_rank_of_five_buurten_by_hand():
    x = np.array([2.0, 4, 4, 8, 10])
    assert midrank(x, x).tolist() == [10.0, 40.0, 40.0, 70.0, 90.0]


def test_two_thirds_is_exactly_the_line_of_hoog():
    reference = np.array([1.0, 2.0, 3.0])
    assert midrank(np.array([2.5]), reference)[0] == 100 * 2 / 3


def test_a_gebied_outside_the_reference_is_placed_in_it_but_no_member():
    assert midrank(np.array([4.0, 11.0, 1.0]), np.array([2.0, 4, 4, 8, 10])).tolist() == [40.0, 100.0, 0.0]


@given(grids, st.data())
def test_mid_rank_is_scipys_percentileofscore(values, data):
    others = data.draw(grids)
    placed = midrank(np.array(others), np.array(values))
    assert placed == pytest.approx([percentileofscore(values, other, kind="mean") for other in others])


@given(grids, st.floats(0.001, 1000))
def test_multiplying_with_a_positive_number_changes_no_place(values, factor):
    x = np.array(values)
    assert midrank(x, x).tolist() == midrank(x * factor, x * factor).tolist()


def test_one_sum_in_two_orders_is_one_figure(indicator, opgave, gebieden, long):
    # three distances of 0.1, 0.2 and 0.3 km, added in two orders, differ in the last bit
    one_way, other_way = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
    assert one_way != other_way
    table = long({"afstand": {"BU1": one_way, "BU2": other_way, "BU3": 0.0, "BU4": -other_way, "BU5": 0.61}})
    places = by_code(add_percentiles(table, gebieden(HERE), opgave("x", indicator("afstand")), "gemeente", 5))
    assert places == {"BU1": 60.0, "BU2": 60.0, "BU3": 30.0, "BU4": 10.0, "BU5": 90.0}


def test_settled_keeps_twelve_digits_of_any_size():
    values = pd.Series([123456.7890123456, -1.23456789012345e-7, 0.0, np.nan, 1e15])
    kept = settled(values)
    assert kept[:3].tolist() == pytest.approx([123456.789012, -1.23456789012e-7, 0.0], rel=1e-15)
    assert np.isnan(kept[3])
    assert kept[4] == 1e15


def test_distance_to_a_norm_where_higher_is_better():
    norm = Norm(waarde=30, slechtst=0, bron="", zekerheid="A")
    assert policy_distance(np.array([10.0, 30, 45, 0]), norm) == pytest.approx([66.66666666666667, 0, 0, 100])


def test_distance_to_a_norm_where_lower_is_better():
    norm = Norm(waarde=5, slechtst=20, bron="", zekerheid="A")
    assert policy_distance(np.array([20.0, 10, 5]), norm) == pytest.approx([100, 33.333333333333336, 0])


def test_buurten_are_ranked_among_the_inhabited_ones_and_a_wijk_beside_them(indicator, opgave, gebieden, long):
    areas = gebieden({**HERE, "BU6": "GM1", "BU7": "GM1"}, {"WK1": "GM1"}, uninhabited=["BU6"], water=["BU7"])
    table = long({"hitte": {**FIVE, "BU6": 99, "BU7": 99, "WK1": 4}})
    found = add_percentiles(table, areas, opgave("klimaat", indicator("hitte", richting="laag")), "gemeente", 5)
    places = by_code(found)
    assert [places[code] for code in FIVE] == [10.0, 40.0, 40.0, 70.0, 90.0]
    assert places["WK1"] == 40.0
    assert np.isnan(places["BU6"])
    assert np.isnan(places["BU7"])
    assert by_code(found, "referentie")["WK1"] == "gemeente GM1, 5 buurten"
    assert pd.isna(by_code(found, "referentie")["BU6"])


def test_another_gemeente_changes_nothing_unless_the_whole_area_is_compared(indicator, opgave, gebieden, long):
    areas = gebieden({**HERE, **dict.fromkeys(["BU8", "BU9"], "GM2")})
    table = long({"hitte": {**FIVE, "BU8": 1, "BU9": 1}})
    catalogue = opgave("klimaat", indicator("hitte"))
    alone = by_code(add_percentiles(table, areas, catalogue, "gemeente", 2))
    together = by_code(add_percentiles(table, areas, catalogue, "gebied", 2))
    assert [alone[code] for code in FIVE] == [10.0, 40.0, 40.0, 70.0, 90.0]
    assert alone["BU8"] == 50.0
    assert together["BU1"] == pytest.approx(100 * 2.5 / 7)


def test_too_few_buurten_with_the_figure_means_no_place(indicator, opgave, gebieden, long):
    table = long({"hitte": {**FIVE, "BU5": None}})
    found = add_percentiles(table, gebieden(HERE), opgave("klimaat", indicator("hitte")), "gemeente", 5)
    assert found["percentiel"].isna().all()
    assert by_code(found, "referentie")["BU1"] == "gemeente GM1, 4 buurten"


def test_a_missing_value_has_no_place_and_no_reference(indicator, opgave, gebieden, long):
    table = long({"hitte": {**FIVE, "BU5": None}})
    found = add_percentiles(table, gebieden(HERE), opgave("klimaat", indicator("hitte")), "gemeente", 4)
    assert np.isnan(by_code(found)["BU5"])
    assert by_code(found)["BU4"] == pytest.approx(100 * 3.5 / 4)
    assert pd.isna(by_code(found, "referentie")["BU5"])


def test_the_norm_stands_beside_the_rank_and_only_a_sure_one_gives_a_distance(indicator, opgave, gebieden, long):
    def found(**changes):
        norm = Norm(**{"waarde": 4, "slechtst": 8, "bron": "wet", "zekerheid": "A", **changes})
        catalogue = opgave("klimaat", indicator("hitte", norm=norm))
        return add_percentiles(long({"hitte": FIVE}), gebieden(HERE), catalogue, "gemeente", 5)

    assert found()["afstand_tot_norm"].tolist() == [0, 0, 0, 100, 100]
    assert found()["norm"].tolist() == [4] * 5
    for unsure in (found(zekerheid="M"), found(verzadigd=True)):
        assert unsure["norm"].tolist() == [4] * 5
        assert unsure["afstand_tot_norm"].isna().all()


def test_a_category_has_no_place(indicator, opgave, gebieden, long):
    catalogue = opgave("klimaat", indicator("hitte", categorie=True))
    found = add_percentiles(long({"hitte": FIVE}), gebieden(HERE), catalogue, "gemeente", 2)
    assert found["percentiel"].isna().all()


@pytest.mark.parametrize("populatie", ["stedelijkheid", "nederland"])
def test_a_population_without_a_national_table_is_refused(indicator, opgave, gebieden, long, populatie):
    with pytest.raises(ConfigError, match=f"populatie: {populatie}.*heel Nederland.*kies gemeente of gebied"):
        add_percentiles(long({"hitte": FIVE}), gebieden(HERE), opgave("klimaat", indicator("hitte")), populatie, 2)


def test_a_figure_that_stands_twice_is_refused(indicator, opgave, gebieden, long):
    table = long({"hitte": FIVE})
    with pytest.raises(ContractError, match="hitte staat dubbel bij BU1"):
        add_percentiles(pd.concat([table, table]), gebieden(HERE), opgave("klimaat", indicator("hitte")), "gemeente", 2)


def test_percentiles_of_two_references_may_not_meet():
    table = pd.DataFrame(
        {
            "gebiedcode": ["BU1", "BU1"],
            "percentiel": [10.0, 20.0],
            "referentie": ["gemeente GM1, 5 buurten", "gebied, 9 buurten"],
        }
    )
    with pytest.raises(ContractError, match=r"BU1.*twee verschillende referenties"):
        reference_of(table, pd.Index(["BU1"]))
