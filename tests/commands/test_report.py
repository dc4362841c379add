from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from wijkkaart.commands.report import closing_lines, is_complete, remark_lines


def samenhang(*rows):
    return pd.DataFrame(rows, columns=["soort", "onderwerp", "oordeel", "lift", "zin"])


def test_remarks_come_before_the_look_from_outside():
    remarks = {"meldingen": ("Een bron ontbrak.",), "toetsen": ("Energie: Spearman -0,61.",)}
    result = SimpleNamespace(**remarks, samenhang=samenhang())
    assert remark_lines(result) == ["Let op: Een bron ontbrak.", "Energie: Spearman -0,61."]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [
                ("paar", "a; b", "vaker", 1.5, "Een."),
                ("paar", "a; c", "vaker", 2.5, "Twee."),
                ("paar", "b; c", "vaker", 2.0, "Drie."),
                ("regel", "K1", "vaker", 9.0, "Vier."),
                ("stapeling", "minstens_2", "niet_vaker", 1.0, "Vijf."),
                ("stapeling", "minstens_3", "niet_vaker", 1.0, "Zes."),
            ],
            ["Twee.", "Drie.", "Zes.", "Meer hierover staat in de tabel samenhang."],
        ),
        (
            [("paar", "a; b", "niet_vaker", 1.5, "Een."), ("stapeling", "minstens_3", "te_weinig", 1.0, "Zes.")],
            [
                "Nergens vallen twee grote opgaven vaker samen dan bij toeval.",
                "Meer hierover staat in de tabel samenhang.",
            ],
        ),
        ([("paar", "a; b", "te_weinig", 1.5, "Een.")], []),
    ],
)
def test_of_the_gemeente_as_a_whole_only_the_most_telling_is_said(rows, lines):
    result = SimpleNamespace(meldingen=(), toetsen=(), samenhang=samenhang(*rows))
    assert remark_lines(result) == lines


def test_only_a_map_that_is_there_is_to_be_opened(tmp_path: Path):
    result = SimpleNamespace(gebieden=range(3))
    assert closing_lines(result, tmp_path, 2.4) == [f"Klaar in 2 s: 3 gebieden in {tmp_path}"]
    (tmp_path / "kaart.html").touch()
    assert closing_lines(result, tmp_path, 2.4)[1].endswith("kaart.html")


def test_a_source_that_was_not_given_leaves_a_run_complete():
    given, failed = SimpleNamespace(status="niet_gegeven"), SimpleNamespace(status="mislukt")
    assert is_complete([given])
    assert not is_complete([given, failed])
