"""The templates open in columns in Dutch Excel, lose nothing and are read back by a run."""

import csv

import pandas as pd
import pytest
from ruamel.yaml import YAML

from wijkkaart.cli import main
from wijkkaart.commands.sjabloon import TEMPLATES, write_templates
from wijkkaart.config import Eigen
from wijkkaart.errors import OutputError
from wijkkaart.koppelkansen.kinds import SOORTEN
from wijkkaart.koppelkansen.own_files import EXAMPLE, read_rows
from wijkkaart.voorbeeldstad.plan import draw_plan

HERE = "BU99990101"


def left_with(arguments):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code)


def filled_in(folder):
    """Write over the examples of the templates in `folder`, as somebody with Excel would."""
    buurten = draw_plan().buurten
    spot = buurten.geometry[buurten["buurtcode"] == HERE].iloc[0].representative_point()
    place = f"{spot.x:.1f};{spot.y:.1f}".replace(".", ",")
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig").replace(f"{EXAMPLE} BU03630000", HERE)
        path.write_text(text.replace("121687,5;487484", place), encoding="utf-8-sig", newline="")


def test_there_is_a_template_for_every_key_of_the_config(tmp_path):
    write_templates(tmp_path)
    assert set(TEMPLATES) == set(Eigen.model_fields)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*(f"{key}.csv" for key in TEMPLATES), "LEESMIJ-SJABLONEN.txt"}


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_what_dutch_excel_opens_in_columns_and_its_examples_are_not_read(tmp_path, key):
    write_templates(tmp_path)
    raw = (tmp_path / f"{key}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [len(row) for row in rows] == [len(TEMPLATES[key].kolommen)] * 3
    assert all(row[0].startswith("(voorbeeld)") for row in rows[1:])
    assert read_rows(tmp_path / f"{key}.csv") == []


def test_nothing_that_is_there_is_ever_overwritten(tmp_path):
    (tmp_path / "werken.csv").write_text("mijn werk", encoding="utf-8")
    lines = write_templates(tmp_path)
    assert (tmp_path / "werken.csv").read_text(encoding="utf-8") == "mijn werk"
    assert sum("bestaat al en is niet veranderd" in line for line in lines) == 1
    assert sum("bestaat al en is niet veranderd" in line for line in write_templates(tmp_path)) == 7


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="kan niets worden geschreven"):
        write_templates(tmp_path / "bestand" / "map")


def test_the_guide_warns_and_names_all_that_may_be_written(tmp_path):
    write_templates(tmp_path)
    guide = (tmp_path / "LEESMIJ-SJABLONEN.txt").read_text(encoding="utf-8-sig")
    for words in ("GEEN PERSOONSGEGEVENS", "OPENBAAR", "K1_straat_open", "herkennen_niet", "warmtenet", *SOORTEN):
        assert words in guide, words
    assert "K5_warm_en_betaalbaar" not in guide  # internal: a judgement of it would not be on the residents' map


@pytest.mark.parametrize("name", ["eigen", "map met 'spatie': en #"])
def test_the_lines_for_the_config_are_valid_yaml(tmp_path, name):
    lines = write_templates(tmp_path / name)
    found = YAML(typ="safe").load("\n".join(lines[lines.index("eigen:") :]))
    assert found["eigen"] == {key: (tmp_path / name / f"{key}.csv").as_posix() for key in TEMPLATES}


def test_templates_filled_in_are_read_by_a_run(tmp_path, capsys):
    assert left_with(["sjabloon", str(tmp_path / "eigen")]) == 0
    told = capsys.readouterr().out
    lines = told[told.index("eigen:") :]
    filled_in(tmp_path / "eigen")
    config = tmp_path / "mijn.yml"
    config.write_text(f"gebied: {{gemeenten: [GM9999]}}\nuitvoer: {{formaten: csv}}\n{lines}", encoding="utf-8")
    assert left_with(["run", str(config), "--stil", "--uit", str(tmp_path / "uit")]) == 0
    voices = pd.read_csv(tmp_path / "uit" / "stemmen.csv")
    here = voices[voices["gebiedcode"] == HERE].groupby("soort").size()
    assert here.to_dict() == {
        "ambitie": 2, "behouden": 1, "koppelkans": 2, "notitie": 1, "ontmoetingsplek": 2, "oordeel": 2, "stip": 1,
        "werk": 2,
    }  # fmt: skip
    cards = pd.read_csv(tmp_path / "uit" / "koppelkansen.csv").set_index(["gebiedcode", "regel"])
    assert cards.loc[(HERE, "eigen_koele_moestuin"), "herkomst"] == "bewoners"
    assert cards.loc[(HERE, "eigen_straat_open_bomen_erin"), "stand"] == "nu"
    assert (cards.loc[(HERE, "K1_straat_open"), ["herkenning", "stippen"]] == ["herkennen", 5]).all()
