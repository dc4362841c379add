"""Every figure of the kerncijfers is found in each channel under the name that it has there."""

import pytest
from tests.servers.odata import FeedServer, ObservationServer, Table

from wijkkaart.config import Bron
from wijkkaart.declarations import Order
from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.fetch.columns import find, plain
from wijkkaart.fetch.http import Http
from wijkkaart.sources._kwb import TOPICS
from wijkkaart.sources.cbs_kerncijfers import SOURCE as KERNCIJFERS
from wijkkaart.sources.cbs_nabijheid import SOURCE as NABIJHEID
from wijkkaart.sources.cbs_ses_woa import SOURCE as SES

A = "BU03440111"

#: Topic -> name in the map file (OGC API, GeoPackage); the WFS writes the same in camel case.
MAP_2024 = {
    "a_inw": "aantal_inwoners",
    "p_00_14": "percentage_personen_0_tot_15_jaar",
    "p_15_24": "percentage_personen_15_tot_25_jaar",
    "p_25_44": "percentage_personen_25_tot_45_jaar",
    "p_45_64": "percentage_personen_45_tot_65_jaar",
    "p_65_oo": "percentage_personen_65_jaar_en_ouder",
    "a_hh": "aantal_huishoudens",
    "p_1p_hh": "percentage_eenpersoonshuishoudens",
    "p_hh_z_k": "percentage_huishoudens_zonder_kinderen",
    "p_hh_m_k": "percentage_huishoudens_met_kinderen",
    "g_hhgro": "gemiddelde_huishoudsgrootte",
    "bev_dich": "bevolkingsdichtheid_inwoners_per_km2",
    "a_woning": "woningvoorraad",
    "g_wozbag": "gemiddelde_woningwaarde",
    "p_1gezw": "percentage_eengezinswoning",
    "p_mgezw": "percentage_meergezinswoning",
    "p_leegsw": "percentage_leegstand_woningen",
    "p_koopw": "percentage_koopwoningen",
    "p_huurw": "percentage_huurwoningen",
    "p_wcorpw": "perc_huurwoningen_in_bezit_woningcorporaties",
    "p_ov_hw": "perc_huurwoningen_in_bezit_overige_verhuurders",
    "p_e_o_w": "percentage_woningen_met_eigendom_onbekend",
    "g_ele": "gemiddelde_elektriciteitslevering",
    "g_gas": "gemiddeld_aardgasverbruik",
    "p_stadsv": "percentage_woningen_met_stadsverwarming",
    "p_won_m": "percentage_aardgaswoningen",
    "p_won_z": "percentage_aardgasvrije_woningen",
    "p_won_zs": "percentage_woningen_met_zonnestroom",
    "p_arb_pp": "netto_arbeidsparticipatie",
    "p_hh_li": "percentage_huishoudens_met_laagste_inkomen",
    "p_hh_hi": "percentage_huishoudens_met_hoog_inkomen",
    "a_soz_wb": "aantal_personen_met_een_alg_bijstandsuitkering_tot",
    "a_bedv": "aantal_bedrijfsvestigingen",
    "a_pau": "personenautos_totaal",
    "g_pau_hh": "personenautos_per_huishouden",
    "g_pau_km": "personenautos_per_km2",
    "g_afs_hp": "huisartsenpraktijk_gemiddelde_afstand_in_km",
    "g_afs_gs": "grote_supermarkt_gemiddelde_afstand_in_km",
    "g_afs_kv": "kinderdagverblijf_gemiddelde_afstand_in_km",
    "g_afs_sc": "basisonderwijs_gemiddelde_afstand_in_km",
    "a_opp_ha": "oppervlakte_totaal_in_ha",
    "a_lan_ha": "oppervlakte_land_in_ha",
    "a_wat_ha": "oppervlakte_water_in_ha",
    "ste_mvs": "stedelijkheid_adressen_per_km2",
    "ste_oad": "omgevingsadressendichtheid",
    "ind_wbz": "indelingswijziging_wijken_en_buurten",
}
MAP_2022 = MAP_2024 | {
    "p_bewndw": "percentage_bewoond",
    "p_leegsw": "percentage_onbewoond",
    "g_ele": "gemiddeld_elektriciteitsverbruik_totaal",
    "g_gas": "gemiddeld_gasverbruik_totaal",
}
#: The map file up to 2021, as a shapefile.
UPPER = {
    "ind_wbz": "IND_WBI",
    "a_inw": "AANT_INW",
    "p_00_14": "P_00_14_JR",
    "p_15_24": "P_15_24_JR",
    "p_25_44": "P_25_44_JR",
    "p_45_64": "P_45_64_JR",
    "p_65_oo": "P_65_EO_JR",
    "bev_dich": "BEV_DICHTH",
    "a_hh": "AANTAL_HH",
    "p_1p_hh": "P_EENP_HH",
    "p_hh_z_k": "P_HH_Z_K",
    "p_hh_m_k": "P_HH_M_K",
    "g_hhgro": "GEM_HH_GR",
    "a_woning": "WONINGEN",
    "g_wozbag": "WOZ",
    "p_1gezw": "P_1GEZW",
    "p_mgezw": "P_MGEZW",
    "p_koopw": "P_KOOPWON",
    "p_huurw": "P_HUURWON",
    "p_wcorpw": "P_HUURCORP",
    "p_e_o_w": "P_HUKO_ONB",
    "g_gas": "G_GAS_TOT",
    "p_stadsv": "P_STADVERW",
    "a_pau": "AUTO_TOT",
    "g_pau_hh": "AUTO_HH",
    "g_pau_km": "AUTO_LAND",
    "a_opp_ha": "OPP_TOT",
    "a_lan_ha": "OPP_LAND",
    "a_wat_ha": "OPP_WATER",
    "ste_mvs": "STED",
    "ste_oad": "OAD",
}
#: The kwb workbook: counts where the map file gives percentages.
WORKBOOK = """
    ind_wbz a_inw a_00_14 a_15_24 a_25_44 a_45_64 a_65_oo a_hh a_1p_hh a_hh_z_k a_hh_m_k g_hhgro bev_dich a_woning
    g_wozbag p_1gezw p_mgezw p_bewndw p_leegsw p_koopw p_huurw p_wcorpw p_ov_hw p_e_o_w g_ele g_gas p_stadsv p_won_m
    p_won_z p_won_zs p_arb_pp p_hh_li p_hh_hi p_ink_ar a_soz_wb a_bedv a_pau g_pau_hh g_pau_km a_lp_pub g_afs_hp
    g_afs_gs g_afs_kv g_afs_sc a_opp_ha a_lan_ha a_wat_ha ste_mvs ste_oad
""".split()  # noqa: SIM905 - a list would be a page long
#: What stands beside these in the same files, and looks like them.
BESIDE = (
    "percentage_personen_met_laag_inkomen",
    "percentage_personen_met_hoog_inkomen",
    "percentage_huishoudens_met_laag_inkomen",
    "percentage_huishoudens_onder_of_rond_sociaal_minimum",
    "percentage_huishoudens_met_lage_koopkracht",
    "gemiddeld_gasverbruik_appartement",
    "gemiddeld_gasverbruik_huurwoning",
    "gemiddeld_gasverbruikkoopwoning",
    "gem_elektriciteitsverbruik_vrijstaande_woning",
    "gemiddelde_elektriciteitsteruglevering",
    "gemiddeld_inkomen_per_inwoner",
    "aantal_personenautos_met_brandstof_benzine",
    "motortweewielers_totaal",
    "aantal_personen_met_een_ww_uitkering_totaal",
    "apotheek_gemiddelde_afstand_in_km",
    "percentage_bouwjaarklasse_tot_2000",
    "mannen",
    "vrouwen",
)


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


CHANNELS = {
    "ogc 2024": (MAP_2024, BESIDE),
    "ogc 2022": (MAP_2022, BESIDE),
    "wfs 2024": ({topic: camel(name) for topic, name in MAP_2024.items()}, tuple(map(camel, BESIDE))),
    "wfs 2022": ({topic: camel(name) for topic, name in MAP_2022.items()}, tuple(map(camel, BESIDE))),
    "shapefile": (
        UPPER,
        ("P_LAAGINKH", "P_LAAGINKP", "P_HOOGINKH", "P_SOCMINH", "AANT_MAN", "AANT_VROUW", "G_GAS_APP"),
    ),
    "kwb": ({name: name for name in WORKBOOK}, ("p_ink_li", "p_hh_lkk", "p_hh_osm", "g_gas_app", "a_man", "g_ink_pi")),
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_figure_is_found_by_the_name_of_the_channel_and_nothing_else_is_taken_for_it(channel):
    written, beside = CHANNELS[channel]
    headers = [*beside, *written.values()]
    found = {topic: find(headers, known.names, channel) for topic, known in TOPICS.items()}
    found = {topic: header for topic, header in found.items() if header is not None}
    assert found == written


def test_counts_and_percentages_of_the_same_have_no_name_in_common():
    pairs = [("a_00_14", "p_00_14"), ("a_65_oo", "p_65_oo"), ("a_1p_hh", "p_1p_hh"), ("a_hh_z_k", "p_hh_z_k")]
    for count, share in [*pairs, ("a_hh_m_k", "p_hh_m_k")]:
        assert not {plain(name) for name in TOPICS[count].names} & {plain(name) for name in TOPICS[share].names}
        assert (TOPICS[count].eenheid, TOPICS[share].eenheid) == ("aantal", "%")


#: Topic -> key of its column in StatLine, without the number; titles may differ.
STATLINE = {
    "a_inw": "AantalInwoners",
    "a_00_14": "k_0Tot15Jaar",
    "a_15_24": "k_15Tot25Jaar",
    "a_25_44": "k_25Tot45Jaar",
    "a_45_64": "k_45Tot65Jaar",
    "a_65_oo": "k_65JaarOfOuder",
    "a_hh": "HuishoudensTotaal",
    "a_1p_hh": "Eenpersoonshuishoudens",
    "a_hh_z_k": "HuishoudensZonderKinderen",
    "a_hh_m_k": "HuishoudensMetKinderen",
    "g_hhgro": "GemiddeldeHuishoudensgrootte",
    "bev_dich": "Bevolkingsdichtheid",
    "a_woning": "Woningvoorraad",
    "g_wozbag": "GemiddeldeWOZWaardeVanWoningen",
    "p_1gezw": "PercentageEengezinswoning",
    "p_mgezw": "PercentageMeergezinswoning",
    "p_koopw": "Koopwoningen",
    "p_huurw": "HuurwoningenTotaal",
    "p_wcorpw": "InBezitWoningcorporatie",
    "p_ov_hw": "InBezitOverigeVerhuurders",
    "p_stadsv": "PercentageWoningenMetStadsverwarming",
    "p_arb_pp": "Nettoarbeidsparticipatie",
    "p_hh_li": "k_40HuishoudensMetLaagsteInkomen",
    "p_hh_hi": "k_20HuishoudensMetHoogsteInkomen",
    "a_soz_wb": "PersonenPerSoortUitkeringBijstand",
    "a_bedv": "BedrijfsvestigingenTotaal",
    "a_pau": "PersonenautoSTotaal",
    "g_pau_hh": "PersonenautoSPerHuishouden",
    "g_pau_km": "PersonenautoSNaarOppervlakte",
    "g_afs_hp": "AfstandTotHuisartsenpraktijk",
    "g_afs_gs": "AfstandTotGroteSupermarkt",
    "a_opp_ha": "OppervlakteTotaal",
    "ste_mvs": "MateVanStedelijkheid",
    "ste_oad": "Omgevingsadressendichtheid",
    "ind_wbz": "IndelingswijzigingWijkenEnBuurten",
}
OLD_ENERGY = {
    "p_bewndw": "PercentageBewoond",
    "p_leegsw": "PercentageOnbewoond",
    "g_ele": "GemiddeldElektriciteitsverbruikTotaal",
    "g_gas": "GemiddeldAardgasverbruikTotaal",
}
NEW_ENERGY = {
    "p_leegsw": "OnbewoondeWoningen",
    "p_won_z": "AardgasvrijeWoningen",
    "p_won_m": "Aardgaswoningen",
    "p_won_zs": "WoningenMetZonnestroom",
    "a_lp_pub": "AantalPubliekeLaadpalen",
    "p_ink_ar": "PersonenInArmoede",
}
PER_YEAR = {
    2022: STATLINE | OLD_ENERGY,
    2023: STATLINE | NEW_ENERGY | {"g_ele": "GemiddeldeElektriciteitslevering", "g_gas": "GemiddeldAardgasverbruik"},
    2024: STATLINE | NEW_ENERGY | {"g_ele": "GemiddeldeElektriciteitslevering", "g_gas": "GemiddeldAardgasverbruik"},
    2025: STATLINE
    | NEW_ENERGY
    | {"g_ele": "GemiddeldeElektriciteitsleveringTotaal", "g_gas": "GemiddeldAardgasverbruikTotaal"},
}
#: The one that is nearly p_hh_li, per year in which it is there.
NOT_LOW = ("HuishoudensMetEenLaagInkomen", "k_40PersonenMetLaagsteInkomen", "HuishoudensTot110VanSociaalMinimum")
NUMBERS = {2022: "85318NED", 2023: "85618NED", 2024: "85984NED", 2025: "86165NED"}


def table(keys, shift, title=lambda name: f"Titel van {name}"):
    """Return a StatLine table with 1, 2, 3 in its columns in this order, and 99 in those that only look alike."""
    units = dict.fromkeys(NOT_LOW, "%") | {name: TOPICS[topic].eenheid or "" for topic, name in keys.items()}
    numbered = {name: f"{name}_{place + shift}" for place, name in enumerate(units)}
    values = dict.fromkeys(NOT_LOW, 99) | {name: place for place, name in enumerate(keys.values(), start=1)}
    values[keys["ste_mvs"]], values[keys["ind_wbz"]] = 1, 1
    topics = {key: (0, title(name), units[name]) for name, key in numbered.items()}
    cells = {(A, key): values[name] for name, key in numbered.items()}
    return Table({"WijkenEnBuurten": ("GeoDetail", (A,))}, topics, cells, {}, {"WijkenEnBuurten": 10})


def fetched(way, url, place, year, gemeente="GM0344"):
    source, number = way
    order = Order(Extent(gemeenten=(gemeente,)), year, url, place)
    with Http(pause=0) as http:
        source.diensten[number].fetch(http, order)
    (file,) = place.iterdir()
    return source.read(Bron(bestand=file, jaar=(year,) if year else ()), Extent(gemeenten=(gemeente,)))


@pytest.mark.parametrize("year", PER_YEAR)
@pytest.mark.parametrize(("number", "server"), [(0, FeedServer), (1, ObservationServer)], ids=["v3", "v4"])
def test_statline_has_every_figure_of_its_year_whatever_the_number_of_the_column(tmp_path, year, number, server):
    keys = PER_YEAR[year]
    published = table(keys, 5 + year % 10) if number == 0 else table(keys, 0, title=lambda name: name)
    with server(**{NUMBERS[year]: published}) as service:
        found = fetched((KERNCIJFERS, number), f"{service.root}/odata", tmp_path, year)
    values = found.waarden.loc[A]
    expected = {topic: place for place, topic in enumerate(keys, start=1)} | {"ste_mvs": 1, "ind_wbz": 1}
    assert {topic: values[topic] for topic in keys} == expected
    assert 99 not in values.to_numpy()
    assert set(found.peiljaar) == {year}


def test_the_stable_codes_of_the_newer_protocol_are_known(tmp_path):
    codes = {
        "a_inw": "T001036",
        "g_wozbag": "M001642",
        "a_woning": "M000297",
        "g_ele": "M000221_2",
        "g_gas": "M000219_2",
        "p_won_zs": "M008297",
        "p_koopw": "1014800",
        "p_huurw": "1014850_2",
    }
    topics = {code: (0, f"Titel {place}", "") for place, code in enumerate([*codes.values(), "M008294"])}
    cells = {(A, code): place + 1 for place, code in enumerate(codes.values())} | {(A, "M008294"): 99}
    cells[A, "M001642"] = (None, "Confidential")
    published = Table({"WijkenEnBuurten": ("GeoDetail", (A,))}, topics, cells)
    with ObservationServer(**{"85984NED": published}) as service:
        found = fetched((KERNCIJFERS, 1), f"{service.root}/odata", tmp_path, 2024)
    assert found.status.loc[A, "g_wozbag"] == "geheim"
    assert found.waarden.loc[A].drop("g_wozbag").to_dict() == {
        topic: place + 1.0 for place, topic in enumerate(codes) if topic != "g_wozbag"
    }


def test_a_year_without_a_table_is_named(tmp_path):
    with (
        FeedServer() as service,
        pytest.raises(SourceUnavailable, match=r"van 2011 is geen tabel bekend, wel van 2013"),
    ):
        fetched((KERNCIJFERS, 0), f"{service.root}/odata", tmp_path, 2011)
    assert service.asked == []


def distances(**infos):
    topics = {"AfstandTotHuisartsenpraktijk_5": (0, "Afstand tot huisartsenpraktijk", "km")}
    cells = {(A, "AfstandTotHuisartsenpraktijk_5"): 0.7}
    return Table({"WijkenEnBuurten": ("GeoDetail", (A,))}, topics, cells, {}, {"WijkenEnBuurten": 10}, infos)


@pytest.mark.parametrize(
    ("year", "number"),
    [(2025, "86270NED"), (2023, "85830NED"), (2022, "85560NED")],
)
def test_distances_have_a_table_per_year(tmp_path, year, number):
    with FeedServer(**{number: distances()}) as service:
        found = fetched((NABIJHEID, 0), f"{service.root}/odata", tmp_path, year)
    assert found["g_afs_hp"].waarde[A] == 0.7
    assert found["g_afs_hp"].peiljaar == year


TITLE = "Nabijheid voorzieningen; afstand locatie, wijk- en buurtcijfers"


@pytest.mark.parametrize(
    "infos",
    [{"Title": f"{TITLE} 2019", "Period": "2020"}, {"Title": TITLE, "Period": "2019"}],
    ids=["title", "period"],
)
def test_of_two_possible_tables_the_one_that_says_its_year_is_taken(tmp_path, infos):
    other = distances(Title=f"{TITLE} 2018", Period="2018")
    with FeedServer(**{"84463NED": other, "84718NED": distances(**infos)}) as service:
        found = fetched((NABIJHEID, 0), f"{service.root}/odata", tmp_path, 2019)
    assert found["g_afs_hp"].peiljaar == 2019
    assert [path for path, _ in service.asked if path.endswith("TypedDataSet")] == ["/odata/84718NED/TypedDataSet"]


@pytest.mark.parametrize(("year", "number"), [(2024, "86134NED"), (2021, "85231NED")])
def test_a_table_that_nobody_confirmed_must_say_its_own_year(tmp_path, year, number):
    with FeedServer(**{number: distances(Title=f"{TITLE} {year}", Period=str(year))}) as service:
        found = fetched((NABIJHEID, 0), f"{service.root}/odata", tmp_path, year)
    assert found["g_afs_hp"].peiljaar == year
    with (
        FeedServer(**{number: distances(Title=f"{TITLE} 2018", Period="2018")}) as service,
        pytest.raises(SourceChanged, match=f"geen van de tabellen {number} is van {year}"),
    ):
        fetched((NABIJHEID, 0), f"{service.root}/odata", tmp_path, year)


def test_a_table_that_says_another_year_is_not_taken(tmp_path):
    with (
        FeedServer(**{"84718NED": distances(Title=f"{TITLE} 2019")}) as service,
        pytest.raises(SourceChanged, match="geen van de tabellen 84718NED is van 2020"),
    ):
        fetched((NABIJHEID, 0), f"{service.root}/odata", tmp_path, 2020)


def test_ses_scores_come_from_the_newest_filled_year_of_the_table(tmp_path):
    periods = ("2014JJ00", "2021JJ00", "2022JJ00", "2023JJ00", "2024KW01")
    topics = {
        "GemiddeldeScore_29": (1, "Gemiddelde score", "Getal"),
        "GemiddeldeScore_31": (2, "Gemiddelde score", "Getal"),
    }
    groups = {1: ("Totaalscore", 3), 2: ("Score financiële welvaart", 3), 3: ("SES-WOA", None)}
    cells = {(A, period, key): 0.3 for period in periods for key in topics}
    cells |= {(A, "2022JJ00", "GemiddeldeScore_29"): -0.12, (A, "2023JJ00", "GemiddeldeScore_29"): None}
    dimensions = {"WijkenEnBuurten": ("GeoDetail", (A,)), "Perioden": ("TimeDimension", periods)}
    published = Table(dimensions, topics, cells, groups, {"WijkenEnBuurten": 10})
    with FeedServer(**{"86296NED": published}) as service:
        found = fetched((SES, 0), f"{service.root}/odata", tmp_path, 0)
    assert found["ses_woa_score"].waarde[A] == -0.12
    assert found["ses_woa_score"].peiljaar == 2022
