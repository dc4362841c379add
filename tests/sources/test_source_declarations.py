import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
from affine import Affine

from wijkkaart import sources
from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.config import Bron
from wijkkaart.errors import InputError, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.provenance import attribution

FILES = sorted(path for path in Path(sources.__file__).parent.glob("*.py") if not path.name.startswith("_"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_is_named_after_its_file_and_fits_a_page(path):
    source = all_sources()[path.stem]
    assert source.id == path.stem
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80
    for text in (source.titel, source.uitgever, source.licentie, source.naamsvermelding):
        assert text.strip() == text != ""
    assert source.webpagina.startswith("https://")


@pytest.mark.parametrize(
    ("beginning", "text"),
    [
        ("kea_", "Bron: Klimaateffectatlas, 2024"),
        ("cbs_buurten", "© CBS en Kadaster (Wijk- en Buurtkaart 2024)"),
        ("cbs_wijken", "© CBS en Kadaster (Wijk- en Buurtkaart 2024)"),
        ("cbs_gemeenten", "© CBS en Kadaster (Wijk- en Buurtkaart 2024)"),
        ("cbs_kerncijfers", "Bron: CBS en Kadaster, Kerncijfers wijken en buurten"),
    ],
)
def test_the_attribution_is_the_one_that_the_publisher_asks_for(beginning, text):
    found = {
        attribution(item.naamsvermelding, (2024,)) for name, item in all_sources().items() if name.startswith(beginning)
    }
    assert found == {text}


def test_without_a_year_an_attribution_shows_no_sign_of_one():
    texts = [attribution(item.naamsvermelding, ()) for item in all_sources().values()]
    assert {"Bron: Klimaateffectatlas", "© CBS en Kadaster (Wijk- en Buurtkaart)"} <= set(texts)
    assert not [text for text in texts if "{" in text]


def test_explain_leaves_the_year_of_an_attribution_out(capsys):
    with pytest.raises(SystemExit):
        main(["explain", "kea_pet"])
    assert "Naamsvermelding: Bron: Klimaateffectatlas\n" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["rvo_warmtenetten", "rvo_energielabels", "gwsw_leidingen"])
def test_a_licence_that_nothing_confirms_is_not_promised(name):
    assert all_sources()[name].licentie == "zie de webpagina van de uitgever"


@pytest.mark.parametrize(("name", "tables"), [("cbs_ses_woa", {"86296NED"}), ("rivm_gezondheid", {"50150NED"})])
def test_no_table_of_an_unknown_division_steps_in(name, tables):
    """Its codes would be placed as if they followed the division that the source declares."""
    asked = set()

    def note(url, *_, **__):
        asked.update(re.findall(r"/(\d{5}NED)", url))
        raise SourceUnavailable(url)

    http = SimpleNamespace(get=note)
    for service in all_sources()[name].diensten:
        order = SimpleNamespace(url=service.url, editie=0, map=Path(), extent=Extent(gemeenten=("GM9998",)))
        with pytest.raises(SourceUnavailable):
            service.fetch(http, order)
    assert asked == tables


def test_what_is_not_known_of_the_newest_startanalyse_is_told():
    assert "editie van 2026 is dat niet bevestigd" in all_sources()["pbl_startanalyse"].toelichting


def grid(path, value):
    options = {"driver": "GTiff", "height": 1, "width": 2, "count": 1, "dtype": "float32", "crs": "EPSG:28992"}
    with rasterio.open(path, "w", **options, transform=Affine(10, 0, 136_000, 0, -10, 456_010)) as file:
        file.write(np.array([[value, value]], dtype="float32"), 1)
    return path


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("kea_pet", 45.3, 45.3),
        ("kea_pet", 55537, None),
        ("rivm_uhi", -1, None),
        ("rivm_bomen", 100, 100),
        ("rivm_struiken", -3.4e38, None),
        ("rivm_gras", 0, 0),
        ("kea_waterdiepte", 0.31, 0.31),
        ("liwo_overstromingsdiepte", -999.999, 0),
    ],
)
def test_each_raster_knows_its_own_marks(tmp_path, name, written, read):
    path = grid(tmp_path / "a.tif", written)
    found = all_sources()[name].read(Bron(bestand=path, jaar=2022), Extent())
    cell = found.values[0, 1]
    assert np.isnan(cell) if read is None else cell == pytest.approx(read)
    assert found.peiljaar == 2022


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kea_pet", 120),
        ("kea_pet", 0),
        ("rivm_uhi", 40),
        ("rivm_bomen", 101),
        ("kea_waterdiepte", 253),
        ("liwo_overstromingsdiepte", -5),
    ],
)
def test_a_value_that_cannot_be_is_refused(tmp_path, name, value):
    with pytest.raises(InputError, match=f"bijvoorbeeld {value}"):
        all_sources()[name].read(Bron(bestand=grid(tmp_path / "a.tif", value)), Extent())


def test_classes_of_rain_water_are_no_metres(tmp_path):
    read = all_sources()["kea_waterdiepte"].read
    with pytest.raises(InputError, match=r"a\.tif bevat alleen hele getallen, met als grootste 3\. .*klassen"):
        read(Bron(bestand=grid(tmp_path / "a.tif", 3)), Extent())
    assert read(Bron(bestand=grid(tmp_path / "b.tif", 0)), Extent()).values.tolist() == [[0.0, 0.0]]
