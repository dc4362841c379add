"""Large deliveries that are streamed: energy labels, crashes and timetables."""

import zipfile

import pytest

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.gtfs import usual_day
from wijkkaart.sources.bron_ongevallen import SOURCE as ONGEVALLEN
from wijkkaart.sources.gtfs_haltes import SOURCE as HALTES
from wijkkaart.sources.netbeheer_kleinverbruik import SOURCE as KLEINVERBRUIK
from wijkkaart.sources.rvo_energielabels import SOURCE as LABELS

HOME, OTHER = "0344010000000001", "0344010000000002"
LABEL_HEAD = "Pand_energieklasse;Meting_geldig_tot;Pand_registratiedatum;Pand_bagverblijfsobjectid\n"


def archive(path, members):
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def labels(tmp_path, rows, before=""):
    path = tmp_path / "labels.csv"
    path.write_text(before + LABEL_HEAD + rows, encoding="utf-8")
    return LABELS.read(Bron(bestand=path), Extent())


def test_the_newest_label_of_a_dwelling_counts(tmp_path):
    rows = f"G;20330101;20230101;{HOME}\nB;20340101;20240101;{HOME}\nE;20310101;20210101;{OTHER}\n"
    assert labels(tmp_path, rows)["energieklasse"].to_dict() == {HOME: "B", OTHER: "E"}


def test_expired_is_counted_from_the_newest_registration_in_the_file(tmp_path):
    rows = f"G;20231231;20131231;{HOME}\nB;20340101;20240101;{OTHER}\n"
    assert labels(tmp_path, rows).index.tolist() == [OTHER]
    rows = f"G;20240101;20140101;{HOME}\nB;20340101;20240101;{OTHER}\n"
    assert labels(tmp_path, rows).index.tolist() == [HOME, OTHER]


def test_lines_before_the_headings_and_labels_without_dwelling_are_passed_over(tmp_path):
    before = "PublicatieDatum;01-09-2026\nLaatstVerwerkteMutatievolgnummer;123\n"
    rows = f"B;2034-01-01;2024-01-01;{HOME}\nC;20340101;20240101;\nD;20340101;20240101;{'0' * 16}\n"
    assert labels(tmp_path, rows, before).index.tolist() == [HOME]


def test_an_unknown_class_date_or_column_is_refused(tmp_path):
    with pytest.raises(InputError, match="'Pand_energieklasse' bevat de onbekende waarde 'H'"):
        labels(tmp_path, f"H;20340101;20240101;{HOME}\n")
    with pytest.raises(InputError, match="'2024013' is geen datum"):
        labels(tmp_path, f"B;20340101;2024013;{HOME}\n")
    path = tmp_path / "anders.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="'Pand_bagverblijfsobjectid' ontbreekt"):
        LABELS.read(Bron(bestand=path), Extent())


def crashes(tmp_path, severity="LET", extent=None):
    root = "01-01-2023_31-12-2023"
    members = {
        f"{root}/Netwerkgegevens/puntlocaties.txt": (
            '"FK_VELD5","X_COORD","Y_COORD"\n"P1","136005.0","456005.0"\n"P2","99000","456005"\n'
        ),
        f"{root}/Ongevallengegevens/ongevallen.txt": (
            '"VKL_NUMMER","AP3_CODE","JAAR_VKL","FK_VELD5","WVK_ID","GME_NAAM"\n'
            f'"20230001","{severity}","2023","P1","600123","Súdwest"\n'
            '"20230002","DOD","2023","P2","600124","Utrecht"\n"20230003","LET","2023","","",""\n'
        ),
    }
    path = tmp_path / "2023.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name, text.encode("latin-1"))
    return ONGEVALLEN.read(Bron(bestand=path), extent or Extent())


def test_crashes_get_their_place_and_those_without_one_are_left_out(tmp_path):
    found = crashes(tmp_path)
    assert found.index.tolist() == ["20230001", "20230002"]
    first = found.loc["20230001"]
    assert (first["ernst"], first["jaar"], first["wvk_id"], first.geometry.x) == ("LET", 2023, "600123", 136005.0)


def test_crashes_outside_the_bbox_are_not_read(tmp_path):
    assert crashes(tmp_path, extent=Extent(bbox=(136000, 456000, 136100, 456100))).index.tolist() == ["20230001"]


def test_an_unknown_severity_is_drift(tmp_path):
    with pytest.raises(InputError, match="'AP3_CODE' bevat de onbekende waarde 'XXX'"):
        crashes(tmp_path, severity="XXX")


#: Tuesdays 1, 8 and 15 September 2026 with 1, 3 and 4 trips; Wednesday 2 September with 9 of service W.
CALENDAR = (
    "service_id,date,exception_type\nA,20260901,1\nA,20260908,1\nB,20260908,1\n"
    "A,20260915,1\nB,20260915,1\nC,20260915,1\nW,20260902,1\n"
)
TRIPS = "route_id,service_id,trip_id,direction_id\nbus,A,a1,0\nbus,B,b1,0\nbus,B,b2,1\ntrein,C,c1,0\n" + "".join(
    f"bus,W,w{n},0\n" for n in range(9)
)
STOPS = (
    "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
    "s1,Domplein,52.0907,5.1214,\ns2,Station,52.0894,5.1100,0\nver,Groningen,53.2110,6.5640,\nhal,Stationshal,52.0894,5.1100,1\n"
)
TIMES = (
    "trip_id,stop_id,departure_time,pickup_type\n"
    "a1,s1,06:59:00,0\na1,s2,07:00:00,0\nb1,s1,18:59:00,0\nb1,s2,19:00:00,0\nb2,s1,25:10:00,0\nb2,s1,12:00:00,1\nb2,s1,12:30:00,0\n"
    "c1,s2,12:00:00,0\nw1,s1,12:00:00,0\nc1,ver,12:00:00,0\n"
)
ROUTES = "route_id,route_type\nbus,3\ntrein,2\n"
UTRECHT = Extent(bbox=(130_000, 450_000, 142_000, 462_000))


def timetable(tmp_path, **other):
    members = {
        "stops": STOPS,
        "stop_times": TIMES,
        "trips": TRIPS,
        "routes": ROUTES,
        "calendar_dates": CALENDAR,
        **other,
    }
    return archive(tmp_path / "gtfs.zip", {f"{name}.txt": text for name, text in members.items()})


def test_the_usual_day_is_the_tuesday_with_the_median_number_of_trips(tmp_path):
    assert usual_day(timetable(tmp_path)) == "20260908"


def test_departures_count_from_seven_to_seven_and_only_where_people_board(tmp_path):
    found = HALTES.read(Bron(bestand=timetable(tmp_path)), UTRECHT)
    # On 8 September: b1 at 18:59 and b2 at 12:30 leave from s1, a1 at 7:00 leaves from s2.
    assert found["vertrekken_per_uur"].to_dict() == pytest.approx({"s1": 2 / 12, "s2": 1 / 12})
    assert found["lijnen"].to_dict() == {"s1": "bus/0=0.083;bus/1=0.083", "s2": "bus/0=0.083"}
    assert found["naam"].tolist() == ["Domplein", "Station"]
    assert found.crs == "EPSG:28992"


def test_stops_are_read_as_far_as_a_station_reaches(tmp_path):
    # The rim is 1 km and lies in the box already; a station reaches 200 m farther.
    path = timetable(tmp_path)
    place = HALTES.read(Bron(bestand=path), UTRECHT).geometry["s2"]
    for gap, stops in ((199.0, ["s1", "s2"]), (201.0, ["s1"])):
        east_of_it = Extent(bbox=(place.x + gap, 450_000, 142_000, 462_000))
        assert HALTES.read(Bron(bestand=path), east_of_it).index.tolist() == stops


def test_a_stop_of_train_or_metro_is_a_station(tmp_path):
    only_busy_day = CALENDAR.replace("A,20260901,1\n", "").replace("A,20260908,1\nB,20260908,1\n", "")
    found = HALTES.read(Bron(bestand=timetable(tmp_path, calendar_dates=only_busy_day)), UTRECHT)
    assert found["station"].to_dict() == {"s1": False, "s2": True}


def test_a_weekly_calendar_with_exceptions_is_followed(tmp_path):
    weekly = (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "A,0,1,0,0,0,0,0,20260901,20260907\nB,0,0,0,1,0,0,0,20260901,20260907\n"
    )
    path = timetable(tmp_path, calendar=weekly, calendar_dates="service_id,date,exception_type\nB,20260903,2\n")
    assert usual_day(path) == "20260901"


def test_a_timetable_without_usual_days_or_a_wrong_zip_says_so(tmp_path):
    with pytest.raises(InputError, match="geen ritten op een dinsdag of donderdag"):
        HALTES.read(Bron(bestand=timetable(tmp_path, calendar_dates="service_id,date,exception_type\n")), UTRECHT)
    with pytest.raises(InputError, match=r"bevat geen stops\.txt"):
        HALTES.read(Bron(bestand=archive(tmp_path / "x.zip", {"a.txt": "a"})), UTRECHT)
    with pytest.raises(InputError, match=r"weg\.zip bestaat niet"):
        HALTES.read(Bron(bestand=tmp_path / "weg.zip"), UTRECHT)


def test_a_delivery_with_headings_only_is_told_or_empty_but_never_a_crash(tmp_path):
    assert labels(tmp_path, "").empty
    path = tmp_path / "gas.csv"
    path.write_text("POSTCODE_VAN;POSTCODE_TOT;PRODUCTSOORT;AANSLUITINGEN_AANTAL;SJV_GEMIDDELD\n", encoding="utf-8")
    with pytest.raises(InputError, match="geen regels met productsoort GAS"):
        KLEINVERBRUIK.read(Bron(bestand=path), Extent())
    only_heads = timetable(tmp_path, stop_times=TIMES.partition("\n")[0] + "\n")
    assert HALTES.read(Bron(bestand=only_heads), UTRECHT)["vertrekken_per_uur"].tolist() == [0.0, 0.0]


def test_an_area_without_a_single_stop_is_a_fault(tmp_path):
    with pytest.raises(InputError, match=r"gtfs\.zip heeft geen enkele halte"):
        HALTES.read(Bron(bestand=timetable(tmp_path)), Extent(bbox=(0, 300_000, 10, 300_010)))
    with pytest.raises(InputError, match="geen enkele halte"):
        HALTES.read(Bron(bestand=timetable(tmp_path, stops=STOPS.partition("\n")[0] + "\n")), UTRECHT)
