"""DNA van de wijk: who lives here and in which homes. Describes; it has no score and no good or bad end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.figures import Figures, derive, ratio
from wijkkaart.ingredients.bag import dwellings_per_gebied, footprint, total_floor_area
from wijkkaart.ingredients.totals import at_most, first_filled

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

_M2_PER_HA = 10_000.0


def aantal_inwoners(cbs_kerncijfers: StatTable) -> Figures:
    """Return the number of inhabitants as published."""
    return cbs_kerncijfers["a_inw"]


def aantal_woningen(
    gebieden: gpd.GeoDataFrame,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
) -> Figures:
    """Return the number of dwellings: CBS, else dwellings in use in the BAG."""
    return dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)


def gem_huishoudensgrootte(cbs_kerncijfers: StatTable) -> Figures:
    """Return the mean household size (persons) as published."""
    return cbs_kerncijfers["g_hhgro"]


def aandeel_eenpersoonshuishoudens(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of households of one person."""
    return _share(cbs_kerncijfers, "p_1p_hh", "a_1p_hh", "a_hh")


def aandeel_gezinnen_met_kinderen(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of households with children."""
    return _share(cbs_kerncijfers, "p_hh_m_k", "a_hh_m_k", "a_hh")


def aandeel_0_15(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of inhabitants younger than 15."""
    return _share(cbs_kerncijfers, "p_00_14", "a_00_14", "a_inw")


def aandeel_koop(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of owner-occupied dwellings as published."""
    return cbs_kerncijfers["p_koopw"]


def aandeel_overige_huur(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings rented out by others than a corporatie as published."""
    return cbs_kerncijfers["p_ov_hw"]


def aandeel_eengezins(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of single-family dwellings as published."""
    return cbs_kerncijfers["p_1gezw"]


def aandeel_meergezins(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of multi-family dwellings as published."""
    return cbs_kerncijfers["p_mgezw"]


def woz_gem(cbs_kerncijfers: StatTable) -> Figures:
    """Return the mean WOZ value (1000 euro) as published."""
    return cbs_kerncijfers["g_wozbag"]


def fsi(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects) -> Figures:
    """Return the floor area of all verblijfsobjecten over the land area."""
    return ratio(total_floor_area(bag_verblijfsobjecten), cbs_kerncijfers["a_lan_ha"], 1.0 / _M2_PER_HA)


def gsi(cbs_kerncijfers: StatTable, bag_panden: Objects) -> Figures:
    """Return the built-up part (0-1) of the land area."""
    return at_most(ratio(footprint(bag_panden), cbs_kerncijfers["a_lan_ha"], 1.0 / _M2_PER_HA), 1.0)


def bouwlagen_gem(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the mean number of storeys: FSI over GSI, so floor area over footprint."""
    return ratio(total_floor_area(bag_verblijfsobjecten), footprint(bag_panden))


def osr(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the open land per floor area: (1 - GSI) / FSI."""
    built = gsi(cbs_kerncijfers, bag_panden)
    return ratio(derive(lambda share: 1.0 - share, built), fsi(cbs_kerncijfers, bag_verblijfsobjecten))


def _share(table: StatTable, percentage: str, count: str, total: str) -> Figures:
    """Return the published percentage, else 100 * count / total."""
    counted = ratio(table[count], table[total], 100.0)
    return at_most(first_filled(counted.waarde.index, table[percentage], counted), 100.0)


_uit_cbs = partial(
    Indicator,
    rol="context",
    kern=True,
    minimum="grenzen van het CBS",
    afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
)
_uit_bag = partial(
    Indicator,
    rol="context",
    minimum="de BAG dekt minstens 95% van het gebied",
    afwezig="een gebied zonder land of zonder gebouwen heeft geen cijfer",
)

OPGAVE = Opgave(
    id="dna",
    label_nl="DNA van de wijk",
    label_en="DNA of the neighbourhood",
    vraag="Wie wonen hier, in welke huizen?",
    volgorde=7,
    scoort=False,
    indicatoren=(
        _uit_cbs(
            aantal_inwoners,
            "Inwoners",
            "Inhabitants",
            "aantal",
            vraag="Hoeveel mensen wonen hier?",
            formule="aantal inwoners volgens het CBS",
            valkuil="Door het CBS willekeurig afgerond op vijf.",
        ),
        _uit_cbs(
            aantal_woningen,
            "Woningen",
            "Dwellings",
            "aantal",
            vraag="Hoeveel woningen zijn er?",
            formule="aantal woningen volgens het CBS; geeft het CBS dat niet, dan geteld in de BAG: verblijfsobjecten "
            "in gebruik met een woonfunctie",
            valkuil="Het CBS en de BAG tellen op een andere dag: de aantallen kunnen verschillen.",
        ),
        _uit_cbs(
            gem_huishoudensgrootte,
            "Grootte van een huishouden",
            "Mean household size",
            "personen",
            vraag="Met hoeveel mensen woont een huishouden hier gemiddeld?",
            formule="gemiddelde grootte van een huishouden volgens het CBS",
            valkuil="Door het CBS afgerond.",
            bovengrens=20.0,
            decimalen=1,
        ),
        _uit_cbs(
            aandeel_eenpersoonshuishoudens,
            "Huishoudens van één persoon",
            "One-person households",
            "%",
            vraag="Welk deel van de huishoudens is één persoon?",
            formule="aandeel volgens het CBS, anders huishoudens van één persoon gedeeld door alle huishoudens",
            valkuil="Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_gezinnen_met_kinderen,
            "Huishoudens met kinderen",
            "Households with children",
            "%",
            vraag="In welk deel van de huishoudens wonen kinderen?",
            formule="aandeel volgens het CBS, anders huishoudens met kinderen gedeeld door alle huishoudens",
            valkuil="Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_0_15,
            "Kinderen tot 15 jaar",
            "Aged 0-15",
            "%",
            vraag="Welk deel van de inwoners is jonger dan 15 jaar?",
            formule="aandeel volgens het CBS, anders inwoners tot 15 jaar gedeeld door alle inwoners",
            valkuil="Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_koop,
            "Koopwoningen",
            "Owner-occupied dwellings",
            "%",
            vraag="Welk deel van de woningen is van de bewoner zelf?",
            formule="aandeel koopwoningen volgens het CBS",
            valkuil="Alleen als van minstens de helft van de woningen de eigenaar bekend is. Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_overige_huur,
            "Huur van anderen dan een corporatie",
            "Private and other rental",
            "%",
            vraag="Welk deel van de woningen wordt verhuurd door anderen dan een corporatie?",
            formule="aandeel overige huurwoningen volgens het CBS",
            valkuil="Alleen als van minstens de helft van de woningen de eigenaar bekend is. Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_eengezins,
            "Eengezinswoningen",
            "Single-family dwellings",
            "%",
            vraag="Welk deel van de woningen is een eengezinswoning?",
            formule="aandeel eengezinswoningen volgens het CBS",
            valkuil="Vanaf 20 woningen. Door het CBS afgerond.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            aandeel_meergezins,
            "Meergezinswoningen",
            "Multi-family dwellings",
            "%",
            vraag="Welk deel van de woningen is een flat of appartement?",
            formule="aandeel meergezinswoningen volgens het CBS",
            valkuil="Bij koopflats is er meestal een vereniging van eigenaren: vraag ernaar, het staat niet in open "
            "data.",
            bovengrens=100.0,
        ),
        _uit_cbs(
            woz_gem,
            "Gemiddelde WOZ-waarde",
            "Mean WOZ value",
            "x 1000 euro",
            vraag="Wat is een woning hier gemiddeld waard?",
            formule="gemiddelde WOZ-waarde volgens het CBS",
            valkuil="Vanaf 20 woningen waarvan de waarde bekend is. Door het CBS afgerond.",
        ),
        _uit_bag(
            fsi,
            "Vloeroppervlak per land (FSI)",
            "Floor space index",
            "m²/m²",
            vraag="Hoeveel vloer is er per vierkante meter land?",
            formule="oppervlak van alle verblijfsobjecten, gedeeld door het landoppervlak",
            valkuil="Gebruiksoppervlakte uit de BAG is kleiner dan bruto vloeroppervlakte: niet vergelijken met "
            "cijfers van het PBL.",
            decimalen=2,
        ),
        _uit_bag(
            gsi,
            "Bebouwd deel van het land (GSI)",
            "Ground space index",
            "m²/m²",
            vraag="Welk deel van het land is bebouwd?",
            formule="oppervlak van alle panden, gedeeld door het landoppervlak",
            valkuil="Het CBS rondt het land af op hectaren: in een kleine buurt is het cijfer grof.",
            bovengrens=1.0,
            decimalen=2,
        ),
        _uit_bag(
            bouwlagen_gem,
            "Gemiddeld aantal bouwlagen",
            "Mean number of storeys",
            "lagen",
            vraag="Hoe hoog is er hier gebouwd?",
            formule="FSI gedeeld door GSI: vloeroppervlak van alle verblijfsobjecten, gedeeld door het oppervlak van "
            "alle panden",
            valkuil="Gebruiksoppervlakte is kleiner dan bruto vloeroppervlakte: het cijfer is aan de lage kant.",
            decimalen=1,
        ),
        _uit_bag(
            osr,
            "Open ruimte per vloeroppervlak (OSR)",
            "Open space ratio",
            "m²/m²",
            vraag="Hoeveel onbebouwd land is er per vierkante meter vloer?",
            formule="1 min GSI, gedeeld door FSI",
            valkuil="Onbebouwd is niet altijd openbaar of groen.",
            decimalen=2,
        ),
    ),
)
