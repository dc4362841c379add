"""The page around the map: folium for the map object, its tile layer and its layer control.

Branca parses what an element renders as a template a second time, so text from a data
file that passed through it would be run as code. Therefore no data passes through any
folium element: everything is added as ``Raw`` text, and the only templates are here.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass

import folium
from branca.element import Element, Figure
from jinja2 import Template

from wijkkaart.errors import ContractError
from wijkkaart.maps import assets
from wijkkaart.maps.packing import data_block

#: The Dutch national backdrop: off until the reader switches it on, the only address the page may reach.
PDOK = "https://service.pdok.nl"
_TILES = PDOK + "/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
_CSP_PLACE = "<!--CSP-->"
_NAME_PLACE = "%TITEL%"
_PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<!--CSP-->
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{ this.title|e }}</title>
{{ this.header.render(**kwargs) }}
</head>
<body data-map="{{ this.map_name }}" data-openbaarheid="{{ this.openbaarheid }}">
{{ this.html.render(**kwargs) }}
<script>
{{ this.script.render(**kwargs) }}
</script>
{{ this.tail }}
</body>
</html>
"""
_MAP = """{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map("kaart", {
  center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
});
{% endmacro %}"""


@dataclass(frozen=True)
class Page:
    """What a page is made of: the name of the place, where its map begins and its data as JSON by element id."""

    naam: str
    title: str
    openbaarheid: str
    centre: tuple[float, float]
    blocks: dict[str, str]


class Raw(Element):
    """Text that is never parsed as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: object) -> str:
        """Return the text as it is."""
        return self.text


class WijkFigure(Figure):
    """An HTML page with a language, a title, a security policy and nothing from elsewhere."""

    _template = Template(_PAGE)

    def __init__(self, page: Page, map_name: str, tail: str) -> None:
        super().__init__(title=page.title)
        self.header._children.clear()  # noqa: SLF001 - drops branca's own meta element
        self.openbaarheid = page.openbaarheid
        self.map_name = map_name
        self.tail = tail


class WijkMap(folium.Map):
    """A folium map that brings no script or style from a content network."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute, never changed here
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute, never changed here
    _template = folium.template.Template(_MAP)


def _folium_map(centre: tuple[float, float]) -> WijkMap:
    """Return the map object with the optional backdrop; fixed ids keep two builds alike."""
    made = WijkMap(location=list(centre), zoom_start=12, tiles=None, zoom_snap=0.25, wheel_px_per_zoom_level=90)
    made._id = "kaart"  # noqa: SLF001 - branca draws a random id otherwise
    made._parent = None  # type: ignore[assignment]  # noqa: SLF001 - folium puts a map in a figure of its own
    tiles = folium.TileLayer(
        _TILES,
        attr="Kaartgegevens © Kadaster",
        name="Achtergrondkaart van PDOK (internet nodig)",
        overlay=True,
        show=False,
        max_zoom=19,
        cross_origin=True,
    )
    tiles._id = "brt"  # noqa: SLF001
    tiles.add_to(made)
    control = folium.LayerControl(collapsed=True)
    control._id = "lagen"  # noqa: SLF001
    control.add_to(made)
    return made


def _add(parent: Element, name: str, text: str) -> None:
    parent.add_child(Raw(text), name=name)


def _style(text: str) -> str:
    return f"<style>\n{text}\n</style>"


def _script(text: str) -> str:
    return f"<script>\n{text}\n</script>"


def render_page(page: Page) -> str:
    """Return the whole page as HTML, with LF newlines and its security policy."""
    made = _folium_map(page.centre)
    figure = WijkFigure(page, made.get_name(), _script(assets.page_script()))
    figure.add_child(made, name="map")
    _add(figure.header, "leaflet_css", _style(assets.leaflet_style()))
    _add(figure.header, "css", _style(assets.page_style()))
    _add(figure.header, "leaflet", _script(assets.leaflet_script()))
    _add(figure.header, "topojson", _script(assets.topojson_script()))
    _add(figure.html, "body", assets.page_body().replace(_NAME_PLACE, html.escape(page.naam)))
    for name, block in page.blocks.items():
        _add(figure.html, name, data_block(name, block))
    return with_policy(figure.render())


def _hashes(kind: str, page: str) -> str:
    contents = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in contents]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def with_policy(page: str) -> str:
    """Return `page` with a policy that allows exactly its own scripts and styles.

    Raises
    ------
    ContractError
        If the page refers to a script or style elsewhere.
    """
    if re.search(r"<script[^>]+src=|<link[^>]+href=", page):
        msg = "the map page refers to a file outside itself"
        raise ContractError(msg)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes('script', page)}",
            f"style-src {_hashes('style', page)}",
            f"img-src data: {PDOK}",
            *(f"{name} 'none'" for name in ("connect-src", "font-src", "worker-src", "form-action", "base-uri")),
        ),
    )
    return page.replace(_CSP_PLACE, f'<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)
