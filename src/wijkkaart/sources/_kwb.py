"""The figures of CBS Kerncijfers Wijken en Buurten: one name each, whatever channel they came from.

The keys are CBS's own names in the kwb workbook. The map file and StatLine name the same
figure otherwise, and give percentages where the workbook gives counts: those get a name
of their own (``p_00_14`` beside ``a_00_14``).
"""

from __future__ import annotations

from wijkkaart.sources._stattabel import Topic


def _count(*names: str) -> Topic:
    return Topic(names, eenheid="aantal")


def _percentage(*names: str) -> Topic:
    return Topic(names, eenheid="%", high=100.0)


def _hectares(*names: str) -> Topic:
    return Topic(names, eenheid="ha")


def _distance(*names: str) -> Topic:
    return Topic(names, eenheid="km")


TOPICS: dict[str, Topic] = {
    # 1 nothing, 2 the code, 3 the boundary changed against the year before.
    "ind_wbz": Topic(("ind_wbz", "indelingswijziging_wijken_en_buurten", "ind_wbi"), low=1, high=3),
    "a_inw": _count("a_inw", "aantal_inwoners", "aant_inw", "T001036"),
    "a_00_14": _count("a_00_14", "0 tot 15 jaar", "k_0Tot15Jaar"),
    "a_15_24": _count("a_15_24", "15 tot 25 jaar", "k_15Tot25Jaar"),
    "a_25_44": _count("a_25_44", "25 tot 45 jaar", "k_25Tot45Jaar"),
    "a_45_64": _count("a_45_64", "45 tot 65 jaar", "k_45Tot65Jaar"),
    "a_65_oo": _count("a_65_oo", "65 jaar of ouder", "k_65JaarOfOuder"),
    "p_00_14": _percentage("percentage_personen_0_tot_15_jaar", "p_00_14_jr"),
    "p_15_24": _percentage("percentage_personen_15_tot_25_jaar", "p_15_24_jr"),
    "p_25_44": _percentage("percentage_personen_25_tot_45_jaar", "p_25_44_jr"),
    "p_45_64": _percentage("percentage_personen_45_tot_65_jaar", "p_45_64_jr"),
    "p_65_oo": _percentage("percentage_personen_65_jaar_en_ouder", "p_65_eo_jr"),
    "a_hh": _count("a_hh", "aantal_huishoudens", "huishoudens totaal", "aantal_hh"),
    "a_1p_hh": _count("a_1p_hh", "eenpersoonshuishoudens"),
    "a_hh_z_k": _count("a_hh_z_k", "huishoudens zonder kinderen"),
    "a_hh_m_k": _count("a_hh_m_k", "huishoudens met kinderen"),
    "p_1p_hh": _percentage("percentage_eenpersoonshuishoudens", "p_eenp_hh"),
    "p_hh_z_k": _percentage("percentage_huishoudens_zonder_kinderen", "p_hh_z_k"),
    "p_hh_m_k": _percentage("percentage_huishoudens_met_kinderen", "p_hh_m_k"),
    "g_hhgro": Topic(("g_hhgro", "gemiddelde_huishoudsgrootte", "gemiddelde huishoudensgrootte", "gem_hh_gr")),
    "bev_dich": Topic(("bev_dich", "bevolkingsdichtheid_inwoners_per_km2", "bevolkingsdichtheid", "bev_dichth")),
    "a_woning": _count("a_woning", "woningvoorraad", "woningen", "M000297"),
    "g_wozbag": Topic(
        ("g_wozbag", "g_woz", "gemiddelde_woningwaarde", "gemiddelde woz-waarde van woningen", "woz", "M001642")
    ),
    "p_1gezw": _percentage("p_1gezw", "percentage_eengezinswoning"),
    "p_mgezw": _percentage("p_mgezw", "percentage_meergezinswoning"),
    "p_bewndw": _percentage("p_bewndw", "percentage_bewoond"),
    "p_leegsw": _percentage("p_leegsw", "percentage_leegstand_woningen", "percentage_onbewoond", "onbewoonde woningen"),
    "p_koopw": _percentage("p_koopw", "percentage_koopwoningen", "koopwoningen", "p_koopwon", "1014800"),
    "p_huurw": _percentage("p_huurw", "percentage_huurwoningen", "huurwoningen totaal", "p_huurwon", "1014850_2"),
    "p_wcorpw": _percentage(
        "p_wcorpw", "perc_huurwoningen_in_bezit_woningcorporaties", "in bezit woningcorporatie", "p_huurcorp"
    ),
    "p_ov_hw": _percentage("p_ov_hw", "perc_huurwoningen_in_bezit_overige_verhuurders", "in bezit overige verhuurders"),
    "p_e_o_w": _percentage("p_e_o_w", "percentage_woningen_met_eigendom_onbekend", "eigendom onbekend", "p_huko_onb"),
    "g_ele": Topic(
        (
            "g_ele",
            "gemiddelde_elektriciteitslevering_totaal",
            "gemiddelde_elektriciteitslevering",
            "gemiddeld_elektriciteitsverbruik_totaal",
            "M000221_2",
        )
    ),
    "g_gas": Topic(
        (
            "g_gas",
            "gemiddeld_aardgasverbruik_totaal",
            "gemiddeld_aardgasverbruik",
            "gemiddeld_gasverbruik_totaal",
            "g_gas_tot",
            "M000219_2",
        )
    ),
    "p_stadsv": _percentage("p_stadsv", "percentage_woningen_met_stadsverwarming", "p_stadverw"),
    "p_won_m": _percentage("p_won_m", "p_won_m_ag", "percentage_aardgaswoningen", "aardgaswoningen"),
    "p_won_z": _percentage("p_won_z", "p_won_z_ag", "percentage_aardgasvrije_woningen", "aardgasvrije woningen"),
    "p_won_zs": _percentage("p_won_zs", "percentage_woningen_met_zonnestroom", "woningen met zonnestroom", "M008297"),
    "p_arb_pp": _percentage("p_arb_pp", "netto_arbeidsparticipatie", "nettoarbeidsparticipatie"),
    # The lowest 40% of incomes; not "laag inkomen", which is about the poverty line.
    "p_hh_li": _percentage(
        "p_hh_li",
        "percentage_huishoudens_met_laagste_inkomen",
        "40% huishoudens met laagste inkomen",
        "k_40HuishoudensMetLaagsteInkomen",
    ),
    "p_hh_hi": _percentage(
        "p_hh_hi",
        "percentage_huishoudens_met_hoog_inkomen",
        "20% huishoudens met hoogste inkomen",
        "k_20HuishoudensMetHoogsteInkomen",
    ),
    "p_ink_ar": _percentage("p_ink_ar", "percentage_personen_in_armoede", "personen in armoede"),
    "a_soz_wb": _count(
        "a_soz_wb", "aantal_personen_met_een_alg_bijstandsuitkering_tot", "personen per soort uitkering; bijstand"
    ),
    "a_bedv": _count("a_bedv", "aantal_bedrijfsvestigingen", "bedrijfsvestigingen totaal"),
    "a_pau": _count("a_pau", "personenautos_totaal", "auto_tot"),
    "g_pau_hh": Topic(("g_pau_hh", "personenautos_per_huishouden", "auto_hh")),
    "g_pau_km": Topic(("g_pau_km", "personenautos_per_km2", "personenautos naar oppervlakte", "auto_land")),
    "a_lp_pub": _count("a_lp_pub", "aantal_publieke_laadpalen"),
    "g_afs_hp": _distance("g_afs_hp", "huisartsenpraktijk_gemiddelde_afstand_in_km", "afstand tot huisartsenpraktijk"),
    "g_afs_gs": _distance("g_afs_gs", "grote_supermarkt_gemiddelde_afstand_in_km", "afstand tot grote supermarkt"),
    "g_afs_kv": _distance("g_afs_kv", "kinderdagverblijf_gemiddelde_afstand_in_km", "afstand tot kinderdagverblijf"),
    "g_afs_sc": _distance("g_afs_sc", "basisonderwijs_gemiddelde_afstand_in_km", "afstand tot school"),
    "a_opp_ha": _hectares("a_opp_ha", "oppervlakte_totaal_in_ha", "oppervlakte totaal", "opp_tot"),
    "a_lan_ha": _hectares("a_lan_ha", "oppervlakte_land_in_ha", "oppervlakte land", "opp_land"),
    "a_wat_ha": _hectares("a_wat_ha", "oppervlakte_water_in_ha", "oppervlakte water", "opp_water"),
    "ste_mvs": Topic(("ste_mvs", "stedelijkheid_adressen_per_km2", "mate van stedelijkheid", "sted"), low=1, high=5),
    "ste_oad": Topic(("ste_oad", "omgevingsadressendichtheid", "oad")),
}

#: Percentages that follow from two published counts where the channel gives counts.
SHARES: dict[str, tuple[str, str]] = {
    "p_00_14": ("a_00_14", "a_inw"),
    "p_15_24": ("a_15_24", "a_inw"),
    "p_25_44": ("a_25_44", "a_inw"),
    "p_45_64": ("a_45_64", "a_inw"),
    "p_65_oo": ("a_65_oo", "a_inw"),
    "p_1p_hh": ("a_1p_hh", "a_hh"),
    "p_hh_z_k": ("a_hh_z_k", "a_hh"),
    "p_hh_m_k": ("a_hh_m_k", "a_hh"),
}

#: StatLine table per year.
TABLES = {
    2026: "86358NED",
    2025: "86165NED",
    2024: "85984NED",
    2023: "85618NED",
    2022: "85318NED",
    2021: "85039NED",
    2020: "84799NED",
    2019: "84583NED",
    2018: "84286NED",
    2017: "83765NED",
    2016: "83487NED",
    2015: "83220NED",
    2014: "82931NED",
    2013: "82339NED",
}
#: These are read together: each figure is of the newest year in which it is filled.
EDITIONS = (2025, 2024, 2023, 2022)
