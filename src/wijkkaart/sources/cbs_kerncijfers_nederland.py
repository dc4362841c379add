"""Key figures of every buurt of the country: what small gemeenten are compared with."""

from __future__ import annotations

from dataclasses import replace

from wijkkaart.sources.cbs_kerncijfers import SOURCE as PER_GEMEENTE

_SERVICE = PER_GEMEENTE.dienst

SOURCE = replace(
    PER_GEMEENTE,
    id="cbs_kerncijfers_nederland",
    titel="CBS Kerncijfers wijken en buurten: heel Nederland",
    soort="vergelijking",
    toelichting="Alleen nodig om te vergelijken met buurten elders: zie referentie.populatie.",
    # The newest year that is filled; a second one would double a large download.
    dienst=_SERVICE and replace(_SERVICE, edities=(2024, 2023), samen=False),
    terugval=(),
)
