"""A small result made by hand: two buurten, a wijk and a project area, three indicators, one of them internal."""

from fractions import Fraction

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart import catalogue
from wijkkaart.config import Config, Drempels, Gebied
from wijkkaart.contracts import COLUMNS
from wijkkaart.declarations import Indicator, Norm, Opgave, Source
from wijkkaart.provenance import SourceRecord
from wijkkaart.result import Result

FORMATS = ("kaart", "csv", "xlsx", "gpkg", "parquet")
FORMULA = "=cmd()"
TEMPLATE = '{{7*7}} {% oops "aan" & (Noord)'
SCRIPT = "</script><img src=x onerror=alert(1)>"
NOTE = "Meer groen;=1+1\r\n@allen"

AREAS = ("BU99990001", "BU999900A2", "WK999900", "EIGEN01")


def gasverbruik(cbs_kerncijfers): ...
def strategie(cbs_kerncijfers, pbl_startanalyse=None): ...
def bijstand(cbs_kerncijfers): ...


def _indicator(function, label, **rest):
    rest = {"rol": "opgave", "eenheid": "m3", **rest}
    return Indicator(
        function,
        label,
        f"{label} (en)",
        vraag="Hoeveel?",
        formule="a / b",
        minimum="20 woningen",
        valkuil="let op",
        **rest,
    )


def _source(name):
    return Source(name, f"Titel {name}", "CBS", "CC BY 4.0", "Bron: CBS", "https://example.org", "tabel", read=print)


@pytest.fixture(autouse=True)
def small_catalogue(monkeypatch):
    norm = Norm(800.0, 2000.0, "Klimaatakkoord", "A")
    indicators = (
        _indicator(gasverbruik, "Gasverbruik", kern=True, richting="hoog", norm=norm, decimalen=1),
        _indicator(strategie, "Strategie", categorie=True, rol="context", eenheid="categorie"),
        _indicator(bijstand, "Bijstand", openbaarheid="intern", eenheid="per 1.000"),
    )
    opgaven = {
        "energietransitie": Opgave("energietransitie", "Energie", "Energy", "Hoe?", indicators[:2]),
        "sociaaleconomisch": Opgave("sociaaleconomisch", "Sociaal", "Social", "Wie?", indicators[2:]),
    }
    monkeypatch.setattr(catalogue, "all_opgaven", lambda: opgaven)
    monkeypatch.setattr(catalogue, "all_indicators", lambda: {item.id: item for item in indicators})
    monkeypatch.setattr(
        catalogue, "all_sources", lambda: {n: _source(n) for n in ("cbs_kerncijfers", "pbl_startanalyse")}
    )


def _gebieden():
    names = (FORMULA, TEMPLATE, SCRIPT, "'s-Project")
    return gpd.GeoDataFrame(
        {
            "gebiednaam": names,
            "niveau": ["buurt", "buurt", "wijk", "eigen"],
            "gemeentecode": "GM9999",
            "wijkcode": ["WK999900", "WK999900", "WK999900", None],
            "indelingsjaar": pd.array([2023, 2023, 2023, None], dtype="Int64"),
            "n_buurten": [1, 1, 2, 1],
            "volledig": [True, True, False, False],
            "bewoond": [True, False, True, True],
            "water": [False, False, False, False],
            "oppervlakte_ha": [0.1 + 0.2, 1.0, 1.3, 0.5],
            "geometry": [box(0, 0, 100, 30), box(0, 30, 100, 130), box(0, 0, 100, 130), box(0, 0, 50, 50)],
        },
        index=pd.Index(AREAS, name="gebiedcode"),
        crs="EPSG:28992",
    )


def _cells(gebieden, column, per_item):
    """Return one row per area and item; `per_item` gives the values of the areas in order."""
    rows = [
        {
            "run_id": "abc123",
            "gemeentecode": "GM9999",
            "gebiedcode": code,
            "niveau": gebieden.niveau[code],
            "indelingsjaar": gebieden.indelingsjaar[code],
            column: item,
            **values[number],
        }
        for item, values in per_item.items()
        for number, code in enumerate(gebieden.index)
    ]
    return pd.DataFrame(rows)


def _indicatoren(gebieden):
    gas = [1234.5, None, 0.1 + 0.2, 1000.0]
    why = ["ok", "niet_van_toepassing", "ok", "ok"]
    help_ = [None, None, 31.0, None]
    help_why = ["geheim", "niet_van_toepassing", "ok", "te_klein"]
    items = {
        "gasverbruik": [{"waarde": v, "status": s, "norm": 800.0} for v, s in zip(gas, why, strict=True)],
        "strategie": [
            {"waarde_tekst": t, "status": "ok" if t else "buiten_dekking"}
            for t in ("warmtenet", None, "-", "all-electric")
        ],
        "bijstand": [{"waarde": v, "status": s} for v, s in zip(help_, help_why, strict=True)],
    }
    frame = _cells(gebieden, "indicator", items)
    frame["gebiednaam"] = frame.gebiedcode.map(gebieden.gebiednaam)
    frame["openbaarheid"] = frame.indicator.map(lambda name: "intern" if name == "bijstand" else "openbaar")
    constant = {"eenheid": "m3", "dekking": 1.0, "referentie": "gemeente", "peiljaar": 2023, "bron": "cbs_kerncijfers"}
    for name in ("teller", "noemer", "p10", "p50", "p90", "percentiel", "afstand_tot_norm"):
        frame[name] = float("nan")
    return frame.assign(**constant)


def _scores(gebieden):
    per_opgave = {
        "energietransitie": [
            {"score": 75.0, "status": "ok", "oordeel": "onzeker", "rang": 1.0},
            {"score": None, "status": "niet_van_toepassing"},
            {"score": 200 / 3, "status": "ok", "rang": 2.0},
            {"score": 12.5, "status": "ok"},
        ],
        "sociaaleconomisch": [{"score": None, "status": "onbekend"}] * 4,
    }
    frame = _cells(gebieden, "opgave", per_opgave)
    for name in ("rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde"):
        frame[name] = float("nan")
    return frame.assign(referentie="gemeente", dekking=0.75, n_indicatoren=2)


def _koppelkansen(gebieden):
    stands = {
        "K1_straat": ["kansrijk", "onbekend", "geen", "nu"],
        "K2_dak": ["nu", "onbekend", "onbekend", "samenloop"],
    }
    frame = _cells(gebieden, "regel", {rule: [{"stand": s} for s in values] for rule, values in stands.items()})
    text = ("voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag", "zekerheid")
    return frame.assign(
        **dict.fromkeys(text, "tekst"),
        naam=frame.regel.map({"K1_straat": "De straat open", "K2_dak": "Het dak"}),
        opgaven="energietransitie; sociaaleconomisch",
        herkomst="cijfers",
        kan_hoger=[True, False] * 4,
        uitleg="In " + frame.gebiedcode.map(gebieden.gebiednaam) + " komt het samen.",
        waarde="+ koeler",
        bewijs="cbs_kerncijfers",
        p_urgent=float("nan"),
        openbaarheid=frame.regel.map({"K1_straat": "openbaar", "K2_dak": "intern"}),
        herkenning=["herkennen_niet", *[None] * 7],
        stippen=pd.array([3, *[None] * 7], dtype="Int64"),
    )


def _one_per_area(gebieden, **columns):
    base = {"run_id": "abc123", "gemeentecode": "GM9999", "gebiedcode": gebieden.index, "niveau": gebieden.niveau}
    return pd.DataFrame({**base, **columns}, index=gebieden.index).reset_index(drop=True)


def _dna(gebieden):
    periods = ("tot1909", "1910_1945", "1946_1969", "1970_1990", "1991_2010", "na2010", "onbekend")
    counts = {f"woningen_{period}": [10.0, float("nan"), 20.0, 5.0] for period in periods}
    words = {"wijktype": "gemengd", "wijktype_zekerheid": None, "wijktype_bron": "BAG"}
    second = {"wijktype_tweede": None, "wijktype_tweede_zekerheid": None, "wijktype_geschat": "volkswijk"}
    told = {"wijktype_uitleg": "Geschat.", "straten": "Dorpsstraat; Kerkplein", "stations": None}
    return _one_per_area(gebieden, **words, **counts, **second, **told)


def _stemmen():
    note = {"soort": "notitie", "herkomst": "bewoners", "tekst": NOTE, "x": 84000.123, "y": 455000.5}
    work = {"soort": "werk", "herkomst": "gemeente", "werksoort": "riool", "jaar_van": 2025, "jaar_tot": 2027}
    judged = ["regel", "oordeel", "aantal", "tafel"]
    columns = ["run_id", "gemeentecode", "gebiedcode", "opgave", *note, "werksoort", "jaar_van", "jaar_tot", *judged]
    frame = pd.DataFrame([note, work], columns=columns)
    return frame.assign(run_id="abc123", gemeentecode="GM9999", gebiedcode=["BU99990001", "BU999900A2"])


def _method():
    """Return the tables on gemeente and method: a pair, an internal figure that leads its score, a choice."""
    base = {"run_id": "abc123", "gemeentecode": "GM9999", "referentie": "gemeente GM9999"}
    leads = {"indicator": "bijstand", "n_buurten": 2, "spearman_met_score": 0.95, "oordeel": "dominant"}
    shared = {"hangt_samen_met": "", "gedeelde_bron": "gasverbruik (dezelfde teller)", "openbaarheid": "intern"}
    choice = {"plek": 1, "keuze": "weglaten", "gemiddelde_rangverschuiving": 2.25, "zin": "Gemiddeld 2,3 plaatsen."}
    pair = {"soort": "paar", "onderwerp": "energietransitie; sociaaleconomisch", "oordeel": "niet_vaker"}
    figures = {
        "n": 20,
        "samen": 3,
        "verwacht": 2.75,
        "lift": 12 / 11,
        "p": 0.4,
        "p_fdr": 0.4,
        "openbaarheid": "openbaar",
    }
    pair |= {"run_id": "abc123", "gemeentecode": "GM9999", "zin": "Niet vaker dan bij toeval.", **figures}
    return {
        "samenhang": pd.DataFrame([pair]).reindex(columns=list(COLUMNS["samenhang"])),
        "samenhang_indicatoren": pd.DataFrame([base | {"opgave": "sociaaleconomisch"} | leads | shared]),
        "keuzes": pd.DataFrame([base | {"opgave": "energietransitie"} | choice]),
    }


def _tijdlijn():
    works = {"soorten": "riool; weg", "n_werken": 2, "samen": True, "omschrijvingen": "=riool; weg"}
    rows = [{"gebiedcode": code, "jaar": year, **works} for code, year in (("BU99990001", 2026), ("WK999900", 2027))]
    niveaus = {"BU99990001": "buurt", "WK999900": "wijk"}
    frame = pd.DataFrame(rows)
    return frame.assign(run_id="abc123", gemeentecode="GM9999", niveau=frame.gebiedcode.map(niveaus))


@pytest.fixture
def result():
    gebieden = _gebieden()
    record = SourceRecord(
        *("cbs_kerncijfers", "Kerncijfers", "CBS", "CC BY 4.0", "Bron: CBS", "gebruikt"),
        bestanden=("kwb-2023.xlsx",),
        sha256=("ab" * 32,),
        jaar=(2023,),
        rijen=4,
        opgehaald="2024-05-01T10:00:00Z",
    )
    off = SourceRecord("pbl_startanalyse", "Startanalyse", "PBL", "CC0 1.0", "Bron: PBL", "uit")
    strong = _one_per_area(
        gebieden, opgave="energietransitie", indicator="gasverbruik", zin="Zuinig.", waarde=1.0, percentiel=5.0
    ).assign(openbaarheid="openbaar")
    return Result(
        naam=f"Voorbeeldstad {SCRIPT}",
        run_id="abc123",
        fictief=True,
        config=Config(
            gebied=Gebied(gemeenten=("GM9999",)),
            drempels=Drempels(hoog=Fraction(2, 3)),
            gewichten={"energietransitie": {"gasverbruik": 2.0}},
        ),
        gebieden=gebieden,
        indicatoren=_indicatoren(gebieden),
        scores=_scores(gebieden),
        koppelkansen=_koppelkansen(gebieden),
        sterke_punten=strong,
        dna=_dna(gebieden),
        stemmen=_stemmen(),
        tijdlijn=_tijdlijn(),
        **_method(),
        straten=pd.DataFrame(columns=["straat", "postcode", "gebiedcode"]),
        bronnen=(record, off),
        regels=(),
        meldingen=("Een bron ontbrak.",),
    )
