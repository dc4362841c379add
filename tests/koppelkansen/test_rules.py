import pytest

from wijkkaart.errors import ConfigError
from wijkkaart.koppelkansen.expressions import Fact, leaves
from wijkkaart.koppelkansen.rules import load_rules

GOOD = """\
regels:
- id: K1
  naam: "Straat open"
  opgaven: [energietransitie, klimaatadaptatie]
  urgent: "s(energietransitie) >= hoog or ambitie(klimaatadaptatie)"
  fysiek: "p(versteningsgraad) >= 50"
  plan: "plan(riool)"
  aanwijzing: "x(riool_leeftijd_mediaan) >= 45"
  uitleg:
  - als: "x(versteningsgraad) >= 0"
    tekst: "In {gebied} is {versteningsgraad:.0f}% steen."
  - tekst: "In {gebied} kan meer."
  waarde: "w"
  voor_wie: "v"
  aan_tafel: "t"
  eerste_stap: "e"
  let_op: "l"
  vraag: "q"
  bron: "b"
"""


@pytest.fixture
def load(tmp_path, catalogue):
    def read(text):
        path = tmp_path / "eigen_regels.yml"
        path.write_text(text, encoding="utf-8")
        return load_rules(path, catalogue)

    return read


def test_the_packaged_rules_load(catalogue):
    rules = {rule.id: rule for rule in load_rules(opgaven=catalogue)}
    assert len(rules) == 12
    assert [name for name, rule in rules.items() if not rule.standaard] == ["K6_wonen_bij_ov"]
    assert [name for name, rule in rules.items() if rule.openbaarheid == "intern"] == ["K5_warm_en_betaalbaar"]
    street = rules["K1_straat_open"]
    assert street.opgaven == ("energietransitie", "klimaatadaptatie")
    assert [leaf for leaf in leaves(street.plan.node) if isinstance(leaf, Fact)] == [
        Fact("plan", "riool"),
        Fact("plan", "weg"),
        Fact("plan", "warmtenet"),
    ]
    assert [variant.als is None for variant in street.variants] == [False, False, True]
    assert street.aanwijzing.tekst == "x(riool_leeftijd_mediaan) >= 45"


def test_an_own_file_is_read(load):
    (rule,) = load(GOOD)
    assert (rule.naam, rule.standaard, rule.openbaarheid) == ("Straat open", True, "openbaar")


def test_disclosure_is_the_strictest_of_conditions_and_wordings(load):
    (in_condition,) = load(GOOD.replace("p(versteningsgraad) >= 50", "p(energiearmoede) >= 50"))
    (in_wording,) = load(
        GOOD.replace('als: "x(versteningsgraad) >= 0', 'als: "x(versteningsgraad) >= 0 and x(energiearmoede) >= 0')
    )
    (by_hand,) = load(GOOD.replace("  urgent", "  openbaarheid: intern\n  urgent"))
    assert [rule.openbaarheid for rule in (in_condition, in_wording, by_hand)] == ["intern"] * 3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("s(energietransitie)", "s(energie)", "regel 5: onbekende opgave 'energie'"),
        ("ambitie(klimaatadaptatie)", "ambitie(klimaat)", "regel 5: onbekende opgave 'klimaat'"),
        ("klimaatadaptatie]", "klimaadaptatie]", "regel 4: onbekende opgave 'klimaadaptatie'"),
        ("p(versteningsgraad)", "p(verstening)", "regel 6: onbekende indicator 'verstening'"),
        ("p(versteningsgraad)", "p(strategie)", r"regel 6: p\(strategie\) kan niet: .* categorie"),
        ("p(versteningsgraad)", "x(strategie)", r"regel 6: x\(strategie\) kan niet: .* categorie"),
        ("{versteningsgraad:.0f}", "{strategie:.0f}", "regel 11: het getal strategie .* 'als' belooft"),
        ("ambitie(klimaatadaptatie)", "ambitie(klimaat)", "regel 5: onbekende opgave 'klimaat'; .*: klimaatadaptatie"),
        ("klimaatadaptatie]", "klimaat]", "regel 4: onbekende opgave 'klimaat'"),
        ("s(energietransitie)", "score(energietransitie)", r"regel 5: .*score\(energietransitie\).* ken ik niet"),
        (">= hoog", ">= laag", "regel 5: 'laag' is geen getal"),
        (">= hoog or", ">= hoog || ", "regel 5: de voorwaarde .* is niet te lezen"),
        ('"x(versteningsgraad) >= 0"', '"x(steen) >= 0"', "regel 10: onbekende indicator 'steen'"),
        ("plan(riool)", "plan(rioolwerk)", "regel 7: onbekende soort werk 'rioolwerk'"),
        ('plan: "plan(riool)"', 'plan: "x(versteningsgraad) > 1"', r"regel 7: in 'plan' mag alleen plan\(...\) staan"),
        (">= 45", "", r"regel 8: 'x\(riool_leeftijd_mediaan\)' is geen voorwaarde"),
        ("{versteningsgraad:.0f}", "{riool_leeftijd_mediaan:.0f}", "regel 11: het getal riool_.* 'als' belooft"),
        ("{versteningsgraad:.0f}", "{verstening:.0f}", "regel 11: onbekende indicator 'verstening'"),
        ("{versteningsgraad:.0f}", "{versteningsgraad}", "regel 11: schrijf {versteningsgraad:.0f}"),
        ("{versteningsgraad:.0f}", "{versteningsgraad!r:.0f}", "regel 11: schrijf {versteningsgraad:.0f}"),
        ("{versteningsgraad:.0f}", "{versteningsgraad", "regel 11: de accolades"),
        ("In {gebied} kan", "In {versteningsgraad:.0f} kan", "regel 12: het getal versteningsgraad .* 'als' belooft"),
        ("  - tekst", "  - als: 'x(versteningsgraad) >= 9'\n    tekst", "regel 12: alleen de laatste uitleg"),
        ('  - als: "x(versteningsgraad) >= 0"\n    tekst', "  - tekst", "regel 10: alleen de laatste uitleg"),
        ("  - tekst", "  - zin", "regel 12: een uitleg heeft een 'tekst'"),
        ('waarde: "w"', 'waarde: "{gebied}"', "regel 13: accolades mogen alleen in 'uitleg'"),
        ('waarde: "w"', "waarde: 3", "regel 13: bij 'waarde' hoort een tekst"),
        ('waarde: "w"', 'waarde: " "', "regel 13: bij 'waarde' hoort een tekst"),
        ("  vraag:", "  wacht_op: 3\n  vraag:", "regel 18: bij 'wacht_op' hoort een tekst"),
        ("  vraag:", "  wacht_op: '{gebied}'\n  vraag:", "regel 18: accolades mogen alleen in 'uitleg'"),
        ("id: K1", "id: eigen_plein", "regel 2: het id 'eigen_plein' mag niet met 'eigen_' beginnen"),
        ('  vraag: "q"\n', "", "regel 2: de sleutel 'vraag' ontbreekt"),
        ("  vraag:", "  vragen: x\n  vraag:", "regel 18: onbekende sleutel 'vragen'"),
        ("  urgent:", "  standaard: ja\n  urgent:", "regel 5: 'standaard' moet aan of uit zijn"),
        ("id: K1", "id: K 1", "regel 2: het id 'K 1' mag alleen"),
        ("opgaven: [energietransitie, klimaatadaptatie]", "opgaven: []", "regel 2: bij 'opgaven' hoort een lijst"),
        ("regels:", "rules:", "regel 1: het bestand moet precies één sleutel"),
        ('naam: "Straat open"', 'naam: "a"\n  naam: "b"', "regel 4, zijn geen geldige YAML"),
        ("regels:", "regels: [", "geen geldige YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(load, old, new, message):
    assert old in GOOD
    with pytest.raises(ConfigError, match=message) as caught:
        load(GOOD.replace(old, new))
    assert "eigen_regels.yml" in str(caught.value)


def test_a_public_rule_cannot_rest_on_an_internal_figure(load):
    text = GOOD.replace("p(versteningsgraad)", "p(energiearmoede)").replace(
        "  urgent", "  openbaarheid: openbaar\n  urgent"
    )
    with pytest.raises(ConfigError, match="regel 5: deze regel kan niet openbaar zijn: energiearmoede is intern"):
        load(text)


@pytest.mark.parametrize("key", ["waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag", "bron", "naam"])
def test_no_text_of_a_card_may_be_missing(load, key):
    lines = [line for line in GOOD.splitlines(keepends=True) if not line.startswith(f"  {key}:")]
    with pytest.raises(ConfigError, match=f"regel 2: de sleutel '{key}' ontbreekt"):
        load("".join(lines))


def test_an_own_rule_that_shows_an_internal_number_is_internal(load):
    """The number stands in one wording only; all of the rule then stays inside."""
    text = GOOD.replace('als: "x(versteningsgraad) >= 0"', 'als: "x(energiearmoede) >= 0"').replace(
        "{versteningsgraad:.0f}", "{energiearmoede:.1f}"
    )
    (rule,) = load(text)
    assert rule.openbaarheid == "intern"
    with pytest.raises(ConfigError, match=r"eigen_regels\.yml(.|\n)*regel 5: .*niet openbaar zijn: energiearmoede"):
        load(text.replace("  urgent", "  openbaarheid: openbaar\n  urgent"))


def test_an_own_rule_may_say_which_file_it_waits_for(load):
    (rule,) = load(GOOD.replace("  vraag:", "  wacht_op: 'Wacht op een bestand.'\n  vraag:"))
    assert rule.wacht_op == "Wacht op een bestand."
    assert load(GOOD)[0].wacht_op == ""


def test_all_problems_come_at_once(load):
    second = GOOD.split("\n", 1)[1].replace("plan(riool)", "plan(dak)")
    with pytest.raises(ConfigError) as caught:
        load(GOOD.replace("s(energietransitie)", "s(warmte)") + second)
    message = str(caught.value)
    assert "regel 5: onbekende opgave 'warmte'" in message
    assert "regel 20: het id 'K1' komt twee keer voor" in message


def test_a_file_that_is_not_there_or_not_text(tmp_path, catalogue):
    with pytest.raises(ConfigError, match=r"weg\.yml zijn niet te lezen.*koppelregels"):
        load_rules(tmp_path / "weg.yml", catalogue)
    (tmp_path / "ruis.yml").write_bytes(b"regels: \xff\xfe")
    with pytest.raises(ConfigError, match=r"ruis\.yml zijn niet te lezen"):
        load_rules(tmp_path / "ruis.yml", catalogue)
