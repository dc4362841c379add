"""A snapshot is there whole or not at all, whatever happens to the process, the disk or another run."""

from __future__ import annotations

import errno
import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wijkkaart.errors import OutputError, SourceChanged, SourceUnavailable
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.snapshot import Key, Store

KEY = Key("cbs_buurten", "2024", "GM0503", "a1b2")
FACTS = Facts(("https://gegevens.voorbeeld/items?f=json",), aantal=3, matched=3, extra=(("laag", "buurten"),))
ABOUT = {"licentie": "CC BY 4.0", "naamsvermelding": "© CBS en Kadaster"}


def today():
    return datetime.now(UTC).date()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def writes(*texts, facts=FACTS):
    """A fetch that writes 0.txt, 1.txt ... and counts how often it was asked."""

    def fill(folder):
        fill.times += 1
        assert list(folder.iterdir()) == []
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        return facts

    fill.times = 0
    return fill


def texts(snapshot):
    return [path.read_text(encoding="utf-8") for path in snapshot.files]


# --- making and finding


def test_what_was_made_is_found(store):
    assert store.find(KEY, None, today()) is None
    made = store.make(KEY, writes("een", "twee"), ABOUT)
    found = store.find(KEY, None, today())
    assert found == made
    assert texts(found) == ["een", "twee"]
    assert [path.name for path in found.files] == ["0.txt", "1.txt"]
    assert found.size == 7


def test_the_manifest_says_where_it_came_from(store):
    before = datetime.now(UTC).replace(microsecond=0)
    manifest = json.loads((store.make(KEY, writes("een"), ABOUT).folder / "manifest.json").read_text(encoding="utf-8"))
    assert before <= datetime.fromisoformat(manifest.pop("opgehaald")) <= datetime.now(UTC)
    manifest.pop("versie")
    checksum = hashlib.sha256(b"een").hexdigest()
    assert manifest == {
        "bron": "cbs_buurten",
        "editie": "2024",
        "gebied": "GM0503",
        "verklaring": "a1b2",
        "urls": ["https://gegevens.voorbeeld/items?f=json"],
        "aantal": 3,
        "matched": 3,
        "extra": {"laag": "buurten"},
        "over": ABOUT,
        "bestanden": [{"naam": "0.txt", "bytes": 3, "sha256": checksum}],
    }


def test_files_in_folders_are_kept(store):
    def fill(folder):
        (folder / "vlak").mkdir()
        (folder / "vlak" / "a.txt").write_text("diep", encoding="utf-8")
        return FACTS

    found = store.make(KEY, fill)
    assert [path.relative_to(found.folder).as_posix() for path in found.files] == ["vlak/a.txt"]
    assert texts(store.find(KEY, None, today())) == ["diep"]


@pytest.mark.parametrize("field", ["bron", "editie", "gebied", "verklaring"])
def test_another_key_is_another_snapshot(store, field):
    store.make(KEY, writes("een"))
    other = replace(KEY, **{field: "anders"})
    assert store.find(other, None, today()) is None
    store.make(other, writes("twee"))
    assert texts(store.find(KEY, None, today())) == ["een"]
    assert texts(store.find(other, None, today())) == ["twee"]


def test_a_folder_name_is_short_and_safe():
    name = Key("Bron / met: vreemde * tekens en een heel lange naam", "x" * 300, "gebied", "y").folder_name
    assert len(name) <= 41
    assert name.startswith("bron___met__vreemde___tekens-")
    assert Key("a", "b c", "", "").folder_name != Key("a", "b", "c", "").folder_name


def test_age_counts_in_days(store):
    store.make(KEY, writes("een"))
    later = today() + timedelta(days=30)
    assert store.find(KEY, 29.5, later) is None
    assert store.find(KEY, 30, later).age_days(later) == 30
    assert store.find(KEY, None, later) is not None


def test_a_renewal_replaces_and_the_one_before_stays_readable(store):
    snapshots = [store.make(KEY, writes(text)) for text in ("een", "twee", "drie")]
    assert texts(store.find(KEY, None, today())) == ["drie"]
    assert texts(snapshots[1]) == ["twee"]
    assert not snapshots[0].folder.exists()


# --- what goes wrong


def test_a_failing_fetch_leaves_nothing_and_keeps_the_old_one(store):
    def fails(folder):
        (folder / "half.txt").write_text("half", encoding="utf-8")
        raise SourceUnavailable("de dienst is weg")

    with pytest.raises(SourceUnavailable, match="de dienst is weg"):
        store.make(KEY, fails)
    assert store.find(KEY, None, today()) is None
    store.make(KEY, writes("een"))
    with pytest.raises(SourceUnavailable):
        store.make(KEY, fails)
    assert texts(store.find(KEY, None, today())) == ["een"]
    assert not list(store._root.rglob("half.txt"))


@pytest.mark.parametrize("got", [2, 4])
def test_another_number_than_promised_is_no_snapshot(store, got):
    with pytest.raises(SourceChanged, match=f"zegt 3 rijen te hebben, maar gaf er {got}"):
        store.make(KEY, writes("een", facts=Facts(("u",), aantal=got, matched=3)))
    assert store.all() == []


def test_a_promise_is_only_kept_where_one_was_made(store):
    assert store.make(KEY, writes("een", facts=Facts(("u",), aantal=2))).manifest["aantal"] == 2


def spoil_text(snapshot):
    snapshot.files[0].write_text("nee", encoding="utf-8")  # as long as "een"


def spoil_length(snapshot):
    snapshot.files[0].write_text("eenen", encoding="utf-8")


def spoil_file(snapshot):
    snapshot.files[1].unlink()


def spoil_manifest(snapshot):
    path = snapshot.folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:60])


def spoil_fields(snapshot):
    (snapshot.folder / "manifest.json").write_text('{"bron": "cbs_buurten"}', encoding="utf-8")


@pytest.mark.parametrize("spoil", [spoil_text, spoil_length, spoil_file, spoil_manifest, spoil_fields])
def test_a_damaged_snapshot_counts_as_absent_and_is_replaced(store, spoil):
    spoil(store.make(KEY, writes("een", "twee")))
    assert store.find(KEY, None, today()) is None
    store.make(KEY, writes("een", "twee"))
    assert texts(store.find(KEY, None, today())) == ["een", "twee"]


@pytest.mark.parametrize("spoil", [spoil_length, spoil_file, spoil_manifest, spoil_fields])
def test_a_damaged_renewal_falls_back_on_the_one_before(store, spoil):
    store.make(KEY, writes("een"))
    spoil(store.make(KEY, writes("twee", "drie")))
    assert texts(store.find(KEY, None, today())) == ["een"]
    assert [texts(one) for one in store.all()] == [["een"]]


def test_what_a_reader_leaves_beside_the_files_does_no_harm(store):
    made = store.make(KEY, writes("een"))
    (made.folder / "0.txt.aux.xml").write_text("<x/>", encoding="utf-8")
    assert store.find(KEY, None, today()) == made


def test_a_full_disk_is_explained(store):
    def full(_folder):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match=r"bron cbs_buurten: .*\(cache\) is niet te beschrijven \(No space.*--cache"):
        store.make(KEY, full)


def test_a_place_where_nothing_can_be_written_is_explained(tmp_path):
    (tmp_path / "cache").write_text("een bestand", encoding="utf-8")
    with pytest.raises(OutputError, match="niet te beschrijven"):
        Store(tmp_path / "cache").make(KEY, writes("een"))


def test_a_fault_of_ours_is_not_blamed_on_the_disk(store):
    def faulty(folder):
        (folder / "vergeten.txt").read_bytes()

    with pytest.raises(FileNotFoundError):
        store.make(KEY, faulty)


def test_a_virus_scanner_may_hold_the_files_for_a_moment(store, monkeypatch):
    rename, refusals = Path.rename, [PermissionError(13, "in use")] * 2
    monkeypatch.setattr("wijkkaart.fetch.snapshot._RENAME_PAUSE", 0)

    def held(self, target):
        if self.name == "bezig" and refusals:
            raise refusals.pop()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    assert texts(store.make(KEY, writes("een"))) == ["een"]
    assert refusals == []


# --- listing and pruning


def made_days_ago(snapshot, days):
    path = snapshot.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["opgehaald"] = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_all_gives_the_newest_of_each_in_order(store):
    assert store.all() == []
    keys = [Key("b", "2", "x", "v"), Key("b", "1", "x", "v"), Key("a", "2", "x", "v")]
    for key in keys:
        store.make(key, writes("oud"))
        store.make(key, writes("nieuw"))
    assert [one.key for one in store.all()] == keys[::-1]
    assert {text for one in store.all() for text in texts(one)} == {"nieuw"}


def test_prune_removes_the_old_the_superseded_and_the_damaged(store):
    old, young, broken = (Key(name, "", "", "") for name in ("oud", "jong", "stuk"))
    made_days_ago(store.make(old, writes("een")), 91)
    first, second = store.make(young, writes("een")), store.make(young, writes("twee"))
    made_days_ago(second, 90)
    spoil_manifest(store.make(broken, writes("een")))
    (store._root / KEY.folder_name / "bezig").mkdir(parents=True)
    (store._root / KEY.folder_name / "weg-1").mkdir()

    removed = store.prune(lambda _: 90, today())

    assert [one.key.bron for one in removed] == ["jong", "oud"]
    assert removed[0] == first
    assert [one.key for one in store.all()] == [young]
    assert sorted(path.name for path in store._root.iterdir()) == [young.folder_name, "sloten"]
    assert store.prune(lambda _: 90, today()) == ()


def test_prune_leaves_what_is_being_fetched(store):
    def fill(folder):
        (folder / "0.txt").write_text("een", encoding="utf-8")
        assert Store(store._root).prune(lambda _: -1, today()) == ()
        return FACTS

    assert texts(store.make(KEY, fill)) == ["een"]


# --- other processes

CHILD = """
import sys, time
from datetime import date
from pathlib import Path
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.snapshot import Key, Store

root, log, seconds, rounds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
key = Key("cbs_buurten", "2024", "GM0503", "a1b2")

def fill(folder):
    with log.open("a", encoding="utf-8") as file:
        file.write("x")
    for number in range(3):
        with (folder / f"{number}.bin").open("wb") as file:
            for _ in range(8):
                file.write(bytes([number]) * 20_000)
                file.flush()
                time.sleep(seconds)
    return Facts(("https://gegevens.voorbeeld/",), 3, 3)

print("klaar", flush=True)
if rounds == 1:
    sys.stdin.readline()
    store = Store(root)
    found = store.find(key, None, date(2026, 1, 1)) or store.make(key, fill)
    print(*(path.stat().st_size for path in found.files), flush=True)
else:
    for _ in range(rounds):
        Store(root).make(key, fill)
"""
WHOLE = [hashlib.sha256(bytes([number]) * 160_000).hexdigest() for number in range(3)]


def start(root, log, seconds, rounds):
    command = [sys.executable, "-c", CHILD, str(root), str(log), str(seconds), str(rounds)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "klaar\n"
    return child


def checksums(snapshot):
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in snapshot.files]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment_no_half_snapshot_is_left(tmp_path, seed):
    rounds, slow = 10_000, 0.0002 * (seed % 2)  # slow: mostly killed while fetching; else mostly around the move
    with start(tmp_path / "cache", tmp_path / "log", slow, rounds) as child:
        time.sleep(random.Random(seed).uniform(0, 0.12))  # noqa: S311 - a moment, no secret
        child.kill()
    store = Store(tmp_path / "cache")
    for found in (store.find(KEY, None, today()), *store.all()):
        assert found is None or checksums(found) == WHOLE

    with start(tmp_path / "cache", tmp_path / "log", 0, 1) as again:
        again.communicate("\n", timeout=30)
    found = store.find(KEY, None, today())
    assert checksums(found) == WHOLE
    store.make(KEY, writes("een"))
    left = {path.name for path in (store._root / KEY.folder_name).iterdir()}
    assert left <= {found.folder.name, str(int(found.folder.name) + 1)}


def test_two_runs_at_once_fetch_once(tmp_path):
    with (
        start(tmp_path / "cache", tmp_path / "log", 0.02, 1) as one,
        start(tmp_path / "cache", tmp_path / "log", 0.02, 1) as two,
    ):
        for child in (one, two):
            child.stdin.write("\n")
            child.stdin.flush()
        said = [child.communicate(timeout=30)[0] for child in (one, two)]
    assert said == ["160000 160000 160000\n"] * 2
    assert (tmp_path / "log").read_text(encoding="utf-8") == "x"
    assert checksums(Store(tmp_path / "cache").find(KEY, None, today())) == WHOLE


def test_a_renewal_after_that_of_another_run_still_fetches(store):
    store.make(KEY, writes("een"))
    again = writes("twee")
    assert texts(Store(store._root).make(KEY, again)) == ["twee"]
    assert again.times == 1


def test_a_cache_may_be_moved(store, tmp_path):
    store.make(KEY, writes("een"))
    shutil.move(store._root, tmp_path / "elders")
    assert texts(Store(tmp_path / "elders").find(KEY, None, today())) == ["een"]
