"""With a choice between sources, a figure names those it came from and claims no other's year."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from wijkkaart.catalogue import all_indicators
from wijkkaart.errors import ContractError
from wijkkaart.figures import derive, figures, from_sources, require
from wijkkaart.measure import compute, measure

MAPS = ("rivm_bomen", "rivm_struiken", "rivm_gras")
#: What a wijktype is made of, among these layers.
KINDS = "cbs_kerncijfers; bag_verblijfsobjecten; bag_panden"


@pytest.fixture
def layers(toy):
    """Return every source that one of these indicators can choose from, all with figures."""
    ground = toy.raster(np.full((20, 40), 30.0))
    homes = toy.homes(60)
    homes.rows["postcode"] = "1234AB"
    everywhere, parking = [box(0, 0, 400, 200)], [box(0, 0, 10, 10)]
    label_counts = {f"a_label_{letter}": [30] * 3 for letter in "abcdefg"}
    distances = {"g_afs_hp": [1, 1, 1], "g_afs_gs": [1, 1, 1], "g_afs_sc": [1, 1, 1]}
    cars = {"a_pau": [200] * 3, "a_lp_pub": [4] * 3}
    published = {"a_woning": [100] * 3, "a_lan_ha": [4] * 3, "g_gas": [1200] * 3, "p_won_zs": [40] * 3}
    ranges = {"van": ["1234AA"], "tot": ["1234ZZ"], "aansluitingen": [10.0], "sjv": [1500.0]}
    return {
        "bag_panden": toy.panden(),
        "bag_verblijfsobjecten": homes,
        "bgt_begroeid": toy.objects(parking, fysiek_voorkomen="heesters"),
        "bgt_water": toy.objects(parking),
        "bgt_wegdelen": toy.objects(parking, functie="parkeervlak"),
        "cbs_kerncijfers": toy.table(p_wcorpw=[30] * 3, p_stadsv=[1] * 3, **cars, **distances, **published),
        "cbs_nabijheid": toy.table(**distances),
        "cbs_zonnestroom": toy.table(a_zon_woning=[20] * 3),
        "gtfs_haltes": toy.objects([Point(0, 0)], station=True),
        "hov_haltes": toy.objects([Point(0, 0)], straal=500.0),
        "kea_afstand_koelte": toy.objects(everywhere, afstand=500.0),
        "kea_groen_buurt": toy.table(boom=[10] * 3, grijs=[40] * 3, water=[0] * 3),
        "kea_paalrot": toy.table(risico=[5] * 3),
        "kea_pet": ground,
        "kea_pet_buurt": toy.table(pet=[38] * 3),
        "ndw_laadpunten": toy.objects([Point(1, 1)], laadpunten=[3.0]),
        "netbeheer_kleinverbruik": toy.objects([Point(1, 1)], **ranges),
        "pbl_startanalyse": toy.table(a_woning=[210] * 3, **label_counts),
        "rivm_groen_buurt": toy.table(groen=[50] * 3),
        "rvo_energielabels": toy.objects([Point(1, 1)] * 60, energieklasse="E"),
        **dict.fromkeys(MAPS, ground),
    }


def rows_of(name, layers, toy):
    """Return the rows of one indicator, measured with `layers`."""
    kinds = pd.DataFrame({"wijktype": "volkswijk", "wijktype_zekerheid": 1.0}, index=["A", "B", "W"])
    return measure({name: all_indicators()[name]}, layers, toy.gebieden(), 2025, kinds)


def source_of(name, layers, toy):
    """Return the sources behind the figure of buurt A, which must be there."""
    rows = rows_of(name, layers, toy).set_index("gebiedcode")
    assert rows.loc["A", "status"] == "ok"
    return rows.loc["A", "bron"]


def without(layers, *names):
    """Return `layers` without these; ``source.column`` takes one column from a table."""
    left = {name: layer for name, layer in layers.items() if name not in names}
    for source, column in (name.split(".") for name in names if "." in name):
        table = left[source]
        parts = {part: getattr(table, part).drop(columns=column) for part in ("waarden", "status", "dekking")}
        left[source] = replace(table, peiljaar=table.peiljaar.drop(column), **parts)
    return left


@pytest.mark.parametrize(
    ("name", "expected", "absent", "fall_back"),
    [
        ("hitte_pet_gem", "kea_pet; bag_panden; bgt_water", ["kea_pet"], "kea_pet_buurt"),
        (
            "aandeel_woningen_koelte_verder_300m",
            "bag_verblijfsobjecten; kea_pet; bag_panden",
            ["kea_pet"],
            "bag_verblijfsobjecten; kea_afstand_koelte",
        ),
        ("versteningsgraad", f"{'; '.join(MAPS)}; bgt_water; bgt_begroeid", ["rivm_gras"], "kea_groen_buurt"),
        ("boomkroonbedekking", "rivm_bomen", ["rivm_bomen"], "kea_groen_buurt"),
        (
            "groen_per_woning_m2",
            f"{'; '.join(MAPS)}; cbs_kerncijfers",
            ["rivm_gras", "cbs_kerncijfers.a_woning"],
            "cbs_kerncijfers; bag_verblijfsobjecten; rivm_groen_buurt",
        ),
        ("aandeel_woningen_zonnestroom", "cbs_kerncijfers", ["cbs_kerncijfers.p_won_zs"], "*"),
        (
            "gasverbruik_gem",
            "cbs_kerncijfers",
            ["cbs_kerncijfers.g_gas"],
            "bag_verblijfsobjecten; netbeheer_kleinverbruik",
        ),
        ("gasverbruik_gem", "cbs_kerncijfers", ["cbs_kerncijfers.a_woning"], "cbs_kerncijfers; bag_verblijfsobjecten"),
        ("aandeel_label_efg", "bag_verblijfsobjecten; rvo_energielabels", ["rvo_energielabels"], "pbl_startanalyse"),
        ("laadpunten_per_1000_autos", "cbs_kerncijfers", ["cbs_kerncijfers.a_lp_pub"], "*"),
        ("afstand_dagelijkse_voorzieningen", "cbs_kerncijfers", ["cbs_kerncijfers.g_afs_sc"], "cbs_nabijheid"),
        ("aandeel_woningen_hov", "*", ["hov_haltes"], "bag_verblijfsobjecten; gtfs_haltes"),
        ("aantal_woningen", "cbs_kerncijfers", ["cbs_kerncijfers"], "bag_verblijfsobjecten"),
        ("warmtevraagdichtheid_gj_ha", "cbs_kerncijfers", ["cbs_kerncijfers.a_woning"], "*"),
        ("funderingsrisico", "kea_paalrot; cbs_kerncijfers", ["cbs_kerncijfers"], "kea_paalrot; bag_verblijfsobjecten"),
        (
            "parkeervlak_per_woning_m2",
            "bgt_wegdelen; cbs_kerncijfers",
            ["cbs_kerncijfers"],
            "bgt_wegdelen; bag_verblijfsobjecten",
        ),
        (
            "openbaar_groen_per_woning_m2",
            "bgt_begroeid; cbs_kerncijfers",
            ["cbs_kerncijfers"],
            "bgt_begroeid; bag_verblijfsobjecten",
        ),
        ("aandeel_corporatie", "cbs_kerncijfers", ["cbs_kerncijfers.a_woning"], "*"),
        ("woningdichtheid_ha", "cbs_kerncijfers", ["cbs_kerncijfers.a_woning"], "*"),
        (
            "groen_tov_wijktype",
            "; ".join([*MAPS, "bgt_water; bgt_begroeid", KINDS]),
            ["rivm_gras"],
            f"kea_groen_buurt; {KINDS}",
        ),
        ("hitte_aandeel_pet_41", "*", ["bgt_water"], "kea_pet; bag_panden"),
    ],
)
def test_only_what_was_used_is_named(  # noqa: PLR0913, PLR0917 - the toy town and a row of the table
    toy, layers, name, expected, absent, fall_back
):
    everything = "; ".join(all_indicators()[name].bronnen)
    assert source_of(name, layers, toy) == expected.replace("*", everything)
    assert source_of(name, without(layers, *absent), toy) == fall_back.replace("*", everything)


def test_every_indicator_with_a_choice_is_in_the_table():
    [marker] = [mark for mark in test_only_what_was_used_is_named.pytestmark if mark.name == "parametrize"]
    choosers = {name for name, item in all_indicators().items() if set(item.bronnen) != set(item.verplichte_bronnen)}
    assert {row[0] for row in marker.args[1]} == choosers


def test_the_year_of_a_map_that_was_not_used_is_not_claimed(toy, layers):
    # The maps are of 2022 and the published grey does not say its year.
    quiet = layers["kea_groen_buurt"]
    quiet = replace(quiet, peiljaar=quiet.peiljaar.astype("float64") * np.nan)
    left = without(layers, "rivm_gras") | {"kea_groen_buurt": quiet}
    assert rows_of("versteningsgraad", left, toy)["peiljaar"].isna().all()
    assert set(rows_of("versteningsgraad", layers, toy)["peiljaar"]) == {2022}


def test_a_sum_of_parts_names_all_their_sources_or_leaves_it_open():
    one, other = (from_sources(figures(pd.Series([1.0])), *names) for names in (("a", "b"), ("b", "c")))
    silent = figures(pd.Series([1.0]))
    assert derive(lambda x, y: x + y, one, other).bronnen == ("a", "b", "c")
    assert require(one, other, 1).bronnen == ("a", "b", "c")
    assert derive(lambda x, y: x + y, one, silent).bronnen == ()
    assert require(one, silent, 1).bronnen == ()


def test_a_source_that_the_indicator_does_not_read_is_refused(toy, layers):
    item = replace(all_indicators()["autos_per_huishouden"], bereken=_astray)
    with pytest.raises(ContractError, match="kea_pte"):
        compute(item, layers | {"gebieden": toy.gebieden(), "planjaar": 2025}, toy.gebieden().index)


def _astray(cbs_kerncijfers):
    return from_sources(cbs_kerncijfers["a_pau"], "kea_pte")
