"""How far each choice of method moves the buurten, by hand."""

from fractions import Fraction

import numpy as np
import pytest

from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.recipe import USUAL
from wijkkaart.scoring.shifts import choices_that_matter, mean_rank_shift

THREE = ["BU1", "BU2", "BU3"]
FIVE = [*THREE, "BU4", "BU5"]
#: BU1 is far out on a and last on b; see test_methods.
FAR = {"a": [1000, 30, 20, 10, 0], "b": [1, 8, 9, 4, 3]}


@pytest.fixture
def told(indicator, opgave, gebieden, long):
    """Return a function that gives the rows of ``choices_that_matter`` by choice."""

    def find(columns, buurten, *, elders=(), afgerond=None):
        catalogue = opgave("warmte", *(indicator(name) for name in columns))
        table = long({name: dict(zip(buurten, values, strict=True)) for name, values in columns.items()})
        table = table.assign(teller=table["waarde"], noemer=1.0)
        areas, populatie = gebieden(buurten), "gemeente"
        if elders:
            areas, populatie = areas.assign(elders=areas.index.isin(elders), vergelijking="Nederland"), "nederland"
        placed = add_percentiles(table, areas, catalogue, populatie, 2)
        scores = score_opgaven(placed, areas, catalogue, Fraction(2, 3), 2, {})
        given = {"weights": {}, "method": USUAL, "afgerond": afgerond or {}}
        return choices_that_matter(placed, scores, areas, catalogue, **given)

    return find


def shift_of(rows, choice, **where):
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return rows.set_index("keuze")["gemiddelde_rangverschuiving"][choice]


def test_the_mean_shift_by_hand():
    assert mean_rank_shift(np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 3, 5, 4])) == pytest.approx(0.8)


def test_the_three_largest_in_order_and_in_words(told):
    # Usual ranks 3, 1.5, 1.5, 4, 5. Geometric: 900, 4900, 4500, 1500, 300, so 4, 1, 2, 3, 5: 3 places over 5.
    # Min-max gives 3, 1, 2, 4, 5 (1 place), z gives 2, 3, 1, 4, 5 (3 places): 0.2 and 0.6. Other weights part
    # BU2 from BU3 (1 place) and now and then swap BU1 and BU4.
    rows = told(FAR, dict.fromkeys(FIVE, "GM1"))
    assert rows["keuze"].tolist() == ["samenvoegen", "normalisatie", "gewichten"]
    assert rows["plek"].tolist() == [1, 2, 3]
    assert rows["gemiddelde_rangverschuiving"].tolist()[:2] == pytest.approx([0.6, 0.4])
    assert 0.2 <= rows["gemiddelde_rangverschuiving"].iloc[2] < 0.26
    assert rows["zin"].tolist()[:2] == [
        "De plaats in de rij verandert het meest door een ander soort gemiddelde: gemiddeld 0,6 plaatsen.",
        "Daarna door een andere schaal voor de cijfers: gemiddeld 0,4 plaatsen.",
    ]
    assert set(rows["referentie"]) == {"gemeente GM1"}
    assert set(rows["gemeentecode"]) == {"GM1"}
    assert set(rows["opgave"]) == {"warmte"}


def test_each_of_three_is_left_out_in_turn(told):
    # Ranks 1, 2, 3. Without a or without b all are equal (2, 2, 2), without c nothing moves: (2/3 + 2/3 + 0) / 3.
    rows = told({"a": [3, 2, 1], "b": [3, 2, 1], "c": [1, 2, 3]}, dict.fromkeys(THREE, "GM1"))
    assert shift_of(rows, "weglaten") == pytest.approx(4 / 9)


#: On their own the three are equal (ranks 2, 2, 2); among five BU2 and BU3 come first (100 and 100 against 60).
BESIDE = {"a": [1, 2, 3, 1.5, 1.6], "b": [30, 20, 10, 100, 100]}


def test_another_gemeente_of_the_run_is_another_reference(told):
    rows = told(BESIDE, dict.fromkeys(THREE, "GM1") | {"BU8": "GM2", "BU9": "GM2"})
    assert shift_of(rows, "referentie", gemeentecode="GM1") == pytest.approx(2 / 3)


def test_beside_the_country_the_other_reference_is_the_run_itself(told):
    rows = told(BESIDE, dict.fromkeys(THREE, "GM1") | {"BU8": "GM2", "BU9": "GM2"}, elders=["BU8", "BU9"])
    assert shift_of(rows, "referentie") == pytest.approx(2 / 3)
    assert set(rows["gemeentecode"]) == {"GM1"}
    assert set(rows["referentie"]) == {"Nederland"}


def test_the_rounding_of_cbs_moves_what_lies_close(told):
    buurten = dict.fromkeys(FIVE, "GM1")
    close = {"a": [1001, 1002, 1003, 1004, 1005], "b": [1, 2, 3, 4, 5]}
    far = {"a": [100, 200, 300, 400, 500], "b": [1, 2, 3, 4, 5]}
    assert shift_of(told(close, buurten, afgerond={"a": (1, 0)}), "afronding") > 0
    rows = told(far, buurten, afgerond={"a": (1, 0)})
    assert shift_of(rows, "afronding") == 0
    assert "De plaats in de rij verandert niet of nauwelijks door de afronding door het CBS." in set(rows["zin"])
    assert "afronding" not in set(told(close, buurten)["keuze"])


def test_without_scores_there_is_nothing_to_tell(told):
    rows = told({"a": [1, 2, 3]}, dict.fromkeys(THREE, "GM1"))
    assert rows.empty
    assert "zin" in rows
