import hashlib
import json
import re
from pathlib import Path

import pytest

from wijkkaart.errors import ContractError
from wijkkaart.maps import assets

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "src" / "wijkkaart" / "_vendor", ROOT / "tests" / "browser" / "_vendor")


@pytest.mark.parametrize("folder", FOLDERS, ids=("package", "tests"))
def test_vendored_files_are_what_the_lock_says_and_carry_a_licence(folder):
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"vendor.lock.json"}
    locked = set()
    for entry in json.loads((folder / "vendor.lock.json").read_text(encoding="utf-8")):
        home = f"{entry['name']}-{entry['version']}"
        assert "LICENSE" in entry["files"]
        for name, facts in entry["files"].items():
            content = (folder / home / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == facts["sha256"]
            locked.add(f"{home}/{name}")
    assert found == locked


def test_known_checksums():
    content = (FOLDERS[0] / "leaflet-1.9.4" / "leaflet.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"


def test_the_libraries_in_the_page_are_named_with_their_licence_text():
    found = {item.name: item for item in assets.libraries()}
    assert found["leaflet"].licence == "BSD-2-Clause"
    assert "Redistribution and use" in found["leaflet"].licence_text
    assert "topojson-client" in found
    assert "axe-core" not in found


def test_banners_with_the_copyright_stay():
    assert "Leaflet 1.9.4" in assets.leaflet_script()[:200]
    assert "topojson-client" in assets.topojson_script()[:200]


def test_images_of_the_style_sheet_are_inside_it():
    style = assets.leaflet_style()
    assert "images/" not in style
    assert style.count("url(data:image/png;base64,") == 3


@pytest.mark.parametrize("text", ["a = '</script>'", "x <!-- y", "'<SCRIPT>'"])
def test_a_script_that_would_end_itself_is_refused(text):
    with pytest.raises(ContractError, match="proef"):
        assets.script_text(text, "proef")


def test_every_part_of_the_page_is_used_once_and_short():
    folder = ROOT / "src" / "wijkkaart" / "maps"
    for kind, names in (("js", assets.SCRIPTS), ("css", assets.STYLES)):
        files = {path.stem: path for path in (folder / kind).glob(f"*.{kind}")}
        assert sorted(files) == sorted(names)
        for path in files.values():
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name


def test_our_script_never_writes_markup():
    source = assets.page_script()
    for risky in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert risky not in source
    # Read once, to save the page as it was; never written.
    assert re.findall(r".{8}outerHTML.", source) == ["n${page.outerHTML}"]


def test_only_comments_on_lines_of_their_own_are_left_out():
    source = assets.page_script()
    assert not any(line.lstrip().startswith("/**") and line.rstrip().endswith("*/") for line in source.splitlines())
    folder = ROOT / "src" / "wijkkaart" / "maps" / "js"
    declared = sum(path.read_text(encoding="utf-8").count("\nfunction ") for path in folder.glob("*.js"))
    assert source.count("\nfunction ") == declared


def test_no_text_of_the_script_runs_over_lines_because_indentation_is_left_out():
    folder = ROOT / "src" / "wijkkaart" / "maps" / "js"
    for path in folder.glob("*.js"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert line.count("`") % 2 == 0, f"{path.name}:{number}"
            assert not line.endswith("\\"), f"{path.name}:{number}"
