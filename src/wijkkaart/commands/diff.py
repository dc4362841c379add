"""What changed between two runs: areas, figures, scores and koppelkansen, from their output folders."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.commands.listing import in_columns
from wijkkaart.errors import InputError
from wijkkaart.outputs.csv_files import unguarded
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from pathlib import Path

#: Per table: what a row is about besides its gebied, its number or category, and its status.
_TABLES = {
    "indicatoren": ("indicator", ("waarde", "waarde_tekst"), "status"),
    "scores": ("opgave", ("score",), "status"),
    "koppelkansen": ("regel", (), "stand"),
}
_COMINGS = {"erbij": "Erbij", "weg": "Weg"}
#: So many areas are named on one line.
_NAMED = 5


@dataclass(frozen=True)
class Change:
    """What changed in one indicator, score or koppelkans, over the areas that both runs have.

    Parameters
    ----------
    anders
        How many areas have another number or category, of those that had one and still have one.
    grootste
        The largest of these: gebiedcode, gebiednaam, was and wordt; None where nothing changed.
    standen
        How many areas went from one status (of a koppelkans: stand) to another: ``"ok -> geheim": 2``.
    """

    naam: str
    vergeleken: int
    anders: int
    grootste: dict[str, Any] | None
    standen: dict[str, int]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not self.anders and not self.standen


def read_run(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a run by name, all cells as text and empty cells as NaN.

    Raises
    ------
    InputError
        When `folder` does not hold the CSV tables of a run.
    """
    if not folder.is_dir():
        raise InputError(f"De map {folder} bestaat niet. Noem twee mappen die 'wijkkaart run' heeft gemaakt.")
    return {name: _read(folder, name) for name in _TABLES}


def _read(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise InputError(
            f"De map {folder} is geen uitvoer van een run: {path.name} ontbreekt. Noem een map die 'wijkkaart run' "
            "heeft gemaakt, met csv bij uitvoer.formaten."
        )
    try:
        table = pd.read_csv(path, dtype=str, encoding="utf-8", keep_default_na=False, na_values=[""])
    except (ValueError, OSError) as error:
        raise InputError(f"Het bestand {path} is niet te lezen als tabel ({type(error).__name__}).") from error
    key, numbers, state = _TABLES[name]
    needed = ["run_id", "gebiedcode", key, *numbers, state, *(["gebiednaam"] if name == "indicatoren" else [])]
    if missing := [column for column in needed if column not in table]:
        raise InputError(f"In {path} ontbreekt de kolom {missing[0]}. Maak de run opnieuw met deze versie.")
    if table.duplicated(["gebiedcode", key]).any():
        raise InputError(f"In {path} staat een gebied meer dan één keer bij dezelfde {key}. Maak de run opnieuw.")
    return table


def differences(was: dict[str, pd.DataFrame], wordt: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Return what changed from the run `was` to the run `wordt`, as plain records."""
    names = _names(was) | _names(wordt)
    found: dict[str, Any] = {
        "was": _run_id(was),
        "wordt": _run_id(wordt),
        "gebieden": _comings(was["indicatoren"]["gebiedcode"], wordt["indicatoren"]["gebiedcode"], names),
    }
    for table, (key, _, _) in _TABLES.items():
        changes = _changes(was[table], wordt[table], table, names)
        comings = _comings(was[table][key], wordt[table][key], {})
        told = [asdict(change) for change in changes if not change.same]
        found[table] = {**comings, "vergeleken": len(changes), "veranderd": told}
    return found


def _names(run: dict[str, pd.DataFrame]) -> dict[str, str]:
    rows = run["indicatoren"].drop_duplicates("gebiedcode")
    return dict(zip(rows["gebiedcode"], rows["gebiednaam"].fillna("").map(unguarded), strict=True))


def _run_id(run: dict[str, pd.DataFrame]) -> str:
    return next(iter(run["indicatoren"]["run_id"].dropna()), "onbekend")


def _comings(was: pd.Series, wordt: pd.Series, names: dict[str, str]) -> dict[str, list[str]]:
    """Return what is new and what is gone, with its name where it has one."""

    def only(first: pd.Series, second: pd.Series) -> list[str]:
        return [f"{code} {names.get(code, '')}".strip() for code in sorted(set(first) - set(second))]

    return {"erbij": only(wordt, was), "weg": only(was, wordt)}


def _changes(was: pd.DataFrame, wordt: pd.DataFrame, table: str, names: dict[str, str]) -> list[Change]:
    key, numbers, state = _TABLES[table]
    columns = ["gebiedcode", key, *numbers, state]
    both = was[columns].merge(wordt[columns], on=["gebiedcode", key], suffixes=("_was", "_wordt"))
    return [_change(str(name), rows, numbers, state, names) for name, rows in both.groupby(key, sort=False)]


def _change(name: str, rows: pd.DataFrame, numbers: tuple[str, ...], state: str, names: dict[str, str]) -> Change:
    before, after = rows[f"{state}_was"].fillna("-"), rows[f"{state}_wordt"].fillna("-")
    moved = before != after
    steps = (before + " -> " + after)[moved].value_counts(sort=False).sort_index()
    changed = pd.concat([_differing(rows, column) for column in numbers]) if numbers else rows.iloc[:0]
    return Change(
        name,
        vergeleken=len(rows),
        anders=len(changed),
        grootste=_largest(changed, names) if len(changed) else None,
        standen={str(step): int(count) for step, count in steps.items()},
    )


def _differing(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return gebiedcode, was, wordt and gap where both runs have `column` and it differs; a category has no gap."""
    pairs = rows[["gebiedcode", f"{column}_was", f"{column}_wordt"]].set_axis(["gebiedcode", "was", "wordt"], axis=1)
    pairs = pairs.dropna()
    gap = (pd.to_numeric(pairs["wordt"], errors="coerce") - pd.to_numeric(pairs["was"], errors="coerce")).abs()
    # One number may be written in two ways.
    differs = (pairs["was"] != pairs["wordt"]) & gap.ne(0)
    return pairs.assign(gap=gap.fillna(0.0))[differs]


def _largest(changed: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    row = changed.sort_values(["gap", "gebiedcode"], ascending=[False, True]).iloc[0]
    code = str(row["gebiedcode"])
    return {"gebiedcode": code, "gebiednaam": names[code], "was": _value(row["was"]), "wordt": _value(row["wordt"])}


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return unguarded(text)


def difference_lines(found: dict[str, Any]) -> list[str]:
    """Return what `differences` found as Dutch text."""
    lines = [f"Van run {found['was']} naar run {found['wordt']}"]
    lines += _coming_lines("gebieden", found["gebieden"])
    for table in _TABLES:
        part = found[table]
        lines += ["", f"{table.capitalize()}: {len(part['veranderd'])} van de {part['vergeleken']} veranderd"]
        lines += _coming_lines(table, part)
        if part["veranderd"]:
            rows = [_row(change, table) for change in part["veranderd"]]
            lines += [f"  {line}" for line in in_columns([_heading(table), *rows])]
    return lines


def _coming_lines(what: str, comings: dict[str, list[str]]) -> list[str]:
    return [f"{label} ({what}): {_some(comings[key])}" for key, label in _COMINGS.items() if comings[key]]


def _some(items: list[str]) -> str:
    more = f" en nog {len(items) - _NAMED}" if len(items) > _NAMED else ""
    return f"{len(items)}: {', '.join(items[:_NAMED])}{more}"


def _heading(table: str) -> list[str]:
    key, numbers, state = _TABLES[table]
    return [key, *(["anders", "grootste verandering"] if numbers else []), f"{state} anders"]


def _row(change: dict[str, Any], table: str) -> list[str]:
    steps = ", ".join(f"{step}: {count}" for step, count in change["standen"].items()) or "-"
    if not _TABLES[table][1]:
        return [change["naam"], steps]
    return [change["naam"], f"{change['anders']} van {change['vergeleken']}", _told(change["grootste"]), steps]


def _told(largest: dict[str, Any] | None) -> str:
    if largest is None:
        return "-"
    return f"{largest['gebiedcode']} {largest['gebiednaam']}: {_plain(largest['was'])} -> {_plain(largest['wordt'])}"


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else dutch_number(value, 0 if value.is_integer() else 3)
