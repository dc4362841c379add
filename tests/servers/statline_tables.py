"""Workbooks and exports of CBS turned back into the tables of StatLine that they are made from."""

from __future__ import annotations

import csv
import re

import openpyxl
from tests.servers.odata import Table

#: The workbook's columns as StatLine names them: key without its number, groups and title, unit.
STATLINE = {
    "a_inw": ("AantalInwoners", "Bevolking/Aantal inwoners", "aantal"),
    "a_00_14": ("k_0Tot15Jaar", "Bevolking/Leeftijd/0 tot 15 jaar", "aantal"),
    "a_15_24": ("k_15Tot25Jaar", "Bevolking/Leeftijd/15 tot 25 jaar", "aantal"),
    "a_25_44": ("k_25Tot45Jaar", "Bevolking/Leeftijd/25 tot 45 jaar", "aantal"),
    "a_45_64": ("k_45Tot65Jaar", "Bevolking/Leeftijd/45 tot 65 jaar", "aantal"),
    "a_65_oo": ("k_65JaarOfOuder", "Bevolking/Leeftijd/65 jaar of ouder", "aantal"),
    "a_hh": ("HuishoudensTotaal", "Bevolking/Particuliere huishoudens/Huishoudens totaal", "aantal"),
    "a_1p_hh": ("Eenpersoonshuishoudens", "Bevolking/Particuliere huishoudens/Eenpersoonshuishoudens", "aantal"),
    "a_hh_z_k": (
        "HuishoudensZonderKinderen",
        "Bevolking/Particuliere huishoudens/Huishoudens zonder kinderen",
        "aantal",
    ),
    "a_hh_m_k": ("HuishoudensMetKinderen", "Bevolking/Particuliere huishoudens/Huishoudens met kinderen", "aantal"),
    "g_hhgro": (
        "GemiddeldeHuishoudensgrootte",
        "Bevolking/Particuliere huishoudens/Gemiddelde huishoudensgrootte",
        "aantal",
    ),
    "bev_dich": ("Bevolkingsdichtheid", "Bevolking/Bevolkingsdichtheid", "aantal inwoners per km²"),
    "a_woning": ("Woningvoorraad", "Wonen/Woningvoorraad", "aantal"),
    "g_wozbag": (
        "GemiddeldeWOZWaardeVanWoningen",
        "Wonen/Gemiddelde WOZ-waarde van woningen",
        "1 000 euro",
    ),
    "p_1gezw": ("PercentageEengezinswoning", "Wonen/Percentage eengezinswoning", "%"),
    "p_mgezw": ("PercentageMeergezinswoning", "Wonen/Percentage meergezinswoning", "%"),
    "p_leegsw": ("OnbewoondeWoningen", "Wonen/Onbewoonde woningen", "%"),
    "p_koopw": ("Koopwoningen", "Wonen/Eigendom/Koopwoningen", "%"),
    "p_huurw": ("HuurwoningenTotaal", "Wonen/Eigendom/Huurwoningen totaal", "%"),
    "p_wcorpw": ("InBezitWoningcorporatie", "Wonen/Eigendom/In bezit woningcorporatie", "%"),
    "p_ov_hw": ("InBezitOverigeVerhuurders", "Wonen/Eigendom/In bezit overige verhuurders", "%"),
    "g_ele": ("GemiddeldeElektriciteitslevering", "Energie/Gemiddelde elektriciteitslevering", "kWh"),
    "g_gas": ("GemiddeldAardgasverbruik", "Energie/Gemiddeld aardgasverbruik", "m³"),
    "p_stadsv": ("PercentageWoningenMetStadsverwarming", "Energie/Percentage woningen met stadsverwarming", "%"),
    "p_won_z": ("AardgasvrijeWoningen", "Energie/Aardgasvrije woningen", "%"),
    "p_won_m": ("Aardgaswoningen", "Energie/Aardgaswoningen", "%"),
    "p_won_zs": ("WoningenMetZonnestroom", "Energie/Woningen met zonnestroom", "%"),
    "a_lp_pub": ("AantalPubliekeLaadpalen", "Energie/Aantal publieke laadpalen", "aantal"),
    "p_arb_pp": ("Nettoarbeidsparticipatie", "Arbeid/Nettoarbeidsparticipatie", "%"),
    "p_ink_ar": ("PersonenInArmoede", "Inkomen/Personen in armoede", "%"),
    "p_hh_li": (
        "k_40HuishoudensMetLaagsteInkomen",
        "Inkomen/Inkomen van huishoudens/40% huishoudens met laagste inkomen",
        "%",
    ),
    "p_hh_hi": (
        "k_20HuishoudensMetHoogsteInkomen",
        "Inkomen/Inkomen van huishoudens/20% huishoudens met hoogste inkomen",
        "%",
    ),
    "a_soz_wb": (
        "PersonenPerSoortUitkeringBijstand",
        "Sociale zekerheid/Personen per soort uitkering; Bijstand",
        "aantal",
    ),
    "a_bedv": ("BedrijfsvestigingenTotaal", "Bedrijven/Bedrijfsvestigingen totaal", "aantal"),
    "a_pau": ("PersonenautoSTotaal", "Motorvoertuigen/Personenauto's; totaal", "aantal"),
    "g_pau_hh": ("PersonenautoSPerHuishouden", "Motorvoertuigen/Personenauto's; per huishouden", "per huishouden"),
    "g_pau_km": ("PersonenautoSNaarOppervlakte", "Motorvoertuigen/Personenauto's; naar oppervlakte", "per km²"),
    "g_afs_hp": ("AfstandTotHuisartsenpraktijk", "Voorzieningen/Afstand tot huisartsenpraktijk", "km"),
    "g_afs_gs": ("AfstandTotGroteSupermarkt", "Voorzieningen/Afstand tot grote supermarkt", "km"),
    "g_afs_kv": ("AfstandTotKinderdagverblijf", "Voorzieningen/Afstand tot kinderdagverblijf", "km"),
    "g_afs_sc": ("AfstandTotSchool", "Voorzieningen/Afstand tot school", "km"),
    "a_opp_ha": ("OppervlakteTotaal", "Oppervlakte/Oppervlakte totaal", "ha"),
    "a_lan_ha": ("OppervlakteLand", "Oppervlakte/Oppervlakte land", "ha"),
    "a_wat_ha": ("OppervlakteWater", "Oppervlakte/Oppervlakte water", "ha"),
    "ste_mvs": ("MateVanStedelijkheid", "Stedelijkheid/Mate van stedelijkheid", "code"),
    "ste_oad": ("Omgevingsadressendichtheid", "Stedelijkheid/Omgevingsadressendichtheid", "per km²"),
}
_CODE = re.compile(r"(?:GM|WK|BU)\w{4,8}")


def statline_table(path, dimensions=None):
    """Return a workbook or an export as StatLine serves it: padded keys, groups, numbered columns, null for no figure.

    `dimensions` says of columns that are neither area nor period: heading -> (name, {title: code}).
    """
    header, rows = _workbook(path) if path.suffix == ".xlsx" else _export(path)
    places, kinds = _dimensions(header, rows, dimensions or {})
    keys = [tuple(code(row[place]) for place, code in places) for row in rows]
    groups, topics, cells = {}, {}, {}
    for number, (key, text, unit) in enumerate(header):
        if number in dict(places) or not _is_figures([row[number] for row in rows]):
            continue
        *above, title = _SLASH.split(text)
        topic = f"{key}_{number}"
        topics[topic] = (_group(groups, above), title, unit)
        cells |= {(*place, topic): _number(row[number]) for place, row in zip(keys, rows, strict=True)}
    codes = [tuple(dict.fromkeys(key[turn] for key in keys)) for turn in range(len(places))]
    named = {name: (kind, found) for (name, kind), found in zip(kinds, codes, strict=True)}
    return Table(named, topics, cells, groups, {"WijkenEnBuurten": 10, "Perioden": 8, "SoortMisdrijf": 6})


#: A slash between headings; within one it stands between words: ``Ernstig/zeer ernstig``.
_SLASH = re.compile(r"/(?=[A-Z0-9])")


def _dimensions(header, rows, given):
    """Return (column, how its cells become codes) and (name, kind) of each dimension."""
    areas = next(place for place, text in enumerate(rows[0]) if _CODE.fullmatch(text.strip()))
    places, kinds = [(areas, str.strip)], [("WijkenEnBuurten", "GeoDetail")]
    for place, (_, text, _) in enumerate(header):
        if text == "Perioden":
            places.append((place, lambda cell: f"{cell[:4]}JJ00"))
            kinds.append((text, "TimeDimension"))
        if text in given:
            name, codes = given[text]
            places.append((place, codes.__getitem__))
            kinds.append((name, "Dimension"))
    return places, kinds


def _workbook(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header, *rows = ([str(cell).strip() for cell in row] for row in sheet.iter_rows(values_only=True))
    return [STATLINE.get(name, ("", name, "")) for name in header], list(rows)


def _export(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    return [_heading(text) for text in header], rows


def _heading(text):
    found = re.fullmatch(r"(.*?)(?: \(([^()]*)\))?", text)
    title = _SLASH.split(found[1])[-1]
    return "".join(word.capitalize() for word in re.findall(r"\w+", title)), found[1], found[2] or ""


def _is_figures(column):
    return all(_number(text) is not None or text.strip() == "." for text in column)


def _number(text):
    try:
        return float(text)
    except ValueError:
        return None


def _group(groups, path):
    """Return the number of the group at the end of a path of titles; 0 for none."""
    number = 0
    for title in path:
        known = {name: key for key, name in groups.items()}
        up = number or None
        number = known.get((title, up), len(groups) + 1)
        groups[number] = (title, up)
    return number
