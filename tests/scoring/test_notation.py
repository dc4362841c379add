import pytest

from wijkkaart.scoring.notation import dutch_number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (6.4, 1, "6,4"),
        (1055.14, 1, "1.055,1"),
        (1234567.0, 0, "1.234.567"),
        (-0.24, 2, "-0,24"),
        (-0.004, 2, "0,00"),
        (19.6, 0, "20"),
    ],
)
def test_numbers_are_written_the_dutch_way(value, decimals, text):
    assert dutch_number(value, decimals) == text
