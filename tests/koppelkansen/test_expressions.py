import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.koppelkansen.expressions import (
    FALSE,
    TRUE,
    UNKNOWN,
    Cells,
    Compare,
    ExpressionError,
    Fact,
    Number,
    Quantity,
    assured,
    evaluate,
    leaves,
    parse,
)

PAIRS = [(TRUE, TRUE), (TRUE, UNKNOWN), (TRUE, FALSE), (UNKNOWN, UNKNOWN), (UNKNOWN, FALSE), (FALSE, FALSE)]
AND = [TRUE, UNKNOWN, FALSE, UNKNOWN, FALSE, FALSE]
OR = [TRUE, TRUE, TRUE, UNKNOWN, UNKNOWN, FALSE]

#: x(a) >= 1 has this answer for these values of a.
VALUE = {TRUE: 2.0, FALSE: 0.0, UNKNOWN: np.nan}


def one(text, made):
    return int(evaluate(parse(text), made)[0])


@pytest.mark.parametrize(("word", "expected"), [("and", AND), ("or", OR)])
def test_three_valued_logic(cells, word, expected):
    found = []
    for left, right in PAIRS:
        there = cells(x={"a": VALUE[left], "b": VALUE[right]})
        found.append(one(f"x(a) >= 1 {word} x(b) >= 1", there))
        assert one(f"x(b) >= 1 {word} x(a) >= 1", there) == found[-1]
    assert found == expected


def test_not_keeps_unknown(cells):
    assert [one("not x(a) >= 1", cells(x={"a": VALUE[answer]})) for answer in (TRUE, UNKNOWN, FALSE)] == [
        FALSE,
        UNKNOWN,
        TRUE,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s(warmte) >= hoog", TRUE),
        ("s(warmte) > hoog", FALSE),
        ("p(a) <= 50", TRUE),
        ("p(a) < 50", FALSE),
        ("x(a) == -1.5", TRUE),
        ("x(a) != -1.5", FALSE),
        ("10 > x(a)", TRUE),
        ("ambitie(warmte)", TRUE),
        ("ambitie(water)", FALSE),
        ("plan(riool)", FALSE),
        ("x(onbekend) >= 1", UNKNOWN),
        ("1 <= x(onbekend)", UNKNOWN),
    ],
)
def test_comparisons_and_facts(cells, text, expected):
    there = cells(s={"warmte": 100 * 2 / 3}, p={"a": 50}, x={"a": -1.5}, ambitie=["warmte"])
    assert one(text, there) == expected


def test_and_binds_stronger_than_or_and_brackets_work(cells):
    there = cells(x={"a": 0, "b": 0, "c": 2})
    assert one("x(a) >= 1 and x(b) >= 1 or x(c) >= 1", there) == TRUE
    assert one("x(a) >= 1 and (x(b) >= 1 or x(c) >= 1)", there) == FALSE


def test_each_gebied_gets_its_own_answer():
    there = Cells({"s": {}, "p": {}, "x": {"a": np.array([0.0, 2.0, np.nan])}}, {"ambitie": {}, "plan": {}}, 60, (3,))
    assert evaluate(parse("x(a) >= 1"), there).tolist() == [FALSE, TRUE, UNKNOWN]


def test_a_condition_becomes_small_nodes():
    assert parse("x(a) >= hoog") == Compare(Quantity("x", "a"), ">=", Number(None))
    assert list(leaves(parse("not (s(a) > 1 and plan(riool))"))) == [Quantity("s", "a"), Fact("plan", "riool")]


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')",
        "x(a).real >= 1",
        "x(a) + 1 >= 2",
        "1 <= x(a) <= 2",
        "x(a)",
        "hoog",
        "True",
        "x(a) >= True",
        "x(a) >= 'b'",
        "ambitie(a) >= 1",
        "plan('riool')",
        "x(a, b) >= 1",
        "x(*a) >= 1",
        "x(naam=a) >= 1",
        "y(a) >= 1",
        "laag >= x(a)",
        "x(a) in (1, 2)",
        "x(a) >= 1 if True else False",
        "lambda: 1",
        "x(a) >=",
        "",
        "(" * 500 + "x(a) >= 1" + ")" * 500,
    ],
)
def test_anything_else_is_refused_in_dutch(text):
    with pytest.raises(ExpressionError, match=r"is niet te lezen|is geen voorwaarde|is geen getal|ken ik niet"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x(a) >= 1", {"a"}),
        ("p(a) >= 1 and x(b) >= 1", {"a", "b"}),
        ("x(a) >= 1 or x(b) >= 1", set()),
        ("(x(a) >= 1 and x(b) >= 1) or (x(a) >= 5 and x(c) >= 1)", {"a"}),
        ("not (x(a) >= 1 or x(b) >= 1)", {"a", "b"}),
        ("not (x(a) >= 1 and x(b) >= 1)", set()),
        ("not not x(a) >= 1", {"a"}),
        ("s(warmte) >= 1 and ambitie(warmte)", set()),
    ],
)
def test_what_a_true_condition_assures(text, names):
    assert assured(parse(text)) == names


_numbers = st.sampled_from(["x(a) >= 1", "x(b) >= 1", "x(c) <= 1", "plan(riool)"])
_conditions = st.recursive(
    _numbers,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"(not {part})"),
    ),
    max_leaves=6,
)


@given(_conditions, st.tuples(*[st.sampled_from([0.0, 2.0, None])] * 3), st.booleans())
def test_an_answer_never_changes_when_a_missing_number_comes_in(cells, text, values, planned):
    node = parse(text)
    plan = ["riool"] if planned else []
    answer = evaluate(node, cells(x=dict(zip("abc", values, strict=True)), plan=plan))[0]
    for low in (0.0, 2.0):
        filled = [low if value is None else value for value in values]
        later = evaluate(node, cells(x=dict(zip("abc", filled, strict=True)), plan=plan))[0]
        assert later != UNKNOWN
        assert answer in (UNKNOWN, later)


@given(_conditions, st.tuples(*[st.sampled_from([0.0, 2.0, None])] * 3))
def test_a_true_condition_has_the_numbers_it_assures(cells, text, values):
    there = dict(zip("abc", values, strict=True))
    if evaluate(parse(text), cells(x=there))[0] == TRUE:
        assert all(there[name] is not None for name in assured(parse(text)))
