"""Real drawings of 2016 and 2022: Voorburg was divided anew, and a code was given to other ground."""

from pathlib import Path

import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.extent import Extent
from wijkkaart.gebieden.transfer import predecessors

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="de echte bestanden staan niet naast dit project")


def test_each_buurt_finds_the_one_it_was_part_of():
    now = Bron(bestand=DATA / "denhaag_voorburg" / "wijkenbuurten_2022.gpkg", laag="buurten")
    buurten = all_sources()["cbs_buurten"].read(now, Extent()).set_index("gebiedcode")
    then = Bron(bestand=DATA / "nederland" / "buurten_2016.gpkg", jaar=2016)
    extent = Extent(tuple(buurten.total_bounds), ("GM0518", "GM1916"), 2016)
    outlines = all_sources()["cbs_buurten_andere_jaren"].read(then, extent).set_index("gebiedcode")
    found = predecessors(buurten, outlines)
    names = outlines["gebiednaam"].reindex(found["code"]).set_axis(found.index)
    # As the names say: Bezuidenhout stayed, Voorburg Oud was cut in two, and its code is now a part of Midden.
    assert names["BU05182666"] == buurten.loc["BU05182666", "gebiednaam"] == "Bezuidenhout-Oost"
    assert set(names[["BU19161300", "BU19161301"]]) == {"Voorburg Oud"}
    assert found.loc["BU19161300", "code"] == "BU19160901"
    assert names["BU19160901"] == "Voorburg Midden"
    assert found.loc[["BU19161300", "BU19161301"], "deel_vlak"].sum() == pytest.approx(1.0, abs=0.001)
