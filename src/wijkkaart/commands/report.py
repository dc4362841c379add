"""Tells how a run or a look at the services went, in Dutch lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from wijkkaart.commands.doctor import Finding
    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result

_STANDS = {
    "antwoordt": "antwoordt",
    "anders": "anders dan verwacht",
    "stil": "antwoordt niet",
    "sleutel": "sleutel nodig",
}
#: Of more pairs of opgaven nothing is said on the screen.
_MOST_PAIRS = 2
#: What is no reason for worry: a source with a key is only for who has one.
FINE = frozenset({"antwoordt", "sleutel"})


def remark_lines(result: Result) -> list[str]:
    """Return what the user should know of a run, and what a look from outside says of its scores, and what meets."""
    return [*(f"Let op: {remark}" for remark in result.meldingen), *result.toetsen, *_meeting_lines(result.samenhang)]


def _meeting_lines(samenhang: pd.DataFrame) -> list[str]:
    """Return the most telling sentences on the gemeente as a whole; the rest stands in the table."""
    told = samenhang[samenhang["oordeel"].isin(["vaker", "niet_vaker"])]
    pairs = told[told["soort"] == "paar"]
    more = pairs[pairs["oordeel"] == "vaker"].sort_values("lift", ascending=False, kind="stable")
    lines = [str(sentence) for sentence in more["zin"].head(_MOST_PAIRS)]
    if not lines and len(pairs):
        lines = ["Nergens vallen twee grote opgaven vaker samen dan bij toeval."]
    stacked = told.loc[told["onderwerp"] == "minstens_3", "zin"]
    if len(stacked) == 1:
        lines.append(str(stacked.iloc[0]))
    return [*lines, "Meer hierover staat in de tabel samenhang."] if lines else []


def closing_lines(result: Result, where: Path, seconds: float) -> list[str]:
    """Return how long a run took, where its outputs are and how to open the map."""
    lines = [f"Klaar in {seconds:.0f} s: {len(result.gebieden)} gebieden in {where}"]
    if (where / "kaart.html").exists():
        lines.append(f"Open de kaart in uw browser: {(where / 'kaart.html').resolve()}")
    return lines


def absent_lines(records: Sequence[SourceRecord]) -> list[str]:
    """Return which sources could not be used and why, and what to know of those that were."""
    failed = [record for record in records if record.status == "mislukt"]
    absent = [record for record in records if record.status == "niet_gegeven"]
    lines = [f"Niet gelukt, {record.bron}: {record.melding}" for record in failed]
    lines += [f"Let op, {record.bron}: {record.melding}" for record in records if _is_remark(record)]
    if absent:
        lines.append(f"Niet gebruikt ({len(absent)}): {', '.join(record.bron for record in absent)}.")
        lines.append(f"  {absent[0].melding}")
    return lines


def is_complete(records: Sequence[SourceRecord]) -> bool:
    """Return whether every source could be had; one that only comes as a file or with a key is optional."""
    return not any(record.status == "mislukt" for record in records)


def _is_remark(record: SourceRecord) -> bool:
    return record.status == "gebruikt" and bool(record.melding)


def finding_lines(finding: Finding) -> list[str]:
    """Return how one service was found: a line in columns, and below it what is the matter."""
    time = "" if finding.milliseconden is None else f"{dutch_number(finding.milliseconden)} ms"
    name = f"{finding.bron} (terugval)" if finding.terugval else finding.bron
    line = f"{_STANDS[finding.stand]:<19}  {time:>8}  {name:<32}  {finding.adres}"
    return [line, *([f"    {finding.melding}"] if finding.melding else [])]


def summary_lines(findings: Sequence[Finding]) -> list[str]:
    """Return what to make of it, and what to do."""
    asked = [finding for finding in findings if finding.stand != "sleutel"]
    good = sum(finding.stand == "antwoordt" for finding in asked)
    lines = ["", f"{good} van de {len(asked)} diensten antwoorden zoals verwacht."]
    stands = {finding.stand for finding in findings}
    if "stil" in stands:
        lines.append(
            "Antwoordt een dienst niet, probeer het dan later nog eens. Antwoorden er veel niet, dan houdt het netwerk "
            "ze waarschijnlijk tegen: 'wijkkaart doctor --voor-beheer' maakt een bericht voor uw IT-afdeling."
        )
    if "anders" in stands:
        lines.append(
            "Is een dienst anders dan verwacht, dan gebruikt een run de terugval of blijft de bron leeg. "
            "Werk wijkkaart bij, of geef de bron als eigen bestand."
        )
    return lines
