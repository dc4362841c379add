"""Which edition over which channel is tried first, and which snapshot two sources share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wijkkaart.config import Bron, Config
from wijkkaart.declarations import Order, Service, Source
from wijkkaart.errors import InputError, SourceChanged, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.http import RequestRefused
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching, Way, _key, obtain, ways
from wijkkaart.inputs import read_source
from wijkkaart.provenance import attribution


def service(name, *editions, **details):
    return Service(f"https://{name}.voorbeeld.nl/{{jaar}}", print, 1, editions or (0,), **details)


def source(soort, *services):
    return Source("bron", "Bron", "x", "x", "x", "x", soort, print, dienst=services[0], terugval=services[1:])


def order_of(found):
    return [(way.service.url[8:11], way.edities) for way in found]


class Counting:
    """A service that gives a file, or fails as it is told to, and counts how often it was asked."""

    def __init__(self, failure=None):
        self.failure, self.asked = failure, 0

    def __call__(self, _, order):
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        (order.map / "rijen.csv").write_text(f"jaar\n{order.editie}\n", encoding="utf-8")
        return Facts((order.url,), 1)


NOT_THERE = RequestRefused("er is geen 2026", 404, "")
DEAD = SourceUnavailable("de dienst antwoordt niet op tijd")


def once(fetch, store, today, *, vernieuw=False, editions=(2026,)):
    one = Service("https://x.voorbeeld.nl", fetch, 30, editions)
    way = Way(source("tabel", one), Bron(), one, editions)
    return obtain(way, Extent(), Fetching("http", store, vernieuw, today))


def test_what_a_service_says_it_does_not_have_is_not_asked_again_for_a_while(tmp_path):
    store, gone = Store(tmp_path), Counting(NOT_THERE)
    today = datetime.now(UTC).date()
    for days in (0, 1, 13):
        with pytest.raises(SourceUnavailable):
            once(gone, store, today + timedelta(days=days))
    assert gone.asked == 1
    with pytest.raises(SourceUnavailable):
        once(gone, store, today + timedelta(days=1), vernieuw=True)
    with pytest.raises(SourceUnavailable):
        once(gone, store, today + timedelta(days=40))
    assert gone.asked == 3


def test_a_service_that_is_dead_today_is_asked_again_tomorrow_and_then_kept(tmp_path):
    store, service_ = Store(tmp_path), Counting(DEAD)
    today = datetime.now(UTC).date()
    with pytest.raises(SourceUnavailable):
        once(service_, store, today)
    service_.failure = None
    [kept] = once(service_, store, today).snapshots
    assert kept.files[0].read_text(encoding="utf-8") == "jaar\n2026\n"
    once(service_, store, today)
    assert service_.asked == 2


@pytest.mark.parametrize("failure", [DEAD, NOT_THERE, SourceChanged("veld weg")])
def test_older_data_stand_in_for_a_service_that_fails_and_only_then(tmp_path, failure):
    store, service_ = Store(tmp_path), Counting()
    today = datetime.now(UTC).date()
    first = once(service_, store, today)
    assert first.opmerkingen == ()
    service_.failure = failure
    for asked in (2, 3):
        later = once(service_, store, today + timedelta(days=90))
        assert later.snapshots[0].folder == first.snapshots[0].folder
        assert f"({failure}) Gebruikt is wat op {today}" in later.opmerkingen[0]
        assert service_.asked == asked
    service_.failure = None
    assert once(service_, store, today + timedelta(days=90)).snapshots[0].folder != first.snapshots[0].folder


def test_an_edition_that_fails_beside_others_is_told_and_one_that_does_not_exist_is_not(tmp_path):
    store, today = Store(tmp_path), datetime.now(UTC).date()

    def fetch(_, order):
        if order.editie in {2026, 2025}:
            raise DEAD if order.editie == 2025 else NOT_THERE
        (order.map / "x.csv").write_text("x", encoding="utf-8")
        return Facts((order.url,), 1)

    found = once(fetch, store, today, editions=(2026, 2025, 2024))
    assert found.invoer.jaar == (2024,)
    assert found.opmerkingen == (f"2025 kon niet worden opgehaald: {DEAD}",)


def test_offline_an_edition_that_was_never_had_is_no_news_beside_one_that_was(tmp_path):
    store, today = Store(tmp_path), datetime.now(UTC).date()
    one = Service("https://x.voorbeeld.nl", Counting(), 30, (2026, 2024))
    way = Way(source("tabel", one), Bron(), one, (2026, 2024))
    obtain(replace(way, edities=(2024,)), Extent(), Fetching("http", store, vernieuw=False, vandaag=today))
    found = obtain(way, Extent(), Fetching(None, store, vernieuw=False, vandaag=today))
    assert (found.invoer.jaar, found.opmerkingen) == ((2024,), ())
    with pytest.raises(SourceUnavailable, match="zonder --offline"):
        obtain(replace(way, edities=(2026,)), Extent(), Fetching(None, store, vernieuw=False, vandaag=today))


def test_renewing_asks_for_a_shared_file_once_a_run(tmp_path):
    store, service_, today = Store(tmp_path), Counting(), datetime.now(UTC).date()
    one = Service("https://x.voorbeeld.nl", service_, 30, landelijk=True)
    fetching = Fetching("http", store, vernieuw=True, vandaag=today)
    for gemeente in ("GM0001", "GM0002"):
        obtain(Way(source("tabel", one), Bron(), one, (0,)), Extent(gemeenten=(gemeente,)), fetching)
    assert service_.asked == 1


@pytest.mark.parametrize("failure", [InputError("het veld 'x' ontbreekt"), ValueError("No objects")])
def test_what_was_fetched_but_cannot_be_read_is_not_kept(tmp_path, failure):
    service_, today = Counting(), datetime.now(UTC).date()

    def read(*_):
        raise failure

    one = replace(source("raster", Service("https://x.voorbeeld.nl", service_, 30)), read=read)
    config = Config.model_validate({"gebied": {"gemeenten": ["GM0001"]}})
    for asked in (1, 2):
        reading = read_source(one, config, Extent(), Fetching("http", Store(tmp_path), vernieuw=False, vandaag=today))
        assert reading.record.status == "mislukt"
        assert "x.voorbeeld.nl" in reading.record.melding
        assert service_.asked == asked


def test_an_unconfirmed_address_without_such_a_layer_is_no_failure_but_a_dead_one_is(tmp_path):
    today = datetime.now(UTC).date()
    config = Config.model_validate({"gebied": {"gemeenten": ["GM0001"]}})

    def status(failure, certainty):
        one = source("raster", Service("https://x.voorbeeld.nl", Counting(failure), 30, zekerheid=certainty))
        fetching = Fetching("http", Store(tmp_path), vernieuw=False, vandaag=today)
        return read_source(one, config, Extent(), fetching).record.status

    assert status(SourceChanged("geen laag"), "C") == "niet_gegeven"
    assert status(SourceChanged("geen laag"), "B") == "mislukt"
    assert status(DEAD, "C") == "mislukt"


def test_an_attribution_names_the_year_where_there_is_one():
    assert attribution("Klimaateffectatlas, {jaar}", (2022,)) == "Klimaateffectatlas, 2022"
    assert attribution("Klimaateffectatlas, {jaar}", ()) == "Klimaateffectatlas"
    assert attribution("© CBS (Wijk- en Buurtkaart {jaar})", (2023, 2024)) == "© CBS (Wijk- en Buurtkaart 2024)"
    assert attribution("© CBS (Wijk- en Buurtkaart {jaar})", ()) == "© CBS (Wijk- en Buurtkaart)"


def test_what_has_no_editions_goes_before_the_editions_of_a_way_round():
    assert order_of(ways(source("tabel", BARE, WFS), Bron(), 2023))[0] == ("nu_", (0,))


OGC, WFS, BARE = service("ogc", 2024, 2023), service("wfs", 2024, 2023, 2021), service("nu_")


def test_another_channel_comes_before_another_edition():
    found = order_of(ways(source("gebieden", OGC, WFS), Bron()))
    assert found == [
        ("ogc", (2024,)),
        ("wfs", (2024,)),
        ("ogc", (2023,)),
        ("wfs", (2023,)),
        ("wfs", (2021,)),
    ]


@pytest.mark.parametrize("soort", ["gebieden", "indeling"])
@pytest.mark.parametrize("year", [2021, 2023, 2031])
def test_areas_come_of_the_year_that_is_asked_for_only(year, soort):
    assert order_of(ways(source(soort, OGC, WFS), Bron(), year)) == [("ogc", (year,)), ("wfs", (year,))]


def test_the_year_that_the_config_gives_for_the_source_itself_goes_before_that_of_the_areas():
    assert order_of(ways(source("gebieden", OGC), Bron(jaar=2022), 2024)) == [("ogc", (2022,))]


def test_figures_of_the_year_of_the_areas_come_first_and_others_may_stand_in():
    found = order_of(ways(source("tabel", OGC), Bron(), 2023))
    assert found == [("ogc", (2023,)), ("ogc", (2024,))]
    assert order_of(ways(source("tabel", OGC), Bron(), 2019)) == [("ogc", (2024,)), ("ogc", (2023,))]


def test_figures_that_are_read_together_reach_back_to_the_areas():
    together = replace(OGC, samen=True)
    assert order_of(ways(source("tabel", together), Bron(), 2021)) == [("ogc", (2024, 2023, 2022, 2021))]
    assert order_of(ways(source("tabel", together), Bron(), 2023)) == [("ogc", (2024, 2023))]
    assert order_of(ways(source("tabel", together), Bron(), 2026)) == [("ogc", (2026, 2024, 2023))]


def test_names_of_the_year_go_before_those_of_today_and_of_other_years():
    found = order_of(ways(source("namen", BARE, OGC), Bron(), 2023))
    assert found == [("ogc", (2023,)), ("nu_", (0,)), ("ogc", (2024,))]
    assert order_of(ways(source("namen", BARE, OGC), Bron()))[0] == ("nu_", (0,))


@pytest.mark.parametrize("soort", ["raster", "objecten", "vlakken"])
def test_maps_have_years_of_their_own(soort):
    assert order_of(ways(source(soort, OGC), Bron(), 2023)) == [("ogc", (2024,)), ("ogc", (2023,))]


def test_an_address_of_the_config_is_the_only_service():
    assert order_of(ways(source("gebieden", OGC, WFS), Bron(url="https://spiegel.nl"), 2023)) == [("ogc", (2023,))]


def key(name, way, gemeente, year=2024):
    owner = replace(source("gebieden", OGC, way), id=name)
    return _key(owner, way, Order(Extent(gemeenten=(gemeente,)), year, way.url))


def test_a_shared_download_has_one_key_for_all_sources_and_gemeenten_of_a_year():
    shared = service("atm", 2024, landelijk=True, gedeeld="alles")
    assert key("a", shared, "GM0001") == key("b", shared, "GM0002")
    assert key("a", shared, "GM0001").bron == "alles"
    assert key("a", shared, "GM0001") != key("a", shared, "GM0001", 2023)
    assert key("a", WFS, "GM0001") != key("a", WFS, "GM0002")
    assert key("a", WFS, "GM0001") != key("b", WFS, "GM0001")
