"""What a snapshot says about itself, and whether that is still true."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import wijkkaart
from wijkkaart.provenance import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from wijkkaart.fetch.facts import Facts

_FILE = "manifest.json"
#: Windows stops at 260 characters for a whole path.
_NAME = 28
_DIGEST = 12


@dataclass(frozen=True)
class Key:
    """What a snapshot is of; every field is a short text.

    Parameters
    ----------
    bron
        Source id.
    editie
        Year or edition; empty where the source has none.
    gebied
        The area that was asked for.
    verklaring
        Hash of the declaration: a changed declaration needs another snapshot.
    """

    bron: str
    editie: str
    gebied: str
    verklaring: str

    @property
    def folder_name(self) -> str:
        """A name of at most 41 characters that differs per key, also where case does not count."""
        parts = json.dumps([self.bron, self.editie, self.gebied, self.verklaring])
        digest = hashlib.sha256(parts.encode("utf-8")).hexdigest()[:_DIGEST]
        return f"{re.sub(r'[^a-z0-9_]', '_', self.bron.lower())[:_NAME]}-{digest}"


@dataclass(frozen=True)
class Snapshot:
    """One fetched set of files.

    Parameters
    ----------
    files
        The data files in `folder`, in order of name.
    manifest
        The fields of the key, ``opgehaald`` (UTC), ``versie``, ``urls``, ``aantal``, ``matched``,
        ``extra``, ``over`` (licence, attribution) and ``bestanden`` (naam, bytes, sha256 each).
    """

    key: Key
    folder: Path
    files: tuple[Path, ...]
    manifest: Mapping[str, Any]

    @property
    def fetched(self) -> datetime:
        """When it was fetched, in UTC."""
        return datetime.fromisoformat(self.manifest["opgehaald"])

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file["bytes"] for file in self.manifest["bestanden"])

    def age_days(self, today: date) -> int:
        """Return how many days ago it was fetched."""
        return (today - self.fetched.date()).days

    def is_whole(self) -> bool:
        """Return whether every file is there with the size it had; quick."""
        return all(path.is_file() and path.stat().st_size == file["bytes"] for path, file in self._listed())

    def is_intact(self) -> bool:
        """Return whether every file still has its checksum; reads all of them."""
        try:
            return all(sha256(path) == file["sha256"] for path, file in self._listed())
        except OSError:
            return False

    def _listed(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        return zip(self.files, self.manifest["bestanden"], strict=True)


def write_manifest(folder: Path, key: Key, facts: Facts, about: Mapping[str, str]) -> None:
    """Describe the files in `folder`, as the last thing that is written there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        **asdict(key),
        **asdict(facts),
        "extra": dict(facts.extra),
        "over": dict(about),
        "opgehaald": datetime.now(UTC).isoformat(timespec="seconds"),
        "versie": wijkkaart.__version__,
        "bestanden": [
            {"naam": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": sha256(path)}
            for path in files
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / _FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_snapshot(folder: Path) -> Snapshot | None:
    """Return the snapshot in `folder`; None when its manifest cannot be read, or a file is gone or cut off."""
    try:
        manifest = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        key = Key(manifest["bron"], manifest["editie"], manifest["gebied"], manifest["verklaring"])
        files = tuple(folder / file["naam"] for file in manifest["bestanden"])
        snapshot = Snapshot(key, folder, files, MappingProxyType(manifest))
        usable = snapshot.is_whole() and snapshot.fetched.tzinfo is not None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return snapshot if usable else None
