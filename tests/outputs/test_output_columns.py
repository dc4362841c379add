"""The table heads are a promise to users: written out here, so that a change is a choice."""

import pytest

from wijkkaart.outputs.codebook_columns import CODEBOEK
from wijkkaart.outputs.columns import TABLES

HEADS = {
    "indicatoren": """
run_id, gemeentecode, gebiedcode, gebiednaam, niveau, indelingsjaar, indicator, waarde, waarde_tekst, eenheid,
status, teller, noemer, dekking, p10, p50, p90, percentiel, referentie, norm, afstand_tot_norm, peiljaar,
bron, openbaarheid
""",
    "scores": """
run_id, gemeentecode, gebiedcode, niveau, indelingsjaar, opgave, score, referentie, dekking, n_indicatoren,
rang, rang_p5, rang_p50, rang_p95, p_bovenste_derde, oordeel, status
""",
    "koppelkansen": """
run_id, gemeentecode, gebiedcode, niveau, regel, naam, opgaven, herkomst, stand, kan_hoger, uitleg, waarde,
voor_wie, aan_tafel, eerste_stap, let_op, vraag, bewijs, p_urgent, zekerheid, openbaarheid,
herkenning, stippen
""",
    "gebieden": """
gebiedcode, gebiednaam, niveau, gemeentecode, wijkcode, indelingsjaar, n_buurten, volledig, bewoond, water,
oppervlakte_ha
""",
    "sterke_punten": """
run_id, gemeentecode, gebiedcode, niveau, opgave, indicator, zin, waarde, percentiel, openbaarheid
""",
    "dna": """
run_id, gemeentecode, gebiedcode, niveau, wijktype, wijktype_zekerheid, wijktype_bron, woningen_tot1909,
woningen_1910_1945, woningen_1946_1969, woningen_1970_1990, woningen_1991_2010, woningen_na2010,
woningen_onbekend, wijktype_tweede, wijktype_tweede_zekerheid, wijktype_geschat, wijktype_uitleg, straten, stations
""",
    "stemmen": """
run_id, gemeentecode, gebiedcode, soort, herkomst, opgave, werksoort, tekst, jaar_van, jaar_tot, x, y,
regel, oordeel, aantal, tafel
""",
    "tijdlijn": """
run_id, gemeentecode, gebiedcode, niveau, jaar, soorten, n_werken, samen, omschrijvingen
""",
    "samenhang": """
run_id, gemeentecode, soort, onderwerp, oordeel, zin, kant_1, kant_2, n, n_1, n_2, samen, samen_hoogstens, verwacht,
verwacht_los, lift, p, p_fdr, deels_mechanisch, zonder_gedeeld, lift_zonder_gedeeld, p_zonder_gedeeld,
odds_ratio_binnen_wijktype, n_regel, urgent, kansrijk, openbaarheid
""",
    "samenhang_indicatoren": """
run_id, gemeentecode, referentie, opgave, indicator, n_buurten, spearman_met_score, oordeel, hangt_samen_met,
gedeelde_bron, openbaarheid
""",
    "keuzes": "run_id, gemeentecode, referentie, opgave, plek, keuze, gemiddelde_rangverschuiving, zin",
}
CODEBOOK_HEAD = """
tabel, id, label_nl, label_en, eenheid, opgave, rol, kern, richting, gewicht, vraag, formule, bron, norm,
minimum, valkuil, openbaarheid
"""


def _names(head):
    return [name.strip() for name in head.split(",")]


@pytest.mark.parametrize("table", HEADS)
def test_the_head_of_a_table_is_that_of_the_contract(table):
    assert [column.id for column in TABLES[table]] == _names(HEADS[table])


def test_there_are_no_other_tables_than_those_of_the_contract():
    assert list(TABLES) == list(HEADS)


def test_the_code_book_begins_with_the_head_of_the_contract_and_adds_type_and_licence():
    assert [column.id for column in CODEBOEK] == [*_names(CODEBOOK_HEAD), "type", "licentie"]


@pytest.mark.parametrize("column", [c for columns in (*TABLES.values(), CODEBOEK) for c in columns], ids=lambda c: c.id)
def test_every_column_says_what_it_is_and_every_number_its_unit(column):
    assert column.label_nl
    assert column.label_en
    assert column.uitleg
    assert bool(column.eenheid) == (column.type in {"getal", "geheel"})
