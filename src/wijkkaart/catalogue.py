"""Finds every declaration: a file in ``sources`` or ``opgaven`` is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

import wijkkaart.opgaven
import wijkkaart.sources

if TYPE_CHECKING:
    from types import ModuleType

    from wijkkaart.declarations import Indicator, Opgave, Source


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names if not name.startswith("_")]


@cache
def all_sources() -> dict[str, Source]:
    """Return every declared source by id."""
    found = [module.SOURCE for module in _modules(wijkkaart.sources)]
    return {source.id: source for source in found}


@cache
def all_opgaven() -> dict[str, Opgave]:
    """Return the opgaven and the groups beside them by id, in reading order."""
    found = [module.OPGAVE for module in _modules(wijkkaart.opgaven)]
    return {opgave.id: opgave for opgave in sorted(found, key=lambda item: (item.volgorde, item.id))}


@cache
def all_indicators() -> dict[str, Indicator]:
    """Return every declared indicator by id, in reading order."""
    return {item.id: item for opgave in all_opgaven().values() for item in opgave.indicatoren}


def opgave_of(indicator: str) -> str:
    """Return the id of the opgave that an indicator belongs to."""
    return next(o.id for o in all_opgaven().values() if any(i.id == indicator for i in o.indicatoren))
