"""Takes the notes out of a map that was saved with them in a workshop; the page itself is never run."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from wijkkaart.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

#: The id of the block in which the map keeps its notes, as GeoJSON.
NOTES_BLOCK = "wk-notities"
#: Bytes: a map is a few megabytes; what is far larger is no map.
_LARGEST = 50_000_000


class _Block(HTMLParser):
    """Collects the text of the one element that holds the notes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.found = False
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("id", NOTES_BLOCK) in attrs and not self.found
        self.found = self.found or self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)


def notes_in(path: Path) -> bytes:
    """Return the GeoJSON that a saved map holds, as UTF-8.

    Raises
    ------
    InputError
        When the file is too large to be a map, is no text, or holds no notes.
    """
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path.name} is te groot voor een kaart. Geef het GeoJSON-bestand met de notities.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: dit is geen kaart van wijkkaart. Geef een bewaarde kaart.") from error
    block = _Block()
    block.feed(text)
    if not block.found:
        raise InputError(
            f"{path.name}: in deze kaart staan geen notities. Bewaar de kaart met de knop "
            "'Bewaar kaart met notities', of geef het GeoJSON-bestand."
        )
    return "".join(block.parts).encode("utf-8")
