"""Wijken, gemeenten and own areas from their buurten."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from wijkkaart.gebieden.aggregation import by_homes, complete, membership_shares
from wijkkaart.layers import Objects, StatTable

BUURTEN = ["BU1", "BU2", "BU3"]


def table(rows: dict[str, dict[str, float | None]], reason: str = "niet_gepubliceerd") -> StatTable:
    values = pd.DataFrame.from_dict(rows, orient="index").astype("float64")
    status = pd.DataFrame(reason, index=values.index, columns=values.columns).mask(values.notna(), "ok")
    years = pd.Series(2024, index=values.columns)
    return StatTable(values, status, values.notna().astype("float64"), years)


def shares(gebied: str = "WK1", parts: tuple[float, ...] = (1.0, 1.0, 1.0)) -> pd.DataFrame:
    return pd.DataFrame({"buurt": BUURTEN, "gebied": gebied, "aandeel": parts, "aandeel_vlak": parts})


def completed(given: StatTable, links: pd.DataFrame | None = None) -> StatTable:
    links = shares() if links is None else links
    return complete(given, given, pd.Index([*BUURTEN, links["gebied"].iloc[0]]), links)


def test_gas_of_a_wijk_is_weighted_with_dwellings():
    # (1000 * 200 + 1600 * 100) / 300 = 1200; the plain mean would be 1300.
    given = table(
        {
            "BU1": {"g_gas": 1000, "a_woning": 200, "a_inw": 400},
            "BU2": {"g_gas": 1600, "a_woning": 100, "a_inw": 200},
            "BU3": {"g_gas": None, "a_woning": 0, "a_inw": 0},
        }
    )
    result = completed(given)["g_gas"]
    assert result.waarde["WK1"] == pytest.approx(1200.0)
    assert result.dekking["WK1"] == 1.0


def test_a_mean_that_misses_more_than_a_fifth_is_not_given():
    rows = {
        "BU1": {"g_gas": 1000, "a_woning": 79, "a_inw": 1},
        "BU2": {"g_gas": None, "a_woning": 21, "a_inw": 1},
        "BU3": {"g_gas": None, "a_woning": 0, "a_inw": 0},
    }
    assert completed(table(rows))["g_gas"].status["WK1"] == "niet_gepubliceerd"
    rows["BU1"]["a_woning"], rows["BU2"]["a_woning"] = 80, 20
    result = completed(table(rows))["g_gas"]
    assert result.waarde["WK1"] == 1000.0
    assert result.dekking["WK1"] == pytest.approx(0.8)


def test_a_sum_with_one_gap_is_not_given_because_it_would_be_too_low():
    given = table({"BU1": {"a_inw": 100, "a_pau": 40}, "BU2": {"a_inw": 900, "a_pau": 300}, "BU3": {"a_inw": 5}})
    result = completed(given)
    assert result["a_inw"].waarde["WK1"] == 1005.0
    assert result["a_pau"].status["WK1"] == "niet_gepubliceerd"


def test_an_uninhabited_buurt_is_no_gap_in_a_sum():
    given = table({"BU1": {"a_inw": 100, "a_pau": 40}, "BU2": {"a_inw": 900, "a_pau": 300}, "BU3": {"a_inw": 0}})
    assert completed(given)["a_pau"].waarde["WK1"] == 340.0


def test_a_published_value_is_kept_and_a_secret_stays_secret():
    rows = {
        "BU1": {"a_inw": 10, "p_koopw": 50, "a_woning": 10},
        "BU2": {"a_inw": 10, "p_koopw": 70, "a_woning": 10},
        "BU3": {"a_inw": 0, "p_koopw": None, "a_woning": 0},
        "WK1": {"a_inw": 25, "p_koopw": None, "a_woning": 20},
    }
    open_table, secret = table(rows), table(rows, reason="geheim")
    assert completed(open_table)["a_inw"].waarde["WK1"] == 25.0
    assert completed(open_table)["p_koopw"].waarde["WK1"] == 60.0
    assert completed(secret)["p_koopw"].status["WK1"] == "geheim"


def test_an_own_area_takes_its_part_of_each_buurt():
    given = table(
        {"BU1": {"a_inw": 100, "a_hh": 50}, "BU2": {"a_inw": 200, "a_hh": 80}, "BU3": {"a_inw": 0, "a_hh": 0}}
    )
    links = shares("EG01", (0.5, 0.25, 0.0))
    assert completed(given, links)["a_inw"].waarde["EG01"] == 100.0


def test_an_own_area_takes_people_by_homes_and_ground_by_area():
    # Half the ground of BU1 holds 8 of its 10 homes; a quarter of BU2 has no homes at all to go by.
    rows = gpd.GeoDataFrame(index=[f"v{n}" for n in range(10)], geometry=[Point(0, 0)] * 10, crs="EPSG:28992")
    links = [(name, "BU1") for name in rows.index] + [(name, "EG01") for name in rows.index[:8]]
    homes = Objects(rows, pd.DataFrame(links, columns=["object", "gebied"]), pd.Series(1.0, index=[*BUURTEN, "EG01"]))
    counted = by_homes(shares("EG01", (0.5, 0.25, 0.0)), homes)
    assert counted["aandeel"].tolist() == pytest.approx([0.8, 0.25, 0.0])
    given = table(
        {
            "BU1": {"a_inw": 100, "a_lan_ha": 40},
            "BU2": {"a_inw": 200, "a_lan_ha": 80},
            "BU3": {"a_inw": 0, "a_lan_ha": 10},
        }
    )
    result = completed(given, counted)
    assert result["a_inw"].waarde["EG01"] == pytest.approx(130.0)
    assert result["a_lan_ha"].waarde["EG01"] == pytest.approx(40.0)


def test_a_mean_is_carried_over_with_dwellings():
    # 60 dwellings at 10 and 40 at 20: (600 + 800) / 100 = 14.
    rows = {
        "BU1": {"g_gas": 10, "a_woning": 60, "a_inw": 1},
        "BU2": {"g_gas": 20, "a_woning": 40, "a_inw": 1},
        "BU3": {"g_gas": None, "a_woning": 0, "a_inw": 0},
    }
    assert completed(table(rows))["g_gas"].waarde["WK1"] == pytest.approx(14.0)


def test_a_density_is_weighted_with_land():
    # 900 people on 10 ha and 100 on 90 ha: 1000 people on 1 km2.
    given = table(
        {
            "BU1": {"a_inw": 900, "a_lan_ha": 10, "bev_dich": 9000},
            "BU2": {"a_inw": 100, "a_lan_ha": 90, "bev_dich": 111.1111111},
            "BU3": {"a_inw": 0, "a_lan_ha": 0, "bev_dich": None},
        }
    )
    assert completed(given)["bev_dich"].waarde["WK1"] == pytest.approx(1000.0)


def test_a_buurt_without_a_row_is_not_published():
    given = table({"BU1": {"a_inw": 100}})
    result = completed(given)["a_inw"]
    assert result.status.to_dict() == {
        "BU1": "ok",
        "BU2": "niet_gepubliceerd",
        "BU3": "niet_gepubliceerd",
        "WK1": "niet_gepubliceerd",
    }


def test_membership_is_one_whole_buurt_per_wijk_and_gemeente():
    frame = pd.DataFrame({"wijkcode": ["WK1"], "gemeentecode": ["GM1"]}, index=["BU1"])
    assert membership_shares(frame, ["wijkcode", "gemeentecode"]).to_numpy().tolist() == [
        ["BU1", "WK1", 1.0, 1.0],
        ["BU1", "GM1", 1.0, 1.0],
    ]


def test_the_reason_of_a_wijk_is_that_of_its_buurten_without_a_value():
    # Two of three have a number; the third is secret and holds most of the homes.
    rows = {"BU1": (1000, 10), "BU2": (1200, 10), "BU3": (None, 80)}
    figures = {code: {"g_gas": gas, "a_woning": homes, "a_inw": 9} for code, (gas, homes) in rows.items()}
    given = table(figures, "geheim")
    assert completed(given)["g_gas"].status["WK1"] == "geheim"
