"""What each kind of neighbourhood is like: how it was built, who lives there, what it uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bebouwing:
    """How the buildings of a wijktype stand along its streets; lengths in metres.

    Parameters
    ----------
    straat, blok
        Distance between parallel streets, and between cross streets.
    bocht
        How far the streets bend.
    kavel, breed, diep, terug
        Width of a plot, of a building, its depth, and its distance from the middle of the street.
    rij
        Buildings per row before a gap; 1 is detached.
    lagen
        Storeys, least and most.
    schuren
        Share of the buildings with a shed.
    flats
        Share of the streets lined with flats instead.
    leeg
        Share of the plots left open.
    """

    straat: float
    blok: float
    bocht: float
    kavel: float
    breed: float
    diep: float
    terug: float
    rij: int
    lagen: tuple[int, int]
    schuren: float = 0.0
    flats: float = 0.0
    leeg: float = 0.0


@dataclass(frozen=True)
class Wijktype:
    """One kind of neighbourhood; shares are 0-1 unless another unit is named.

    Parameters
    ----------
    bouwjaren
        (first year, last year, weight) of the building periods.
    boven
        Share of the buildings with more than one dwelling (upstairs homes).
    winkel, kantoor
        Share of the buildings with a shop or an office in it.
    koop, corporatie
        Tenure; the rest is other rental.
    leeftijd
        0-14, 15-24, 25-44, 45-64, 65 and over.
    gezin, alleen
        Households with children, one-person households.
    ses
        Wealth, education and work record; 0 is the national mean.
    autos
        Cars per household.
    zon, warmtenet
        Dwellings with solar panels; on a heat network.
    tuin, bomen
        Green share of yards; tree cover over yards and streets.
    huishouden
        Persons per household.
    plantsoen
        Radius of the small green in every such buurt, in metres; 0 for none.
    """

    bouwjaren: tuple[tuple[int, int, float], ...]
    bebouwing: Bebouwing
    boven: float
    winkel: float
    kantoor: float
    koop: float
    corporatie: float
    leeftijd: tuple[float, float, float, float, float]
    gezin: float
    alleen: float
    huishouden: float
    ses: float
    autos: float
    zon: float
    warmtenet: float
    tuin: float
    bomen: float
    plantsoen: int = 0


WIJKTYPES = {
    "binnenstad": Wijktype(
        ((1650, 1890, 0.85), (1890, 1925, 0.15)),
        Bebouwing(41, 135, 9, 7.0, 7.0, 15, 5, 40, (2, 4), 0.0),
        boven=0.36, winkel=0.3, kantoor=0.08, koop=0.4, corporatie=0.14,
        leeftijd=(0.08, 0.16, 0.38, 0.22, 0.16), gezin=0.12, alleen=0.6, huishouden=1.55,
        ses=0.05, autos=0.55, zon=0.06, warmtenet=0.0, tuin=0.18, bomen=0.07,
    ),
    "bouwblok": Wijktype(
        ((1895, 1915, 0.35), (1915, 1940, 0.6), (1980, 2000, 0.05)),
        Bebouwing(55, 150, 7, 6.2, 6.2, 11, 8, 13, (2, 3), 0.12),
        boven=0.27, winkel=0.07, kantoor=0.02, koop=0.46, corporatie=0.26,
        leeftijd=(0.13, 0.14, 0.38, 0.23, 0.12), gezin=0.24, alleen=0.5, huishouden=1.85,
        ses=-0.05, autos=0.65, zon=0.12, warmtenet=0.0, tuin=0.27, bomen=0.09, plantsoen=26,
    ),
    "tuindorp": Wijktype(
        ((1918, 1940, 0.85), (1946, 1955, 0.15)),
        Bebouwing(62, 130, 18, 6.6, 6.6, 8.5, 10, 6, (2, 2), 0.25),
        boven=0.04, winkel=0.02, kantoor=0.0, koop=0.38, corporatie=0.52,
        leeftijd=(0.16, 0.12, 0.27, 0.27, 0.18), gezin=0.35, alleen=0.36, huishouden=2.15,
        ses=-0.22, autos=0.85, zon=0.18, warmtenet=0.0, tuin=0.42, bomen=0.12, plantsoen=34,
    ),
    "tuinstad": Wijktype(
        ((1955, 1969, 0.8), (1970, 1974, 0.2)),
        Bebouwing(82, 240, 5, 6.2, 6.2, 9, 10, 8, (2, 2), 0.12, flats=0.52),
        boven=0.0, winkel=0.02, kantoor=0.01, koop=0.18, corporatie=0.68,
        leeftijd=(0.17, 0.14, 0.29, 0.22, 0.18), gezin=0.3, alleen=0.47, huishouden=1.95,
        ses=-0.48, autos=0.58, zon=0.11, warmtenet=0.62, tuin=0.5, bomen=0.19, plantsoen=52,
    ),
    "tuinstad_laag": Wijktype(
        ((1950, 1965, 1.0),),
        Bebouwing(62, 140, 6, 6.2, 6.2, 8.8, 10, 8, (2, 2), 0.25),
        boven=0.0, winkel=0.02, kantoor=0.0, koop=0.42, corporatie=0.47,
        leeftijd=(0.15, 0.11, 0.26, 0.25, 0.23), gezin=0.31, alleen=0.38, huishouden=2.1,
        ses=-0.25, autos=0.85, zon=0.2, warmtenet=0.12, tuin=0.42, bomen=0.15, plantsoen=40,
    ),
    "bloemkool": Wijktype(
        ((1972, 1980, 0.55), (1980, 1988, 0.45)),
        Bebouwing(66, 95, 40, 6.4, 6.4, 9.2, 9.5, 5, (2, 2), 0.3),
        boven=0.02, winkel=0.01, kantoor=0.0, koop=0.62, corporatie=0.3,
        leeftijd=(0.15, 0.11, 0.24, 0.29, 0.21), gezin=0.36, alleen=0.29, huishouden=2.25,
        ses=0.0, autos=1.05, zon=0.3, warmtenet=0.0, tuin=0.52, bomen=0.2, plantsoen=48,
    ),
    "vinex": Wijktype(
        ((1997, 2003, 0.45), (2003, 2010, 0.55)),
        Bebouwing(68, 125, 20, 6.9, 6.9, 9.8, 10, 6, (2, 3), 0.2, flats=0.02),
        boven=0.0, winkel=0.015, kantoor=0.01, koop=0.72, corporatie=0.2,
        leeftijd=(0.21, 0.15, 0.25, 0.31, 0.08), gezin=0.52, alleen=0.2, huishouden=2.65,
        ses=0.32, autos=1.2, zon=0.44, warmtenet=0.3, tuin=0.38, bomen=0.07, plantsoen=54,
    ),
    "nieuwbouw": Wijktype(
        ((2016, 2024, 1.0),),
        Bebouwing(66, 130, 4, 6.2, 6.2, 10.5, 8, 7, (3, 3), 0.05, flats=0.55),
        boven=0.0, winkel=0.03, kantoor=0.02, koop=0.5, corporatie=0.25,
        leeftijd=(0.14, 0.1, 0.48, 0.18, 0.1), gezin=0.26, alleen=0.44, huishouden=1.9,
        ses=0.3, autos=0.72, zon=0.55, warmtenet=0.55, tuin=0.28, bomen=0.04,
    ),
    "villa": Wijktype(
        ((1925, 1940, 0.3), (1955, 1980, 0.5), (1995, 2015, 0.2)),
        Bebouwing(88, 300, 32, 23, 13, 10, 17, 1, (2, 2), 0.35, leeg=0.12),
        boven=0.0, winkel=0.0, kantoor=0.03, koop=0.92, corporatie=0.01,
        leeftijd=(0.15, 0.12, 0.14, 0.32, 0.27), gezin=0.38, alleen=0.2, huishouden=2.45,
        ses=0.62, autos=1.55, zon=0.38, warmtenet=0.0, tuin=0.72, bomen=0.42,
    ),
    "dorp": Wijktype(
        ((1850, 1925, 0.2), (1950, 1980, 0.5), (1985, 2015, 0.3)),
        Bebouwing(68, 150, 30, 8, 8, 9.5, 11, 2, (1, 2), 0.4, leeg=0.04),
        boven=0.0, winkel=0.03, kantoor=0.01, koop=0.74, corporatie=0.19,
        leeftijd=(0.15, 0.12, 0.19, 0.29, 0.25), gezin=0.36, alleen=0.25, huishouden=2.35,
        ses=0.12, autos=1.3, zon=0.37, warmtenet=0.0, tuin=0.6, bomen=0.16,
    ),
    "bedrijven": Wijktype(
        ((1970, 1995, 0.5), (1996, 2018, 0.5)),
        Bebouwing(140, 260, 5, 58, 43, 34, 24, 1, (1, 2), leeg=0.1),
        boven=0.0, winkel=0.05, kantoor=0.25, koop=0.7, corporatie=0.0,
        leeftijd=(0.1, 0.12, 0.3, 0.33, 0.15), gezin=0.3, alleen=0.35, huishouden=2.0,
        ses=0.0, autos=1.3, zon=0.25, warmtenet=0.0, tuin=0.12, bomen=0.03,
    ),
    "polder": Wijktype(
        ((1860, 1930, 0.4), (1950, 1985, 0.4), (1990, 2015, 0.2)),
        Bebouwing(430, 900, 14, 95, 15, 21, 26, 1, (1, 1), 0.6, leeg=0.55),
        boven=0.0, winkel=0.0, kantoor=0.01, koop=0.85, corporatie=0.02,
        leeftijd=(0.16, 0.13, 0.18, 0.31, 0.22), gezin=0.42, alleen=0.18, huishouden=2.6,
        ses=0.15, autos=1.75, zon=0.42, warmtenet=0.0, tuin=0.62, bomen=0.12,
    ),
}  # fmt: skip
