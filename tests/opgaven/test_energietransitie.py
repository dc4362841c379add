"""Every figure of energietransitie against a sum by hand."""

from dataclasses import replace

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


def test_before_the_kerncijfers_have_solar_homes_installations_over_dwellings_are_the_share(toy):
    # 30 of 120 dwellings; B has 15 dwellings, fewer than 20; W has more installations than dwellings, both rounded.
    zon = toy.table(2022, a_zon_woning=[30, 5, 61])
    result = opgave.aandeel_woningen_zonnestroom(toy.table(2023, a_woning=[120, 15, 60]), zon)
    assert result.waarde["A"] == pytest.approx(25.0)
    assert result.status["B"] == Status.TE_KLEIN
    assert result.waarde["W"] == 100.0
    assert result.peiljaar == 2022


def test_solar_homes_and_installations_are_never_mixed(toy):
    table = toy.table(2024, p_won_zs=["geheim", 20, 12], a_woning=[120, 100, 220])
    result = opgave.aandeel_woningen_zonnestroom(table, toy.table(2022, a_zon_woning=[30, 5, 61]))
    assert result.status["A"] == Status.GEHEIM
    assert result.waarde["B"] == 20


def _postcodes(toy):
    """Return 40 homes in A: 24 with 9998AA, 12 with 9998AB, and 4 without a postcode or outside every range."""
    homes = toy.homes(40)
    homes.rows["postcode"] = ["9998AA"] * 24 + ["9998AB"] * 12 + [None, None, "1111AA", "9999ZZ"]
    ranges = toy.objects(
        [Point(0, 0)] * 2,
        van=["9998AA", "9998AB"],
        tot=["9998AA", "9998AC"],
        aansluitingen=[24.0, 6.0],
        sjv=[1000.0, 2000.0],
    )
    return homes, ranges


def test_gas_per_connection_where_cbs_has_no_gas_at_all(toy):
    # (24 * 1000 + 6 * 2000) / (24 + 6) = 1200 m3 a connection; 36 of 40 homes lie in a range.
    homes, ranges = _postcodes(toy)
    result = opgave.gasverbruik_gem(toy.table(a_woning=[40, 0, 40]), homes, ranges)
    assert result.waarde["A"] == pytest.approx(1200.0)
    assert result.dekking["A"] == pytest.approx(0.9)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_gas_of_cbs_is_never_mixed_with_that_of_the_grid_operator(toy):
    homes, ranges = _postcodes(toy)
    result = opgave.gasverbruik_gem(toy.table(g_gas=["geheim", 900, 1300], a_woning=[40, 40, 40]), homes, ranges)
    assert result.status["A"] == Status.GEHEIM
    assert result.waarde["W"] == 1300


def test_too_few_homes_in_a_range_of_postcodes_give_no_gas_use(toy):
    homes, ranges = _postcodes(toy)
    ranges = replace(ranges, rows=ranges.rows.drop(index="o0"))  # 12 of 40 homes are left
    assert opgave.gasverbruik_gem(toy.table(a_woning=[40, 0, 40]), homes, ranges).status["A"] == Status.TE_KLEIN


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


def _startanalyse(toy, **changes):
    counts = {"a": 20, "b": 12, "c": 16, "d": 8, "e": 10, "f": 8, "g": 6}
    columns = {f"a_label_{letter}": [number, number, number] for letter, number in counts.items()}
    return toy.table(2025, **(columns | {"a_woning": [100, 201, 100]} | changes))


def test_without_labels_of_dwellings_the_startanalyse_counts_them(toy):
    # 24 of 80 labels = 30 %, on 100 dwellings; in B 80 of 201 dwellings have one: less than 40 %.
    result = opgave.aandeel_label_efg(toy.homes(100), None, _startanalyse(toy))
    assert result.waarde["A"] == pytest.approx(30.0, abs=1e-9)
    assert result.dekking["A"] == pytest.approx(0.8)
    assert result.teller["A"] == 24
    assert result.status["B"] == Status.TE_KLEIN
    assert result.peiljaar == 2025


def test_labels_of_dwellings_and_of_the_startanalyse_are_never_mixed(toy):
    homes, labels = _labels(toy, {"A": 30, "G": 10}, 50)
    result = opgave.aandeel_label_efg(homes, labels, _startanalyse(toy))
    assert result.waarde["A"] == pytest.approx(25.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_a_class_that_is_not_counted_gives_no_share(toy):
    table = _startanalyse(toy, a_label_g=["niet_gepubliceerd", 6, 6])
    assert opgave.aandeel_label_efg(toy.homes(100), None, table).status["A"] == Status.NIET_GEPUBLICEERD


def test_without_any_labels_the_source_is_missing(toy):
    assert set(opgave.aandeel_label_efg(toy.homes(100)).status) == {Status.BRON_ONTBREEKT}


def _strategies(toy, strategie, s1, s2, s4):
    none = ["niet_gepubliceerd"] * 3
    return toy.table(2025, strategie=strategie, a_weq=[500, 500, 1000], k_s1=s1, k_s2=s2, k_s3=none, k_s4=s4)


def test_startanalyse_strategie_and_its_kostenverschil(toy):
    # A: (160,000 - 100,000) / 500 = 120 euro dearer; B: (124,999 - 100,000) / 500 = 49.998, too little to choose.
    missing = "niet_gepubliceerd"
    table = _strategies(
        toy, [2, 1, missing], [200_000, 100_000, missing], [100_000, 124_999, missing], [160_000, 300_000, missing]
    )
    gap = opgave.startanalyse_kostenverschil(table)
    assert gap.waarde["A"] == pytest.approx(120.0)
    assert gap.waarde["B"] == pytest.approx(49.998)
    words = opgave.startanalyse_strategie(table)
    assert words.tekst[["A", "B"]].tolist() == ["warmtenet met heet of warm water", "geen duidelijke voorkeur"]
    assert words.status.tolist() == [Status.OK, Status.OK, Status.NIET_GEPUBLICEERD]
    assert words.waarde.isna().all()
    assert words.peiljaar == 2025


def test_a_gap_of_fifty_euro_is_a_preference_and_one_without_second_is_not_known(toy):
    none = ["niet_gepubliceerd"] * 3
    table = _strategies(toy, [1, 1, 1], [0, -10_000, 5], [25_000, "niet_gepubliceerd", "niet_gepubliceerd"], none)
    words = opgave.startanalyse_strategie(table)
    assert words.tekst["A"] == "eigen warmtepomp per woning"
    assert words.status["B"] == Status.NIET_GEPUBLICEERD


def test_aandeel_woningen_bij_warmtenet(toy):
    # 24 homes at x = 10 lie in the network, 6 at x = 150 are 50 m from it, 10 at x = 210 are 110 m from it.
    points = [Point(10, 10)] * 24 + [Point(150, 10)] * 6 + [Point(210, 10)] * 10
    nets = toy.objects([box(0, 0, 100, 100)])
    result = opgave.aandeel_woningen_bij_warmtenet(toy.homes(40, at=points), nets)
    assert result.waarde["A"] == pytest.approx(75.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_no_network_on_the_map_is_not_a_share_of_zero(toy):
    far = toy.objects([box(5000, 0, 5100, 100)])
    assert opgave.aandeel_woningen_bij_warmtenet(toy.homes(40), far).status["A"] == Status.NIET_GEPUBLICEERD
    none = type(far)(far.rows.iloc[:0], far.membership.iloc[:0], far.dekking)
    assert opgave.aandeel_woningen_bij_warmtenet(toy.homes(40), none).status["A"] == Status.NIET_GEPUBLICEERD


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
