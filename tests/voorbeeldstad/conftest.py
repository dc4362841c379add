"""Voorbeeldstad is made once for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wijkkaart.voorbeeldstad import Example, write_sources
from wijkkaart.voorbeeldstad.plan import Plan, draw_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def plan() -> Plan:
    return draw_plan()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voorbeeldstad")


@pytest.fixture(scope="session")
def example(folder: Path) -> Example:
    return write_sources(folder)
