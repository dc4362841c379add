"""A map must fit in an e-mail, however large the town: made-up towns of 100 and 1,000 buurten with 70 indicators."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from wijkkaart import catalogue
from wijkkaart.maps.write import map_html

TOWNS = Path(__file__).parents[2] / "benchmarks" / "kaart_namaak.py"
INDICATORS = 70
REAL_CATALOGUE = catalogue.all_opgaven, catalogue.all_sources


@pytest.fixture(scope="module")
def towns():
    spec = importlib.util.spec_from_file_location("kaart_namaak", TOWNS)
    module = importlib.util.module_from_spec(spec)
    sys.modules["kaart_namaak"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def base(towns):
    return towns.voorbeeldstad()


@pytest.mark.parametrize(("buurten", "most_bytes"), [(100, 700_000), (1000, 2_200_000)])
def test_the_map_of_a_town_is_small(towns, base, monkeypatch, buurten, most_bytes):
    for name, found in zip(("all_opgaven", "all_sources"), REAL_CATALOGUE, strict=True):
        monkeypatch.setattr(catalogue, name, found)
    result = towns.town(base, buurten, INDICATORS)
    assert (result.gebieden["niveau"] == "buurt").sum() == buurten
    public = result.indicatoren[result.indicatoren["openbaarheid"] == "openbaar"]
    assert public["indicator"].nunique() == INDICATORS
    assert len(map_html(result, "openbaar").encode()) <= most_bytes
