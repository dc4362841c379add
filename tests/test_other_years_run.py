"""A run with figures of a year in which buurten had other codes and borders: by overlap, and only asked for then."""

import json
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box, mapping
from tests.servers.odata import FeedServer
from tests.servers.ogcapi import OgcServer
from tests.servers.statline_tables import statline_table

from wijkkaart import fetching
from wijkkaart.cli import main
from wijkkaart.fetch.http import Http


def square(first: int, last: int | None = None):
    """Return squares of 500 m (25 ha) side by side, from place `first` up to `last`."""
    return box(150_000 + 500 * first, 440_000, 150_500 + 500 * (first if last is None else last), 440_500)


#: The drawing of the run. In 2023 buurt 1 had another code, 2 and 3 were one, and 4 lay in another gemeente.
NOW = {f"BU9998000{n}": square(n) for n in range(5)}
THEN = {
    "BU99980000": square(0),
    "BU99980011": square(1),
    "BU99980012": square(2, 3),
    "BU99970004": square(4),
    "BU99970005": square(5),
}
#: Of 2024 there are only areas and homes; people and cars are of 2023. A dot is not published, x is secret.
YEAR_2024 = {code: {"a_opp_ha": 25, "p_koopw": 50 + n} for n, code in enumerate(NOW)} | {
    code: {"a_opp_ha": 125, "p_koopw": 60} for code in ("WK999800", "GM9998")
}
YEAR_2023 = {
    "BU99980000": {"a_opp_ha": 25, "a_inw": 100, "g_pau_hh": 0.8},
    "BU99980011": {"a_opp_ha": 25, "a_inw": 150, "g_pau_hh": 0.5},
    "BU99980012": {"a_opp_ha": 50, "a_inw": 240, "g_pau_hh": 1.1},
    "WK999800": {"a_opp_ha": 100, "a_inw": 490, "g_pau_hh": 0.9},
    "GM9998": {"a_opp_ha": 100, "a_inw": 490, "g_pau_hh": 0.9},
    "BU99970004": {"a_opp_ha": 25, "a_inw": 70, "g_pau_hh": 1.4},
    "BU99970005": {"a_opp_ha": 25, "a_inw": 10, "g_pau_hh": 1.9},
}


def features(shapes, year):
    """Return rows of the map file of one year."""
    return [
        {
            "type": "Feature",
            "id": str(number),
            "properties": {
                "buurtcode": code,
                "buurtnaam": code,
                "wijkcode": f"WK{code[2:8]}",
                "gemeentecode": f"GM{code[2:6]}",
                "gemeentenaam": f"Gemeente {code[2:6]}",
                "water": "NEE",
                "jaar": year,
            },
            "geometry": mapping(shape),
        }
        for number, (code, shape) in enumerate(shapes.items(), start=1)
    ]


def write_map(path, shapes, year):
    gpd.GeoDataFrame.from_features(features(shapes, year), crs="EPSG:28992").to_file(path, layer="buurten")


def write_workbook(path, rows):
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("gwb_code").reset_index()
    frame.astype(object).where(frame.notna(), ".").to_excel(path, index=False)


@pytest.fixture
def place(tmp_path) -> Path:
    write_map(tmp_path / "nu.gpkg", NOW, 2024)
    write_map(tmp_path / "toen.gpkg", THEN, 2023)
    write_workbook(tmp_path / "kwb-2024.xlsx", YEAR_2024)
    write_workbook(tmp_path / "kwb-2023.xlsx", YEAR_2023)
    return tmp_path


FILES = {
    "cbs_buurten": "{bestand: nu.gpkg}",
    "cbs_kerncijfers": "{bestand: [kwb-2024.xlsx, kwb-2023.xlsx], jaar: [2024, 2023]}",
    "cbs_buurten_andere_jaren": "{bestand: toen.gpkg}",
}


def run(place, name, sources, *options, code=0):
    """Return the figures, the remarks, and per source that was read its files."""
    path = place / f"{name}.yml"
    lines = "".join(f"  {source}: {text}\n" for source, text in sources.items())
    text = f"gebied: {{gemeenten: [GM9998]}}\nbronnen:\n{lines}  overige: uit\nuitvoer: {{formaten: [csv]}}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(path), "--stil", "--uit", str(place / name), "--cache", str(place / "cache"), *options])
    assert left.value.code == code
    cells = pd.read_csv(place / name / "indicatoren.csv", dtype={"gebiedcode": str})
    papers = json.loads((place / name / "herkomst.json").read_text(encoding="utf-8"))
    files = {source["bron"]: source for source in papers["bronnen"]}
    return cells.set_index(["indicator", "gebiedcode"]), " ".join(papers["meldingen"]), files


BUURTEN = list(NOW)


def column(cells, indicator, name):
    return cells.loc[indicator, name].reindex(BUURTEN).tolist()


def test_shares_come_by_overlap_and_people_only_where_the_ground_is_the_same(place):
    cells, said, read = run(place, "uit", FILES)
    assert column(cells, "autos_per_huishouden", "waarde") == [0.8, 0.5, 1.1, 1.1, 1.4]
    assert set(cells.loc["autos_per_huishouden", "peiljaar"]) == {2023}
    people = cells.loc["aantal_inwoners"].reindex(BUURTEN)
    assert people["waarde"].fillna(-1).tolist() == [100, 150, -1, -1, 70]
    assert people["status"].tolist() == ["ok", "ok", "niet_gepubliceerd", "niet_gepubliceerd", "ok"]
    # What is of the year of the drawing needs no other one.
    assert column(cells, "aandeel_koop", "waarde") == [50, 51, 52, 53, 54]
    assert "toen op hun grond lag (2023: 4)" in said
    assert read["cbs_buurten_andere_jaren"]["bestanden"] == ["toen.gpkg"]


def test_a_border_that_shifted_shows_in_the_coverage(place):
    write_map(place / "toen.gpkg", {**THEN, "BU99980012": box(151_000, 440_000, 151_950, 440_500)}, 2023)
    cells, _, _ = run(place, "uit", FILES)
    # Of buurt 3, 450 of its 500 m were in the buurt of then.
    assert column(cells, "autos_per_huishouden", "dekking") == pytest.approx([1, 1, 1, 0.9, 1])


def without(sources, name="cbs_buurten_andere_jaren"):
    return {source: text for source, text in sources.items() if source != name}


ONLY_THE_SAME = [0.8, -1, -1, -1, -1]


def test_without_outlines_of_that_year_only_what_did_not_change_has_a_figure(place):
    cells, _, _ = run(place, "uit", without(FILES))
    assert cells.loc["autos_per_huishouden", "waarde"].reindex(BUURTEN).fillna(-1).tolist() == ONLY_THE_SAME


def test_one_file_of_another_year_is_refused_without_the_outlines_of_that_year(place, capsys):
    sources = {**FILES, "cbs_kerncijfers": "{bestand: kwb-2023.xlsx, jaar: 2023}"}
    wrong = {**YEAR_2023, "BU99980000": {"a_opp_ha": 90, "a_inw": 100, "g_pau_hh": 0.8}}
    write_workbook(place / "kwb-2023.xlsx", wrong)
    path = place / "weg.yml"
    lines = "".join(f"  {source}: {text}\n" for source, text in without(sources).items())
    path.write_text(f"gebied: {{gemeenten: [GM9998]}}\nbronnen:\n{lines}  overige: uit\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(path), "--stil", "--uit", str(place / "weg")])
    assert left.value.code == 2
    assert "bij cbs_buurten_andere_jaren" in capsys.readouterr().err
    cells, _, _ = run(place, "uit", sources)
    assert column(cells, "autos_per_huishouden", "waarde") == [0.8, 0.5, 1.1, 1.1, 1.4]


@pytest.fixture
def services(place, monkeypatch):
    """The same over the wire: the drawing of now, that of then, and the figures."""
    monkeypatch.setattr(fetching, "Http", partial(Http, pause=0))
    tables = {"85984NED": "kwb-2024.xlsx", "85618NED": "kwb-2023.xlsx"}
    now = {"buurten": features(NOW, 2024), "wijken": [], "gemeenten": []}
    with (
        OgcServer(now, filters=("gemeentecode",), published=True) as areas,
        OgcServer({"buurten": features(THEN, 2023)}, filters=("gemeentecode",), published=True) as then,
        FeedServer(**{number: statline_table(place / name) for number, name in tables.items()}) as feed,
    ):
        sources = {
            "cbs_buurten": f"{{url: '{areas.url}'}}",
            "cbs_kerncijfers": f"{{url: '{feed.root}/odata', jaar: [2024, 2023]}}",
            "cbs_buurten_andere_jaren": f"{{url: '{then.url}'}}",
        }
        yield sources, then, feed


def test_over_the_wire_it_is_the_same_and_asked_once(place, services):
    sources, then, feed = services
    expected, _, _ = run(place, "bestanden", FILES)
    cells, said, read = run(place, "uit", sources)
    for name in ("waarde", "status", "dekking", "peiljaar"):
        pd.testing.assert_series_equal(cells[name], expected[name])
    assert "toen op hun grond lag (2023: 4)" in said
    # In the box of the run, and the figures also of the gemeente that a buurt was in.
    assert {"bbox", "bbox-crs"} <= set(then.pages[0])
    assert read["cbs_buurten_andere_jaren"]["jaar"] == [2023]
    assert len(read["cbs_kerncijfers"]["bestanden"]) == 3
    asked = len(then.asked) + len(feed.asked)
    again, _, _ = run(place, "weer", sources, "--offline")
    assert len(then.asked) + len(feed.asked) == asked
    pd.testing.assert_series_equal(again["waarde"], cells["waarde"])


def test_nothing_is_asked_where_no_buurt_changed(place, services):
    sources, then, feed = services
    write_workbook(place / "kwb-2023.xlsx", {code: {"a_opp_ha": 25, "a_inw": 100, "g_pau_hh": 0.8} for code in NOW})
    feed.tables["85618NED"] = statline_table(place / "kwb-2023.xlsx")
    cells, said, read = run(place, "uit", sources)
    assert column(cells, "autos_per_huishouden", "waarde") == [0.8] * 5
    assert then.asked == []
    assert "cbs_buurten_andere_jaren" not in read
    assert said == ""


def test_a_service_without_that_year_costs_only_the_figures_that_need_it(place, services):
    sources, then, _ = services
    then.collections = {"buurten": features(THEN, 2021)}
    cells, _, read = run(place, "uit", sources, code=3)
    assert cells.loc["autos_per_huishouden", "waarde"].reindex(BUURTEN).fillna(-1).tolist() == ONLY_THE_SAME
    assert read["cbs_buurten_andere_jaren"]["status"] == "mislukt"
