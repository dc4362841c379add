"""Reads the rules of the koppelkansen and checks them before anything is computed."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from wijkkaart.catalogue import all_opgaven
from wijkkaart.errors import ConfigError
from wijkkaart.koppelkansen.expressions import (
    ExpressionError,
    Fact,
    Quantity,
    assured,
    indicators_in,
    leaves,
    parse,
)
from wijkkaart.koppelkansen.rule import DECIMALS, OWN_PREFIX, WERKSOORTEN, Condition, Rule, Variant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wijkkaart.declarations import Indicator, Opgave

__all__ = ["Rule", "load_rules"]

#: Whatever the file holds; ruamel gives mappings and lists that know their lines.
Raw = Any

_CONDITIONS = ("urgent", "fysiek", "plan", "aanwijzing")
_TEXTS = ("naam", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag", "bron")
_REQUIRED = ("id", "opgaven", "uitleg", *_CONDITIONS, *_TEXTS)
_OPTIONAL = ("standaard", "openbaarheid", "wacht_op")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def load_rules(path: Path | None = None, opgaven: Mapping[str, Opgave] | None = None) -> tuple[Rule, ...]:
    """Return the rules of `path`, or those of the package, checked against the declarations.

    Parameters
    ----------
    path
        A YAML file with the same keys as the packaged ``regels.yaml``.
    opgaven
        Declarations by id; the whole catalogue by default.

    Raises
    ------
    ConfigError
        With every problem found and its line: unknown names, a text that shows a number its
        ``als`` does not assure, missing or unknown keys, duplicate ids.
    """
    name = "regels.yaml" if path is None else path.name
    raw = _read(path, name)
    reader = _Reader(all_opgaven() if opgaven is None else opgaven)
    rules = reader.rules(raw)
    if reader.problems:
        found = "\n".join(f"  regel {line}: {text}" for line, text in sorted(set(reader.problems)))
        raise ConfigError(f"De koppelregels in {name} kloppen niet. Verbeter:\n{found}")
    return tuple(rules)


def _read(path: Path | None, name: str) -> Raw:
    try:
        text = (files("wijkkaart.koppelkansen") / name if path is None else path).read_text(encoding="utf-8")
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(
            f"De koppelregels in {name}, regel {line}, zijn geen geldige YAML: {error.problem}."
        ) from error
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ConfigError(
            f"De koppelregels in {name} zijn niet te lezen ({error}). Controleer 'koppelregels' in de configuratie; "
            "het moet een YAML-bestand in UTF-8 zijn."
        ) from error


class _Reader:
    """Turns the parsed YAML into rules and collects every problem with its line."""

    def __init__(self, opgaven: Mapping[str, Opgave]) -> None:
        self.opgaven = [opgave.id for opgave in opgaven.values() if opgave.scoort]
        self.indicators: dict[str, Indicator] = {
            item.id: item for opgave in opgaven.values() for item in opgave.indicatoren
        }
        self.problems: list[tuple[int, str]] = []
        self.seen: set[str] = set()

    def rules(self, raw: Raw) -> list[Rule]:
        """Return the rules that could be made; look at ``problems`` before using them."""
        entries = raw.get("regels") if isinstance(raw, dict) and set(raw) == {"regels"} else None
        if not isinstance(entries, list) or not entries:
            self.problems.append(
                (1, "het bestand moet precies één sleutel hebben, 'regels:', met een lijst van regels")
            )
            return []
        return [rule for entry, line in _with_lines(entries) if (rule := self._rule(entry, line))]

    def _rule(self, entry: Raw, line: int) -> Rule | None:
        if not isinstance(entry, dict):
            self.problems.append((line, "hier hoort een regel met id, naam, opgaven enzovoort"))
            return None
        before = len(self.problems)
        self._check_keys(entry, line)
        if len(self.problems) > before:
            return None
        conditions = {key: self._condition(entry[key], _line(entry, key)) for key in _CONDITIONS}
        self._only_plans(conditions["plan"], _line(entry, "plan"))
        variants = self._variants(entry["uitleg"], _line(entry, "uitleg"))
        disclosure = self._disclosure(entry, [*conditions.values(), *(item.als for item in variants if item.als)])
        return Rule(
            id=entry["id"],
            opgaven=tuple(entry["opgaven"]),
            standaard=entry.get("standaard", "aan") == "aan",
            openbaarheid=disclosure,
            variants=variants,
            urgent=conditions["urgent"],
            fysiek=conditions["fysiek"],
            plan=conditions["plan"],
            aanwijzing=conditions["aanwijzing"],
            **{key: str(entry[key]) for key in _TEXTS},
            wacht_op=str(entry.get("wacht_op", "")),
        )

    def _check_keys(self, entry: Raw, line: int) -> None:
        for key in entry:
            if key not in _REQUIRED + _OPTIONAL:
                self.problems.append((_line(entry, key), f"onbekende sleutel {key!r}"))
        for key in _REQUIRED:
            if key not in entry:
                self.problems.append((line, f"de sleutel {key!r} ontbreekt"))
            elif key not in ("opgaven", "uitleg") and not (isinstance(entry[key], str) and entry[key].strip()):
                self.problems.append((_line(entry, key), f"bij {key!r} hoort een tekst"))
        self._check_id(entry, line)
        self._check_opgaven(entry, line)
        for key, allowed in (("standaard", ("aan", "uit")), ("openbaarheid", ("openbaar", "intern"))):
            if key in entry and entry[key] not in allowed:
                self.problems.append((_line(entry, key), f"{key!r} moet {' of '.join(allowed)} zijn"))
        self._check_plain_texts(entry)

    def _check_plain_texts(self, entry: Raw) -> None:
        if not isinstance(entry.get("wacht_op", ""), str):
            self.problems.append((_line(entry, "wacht_op"), "bij 'wacht_op' hoort een tekst"))
        for key in (*_TEXTS, "wacht_op"):
            if "{" in str(entry.get(key, "")) or "}" in str(entry.get(key, "")):
                self.problems.append((_line(entry, key), f"accolades mogen alleen in 'uitleg', niet in {key!r}"))

    def _check_id(self, entry: Raw, line: int) -> None:
        name = str(entry.get("id", ""))
        if name and not _ID.fullmatch(name):
            self.problems.append((line, f"het id {name!r} mag alleen letters, cijfers en _ hebben"))
        if name.startswith(OWN_PREFIX):
            self.problems.append(
                (line, f"het id {name!r} mag niet met {OWN_PREFIX!r} beginnen: zo heten eigen koppelkansen")
            )
        if name in self.seen:
            self.problems.append((line, f"het id {name!r} komt twee keer voor"))
        self.seen.add(name)

    def _check_opgaven(self, entry: Raw, line: int) -> None:
        named = entry.get("opgaven")
        if named is None:
            return
        if not isinstance(named, list) or not named:
            self.problems.append((line, "bij 'opgaven' hoort een lijst met minstens één opgave"))
            return
        for name in named:
            self._known(name, self.opgaven, "opgave", _line(entry, "opgaven"))

    def _condition(self, text: str, line: int) -> Condition:
        try:
            node = parse(text)
        except ExpressionError as error:
            self.problems.append((line, str(error)))
            return Condition(text, Fact("plan", WERKSOORTEN[0]))
        for leaf in leaves(node):
            self._check_leaf(leaf, line)
        return Condition(text, node)

    def _check_leaf(self, leaf: Quantity | Fact, line: int) -> None:
        if leaf.kind in ("s", "ambitie"):
            self._known(leaf.name, self.opgaven, "opgave", line)
        elif leaf.kind == "plan":
            self._known(leaf.name, WERKSOORTEN, "soort werk", line)
        elif self._known(leaf.name, self.indicators, "indicator", line) and self.indicators[leaf.name].categorie:
            self.problems.append(
                (line, f"{leaf.kind}({leaf.name}) kan niet: deze indicator is een categorie, geen getal")
            )

    def _known(self, name: Raw, known: Raw, what: str, line: int) -> bool:
        if name in known:
            return True
        shown = ", ".join(get_close_matches(str(name), known) or sorted(known)[:12])
        self.problems.append((line, f"onbekende {what} {name!r}; bekend zijn onder meer: {shown}"))
        return False

    def _only_plans(self, condition: Condition, line: int) -> None:
        """Refuse figures in ``plan``: only planning makes a koppelkans ``nu``."""
        if any(leaf.kind != "plan" for leaf in leaves(condition.node)):
            self.problems.append((line, "in 'plan' mag alleen plan(...) staan; cijfers horen bij 'aanwijzing'"))

    def _variants(self, entries: Raw, line: int) -> tuple[Variant, ...]:
        if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
            self.problems.append((line, "bij 'uitleg' hoort een lijst van 'als' en 'tekst'"))
            return ()
        for number, (entry, start) in enumerate(_with_lines(entries), start=1):
            if ("als" in entry) == (number == len(entries)):
                self.problems.append((start, "alleen de laatste uitleg staat er zonder 'als': die past altijd"))
        return tuple(found for entry, start in _with_lines(entries) if (found := self._variant(entry, start)))

    def _variant(self, entry: Raw, line: int) -> Variant | None:
        if set(entry) - {"als"} != {"tekst"} or not all(isinstance(value, str) for value in entry.values()):
            self.problems.append((line, "een uitleg heeft een 'tekst' en meestal een 'als'"))
            return None
        condition = self._condition(entry["als"], _line(entry, "als")) if "als" in entry else None
        self._check_fields(entry["tekst"], condition, _line(entry, "tekst"))
        return Variant(condition, entry["tekst"])

    def _check_fields(self, text: str, condition: Condition | None, line: int) -> None:
        try:
            fields = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
        except ValueError:
            self.problems.append((line, "de accolades in de tekst kloppen niet"))
            return
        sure = assured(condition.node) if condition else set()
        for name, form, conversion in fields:
            if (name, form, conversion) == ("gebied", "", None) or not self._known(
                name, self.indicators, "indicator", line
            ):
                continue
            if not DECIMALS.fullmatch(str(form)) or conversion:
                self.problems.append((line, f"schrijf {{{name}:.0f}} met het aantal decimalen"))
            if name not in sure:
                self.problems.append(
                    (line, f"het getal {name} staat in de tekst, maar 'als' belooft niet dat het er is")
                )

    def _disclosure(self, entry: Raw, conditions: list[Condition]) -> str:
        names = set().union(*(indicators_in(condition.node) for condition in conditions)) & set(self.indicators)
        internal = sorted(name for name in names if self.indicators[name].openbaarheid == "intern")
        if internal and entry.get("openbaarheid") == "openbaar":
            self.problems.append(
                (_line(entry, "openbaarheid"), f"deze regel kan niet openbaar zijn: {internal[0]} is intern")
            )
        return "intern" if internal else str(entry.get("openbaarheid", "openbaar"))


def _line(entry: Raw, key: str) -> int:
    return int(entry.lc.key(key)[0]) + 1


def _with_lines(entries: Raw) -> list[tuple[Raw, int]]:
    return [(entry, int(entries.lc.item(number)[0]) + 1) for number, entry in enumerate(entries)]
