"""Made-up street names: a theme per wijk, never the same name twice."""

from __future__ import annotations

from itertools import product

#: Per wijk the first parts of its street names.
ROOTS = {
    "00": """Kerk Markt Vis Brouwers Kuipers Smeden Touw Boter Klooster Poort Wal Molen Haven Bakkers Zand Gast Hof
        Ververs Schippers Wijn Gracht Zilver Mandenmakers Begijnen Toren""",
    "01": """Verhoefstede Van-Lindevoort Rembertus Hoogendael Van-Merwijk Spiegelaar Ruysenberg Stadhouders Prinsen
        Van-Ossel Amstelrade Maasveld Scheldestroom Waalstroom Vechtdal Rijnstroom Molenwiek Zaagmolen Oliemolen
        Korenmolen Stations Spoor Parallel Van-Tolleveld Brandaris Vlietdijk""",
    "02": """Rozen Tulpen Anjer Dahlia Lelie Viooltjes Geranium Margriet Narcissen Jasmijn Sering Goudsbloem Begonia
        Petunia Klaver Korenbloem Akelei Irissen Ridderspoor Zonnebloem""",
    "03": """Sonate Symfonie Cantate Ballade Serenade Ouverture Fuga Aria Menuet Prelude Sonnetten Kwatrijn Elegie
        Hymne Ode Merel Lijster Spreeuw Karekiet Kievit Grutto Fuut Reiger Kastanje Plataan Populier""",
    "04": """Goudreinet Elstar Bellefleur Sterappel Conference Juttepeer Brederode Meikers Morel Hartkers Walnoot
        Hazelnoot Mispel Mirabel Reine-Claude Kwets Kweepeer Moerbei Bramen Frambozen Kruisbes Aalbes""",
    "05": """Linden Beuken Elzen Esdoorn Wilgen Iepen Hulst Lijsterbes Meidoorn Vlier Zonnedauw Kalmoes Lisdodde
        Waterlelie Krabbenscheer Waterviolier Pluimgras Rietgors Zegge Biezen Dotterbloem Egelskop Fonteinkruid
        Kroosvaren""",
    "06": """Scheepsbouwers Klinkers Lassers Helling Silo Graan Kraan Takel Anker Kiel Boeg Stuurman Bootsman
        Loods""",
    "07": "Heide Brem Jeneverbes Dennen Sparren Eiken Hazelaar Vossen Reeën Dassen Eekhoorn Zandpad Landgoed Eikenrode",
    "08": """Dorps Brink Oosterwoude Schaaps Hooi Klompenmakers Smidse Bongerd Wagenmakers Tiend Esch Akker
        Boerhoorn Herder Kolk Dries Meent""",
    "09": """Schakel Transport Handels Ambacht Staal Ketting Zuiger Turbine Dynamo Container Pallet Logistiek
        Energie""",
    "10": "Riet Noordpolder Uithoeks Boezem Molenvliet Wetering Ganzen Tocht Hennep Kwelder Wester",
    "AF": "Linderwaard Uiterwaard Zomer Plas Zuidrand Steenoven Kleiput Griend Hoogwater Wiel",
}
#: Per wijk the last parts, the most usual first.
ENDINGS = {
    "00": "straat steeg plein gang hof dwarsstraat",
    "01": "straat laan kade dwarsstraat plein hof",
    "02": "straat laan hof plein pad",
    "03": "straat laan singel plein dreef flat",
    "04": "gaarde erf hof weide pad",
    "05": "laan singel dreef hout kade weg",
    "06": "kade straat plein pad",
    "07": "laan weg allee pad",
    "08": "straat weg kamp steeg hof",
    "09": "weg straat plein baan",
    "10": "weg dijk kade pad",
    "AF": "weg dijk pad kade",
}


def roots_of(wijk: str) -> list[str]:
    """Return the first parts of the street names of `wijk`."""
    return [root.replace("-", " ") for root in ROOTS[wijk].split()]


def names_for(wijk: str, taken: set[str]) -> list[str]:
    """Return the street names of `wijk` that are not in `taken`, the most usual ending first."""
    made = [root + ending for ending, root in product(ENDINGS[wijk].split(), roots_of(wijk))]
    return [name for name in made if name not in taken]
