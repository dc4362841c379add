"""Everything or nothing: a run is moved into place when it is complete."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from wijkkaart import writing
from wijkkaart.errors import OutputError


@pytest.fixture
def result(monkeypatch):
    def fill(_result, folder: Path) -> None:
        (folder / "scores.csv").write_text("nieuw", encoding="utf-8")

    monkeypatch.setattr(writing, "_write_all", fill)
    return SimpleNamespace()


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_new_folder_with_its_parents_is_made(result, tmp_path):
    where = writing.write_result(result, tmp_path / "a" / "b")
    assert content(where) == {"scores.csv": "nieuw"}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_an_earlier_run_is_replaced_and_foreign_files_are_kept(result, tmp_path):
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "scores.csv").write_text("oud", encoding="utf-8")
    (folder / "kaart.html").write_text("oud", encoding="utf-8")
    (folder / "notities.geojson").write_text("van bewoners", encoding="utf-8")
    writing.write_result(result, folder)
    assert content(folder) == {"scores.csv": "nieuw", "notities.geojson": "van bewoners"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_a_folder_in_use_is_left_alone_and_the_run_stands_beside_it(result, tmp_path, monkeypatch):
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "scores.csv").write_text("oud", encoding="utf-8")
    (tmp_path / "uit-2").mkdir()
    rename = Path.rename

    def held(self: Path, target: Path):
        if self == folder:
            raise PermissionError(13, "in gebruik")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    where = writing.write_result(result, folder)
    assert where == tmp_path / "uit-3"
    assert content(folder) == {"scores.csv": "oud"}
    assert content(where) == {"scores.csv": "nieuw"}


def test_a_failure_halfway_leaves_the_old_run_as_it_was(result, tmp_path, monkeypatch):
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "scores.csv").write_text("oud", encoding="utf-8")

    def full(_result, fresh: Path) -> None:
        (fresh / "scores.csv").write_text("half", encoding="utf-8")
        raise OSError(28, "schijf vol")

    monkeypatch.setattr(writing, "_write_all", full)
    with pytest.raises(OutputError, match="schijf vol"):
        writing.write_result(result, folder)
    assert content(folder) == {"scores.csv": "oud"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_a_failure_while_moving_puts_the_old_run_and_the_notes_back(result, tmp_path, monkeypatch):
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "scores.csv").write_text("oud", encoding="utf-8")
    (folder / "notities.geojson").write_text("van bewoners", encoding="utf-8")

    def full(*_):
        raise OSError(28, "schijf vol")

    monkeypatch.setattr(writing.shutil, "copy2", full)
    with pytest.raises(OutputError, match="schijf vol"):
        writing.write_result(result, folder)
    assert content(folder) == {"scores.csv": "oud", "notities.geojson": "van bewoners"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_a_folder_that_happens_to_be_called_oud_is_not_ours(result, tmp_path):
    for name in ("uit", "uit.oud"):
        (tmp_path / name).mkdir()
    (tmp_path / "uit.oud" / "archief.txt").write_text("van de gebruiker", encoding="utf-8")
    writing.write_result(result, tmp_path / "uit")
    assert content(tmp_path / "uit.oud") == {"archief.txt": "van de gebruiker"}


@pytest.mark.parametrize("target", ["bestand", "bestand/map"])
def test_a_file_in_the_way_is_said_before_anything_is_computed(tmp_path, target):
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="--uit"):
        writing.check_writable(tmp_path / target)
