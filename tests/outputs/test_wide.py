import dataclasses

import pandas as pd
import pytest

from wijkkaart.outputs.wide import wide_columns, wide_table

FIRST, SECOND, WIJK, OWN = "BU99990001", "BU999900A2", "WK999900", "EIGEN01"


@pytest.fixture
def wide(result):
    return wide_table(result, wide_columns(result)).set_index("gebiedcode")


def test_the_head_has_each_indicator_with_its_status_then_scores_then_koppelkansen(result):
    assert [column.id for column in wide_columns(result)] == [
        *("run_id", "gebiedcode", "gebiednaam", "niveau", "gemeentecode", "wijkcode", "indelingsjaar", "n_buurten"),
        *("volledig", "bewoond", "water", "oppervlakte_ha", "wijktype", "wijktype_zekerheid", "sterke_punten"),
        *("gasverbruik", "gasverbruik_status", "strategie", "strategie_status", "bijstand", "bijstand_status"),
        *("score_energietransitie", "score_energietransitie_status"),
        *("score_sociaaleconomisch", "score_sociaaleconomisch_status"),
        *("K1_straat", "K2_dak", "aantal_koppelkansen", "aantal_koppelkansen_onbekend", "geometry"),
    ]


def test_each_cell_stands_at_its_own_area(wide):
    assert wide.loc[FIRST, "gasverbruik"] == 1234.5
    assert wide.loc[WIJK, "gasverbruik"] == 0.3
    assert wide.loc[WIJK, "bijstand"] == 31.0
    assert wide.loc[FIRST, "bijstand_status"] == "geheim"
    assert wide.loc[OWN, "score_energietransitie"] == 12.5
    assert wide.loc[FIRST, "K2_dak"] == "nu"
    assert wide.loc[SECOND].geometry.bounds == (0, 30, 100, 130)
    assert wide.crs.to_epsg() == 28992


def test_the_place_and_its_strengths_come_before_the_figures(result):
    second = result.sterke_punten.iloc[:1].assign(zin="Groen.", openbaarheid="intern")
    both = dataclasses.replace(result, sterke_punten=pd.concat([result.sterke_punten.iloc[:1], second]))
    columns = wide_columns(both)
    wide = wide_table(both, columns).set_index("gebiedcode")
    assert wide.loc[FIRST, "wijktype"] == "gemengd"
    assert wide.loc[FIRST, "sterke_punten"] == "Zuinig. Groen."
    assert pd.isna(wide.loc[WIJK, "sterke_punten"])
    assert {column.id: column.openbaarheid for column in columns}["sterke_punten"] == "intern"


def test_a_category_shows_its_words(wide):
    assert wide["strategie"].tolist()[::2] == ["warmtenet", "-"]
    assert pd.isna(wide.loc[SECOND, "strategie"])


def test_a_missing_value_stays_missing(wide):
    assert pd.isna(wide.loc[SECOND, "gasverbruik"])
    assert pd.isna(wide.loc[SECOND, "score_energietransitie"])


def test_found_koppelkansen_are_counted_and_unknown_ones_apart(wide):
    assert wide["aantal_koppelkansen"].fillna(-1).tolist() == [2, -1, 0, 1]
    assert wide["aantal_koppelkansen_onbekend"].tolist() == [0, 2, 1, 0]


def test_the_score_of_an_opgave_with_internal_parts_is_internal(result):
    openness = {column.id: column.openbaarheid for column in wide_columns(result)}
    assert openness["score_sociaaleconomisch"] == "intern"
    assert openness["score_sociaaleconomisch_status"] == "intern"
    assert openness["score_energietransitie"] == "openbaar"
    assert openness["bijstand_status"] == "intern"
    assert openness["K2_dak"] == "intern"


def test_the_order_of_the_rows_does_not_matter(result, wide):
    shuffled = dataclasses.replace(
        result,
        indicatoren=result.indicatoren.iloc[::-1],
        scores=result.scores.iloc[::-1],
    )
    again = wide_table(shuffled, wide_columns(shuffled)).set_index("gebiedcode")
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(wide))


def test_a_cell_that_is_there_twice_is_an_error(result):
    double = dataclasses.replace(result, indicatoren=pd.concat([result.indicatoren, result.indicatoren.iloc[:1]]))
    with pytest.raises(ValueError, match="duplicate"):
        wide_table(double, wide_columns(double))


def test_a_run_without_scores_or_koppelkansen_still_has_a_table(result):
    bare = dataclasses.replace(result, scores=result.scores.iloc[:0], koppelkansen=result.koppelkansen.iloc[:0])
    wide = wide_table(bare, wide_columns(bare))
    assert wide["gasverbruik"].tolist()[0] == 1234.5
    assert wide["aantal_koppelkansen"].isna().all()
