"""Small made-up catalogues and tables for the tests of scoring."""

import pandas as pd
import pytest

from wijkkaart.declarations import Indicator, Opgave


def _function(name, sources):
    scope = {}
    exec(f"def {name}({', '.join(sources)}): ...", scope)  # noqa: S102 - an indicator is a function with a name
    return scope[name]


@pytest.fixture(scope="session")
def indicator():
    """Return a function that makes an indicator: indicator(id, kern=True, richting=..., sources=(...))."""

    def make(name, sources=("bron_a",), **changes):
        fields = {
            "label_nl": name,
            "label_en": name,
            "eenheid": "%",
            "rol": "opgave",
            "vraag": "",
            "formule": "",
            "minimum": "",
            "valkuil": "",
            "richting": "hoog",
            "kern": True,
        }
        return Indicator(bereken=_function(name, sources), **{**fields, **changes})

    return make


@pytest.fixture(scope="session")
def opgave():
    """Return a function that makes a catalogue of one opgave: opgave("warmte", indicator, ...)."""

    def make(name, *indicators, scoort=True):
        return {name: Opgave(name, name, name, "", tuple(indicators), scoort=scoort)}

    return make


@pytest.fixture(scope="session")
def gebieden():
    """Return a function that makes areas: gebieden({"BU1": "GM1"}, wijken={"WK1": "GM1"})."""

    def make(buurten, wijken=None, uninhabited=(), water=()):
        rows = [(code, "buurt", gemeente) for code, gemeente in buurten.items()]
        rows += [(code, "wijk", gemeente) for code, gemeente in (wijken or {}).items()]
        frame = pd.DataFrame(rows, columns=["gebiedcode", "niveau", "gemeentecode"]).set_index("gebiedcode")
        frame["gebiednaam"] = "Buurt " + frame.index
        frame["wijkcode"] = ""
        frame["bewoond"] = ~frame.index.isin(uninhabited)
        frame["water"] = frame.index.isin(water)
        return frame

    return make


@pytest.fixture(scope="session")
def long():
    """Return a function that makes the long table: long({"indicator": {"BU1": 3.0}}); None is geheim."""

    def make(values):
        rows = [
            (code, name, float("nan") if value is None else float(value), "geheim" if value is None else "ok")
            for name, cells in values.items()
            for code, value in cells.items()
        ]
        frame = pd.DataFrame(rows, columns=["gebiedcode", "indicator", "waarde", "status"])
        return frame.assign(teller=float("nan"), noemer=float("nan"), bron="bron_a", openbaarheid="openbaar")

    return make
