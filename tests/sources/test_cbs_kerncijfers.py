import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.manifest import Key, write_manifest
from wijkkaart.sources._kwb import SHARES, TOPICS
from wijkkaart.sources._stattabel import Edition, read_cells
from wijkkaart.sources.cbs_kerncijfers import SOURCE, add_shares

A, B = "BU03440111", "BU03440112"


def workbook(path, header, rows):
    book = openpyxl.Workbook()
    for cells in (header, *rows):
        book.active.append(cells)
    book.save(path)
    return path


def map_file(path, rows, layer="buurten"):
    table = pd.DataFrame(rows)
    shapes = [box(136000 + 9 * n, 456000, 136009 + 9 * n, 456009) for n in range(len(table))]
    gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:28992").to_file(path, layer=layer, engine="pyogrio")
    return path


def read(*paths, extent=None, **options):
    return SOURCE.read(Bron(bestand=paths, **options), extent or Extent())


def cell(table, topic, code):
    figure = table[topic]
    return figure.status[code] if figure.status[code] != "ok" else figure.waarde[code]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("       .", "niet_gepubliceerd"),
        ("", "niet_gepubliceerd"),
        (",", "niet_gepubliceerd"),
        (None, "niet_gepubliceerd"),
        (-99997, "geheim"),
        ("-99997", "geheim"),
        ("x", "geheim"),
        (-99995, "niet_gepubliceerd"),
        (-99991, "niet_gepubliceerd"),
        (-99999999, "niet_gepubliceerd"),
    ],
)
def test_a_mark_is_never_a_number(written, status):
    values, statuses = read_cells(pd.Series([written], index=[A], dtype=object), "x")
    assert values.isna().all()
    assert statuses.tolist() == [status]


@pytest.mark.parametrize(("written", "number"), [("1,9", 1.9), (" 1.9", 1.9), (0, 0.0), ("0", 0.0), ("  -0.100", -0.1)])
def test_comma_and_point_both_mark_decimals_and_zero_is_a_number(written, number):
    values, statuses = read_cells(pd.Series([written], index=[A], dtype=object), "x")
    assert (values.tolist(), statuses.tolist()) == ([number], ["ok"])


def test_text_where_a_number_belongs_names_the_area():
    with pytest.raises(InputError, match=f"kolom y: 'veel' bij {A} is geen getal"):
        read_cells(pd.Series(["veel"], index=[A]), "kolom y")


def test_the_workbook_is_read_in_its_own_names(tmp_path):
    path = workbook(
        tmp_path / "kwb-2024.xlsx",
        ["gwb_code_10", "regio", "a_inw", "a_65_oo", "a_hh", "a_1p_hh", "p_won_m ", "g_gas", "a_soz_wb"],
        [
            ["GM0344", "Utrecht", 300, 60, 100, 50, 90, 900, "20"],
            [A, "Een", 200, 50, 80, 20, "       .", 1000, "10"],
            [B, "Twee", 0, 0, 0, 0, ".", ".", "."],
        ],
    )
    table = read(path)
    assert table.waarden.index.tolist() == [A, B, "GM0344"]
    assert cell(table, "a_inw", A) == 200
    assert cell(table, "p_65_oo", A) == 25
    assert cell(table, "p_1p_hh", A) == 25
    assert cell(table, "p_65_oo", B) == "niet_van_toepassing"
    assert cell(table, "p_won_m", A) == "niet_gepubliceerd"
    assert cell(table, "a_soz_wb", A) == 10
    assert cell(table, "p_won_zs", A) == "niet_gepubliceerd"
    assert table["g_gas"].peiljaar == 2024
    assert table["g_gas"].dekking.to_dict() == {A: 1.0, B: 0.0, "GM0344": 1.0}


def test_the_map_file_gives_percentages_and_no_counts_of_ages(tmp_path):
    rows = {
        "buurtcode": [A, B],
        "wijkcode": "WK034401",
        "aantalInwoners": [200, -99997],
        "percentagePersonen65JaarEnOuder": [26, -99997],
        "percentage_huishoudens_met_laag_inkomen": [7, 8],
        "percentage_huishoudens_met_laagste_inkomen": [41, -99995],
        "gemiddeldeWoningwaarde": [350, -99997],
        "jaar": 2022,
    }
    table = read(map_file(tmp_path / "kaart.gpkg", rows))
    assert cell(table, "a_inw", A) == 200
    assert cell(table, "a_inw", B) == "geheim"
    assert cell(table, "p_65_oo", A) == 26
    assert cell(table, "a_65_oo", A) == "niet_gepubliceerd"
    assert cell(table, "p_hh_li", A) == 41
    assert cell(table, "p_hh_li", B) == "niet_gepubliceerd"
    assert cell(table, "g_wozbag", A) == 350
    assert table["a_inw"].peiljaar == 2022


def test_all_three_layers_of_the_map_file_are_one_table_and_land_wins_from_water(tmp_path):
    path = map_file(
        tmp_path / "kaart.gpkg",
        {"buurtcode": [A, A], "water": ["JA", "NEE"], "aantal_inwoners": [0, 200], "jaar": 2022},
    )
    map_file(path, {"wijkcode": ["WK034401"], "water": ["NEE"], "aantal_inwoners": [200], "jaar": 2022}, "wijken")
    map_file(path, {"gemeentecode": ["GM0344"], "water": ["NEE"], "aantal_inwoners": [300], "jaar": 2022}, "gemeenten")
    assert read(path).waarden["a_inw"].to_dict() == {A: 200.0, "GM0344": 300.0, "WK034401": 200.0}


STATLINE = (
    '"Wijken en buurten";"Regioaanduiding/Codering (code)";"Bevolking/Aantal inwoners (aantal)";'
    '"Bevolking/Leeftijdsgroepen/65 jaar of ouder (aantal)";'
    '"Wonen en vastgoed/Woningen naar eigendom/Koopwoningen (%)";"Energie/Gemiddeld aardgasverbruik (m³)"\n'
    f'"Een";"{A}";"     200";"      50";"      40";"    1000"\n'
    f'"Utrecht";"GM0344    ";"     300";"      60";"       .";"     900"\n'
)


def test_a_statline_export_is_read_by_the_tail_of_its_paths(tmp_path):
    path = tmp_path / "Kerncijfers_2023_01022025_101010.csv"
    path.write_text(STATLINE, encoding="utf-8-sig")
    table = read(path)
    assert cell(table, "p_65_oo", A) == 25
    assert cell(table, "a_65_oo", "GM0344") == 60
    assert cell(table, "p_koopw", "GM0344") == "niet_gepubliceerd"
    assert cell(table, "g_gas", A) == 1000
    assert table["g_gas"].peiljaar == 2023


def test_a_percentage_where_a_count_belongs_is_drift(tmp_path):
    path = tmp_path / "Kerncijfers_2023.csv"
    path.write_text(STATLINE.replace("65 jaar of ouder (aantal)", "65 jaar of ouder (%)"), encoding="utf-8")
    with pytest.raises(InputError, match="is in '%', verwacht werd 'aantal'"):
        read(path)


def test_a_count_in_a_percentage_column_is_refused(tmp_path):
    path = workbook(tmp_path / "kwb-2023.xlsx", ["gwb_code_10", "p_koopw"], [[A, 440]])
    with pytest.raises(InputError, match=f"kolom 'p_koopw': 440 bij {A} kan niet; verwacht werd 0 tot 100"):
        read(path)


def editions(tmp_path):
    header = ["gwb_code_10", "a_inw", "g_gas", "p_arb_pp"]
    old = workbook(tmp_path / "kwb-2023.xlsx", header, [[A, 190, 1000, "."], ["GM0344", 290, 950, 70]])
    new = workbook(tmp_path / "kwb-2024.xlsx", header, [[A, 200, ".", "."], ["GM0344", 300, 900, "."]])
    return old, new


def test_each_figure_comes_from_the_newest_year_filled_for_a_buurt(tmp_path):
    table = read(*editions(tmp_path))
    assert table.peiljaar.to_dict() == {"a_inw": 2024, "g_gas": 2023, "p_arb_pp": 2024}
    assert cell(table, "a_inw", A) == 200
    assert cell(table, "g_gas", A) == 1000
    assert cell(table, "g_gas", "GM0344") == 950
    assert cell(table, "p_arb_pp", A) == "niet_gepubliceerd"


def test_the_order_of_the_files_does_not_matter(tmp_path):
    one, two = editions(tmp_path)
    pd.testing.assert_frame_equal(read(one, two).waarden, read(two, one).waarden)


def test_the_config_may_give_a_year_per_file(tmp_path):
    one, two = editions(tmp_path)
    assert read(one, two, jaar=[2019, 2018])["a_inw"].peiljaar == 2019
    with pytest.raises(InputError, match="staan 1 jaren en bij 'bestand' 2 bestanden"):
        read(one, two, jaar=2019)


def test_filled_is_judged_in_the_study_area(tmp_path):
    header = ["gwb_code_10", "g_gas"]
    old = workbook(tmp_path / "kwb-2023.xlsx", header, [[A, 1000], ["BU03080000", 800]])
    new = workbook(tmp_path / "kwb-2024.xlsx", header, [[A, "."], ["BU03080000", 700]])
    utrecht = read(old, new, extent=Extent(gemeenten=("GM0344",)))
    assert utrecht.waarden.index.tolist() == [A]
    assert utrecht["g_gas"].peiljaar == 2023
    assert read(old, new)["g_gas"].peiljaar == 2024


def test_a_table_without_codes_year_or_rows_says_so(tmp_path):
    with pytest.raises(InputError, match="geen kolom met gebiedscodes"):
        read(workbook(tmp_path / "kwb-2023.xlsx", ["regio", "a_inw"], [["Een", 1]]))
    with pytest.raises(InputError, match="niet van welk jaar"):
        read(workbook(tmp_path / "cijfers.xlsx", ["gwb_code_10", "a_inw"], [[A, 1]]))
    with pytest.raises(InputError, match="geen cijfers van de gemeenten"):
        read(workbook(tmp_path / "kwb-2023.xlsx", ["gwb_code_10", "a_inw"], [["NL00", 1]]))


def test_two_channels_of_one_year_make_one_table_and_tell_what_is_suppressed(tmp_path):
    rows = {"buurtcode": [A, B], "aantal_inwoners": [200, 5], "gemiddelde_woningwaarde": [350, -99997], "jaar": 2023}
    drawn = map_file(tmp_path / "kaart.gpkg", rows)
    book = workbook(
        tmp_path / "kwb-2023.xlsx",
        ["gwb_code_10", "a_inw", "g_wozbag", "p_won_m"],
        [[A, 200, ".", 80], [B, 5, ".", "."]],
    )
    for files in ((drawn, book), (book, drawn)):
        table = read(*files)
        assert cell(table, "g_wozbag", A) == 350
        assert cell(table, "g_wozbag", B) == "geheim"
        assert cell(table, "p_won_m", A) == 80
        assert cell(table, "p_won_m", B) == "niet_gepubliceerd"
        assert cell(table, "a_inw", B) == 5


def test_a_code_twice_in_a_table_is_refused(tmp_path):
    with pytest.raises(InputError, match=f"meer dan één keer voor, bijvoorbeeld {A}"):
        read(workbook(tmp_path / "kwb-2023.xlsx", ["gwb_code_10", "a_inw"], [[A, 1], [A, 2]]))


def test_no_two_figures_share_a_name_and_shares_rest_on_known_counts():
    names = [name for topic in TOPICS.values() for name in topic.names]
    assert len(names) == len(set(names))
    assert {name for pair in SHARES.values() for name in pair} | set(SHARES) <= set(TOPICS)


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_shares_lie_between_0_and_100_and_rows_may_stand_in_any_order(counts, shuffler):
    codes = [f"BU0344{number:04d}" for number in range(len(counts))]
    values = pd.DataFrame({"a_65_oo": [count // 3 for count in counts], "a_inw": counts}, index=codes, dtype="float64")
    edition = Edition(2024, values, pd.DataFrame("ok", index=codes, columns=values.columns))
    order = shuffler.sample(codes, len(codes))
    turned = Edition(2024, values.loc[order], edition.status.loc[order])
    shares = add_shares(edition).waarden["p_65_oo"]
    assert shares.dropna().between(0, 100).all()
    assert shares.isna().tolist() == [count == 0 for count in counts]
    pd.testing.assert_series_equal(add_shares(turned).waarden["p_65_oo"].loc[codes], shares)


def snapshot(folder, header, row):
    """Return a table as it was fetched, beside its manifest."""
    folder.mkdir()
    path = folder / "kwb-2024.csv"
    path.write_text(f"gwb_code_10;{header}\n{A};{row}\n", encoding="utf-8")
    write_manifest(folder, Key("cbs_kerncijfers", 2024, "x", "y"), Facts(()), {})
    return path


@pytest.mark.parametrize(
    ("header", "odd", "told"),
    [
        ("p_koopw", "440", "kolom 'p_koopw': 440"),
        ("p_koopw", "veel", "'veel' bij"),
        ("Koopwoningen (aantal)", "44", "in 'aantal'"),
    ],
)
def test_of_a_fetched_table_an_odd_column_that_is_not_needed_is_left_out(tmp_path, caplog, header, odd, told):
    table = read(snapshot(tmp_path / "1", f"a_inw;{header};g_gas", f"200;{odd};900"))
    assert cell(table, "a_inw", A) == 200
    assert cell(table, "g_gas", A) == 900
    assert cell(table, "p_koopw", A) == "niet_gepubliceerd"
    assert "p_koopw of 2024 left out: bestand kwb-2024.csv" in caplog.text
    assert told in caplog.text


def test_of_a_fetched_table_what_is_needed_must_be_right(tmp_path):
    with pytest.raises(InputError, match="kolom 'a_inw': 'veel'"):
        read(snapshot(tmp_path / "1", "a_inw;p_koopw", "veel;44"))
