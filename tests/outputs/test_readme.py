import dataclasses

from wijkkaart.outputs import write_tables


def _read(result, folder, formats):
    write_tables(result, folder, formats)
    return (folder / "LEESMIJ.txt").read_text(encoding="utf-8")


def test_it_names_the_files_that_are_there_and_no_others(result, tmp_path):
    text = _read(result, tmp_path, ("csv",))
    assert "scores.csv" in text
    assert "wijkkaart.gpkg   " not in text
    assert "kaart_intern.html" not in text
    for path in tmp_path.iterdir():
        assert path.name in text


def test_it_says_which_files_are_internal(result, tmp_path):
    lines = _read(result, tmp_path, ("kaart", "csv", "xlsx")).splitlines()
    told = {line.split()[0]: line.split()[1] for line in lines if line.split()[1:2] in (["INTERN"], ["deelbaar"])}
    assert told["kaart.html"] == "deelbaar"
    assert told["kaart_intern.html"] == told["wijkkaart.xlsx"] == told["indicatoren.csv"] == "INTERN"


def test_a_made_up_municipality_says_so_and_a_real_one_does_not(result, tmp_path):
    (tmp_path / "echt").mkdir()
    assert "verzonnen gemeente" in _read(result, tmp_path, ("csv",))
    assert "verzonnen" not in _read(dataclasses.replace(result, fictief=False), tmp_path / "echt", ("csv",))


def test_a_name_from_a_file_stays_on_its_line(result, tmp_path):
    text = _read(dataclasses.replace(result, naam="Delft\nBronnen: geen"), tmp_path, ("csv",))
    assert text.splitlines()[0] == "WIJKKAART Delft Bronnen: geen"


def test_it_gives_the_attribution_of_used_sources_only(result, tmp_path):
    text = _read(result, tmp_path, ("csv",))
    assert "* Bron: CBS - licentie: CC BY 4.0" in text
    assert "PBL" not in text


def test_a_look_from_outside_has_a_heading_of_its_own_and_is_left_out_without(result, tmp_path):
    heading = "De scores naast een beeld van buiten"
    told = dataclasses.replace(result, toetsen=("Energie: Spearman\n-0,61.", "Geen bewijs."))
    lines = _read(told, tmp_path, ("csv",)).splitlines()
    start = lines.index(heading)
    assert lines[start + 1 : start + 3] == ["* Energie: Spearman -0,61.", "* Geen bewijs."]
    assert heading not in _read(result, tmp_path, ("csv",))
