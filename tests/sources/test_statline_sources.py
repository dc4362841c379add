import pytest

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.sources.cbs_energiearmoede import SOURCE as ENERGIEARMOEDE
from wijkkaart.sources.cbs_nabijheid import SOURCE as NABIJHEID
from wijkkaart.sources.cbs_ses_woa import SOURCE as SES
from wijkkaart.sources.leefbaarometer import SOURCE as LEEFBAAROMETER

A = "BU03440111"


def read(source, path, text, **options):
    path.write_text(text, encoding="utf-8-sig")
    return source.read(Bron(bestand=path, **options), Extent())


def test_the_primary_school_is_not_the_secondary_school(tmp_path):
    table = read(
        NABIJHEID,
        tmp_path / "Nabijheid_2023.csv",
        '"Regioaanduiding/Codering (code)";"Onderwijs/Basisonderwijs/Afstand tot school (km)";'
        '"Onderwijs/Voortgezet onderwijs/Vmbo/Afstand tot school (km)";'
        '"Verkeer en vervoer/Treinstations/Afstand tot treinstations totaal (km)"\n'
        f'"{A}";"     0.6";"     2.4";"       ."\n',
    )
    assert table["g_afs_sc"].waarde[A] == 0.6
    assert table["g_afs_trein"].status[A] == "niet_gepubliceerd"
    assert table["g_afs_sc"].peiljaar == 2023


def test_metres_are_refused_where_kilometres_belong(tmp_path):
    with pytest.raises(InputError, match="is in 'm', verwacht werd 'km'"):
        read(NABIJHEID, tmp_path / "N_2023.csv", f'"Codering (code)";"x/Afstand tot apotheek (m)"\n"{A}";"600"\n')


def test_ses_takes_the_newest_period_that_is_filled_and_may_be_negative(tmp_path):
    head = (
        '"Perioden";"Regiocode (gemeente, wijk, buurt) (code)";"SES-WOA/Totaalscore/Gemiddelde score (Getal)";'
        '"Spreiding/Spreiding totaal/Waarde (Getal)"\n'
    )
    rows = (
        f'"2021";"{A}";"  -0.100";"   1.010"\n"2022*";"{A}";"  -0.120";"   1.020"\n"2023";"{A}";"       .";"       ."\n'
    )
    table = read(SES, tmp_path / "SES.csv", head + rows)
    assert table["ses_woa_score"].waarde[A] == -0.12
    assert table["ses_woa_spreiding"].waarde[A] == 1.02
    assert table["ses_woa_score"].peiljaar == 2022


def test_leefbaarometer_reads_the_bulk_csv_and_the_newest_year(tmp_path):
    text = f"bu_code,bu_naam,jaar,lbm,fys\n{A},Oost,2022,4.10,0.01\n{A},Oost,2024,4.20,0.03\n"
    table = read(LEEFBAAROMETER, tmp_path / "scores.csv", text)
    assert table["score"].waarde[A] == 4.2
    assert table["afw"].status[A] == "niet_gepubliceerd"
    assert table["score"].peiljaar == 2024


def test_energiearmoede_reads_the_documented_columns(tmp_path):
    table = read(ENERGIEARMOEDE, tmp_path / "arm.csv", f"gebiedcode;p_energiearm;jaar\n{A};6,4;2023\nGM0344;;2023\n")
    assert table["p_energiearm"].waarde[A] == 6.4
    assert table["p_energiearm"].status["GM0344"] == "niet_gepubliceerd"
    with pytest.raises(InputError, match=r"heeft geen enkele kolom van deze bron .*p_energiearm"):
        read(ENERGIEARMOEDE, tmp_path / "arm.csv", f"gebiedcode;iets;jaar\n{A};6,4;2023\n")
    with pytest.raises(InputError, match="101 bij"):
        read(ENERGIEARMOEDE, tmp_path / "arm.csv", f"gebiedcode;p_energiearm;jaar\n{A};101;2023\n")


def test_energiearmoede_as_parts_of_one_is_refused_and_other_headings_are_known(tmp_path):
    rows = f"{A};0,064\nBU03440112;0,1\nBU03440113;0,02\n"
    with pytest.raises(InputError, match=r"hoogste aandeel is 0\.1; dat lijken delen van 1"):
        read(ENERGIEARMOEDE, tmp_path / "arm_2023.csv", f"buurtcode;p_energiearm\n{rows}")
    text = f"Buurtcode;Aandeel energiearme huishoudens (%)\n{rows.replace('0,', '1,')}"
    table = read(ENERGIEARMOEDE, tmp_path / "arm_2023.csv", text)
    assert table["p_energiearm"].waarde[A] == 1.064
    assert table["p_energiearm"].peiljaar == 2023
