import dataclasses
import datetime as dt

import openpyxl
import pytest

from wijkkaart.outputs import write_tables
from wijkkaart.status import STATUS_TEKST


def _open(result, folder):
    write_tables(result, folder, ("xlsx",))
    return openpyxl.load_workbook(folder / "wijkkaart.xlsx")


@pytest.fixture
def book(result, tmp_path):
    return _open(result, tmp_path)


def _column(sheet, label):
    heads = [cell.value for cell in sheet[1]]
    return [
        cell for (cell,) in sheet.iter_rows(min_row=2, min_col=heads.index(label) + 1, max_col=heads.index(label) + 1)
    ]


def _values(sheet, label):
    return [cell.value for cell in _column(sheet, label)]


def test_the_sheets_are_those_of_the_contract(book):
    of_the_contract = ["Leeswijzer", "Buurten", "Wijken", "Opgaven", "Koppelkansen", "Codeboek", "Bronnen"]
    assert [name for name in book.sheetnames if name in of_the_contract] == of_the_contract
    assert set(book.sheetnames) - set(of_the_contract) == {"Samenhang", "Samenhang cijfers", "Keuzes", "Tijdlijn"}


def test_the_method_has_its_own_sheets(book):
    for name in ("Samenhang cijfers", "Keuzes"):
        assert [cell.value for cell in book[name][1]][:2] == ["Gemeentecode", "Referentie"]
    assert _values(book["Samenhang cijfers"], "Samenhang met de score (-1 tot 1)") == [0.95]
    assert _values(book["Samenhang cijfers"], "Openbaarheid") == ["intern"]
    assert _values(book["Keuzes"], "Gemiddelde verschuiving (plaatsen)") == [2.25]
    assert _values(book["Keuzes"], "In een zin") == ["Gemiddeld 2,3 plaatsen."]


def test_the_gemeente_as_a_whole_has_its_own_sheet(book):
    sheet = book["Samenhang"]
    assert [cell.value for cell in sheet[1]][:4] == ["Gemeentecode", "Soort", "Onderwerp", "Oordeel"]
    assert _values(sheet, "In een zin") == ["Niet vaker dan bij toeval."]
    assert _values(sheet, "Verwacht (aantal)") == [2.75]
    assert _values(sheet, "Samen") == [3]


def test_codes_are_text_and_numbers_are_numbers(book):
    assert [cell.data_type for cell in _column(book["Buurten"], "Gebiedcode")] == ["s", "s"]
    gas = _column(book["Wijken"], "Gasverbruik (m3)")
    assert [(cell.value, cell.data_type) for cell in gas] == [(0.3, "n"), (1000, "n")]
    assert gas[0].number_format == "#,##0.0"
    year = _column(book["Buurten"], "Jaar indeling")[0]
    assert (year.value, year.number_format) == (2023, "0")


def test_a_missing_figure_says_why_in_another_look(book):
    cells = _column(book["Buurten"], "Bijstand (per 1.000) [intern]")
    assert [cell.value for cell in cells] == [STATUS_TEKST["geheim"], STATUS_TEKST["niet_van_toepassing"]]
    assert all(cell.font.italic for cell in cells)
    assert _values(book["Buurten"], "Score Sociaal (0-100) [intern]") == [STATUS_TEKST["onbekend"]] * 2


def test_head_and_name_stay_in_view_and_every_table_can_be_filtered(book):
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in book["Koppelkansen"][1]][:2] == ["Gebiedcode", "Naam"]


def test_headings_are_unique_for_pivot_tables(book):
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads)


def test_equal_labels_get_their_id(result, tmp_path):
    chances = result.koppelkansen.assign(naam="Dezelfde naam", openbaarheid="openbaar")
    book = _open(dataclasses.replace(result, koppelkansen=chances), tmp_path)
    heads = [cell.value for cell in book["Buurten"][1]]
    assert [head for head in heads if "Dezelfde" in head] == [
        "Koppelkans: Dezelfde naam - K1_straat",
        "Koppelkans: Dezelfde naam - K2_dak",
    ]


def test_no_cell_is_a_formula_or_a_link_and_names_are_exact(book, result):
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
    assert _values(book["Buurten"], "Naam") == result.gebieden["gebiednaam"].tolist()[:2]


def test_internal_columns_are_marked_in_words_and_in_colour(book):
    heads = {cell.value: cell.fill.fgColor.rgb for cell in book["Buurten"][1]}
    internal = {head for head in heads if head.endswith("[intern]")}
    assert internal == {
        "Bijstand (per 1.000) [intern]",
        "Score Sociaal (0-100) [intern]",
        "Koppelkans: Het dak [intern]",
    }
    assert {heads[head] for head in internal}.isdisjoint(heads[head] for head in set(heads) - internal)


def test_the_bigger_areas_share_a_sheet_and_say_what_they_are(book):
    assert _values(book["Wijken"], "Niveau") == ["wijk", "eigen"]


def test_the_reading_guide_warns_and_explains(book):
    text = "\n".join(str(cell.value) for (cell,) in book["Leeswijzer"].iter_rows(max_col=1))
    assert "verzonnen gemeente" in text
    assert "niet buiten de organisatie" in text
    assert STATUS_TEKST["geheim"] in text
    assert "Bron: CBS - licentie: CC BY 4.0" in text
    assert "PBL" not in text


def test_the_reading_guide_tells_the_look_from_outside(result, tmp_path):
    sheet = _open(dataclasses.replace(result, toetsen=("Energie: Spearman -0,61.",)), tmp_path)["Leeswijzer"]
    text = [cell.value for (cell,) in sheet.iter_rows(max_col=1)]
    assert text[text.index("De scores naast een beeld van buiten") + 1] == "Energie: Spearman -0,61."


def test_the_file_carries_a_fixed_date(book):
    assert book.properties.created == dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone


def test_a_run_without_buurten_has_an_empty_sheet_with_a_head(result, tmp_path):
    bigger = dataclasses.replace(result, gebieden=result.gebieden.iloc[2:])
    sheet = _open(bigger, tmp_path)["Buurten"]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "Gebiedcode"
