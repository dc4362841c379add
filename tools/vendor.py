"""Bring the few browser libraries into the project; a developer runs this, never a user.

Each package is fetched with ``npm pack`` and refused unless its checksum equals the one
written here. Only the named files are kept, with the licence, and a lock file lists
their checksums so that a test can see that nobody touched them.

Usage: ``python tools/vendor.py``
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE_DIR = ROOT / "src" / "wijkkaart" / "_vendor"
TEST_DIR = ROOT / "tests" / "browser" / "_vendor"


@dataclass(frozen=True)
class Library:
    """One npm package: its pinned version, its checksum and the files to keep (new name: name in package)."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]
    target: Path


LIBRARIES = (
    Library(
        "leaflet",
        "1.9.4",
        "BSD-2-Clause",
        "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        {
            "LICENSE": "LICENSE",
            "leaflet.js": "dist/leaflet.js",
            "leaflet.css": "dist/leaflet.css",
            "images/layers.png": "dist/images/layers.png",
            "images/layers-2x.png": "dist/images/layers-2x.png",
            "images/marker-icon.png": "dist/images/marker-icon.png",
        },
        PACKAGE_DIR,
    ),
    Library(
        "topojson-client",
        "3.1.0",
        "ISC",
        "sha512-605uxS6bcYxGXw9qi62XyrV6Q3xwbndjachmNxu8HWTtVPxZfEJN9fd/SZS1Q54Sn2y0TMyMxFj/cJINqGHrKw==",
        {"LICENSE": "LICENSE", "topojson-client.min.js": "dist/topojson-client.min.js"},
        PACKAGE_DIR,
    ),
    Library(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        {"LICENSE": "LICENSE", "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt", "axe.min.js": "axe.min.js"},
        TEST_DIR,
    ),
)


def download(library: Library, folder: Path) -> Path:
    """Return the tarball of `library` in `folder`; stop when its checksum is another one."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to refresh the vendored libraries")
    answer = subprocess.run(
        [npm, "pack", "--json", "--silent", f"{library.name}@{library.version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    tarball = folder / json.loads(answer.stdout)[0]["filename"]
    found = "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if found != library.integrity:
        raise SystemExit(f"{library.name}: checksum {found} is not the pinned {library.integrity}")
    return tarball


def unpack(library: Library, tarball: Path) -> dict[str, dict[str, object]]:
    """Write the wanted files and return name -> sha256 and size."""
    folder = library.target / f"{library.name}-{library.version}"
    shutil.rmtree(folder, ignore_errors=True)
    written: dict[str, dict[str, object]] = {}
    with tarfile.open(tarball) as archive:
        for name, member in library.files.items():
            stream = archive.extractfile(f"package/{member}")
            if stream is None:
                raise SystemExit(f"{library.name}: {member} is not a file in the package")
            content = stream.read()
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    return written


def lock_entry(library: Library, folder: Path) -> dict[str, object]:
    """Fetch one library and return its entry for the lock file."""
    files = unpack(library, download(library, folder))
    return {
        "name": library.name,
        "version": library.version,
        "licence": library.licence,
        "integrity": library.integrity,
        "files": files,
    }


def main() -> None:
    """Refresh both folders and their lock files."""
    for target in (PACKAGE_DIR, TEST_DIR):
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            entries = [lock_entry(item, Path(folder)) for item in LIBRARIES if item.target == target]
        text = json.dumps(entries, indent=2, sort_keys=True) + "\n"
        (target / "vendor.lock.json").write_bytes(text.encode())
        print(f"{target.relative_to(ROOT)}: {', '.join(str(item['name']) for item in entries)}")


if __name__ == "__main__":
    main()
