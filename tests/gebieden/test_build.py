"""Areas: choosing buurten, dissolving wijken, own areas, and whether they are complete."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.config import Gebied
from wijkkaart.errors import ConfigError, InputError, NoBoundariesError
from wijkkaart.gebieden.build import (
    add_own_areas,
    build_gebieden,
    choose_buurten,
    mark_complete,
    mark_inhabited,
    own_area_shares,
)

RD = "EPSG:28992"


def layer(*rows: tuple[str, str, str, str, bool, tuple[float, float, float, float]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "gebiedcode": [row[0] for row in rows],
            "gebiednaam": [f"Buurt {row[0]}" for row in rows],
            "wijkcode": [row[1] for row in rows],
            "gemeentecode": [row[2] for row in rows],
            "gemeentenaam": [row[3] for row in rows],
            "water": [row[4] for row in rows],
            "indelingsjaar": pd.array([2024] * len(rows), dtype="Int64"),
        },
        geometry=[box(*row[5]) for row in rows],
        crs=RD,
    )


TOWN = layer(
    ("BU00010000", "WK000100", "GM0001", "'s-Dorp", False, (0, 0, 100, 100)),
    ("BU00010001", "WK000100", "GM0001", "'s-Dorp", False, (100, 0, 200, 100)),
    ("BU00010100", "WK000101", "GM0001", "'s-Dorp", True, (0, 100, 200, 200)),
    ("BU00020000", "WK000200", "GM0002", "Stad", False, (200, 0, 300, 100)),
)


def built(**options):
    gebied = Gebied(gemeenten=("GM0001",), **options)
    return build_gebieden(choose_buurten(TOWN, gebied), None, None, gebied)


def test_buurten_wijken_and_gemeente_stand_in_one_frame():
    areas = built()
    assert areas["niveau"].value_counts().to_dict() == {"buurt": 3, "wijk": 2, "gemeente": 1}
    assert areas.loc["WK000100", "oppervlakte_ha"] == 2.0
    assert areas.loc["GM0001", "n_buurten"] == 3
    assert areas.loc["GM0001", "gebiednaam"] == "'s-Dorp"


@pytest.mark.parametrize("name", ["GM0001", "'s-Dorp", "'S-DORP"])
def test_a_gemeente_is_found_by_code_and_by_name(name):
    chosen = choose_buurten(TOWN, Gebied(gemeenten=(name,)))
    assert chosen.index.tolist() == ["BU00010000", "BU00010001", "BU00010100"]


def test_an_unknown_gemeente_is_refused_with_the_names_that_are_there():
    with pytest.raises(ConfigError, match=r"'Nergens'.*'s-Dorp, Stad"):
        choose_buurten(TOWN, Gebied(gemeenten=("Nergens",)))


def test_an_unknown_buurt_is_refused():
    with pytest.raises(ConfigError, match="BU00019999"):
        choose_buurten(TOWN, Gebied(buurten=("BU00019999",)))


def test_nothing_to_draw_is_an_error_of_its_own():
    with pytest.raises(NoBoundariesError):
        build_gebieden(TOWN.iloc[:0].set_index("gebiedcode"), None, None, Gebied(gemeenten=("GM0001",)))


def test_complete_only_when_the_outline_shows_it():
    gebied = Gebied(gemeenten=("GM0001",))
    chosen = choose_buurten(TOWN, gebied)
    outline = gpd.GeoDataFrame(
        {"gebiedcode": ["WK000100", "WK000101"], "gebiednaam": ["Dorp", "Plas"]},
        geometry=[box(0, 0, 200, 100), box(0, 100, 300, 200)],
        crs=RD,
    )
    areas = build_gebieden(chosen, outline, None, gebied)
    assert areas.loc["WK000100", "volledig"]
    assert areas.loc["WK000100", "gebiednaam"] == "Dorp"
    assert not areas.loc["WK000101", "volledig"]  # 20,000 of 30,000 m2
    assert not areas.loc["GM0001", "volledig"]  # no outline: cannot be shown


def test_people_show_that_all_buurten_are_there_within_the_rounding_of_cbs():
    links = pd.DataFrame({"buurt": ["BU00010000", "BU00010001"], "gebied": "WK000100"})
    people = pd.Series({"BU00010000": 100.0, "BU00010001": 205.0})
    for published, whole in ((293.0, True), (317.0, True), (292.0, False), (318.0, False)):
        areas = mark_complete(built(), pd.concat([people, pd.Series({"WK000100": published})]), links)
        assert areas.loc["WK000100", "volledig"] == whole, published
    unknown = pd.Series({"BU00010000": 300.0, "BU00010001": None, "WK000100": 300.0})
    assert not mark_complete(built(), unknown, links).loc["WK000100", "volledig"]


def test_water_and_empty_buurten_are_not_inhabited_but_unknown_ones_are():
    areas = mark_inhabited(built(), pd.Series({"BU00010000": 0.0}))
    assert areas["bewoond"].to_dict() == {
        "BU00010000": False,
        "BU00010001": True,
        "BU00010100": False,
        "WK000100": True,
        "WK000101": False,
        "GM0001": True,
    }


def own(*boxes):
    return gpd.GeoDataFrame(
        {"naam": [f"Plan {n}" for n in range(len(boxes))]}, geometry=[box(*b) for b in boxes], crs=RD
    )


def test_an_own_area_lies_in_its_buurten_by_area():
    areas = add_own_areas(built(), own((50, 0, 125, 100)))
    assert areas.loc["EG01", ["gebiednaam", "gemeentecode", "n_buurten"]].tolist() == ["Plan 0", "GM0001", 2]
    shares = own_area_shares(areas, areas.loc[["EG01"]]).set_index("buurt")["aandeel"]
    assert shares.to_dict() == pytest.approx({"BU00010000": 0.5, "BU00010001": 0.25})


def test_an_own_area_outside_is_refused_by_name():
    with pytest.raises(InputError, match="Plan 1"):
        add_own_areas(built(), own((0, 0, 10, 10), (9000, 9000, 9010, 9010)))
