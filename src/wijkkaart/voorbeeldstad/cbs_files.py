"""CBS files: the kwb workbooks and the map file wijkenbuurten_2024.gpkg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import write_layer, write_workbook
from wijkkaart.voorbeeldstad.gazetteer import GEMEENTECODE, GEMEENTENAAM

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

#: The columns of the kwb workbook of 2024; ``~`` is the trailing space that CBS left in one name.
_KWB_HEADER = """
    gwb_code_10 gwb_code_8 regio gm_naam recs gwb_code ind_wbi a_inw a_man a_vrouw a_00_14 a_15_24 a_25_44 a_45_64
    a_65_oo a_ongeh a_gehuwd a_gesch a_verwed a_nl_all a_eur_al a_neu_al a_geb_nl a_geb_eu a_geb_ne a_gbl_eu
    a_gbl_ne a_geb p_geb a_ste p_ste a_hh a_1p_hh a_hh_z_k a_hh_m_k g_hhgro bev_dich a_woning g_wozbag p_1gezw
    p_mgezw p_bewndw p_leegsw p_koopw p_huurw p_wcorpw p_ov_hw p_e_o_w p_bjj2k p_bjo2k g_ele g_ele_ap g_ele_tw
    g_ele_hw g_ele_2w g_ele_vw g_ele_hu g_ele_ko g_gas g_gas_ap g_gas_tw g_gas_hw g_gas_2w g_gas_vw g_gas_hu
    g_gas_ko p_stadsv p_won_m~ p_won_z p_won_zs a_lp_pub a_opl_lg a_opl_md a_opl_hg p_arb_pp p_arb_wn p_arb_zs
    a_inkont g_ink_po g_ink_pi p_ink_li p_ink_hi p_ink_ar g_hh_sti p_hh_li p_hh_hi p_hh_lkk p_hh_osm p_hh_110
    p_hh_120 m_hh_ver a_soz_wb a_soz_ao a_soz_ww a_soz_ow a_jz_tn p_jz_tn a_wmo_t p_wmo_t a_bedv a_bed_a a_bed_bf
    a_bed_gi a_bed_hj a_bed_kl a_bed_mn a_bed_oq a_bed_ru a_pau a_bst_b a_bst_nb g_pau_hh g_pau_km a_m2w g_afs_hp
    g_afs_gs g_afs_kv g_afs_sc g_3km_sc a_opp_ha a_lan_ha a_wat_ha pst_mvp pst_dekp ste_mvs ste_oad
"""
KWB_COLUMNS = tuple(name.replace("~", " ") for name in _KWB_HEADER.split())
MISSING = "       ."
#: Columns whose numbers the workbook holds as text.
AS_TEXT = frozenset({"a_soz_wb", "a_bedv", "a_nl_all", "p_won_zs"})
#: What the first release of a year holds.
FIRST_RELEASE = (
    "a_inw", "a_man", "a_vrouw", "a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo", "a_hh", "a_1p_hh",
    "a_hh_z_k", "a_hh_m_k", "g_hhgro", "bev_dich",
)  # fmt: skip
#: The map file's names of the figures that its second release holds.
MAP_FIELDS = {
    "omgevingsadressendichtheid": "ste_oad",
    "stedelijkheid_adressen_per_km2": "ste_mvs",
    "bevolkingsdichtheid_inwoners_per_km2": "bev_dich",
    "aantal_inwoners": "a_inw",
    "mannen": "a_man",
    "vrouwen": "a_vrouw",
    "aantal_huishoudens": "a_hh",
    "gemiddelde_huishoudsgrootte": "g_hhgro",
    "woningvoorraad": "a_woning",
    "gemiddelde_woningwaarde": "g_wozbag",
    "percentage_eengezinswoning": "p_1gezw",
    "percentage_meergezinswoning": "p_mgezw",
    "percentage_bewoond": "p_bewndw",
    "percentage_leegstand_woningen": "p_leegsw",
    "percentage_koopwoningen": "p_koopw",
    "percentage_huurwoningen": "p_huurw",
    "perc_huurwoningen_in_bezit_woningcorporaties": "p_wcorpw",
    "perc_huurwoningen_in_bezit_overige_verhuurders": "p_ov_hw",
    "percentage_woningen_met_eigendom_onbekend": "p_e_o_w",
    "gemiddeld_aardgasverbruik": "g_gas",
    "gemiddelde_elektriciteitslevering": "g_ele",
    "percentage_woningen_met_stadsverwarming": "p_stadsv",
    "netto_arbeidsparticipatie": "p_arb_pp",
    "percentage_huishoudens_met_laagste_inkomen": "p_hh_li",
    "percentage_huishoudens_met_hoog_inkomen": "p_hh_hi",
    "aantal_personen_met_een_alg_bijstandsuitkering_tot": "a_soz_wb",
    "aantal_bedrijfsvestigingen": "a_bedv",
    "personenautos_totaal": "a_pau",
    "personenautos_per_huishouden": "g_pau_hh",
    "personenautos_per_km2": "g_pau_km",
    "oppervlakte_totaal_in_ha": "a_opp_ha",
    "oppervlakte_land_in_ha": "a_lan_ha",
    "oppervlakte_water_in_ha": "a_wat_ha",
}
#: Shares in the map file where the workbook has counts: field -> part, whole.
MAP_SHARES = {
    "percentage_personen_0_tot_15_jaar": ("a_00_14", "a_inw"),
    "percentage_personen_15_tot_25_jaar": ("a_15_24", "a_inw"),
    "percentage_personen_25_tot_45_jaar": ("a_25_44", "a_inw"),
    "percentage_personen_45_tot_65_jaar": ("a_45_64", "a_inw"),
    "percentage_personen_65_jaar_en_ouder": ("a_65_oo", "a_inw"),
    "percentage_eenpersoonshuishoudens": ("a_1p_hh", "a_hh"),
    "percentage_huishoudens_zonder_kinderen": ("a_hh_z_k", "a_hh"),
    "percentage_huishoudens_met_kinderen": ("a_hh_m_k", "a_hh"),
}
#: Fields that only a later release fills.
MAP_LATER = (
    "huisartsenpraktijk_gemiddelde_afstand_in_km", "grote_supermarkt_gemiddelde_afstand_in_km",
    "kinderdagverblijf_gemiddelde_afstand_in_km", "basisonderwijs_gemiddelde_afstand_in_km",
    "treinstation_gemiddelde_afstand_in_km", "gemiddeld_inkomen_per_inwoner",
)  # fmt: skip
SECRET, LATER = -99997, -99995


def write_kwb(
    folder: Path, figures: pd.DataFrame, names: dict[str, str], year: int, columns: tuple[str, ...] | None
) -> Path:
    """Write the kwb workbook of one year; only `columns` are filled, all that there are where None."""
    path = folder / f"kwb-{year}.xlsx"
    shown = figures if columns is None else figures[list(columns)]
    by_code = {str(code): row for code, row in shown.iterrows()}
    rows = [[*_region(code, names[code]), *_cells(by_code[code])] for code in _kwb_order(figures.index)]
    write_workbook(path, f"kwb-{year}", KWB_COLUMNS, rows)
    return path


def region_names(plan: Plan) -> dict[str, str]:
    """Return the name of every gemeente, wijk and buurt by code."""
    buurten = plan.buurten
    return {
        GEMEENTECODE: GEMEENTENAAM,
        **dict(zip(buurten["wijkcode"], buurten["wijknaam"], strict=True)),
        **dict(zip(buurten["buurtcode"], buurten["buurtnaam"], strict=True)),
    }


def _kwb_order(codes: pd.Index) -> list[str]:
    """Return the codes as CBS lists them: each wijk followed by its buurten."""
    return sorted(codes, key=lambda code: (code[:2] != "GM", code[2:8], code[:2] == "BU", code))


def _region(code: str, name: str) -> list[object]:
    """Return the first seven cells of a row."""
    kind = {"GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}[code[:2]]
    return [code, code[2:], name, GEMEENTENAAM, kind, code, 1]


def _cells(figures: pd.Series) -> list[object]:
    """Return the figures of one area in the order of the workbook."""
    names = [column.strip() for column in KWB_COLUMNS[7:]]
    return [_cell(name, float(figures.get(name, np.nan))) for name in names]


def _cell(column: str, value: float) -> object:
    """Return one cell: a number, a number as text, or the mark for none."""
    if np.isnan(value):
        return MISSING
    number = int(value) if value.is_integer() else value
    return str(number) if column in AS_TEXT else number


def write_map_file(folder: Path, figures: pd.DataFrame, plan: Plan) -> Path:
    """Write wijkenbuurten_2024.gpkg: buurten, wijken and gemeenten with their figures and marks."""
    path = folder / "wijkenbuurten_2024.gpkg"
    buurten = plan.buurten.assign(
        water=np.where(plan.buurten["wijktype"] == "water", "JA", "NEE"),
        gemeentecode=GEMEENTECODE,
        gemeentenaam=GEMEENTENAAM,
        indelingswijziging_wijken_en_buurten=1,
    )
    write_layer(_layer(buurten, "buurtcode", ("buurtcode", "buurtnaam", "wijkcode"), figures), path, "buurten")
    write_layer(_layer(_dissolved(buurten, "wijkcode"), "wijkcode", ("wijkcode", "wijknaam"), figures), path, "wijken")
    write_layer(_layer(_dissolved(buurten, "gemeentecode"), "gemeentecode", (), figures), path, "gemeenten")
    return path


def _dissolved(buurten: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """Return the larger areas, land and large water apart as CBS draws them."""
    groups = buurten.groupby([by, "water"], sort=True)
    first = groups.first().reset_index().drop(columns="geometry")
    shapes = [shapely.union_all(shapes.to_numpy()) for _, shapes in groups["geometry"]]
    return gpd.GeoDataFrame(first, geometry=shapes, crs=RD)


def _layer(areas: gpd.GeoDataFrame, code: str, own: tuple[str, ...], figures: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the fields of one layer of the map file."""
    codes = areas[code].to_numpy()
    shared = ["gemeentecode", "gemeentenaam", "indelingswijziging_wijken_en_buurten", "water"]
    fields = map_figures(figures).loc[codes].reset_index(drop=True)
    tail = pd.DataFrame({"jrstatcode": [f"2024{name}" for name in codes], "jaar": 2024})
    table = pd.concat([areas[[*own, *shared]].reset_index(drop=True), fields, tail], axis=1)
    multi = [shapely.multipolygons(shapely.get_parts(shape)) for shape in areas.geometry]
    return gpd.GeoDataFrame(table, geometry=multi, crs=RD)


def map_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures under the map file's names: -99997 where secret, -99995 where still to come."""
    fields = {name: figures[column] for name, column in MAP_FIELDS.items()}
    shares = {name: (100 * figures[part] / figures[whole]).round() for name, (part, whole) in MAP_SHARES.items()}
    table = pd.DataFrame({**fields, **shares}).replace([np.inf, -np.inf], np.nan).fillna(SECRET)
    return table.assign(**dict.fromkeys(MAP_LATER, LATER))
