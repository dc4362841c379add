"""The drawn map: a valid coverage of 60 buurten in 13 wijken around a river."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import shapely

from wijkkaart.voorbeeldstad.curves import blob, cutting_line, halves, smooth, wavy
from wijkkaart.voorbeeldstad.rasters import NO_PET

if TYPE_CHECKING:
    from wijkkaart.voorbeeldstad.plan import Plan


def test_buurten_share_their_borders_exactly(plan: Plan) -> None:
    shapes = plan.buurten.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    assert (plan.buurten.geom_type == "Polygon").all()
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


def test_sixty_buurten_in_thirteen_wijken(plan: Plan) -> None:
    codes = plan.buurten["buurtcode"]
    assert len(codes) == 60
    assert codes.is_unique
    assert codes.map(lambda code: bool(re.fullmatch(r"BU9999[0-9A-Z]{4}", code))).all()
    assert plan.buurten["wijkcode"].nunique() == 13
    assert (codes.str[2:8] == plan.buurten["wijkcode"].str[2:]).all()


def test_alphanumeric_code_and_awkward_name_are_there(plan: Plan) -> None:
    names = plan.buurten.set_index("buurtcode")["buurtnaam"]
    assert names["BU9999AF08"] == "Lindeplas en omgeving"
    assert names["BU99990002"] == 'De "Oude" Haven (Noord) & \'t Zand'


def test_buurten_are_no_boxes(plan: Plan) -> None:
    built_up = plan.buurten[~plan.buurten["wijktype"].isin(("polder", "water"))]
    boxes = built_up.geometry.map(shapely.minimum_rotated_rectangle)
    assert (built_up.area / boxes.area).max() < 0.97
    assert shapely.get_num_coordinates(built_up.geometry.to_numpy()).min() > 30


def test_water_parks_and_market_do_not_overlap(plan: Plan) -> None:
    water = shapely.union_all(plan.water.geometry.to_numpy())
    assert plan.water.area.sum() == pytest.approx(water.area, rel=1e-6)
    assert plan.parken.intersection(water).area.sum() < 1
    assert plan.markt.intersection(water).area == 0


def test_one_polder_buurt_lies_west_of_all_others(plan: Plan) -> None:
    bounds = plan.buurten.set_index("buurtcode").bounds
    assert bounds.loc[NO_PET, "maxx"] <= bounds.drop(NO_PET)["minx"].min() + 80


def test_smooth_passes_through_its_points() -> None:
    line = smooth([(0, 0), (100, 0), (100, 100)])
    for point in ((0, 0), (100, 0), (100, 100)):
        assert line.distance(shapely.Point(point)) < 1e-9


def test_wavy_keeps_the_ends_and_stays_within_the_amplitude() -> None:
    straight = smooth([(0, 0), (1000, 0)])
    bent = wavy(straight, 10, 200, 0.5)
    assert bent.coords[0] == pytest.approx((0, 0), abs=1e-6)
    assert bent.coords[-1] == pytest.approx((1000, 0), abs=1e-6)
    heights = abs(shapely.get_coordinates(bent)[:, 1])
    assert 5 < heights.max() <= 10


def test_a_cut_divides_a_rectangle_by_the_share_asked_for() -> None:
    field = shapely.box(0, 0, 1000, 400)
    line = cutting_line(field, 0.25, 0.0, 0.0, 0.0)
    areas = sorted(part.area for part in halves(field, line))
    assert areas == pytest.approx([100_000, 300_000], rel=0.03)


def test_blob_is_about_as_large_as_its_ellipse() -> None:
    # half axes 100 and 80 m: pi * 100 * 80 = 25,133 m2; the waves add about 2 %
    assert blob(0, 0, 100, 0.3).area == pytest.approx(25_133, rel=0.06)
