"""Keeps what was fetched: a snapshot is there whole, or not at all.

The folder of a key holds numbered snapshots; the highest undamaged one counts. A new one is
filled in a working folder and gets its number with one rename, so that a reader, a second
run or a power cut never meets half of it. The one before stays until the next renewal:
another run may still be reading it.
"""

from __future__ import annotations

import errno
import logging
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import filelock

from wijkkaart.errors import OutputError, SourceChanged
from wijkkaart.fetch.manifest import Key, Snapshot, read_snapshot, write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from wijkkaart.fetch.facts import Facts

__all__ = ["Key", "Snapshot", "Store"]

_LOG = logging.getLogger(__name__)
_WORK = "bezig"
_TRASH = "weg"
_LOCKS = "sloten"
_ABSENT = "niet-aanwezig"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})
_RENAMES = 6
_RENAME_PAUSE = 0.1


class Store:
    """The snapshots under one folder, which several runs may share.

    Parameters
    ----------
    root
        Made when the first snapshot is.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, key: Key, max_age_days: float | None, today: date) -> Snapshot | None:
        """Return the newest undamaged snapshot of `key`, every checksum counted again; None when there is none.

        Parameters
        ----------
        max_age_days
            An older one does not count; None when age does not matter.
        """
        folder = self._root / key.folder_name
        for number in reversed(_numbers(folder)):
            snapshot = read_snapshot(folder / str(number))
            if snapshot is not None and snapshot.key == key and snapshot.is_intact():
                fresh = max_age_days is None or snapshot.age_days(today) <= max_age_days
                return snapshot if fresh else None
        return None

    def make(self, key: Key, fill: Callable[[Path], Facts], about: Mapping[str, str] | None = None) -> Snapshot:
        """Let `fill` write the files into an empty folder, and keep them as the snapshot of `key`.

        When another run is making the same one, wait and take that one. Whatever `fill`
        raises passes on, and nothing is kept.

        Parameters
        ----------
        about
            What the manifest says besides the facts: licence, attribution.

        Raises
        ------
        SourceChanged
            When other than the promised number of rows came in.
        OutputError
            When the folder cannot be written.
        """
        folder = self._root / key.folder_name
        before = _highest(folder)
        try:
            with self._lock(key.folder_name):
                waited = _highest(folder) > before
                made = self.find(key, None, datetime.now(UTC).date()) if waited else None
                return made or _make(folder, key, fill, about or {})
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise OutputError(
                f"bron {key.bron}: de map voor opgehaalde bestanden ({self._root.name}) is niet te beschrijven "
                f"({error.strerror}). Maak ruimte of kies een andere map met --cache."
            ) from error

    def note_absent(self, key: Key, today: date) -> None:
        """Remember that the service says it has no such thing, so that it is not asked again every run."""
        folder = self._root / key.folder_name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _ABSENT).write_text(today.isoformat(), encoding="utf-8")
        except OSError:
            _LOG.info("%s: not remembered that it is absent", key.folder_name)

    def is_absent(self, key: Key, days: float, today: date) -> bool:
        """Return whether the service said in the last `days` that it has no such thing."""
        try:
            told = (self._root / key.folder_name / _ABSENT).read_text(encoding="utf-8")
            return (today - date.fromisoformat(told)).days <= days
        except (OSError, ValueError):
            return False

    def discard(self, snapshot: Snapshot) -> None:
        """Remove one snapshot, unless another run is fetching the same at this moment."""
        try:
            with self._lock(snapshot.key.folder_name, seconds=0):
                _remove(snapshot.folder)
        except filelock.Timeout:
            _LOG.info("%s is being fetched by another run and stays", snapshot.key.folder_name)

    def all(self) -> list[Snapshot]:
        """Return the newest snapshot of every key, by source, edition and area; checksums are not counted again."""
        found = [snapshot for folder in self._folders() if (snapshot := _newest(folder)) is not None]
        return sorted(found, key=lambda one: (one.key.bron, one.key.editie, one.key.gebied, one.key.verklaring))

    def prune(self, max_age: Callable[[Key], float], today: date, *, dry: bool = False) -> tuple[Snapshot, ...]:
        """Remove old, superseded and damaged snapshots and what broken runs left; return the whole ones removed.

        A key that another run is fetching at this moment is left alone.

        Parameters
        ----------
        max_age
            Days after which a snapshot of a key is old.
        dry
            Remove nothing, and return what would be.
        """
        removed: list[Snapshot] = []
        for folder in self._folders():
            if dry:
                removed += _old(folder, max_age, today)
                continue
            try:
                with self._lock(folder.name, seconds=0):
                    removed += _prune(folder, max_age, today)
            except filelock.Timeout:
                _LOG.info("%s is being fetched by another run and stays", folder.name)
        return tuple(removed)

    def _folders(self) -> list[Path]:
        if not self._root.is_dir():
            return []
        return sorted(path for path in self._root.iterdir() if path.is_dir() and path.name != _LOCKS)

    @contextmanager
    def _lock(self, name: str, seconds: float = -1) -> Iterator[None]:
        """Hold the lock of one key, after waiting as long as it takes or at most `seconds`."""
        place = self._root / _LOCKS / f"{name}.lock"
        place.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(place, timeout=seconds):
            yield


def _make(folder: Path, key: Key, fill: Callable[[Path], Facts], about: Mapping[str, str]) -> Snapshot:
    _clear(folder)
    work = folder / _WORK
    work.mkdir(parents=True)
    try:
        facts = fill(work)
        if facts.matched is not None and facts.aantal != facts.matched:
            raise SourceChanged(
                f"bron {key.bron}: de dienst zegt {facts.matched} rijen te hebben, maar gaf er {facts.aantal}. "
                "Probeer het later opnieuw."
            )
        write_manifest(work, key, facts, about)
        earlier = _numbers(folder)
        made = folder / str(_highest(folder) + 1)
        _rename(work, made)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for number in earlier[:-1]:
        _remove(folder / str(number))
    snapshot = read_snapshot(made)
    if snapshot is None:
        raise OutputError(f"bron {key.bron}: wat net is opgehaald, is al weer verdwenen. Start opnieuw.")
    return snapshot


def _rename(work: Path, made: Path) -> None:
    """Give the working folder its number; on Windows a virus scanner may hold a new file for a moment."""
    for _ in range(_RENAMES):
        try:
            work.rename(made)
        except PermissionError:
            time.sleep(_RENAME_PAUSE)
        else:
            return
    work.rename(made)


def _numbers(folder: Path) -> list[int]:
    """Return the numbers of the snapshots in the folder of a key, oldest first."""
    try:
        return sorted(int(path.name) for path in folder.iterdir() if path.name.isdecimal())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _highest(folder: Path) -> int:
    return max(_numbers(folder), default=0)


def _newest(folder: Path) -> Snapshot | None:
    found = (read_snapshot(folder / str(number)) for number in reversed(_numbers(folder)))
    return next((snapshot for snapshot in found if snapshot is not None), None)


def _kept(folder: Path, max_age: Callable[[Key], float], today: date) -> Path | None:
    newest = _newest(folder)
    return newest.folder if newest is not None and newest.age_days(today) <= max_age(newest.key) else None


def _old(folder: Path, max_age: Callable[[Key], float], today: date) -> list[Snapshot]:
    kept = _kept(folder, max_age, today)
    found = (read_snapshot(folder / str(number)) for number in _numbers(folder))
    return [snapshot for snapshot in found if snapshot is not None and snapshot.folder != kept]


def _prune(folder: Path, max_age: Callable[[Key], float], today: date) -> list[Snapshot]:
    _clear(folder)
    kept, old = _kept(folder, max_age, today), _old(folder, max_age, today)
    places = [folder / str(number) for number in _numbers(folder)]
    gone = {place for place in places if place != kept and _remove(place)}
    if not any(folder.iterdir()):
        folder.rmdir()
    return [snapshot for snapshot in old if snapshot.folder in gone]


def _remove(folder: Path) -> bool:
    """Remove one snapshot, at once for every reader; False when another run holds it open (Windows)."""
    trash = folder.with_name(f"{_TRASH}-{folder.name}")
    try:
        folder.rename(trash)
    except OSError:
        return False
    shutil.rmtree(trash, ignore_errors=True)
    return True


def _clear(folder: Path) -> None:
    """Remove what broken runs left; only for who holds the lock."""
    for path in folder.glob(f"{_TRASH}-*"):
        shutil.rmtree(path, ignore_errors=True)
    (folder / _ABSENT).unlink(missing_ok=True)
    if (folder / _WORK).exists():
        shutil.rmtree(folder / _WORK)
