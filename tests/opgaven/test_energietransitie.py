"""Every figure of energietransitie against a sum by hand."""

import numpy as np
import pytest
from shapely import Point, box

from wijkkaart.opgaven import energietransitie as opgave
from wijkkaart.status import Status


def test_gasverbruik_gem(toy):
    table = toy.table(g_gas=[1200, 900, "geheim"], a_woning=[20, 19, 39])
    result = opgave.gasverbruik_gem(table)
    assert result.waarde["A"] == 1200
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.GEHEIM]


def test_gasverbruik_gem_counts_dwellings_in_the_bag_when_cbs_has_none(toy):
    table = toy.table(g_gas=[1200, 900, 1100])
    result = opgave.gasverbruik_gem(table, toy.homes(20))
    # A and W hold 20 homes, B none.
    assert result.status.tolist() == [Status.OK, Status.NIET_VAN_TOEPASSING, Status.OK]


def test_gasverbruik_per_m2(toy):
    # Mean area (10 * 100 + 10 * 140) / 20 = 120 m2; 1200 m3 / 120 m2 = 10. A dummy of 9999 m2 does not count.
    homes = toy.homes(21, oppervlakte=[100.0] * 10 + [140.0] * 10 + [9999.0])
    table = toy.table(g_gas=[1200, 1000, 1200], p_stadsv=["niet_gepubliceerd", 0, 5])
    result = opgave.gasverbruik_per_m2(table, homes)
    assert result.waarde["A"] == pytest.approx(10.0)
    assert result.status.tolist() == [Status.OK, Status.NIET_VAN_TOEPASSING, Status.NIET_VAN_TOEPASSING]


def test_aandeel_woningen_aardgas(toy):
    table = toy.table(p_won_m=[92, "geheim", 80], p_won_z=[6, 10, 15])
    result = opgave.aandeel_woningen_aardgas(table)
    assert result.waarde["A"] == 92
    assert result.status["B"] == Status.GEHEIM


def test_aandeel_woningen_aardgas_without_the_new_column(toy):
    result = opgave.aandeel_woningen_aardgas(toy.table(p_won_z=[6, "geheim", 15]))
    assert result.waarde["A"] == 94  # 100 - 6
    assert result.status["B"] == Status.GEHEIM


def _old_and_new(toy):
    years = [1930.0, 1958.0, 1974.0, 1975.0, 1999.0, 2021.0, 9999.0, np.nan]
    numbers = [10, 20, 30, 25, 10, 5, 3, 2]
    panden = [f"p{n}" for n, number in enumerate(numbers) for _ in range(number)]
    return toy.homes(105, pand=panden), toy.panden(years)


def test_aandeel_woningen_voor_1975(toy):
    # (10 + 20 + 30) / (10 + 20 + 30 + 25 + 10 + 5) = 60 / 100; 9999 and empty do not count.
    result = opgave.aandeel_woningen_voor_1975(*_old_and_new(toy))
    assert result.waarde["A"] == pytest.approx(60.0, abs=1e-9)
    assert result.teller["A"] == 60
    assert result.noemer["A"] == 100
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_the_share_of_dwellings_with_a_building_year_is_the_coverage(toy):
    # 100 of 105 dwellings have a year.
    result = opgave.aandeel_woningen_voor_1975(*_old_and_new(toy))
    assert 100 * result.dekking["A"] == pytest.approx(95.23809523809524, abs=1e-9)


def test_too_few_building_years_give_no_share(toy):
    homes = toy.homes(30, pand=["p0"] * 26 + ["p1"] * 4)  # 26 of 30 = 87 % known
    result = opgave.aandeel_woningen_voor_1975(homes, toy.panden([1950.0, np.nan]))
    assert result.status["A"] == Status.TE_KLEIN


def test_aandeel_woningen_zonnestroom(toy):
    result = opgave.aandeel_woningen_zonnestroom(toy.table(p_won_zs=[31, "niet_gepubliceerd", 12]))
    assert result.waarde["A"] == 31
    assert np.isnan(result.waarde["B"])


def _labels(toy, counts, total):
    letters = [letter for letter, number in counts.items() for _ in range(number)]
    labels = toy.objects([Point(0, 0)] * len(letters), energieklasse=letters)
    return toy.homes(total), labels


def test_aandeel_label_efg(toy):
    # 10 + 8 + 6 = 24 of 80 labels, on 100 homes: 24 / 80 = 30 %, coverage 80 %.
    counts = {"A++": 5, "A": 15, "B": 12, "C": 16, "D": 8, "E": 10, "F": 8, "G": 6}
    result = opgave.aandeel_label_efg(*_labels(toy, counts, 100))
    assert result.waarde["A"] == pytest.approx(30.0, abs=1e-9)
    assert 100 * result.dekking["A"] == pytest.approx(80.0, abs=1e-9)


def test_few_labels_say_nothing_of_the_other_homes(toy):
    result = opgave.aandeel_label_efg(*_labels(toy, {"G": 39}, 100))  # 39 % has a label, 40 % is needed
    assert result.status["A"] == Status.TE_KLEIN
    assert np.isnan(result.waarde["A"])


def test_energiearmoede(toy):
    result = opgave.energiearmoede(toy.table(p_energiearm=[6.4, "geheim", 5.1]))
    assert result.waarde["A"] == 6.4
    assert result.status["B"] == Status.GEHEIM


def test_aandeel_stadsverwarming(toy):
    result = opgave.aandeel_stadsverwarming(toy.table(p_stadsv=[40, "niet_gepubliceerd", 20]))
    assert result.waarde["A"] == 40
    assert np.isnan(result.waarde["B"])


def test_warmtevraagdichtheid_gj_ha(toy):
    # 1200 m3 * 500 homes = 600,000 m3; * 0.03517 = 21,102 GJ; / 20 ha = 1055.1
    table = toy.table(
        g_gas=[1200, 1200, 1200],
        a_woning=[500, 500, 10],
        a_lan_ha=[20, 20, 20],
        p_stadsv=["niet_gepubliceerd", 5, 0],
    )
    result = opgave.warmtevraagdichtheid_gj_ha(table)
    assert result.waarde["A"] == pytest.approx(1055.1, abs=1e-9)
    assert result.status.tolist() == [Status.OK, Status.NIET_VAN_TOEPASSING, Status.TE_KLEIN]


def _roofs(toy, flat, sloping):
    shapes = [box(n, 0, n + 1, 1) for n in range(len(flat))]
    made = toy.panden([1980.0] * len(flat), shapes, gebied="A")
    rows = made.rows.assign(b3_opp_dak_plat=flat, b3_opp_dak_schuin=sloping)
    return made, type(made)(rows, made.membership, made.dekking)


def test_geschikt_dak_m2_woning(toy):
    # (600 + 0) + (150 + 50) = 800 m2 of roof over 20 homes = 40
    panden, daken = _roofs(toy, [600.0, 150.0], [0.0, 50.0])
    result = opgave.geschikt_dak_m2_woning(daken, panden, toy.homes(20))
    assert result.waarde["A"] == pytest.approx(40.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_roofs_of_other_buildings_do_not_count(toy):
    panden, daken = _roofs(toy, [600.0, 150.0], [0.0, 50.0])
    panden.rows.loc["p1", "gebruiksdoel"] = "kantoorfunctie"
    assert opgave.geschikt_dak_m2_woning(daken, panden, toy.homes(20)).waarde["A"] == pytest.approx(30.0)


def test_aandeel_plat_dak(toy):
    # flat 600 + 150 = 750 of 800
    panden, daken = _roofs(toy, [600.0, 150.0], [0.0, 50.0])
    assert opgave.aandeel_plat_dak(daken, panden).waarde["A"] == pytest.approx(93.75)


def test_a_roof_that_is_not_known_is_not_a_roof_of_zero(toy):
    panden, daken = _roofs(toy, [600.0, np.nan], [0.0, np.nan])  # one of two panden known: 50 %, 90 % needed
    assert opgave.aandeel_plat_dak(daken, panden).status["A"] == Status.TE_KLEIN
