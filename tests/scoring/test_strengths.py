import pytest

from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.strengths import find_strengths

CODES = ["BU1", "BU2", "BU3"]


def strengths_of(table, areas, catalogue):
    return find_strengths(add_percentiles(table, areas, catalogue, "gemeente", 2), areas, catalogue)


def test_the_favourable_third_of_each_direction(indicator, opgave, gebieden, long):
    catalogue = opgave(
        "warmte",
        indicator("gas", goed_einde="{gebied} gebruikt weinig gas: {waarde} m3."),
        indicator(
            "zon", richting="laag", goed_einde="Veel zon in {gebied}: {waarde}%.", decimalen=1, openbaarheid="intern"
        ),
    )
    table = long({"gas": {"BU1": 1100, "BU2": 1200, "BU3": 1300}, "zon": {"BU1": 5, "BU2": 10.25, "BU3": 30}})
    found = strengths_of(table, gebieden(dict.fromkeys(CODES, "GM1")), catalogue)
    assert found[["gebiedcode", "indicator", "zin", "openbaarheid"]].to_numpy().tolist() == [
        ["BU1", "gas", "Buurt BU1 gebruikt weinig gas: 1.100 m3.", "openbaar"],
        ["BU3", "zon", "Veel zon in Buurt BU3: 30,0%.", "intern"],
    ]
    assert found["percentiel"].tolist() == pytest.approx([100 / 6, 500 / 6])


def test_exactly_a_third_counts_in_both_directions(indicator, opgave, gebieden, long):
    catalogue = opgave(
        "warmte", indicator("gas", goed_einde="g {waarde}"), indicator("zon", richting="laag", goed_einde="z {waarde}")
    )
    # two equal of three: 100 * (0 + 1) / 3 below, 100 * (1 + 1) / 3 above
    table = long({"gas": {"BU1": 1, "BU2": 1, "BU3": 2}, "zon": {"BU1": 2, "BU2": 2, "BU3": 1}})
    found = strengths_of(table, gebieden(dict.fromkeys(CODES, "GM1")), catalogue)
    assert found["zin"].tolist() == ["g 1", "z 2", "g 1", "z 2"]


def test_no_strength_from_other_roles_groups_or_without_a_sentence(indicator, opgave, gebieden, long):
    catalogue = {
        **opgave("warmte", indicator("kans_a", rol="kans", goed_einde="x"), indicator("stil")),
        **opgave("dna", indicator("inwoners", goed_einde="x"), scoort=False),
    }
    cells = dict.fromkeys(CODES[1:], 9) | {"BU1": 1}
    found = strengths_of(
        long({"kans_a": cells, "stil": cells, "inwoners": cells}), gebieden(dict.fromkeys(CODES, "GM1")), catalogue
    )
    assert found.empty
    assert "zin" in found.columns


def test_a_name_with_braces_is_put_in_as_it_is(indicator, opgave, gebieden, long):
    catalogue = opgave("warmte", indicator("gas", goed_einde="Weinig gas in {gebied}."))
    areas = gebieden(dict.fromkeys(CODES, "GM1")).assign(gebiednaam="{{7*7}} {waarde}")
    found = strengths_of(long({"gas": {"BU1": 1, "BU2": 2, "BU3": 3}}), areas, catalogue)
    assert found["zin"].tolist() == ["Weinig gas in {{7*7}} {waarde}."]
