import pandas as pd
import pytest

from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.stories import dna_payload, koppelkansen_payload, streets_payload


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


def test_what_a_rule_says_alike_everywhere_is_stored_once(result, areas):
    made = koppelkansen_payload(result.koppelkansen, areas)
    face = made["kaarten"][made["kolommen"]["kaart"][0]]
    assert face["waarde"] == "Eén keer overlast in plaats van drie keer."
    assert face["bewijs"] == ["cbs_kerncijfers", "bag_panden"]
    assert len(made["kaarten"]) == 4


def test_a_rule_that_found_nothing_tells_no_story(result, areas):
    columns = koppelkansen_payload(result.koppelkansen, areas)["kolommen"]
    told = {stand: uitleg is not None for stand, uitleg in zip(columns["stand"], columns["uitleg"], strict=True)}
    assert told["geen"] is False
    assert told["kansrijk"] is True
    assert told["onbekend"] is True


def test_the_share_of_draws_is_not_on_the_map(result, areas):
    assert "p_urgent" not in koppelkansen_payload(result.koppelkansen, areas)["kolommen"]


def test_no_cards_at_all_is_an_empty_list(result, areas):
    made = koppelkansen_payload(result.koppelkansen.iloc[:0], areas)
    assert made == {"regels": [], "kolommen": {}, "kaarten": [], "teksten": []}


def test_a_street_and_a_postcode_in_two_buurten_lead_to_both(result, areas):
    made = streets_payload(result, areas)
    assert made["straat_bij"][made["straat"].index("Dwarsstraat")] == [0, 1]
    assert made["postcode_bij"][made["postcode"].index("9999ZZ")] == [0, 1]


def test_streets_do_not_depend_on_the_order_of_the_rows(result, areas):
    shuffled = type(result)(**{**vars(result), "straten": result.straten.sample(frac=1, random_state=1)})
    assert streets_payload(shuffled, areas) == streets_payload(result, areas)


def test_an_address_without_street_or_postcode_is_not_searchable(result, areas):
    rows = pd.DataFrame({"straat": [None], "postcode": [None], "gebiedcode": ["BU99980000"]})
    made = streets_payload(type(result)(**{**vars(result), "straten": rows}), areas)
    assert made == {"straat": [], "straat_bij": [], "postcode": [], "postcode_bij": []}


def test_the_dna_tells_the_type_the_streets_and_the_building_years_with_what_is_unknown(result, areas):
    made = dna_payload(result.dna, areas)
    assert made["teksten"] == ["tuindorp", "Geschat uit BAG en CBS; past bij 97% van de woningen."]
    assert {made["teksten"][place] for place in made["wijktype"]} == {"tuindorp"}
    assert made["straten"][0] == ["Dorpsstraat", "Kerkplein"]
    assert made["stations"][0] == []
    assert made["perioden"][-1] == "bouwjaar onbekend"
    assert [column[0] for column in made["woningen"]] == [40, 80, 120, 160, 200, 240, 280]
