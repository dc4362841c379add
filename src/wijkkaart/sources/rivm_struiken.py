"""Share of each 10 m cell under shrubs, percent."""

from __future__ import annotations

from wijkkaart.sources._groen import green_source

SOURCE = green_source("struiken", "RIVM: struiken")
