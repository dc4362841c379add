"""From true figures to published ones: buurt, wijk and gemeente, suppressed and rounded as CBS does."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkkaart.voorbeeldstad.chance import some
from wijkkaart.voorbeeldstad.figures import DISTANCES, FIXED_INHABITANTS
from wijkkaart.voorbeeldstad.gazetteer import GEMEENTECODE

#: What each figure is a mean over when buurten are taken together; the rest are counts.
WEIGHTS = {
    "a_woning": (
        "p_koopw", "p_huurw", "p_wcorpw", "p_ov_hw", "p_e_o_w", "p_mgezw", "p_1gezw", "g_wozbag", "p_leegsw",
        "g_gas", "g_ele", "p_stadsv", "p_won_z", "p_won_m", "p_won_zs",
    ),
    "a_hh": ("p_hh_li", "p_hh_hi", "m_hh_ver", "ses"),
    "a_inw": ("p_ink_ar", "p_arb_pp", "ste_oad", *DISTANCES),
}  # fmt: skip
COUNTS = (
    "a_inw", "a_man", "a_vrouw", "a_hh", "a_1p_hh", "a_hh_z_k", "a_hh_m_k", "a_00_14", "a_15_24", "a_25_44",
    "a_45_64", "a_65_oo", "a_woning", "a_soz_wb", "a_pau", "a_lp_pub", "a_bedv",
)  # fmt: skip
PEOPLE = (
    "a_inw",
    "a_man",
    "a_hh",
    "a_1p_hh",
    "a_hh_z_k",
    "a_hh_m_k",
    "a_00_14",
    "a_15_24",
    "a_25_44",
    "a_45_64",
    "a_65_oo",
)
AREAS = ("a_opp_ha", "a_lan_ha", "a_wat_ha")
#: CBS shows figures only where a count is large enough: count, least, figures. Else they are secret.
LIMITS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("a_woning", 20, ("p_1gezw", "p_mgezw", "p_leegsw", "p_bewndw", "g_wozbag")),
    ("a_woning", 20, ("p_koopw", "p_huurw", "p_wcorpw", "p_ov_hw", "p_e_o_w")),
    ("bewoond", 6, ("g_gas", "g_ele")),
    ("bewoond", 10, ("p_stadsv", "p_won_m", "p_won_z", "p_won_zs")),
    ("a_hh", 100, ("p_hh_li", "p_hh_hi", "m_hh_ver", "ses")),
    ("a_hh", 50, ("g_pau_hh", "g_pau_km")),
    ("a_hh", 5, ("g_hhgro",)),
    ("a_inw", 150, ("p_arb_pp", "p_ink_ar")),
    ("a_inw", 10, ("bev_dich", *DISTANCES)),
)
TENS = ("g_gas", "g_ele", "a_soz_wb")
#: Counts of things, which are no secret.
EXACT = ("a_woning", "a_lp_pub")
ONE_DECIMAL = ("g_hhgro", "g_pau_hh", "p_ink_ar", "m_hh_ver", *DISTANCES)


def a_year_later(buurten: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the true figures of the next year: people and households have changed by about one percent."""
    growth = pd.Series(rng.normal(1.004, 0.01, len(buurten)), index=buurten.index)
    growth[list(FIXED_INHABITANTS)] = 1.0
    later = buurten.copy()
    later[list(PEOPLE)] = buurten[list(PEOPLE)].mul(growth, axis=0)
    return later


def all_levels(buurten: pd.DataFrame) -> pd.DataFrame:
    """Return the true figures of gemeente, wijken and buurten together (index code), with derived columns."""
    figures = buurten.assign(a_vrouw=buurten["a_inw"] - buurten["a_man"]).drop(columns="wijktype")
    wijken = _together(figures, figures["wijkcode"])
    gemeente = _together(figures, pd.Series(GEMEENTECODE, index=figures.index))
    table = pd.concat([gemeente, wijken, figures.drop(columns="wijkcode")])
    lived_in = table["a_woning"] * (1 - table["p_leegsw"] / 100)
    derived: dict[str, pd.Series] = {
        "g_hhgro": table["a_inw"] / table["a_hh"],
        "bev_dich": 100 * table["a_inw"] / table["a_lan_ha"],
        "p_bewndw": 100 - table["p_leegsw"],
        "g_pau_hh": table["a_pau"] / table["a_hh"],
        "g_pau_km": 100 * table["a_pau"] / table["a_lan_ha"],
        "ste_mvs": pd.cut(
            table["ste_oad"], [-1, 500, 1000, 1500, 2500, np.inf], labels=[5, 4, 3, 2, 1], right=False
        ).astype(float),
        "bewoond": lived_in,
    }
    return pd.concat([table, pd.DataFrame(derived)], axis=1).replace([np.inf, -np.inf], np.nan)


def _together(figures: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Return counts summed and means weighted over the buurten of each group."""
    merged = figures[[*COUNTS, *AREAS]].groupby(group).sum()
    for weight, columns in WEIGHTS.items():
        for column in columns:
            known = figures[weight].where(figures[column].notna(), 0)
            merged[column] = (figures[column] * known).groupby(group).sum() / known.groupby(group).sum()
    return merged


def published(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the figures as CBS publishes them: NaN where secret, rounded the CBS way.

    Counts of buurten and wijken are rounded at random to a multiple of five, but for those of
    dwellings and charging points; those of the gemeente are whole numbers.
    """
    shown = table.copy()
    for count, least, columns in LIMITS:
        shown.loc[table[count] < least, list(columns)] = np.nan
    shown.loc[table["a_pau"] > 2.5 * table["a_hh"], ["g_pau_hh", "g_pau_km"]] = np.nan
    fives = shown.index.str[:2] != "GM"
    for column in COUNTS:
        if column not in (*TENS, *EXACT):
            shown.loc[fives, column] = _random_fives(shown.loc[fives, column], rng)
    shown[list(TENS)] = shown[list(TENS)].round(-1)
    whole = [column for column in shown.columns if column not in (*ONE_DECIMAL, "ses")]
    return shown.round(dict.fromkeys(whole, 0) | dict.fromkeys(ONE_DECIMAL, 1) | {"ses": 3})


def _random_fives(counts: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Return multiples of five, up or down with a chance that leaves the mean as it was."""
    low = (counts // 5) * 5
    up = pd.Series(some((counts - low) / 5, len(counts), rng), index=counts.index)
    return low.where(~up, low + 5)
