"""The arithmetic of the map's script, on the same worked examples as its twin in Python."""

from pathlib import Path

import numpy as np
import pytest

from wijkkaart.maps.classes import class_bounds, class_of
from wijkkaart.maps.degrees import Degrees
from wijkkaart.outputs.csv_files import guarded
from wijkkaart.scoring.notation import dutch_number

STEP = 0.00001


def test_numbers_are_written_alike(script, cases):
    known = cases("numbers")
    wanted = [case["text"] for case in known]
    assert [dutch_number(case["value"], case["decimals"]) for case in known] == wanted
    assert script(["words"], [("formatNumber", [case["value"], case["decimals"]]) for case in known]) == wanted


def test_a_value_falls_in_the_same_class(script, cases):
    known = cases("classes")["class"]
    wanted = [case["class"] for case in known]
    assert [class_of(case["value"], case["breaks"]) for case in known] == wanted
    assert script(["themes"], [("classIndex", [case["value"], case["breaks"]]) for case in known]) == wanted


def test_classes_have_the_limits_that_their_words_say(script, cases):
    for case in cases("classes")["words"]:
        assert class_bounds(case["breaks"], case["decimals"]) == case["bounds"]
        unit = {"dec": case["decimals"], "eenheid": case["unit"]}
        assert script(["words"], [("classText", [pair, unit]) for pair in case["bounds"]]) == case["words"]


class AlreadyDegrees:
    """Stands in for the conversion from the national grid."""

    @staticmethod
    def transform(east, north):
        return east, north


def test_lines_are_packed_and_unpacked(script, cases):
    for case in cases("steps"):
        packed = Degrees(AlreadyDegrees(), case["origin"]).steps(np.array(case["points"]), STEP)
        assert [step for point in packed for step in point] == case["steps"]
        block = f"{{oorsprong: {case['origin']}, stap: {STEP}}}"
        [unpacked] = script(["backdrop"], [("decodeLine", [case["steps"]])], f"const readBlock = () => ({block});")
        assert [point[::-1] for point in unpacked] == [pytest.approx(point) for point in case["points"]]


def test_units_stand_behind_the_number(script):
    calls = [
        ([45, {"dec": 0, "eenheid": "%"}], "45%"),
        ([12.5, {"dec": 1, "eenheid": "% van de woningen"}], "12,5% van de woningen"),
        ([12, {"dec": 0, "eenheid": "m²"}], "12 m²"),
        ([1200, {"dec": 0, "eenheid": "aantal"}], "1.200"),
        ([1965, {"dec": 0, "eenheid": "jaar"}], "1965"),
        ([3, {"dec": 0, "eenheid": ""}], "3"),
    ]
    assert script(["words"], [("withUnit", given) for given, _ in calls]) == [words for _, words in calls]


def test_one_is_not_many(script):
    given = [[0, "kans", "kansen"], [1, "kans", "kansen"], [1000, "kans", "kansen"]]
    assert script(["words"], [("counted", item) for item in given]) == ["0 kansen", "1 kans", "1.000 kansen"]


def test_every_value_is_in_one_bin_and_the_norm_widens_the_range(script):
    # 24 bins from 0 to 48: a bin is 2 wide, its lower limit belongs to it; the highest value is in the last bin.
    [counts] = script(["histogram"], [("binCounts", [[0, 1.9, 2, 47, 48], [0, 48]])])
    assert counts == [2, 1, *[0] * 20, 0, 2]
    calls = [("histogramRange", [[3, 9], norm]) for norm in (None, {"waarde": 12}, {"waarde": 5}, {"waarde": -1})]
    assert script(["histogram"], calls) == [[3, 9], [3, 12], [3, 9], [-1, 9]]
    assert script(["histogram"], [("binCounts", [[4, 4], [4, 4]])])[0][0] == 2


def test_areas_without_a_figure_come_last_whatever_the_order(script):
    by = "sortedAreas([...values.keys()], { order: (area) => values[area] })"
    sort = f"(values, up) => {{ sorting.ascending = up; return {by}; }}"
    values = [3, None, 10, 3, None, -1]
    assert script(["table"], [(sort, [values, True]), (sort, [values, False])]) == [
        [5, 0, 3, 2, 1, 4],
        [2, 0, 3, 5, 1, 4],
    ]
    names = ["Wijk 10", "Zuid", "Élan", "Wijk 9", "Eind"]
    assert script(["table"], [(sort, [names, True])]) == [[4, 2, 3, 0, 1]]


def test_search_does_not_mind_accents_and_capitals(script):
    words = {"Één Café": "een cafe", "  IJsselmuiden ": "ijsselmuiden", "Coöperatie-Zuid": "cooperatie-zuid"}
    assert script(["search"], [("fold", [word]) for word in words]) == list(words.values())


def test_every_shared_example_is_used():
    here = Path(__file__)
    source = "".join(path.read_text(encoding="utf-8") for path in here.parent.glob("test_*.py"))
    assert all(f'cases("{path.stem}")' in source for path in (here.parent / "cases").glob("*.json"))


def test_text_that_a_spreadsheet_could_run_is_guarded_alike(script, cases):
    known = cases("csv")
    wanted = [case["guarded"] for case in known]
    assert [guarded(case["text"]) for case in known] == wanted
    assert script(["table_csv"], [("guarded", [case["text"]]) for case in known]) == wanted


def test_opgaven_are_stacked_and_an_unknown_one_is_never_a_no(script, cases):
    known = cases("stacking")
    stacks = script(["stacking"], [("stackOf", [case["bands"]]) for case in known["stack"]])
    assert stacks == [{"least": case["least"], "most": case["most"]} for case in known["stack"]]
    kinds = script(["stacking"], [("quadrantOf", [case["first"], case["second"]]) for case in known["quadrant"]])
    assert kinds == [case["kind"] for case in known["quadrant"]]
