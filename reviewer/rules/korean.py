"""Korean as letters and search need it: won in Hangul, dates, particles, initial consonants, folded names."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

LARGEST_WON = 10**16 - 1
"""The largest amount in won this program reads or writes; more is a typing error."""

_DIGITS = "영일이삼사오육칠팔구"
_SMALL_UNITS = {"십": 10, "백": 100, "천": 1_000}
_LARGE_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12}
# Patterns stand as text and are compiled by their first use: a start waits for none of them.
_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LONGEST_NUMERAL = 26  # fits the 28 places of a Decimal, so that nothing is rounded unseen
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def won_in_hangul(won: int) -> str:
    """Write an amount in Hangul with every 일 (`일십일만삼천오백육십`); ValueError when out of range.

    Source: domain.md 4.1, rule 2(2) on administrative work.
    """
    if not 0 <= won <= LARGEST_WON:
        raise ValueError(f"amount out of range: {won}")
    if won == 0:
        return "영"
    groups: list[str] = []
    for large in ("", "만", "억", "조"):
        won, group = divmod(won, 10_000)
        if group:
            groups.append(_group_in_hangul(group) + large)
    return "".join(reversed(groups))


def _group_in_hangul(group: int) -> str:
    digits = ((group // size % 10, unit) for size, unit in ((1_000, "천"), (100, "백"), (10, "십"), (1, "")))
    return "".join(_DIGITS[digit] + unit for digit, unit in digits if digit)


def won_ko(won: int) -> str:
    """Write an award as a Korean letter does: `금113,560원(금일십일만삼천오백육십원)` (domain.md 4.1)."""
    return f"금{won:,}원(금{won_in_hangul(won)}원)"


def won_plain(won: int, lang: str) -> str:
    """Write an amount with its unit: `1,234,000원`, or `1,234,000 won` for any language but `ko`."""
    return f"{won:,}원" if lang == "ko" else f"{won:,} won"


def krw(won: int) -> str:
    """Write an amount as an English letter does at first use: `KRW 1,234,000` (domain.md 4.2)."""
    return f"KRW {won:,}"


def parse_hangul_won(text: str) -> int:
    """Read an amount in won written wholly in Hangul (`금일십일만삼천오백육십원`, `백팔십사만원`).

    The inverse of `won_in_hangul`; also reads amounts without 금, 원 or the written-out 일.
    ValueError when the text is anything else.
    """
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
    bare = re.sub(r"^일?금", "", bare)
    bare = re.sub(r"원정?$", "", bare)
    if not bare or set(bare) - set(_DIGITS) - set(_SMALL_UNITS) - set(_LARGE_UNITS):
        raise ValueError(f"not an amount in Hangul: {text!r}")
    return int(read_number(bare))


def _exact(number: int | str) -> "Decimal":
    from decimal import Decimal  # which the first rows of a list do without

    return Decimal(number)


def read_number(text: str) -> "Decimal":
    """Read a number of Arabic or Hangul digits and Korean units (`1.5백만`, `3천5백만`, `일십일만`).

    The value may have decimals (`0.5`). Units must fall from large to small, and a group may not reach the
    unit before it, so that `1만20000` is refused instead of guessed. ValueError when unreadable.
    """
    if text == "영":
        return _exact(0)
    total = _exact(0)
    last_large = 10 * (LARGEST_WON + 1)
    rest = text
    while rest:
        group, unit, rest = _next_group(rest)
        if unit >= last_large or group * unit >= last_large:
            raise ValueError(f"units out of order: {text!r}")
        total += group * unit
        last_large = unit
    if not text or total > LARGEST_WON:
        raise ValueError(f"not a number: {text!r}")
    return total


def _next_group(text: str) -> tuple["Decimal", int, str]:
    """Split off what stands before the next large unit: its value, the unit, and the rest."""
    value, last_small = _exact(0), 10_000
    pending: Decimal | None = None
    at = 0
    while at < len(text):
        mark = text[at]
        numeral = re.compile(_NUMERAL).match(text, at)
        if mark in _LARGE_UNITS:
            if at == 0:
                return _exact(1), _LARGE_UNITS[mark], text[1:]
            return value + (pending or 0), _LARGE_UNITS[mark], text[at + 1 :]
        if mark in _SMALL_UNITS and _SMALL_UNITS[mark] < last_small:
            step = (1 if pending is None else pending) * _SMALL_UNITS[mark]
            if value and step >= last_small:
                raise ValueError(f"units out of order: {text!r}")
            value, last_small, pending, at = value + step, _SMALL_UNITS[mark], None, at + 1
        elif pending is None and mark in _DIGITS[1:]:
            pending, at = _exact(_DIGITS.index(mark)), at + 1
        elif pending is None and numeral:
            pending, at = _exact(numeral[0].replace(",", "")), numeral.end()
            if len(numeral[0]) > _LONGEST_NUMERAL or (value and pending >= last_small):
                raise ValueError(f"units out of order: {text!r}")
        else:
            raise ValueError(f"not a number: {text!r}")
    return value + (pending or 0), 1, ""


def date_ko(day: dt.date) -> str:
    """Write a date as a Korean letter does: `2023. 1. 5.` (domain.md 4.1)."""
    return f"{day.year}. {day.month}. {day.day}."


def date_en(day: dt.date) -> str:
    """Write a date as an English letter does, whatever the system's language: `5 January 2023`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_TRAILING_MARKS = r"[\s)\]}>'\"”’」』》〉.,!?…]+$"
_DIGITS_WITH_FINAL = frozenset("013678")
_DIGITS_READ_WITH_RIEUL = frozenset("178")


def particle(word: str, pair: str) -> str:
    """Choose the particle of `pair` (`을/를`, `으로/로`) that follows `word`.

    Closing marks at the end are read over. Where the sound is unknown, as after Latin letters, both are given:
    `을(를)` (domain.md section 9). ValueError when `pair` is not two particles.
    """
    if pair.count("/") != 1:
        raise ValueError(f"not a pair of particles: {pair!r}")
    closed, opened = pair.split("/")
    spoken = re.sub(_TRAILING_MARKS, "", unicodedata.normalize("NFKC", word))
    last = spoken[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        rieul = final == 8
    elif last and last in "0123456789":
        final = int(last in _DIGITS_WITH_FINAL)
        rieul = last in _DIGITS_READ_WITH_RIEUL
    elif last == "%":
        final, rieul = 0, False
    else:
        return f"{closed}({opened})"
    if pair == "으로/로" and rieul:
        return opened
    return closed if final else opened


def josa(word: str, pair: str) -> str:
    """Return `word` with its particle: `영수증을`, `서울로`. Source: domain.md 4.4 and section 9."""
    return word + particle(word, pair)


_PLACEHOLDER = r"\{(?P<name>[^\W\d]\w*)(?:\|(?P<pair>[^{}|]+))?\}"
_CLOSING_QUOTE = r"[^\s(\[{‘“「『《〈]['\"]$|[’”」』》〉]$"


def placeholders(template: str) -> frozenset[str]:
    """Name every value a wording needs, so that two languages of one wording can be compared."""
    return frozenset(found["name"] for found in re.finditer(_PLACEHOLDER, template))


def fill(template: str, values: Mapping[str, object], lang: str) -> str:
    """Put values into a wording: `{name}`, `{name|을/를}` with its particle, or `{name|claim/claims}` with its noun.

    Straight after a closing quotation mark `{name|을/를}` prints the particle only (domain.md 4.4). Dates are
    written in the form of `lang`; anything else as `str`. KeyError when a value is missing; ValueError for a
    brace that is no placeholder, a particle outside Korean or a plural in it: none of them may reach a letter.
    """
    places, end = _places(template)
    if not places:
        return end
    return "".join([*(before + _filled(place, values, lang) for before, place in places), end])


class _Place(NamedTuple):
    """A place in a wording: the value it takes, its pair of particles, and whether it stands behind a quotation."""

    name: str
    pair: str
    after_quote: bool


@functools.lru_cache(maxsize=1_000)
def _places(template: str) -> tuple[tuple[tuple[str, _Place], ...], str]:
    """Each place with the words before it, and the words after the last one."""
    places, done = [], 0
    for found in re.finditer(_PLACEHOLDER, template):
        after_quote = re.search(_CLOSING_QUOTE, template[: found.start()]) is not None
        place = _Place(found["name"], found["pair"] or "", after_quote)
        places.append((_without_braces(template[done : found.start()]), place))
        done = found.end()
    return tuple(places), _without_braces(template[done:])


def _without_braces(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError(f"unreadable placeholder near {text[:60]!r}")
    return text


def _filled(place: _Place, values: Mapping[str, object], lang: str) -> str:
    value = values[place.name]
    if isinstance(value, dt.date):
        text = date_ko(value) if lang == "ko" else date_en(value)
    else:
        text = str(value)
    if not place.pair:
        return text
    if (lang == "ko") == place.pair.isascii():
        raise ValueError(f"a particle or plural of another language than {lang!r}: {place.name}|{place.pair}")
    if lang != "ko":
        one, _, many = place.pair.partition("/")
        return f"{text} {one if text == '1' else many}"
    return particle(text, place.pair) if place.after_quote else josa(text, place.pair)


_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# Some keyboards join two typed initials into one cluster; a reviewer who types ㄱㅅ means two.
_CLUSTERS = str.maketrans(
    {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
     "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}
)  # fmt: skip
# Consonants by themselves as some systems type them: conjoining (ᄀ) or of half width (ﾡ).
_ONE_KIND = {0x1100 + place: letter for place, letter in enumerate(_INITIALS)}
_ONE_KIND |= {0xFFA1 + place: chr(0x3131 + place) for place in range(30)}


def initials(text: str) -> str:
    """Reduce every Hangul syllable to its initial consonant (`김하늘` -> `ㄱㅎㄴ`); the rest stays."""
    text = unicodedata.normalize("NFC", text).translate(_ONE_KIND).translate(_CLUSTERS)
    return "".join(_INITIALS[(ord(c) - ord("가")) // 588] if "가" <= c <= "힣" else c for c in text)


def is_initials(text: str) -> bool:
    """Tell whether the text is nothing but initial consonants (and spaces), so a search may use them."""
    typed = re.sub(r"\s+", "", text.translate(_ONE_KIND).translate(_CLUSTERS))
    return bool(typed) and all(c in _INITIALS for c in typed)


_COMPANY_WAYS = (("주식회사", "㈜", "(주)", "（주）"), ("유한회사", "㈲", "(유)", "（유）"))
"""Ways to write the form of a company in a name."""
_COMPANY_FORM_IN_BRACKETS = r"[(\[](?:주|유)[)\]]"
_COMPANY_FORM = r"주식회사|유한회사"
# Compatibility jamo stay as typed: NFKC would turn ㄱ into a conjoining letter that no search text holds.
_NOT_JAMO = r"[^ㄱ-ㆎ]+"
_MARKS = r"[^\w+]+|_+|[ㆍᆞ]+"


def fold(text: str) -> str:
    """Reduce a name to what matters when names are compared or searched (domain.md 3.7, X3).

    Width, case, spaces and punctuation go, and so do ㈜, (주), 주식회사, (유), 유한회사 wherever they stand. A name
    that would vanish wholly keeps its letters, so that two empty names never look equal.
    """
    while (folded := _folded_once(text)) != text:
        text = folded
    return text


def _folded_once(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    wide = re.sub(_NOT_JAMO, lambda m: unicodedata.normalize("NFKC", m[0]).casefold(), text)
    bare = re.sub(_MARKS, "", re.sub(_COMPANY_FORM_IN_BRACKETS, "", wide))
    return re.sub(_COMPANY_FORM, "", bare) or bare or re.sub(_MARKS, "", wide) or wide.strip()


def ways_of_form(word: str) -> tuple[str, ...]:
    """Every way to write the form of a company that a word is by itself; none for any other word."""
    if fold("가" + word) != "가":
        return ()
    bare = fold(word)
    return next((ways for ways in _COMPANY_WAYS if bare in (ways[0], ways[0][0])), ())


def company_ways(value: str) -> list[str]:
    """How a part of a name may be written in a case: without spaces, with the company form in each of its ways."""
    bare = "".join(value.casefold().split())
    for ways in _COMPANY_WAYS:
        if form := next((way for way in ways if way in bare), ""):
            return [bare.replace(form, way) for way in ways]
    return [bare]
