"""All data of one map, in the blocks that the page reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkkaart.maps.about import about_payload, statuses_payload
from wijkkaart.maps.areas import areas_payload, niveaus_payload, ordered_areas
from wijkkaart.maps.backdrop import backdrop_payload
from wijkkaart.maps.colours import palettes
from wijkkaart.maps.columns import STATUS_CODES, indicators_payload, opgave_payload
from wijkkaart.maps.degrees import degrees_for
from wijkkaart.maps.escape import page_json, text
from wijkkaart.maps.followed import followed_payload
from wijkkaart.maps.stories import (
    dna_payload,
    koppelkansen_payload,
    rule_figures,
    streets_payload,
    strengths_payload,
)
from wijkkaart.maps.topology import topology
from wijkkaart.maps.visible import visible
from wijkkaart.maps.voices import dots_payload, may_be_told, meeting_payload, timeline_payload, voices_payload
from wijkkaart.maps.weights import weighing_payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wijkkaart.declarations import Opgave, Source
    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.degrees import Degrees
    from wijkkaart.maps.visible import Openbaarheid, Visible
    from wijkkaart.result import Result


def _figures(shown: Visible, areas: Areas) -> dict[str, Any]:
    return {
        "indicatoren": indicators_payload(shown, areas),
        "opgaven": [opgave_payload(opgave, shown, areas) for opgave in shown.opgaven],
    }


def _labels(shown: Visible) -> dict[str, str]:
    """Return what opgaven, figures and rules of this map are called, by id."""
    rules = zip(shown.koppelkansen["regel"], shown.koppelkansen["naam"], strict=True)
    return {
        **{opgave.id: opgave.label_nl.lower() for opgave in shown.opgaven},
        **{item.id: item.label_nl for opgave in shown.opgaven for item in opgave.indicatoren},
        **{text(rule): text(name) for rule, name in rules},
    }


def _voices(result: Result, shown: Visible, areas: Areas, degrees: Degrees) -> dict[str, Any]:
    return {
        "stemmen": voices_payload(result.stemmen, areas, shown),
        "tijdlijn": timeline_payload(result.tijdlijn, areas),
        "plekken": meeting_payload(result.stemmen, areas, degrees),
        "gevolg": followed_payload(may_be_told(result.stemmen, shown), shown.koppelkansen, _labels(shown), areas),
        "stippen": dots_payload(shown.koppelkansen, areas),
    }


def _rule_figures(result: Result, shown: Visible) -> dict[str, list[str]]:
    """Return per rule the indicators that it asks for and that this map may show."""
    there = {item.id for opgave in shown.opgaven for item in opgave.indicatoren} & set(shown.indicatoren["indicator"])
    return {rule: [name for name in names if name in there] for rule, names in rule_figures(result.regels).items()}


def _stories(result: Result, shown: Visible, areas: Areas, degrees: Degrees) -> dict[str, Any]:
    return {
        "koppelkansen": koppelkansen_payload(shown.koppelkansen, areas, _rule_figures(result, shown)),
        "sterk": strengths_payload(shown.sterke_punten, areas),
        **_voices(result, shown, areas, degrees),
        "dna": dna_payload(result.dna, areas),
        "straten": streets_payload(result, areas),
    }


def map_data(
    result: Result,
    shown: Visible,
    areas: Areas,
    degrees: Degrees,
    sources: Mapping[str, Source],
) -> dict[str, Any]:
    """Return everything but geometry: the place, its figures, its stories and their sources."""
    return {
        "naam": result.naam,
        "run": result.run_id,
        "fictief": result.fictief,
        "openbaarheid": shown.openbaarheid,
        "hoog": round(100 * float(result.config.drempels.hoog)),
        "minimum": result.config.referentie.minimum,
        "statussen": statuses_payload(STATUS_CODES),
        "palet": palettes(),
        "niveaus": niveaus_payload(areas),
        "gebieden": areas_payload(areas, degrees),
        **_figures(shown, areas),
        "weging": weighing_payload(result.config, shown, areas),
        **_stories(result, shown, areas, degrees),
        "over": about_payload(result, sources, shown),
    }


def page_blocks(
    result: Result,
    openbaarheid: Openbaarheid,
    opgaven: Mapping[str, Opgave],
    sources: Mapping[str, Source],
) -> dict[str, str]:
    """Return the page's data as safe JSON, by the id of the element that holds it."""
    shown = visible(result, opgaven, openbaarheid)
    areas = ordered_areas(result.gebieden)
    degrees = degrees_for(areas.frame)
    return {
        "wk-data": page_json(map_data(result, shown, areas, degrees, sources)),
        "wk-vormen": page_json(topology(areas, degrees)),
        "wk-omgeving": page_json(backdrop_payload(result.context, areas, degrees)),
    }
