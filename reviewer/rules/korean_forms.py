"""Dates, amounts and periods as Korean papers write them, found inside longer text and in single cells."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reviewer.rules.korean import LARGEST_WON, parse_hangul_won
from reviewer.rules.numbers import parse_won


class DateAt(NamedTuple):
    """A date that stands at `text[start:end]`."""

    start: int
    end: int
    date: dt.date


class AmountAt(NamedTuple):
    """An amount in won that stands at `text[start:end]`; below zero where the paper marks it so."""

    start: int
    end: int
    amount: int


class PeriodAt(NamedTuple):
    """A period from `first` to `last`, both included, that stands at `text[start:end]`."""

    start: int
    end: int
    first: dt.date
    last: dt.date


_WEEKDAYS = "월화수목금토일"
_WEEKDAY = r"(?:\s?[(\[]\s?(?P<weekday>[월화수목금토일])(?:요일)?\s?[)\]]|\s(?P<weekday_2>[월화수목금토일])요일)?"
_FREE = r"(?<![\d.\-/:,A-Za-z])"  # a date does not begin in the middle of another number
_CLOSED = r"(?![\d%]|,\d{3}|:\d|[-/]\d|\.\d)(?!\s?원)"
_WITH_YEAR = re.compile(
    _FREE + r"(?P<year>(?:19|20)\d{2}|'?\d{2})\s?(?:(?P<mark>[.\-/])\s{0,2}(?P<month>\d{1,2})\s?(?P=mark)\s{0,2}"
    r"(?P<day>\d{1,2})\.?|년\s{0,2}(?P<month_2>\d{1,2})\s?월\s{0,2}(?P<day_2>\d{1,2})\s?일)" + _CLOSED + _WEEKDAY
)
_COMPACT = re.compile(_FREE + r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _CLOSED + _WEEKDAY)
_WITHOUT_YEAR = re.compile(
    _FREE + r"(?:(?P<month>\d{1,2})\s?월\s{0,2}(?P<day>\d{1,2})\s?일"
    r"|(?P<month_2>\d{1,2})(?P<mark>[./-])\s?(?P<day_2>\d{1,2})\.?)" + _CLOSED + _WEEKDAY
)
_CELL_CLOCK = re.compile(r"[T ]+(?:오전|오후|AM|PM)?\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|T\d{6}$", re.IGNORECASE)
_CELL_WEEKDAY = re.compile(r"\s*[(\[]?([월화수목금토일])(?:요일)?[)\]]?$")
_LONGEST_DATE = 60
_FIRST_CENTURY_YEAR = 50  # '98 is 1998, '22 is 2022


def same_length(text: str) -> str:
    """The text with full-width digits and signs in their plain form, every letter at its old place."""
    if text.isascii():
        return text
    return "".join(wide if len(wide := unicodedata.normalize("NFKC", one)) == 1 else one for one in text).translate(
        _SIGNS
    )


_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘ʼ´`", "'"))


def dates_in(text: str, year: int | None = None) -> list[DateAt]:
    """The dates of a text in order: `2022. 10. 15.`, `2022-10-15`, `22.10.15`, `20221015`, `2022년 10월 15일`.

    With `year` also dates that name none: `10월 15일` always, `10/15(토)` with its weekday, `10/15` when it is all
    the text. A weekday that does not fit the year rules such a date out: it belongs to another year.
    """
    plain = same_length(text)
    found = [
        DateAt(hit.start(), hit.end(), day)
        for pattern in (_WITH_YEAR, _COMPACT)
        for hit in pattern.finditer(plain)
        if (day := _date(_year_of(hit["year"]), hit)) is not None
    ]
    if year is not None:
        taken = [(one.start, one.end) for one in found]
        for hit in _WITHOUT_YEAR.finditer(plain):
            day = _date(year, hit)
            inside = any(start < hit.end() and hit.start() < end for start, end in taken)
            if day is not None and not inside and _is_sure(hit, plain, day):
                found.append(DateAt(hit.start(), hit.end(), day))
    return sorted(found)


def _year_of(written: str) -> int:
    digits = written.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _FIRST_CENTURY_YEAR else 2000)


def _date(year: int, hit: re.Match[str]) -> dt.date | None:
    facts = hit.groupdict()
    month, day = facts.get("month") or facts.get("month_2"), facts.get("day") or facts.get("day_2")
    try:
        return dt.date(year, int(month or 0), int(day or 0))
    except ValueError:
        return None


def _is_sure(hit: re.Match[str], text: str, day: dt.date) -> bool:
    weekday = hit["weekday"] or hit["weekday_2"]
    if weekday:
        return _WEEKDAYS[day.weekday()] == weekday
    return hit["month"] is not None or (hit["mark"] == "/" and hit[0].strip() == text.strip())


def date_of(cell: str, year: int | None = None) -> dt.date | None:
    """The date that a whole cell holds, a clock time or weekday after it read over; None where it holds none.

    With `year` also `10/15`, `10.15` and `10-15`: for cells of a column that holds dates.
    """
    plain = same_length(cell).strip()
    if not _HAS_DIGIT.search(plain) or len(plain) > _LONGEST_DATE:
        return None
    plain = _CELL_CLOCK.sub("", plain)
    found = dates_in(plain, year)
    if found and found[0].start == 0 and not plain[found[0].end :].strip(" .~"):
        return found[0].date
    weekday = _CELL_WEEKDAY.search(plain)
    bare = plain[: weekday.start()] if weekday else plain
    hit = _WITHOUT_YEAR.fullmatch(bare) or _WITH_YEAR.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if hit is None:
        return None
    named = hit.groupdict().get("year")
    if named is None and year is None:
        return None
    day = _date(_year_of(named) if named else year or 0, hit)
    wrong_day = day is not None and weekday is not None and named is None and _WEEKDAYS[day.weekday()] != weekday[1]
    return None if wrong_day else day


_MONTH = re.compile(
    _FREE + r"(?P<year>(?:19|20)\d{2})\s?(?:[.\-/]\s?|년\s?)(?P<month>0?[1-9]|1[0-2])(?:\s?월|\.)?(?![\d.\-/])"
)
_FROM_TO = re.compile(r"\s*(?:부터)?\s*(?:[~∼〜～]|-|부터|to)\s*", re.IGNORECASE)
_SHORT_END = re.compile(r"(?P<month>\d{1,2})\s?(?:[.\-/]|월)\s?(?P<day>\d{1,2})(?:일|\.)?(?![\d.\-/])")


def month_of(cell: str) -> tuple[int, int] | None:
    """Year and month of a cell that names a month and no day: `2022-09`, `2022년 9월`."""
    hit = _MONTH.fullmatch(same_length(cell).strip())
    return (int(hit["year"]), int(hit["month"])) if hit else None


def months_in(text: str) -> list[DateAt]:
    """The months of a text that are named without a day, each by its first day."""
    plain = same_length(text)
    return [
        DateAt(hit.start(), hit.end(), dt.date(int(hit["year"]), int(hit["month"]), 1))
        for hit in _MONTH.finditer(plain)
    ]


def periods_in(text: str, year: int | None = None) -> list[PeriodAt]:
    """The periods of a text in order: `2022-09-01 ~ 2022-10-31`, `2022.9.1.~10.31.`, `2022-09 ~ 2022-10`."""
    plain = same_length(text)
    days = dates_in(text, year)
    found = list(_day_periods(plain, days))
    if not found:
        months = [
            hit for hit in _MONTH.finditer(plain) if not any(one.start < hit.end() <= one.end + 1 for one in days)
        ]
        for one, other in pairwise(months):
            if _FROM_TO.fullmatch(plain, one.end(), other.start()):
                first = dt.date(int(one["year"]), int(one["month"]), 1)
                last_year, last_month = int(other["year"]), int(other["month"])
                last = dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
                found.append(PeriodAt(one.start(), other.end(), first, last))
    return [one for one in found if one.first <= one.last]


def _day_periods(plain: str, days: list[DateAt]) -> Iterator[PeriodAt]:
    for place, one in enumerate(days):
        between = _FROM_TO.match(plain, one.end)
        if between is None:
            continue
        following = days[place + 1] if place + 1 < len(days) else None
        if following is not None and following.start == between.end():
            yield PeriodAt(one.start, following.end, one.date, following.date)
        elif end := _SHORT_END.match(plain, between.end()):
            last = _date(one.date.year, end)
            if last is not None:
                yield PeriodAt(one.start, end.end(), one.date, last)


_NOT_INSIDE = r"(?<![\d.,:/A-Za-z])(?<!\d-)"
_COUNTED = r"(?!\s?(?:건|개|명|회|매|점|일|월|년|시|분|초|쪽|층|호|동|번|세|인|장|권|박|%|km|㎞|kg|g|m|p|x|X))"
_SIGN = r"(?P<sign>(?:[-△▲▽▼]\s?|\(\s?)?)"
_CURRENCY = r"(?:(?:일?금|[₩\\]|KRW)\s?)?"
_FIGURES = re.compile(
    _NOT_INSIDE + _SIGN + _CURRENCY + r"(?P<inner>[-△▲▽▼]?)(?P<figures>(?:\d{1,3}(?:,\d{3})+|\d+)"
    r"(?:\.0{1,2}|\.\d{1,4}(?=\s?[백천만억조]))?"
    r"(?:\s?[십백천만억조](?:\s?[\d,]*[십백천만억])*(?:\s?\d[\d,]*)?)?)(?P<won>\s?(?:원정?|won|KRW))?"
    r"(?P<close>\s?\))?" + _COUNTED + r"(?![\d:/]|-\d|[.,]\d|[A-Za-z])",
    re.IGNORECASE,
)
_HANGUL_CELL = re.compile(
    r"(?:일?금\s?)?(?:[일이삼사오육칠팔구십백천]+[만억])+[일이삼사오육칠팔구십백천]*\s?(?:원정?)?"
)
_HAS_DIGIT = re.compile(r"\d")
_PLAIN_FIGURES = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)")
_IN_HANGUL = re.compile(r"(?:일?금\s?)?(?P<words>[일이삼사오육칠팔구십백천만억]{2,})\s?원정?")


def amounts_in(text: str) -> list[AmountAt]:
    """The amounts of a text in order: `1,234,000원`, `123만 4천원`, `₩5,000`, `(1,000)`, `△1,000`, `-1,000`.

    Dates, clock times, counts (`3건`), shares (`10%`) and numbers with hyphens are none. Bare figures count: a table
    seldom names its unit.
    """
    plain = same_length(text)
    dated = [(one.start, one.end) for one in dates_in(text)]
    found: list[AmountAt] = []
    for hit in _FIGURES.finditer(plain):
        amount = _amount(hit)
        if amount is not None and not any(start < hit.end() and hit.start() < end for start, end in dated):
            found.append(AmountAt(hit.start(), hit.end(), amount))
    for hit in _IN_HANGUL.finditer(plain):
        if not any(one.start < hit.end() and hit.start() < one.end for one in found):
            found.append(AmountAt(hit.start(), hit.end(), parse_hangul_won(hit["words"])))
    return sorted(found)


def _amount(hit: re.Match[str]) -> int | None:
    bracketed = hit["sign"].startswith("(")
    if bracketed != bool(hit["close"]):
        bracketed = False  # a bracket of the sentence, not of the figure
    figures = re.sub(r"\.0{1,2}(?=\D|$)", "", hit["figures"]).replace("\n", " ")
    try:
        amount = parse_won(figures)
    except ValueError:
        return None
    below = bracketed or hit["inner"] or (hit["sign"] and not hit["sign"].startswith("("))
    return -amount if below else amount


def amount_of(cell: str) -> int | None:
    """The amount in won that a whole cell holds; None for an empty cell, words, parts of a won, or two numbers."""
    plain = same_length(cell).strip()
    if not _HAS_DIGIT.search(plain):
        return parse_hangul_won(plain) if _HANGUL_CELL.fullmatch(plain) else None
    if _PLAIN_FIGURES.fullmatch(plain):  # nearly every cell of a large sheet
        amount: int | None = int(plain.replace(",", ""))
    else:
        hit = _FIGURES.fullmatch(plain)
        amount = _amount(hit) if hit else None
    if amount is None or abs(amount) > LARGEST_WON or (len(plain) == 8 and dates_in(plain)):
        return None
    return amount


_UNIT = re.compile(r"단위\s?[:：]?\s?\(?\s?(?P<unit>백만\s?원|천\s?원|만\s?원|원)")
_UNITS = {"원": 1, "천원": 1_000, "만원": 10_000, "백만원": 1_000_000}


def unit_of(text: str) -> int:
    """How many won one of a table is worth where the text says so (`단위: 천원`); 1 where it does not."""
    hit = _UNIT.search(same_length(text))
    return _UNITS[re.sub(r"\s", "", hit["unit"])] if hit else 1
