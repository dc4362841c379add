"""The papers say what is so: commands, names and files in them exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from wijkkaart.catalogue import all_opgaven, all_sources
from wijkkaart.config_file import load_config
from wijkkaart.status import STATUS_TEKST
from wijkkaart.writing import OUTPUT_NAMES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIGS = sorted((ROOT / "config").glob("*.yml"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def readme_line(name):
    """Return the lines in the block that README marks as `name`."""
    found = re.search(rf"^<!-- regel: {re.escape(name)} -->\n```\w+\n(.*?)\n```$", README, re.DOTALL | re.MULTILINE)
    return found.group(1).splitlines() if found else []


def section(title):
    """Return the text under a heading of README, up to the next heading."""
    return re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", README, re.DOTALL | re.MULTILINE).group(1)


def first_column(text):
    """Return the code-quoted names in the first column of the tables in `text`."""
    cells = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("name", ["draaien", "testen", "draaien, windows", "testen, windows"])
def test_each_readme_command_is_one_line(name):
    assert len(readme_line(name)) == 1


def test_the_commands_make_their_environment_and_use_locked_versions():
    for name in ("draaien", "testen"):
        [line] = readme_line(name)
        assert line.startswith("python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt ")
    assert readme_line("draaien")[0].endswith(" && .venv/bin/wijkkaart run")
    assert readme_line("testen")[0].endswith(" && .venv/bin/python -m pytest")


@pytest.mark.parametrize("name", ["draaien", "testen"])
def test_powershell_does_the_same_steps_without_the_operator_it_lacks(name):
    [unix], [windows] = readme_line(name), readme_line(f"{name}, windows")
    assert "&&" not in windows
    steps = windows.replace("; if ($?) {", " &&").rstrip(" }").replace(".\\.venv\\Scripts\\", ".venv/bin/")
    assert steps.replace(".exe", "").replace("py -3", "python3") == unix


def test_ci_takes_its_commands_from_readme_and_ends_with_the_tests():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().splitlines()
    assert lines[-1] == 'eval "$(readme_line testen)"'
    assert 'eval "$(readme_line draaien)"' in lines
    assert not [line for line in lines if "pytest" in line]


def test_readme_names_the_map_and_every_output_file():
    assert "outputs/voorbeeldstad/kaart.html" in README
    assert set(first_column(section("Wat eruit komt"))) == set(OUTPUT_NAMES)


def test_readme_explains_every_status_in_the_words_of_the_tool():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section("Waarom een vakje leeg is"), re.MULTILINE))
    assert rows == {str(status): text for status, text in STATUS_TEKST.items()}


def test_readme_names_every_opgave_that_has_a_score():
    scored = [opgave.id for opgave in all_opgaven().values() if opgave.scoort]
    assert [name for name in scored if name not in README] == []


def test_the_config_in_readme_is_valid(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL).group(1)
    path = tmp_path / "mijn.yml"
    path.write_text(example, encoding="utf-8")
    config = load_config(path, all_sources(), {})
    assert config.gebied.gemeenten == ("GM0344",)
    assert config.eigen.ambities == (tmp_path / "ambities.csv",)


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_each_config_for_users_is_valid_with_and_without_its_examples(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    assert load_config(path, all_sources(), {}).uitvoer.map == Path("outputs") / path.stem
    settings = text[text.index("naam:") :]
    everything = tmp_path / path.name
    everything.write_text(re.sub(r"^( *)# ( *[\w-]+:.*)$", r"\1\2", settings, flags=re.MULTILINE), encoding="utf-8")
    weights = {"mobiliteit": ["autodichtheid_km2"]}
    assert load_config(everything, [*all_sources(), "leefbaarometer"], weights).eigen.ambities


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", text, re.MULTILINE)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == list(range(1, 16))
    assert text.rstrip().endswith("require the production of a new EUPL version.")


def test_the_changelog_has_a_section_for_changed_numbers_in_every_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.split(r"^## \[", text, flags=re.MULTILINE)[1:]
    assert versions
    assert [version.splitlines()[0] for version in versions if "\n### Changed numbers\n" not in version] == []


def test_decisions_are_numbered_without_gaps():
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_each_decision_says_when_why_what_and_what_follows(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}\.", text, re.MULTILINE)
    parts = re.findall(r"^## (\w+)\n\n(\S)", text, re.MULTILINE)
    assert [title for title, _ in parts] == ["Context", "Decision", "Consequences"]


def test_each_term_of_the_glossary_is_in_use():
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([^|]+) \|[^|]+\|[^|]+\|$", glossary, re.MULTILINE)[1:]
    words = [word for term in terms for word in term.strip().split(", ")]
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*") if path.suffix in {".py", ".yaml"}]
    used = "\n".join([README, *code]).lower()
    assert [word for word in words if word.lower() not in used] == []


def test_local_links_in_the_papers_lead_somewhere():
    papers = [*ROOT.glob("*.md"), *DECISIONS]
    links = [
        (path, link)
        for path in papers
        for link in re.findall(r"\]\((?!https:)([^)#]+)", path.read_text(encoding="utf-8"))
    ]
    assert links
    assert [f"{path.name}: {link}" for path, link in links if not (path.parent / link).exists()] == []


def test_the_locked_versions_cover_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(item for extra in project["optional-dependencies"].values() for item in extra)]
    locked = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    names = {re.split(r"==", line)[0] for line in locked.splitlines() if "==" in line}
    wanted = {re.split(r"[<>=\[; ]", item)[0].lower().replace(".", "-").replace("_", "-") for item in asked}
    assert wanted - names == set()
    assert not re.search(r"https?://|file:|--index|--find-links|@ ", locked)
