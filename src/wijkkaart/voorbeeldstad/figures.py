"""The true figures behind the published ones: per buurt, unrounded, in CBS's kwb names.

They follow from the buildings and the wijktype, with noise, so that they hang together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from wijkkaart.voorbeeldstad.addresses import HOME, IN_USE_OBJECT
from wijkkaart.voorbeeldstad.drawing import MOTORWAY, to_rd
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

#: Inhabitants that are set on purpose: an empty business park, and one with five people.
FIXED_INHABITANTS = {"BU99990900": 0, "BU99990901": 5}
#: Buurten with homes for the elderly.
OLDER = ("BU99990004", "BU99990102", "BU99990404")
AGES = ("a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo")
#: Buurten with a supermarket, a GP, a primary school, a day nursery.
SERVICES = {
    "g_afs_gs": ("BU99990001", "BU99990102", "BU99990200", "BU99990302", "BU99990403", "BU99990500", "BU99990801"),
    "g_afs_hp": ("BU99990003", "BU99990104", "BU99990202", "BU99990303", "BU99990402", "BU99990503", "BU99990800"),
    "g_afs_sc": ("BU99990003", "BU99990101", "BU99990105", "BU99990201", "BU99990304", "BU99990307", "BU99990401",
                 "BU99990404", "BU99990502", "BU99990505", "BU99990700", "BU99990801"),
    "g_afs_kv": ("BU99990004", "BU99990103", "BU99990202", "BU99990305", "BU99990402", "BU99990406", "BU99990501",
                 "BU99990506", "BU99990600", "BU99990802"),
    "g_afs_bieb": ("BU99990003", "BU99990801"),
}  # fmt: skip
#: Kilometres beyond the nearest station to the next large one.
TRANSFER_KM = 13.6
DISTANCES = (*SERVICES, "g_afs_trein", "g_afs_oprit", "g_afs_groen", "g_afs_overstap")
#: New homes are not connected to gas since this year.
NO_GAS_SINCE = 2018
#: Distance over the road against the straight line.
DETOUR = 1.3


def true_figures(plan: Plan, objects: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return one row per buurt (index buurtcode) with counts, percentages and means, unrounded."""
    buurten = plan.buurten.set_index("buurtcode")
    kind = buurten["wijktype"].map(lambda name: WIJKTYPES.get(name, WIJKTYPES["polder"]))
    homes = _homes(objects, buurten)
    table = pd.DataFrame({"wijkcode": buurten["wijkcode"], "wijktype": buurten["wijktype"]})
    table["a_woning"] = homes.groupby("buurtcode").size().reindex(table.index, fill_value=0)
    table["ses"] = kind.map(lambda k: k.ses) + rng.normal(0, 0.11, len(table))
    table = table.join(_people(table, kind, rng)).join(_ages(table, kind, rng))
    table = table.join(_tenure(table, kind, homes, rng)).join(_energy(table, kind, homes, rng))
    table = table.join(_means(table, rng)).join(_mobility(table, kind, buurten, rng))
    table = table.join(_distances(homes, plan, table.index)).join(_areas(plan, table, objects))
    for age in AGES:
        table[age] = table[age] * table["a_inw"]
    return table


def _homes(objects: gpd.GeoDataFrame, buurten: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the dwellings in use, with the code of their buurt."""
    in_use = objects["status"].str.startswith((IN_USE_OBJECT, "Verbouwing"))
    homes = objects[in_use & objects["gebruiksdoel"].str.contains(HOME)]
    return homes.assign(buurtcode=buurten.index.to_numpy()[homes["buurt"]])


def _people(table: pd.DataFrame, kind: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return inhabitants, households and their kinds (counts)."""
    empty = np.clip(kind.map(lambda k: 0.025 + 0.13 * k.winkel) + rng.normal(0, 0.008, len(table)), 0.01, 0.12)
    households = np.round(table["a_woning"] * (1 - empty))
    size = np.clip(kind.map(lambda k: k.huishouden) + rng.normal(0, 0.07, len(table)), 1.2, 3.4)
    people = np.round(households * size)
    for code, number in FIXED_INHABITANTS.items():
        people[code], households[code] = number, min(number, households[code])
    single = kind.map(lambda k: k.alleen) + rng.normal(0, 0.02, len(table))
    family = kind.map(lambda k: k.gezin) + rng.normal(0, 0.02, len(table))
    return pd.DataFrame(
        {
            "a_inw": people,
            "a_man": people * rng.normal(0.495, 0.008, len(table)),
            "a_hh": households,
            "a_1p_hh": households * single,
            "a_hh_m_k": households * family,
            "a_hh_z_k": households * (1 - single - family),
            "p_leegsw": 100 * empty,
        }
    )


def _ages(table: pd.DataFrame, kind: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return the share (0-1) of each age group; together 1."""
    shares = np.array([k.leeftijd for k in kind]) * np.exp(rng.normal(0, 0.09, (len(table), 5)))
    shares[table.index.isin(OLDER), -1] *= 2.4
    return pd.DataFrame(shares / shares.sum(axis=1, keepdims=True), index=table.index, columns=list(AGES))


def _tenure(table: pd.DataFrame, kind: pd.Series, homes: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return tenure and dwelling type (percentages) and the mean WOZ value (x 1000 euro)."""
    own = np.clip(kind.map(lambda k: k.koop) + 0.4 * (table["ses"] - kind.map(lambda k: k.ses)), 0.05, 0.97)
    social = np.clip(kind.map(lambda k: k.corporatie) + rng.normal(0, 0.05, len(table)), 0, 0.99 - own)
    unknown = np.clip(rng.normal(0.006, 0.006, len(table)), 0, 0.03)
    stacked = (homes["units"] > 1).groupby(homes["buurtcode"]).mean()
    size = homes["echt_oppervlakte"].groupby(homes["buurtcode"]).mean()
    return pd.DataFrame(
        {
            "p_koopw": 100 * (own - unknown),
            "p_huurw": 100 * (1 - own),
            "p_wcorpw": 100 * social,
            "p_ov_hw": 100 * (1 - own - social),
            "p_e_o_w": 100 * unknown,
            "p_mgezw": 100 * stacked.reindex(table.index),
            "p_1gezw": 100 * (1 - stacked.reindex(table.index)),
            "g_wozbag": 55 + size.reindex(table.index) * (3.3 + 1.1 * table["ses"]) * rng.normal(1, 0.04, len(table)),
        }
    )


def gas_per_home(homes: pd.DataFrame) -> NDArray[np.float64]:
    """Return expected gas use (m3 a year) of each dwelling from its year, size and kind of building."""
    per_m2 = np.interp(homes["jaar"], [1900, 1945, 1970, 1985, 1995, 2010, 2020], [15, 14.5, 13, 10.5, 8.5, 7.5, 6.5])
    shared_walls = np.select([homes["vorm"] == "flat", homes["units"] > 1], [0.72, 0.85], 1.0)
    return np.asarray(220 + per_m2 * homes["echt_oppervlakte"] * shared_walls * 0.82)


def _energy(table: pd.DataFrame, kind: pd.Series, homes: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return gas (m3), electricity (kWh) and shares of dwellings by heating and solar panels."""
    gas = pd.Series(gas_per_home(homes), index=homes.index).groupby(homes["buurtcode"]).mean().reindex(table.index)
    new = (homes["jaar"] >= NO_GAS_SINCE).groupby(homes["buurtcode"]).mean().reindex(table.index).fillna(0)
    net = np.clip(kind.map(lambda k: k.warmtenet) + rng.normal(0, 0.12, len(table)), 0, 0.95)
    net = net.where(kind.map(lambda k: k.warmtenet) > 0, 0)
    free = np.clip(net + (1 - net) * (0.02 + 0.9 * new), 0, 1)
    solar = np.clip(kind.map(lambda k: k.zon) + 0.12 * table["ses"] + rng.normal(0, 0.035, len(table)), 0.02, 0.85)
    size = (table["a_inw"] / table["a_hh"]).clip(1, 4)
    return pd.DataFrame(
        {
            "g_gas": gas * (1 - 0.85 * net) * rng.normal(1, 0.04, len(table)),
            "g_ele": 1250 + 640 * size + 260 * table["ses"] + rng.normal(0, 60, len(table)),
            "p_stadsv": 100 * net,
            "p_won_z": 100 * free,
            "p_won_m": 100 * (1 - free) - 0.6,
            "p_won_zs": 100 * solar,
        }
    )


def _means(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return income, benefits and work: they follow the wealth and education of a buurt."""
    ses, count = table["ses"], len(table)
    working_age = table[["a_15_24", "a_25_44", "a_45_64"]].sum(axis=1) * table["a_inw"]
    grey = table["a_65_oo"] - 0.18
    return pd.DataFrame(
        {
            "p_hh_li": np.clip(41 - 34 * ses + rng.normal(0, 2.2, count), 8, 82),
            "p_hh_hi": np.clip(19 + 24 * ses + rng.normal(0, 1.8, count), 2, 62),
            "p_ink_ar": np.clip(3.3 - 5.2 * ses + rng.normal(0, 0.4, count), 0.4, 14),
            "p_arb_pp": np.clip(71 + 9 * ses - 60 * grey + rng.normal(0, 1.2, count), 45, 86),
            "a_soz_wb": working_age * np.exp(-3.65 - 2.3 * ses + rng.normal(0, 0.1, count)),
            "m_hh_ver": 60 + 260 * np.clip(ses + 0.15, 0, 1) * (table["p_koopw"] / 60),
        }
    )


def _mobility(
    table: pd.DataFrame, kind: pd.Series, buurten: gpd.GeoDataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return cars, public charging points and businesses (counts)."""
    count = len(table)
    cars = table["a_hh"] * np.clip(kind.map(lambda k: k.autos) + rng.normal(0, 0.05, count), 0.3, 2.3)
    busy = kind.map(lambda k: 1 + 9 * k.winkel + 7 * k.kantoor)
    works = buurten["wijktype"].eq("bedrijven") * rng.integers(25, 90, count)
    return pd.DataFrame(
        {
            "a_pau": cars,
            "a_lp_pub": np.round(cars * np.clip(0.011 + rng.normal(0, 0.003, count), 0.002, 0.03)),
            "a_bedv": 0.085 * table["a_inw"] * busy + works,
        }
    )


def _distances(homes: gpd.GeoDataFrame, plan: Plan, codes: pd.Index) -> pd.DataFrame:
    """Return the mean distance over the road (km) from the dwellings of a buurt to each service."""
    points = plan.buurten.set_index("buurtcode").geometry.representative_point()
    targets = {name: points[list(places)].to_numpy() for name, places in SERVICES.items()}
    targets["g_afs_trein"] = plan.stations.geometry.to_numpy()
    targets["g_afs_groen"] = plan.parken.geometry.to_numpy()
    targets["g_afs_oprit"] = shapely.points([to_rd(MOTORWAY)[0]])
    here = homes.geometry.to_numpy()
    nearest = {
        name: DETOUR / 1000 * shapely.distance(here, places[shapely.STRtree(places).nearest(here)])
        for name, places in targets.items()
    }
    nearest["g_afs_overstap"] = nearest["g_afs_trein"] + TRANSFER_KM
    return pd.DataFrame(nearest).groupby(homes["buurtcode"].to_numpy()).mean().reindex(codes)


def _areas(plan: Plan, table: pd.DataFrame, objects: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return land and water (ha) and addresses per km2 within 1 km of the middle of the buurt."""
    shapes = plan.buurten.geometry.to_numpy()
    wet = shapely.union_all(plan.water.geometry)
    water = shapely.area(shapely.intersection(shapes, wet)) / 1e4
    middle = shapely.point_on_surface(shapes)
    near = shapely.STRtree(objects.geometry.to_numpy()).query(middle, predicate="dwithin", distance=1000)
    density = np.bincount(near[0], minlength=len(shapes)) / np.pi
    total = shapely.area(shapes) / 1e4
    return pd.DataFrame(
        {"a_opp_ha": total, "a_lan_ha": total - water, "a_wat_ha": water, "ste_oad": density}, index=table.index
    )
