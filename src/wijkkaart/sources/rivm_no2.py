"""Annual mean of nitrogen dioxide in the air, micrograms per m3."""

from __future__ import annotations

from wijkkaart.sources._lucht import air_source

SOURCE = air_source("no2", "RIVM: stikstofdioxide (NO₂)", "NO2")
