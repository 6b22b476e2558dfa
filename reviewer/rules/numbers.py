"""Numbers as people write them: registration numbers with their check digit, amounts in won, dates."""

import datetime as dt
import re
import unicodedata

from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import LARGEST_WON, parse_hangul_won, read_number


def digits(text: str) -> str:
    """Keep the digits of a text, in ASCII whatever their width."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def brn_is_valid(text: str) -> bool:
    """Tell whether a business registration number has ten digits and the right check digit (domain.md 3.2)."""
    found = [int(c) for c in digits(text)]
    if len(found) != 10:
        return False
    weighed = sum(digit * weight for digit, weight in zip(found, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (10 - (weighed + found[8] * 5 // 10) % 10) % 10 == found[9]


def format_brn(text: str) -> str:
    """Write a business registration number as `120-81-47521`; ValueError when it has not ten digits."""
    found = digits(text)
    if len(found) != 10:
        raise ValueError(f"a business registration number has ten digits: {text!r}")
    return f"{found[:3]}-{found[3:5]}-{found[5:]}"


def corporate_number_is_valid(text: str) -> bool:
    """Tell whether a corporate registration number (법인등록번호) has 13 digits and the right check digit."""
    found = [int(c) for c in digits(text)]
    if len(found) != 13:
        return False
    weighed = sum(digit * (at % 2 + 1) for at, digit in enumerate(found[:12]))
    return (10 - weighed % 10) % 10 == found[12]


# Patterns stand as text and are compiled by their first use: a start waits for none of them.
_NEGATIVE = r"^\s*[₩\\]?\s*[-−–—△▲▵▽▼]\s*\d|^\s*\(\s*[\d,.]+\s*\)\s*원?\s*$"
_TWICE = r"(?P<figures>[^()]+)\(\s*(?P<hangul>금[^()\d]+)\)"
_CURRENCY_BEFORE = r"(?i)^(?:일?금|[₩\\]|krw)\s*"
_CURRENCY_AFTER = r"(?i)\s*(?:원\s*정?|won|krw)$"
_SPACED_THOUSANDS = r"\d{1,3}(?: \d{3})+"
_SPACE_AT_UNIT = r"(?<=[십백천만억조])\s+|\s+(?=[십백천만억조])"


def parse_won(text: str) -> int:
    """Read an amount in won as people write it in registers: `1,840,000원`, `184만원`, `1.5백만`, `₩1,840,000`.

    Also `1840000.0`, full-width digits, `백팔십사만원`, `1,840천원`, and an amount in figures with the same in
    Hangul in brackets. ValueError for anything else: negative amounts, parts of a won, misplaced commas, scientific
    notation (a sheet may have dropped digits), and `약`; an amount is never guessed.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.match(_NEGATIVE, plain):
        raise ValueError(f"an amount cannot be negative: {text!r}")
    if twice := re.fullmatch(_TWICE, plain):
        amount = parse_won(twice["figures"])
        if parse_hangul_won(twice["hangul"]) != amount:
            raise ValueError(f"figures and Hangul differ: {text!r}")
        return amount
    bare = re.sub(_CURRENCY_AFTER, "", re.sub(_CURRENCY_BEFORE, "", plain, count=1))
    if re.fullmatch(_SPACED_THOUSANDS, bare):
        bare = bare.replace(" ", "")
    amount_read = read_number(re.sub(_SPACE_AT_UNIT, "", bare))
    if amount_read != int(amount_read) or amount_read > LARGEST_WON:
        raise ValueError(f"not a whole amount in won: {text!r}")
    return int(amount_read)


_CLOCK = (
    r"(?:[T ]*(?:(?P<half>오전|오후|AM|PM) ?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r" ?(?P<half_after>오전|오후|AM|PM)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?: ?\(?[월화수목금토일](?:요일)?\)?)?"
_DATES = tuple(
    f"(?i){form}{_WEEKDAY}{_CLOCK}"
    for form in (
        r"(?P<year>\d{4}|'?\d{2})(?P<mark>[-./]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<day>\d{1,2})\.?",
        r"(?P<year>\d{4}|'?\d{2})년 ?(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일",
    )
)
_COMPACT = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\.0|\d{6}|[T ]\d{6})?"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TWO_DIGIT_YEARS_FROM = 1970
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def parse_date(text: str) -> dt.date:
    """Read a date in the usual Korean forms: `2022. 10. 15.`, `2022-10-15`, `20221015`, `22.10.15`, `2022년 10월 15일`.

    A clock time and a weekday may follow. With a time zone the date is that of Korea. Two-digit years stand for
    1970 to 2069. ValueError for anything else, also for forms that can be read two ways (`10/11/2022`, `221015`).
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    plain = re.sub(r"\s+", " ", plain).strip()
    found = re.fullmatch(_COMPACT, plain)
    if found is None:
        found = next((hit for form in _DATES if (hit := re.fullmatch(form, plain))), None)
    if found is None:
        raise ValueError(f"not a date: {text!r}")
    year = int(found["year"].lstrip("'"))
    if len(found["year"]) < 4:
        year += 2000 if year + 1900 < _TWO_DIGIT_YEARS_FROM else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"year out of range: {text!r}")
    day = dt.date(year, int(found["month"]), int(found["day"]))
    facts = found.groupdict()
    return _in_korea(day, facts) if facts.get("zone") else day


def _in_korea(day: dt.date, facts: dict[str, str | None]) -> dt.date:
    hour = int(facts["hour"] or 0)
    half = (facts["half"] or facts["half_after"] or "").upper()
    if half in ("오후", "PM") and hour < 12:
        hour += 12
    zone = (facts["zone"] or "Z").upper().replace(":", "")
    clock = f"{day:%Y%m%d}{hour:02}{facts['minute']}{'+0000' if zone == 'Z' else zone}"
    return dt.datetime.strptime(clock, "%Y%m%d%H%M%z").astimezone(KOREA).date()
