"""The cache: what the list of sources says of it, and what tidying takes away."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.commands.cache import terms
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.manifest import Key
from wijkkaart.fetch.snapshot import Store
from wijkkaart.scoring.notation import dutch_number


def left_with(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code)


def keep(place: Path, name: str, *, days: int, size: int = 1_000, area: str = "a") -> Path:
    """Make a snapshot of `size` bytes as if `days` ago; return its folder. `name` may end on an edition: ``x/2024``."""
    name, _, edition = name.partition("/")

    def fill(folder):
        (folder / "data.csv").write_bytes(b"x" * size)
        return Facts(("https://voorbeeld.nl/items",))

    snapshot = Store(place).make(Key(name, edition, area, "v"), fill)
    manifest = snapshot.folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["opgehaald"] = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    manifest.write_text(json.dumps(content), encoding="utf-8")
    return snapshot.folder


def listed(place: Path, capsys) -> dict[str, dict]:
    assert left_with("list", "bronnen", "--json", "--cache", place) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)}


def test_the_list_counts_areas_days_and_bytes(tmp_path, capsys):
    keep(tmp_path, "bag_panden", days=40, size=2_000_000, area="delft")
    keep(tmp_path, "bag_panden", days=3, size=500_000, area="schiedam")
    row = listed(tmp_path, capsys)["bag_panden"]
    day = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    assert {name: row[name] for name in ("gebieden", "nieuwste", "dagen", "bytes")} == {
        "gebieden": 2,
        "nieuwste": day,
        "dagen": 3,
        "bytes": 2_500_000,
    }
    assert (row["komt_als"], row["zekerheid"]) == ("dienst", all_sources()["bag_panden"].dienst.zekerheid)


def test_two_editions_of_one_area_are_one_area(tmp_path, capsys):
    keep(tmp_path, "cbs_kerncijfers/2024", days=1)
    keep(tmp_path, "cbs_kerncijfers/2023", days=1)
    row = listed(tmp_path, capsys)["cbs_kerncijfers"]
    assert (row["gebieden"], row["bytes"]) == (1, 2_000)


def test_files_that_sources_share_count_for_each(tmp_path, capsys):
    shared = {service.gedeeld: source for source in all_sources().values() for service in source.diensten}
    shared.pop("", None)
    for name, source in shared.items():
        keep(tmp_path, name, days=2)
        assert listed(tmp_path, capsys)[source.id]["gebieden"] == 1
    assert shared


def test_how_a_source_comes_is_told(tmp_path, capsys):
    found = {name: row["komt_als"] for name, row in listed(tmp_path, capsys).items()}
    assert found["bag_panden"] == "dienst"
    assert found["rvo_energielabels"] == "sleutel"
    assert found["kea_pet"] == "bestand"


def test_the_list_for_people_fits_a_window_and_lines_up(tmp_path, capsys):
    keep(tmp_path, "bag_panden", days=3, size=1_234_560_000 // 100)
    left_with("list", "bronnen", "--cache", tmp_path)
    heading, *lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if line.startswith("bag_panden ")]
    for name in ("komt als", "zekerheid", "nieuwste"):
        place = heading.index(name)
        assert line[place] != " "
        assert line[place - 1] == " "
    assert line.split()[-4:] == ["1", (datetime.now(UTC) - timedelta(days=3)).date().isoformat(), "3", "12,3"]
    assert "bevestigd" in line
    below = lines[lines.index(line) + 1]
    assert below == "    BAG: panden; Kadaster; Public Domain Mark 1.0"
    assert max(len(text) for text in [heading, *lines] if not text.startswith("    ")) <= 100


def test_tidying_takes_what_a_run_would_fetch_again_and_says_how_much(tmp_path, capsys):
    gone = keep(tmp_path, "bag_panden", days=31, size=3_000_000)  # 30 days for BAG
    kept = keep(tmp_path, "bag_panden", days=30, area="elders")
    other = keep(tmp_path, "cbs_buurten", days=31)  # 180 days for areas
    assert left_with("opruimen", "--cache", tmp_path) == 0
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "  bag_panden: 31 dagen oud, 3,0 MB",
        "Opgeruimd: 1 opgehaalde set; 3,0 MB vrijgemaakt.",
    ]
    assert [place.exists() for place in (gone, kept, other)] == [False, True, True]


def test_dry_shows_the_same_and_takes_nothing(tmp_path, capsys):
    places = [keep(tmp_path, "bag_panden", days=31, size=3_000_000), keep(tmp_path, "cbs_buurten", days=200)]
    before = sorted(tmp_path.rglob("*"))
    assert left_with("opruimen", "--droog", "--cache", tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "  bag_panden: 31 dagen oud, 3,0 MB",
        "  cbs_buurten: 200 dagen oud, 0,0 MB",
        "2 opgehaalde sets, samen 3,0 MB, kunnen weg.",
    ]
    assert all(place.exists() for place in places)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_number_of_days_holds_for_every_source(tmp_path, capsys):
    old, young = keep(tmp_path, "cbs_buurten", days=8), keep(tmp_path, "bag_panden", days=7)
    assert left_with("opruimen", "--ouder-dan", "7", "--cache", tmp_path) == 0
    assert (old.exists(), young.exists()) == (False, True)
    assert left_with("opruimen", "--ouder-dan", "7", "--cache", tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Er is niets op te ruimen."


def test_a_superseded_snapshot_goes_however_young(tmp_path):
    first = keep(tmp_path, "bag_panden", days=0)
    second = keep(tmp_path, "bag_panden", days=0)
    assert left_with("opruimen", "--cache", tmp_path) == 0
    assert (first.exists(), second.exists()) == (False, True)


def test_a_cache_that_is_not_there_is_nothing_to_tidy(tmp_path, capsys):
    assert left_with("opruimen", "--cache", tmp_path / "weg") == 0
    assert "niets op te ruimen" in capsys.readouterr().out
    assert not (tmp_path / "weg").exists()


def test_a_negative_number_of_days_is_refused(tmp_path, capsys):
    assert left_with("opruimen", "--ouder-dan", "-1", "--cache", tmp_path) == 2
    assert "klopt niet" in capsys.readouterr().err


def test_every_source_with_a_service_has_its_refresh_term():
    for source in all_sources().values():
        for service in source.diensten:
            assert terms()[source.id] >= service.ververs_dagen > 0


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(0, 1, "0,0"), (999.95, 1, "1.000,0"), (1_234_567, 0, "1.234.567")]
)
def test_numbers_are_written_the_dutch_way(value, decimals, text):
    assert dutch_number(value, decimals) == text
