"""Numbers that are written out with what they count, put into figures: thirty days, 삼십 일, 열네 일, 오만 원."""

import re
from functools import lru_cache

from reviewer.rules.korean import read_number

_LEAST = 3
"""From here on a written-out number must be in the other language, too: `a`, `both`, 두 and the like say less."""


def _numbered(words: str, first: int = 1, by: int = 1) -> dict[str, int]:
    return {word: number * by for number, word in enumerate(words.split(), first)}


_ENGLISH = _numbered("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")
_ENGLISH |= _numbered("sixteen seventeen eighteen nineteen", 16)
_ENGLISH |= _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2, 10)
_LARGE = {"thousand": 1_000, "million": 1_000_000}
_WORDS = "|".join((*sorted(_ENGLISH, key=len, reverse=True), "hundred", *_LARGE))
_UNITS_EN = r"(?:working |calendar |business )?days?|weeks?|months?|hours?|per ?cent|won"
_EN = re.compile(rf"\b((?:{_WORDS})(?:(?:[ -]| and )(?:{_WORDS}))*)[ -]({_UNITS_EN})\b", re.IGNORECASE)

_NATIVE = _numbered("한 두 세 네 다섯 여섯 일곱 여덟 아홉") | _numbered("석 넉", 3)
_TENS = _numbered("열 스물 서른 마흔 쉰 예순 일흔 여든 아흔", 1, 10) | {"스무": 20}
_DAYS = _numbered("사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘", 3)
_AFTER = r"(?![가-힣])|(?=간|이내|안|내|동안|까지|부터|의|에|을|은|이|로|마다|전|후)"
_START = r"(?<![가-힣\d])"
_UNITS_KO = r"영업일|일|주|개월|달|시간|퍼센트"
_SINO = re.compile(
    rf"{_START}([일이삼사오육칠팔구십백천]{{2,}}|[십백]|[삼사오육칠팔구](?= )) ?({_UNITS_KO})(?:{_AFTER})"
)
_OWN = re.compile(rf"{_START}({'|'.join(_TENS)})?({'|'.join(_NATIVE)})? ?({_UNITS_KO})(?:{_AFTER})")
_DAY = re.compile(rf"{_START}({'|'.join(_DAYS)})(?:{_AFTER})")
_WON = re.compile(r"(?<![가-힣\d,])금?([일이삼사오육칠팔구]?[십백천만억][일이삼사오육칠팔구십백천만억 ]*)원")


@lru_cache(maxsize=4_000)
def in_figures(text: str) -> str:
    """The text with every number in figures that is written out before a unit of time, a rate or won."""
    if text.isascii():
        return _EN.sub(_of_english, text)
    for pattern, found in ((_WON, _of_won), (_SINO, _of_sino), (_OWN, _of_native), (_DAY, _of_day)):
        text = pattern.sub(found, text)
    return _EN.sub(_of_english, text)


def _figure(number: int, unit: str, hit: re.Match[str]) -> str:
    return f"{number}{unit}" if number >= _LEAST else hit[0]


def _of_english(hit: re.Match[str]) -> str:
    total = part = 0
    for word in re.split(r"[ -]+", hit[1].lower()):
        if word in _LARGE:
            total, part = total + max(part, 1) * _LARGE[word], 0
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            part += _ENGLISH.get(word, 0)
    return _figure(total + part, f" {hit[2]}", hit)


def _of_won(hit: re.Match[str]) -> str:
    return _read(hit[1].replace(" ", ""), "원", hit)


def _of_sino(hit: re.Match[str]) -> str:
    return _read(hit[1], hit[2], hit)


def _read(word: str, unit: str, hit: re.Match[str]) -> str:
    try:
        return _figure(int(read_number(word)), unit.replace("달", "개월"), hit)
    except ValueError:
        return hit[0]


def _of_native(hit: re.Match[str]) -> str:
    number = _TENS.get(hit[1] or "", 0) + _NATIVE.get(hit[2] or "", 0)
    return _figure(number, hit[3].replace("달", "개월"), hit)


def _of_day(hit: re.Match[str]) -> str:
    return f"{_DAYS[hit[1]]}일"
