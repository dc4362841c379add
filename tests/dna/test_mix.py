"""The wijktype of larger areas, counted in dwellings by hand."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from wijkkaart.dna.agreement import Agreement
from wijkkaart.dna.mix import of_dwellings
from wijkkaart.dna.words import explanation
from wijkkaart.layers import Objects

KAART = "Wijktypekaart van de Klimaateffectatlas"


def homes(counts, extra=None, dekking=1.0):
    """Return so many dwellings per buurt, all in W; `extra`: how many of the first of each buurt lie in E too."""
    names = [f"{buurt}{n}" for buurt, count in counts.items() for n in range(count)]
    rows = gpd.GeoDataFrame({"gebruiksdoel": "woonfunctie"}, names, geometry=[Point(0, 0)] * len(names), crs=28992)
    own = [f"{buurt}{n}" for buurt, count in (extra or {}).items() for n in range(count)]
    parts = [(names, [name[0] for name in names]), (names, "W"), (own, "E")]
    links = pd.concat([pd.DataFrame({"object": objects, "gebied": gebied}) for objects, gebied in parts])
    return Objects(rows, links, pd.Series(dekking, index=[*counts, "W", "E"]))


def buurten(*types, bron=KAART):
    index = list("ABCD")[: len(types)]
    return pd.DataFrame({"wijktype": types, "wijktype_bron": bron}, index, dtype=object)


def test_a_wijk_has_the_type_of_sixty_percent_of_its_dwellings():
    # 60 tuindorp, 30 Vinex, 10 villawijk of 100
    found = of_dwellings(buurten("tuindorp", "Vinex", "villawijk"), homes({"A": 60, "B": 30, "C": 10}), ["W"]).loc["W"]
    assert found[["wijktype", "wijktype_tweede"]].tolist() == ["tuindorp", "Vinex"]
    assert found[["wijktype_zekerheid", "wijktype_tweede_zekerheid"]].tolist() == pytest.approx([0.6, 0.3])
    assert (
        explanation(found, Agreement()) == "Van de woningen staat 60% in buurten van dit type. Daarna komt Vinex (30%)."
    )


def test_under_sixty_percent_it_is_mixed_and_names_the_two_commonest():
    # 59 + 31 + 10; an own area with 30 of the dwellings of B is of one type.
    placed = homes({"A": 59, "B": 31, "C": 10}, {"B": 30})
    table = of_dwellings(buurten("tuindorp / vooroorlogse woonwijk", "Vinex", "villawijk"), placed, ["W", "E"])
    assert table["wijktype"].tolist() == ["gemengd (tuindorp/Vinex)", "Vinex"]
    assert table["wijktype_zekerheid"].tolist() == pytest.approx([0.59, 1.0])
    told = "Geen type geldt voor de meeste woningen: het eerste voor 59%, het tweede voor 31%."
    assert explanation(table.loc["W"], Agreement()) == told
    assert explanation(table.loc["E"], Agreement()) == "(Bijna) alle woningen staan in buurten van dit type."


def test_dwellings_in_mixed_buurten_count_in_the_whole_and_for_no_type():
    found = of_dwellings(buurten("tuindorp", "gemengd (Vinex/villawijk)"), homes({"A": 30, "B": 70}), ["W"]).loc["W"]
    assert found["wijktype"] == "gemengd"
    assert found["wijktype_zekerheid"] == pytest.approx(0.3)
    assert explanation(found, Agreement()) == "Geen type geldt voor de meeste woningen."


@pytest.mark.parametrize(("counts", "known"), [((80, 20), True), ((79, 21), False), ((20, 0), True), ((19, 0), False)])
def test_a_type_needs_twenty_dwellings_and_four_fifths_in_buurten_with_a_type(counts, known):
    found = of_dwellings(buurten("tuindorp", None), homes(dict(zip("AB", counts, strict=True))), ["W"]).loc["W"]
    assert (found["wijktype"] == "tuindorp") is known
    assert known or found.isna().all()


def test_a_register_that_does_not_reach_the_area_says_nothing():
    found = of_dwellings(buurten("tuindorp"), homes({"A": 60}, dekking=0.94), ["W"]).loc["W"]
    assert found["wijktype"] is None


def test_it_says_that_types_were_estimated():
    guess = "schatting uit BAG en CBS, niet geijkt op de Wijktypekaart"
    types = buurten("tuindorp", "Vinex", bron=[KAART, guess])
    table = of_dwellings(types, homes({"A": 30, "B": 20}, {"A": 25}), ["W", "E"])
    assert table.loc["W", "wijktype_bron"] == f"buurten, naar woningen: {KAART}; {guess}"
    assert table.loc["E", "wijktype_bron"] == f"buurten, naar woningen: {KAART}"
    assert explanation(table.loc["W"], Agreement()).endswith("Van (een deel van) de buurten is het type geschat.")
    assert "geschat" not in explanation(table.loc["E"], Agreement())


def test_where_no_buurt_has_a_type_a_wijk_has_none_either():
    found = of_dwellings(buurten(None, None), homes({"A": 60, "B": 40}), ["W"])
    assert found.loc["W", "wijktype"] is None
