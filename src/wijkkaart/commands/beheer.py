"""A message for the IT department: which addresses must be reachable, and why that is safe."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import wijkkaart
from wijkkaart.commands.doctor import probes

if TYPE_CHECKING:
    from wijkkaart.config import Config

_PORTS = {"https": 443, "http": 80}
_WIDTH = 118

_OPENING = """\
Onderwerp: toegang tot open data voor het programma wijkkaart

Beste collega,

Voor de integrale wijkaanpak werken wij met wijkkaart. Dat programma haalt open gegevens over buurten op bij
overheden en andere uitgevers, en maakt er op onze eigen computer kaarten en tabellen van. Wilt u zorgen dat de
computers waarop wij ermee werken deze adressen kunnen bereiken? Erachter staat van wie de gegevens zijn.
"""

_CLOSING = """\

Wat er over de lijn gaat
- Alleen uitgaande verzoeken: HTTPS met GET, en een enkele keer POST om een uitsnede te bestellen. Van buiten naar
  binnen hoeft niets open.
- Naar buiten gaan alleen codes van gebieden en coördinaten, en bij een uitgever die om een sleutel vraagt die sleutel.
  Er gaan geen persoonsgegevens, bestanden of namen van medewerkers naar buiten.
- Naar binnen komen open gegevens (JSON, XML, GeoTIFF en zip), per bestand hoogstens enkele honderden MB. Ze worden
  bewaard en pas na weken of maanden opnieuw opgehaald.
- Per adres zijn er hoogstens twee verbindingen tegelijk. Het programma meldt zich als wijkkaart/{version}.
- De kaarten die eruit komen, vragen zelf niets op.

Gaat het verkeer door een proxy?
- wijkkaart volgt de proxy die in het systeem vast is ingesteld, of de omgevingsvariabelen HTTPS_PROXY en NO_PROXY.
  Een proxyscript (PAC) leest het niet: laat ons dan graag het adres en de poort van de proxy weten.
- Vervangt de proxy de certificaten van websites, zet dan het certificaat van de proxy bij de vertrouwde certificaten
  van het systeem. Die gebruikt wijkkaart, en de controle van certificaten kan niet uit.

Of het werkt, laat de opdracht 'wijkkaart doctor' zien: die vraagt elke dienst om een klein antwoord.

Met vriendelijke groet,
"""


def message(config: Config | None) -> str:
    """Return the whole message, in Dutch; it holds no paths, names or keys of this computer."""
    return "\n".join([_OPENING, *_table(config), _CLOSING.format(version=wijkkaart.__version__)])


def _table(config: Config | None) -> list[str]:
    """Return a line per host and port with whose data it gives."""
    givers: dict[tuple[str, int], set[str]] = defaultdict(set)
    for probe in probes(config):
        parts = urlsplit(probe.url)
        place = (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))
        givers[place].add(probe.source.uitgever)
    width = max((len(host) for host, _ in givers), default=0)
    lines = []
    for host, port in sorted(givers):
        start, names = f"  {host:<{width}}  poort {port:<5} ", "; ".join(sorted(givers[host, port]))
        lines.append(textwrap.fill(names, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start)))
    return lines
