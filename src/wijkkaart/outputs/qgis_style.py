"""QGIS styles (QML) for the layers of the GeoPackage.

Every style hatches what has no figure, so that a missing value can never be taken for
a low one, in greyscale neither.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkkaart.outputs.wide import FOUND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from wijkkaart.outputs.column import Column

#: ColorBrewer YlGnBu, five classes: light to dark, safe for the common colour deficiencies.
_RAMP = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
_NOTHING_FOUND = "#f7f7f7"
_OUTLINE = "#4d4d4d"
_HATCH = "#7a7a7a"


@dataclass(frozen=True)
class Look:
    """One line of a legend: which rows, in words, and how they are drawn.

    Parameters
    ----------
    rows
        QGIS expression; ``ELSE`` for what no other line takes.
    hatch
        Angle of the hatching in degrees; None for a plain fill.
    """

    rows: str
    label: str
    colour: str = "#ffffff"
    hatch: int | None = None


def count_looks(column: Column) -> list[Look]:
    """Return the legend of the number of koppelkansen found."""
    limits = {"0": "= 0", "1": "= 1", "2": "= 2", "3": "= 3", "4 of meer": ">= 4"}
    colours = (_NOTHING_FOUND, *_RAMP[1:])
    found = [
        Look(f'"{column.id}" {test}', label, colour)
        for (label, test), colour in zip(limits.items(), colours, strict=True)
    ]
    found[0] = replace(found[0], label="0: niet in de cijfers gevonden")
    return [*found, _missing("te weinig cijfers")]


def score_looks(column: Column, high: Fraction) -> list[Look]:
    """Return the legend of a score: three bands with the border of *hoog* where the rules have it."""
    # Cut off at six decimals: a score of exactly two thirds is high, whatever its last digit.
    top, bottom = (int(1e8 * share) / 1e6 for share in (high, 1 - high))
    value, status = f'"{column.id}"', f'"{column.status}"'
    return [
        Look(f"{value} < {bottom}", "kleinere opgave", _RAMP[0]),
        Look(f"{value} >= {bottom} AND {value} < {top}", "gemiddeld", _RAMP[2]),
        Look(f"{value} >= {top}", "grotere opgave (hoog)", _RAMP[4]),
        Look(f"{status} = 'niet_van_toepassing'", "niet van toepassing: geen inwoners of woningen", "#e6e6e6"),
        _missing("te weinig cijfers of te weinig buurten"),
    ]


def rule_looks(column: Column) -> list[Look]:
    """Return the legend of one koppelkans."""
    stands = {
        "geen": "niet in de cijfers gevonden",
        "samenloop": "samenloop van opgaven",
        FOUND[0]: "kansrijk",
        FOUND[1]: "kansrijk, mogelijk moment: navragen",
        FOUND[2]: "nu: er is een plan",
    }
    colours = (_NOTHING_FOUND, *_RAMP[1:])
    known = [
        Look(f"\"{column.id}\" = '{stand}'", label, colour)
        for (stand, label), colour in zip(stands.items(), colours, strict=True)
    ]
    return [*known, _missing("onbekend: te weinig cijfers")]


def _missing(label: str) -> Look:
    return Look("ELSE", label, hatch=45)


def qml(looks: Sequence[Look], columns: Sequence[Column] = ()) -> str:
    """Return a QGIS style; with `columns` it also names the fields in plain Dutch."""
    categories = "Symbology|Labeling|Fields" if columns else "Symbology|Labeling"
    root = ET.Element("qgis", version="3.22.0", styleCategories=categories, labelsEnabled="1")
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0")
    rules = ET.SubElement(renderer, "rules", key="wijkkaart")
    symbols = ET.SubElement(renderer, "symbols")
    for number, look in enumerate(looks):
        name = str(number)
        ET.SubElement(rules, "rule", key=f"wijkkaart-{name}", filter=look.rows, label=look.label, symbol=name)
        _symbol(symbols, name, look)
    _labels(root)
    aliases = ET.SubElement(root, "aliases")
    for column in columns:
        mark = " [intern]" if column.openbaarheid == "intern" else ""
        ET.SubElement(aliases, "alias", field=column.id, name=column.label_nl + mark)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def _symbol(parent: ET.Element, name: str, look: Look) -> None:
    symbol = ET.SubElement(parent, "symbol", type="fill", name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    fill = {"color": _rgba(look.colour), "outline_color": _rgba(_OUTLINE), "outline_width": "0.2", "style": "solid"}
    _layer(symbol, "SimpleFill", fill)
    if look.hatch is None:
        return
    pattern = {"angle": str(look.hatch), "color": _rgba(_HATCH), "distance": "1.6", "line_width": "0.3"}
    lines = _layer(symbol, "LinePatternFill", pattern)
    stroke = ET.SubElement(lines, "symbol", type="line", name=f"@{name}@1", alpha="1", clip_to_extent="1")
    _layer(stroke, "SimpleLine", {"line_color": _rgba(_HATCH), "line_width": "0.3"})


def _layer(parent: ET.Element, kind: str, options: dict[str, str]) -> ET.Element:
    layer = ET.SubElement(parent, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    holder = ET.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(holder, "Option", type="QString", name=key, value=value)
    return layer


def _labels(root: ET.Element) -> None:
    # The name is a plain field, never an expression and never HTML: it comes from a file.
    settings = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName="gebiednaam",
        isExpression="0",
        allowHtml="0",
        fontSize="8",
        textColor=_rgba("#1a1a1a"),
    )
    ET.SubElement(style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferColor=_rgba("#ffffff"))
    ET.SubElement(settings, "placement", placement="1", centroidInside="1", fitInPolygonOnly="0")


def _rgba(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour[1:])
    return f"{red},{green},{blue},255"
