"""Puts what people brought beside the cards of the rules: own koppelkansen, judgements and dots.

Nothing here changes what a rule found: a rejected card stays, with what was said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.koppelkansen.evidence import SEPARATOR
from wijkkaart.koppelkansen.kinds import CARD_TEXTS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import geopandas as gpd

    from wijkkaart.koppelkansen.eigen import Voices

#: Between texts of two people about the same koppelkans in the same gebied.
_AND = " / "
_KEY = ["gebiedcode", "regel"]
_BY = {"bewoners": "bewoners", "gemeente": "de gemeente"}


def with_voices(
    koppelkansen: pd.DataFrame,
    voices: Voices,
    gebieden: gpd.GeoDataFrame,
    planjaar: int,
    planhorizon: int,
) -> pd.DataFrame:
    """Return the cards of the rules, as they were, and own koppelkansen below them.

    Parameters
    ----------
    koppelkansen
        What ``find_koppelkansen`` gave back.
    gebieden
        Index gebiedcode.
    planjaar, planhorizon
        An own koppelkans with a year from `planjaar` up to `planhorizon` later is ``nu``.

    Returns
    -------
    DataFrame
        As `koppelkansen`, with ``herkenning`` (herkennen, herkennen_niet, verdeeld, weten_niet; None where
        nobody said) and ``stippen`` (Int64; NA where none were put).
    """
    own = own_cards(voices, planjaar, planhorizon)
    own = own[own["gebiedcode"].isin(gebieden.index)]
    cards = pd.concat([koppelkansen, own.reindex(columns=koppelkansen.columns)]) if len(own) else koppelkansen
    keys = pd.MultiIndex.from_frame(cards[_KEY])
    stemmen = voices.stemmen
    return cards.reset_index(drop=True).assign(
        herkenning=_recognised(stemmen[stemmen["soort"] == "oordeel"]).reindex(keys).to_numpy(),
        stippen=_dots(stemmen[stemmen["soort"] == "stip"]).reindex(keys).array,
    )


def own_cards(voices: Voices, planjaar: int, planhorizon: int) -> pd.DataFrame:
    """Return one card per own koppelkans and gebied, in the columns of a card of a rule."""
    said = voices.stemmen.to_dict("records")
    rows = [_card(said[number], card, planjaar, planhorizon) for number, card in voices.kaarten.items()]
    frame = pd.DataFrame(rows, columns=None if rows else _KEY)
    together = [_together(group) for _, group in frame.groupby(_KEY, sort=False)]
    return pd.DataFrame(together, columns=frame.columns)


def _card(voice: Mapping[Hashable, Any], card: Mapping[str, Any], planjaar: int, planhorizon: int) -> dict[str, Any]:
    planned = not pd.isna(voice["jaar_van"])
    soon = planned and voice["jaar_van"] <= planjaar + planhorizon and voice["jaar_tot"] >= planjaar
    return {
        "gebiedcode": voice["gebiedcode"],
        "regel": voice["regel"],
        "naam": card["naam"],
        "opgaven": SEPARATOR.join(card["opgaven"]),
        "herkomst": voice["herkomst"],
        "stand": "nu" if soon else "kansrijk",
        "kan_hoger": False,
        "uitleg": card["uitleg"] or card["naam"],
        **{name: card[name] for name in CARD_TEXTS},
        "bewijs": "",
        "p_urgent": float("nan"),
        "zekerheid": _certainty(voice, soon=soon),
        "openbaarheid": "openbaar",
    }


def _certainty(voice: Mapping[Hashable, Any], *, soon: bool) -> str:
    said = f"Ingebracht door {_BY[voice['herkomst']]}. Dit rust niet op cijfers."
    if not soon:
        return said
    first, last = voice["jaar_van"], voice["jaar_tot"]
    return f"{said} Er is een planning: {first if first == last else f'{first} tot en met {last}'}."


def _together(cards: pd.DataFrame) -> dict[Any, Any]:
    """Return one card of what several people wrote about the same koppelkans here; nothing gets lost."""
    card: dict[Any, Any] = cards.iloc[0].to_dict()
    for name in ("uitleg", "zekerheid", *CARD_TEXTS):
        card[name] = _AND.join(dict.fromkeys(cards[name].dropna())) or None
    opgaven = [name for text in cards["opgaven"] for name in text.split(SEPARATOR)]
    return {
        **card,
        "opgaven": SEPARATOR.join(dict.fromkeys(opgaven)),
        "stand": "nu" if (cards["stand"] == "nu").any() else "kansrijk",
    }


def _recognised(judgements: pd.DataFrame) -> pd.Series:
    return judgements.groupby(_KEY)["oordeel"].agg(_verdict)


def _verdict(said: pd.Series) -> str:
    """Return one word for what was said of a card: who does not know, does not outvote who does."""
    sides = set(said) - {"weten_niet"}
    if len(sides) > 1:
        return "verdeeld"
    return sides.pop() if sides else "weten_niet"


def _dots(dots: pd.DataFrame) -> pd.Series:
    return dots.groupby(_KEY)["aantal"].sum().astype("Int64")
