"""Shows what is being fetched: on one line that renews itself, or as now and then a line in a log."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wijkkaart.commands.numbers import megabytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds between two renewals of the line, and between two lines in a log.
_RENEW_S, _LOG_S = 0.2, 5.0


class Meter:
    """Counts what comes in.

    Parameters
    ----------
    write
        Takes text with its own line ends.
    live
        Whether the text goes to a terminal, where a line can be written over.
    clock
        Seconds that only go up.
    """

    def __init__(
        self, write: Callable[[str], None], *, live: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write, self._live, self._clock = write, live, clock
        self._what = ""
        self._size = self._width = 0
        self._begun = self._shown = 0.0

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Show `what` as long as it is being fetched; a live line is wiped in the end, also after an error."""
        self._what, self._size, self._begun = what, 0, self._clock()
        self._show(f"Ophalen: {what} ...")
        try:
            yield
        finally:
            self._what = ""
            if self._live:
                self._write(f"\r{' ' * self._width}\r")
                self._width = 0

    def count(self, size: int) -> None:
        """Add the bytes of one part; say so when it is time."""
        self._size += size
        now = self._clock()
        if self._what and now - self._shown >= (_RENEW_S if self._live else _LOG_S):
            self._show(f"Ophalen: {self._what} ... {megabytes(self._size)}, {now - self._begun:.0f} s")

    def _show(self, line: str) -> None:
        self._shown = self._clock()
        if not self._live:
            self._write(f"{line}\n")
            return
        # A line as wide as the window would wrap, and then no longer be written over.
        line = line[: shutil.get_terminal_size().columns - 1]
        self._width = max(self._width, len(line))
        self._write(f"\r{line:<{self._width}}")
