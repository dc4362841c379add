"""The same input gives the same file, also in another process that orders sets otherwise."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_BUILD = f"""
import hashlib, sys
sys.path.insert(0, {str(HERE)!r})
import toy_result
from wijkkaart import catalogue
from wijkkaart.maps.write import map_html
catalogue.all_opgaven, catalogue.all_sources = toy_result.toy_opgaven, toy_result.toy_sources
print(hashlib.sha256(map_html(toy_result.toy_result(), sys.argv[1]).encode()).hexdigest())
"""


def built(openbaarheid: str, seed: int) -> str:
    settings = {**os.environ, "PYTHONHASHSEED": str(seed), "TZ": f"Etc/GMT+{seed}"}
    command = [sys.executable, "-c", _BUILD, openbaarheid]
    done = subprocess.run(command, env=settings, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.mark.parametrize("openbaarheid", ["openbaar", "intern"])
def test_two_builds_are_the_same_bytes(openbaarheid):
    first = built(openbaarheid, 1)
    assert len(first) == len(hashlib.sha256().hexdigest())
    assert built(openbaarheid, 2) == first
