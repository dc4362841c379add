"""A toy town: two square buurten of 200 m side by side, A in the west and B in the east, and wijk W of both."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from affine import Affine
from shapely import Point, box

from wijkkaart.layers import Objects, Raster, StatTable
from wijkkaart.status import Status

CODES = pd.Index(["A", "B", "W"], name="gebiedcode")


class Toy:
    """Makes layers of the toy town."""

    def gebieden(self, side=200.0):
        squares = [box(0, 0, side, side), box(side, 0, 2 * side, side), box(0, 0, 2 * side, side)]
        columns = {"niveau": ["buurt", "buurt", "wijk"], "gemeentecode": "GM9999"}
        return gpd.GeoDataFrame(columns, index=CODES, geometry=squares, crs=28992)

    def table(self, year=2023, **columns):
        """Return a table; a text instead of a number is the status of a cell without value."""
        given = pd.DataFrame(columns, index=CODES, dtype=object)
        values = given.map(lambda cell: np.nan if isinstance(cell, str) else float(cell)).astype("float64")
        status = given.map(lambda cell: cell if isinstance(cell, str) else str(Status.OK))
        shares = (status == Status.OK).astype("float64")
        return StatTable(values, status, shares, pd.Series(year, index=given.columns))

    def objects(self, geometry, gebied="A", dekking=1.0, **columns):
        """Return objects o0, o1, ...; each in its gebied and in W."""
        names = [f"o{n}" for n in range(len(geometry))]
        rows = gpd.GeoDataFrame(columns, index=names, geometry=list(geometry), crs=28992)
        first = pd.Series(gebied, index=names)
        parts = [pd.DataFrame({"object": names, "gebied": where}) for where in (first.to_numpy(), "W")]
        return Objects(rows, pd.concat(parts), pd.Series(dekking, index=CODES, dtype="float64"), 2024)

    def homes(  # noqa: PLR0913, PLR0917 - each a field of the register
        self, number, pand="p0", oppervlakte=100.0, gebruiksdoel="woonfunctie", gebied="A", at=None
    ):
        """Return `number` verblijfsobjecten; a list gives each its own."""
        points = at if at is not None else [Point(1, 1)] * number
        columns = {"pand_identificatie": pand, "oppervlakte": oppervlakte, "gebruiksdoel": gebruiksdoel}
        return self.objects(points, gebied, **columns)

    def panden(self, bouwjaar=1980.0, shapes=None, gebied="A", gebruiksdoel="woonfunctie", names=None):
        """Return panden p0, p1, ... with these building years."""
        years = [bouwjaar] if isinstance(bouwjaar, float) else bouwjaar
        shapes = shapes or [box(0, 0, 1, 1)] * len(years)
        years = years * len(shapes) if len(years) == 1 else years
        made = self.objects(shapes, gebied, bouwjaar=years, gebruiksdoel=gebruiksdoel)
        names = names or [f"p{n}" for n in range(len(shapes))]
        to_name = dict(zip(made.rows.index, names, strict=True))
        links = made.membership.assign(object=made.membership["object"].map(to_name))
        return Objects(made.rows.set_axis(names), links, made.dekking, made.peiljaar)

    def raster(self, values, size=10.0, left=0.0, top=200.0):
        """Return a grid whose upper left corner is (left, top)."""
        grid = np.array(values, dtype="float32")
        return Raster(grid, Affine(size, 0, left, 0, -size, top), 2022)


@pytest.fixture
def toy():
    return Toy()
