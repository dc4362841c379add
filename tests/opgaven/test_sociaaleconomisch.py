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


def test_no_inhabitants_is_not_a_share_of_zero(toy):
    result = opgave.aandeel_65plus(toy.table(a_65_oo=[0, 0, 0], a_inw=[0, 100, 100]))
    assert np.isnan(result.waarde["A"])
    assert result.waarde["B"] == 0
