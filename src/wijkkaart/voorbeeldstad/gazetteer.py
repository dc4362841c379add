"""Names: the wijken and buurten of Voorbeeldstad and where on the drawing they lie."""

from __future__ import annotations

from dataclasses import dataclass

GEMEENTECODE = "GM9999"
GEMEENTENAAM = "Voorbeeldstad"


@dataclass(frozen=True)
class Face:
    """One area of the drawing and the buurten it is divided into.

    Parameters
    ----------
    at
        A point in the area, in drawing units.
    buurten
        Per buurt: the last two characters of its code, its name, its wijktype.
    phase
        Varies the bends of the cuts.
    """

    at: tuple[float, float]
    wijk: str
    buurten: tuple[tuple[str, str, str], ...]
    phase: float = 0.0


WIJKEN = {
    "00": "Wijk 00 Binnenstad",
    "01": "Wijk 01 Singelkwartier",
    "02": "Wijk 02 Bloemendorp",
    "03": "Wijk 03 Zuiderstad",
    "04": "Wijk 04 De Gaarden",
    "05": "Wijk 05 Lindehout",
    "06": "Wijk 06 De Werf",
    "07": "Wijk 07 Hoogveld",
    "08": "Wijk 08 Oosterwoude",
    "09": "Wijk 09 Bedrijvenpark De Schakel",
    "10": "Wijk 10 Polders",
    "11": "Wijk 11 Rivier de Linde",
    "AF": "Wijk AF Linderwaard",
}

FACES = (
    Face((4.9, 3.1), "00", (
        ("00", "Kerkkwartier", "binnenstad"),
        ("01", "Vismarkt en omgeving", "binnenstad"),
        ("02", "De \"Oude\" Haven (Noord) & 't Zand", "binnenstad"),
        ("03", "Begijnenhoek", "binnenstad"),
        ("04", "Nieuwstad", "binnenstad"),
    ), 0.3),
    Face((5.2, 4.1), "01", (
        ("00", "Stationsbuurt", "bouwblok"),
        ("01", "Schildersbuurt", "bouwblok"),
        ("02", "Statenbuurt", "bouwblok"),
        ("03", "Singelbuurt-Oost", "bouwblok"),
        ("04", "Rivierenbuurt", "bouwblok"),
        ("05", "Molenbuurt", "bouwblok"),
    ), 1.1),
    Face((3.4, 3.3), "02", (
        ("00", "Rozenbuurt", "tuindorp"),
        ("01", "Tulpenhof", "tuindorp"),
        ("02", "Het Rode Dorp", "tuindorp"),
        ("03", "Stadspark-West", "tuindorp"),
    ), 2.0),
    Face((5.2, 1.9), "03", (
        ("00", "Componistenbuurt", "tuinstad"),
        ("01", "Zuiderpark-Noord", "tuinstad"),
        ("02", "Zuiderpark-Zuid", "tuinstad"),
        ("03", "De Flatbuurt", "tuinstad"),
        ("04", "Dichtersbuurt", "tuinstad"),
        ("05", "Kastanjeveld", "tuinstad"),
        ("06", "Vogelbuurt", "tuinstad_laag"),
        ("07", "Oeverbuurt", "tuinstad_laag"),
    ), 0.7),
    Face((7.1, 4.2), "04", (
        ("00", "Appelgaard", "bloemkool"),
        ("01", "Kersengaard", "bloemkool"),
        ("02", "Perengaard", "bloemkool"),
        ("03", "Notengaard", "bloemkool"),
        ("04", "Pruimengaard", "bloemkool"),
        ("05", "Kweeperengaard", "bloemkool"),
        ("06", "Gaardenkwartier-Zuid", "bloemkool"),
    ), 1.6),
    Face((4.4, 5.3), "05", (
        ("00", "Lindehout-Centrum", "vinex"),
        ("01", "De Singels", "vinex"),
        ("02", "Rietlanden", "vinex"),
        ("03", "Beukenhof", "vinex"),
        ("04", "Watertuinen", "vinex"),
        ("05", "Elzenburg", "vinex"),
        ("06", "Zonnedauw", "vinex"),
    ), 2.6),
    Face((6.2, 2.9), "06", (
        ("00", "Werfkwartier", "nieuwbouw"),
        ("01", "Kadebuurt", "nieuwbouw"),
        ("02", "Silobuurt", "nieuwbouw"),
    ), 0.9),
    Face((7.3, 6.3), "07", (
        ("00", "Bremheide", "villa"),
        ("01", "Hoogveld-West", "villa"),
        ("02", "Hoogveldse Bos", "villa"),
        ("03", "Landgoed Eikenrode", "villa"),
    ), 1.9),
    Face((8.3, 3.4), "08", (
        ("00", "Oosterwoude-Dorp", "dorp"),
        ("01", "Brinkzijde", "dorp"),
        ("02", "Dorpsuitbreiding", "dorp"),
        ("03", "Verspreide huizen Oosterwoude", "polder"),
    ), 0.1),
    Face((2.2, 3.5), "09", (
        ("00", "De Schakel-Noord", "bedrijven"),
        ("01", "De Schakel-Midden", "bedrijven"),
        ("02", "Havenkant", "bedrijven"),
        ("03", "Logistiek Park", "bedrijven"),
    ), 2.9),
    Face((1.3, 3.7), "10", (("00", "Westerpolder", "polder"),)),
    Face((1.8, 5.6), "10", (("01", "Rietpolder", "polder"),)),
    Face((0.2, 5.2), "10", (("02", "De Uithoek", "polder"),)),
    Face((4.4, 6.7), "10", (("03", "Noordpolder", "polder"),)),
    Face((3.7, 2.05), "11", (("00", "De Linde", "water"),)),
    Face((2.2, 1.2), "AF", (("01", "Linderwaard-West", "polder"), ("05", "Zuidrand", "polder")), 1.0),
    Face((7.6, 1.0), "AF", (("08", "Lindeplas en omgeving", "polder"),)),
)  # fmt: skip
