"""A catalogue with what the packaged rules name, and small tables, for the tests of koppelkansen."""

import re
from importlib.resources import files

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.koppelkansen.expressions import Cells

OPGAVEN = {
    "energietransitie": "Energietransitie",
    "klimaatadaptatie": "Klimaatadaptatie",
    "natuurinclusiviteit": "Natuurinclusiviteit",
    "mobiliteit": "Mobiliteit",
    "verstedelijking": "Verstedelijking",
    "sociaaleconomisch": "Sociaaleconomisch",
}
INTERNAL = {"energiearmoede", "aandeel_hh_laag_inkomen"}


def _indicator(name, **changes):
    scope = {}
    exec(f"def {name}(bron_a): ...", scope)  # noqa: S102 - an indicator is a function with a name
    fields = dict.fromkeys(("label_nl", "label_en", "eenheid", "vraag", "formule", "minimum", "valkuil"), "x")
    openbaarheid = "intern" if name in INTERNAL else "openbaar"
    return Indicator(bereken=scope[name], **{**fields, "rol": "kans", "openbaarheid": openbaarheid, **changes})


@pytest.fixture(scope="session")
def catalogue():
    """Return the six opgaven; the first holds every indicator of the rules, a category and a scored one."""
    text = (files("wijkkaart.koppelkansen") / "regels.yaml").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"\b[px]\((\w+)\)", text.split("regels:\n")[1])))
    indicators = [_indicator(name) for name in names]
    indicators += [_indicator("strategie", categorie=True), _indicator("gas_m2", rol="opgave", kern=True)]
    return {
        name: Opgave(name, label, label, "", tuple(indicators) if name == "energietransitie" else ())
        for name, label in OPGAVEN.items()
    }


@pytest.fixture(scope="session")
def cells():
    """Return a function that makes the cells of one gebied: cells(s={...}, plan=["riool"]); None is unknown."""

    def make(*, s=None, p=None, x=None, ambitie=(), plan=()):
        numbers = {
            kind: {
                name: np.array([np.nan if value is None else value], dtype="float64")
                for name, value in (table or {}).items()
            }
            for kind, table in (("s", s), ("p", p), ("x", x))
        }
        facts = {
            kind: {name: np.array([True]) for name in names} for kind, names in (("ambitie", ambitie), ("plan", plan))
        }
        return Cells(numbers, facts, 100 * 2 / 3, (1,))

    return make


@pytest.fixture(scope="session")
def gebieden():
    """Return four buurten of 100 m in a square, in two wijken of one gemeente, and an own area over two of them.

    BU01 (0-100, 0-100) and BU02 (100-200, 0-100) in WK1, BU03 and BU04 above them in WK2; EG01 over BU01 and BU02.
    """
    west, south = 155_000, 463_000
    rows = [
        ("BU01", "buurt", "WK1", box(0, 0, 100, 100)),
        ("BU02", "buurt", "WK1", box(100, 0, 200, 100)),
        ("BU03", "buurt", "WK2", box(0, 100, 100, 200)),
        ("BU04", "buurt", "WK2", box(100, 100, 200, 200)),
        ("WK1", "wijk", "WK1", box(0, 0, 200, 100)),
        ("WK2", "wijk", "WK2", box(0, 100, 200, 200)),
        ("GM1", "gemeente", "", box(0, 0, 200, 200)),
        ("EG01", "eigen", "", box(50, 0, 150, 100)),
    ]
    frame = gpd.GeoDataFrame(rows, columns=["gebiedcode", "niveau", "wijkcode", "geometry"], crs="EPSG:28992")
    frame = frame.set_index("gebiedcode").assign(gemeentecode="GM1")
    frame["gebiednaam"] = "Naam " + frame.index
    return frame.set_geometry(frame.translate(west, south))


@pytest.fixture(scope="session")
def voices():
    """Return a function that makes stemmen: voices(("ambitie", "BU01", "bewoners", "mobiliteit"), ...)."""

    def make(*rows):
        columns = ["soort", "gebiedcode", "herkomst", "opgave", "werksoort", "jaar_van", "jaar_tot"]
        filled = [(*row, *[None] * (len(columns) - len(row))) for row in rows]
        return pd.DataFrame(filled, columns=columns).astype({"jaar_van": "Int64", "jaar_tot": "Int64"})

    return make
