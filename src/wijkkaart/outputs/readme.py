"""``LEESMIJ.txt``: what is what, in Dutch, for whoever opens the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result

_RULE = "-" * 72
_INTERNAL = "INTERN"
_PUBLIC = "deelbaar"

#: Per format its files: name, who may have it, what it is.
_FILES = {
    "kaart": (
        ("kaart.html", _PUBLIC, "de kaart voor iedereen; zonder interne cijfers"),
        ("kaart_intern.html", _INTERNAL, "dezelfde kaart met de interne cijfers erbij"),
    ),
    "xlsx": (("wijkkaart.xlsx", _INTERNAL, "alles in Excel; begin bij het blad Leeswijzer"),),
    "gpkg": (("wijkkaart.gpkg", _INTERNAL, "kaartlagen voor QGIS of ArcGIS, met kleuren voor QGIS"),),
    "csv": (
        ("indicatoren.csv", _INTERNAL, "een rij per gebied en indicator"),
        ("scores.csv", _INTERNAL, "een rij per gebied en opgave"),
        ("koppelkansen.csv", _INTERNAL, "een rij per gebied en koppelkans"),
        ("gebieden.csv", _PUBLIC, "de buurten, wijken, gemeenten en eigen gebieden"),
        ("sterke_punten.csv", _INTERNAL, "waar een gebied goed in is"),
        ("dna.csv", _PUBLIC, "wijktype en bouwjaren"),
        ("stemmen.csv", _INTERNAL, "wat bewoners en gemeente inbrachten, zoals het is gezegd"),
        ("tijdlijn.csv", _PUBLIC, "per gebied en jaar het geplande werk, en waar het samenkomt"),
        ("samenhang.csv", _INTERNAL, "wat in de gemeente vaker samenvalt dan bij toeval"),
        ("samenhang_indicatoren.csv", _INTERNAL, "welke cijfers een score bepalen of hetzelfde zeggen"),
        ("keuzes.csv", _PUBLIC, "welke keuzes in het rekenen het meest uitmaken"),
        ("datapackage.json", _PUBLIC, "beschrijving van de csv-bestanden voor programma's"),
    ),
    "parquet": (
        ("wijkkaart.parquet", _INTERNAL, "de buurten met grenzen (GeoParquet)"),
        ("*.parquet", _INTERNAL, "dezelfde tabellen als de csv-bestanden, voor R of Python"),
    ),
}
_ALWAYS = (
    ("codeboek.csv", _PUBLIC, "wat elke kolom betekent, met eenheid, formule en bron"),
    ("herkomst.json", _INTERNAL, "bronnen, instellingen, versies en het tijdstip"),
    ("LEESMIJ.txt", _PUBLIC, "dit bestand"),
)

_OPENING = """\
Zo open je het
* SharePoint, Teams of OneDrive: download kaart.html eerst naar je computer
  en dubbelklik dan. In het voorbeeld van SharePoint werkt de kaart niet.
* USB-stick of netwerkschijf: dubbelklik op kaart.html. Er is geen internet
  en geen installatie nodig.
* Excel: open wijkkaart.xlsx. De csv-bestanden zijn voor programma's:
  Nederlandse Excel zet een csv met komma's in een kolom. Moet het toch,
  gebruik dan Gegevens > Van tekst/CSV, codering UTF-8, scheiding komma.
* QGIS: sleep wijkkaart.gpkg in QGIS en kies de lagen. De kleuren staan in het
  bestand. Andere stijlen: rechtsklik op de laag > Stijlen, of Eigenschappen >
  Stijl > Stijl laden > uit database.

Zo lees je het
* Een lege cel is geen nul. De kolom status zegt waarom er geen waarde is; in
  Excel staat die reden in grijze woorden in de cel.
* De score is een plek tussen de buurten van de referentie, geen rapportcijfer.
  Er is met opzet geen totaalscore over de opgaven.
* Een koppelkans met stand "geen" betekent: niet in de cijfers gevonden.
* In csv staat een ' voor tekst die Excel voor een formule zou houden: tekst
  met = + - of @ aan het begin, na een ; of op een nieuwe regel. De andere
  bestanden hebben de tekst precies.
* Getallen zijn afgerond op 12 cijfers, in alle bestanden gelijk.
"""

_SHARING = """\
Wat mag je delen?
Bestanden met INTERN zijn alleen voor collega's. Ze kunnen cijfers bevatten
die gevoelig zijn voor de mensen die er wonen; in de tabellen staat dan "intern"
in de kolom openbaarheid (in Excel achter de naam van de kolom). Deel met
bewoners en partners alleen de bestanden met "deelbaar".
"""


def write_readme(result: Result, formats: Sequence[str], path: Path) -> Path:
    """Write the Dutch reading guide of the output folder; it names the files of `formats` only."""
    notices = _bullets("Meldingen van deze run", result.meldingen)
    checks = _bullets("De scores naast een beeld van buiten", result.toetsen)
    parts = [_title(result), _files(formats), _OPENING, _SHARING, _sources(result.bronnen), notices, checks]
    path.write_text(f"\n{_RULE}\n\n".join(part for part in parts if part), encoding="utf-8", newline="\n")
    return path


def one_line(text: str) -> str:
    """Return `text` on one line: it may come from a file."""
    return " ".join(text.split())


def attributions(records: Sequence[SourceRecord]) -> list[str]:
    """Return a line per used source: attribution and licence."""
    used = [record for record in records if record.status == "gebruikt"]
    return list(dict.fromkeys(f"{record.naamsvermelding} - licentie: {record.licentie}" for record in used))


def _title(result: Result) -> str:
    lines = [f"WIJKKAART {one_line(result.naam)}", f"Run {result.run_id}"]
    if result.fictief:
        lines += ["", "LET OP: dit is een verzonnen gemeente. Geen enkel cijfer is echt."]
    return "\n".join(lines) + "\n"


def _files(formats: Sequence[str]) -> str:
    rows = [row for name, group in _FILES.items() if name in formats for row in group]
    lines = [f"{name:<26} {who:<9} {what}" for name, who, what in (*rows, *_ALWAYS)]
    return "\n".join(["Wat staat waar", *lines]) + "\n"


def _sources(records: Sequence[SourceRecord]) -> str:
    lines = attributions(records)
    return (
        "\n".join(["Bronnen: noem ze als je iets overneemt", *(f"* {line}" for line in lines)]) + "\n" if lines else ""
    )


def _bullets(heading: str, sentences: Sequence[str]) -> str:
    lines = [f"* {one_line(sentence)}" for sentence in sentences]
    return "\n".join([heading, *lines]) + "\n" if lines else ""
