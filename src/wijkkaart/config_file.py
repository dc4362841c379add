"""Reads a config from YAML and says in Dutch what is wrong with it, with file, line and key."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from wijkkaart.config import Bron, Config, resolve_paths
from wijkkaart.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_SWITCH = {"uit": {"aan": False}, "aan": {"aan": True}}

#: pydantic's kinds of problems, as a Dutch sentence; anything else keeps its own message.
_PROBLEMS = {
    "missing": "deze sleutel ontbreekt",
    "int_type": "hier hoort een heel getal",
    "int_parsing": "hier hoort een heel getal",
    "float_type": "hier hoort een getal",
    "float_parsing": "hier hoort een getal",
    "string_type": "hier hoort tekst",
    "string_too_short": "hier mag geen lege tekst staan",
    "bool_type": "schrijf true of false",
    "bool_parsing": "schrijf true of false",
    "tuple_type": "hier hoort een lijst, bijvoorbeeld [a, b]",
    "path_type": "hier hoort een bestandsnaam",
    "dict_type": "hier horen sleutels met waarden",
    "model_type": "hier horen sleutels met waarden",
    "too_short": "deze lijst mag niet leeg zijn",
}


def load_config(path: Path, sources: Collection[str], weights: Mapping[str, Collection[str]]) -> Config:
    """Return the config in the YAML file at `path`.

    Parameters
    ----------
    path
        The file.
    sources
        Ids of the sources that exist.
    weights
        Ids of the scored indicators per opgave: what ``gewichten`` may name.

    Raises
    ------
    ConfigError
        With every problem found, each with its line and key.
    """
    raw = _read(path)
    prepared = _switches(resolve_paths(raw, path.resolve().parent))
    problems = _unknown_names(raw, sources, weights)
    try:
        config = Config.model_validate(prepared)
    except ValidationError as error:
        problems += [_explain(raw, item) for item in error.errors()]
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        raise ConfigError(f"De configuratie {path.name} klopt niet:\n{lines}\nPas het bestand aan: {path}")
    return config


def _read(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"Het configuratiebestand {path} bestaat niet. Controleer de naam en de map.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Het configuratiebestand {path} is niet te lezen: {error}.") from error
    try:
        raw = YAML().load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        problem = "een sleutel staat er twee keer" if "duplicate key" in str(error.problem) else "geen geldige YAML"
        raise ConfigError(f"{path.name}, regel {line}: {problem} ({error.problem}).") from None
    except YAMLError as error:
        raise ConfigError(f"{path.name} is geen geldige YAML: {error}.") from None
    if not isinstance(raw, CommentedMap):
        raise ConfigError(f"{path.name} is leeg of geen lijst van sleutels; begin met 'gebied:'.")
    return raw


def _switches(raw: dict[str, Any]) -> dict[str, Any]:
    """Return `raw` with ``bron: uit`` as a switch and ``overige`` beside the sources."""
    sources = raw.get("bronnen")
    if not isinstance(sources, dict):
        return raw
    named = {key: _SWITCH.get(value, value) if isinstance(value, str) else value for key, value in sources.items()}
    rest = named.pop("overige", None)
    moved = {"overige": sources["overige"]} if rest is not None else {}
    return {**raw, "bronnen": named, **moved}


def _unknown_names(
    raw: dict[str, Any],
    sources: Collection[str],
    weights: Mapping[str, Collection[str]],
) -> list[str]:
    problems = [
        f"{_place(raw, ('bronnen', name))}: onbekende bron.{_suggest(name, sources)}"
        for name in raw.get("bronnen") or {}
        if name not in sources and name != "overige"
    ]
    for opgave, items in (raw.get("gewichten") or {}).items():
        if opgave not in weights:
            problems.append(f"{_place(raw, ('gewichten', opgave))}: onbekende opgave.{_suggest(opgave, weights)}")
            continue
        problems += [
            f"{_place(raw, ('gewichten', opgave, item))}: telt hier niet mee.{_suggest(item, weights[opgave])}"
            for item in items or {}
            if item not in weights[opgave]
        ]
    return problems


def _suggest(name: object, names: Collection[str]) -> str:
    close = get_close_matches(str(name), list(names), n=1)
    return f" Bedoelt u {close[0]}?" if close else " Zie 'wijkkaart list' voor de namen."


def _place(raw: Any, loc: tuple[Any, ...]) -> str:
    """Return ``regel N, a.b.c`` for a key path; the nearest parent's line where the key is absent."""
    line, node = None, raw
    for key in loc:
        try:
            line = (node.lc.key(key) if isinstance(node, CommentedMap) else node.lc.item(key))[0] + 1
            node = node[key]
        except (KeyError, IndexError, AttributeError, TypeError):
            break
    keys = ".".join(str(key) for key in loc)
    return f"regel {line}, {keys}" if line else keys


def _explain(raw: Any, error: Any) -> str:
    loc = tuple(part for part in error["loc"] if part != "function-after")
    place = _place(raw, loc)
    if error["type"] == "extra_forbidden":
        return f"{place}: onbekende sleutel.{_suggest(loc[-1], _allowed_keys(loc))}"
    if error["type"] == "literal_error":
        return f"{place}: kies uit {error['ctx']['expected'].replace(' or ', ' of ')}"
    if error["type"] == "value_error":
        return f"{place}: {error['ctx']['error']}"
    if error["type"] in {"greater_than_equal", "less_than_equal"}:
        limit = error["ctx"].get("ge", error["ctx"].get("le"))
        word = "minstens" if "ge" in error["ctx"] else "hoogstens"
        return f"{place}: moet {word} {limit} zijn"
    return f"{place}: {_PROBLEMS.get(error['type'], error['msg'])}"


def _allowed_keys(loc: tuple[Any, ...]) -> list[str]:
    """Return the keys that may stand where `loc` points."""
    model: Any = Config
    for key in loc[:-1]:
        if key == "bronnen":
            return [name for name in Bron.model_fields if name != "aan"]
        annotation = model.model_fields[key].annotation if key in model.model_fields else None
        candidates = [annotation, *getattr(annotation, "__args__", ())]
        model = next((item for item in candidates if isinstance(item, type) and issubclass(item, BaseModel)), None)
        if model is None:
            return []
    return list(model.model_fields)
