"""Reads pages of GeoJSON and gathers their features on disk, into one GeoPackage, with flat memory."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyogrio

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import where as place
from wijkkaart.fetch.reason import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from wijkkaart.fetch.answer import Answer

    Feature = dict[str, Any]

#: Content types of a page; ``application/json`` also begins ``application/json; subtype=geojson``.
GEOJSON = ("application/geo+json", "application/json", "application/vnd.geo+json")
_BATCH = 5_000
_REPORT = "Meld dit bij de beheerder van wijkkaart, of geef de bron als eigen bestand op bij 'bestand'."
#: Names that no field of a source has: GeoPackage keeps its own columns beside those of the data.
_KEY, _SHAPE = "_rij", "_vorm"
_JSON_TYPE = "arrow.json"


@dataclass(frozen=True)
class Page:
    """One page of features.

    Parameters
    ----------
    where
        Host and path it came from, for messages.
    matched
        How many features the server says there are on all pages; None where it does not say.
    content
        The whole page, for what only one protocol has (links, crs).
    """

    where: str
    features: Sequence[Feature]
    matched: int | None
    content: Mapping[str, Any]


def changed(where: str, what: str) -> SourceChanged:
    """Return the error for an answer in an unknown shape."""
    return SourceChanged(f"{where}: {what}. {_REPORT}")


def incomplete(where: str, there: int, matched: int | None) -> SourceUnavailable:
    """Return the error for another number of features than the service itself says there are."""
    said = "zegt niet hoeveel het er zijn" if matched is None else f"zegt dat het er {matched} zijn"
    return SourceUnavailable(f"{where} gaf {there} verschillende objecten en {said}. Probeer het later opnieuw.")


def one_like(names: Iterable[str], patterns: Sequence[str], where: str, what: str) -> str:
    """Return the one of `names` that fits the first of `patterns` that any fits, whole and in any case.

    The part before a colon (the workspace of a WFS) does not count. `what` tells what is chosen, with
    its article: ``de collectie``.

    Raises
    ------
    SourceChanged
        When none fits, or one pattern fits several; the message lists what there is.
    """
    there = sorted(names)
    for pattern in patterns:
        fitting = [name for name in there if re.fullmatch(pattern, name.rpartition(":")[2], re.IGNORECASE)]
        if len(fitting) > 1:
            raise changed(where, f"{what} is niet te kiezen: {', '.join(fitting)}")
        if fitting:
            return fitting[0]
    listed = ", ".join(there) or "geen"
    raise changed(where, f"{what} {patterns[0]!r} bestaat niet (meer); wel: {listed}")


def numbers(values: Iterable[float], between: str) -> str:
    """Return coordinates as text, to a tenth of a millimetre in RD."""
    return between.join(f"{value:.10g}" for value in values)


def as_count(value: object) -> int | None:
    """Return a number of features; None for absent, ``unknown`` and -1."""
    text = str(value)
    return int(text) if text.isdecimal() else None


def read_page(answer: Answer) -> Page:
    """Return the page in an answer.

    Raises
    ------
    SourceChanged
        When it is no FeatureCollection, or holds fewer features than it says.
    """
    where, content = place(answer.url), answer.json()
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        kind = content.get("type") if isinstance(content, dict) else type(content).__name__
        raise changed(where, f"het veld 'type' is {kind!r} en niet 'FeatureCollection'")
    features = content.get("features")
    if not isinstance(features, list) or not all(_is_feature(feature) for feature in features):
        raise changed(where, "het veld 'features' is geen lijst van objecten met eigenschappen en een geometrie")
    said = as_count(content.get("numberReturned"))
    if said is not None and said != len(features):
        raise changed(where, f"het veld 'numberReturned' is {said}, maar er zijn {len(features)} objecten")
    return Page(where, features, as_count(content.get("numberMatched")), content)


def _is_feature(feature: object) -> bool:
    return (
        isinstance(feature, dict)
        and isinstance(feature.get("properties"), dict)
        and isinstance(feature.get("geometry", ""), dict | None)
    )


def check_filter(page: Page, wanted: Mapping[str, str]) -> None:
    """Refuse a page with a feature that the filter should have kept out: some services ignore a filter in silence.

    Raises
    ------
    SourceChanged
        Naming the field, what was asked and what came.
    """
    for feature in page.features:
        for name, value in wanted.items():
            found = feature["properties"].get(name, value)
            if str(found).casefold() != value.casefold():
                raise changed(page.where, f"het filter {name} = {value!r} is genegeerd; er kwam {found!r}")


def feature_key(feature: Feature) -> str:
    """Return what makes a feature the same one on another page: its id, else all that is in it."""
    if feature.get("id") is not None:
        return str(feature["id"])
    content = json.dumps([feature["properties"], feature.get("geometry")], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


class FeatureFile:
    """A GeoPackage in the making: features wait in a text file beside it until `finish`.

    Field types are only known when the last page is there, so GDAL reads them from the text file.

    Parameters
    ----------
    layer
        Name of its one layer.
    crs
        Of the coordinates in the pages, such as ``EPSG:28992``.
    """

    def __init__(self, path: Path, layer: str, crs: str) -> None:
        self._path, self._layer, self._crs = path, layer, crs
        self._text = path.with_name(f"{path.name}.geojson")
        self._seen: set[str] = set()
        self._spelling: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._file: IO[str] = self._text.open("w", encoding="utf-8", newline="\n")
        self._file.write('{"type":"FeatureCollection","features":[\n')
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._text.unlink()

    def __len__(self) -> int:
        """Return the number of different features so far."""
        return len(self._seen)

    def add(self, features: Iterable[Feature]) -> list[str]:
        """Keep the features that are not there yet; return the keys of all that were given."""
        keys = []
        for feature in features:
            key = feature_key(feature)
            keys.append(key)
            if key not in self._seen:
                self._file.write(",\n" if self._seen else "")
                self._file.write(_as_text(self._folded(feature["properties"]), feature.get("geometry")))
                self._seen.add(key)
        return keys

    def _folded(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields under the spelling that came first, of doubles the first value that is not empty.

        A GeoPackage does not tell ``bu_code`` from ``BU_CODE``.
        """
        folded: dict[str, Any] = {}
        for name, value in properties.items():
            spelled = self._spelling.setdefault(name.casefold(), name)
            if folded.get(spelled) is None or folded[spelled] == "":
                folded[spelled] = value
        return folded

    def finish(self, fields: Iterable[str] = ()) -> None:
        """Write the GeoPackage; `fields` are its columns where there is no feature to tell them.

        Raises
        ------
        SourceChanged
            When GDAL cannot make one of what came.
        """
        self._file.write("\n]}\n")
        self._file.close()
        try:
            self._convert(fields)
        except (RuntimeError, ValueError, OSError, pa.ArrowException) as error:
            self._path.unlink(missing_ok=True)
            what = f"laag {self._layer}"
            raise changed(what, f"de objecten zijn niet te bewaren als kaart ({reason(error, self._text)})") from error

    def _convert(self, fields: Iterable[str]) -> None:
        if not self._seen:
            self._write(_empty({name.casefold(): name for name in fields}.values()), _SHAPE)
            return
        # As text: GDAL would turn dates into UTC, and 1 January at midnight here is last year there.
        options = {"DATE_AS_STRING": "YES", "ARRAY_AS_STRING": "YES"}
        with pyogrio.open_arrow(self._text, batch_size=_BATCH, use_pyarrow=True, **options) as (meta, reader):
            self._write(_without_json(reader), meta["geometry_name"] or "wkb_geometry")

    def _write(self, rows: pa.RecordBatchReader, shape: str) -> None:
        pyogrio.write_arrow(
            rows,
            self._path,
            layer=self._layer,
            driver="GPKG",
            geometry_name=shape,
            geometry_type="Unknown",
            crs=self._crs,
            layer_options={"FID": _KEY, "GEOMETRY_NAME": _SHAPE},
        )


def _as_text(properties: Mapping[str, Any], geometry: object) -> str:
    bare = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def _empty(fields: Iterable[str]) -> pa.RecordBatchReader:
    shape = pa.field(_SHAPE, pa.binary(), metadata={"ARROW:extension:name": "ogc.wkb"})
    schema = pa.schema([*(pa.field(name, pa.string()) for name in fields), shape])
    return pa.RecordBatchReader.from_batches(schema, [])


def _without_json(reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """Return the rows with columns of mixed or nested values as plain text, not marked as JSON."""
    schema = pa.schema([_plain_field(field) for field in reader.schema])

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in reader:
            columns = [getattr(column, "storage", column) for column in batch.columns]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _plain_field(field: pa.Field) -> pa.Field:
    if getattr(field.type, "extension_name", "") == _JSON_TYPE:
        return pa.field(field.name, field.type.storage_type)
    return field
