import openpyxl
import pytest

from wijkkaart.errors import InputError
from wijkkaart.fetch.tables import read_csv, read_table


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_delimiter_and_encoding_are_found_out(tmp_path, mark, encoding):
    path = write(tmp_path / "a.csv", f'"code"{mark}"café"\r\n"BU1"{mark}"é 1"\r\n', encoding)
    table = read_csv(path)
    assert table.columns.tolist() == ["code", "café"]
    assert table.iloc[0].tolist() == ["BU1", "é 1"]


def test_a_delimiter_inside_quotes_does_not_split(tmp_path):
    path = write(tmp_path / "a.csv", 'a;"Regiocode (gemeente, wijk, buurt) (code)"\n1;"x;y"\n')
    assert read_csv(path).iloc[0].tolist() == ["1", "x;y"]


def test_a_source_line_at_the_end_does_no_harm(tmp_path):
    table = read_csv(write(tmp_path / "a.csv", '"code";"b (km)"\n"BU1";"1,0"\n"Bron: CBS"\n'))
    assert table["b (km)"].tolist() == ["1,0", None]


def test_an_export_with_topics_in_rows_is_turned_round(tmp_path):
    text = (
        '"Titel"\n""\n"";"";"Wijken en buurten"\n"Onderwerp";"";"Annen";"Eext"\n'
        '"Regioaanduiding|Codering";"code";"BU16800000";"BU16800100"\n'
        '"A|Afstand tot apotheek";"km";"0,8";"3,9"\n"Bron: CBS"\n'
    )
    table = read_csv(write(tmp_path / "t.csv", text))
    assert table.columns.tolist() == [
        "Wijken en buurten",
        "Regioaanduiding/Codering (code)",
        "A/Afstand tot apotheek (km)",
    ]
    assert table.iloc[1].tolist() == ["Eext", "BU16800100", "3,9"]


def test_a_workbook_gives_cells_as_they_are_under_trimmed_headings(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["gwb_code_10", "p_won_m ", None])
    book.active.append(["BU1", "       .", None])
    book.active.append(["BU2", 12.5, None])
    book.save(tmp_path / "kwb.xlsx")
    table = read_table(tmp_path / "kwb.xlsx")
    assert table.columns.tolist() == ["gwb_code_10", "p_won_m"]
    assert table["p_won_m"].tolist() == ["       .", 12.5]


def test_a_sheet_is_chosen_by_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["toelichting"])
    book.create_sheet("cijfers").append(["code"])
    book.save(tmp_path / "b.xlsx")
    assert read_table(tmp_path / "b.xlsx", "cijfers").columns.tolist() == ["code"]
    with pytest.raises(InputError, match=r"geen blad 'x'.*Sheet, cijfers"):
        read_table(tmp_path / "b.xlsx", "x")


def test_a_column_twice_is_refused(tmp_path):
    with pytest.raises(InputError, match="'a' staat er twee keer in"):
        read_csv(write(tmp_path / "a.csv", "a;a\n1;2\n"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"geen excel", "niet te lezen als Excel"),
        ("a.xls", b"oud", "oud Excel-bestand"),
        ("a.csv", b"", "is leeg"),
        ("a.csv", b"PK\x03\x04\x00\x00", "geen tekst"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_table(tmp_path / name)


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(InputError, match=r"weg\.csv bestaat niet"):
        read_table(tmp_path / "weg.csv")
