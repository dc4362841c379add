"""The figures of the map: one column per indicator and per opgave, with its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wijkkaart.maps.classes import class_bounds, number_of_classes, quantile_breaks
from wijkkaart.maps.escape import number, numbers, parts, text
from wijkkaart.status import Status

if TYPE_CHECKING:
    from wijkkaart.declarations import Indicator, Norm, Opgave
    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.visible import Visible

#: One character per status keeps a column of reasons as short as the list of areas.
STATUS_CODES: dict[str, str] = {str(status): chr(ord("a") + place) for place, status in enumerate(Status)}
#: Scores are places from 0 to 100; the same limits serve every opgave.
SCORE_BREAKS = (20.0, 40.0, 60.0, 80.0)
_OORDEEL = {"robuust_hoog": "h", "robuust_niet_hoog": "l", "onzeker": "o"}


def status_column(values: pd.Series, absent: Status) -> str:
    """Return a character per area, or one character when all are the same; no row is `absent`."""
    codes = [STATUS_CODES.get(str(value), STATUS_CODES[absent]) for value in values]
    return codes[0] if len(set(codes)) == 1 else "".join(codes)


def _or_none(values: list[float | None]) -> list[float | None] | None:
    """Return the column, or None when it says nothing: an empty column costs space for every area."""
    return values if any(value is not None for value in values) else None


def _years(rows: pd.DataFrame) -> str:
    years = sorted({int(year) for year in pd.to_numeric(rows["peiljaar"]).dropna()})
    return "" if not years else " t/m ".join(str(year) for year in dict.fromkeys((years[0], years[-1])))


def _distinct(values: pd.Series) -> str:
    return "; ".join(dict.fromkeys(text(value) for value in values.dropna()))


def norm_payload(norm: Norm | None) -> dict[str, Any] | None:
    """Return a norm as the page shows it, or None."""
    if norm is None:
        return None
    return {"waarde": norm.waarde, "bron": norm.bron, "toelichting": norm.toelichting}


def _declared(indicator: Indicator, opgave: str) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "opgave": opgave,
        "label": indicator.label_nl,
        "eenheid": indicator.eenheid,
        "dec": indicator.decimalen,
        "rol": indicator.rol,
        "kern": indicator.kern,
        "richting": indicator.richting,
        "vraag": indicator.vraag,
        "formule": indicator.formule,
        "minimum": indicator.minimum,
        "valkuil": indicator.valkuil,
        "norm": norm_payload(indicator.norm),
        "normtekst": indicator.norm_tekst,
        "intern": indicator.openbaarheid != "openbaar",
    }


def _breaks(values: list[float | None], areas: Areas) -> list[float]:
    """Return class breaks over the buurten, which wijken and own areas are measured against too."""
    lowest = areas.niveaus[0] if areas.niveaus else ""
    own = [v for v, niveau in zip(values, areas.frame["niveau"], strict=True) if v is not None and niveau == lowest]
    return quantile_breaks(own, number_of_classes(own))


def _amounts(rows: pd.DataFrame, indicator: Indicator, areas: Areas) -> dict[str, Any]:
    decimals = indicator.decimalen
    values = numbers(areas.column(rows, "waarde"), decimals)
    breaks = _breaks(values, areas)
    return {
        "v": _or_none(values),
        "grenzen": breaks,
        "klassen": class_bounds(breaks, decimals),
        "p": _or_none(numbers(areas.column(rows, "percentiel"), 0)),
        "p10": _or_none(numbers(areas.column(rows, "p10"), decimals)),
        "p90": _or_none(numbers(areas.column(rows, "p90"), decimals)),
        # Upwards: what is rounded down to 0 would read as a norm that is met.
        "afstand": _or_none(numbers(np.ceil(areas.column(rows, "afstand_tot_norm")), 0)),
    }


def _kinds(rows: pd.DataFrame, areas: Areas) -> dict[str, Any]:
    """Return a column of categories: the list of kinds and per area its place in that list."""
    words = [text(value) for value in areas.column(rows, "waarde_tekst")]
    kinds = sorted({word for word in words if word})
    return {"soorten": kinds, "v": _or_none([kinds.index(word) if word else None for word in words])}


def _division(rows: pd.DataFrame, areas: Areas) -> dict[str, Any]:
    """Return what was divided by what, and the number that makes the value of it; nothing where it is not known.

    ``keer`` is 1, 100 or 1000, and 0 where the value is not simply their quotient: per year, or in other units.
    """
    above, below = (pd.to_numeric(areas.column(rows, name)) for name in ("teller", "noemer"))
    known = above.notna() & below.notna() & (below != 0)
    if not known.any():
        return {}
    quotient = above[known] / below[known]
    values = pd.to_numeric(areas.column(rows, "waarde"))[known]
    times = next((n for n in _TIMES if np.allclose(values, n * quotient, rtol=1e-6, atol=1e-9, equal_nan=True)), 0)
    return {"deling": {"t": [_brief(v) for v in above], "n": [_brief(v) for v in below], "keer": times}}


#: What a quotient is multiplied with to be a share, a percentage or a number per thousand.
_TIMES = (1, 100, 1000)
_LARGE = 100


def _brief(value: float) -> float | None:
    """Return a number to read: whole when it is large."""
    return number(value, 0 if abs(value) >= _LARGE else 2)


def indicator_payload(indicator: Indicator, opgave: str, rows: pd.DataFrame, areas: Areas) -> dict[str, Any]:
    """Return everything the page knows of one indicator; `rows` are its rows of the long table."""
    coverage = numbers(areas.column(rows, "dekking"), 2)
    partial = any(value is not None and 0 < value < 1 for value in coverage)
    return {
        **_declared(indicator, opgave),
        "jaar": _years(rows),
        "bronnen": list(dict.fromkeys(item for cell in rows["bron"] for item in parts(cell))),
        "referentie": _distinct(rows["referentie"]),
        "s": status_column(areas.column(rows, "status"), Status.BRON_ONTBREEKT),
        "dekking": coverage if partial else None,
        **_division(rows, areas),
        **(_kinds(rows, areas) if indicator.categorie else _amounts(rows, indicator, areas)),
    }


def indicators_payload(shown: Visible, areas: Areas) -> list[dict[str, Any]]:
    """Return every visible indicator that this run has rows for, in reading order."""
    groups = dict(tuple(shown.indicatoren.groupby("indicator", sort=False)))
    return [
        indicator_payload(item, opgave.id, groups[item.id], areas)
        for opgave in shown.opgaven
        for item in opgave.indicatoren
        if item.id in groups
    ]


def opgave_payload(opgave: Opgave, shown: Visible, areas: Areas) -> dict[str, Any]:
    """Return one opgave with its scores, bands and certainty per area."""
    facts = {
        "id": opgave.id,
        "label": opgave.label_nl,
        "vraag": opgave.vraag,
        "scoort": opgave.scoort,
        "banden": opgave.id in shown.in_banden,
        "verborgen": shown.verborgen.get(opgave.id, 0),
    }
    rows = shown.scores[shown.scores["opgave"] == opgave.id]
    if not opgave.scoort or rows.empty:
        return facts
    oordeel = [_OORDEEL.get(text(value), "-") for value in areas.column(rows, "oordeel")]
    return {
        **facts,
        "v": _or_none(numbers(areas.column(rows, "score"), 0)),
        "band": _or_none(numbers(areas.column(rows, "band"), 0)),
        "s": status_column(areas.column(rows, "status"), Status.ONBEKEND),
        "n": _or_none(numbers(areas.column(rows, "n_indicatoren"), 0)),
        "oordeel": "".join(oordeel),
        "weegwijzen": _or_none(numbers(100 * areas.column(rows, "p_bovenste_derde").astype("float64"), 0)),
        "referentie": _distinct(rows["referentie"]),
        "grenzen": list(SCORE_BREAKS),
        "klassen": class_bounds(SCORE_BREAKS, 0),
    }
