"""What happens where a register is silent on part of its objects: no figure, and not the figure of the rest."""

import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from wijkkaart.ingredients.bag import dwelling_count, is_detached, total_living_area, use_mix
from wijkkaart.ingredients.energy import gas_per_connection
from wijkkaart.ingredients.green import green_on_maps, green_published
from wijkkaart.ingredients.heat import extreme_heat, outdoor_pet
from wijkkaart.ingredients.totals import area_under, covered_by, figures, reached_by, rests_on
from wijkkaart.layers import Objects
from wijkkaart.opgaven import natuurinclusiviteit
from wijkkaart.status import Status


@pytest.mark.parametrize(("untold", "status"), [(2, "ok"), (3, "niet_gepubliceerd"), (10, "niet_gepubliceerd")])
def test_dwellings_are_counted_where_four_in_five_objects_say_what_they_are_for(toy, untold, status):
    # Of 10 objects in A, 2 or 3 (more than a fifth) or all do not say it. B has none at all: 0 dwellings is true there.
    counted = dwelling_count(toy.homes(10, gebruiksdoel=["woonfunctie"] * (10 - untold) + [None] * untold))
    assert counted.status.tolist() == [status, "ok", status]
    assert counted.waarde["B"] == 0.0
    assert np.nan_to_num(counted.waarde["A"], nan=-1.0) == (8.0 if status == "ok" else -1.0)


def test_living_space_is_no_sum_of_the_dwellings_that_happen_to_have_an_area(toy):
    # 8 of 10 have one (100 m2 each): enough. 7 of 10 is not, and none of 10 is not 0 m2.
    for known, total in ((8, 800.0), (7, None), (0, None)):
        area, _ = total_living_area(toy.homes(10, oppervlakte=[100.0] * known + [np.nan] * (10 - known)))
        assert area.waarde.dropna().to_dict() == ({} if total is None else {"A": total, "W": total})
        assert area.status["B"] == Status.NIET_VAN_TOEPASSING


def test_an_object_without_purpose_is_neither_home_nor_anything_else(toy):
    # 16 homes, 4 shops, 4 that do not say it: 16 of 20 known is 80 % living, and 20 of 24 is enough to go by.
    purposes = ["woonfunctie"] * 16 + ["winkelfunctie"] * 4
    assert use_mix(toy.homes(24, gebruiksdoel=[*purposes, *[None] * 4]), 20).waarde["A"] == pytest.approx(80.0)
    assert use_mix(toy.homes(26, gebruiksdoel=[*purposes, *[None] * 6]), 20).status["A"] == Status.TE_KLEIN
    assert use_mix(toy.homes(24, gebruiksdoel=None), 0).waarde.isna().all()


def test_whether_a_home_stands_alone_is_unknown_where_its_pand_is_not_known_to_be_one(toy):
    homes = toy.homes(2, pand=["p0", "p1"])
    panden = toy.panden([1980.0, 1980.0], [box(0, 0, 5, 5), box(50, 0, 55, 5)], gebruiksdoel=["woonfunctie", None])
    assert is_detached(homes, panden).tolist() == [True, None] or pd.isna(is_detached(homes, panden)["o1"])
    assert is_detached(homes, panden)["o0"] is True


def test_a_class_that_is_not_known_of_more_than_a_fifth_of_the_ground_gives_no_area(toy):
    # In A 40 x 10 m is parking, 20 x 10 a lane and of 10 x 10 (a seventh) or 20 x 10 (a quarter) it is not said.
    for width, status in ((10, "ok"), (20, "niet_gepubliceerd")):
        drawn = toy.objects([box(0, 0, 40, 10), box(0, 20, 20, 30), box(0, 40, width, 50)])
        answer = pd.Series([True, False, None], drawn.rows.index, dtype=object)
        area = area_under(toy.gebieden(), drawn, answer)
        assert area.status.tolist() == [status, "ok", status]
        assert area.waarde.dropna().to_dict() == ({"A": 400.0, "B": 0.0, "W": 400.0} if status == "ok" else {"B": 0.0})


def test_gas_of_a_range_that_does_not_say_it_is_not_0(toy):
    homes = toy.homes(40)
    homes = Objects(homes.rows.assign(postcode=["1000AA"] * 32 + ["2000AA"] * 8), homes.membership, homes.dekking)
    ends = {"van": ["1000AA", "2000AA"], "tot": ["1000ZZ", "2000ZZ"], "aansluitingen": [30.0, 10.0]}
    ranges = toy.objects([Point(0, 0)] * 2, sjv=[1000.0, np.nan], **ends)
    assert gas_per_connection(homes, ranges).waarde["A"] == pytest.approx(1000.0)
    silent = toy.objects([Point(0, 0)] * 2, sjv=[np.nan, np.nan], **ends)
    assert gas_per_connection(homes, silent).waarde.isna().all()


def test_green_without_a_map_of_low_plants_is_no_green_of_0(toy):
    whole, nothing = toy.raster(np.full((20, 40), 30.0)), toy.raster(np.full((20, 40), np.nan))
    assert green_on_maps(toy.gebieden(), whole, whole, nothing).waarde.isna().all()
    # 200 x 200 m with 90 % green in A.
    assert green_on_maps(toy.gebieden(), whole, whole, whole).waarde["A"] == pytest.approx(36_000.0)


def test_green_without_any_source_of_it_is_absent_however_many_homes_there_are(toy):
    result = natuurinclusiviteit.groen_per_woning_m2(toy.gebieden(), bag_verblijfsobjecten=toy.homes(60))
    assert result.status[["A", "W"]].tolist() == [Status.BRON_ONTBREEKT] * 2
    published = toy.table(groen=[50.0, 50.0, 50.0])
    assert set(green_published(toy.gebieden().index, published, None).status) == {Status.BRON_ONTBREEKT}


def test_heat_outside_buildings_is_not_known_where_the_file_of_buildings_does_not_reach(toy):
    pet = toy.raster(np.full((20, 40), 42.0))
    panden = toy.panden()
    short = Objects(panden.rows, panden.membership, pd.Series({"A": 1.0, "B": 0.94, "W": 0.95}))
    for result in (outdoor_pet(toy.gebieden(), pet, short, None), extreme_heat(toy.gebieden(), pet, short, None)):
        assert result.status.tolist() == ["ok", "buiten_dekking", "ok"]
    assert reached_by(figures(pd.Series(1.0, short.dekking.index)), short).status.tolist() == [
        "ok",
        "buiten_dekking",
        "ok",
    ]


def test_a_grid_of_which_no_cell_counts_covers_nothing(toy):
    gebieden, grid = toy.gebieden(), toy.raster(np.full((20, 40), 1.0))
    mask = np.hstack([np.zeros((20, 20), dtype=bool), np.ones((20, 20), dtype=bool)])
    result = covered_by(figures(pd.Series(1.0, gebieden.index)), grid, gebieden, 0.8, mask)
    assert result.status.tolist() == ["buiten_dekking", "ok", "ok"]


def test_a_share_of_an_unknown_number_is_unknown_for_the_same_reason():
    codes = pd.Index(["A", "B"])
    everything = figures(pd.Series([10.0, np.nan], codes), status=pd.Series(["ok", "geheim"], codes))
    result = rests_on(figures(pd.Series(1.0, codes)), figures(pd.Series(9.0, codes)), everything, 0.8)
    assert result.status.tolist() == ["ok", "geheim"]
    assert result.dekking.tolist() == [0.9, 0.0]
