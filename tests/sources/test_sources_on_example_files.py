"""The files of the made-up municipality are read by the same sources as real files."""

import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.extent import Extent
from wijkkaart.layers import Areas, Raster, StatTable
from wijkkaart.voorbeeldstad import write_sources


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return write_sources(tmp_path_factory.mktemp("voorbeeldstad")).bronnen


@pytest.fixture(scope="module")
def extent(example):
    buurten = all_sources()["cbs_buurten"].read(Bron.model_validate(example["cbs_buurten"]), Extent())
    return Extent(tuple(buurten.total_bounds), ("GM9999",), 2024)


def filled(layer):
    """Return whether every part that must hold something does."""
    if isinstance(layer, StatTable):
        return bool(layer.waarden.notna().any().any())
    if isinstance(layer, Areas):
        return filled(layer.rows) and bool(layer.rows.drop(columns="geometry").notna().any().all())
    if isinstance(layer, Raster):
        return bool((layer.values > 0).any())
    return len(layer) > 0 and bool(layer.index.is_unique)


# Names, and figures of elsewhere or of other years, are only asked of a service: the made-up gemeente needs none.
@pytest.mark.parametrize(
    "source",
    sorted(name for name, item in all_sources().items() if item.soort not in {"namen", "vergelijking", "indeling"}),
)
def test_every_source_reads_its_example(example, extent, source):
    layer = all_sources()[source].read(Bron.model_validate(example[source]), extent)
    assert filled(layer)


def test_the_hard_cases_arrive_as_they_should(example, extent):
    buurten = all_sources()["cbs_buurten"].read(Bron.model_validate(example["cbs_buurten"]), extent)
    assert buurten["water"].sum() == 1
    assert buurten["gebiedcode"].str.contains(r"^BU9999[A-Z]").any()
    table = all_sources()["cbs_kerncijfers"].read(Bron.model_validate(example["cbs_kerncijfers"]), extent)
    assert (table["a_inw"].waarde == 0).any()
    assert table["a_inw"].peiljaar == 2025
    assert table["g_gas"].peiljaar == 2024
    assert (table["p_koopw"].status == "geheim").any()
    assert (table["p_won_zs"].status == "niet_gepubliceerd").any()  # only the workbook has it, and says no reason
