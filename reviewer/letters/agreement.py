"""Whether the two languages of a letter name the same amounts, days and numbers wherever they stand (domain.md 4.7)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reviewer.letters.content import Block, Letter, Paragraph, Table
from reviewer.letters.message import short_message
from reviewer.letters.number_words import in_figures
from reviewer.rules.korean import date_en

_MONTHS = [date_en(dt.date(2023, month, 1)).split()[1] for month in range(1, 13)]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
# Both ways of writing are read in both languages: what a person typed stands in the letter as they typed it.
_AMOUNT = re.compile(r"KRW (\d[\d,]*)()|(\d[\d,]*)()(?= won\b)|(\d[\d,]*)(만)? ?원")
_DAY_KO = re.compile(
    r"(?<!\d)(?:(\d{4})(?:\. ?|년 ?|-)(1[0-2]|0?[1-9])(?:\. ?|월 ?|-)(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(1[0-2]|0?[1-9])(?:\. |월 ?)(3[01]|[12]\d|0?[1-9])(?=\.|일))"
)
_DAY_EN = re.compile(rf"\b(?:(\d{{1,2}})(?: to |[-–]))?(\d{{1,2}}) ({_MONTH})\b(?: (\d{{4}}))?")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)")
_COUNTRY = re.compile(r"\+82[- ]?(?=\d)")
_UNIT = (
    r"(?:(?P<rate> ?%| ?퍼센트| per ?cent)|(?P<days> ?(?:영업)?일(?!부)|(?: working| calendar| business)? days?\b)"
    r"|(?P<weeks> ?주(?! ?년)| weeks?\b)|(?P<months> ?개월| months?\b)|(?P<hours> ?시간| hours?\b))?"
)
# A number with its decimals, or one such as 2023-A-0123, and what it counts.
_NUMBER = re.compile(
    r"(\d[\d,]*\.\d+|\d+(?:,\d{3})+|\d[0-9A-Za-z]*?(?:-[0-9A-Za-z]+)*)(?:st|nd|rd|th)?(?![0-9A-Za-z])" + _UNIT
)
_COUNTED = (
    ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
)
_WORD = re.compile(
    rf"(\b(?:{_MONTH}|{'|'.join(_COUNTED[1] + _COUNTED[2])})\b|(?<!\S)(?:{'|'.join(_COUNTED[0])})(?= )){_UNIT}",
    re.IGNORECASE,
)

Day = tuple[int, int, int]
CELL = 100
"""So many letters at most has a text whose figures are kept for the next letter."""


@dataclass(frozen=True)
class _Figures:
    """Figures of a text: won, days (year 0 where none stands), other numbers; `rest` is the text without days."""

    amounts: set[int]
    days: set[Day]
    numbers: set[str]
    rest: str

    def beyond(self, other: "_Figures") -> set[str]:
        """The numbers the other text has neither in figures nor in words."""
        found = self.numbers - other.numbers
        return found and found - {_counted(_of_word(hit[1]), hit) for hit in _WORD.finditer(other.rest)}


def disagreements(letter: Letter, other: Letter) -> Iterator[str]:
    """`amounts_differ`, `dates_differ` and `numbers_differ`, where one language names what the other does not; pure.

    Sentences are compared as a whole, because the languages say things in another order; tables cell by cell.
    """
    ours, theirs = list(_places(letter)), list(_places(other))
    if len(ours) != len(theirs):
        yield "numbers_differ"
        return
    differ = [(one, two) for one, two in zip(ours, theirs, strict=True) if one != two and _DIGIT.search(one + two)]
    pairs = [(_figures(one), _figures(two)) for one, two in differ]
    if any(one.amounts != two.amounts for one, two in pairs):
        yield "amounts_differ"
    outage = _outage_day(letter)
    if any(_lacks(one.days - outage, two.days) or _lacks(two.days - outage, one.days) for one, two in pairs):
        yield "dates_differ"
    if any(one.beyond(two) or two.beyond(one) for one, two in pairs):
        yield "numbers_differ"


def _places(letter: Letter) -> Iterator[str]:
    """The texts that must name the same, in figures: all sentences, the text message, every cell of every table."""
    blocks = (*letter.body, *(block for annex in letter.annexes for block in annex.blocks))
    yield "\n".join(map(in_figures, _sentences(letter, blocks)))
    yield in_figures(short_message(letter))
    for block in blocks:
        if isinstance(block, Table):
            rows = ([one.heading for one in block.columns], *block.rows)
            yield from (in_figures(cell) for row in rows for cell in row)


def _sentences(letter: Letter, blocks: tuple[Block, ...]) -> Iterator[str]:
    yield from (letter.organisation, letter.title, *letter.signers, *letter.foot)
    yield from (text for pair in letter.head for text in pair)
    yield from (block.text if isinstance(block, Paragraph) else block.caption for block in blocks)
    yield from (text for annex in letter.annexes for text in (annex.heading, annex.title))


def _outage_day(letter: Letter) -> set[Day]:
    """The day by which a letter may call the outage in one language only, as its English title does."""
    assert letter.origin is not None, "a letter is compared where it was made"
    first = letter.origin.plan.outage_week[0]
    return {(first.year, first.month, first.day)}


def _lacks(days: set[Day], others: set[Day]) -> bool:
    """Whether a day of the first is none of the second; a day without its year is that day of any year."""
    return any(
        (year, month, day) not in others
        and not any(other[1:] == (month, day) and 0 in (year, other[0]) for other in others)
        for year, month, day in days
    )


def _figures(text: str) -> _Figures:
    return _figures_of_cell(text) if len(text) <= CELL else _figures_in(text)


def _figures_in(text: str) -> _Figures:
    """What is found is taken out of the text, so that the day of a date is not counted again as a number."""
    rest = _COUNTRY.sub("0", text)
    numbers = {f"{int(hit[1])}:{hit[2]}" for hit in _TIME.finditer(rest)}
    days = set()
    rest = _TIME.sub(" ", rest)
    for hit in _DAY_KO.finditer(rest):
        year, month, day = hit.groups()[:3] if hit[1] else ("0", *hit.groups()[3:])
        days.add((int(year), int(month), int(day)))
    rest = _DAY_KO.sub(" ", rest)
    for hit in _DAY_EN.finditer(rest):
        days.update((int(hit[4] or 0), _month(hit[3]), int(day)) for day in (hit[1], hit[2]) if day)
    rest = _DAY_EN.sub(" ", rest)
    amounts = {_won(hit) for hit in _AMOUNT.finditer(rest)}
    for hit in _NUMBER.finditer(_AMOUNT.sub(" ", rest)):
        number = hit[1].replace(",", "")
        numbers.add(_counted(number.lstrip("0") or number, hit))
    # "rounded to 1 won" says what is counted in; it is no amount.
    return _Figures(amounts - {1}, days, numbers, rest)


_figures_of_cell = lru_cache(maxsize=1024)(_figures_in)
"""Cells come again from letter to letter; all sentences of one together never do."""


def _won(hit: re.Match[str]) -> int:
    return int((hit[1] or hit[3] or hit[5]).replace(",", "")) * (10_000 if hit[6] else 1)


def _counted(number: str, hit: re.Match[str]) -> str:
    return f"{number} {hit.lastgroup}" if hit.lastgroup else number


def _month(name: str) -> int:
    return next(place for place, month in enumerate(_MONTHS, 1) if month.lower().startswith(name.lower()))


def _of_word(word: str) -> str:
    rows = [row.index(word.lower()) + 1 for row in _COUNTED if word.lower() in row]
    return str(rows[0] if rows else _month(word))
