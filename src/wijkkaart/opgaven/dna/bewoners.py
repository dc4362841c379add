"""Who lives here and whose the homes are, as CBS counts them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.figures import Figures, ratio
from wijkkaart.ingredients.bag import dwellings_per_gebied
from wijkkaart.ingredients.totals import at_most, first_filled

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable


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


def _share(table: StatTable, percentage: str, count: str, total: str) -> Figures:
    """Return the published percentage, else 100 * count / total."""
    counted = ratio(table[count], table[total], 100.0)
    return at_most(first_filled(counted.waarde.index, table[percentage], counted), 100.0)


_uit_cbs = partial(
    Indicator,
    rol="context",
    kern=True,
    minimum="grenzen van het CBS",
    afwezig="geeft het CBS het niet, dan is er geen cijfer; het is geen 0",
)
_deel = partial(
    _uit_cbs,
    minimum="grenzen van het CBS, en niet meer dan 100% (door het afronden kan dat)",
    bovengrens=100.0,
)
_eigendom = partial(
    _uit_cbs,
    minimum="20 woningen, en van minstens de helft is de eigenaar bekend (grenzen van het CBS)",
    bovengrens=100.0,
)

INDICATOREN = (
    _uit_cbs(
        aantal_inwoners,
        "Inwoners",
        "Inhabitants",
        "aantal",
        vraag="Hoeveel mensen wonen hier?",
        formule="aantal inwoners volgens het CBS",
        minimum="geen: het CBS geeft dit altijd",
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
        valkuil="Door het CBS afgerond. Het CBS en de BAG tellen op een andere dag: de aantallen kunnen verschillen.",
        afwezig="geeft het CBS voor geen enkel gebied een aantal, dan tellen we in de BAG; staat daar geen woning, dan "
        "is het 0",
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
    _deel(
        aandeel_eenpersoonshuishoudens,
        "Huishoudens van één persoon",
        "One-person households",
        "%",
        vraag="Welk deel van de huishoudens is één persoon?",
        formule="aandeel volgens het CBS, anders huishoudens van één persoon gedeeld door alle huishoudens",
        valkuil="Door het CBS afgerond.",
    ),
    _deel(
        aandeel_gezinnen_met_kinderen,
        "Huishoudens met kinderen",
        "Households with children",
        "%",
        vraag="In welk deel van de huishoudens wonen kinderen?",
        formule="aandeel volgens het CBS, anders huishoudens met kinderen gedeeld door alle huishoudens",
        valkuil="Door het CBS afgerond.",
    ),
    _deel(
        aandeel_0_15,
        "Kinderen tot 15 jaar",
        "Aged 0-15",
        "%",
        vraag="Welk deel van de inwoners is jonger dan 15 jaar?",
        formule="aandeel volgens het CBS, anders inwoners tot 15 jaar gedeeld door alle inwoners",
        valkuil="Door het CBS afgerond.",
    ),
    _eigendom(
        aandeel_koop,
        "Koopwoningen",
        "Owner-occupied dwellings",
        "%",
        vraag="Welk deel van de woningen is van de bewoner zelf?",
        formule="aandeel koopwoningen volgens het CBS",
        valkuil="Door het CBS afgerond. Van een deel van de woningen is de eigenaar niet bekend: koop, corporatie en "
        "andere huur zijn samen dan geen 100%.",
    ),
    _eigendom(
        aandeel_overige_huur,
        "Huur van anderen dan een corporatie",
        "Private and other rental",
        "%",
        vraag="Welk deel van de woningen wordt verhuurd door anderen dan een corporatie?",
        formule="aandeel overige huurwoningen volgens het CBS",
        valkuil="Door het CBS afgerond. Van een deel van de woningen is de eigenaar niet bekend: koop, corporatie en "
        "andere huur zijn samen dan geen 100%.",
    ),
    _uit_cbs(
        aandeel_eengezins,
        "Eengezinswoningen",
        "Single-family dwellings",
        "%",
        vraag="Welk deel van de woningen is een eengezinswoning?",
        formule="aandeel eengezinswoningen volgens het CBS",
        minimum="20 woningen (grens van het CBS)",
        valkuil="Door het CBS afgerond.",
        bovengrens=100.0,
    ),
    _uit_cbs(
        aandeel_meergezins,
        "Meergezinswoningen",
        "Multi-family dwellings",
        "%",
        vraag="Welk deel van de woningen is een flat of appartement?",
        formule="aandeel meergezinswoningen volgens het CBS",
        minimum="20 woningen (grens van het CBS)",
        valkuil="Door het CBS afgerond. Bij koopflats is er meestal een vereniging van eigenaren: vraag ernaar, "
        "het staat niet in open data.",
        bovengrens=100.0,
    ),
    _uit_cbs(
        woz_gem,
        "Gemiddelde WOZ-waarde",
        "Mean WOZ value",
        "x 1000 euro",
        vraag="Wat is een woning hier gemiddeld waard?",
        formule="gemiddelde WOZ-waarde volgens het CBS",
        minimum="20 woningen waarvan de waarde bekend is, en van minstens 85% is die bekend (grenzen van het CBS)",
        valkuil="Door het CBS afgerond. Een gemiddelde: een paar dure huizen tellen zwaar.",
    ),
)
