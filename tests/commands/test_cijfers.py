"""``check --cijfers`` on a village of four buurten, its numbers drawn up by hand."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from wijkkaart.cli import main

#: Four buurten of 25 ha in one wijk, which is the whole gemeente; in each 40 dwellings.
BUURTEN = [f"BU9998000{place}" for place in range(4)]
SQUARES = [box(150_000 + 500 * place, 440_000, 150_500 + 500 * place, 440_500) for place in range(4)]
CONFIG = """\
naam: Testdorp
gebied: {gemeenten: [GM9998]}
bronnen:
  cbs_buurten: {bestand: buurten.gpkg, laag: buurten}
  cbs_kerncijfers: {bestand: kerncijfers.csv, jaar: 2024}
  bag_verblijfsobjecten: {bestand: bag.gpkg}
  overige: uit
"""


def kerncijfers(**wijk) -> pd.DataFrame:
    """Return rows that add up exactly; `wijk` puts other numbers in the row of the wijk."""
    each = {"a_inw": 100, "a_hh": 45, "a_woning": 40, "p_koopw": 50, "a_opp_ha": 25}
    whole = {name: value * (1 if name.startswith("p_") else 4) for name, value in each.items()}
    rows = [{"gwb_code": code, **each} for code in BUURTEN]
    rows += [{"gwb_code": "WK999800", **whole, **wijk}, {"gwb_code": "GM9998", **whole, "a_inw": 420}]
    return pd.DataFrame(rows)


def homes(per_buurt=(40, 40, 40, 40)) -> gpd.GeoDataFrame:
    points = [
        Point(150_000 + 500 * buurt + 5 + 12 * (place % 40), 440_005 if place % 2 else 440_495)
        for buurt, number in enumerate(per_buurt)
        for place in range(number)
    ]
    fields = {
        "identificatie": [f"9998010{place:09d}" for place in range(len(points))],
        "oppervlakte": 100,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "woonfunctie",
        "pand_identificatie": [f"9998100{place:09d}" for place in range(len(points))],
        "openbare_ruimte_naam": "Dorpsstraat",
        "huisnummer": range(len(points)),
        "postcode": "9998AA",
    }
    return gpd.GeoDataFrame(fields, geometry=points, crs=28992)


@pytest.fixture
def village(tmp_path):
    def build(table=None, objects=None, config=CONFIG):
        areas = {"buurtcode": BUURTEN, "buurtnaam": ["Noord", "Oost", "Zuid", "West"], "wijkcode": "WK999800"}
        shared = {"gemeentecode": "GM9998", "gemeentenaam": "Testdorp", "water": "NEE", "jaar": 2024}
        gpd.GeoDataFrame({**areas, **shared}, geometry=SQUARES, crs=28992).to_file(
            tmp_path / "buurten.gpkg", layer="buurten"
        )
        (kerncijfers() if table is None else table).to_csv(tmp_path / "kerncijfers.csv", index=False)
        (homes() if objects is None else objects).to_file(tmp_path / "bag.gpkg", layer="verblijfsobject")
        path = tmp_path / "dorp.yml"
        path.write_text(config, encoding="utf-8")
        return path

    return build


def checked(capsys, code, path, *options):
    with pytest.raises(SystemExit) as left:
        main(["check", "--cijfers", str(path), *options])
    said = capsys.readouterr()
    assert left.value.code == code, said
    return said


def told(capsys, code, path):
    found = json.loads(checked(capsys, code, path, "--json").out)
    return found, {item["id"]: {row["cijfer"]: row for row in item["uitkomsten"]} for item in found["toetsen"]}


def test_what_adds_up_fits(village, capsys):
    found, by_check = told(capsys, 0, village())
    assert found["past"] is True
    assert sorted(by_check["wijken"]) == ["a_hh", "a_inw", "a_opp_ha", "a_woning", "p_koopw"]
    assert all(row["buiten"] == [] for row in by_check["wijken"].values())
    # 400 people in the buurten, 420 in the gemeente: told, not judged
    gap = by_check["gemeenten"]["a_inw"]["grootste"]
    assert (gap["opgeteld"], gap["gepubliceerd"]) == (400, 420)


# Five numbers, each at most 4 off: 20 is the most that rounding can do.
@pytest.mark.parametrize(("people", "code"), [(420, 0), (425, 3)])
def test_the_exit_status_says_whether_the_rounding_can_explain_it(village, capsys, people, code):
    found, by_check = told(capsys, code, village(kerncijfers(a_inw=people)))
    assert found["past"] is (code == 0)
    assert by_check["wijken"]["a_inw"]["grootste"]["ruimte"] == 20
    assert len(by_check["wijken"]["a_inw"]["buiten"]) == (code == 3)


def test_dwellings_are_not_rounded(village, capsys):
    _, by_check = told(capsys, 3, village(kerncijfers(a_woning=161)))
    assert by_check["wijken"]["a_woning"]["grootste"]["gepubliceerd"] == 161


def test_the_text_names_figure_area_and_both_numbers(village, capsys):
    text = checked(capsys, 3, village(kerncijfers(a_inw=1500))).out
    row = next(line for line in text.splitlines() if line.strip().startswith("a_inw"))
    assert row.split() == ["a_inw", "2024", "1", "1", "400", "1.500", "-1.100", "20", "WK999800", "Wijk", "00"]
    assert text.splitlines()[-1] == "Niet alles past: kijk naar de regels waar 'buiten' niet 0 is."
    assert "of mist er een buurt" in text


def test_dwellings_of_the_bag_are_told_but_do_not_decide(village, capsys):
    # Zuid: 30 of 40 dwellings, a quarter too few; in the wijk 150 of 160, within ten percent
    found, _ = told(capsys, 0, village(objects=homes((40, 40, 30, 40))))
    (bag,) = [item for item in found["toetsen"] if item["id"] == "woningen"]
    assert bag["telt_mee"] is False
    buurt, wijk, gemeente = bag["uitkomsten"]
    assert [gap["gebiedcode"] for gap in buurt["buiten"]] == ["BU99980002"]
    assert (buurt["grootste"]["opgeteld"], buurt["grootste"]["gepubliceerd"]) == (30, 40)
    assert wijk["verhouding"] == gemeente["verhouding"] == 150 / 160
    assert wijk["buiten"] == []


def test_a_drawing_of_another_area_does_not_fit(village, capsys):
    # 25 ha drawn; of 30 published 10% and 1 ha is 4, so five is too much
    table = kerncijfers(a_opp_ha=105)
    table.loc[table["gwb_code"] == "BU99980001", "a_opp_ha"] = 30
    found, _ = told(capsys, 3, village(table))
    ground = {row["niveau"]: row for row in found["toetsen"][-1]["uitkomsten"]}
    assert [gap["gebiedcode"] for gap in ground["buurt"]["buiten"]] == ["BU99980001"]
    assert ground["wijk"]["buiten"] == []


def test_a_part_of_a_wijk_is_not_held_against_the_whole(village, capsys):
    chosen = CONFIG.replace("gemeenten: [GM9998]", f"buurten: [{BUURTEN[0]}, {BUURTEN[1]}]")
    text = checked(capsys, 0, village(config=chosen)).out
    assert text.count("Niets te vergelijken") == 2
    assert "buurt          2       0" in text


def test_without_the_bag_the_rest_is_still_compared(village, capsys):
    found, by_check = told(capsys, 0, village(config=CONFIG.replace("{bestand: bag.gpkg}", "uit")))
    assert sorted(by_check) == ["gemeenten", "oppervlakte", "wijken"]
    assert found["past"] is True


def test_without_figures_of_cbs_there_is_nothing_to_do(village, capsys):
    path = village(config=CONFIG.replace("{bestand: kerncijfers.csv, jaar: 2024}", "uit"))
    said = checked(capsys, 2, path)
    assert said.out == ""
    assert "Er zijn geen cijfers van het CBS om mee te vergelijken (cbs_kerncijfers)" in said.err


def test_a_table_without_codes_gets_one_message(village, capsys):
    said = checked(capsys, 2, village(pd.DataFrame({"naam": ["Oost"], "a_inw": [3]})))
    assert "bronnen.cbs_kerncijfers" in said.err
    assert "Traceback" not in said.err


def test_a_service_that_does_not_answer_is_told(village, capsys, tmp_path):
    config = CONFIG.replace("{bestand: kerncijfers.csv, jaar: 2024}", "{jaar: 2024}")
    said = checked(capsys, 3, village(config=config), "--offline", "--cache", str(tmp_path / "cache"))
    assert "Niet gelukt, cbs_kerncijfers" in said.err
    assert "Er is niets vergeleken dat moet passen." in said.out


def test_without_the_option_nothing_is_read(village, capsys):
    path = village(kerncijfers(a_inw=1500))
    with pytest.raises(SystemExit) as left:
        main(["check", str(path)])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("In orde: ")


def test_the_made_up_town_adds_up(capsys):
    with pytest.raises(SystemExit) as left:
        main(["check", "--cijfers", "--offline", "--json"])
    assert left.value.code == 0
    found = json.loads(capsys.readouterr().out)
    wijken = {row["cijfer"]: row["vergeleken"] for row in found["toetsen"][0]["uitkomsten"]}
    assert (found["past"], wijken["a_inw"], wijken["a_woning"]) == (True, 13, 13)
    # its BAG and its statistics are of one town
    (bag,) = [item for item in found["toetsen"] if item["id"] == "woningen"]
    assert [row["verhouding"] for row in bag["uitkomsten"]] == [1, 1, 1]
