"""Beside buurten elsewhere: a small gemeente among the same stedelijkheid, never with what only it has."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.config import Config
from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.figures import Figures
from wijkkaart.layers import StatTable
from wijkkaart.measure import measure
from wijkkaart.scoring import place as place_module
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.peers import needs_peers
from wijkkaart.scoring.place import Country, place
from wijkkaart.scoring.robustness import simulate

LOCAL = {"BU00010001": (2.5, 2.5), "BU00010002": (0.5, 0.5)}
#: Three of the same class, one of another, one without inhabitants, and one of our own again.
COUNTRY = {
    "BU00020001": (1.0, 1.0, 2, 10),
    "BU00020002": (2.0, 2.0, 2, 10),
    "BU00030001": (3.0, 3.0, 2, 10),
    "BU00030002": (100.0, 100.0, 3, 10),
    "BU00030003": (100.0, 100.0, 2, 0),
    "BU00010001": (100.0, 100.0, 2, 10),
}


def autos(cbs_kerncijfers: StatTable) -> Figures:
    return cbs_kerncijfers["g_pau_hh"]


def dichtheid(cbs_kerncijfers: StatTable) -> Figures:
    return cbs_kerncijfers["g_pau_km"]


def hitte(kea_pet: StatTable) -> Figures:
    return kea_pet["pet"]


def declared(function, kern=True) -> Indicator:
    texts = dict.fromkeys(("label_nl", "label_en", "eenheid", "vraag", "formule", "minimum", "valkuil"), "x")
    return Indicator(function, rol="opgave", richting="hoog", kern=kern, **texts)


OPGAVEN = {"m": Opgave("m", "M", "M", "", (declared(autos), declared(dichtheid), declared(hitte, kern=False)))}


def table(codes, **columns) -> StatTable:
    values = pd.DataFrame(columns, index=pd.Index(codes, name="gebiedcode"), dtype="float64")
    status = values.notna().replace({True: "ok", False: "geheim"})
    return StatTable(values, status, values.notna().astype(float), pd.Series(2024, index=values.columns))


def areas() -> gpd.GeoDataFrame:
    codes = [*LOCAL, "GM0001"]
    rows = {"niveau": ["buurt", "buurt", "gemeente"], "gemeentecode": "GM0001", "bewoond": True, "water": False}
    return gpd.GeoDataFrame(rows, index=codes, geometry=[box(0, 0, 1, 1)] * 3, crs="EPSG:28992")


def placed(populatie: str, minimum: int = 3, coverage: str = "2/3", **scores: str):
    config = Config.model_validate(
        {
            "gebied": {"gemeenten": ["GM0001"]},
            "referentie": {"populatie": populatie, "minimum": minimum},
            "drempels": {"dekking": coverage},
            "scores": scores,
        }
    )
    ours = [*LOCAL, "GM0001"]
    per_hh, per_km = zip(*LOCAL.values(), (1.5, 1.5), strict=True)
    own = table(ours, g_pau_hh=per_hh, g_pau_km=per_km, ste_mvs=[2, 2, 2], a_inw=[10, 10, 20])
    names = ("g_pau_hh", "g_pau_km", "ste_mvs", "a_inw")
    rest = table(COUNTRY, **dict(zip(names, zip(*COUNTRY.values(), strict=True), strict=True)))
    declarations = {item.id: item for item in OPGAVEN["m"].indicatoren}
    layers = {"cbs_kerncijfers": own, "kea_pet": table(ours, pet=[30.0, 31.0, 30.5])}
    long = measure(declarations, layers, areas(), 2024)
    return place(long, areas(), OPGAVEN, config, Country(own, rest))


def by_code(found: pd.DataFrame, column: str, **where) -> dict:
    for name, value in where.items():
        found = found[found[name] == value]
    return found.set_index("gebiedcode")[column].to_dict()


def test_a_small_gemeente_is_placed_among_buurten_of_its_own_class():
    found = placed("gemeente")
    # 0.5, 1, 2, 2.5, 3: of these five 2.5 has three below and itself; the gemeente (1.5) has two below.
    assert by_code(found.long, "percentiel", indicator="autos") == {
        "BU00010001": 70.0,
        "BU00010002": 10.0,
        "GM0001": 40.0,
    }
    assert set(by_code(found.long, "referentie", indicator="autos").values()) == {
        "stedelijkheid 2 in Nederland, 5 buurten"
    }
    assert by_code(found.scores, "score") == {"BU00010001": 70.0, "BU00010002": 10.0, "GM0001": 40.0}
    assert found.trekkingen.omvang["m"].tolist() == [5, 5, 5]


def test_what_only_the_gemeente_has_is_not_compared_with_the_country():
    found = placed("gemeente", minimum=2)
    assert set(by_code(found.long, "referentie", indicator="autos").values()) == {"gemeente GM0001, 2 buurten"}
    found = placed("stedelijkheid", minimum=2)
    assert np.isnan(list(by_code(found.long, "percentiel", indicator="hitte").values())).all()
    # The extra that cannot be compared does not lower the coverage of what can.
    assert set(by_code(found.scores, "dekking").values()) == {1.0}


def test_the_whole_country_is_another_reference_and_leaves_no_rows_behind():
    found = placed("nederland")
    # 0.5, 1, 2, 2.5, 3, 100: of these six 2.5 has three below and itself.
    assert by_code(found.long, "percentiel", indicator="autos")["BU00010001"] == pytest.approx(100 * 3.5 / 6)
    assert set(found.long["gebiedcode"]) == set(found.scores["gebiedcode"]) == {*LOCAL, "GM0001"}


def test_the_way_to_make_a_score_is_that_of_the_config(monkeypatch):
    given = []
    monkeypatch.setattr(place_module, "score_opgaven", lambda *args: given.append(args[-1]) or score_opgaven(*args))
    monkeypatch.setattr(place_module, "simulate", lambda *args, **kw: given.append(kw) or simulate(*args, **kw))
    placed("nederland", normalisatie="exponentieel", samenvoegen="owa")
    assert (given[0].normalisatie, given[0].samenvoegen) == ("exponentieel", "owa")
    assert given[1]["schalen"] == ("percentiel", "minmax", "z", "exponentieel")
    assert given[1]["gemiddelden"] == ("rekenkundig", "meetkundig", "owa")


def test_how_figures_hang_together_is_told_of_the_reference_and_choices_of_the_run():
    found = placed("nederland")
    # Two figures with the same numbers in six buurten: fewer than ten, so nothing is said.
    told = found.samenhang_indicatoren
    assert told[["indicator", "n_buurten", "oordeel"]].to_numpy().tolist() == [
        ["autos", 6, "onbekend"],
        ["dichtheid", 6, "onbekend"],
    ]
    assert set(told["gemeentecode"]) == set(found.keuzes["gemeentecode"]) == {"GM0001"}
    assert set(found.keuzes["gemiddelde_rangverschuiving"]) == {0.0}


def test_the_country_is_only_asked_for_when_it_is_needed():
    assert needs_peers(areas(), "gemeente", 3)
    assert not needs_peers(areas(), "gemeente", 2)
    assert not needs_peers(areas(), "gebied", 3)
    assert needs_peers(areas(), "nederland", 1)
