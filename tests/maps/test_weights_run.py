"""Voorbeeldstad with other ``gewichten`` in its configuration, beside what its page makes of the same weights."""

import json
import re

import numpy as np
import pytest
from tests.unpacked import unpacked

from wijkkaart.config import VOORBEELDSTAD, for_gemeente
from wijkkaart.pipeline import run

OTHER = {
    "energietransitie": {"gasverbruik_gem": 3.0},
    "klimaatadaptatie": {"versteningsgraad": 0.0},
    "natuurinclusiviteit": {"boomkroonbedekking": 4.0, "groen_per_woning_m2": 0.5},
    "mobiliteit": {"autos_per_huishouden": 2.0, "no2_gem": 0.0},
    "verstedelijking": {"leegstand": 2.5},
    "sociaaleconomisch": {"aandeel_laag_inkomen": 3.0},
}


@pytest.fixture(autouse=True)
def _toy_catalogue():
    """Keep the real catalogue, which the other tests of the map replace."""


@pytest.fixture(scope="module")
def page(voorbeeldstad_run):
    text = unpacked((voorbeeldstad_run / "kaart_intern.html").read_text(encoding="utf-8"))
    return json.loads(re.search(r'id="wk-data">(.*?)</script>', text, re.DOTALL)[1])


def known(weights, page):
    """Return the weights of indicators that this page has."""
    there = {name: {part["id"] for part in item["delen"]} for name, item in page["weging"]["opgaven"].items()}
    return {name: {key: value for key, value in own.items() if key in there[name]} for name, own in weights.items()}


def test_every_area_gets_the_score_of_the_run(page, script):
    weights = known(OTHER, page)
    assert sum(map(len, weights.values())) >= len(OTHER)
    config = for_gemeente(VOORBEELDSTAD).model_copy(update={"gewichten": weights})
    scores = run(config, lambda _: None).scores
    changed = 0
    for name, entry in page["weging"]["opgaven"].items():
        chosen = [weights[name].get(part["id"], part["gewicht"]) for part in entry["delen"]]
        usual = [part["gewicht"] for part in entry["delen"]]
        there, before = script(["weights"], [("scoresWith", [page, name, each]) for each in (chosen, usual)])
        here = scores[scores["opgave"] == name].set_index("gebiedcode").loc[page["gebieden"]["code"]]
        assert there["status"] == list(here["status"])
        assert there["score"] == [None if np.isnan(score) else score for score in here["score"]]
        changed += sum(one != other for one, other in zip(there["score"], before["score"], strict=True))
        # With the weights of the run itself the page makes the places that it already shows.
        shown = next(item for item in page["opgaven"] if item["id"] == name)
        assert script(
            ["weights"], [("(places) => places.map((place) => place === null ? null : rint(place))", [before["score"]])]
        ) == [shown["v"]]
    assert changed > 50
