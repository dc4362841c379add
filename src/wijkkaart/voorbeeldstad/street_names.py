"""Made-up street names: a theme per wijk, never the same name twice."""

from __future__ import annotations

from itertools import product

THEMES: dict[str, tuple[str, str]] = {
    "00": (
        "Kerk Markt Vis Brouwers Kuipers Smeden Touw Boter Klooster Poort Wal Molen Haven Bakkers Weg Zand Gast Hof "
        "Ververs Schippers Wijn Gracht Zilver Mandenmakers Begijnen Toren",
        "straat steeg plein gang hof dwarsstraat",
    ),
    "01": (
        "Verhoefstede Van-Lindevoort Rembertus Hoogendael Van-Merwijk Spiegelaar Ruysenberg Stadhouders Prinsen Van-Ossel "
        "Amstelrade Maasveld Scheldestroom Waalstroom Vechtdal Rijnstroom Molenwiek Zaagmolen Oliemolen Korenmolen "
        "Stations Spoor Parallel Tollens Brandaris Vlietdijk",
        "straat laan kade dwarsstraat plein hof",
    ),
    "02": (
        "Rozen Tulpen Anjer Dahlia Lelie Viooltjes Geranium Margriet Narcissen Jasmijn Sering Goudsbloem Begonia Petunia "
        "Klaver Korenbloem Akelei Irissen Ridderspoor Zonnebloem",
        "straat laan hof plein pad",
    ),
    "03": (
        "Sonate Symfonie Cantate Ballade Serenade Ouverture Fuga Aria Menuet Prelude Sonnetten Kwatrijn Elegie Hymne Ode "
        "Merel Lijster Spreeuw Karekiet Kievit Grutto Fuut Reiger Kastanje Plataan Populier",
        "straat laan singel plein dreef flat",
    ),
    "04": (
        "Goudreinet Elstar Bellefleur Sterappel Conference Juttepeer Brederode Meikers Morel Hartkers Walnoot Hazelnoot "
        "Mispel Mirabel Reine-Claude Kwets Kweepeer Moerbei Bramen Frambozen Kruisbes Aalbes",
        "gaarde erf hof weide pad",
    ),
    "05": (
        "Linden Beuken Elzen Esdoorn Wilgen Iepen Hulst Lijsterbes Meidoorn Vlier Zonnedauw Kalmoes Lisdodde Waterlelie "
        "Krabbenscheer Waterviolier Pluimgras Rietgors Zegge Biezen Dotterbloem Egelskop Fonteinkruid Kroosvaren",
        "laan singel dreef hout kade weg",
    ),
    "06": (
        "Scheepsbouwers Klinkers Lasser Helling Silo Graan Kraan Takel Anker Kiel Boeg Stuurman Bootsman Loods",
        "kade straat plein pad",
    ),
    "07": (
        "Heide Brem Jeneverbes Dennen Sparren Eiken Hazelaar Vossen Reeën Dassen Eekhoorn Zandpad Landgoed Eikenrode",
        "laan weg allee pad",
    ),
    "08": (
        "Dorps Brink Kerk-Oosterwoude Schaaps Hooi Klompenmakers Smidse Bongerd Wagenmakers Tiend Esch Akker Boerhoorn "
        "Herder Kolk Dries Hooge Lage Meent",
        "straat weg kamp steeg hof",
    ),
    "09": (
        "Schakel Transport Handels Ambacht Staal Ketting Zuiger Turbine Dynamo Container Pallet Logistiek Energie",
        "weg straat plein baan",
    ),
    "10": ("Riet Noordpolder Uithoeks Boezem Molenvliet Wetering Ganzen Tocht Hennep Kwelder Wester", "weg dijk kade pad"),
    "AF": ("Linderwaard Uiterwaard Zomer Plas Zuidrand Steenoven Kleiput Griend Hoogwater Wiel", "weg dijk pad kade"),
}


def names_for(wijk: str, taken: set[str]) -> list[str]:
    """Return the street names of `wijk` that are not in `taken`, most common suffix first."""
    roots, suffixes = (text.split() for text in THEMES[wijk])
    made = [_joined(root, suffix) for suffix, root in product(suffixes, roots)]
    return [name for name in made if name not in taken]


def _joined(root: str, suffix: str) -> str:
    """Return one name; a root that ends in a stop of its own takes no second linking s."""
    clean = root.replace("-", " ")
    return f"{clean}{suffix[1:] if clean.endswith('s') and suffix.startswith('s') and len(suffix) == 1 else suffix}"
