"""Share of each 10 m cell under trees above 2.5 m, percent."""

from __future__ import annotations

from wijkkaart.sources._groen import green_source

SOURCE = green_source("bomen", "RIVM: bomen hoger dan 2,5 m")
