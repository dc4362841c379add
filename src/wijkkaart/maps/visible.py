"""What one map may hold: the public map has no internal value, label or id at all.

Everything else in this package reads from ``Visible`` and never from the tables of the
result that can hold internal rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from wijkkaart.koppelkansen.rule import OWN_PREFIX
from wijkkaart.maps.escape import parts
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wijkkaart.declarations import Indicator, Opgave
    from wijkkaart.result import Result

Openbaarheid = Literal["openbaar", "intern"]

SEPARATOR = "; "
OPENBAAR: Final = "openbaar"
#: Always three bands in public: it speaks of people.
SOCIAAL = "sociaaleconomisch"
#: Columns of a score that say more than its band.
_SCORE_DETAILS = ("score", "dekking", "n_indicatoren", "rang", "rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde")
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Visible:
    """The tables and declarations that one map shows.

    Parameters
    ----------
    opgaven
        Declarations, holding only the indicators that may be seen.
    scores
        As in the result, with ``band`` (1 laag, 2 midden, 3 hoog, NA without a score).
    in_banden
        Opgaven that show their band only.
    verborgen
        Per opgave how many internal figures its score needs or has.
    bronnen
        How each source is called on the page; a source that only internal figures read has no
        name of its own there, and is left out if no score rests on it.
    """

    openbaarheid: Openbaarheid
    opgaven: tuple[Opgave, ...]
    indicatoren: pd.DataFrame
    scores: pd.DataFrame
    koppelkansen: pd.DataFrame
    sterke_punten: pd.DataFrame
    in_banden: frozenset[str]
    verborgen: dict[str, int]
    verzwegen: tuple[str, ...]
    bronnen: dict[str, str]

    def may_say(self, sentence: str) -> bool:
        """Return whether a message names nothing that is left out."""
        return not any(word in sentence for word in self.verzwegen)


def visible(result: Result, opgaven: Mapping[str, Opgave], openbaarheid: Openbaarheid) -> Visible:
    """Return what a map for this `openbaarheid` may hold."""
    banded = with_bands(result.scores, float(result.config.drempels.hoog))
    if openbaarheid != OPENBAAR:
        return Visible(
            openbaarheid,
            tuple(opgaven.values()),
            result.indicatoren,
            banded,
            result.koppelkansen,
            result.sterke_punten,
            frozenset(),
            {},
            (),
            {record.bron: record.bron for record in result.bronnen},
        )
    return _public(result, opgaven, banded)


def _public(result: Result, opgaven: Mapping[str, Opgave], scores: pd.DataFrame) -> Visible:
    shown = tuple(_without_internal(opgave) for opgave in opgaven.values())
    ids = [item.id for opgave in shown for item in opgave.indicatoren]
    sources = _public_sources(result, opgaven.values())
    in_bands = {SOCIAAL} | _scored_on_internal(result.indicatoren, opgaven.values())
    return Visible(
        OPENBAAR,
        shown,
        _public_rows(result.indicatoren, ids),
        _bands_only(scores, in_bands),
        _public_cards(result.koppelkansen, sources),
        _public_rows(result.sterke_punten, ids),
        frozenset(in_bands),
        _hidden_parts(result.indicatoren, opgaven.values()),
        tuple(_internal_words(opgaven.values())),
        sources,
    )


def _public_sources(result: Result, opgaven: Iterable[Opgave]) -> dict[str, str]:
    """Return what each source is called in public: itself, a number, or not at all.

    The publisher of a figure behind a score must be named, but the id of a source may give
    away which internal figure that is.
    """
    items = [item for opgave in opgaven for item in opgave.indicatoren]
    names = {}
    for place, record in enumerate(result.bronnen):
        readers = [item for item in items if record.bron in item.bronnen]
        if not readers or any(item.openbaarheid == OPENBAAR for item in readers):
            names[record.bron] = record.bron
        elif any(item.rol == "opgave" for item in readers):
            names[record.bron] = f"bron{place}"
    return names


def _without_internal(opgave: Opgave) -> Opgave:
    keep = tuple(item for item in opgave.indicatoren if item.openbaarheid == OPENBAAR)
    return replace(opgave, indicatoren=keep)


def _internal_words(opgaven: Iterable[Opgave]) -> list[str]:
    items = [item for opgave in opgaven for item in opgave.indicatoren if item.openbaarheid != OPENBAAR]
    return [word for item in items for word in (item.id, item.label_nl)]


def _public_rows(frame: pd.DataFrame, ids: list[str] | None = None) -> pd.DataFrame:
    """Return the rows marked public; with `ids` only of those indicators (both must agree)."""
    keep = frame["openbaarheid"] == OPENBAAR
    if ids is not None:
        keep &= frame["indicator"].isin(ids)
    return frame[keep]


def _public_cards(koppelkansen: pd.DataFrame, sources: Mapping[str, str]) -> pd.DataFrame:
    """Return the public cards; one that rests on the social task does not say how near its limit an area is.

    Their evidence names sources as the page calls them.
    """
    cards = _public_rows(koppelkansen)
    own = cards["regel"].astype(str).str.startswith(OWN_PREFIX)  # rests on no figure at all
    social = cards["opgaven"].astype(str).str.contains(SOCIAAL, regex=False) & ~own
    called = [SEPARATOR.join(sources[name] for name in parts(cell) if name in sources) for cell in cards["bewijs"]]
    return cards.assign(zekerheid=cards["zekerheid"].mask(social), bewijs=called)


def _scored_on_internal(indicatoren: pd.DataFrame, opgaven: Iterable[Opgave]) -> set[str]:
    """Return the opgaven whose score rests on an internal figure in this run.

    Their exact place among the buurten could give that figure away.
    """
    filled = _filled(indicatoren)
    return {opgave.id for opgave in opgaven if any(item.id in filled for item in _internal_parts(opgave))}


def _hidden_parts(indicatoren: pd.DataFrame, opgaven: Iterable[Opgave]) -> dict[str, int]:
    """Return per opgave how many internal figures its score needs or has."""
    filled = _filled(indicatoren)
    return {o.id: sum(item.kern or item.id in filled for item in _internal_parts(o)) for o in opgaven}


def _filled(indicatoren: pd.DataFrame) -> set[str]:
    return set(indicatoren.loc[indicatoren["status"] == Status.OK, "indicator"])


def _internal_parts(opgave: Opgave) -> list[Indicator]:
    return [item for item in opgave.indicatoren if item.rol == "opgave" and item.openbaarheid != OPENBAAR]


def with_bands(scores: pd.DataFrame, hoog: float) -> pd.DataFrame:
    """Return scores with ``band``: 3 in the top share above `hoog`, 1 in its mirror, 2 between."""
    score = pd.to_numeric(scores["score"])
    band = pd.Series(2, index=scores.index, dtype="Int64")
    band = band.mask(score >= 100 * hoog - _ROUNDING, 3).mask(score <= 100 * (1 - hoog) + _ROUNDING, 1)
    return scores.assign(band=band.mask(score.isna(), pd.NA))


def _bands_only(scores: pd.DataFrame, in_bands: set[str]) -> pd.DataFrame:
    """Return scores in which the opgaven `in_bands` keep nothing but band and status."""
    banded = scores["opgave"].isin(in_bands)
    blanked = {name: scores[name].mask(banded) for name in _SCORE_DETAILS}
    return scores.assign(**blanked, oordeel=scores["oordeel"].mask(banded))
