"""Every figure of verstedelijking against a sum by hand."""

import numpy as np
import pytest
from shapely import Point

from wijkkaart.opgaven import verstedelijking as opgave
from wijkkaart.status import Status


def test_eenzijdigheid_woningvoorraad(toy):
    # 0.49 + 0.04 + 0.01 = 0.54; (0.54 - 1/3) / (2/3) = 0.31
    table = toy.table(p_koopw=[70, 100, 60], p_wcorpw=[20, 0, 20], p_ov_hw=[10, 0, 9])
    result = opgave.eenzijdigheid_woningvoorraad(table)
    assert result.waarde["A"] == pytest.approx(31.0, abs=1e-9)
    assert result.waarde["B"] == pytest.approx(100.0)
    assert result.status["W"] == Status.TE_KLEIN  # the owner of 89 % is known, 90 % needed


def test_eenzijdigheid_rescales_what_is_known(toy):
    # 30 + 30 + 30 = 90 % known, three equal parts: 0
    table = toy.table(p_koopw=[30] * 3, p_wcorpw=[30, "geheim", 30], p_ov_hw=[30] * 3)
    result = opgave.eenzijdigheid_woningvoorraad(table)
    assert result.waarde["A"] == pytest.approx(0.0, abs=1e-9)
    assert result.dekking["A"] == pytest.approx(0.9)
    assert result.status["B"] == Status.GEHEIM


def test_woonoppervlak_per_inwoner(toy):
    # 600 homes of 100 m2 = 60,000 m2 over 1500 inhabitants = 40
    result = opgave.woonoppervlak_per_inwoner(toy.table(a_inw=[1500, 49, 1549]), toy.homes(600))
    assert result.waarde["A"] == pytest.approx(40.0, abs=1e-9)
    assert result.status["B"] == Status.TE_KLEIN


def test_dummy_and_institutional_areas_do_not_count(toy):
    homes = toy.homes(600, oppervlakte=[100.0] * 597 + [1.0, 9999.0, 501.0])
    result = opgave.woonoppervlak_per_inwoner(toy.table(a_inw=[597, 0, 597]), homes)
    assert result.waarde["A"] == pytest.approx(100.0)
    assert result.dekking["A"] == pytest.approx(597 / 600)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_people_without_dwellings_have_no_living_space_that_is_known(toy):
    # 90 people in an institution: not 0 m2 each
    result = opgave.woonoppervlak_per_inwoner(toy.table(a_inw=[597, 90, 687]), toy.homes(600))
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


@pytest.mark.parametrize(("known", "status"), [(80, Status.OK), (79, Status.TE_KLEIN)])
def test_living_space_rests_on_four_fifths_of_the_dwellings(toy, known, status):
    homes = toy.homes(100, oppervlakte=[100.0] * known + [9999.0] * (100 - known))
    assert opgave.woonoppervlak_per_inwoner(toy.table(a_inw=[200, 0, 200]), homes).status["A"] == status


def test_functiemenging(toy):
    # 60,000 m2 for living of 80,000: MXI 75, so 100 * (1 - 25/50) = 50
    kinds = ["woonfunctie"] * 600 + ["kantoorfunctie"] * 20
    homes = toy.homes(620, oppervlakte=[100.0] * 600 + [1000.0] * 20, gebruiksdoel=kinds)
    assert opgave.functiemenging(homes).waarde["A"] == pytest.approx(50.0, abs=1e-9)


def test_several_purposes_share_the_floor_equally(toy):
    # 10 homes of 100 m2 and 10 shops with a home of 100 m2: 1500 of 2000 = 75
    homes = toy.homes(20, gebruiksdoel=["woonfunctie"] * 10 + ["winkelfunctie, woonfunctie"] * 10)
    assert opgave.functiemenging(homes).waarde["A"] == pytest.approx(50.0)


def test_functiemenging_needs_twenty_objects(toy):
    assert opgave.functiemenging(toy.homes(19)).status["A"] == Status.TE_KLEIN


def test_leegstand(toy):
    result = opgave.leegstand(toy.table(p_leegsw=[4, "geheim", 3]))
    assert result.waarde["A"] == 4
    assert np.isnan(result.waarde["B"])


def test_tekort_sociale_huur_30(toy):
    assert opgave.tekort_sociale_huur_30(toy.table(p_wcorpw=[12, 30, 55])).waarde.tolist() == [18, 0, 0]
    assert opgave.tekort_sociale_huur_30(toy.table(p_wcorpw=[12, "geheim", 55])).status["B"] == Status.GEHEIM


def test_woningdichtheid_ha(toy):
    # 900 homes on 20 ha = 45; a buurt without land has none
    result = opgave.woningdichtheid_ha(toy.table(a_woning=[900, 10, 910], a_lan_ha=[20, 0, 20]))
    assert result.waarde["A"] == 45
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_aandeel_woningen_hov(toy):
    # 1200 m exactly is near; a bus stop beside the others does not help them: 15 of 20
    stops = toy.objects([Point(0, 0), Point(1201, 0)], station=[True, False])
    homes = toy.homes(20, at=[Point(1200, 0)] * 15 + [Point(1201, 0)] * 5)
    assert opgave.aandeel_woningen_hov(homes, stops).waarde["A"] == pytest.approx(75.0)


def test_a_listed_stop_counts_as_far_as_it_reaches_beside_the_stations(toy):
    # Stations reach 1200 m, the listed stops 800 and 300 m: homes at 1200 (station), 5800 and 8300 are near;
    # 5801 and 8301 are not: 12 of 20.
    stations = toy.objects([Point(0, 0)], station=[True])
    listed = toy.objects([Point(5000, 0), Point(8000, 0)], straal=[800.0, 300.0])
    places = [(1200, 4), (5800, 4), (8300, 4), (5801, 4), (8301, 4)]
    homes = toy.homes(20, at=[Point(x, 0) for x, count in places for _ in range(count)])
    assert opgave.aandeel_woningen_hov(homes, stations, listed).waarde["A"] == pytest.approx(60.0)
    assert opgave.aandeel_woningen_hov(homes, None, listed).waarde["A"] == pytest.approx(40.0)
    assert set(opgave.aandeel_woningen_hov(homes).status) == {Status.BRON_ONTBREEKT}
