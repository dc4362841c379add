"""Every figure of the natural moments against a sum by hand."""

import numpy as np
import pytest
from shapely import LineString

from wijkkaart.opgaven import natuurlijke_momenten as opgave
from wijkkaart.status import Status


def test_bouwjaar_mediaan(toy):
    # 5 homes of 1930, 10 of 1970 and 6 of 2000: the eleventh of 21 is of 1970; one without a year is left out.
    homes = toy.homes(22, pand=["p0"] * 5 + ["p1"] * 10 + ["p2"] * 6 + ["p3"])
    result = opgave.bouwjaar_mediaan(homes, toy.panden([1930.0, 1970.0, 2000.0, np.nan]))
    assert result.waarde["A"] == 1970
    assert (result.p10["A"], result.p90["A"]) == (1930, 2000)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_aandeel_renovatievenster(toy):
    # In 2025 aged 65, 55, 50, 37, 30 and 15: four of six are 30-40 or 50-60.
    years = [1960.0, 1970.0, 1975.0, 1988.0, 1995.0, 2010.0]
    homes = toy.homes(24, pand=[f"p{n}" for n in range(6) for _ in range(4)])
    result = opgave.aandeel_renovatievenster(2025, homes, toy.panden(years))
    assert result.waarde["A"] == pytest.approx(66.66666666666667, abs=1e-9)


def test_the_limits_of_the_renovation_windows(toy):
    # In 2025 aged 29, 30, 40, 41, 49, 50, 60 and 61: four of eight.
    years = [1996.0, 1995.0, 1985.0, 1984.0, 1976.0, 1975.0, 1965.0, 1964.0]
    homes = toy.homes(24, pand=[f"p{n}" for n in range(8) for _ in range(3)])
    assert opgave.aandeel_renovatievenster(2025, homes, toy.panden(years)).waarde["A"] == pytest.approx(50.0)


def _pipes(toy, years):
    """Return pipes of 100, 60 and 40 m in A; the last 40 m of the first lie in B."""
    lines = [LineString([(140, 10), (240, 10)]), LineString([(0, 20), (60, 20)]), LineString([(0, 30), (40, 30)])]
    return toy.objects(lines, beginjaar=years)


def test_riool_leeftijd_mediaan(toy):
    # A: 60 m of 1960, 60 m of 1990, 40 m of 2010. In 2025 ages 15 (40 m), 35 (60 m), 65 (60 m): half of 160 m is
    # reached at 35. B: only the first pipe, 65.
    result = opgave.riool_leeftijd_mediaan(2025, toy.gebieden(), _pipes(toy, [1960.0, 1990.0, 2010.0]))
    assert result.waarde["A"] == 35
    assert result.waarde["B"] == 65
    assert result.dekking["A"] == pytest.approx(1.0)


def test_sewers_without_a_year(toy):
    # A: 60 of 160 m without a year leaves 62.5 % (60 % needed); B: no year at all.
    result = opgave.riool_leeftijd_mediaan(2025, toy.gebieden(), _pipes(toy, [np.nan, 1990.0, 2010.0]))
    assert result.waarde["A"] == 35  # 40 m of 15 and 60 m of 35 years
    assert result.dekking["A"] == pytest.approx(0.625)
    assert result.status["B"] == Status.NIET_GEPUBLICEERD


def test_a_pipe_laid_after_the_plan_year_is_new(toy):
    # A: 60 m of 2027 and 60 m of 2026, 40 m of 1960: half of 160 m is reached at 0.
    result = opgave.riool_leeftijd_mediaan(2025, toy.gebieden(), _pipes(toy, [2027.0, 2026.0, 1960.0]))
    assert result.waarde[["A", "B"]].tolist() == [0.0, 0.0]


def test_no_pipes_means_not_published(toy):
    pipes = toy.objects([LineString([(0, 20), (60, 20)])], beginjaar=[1990.0])
    result = opgave.riool_leeftijd_mediaan(2025, toy.gebieden(), pipes)
    assert result.status["B"] == Status.NIET_GEPUBLICEERD
    assert np.isnan(result.waarde["B"])
