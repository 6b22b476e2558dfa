"""What makes one paper like another: traits of the file, of its pictures, its words and its rows of numbers."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.rules.numbers import brn_is_valid, digits

if TYPE_CHECKING:
    from reviewer.rules.reading import Reading, Row, Word

KAKAO_BRN = "1208147521"
"""Kakao's own registration number stands in papers of every claimant and says nothing about any of them."""
LEAST_WORDS = 12
"""A page with fewer words of its own is compared as a picture."""
BANDS, BAND_BITS, RADIUS = 8, 8, 7
"""A hash of 64 bits in eight bands: two that differ in at most seven bits agree in one band for certain."""
_NEVER_FORMS = frozenset({"ROWS", "WEEK", "TEXT", "BRN", "ACCOUNT"})
_KEPT_RUNS, _RUN = 8, 3
_LEAST_NUMBERS = 3


@dataclass(frozen=True)
class Traits:
    """What the glovebox says of a file beside its text; "" or an empty tuple where the file does not say.

    Times are ISO 8601 as the file gives them, with offset where it has one. `pictures` holds a perceptual hash of 64
    bits for each of the first pages or photos, in order; 0 for a page that is blank or of one colour.
    """

    producer: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    taken: str = ""
    camera: str = ""
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fingerprint:
    """One thing by which a paper is found again; `page` counts pages or sheets from 1, 0 is the paper as a whole.

    Kinds: PICTURE (64 bits of a page or photo, 16 hex digits), TEXT (the words of a page), WEEK (seven daily amounts),
    ROWS (rows of numbers of a sheet), TIMES (program and times of a PDF), EXIF (time and camera of a photo), BRN (ten
    digits), ACCOUNT (a digest; the number itself never stands here).
    """

    kind: str
    value: str
    page: int = 0


def fingerprints_of(reading: "Reading") -> list[Fingerprint]:
    """Everything by which this paper can be found again; trivial likenesses (blank pages, no times) give nothing."""
    pages = _words_by_page(reading.words)
    own_text = {page for page, words in pages.items() if reading.source == "TEXT" and len(words) >= LEAST_WORDS}
    found = [
        *(Fingerprint("PICTURE", f"{value:016x}", page)
          for page, value in enumerate(reading.traits.pictures, 1) if value and page not in own_text),
        *_texts(pages, own_text),
        *_rows(reading.rows),
        *_made(reading.traits),
        *_numbers(pages, reading.rows),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def is_never_a_form(kinds: Iterable[str]) -> bool:
    """Whether a paper with fingerprints of these kinds holds something of one business, so that it is no empty form."""
    return not _NEVER_FORMS.isdisjoint(kinds)


def bands_of(picture: int) -> list[int]:
    """The keys of a picture's hash under which a picture that differs in at most `RADIUS` bits is found."""
    return [band << BAND_BITS | (picture >> band * BAND_BITS) & (1 << BAND_BITS) - 1 for band in range(BANDS)]


def account_digest(account: str) -> str:
    """What stands for an account number in a fingerprint: SHA-256 of its digits; "" below eight digits.

    A masked number has fewer: what is known of an account in stars is no account.
    """
    number = digits(account)
    return _digest("account", number) if len(number) >= 8 and "*" not in account else ""


def _words_by_page(words: "Sequence[Word]") -> dict[int, list[str]]:
    pages: dict[int, list[str]] = {}
    for word in words:
        pages.setdefault(word.page, []).append(unicodedata.normalize("NFKC", word.text))
    return pages


def _texts(pages: dict[int, list[str]], own_text: set[int]) -> Iterator[Fingerprint]:
    """Pages of words; a page without numbers of its own is a standing text that many papers share."""
    for page in sorted(own_text):
        numbers = {word for word in pages[page] if len(digits(word)) >= 5}
        if len(numbers) >= _LEAST_NUMBERS:
            yield Fingerprint("TEXT", _digest("".join(pages[page]).casefold()), page)


def _rows(rows: "Sequence[Row]") -> Iterator[Fingerprint]:
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
                runs.add(_digest(*(" ".join(line) for line in run)))
        for value in sorted(runs)[:_KEPT_RUNS]:
            yield Fingerprint("ROWS", value, sheet)


def _number(cell: str) -> str:
    """The digits of a cell that holds a number, "" for any other; an index, a zero and a date say nothing."""
    plain = unicodedata.normalize("NFKC", cell).strip().removesuffix("원").replace(",", "").removeprefix("₩")
    plain = plain.removesuffix(".0").strip()
    return plain if re.fullmatch(r"-?[1-9]\d{0,14}", plain) and not re.fullmatch(r"20\d{6}", plain) else ""


_TO_THE_SECOND = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")


def _made(traits: Traits) -> Iterator[Fingerprint]:
    if traits.producer and _TO_THE_SECOND.match(traits.created) and _TO_THE_SECOND.match(traits.modified):
        yield Fingerprint("TIMES", " · ".join((traits.producer[:80], traits.created, traits.modified)))
    if traits.camera and _TO_THE_SECOND.match(traits.taken):
        yield Fingerprint("EXIF", f"{traits.camera[:80]} · {traits.taken}")


_BRN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{5}(?![\d-])")
_ACCOUNT = re.compile(r"계\s*좌\s*(?:번\s*호)?\s*[:：]?\s*(\d[\d\- ]{8,22}\d)(?!\d)")


def _numbers(pages: dict[int, list[str]], rows: "Sequence[Row]") -> Iterator[Fingerprint]:
    texts = [(page, " ".join(words)) for page, words in pages.items()]
    texts += [(row.sheet, unicodedata.normalize("NFKC", " ".join(row.cells))) for row in rows]
    for page, text in texts:
        for hit in _BRN.finditer(text):
            if brn_is_valid(hit[0]) and digits(hit[0]) != KAKAO_BRN:
                yield Fingerprint("BRN", digits(hit[0]), page)
        for hit in _ACCOUNT.finditer(text):
            if 10 <= len(digits(hit[1])) <= 16:
                yield Fingerprint("ACCOUNT", account_digest(hit[1]), page)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]
