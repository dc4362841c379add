"""How the homes stand here: their size, how full and how high the land is built, and the water."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.figures import Figures, derive, ratio
from wijkkaart.ingredients.bag import (
    footprint,
    is_detached,
    living_area,
    median_of_dwellings,
    share_of_dwellings,
    total_floor_area,
)
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, at_most

if TYPE_CHECKING:
    from wijkkaart.layers import Objects, StatTable

_M2_PER_HA = 10_000.0


def aandeel_vrijstaand(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the percentage of dwellings that have a pand for themselves, against no other residential pand."""
    return share_of_dwellings(bag_verblijfsobjecten, is_detached(bag_verblijfsobjecten, bag_panden))


def woninggrootte_mediaan(bag_verblijfsobjecten: Objects) -> Figures:
    """Return the median floor area of a dwelling (m2), with p10 and p90."""
    return median_of_dwellings(bag_verblijfsobjecten, living_area(bag_verblijfsobjecten), MINIMUM_KNOWN)


def aandeel_water(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of the gebied that is water."""
    return at_most(ratio(cbs_kerncijfers["a_wat_ha"], cbs_kerncijfers["a_opp_ha"], 100.0), 100.0)


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


_uit_bag = partial(
    Indicator,
    rol="context",
    minimum="de BAG dekt minstens 95% van het gebied",
)
_vloer = partial(
    _uit_bag,
    minimum="de BAG dekt minstens 95% van het gebied, en van minstens 80% van de verblijfsobjecten is het oppervlak "
    "bekend",
)
_GEEN_LAND = "een gebied zonder land heeft geen cijfer"

INDICATOREN = (
    _uit_bag(
        aandeel_vrijstaand,
        "Vrijstaande woningen",
        "Detached dwellings",
        "%",
        vraag="Welk deel van de woningen staat los van andere woningen?",
        formule="woningen met een pand voor zichzelf dat tegen geen ander woonpand staat, gedeeld door alle woningen",
        minimum="20 woningen, en van minstens 80% is het pand bekend",
        valkuil="Een schuur of garage telt niet als buur: huizen die alleen zo aan elkaar zitten, heten hier "
        "vrijstaand. Woonboten en woonwagens tellen niet mee.",
        bovengrens=100.0,
        afwezig="woningen waarvan het pand niet bekend is, tellen niet mee; zonder woningen is er geen cijfer",
    ),
    _uit_bag(
        woninggrootte_mediaan,
        "Grootte van de middelste woning",
        "Median dwelling size",
        "m²",
        vraag="Hoe groot is een woning hier: de helft is kleiner, de helft groter?",
        formule="middelste oppervlak (gebruiksoppervlakte) van alle woningen tot en met 500 m²",
        minimum="20 woningen, en van minstens 80% is het oppervlak bekend",
        valkuil="In een buurt met flats en grote huizen zegt het midden weinig: kijk ook naar de spreiding.",
        afwezig="woningen met een onbekend oppervlak (1 of 9999 m²) of meer dan 500 m² tellen niet mee; zonder "
        "woningen is er geen cijfer",
    ),
    _uit_bag(
        aandeel_water,
        "Water",
        "Share of water",
        "%",
        vraag="Welk deel van het gebied is water?",
        formule="hectaren water, gedeeld door alle hectaren, volgens het CBS",
        minimum="geen",
        valkuil="Het CBS rondt af op hectaren. Smalle sloten en kleine vijvers tellen als land.",
        bovengrens=100.0,
        afwezig="geeft het CBS de hectaren niet, dan is er geen cijfer; 0 is: minder dan een halve hectare",
    ),
    _vloer(
        fsi,
        "Vloeroppervlak per land (FSI)",
        "Floor space index",
        "m²/m²",
        vraag="Hoeveel vloer is er per vierkante meter land?",
        formule="oppervlak van alle verblijfsobjecten (m²), gedeeld door het land volgens het CBS (hectaren maal "
        "10.000)",
        valkuil="Gebruiksoppervlakte uit de BAG is kleiner dan bruto vloeroppervlakte: niet vergelijken met "
        "cijfers van het PBL (RUDIFUN). Parken en wegen tellen mee als land.",
        decimalen=2,
        afwezig=f"zonder verblijfsobjecten is het 0; {_GEEN_LAND}",
    ),
    _uit_bag(
        gsi,
        "Bebouwd deel van het land (GSI)",
        "Ground space index",
        "m²/m²",
        vraag="Welk deel van het land is bebouwd?",
        formule="grondoppervlak van alle panden (m²), gedeeld door het land volgens het CBS (hectaren maal 10.000)",
        minimum="de BAG dekt minstens 95% van het gebied, en er is meer land dan gebouw",
        valkuil="Het CBS rondt het land af op hectaren: in een kleine buurt is het cijfer grof. Een pand telt waar "
        "zijn midden ligt. Niet vergelijken met cijfers van het PBL (RUDIFUN).",
        bovengrens=1.0,
        decimalen=2,
        afwezig=f"zonder panden is het 0; {_GEEN_LAND}",
    ),
    _vloer(
        bouwlagen_gem,
        "Gemiddeld aantal bouwlagen",
        "Mean number of storeys",
        "lagen",
        vraag="Hoe hoog is er hier gebouwd?",
        formule="FSI gedeeld door GSI: vloeroppervlak van alle verblijfsobjecten, gedeeld door het oppervlak van "
        "alle panden",
        valkuil="Gebruiksoppervlakte is kleiner dan bruto vloeroppervlakte: het cijfer is aan de lage kant. "
        "Garages en schuren zonder eigen adres tellen wel als grond, niet als vloer.",
        decimalen=1,
        afwezig="zonder gebouwen is er geen cijfer",
    ),
    _vloer(
        osr,
        "Open ruimte per vloeroppervlak (OSR)",
        "Open space ratio",
        "m²/m²",
        vraag="Hoeveel onbebouwd land is er per vierkante meter vloer?",
        formule="1 min GSI, gedeeld door FSI (allebei per oppervlak land volgens het CBS)",
        valkuil="Onbebouwd is niet altijd openbaar of groen. Niet vergelijken met cijfers van het PBL (RUDIFUN).",
        decimalen=2,
        afwezig="zonder vloer of zonder land is er geen cijfer",
    ),
)
