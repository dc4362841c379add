"""The drawing itself: points of the river, the rail, the roads, the border, the parks.

Everything is written in units of 500 m from a corner of the map (see ``to_rd``).
"""

from __future__ import annotations

UNIT_M = 500.0
ORIGIN = (150_000.0, 440_000.0)
RIVER_WIDTH_M = 95.0

Line = tuple[tuple[float, float], ...]

#: The gemeente border, clockwise from the north-west; "De Uithoek" sticks out in the west.
BORDER: Line = (
    (0.95, 6.4), (1.35, 6.42), (1.5, 6.95), (2.15, 7.3), (2.75, 7.15), (3.3, 7.45), (4.15, 7.3), (4.3, 6.95),
    (5.0, 7.0), (5.2, 7.4), (6.1, 7.45), (6.75, 7.05), (7.6, 7.15), (8.25, 6.75), (8.85, 6.6), (8.8, 5.75),
    (9.25, 5.5), (9.3, 4.95), (8.9, 4.6), (9.05, 3.75), (8.75, 3.35), (8.95, 2.4), (9.2, 1.7), (8.75, 1.1),
    (8.2, 0.85), (8.05, 0.4), (7.3, 0.2), (6.9, 0.55), (6.3, 0.3), (5.2, 0.25), (5.0, -0.2), (4.1, -0.1),
    (3.5, 0.35), (2.45, 0.2), (2.1, 0.75), (1.45, 0.7), (1.25, 1.55), (0.85, 2.0), (1.0, 3.0), (0.98, 3.8),
    (0.95, 4.45), (0.35, 4.28), (-0.45, 4.35), (-0.7, 5.15), (-0.5, 5.6), (-0.55, 6.2), (0.3, 6.15),
    (0.42, 6.5), (0.95, 6.4),
)  # fmt: skip
RIVER: Line = ((9.6, 2.5), (8.7, 2.25), (7.6, 1.95), (6.6, 2.35), (5.5, 2.75), (4.6, 2.6), (3.7, 2.05), (2.7, 2.1),
               (1.7, 2.75), (0.6, 3.05))  # fmt: skip
RAIL: Line = ((-1.4, 4.2), (0.95, 4.45), (2.4, 4.62), (3.7, 4.5), (4.9, 4.55), (6.2, 4.95), (7.3, 5.6), (8.5, 6.05),
              (9.6, 6.6))  # fmt: skip
#: Roads (and ditches) that bound the wijken: name -> points, bend in metres.
ROADS: dict[str, tuple[Line, float]] = {
    "Oosterring": (((6.5, -1.3), (6.55, 0.0), (6.6, 1.3), (6.5, 2.4), (6.65, 3.5), (6.3, 4.95), (6.2, 6.1), (6.1, 7.6),
                    (5.8, 8.8)), 12),
    "Westerlaan": (((2.92, 1.95), (2.9, 3.3), (2.95, 4.6), (2.75, 5.5), (2.65, 7.6), (2.9, 8.8)), 18),
    "Noorderdreef": (((2.66, 5.85), (3.5, 6.1), (4.5, 6.3), (5.4, 6.15), (6.23, 6.25)), 20),
    "Uithoekse Dijk": (((0.95, 4.43), (0.95, 6.42)), 0),
    "Havendijk": (((1.55, 2.72), (1.62, 3.5), (1.55, 4.58)), 10),
    "Burgemeester Lindemanlaan": (((4.32, 3.1), (4.0, 3.9), (3.85, 4.53)), 10),
    "Werfkade": (((5.47, 3.3), (6.2, 3.3), (6.68, 3.42)), 8),
    "Oosterwoudseweg": (((7.63, 1.95), (7.72, 3.0), (7.75, 4.2), (7.95, 5.2), (7.9, 5.92)), 22),
    "Zuiderdreef": (((2.92, 2.15), (3.0, 1.6), (3.7, 1.1), (4.9, 0.95), (5.8, 1.1), (6.63, 1.33)), 20),
}  # fmt: skip
#: Roads through the fields to the villages around; they bound nothing.
COUNTRY_ROADS: dict[str, tuple[Line, float]] = {
    "Uithoekseweg": (((0.95, 5.3), (0.2, 5.45), (-0.7, 5.2), (-2.0, 5.0)), 12),
    "Lindenweg": (((7.73, 3.42), (8.4, 3.3), (9.0, 3.35), (10.4, 3.1)), 10),
}  # fmt: skip
#: The old moat, with the points of its former bastions.
MOAT: Line = ((4.05, 2.0), (4.1, 2.75), (4.28, 2.95), (4.12, 3.2), (4.42, 3.32), (4.45, 3.62), (4.72, 3.5),
              (5.0, 3.72), (5.2, 3.48), (5.5, 3.5), (5.52, 3.2), (5.78, 3.0), (5.65, 2.75), (5.75, 2.3))  # fmt: skip
#: Smaller water: name -> points, width in metres.
CANALS: dict[str, tuple[Line, float]] = {
    "Lindehoutsingel": (((2.85, 5.45), (3.5, 5.25), (4.2, 5.35), (4.85, 5.75), (5.5, 5.6), (6.15, 5.75)), 11),
    "Noordersingel": (((3.6, 6.05), (3.55, 5.6), (3.75, 5.0), (3.7, 4.65)), 8),
    "Zuidersingel": (((3.1, 1.75), (3.9, 1.62), (4.45, 1.75), (5.2, 1.45), (6.0, 1.6), (6.5, 1.55)), 10),
    "Schakelhaven": (((2.2, 2.44), (2.22, 2.8), (2.2, 3.25)), 38),
    "Gaardenwetering": (((6.62, 3.55), (7.1, 3.95), (7.4, 4.5), (7.72, 4.75)), 8),
}
STATIONS = {"Voorbeeldstad": (4.75, 4.53), "Voorbeeldstad Oost": (7.0, 5.42)}
#: Parks: name -> x, y, radius in metres.
PARKS = {
    "Stadspark": (3.45, 2.55, 130), "Wilhelminahof": (5.0, 4.1, 60), "Zuiderpark": (4.75, 1.6, 170),
    "Park Lindehout": (4.2, 5.5, 130), "De Groene Long": (7.15, 3.7, 140), "Rietpark": (5.6, 5.5, 75),
    "Brink": (8.3, 3.9, 48), "Havenpark": (6.2, 3.0, 40), "Vlinderhof": (3.4, 3.85, 55),
    "Kastanjeplantsoen": (5.75, 1.8, 80), "Erfbos": (7.0, 2.75, 90), "Hoogveldse Bos": (7.4, 6.45, 270),
    "Heideveld Bremheide": (6.75, 5.75, 110), "Waterwingebied": (8.4, 5.35, 190),
}  # fmt: skip
#: Parks that are wood.
WOODS = ("Hoogveldse Bos", "Heideveld Bremheide", "Waterwingebied", "Erfbos", "Zuiderpark")
PONDS = {"Lindeplas": (7.72, 1.25, 200), "Rietvijver": (4.85, 5.75, 55), "Zuidvijver": (4.45, 1.75, 50)}
#: The market square of the old centre, and the village: x, y, radius in metres.
MARKET = (4.92, 3.1, 42)
VILLAGE = (8.33, 3.72, 610)
#: The nearest slip road of a motorway, south of the gemeente.
MOTORWAY: Line = ((6.6, -1.6),)


def to_rd(points: Line) -> list[tuple[float, float]]:
    """Return drawing units as metres in EPSG:28992."""
    return [(ORIGIN[0] + x * UNIT_M, ORIGIN[1] + y * UNIT_M) for x, y in points]
