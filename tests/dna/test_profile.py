"""The wijktype tree on the worked cases, and the DNA table of a toy buurt."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from wijkkaart.dna.agreement import KAART, fit_of_estimate
from wijkkaart.dna.profile import PERIODEN, build_dna
from wijkkaart.dna.wijktype import TYPES, Kenmerken, mixed, same_type, wijktype
from wijkkaart.layers import Objects, StatTable


def shares(*values):
    return dict(zip(PERIODEN, values, strict=True))


@pytest.mark.parametrize(
    ("per", "more", "expected"),
    [
        (
            (0.55, 0.15, 0.1, 0.1, 0.05, 0.05),
            {"gsi": 0.42, "dichtheid": 70, "gestapeld": 0.6},
            "historische binnenstad",
        ),
        ((0, 0.1, 0.8, 0.1, 0, 0), {"bouwlagen": 4, "dichtheid": 45, "gestapeld": 0.75}, "tuinstad hoogbouw"),
        (
            (0, 0, 0.1, 0.7, 0.2, 0),
            {"dichtheid": 32, "gestapeld": 0.1, "vrijstaand": 0.1},
            "bloemkoolwijk / suburbane uitbreiding",
        ),
        ((0, 0.3, 0.3, 0, 0.4, 0), {"dichtheid": 30, "gestapeld": 0.3, "vrijstaand": 0.1}, "gemengd"),
        ((0, 0.6, 0.4, 0, 0, 0), {"dichtheid": 60, "gestapeld": 0.6}, "stedelijk bouwblok"),
        ((0, 0.6, 0.4, 0, 0, 0), {"dichtheid": 40, "gestapeld": 0.39}, "volkswijk"),
        ((0, 0.6, 0.4, 0, 0, 0), {"dichtheid": 30, "gestapeld": 0.5}, "tuindorp / vooroorlogse woonwijk"),
        ((0, 0, 0.6, 0, 0.4, 0), {"dichtheid": 60, "gestapeld": 0.6, "bouwlagen": 7}, "hoogbouw"),
        ((0, 0, 0.6, 0, 0.4, 0), {"dichtheid": 30, "gestapeld": 0.5}, "tuinstad laagbouw / naoorlogse woonwijk"),
        ((0, 0, 0, 0.6, 0.4, 0), {"dichtheid": 60, "gestapeld": 0.6}, "stadsvernieuwing"),
        ((0, 0, 0, 0, 0.5, 0.5), {"dichtheid": 30, "gestapeld": 0.2}, "Vinex / suburbane uitbreiding"),
        ((0, 0, 0, 0, 0.4, 0.6), {"dichtheid": 30, "gestapeld": 0.2}, "recente nieuwbouw"),
        ((0, 0, 0, 0, 0.4, 0.6), {"dichtheid": 14, "gestapeld": 0, "vrijstaand": 0.5}, "villawijk"),
        ((0, 0, 0, 0, 0.4, 0.6), {"dichtheid": 4, "gestapeld": 0, "oad": 499}, "landelijk gebied"),
        ((0, 0, 0, 0, 0.4, 0.6), {"dichtheid": 30, "gestapeld": 0, "mxi": 24}, "bedrijven en voorzieningen"),
    ],
)
def test_wijktype(per, more, expected):
    assert wijktype(Kenmerken(**({"per": shares(*per), "vrijstaand": 0.0} | more)))[0] == expected
    assert expected in TYPES


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bloemkoolwijk", "bloemkoolwijk / suburbane uitbreiding", True),
        ("Suburbane uitbreiding", "Vinex / suburbane uitbreiding", True),
        ("Bedrijventerrein", "bedrijven en voorzieningen", True),
        ("Tuinstad laagbouw", "tuinstad hoogbouw", False),
        ("Dorp", "landelijk gebied", False),
    ],
)
def test_two_names_for_one_type(one, other, same):
    assert same_type(one, other) is same


def test_mixed_names_the_first_two_that_differ():
    assert (
        mixed(["tuindorp / vooroorlogse woonwijk", "tuindorp", "villawijk", "Vinex"]) == "gemengd (tuindorp/villawijk)"
    )
    assert mixed(["gemengd (hoogbouw/Vinex)", "Vinex"]) == "gemengd"
    assert mixed([]) == "gemengd"


def town(years, homes_per_pand):
    """Return gebieden A (all of it) and B (empty), and the panden and homes of A: rows that touch each other."""
    gebieden = gpd.GeoDataFrame(
        {"gemeentecode": "GM9999", "niveau": "buurt"},
        index=pd.Index(["A", "B"], name="gebiedcode"),
        geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)],
        crs=28992,
    )
    dekking = pd.Series(1.0, index=gebieden.index)
    buildings = gpd.GeoDataFrame(
        {"bouwjaar": years, "gebruiksdoel": "woonfunctie"},
        index=[f"p{n}" for n in range(len(years))],
        geometry=[box(5 * n, 0, 5 * n + 5, 10) for n in range(len(years))],
        crs=28992,
    )
    pand = [name for name in buildings.index for _ in range(homes_per_pand)]
    homes = gpd.GeoDataFrame(
        {"gebruiksdoel": "woonfunctie", "oppervlakte": 80.0, "pand_identificatie": pand},
        index=[f"v{n}" for n in range(len(pand))],
        geometry=[Point(1, 1)] * len(pand),
        crs=28992,
    )

    def placed(rows):
        return Objects(rows, pd.DataFrame({"object": rows.index, "gebied": "A"}), dekking)

    return gebieden, placed(homes), placed(buildings)


def test_dna_counts_dwellings_per_building_period():
    # Limits of the periods: 1909 | 1910 1945 | 1946 1969 | 1970 1990 | 1991 2010 | 2011; four homes in each pand.
    years = [1909.0, 1910.0, 1945.0, 1946.0, 1969.0, 1970.0, 1990.0, 1991.0, 2010.0, 2011.0]
    gebieden, homes, panden = town(years, 4)
    dna = build_dna(gebieden, None, homes, panden)
    counts = dna.loc["A", [f"woningen_{name}" for name in PERIODEN]]
    assert counts.tolist() == [4, 8, 8, 8, 8, 4]
    # No period has half; 1910-1945 comes first of the four that have 20 %, and makes of 40 flats a hectare a tuindorp.
    assert dna.loc["A", "wijktype"] == "gemengd (tuindorp/tuinstad hoogbouw)"
    assert dna.loc["A", "wijktype_zekerheid"] == pytest.approx(0.2)
    assert dna.loc["A", "woningen_onbekend"] == 0


def test_dna_of_a_row_of_houses_of_one_time():
    # 20 homes side by side on 1 ha of 1980: 20 per ha, not stacked, not detached.
    dna = build_dna(*_arguments(town([1980.0] * 20, 1)))
    assert dna.loc["A", "wijktype"] == "bloemkoolwijk / suburbane uitbreiding"
    assert dna.loc["A", "wijktype_zekerheid"] == 1.0
    assert "niet geijkt" in dna.loc["A", "wijktype_bron"]
    assert dna.loc["A", "wijktype_geschat"] == dna.loc["A", "wijktype"]
    told = "Geschat uit BAG en CBS; past bij 100% van de woningen. Niet gecontroleerd met de Wijktypekaart."
    assert dna.loc["A", "wijktype_uitleg"] == told
    assert dna.loc["B", "wijktype_uitleg"] is None


def test_dna_says_nothing_of_a_buurt_without_homes_or_without_years():
    gebieden, homes, panden = town([1980.0] * 23 + [np.nan] * 7, 1)
    dna = build_dna(gebieden, None, homes, panden)
    assert dna["wijktype"].isna().all()  # 23 of 30 years known, 80 % needed; B has no homes
    assert dna["wijktype_bron"].isna().all()
    assert dna.loc["A", ["woningen_1970_1990", "woningen_onbekend"]].tolist() == [23, 7]


def test_dna_without_bag_has_no_counts():
    gebieden, _, _ = town([1980.0], 1)
    dna = build_dna(gebieden, None, None, None)
    assert dna.filter(like="woningen_").isna().all(axis=None)
    assert list(dna.columns[:5]) == ["gemeentecode", "niveau", "wijktype", "wijktype_zekerheid", "wijktype_bron"]


def on_map(words, sure, second=None, second_sure=np.nan, codes=("A", "B")):
    """Return the table of the Wijktypekaart for `codes`."""
    index = pd.Index(codes, name="gebiedcode")
    columns = {"wijktype": words, "zekerheid": sure, "tweede": second, "tweede_zekerheid": second_sure}
    given = pd.DataFrame(columns, index).notna()
    status = given.astype(object).replace({True: "ok", False: "niet_gepubliceerd"})
    values = pd.DataFrame(columns | {"wijktype": np.nan, "tweede": np.nan}, index, dtype="float64")
    texts = pd.DataFrame({"wijktype": words, "tweede": second}, index, dtype=object)
    return StatTable(values, status, given.astype(float), pd.Series(np.nan, index=given.columns), teksten=texts)


def test_the_wijktype_on_the_map_goes_before_the_estimate_and_says_so():
    dna = build_dna(*_arguments(town([1980.0] * 20, 1)), on_map(["Volkswijk", "Stadshart"], [0.6, np.nan]))
    assert dna["wijktype"].tolist() == ["volkswijk", "Stadshart"]  # the first under the name that the estimate uses
    assert dna.loc["A", "wijktype_zekerheid"] == 0.6
    assert np.isnan(dna.loc["B", "wijktype_zekerheid"])
    assert set(dna["wijktype_bron"]) == {"Wijktypekaart van de Klimaateffectatlas"}
    assert dna.loc["A", "woningen_1970_1990"] == 20


def test_where_the_map_has_no_wijktype_it_is_estimated():
    dna = build_dna(*_arguments(town([1980.0] * 20, 1)), on_map([None, "Stadshart"], [np.nan, 0.9]))
    assert dna.loc["A", "wijktype"] == "bloemkoolwijk / suburbane uitbreiding"
    assert dna.loc["A", "wijktype_zekerheid"] == 1.0
    assert dna["wijktype_bron"].tolist() == ["schatting uit BAG en CBS, niet geijkt op de Wijktypekaart", KAART]
    assert dna["wijktype_geschat"].tolist() == ["bloemkoolwijk / suburbane uitbreiding", None]


def test_the_other_candidate_of_the_map_is_kept():
    wijktypen = on_map(["Volkswijk", "Stadshart"], [0.6, np.nan], ["Tuindorp", None], [0.3, np.nan])
    dna = build_dna(*_arguments(town([1980.0] * 20, 1)), wijktypen)
    assert dna["wijktype_tweede"].tolist() == ["tuindorp", None]
    assert dna.loc["A", "wijktype_tweede_zekerheid"] == 0.3
    assert dna["wijktype_uitleg"].tolist() == [
        (
            "Volgens de Wijktypekaart van de Klimaateffectatlas; de kaart is hier 60% zeker. "
            "De kaart noemt ook: tuindorp (30%)."
        ),
        "Volgens de Wijktypekaart van de Klimaateffectatlas.",
    ]


def many(count, mapped):
    """Return arguments for `count` buurten of 20 houses of 1980 on 1 ha each, and the map's word for each."""
    codes = pd.Index([f"B{n:02d}" for n in range(count)], name="gebiedcode")
    squares = [box(200 * n, 0, 200 * n + 100, 100) for n in range(count)]
    gebieden = gpd.GeoDataFrame({"gemeentecode": "GM1", "niveau": "buurt"}, codes, geometry=squares, crs=28992)
    ids = [f"{code}-{n}" for code in codes for n in range(20)]
    shapes = [box(200 * b + 5 * n, 0, 200 * b + 5 * n + 5, 10) for b in range(count) for n in range(20)]
    buildings = gpd.GeoDataFrame({"bouwjaar": 1980.0, "gebruiksdoel": "woonfunctie"}, ids, geometry=shapes, crs=28992)
    homes = buildings.drop(columns="bouwjaar").assign(oppervlakte=80.0, pand_identificatie=ids)
    links = pd.DataFrame({"object": ids, "gebied": [name[:3] for name in ids]})
    whole = pd.Series(1.0, index=codes)
    return (
        gebieden,
        None,
        Objects(homes, links, whole),
        Objects(buildings, links, whole),
        on_map(mapped, 0.9, codes=codes),
    )


def test_an_estimate_that_fits_the_map_is_shown_with_how_well_it_fits():
    # 7 of the 10 buurten with a type on the map are what the estimate says: 70 % is just enough.
    dna = build_dna(*many(11, ["Bloemkoolwijk"] * 7 + ["Vinex"] * 3 + [None]))
    assert dna.loc["B10", "wijktype"] == "bloemkoolwijk / suburbane uitbreiding"
    assert dna.loc["B10", "wijktype_uitleg"].endswith("klopt bij 7 van de 10 buurten met de Wijktypekaart.")
    assert "vergeleken met" in dna.loc["B10", "wijktype_bron"]


def test_an_estimate_that_does_not_fit_the_map_is_not_shown():
    dna = build_dna(*many(11, ["Bloemkoolwijk"] * 6 + ["Villawijk"] * 4 + [None]))
    assert dna.loc["B10", ["wijktype", "wijktype_bron", "wijktype_uitleg"]].tolist() == [None, None, None]
    assert dna.loc["B10", "wijktype_geschat"] == "bloemkoolwijk / suburbane uitbreiding"
    said = fit_of_estimate(dna)
    assert "klopt bij 6 van de 10 buurten (60%)" in said
    assert (
        "wat de kaart 'villawijk' noemt, heet in de schatting 'bloemkoolwijk / suburbane uitbreiding' (4 keer)" in said
    )
    assert "staat er geen wijktype" in said


def test_nothing_is_said_of_the_estimate_with_few_buurten_or_a_map_that_is_not_sure():
    assert not fit_of_estimate(build_dna(*many(9, ["Villawijk"] * 9)))
    *given, _ = many(11, ["Villawijk"] * 10 + [None])
    unsure = build_dna(*given, on_map(["Villawijk"] * 10 + [None], 0.79, codes=given[0].index))
    assert not fit_of_estimate(unsure)
    assert unsure.loc["B10", "wijktype"] == "bloemkoolwijk / suburbane uitbreiding"


def _arguments(made):
    gebieden, homes, panden = made
    return gebieden, None, homes, panden
