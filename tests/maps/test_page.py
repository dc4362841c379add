import base64
import hashlib
import re

import folium
import pytest

from wijkkaart.errors import ContractError
from wijkkaart.maps import assets
from wijkkaart.maps.page import Page, Raw, render_page, with_policy

HOSTILE = "{{7*7}} {% oops </title><script>alert(1)</script> {# x"


@pytest.fixture(scope="module")
def page():
    return render_page(Page(HOSTILE, f"Wijkkaart {HOSTILE}", "openbaar", (52.0, 4.3), {"wk-data": '{"a":"{{7*7}}"}'}))


def test_raw_text_is_no_template():
    assert Raw("{{7*7}} {% oops").render() == "{{7*7}} {% oops"


def test_a_hostile_name_is_text_in_title_heading_and_data(page):
    escaped = "{{7*7}} {% oops &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; {# x"
    assert f"<title>Wijkkaart {escaped}</title>" in page
    assert f"</span> {escaped}</h1>" in page
    assert '{"a":"{{7*7}}"}' in page


def test_the_page_says_its_language_and_lets_people_zoom(page):
    assert '<html lang="nl">' in page
    assert "user-scalable" not in page
    assert "maximum-scale" not in page


def test_nothing_comes_from_elsewhere(page):
    assert not re.search(r"<script[^>]+src=|<link\b|@import|url\((?!data:|#)", page)
    own = assets.page_script() + assets.page_style() + assets.page_body()
    assert set(re.findall(r"https?://[^\s\"']+", own)) == {"http://www.w3.org/2000/svg"}


def test_only_the_scripts_and_styles_of_the_page_may_run(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    for kind in ("script", "style"):
        for content in re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_policy_stands_before_any_script(page):
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<script>")


def test_a_page_that_points_elsewhere_is_refused():
    with pytest.raises(ContractError, match="outside itself"):
        with_policy('<script src="https://example.org/a.js"></script>')


def test_the_online_backdrop_is_made_but_not_switched_on(page):
    assert "var tile_layer_brt = L.tileLayer(" in page
    assert "tile_layer_brt.addTo(" not in page


def test_folium_itself_is_not_changed_for_others():
    render_page(Page("x", "x", "openbaar", (52.0, 4.3), {}))
    assert any("leaflet" in name for name, _ in folium.Map.default_js)


def test_two_pages_are_the_same_bytes(page):
    again = render_page(Page(HOSTILE, f"Wijkkaart {HOSTILE}", "openbaar", (52.0, 4.3), {"wk-data": '{"a":"{{7*7}}"}'}))
    assert again == page
    assert "\r" not in page
