"""Voorbeeldstad published: each of its files behind a server that speaks the protocol of its source.

`TABLE` has one line per source: which protocol, and where the service names things otherwise than the file.
A source that gets a `dienst` gets its line here.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
from tests.servers import mapserver, pygeoapi_server
from tests.servers.odata import FeedServer
from tests.servers.plain import PlainServer, Reply
from tests.servers.statline_tables import statline_table

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Way:
    """How a source is published.

    Parameters
    ----------
    of
        Source whose file it is, where it has none of its own.
    rename
        Field in the file -> field in the service.
    jaar
        Editions that the config must name; empty for those of the declaration.
    """

    of: str = field(default="", kw_only=True)
    rename: dict[str, str] = field(default_factory=dict, kw_only=True)
    jaar: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Ogc(Way):
    """A collection of an OGC API Features (pygeoapi)."""

    collection: str


@dataclass(frozen=True)
class Wfs(Way):
    """Layers of a WFS (MapServer): name in the service -> layer in the file, "" for its only one."""

    prefix: str
    layers: dict[str, str]


@dataclass(frozen=True)
class Wcs(Way):
    """A coverage of a WCS (MapServer)."""

    service: str
    coverage: str


@dataclass(frozen=True)
class Feed(Way):
    """StatLine tables: number -> file, as its place in the list of the source's files.

    `dimensions` as of `statline_table`; `one_table`: its number is part of the address.
    """

    tables: dict[str, int]
    dimensions: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    one_table: bool = False


@dataclass(frozen=True)
class Files(Way):
    """Files to download as they are at `path`, which may hold ``{jaar}``; `base` is the address to give."""

    path: str
    base: str = ""


@dataclass(frozen=True)
class Signed(Way):
    """A zip that is given at an address of its own to who has the key (EP-Online)."""

    key: str


_KINDS_OF_CRIME = {"Soort misdrijf": ("SoortMisdrijf", {"Totaal misdrijven": "0.0.0"})}
_ADULTS = {
    "Leeftijd": ("Leeftijd", {"18 jaar of ouder": "20300"}),
    "Marges": ("Marges", {"Waarde": "MW00000"}),
}
_CODE_AND_NAME = {"gemeentecode": "code", "gemeentenaam": "naam"}
_BAG_WFS = {
    "openbare_ruimte_naam": "openbare_ruimte",
    "woonplaats_naam": "woonplaats",
    "pand_identificatie": "pandidentificatie",
}
_GREEN = tuple(f"{name}_per_buurt27" for name in ("boom", "groen", "grijs", "water"))
_SCORES = {f"{name}score24": name for name in ("buurt", "wijk", "gemeente")}
KEY = "geheime-sleutel-van-ep-online"

TABLE: dict[str, Way] = {
    "bag3d_daken": Wfs("BAG3D", {"lod12": "lod12"}),
    "bag_panden": Ogc("pand"),
    "bag_verblijfsobjecten": Wfs("bag", {"verblijfsobject": "verblijfsobject"}, rename=_BAG_WFS),
    "bgt_begroeid": Ogc("begroeidterreindeel"),
    "bgt_erven": Ogc("onbegroeidterreindeel"),
    "bgt_spoor": Ogc("spoor"),
    "bgt_water": Ogc("waterdeel"),
    "bgt_wegdelen": Ogc("wegdeel"),
    "bron_ongevallen": Files("/bron/01-01-{jaar}_31-12-{jaar}.zip", jaar=(2020, 2021, 2022, 2023, 2024)),
    "cbs_buurten": Ogc("buurten"),
    # The same collection: only asked for a year in which a buurt was another area.
    "cbs_buurten_andere_jaren": Ogc("buurten", of="cbs_buurten"),
    "cbs_gemeenten": Ogc("gemeenten"),
    "cbs_kerncijfers": Feed({"86165NED": -1, "85984NED": -2}, jaar=(2025, 2024)),
    "cbs_kerncijfers_nederland": Feed({"85984NED": -2}, of="cbs_kerncijfers", jaar=(2024,)),
    "cbs_nabijheid": Feed({"85830NED": 0}, jaar=(2023,)),
    "cbs_ses_woa": Feed({"86296NED": 0}),
    "cbs_wijken": Ogc("wijken"),
    "cbs_zonnestroom": Feed({"86044NED": 0}, jaar=(2022,)),
    "gtfs_haltes": Files("/nl/gtfs-nl.zip"),
    "gwsw_leidingen": Ogc("beheerleiding"),
    "kadaster_gemeenten": Ogc("gemeentegebied", of="cbs_gemeenten", rename=_CODE_AND_NAME),
    "kea_afstand_koelte": Wfs("kea", {"Afstand_tot_koelte_20260128": ""}),
    "kea_groen_buurt": Wfs("kea", {name: name for name in _GREEN}),
    "kea_paalrot": Wfs("kea", {"risicopaalrot_huidig": ""}),
    "kea_pet_buurt": Wfs("kea", {"GevoelstemperatuurBuurt_2022": ""}),
    "kea_wijktypen": Wfs("kea", {"wijktypen_buurten_20251120": ""}),
    "leefbaarometer": Wfs("lbm3", _SCORES),
    "ndw_laadpunten": Files("/charging_point_locations.geojson.gz"),
    "nwb_wegvakken": Ogc("wegvakken"),
    "pbl_startanalyse": Files("/data/{jaar}/Gemeentes/Voorbeeldstad.zip", "/data/{jaar}/Gemeentes", jaar=(2025,)),
    "politie_misdrijven": Feed({"47018NED": 0}, _KINDS_OF_CRIME, one_table=True),
    "rivm_bomen": Wcs("ank", "ank__20220901_bomenkaart_10m"),
    "rivm_geluid": Wcs("alo", "alo__rivm_20250101_Geluid_lden_wegverkeer_2022"),
    "rivm_gezondheid": Feed({"50150NED": 0}, _ADULTS, one_table=True),
    "rivm_gras": Wcs("ank", "ank__20220901_graskaart_10m"),
    "rivm_groen_buurt": Wfs("ank", {"rivm_2022_groenpercentage_kaart_per_buurt": ""}),
    "rivm_no2": Wcs("alo", "alo__rivm_nsl_20260401_gm_NO22024"),
    "rivm_pm25": Wcs("alo", "alo__rivm_nsl_20260401_gm_PM252024"),
    "rivm_struiken": Wcs("ank", "ank__20220901_struikenkaart_10m"),
    "rivm_uhi": Wcs("ank", "ank__Stedelijk_hitte_eiland_effect_01062022_v2"),
    "rvo_energielabels": Signed(KEY),
    "rvo_natura2000": Ogc("natura2000"),
    "rvo_warmtenetten": Wfs("WarmteAtlas", {"WarmteNetten": ""}),
}


class Published:
    """The addresses of the sources, and what was asked of all servers together."""

    def __init__(self):
        self.urls: dict[str, str] = {}
        self._logs = []

    def add(self, urls, asked):
        self.urls |= urls
        self._logs.append(asked)

    @property
    def asked(self) -> int:
        return sum(len(asked()) for asked in self._logs)

    def entry(self, source):
        """Return how a config names it."""
        years = {"jaar": list(TABLE[source].jaar)} if TABLE[source].jaar else {}
        held = {"geldig_voor": [2022, 2023, 2025]} if source == "cbs_buurten" else {}
        return {"url": self.urls[source], **years, **held}


@contextmanager
def published(bronnen, folder: Path):
    """Publish the files in `bronnen` (source id -> entry of a config); yield where each source is served."""
    kinds = ((Ogc, _collections), ((Wfs, Wcs), _maps), (Feed, _feed), (Files, _files), (Signed, _signed))
    with ExitStack() as stack:
        result = Published()
        for kind, publish in kinds:
            ways = {source: way for source, way in TABLE.items() if isinstance(way, kind)}
            place = folder / publish.__name__.strip("_")
            place.mkdir()
            result.add(*publish(ways, bronnen, place, stack))
        yield result


def with_layers(bronnen, folder):
    """Return `bronnen` with the scores of the Leefbaarometer as layers; the file has none of wijken and gemeente."""
    entry, areas = bronnen["leefbaarometer"], bronnen["cbs_buurten"]
    outlines = pyogrio.read_dataframe(areas["bestand"], layer=areas["laag"], use_arrow=True)
    scores = outlines[["buurtcode", "geometry"]].merge(
        pd.read_csv(entry["bestand"]), left_on="buurtcode", right_on="id"
    )
    path = folder / "leefbaarometer-2024.gpkg"
    for name in _SCORES.values():
        rows = scores.drop(columns="buurtcode") if name == "buurt" else scores.drop(columns="buurtcode").iloc[:0]
        pyogrio.write_dataframe(rows, path, layer=name, use_arrow=True, geometry_type="MultiPolygon")
    return {**bronnen, "leefbaarometer": {**entry, "bestand": path}}


def files_of(bronnen, source):
    """Return the files of a source that are published, and their layer."""
    way = TABLE[source]
    entry = bronnen[way.of or source]
    files = entry["bestand"] if isinstance(entry["bestand"], list) else [entry["bestand"]]
    return [files[place] for place in way.tables.values()] if isinstance(way, Feed) else files, entry.get("laag")


def _collections(ways, bronnen, folder, stack):
    layers = {}
    for source, way in ways.items():
        files, layer = files_of(bronnen, source)
        layers[way.collection] = (files[0], layer, way.rename)
    server = stack.enter_context(pygeoapi_server.PygeoapiServer(layers, folder).running())
    return dict.fromkeys(ways, server.url), lambda: server.asked


def _maps(ways, bronnen, folder, stack):
    services, names = {}, {}
    for source, way in ways.items():
        files, _ = files_of(bronnen, source)
        names[source] = way.service if isinstance(way, Wcs) else way.prefix
        layers = services.setdefault(names[source], [])
        if isinstance(way, Wcs):
            layers.append(mapserver.Coverage(way.coverage, files[0]))
        else:
            layers.extend(_vector(files[0], name, layer, way.rename, folder) for name, layer in way.layers.items())
    server = stack.enter_context(mapserver.MapServer(services, folder).running())
    return {source: f"{server.url}/{name}" for source, name in names.items()}, lambda: server.asked


def _vector(path, name, layer, rename, folder):
    """Return a copy of a layer with the field names of the service, and a number to tell its features apart."""
    rows = pyogrio.read_dataframe(path, layer=layer or None, use_arrow=True).rename(columns=rename)
    copy = folder / f"{name}.gpkg"
    pyogrio.write_dataframe(rows.assign(nr_=range(1, len(rows) + 1)), copy, layer=name, use_arrow=True)
    return mapserver.Vector(name, copy, name, "nr_")


def _feed(ways, bronnen, _, stack):
    tables = {}
    for source, way in ways.items():
        for number, path in zip(way.tables, files_of(bronnen, source)[0], strict=True):
            tables[number] = statline_table(path, way.dimensions)
    server = stack.enter_context(FeedServer(page=50, **tables))
    root = f"{server.root}/odata"
    urls = {source: f"{root}/{next(iter(way.tables))}" if way.one_table else root for source, way in ways.items()}
    return urls, lambda: server.asked


def _files(ways, bronnen, _, stack):
    server = stack.enter_context(PlainServer())
    for source, way in ways.items():
        files, _ = files_of(bronnen, source)
        for path, year in zip(files, way.jaar or (0,) * len(files), strict=True):
            server.put(way.path.replace("{jaar}", str(year)), Reply(path.read_bytes(), kind="application/octet-stream"))
    return {source: server.url + (way.base or way.path) for source, way in ways.items()}, lambda: server.asked


def _signed(ways, bronnen, _, stack):
    server = stack.enter_context(PlainServer())
    for source in ways:
        files, _ = files_of(bronnen, source)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            target.write(files[0], "v20240101_csv.csv")
        link = server.put(f"/{source}.zip", Reply(packed.getvalue(), kind="application/zip"))
        body = json.dumps({"downloadUrl": f"{link}?handtekening=een-uur-geldig"}).encode()
        server.put(f"/{source}/Mutatiebestand/DownloadInfo", Reply(body))
    return {source: f"{server.url}/{source}" for source in ways}, lambda: server.asked
