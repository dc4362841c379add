import pytest

from wijkkaart.koppelkansen.facts import ambitions, plans


def where(gebieden, answers):
    return set(gebieden.index[answers])


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("BU01", {"BU01"}),
        ("WK2", {"BU03", "BU04", "WK2"}),
        ("GM1", {"BU01", "BU02", "BU03", "BU04", "WK1", "WK2", "GM1", "EG01"}),
        ("EG01", {"EG01"}),
    ],
)
def test_an_ambition_holds_in_all_that_its_gebied_contains(gebieden, voices, code, places):
    found = ambitions(voices(("ambitie", code, "bewoners", "mobiliteit")), gebieden)
    assert list(found) == ["mobiliteit"]
    assert where(gebieden, found["mobiliteit"]) == places


def work(code, first=2027, last=2028, kind="riool"):
    return ("werk", code, "gemeente", None, kind, first, last)


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("BU01", {"BU01", "WK1", "GM1"}),
        ("WK1", {"BU01", "BU02", "WK1", "GM1"}),
        ("EG01", {"EG01", "GM1"}),
    ],
)
def test_a_work_also_counts_for_the_wijk_and_gemeente_it_lies_in(gebieden, voices, code, places):
    found = plans(voices(work(code)), gebieden, 2026, 5)
    assert where(gebieden, found["riool"]) == places


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [(2024, 2025, False), (2024, 2026, True), (2031, 2040, True), (2032, 2033, False), (2020, 2040, True)],
)
def test_a_work_counts_within_the_horizon(gebieden, voices, first, last, counts):
    found = plans(voices(work("BU01", first, last)), gebieden, 2026, 5)
    assert ("riool" in found) == counts


def test_without_voices_nothing_is_planned_or_wanted(gebieden, voices):
    assert ambitions(voices(), gebieden) == {}
    assert plans(voices(), gebieden, 2026, 5) == {}


def test_kinds_and_voices_are_kept_apart(gebieden, voices):
    rows = voices(work("BU01"), work("BU02", kind="groen"), ("ambitie", "BU03", "gemeente", "mobiliteit"))
    found = plans(rows, gebieden, 2026, 5)
    assert where(gebieden, found["groen"]) == {"BU02", "WK1", "GM1"}
    assert where(gebieden, ambitions(rows, gebieden)["mobiliteit"]) == {"BU03"}
