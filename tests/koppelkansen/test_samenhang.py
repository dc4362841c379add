"""The gemeente as a whole: tables of squares with made-up scores, figures by hand."""

from fractions import Fraction
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata
from shapely.geometry import box

from wijkkaart.config import Config, Gebied
from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.koppelkansen.chance import neighbours
from wijkkaart.koppelkansen.expressions import parse, text_of
from wijkkaart.koppelkansen.rule import Condition
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.samenhang import Tables, find_samenhang
from wijkkaart.koppelkansen.samenhang_sides import quantity_behind, sides, without_facts
from wijkkaart.koppelkansen.samenhang_texts import judge, sentence
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.rescoring import Rescoring

HOOG = Fraction(2, 3)
HIGH, LOW, UNKNOWN = 90.0, 10.0, float("nan")
SIX = ("energietransitie", "klimaatadaptatie", "natuurinclusiviteit", "mobiliteit", "verstedelijking", "sociaal")
NO_FIGURES = pd.DataFrame(
    columns=["gebiedcode", "indicator", "waarde", "percentiel", "status", "bron", "openbaarheid"]
).astype(object)


def squares(count, gemeente="GM0001", wide=5):
    """Return `count` buurten of 100 m in rows of `wide`, and their gemeente."""
    codes = [f"BU{gemeente[2:]}{number:04d}" for number in range(count)]
    shapes = [
        box(100 * (n % wide), 100 * (n // wide), 100 * (n % wide + 1), 100 * (n // wide + 1)) for n in range(count)
    ]
    frame = gpd.GeoDataFrame(
        {"gebiednaam": codes, "niveau": "buurt", "gemeentecode": gemeente, "bewoond": True, "water": False},
        geometry=shapes,
        index=pd.Index(codes, name="gebiedcode"),
        crs="EPSG:28992",
    )
    whole = gpd.GeoDataFrame(
        {
            "gebiednaam": f"Dorp {gemeente}",
            "niveau": "gemeente",
            "gemeentecode": gemeente,
            "bewoond": True,
            "water": False,
        },
        geometry=[frame.geometry.union_all()],
        index=pd.Index([gemeente], name="gebiedcode"),
        crs="EPSG:28992",
    )
    return pd.concat([frame, whole])


def scored(gebieden, **scores):
    """Return the table of scores of the buurten in their order: one list per opgave."""
    codes = gebieden.index[gebieden["niveau"] == "buurt"]
    return pd.DataFrame(
        [
            {"gebiedcode": code, "opgave": name, "score": value}
            for name, values in scores.items()
            for code, value in zip(codes, values, strict=True)
        ]
    )


def opgaven(*names):
    return {name: Opgave(name, name.capitalize(), name, "", ()) for name in names}


def found(gebieden, scores, rules=(), koppelkansen=None, *, types=None, long=NO_FIGURES, declared=None, again=None):  # noqa: PLR0913 - all that is read
    cards = pd.DataFrame(columns=["gebiedcode", "regel", "stand"]) if koppelkansen is None else koppelkansen
    dna = pd.DataFrame({"wijktype": None}, index=gebieden.index, dtype=object)
    if types is not None:
        dna.loc[gebieden["niveau"] == "buurt", "wijktype"] = types
    declared = opgaven(*scores["opgave"].unique()) if declared is None else declared
    return find_samenhang(Tables(long, scores, cards, dna, gebieden), rules, declared, HOOG, again)


def flags(high, of):
    """Return scores that differ, high for the numbers in `high`."""
    return [HIGH + n / 100 if n in high else LOW + n / 100 for n in range(of)]


def only(table, soort, onderwerp):
    rows = table[(table["soort"] == soort) & (table["onderwerp"] == onderwerp)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_counts_expected_and_lift_of_a_pair_by_hand():
    # 20 buurten, 5 high on the one, 4 on the other, 3 on both: expected 5 * 4 / 20 = 1, so 3 times as often
    gebieden = squares(20)
    row = only(
        found(gebieden, scored(gebieden, a=flags({0, 7, 9, 13, 18}, 20), b=flags({0, 7, 9, 11}, 20))), "paar", "a; b"
    )
    assert row[["n", "n_1", "n_2", "samen", "verwacht"]].tolist() == [20, 5, 4, 3, 1.0]
    assert row["lift"] == 3.0
    assert row["oordeel"] in {"vaker", "niet_vaker"}


def test_a_buurt_without_one_of_the_scores_does_not_count():
    gebieden = squares(25)
    one = flags(set(range(9)), 25)
    one[0] = one[24] = UNKNOWN
    row = only(found(gebieden, scored(gebieden, a=one, b=flags(set(range(8)), 25))), "paar", "a; b")
    assert row[["n", "n_1", "n_2", "samen"]].tolist() == [23, 8, 7, 7]
    assert row["verwacht"] == pytest.approx(8 * 7 / 23)


@pytest.mark.parametrize(("count", "high"), [(19, set(range(9))), (25, set(range(4)))])
def test_of_too_few_buurten_or_too_few_expected_nothing_is_said(count, high):
    # 19 buurten; or 25 with 4 * 4 / 25 = 0.64 expected
    gebieden = squares(count)
    row = only(found(gebieden, scored(gebieden, a=flags(high, count), b=flags(high, count))), "paar", "a; b")
    assert row["oordeel"] == "te_weinig"
    assert np.isnan(row["p"])
    assert row["zin"] == "Grote opgaven bij A en B in Dorp GM0001: te weinig buurten voor een uitspraak."


def test_a_map_on_itself_meets_more_than_by_chance_and_the_sentence_says_how_much():
    gebieden = squares(36, wide=6)
    values = np.random.default_rng(4).permutation(36) * 1.0 * 100 / 36
    row = only(found(gebieden, scored(gebieden, a=values, b=values)), "paar", "a; b")
    assert row["samen"] == 12
    assert row["p"] <= 0.01
    # 12 * 12 / 36 = 4, so 3 times as often
    assert row["zin"] == (
        "Grote opgaven bij A en B vallen in Dorp GM0001 3,0 keer zo vaak samen als bij toeval. "
        "Het gaat om 12 van de 36 buurten; bij toeval zijn dat er ongeveer 4."
    )


def smooth(gebieden, random, strength=0.9):
    """Return a map (0-100) in which neighbours look alike."""
    matrix = neighbours(gebieden.geometry)
    weights = matrix / matrix.sum(axis=1, keepdims=True)
    values = np.linalg.solve(np.eye(len(matrix)) - strength * weights, random.normal(size=len(matrix)))
    return 100 * (rankdata(values) - 0.5) / len(values)


def unrelated(codes, seed):
    """Return gemeenten of 36 buurten with six maps each that have nothing to do with each other."""
    random = np.random.default_rng(seed)
    parts = [squares(36, code, wide=6) for code in codes]
    scores = [scored(part, **{name: smooth(part.iloc[:-1], random) for name in SIX}) for part in parts]
    return pd.concat(parts), pd.concat(scores, ignore_index=True)


def test_maps_that_have_nothing_to_do_with_each_other_are_seldom_called_related():
    table = found(*unrelated([f"GM{number:04d}" for number in range(1, 13)], seed=5))
    pairs = table[table["soort"] == "paar"]
    assert len(pairs) == 12 * 15
    assert (pairs["p"] <= 0.05).mean() <= 0.08
    assert (pairs["oordeel"] == "vaker").mean() <= 0.05
    stacks = table[table["soort"] == "stapeling"]
    assert (stacks["oordeel"] == "vaker").mean() <= 0.05
    # And what is drawn is what is there: 233 / 729 of the buurten have three or more by chance.
    three = stacks[stacks["onderwerp"] == "minstens_3"]
    assert three["verwacht_los"].tolist() == pytest.approx([36 * 233 / 729] * 12)
    assert three["verwacht"].mean() == pytest.approx(36 * 233 / 729, rel=0.05)
    assert three["samen"].mean() == pytest.approx(36 * 233 / 729, rel=0.15)


def test_another_gemeente_or_another_order_changes_nothing():
    gebieden, scores = unrelated(["GM0001", "GM0002"], seed=6)
    both = found(gebieden, scores)
    first = gebieden["gemeentecode"] == "GM0001"
    shuffled = gebieden[first].sample(frac=1, random_state=1)
    alone = found(
        shuffled,
        scores[scores["gebiedcode"].isin(shuffled.index)].sample(frac=1, random_state=2),
        declared=opgaven(*SIX),
    )
    pd.testing.assert_frame_equal(alone, both[both["gemeentecode"] == "GM0001"], rtol=1e-9)


def test_chances_are_corrected_for_the_number_of_pairs_of_that_gemeente():
    table = found(*unrelated(["GM0001", "GM0002"], seed=8))
    pairs = table[table["soort"] == "paar"]
    for _, rows in pairs.groupby("gemeentecode"):
        ordered = rows.sort_values("p")
        # Benjamini and Hochberg: p * m / place, and never less sure than a larger p
        raw = (ordered["p"] * 15 / np.arange(1, 16)).to_numpy()
        expected = [min(raw[place:].min(), 1.0) for place in range(15)]
        assert ordered["p_fdr"].tolist() == pytest.approx(expected)


def test_so_many_at_once_with_what_is_missing_by_hand():
    gebieden = squares(20)
    high = {name: flags(set(range(8)), 20) for name in "abc"}
    # Buurt 0 has a, b and c, buurt 1 only a and b, and of c is not known; nobody knows anything of buurt 19.
    high["c"][1] = UNKNOWN
    for name in "abc":
        high[name][19] = UNKNOWN
    table = found(gebieden, scored(gebieden, **high))
    # c has 18 scores, too few to draw a map like it: only a and b count, and of those 19 buurten have both or none.
    assert table[table["soort"] == "stapeling"].empty
    gebieden = squares(25)
    high = {name: flags(set(range(8)), 25) for name in "abc"}
    high["c"][1] = high["c"][20] = UNKNOWN
    for name in "abc":
        high[name][24] = UNKNOWN
    table = found(gebieden, scored(gebieden, **high))
    three = only(table, "stapeling", "minstens_3")
    assert three[["n", "samen", "samen_hoogstens"]].tolist() == [24, 7, 8]
    # 22 buurten with three scores: 1/27 each; two with two scores: never three
    assert three["verwacht_los"] == pytest.approx(22 / 27)


def _indicator(name, **changes):
    scope = {}
    exec(f"def {name}(bron): ...", scope)  # noqa: S102 - an indicator is a function with a name
    texts = dict.fromkeys(("label_nl", "label_en", "eenheid", "vraag", "formule", "minimum", "valkuil"), "x")
    return Indicator(bereken=scope[name], **texts, rol="opgave", richting="hoog", kern=True, **changes)


def shared_source(sources_a, sources_b, seed=3):
    """Return the tables of two opgaven over 30 buurten, one indicator per source in each."""
    gebieden, random = squares(30), np.random.default_rng(seed)
    common = random.normal(size=30)
    parts = {"a": sources_a, "b": sources_b}
    declared, rows = {}, []
    for name, sources in parts.items():
        items = [_indicator(f"{name}{place}") for place in range(len(sources))]
        declared[name] = Opgave(name, name.capitalize(), name, "", tuple(items))
        for item, source in zip(items, sources, strict=True):
            values = common + 0.1 * random.normal(size=30) if source == "rivm_bomen" else random.normal(size=30)
            rows += [
                {"gebiedcode": code, "indicator": item.id, "waarde": value, "status": "ok", "bron": source}
                for code, value in zip(gebieden.index[:30], values, strict=True)
            ]
    config = Config(gebied=Gebied(gemeenten=("GM0001",)))
    long = add_percentiles(pd.DataFrame(rows), gebieden, declared, "gemeente", 10)
    scores = score_opgaven(long, gebieden, declared, Fraction(2, 3), 10, {})
    return gebieden, scores, long, declared, Rescoring(long, gebieden, declared, config)


OTHERS = ["kea_pet", "cbs_ses_woa", "rivm_no2", "rivm_geluid"]


@pytest.mark.parametrize(
    "sources_b",
    [["rivm_bomen", "rivm_bomen"], ["rivm_bomen", "rivm_bomen", *[f"bron_{number}" for number in range(4)]]],
)
def test_what_both_sides_read_is_left_out_of_the_side_that_can_best_miss_it(sources_b):
    # a reads the shared map in one of four figures, b in both of its two, or in two of six: a is scored again
    gebieden, scores, long, declared, again = shared_source(["rivm_bomen", *OTHERS[:3]], sources_b)
    row = only(found(gebieden, scores, long=long, declared=declared, again=again), "paar", "a; b")
    assert row["deels_mechanisch"] == "rivm_bomen"
    assert row["zonder_gedeeld"] == "herrekend"
    places = long.pivot(index="gebiedcode", columns="indicator", values="percentiel").loc[gebieden.index[:30]]  # noqa: PD010
    without = (rankdata(places[["a1", "a2", "a3"]].mean(axis=1)) - 0.5) / 30 >= 2 / 3
    other = (rankdata(places[[f"b{n}" for n in range(len(sources_b))]].mean(axis=1)) - 0.5) / 30 >= 2 / 3
    assert row["lift_zonder_gedeeld"] == pytest.approx((without & other).sum() / (without.sum() * other.sum() / 30))
    assert row["lift_zonder_gedeeld"] != row["lift"]
    assert "lezen deels dezelfde bron" in row["zin"]


def test_a_shared_source_that_neither_side_can_miss_is_said():
    gebieden, scores, long, declared, again = shared_source(["rivm_bomen"] * 2, ["rivm_bomen"] * 2)
    row = only(found(gebieden, scores, long=long, declared=declared, again=again), "paar", "a; b")
    assert row["zonder_gedeeld"] == "niet_mogelijk"
    assert np.isnan(row["lift_zonder_gedeeld"])
    assert "een deel van de overlap spreekt vanzelf" in row["zin"]


def test_a_side_that_names_the_shared_figure_itself_cannot_miss_it():
    gebieden, scores, long, declared, again = shared_source(["rivm_bomen", *OTHERS[:3]], ["rivm_bomen"] * 2)
    asked = [rule("(s(a) >= hoog or p(a0) >= 80) and s(b) >= hoog")]
    row = only(found(gebieden, scores, asked, long=long, declared=declared, again=again), "regel", "K")
    assert row["deels_mechanisch"] == "rivm_bomen"
    assert row["zonder_gedeeld"] == "niet_mogelijk"


def test_a_register_of_many_subjects_is_no_shared_source():
    gebieden, scores, long, declared, again = shared_source(["cbs_kerncijfers"] * 2, ["cbs_kerncijfers"] * 2)
    row = only(found(gebieden, scores, long=long, declared=declared, again=again), "paar", "a; b")
    assert row["deels_mechanisch"] == row["zonder_gedeeld"] == ""


def test_within_wijktypen_by_hand_and_buurten_of_unknown_type_left_out():
    # Type oud: (both, one, other, none) = (4, 2, 2, 4); nieuw: (3, 3, 1, 5): (16/12 + 15/12) / (4/12 + 3/12) = 31/7
    cells = [(1, 1)] * 4 + [(1, 0)] * 2 + [(0, 1)] * 2 + [(0, 0)] * 4
    cells += [(1, 1)] * 3 + [(1, 0)] * 3 + [(0, 1)] + [(0, 0)] * 5 + [(1, 1)] * 3 + [(0, 0)] * 3
    gebieden = squares(30)
    one, other = (flags({n for n, cell in enumerate(cells) if cell[side]}, 30) for side in (0, 1))
    types = ["oud"] * 12 + ["nieuw"] * 12 + [None] * 6
    row = only(found(gebieden, scored(gebieden, a=one, b=other), types=types), "paar", "a; b")
    assert row["odds_ratio_binnen_wijktype"] == pytest.approx(31 / 7)


def rule(urgent, **changes):
    condition = Condition(urgent, parse(urgent))
    return SimpleNamespace(id="K", naam="Samen", openbaarheid="intern", standaard=True, urgent=condition, **changes)


def test_a_rule_counts_where_it_stands_and_compares_its_two_sides_without_ambitions():
    gebieden = squares(25)
    scores = scored(gebieden, a=flags(set(range(9)), 25), b=flags(set(range(4, 12)), 25))
    standen = ["nu", "kansrijk", "samenloop", "onbekend", "kansrijk_mogelijk_moment", *["geen"] * 20]
    cards = pd.DataFrame({"gebiedcode": gebieden.index[:25], "regel": "K", "stand": standen})
    asked = rule("(s(a) >= hoog or ambitie(a)) and (s(b) >= hoog or ambitie(b))")
    row = only(found(gebieden, scores, [asked], cards), "regel", "K")
    assert row[["n_regel", "urgent", "kansrijk"]].tolist() == [24, 4, 3]
    assert row[["n", "n_1", "n_2", "samen"]].tolist() == [25, 9, 8, 5]
    assert row[["kant_1", "kant_2", "openbaarheid"]].tolist() == ["s(a) >= hoog", "s(b) >= hoog", "intern"]
    assert row["zin"].startswith(
        "Koppelkans “Samen”: de opgaven vragen in 4 van de 24 buurten van Dorp GM0001 om actie. "
        "In 3 daarvan is de koppelkans kansrijk of verder. In de cijfers vallen de twee kanten niet"
    )


def test_of_a_rule_on_ambitions_alone_only_the_counts_are_told():
    gebieden = squares(25)
    cards = pd.DataFrame({"gebiedcode": gebieden.index[:25], "regel": "K", "stand": "geen"})
    row = only(found(gebieden, scored(gebieden, a=flags({1}, 25)), [rule("ambitie(a)")], cards), "regel", "K")
    assert row["oordeel"] == "niet_berekend"
    assert row["zin"].endswith("In 0 daarvan is de koppelkans kansrijk of verder.")


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("s(a) >= hoog and s(b) >= hoog", ("s(a) >= hoog", "s(b) >= hoog")),
        ("ambitie(a) or (s(a) >= hoog and x(b) >= 2)", ("s(a) >= hoog", "x(b) >= 2")),
        ("(s(a) >= 1 or s(b) >= 1 or ambitie(b)) and p(c) > 5", ("s(a) >= 1 or s(b) >= 1", "p(c) > 5")),
        ("s(a) >= 1 and plan(riool)", None),
        ("s(a) >= 1 and s(b) >= 1 and plan(riool)", None),
        ("s(a) >= 1 and s(b) >= 1 and s(c) >= 1", None),
        ("not ambitie(a)", None),
    ],
)
def test_the_sides_of_a_condition(text, two):
    answer = sides(parse(text))
    assert (None if answer is None else tuple(text_of(side) for side in answer)) == two


def test_every_rule_of_the_package_that_has_two_sides_has_one_to_draw_maps_for():
    for item in load_rules(None):
        if (two := sides(item.urgent.node)) is not None:
            assert any(quantity_behind(side) for side in two), item.id
        else:
            assert without_facts(item.urgent.node) is None, item.id


def test_a_condition_is_written_as_it_was_read():
    for item in load_rules(None):
        for condition in (item.urgent, item.fysiek, item.plan, item.aanwijzing):
            assert parse(text_of(condition.node)) == condition.node


TOLD = {
    "soort": "paar",
    "naam": "A en B",
    "plaats": "Delft",
    "oordeel": "vaker",
    "lift": 1.75,
    "n": 40,
    "samen": 7,
    "verwacht": 4.0,
    "deels_mechanisch": "",
    "zonder_gedeeld": "",
    "lift_zonder_gedeeld": float("nan"),
    "p_zonder_gedeeld": float("nan"),
    "odds_ratio_binnen_wijktype": float("nan"),
}
SHARED = {"deels_mechanisch": "rivm_bomen", "zonder_gedeeld": "herrekend", "lift_zonder_gedeeld": 1.5}
STACK = {"soort": "stapeling", "aantal": 3, "n": 57, "samen": 12, "samen_hoogstens": 12, "verwacht": 15.2}


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        (
            {},
            "8 keer zo vaak samen als bij toeval. Het gaat om 7 van de 40 buurten; bij toeval zijn dat er ongeveer 4.",
        ),
        (
            {"oordeel": "niet_vaker"},
            "duidelijk vaker samen dan bij toeval. Het gaat om 7 van de 40 buurten; bij toeval zijn dat er ongeveer 4.",
        ),
        (
            {"oordeel": "niet_vaker", "samen": 4},
            "niet vaker samen dan bij toeval. Het gaat om 4 van de 40 buurten; bij toeval zijn dat er ongeveer 4.",
        ),
        (
            {"odds_ratio_binnen_wijktype": 1.1},
            "niet of nauwelijks vaker samen: het gaat dus vooral om het soort buurt.",
        ),
        ({"odds_ratio_binnen_wijktype": 3.0}, "bij toeval zijn dat er ongeveer 4."),
        (
            {**SHARED, "p_zonder_gedeeld": 0.01},
            "Ook zonder die bron aan één kant vallen ze 1,5 keer zo vaak samen als bij toeval.",
        ),
        (
            {**SHARED, "p_zonder_gedeeld": 0.3},
            "Zonder die bron aan één kant vallen ze niet duidelijk vaker samen dan bij toeval.",
        ),
        ({**SHARED, "oordeel": "niet_vaker", "p_zonder_gedeeld": 0.01}, "een deel van de overlap spreekt vanzelf."),
        (
            {**STACK, "oordeel": "niet_vaker"},
            "12 van de 57 buurten van Delft; bij toeval ongeveer 15. Dat is niet vaker dan bij toeval.",
        ),
        (
            {**STACK, "samen": 20, "samen_hoogstens": 23},
            "(hoogstens 23, als wat ontbreekt ook groot is); bij toeval ongeveer 15. Dat is vaker dan bij toeval.",
        ),
        ({**STACK, "oordeel": "te_weinig"}, "12 van de 57 buurten van Delft. Te weinig buurten voor een uitspraak."),
    ],
)
def test_what_is_said(changes, ending):
    said = sentence({**TOLD, **changes})
    assert said.endswith(ending)
    assert "oorzaak" not in said
    assert "door" not in said.split()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"p_fdr": 0.05, "lift": 1.2, "n": 30, "verwacht": 3.0}, "vaker"),
        ({"p_fdr": 0.051, "lift": 1.2, "n": 30, "verwacht": 3.0}, "niet_vaker"),
        ({"p_fdr": 0.01, "lift": 1.0, "n": 30, "verwacht": 3.0}, "niet_vaker"),
        ({"p_fdr": np.nan, "lift": 2.0, "n": 19, "verwacht": 3.0}, "te_weinig"),
        ({"p_fdr": np.nan, "lift": 2.0, "n": 20, "verwacht": 0.99}, "te_weinig"),
        ({"p_fdr": np.nan, "lift": 2.0, "n": 20, "verwacht": 1.0}, "niet_berekend"),
    ],
)
def test_the_judgement(row, expected):
    assert judge(row) == expected
