import re

from tests.unpacked import unpacked

from wijkkaart.maps.packing import LARGE, data_block

TEXT = '{"a":"' + "\\u003c/script\\u003e 1,2,3 " * LARGE + '"}'


def test_a_small_block_stays_readable():
    assert data_block("wk-klein", '{"a":1}') == '<script type="application/json" id="wk-klein">{"a":1}</script>'


def test_a_large_block_is_smaller_holds_no_markup_and_comes_back_whole():
    block = data_block("wk-groot", TEXT)
    assert len(block) < len(TEXT) / 4
    assert re.fullmatch(r'<script type="application/zlib" id="wk-groot">[A-Za-z0-9+/=]+</script>', block)
    assert unpacked(block) == f'<script type="application/json" id="wk-groot">{TEXT}</script>'


def test_where_packing_begins():
    assert "application/json" in data_block("x", "1" * (LARGE - 1))
    assert "application/zlib" in data_block("x", "1" * LARGE)
