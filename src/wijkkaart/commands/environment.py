"""What of this computer decides whether fetching works: versions, proxy, cache folder, keys."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyogrio

from wijkkaart.catalogue import all_sources
from wijkkaart.fetching import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES = ("wijkkaart", "geopandas", "rasterio", "requests", "truststore")
_INTERNET_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
#: Less room than a large gemeente with all its sources takes, with some to spare.
_LITTLE_ROOM = 5 << 30
_NO_PAC = (
    "Een proxyscript (PAC) leest wijkkaart niet. Gebruikt uw organisatie er een, zet dan het adres van de proxy "
    "in de omgevingsvariabele HTTPS_PROXY, bijvoorbeeld http://proxy.voorbeeld.nl:8080."
)


@dataclass(frozen=True)
class Environment:
    """The computer we run on, as far as fetching goes.

    Parameters
    ----------
    proxies
        Scheme -> ``host:port``; never a name or password.
    proxyscript
        Whether the system is set to a PAC file.
    cache_fout
        Why the cache folder cannot be written; empty when it can.
    vrij
        Free bytes where the cache stands; None when that cannot be told.
    sleutels
        Environment variable -> whether it is set.
    """

    systeem: str
    versies: dict[str, str]
    proxies: dict[str, str]
    proxyscript: bool
    cache: str
    cache_fout: str
    vrij: int | None
    sleutels: dict[str, bool]


def look_around(cache: Path | None) -> Environment:
    """Return what is set on this computer; `cache` is the folder that the user names."""
    folder = cache_folder(cache)
    fault, room = _try_folder(folder)
    return Environment(
        systeem=f"{platform.system()} {platform.release()}",
        versies=_versions(),
        proxies={name: _bare(url) for name, url in urllib.request.getproxies().items() if name in {"http", "https"}},
        proxyscript=_has_pac(),
        cache=str(folder),
        cache_fout=fault,
        vrij=room,
        sleutels={name: bool(os.environ.get(name)) for name in _keys()},
    )


def describe(found: Environment) -> list[str]:
    """Return Dutch lines on `found`, with what to do where something is wrong."""
    versions = ", ".join(f"{name} {number}" for name, number in found.versies.items())
    lines = [f"Systeem: {found.systeem}; {versions}."]
    proxies = ", ".join(f"{name} via {place}" for name, place in found.proxies.items())
    lines.append(f"Proxy: {proxies or 'geen ingesteld'}.")
    if found.proxyscript or not found.proxies:
        lines.append(f"  {_NO_PAC}")
    lines.append(f"Map voor opgehaalde bestanden: {found.cache} ({found.cache_fout or 'te beschrijven'}).")
    if found.vrij is not None:
        little = " Dat is weinig voor een grote gemeente." if found.vrij < _LITTLE_ROOM else ""
        lines.append(f"  Vrije ruimte: {found.vrij / 1e9:.0f} GB.{little}")
    lines += [f"Sleutel {name}: {'gezet' if there else 'niet gezet'}." for name, there in found.sleutels.items()]
    return lines


def _versions() -> dict[str, str]:
    gdal = ".".join(str(part) for part in pyogrio.__gdal_version__)
    return {"Python": platform.python_version(), "GDAL": gdal} | {name: version(name) for name in _PACKAGES}


def _bare(proxy: str) -> str:
    """Return host and port of a proxy: its address may hold a name and password."""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return parts.netloc.rpartition("@")[2]


def _keys() -> list[str]:
    return sorted({service.sleutel for source in all_sources().values() for service in source.diensten} - {""})


def _try_folder(folder: Path) -> tuple[str, int | None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        return "", shutil.disk_usage(folder).free
    except OSError as error:
        return f"niet te beschrijven: {error.strerror}; kies een andere map met --cache", None


def _has_pac() -> bool:
    """Return whether Windows is set to a proxy script; elsewhere False."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 - only there on Windows

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _INTERNET_SETTINGS) as key:
            return bool(winreg.QueryValueEx(key, "AutoConfigURL")[0])
    except OSError:
        return False
