"""Every figure of the DNA against a sum by hand."""

import pytest
from shapely import box

from wijkkaart.opgaven import dna as opgave
from wijkkaart.status import Status


@pytest.mark.parametrize(
    ("function", "column", "value"),
    [
        (opgave.aantal_inwoners, "a_inw", 1850),
        (opgave.gem_huishoudensgrootte, "g_hhgro", 2.1),
        (opgave.aandeel_koop, "p_koopw", 52),
        (opgave.aandeel_overige_huur, "p_ov_hw", 17),
        (opgave.aandeel_eengezins, "p_1gezw", 64),
        (opgave.aandeel_meergezins, "p_mgezw", 36),
        (opgave.woz_gem, "g_wozbag", 341),
    ],
)
def test_a_published_figure_stays_as_published(toy, function, column, value):
    result = function(toy.table(**{column: [value, "geheim", "niet_gepubliceerd"]}))
    assert result.waarde["A"] == value
    assert result.status.tolist() == [Status.OK, Status.GEHEIM, Status.NIET_GEPUBLICEERD]
    assert result.waarde[["B", "W"]].isna().all()


def test_aantal_woningen(toy):
    homes = toy.homes(3, gebruiksdoel=["woonfunctie", "winkelfunctie,woonfunctie", "winkelfunctie"])
    published = opgave.aantal_woningen(toy.gebieden(), toy.table(a_woning=[500, "geheim", 700]), homes)
    assert published.waarde["A"] == 500
    assert published.status["B"] == Status.GEHEIM
    counted = opgave.aantal_woningen(toy.gebieden(), toy.table(a_inw=[9, 9, 9]), homes)
    assert counted.waarde.tolist() == [2, 0, 2]
    neither = opgave.aantal_woningen(toy.gebieden())
    assert set(neither.status) == {Status.BRON_ONTBREEKT}


@pytest.mark.parametrize(
    ("function", "percentage", "count", "total"),
    [
        (opgave.aandeel_eenpersoonshuishoudens, "p_1p_hh", "a_1p_hh", "a_hh"),
        (opgave.aandeel_gezinnen_met_kinderen, "p_hh_m_k", "a_hh_m_k", "a_hh"),
        (opgave.aandeel_0_15, "p_00_14", "a_00_14", "a_inw"),
    ],
)
def test_a_share_is_published_or_counted(toy, function, percentage, count, total):
    # 100 * 150 / 600 = 25. Counts rounded to five can give 15 of 10: too small to divide.
    counted = function(toy.table(**{count: [150, 15, 0], total: [600, 10, 0]}))
    assert counted.waarde["A"] == 25
    assert counted.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.NIET_VAN_TOEPASSING]
    published = function(toy.table(**{percentage: [26, "geheim", 31], count: [150, 15, 0], total: [600, 10, 0]}))
    assert published.waarde["A"] == 26
    assert published.status["B"] == Status.GEHEIM


def test_aandeel_vrijstaand(toy):
    # p0 and p1 against each other, p2 holds two homes, p3 to p18 stand alone: 16 of 20 homes. A shed beside p3
    # is no neighbour.
    row = [box(0, 0, 5, 5), box(5, 0, 10, 5)]
    apart = [box(20 * n, 0, 20 * n + 5, 5) for n in range(1, 18)]
    shapes = [*row, *apart, box(45, 0, 48, 3)]
    panden = toy.panden(shapes=shapes, gebruiksdoel=["woonfunctie"] * 19 + ["overige gebruiksfunctie"])
    homes = toy.homes(20, pand=[f"p{n}" for n in (0, 1, 2, 2, *range(3, 19))])
    assert opgave.aandeel_vrijstaand(homes, panden).waarde["A"] == pytest.approx(80.0)
    few = toy.homes(19, pand=[f"p{n}" for n in range(19)])
    assert opgave.aandeel_vrijstaand(few, panden).status["A"] == Status.TE_KLEIN


def test_woninggrootte_mediaan(toy):
    # 41, 42, ... 65 m2: the thirteenth of 25 is 53; a dummy, a palace and a shop do not count.
    areas = [float(size) for size in range(41, 66)]
    homes = toy.homes(
        28, oppervlakte=[*areas, 9999.0, 501.0, 70.0], gebruiksdoel=["woonfunctie"] * 27 + ["winkelfunctie"]
    )
    result = opgave.woninggrootte_mediaan(homes)
    assert result.waarde["A"] == 53
    assert (result.p10["A"], result.p90["A"]) == pytest.approx((43.4, 62.6))  # 10 and 90 % of the 24 steps
    assert result.dekking["A"] == pytest.approx(25 / 27)
    assert opgave.woninggrootte_mediaan(toy.homes(19)).status["A"] == Status.TE_KLEIN


def test_aandeel_water(toy):
    result = opgave.aandeel_water(toy.table(a_wat_ha=[5, 0, "geheim"], a_opp_ha=[20, 0, 20]))
    assert result.waarde["A"] == 25
    assert result.status.tolist() == [Status.OK, Status.NIET_VAN_TOEPASSING, Status.GEHEIM]


def _built(toy):
    """A of 1 ha land: panden of 1000 and 1500 m2, floors of 25 x 200 = 5000 m2."""
    panden = toy.panden(shapes=[box(0, 0, 100, 10), box(0, 20, 100, 35)])
    return toy.table(a_lan_ha=[1, 1, 2]), toy.homes(25, oppervlakte=200.0), panden


def test_fsi(toy):
    table, homes, _ = _built(toy)
    assert opgave.fsi(table, homes).waarde["A"] == pytest.approx(0.5)  # 5000 / 10,000


def test_gsi(toy):
    table, _, panden = _built(toy)
    assert opgave.gsi(table, panden).waarde.tolist() == pytest.approx([0.25, 0.0, 0.125])


def test_bouwlagen_gem(toy):
    _, homes, panden = _built(toy)
    result = opgave.bouwlagen_gem(homes, panden)
    assert result.waarde["A"] == pytest.approx(2.0)  # 5000 / 2500
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_osr(toy):
    assert opgave.osr(*_built(toy)).waarde["A"] == pytest.approx(1.5)  # (1 - 0.25) / 0.5


def test_a_register_that_does_not_reach_the_gebied_says_nothing(toy):
    table, homes, _ = _built(toy)
    short = type(homes)(homes.rows, homes.membership, homes.dekking * 0.94)
    assert opgave.fsi(table, short).status["A"] == Status.BUITEN_DEKKING
