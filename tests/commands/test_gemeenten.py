"""All gemeenten of the country: listed from the service or from what was fetched, and chosen per province."""

import json
from pathlib import Path

import pandas as pd
import pytest

from wijkkaart import pipeline
from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.declarations import Order
from wijkkaart.errors import ConfigError, NoBoundariesError
from wijkkaart.extent import Extent
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import _key
from wijkkaart.gebieden.lookup import gemeenten_in

ROWS = pd.DataFrame(
    [
        ("GM0503", "Delft", "Zuid-Holland"),
        ("GM0518", "'s-Gravenhage", "Zuid-Holland"),
        ("GM1900", "Súdwest-Fryslân", "Fryslân"),
        ("GM0893", "Bergen (L.)", "Limburg"),
    ],
    columns=["code", "naam", "provincie"],
)


@pytest.fixture
def cache(tmp_path) -> Path:
    """A cache in which the names were fetched once."""
    source = all_sources()["kadaster_gemeenten"]
    key = _key(source, source.dienst, Order(Extent(), source.dienst.edities[0], source.dienst.url))

    def fill(folder):
        ROWS.to_csv(folder / "gemeenten.csv", index=False, encoding="utf-8")
        return Facts((source.dienst.url,), len(ROWS))

    Store(tmp_path / "cache").make(key, fill)
    return tmp_path / "cache"


def left_with(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code)


def test_the_gemeenten_of_the_country_are_listed_offline(cache, capsys):
    assert left_with("list", "gemeenten", "--offline", "--cache", cache) == 0
    assert capsys.readouterr().out.splitlines() == [
        "code    naam             provincie",
        "GM0503  Delft            Zuid-Holland",
        "GM0518  's-Gravenhage    Zuid-Holland",
        "GM0893  Bergen (L.)      Limburg",
        "GM1900  Súdwest-Fryslân  Fryslân",
    ]


def test_and_as_json(cache, capsys):
    assert left_with("list", "gemeenten", "--json", "--offline", "--cache", cache) == 0
    assert json.loads(capsys.readouterr().out)[0] == {"code": "GM0503", "naam": "Delft", "provincie": "Zuid-Holland"}


def test_a_dead_service_leaves_what_was_fetched_long_ago(cache, capsys, monkeypatch):
    monkeypatch.setattr("wijkkaart.fetch.manifest.Snapshot.age_days", lambda *_: 1_000)

    def dead(*_args, **_kwargs):
        from wijkkaart.errors import SourceUnavailable  # noqa: PLC0415 - only here

        raise SourceUnavailable("geen verbinding")

    monkeypatch.setattr("wijkkaart.fetch.http.Http.get", dead)
    assert left_with("list", "gemeenten", "--cache", cache) == 0
    assert "GM0503  Delft" in capsys.readouterr().out


def test_never_fetched_and_offline_is_exit_4(tmp_path, capsys):
    assert left_with("list", "gemeenten", "--offline", "--cache", tmp_path / "leeg") == 4
    assert "zonder --offline" in capsys.readouterr().err


def batch(monkeypatch, *arguments: object) -> tuple[int, list[tuple[str, tuple[str, ...]]]]:
    """Return the exit status of a batch without outlines, and which study areas it took on."""
    taken = []

    def run(config, *_):
        taken.append((config.titel, config.gebied.gemeenten))
        raise NoBoundariesError("Er zijn geen grenzen.")

    monkeypatch.setattr(pipeline, "run", run)
    return left_with("batch", "--offline", "--stil", *arguments), taken


def test_a_province_is_a_run_per_gemeente_under_its_own_name(cache, tmp_path, monkeypatch):
    code, taken = batch(monkeypatch, "--provincie", "zuid holland", "--cache", cache, "--uit", tmp_path / "uit")
    assert code == 4
    assert taken == [("Delft", ("GM0503",)), ("'s-Gravenhage", ("GM0518",))]


def test_alle_is_every_gemeente_beside_what_is_named(cache, tmp_path, monkeypatch):
    _, taken = batch(monkeypatch, "GM1111", "--alle", "--cache", cache, "--uit", tmp_path / "uit")
    assert [codes for _, codes in taken] == [("GM1111",), ("GM0503",), ("GM0518",), ("GM0893",), ("GM1900",)]


def test_an_unknown_province_is_refused_with_the_list(cache, capsys):
    assert left_with("batch", "--provincie", "Holland", "--offline", "--cache", cache) == 2
    assert "Kies uit: Fryslân, Limburg, Zuid-Holland." in capsys.readouterr().err


def test_a_batch_of_nothing_is_refused(cache, capsys):
    assert left_with("batch", "--offline", "--cache", cache) == 2
    assert "--provincie" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "codes"),
    [("Zuid-Holland", ["GM0503", "GM0518"]), ("zuidholland", ["GM0503", "GM0518"]), ("Friesland", ["GM1900"])],
)
def test_a_province_is_found_by_any_usual_spelling(asked, codes):
    assert gemeenten_in(asked, ROWS)["code"].tolist() == codes


def test_rows_without_a_province_say_so():
    with pytest.raises(ConfigError, match="geen provincie bekend"):
        gemeenten_in("Limburg", ROWS.assign(provincie=float("nan")))
