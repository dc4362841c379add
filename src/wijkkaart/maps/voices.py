"""What residents and gemeente say and plan, as the page shows it: statements, works per year, places, dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkkaart.maps.escape import flag, number, parts, text
from wijkkaart.maps.stories import placed_rows

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.degrees import Degrees
    from wijkkaart.maps.visible import Visible

_POINT_DECIMALS = 6


def voices_payload(stemmen: pd.DataFrame, areas: Areas, shown: Visible) -> list[dict[str, Any]]:
    """Return what residents and gemeente said or plan, per area.

    A judgement about something that this map does not show is left out: its id would give it away.
    """
    return [
        {
            "g": place,
            **{name: text(row[name]) for name in ("soort", "herkomst", "opgave", "werksoort", "tekst")},
            "van": number(row["jaar_van"], 0),
            "tot": number(row["jaar_tot"], 0),
            **_about(row),
        }
        for place, row in placed_rows(may_be_told(stemmen, shown), areas)
    ]


def may_be_told(stemmen: pd.DataFrame, shown: Visible) -> pd.DataFrame:
    """Return what was said, without what is about a card or figure that this map does not show."""
    known = {item.id for opgave in shown.opgaven for item in opgave.indicatoren} | set(shown.koppelkansen["regel"])
    return stemmen[stemmen["regel"].isna() | stemmen["regel"].isin(known)]


def _about(row: dict[str, Any]) -> dict[str, Any]:
    """Return the cells that only judgements and dots have; most voices are shorter without them."""
    words = {name: text(row[name]) for name in ("regel", "oordeel", "tafel")}
    return {name: word for name, word in {**words, "aantal": number(row["aantal"], 0)}.items() if word}


def timeline_payload(tijdlijn: pd.DataFrame, areas: Areas) -> list[dict[str, Any]]:
    """Return the planned works per area and year."""
    return [
        {
            "g": place,
            "jaar": int(row["jaar"]),
            "soorten": parts(row["soorten"]),
            "n": int(row["n_werken"]),
            "samen": int(flag(row["samen"])),
            "wat": text(row["omschrijvingen"]),
        }
        for place, row in placed_rows(tijdlijn, areas)
    ]


def meeting_payload(stemmen: pd.DataFrame, areas: Areas, degrees: Degrees) -> list[dict[str, Any]]:
    """Return the meeting places that have a point, each once, with its name and [longitude, latitude]."""
    rows = stemmen[(stemmen["soort"] == "ontmoetingsplek") & stemmen["x"].notna()]
    rows = rows[rows["gebiedcode"].isin(areas.codes)].drop_duplicates(["tekst", "x", "y"])
    if rows.empty:
        return []
    points = degrees.points(rows[["x", "y"]].to_numpy(dtype="float64")).tolist()
    return [
        {
            "g": place,
            "naam": text(row["tekst"]).split("\n", 1)[0],
            "punt": [round(value, _POINT_DECIMALS) for value in point],
        }
        for (place, row), point in zip(placed_rows(rows, areas), points, strict=True)
    ]


def dots_payload(koppelkansen: pd.DataFrame, areas: Areas) -> list[dict[str, Any]]:
    """Return the cards that got dots, and how many."""
    rows = koppelkansen[koppelkansen["stippen"].notna()]
    return [
        {"g": place, "regel": text(row["regel"]), "n": int(row["stippen"])} for place, row in placed_rows(rows, areas)
    ]
