"""A hand-made study area: a grid of square buurten with hostile names and internal figures."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.config import for_gemeente
from wijkkaart.declarations import Indicator, Norm, Opgave, Source
from wijkkaart.provenance import SourceRecord
from wijkkaart.result import Result

HOSTILE = (
    "{{7*7}}",
    "{% oops",
    "</script><script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=2>",
    "=cmd()",
)
NAMES = (
    *HOSTILE,
    '\'s-Gravenzand & "Zo"',
    "Buurt 12 (Noord)",
    "Centrum",
    "Wijk, 00",
    "Één Café",
    "Waterplas",
    "Polder",
)
RUN = "toy0123456789"
SIDE = 400.0
CORNER = (84000.0, 446000.0)
GEMEENTE = "GM9998"


def _function(name: str, source: str):
    namespace: dict = {}
    exec(f"def {name}({source}): raise NotImplementedError", namespace)  # noqa: S102 - ids come from this file
    return namespace[name]


def indicator(name: str, **changes) -> Indicator:
    facts = {
        "label_nl": name.replace("_", " ").capitalize(),
        "label_en": name,
        "eenheid": "%",
        "rol": "opgave",
        "vraag": f"Wat is {name.replace('_', ' ')}?",
        "formule": f"100 * deel van {name} / geheel",
        "minimum": "vanaf 20 woningen",
        "valkuil": "Een gemiddelde verbergt een straat.",
        "richting": "hoog",
        "kern": True,
        "decimalen": 1,
    }
    return Indicator(_function(name, "cbs_kerncijfers"), **{**facts, **changes})


HEAT_NORM = Norm(30.0, 60.0, "een verzonnen norm", "V")
#: A norm that is sure; every area is at the same distance from it.
TREE_NORM, TREE_DISTANCE = Norm(96.0, 0.0, "een andere verzonnen norm", "A"), 40.2


def toy_opgaven() -> dict[str, Opgave]:
    groups = {
        "energietransitie": (
            indicator("woningen_voor_1975", label_nl="Woningen van voor 1975"),
            indicator("gas_per_m2", label_nl="Aardgas per m² woning", eenheid="m³/m²", decimalen=1),
            indicator("strategie", label_nl="Warmte-aanpak", categorie=True, rol="kans", kern=False, eenheid=""),
        ),
        "klimaatadaptatie": (
            indicator("versteningsgraad", label_nl="Grond zonder groen of water", norm=HEAT_NORM, decimalen=0),
            indicator("hitte", label_nl="Gevoelstemperatuur op een hete dag", eenheid="°C"),
        ),
        "natuurinclusiviteit": (indicator("boomkroon", label_nl="Boomkronen", richting="laag", norm=TREE_NORM),),
        "mobiliteit": (indicator("autos", label_nl="Auto's per huishouden", eenheid="auto's", decimalen=2),),
        "verstedelijking": (indicator("leegstand"),),
        "sociaaleconomisch": (
            indicator("laag_inkomen_geheim", label_nl="Huishoudens met laag inkomen", openbaarheid="intern"),
            indicator("bijstand_geheim", label_nl="Bijstand per duizend", openbaarheid="intern", decimalen=2),
            indicator("aandeel_65plus", label_nl="Inwoners van 65 jaar of ouder", rol="context", kern=False),
        ),
        "dna": (
            indicator("aantal_inwoners", eenheid="aantal", rol="context", decimalen=0),
            indicator("aandeel_koop", label_nl="Koopwoningen", rol="context", decimalen=0),
        ),
    }
    labels = {"sociaaleconomisch": "Sociaal en economisch", "dna": "Plek"}
    return {
        name: Opgave(
            name, labels.get(name, name.capitalize()), name, f"Hoe groot is {name} hier?", items, name != "dna", place
        )
        for place, (name, items) in enumerate(groups.items())
    }


def toy_sources() -> dict[str, Source]:
    names = ("cbs_kerncijfers", "bag_panden")
    return {
        name: Source(
            name, f"Titel van {name}", "Uitgever", "CC BY 4.0", f"© {name}", "https://example.org", "tabel", print
        )
        for name in names
    }


@dataclass(frozen=True)
class Grid:
    """Codes and shapes of a grid of buurten, in wijken of one column each."""

    columns: int = 4
    rows: int = 3

    @property
    def buurten(self) -> list[str]:
        return [f"BU9998{place // self.rows:02d}{place % self.rows:02d}" for place in range(self.columns * self.rows)]

    def box(self, place: int) -> shapely.Polygon:
        column, row = divmod(place, self.rows)
        west, south = CORNER[0] + column * SIDE, CORNER[1] + row * SIDE
        return shapely.box(west, south, west + SIDE, south + SIDE)

    @property
    def wijken(self) -> list[str]:
        return [f"WK9998{column:02d}" for column in range(self.columns)]


def _areas(grid: Grid) -> gpd.GeoDataFrame:
    shapes = [grid.box(place) for place in range(len(grid.buurten))]
    rows = [
        {
            "gebiedcode": code,
            "gebiednaam": NAMES[place] if place < len(NAMES) else f"Buurt {place}",
            "niveau": "buurt",
            "wijkcode": f"WK{code[2:8]}",
            "water": place == 10,
            "bewoond": place != 10,
            "geometry": shapes[place],
        }
        for place, code in enumerate(grid.buurten)
    ]
    for column, code in enumerate(grid.wijken):
        parts = shapes[column * grid.rows : (column + 1) * grid.rows]
        name = f"Wijk {column} {HOSTILE[column % len(HOSTILE)]}"
        rows.append(_larger(code, name, "wijk", code, shapely.union_all(parts)))
    rows.append(_larger(GEMEENTE, "Proefstad", "gemeente", None, shapely.union_all(shapes)))
    rows.append(_larger("EIGEN_1", "Het project {{7*7}}", "eigen", None, shapes[0].buffer(150, join_style="mitre")))
    frame = pd.DataFrame(rows).set_index("gebiedcode")
    frame = frame.assign(gemeentecode=GEMEENTE, indelingsjaar=2023, volledig=True, n_buurten=1)
    frame = gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:28992")
    return frame.assign(oppervlakte_ha=frame.area / 1e4)


def _larger(code: str, name: str, niveau: str, wijk: str | None, shape: shapely.Geometry) -> dict:
    return {
        "gebiedcode": code,
        "gebiednaam": name,
        "niveau": niveau,
        "wijkcode": wijk,
        "water": False,
        "bewoond": True,
        "geometry": shape,
    }


MISSING = ("geheim", "te_klein", "niet_gepubliceerd", "buiten_dekking", "bron_ontbreekt", "niet_van_toepassing")
KINDS = ("warmtenet", "elektrisch", "nog niet bekend")


def _indicator_rows(areas: gpd.GeoDataFrame, opgaven: dict[str, Opgave], rng: np.random.Generator) -> pd.DataFrame:
    frames = []
    for opgave in opgaven.values():
        for item in opgave.indicatoren:
            values = pd.Series(rng.uniform(5, 95, len(areas)).round(6), index=areas.index)
            status = pd.Series("ok", index=areas.index)
            if item.id in {"versteningsgraad", "woningen_voor_1975"}:
                status.iloc[: len(MISSING)] = MISSING
            if item.id in {"leegstand", "autos"}:
                status[:] = "bron_ontbreekt"
            ok = status == "ok"
            kinds = pd.Series([KINDS[place % 3] for place in range(len(areas))], index=areas.index)
            frames.append(
                pd.DataFrame(
                    {
                        "run_id": RUN,
                        "gebiedcode": areas.index,
                        "niveau": areas["niveau"].to_numpy(),
                        "indicator": item.id,
                        "waarde": np.nan if item.categorie else values.where(ok).to_numpy(),
                        "waarde_tekst": kinds.where(ok).to_numpy() if item.categorie else None,
                        "eenheid": item.eenheid,
                        "status": status.to_numpy(),
                        "teller": (4 * values).where(ok & (item.eenheid == "%")).to_numpy(),
                        "noemer": 400.0 if item.eenheid == "%" else np.nan,
                        "dekking": 1.0,
                        "p10": np.nan,
                        "p90": np.nan,
                        "percentiel": values.where(ok).to_numpy(),
                        "referentie": "gemeente",
                        "afstand_tot_norm": TREE_DISTANCE if item.norm is TREE_NORM else np.nan,
                        "peiljaar": 2023,
                        "bron": "cbs_kerncijfers",
                        "openbaarheid": item.openbaarheid,
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def _score_rows(areas: gpd.GeoDataFrame, opgaven: dict[str, Opgave], rng: np.random.Generator) -> pd.DataFrame:
    frames = []
    for opgave in opgaven.values():
        if not opgave.scoort:
            continue
        known = opgave.id not in {"mobiliteit", "verstedelijking"}
        score = pd.Series(rng.uniform(0, 100, len(areas)), index=areas.index).where(areas["niveau"] != "gemeente")
        score = score if known else score * np.nan
        frames.append(
            pd.DataFrame(
                {
                    "gebiedcode": areas.index,
                    "opgave": opgave.id,
                    "score": score.to_numpy(),
                    "referentie": "gemeente",
                    "dekking": 1.0,
                    "n_indicatoren": 2,
                    "rang": score.to_numpy(),
                    "rang_p5": score.to_numpy(),
                    "rang_p50": score.to_numpy(),
                    "rang_p95": score.to_numpy(),
                    "p_bovenste_derde": score.to_numpy() / 100,
                    "oordeel": np.where(score.notna(), "onzeker", None),
                    "status": np.where(score.notna(), "ok", "onbekend"),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


RULES = (
    (
        "K1_straat_open",
        "De straat één keer open: warmte, water en groen",
        "energietransitie; klimaatadaptatie",
        "openbaar",
    ),
    ("K2_dak", "Het dak in één keer goed", "energietransitie; natuurinclusiviteit", "openbaar"),
    ("K5_geheime_regel", "Warm en betaalbaar wonen", "energietransitie; sociaaleconomisch", "intern"),
    ("K7_koel", "Een koele route naar winkel en park", "klimaatadaptatie; mobiliteit", "openbaar"),
)
STANDS = ("kansrijk", "geen", "nu", "onbekend", "samenloop", "kansrijk_mogelijk_moment")


def _card_rows(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    rows = [
        {
            "gebiedcode": code,
            "regel": rule,
            "naam": name,
            "opgaven": opgaven,
            "herkomst": "cijfers",
            "stand": STANDS[(place + number) % len(STANDS)],
            "kan_hoger": number == 1,
            "uitleg": f"In {areas['gebiednaam'].iloc[place]} is 45% van de woningen oud. Dan kan meer.",
            "waarde": "Eén keer overlast in plaats van drie keer.",
            "voor_wie": "Bewoners en ondernemers aan de straat",
            "aan_tafel": "Rioolbeheer, groen, netbeheerder, bewoners",
            "eerste_stap": "Leg de planningen naast elkaar.",
            "let_op": "Een dichte buurt is nog geen warmtenet.",
            "vraag": "Welke straten liggen het eerst open?",
            "bewijs": "cbs_kerncijfers" if number % 2 else "cbs_kerncijfers; bag_panden",
            "p_urgent": 0.5,
            "zekerheid": "onzeker",
            "openbaarheid": visible,
            "herkenning": None,
            "stippen": np.nan,
        }
        for number, (rule, name, opgaven, visible) in enumerate(RULES)
        for place, code in enumerate(areas.index)
    ]
    return pd.DataFrame(rows)


def _strengths(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    public = {"opgave": "natuurinclusiviteit", "indicator": "boomkroon", "openbaarheid": "openbaar"}
    secret = {"opgave": "sociaaleconomisch", "indicator": "laag_inkomen_geheim", "openbaarheid": "intern"}
    rows = [{"gebiedcode": code, **public, "zin": "Hier staan veel bomen."} for code in areas.index]
    rows += [{"gebiedcode": code, **secret, "zin": "Weinig zorgen om geldgeheim."} for code in areas.index]
    return pd.DataFrame(rows).assign(waarde=1.0, percentiel=90.0)


def _dna(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    periods = ("tot1909", "1910_1945", "1946_1969", "1970_1990", "1991_2010", "na2010", "onbekend")
    counts = {f"woningen_{name}": 40.0 * (number + 1) for number, name in enumerate(periods)}
    told = {"wijktype": "tuindorp", "wijktype_uitleg": "Geschat uit BAG en CBS; past bij 97% van de woningen."}
    facts = {**told, "straten": "Dorpsstraat; Kerkplein", "stations": None, **counts}
    return pd.DataFrame([{"gebiedcode": code, **facts} for code in areas.index])


def _voices(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    first, second = areas.index[0], areas.index[1]
    wish = {"soort": "ambitie", "herkomst": "bewoners", "opgave": "klimaatadaptatie", "tekst": "Meer schaduw {{7*7}}"}
    work = {"soort": "werk", "herkomst": "gemeente", "werksoort": "riool", "tekst": "Nieuw riool <img src=x onerror=1>"}
    rows = [
        {"gebiedcode": first, **wish, "jaar_van": np.nan, "jaar_tot": np.nan},
        {"gebiedcode": first, **work, "jaar_van": 2027.0, "jaar_tot": 2028.0},
        {"gebiedcode": second, **wish, "jaar_van": np.nan, "jaar_tot": np.nan},
    ]
    columns = ["gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "x", "y"]
    return pd.DataFrame(rows).reindex(columns=[*columns, "regel", "oordeel", "aantal", "tafel"])


def _timeline(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    work = {"gebiedcode": areas.index[0], "soorten": "riool", "n_werken": 1, "samen": False}
    rows = [{**work, "jaar": year, "omschrijvingen": "Nieuw riool <img src=x onerror=1>"} for year in (2027, 2028)]
    return pd.DataFrame(rows)


def _streets(grid: Grid) -> pd.DataFrame:
    rows = [
        {
            "straat": f"Straat {place} {NAMES[place % len(NAMES)]}",
            "postcode": f"99{place:02d} AB".replace(" ", ""),
            "gebiedcode": code,
        }
        for place, code in enumerate(grid.buurten)
    ]
    rows.append({"straat": "Dwarsstraat", "postcode": "9999ZZ", "gebiedcode": grid.buurten[0]})
    rows.append({"straat": "Dwarsstraat", "postcode": "9999ZZ", "gebiedcode": grid.buurten[1]})
    return pd.DataFrame(rows)


def _context(grid: Grid) -> dict[str, gpd.GeoDataFrame]:
    west, south = CORNER
    width, height = grid.columns * SIDE, grid.rows * SIDE
    river = shapely.box(west, south + 0.4 * height, west + width, south + 0.4 * height + 60)
    rail = shapely.LineString([(west, south + 0.7 * height), (west + width, south + 0.75 * height)])
    park = shapely.Point(west + 0.3 * width, south + 0.2 * height).buffer(120)
    roads = [
        shapely.LineString([(west + x, south), (west + x + 90, south + height)]) for x in range(100, int(width), 200)
    ]
    stop = shapely.Point(west + 0.5 * width, south + 0.725 * height)

    def layer(shapes: list, names: list[str]) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame({"naam": names}, geometry=shapes, crs="EPSG:28992")

    return {
        "water": layer([river], ["De Vliet"]),
        "groen": layer([park], ["Park {{7*7}}"]),
        "wegen": layer(roads, [f"Laan {number}" for number in range(len(roads))]),
        "spoor": layer([rail], ["spoor"]),
        "stations": layer([stop], ["Station <b>Oost</b>"]),
    }


def toy_result(grid: Grid | None = None, seed: int = 7) -> Result:
    """Return the finished tables of a made-up grid of buurten."""
    grid = grid or Grid()
    rng = np.random.default_rng(seed)
    areas, opgaven = _areas(grid), toy_opgaven()
    records = tuple(
        SourceRecord(s.id, s.titel, s.uitgever, s.licentie, s.naamsvermelding, "gebruikt", ("a.csv",), ("0",), (2023,))
        for s in toy_sources().values()
    )
    unused = SourceRecord(
        "rivm_uhi", "Hitte", "RIVM", "CC0", "© RIVM", "niet_gegeven", melding="Er is geen bestand gegeven."
    )
    return Result(
        naam='Proefstad {{7*7}} </script><b>&"',
        run_id=RUN,
        fictief=True,
        config=for_gemeente(GEMEENTE),
        gebieden=areas,
        indicatoren=_indicator_rows(areas, opgaven, rng),
        scores=_score_rows(areas, opgaven, rng),
        koppelkansen=_card_rows(areas),
        sterke_punten=_strengths(areas),
        dna=_dna(areas),
        stemmen=_voices(areas),
        tijdlijn=_timeline(areas),
        straten=_streets(grid),
        bronnen=(*records, unused),
        regels=(),
        context=_context(grid),
        meldingen=("Er zijn geen werken gegeven.", "Geen bron voor laag_inkomen_geheim."),
    )
