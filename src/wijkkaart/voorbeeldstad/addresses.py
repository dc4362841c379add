"""The BAG of Voorbeeldstad: ids, years, functions and statuses of panden, and the verblijfsobjecten in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.chance import one_of_each, some
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

IN_USE_PAND = "Pand in gebruik"
IN_USE_OBJECT = "Verblijfsobject in gebruik"
WITHDRAWN = "Verblijfsobject ingetrokken"
PAND_STATUS = {
    IN_USE_PAND: 0.9805,
    "Pand in gebruik (niet ingemeten)": 0.006,
    "Verbouwing pand": 0.004,
    "Sloopvergunning verleend": 0.002,
    "Pand buiten gebruik": 0.0015,
    "Pand gesloopt": 0.003,
    "Pand ten onrechte opgevoerd": 0.003,
}
PAND_GONE = ("Pand buiten gebruik", "Pand gesloopt", "Pand ten onrechte opgevoerd")
OBJECT_STATUS = {
    IN_USE_OBJECT: 0.972,
    "Verblijfsobject in gebruik (niet ingemeten)": 0.008,
    "Verbouwing verblijfsobject": 0.004,
    "Verblijfsobject gevormd": 0.006,
    WITHDRAWN: 0.01,
}
#: Dwellings in the four buurten of the business park: none, three (5 inhabitants), and a few.
BUSINESS_DWELLINGS = {"BU99990900": 0, "BU99990901": 3, "BU99990902": 22, "BU99990903": 8}
#: Streets that are one district's first four postcode digits.
PC4 = {"00": 9990, "01": 9991, "02": 9992, "03": 9993, "04": 9994, "05": 9995, "06": 9990, "07": 9997,
       "08": 9998, "09": 9996, "10": 9999, "AF": 9999}  # fmt: skip
HOME, SHOP, OFFICE, INDUSTRY = "woonfunctie", "winkelfunctie", "kantoorfunctie", "industriefunctie"
#: Stands for one of the functions in ``OTHER`` until it is drawn.
RARE = "zeldzaam"
OTHER = ("bijeenkomstfunctie", "onderwijsfunctie", "gezondheidszorgfunctie", "sportfunctie", "overige gebruiksfunctie")


def describe_panden(panden: gpd.GeoDataFrame, plan: Plan, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Add identificatie, bouwjaar (with dummy years 9999 and 1005) and status to the placed panden."""
    kinds = plan.buurten["wijktype"].to_numpy()[panden["buurt"]]
    years = _street_years(panden["street"].to_numpy(), kinds, rng) + rng.integers(0, 3, len(panden))
    infill = some(0.03, len(panden), rng)
    years = np.where(infill, rng.integers(1990, 2022, len(panden)), years)
    described = panden.assign(
        identificatie=[f"999910{number:010d}" for number in range(1, len(panden) + 1)],
        echt_bouwjaar=np.minimum(years, 2024),
        status=one_of_each(PAND_STATUS, len(panden), rng),
    )
    unknown = [some(0.0025, len(panden), rng), some(0.0015, len(panden), rng)]
    return described.assign(bouwjaar=np.select(unknown, [9999, 1005], described["echt_bouwjaar"]))


def _street_years(street: NDArray[np.int64], kinds: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return a building year per pand; the panden of one street are of one age."""
    first = pd.Series(kinds).groupby(street).first()
    chosen = {}
    for number, kind in first.items():
        periods = WIJKTYPES[kind].bouwjaren
        low, high, _ = periods[rng.choice(len(periods), p=[weight for *_, weight in periods])]
        chosen[number] = int(rng.integers(low, high))
    return np.array([chosen[number] for number in street])


def make_objects(
    panden: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, plan: Plan, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return the verblijfsobjecten of the described panden: one row per dwelling, shop, office or hall.

    Returns
    -------
    GeoDataFrame
        Points, EPSG:28992; bag-light fields plus pand (row), buurt, echt_oppervlakte (m2).
    """
    units = _units(panden, plan, rng)
    table = units.join(panden[["street", "side", "along", "buurt", "vorm", "lagen", "echt_bouwjaar"]], on="pand")
    table = table.rename(columns={"echt_bouwjaar": "jaar"})
    table = table.assign(
        straat=streets["straat"].to_numpy()[table["street"]],
        wijk=plan.buurten["wijkcode"].str[6:].to_numpy()[table["buurt"]],
    )
    table = table.sort_values(["straat", "side", "street", "along", "pand", "unit"], ignore_index=True)
    table = pd.concat([table, _addresses(table), _register(table, panden, rng)], axis=1)
    return gpd.GeoDataFrame(table, geometry=_points(table, panden), crs=RD)


def _units(panden: gpd.GeoDataFrame, plan: Plan, rng: np.random.Generator) -> pd.DataFrame:
    """Return pand, gebruiksdoel and unit number (0, 1, ...) of every object."""
    kinds = [WIJKTYPES[kind] for kind in plan.buurten["wijktype"].to_numpy()[panden["buurt"]]]
    form = panden["vorm"].to_numpy()
    count = len(panden)
    house = form == "huis"
    other = house & some(0.0045, count, rng)
    stacked = house & ~other & some([kind.boven for kind in kinds], count, rng)
    shop = house & ~other & some([kind.winkel for kind in kinds], count, rng)
    office = house & ~other & ~shop & some([kind.kantoor for kind in kinds], count, rng)
    single = house & ~stacked & ~other & ~office & (~shop | some(0.6, count, rng))
    homes = np.select([form == "flat", stacked, single], [5 * panden["lagen"], np.minimum(panden["lagen"], 3), 1], 0)
    homes = homes + _business_homes(panden, plan)
    counts = {SHOP: shop, OFFICE: office, INDUSTRY: form == "hal", RARE: other, HOME: homes}
    parts = [pd.DataFrame({"pand": np.repeat(panden.index, n), "gebruiksdoel": doel}) for doel, n in counts.items()]
    units = pd.concat(parts, ignore_index=True).sort_values("pand", kind="stable", ignore_index=True)
    units["gebruiksdoel"] = _mixed(units["gebruiksdoel"].to_numpy(dtype=object), rng)
    return units.assign(unit=units.groupby("pand").cumcount(), units=units.groupby("pand")["pand"].transform("size"))


def _business_homes(panden: gpd.GeoDataFrame, plan: Plan) -> NDArray[np.int64]:
    """Return the dwellings that stand in each hall of the business park."""
    homes = np.zeros(len(panden), dtype="int64")
    for row, code in enumerate(plan.buurten["buurtcode"]):
        halls = np.flatnonzero((panden["buurt"] == row) & (panden["vorm"] == "hal"))
        for number in range(BUSINESS_DWELLINGS.get(code, 0)):
            homes[halls[number % len(halls)]] += 1
    return homes


def _mixed(doel: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.object_]:
    """Return the functions with some replaced: rarer ones, and objects with two functions."""
    doel = np.where(doel == RARE, rng.choice(np.array(OTHER, dtype=object), doel.size), doel)
    for purpose, second, share in ((INDUSTRY, OFFICE, 0.3), (SHOP, HOME, 0.12), (HOME, OFFICE, 0.003)):
        doel = np.where((doel == purpose) & some(share, doel.size, rng), f"{purpose},{second}", doel)
    return np.asarray(doel, dtype=object)


def _addresses(table: pd.DataFrame) -> pd.DataFrame:
    """Return huisnummer, huisletter and postcode; odd numbers on one side, a letter for homes upstairs."""
    upstairs = (table["unit"] > 0) & (table["vorm"] == "huis")
    step = (~upstairs).astype(int).groupby([table["straat"], table["side"]]).cumsum()
    number = 2 * step - (table["side"] < 0)
    letters = np.array([None, *"ABCDEFGH"], dtype=object)
    block = table["straat"] + table["side"].astype(str) + (number // 60).astype(str).str.zfill(3)
    pc4 = table["wijk"].map(PC4)
    rank = block.groupby(pc4).transform(lambda blocks: pd.factorize(blocks, sort=True)[0])
    pairs = [a + b for a in "ABCDEGHJKLMNPRSTVWXZ" for b in "ABCDEGHJKLMNPRSTVWXZ" if a + b not in {"SA", "SD", "SS"}]
    columns = {
        "openbare_ruimte_naam": table["straat"],
        "huisnummer": number,
        "huisletter": letters[np.where(upstairs, np.minimum(table["unit"], 8), 0)],
        "postcode": pc4.astype(str) + np.array(pairs, dtype=object)[rank.astype(int)],
        "woonplaats_naam": np.where(table["wijk"] == "08", "Oosterwoude", "Voorbeeldstad"),
    }
    return pd.DataFrame(columns)


def _register(table: pd.DataFrame, panden: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return ids, floor area (m2, some dummies 1 and 999999), status, and the pand or panden of each object."""
    footprint = panden.area.to_numpy()[table["pand"]]
    size = footprint * table["lagen"] * 0.82 / table["units"] * rng.normal(1, 0.08, len(table))
    home = table["gebruiksdoel"].str.startswith(HOME)
    size = np.where(home, np.clip(size, 24, 215), np.clip(size, 15, None)).round().astype("int64")
    unknown = [some(0.0015, len(table), rng), some(0.0015, len(table), rng)]
    status = one_of_each(OBJECT_STATUS, len(table), rng)
    gone = panden["status"].isin(PAND_GONE).to_numpy()[table["pand"]]
    ids = panden["identificatie"].to_numpy(dtype=object)[table["pand"]]
    columns = {
        "identificatie": [f"999901{number:010d}" for number in range(1, len(table) + 1)],
        "echt_oppervlakte": size,
        "oppervlakte": np.select(unknown, [1, 999_999], size),
        "status": np.where(gone, WITHDRAWN, status),
        "pand_identificatie": _second_pand(ids, table, some(0.004, len(table), rng)),
    }
    return pd.DataFrame(columns, index=table.index)


def _second_pand(ids: NDArray[np.object_], table: pd.DataFrame, picked: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Return the pand ids; a few objects reach into the pand of the next address on their street."""
    following = np.roll(ids, -1)
    same_side = (table["street"].to_numpy() == np.roll(table["street"], -1)) & (
        table["side"].to_numpy() == np.roll(table["side"], -1)
    )
    both = same_side & (ids != following) & picked
    return np.where(both, ids + "," + following, ids)


def _points(table: pd.DataFrame, panden: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return a point inside its pand for every object; the objects of one pand lie in rows."""
    corners = shapely.get_coordinates(panden.geometry.to_numpy()).reshape(len(panden), 5, 2)[table["pand"]]
    unit, units = table["unit"].to_numpy(), table["units"].to_numpy()
    columns = np.minimum(units, 5)
    rows = -(-units // columns)
    across = ((unit % columns + 0.5) / columns)[:, None]
    deep = ((unit // columns + 0.5) / rows)[:, None]
    at = corners[:, 0] + across * (corners[:, 1] - corners[:, 0]) + deep * (corners[:, 3] - corners[:, 0])
    return np.asarray(shapely.points(np.round(at, 3)), dtype=object)
