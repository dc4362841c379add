"""What a text for people may not hold, for every test that reads texts: one list of words, one way to count."""

from __future__ import annotations

import re

#: Words that judge people or places instead of describing a task.
JUDGING = re.compile(
    r"\b(probleem\w*|achterstand\w*|achtergesteld\w*|zwakke?|zwakker\w*|slechte?|slechter|slechtste|kansarm\w*|kansloos|"
    r"schuld\w*|arme|armoedig\w*|verpauper\w*|verloeder\w*|verwaarloos\w*|asociaal|asociale|crimine\w*|onderklasse|"
    r"laagopgeleid\w*|prachtwijk\w*|krachtwijk\w*|aandachtswijk\w*|aandachtsbuurt\w*|getto\w*|kwetsba\w*|ernstig\w*|"
    r"zorgelijk\w*|helaas|lui|luie|dom|domme)\b",
    re.IGNORECASE,
)
#: Words that promise money.
PROMISING = re.compile(
    r"\b(bespaar\w*|bespaart|besparen|besparing\w*|goedkoper\w*|voordelig\w*|terugverdien\w*|winst\w*|"
    r"lagere? (energie)?(rekening|kosten|lasten)|minder (kosten|betalen)|scheelt geld|levert geld op)\b",
    re.IGNORECASE,
)
#: A number in English notation, or with a decimal that says nothing.
_NOT_DUTCH = re.compile(r"\d\.\d{1,2}(?!\d)|\d\.\d{4}|\d,\d{3},|,0+ ?%|\d\d{3}\.\d|\bnan\b|\binf\b", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý0-9'])")

#: Most words of a sentence, and of the sentences of one card on average.
LONGEST_SENTENCE = 30
AVERAGE_SENTENCE = 20


def sentences(text: str) -> list[str]:
    """Return the sentences of a text.

    >>> sentences("Er is 1,5 km. Hoe ver is dat? Ver.")
    ['Er is 1,5 km.', 'Hoe ver is dat?', 'Ver.']
    """
    return [part for part in _END.split(text.strip()) if part]


def words(sentence: str) -> int:
    """Return the number of words of a sentence.

    >>> words("Van de grond is 81% zonder groen of water.")
    9
    """
    return len(re.findall(r"[^\s/]+", sentence))


def wrong_in(text: str) -> list[str]:
    """Return what people should not read in a text: judging words, promises, numbers that are not Dutch.

    >>> wrong_in("Een slechte buurt bespaart 57.0%")
    ['slechte', 'bespaart', '7.0']
    >>> wrong_in("In deze buurt is 57,5% van de 1.055 huizen groen.")
    []
    """
    return [found.group(0) for pattern in (JUDGING, PROMISING, _NOT_DUTCH) for found in pattern.finditer(text)]
