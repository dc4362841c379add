"""Tells how a run or a look at the services went, in Dutch lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.commands.numbers import dutch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkkaart.commands.doctor import Finding
    from wijkkaart.provenance import SourceRecord

_STANDS = {
    "antwoordt": "antwoordt",
    "anders": "anders dan verwacht",
    "stil": "antwoordt niet",
    "sleutel": "sleutel nodig",
}
#: What is no reason for worry: a source with a key is only for who has one.
FINE = frozenset({"antwoordt", "sleutel"})


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


def _is_remark(record: SourceRecord) -> bool:
    return record.status == "gebruikt" and bool(record.melding)


def finding_lines(finding: Finding) -> list[str]:
    """Return how one service was found: a line in columns, and below it what is the matter."""
    time = "" if finding.milliseconden is None else f"{dutch(finding.milliseconden)} ms"
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
