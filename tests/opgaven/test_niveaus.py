"""What a wijk, a gemeente and an own area get: parts added up or means weighted, never a mean of percentages.

A is twice the ground of B and has three of four dwellings (60 and 20), but a fifth of the households (40 and 160),
three of five inhabitants (300 and 200), nine tenths of the land (90 and 10 ha) and three of eight people aged 15-65
(120 and 200): a figure that is weighted with the wrong one comes out wrong.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from affine import Affine
from shapely import LineString, Point, box

from wijkkaart.catalogue import all_indicators, all_sources
from wijkkaart.gebieden.aggregation import by_homes, membership_shares
from wijkkaart.gebieden.build import own_area_shares
from wijkkaart.ingredients.bag import homes
from wijkkaart.inputs import tie_areas, tie_objects, tie_tables
from wijkkaart.layers import Areas, Raster, StatTable
from wijkkaart.measure import measure

A, B, WIJK, GEMEENTE, OWN = "BU99990000", "BU99990001", "WK999900", "GM9999", "EG01"
SHAPES = [box(0, 0, 2000, 1000), box(2000, 0, 3000, 1000), *[box(0, 0, 3000, 1000)] * 2, box(1000, 0, 3000, 1000)]
#: In both buurten most dwellings stand near a stop, green and coolness, and six (10 % and 30 %) far from all.
NEAR_A, FAR_A, NEAR_B, FAR_B = Point(100, 500), Point(1200, 500), Point(2950, 500), Point(2100, 500)
#: Outside the gemeente: they say how far a register reaches, and count nowhere.
RIM = [Point(-500, -500), Point(3500, 1500)]


def rd(geometry, **columns):
    index = [f"o{n}" for n in range(len(geometry))]
    return gpd.GeoDataFrame(columns, index=index, geometry=list(geometry), crs=28992)


def table(year=2024, **columns):
    """Return figures of A and B only; None is not published."""
    values = pd.DataFrame(columns, index=[A, B], dtype="float64")
    status = values.notna().replace({True: "ok", False: "niet_gepubliceerd"})
    return StatTable(values, status, values.notna().astype("float64"), pd.Series(year, index=values.columns))


def raster(left, right, *strips):
    """Return cells of 10 m, 1 km beyond the gemeente: `left` in A and west of it, `right` from B on.

    A strip is (from x, to x, from y, to y, value).
    """
    grid = np.full((300, 500), left, dtype="float32")
    grid[:, 300:] = right
    for west, east, south, north, value in strips:
        columns = slice((west + 1000) // 10, (east + 1000) // 10)
        grid[(2000 - north) // 10 : (2000 - south) // 10, columns] = value
    return Raster(grid, Affine(10, 0, -1000, 0, -10, 2000), 2022)


def kerncijfers():
    both = (10.0, 30.0)
    ages = {"a_15_24": (20, 40), "a_25_44": (60, 100), "a_45_64": (40, 60), "a_65_oo": (30, 60)}
    ground = {"a_opp_ha": (100, 15), "a_lan_ha": (90, 10), "a_wat_ha": (10, 5)}
    counts = {"a_woning": (60, 20), "a_hh": (40, 160), "a_inw": (300, 200), **ground, **ages}
    few = {"a_soz_wb": (6, 30), "a_lp_pub": (2, 12), "a_pau": (200, 400)}
    owners = {"p_koopw": both, "p_wcorpw": (60, 20), "p_ov_hw": (30, 50)}
    names = ("p_won_m", "p_won_zs", "p_leegsw", "p_1gezw", "p_mgezw", "p_hh_li", "p_1p_hh", "p_hh_m_k", "p_ink_ar")
    shares = dict.fromkeys((*names, "p_arb_pp", "p_00_14"), both)
    means = {"g_gas": (1000, 3000), "p_stadsv": (1, 3), "g_wozbag": (100, 300), "g_hhgro": (1, 3)}
    cars = {"g_pau_hh": (0.5, 1.5), "g_pau_km": (1000, 3000)}
    distances = dict.fromkeys(("g_afs_hp", "g_afs_gs", "g_afs_sc"), (1, 3))
    return {**counts, **few, **owners, **shares, **means, **cars, **distances}


def tables():
    both = (10.0, 30.0)
    costs = {"strategie": (1, 2), "a_weq": (60, 20), "k_s1": (0, 900), "k_s2": (6000, 0), "k_s3": (7000, 900)}
    return {
        "cbs_kerncijfers": table(**kerncijfers()),
        "cbs_nabijheid": table(g_afs_trein=(1, 3)),
        "cbs_ses_woa": table(ses_woa_score=(-0.3, 0.2)),
        "cbs_energiearmoede": table(p_energiearm=both),
        "politie_misdrijven": table(a_misdrijven_2024=(3, 6)),
        "rivm_gezondheid": table(p_eenzaam=both),
        "leefbaarometer": table(afw=(0.1, 0.3)),
        "pbl_startanalyse": table(**costs, k_s4=(8000, 900)),
        "kea_paalrot": Areas(gpd.GeoDataFrame({"risico": both}, index=[A, B], geometry=SHAPES[:2], crs=28992)),
    }


def bag():
    """Return 60 and 20 dwellings, an office of 1000 m2 in B, and 40 and 20 panden of 64 m2 between cell centres."""
    places = [NEAR_A] * 54 + [FAR_A] * 6 + [NEAR_B] * 14 + [FAR_B] * 6 + [NEAR_B] + RIM
    own = [f"o{n}" for n in range(6)], [f"o{n}" for n in range(40, 46)]
    inside = ["o10"] * 54 + own[0] + ["o50"] * 14 + own[1] + ["o50"] + ["o60", "o61"]
    purpose = ["woonfunctie"] * 80 + ["kantoorfunctie"] + ["woonfunctie"] * 2
    area = [100.0] * 60 + [50.0] * 20 + [1000.0] + [50.0] * 2
    corners = [20 * n for n in range(40)] + [2000 + 20 * n for n in range(20)]
    shapes = [box(x + 6, 106, x + 14, 114) for x in corners] + [point.buffer(5) for point in RIM]
    years = [1970.0] * 6 + [2005.0] * 34 + [1970.0] * 6 + [2015.0] * 14 + [1970.0] * 2
    flat = [10.0] * 40 + [30.0] * 20 + [0.0] * 2
    return {
        "bag_verblijfsobjecten": rd(places, oppervlakte=area, gebruiksdoel=purpose, pand_identificatie=inside),
        "bag_panden": rd(shapes, bouwjaar=years, gebruiksdoel="woonfunctie"),
        "bag3d_daken": rd(shapes, b3_opp_dak_plat=flat, b3_opp_dak_schuin=[100.0 - m2 for m2 in flat]),
        "rvo_energielabels": rd(places, energieklasse=(["A"] * 54 + ["G"] * 6 + ["A"] * 14 + ["G"] * 9)),
    }


def around():
    """Return what lies around the dwellings; of crashes 6 on 6 km in A and 12 on 4 km in B, in five years."""
    stops, rim = [NEAR_A, NEAR_B], [point.buffer(1) for point in RIM]
    paths = [box(600, 200, 750, 220), box(2600, 200, 2650, 220)]
    bays = [box(600, 300, 630, 320), box(2600, 300, 2630, 320)]
    roads = [LineString([(100, y), (1600, y)]) for y in (100, 200, 300, 400)]
    roads += [LineString([(2100, y), (2900, y)]) for y in (100, 200, 300, 400, 600)]
    edges = [LineString([point, point.buffer(9).exterior.coords[0]]) for point in RIM]
    crashes = [Point(500, 100)] * 6 + [Point(2500, 100)] * 12
    years = [2018 + n % 5 for n in range(18)]
    pipes = [LineString([(100, 50), (400, 50)]), LineString([(2100, 50), (2300, 50)])]
    cool = [point.buffer(20) for point in (NEAR_A, FAR_A, NEAR_B, FAR_B, *RIM)]
    return {
        "gtfs_haltes": rd(stops, vertrekken_per_uur=[10.0, 30.0], lijnen=["1/0=10", "2/0=30"], station=False),
        "hov_haltes": rd(stops, straal=500.0),
        "rvo_warmtenetten": rd([FAR_A.buffer(20), FAR_B.buffer(20)]),
        "kea_afstand_koelte": rd(cool, afstand=[100.0, 500.0] * 3),
        "rvo_natura2000": rd([box(0, 490, 50, 510)]),
        "bgt_begroeid": rd(bays + rim, fysiek_voorkomen="heesters"),
        "bgt_wegdelen": rd(bays + paths + rim, functie=["parkeervlak"] * 2 + ["voetpad"] * 2 + ["rijbaan"] * 2),
        "bgt_erven": rd([box(1000, 0, 1500, 400), box(2300, 0, 2400, 1000)]),
        "nwb_wegvakken": rd(roads + edges, wegbehsrt="G"),
        "bron_ongevallen": rd(crashes, ernst="LET", jaar=years, wvk_id=["o0"] * 6 + ["o4"] * 12),
        "gwsw_leidingen": rd(pipes, beginjaar=[1985.0, 2015.0]),
    }


def maps():
    parks = (0, 200, 400, 600), (2800, 3000, 400, 600)
    far = (1190, 1210, 0, 1000), (2090, 2110, 0, 1000)
    nothing = raster(0, 0)
    return {
        "rivm_bomen": raster(10, 30, *((*park, 100) for park in parks)),
        "rivm_struiken": nothing,
        "rivm_gras": nothing,
        "kea_pet": raster(40, 46, *((*park, 30) for park in parks)),
        "kea_schaduw": raster(10, 30),
        "kea_waterdiepte": raster(0, 0, (0, 80, 0, 1000, 0.2), (2000, 2120, 0, 1000, 0.2)),
        "liwo_overstromingsdiepte": raster(0, 0, (*far[0], 1), (2090, 2130, 0, 1000, 3)),
        "rivm_geluid": raster(40, 40, (*far[0], 60), (*far[1], 60)),
        "rivm_no2": raster(10, 30),
        "rivm_pm25": raster(5, 15),
        "rivm_uhi": raster(1, 2.5),
    }


def town():
    levels = ["buurt", "buurt", "wijk", "gemeente", "eigen"]
    parts = {"niveau": levels, "gemeentecode": GEMEENTE, "wijkcode": [WIJK] * 3 + [""] * 2}
    frame = gpd.GeoDataFrame({**parts, "volledig": True}, index=[A, B, WIJK, GEMEENTE, OWN], geometry=SHAPES, crs=28992)
    return frame.rename_axis("gebiedcode")


def wijktypen(codes):
    """Return a kind with 43 % green on average in A and one with 27 % in B; the whole is of the kind of A."""
    kinds = pd.Series("tuinstad laagbouw", index=codes).mask(codes == B, "stedelijk bouwblok")
    return pd.DataFrame({"wijktype": kinds, "wijktype_zekerheid": 1.0})


def measured(only=None, **changed):
    """Return the figures per gebied and indicator, with the layers tied as in a run; `changed` replaces layers."""
    gebieden, sources = town(), all_sources()
    layers = {**tables(), **bag(), **around(), **maps(), **changed}
    buurten = gebieden[gebieden["niveau"] == "buurt"]
    shares = membership_shares(buurten, ["wijkcode", "gemeentecode"])
    own = own_area_shares(gebieden, gebieden[gebieden["niveau"] == "eigen"])
    layers = tie_objects(layers, sources, dict.fromkeys(layers, (2024,)), gebieden)
    shares = by_homes(
        pd.concat([shares, own.drop(columns="m2")], ignore_index=True), homes(layers["bag_verblijfsobjecten"])
    )
    layers = tie_areas(tie_tables(layers, gebieden, shares), gebieden)
    chosen = {name: item for name, item in all_indicators().items() if only is None or name == only}
    return measure(chosen, layers, gebieden, 2025, wijktypen(gebieden.index)).set_index(["indicator", "gebiedcode"])


@pytest.fixture(scope="module")
def figures():
    return measured()


#: By kind of methode 5.3, with the sum. Means of A and B would give 20 where they have 10 and 30.
DWELLINGS = dict.fromkeys(  # (60 x 10 + 20 x 30) / 80
    (
        *("aandeel_woningen_aardgas", "aandeel_woningen_zonnestroom", "leegstand", "aandeel_koop"),
        *("aandeel_eengezins", "aandeel_meergezins", "aandeel_woningen_voor_1975", "aandeel_renovatievenster"),
        *("potentie_gebouwbewoners", "aandeel_label_efg", "aandeel_woningen_halte_verder_500m"),
        *("aandeel_woningen_bij_warmtenet", "aandeel_woningen_koelte_verder_300m", "geluid_aandeel_woningen_53"),
        *("aandeel_vrijstaand", "aandeel_woningen_groen_verder_300m", "aandeel_woningen_overstroombaar", "no2_gem"),
    ),
    15.0,
) | {
    "aandeel_woningen_hov": 85.0,  # A 90, B 70
    "aandeel_stadsverwarming": 1.5,  # A 1, B 3
    "aandeel_corporatie": 50.0,  # (60 x 60 + 20 x 20) / 80
    "aandeel_overige_huur": 35.0,  # (60 x 30 + 20 x 50) / 80
    "gasverbruik_gem": 1500.0,  # (60 x 1000 + 20 x 3000) / 80
    "woz_gem": 150.0,
    "pm25_gem": 7.5,
    "ov_vertrekken_per_uur": 12.0,  # (54 x 10 + 14 x 30) / 80
    "afstand_natuurgebied_km": 0.78125,  # (54 x 0.05 + 6 x 1.15 + 14 x 2.9 + 6 x 2.05) / 80
}
HOUSEHOLDS = dict.fromkeys(  # (40 x 10 + 160 x 30) / 200
    ("aandeel_hh_laag_inkomen", "aandeel_eenpersoonshuishoudens", "aandeel_gezinnen_met_kinderen"), 26.0
) | {"autos_per_huishouden": 1.3, "gem_huishoudensgrootte": 2.6, "ses_woa_score": 0.1}
PEOPLE = {
    "armoede_aandeel": 18.0,  # (300 x 10 + 200 x 30) / 500
    "aandeel_0_15": 18.0,
    "afstand_dagelijkse_voorzieningen": 1.8,
    "afstand_treinstation_km": 1.8,
    "nettoarbeidsparticipatie": 22.5,  # (120 x 10 + 200 x 30) / 320, those aged 15-65
}
COUNTS = {
    "aandeel_65plus": 18.0,  # 90 / 500
    "bijstand_per_1000_15_64": 112.5,  # 1000 x 36 / 320
    "laadpunten_per_1000_autos": 1000 * 14 / 600,
    "misdrijven_per_1000": 18.0,  # 1000 x 9 / 500, all buurten together are the mean that is drawn to
    "ongevallen_per_km_jaar": 0.36,  # 18 / 5 / 10 km
    "woonoppervlak_per_inwoner": 14.0,  # (60 x 100 + 20 x 50) / 500
    "gasverbruik_per_m2": 120_000 / 7000,
    "parkeervlak_per_woning_m2": 15.0,  # 1200 / 80
    "openbaar_groen_per_woning_m2": 15.0,
    "groen_per_woning_m2": 7050.0,  # 0.188 x 3,000,000 / 80
    "geschikt_dak_m2_woning": 75.0,  # 60 x 100 / 80
    "aandeel_plat_dak": 100 * 1000 / 6000,
    "wateroverlast_aandeel_panden": 100 * 10 / 60,
    "schaduw_loopgebied": 15.0,  # (3000 x 10 + 1000 x 30) / 4000
}
DENSITIES = {
    "autodichtheid_km2": 1200.0,  # (90 x 1000 + 10 x 3000) / 100
    "woningdichtheid_ha": 0.8,
    "warmtevraagdichtheid_gj_ha": 42.204,  # 120,000 x 0.03517 / 100
    "fsi": 0.008,  # 8000 / 1,000,000
    "gsi": 0.00384,  # 60 x 64 / 1,000,000
    "bouwlagen_gem": 8000 / 3840,
    "osr": 0.99616 / 0.008,
    "aandeel_water": 100 * 15 / 115,
}
#: A has 2 km2 and B 1; the park is 2 % of A and 4 % of B.
GROUND = {
    "boomkroonbedekking": 18.8,  # (2 x 11.8 + 32.8) / 3
    "versteningsgraad": 81.2,
    "hitte_pet_gem": 124.96 / 3,  # (2 x 39.8 + 45.36) / 3
    "hitte_aandeel_pet_41": 32.0,  # 96 / 3
    "hitte_eiland_gem": 1.5,
    "aandeel_versteende_erven": 250 / 3,  # (20 ha x 90 + 10 ha x 70) / 30
    "overstromingsdiepte_gem_m": 7 / 3,  # (2 ha x 1 + 4 ha x 3) / 6, the wet cells
}
RECOMPUTED = {
    "groen_tov_wijktype": -24.2,  # 18.8 - 43; A has -31.2 and B 5.8
    "eenzijdigheid_woningvoorraad": 9.25,  # 0.15, 0.50, 0.35: (0.395 - 1/3) / (2/3); A has 19 and B 7
    "tekort_sociale_huur_30": 0.0,  # 50 % of the whole; A has 0 and B 10
    "functiemenging": 25.0,  # 7000 of 8000 m2 is for living; A has 0 and B 100
    "woninggrootte_mediaan": 100.0,
    "bouwjaar_mediaan": 2005.0,  # 12 of 1970, 54 of 2005, 14 of 2015; A has 2005 and B 2015
    "riool_leeftijd_mediaan": 40.0,  # 300 m of 40 and 200 m of 10 years
}
ADDED_UP = {"aantal_inwoners": 500.0, "aantal_woningen": 80.0, "overstromingsdiepte_max_m": 3.0}
#: Scores, categories and shares whose denominator nobody publishes: only what the publisher gives itself.
NEVER = {"energiearmoede", "eenzaamheid_smap", "leefbaarometer_score", "funderingsrisico"}
NEVER |= {"startanalyse_strategie", "startanalyse_kostenverschil"}
RATIOS = DWELLINGS | HOUSEHOLDS | PEOPLE | COUNTS | DENSITIES | GROUND | RECOMPUTED


def test_every_indicator_has_its_way_to_a_wijk():
    assert {*RATIOS, *ADDED_UP, *NEVER} == set(all_indicators())


@pytest.mark.parametrize(("name", "expected"), (RATIOS | ADDED_UP).items())
@pytest.mark.parametrize("code", [WIJK, GEMEENTE])
def test_a_wijk_and_a_gemeente_are_not_the_mean_of_their_buurten(figures, name, expected, code):
    row = figures.loc[name, code]
    assert (row["status"], row["waarde"]) == ("ok", pytest.approx(expected, rel=1e-6))
    plain = figures.loc[name].loc[[A, B], "waarde"].mean(skipna=False)
    assert plain != pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("name", sorted(NEVER))
def test_what_has_no_denominator_is_not_put_together(figures, name):
    assert set(figures.loc[name].loc[[WIJK, GEMEENTE, OWN], "status"]) == {"niet_gepubliceerd"}
    assert set(figures.loc[name].loc[[A], "status"]) == {"ok"}


def gaps(**columns):
    """Return the key figures with these columns changed."""
    return table(**(kerncijfers() | columns))


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("aandeel_woningen_aardgas", {"p_won_m": (10, None)}, None),  # 60 of 80 dwellings
        ("aandeel_hh_laag_inkomen", {"p_hh_li": (10, None)}, None),  # 40 of 200 households
        ("aandeel_hh_laag_inkomen", {"p_hh_li": (None, 30)}, (30.0, 0.8)),  # 160 of 200: just enough
        ("armoede_aandeel", {"p_ink_ar": (10, None)}, None),  # 300 of 500 inhabitants
        ("nettoarbeidsparticipatie", {"p_arb_pp": (None, 30)}, None),  # 200 of 320 aged 15-65
        ("autodichtheid_km2", {"g_pau_km": (1000, None)}, (1000.0, 0.9)),  # 90 of 100 ha
        ("autodichtheid_km2", {"g_pau_km": (None, 3000)}, None),
        ("tekort_sociale_huur_30", {"p_wcorpw": (60, None)}, None),
        ("warmtevraagdichtheid_gj_ha", {"g_gas": (1000, None)}, None),
        ("gasverbruik_per_m2", {"g_gas": (1000, None)}, None),
        ("bijstand_per_1000_15_64", {"a_soz_wb": (6, None)}, None),  # a sum with a gap is too low
    ],
)
def test_less_than_four_fifths_of_the_denominator_gives_no_figure(name, columns, expected):
    row = measured(name, cbs_kerncijfers=gaps(**columns)).loc[name, WIJK]
    if expected is None:
        assert (row["status"], np.isnan(row["waarde"])) == ("niet_gepubliceerd", True)
    else:
        assert (row["waarde"], row["dekking"]) == pytest.approx(expected)


def without_last(layer, number, **values):
    """Return objects of which the last `number` before those in the rim lost these values."""
    rows = layer.copy()
    for column, value in values.items():
        rows.iloc[-2 - number : -2, rows.columns.get_loc(column)] = value
    return rows


@pytest.mark.parametrize(
    ("name", "layer", "changed", "status"),
    [
        # Of the 80 dwellings 16 without a floor area, then 17: 80 % and less. The office before the rim is one more.
        ("woonoppervlak_per_inwoner", "bag_verblijfsobjecten", (17, {"oppervlakte": np.nan}), "ok"),
        ("woonoppervlak_per_inwoner", "bag_verblijfsobjecten", (18, {"oppervlakte": np.nan}), "te_klein"),
        ("gasverbruik_per_m2", "bag_verblijfsobjecten", (18, {"oppervlakte": np.nan}), "te_klein"),
        # 14 of 80 dwellings lose their year with pand o50: 82.5 %, 90 % is needed.
        ("aandeel_woningen_voor_1975", "bag_panden", (10, {"bouwjaar": np.nan}), "te_klein"),
    ],
)
def test_objects_without_an_answer_count_in_the_denominator(name, layer, changed, status):
    number, values = changed
    assert measured(name, **{layer: without_last(bag()[layer], number, **values)}).loc[name, WIJK]["status"] == status


@pytest.mark.parametrize(("name", "layer"), [("no2_gem", "rivm_no2"), ("boomkroonbedekking", "rivm_bomen")])
def test_a_map_of_less_than_four_fifths_gives_no_figure(name, layer):
    # A holds 75 % of the dwellings and 67 % of the ground.
    found = measured(name, **{layer: raster(10, np.nan)})
    assert found.loc[name, A]["status"] == "ok"
    assert found.loc[name, WIJK]["status"] == "buiten_dekking"


def published(value, status):
    """Return the key figures with a row of the publisher for the wijk: only its share of dwellings on gas."""
    ours = table(**kerncijfers())
    values = pd.concat([ours.waarden, pd.DataFrame({"p_won_m": [value]}, index=[WIJK])])
    reasons = pd.concat([ours.status, pd.DataFrame({"p_won_m": [status]}, index=[WIJK])]).fillna("niet_gepubliceerd")
    return StatTable(values, reasons, values.notna().astype("float64"), ours.peiljaar)


def test_what_the_publisher_gives_goes_first_and_what_it_withholds_is_not_worked_out():
    name = "aandeel_woningen_aardgas"
    assert measured(name, cbs_kerncijfers=published(17.0, "ok")).loc[name, WIJK]["waarde"] == 17.0
    assert measured(name, cbs_kerncijfers=published(np.nan, "geheim")).loc[name, WIJK]["status"] == "geheim"


#: The own area holds B, half of the ground of A and six of its 60 dwellings: 6 + 20 dwellings, 4 + 160 households,
#: 30 + 200 inhabitants, 45 + 10 ha.
OWN_AREA = {
    "aantal_woningen": 26.0,
    "aandeel_woningen_aardgas": 660 / 26,  # (6 x 10 + 20 x 30) / 26
    "aandeel_hh_laag_inkomen": 4840 / 164,
    "armoede_aandeel": 6300 / 230,
    "autodichtheid_km2": 75_000 / 55,
    "woningdichtheid_ha": 26 / 55,
    "bijstand_per_1000_15_64": 30_600 / 212,  # (0.6 + 30) of 12 + 200
    "aandeel_woningen_voor_1975": 1200 / 26,  # 6 + 6
    "boomkroonbedekking": 21.4,  # (10 + 32.8) / 2
    "eenzijdigheid_woningvoorraad": 150 * (sum((x / 2600) ** 2 for x in (660, 760, 1180)) - 1 / 3),
}


@pytest.mark.parametrize(("name", "expected"), OWN_AREA.items())
def test_an_own_area_counts_people_by_homes_and_ground_by_area(figures, name, expected):
    assert figures.loc[name, OWN]["waarde"] == pytest.approx(expected)
