"""Colour distances by CIEDE2000, in normal vision and in three kinds of colour-blindness (Machado 2009, severity 1)."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from wijkkaart.maps.colours import BANDS, DIVERGING, KINDS, SEQUENTIAL, STAND, TWO, ramp

VISION = {
    "normaal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
SRGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
)
WHITE = SRGB_TO_XYZ.sum(axis=1)
MINIMUM = 7.0


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    seen = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    ratio = SRGB_TO_XYZ @ seen / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(first: np.ndarray, second: np.ndarray) -> float:
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = -math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    r_t = rotation * 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    parts = ((l2 - l1) / s_l, (c2 - c1) / s_c, d_h / s_h)
    return math.sqrt(sum(part**2 for part in parts) + r_t * parts[1] * parts[2])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [  # published pairs of Sharma, Wu and Dalal (2005)
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_distance_itself_against_published_pairs(first, second, expected):
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(expected, abs=5e-5)


def smallest(colours, vision: str) -> float:
    return min(ciede2000(lab(a, vision), lab(b, vision)) for a, b in itertools.combinations(colours, 2))


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", [SEQUENTIAL, DIVERGING, STAND, BANDS, KINDS, TWO])
def test_classes_stay_apart_for_everyone(scheme, vision):
    assert smallest(scheme, vision) >= MINIMUM


def test_red_to_green_would_fail():
    assert smallest(("#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641"), "deutan") < MINIMUM


def test_fewer_classes_keep_the_ends():
    assert ramp(SEQUENTIAL, 3) == [SEQUENTIAL[0], SEQUENTIAL[2], SEQUENTIAL[4]]
    assert ramp(SEQUENTIAL, 4)[0] == SEQUENTIAL[0]
    assert len(ramp(SEQUENTIAL, 1)) == 1


TEXT_ON_GROUND = [  # the tokens of base.css, panel.css and layout.css
    *(("#14202e", ground) for ground in ("#ffffff", "#f5f6f4", "#fde9a9", "#fdf3d3", "#eef4f8", "#e6eef6")),
    *(("#4b5563", ground) for ground in ("#ffffff", "#f5f6f4", "#eef4f8", "#e6eef6")),
    *(("#0b5394", ground) for ground in ("#ffffff", "#e6eef6")),
    *(("#ffffff", ground) for ground in ("#17324d", "#7a1240", "#8a3600", "#46307a", "#27496b")),
    ("#5a6372", "#ffffff"),
    ("#14202e", "#e5f3ea"),
    ("#8c0019", "#ffffff"),
    ("#ffffff", "#14202e"),
    ("#59616e", "#e4e7ec"),
]


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_has_contrast(ink, ground):
    light, dark = sorted((linear(colour) @ SRGB_TO_XYZ[1] for colour in (ink, ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
