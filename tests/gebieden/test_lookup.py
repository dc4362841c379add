from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.errors import ConfigError
from wijkkaart.gebieden.lookup import find_gemeente, plain_name

NAMES = {
    "GM0518": "'s-Gravenhage",
    "GM0796": "'s-Hertogenbosch",
    "GM1900": "Súdwest-Fryslân",
    "GM1970": "Noardeast-Fryslân",
    "GM0373": "Bergen (NH.)",
    "GM0893": "Bergen (L.)",
    "GM0748": "Bergen op Zoom",
    "GM0164": "Hengelo (O.)",
    "GM0687": "Middelburg (Z.)",
    "GM0344": "Utrecht",
    "GM0503": "Delft",
    "GM1883": "Sittard-Geleen",
    "GM1690": "De Wolden",
    "GM0484": "Alphen aan den Rijn",
    "GM1940": "De Fryske Marren",
    "GM0353": "IJsselstein",
}
ROWS = pd.DataFrame({"code": list(NAMES), "naam": list(NAMES.values())})


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Den Haag", "GM0518"),
        ("den haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("\u2019s Gravenhage", "GM0518"),
        ("Gemeente Den Haag", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("'s-Hertogenbosch", "GM0796"),
        ("Sudwest Fryslan", "GM1900"),
        ("SÚDWEST-FRYSLÂN", "GM1900"),
        ("Su\u0301dwest-Frysla\u0302n", "GM1900"),  # accents as separate characters
        ("De Friese Meren", "GM1940"),
        ("Hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("Hengelo (Overijssel)", "GM0164"),
        ("Utrecht (Ut.)", "GM0344"),
        ("Bergen (NH.)", "GM0373"),
        ("Bergen NH", "GM0373"),
        ("Bergen (Limburg)", "GM0893"),
        ("Bergen op Zoom", "GM0748"),
        ("  delft ", "GM0503"),
        ("gm0503", "GM0503"),
        ("GM0893", "GM0893"),
        ("ijsselstein", "GM0353"),
    ],
)
def test_every_usual_spelling_finds_its_gemeente(asked, code):
    assert find_gemeente(asked, ROWS) == code


@pytest.mark.parametrize("asked", ["Bergen", "bergen", "Bergen (U.)"])
def test_a_name_of_two_gemeenten_gives_the_choice_with_their_codes(asked):
    with pytest.raises(ConfigError) as error:
        find_gemeente(asked, ROWS)
    message = str(error.value)
    assert "2 gemeenten" in message
    assert "Bergen (NH.) (GM0373), Bergen (L.) (GM0893)" in message
    assert "Zoom" not in message


def test_an_unknown_name_shows_the_closest_ones():
    with pytest.raises(ConfigError, match=r"'Delf'\. Lijkt erop: Delft \(GM0503\)"):
        find_gemeente("Delf", ROWS)
    with pytest.raises(ConfigError, match=r"Lijkt erop: Sittard-Geleen \(GM1883\)\.$"):
        find_gemeente("Sittard", ROWS)


def test_a_part_of_a_name_is_never_taken_for_the_name():
    with pytest.raises(ConfigError, match=r"Lijkt erop: De Wolden \(GM1690\)"):
        find_gemeente("De Wold", ROWS)
    with pytest.raises(ConfigError, match=r"Lijkt erop: Alphen aan den Rijn \(GM0484\)"):
        find_gemeente("Alphen", ROWS)


@pytest.mark.parametrize("asked", ["Xqzw", "", "  ", "-", "()", "gemeente"])
def test_a_name_like_no_other_is_refused_without_a_guess(asked):
    with pytest.raises(ConfigError, match="geen gemeente met de naam") as error:
        find_gemeente(asked, ROWS)
    assert "Lijkt" not in str(error.value)


def test_an_unknown_code_and_a_bare_number_say_what_to_write():
    with pytest.raises(ConfigError, match=r"code GM0612.*opgegaan"):
        find_gemeente("GM0612", ROWS)
    with pytest.raises(ConfigError, match="GM0518 in plaats van 518"):
        find_gemeente("518", ROWS)


def test_a_gemeente_with_rows_for_land_and_water_is_one():
    twice = pd.concat([ROWS, ROWS], ignore_index=True)
    assert find_gemeente("Delft", twice) == "GM0503"


@given(st.sampled_from(sorted(NAMES)), st.randoms(use_true_random=False))
def test_capitals_and_punctuation_never_matter(code, chance):
    name = "".join(chance.choice((letter.upper(), letter.lower())) for letter in NAMES[code])
    spelled = "".join(" " if letter in "-'." else letter for letter in name)
    assert find_gemeente(spelled, ROWS) == code


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_a_plain_name_stays_as_it_is(text):
    assert plain_name(plain_name(text)) == plain_name(text)
