import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from wijkkaart.outputs.column import Column
from wijkkaart.outputs.qgis_style import Look, count_looks, qml, rule_looks, score_looks

SCORE = Column("score_x", "getal", "Score", "Score", status="score_x_status")
RULE = Column("K1", "tekst", "Regel", "Rule")
COUNT = Column("aantal", "geheel", "Aantal", "Count")


def _taken(looks, score):
    """Return the labels of the numeric lines that take `score`; the expressions read as Python do."""
    tests = [(look.label, look.rows.replace('"score_x"', repr(score)).replace("AND", "and")) for look in looks[:3]]
    return [label for label, test in tests if eval(test)]  # noqa: S307 - our own expression


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.0, "kleinere opgave"),
        (33.3, "kleinere opgave"),
        (33.3333333333, "gemiddeld"),
        (66.6, "gemiddeld"),
        (66.6666666667, "grotere opgave (hoog)"),
        (100.0, "grotere opgave (hoog)"),
    ],
)
def test_exactly_two_thirds_is_high_and_each_score_has_one_band(score, band):
    assert _taken(score_looks(SCORE, Fraction(2, 3)), score) == [band]


@pytest.mark.parametrize("looks", [score_looks(SCORE, Fraction(2, 3)), rule_looks(RULE), count_looks(COUNT)])
def test_only_what_has_no_figure_is_hatched(looks):
    assert [look.rows for look in looks if look.hatch is not None] == ["ELSE"]
    assert looks[-1].rows == "ELSE"
    assert len({look.colour for look in looks[:-1]}) == len(looks) - 1


def test_every_stand_has_its_line():
    rows = [look.rows for look in rule_looks(RULE)[:-1]]
    stands = ("geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu")
    assert rows == [f"\"K1\" = '{stand}'" for stand in stands]


def test_counts_leave_no_gap():
    rows = [look.rows.removeprefix('"aantal" ') for look in count_looks(COUNT)]
    assert rows == ["= 0", "= 1", "= 2", "= 3", ">= 4", "ELSE"]


def test_labels_cannot_break_out_of_the_style():
    label = '</rule><img src="x"> & "aan"'
    style = qml([Look("ELSE", label)], [Column("a", "tekst", label, "a", openbaarheid="intern")])
    root = ET.fromstring(style)  # noqa: S314 - our own text
    assert root.find(".//rule").get("label") == label
    assert root.find(".//alias").get("name") == f"{label} [intern]"
    assert root.find(".//text-style").get("allowHtml") == "0"


def test_each_rule_has_its_own_symbol():
    root = ET.fromstring(qml(rule_looks(RULE)))  # noqa: S314 - our own text
    wanted = [rule.get("symbol") for rule in root.iter("rule")]
    assert wanted == [symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")]
