"""Turns every status into 0, a place at a time, and shows which test notices.

A cell without a figure carries a reason; that reason may never become the number 0. This tool takes
each place in the code where a status other than ``ok`` is given, and makes a mutant: there the status
becomes ``ok`` with the value 0. The mutant stands in a copy of the project in a temporary folder; the
checkout is never touched. The tests that lie nearest are run first, the whole suite only where those stay
green. A mutant that no test notices has SURVIVED: then a test is missing.

    python tools/mutate_statuses.py                 all places; takes long
    python tools/mutate_statuses.py --kort          only the nearest tests, and those of the whole chain
    python tools/mutate_statuses.py --kort totals   only places in files whose name holds this word
    python tools/mutate_statuses.py --lijst         only say which places there are

Runs with the Python that the tests run with. Exit 1 when a mutant survives.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = Path("src") / "wijkkaart"
#: What stands in a mutant instead of the status; the lines below make it ``ok`` and 0.
ZERO = "nul"
#: Here statuses are only read, compared or put in words.
READERS = ("status.py", "contracts.py", "maps", "outputs", "commands", "voorbeeldstad")
#: Added to the copy, at the end of the modules through which every figure, table and score goes.
HELPERS = {
    "figures.py": """
_checked = Figures.__post_init__
def _zeroed(self):
    zero = self.status == "nul"
    if zero.any():
        object.__setattr__(self, "status", self.status.mask(zero, "ok"))
        if self.tekst is None:
            object.__setattr__(self, "waarde", self.waarde.mask(zero, 0.0))
        else:
            object.__setattr__(self, "tekst", self.tekst.mask(zero, "0"))
    _checked(self)
Figures.__post_init__ = _zeroed
""",
    "layers.py": """
def _zeroed(self):
    zero = self.status == "nul"
    object.__setattr__(self, "status", self.status.mask(zero, "ok"))
    object.__setattr__(self, "waarden", self.waarden.mask(zero, 0.0))
_plain_init = StatTable.__init__
def _init(self, *given, **named):
    _plain_init(self, *given, **named)
    _zeroed(self)
StatTable.__init__ = _init
""",
    "scoring/combine.py": """
_scored = score_opgaven
def score_opgaven(*given, **named):
    scores = _scored(*given, **named)
    zero = scores["status"] == "nul"
    return scores.assign(score=scores["score"].mask(zero, 0.0), status=scores["status"].mask(zero, "ok"))
""",
}
#: The tests of a package or module that lie nearest, besides those of the same name.
NEAR = {
    "figures.py": ("tests/opgaven",),
    "layers.py": ("tests/test_measure.py", "tests/gebieden"),
    "gebieden": ("tests/gebieden",),
    "ingredients": ("tests/ingredients", "tests/opgaven", "tests/test_figures_properties.py"),
    "opgaven": ("tests/opgaven",),
    "scoring": ("tests/scoring",),
    "sources/_stattabel": ("tests/sources/test_cbs_kerncijfers.py", "tests/sources/test_statline_sources.py"),
    "sources": ("tests/sources",),
}
#: The tests of the whole chain.
CHAIN = (
    "tests/opgaven/test_missing_stays_missing.py",
    "tests/test_statuses_never_zero.py",
    "tests/test_voorbeeldstad_run.py",
)
#: Tests that need a browser or a server say nothing about figures.
APART = ("tests/browser", "tests/servers", "tests/real", "tests/fetch", CHAIN[0])


@dataclass(frozen=True)
class Place:
    """One place where a status is given: file below the package, line and columns of ``Status.X``."""

    file: str
    status: str
    line: int
    first: int
    last: int


def places(root: Path) -> list[Place]:
    """Return every place in the package where a status other than ``ok`` is given."""
    found = []
    for path in sorted((root / CODE).rglob("*.py")):
        name = path.relative_to(root / CODE).as_posix()
        if not name.startswith(READERS):
            found += _places_in(name, path.read_text(encoding="utf-8"))
    return found


def _places_in(name: str, text: str) -> list[Place]:
    tree = ast.parse(text)
    read = {id(inner) for node in ast.walk(tree) if _only_reads(node) for inner in ast.walk(node)}
    return [
        Place(name, node.attr, node.lineno, node.col_offset, node.end_col_offset or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Status"
        if node.attr != "OK" and id(node) not in read
    ]


def _only_reads(node: ast.AST) -> bool:
    """Return whether a status inside `node` is compared with and not given."""
    asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"isin", "eq"}
    return isinstance(node, ast.Compare) or asks


def mutate(text: str, place: Place) -> str:
    """Return the text of a module in which the status at `place` became 0."""
    lines = text.splitlines(keepends=True)
    # Columns of ast are counted in bytes.
    raw = lines[place.line - 1].encode("utf-8")
    lines[place.line - 1] = (raw[: place.first] + repr(ZERO).encode("utf-8") + raw[place.last :]).decode("utf-8")
    return "".join(lines)


def copy(root: Path, target: Path) -> None:
    """Copy the project to `target`, with the lines in it that make a mutant 0."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(".*", "__pycache__", "*.egg-info"))
    for name, helper in HELPERS.items():
        path = target / CODE / name
        path.write_text(path.read_text(encoding="utf-8") + helper, encoding="utf-8", newline="\n")


def first_red(project: Path, tests: tuple[str, ...], apart: tuple[str, ...]) -> str | None:
    """Return the first test that fails in `project`; None when all pass."""
    there = [name for name in tests if (project / name).exists()]
    if not there:
        return None
    ignored = [f"--ignore={name}" for name in apart]
    # A mutant may draw warnings; they are no failure of a test here.
    command = [sys.executable, "-W", "ignore", "-m", "pytest", "-x", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, *ignored, *there],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode == 0:
        return None
    red = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return red[0].split(" - ")[0].partition(" ")[2] if red else f"pytest stopped with {run.returncode}"


def steps(place: Place, *, short: bool) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return which tests to run for a place, one after the other, and which to leave out of them."""
    near = next((tests for part, tests in NEAR.items() if place.file.startswith(part)), ())
    return [(own_tests(place), ()), (near, APART), (CHAIN, ())] + ([] if short else [(("tests",), APART)])


def own_tests(place: Place) -> tuple[str, ...]:
    """Return the file with the tests of the module that a place is in, if there is one of its name."""
    path = Path("tests") / place.file
    name = path.with_name(f"test_{path.name.lstrip('_')}").as_posix()
    return (name,) if (ROOT / name).exists() else ()


def caught_by(project: Path, place: Place, *, short: bool) -> str | None:
    """Return the test that notices that the status at `place` became 0; None when it survives."""
    path = project / CODE / place.file
    text = path.read_text(encoding="utf-8")
    path.write_text(mutate(text, place), encoding="utf-8", newline="\n")
    try:
        return next(
            (red for tests, apart in steps(place, short=short) if (red := first_red(project, tests, apart))), None
        )
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Make the mutants that the command line asks for and print what became of each."""
    parser = argparse.ArgumentParser(description="Turns every status into 0 and shows which test notices.")
    parser.add_argument("--kort", action="store_true", help="leave out the whole suite")
    parser.add_argument("--lijst", action="store_true", help="only say which places there are")
    parser.add_argument("woord", nargs="*", help="only files with one of these words in their name")
    asked = parser.parse_args()
    words = asked.woord or [""]
    chosen = [place for place in places(ROOT) if any(word in place.file for word in words)]
    if asked.lijst:
        for place in chosen:
            print(f"{place.status:22} {place.file}:{place.line}")
        return 0
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="wijkkaart-mutants-") as folder:
        project = Path(folder) / ROOT.name
        copy(ROOT, project)
        for tests in sorted({tests for place in chosen for tests, _ in steps(place, short=True)}):
            if red := first_red(project, tests, APART):
                print(f"Already red without a mutant: {red}")
                return 2
        for place in chosen:
            red = caught_by(project, place, short=asked.kort)
            survivors += red is None
            print(f"{place.status:22} {place.file}:{place.line:<6} {red or 'SURVIVED'}", flush=True)
    print(f"{len(chosen)} mutants, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
