"""Reads out of a paper everything by which it is found again: its pictures, words, sales weeks, rows and numbers."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence

from reviewer.rules.daily_sales import DayRead, days_in_cells, days_in_words
from reviewer.rules.likeness import KAKAO_BRN, Fingerprint, Traits, account_digest, digest_of
from reviewer.rules.numbers import brn_is_valid, digits
from reviewer.rules.reading import Reading, Row, Word

LEAST_WORDS = 12
"""A page with fewer words of its own is found again as a picture only."""
_LEAST_NUMBERS, _LEAST_AMOUNTS = 3, 4
_KEPT_RUNS, _RUN = 8, 3
_ENOUGH_WEEKS = 4
"""A paper with so many sales weeks needs no other sign of its rows."""
_SATURDAY = 5


def fingerprints_of(reading: Reading) -> list[Fingerprint]:
    """Everything by which this paper can be found again; trivial likenesses (blank pages, no times) give nothing."""
    pages = _words_by_page(reading.words)
    own = set(pages) - set(reading.recognised) if reading.source == "TEXT" else set()
    own_text = {page for page in own if len(pages[page]) >= LEAST_WORDS}
    weeks = list(_weeks(reading))
    texts = list(_texts(pages, own_text))
    standing = own_text - {text.page for text in texts}
    found = [
        *(Fingerprint("PICTURE", f"{value:016x}", page)
          for page, value in enumerate(reading.traits.pictures, 1) if value and page not in standing),
        *texts,
        *weeks,
        *(_rows(reading.rows) if len(weeks) < _ENOUGH_WEEKS else ()),
        *_made(reading.traits),
        *_numbers(pages, reading.rows),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def _words_by_page(words: Sequence[Word]) -> dict[int, list[str]]:
    pages: dict[int, list[str]] = {}
    for word in words:
        pages.setdefault(word.page, []).append(unicodedata.normalize("NFKC", word.text))
    return pages


def _texts(pages: dict[int, list[str]], own_text: set[int]) -> Iterator[Fingerprint]:
    """Pages of words; a page without numbers of its own is a standing text that many papers share.

    What such a page looks like says no more than its words, while a filled-in one may come back printed and scanned.
    """
    for page in sorted(own_text):
        numbers = {word for word in pages[page] if len(digits(word)) >= 5}
        if len(numbers) >= _LEAST_NUMBERS:
            yield Fingerprint("TEXT", digest_of("".join(pages[page]).casefold()), page)


def _weeks(reading: Reading) -> Iterator[Fingerprint]:
    """The seven daily amounts of each week from Saturday to Friday, in whatever form the paper shows them."""
    days = days_in_cells(reading.rows, reading.document) + days_in_words(reading.words, reading.document)
    weeks: dict[dt.date, dict[dt.date, DayRead]] = {}
    for day in days:
        saturday = day.date - dt.timedelta(days=(day.date.weekday() - _SATURDAY) % 7)
        weeks.setdefault(saturday, {}).setdefault(day.date, day)
    for week in weeks.values():
        amounts = [week[date].amount or 0 for date in sorted(week)]
        if len(week) == 7 and len(set(amounts) - {0}) >= _LEAST_AMOUNTS:
            first = week[min(week)].place
            yield Fingerprint("WEEK", digest_of(*map(str, amounts)), first.page or first.sheet)


def _rows(rows: Sequence[Row]) -> Iterator[Fingerprint]:
    """Of every sheet the lowest digests of three rows of numbers in a row: a sheet with most rows equal shares most."""
    sheets: dict[int, list[tuple[str, ...]]] = {}
    for row in rows:
        numbers = tuple(filter(None, map(_number, row.cells)))
        if numbers:
            sheets.setdefault(row.sheet, []).append(numbers)
    for sheet, lines in sheets.items():
        runs = set()
        for place in range(len(lines) - _RUN + 1):
            run = lines[place : place + _RUN]
            if len({number for line in run for number in line if len(number) >= 4}) >= _RUN:
                runs.add(digest_of(*(" ".join(line) for line in run)))
        for value in sorted(runs)[:_KEPT_RUNS]:
            yield Fingerprint("ROWS", value, sheet)


def _number(cell: str) -> str:
    """The digits of a cell that holds a number, "" for any other; an index, a zero and a date say nothing."""
    plain = unicodedata.normalize("NFKC", cell).strip().removesuffix("원").replace(",", "").removeprefix("₩")
    plain = plain.removesuffix(".0").strip()
    return plain if re.fullmatch(r"-?[1-9]\d{0,14}", plain) and not re.fullmatch(r"20\d{6}", plain) else ""


_TO_THE_SECOND = re.compile(r"\d{4}-\d\d-\d\d[T ](?!00:00:00)\d\d:\d\d:\d\d")
"""Midnight to the second is what programs write that do not know the time."""


def _made(traits: Traits) -> Iterator[Fingerprint]:
    if traits.producer and _TO_THE_SECOND.match(traits.created) and _TO_THE_SECOND.match(traits.modified):
        yield Fingerprint("TIMES", " · ".join((traits.producer[:80], traits.created, traits.modified)))
    if traits.camera and _TO_THE_SECOND.match(traits.taken):
        yield Fingerprint("EXIF", f"{traits.camera[:80]} · {traits.taken}")


_BRN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{5}(?![\d-])")
_ACCOUNT = re.compile(r"계\s*좌\s*(?:번\s*호)?\s*[:：]?\s*(\d[\d\- ]{8,22}\d)(?!\d)")


def _numbers(pages: dict[int, list[str]], rows: Sequence[Row]) -> Iterator[Fingerprint]:
    texts = [(page, " ".join(words)) for page, words in pages.items()]
    texts += [(row.sheet, unicodedata.normalize("NFKC", " ".join(row.cells))) for row in rows]
    for page, text in texts:
        for hit in _BRN.finditer(text):
            if brn_is_valid(hit[0]) and digits(hit[0]) != KAKAO_BRN:
                yield Fingerprint("BRN", digits(hit[0]), page)
        for hit in _ACCOUNT.finditer(text):
            if 10 <= len(digits(hit[1])) <= 16:
                yield Fingerprint("ACCOUNT", account_digest(hit[1]), page)
