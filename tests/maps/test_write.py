import dataclasses
import json
import re

import numpy as np
import pytest
from tests.unpacked import unpacked

from wijkkaart.maps import write_map
from wijkkaart.maps.write import map_html

DECIMALS = range(5)


def told(result, openbaarheid) -> str:
    """Return the page with its data written out."""
    return unpacked(map_html(result, openbaarheid))


def blocks(html: str) -> dict:
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', html, re.DOTALL)
    return {name: json.loads(text) for name, text in found}


def test_names_from_files_are_data_and_nothing_else(toy, result):
    html = told(result, "intern")
    names = blocks(html)["wk-data"]["gebieden"]["naam"]
    assert set(toy.HOSTILE) <= set(names)
    for name in toy.HOSTILE[2:4]:
        assert name not in html
    assert html.count("<script") == html.count("</script>")


@pytest.mark.parametrize("openbaarheid", ["openbaar", "intern"])
def test_a_look_from_outside_is_not_on_the_map(result, openbaarheid):
    checked = dataclasses.replace(result, toetsen=("Energie: Spearman -0,6142.",))
    assert "Spearman -0,6142" not in told(checked, openbaarheid)


def test_written_file_is_utf8_with_lf_and_the_same_twice(result, tmp_path):
    for name in ("een.html", "twee.html"):
        write_map(result, tmp_path / name, "openbaar")
    first = (tmp_path / "een.html").read_bytes()
    assert first == (tmp_path / "twee.html").read_bytes()
    assert b"\r" not in first
    assert first.decode("utf-8").startswith("<!DOCTYPE html>")


def sentinels():
    """Numbers that occur nowhere else, each far from the next."""
    return (7_310_000.123457 + 1_371.0371 * place for place in range(100_000))


def forms(value: float) -> set[str]:
    """How a number could stand in a file: itself, its roundings and its whole part."""
    return {repr(value), str(int(value)), *(f"{value:.{decimals}f}" for decimals in DECIMALS)}


def numbers_in(html: str) -> set[str]:
    """Every number in a text, and the whole part of each."""
    found = set(re.findall(r"\d+(?:\.\d+)?", html))
    return found | {number.partition(".")[0] for number in found}


def plant(frame, mask, columns, stock) -> list[float]:
    planted = []
    for column in columns:
        if column not in frame:
            frame[column] = np.nan
        values = [next(stock) for _ in range(int(mask.sum()))]
        frame[column] = frame[column].astype("float64")
        frame.loc[mask, column] = values
        planted += values
    return planted


def plant_words(frame, mask, columns) -> list[str]:
    words = []
    for column in columns:
        for row in frame.index[mask]:
            words.append(f"geheim{column}{row}zin")
            frame.loc[row, column] = words[-1]
    return words


@pytest.fixture
def secrets(result):
    """A result in which every internal cell has a value of its own; and those values."""
    stock = sentinels()
    figures, scores, cards, points = result.indicatoren, result.scores, result.koppelkansen, result.sterke_punten
    columns = ("waarde", "teller", "noemer", "dekking", "p10", "p50", "p90", "percentiel", "norm", "afstand_tot_norm")
    numbers = plant(figures, figures["openbaarheid"] == "intern", columns, stock)
    social = scores["opgave"] == "sociaaleconomisch"
    columns = ("score", "dekking", "n_indicatoren", "rang", "rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde")
    numbers += plant(scores, social, columns, stock)
    internal = cards["openbaarheid"] == "intern"
    numbers += plant(cards, internal, ("p_urgent",), stock)
    texts = ("naam", "uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag", "zekerheid")
    words = plant_words(cards, internal, texts)
    internal = points["openbaarheid"] == "intern"
    numbers += plant(points, internal, ("waarde", "percentiel"), stock)
    words += plant_words(points, internal, ("zin",))
    return result, numbers, words


IDS = (
    "laag_inkomen_geheim",
    "bijstand_geheim",
    "K5_geheime_regel",
    "Bijstand per duizend",
    "Huishoudens met laag inkomen",
)


def test_nothing_internal_is_in_the_public_map(secrets):
    result, numbers, words = secrets
    html = told(result, "openbaar")
    assert [word for word in (*IDS, *words) if word in html] == []
    tokens = numbers_in(html)
    assert [value for value in numbers if forms(value) & tokens] == []
    assert not re.search(r"73\d{5}", "".join(json.dumps(block) for block in blocks(html).values()))


def test_the_same_values_are_in_the_internal_map(secrets):
    """So that the test above could fail."""
    result, numbers, words = secrets
    html = told(result, "intern")
    tokens = numbers_in(html)
    assert all(name in html for name in IDS)
    assert sum(bool(forms(value) & tokens) for value in numbers) > 50
    assert sum(word in html for word in words) > 50


def test_the_page_knows_which_it_is(result):
    assert blocks(told(result, "openbaar"))["wk-data"]["openbaarheid"] == "openbaar"
    intern = told(result, "intern")
    assert 'data-openbaarheid="intern"' in intern
    assert "(intern)</title>" in intern


def test_every_used_source_is_named_with_its_licence(result):
    sources = blocks(told(result, "openbaar"))["wk-data"]["over"]["bronnen"]
    used = {source["id"]: source for source in sources if source["status"] == "gebruikt"}
    assert used["cbs_kerncijfers"]["naamsvermelding"] == "© cbs_kerncijfers"
    assert used["bag_panden"]["licentie"] == "CC BY 4.0"


def test_a_hundred_buurten_stay_small(toy):
    html = map_html(toy.toy_result(toy.Grid(10, 10)), "intern")
    assert len(html.encode()) < 700_000
