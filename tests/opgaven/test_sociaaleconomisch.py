"""Every figure of sociaaleconomisch against a sum by hand."""

import numpy as np
import pytest

from wijkkaart.opgaven import sociaaleconomisch as opgave
from wijkkaart.status import Status


@pytest.mark.parametrize(
    ("function", "column", "value"),
    [
        (opgave.aandeel_hh_laag_inkomen, "p_hh_li", 43.1),
        (opgave.armoede_aandeel, "p_ink_ar", 3.1),
        (opgave.nettoarbeidsparticipatie, "p_arb_pp", 71),
        (opgave.ses_woa_score, "ses_woa_score", -0.215),
        (opgave.leefbaarometer_score, "afw", 0.18),
        (opgave.eenzaamheid_smap, "p_eenzaam", 44.1),
    ],
)
def test_a_published_figure_stays_as_published(toy, function, column, value):
    result = function(toy.table(**{column: [value, "geheim", "niet_gepubliceerd"]}))
    assert result.waarde["A"] == value
    assert result.status.tolist() == [Status.OK, Status.GEHEIM, Status.NIET_GEPUBLICEERD]
    assert result.waarde[["B", "W"]].isna().all()


def test_aandeel_corporatie(toy):
    result = opgave.aandeel_corporatie(toy.table(p_wcorpw=[28, 30, "geheim"], a_woning=[50, 49, 99]))
    assert result.waarde["A"] == 28
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.GEHEIM]


def test_bijstand_per_1000_15_64(toy):
    # 60 / (150 + 400 + 350) * 1000 = 66.6667
    table = toy.table(
        a_soz_wb=[60, 10, "geheim"],
        a_15_24=[150, 30, 180],
        a_25_44=[400, 30, 430],
        a_45_64=[350, 35, 385],
    )
    result = opgave.bijstand_per_1000_15_64(table)
    assert result.waarde["A"] == pytest.approx(66.66666666666667, abs=1e-9)
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.GEHEIM]  # 95 people, 100 needed


def test_aandeel_65plus(toy):
    # 100 * 300 / 1200 = 25
    result = opgave.aandeel_65plus(toy.table(a_65_oo=[300, 10, 310], a_inw=[1200, 45, 1245]))
    assert result.waarde["A"] == 25
    assert result.status["B"] == Status.TE_KLEIN


def test_aandeel_65plus_from_the_published_percentage(toy):
    result = opgave.aandeel_65plus(toy.table(p_65_oo=[22, 22, "geheim"], a_inw=[1200, 0, 1245]))
    assert result.waarde["A"] == 22
    assert result.status.tolist() == [Status.OK, Status.NIET_VAN_TOEPASSING, Status.GEHEIM]


def test_counts_rounded_to_more_than_all_are_no_share(toy):
    # 55 of 50: both are rounded at random to fives
    result = opgave.aandeel_65plus(toy.table(a_65_oo=[55, 50, 105], a_inw=[50, 50, 100]))
    assert result.status.tolist() == [Status.TE_KLEIN, Status.OK, Status.TE_KLEIN]
    assert result.waarde["B"] == 100


def test_no_inhabitants_is_not_a_share_of_zero(toy):
    result = opgave.aandeel_65plus(toy.table(a_65_oo=[0, 0, 0], a_inw=[0, 100, 100]))
    assert np.isnan(result.waarde["A"])
    assert result.waarde["B"] == 0


def test_misdrijven_per_1000(toy):
    # A 10 + 20 + 30 in three years, B none, 1000 people each: 0.02 and 0 a person a year, mean 0.01. Spread 1e-4,
    # by chance 0.01 / 3000, so between 9.667e-5 and weight 0.9667: 1000 * (0.9667 * 0.02 + 0.0333 * 0.01) = 19.667.
    crimes = toy.table(
        2024, a_misdrijven_2024=[30, 0, 30], a_misdrijven_2023=[20, 0, 20], a_misdrijven_2022=[10, 0, 10]
    )
    result = opgave.misdrijven_per_1000(toy.gebieden(), crimes, toy.table(a_inw=[1000, 1000, 2000]))
    assert result.waarde["A"] == pytest.approx(19.0 + 2 / 3)
    assert result.waarde["B"] == pytest.approx(1 / 3)
    assert result.teller["A"] == 60
    assert result.peiljaar == 2024


def test_crimes_of_the_three_newest_filled_years_only(toy):
    years = {f"a_misdrijven_{year}": [30, 30, 60] for year in (2021, 2022, 2023)}
    crimes = toy.table(2023, a_misdrijven_2020=[900, 900, 1800], a_misdrijven_2024=["geheim"] * 3, **years)
    result = opgave.misdrijven_per_1000(toy.gebieden(), crimes, toy.table(a_inw=[1000, 1000, 2000]))
    assert result.waarde.tolist() == pytest.approx([30.0, 30.0, 30.0])
    assert result.peiljaar == 2023


def test_no_crime_rate_with_few_people_or_a_year_unknown(toy):
    crimes = toy.table(2024, a_misdrijven_2024=[9, "geheim", 9], a_misdrijven_2023=[9, 9, 9])
    result = opgave.misdrijven_per_1000(toy.gebieden(), crimes, toy.table(a_inw=[199, 1000, 1199]))
    assert result.status.tolist() == [Status.TE_KLEIN, Status.GEHEIM, Status.OK]
    nothing = toy.table(2024, a_misdrijven_2024=["niet_gepubliceerd"] * 3)
    result = opgave.misdrijven_per_1000(toy.gebieden(), nothing, toy.table(a_inw=[1000, 1000, 2000]))
    assert set(result.status) == {Status.NIET_GEPUBLICEERD}
