"""Progress: a line that renews itself on a terminal, now and then a line in a log, in Dutch numbers."""

import pytest

from wijkkaart.commands import meter as meter_module
from wijkkaart.commands.meter import Meter


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def shown(steps, *, live):
    """Return what a meter wrote while `steps` (seconds later, bytes) came in."""
    written, clock = [], Clock()
    meter = Meter(written.append, live=live, clock=clock)
    with meter.busy("BAG: panden"):
        for later, size in steps:
            clock.now += later
            meter.count(size)
    return written


def test_a_log_gets_a_line_at_the_start_and_one_every_five_seconds():
    steps = [(1, 1_000_000)] * 11
    assert shown(steps, live=False) == [
        "Ophalen: BAG: panden ...\n",
        "Ophalen: BAG: panden ... 5,0 MB, 5 s\n",
        "Ophalen: BAG: panden ... 10,0 MB, 10 s\n",
    ]


def test_a_large_number_is_written_the_dutch_way():
    assert shown([(61, 1_234_560_000)], live=False)[-1] == "Ophalen: BAG: panden ... 1.234,6 MB, 61 s\n"


def test_on_a_terminal_one_line_is_written_over_and_wiped():
    written = shown([(0.1, 10), (0.15, 2_000_000), (0.3, 500_000)], live=True)
    assert [text.strip() for text in written] == [
        "Ophalen: BAG: panden ...",
        "Ophalen: BAG: panden ... 2,0 MB, 0 s",
        "Ophalen: BAG: panden ... 2,5 MB, 1 s",
        "",
    ]
    assert all(text.startswith("\r") for text in written)
    assert "\n" not in "".join(written)
    assert written[-1] == "\r" + " " * len("Ophalen: BAG: panden ... 2,5 MB, 1 s") + "\r"


def test_a_line_is_never_wider_than_the_window(monkeypatch):
    monkeypatch.setattr(meter_module.shutil, "get_terminal_size", type("Size", (), {"columns": 20}))
    written = shown([(1, 5_000_000)], live=True)
    assert written[0] == "\rOphalen: BAG: pande"


def test_the_line_is_wiped_after_an_error_too():
    written = []
    meter = Meter(written.append, live=True, clock=Clock())
    with pytest.raises(KeyboardInterrupt), meter.busy("X"):
        raise KeyboardInterrupt
    assert written[-1] == "\r" + " " * len("Ophalen: X ...") + "\r"


def test_bytes_outside_a_source_say_nothing():
    written, clock = [], Clock()
    meter = Meter(written.append, live=False, clock=clock)
    clock.now += 60
    meter.count(5)
    assert written == []
