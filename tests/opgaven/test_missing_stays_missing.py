"""No figure is made of nothing: each source of each indicator is emptied in turn, in every way it can be empty.

The layers are those of Voorbeeldstad, cut down to two buurten: there every source is at hand, so an
indicator that is added tomorrow is asked too. What is left when a source is empty may only be what
the other sources say: a number that is also there without this source, or one that names others.
"""

import inspect
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from affine import Affine

import wijkkaart
from wijkkaart import pipeline
from wijkkaart.catalogue import all_indicators, all_sources
from wijkkaart.config import VOORBEELDSTAD, for_gemeente
from wijkkaart.declarations import RESERVED_INPUTS
from wijkkaart.layers import Objects, Raster, StatTable
from wijkkaart.measure import compute
from wijkkaart.spatial.zonal import cells_outside
from wijkkaart.status import Status

#: The first is emptied; in it every indicator has a figure.
BUURTEN = ["BU99990404", "BU99990405"]
#: What lies this far outside the buurten stays in the layers (m).
RIM = 150.0
#: A grid is emptied this far outside a gebied too, so that no part of a cell on the border is left (m).
EDGE = 50.0
#: Columns without which another source, or another way of working out, comes into play.
ROUTES = ("p_won_zs", "g_gas", "a_woning", "a_lp_pub")
#: Where nothing is an answer: the readers see to it that it is never a gap, and say so in their own tests.
ANSWERS = {
    # The timetable is refused without a single stop near the study area; its columns are worked out, never read.
    ("gtfs_haltes", "no rows"),
    ("gtfs_haltes", "vertrekken_per_uur"),
    ("gtfs_haltes", "lijnen"),
    ("gtfs_haltes", "station"),
    # The file of NDW holds the whole country, which its reader checks: no location here means that there is none.
    ("ndw_laadpunten", "no rows"),
}


#: A column that no figure names cannot make a number.
_READERS = "".join(
    path.read_text(encoding="utf-8")
    for package in ("ingredients", "opgaven")
    for path in sorted(Path(wijkkaart.__file__).with_name(package).rglob("*.py"))
)


class _Caught(Exception):  # noqa: N818 - it stops the run, nothing went wrong
    """The layers of the run are known: the rest need not be worked out."""


@pytest.fixture(scope="module")
def town():
    """Return all that the indicators of Voorbeeldstad are given, by parameter name, for two buurten."""
    caught = {}

    def catch(_indicators, layers, gebieden, planjaar, wijktypen):
        caught.update(layers, gebieden=gebieden, planjaar=planjaar, wijktypen=wijktypen)
        raise _Caught

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "measure", catch)
        with pytest.raises(_Caught):
            pipeline.run(for_gemeente(VOORBEELDSTAD), lambda _: None)
    gebieden = caught["gebieden"].loc[BUURTEN]
    box = shapely.box(*gebieden.total_bounds).buffer(RIM, join_style="mitre")
    return {name: _cut(name, layer, gebieden.index, box) for name, layer in caught.items()} | {"gebieden": gebieden}


def _cut(name, layer, codes, box):
    """Return what a layer says of the gebieden `codes` and, where it fills the country, of what lies in `box`."""
    if isinstance(layer, StatTable):
        return _each_edition(layer, lambda frame: frame.reindex(codes))
    if isinstance(layer, Raster):
        grid, (left, low, right, high) = layer.transform, box.bounds
        columns = slice(max(0, int((left - grid.c) / grid.a)), int((right - grid.c) / grid.a))
        rows = slice(max(0, int((high - grid.f) / grid.e)), int((low - grid.f) / grid.e))
        corner = Affine(grid.a, 0, grid.c + columns.start * grid.a, 0, grid.e, grid.f + rows.start * grid.e)
        return replace(layer, values=layer.values[rows, columns], transform=corner)  # noqa: PD011 - an array
    if isinstance(layer, Objects):
        near = layer.rows.intersects(box) | (not all_sources()[name].vlakdekkend)
        return _of_rows(replace(layer, dekking=layer.dekking[codes]), near)
    return layer


def _each_edition(table, change):
    """Return a table with `change` made to each of its frames."""
    made = replace(
        table,
        waarden=change(table.waarden),
        status=change(table.status),
        dekking=change(table.dekking),
        teksten=change(table.teksten) if len(table.teksten.columns) else table.teksten,
        edities=(),
    )
    editions = tuple(_each_edition(edition, change) for edition in table.edities)
    return StatTable.of_editions(editions) if editions else made


def _of_rows(objects, kept):
    rows = objects.rows[kept]
    links = objects.membership
    return replace(objects, rows=rows, membership=links[links["object"].isin(rows.index)])


def emptied(name, layer, gebieden, codes):
    """Yield each way in which `layer` says nothing of the gebieden `codes`: what is gone, and the layer without it."""
    if isinstance(layer, pd.DataFrame):  # the wijktypen, which are made of several sources
        yield "values", layer.drop(index=codes).reindex(layer.index)
    elif isinstance(layer, StatTable):
        yield "values", _without_values(layer, codes)
    elif isinstance(layer, Raster):
        size = layer.values.shape  # noqa: PD011 - an array, not a frame
        here = ~cells_outside(gebieden.geometry[codes].buffer(EDGE), size, layer.transform)
        gone = np.full_like(here, True) if len(codes) == len(gebieden) else here
        yield "values", replace(layer, values=np.where(gone, np.nan, layer.values))
    else:
        yield from _emptied_objects(name, layer, gebieden.geometry[codes])


def _without_values(table, codes):
    def cut(edition):
        values, status, words = edition.waarden.copy(), edition.status.copy(), edition.teksten.copy()
        values.loc[codes], status.loc[codes] = np.nan, str(Status.GEHEIM)
        if len(words.columns):
            words.loc[codes] = None
        return replace(edition, waarden=values, status=status, teksten=words)

    return StatTable.of_editions([cut(edition) for edition in table.edities]) if table.edities else cut(table)


def _emptied_objects(name, layer, shapes):
    here = layer.rows.intersects(shapes.union_all().buffer(EDGE)).to_numpy()
    gone = np.full_like(here, True) if len(shapes) == len(layer.dekking) else here
    if all_sources()[name].vlakdekkend:
        unreached = layer.dekking.mask(layer.dekking.index.isin(shapes.index), 0.0)
        yield "reach", replace(_of_rows(layer, ~gone), dekking=unreached)
    elif gone.all():  # a register that need not have something everywhere may well have nothing in one wijk
        yield "no rows", _of_rows(layer, ~gone)
    for column in (column for column in layer.rows.columns.drop("geometry") if f'"{column}"' in _READERS):
        values = layer.rows[column]
        number = pd.api.types.is_numeric_dtype(values) and values.dtype != bool
        blank = values.astype("float64" if number else object).mask(gone, np.nan if number else None)
        yield column, replace(layer, rows=layer.rows.assign(**{column: blank}))


def ways(item, town):
    """Yield the layers of each way in which `item` can be worked out, and the sources that then speak."""
    optional = [name for name in inputs(item) if name not in item.verplichte_bronnen]
    thinner = [column for column in ROUTES if "cbs_kerncijfers" in inputs(item)]
    told = set()
    options = [town, *(_but(town, name) for name in optional), *(_thinner(town, column) for column in thinner)]
    for given in options:
        result = compute(item, given, town["gebieden"].index)
        named = inputs(item) & {*(result.bronnen or item.bronnen), "wijktypen"} & set(given)
        if result.ok[BUURTEN[0]] and named - told:
            yield given, sorted(named - told), result
            told |= named


def inputs(item):
    """Return the layers that an indicator is given, by parameter name."""
    return set(inspect.signature(item.bereken).parameters) - RESERVED_INPUTS | (
        set(inspect.signature(item.bereken).parameters) & {"wijktypen"}
    )


def _but(given, name):
    return {key: layer for key, layer in given.items() if key != name}


def _thinner(given, column):
    return {
        **given,
        "cbs_kerncijfers": _each_edition(given["cbs_kerncijfers"], lambda frame: frame.drop(columns=column)),
    }


def cells(result):
    return result.waarde if result.tekst is None else result.tekst


def same(one, other, where):
    """Return per gebied in `where` whether two figures are the same, or both missing."""
    first, second = cells(one)[where], cells(other)[where]
    if object in {first.dtype, second.dtype}:
        return (first == second) | (first.isna() & second.isna())
    return pd.Series(np.isclose(first, second, rtol=1e-9, atol=0.0, equal_nan=True), index=first.index)


def out_of_nothing(item, given, source, before, codes):
    """Return what is left when `source` is emptied: what was emptied, the gebied and the number that stands there."""
    found = []
    for what, layer in emptied(source, given[source], given["gebieden"], codes):
        if (source, what) in ANSWERS:
            continue
        after = compute(item, {**given, source: layer}, before.waarde.index)
        here = after.ok & after.ok.index.isin(codes)
        if not here.any() or (after.bronnen and source not in after.bronnen):
            continue
        if what not in {"values", "reach", "no rows"} and same(after, before, codes).all():
            continue  # the figure does not read this column
        without = compute(item, _but(given, source), before.waarde.index)
        left = here.index[here & ~same(after, without, here.index)]
        found += [(source, what, code, cells(after)[code]) for code in left]
    return found


@pytest.mark.parametrize("item", all_indicators().values(), ids=all_indicators())
def test_an_empty_source_never_becomes_a_number(town, item):
    everywhere = town["gebieden"].index
    heard, found = set(), []
    for given, sources, before in ways(item, town):
        for source in sources:
            heard.add(source)
            found += out_of_nothing(item, given, source, before, everywhere)
            found += out_of_nothing(item, given, source, before, everywhere[:1])
    assert heard == inputs(item)
    assert found == []


@pytest.mark.parametrize("item", all_indicators().values(), ids=all_indicators())
def test_without_any_source_there_is_a_reason_and_no_number(town, item):
    alone = {"gebieden": town["gebieden"], "planjaar": town["planjaar"]}
    result = compute(item, alone, town["gebieden"].index)
    assert set(result.status) == {Status.BRON_ONTBREEKT}
    assert cells(result).isna().all()


def test_the_stops_of_the_timetable_have_no_gaps(town):
    stops = town["gtfs_haltes"].rows
    assert stops[["vertrekken_per_uur", "lijnen", "station"]].notna().all(axis=None)
    assert stops["station"].dtype == bool
