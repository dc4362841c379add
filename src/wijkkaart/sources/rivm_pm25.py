"""Annual mean of fine particles (PM2.5) in the air, micrograms per m3."""

from __future__ import annotations

from wijkkaart.sources._lucht import air_source

SOURCE = air_source("pm25", "RIVM: fijnstof (PM2,5)", r"PM2[._]?5")
