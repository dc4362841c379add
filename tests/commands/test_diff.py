import json

import pandas as pd
import pytest

from wijkkaart.cli import main

NAMES = {"BU99990000": "Oost", "BU99990001": "West", "BU99990002": "Zuid"}


def rows(run, indicators, scores, chances):
    return {
        "indicatoren": pd.DataFrame(
            [(run, code, NAMES[code], *cells) for code, *cells in indicators],
            columns=["run_id", "gebiedcode", "gebiednaam", "indicator", "waarde", "waarde_tekst", "status"],
        ),
        "scores": pd.DataFrame(
            [(run, *cells) for cells in scores], columns=["run_id", "gebiedcode", "opgave", "score", "status"]
        ),
        "koppelkansen": pd.DataFrame(
            [(run, *cells) for cells in chances], columns=["run_id", "gebiedcode", "regel", "stand"]
        ),
    }


OLD = rows(
    "aaa",
    [
        ("BU99990000", "gas", 1000, None, "ok"),
        ("BU99990001", "gas", 900.5, None, "ok"),
        ("BU99990002", "gas", None, None, "geheim"),
        ("BU99990000", "strategie", None, "warmtenet", "ok"),
        ("BU99990001", "bomen", 0, None, "ok"),
        ("BU99990000", "oud", 1, None, "ok"),
    ],
    [("BU99990000", "energietransitie", 70, "ok"), ("BU99990001", "energietransitie", 30, "ok")],
    [("BU99990000", "K1", "geen"), ("BU99990001", "K1", "nu")],
)
NEW = rows(
    "bbb",
    [
        ("BU99990000", "gas", 1050, None, "ok"),  # 50 more
        ("BU99990001", "gas", 800.5, None, "ok"),  # 100 less: the largest
        ("BU99990002", "gas", 700, None, "ok"),  # had no value: a change of status, not of value
        ("BU99990000", "strategie", None, "all electric", "ok"),
        ("BU99990001", "bomen", 0, None, "ok"),
        ("BU99990000", "nieuw", 1, None, "ok"),
    ],
    [("BU99990000", "energietransitie", 70, "ok"), ("BU99990001", "energietransitie", None, "onbekend")],
    [("BU99990000", "K1", "kansrijk"), ("BU99990001", "K1", "nu")],
)


def written(folder, tables):
    folder.mkdir()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture
def runs(tmp_path):
    return written(tmp_path / "a", OLD), written(tmp_path / "b", NEW)


def told(capsys, code, *arguments):
    with pytest.raises(SystemExit) as left:
        main(["diff", *map(str, arguments)])
    assert left.value.code == code
    return capsys.readouterr()


def test_json_by_hand(runs, capsys):
    found = json.loads(told(capsys, 0, *runs, "--json").out)
    assert (found["was"], found["wordt"]) == ("aaa", "bbb")
    gas, strategy = found["indicatoren"]["veranderd"]
    assert gas == {
        "naam": "gas",
        "vergeleken": 3,
        "anders": 2,
        "grootste": {"gebiedcode": "BU99990001", "gebiednaam": "West", "was": 900.5, "wordt": 800.5},
        "standen": {"geheim -> ok": 1},
    }
    assert (strategy["anders"], strategy["grootste"]["wordt"]) == (1, "all electric")
    assert found["indicatoren"]["erbij"] == ["nieuw"]
    assert found["indicatoren"]["weg"] == ["oud"]
    assert found["indicatoren"]["vergeleken"] == 3
    (score,) = found["scores"]["veranderd"]
    assert (score["anders"], score["standen"]) == (0, {"ok -> onbekend": 1})
    assert found["koppelkansen"]["veranderd"][0]["standen"] == {"geen -> kansrijk": 1}


def test_text_names_the_largest_change(runs, capsys):
    text = told(capsys, 0, *runs).out
    assert "Indicatoren: 2 van de 3 veranderd" in text
    assert "gas        2 van 3  BU99990001 West: 900,500 -> 800,500" in text
    assert "Erbij (indicatoren): 1: nieuw" in text
    assert "K1     geen -> kansrijk: 1" in text


def test_areas_that_came_and_went_are_named(tmp_path, capsys):
    fewer = {name: table[table["gebiedcode"] != "BU99990002"] for name, table in OLD.items()}
    a, b = written(tmp_path / "a", fewer), written(tmp_path / "b", NEW)
    assert json.loads(told(capsys, 0, a, b, "--json").out)["gebieden"] == {"erbij": ["BU99990002 Zuid"], "weg": []}
    assert "Weg (gebieden): 1: BU99990002 Zuid" in told(capsys, 0, b, a).out


def test_the_same_run_twice_has_no_changes(runs, capsys):
    found = json.loads(told(capsys, 0, runs[0], runs[0], "--json").out)
    assert [found[table]["veranderd"] for table in ("indicatoren", "scores", "koppelkansen")] == [[], [], []]
    assert "Indicatoren: 0 van de 4 veranderd" in told(capsys, 0, runs[0], runs[0]).out


def test_an_apostrophe_that_guards_a_formula_is_not_shown(tmp_path, capsys):
    guarded = {**OLD, "indicatoren": OLD["indicatoren"].replace({"West": "'=West"})}
    a, b = written(tmp_path / "a", guarded), written(tmp_path / "b", NEW)
    changed = json.loads(told(capsys, 0, b, a, "--json").out)["indicatoren"]["veranderd"]
    assert changed[0]["grootste"]["gebiednaam"] == "=West"


def test_a_folder_that_is_not_there(runs, tmp_path, capsys):
    assert "bestaat niet. Noem twee mappen" in told(capsys, 2, runs[0], tmp_path / "weg").err


def test_a_folder_that_is_no_run(runs, tmp_path, capsys):
    (tmp_path / "leeg").mkdir()
    message = told(capsys, 2, runs[0], tmp_path / "leeg").err
    assert "is geen uitvoer van een run: indicatoren.csv ontbreekt" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "ontbreekt de kolom run_id"),
        ("", "is niet te lezen als tabel"),
        ("a,b\n1,2\n1,2,3,4\n", "is niet te lezen als tabel"),
    ],
)
def test_a_file_that_is_another_table(runs, capsys, content, message):
    (runs[1] / "scores.csv").write_text(content, encoding="utf-8")
    assert message in told(capsys, 2, *runs).err


def test_a_file_that_is_no_text(runs, capsys):
    (runs[1] / "scores.csv").write_bytes(b"\xff\xfe\x00bin")
    assert "is niet te lezen als tabel" in told(capsys, 2, *runs).err


def test_a_gebied_twice_is_refused(runs, capsys):
    path = runs[1] / "koppelkansen.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    assert "meer dan één keer bij dezelfde regel" in told(capsys, 2, *runs).err
