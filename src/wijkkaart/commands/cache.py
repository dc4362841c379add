"""What lies in the cache of fetched files, and which of it may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.catalogue import all_sources
from wijkkaart.commands.numbers import megabytes
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from wijkkaart.declarations import Source
    from wijkkaart.fetch.manifest import Key, Snapshot
    from wijkkaart.fetch.snapshot import Store

#: For what was fetched for a source that this version does not know: the longest term of those it does.
_UNKNOWN_DAYS = 365


@dataclass(frozen=True)
class Kept:
    """What the cache holds of one source.

    Parameters
    ----------
    gebieden
        How many areas were asked for; the whole country counts as one.
    nieuwste
        Day of the newest snapshot (UTC).
    """

    gebieden: int
    nieuwste: date
    bytes: int


def kept_of(source: Source, snapshots: Sequence[Snapshot]) -> Kept | None:
    """Return what `snapshots` hold of `source`, also in files that it shares with others; None for nothing."""
    names = _names(source)
    own = [snapshot for snapshot in snapshots if snapshot.key.bron in names]
    if not own:
        return None
    newest = max(snapshot.fetched.date() for snapshot in own)
    return Kept(len({snapshot.key.gebied for snapshot in own}), newest, sum(snapshot.size for snapshot in own))


def terms() -> dict[str, int]:
    """Return per name of a snapshot's source after how many days a run fetches it again."""
    found: dict[str, int] = {}
    for source in all_sources().values():
        days = max((service.ververs_dagen for service in source.diensten), default=_UNKNOWN_DAYS)
        for name in _names(source):
            found[name] = max(days, found.get(name, 0))
    return found


def tidy(store: Store, older_than_days: int | None, today: date, *, dry: bool) -> list[str]:
    """Remove old snapshots (with `dry` only say which) and return Dutch lines on what went.

    Parameters
    ----------
    older_than_days
        None for what a run would fetch again anyway: past the refresh term of its source.
    """
    removed = store.prune(_max_age(older_than_days), today, dry=dry)
    lines = [f"  {_line(snapshot, today)}" for snapshot in removed]
    freed = megabytes(sum(snapshot.size for snapshot in removed))
    if not removed:
        return ["Er is niets op te ruimen."]
    count = "1 opgehaalde set" if len(removed) == 1 else f"{dutch_number(len(removed))} opgehaalde sets"
    end = f"{count}, samen {freed}, {'kan' if len(removed) == 1 else 'kunnen'} weg." if dry else ""
    return [*lines, end or f"Opgeruimd: {count}; {freed} vrijgemaakt."]


def _max_age(older_than_days: int | None) -> Callable[[Key], float]:
    if older_than_days is not None:
        return lambda _: older_than_days
    days = terms()
    return lambda key: days.get(key.bron, _UNKNOWN_DAYS)


def _line(snapshot: Snapshot, today: date) -> str:
    edition = f" {snapshot.key.editie}" if snapshot.key.editie else ""
    return f"{snapshot.key.bron}{edition}: {snapshot.age_days(today)} dagen oud, {megabytes(snapshot.size)}"


def _names(source: Source) -> set[str]:
    return {source.id} | {service.gedeeld for service in source.diensten if service.gedeeld}
