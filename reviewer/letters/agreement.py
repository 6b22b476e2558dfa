"""Whether the two languages of a letter name the same amounts and the same days (domain.md 4.7)."""

import datetime as dt
import re
from collections.abc import Iterator

from reviewer.letters.content import Letter, Paragraph
from reviewer.rules.korean import date_en

_MONTHS = [date_en(dt.date(2023, month, 1)).split()[1] for month in range(1, 13)]
# Both ways of writing are read in both languages: what a person typed stands in the letter as they typed it.
_AMOUNT = re.compile(r"KRW (\d[\d,]*)|(\d[\d,]*) won\b|(\d[\d,]*)원")
_DAY_KO = re.compile(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.")
_DAY_EN = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")


def disagreements(letter: Letter, other: Letter) -> Iterator[str]:
    """`amounts_differ` and `dates_differ`, where one language names what the other does not; pure."""
    one, two = _sentences(letter), _sentences(other)
    if _amounts(one) != _amounts(two):
        yield "amounts_differ"
    if _days(one) != _days(two):
        yield "dates_differ"


def _sentences(letter: Letter) -> str:
    return "\n".join(block.text for block in letter.body if isinstance(block, Paragraph))


def _amounts(text: str) -> set[int]:
    return {int("".join(found.groups("")).replace(",", "")) for found in _AMOUNT.finditer(text)}


def _days(text: str) -> set[tuple[int, int, int]]:
    korean = {(int(year), int(month), int(day)) for year, month, day in _DAY_KO.findall(text)}
    return korean | {(int(year), _MONTHS.index(month) + 1, int(day)) for day, month, year in _DAY_EN.findall(text)}
