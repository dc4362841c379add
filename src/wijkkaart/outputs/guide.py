"""The reading guide of the workbook, in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.outputs.readme import attributions, one_line
from wijkkaart.status import STATUS_TEKST, Status

if TYPE_CHECKING:
    from wijkkaart.result import Result

_SHEETS = """\
Buurten: een rij per buurt, een kolom per cijfer, score en koppelkans.
Wijken: hetzelfde voor wijken, gemeenten en eigen gebieden; de kolom Niveau zegt welk van de drie.
Opgaven: een rij per gebied en opgave: de score, hoe zeker die is en waarmee is vergeleken.
Koppelkansen: een rij per gebied en koppelkans, met uitleg, wie er nodig is en een eerste stap.
Tijdlijn: een rij per gebied en jaar met gepland werk, en of er in dat jaar werk samenkomt.
Samenhang: welke opgaven in de gemeente vaker samen groot zijn dan bij toeval, in zinnen. Geen oorzaken.
Samenhang cijfers: welke cijfers een score bijna alleen bepalen, er bijna niet toe doen of hetzelfde zeggen.
Keuzes: welke keuzes in het rekenen de plaats van een buurt het meest veranderen.
Codeboek: wat elke kolom betekent en waar je op moet letten. Tabel wijkkaart hoort bij de bladen Buurten en Wijken.
Bronnen: waar de cijfers vandaan komen, met licentie en naamsvermelding.
"""
_READING = """\
Grijze woorden in een cel: er is geen cijfer, en dit is waarom. Een lege cel zou Excel als 0 rekenen. \
Woorden slaat Excel over in een som of gemiddelde.
Een score is een plek (0-100) tussen de buurten van de referentie. Hoog betekent: hier is de opgave groter dan elders. \
Het is geen rapportcijfer, en er is met opzet geen totaalscore over de opgaven.
Wijken, gemeenten en eigen gebieden krijgen hun plek in dezelfde verdeling van buurten.
Koppelkans geen: niet in de cijfers gevonden. Bewoners en collega's kunnen er toch een zien.
Een cel toont weinig decimalen maar bewaart er meer: klik op de cel.
Filters staan aan op elke kop; de kop en de naam blijven in beeld.
"""
_INTERNAL = """\
Kolommen met [intern] en een oranje kop, en rijen met openbaarheid intern, deel je niet buiten de organisatie. \
Voor bewoners en partners is er kaart.html.
"""


def guide(result: Result) -> list[tuple[bool, str]]:
    """Return the lines of the reading guide, each with whether it is a heading."""
    reasons = [f"{text} ({status})" for status, text in STATUS_TEKST.items() if status != Status.OK]
    made_up = ["LET OP: dit is een verzonnen gemeente. Geen enkel cijfer is echt."] if result.fictief else []
    sections = {
        f"Wijkkaart {one_line(result.naam)}": [*made_up, f"Run {result.run_id}"],
        "Alleen voor collega's": _INTERNAL.splitlines(),
        "De bladen": _SHEETS.splitlines(),
        "Zo lees je het": _READING.splitlines(),
        "Redenen waarom een cijfer ontbreekt": reasons,
        "Bronnen: noem ze als je iets overneemt": attributions(result.bronnen),
        "Meldingen van deze run": [one_line(notice) for notice in result.meldingen],
        "De scores naast een beeld van buiten": [one_line(check) for check in result.toetsen],
    }
    lines = []
    for heading, texts in sections.items():
        if texts:
            lines += [(True, heading), *((False, text) for text in texts), (False, "")]
    return lines
