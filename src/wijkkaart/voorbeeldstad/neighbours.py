"""A few farms just outside the border: registers do not stop at a gemeente, and neither do their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.addresses import HOME, IN_USE_OBJECT, IN_USE_PAND

if TYPE_CHECKING:
    from wijkkaart.voorbeeldstad.plan import Plan

#: How far outside the border they stand, and how many there are.
OUTSIDE_M, FARMS = 330.0, 24
CLEAR_OF_ROAD_M = 30.0


def draw_neighbours(plan: Plan) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return farms all round the gemeente as panden and as verblijfsobjecten, in the fields of bag-light."""
    area = shapely.union_all(plan.buurten.geometry.to_numpy())
    ring = shapely.convex_hull(area).buffer(OUTSIDE_M).exterior
    at = shapely.line_interpolate_point(ring, np.arange(FARMS) / FARMS, normalized=True)
    clear = shapely.distance(shapely.union_all(plan.wegen.geometry.to_numpy()), at) > CLEAR_OF_ROAD_M
    x, y = shapely.get_coordinates(at[clear]).round().T
    numbers = np.arange(1, len(x) + 1)
    panden = {
        "identificatie": [f"999810{number:010d}" for number in numbers],
        "bouwjaar": 1900 + 4 * numbers,
        "status": IN_USE_PAND,
        "gebruiksdoel": HOME,
        "oppervlakte_min": 160,
        "oppervlakte_max": 160,
        "aantal_verblijfsobjecten": 1,
    }
    objects = {
        "identificatie": [f"999801{number:010d}" for number in numbers],
        "oppervlakte": 160,
        "status": IN_USE_OBJECT,
        "gebruiksdoel": HOME,
        "openbare_ruimte_naam": "Grensweg",
        "huisnummer": numbers,
        "huisletter": None,
        "postcode": "9989AA",
        "woonplaats_naam": "Buurdorp",
        "pand_identificatie": panden["identificatie"],
    }
    return (
        gpd.GeoDataFrame(panden, geometry=shapely.box(x - 8, y - 10, x + 8, y + 10), crs=RD),
        gpd.GeoDataFrame(objects, index=range(len(x)), geometry=shapely.points(x, y), crs=RD),
    )
