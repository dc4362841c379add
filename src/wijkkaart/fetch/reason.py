"""Why a file could not be read or written, in the words of the library, without the folders of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SHOWN = 120


def reason(error: Exception, path: Path) -> str:
    """Return the beginning of what `error` says on one line; of `path` and what lies beside it only the name."""
    text = str(error)
    spelled = sorted({str(path), path.as_posix(), repr(str(path))[1:-1]}, key=len, reverse=True)
    for written in spelled:
        text = text.replace(f"/vsizip/{written}", path.name).replace(written, path.name)
    for written in {str(path.parent), path.parent.as_posix(), repr(str(path.parent))[1:-1]} - {".", "/"}:
        text = text.replace(f"{written}/", "").replace(written, "")
    return " ".join(text.split())[:_SHOWN]
