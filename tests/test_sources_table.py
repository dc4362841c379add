"""What a run without keys reaches: the page in docs says what is so, and no rule is dead by construction."""

import pytest
from tools.sources_table import PAGE, best_stand, keyless_run, page, reached

from wijkkaart.koppelkansen.expressions import parse


@pytest.fixture(scope="module")
def result():
    return keyless_run()


def test_the_page_is_up_to_date(result):
    assert page(result) == PAGE.read_text(encoding="utf-8"), "run: python tools/sources_table.py"


def test_every_opgave_has_a_score_without_a_key(result):
    assert len(reached(result)[1]) == 6


def test_every_rule_is_reached_without_a_key_or_says_what_it_waits_for(result):
    known = set.union(*reached(result))
    for rule in (rule for rule in result.regels if rule.standaard):
        if best_stand(rule, known) in {"onbekend", "samenloop"}:
            assert "bestand" in rule.wacht_op, rule.id


@pytest.mark.parametrize(
    ("urgent", "fysiek", "hint", "stand"),
    [
        ("s(a) >= 50 and x(b) >= 1", "x(b) >= 1", "x(b) >= 2", "kansrijk_mogelijk_moment"),
        ("s(a) >= 50 or x(geheim) >= 1", "not x(b) >= 1", "x(geheim) >= 2", "kansrijk"),
        ("s(a) >= 50 and x(b) >= 1", "x(b) >= 1 and p(geheim) >= 1", "x(b) >= 2", "samenloop"),
        ("s(a) >= 50 and x(geheim) >= 1", "x(b) >= 1", "x(b) >= 2", "onbekend"),
        ("ambitie(a)", "x(b) >= 1", "x(b) >= 2", "onbekend"),
    ],
)
def test_how_far_a_rule_comes_with_what_is_known(urgent, fysiek, hint, stand):
    class Made:
        pass

    rule = Made()
    for name, text in (("urgent", urgent), ("fysiek", fysiek), ("aanwijzing", hint)):
        condition = Made()
        condition.node = parse(text)
        setattr(rule, name, condition)
    assert best_stand(rule, {"a", "b"}) == stand
