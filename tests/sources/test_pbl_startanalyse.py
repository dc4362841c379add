"""The Startanalyse: found by the name of the gemeente, numbers with commas, and labels that must add up."""

import io
import zipfile
from datetime import date
from urllib.parse import quote

import pytest
from tests.servers.plain import PlainServer, Reply

from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources.pbl_startanalyse import SOURCE

A, B = "BU05180000", "BU0518AF08"
HEAD = (
    "I01_buurtcode;I02_buurtnaam;I05_gemeentecode;I09_aantal_woningen [Aansluiting];I11_woningequivalenten [Woning];"
    "Label_A_en_beter;Label_B;Label_C;Label_D;Label_E;Label_F;Label_G;Geen_label;Voor_1930\n"
)
#: 1,200 dwellings: 300 + 100 + 100 + 100 + 90 + 60 + 50 labels and 400 without. Of B the labels are not known.
ROWS = f"{A};Oost;GM0518;1.200;1.250,5;300;100;100;100;90;60;50;400;12\n{B};West;GM0518;40;50;-;-;.;-;;-;-;-;0\n"
COSTS = (
    "I01_buurtcode;Code_Indicator;Eenheid;Referentie_2030;Laagste_Nationale_Kosten;Strategie_1;Strategie_2;"
    "Strategie_3;Strategie_4;Variant_s1a_lucht\n"
    f"{A};V01_Strategievariant;-;-;s2b;s1a;s2b;s3c;s4a;s1a\n"
    f"{A};H16_Nat_meerkost;euro/jr;0;100.000,5;225.050,5;100.000,5;-;300.000;1\n"
    f"{A};H17_Nat_meerkost_CO2;euro/ton;0;1;2;3;4;5;6\n"
    f"{B};V01_Strategievariant;-;-;-;-;-;-;-;-\n{B};H16_Nat_meerkost;euro/jr;0;-;-;-;-;-;-\n"
)


def package(rows=ROWS, costs=COSTS, head=HEAD, name="s-Gravenhage"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(f"{name}_totaalbebouwing.csv", ("\ufeff" + head + rows).encode())
        file.writestr(f"{name}_bebouwing.csv", "\ufeffI01_buurtcode;Iets\n")
        file.writestr(f"{name}_strategie.csv", ("\ufeff" + costs).encode())
    return buffer.getvalue()


def read(path, **parts):
    path.write_bytes(package(**parts))
    return SOURCE.read(Bron(bestand=path, jaar=2025), Extent(gemeenten=("GM0518",)))


def test_commas_points_units_and_marks_are_read_as_dutch_people_write_them(tmp_path):
    table = read(tmp_path / "a.zip")
    assert table.waarden.loc[A].to_dict() == {
        "a_woning": 1200,
        "a_weq": 1250.5,
        "a_label_a": 300,
        "a_label_b": 100,
        "a_label_c": 100,
        "a_label_d": 100,
        "a_label_e": 90,
        "a_label_f": 60,
        "a_label_g": 50,
        "a_geen_label": 400,
        "strategie": 2,
        "k_s1": 225_050.5,
        "k_s2": 100_000.5,
        "k_s3": pytest.approx(float("nan"), nan_ok=True),
        "k_s4": 300_000,
    }
    assert table["a_label_e"].status[B] == "niet_gepubliceerd"
    assert table["strategie"].status[B] == "niet_gepubliceerd"
    assert table["a_woning"].waarde[B] == 40
    assert table["strategie"].peiljaar == 2025


def test_labels_as_percentages_or_parts_become_dwellings(tmp_path):
    percent = f"{A};Oost;GM0518;1.200;1;25;10;10;10;10;5;5;25;0\n"
    part = f"{A};Oost;GM0518;1.200;1;0,25;0,1;0,1;0,1;0,1;0,05;0,05;0,25;0\n"
    for rows in (percent, part):
        table = read(tmp_path / "a.zip", rows=rows)
        assert table["a_label_a"].waarde[A] == pytest.approx(300)  # 25 % of 1,200
        assert table["a_label_g"].waarde[A] == pytest.approx(60)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"rows": ROWS.replace(";300;", ";900;")}, "samen 1800, en er zijn 1200 woningen"),
        ({"rows": ROWS.replace("1.250,5", "1250.5")}, "'1250.5' bij BU05180000 is geen getal"),
        ({"head": HEAD.replace("I09_", "X09_")}, "de kolom 'I09' ontbreekt"),
        ({"costs": COSTS.replace("s2b;s1a", "s7a;s1a")}, "V01 is 's7a' bij BU05180000"),
        ({"costs": COSTS.replace("H16_", "X16_")}, "heeft geen H16"),
        ({"rows": ROWS.replace("BU0518", "GM0518")}, "zijn geen geldige code, bijvoorbeeld 'GM05180000'"),
        ({"rows": ROWS + ROWS}, "BU05180000 staat er meer dan één keer in"),
    ],
)
def test_what_changed_is_named_with_field_and_value(tmp_path, parts, told):
    with pytest.raises(InputError, match=told):
        read(tmp_path / "a.zip", **parts)


def test_the_zip_of_another_gemeente_is_refused(tmp_path):
    with pytest.raises(InputError, match="geen buurten van deze run"):
        read(tmp_path / "a.zip", rows=ROWS.replace("0518", "0344"), costs=COSTS.replace("0518", "0344"))


@pytest.fixture
def server():
    with PlainServer() as running:
        yield running


def reading(server, place, *names, **options):
    extent = Extent((0, 0, 1, 1), tuple(code for code, _ in names), 2024, names)
    config = Config(
        gebied=Gebied(gemeenten=extent.gemeenten),
        bronnen={"pbl_startanalyse": Bron(url=server.url + "/{jaar}/Gemeentes", **options)},
    )
    with Http(pause=0) as http:
        fetching = Fetching(http, Store(place), vernieuw=False, vandaag=date(2026, 11, 23))
        return read_source(SOURCE, config, extent, fetching)


def put(server, year, name, body):
    server.put(f"/{year}/Gemeentes/{quote(name)}.zip", Reply(body, kind="application/zip"))


def asked(server):
    return [item.path for item in server.asked]


DEN_HAAG = ("GM0518", "'s-Gravenhage")


def test_the_newest_edition_is_asked_first_and_the_name_loses_its_apostrophe(server, tmp_path):
    put(server, 2026, "s-Gravenhage", package())
    found = reading(server, tmp_path, DEN_HAAG)
    assert found.layer["strategie"].waarde[A] == 2
    assert found.layer["strategie"].peiljaar == 2026
    assert asked(server) == ["/2026/Gemeentes/s-Gravenhage.zip"]
    assert reading(server, tmp_path, DEN_HAAG).layer is not None
    assert len(server.asked) == 1  # the second run has it


def test_without_a_2026_edition_that_of_2025_is_taken(server, tmp_path):
    put(server, 2025, "s-Gravenhage", package())
    found = reading(server, tmp_path, DEN_HAAG)
    assert found.layer["a_woning"].peiljaar == 2025
    assert found.record.url.endswith("/2025/Gemeentes/s-Gravenhage.zip")


def test_accents_and_spaces_are_encoded_and_each_gemeente_has_its_own_zip(server, tmp_path):
    other = "BU19000000"
    put(server, 2025, "s-Gravenhage", package())
    put(
        server,
        2025,
        "Súdwest-Fryslân",
        package(ROWS.replace(A, other).replace(B, "BU19000001"), COSTS.replace(A, other).replace(B, "BU19000001")),
    )
    found = reading(server, tmp_path, DEN_HAAG, ("GM1900", "Súdwest-Fryslân"), jaar=2025)
    assert found.layer.waarden.index.tolist() == [A, B, other, "BU19000001"]
    assert "/2025/Gemeentes/S%C3%BAdwest-Frysl%C3%A2n.zip" in asked(server)


def test_one_gemeente_missing_is_told_and_gives_no_half_table(server, tmp_path):
    put(server, 2025, "s-Gravenhage", package())
    found = reading(server, tmp_path, DEN_HAAG, ("GM1900", "Súdwest-Fryslân"), jaar=2025)
    assert found.layer is None
    assert "geen Startanalyse van 2025 voor Súdwest-Fryslân" in found.record.melding


def test_a_zip_without_the_strategies_falls_back_on_the_edition_before(server, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("s-Gravenhage_totaalbebouwing.csv", HEAD)
    put(server, 2026, "s-Gravenhage", buffer.getvalue())
    put(server, 2025, "s-Gravenhage", package())
    assert reading(server, tmp_path, DEN_HAAG).layer["a_woning"].peiljaar == 2025


def test_a_dead_service_is_told_with_what_to_do(server, tmp_path):
    server.put("/2026/Gemeentes/s-Gravenhage.zip", Reply(b"", 500, "text/plain"))
    found = reading(server, tmp_path, DEN_HAAG, jaar=2026)
    assert found.record.status == "mislukt"
    assert "bronnen.pbl_startanalyse" in found.record.melding
