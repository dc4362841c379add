import csv

import pytest
from tests.servers.loopback import HTML
from tests.servers.odata import FeedServer, ObservationServer, Table

from wijkkaart.config import Bron
from wijkkaart.errors import SourceChanged
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.odata import Selection, fetch_feed, fetch_observations
from wijkkaart.fetch.tables import read_table
from wijkkaart.sources import cbs_nabijheid, cbs_ses_woa
from wijkkaart.sources._kwb import TOPICS as KWB_TOPICS
from wijkkaart.sources.cbs_kerncijfers import SOURCE as KERNCIJFERS

A, B, WIJK, GEMEENTE, ELSEWHERE = "BU03440111", "BU03440AF1", "WK034401", "GM0344", "BU03450111"
AREAS = ("NL00", GEMEENTE, WIJK, A, B, ELSEWHERE)


def names(topics):
    return {name: topic.names for name, topic in topics.items()}


@pytest.fixture
def http():
    with Http(pause=0, tries=3, timeout=(5, 5)) as session:
        yield session


def key_figures():
    """A table without periods; each area's figures follow from its place in the list, A has two that are missing."""
    topics = {
        "Gemeentenaam_1": (1, "Gemeentenaam", ""),
        "Codering_3": (1, "Codering", "code"),
        "AantalInwoners_5": (2, "Aantal inwoners", "aantal"),
        "k_0Tot15Jaar_8": (3, "0 tot 15 jaar", "aantal"),
        "Koopwoningen_47": (4, "Koopwoningen", "%"),
        "GemiddeldAardgasverbruikTotaal_55": (5, "Gemiddeld aardgasverbruik", "m³"),
        "PersonenautoSTotaal_104": (6, "Personenauto's; totaal", "aantal"),
        "GemiddeldeHuishoudensgrootte_33": (2, "Gemiddelde huishoudensgrootte", "aantal"),
    }
    groups = {
        1: ("Regioaanduiding", None),
        2: ("Bevolking", None),
        3: ("Leeftijd, in groepen", 2),
        4: ("Woningen; eigendom", None),
        5: ("Energie", None),
        6: ("Motorvoertuigen", None),
    }
    cells = {}
    for place, area in enumerate(AREAS):
        values = ("Utrecht   ", area, 1000 * place, 150 * place, 40.5, 1200, 300, 2.1)
        cells |= {(area, topic): value for topic, value in zip(topics, values, strict=True)}
    cells[A, "GemiddeldAardgasverbruikTotaal_55"] = None
    return Table({"WijkenEnBuurten": ("GeoDetail", AREAS)}, topics, cells, groups, {"WijkenEnBuurten": 10})


def distances():
    """A table with one topic under two groups, for version 4 (a measure code per topic)."""
    topics = {
        "M1": (1, "Afstand tot school", "km"),
        "M2": (2, "Afstand tot school", "km"),
        "M3": (0, "Afstand tot apotheek", "km"),
        "M4": (0, "Afstand tot bibliotheek", "km"),
    }
    groups = {1: ("Basisonderwijs", 3), 2: ("Voortgezet onderwijs", 3), 3: ("Onderwijs", None)}
    cells = {
        (A, "M1"): 0.6,
        (A, "M2"): 2.4,
        (A, "M3"): (None, "Confidential"),
        (A, "M4"): (None, "Impossible"),
        (GEMEENTE, "M1"): 0.70,
        (GEMEENTE, "M3"): 1.0,
        (ELSEWHERE, "M1"): 9.9,
    }
    return Table({"WijkenEnBuurten": ("GeoDetail", AREAS)}, topics, cells, groups)


def scores(periods=("2019JJ00", "2021JJ00", "2022JJ00", "2023MM01", "2023JJ00")):
    topics = {
        "GemiddeldeScore_29": (2, "Gemiddelde score", "Getal"),
        "GemiddeldeScore_31": (3, "Gemiddelde score", "Getal"),
        "Waarde_40": (5, "Waarde", "Getal"),
    }
    groups = {1: ("SES-WOA", None), 2: ("Totaalscore", 1), 3: ("Welvaart", 1), 4: ("Spreiding", None)}
    groups[5] = ("Spreiding totaal", 4)
    values = {"2019JJ00": 0.1, "2021JJ00": -0.1, "2022JJ00": -0.12, "2023MM01": 4.0, "2023JJ00": None}
    cells = {}
    for period in periods:
        for area in AREAS:
            cells |= {(area, period, "GemiddeldeScore_29"): values[period], (area, period, "GemiddeldeScore_31"): 3.0}
            cells[area, period, "Waarde_40"] = None if values[period] is None else 1.02
    dimensions = {"WijkenEnBuurten": ("GeoDetail", AREAS), "Perioden": ("TimeDimension", tuple(periods))}
    return Table(dimensions, topics, cells, groups, {"WijkenEnBuurten": 10, "Perioden": 10})


def crimes():
    dimensions = {
        "SoortMisdrijf": ("Dimension", ("0.0.0", "1.1.1")),
        "WijkenEnBuurten": ("GeoDetail", AREAS),
        "Perioden": ("TimeDimension", ("2025JJ00",)),
    }
    cells = {
        (kind, area, "2025JJ00", "GeregistreerdeMisdrijven_1"): count
        for kind, count in (("0.0.0", 80), ("1.1.1", 5))
        for area in AREAS
    }
    topics = {"GeregistreerdeMisdrijven_1": (0, "Geregistreerde misdrijven", "aantal")}
    return Table(dimensions, topics, cells, {}, {"SoortMisdrijf": 6, "WijkenEnBuurten": 10})


def lines(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_key_figures_are_read_by_their_source(tmp_path, http):
    path = tmp_path / "kwb_2024.csv"
    with FeedServer(key_figures(), page=2) as service:
        facts = fetch_feed(http, service.url(), path, Selection(names(KWB_TOPICS), (GEMEENTE,)))
    assert facts.aantal == 4
    table = KERNCIJFERS.read(Bron(bestand=path), Extent(gemeenten=(GEMEENTE,)))
    assert table["a_inw"].waarde.to_dict() == {A: 3000, B: 4000, GEMEENTE: 1000, WIJK: 2000}
    assert table["p_00_14"].waarde[A] == 15
    assert table["p_koopw"].waarde[B] == 40.5
    assert table["g_hhgro"].waarde[B] == 2.1
    assert table["a_pau"].waarde[A] == 300
    assert table["g_gas"].status[A] == "niet_gepubliceerd"
    assert table["g_gas"].waarde[B] == 1200
    assert table["a_inw"].peiljaar == 2024
    assert "a_woning" in dict(facts.extra)["niet_in_tabel"].split("; ")


def test_whole_country_without_gemeenten_leaves_out_the_country_itself(tmp_path, http):
    with FeedServer(key_figures()) as service:
        facts = fetch_feed(http, service.url(), tmp_path / "a.csv", Selection({"a_inw": ("aantal_inwoners",)}))
    assert facts.aantal == 5
    assert lines(tmp_path / "a.csv") == [
        ["Codering", "Bevolking/Aantal inwoners (aantal)"],
        [A, "3000"],
        [B, "4000"],
        [ELSEWHERE, "5000"],
        [GEMEENTE, "1000"],
        [WIJK, "2000"],
    ]


def test_several_gemeenten_are_asked_one_by_one(tmp_path, http):
    with FeedServer(key_figures()) as service:
        selection = Selection({"a_inw": ("AantalInwoners",)}, ("GM0345", GEMEENTE))
        fetch_feed(http, service.url(), tmp_path / "a.csv", selection)
        filters = [dict(query)["$filter"] for _, query in service.asked if "$filter" in dict(query)]
    assert [line[0] for line in lines(tmp_path / "a.csv")[1:]] == [A, B, ELSEWHERE, GEMEENTE, WIJK]
    assert ["GM0345" in text for text in filters] == [True, False]


def test_many_columns_are_asked_in_addresses_that_servers_accept(tmp_path, http):
    table = key_figures()
    extra = {
        f"EenHeelLangeKolomnaamVanEenOnderwerpMetNummer{n}_{n}": (2, f"Onderwerp {n}", "%") for n in range(50, 110)
    }
    table.topics |= extra
    table.cells |= {(area, topic): 1.5 for area in AREAS for topic in extra}
    with FeedServer(table) as service:
        selection = Selection({f"t{n}": (f"Onderwerp {n}",) for n in range(50, 110)}, (GEMEENTE,))
        fetch_feed(http, service.url(), tmp_path / "a.csv", selection)
    assert [len(line) for line in lines(tmp_path / "a.csv")] == [61] * 5
    assert {cell for line in lines(tmp_path / "a.csv")[1:] for cell in line[1:]} == {"1.5"}


def test_a_column_found_by_its_key_keeps_the_name_it_was_found_by(tmp_path, http):
    with FeedServer(key_figures()) as service:
        fetch_feed(http, service.url(), tmp_path / "a.csv", Selection({"g": ("gemiddeld_aardgasverbruik_totaal",)}))
    assert lines(tmp_path / "a.csv")[0][1] == "Energie/GemiddeldAardgasverbruikTotaal (m³)"


def test_a_heading_full_of_commas_is_no_row_of_cells(tmp_path, http):
    table = key_figures()
    table.topics["AantalInwoners_5"] = (2, "Inwoners, vrouwen, mannen, overig; totaal", "aantal")
    with FeedServer(table) as service:
        fetch_feed(
            http, service.url(), tmp_path / "a.csv", Selection({"a": ("Inwoners vrouwen mannen overig totaal",)})
        )
    assert read_table(tmp_path / "a.csv").to_numpy()[0].tolist() == [A, "3000"]


def test_the_newest_filled_period_is_read_by_its_source(tmp_path, http):
    with FeedServer(scores(), page=3) as service:
        selection = Selection(names(cbs_ses_woa.TOPICS), (GEMEENTE,), periods=2)
        facts = fetch_feed(http, service.url(), tmp_path / "ses.csv", selection)
    assert dict(facts.extra) == {"perioden": "2022JJ00; 2023JJ00"}
    table = cbs_ses_woa.SOURCE.read(Bron(bestand=tmp_path / "ses.csv"), Extent(gemeenten=(GEMEENTE,)))
    assert table["ses_woa_score"].waarde[A] == -0.12
    assert table["ses_woa_score"].peiljaar == 2022
    assert table["ses_woa_spreiding"].waarde[WIJK] == 1.02


def test_observations_are_read_by_their_source(tmp_path, http):
    path = tmp_path / "nabijheid_2025.csv"
    with ObservationServer(distances(), page=2) as service:
        facts = fetch_observations(http, service.url(), path, Selection(names(cbs_nabijheid.TOPICS), (GEMEENTE,)))
    assert facts.aantal == 4
    table = cbs_nabijheid.SOURCE.read(Bron(bestand=path), Extent(gemeenten=(GEMEENTE,)))
    assert table["g_afs_sc"].waarde[A] == 0.6
    assert table["g_afs_sc"].waarde[GEMEENTE] == 0.7
    assert table["g_afs_ap"].status[A] == "geheim"
    assert table["g_afs_bieb"].status[A] == "niet_gepubliceerd"
    # Cells that the service leaves out are missing, not absent.
    assert table["g_afs_sc"].status[B] == "niet_gepubliceerd"
    assert ELSEWHERE not in table["g_afs_sc"].waarde


def test_observations_have_periods_and_stable_measure_codes(tmp_path, http):
    table = scores()
    table.topics = {key: (0, title, unit) for key, (_, title, unit) in table.topics.items()}
    with ObservationServer(table) as service:
        selection = Selection({"score": ("GemiddeldeScore_31",)}, (GEMEENTE,), periods=1)
        fetch_observations(http, service.url(), tmp_path / "a.csv", selection)
        assert not [path for path, _ in service.asked if path.endswith("MeasureGroups")]
    assert lines(tmp_path / "a.csv")[:2] == [
        ["Codering", "Perioden", "GemiddeldeScore_31 (Getal)"],
        [A, "2023JJ00", "3"],
    ]


@pytest.mark.parametrize(
    "version", [(FeedServer, fetch_feed), (ObservationServer, fetch_observations)], ids=["v3", "v4"]
)
class TestBothVersions:
    def test_another_dimension_is_fixed_by_its_padded_code(self, tmp_path, http, version):
        server, fetch = version
        with server(crimes()) as service:
            selection = Selection({"m": ("Geregistreerde misdrijven",)}, (GEMEENTE,), {"SoortMisdrijf": "1.1.1"})
            fetch(http, service.url(), tmp_path / "a.csv", selection)
        assert {line[-1] for line in lines(tmp_path / "a.csv")[1:]} == {"5"}

    @pytest.mark.parametrize(
        "change",
        [
            ({}, "'SoortMisdrijf' is nieuw"),
            ({"SoortMisdrijf": "0.0.0", "Leeftijd": "1"}, "'Leeftijd' is verdwenen"),
            ({"SoortMisdrijf": "9.9.9"}, "'SoortMisdrijf' heeft geen code '9.9.9'"),
        ],
    )
    def test_a_dimension_that_changed_is_refused(self, tmp_path, http, version, change):
        server, fetch = version
        selection = Selection({"m": ("Geregistreerde misdrijven",)}, (), change[0])
        with server(crimes()) as service, pytest.raises(SourceChanged, match=change[1]):
            fetch(http, service.url(), tmp_path / "a.csv", selection)

    def test_a_name_of_two_columns_is_refused(self, tmp_path, http, version):
        server, fetch = version
        told = "'GemiddeldeScore_29' en 'GemiddeldeScore_31' kunnen allebei 'Gemiddelde score'"
        with server(scores()) as service, pytest.raises(SourceChanged, match=told):
            fetch(http, service.url(), tmp_path / "a.csv", Selection({"s": ("Gemiddelde score",)}))

    def test_a_table_without_any_of_the_columns_is_refused(self, tmp_path, http, version):
        server, fetch = version
        with server(scores()) as service, pytest.raises(SourceChanged, match=r"geen van de kolommen .*gezocht: geluk"):
            fetch(http, service.url(), tmp_path / "a.csv", Selection({"geluk": ("Geluk",)}))

    def test_a_table_without_whole_years_is_refused(self, tmp_path, http, version):
        server, fetch = version
        with server(scores(("2023MM01",))) as service, pytest.raises(SourceChanged, match="'Perioden' heeft geen hele"):
            fetch(http, service.url(), tmp_path / "a.csv", Selection({"s": ("Totaalscore/Gemiddelde score",)}))

    def test_a_table_without_areas_is_refused(self, tmp_path, http, version):
        server, fetch = version
        table = key_figures()
        table.dimensions = {"Branche": ("Dimension", AREAS)}
        with server(table) as service, pytest.raises(SourceChanged, match="0 gebiedsdimensies"):
            fetch(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))

    def test_a_gemeente_without_rows_is_refused(self, tmp_path, http, version):
        server, fetch = version
        with server(key_figures()) as service, pytest.raises(SourceChanged, match="geen rijen voor GM9999"):
            fetch(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}, ("GM9999",)))
        assert not (tmp_path / "a.csv").exists()

    def test_a_page_that_comes_twice_is_refused(self, tmp_path, http, version):
        server, fetch = version
        pages = []
        with server(key_figures(), page=3) as service:
            service.edit = lambda body: pages.append(body) or {**body, "value": pages[0]["value"]}
            with pytest.raises(SourceChanged, match=r"dezelfde pagina van .* kwam twee keer"):
                fetch(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))

    def test_a_next_page_on_another_host_is_refused(self, tmp_path, http, version):
        server, fetch = version

        def elsewhere(body):
            return {key: "http://elders.nl/x" if key.endswith("nextLink") else body[key] for key in body}

        with server(key_figures(), page=3) as service:
            service.edit = elsewhere
            with pytest.raises(SourceChanged, match=r"staat op elders\.nl"):
                fetch(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))

    def test_a_filter_that_the_service_ignores_changes_nothing(self, tmp_path, http, version, monkeypatch):
        server, fetch = version
        monkeypatch.setattr("tests.servers.odata._holds", lambda *_: True)
        with server(scores()) as service:
            selection = Selection({"s": ("Totaalscore/Gemiddelde score",)}, (GEMEENTE,), periods=2)
            facts = fetch(http, service.url(), tmp_path / "a.csv", selection)
        assert facts.aantal == 8
        assert {tuple(line[1:]) for line in lines(tmp_path / "a.csv")[1:]} == {("2022JJ00", "-0.12"), ("2023JJ00", ".")}

    def test_a_passing_fault_is_tried_again_and_a_web_page_refused(self, tmp_path, http, version):
        server, fetch = version
        selection = Selection({"a": ("Aantal inwoners",)}, (GEMEENTE,))
        with server(key_figures()) as service:
            service.faults = [(500, "text/plain", b""), None, (429, "text/plain", b""), "cut"]
            assert fetch(http, service.url(), tmp_path / "a.csv", selection).aantal == 4
            service.faults = [None, HTML]
            with pytest.raises(SourceChanged, match="Onderhoud"):
                fetch(http, service.url(), tmp_path / "a.csv", selection)

    def test_an_answer_that_is_no_list_of_rows_is_refused(self, tmp_path, http, version):
        server, fetch = version
        with server(key_figures()) as service:
            for body in (b"[]", b'{"value": 3}', b'{"value": [3]}'):
                service.faults = [(200, "application/json", body)]
                with pytest.raises(SourceChanged, match=r"'value' van /odata/0NED/.* geen lijst van rijen"):
                    fetch(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))


def test_a_next_page_is_asked_over_our_own_scheme(tmp_path, http):
    with FeedServer(key_figures(), page=3) as service:
        bare = service.root.replace("http://127.0.0.1", "ftp://127.0.0.1")
        service.edit = lambda body: {
            key: value.replace(service.root, bare) if key.endswith("nextLink") else value for key, value in body.items()
        }
        facts = fetch_feed(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))
    assert facts.aantal == 5
    assert all(url.startswith(service.root) for url in facts.urls)


def test_a_cell_with_two_values_is_refused(tmp_path, http):
    with FeedServer(key_figures()) as service:
        service.edit = lambda body: {
            **body,
            "value": body["value"]
            + [{**row, "AantalInwoners_5": 7} for row in body["value"] if row.get("AantalInwoners_5") == 3000],
        }
        with pytest.raises(SourceChanged, match=f"'AantalInwoners_5' van {A} is 3000 en ook 7"):
            fetch_feed(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))


def test_a_table_that_changes_between_two_requests_is_refused(tmp_path, http):
    table = key_figures()
    table.topics |= {f"T_{n}": (2, f"Onderwerp {n}", "%") for n in range(40)}
    asked = []

    def shrinking(body):
        asked.append(body)
        return {**body, "value": body["value"][1:]} if len(asked) == 3 else body

    with FeedServer(table) as service:
        service.edit = shrinking
        selection = Selection({f"t{n}": (f"Onderwerp {n}",) for n in range(40)}, (GEMEENTE,))
        with pytest.raises(SourceChanged, match=f"de rij van {GEMEENTE} heeft geen 'T_.*de tabel veranderde"):
            fetch_feed(http, service.url(), tmp_path / "a.csv", selection)


def test_a_row_without_a_column_that_the_table_promised_is_refused(tmp_path, http):
    with FeedServer(key_figures()) as service:
        service.edit = lambda body: {
            **body,
            "value": [{key: row[key] for key in row if key != "AantalInwoners_5"} for row in body["value"]],
        }
        with pytest.raises(SourceChanged, match="het veld 'AantalInwoners_5' ontbreekt"):
            fetch_feed(http, service.url(), tmp_path / "a.csv", Selection({"a": ("Aantal inwoners",)}))
