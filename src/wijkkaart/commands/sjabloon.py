"""Writes templates for what gemeente and residents bring: to fill in with Excel and to name in a config."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.catalogue import all_opgaven
from wijkkaart.errors import OutputError
from wijkkaart.koppelkansen.kinds import HERKOMSTEN, OORDELEN, SOORTEN
from wijkkaart.koppelkansen.own_files import EXAMPLE
from wijkkaart.koppelkansen.rule import WERKSOORTEN
from wijkkaart.koppelkansen.rules import load_rules

if TYPE_CHECKING:
    from pathlib import Path

_README = "LEESMIJ-SJABLONEN.txt"
_SIMPLE = re.compile(r"[\w./~-]+")
_BUURT = f"{EXAMPLE} BU03630000"


@dataclass(frozen=True)
class Template:
    """One file to fill in.

    Parameters
    ----------
    voorbeelden
        Rows that show how; the reader skips them.
    """

    wat: str
    kolommen: tuple[str, ...]
    voorbeelden: tuple[tuple[str, ...], ...]


#: The templates, by their key under ``eigen:``.
TEMPLATES = {
    "ambities": Template(
        "wat bewoners of gemeente hier willen bereiken",
        ("gebiedcode", "opgave", "ambitie", "herkomst", "toelichting"),
        (
            (_BUURT, "klimaatadaptatie", "Meer schaduw op straat", "bewoners", "Genoemd op de buurtavond"),
            (_BUURT, "energietransitie", "Alle huurwoningen geïsoleerd in 2032", "gemeente", ""),
        ),
    ),
    "werken": Template(
        "werk dat is gepland, met de jaren; tekenen op een kaart kan ook (GeoJSON)",
        ("gebiedcode", "soort", "jaar_van", "jaar_tot", "omschrijving", "herkomst"),
        (
            (_BUURT, "riool", "2027", "2028", "Nieuw riool in de Dorpsstraat", "gemeente"),
            (_BUURT, "groen", "2027", "", "Bomen op het plein", "gemeente"),
        ),
    ),
    "koppelkansen": Template(
        "koppelkansen die u zelf ziet; met een jaar erbij is er een planning",
        (
            *("gebiedcode", "naam", "opgaven", "herkomst", "uitleg", "waarde", "voor_wie", "aan_tafel"),
            *("eerste_stap", "let_op", "vraag", "jaar_van", "jaar_tot"),
        ),
        (
            (
                *(_BUURT, "Koele moestuin", "klimaatadaptatie, sociaaleconomisch", "bewoners"),
                *("Het veld is leeg en heet. Samen tuinieren geeft koelte.", "Koelte en contact", "Buurtbewoners"),
                *("Bewoners, corporatie, gemeente", "Loop samen over het veld", "De grond is van de corporatie"),
                *("Wie doet er mee?", "", ""),
            ),
            (
                *(_BUURT, "Straat open, bomen erin", "klimaatadaptatie, mobiliteit", "gemeente", "", "", "", "", ""),
                *("", "", "2027", "2028"),
            ),
        ),
    ),
    "ontmoetingsplekken": Template(
        "waar mensen elkaar zien; x en y in meters (Rijksdriehoek), of lon en lat in graden, of leeg",
        ("gebiedcode", "naam", "toelichting", "herkomst", "x", "y"),
        (
            (_BUURT, "Bankje bij de vijver", "Elke ochtend een praatje", "bewoners", "", ""),
            (_BUURT, "Buurtkamer", "Koffie op dinsdag", "gemeente", "121687,5", "487484"),
        ),
    ),
    "oordelen": Template(
        "wat een tafel van een koppelkans of cijfer vindt, met stippen",
        ("gebiedcode", "regel", "oordeel", "toelichting", "aantal", "tafel", "herkomst"),
        (
            (_BUURT, "K1_straat_open", "herkennen", "Graag in één keer", "5", "tafel 1", "bewoners"),
            (_BUURT, "autos_per_huishouden", "herkennen_niet", "Veel bestelbussen", "", "tafel 2", "bewoners"),
        ),
    ),
    "verhalen": Template(
        "notities en wat moet blijven; meer bestanden mag, ook GeoJSON dat op een kaart is bewaard",
        ("gebiedcode", "soort", "tekst", "herkomst", "x", "y"),
        (
            (_BUURT, "notitie", "Na een bui staat hier water", "bewoners", "", ""),
            (_BUURT, "behouden", "Deze bomen moeten blijven", "bewoners", "", ""),
        ),
    ),
}


def write_templates(folder: Path) -> list[str]:
    """Write the templates that are not there yet into `folder`; return Dutch lines on what to do with them.

    Raises
    ------
    OutputError
        When nothing can be written there.
    """
    contents = {f"{key}.csv": _csv(template) for key, template in TEMPLATES.items()}
    contents[_README] = _readme(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [_write(folder / name, text) for name, text in contents.items()]
    except OSError as error:
        raise OutputError(
            f"In de map {folder} kan niets worden geschreven ({error.strerror}). Kies een andere map."
        ) from error
    return [*lines, "", f"Lees eerst {folder / _README}. Zet dit in uw configuratie:", "", *_config_lines(folder)]


def _write(path: Path, text: str) -> str:
    """Write `text` unless the file is there: what people filled in is never lost."""
    try:
        # The mark tells Excel that it is UTF-8.
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text.replace("\n", "\r\n"))
    except FileExistsError:
        return f"{path} bestaat al en is niet veranderd"
    return f"{path} gemaakt"


def _csv(template: Template) -> str:
    """Return a template as Dutch Excel opens it in columns: with semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(template.kolommen)
    writer.writerows(template.voorbeelden)
    return text.getvalue()


def _config_lines(folder: Path) -> list[str]:
    return ["eigen:", *(f"  {key}: {_quoted((folder / f'{key}.csv').as_posix())}" for key in TEMPLATES)]


def _quoted(path: str) -> str:
    """Return a path as YAML takes it, whatever signs are in it."""
    return path if _SIMPLE.fullmatch(path) else json.dumps(path, ensure_ascii=False)


def _readme(folder: Path) -> str:
    files = [f"* {key}.csv: {template.wat}" for key, template in TEMPLATES.items()]
    rules = [f"  {rule.id}: {rule.naam}" for rule in load_rules() if rule.standaard and rule.openbaarheid == "openbaar"]
    choices = {
        "opgave": [opgave.id for opgave in all_opgaven().values() if opgave.scoort],
        "herkomst": HERKOMSTEN,
        "soort (in werken.csv)": WERKSOORTEN,
        "soort (in verhalen.csv)": SOORTEN,
        "oordeel": OORDELEN,
    }
    allowed = [f"* {name}: {', '.join(values)}" for name, values in choices.items()]
    return "\n".join([_OPENING, *files, _FILLING, *allowed, _ABOUT, *rules, _CONFIG, *_config_lines(folder), ""])


_OPENING = """\
WAT BEWONERS EN GEMEENTE INBRENGEN

Deze bestanden vult u in met Excel of een ander rekenblad. Alles mag, niets hoeft:
gebruik de bestanden die u nodig hebt.

Let op
* GEEN PERSOONSGEGEVENS. Schrijf geen namen van mensen, adressen van mensen,
  telefoonnummers of e-mailadressen op. Ook niet van uzelf.
* Wat u hier schrijft, is OPENBAAR: het komt letterlijk op de kaart voor bewoners.

De bestanden"""

_FILLING = f"""
Zo vult u ze in
* Elke rij is een ding. Rijen met {EXAMPLE} erin tellen niet mee: ze laten zien hoe het
  moet. Haal ze weg of schrijf eroverheen.
* gebiedcode: de code van een buurt (BU...), wijk (WK...) of gemeente (GM...), of de naam
  als die maar een keer voorkomt. De codes staan in gebieden.csv van een run.
* De kolommen mogen in elke volgorde staan, en er mogen andere naast staan.
* opgaven: minstens twee, met een komma ertussen.
* jaar_van, jaar_tot: jaartallen zoals 2027. Een jaar is ook goed: laat jaar_tot leeg.
* aantal: hoeveel stippen deze tafel bij de kaart plakte.
* tafel: nummer of naam van de tafel. Heeft een rij een id, dan telt hetzelfde id van
  dezelfde tafel maar een keer, ook als het in meer bestanden staat.
* Bewaar als CSV (gescheiden door puntkomma's of komma's).
* GeoJSON kan ook, voor elk bestand: de kolommen zijn dan eigenschappen. Een punt, lijn of
  vlak komt in de plaats van de gebiedcode.

Wat mag er staan"""

_ABOUT = """* regel: een koppelkans of een cijfer, met zijn id of naam; ook een koppelkans uit
  koppelkansen.csv. Alle cijfers: wijkkaart list indicatoren. De koppelkansen:"""

_CONFIG = """
Dit zet u in de configuratie (paden gelden vanaf dat bestand; haal weg wat u niet hebt)
"""
