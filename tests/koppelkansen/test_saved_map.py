"""Notes come out of a saved map as text; its page is never made and never run."""

from __future__ import annotations

import json

import pytest

from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.own_files import read_rows
from wijkkaart.koppelkansen.saved_map import notes_in

NOTE = {"id": "a", "tafel": "Tafel 1", "soort": "notitie", "gebiedcode": "BU01", "tekst": "Café </script><b>x"}


def saved(path, *notes, before: str = "", after: str = ""):
    features = [{"type": "Feature", "geometry": None, "properties": note} for note in notes]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).replace("<", "\\u003c")
    block = f'<script type="application/json" id="wk-notities">{text}</script>'
    page = f"<!DOCTYPE html>\n<html><head><title>Kaart</title></head><body>{before}{block}{after}</body></html>"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["kaart.html", "KAART.HTM"])
def test_the_notes_of_a_saved_map_are_rows(tmp_path, name):
    [row] = read_rows(saved(tmp_path / name, NOTE))
    assert {key: row.get(key) for key in ("id", "tafel", "soort", "gebied", "tekst")} == {
        "id": "a", "tafel": "Tafel 1", "soort": "notitie", "gebied": "BU01", "tekst": "Café </script><b>x",
    }  # fmt: skip
    assert row.vorm is None


def test_windows_line_ends_and_a_mark_of_utf8_do_no_harm(tmp_path):
    path = saved(tmp_path / "kaart.html", NOTE)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(read_rows(path)) == 1


def test_only_the_first_block_counts_and_text_around_it_is_nothing(tmp_path):
    other = '<script>var x = \'<script id="wk-notities">\';</script><p id="wk-notities">tekst</p>'
    path = saved(tmp_path / "kaart.html", NOTE, before=other, after='<script id="wk-notities">[1]</script>')
    assert json.loads(notes_in(path))["features"][0]["properties"]["id"] == "a"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body>niets</body></html>", "staan geen notities"),
        (b"", "staan geen notities"),
        (b"\xff\xfe\x00", "geen kaart van wijkkaart"),
        (b'<script id="wk-notities">{</script>', "geen leesbaar GeoJSON"),
        (b'<script id="wk-notities"></script>', "geen leesbaar GeoJSON"),
    ],
)
def test_what_is_no_map_with_notes_says_what_to_do(tmp_path, content, words):
    path = tmp_path / "kaart.html"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_rows(path)
