"""Share of each 10 m cell under grass and low plants, percent."""

from __future__ import annotations

from wijkkaart.sources._groen import green_source

SOURCE = green_source("gras", "RIVM: gras en lage planten", extra=" Landbouwgrond telt niet mee.")
