"""The types of the map's script, checked by TypeScript.

Playwright brings node; TypeScript comes with ``npm ci`` (see CONTRIBUTING.md). Where it is not installed these tests
are skipped; with ``CI`` set that is a failure.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from wijkkaart.maps import assets
from wijkkaart.maps.payload import page_blocks

ROOT = Path(__file__).resolve().parents[2]
COMPILER = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
SCRIPTS = ROOT / "src" / "wijkkaart" / "maps" / "js"


def absent(reason):
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def tsc(node):
    """Run the compiler with options; gives its exit status and what it said."""
    if not COMPILER.is_file():
        absent("TypeScript is not installed: npm ci --ignore-scripts")
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]["typescript"]
    there = json.loads((COMPILER.parents[1] / "package.json").read_text(encoding="utf-8"))["version"]
    if there != pinned:
        absent(f"TypeScript {there} is installed, {pinned} is asked for: npm ci --ignore-scripts")

    def run(*options):
        command = [node, str(COMPILER), "--pretty", "false", *map(str, options)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_types_of_the_script_fit(tsc):
    status, said = tsc("--project", ROOT)
    assert (status, said) == (0, "")


def test_every_part_of_the_script_is_checked(tsc):
    _, said = tsc("--project", ROOT, "--listFilesOnly")
    checked = {Path(line).name for line in said.splitlines() if Path(line).parent.name == "js"}
    assert {f"{name}.js" for name in assets.SCRIPTS} <= checked


@pytest.fixture
def check_beside(tsc, tmp_path):
    """Check a text as one more part of the script; gives the complaints about it."""

    def run(text):
        extra = tmp_path / "extra.js"
        extra.write_text(text, encoding="utf-8")
        settings = {
            "extends": (ROOT / "tsconfig.json").as_posix(),
            "compilerOptions": {"typeRoots": [(ROOT / "node_modules" / "@types").as_posix()]},
            "include": [f"{SCRIPTS.as_posix()}/*", extra.as_posix()],
        }
        (tmp_path / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        _, said = tsc("--project", tmp_path)
        return [line.partition("extra.js")[2] for line in said.splitlines() if "extra.js" in line]

    return run


def test_a_wrong_type_in_any_part_is_found(check_beside):
    found = check_beside("formatNumber('1', 2);\nDATA.niveaus[0].bestaat_niet;\nformatNumber(1, 2);\n")
    assert [line.partition(",")[0] for line in found] == ["(1", "(2"]


@pytest.mark.parametrize("openbaarheid", ["openbaar", "intern"])
def test_the_data_that_python_writes_has_the_types_that_the_script_reads(check_beside, result, toy, openbaarheid):
    blocks = page_blocks(result, openbaarheid, toy.toy_opgaven(), toy.toy_sources())
    types = {"wk-data": "MapData", "wk-vormen": "Shapes", "wk-omgeving": "BackdropData"}
    assert set(blocks) == set(types)
    declared = [f"/** @type {{{types[name]}}} */\nconst {name[3:]}_ = {block};" for name, block in blocks.items()]
    assert check_beside("\n".join(declared)) == []
