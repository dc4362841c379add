"""The figures hang together: old buurten burn gas, paved ones are hot, and so on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import spearmanr

from wijkkaart.voorbeeldstad.assets import label_steps
from wijkkaart.voorbeeldstad.example import build_town
from wijkkaart.voorbeeldstad.figures import AGES, gas_per_home, true_figures
from wijkkaart.voorbeeldstad.landcover import Ground, box_mean, halved, lay_ground
from wijkkaart.voorbeeldstad.publish import AREAS, COUNTS, WEIGHTS, _random_fives, all_levels, published
from wijkkaart.voorbeeldstad.rasters import greenery, pet
from wijkkaart.voorbeeldstad.terrain import Cover, lay_terrain


@dataclass(frozen=True)
class Made:
    figures: pd.DataFrame
    paved: pd.Series
    heat: pd.Series
    trees: pd.Series
    built_up: pd.Series


@pytest.fixture(scope="module", params=[9999, 7])
def made(request: pytest.FixtureRequest) -> Made:
    rng = np.random.default_rng(request.param)
    town = build_town(rng)
    kinds = town.plan.buurten["wijktype"]
    figures = true_figures(town.plan, town.objects, rng)
    ground = lay_ground(town.plan, lay_terrain(town.plan, town.streets, town.panden), town.panden)
    trees, shrubs, grass = greenery(ground, kinds.tolist(), rng)
    paved = 1 - (trees + shrubs + grass) / 100
    heat = pet(paved, trees, halved((ground.cover == Cover.WATER).astype("float32")), rng)
    means = [_mean(ground, layer, figures.index) for layer in (100 * paved, heat, trees)]
    built_up = pd.Series(~kinds.isin(("polder", "water")).to_numpy(), index=figures.index)
    return Made(figures, *means, built_up)


def _mean(ground: Ground, layer: np.ndarray, codes: pd.Index) -> pd.Series:
    buurt = ground.buurt[::2, ::2].ravel()
    means = pd.Series(layer.ravel()).groupby(buurt).mean()
    return means.drop(-1).set_axis(codes)


def _together(one: pd.Series, other: pd.Series) -> float:
    known = one.notna() & other.notna()
    return float(spearmanr(one[known], other[known]).statistic)


def test_paved_buurten_are_hot_and_those_with_trees_are_not(made: Made) -> None:
    assert _together(made.paved[made.built_up], made.heat[made.built_up]) > 0.5
    assert _together(made.trees[made.built_up], made.heat[made.built_up]) < -0.5


def test_poor_buurten_rent_from_a_corporatie_and_have_few_cars(made: Made) -> None:
    lived_in = made.figures[made.figures["a_woning"] >= 100]
    assert _together(lived_in["p_hh_li"], lived_in["p_wcorpw"]) > 0.4
    assert _together(lived_in["p_hh_li"], lived_in["a_pau"] / lived_in["a_hh"]) < -0.4


def test_kinds_of_neighbourhood_differ_as_they_should(made: Made) -> None:
    lived_in = made.figures[made.figures["a_woning"] >= 50]
    means = lived_in.drop(columns="wijkcode").groupby("wijktype").mean()
    assert means.loc["bouwblok", "g_gas"] > means.loc["vinex", "g_gas"]
    assert means.loc["tuinstad", "p_wcorpw"] > 50
    assert means.loc["tuinstad", "p_stadsv"] > 30
    assert means.loc["tuinstad", "ses"] < means.loc["vinex", "ses"]
    assert means.loc["vinex", "p_won_zs"] > 2 * means.loc["binnenstad", "p_won_zs"]
    assert means.loc["villa", "g_wozbag"] > means.loc["tuinstad", "g_wozbag"]


def test_parts_add_up(made: Made) -> None:
    people = made.figures["a_inw"]
    np.testing.assert_allclose(made.figures[list(AGES)].sum(axis=1), people, atol=1e-6)
    homes = made.figures["a_hh_z_k"] + made.figures["a_hh_m_k"] + made.figures["a_1p_hh"]
    np.testing.assert_allclose(homes, made.figures["a_hh"], atol=1e-6)
    rented = (made.figures["p_wcorpw"] + made.figures["p_ov_hw"]).dropna()
    np.testing.assert_allclose(rented, made.figures["p_huurw"].dropna(), atol=1e-6)


def test_empty_and_tiny_buurt(made: Made) -> None:
    assert made.figures.loc["BU99990900", ["a_inw", "a_woning", "a_hh"]].tolist() == [0, 0, 0]
    assert made.figures.loc["BU99990901", "a_inw"] == 5
    assert made.figures.loc["BU99991100", "a_inw"] == 0


def test_wijk_mean_is_weighted_with_dwellings(made: Made) -> None:
    table = all_levels(made.figures)
    inside = made.figures[made.figures["wijkcode"] == "WK999903"]
    by_hand = sum(inside["g_gas"] * inside["a_woning"]) / sum(inside["a_woning"])
    assert table.loc["WK999903", "g_gas"] == pytest.approx(by_hand)
    assert table.loc["WK999903", "a_inw"] == inside["a_inw"].sum()


def test_random_rounding_goes_to_the_nearest_fives_and_keeps_the_mean() -> None:
    rounded = _random_fives(pd.Series([12.0] * 4000), np.random.default_rng(1))
    assert set(rounded) == {10, 15}
    # 10 with chance 3/5 and 15 with chance 2/5: on average 12, standard error 0.04
    assert rounded.mean() == pytest.approx(12, abs=0.2)
    assert _random_fives(pd.Series([0.0, 5.0]), np.random.default_rng(1)).tolist() == [0, 5]


def test_publication_limits_by_hand() -> None:
    small = published(all_levels(_two_buurten()), np.random.default_rng(1))
    # 19 dwellings: no WOZ value; 6 lived in: gas; fewer than 100 households: no income
    assert np.isnan(small.loc["BU99990000", "g_wozbag"])
    assert small.loc["BU99990000", "g_gas"] == 1230
    assert np.isnan(small.loc["BU99990000", "p_hh_li"])
    assert small.loc["BU99990001", "g_wozbag"] == 300
    assert small.loc["BU99990001", "p_hh_li"] == 40
    # the wijk: (19 x 1234 + 200 x 1000) / 219 = 1020
    assert small.loc["WK999900", "g_gas"] == 1020


def _two_buurten() -> pd.DataFrame:
    columns = {*COUNTS, *AREAS, *(name for names in WEIGHTS.values() for name in names)} - {"a_vrouw"}
    table = pd.DataFrame(10.0, index=["BU99990000", "BU99990001"], columns=sorted(columns))
    known = {
        "a_woning": [19, 200], "a_hh": [18, 190], "a_inw": [40, 400], "g_gas": [1234, 1000],
        "g_wozbag": [300, 300], "p_hh_li": [40, 40],
    }  # fmt: skip
    return table.assign(**known, wijkcode="WK999900", wijktype="dorp")


def test_gas_of_one_home_by_hand() -> None:
    home = pd.DataFrame({"jaar": [1945], "echt_oppervlakte": [100], "vorm": ["huis"], "units": [1]})
    # 220 + 14.5 m3 per m2 x 100 m2 x 0.82
    assert gas_per_home(home)[0] == pytest.approx(1409)


def test_older_homes_have_poorer_labels() -> None:
    rng = np.random.default_rng(3)
    old = label_steps(pd.Series([1935] * 400), rng)
    new = label_steps(pd.Series([2018] * 400), rng)
    assert old.mean() > new.mean() + 3
    assert old.max() == 9


def test_box_mean_and_halved_on_a_toy_grid() -> None:
    grid = np.zeros((4, 4), dtype="float32")
    grid[0, 0] = 4
    # 2 x 2 blocks: the first holds 4, 0, 0, 0
    assert halved(grid).tolist() == [[1, 0], [0, 0]]
    # 3 x 3 window around (1, 1): one cell of nine holds 4
    assert box_mean(grid, 1)[1, 1] == pytest.approx(4 / 9)
    assert box_mean(grid, 1)[3, 3] == 0


def test_terrain_fills_every_buurt_once() -> None:
    town = build_town(np.random.default_rng(2))
    terrain = lay_terrain(town.plan, town.streets, town.panden)
    covered = terrain[terrain["buurt"] >= 0].dissolve("buurt")
    assert covered.area.sum() == pytest.approx(town.plan.buurten.area.sum(), rel=1e-4)
    assert terrain[terrain["buurt"] >= 0].area.sum() == pytest.approx(covered.area.sum(), rel=1e-4)
    assert shapely.is_valid(terrain.geometry.to_numpy()).all()
