"""What a filter row may say of a column: `>500000`, `1000000..2000000`, `is empty`, several values with commas.

Values side by side are alternatives; what is excluded with `!` or `!=` is excluded whatever the others say. A
condition is kept as the text it was typed in, with codes in place of words, so that it reads the same in any language.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from reviewer.rules.korean import company_ways, initials, is_initials, read_number
from reviewer.rules.numbers import digits
from reviewer.rules.stage import NEEDS_PROOFS

NUMBERS = frozenset({"claimed_loss", "verified_loss", "assessed_amount", "calculated_award", "award", "meeting"})
DAYS = frozenset({"received_on", "due"})
MOMENTS = frozenset({"changed_at"})
CODES = frozenset({"reporter_type", "sector", "route", "stage", "lead", "second", "hold", "agenda_list", "disposition"})
LISTS = frozenset({"services", "marks"})
LETTERS = frozenset({"proof_marks"})
DIGITS = frozenset({"brn", "phone"})
IN_ORDER = frozenset({"claim", "report_number", "letter_no"})
TEXTS = frozenset({"trade_name", "representative", "address"})
ORDERED = NUMBERS | DAYS | MOMENTS | IN_ORDER
COLUMNS = NUMBERS | DAYS | MOMENTS | CODES | LISTS | LETTERS | DIGITS | IN_ORDER | TEXTS
"""What a condition may be about; the sets above say how the values of each are compared."""
PERSONAL = frozenset({"trade_name", "representative", "brn", "phone", "address"})
"""Columns whose values may name a claimant."""
NAMES = ("trade_name", "representative")
"""What the column of the name shows, and a condition on it looks at."""
EMPTY, FILLED = "is empty", "is not empty"
_EMPTIES = frozenset({EMPTY, "empty", "비어 있음", "비어있음", "="})
_UNKNOWN = frozenset({"unknown", "미상"})
"""How an amount that nobody knows is shown."""
_FILLEDS = frozenset({FILLED, "not empty", "비어 있지 않음", "비어있지 않음", "비어있지않음", "!=", "!"})
_WIDE = str.maketrans(dict(zip("＞＜＝！，；～〜＂“”", '><=!,;~~"""', strict=True)) | {"≥": ">=", "≤": "<=", "≠": "!="})
_DOTS = str.maketrans({"．": ".", "…": "..", "‥": ".."})
# Patterns stand as text and are compiled by their first use: a start waits for none of them.
_PARTS = r"""((?:"[^"]*"|[^,;"])*)[,;]?"""
_THOUSANDS = r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)"
_COMPARED = r"(?s)(>=|<=|!=|<>|>|<|=|!)\s*(.*)"
_RANGE = r"(?s)(.*?)\s*(?:\.{2,}|~)\s*(.*)"
_DASH = "[-\u2010\u2011\u2013\u2014\u2212\uff0d]"
_DAY = r"(\d{4})(?:\s*[-./년]\s*(\d{1,2})(?:\s*[-./월]\s*(\d{1,2})\s*[.일]?|\s*[.월]?)|\s*[.년]?)"
_DAY_IN_ENGLISH = r"(\d{1,2}) ?([A-Za-z]{3})[a-z]* ?(\d{4})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 500
TOLD = 40
"""So many letters of what cannot be read are told; the line has no room for more."""
_LEAST_OF_NUMBER = 7  # letters of a number typed without hyphens; fewer would meet the end of one part with another


class Unreadable(ValueError):
    """A condition that cannot be read: `code` is number, day, backwards, no_order or too_long; `value` what it said."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(f"{code}: {value!r}")
        self.code, self.value = code, value if len(value) <= TOLD else f"{value[: TOLD - 1]}…"


class Part(NamedTuple):
    """One alternative: `has`, `is`, `between` (both ends included, None is open), `beyond` (neither), `empty`.

    `begun` is what has a text whose last syllable is still being typed.
    """

    kind: str
    low: str | int | None = None
    high: str | int | None = None
    opposite: bool = False


def read(column: str, text: str) -> list[Part]:
    """What a text says of a column of COLUMNS; nothing for a text without values. Raises Unreadable."""
    if column not in COLUMNS:
        raise ValueError(f"no condition on {column!r}")
    if len(text) > LONGEST:
        raise Unreadable("too_long", text)
    text = unicodedata.normalize("NFC", text).translate(_WIDE)
    if column in ORDERED:  # in a name dots are as they are
        text = text.translate(_DOTS)
    if column in NUMBERS:
        text = re.sub(_THOUSANDS, lambda found: found[0].replace(",", ""), text)
    pieces = (piece.strip() for piece in re.findall(_PARTS, text))
    return [_part(column, piece) for piece in pieces if piece]


def _part(column: str, piece: str) -> Part:
    word = " ".join(piece.casefold().split())
    empties = _EMPTIES | _UNKNOWN if column in NUMBERS else _EMPTIES
    if word in empties or word in _FILLEDS:
        return Part("empty", opposite=word in _FILLEDS)
    compared = re.fullmatch(_COMPARED, piece)
    sign, value = (compared[1], compared[2].strip()) if compared else ("", piece)
    has_order = column in ORDERED
    if sign in (">", ">=", "<", "<="):
        if not has_order:
            raise Unreadable("no_order", piece)
        low, high = _ends(column, value)
        return {
            ">": Part("beyond", high, None),
            ">=": Part("between", low, None),
            "<": Part("beyond", None, low),
            "<=": Part("between", None, high),
        }[sign]
    is_opposite = sign in ("!", "!=", "<>")
    word = " ".join(value.casefold().split())
    if is_opposite and (word in empties or word in _FILLEDS):  # `!is empty`
        return Part("empty", opposite=word in empties)
    found = re.fullmatch(_RANGE, value) if has_order and not value.startswith('"') else None
    if found and (found[1] or found[2]):
        return _range(column, found[1], found[2], value)._replace(opposite=is_opposite)
    if column in NUMBERS | DAYS | MOMENTS:
        return _one_or_range(column, value)._replace(opposite=is_opposite)
    kind = "is" if (sign in ("=", "!=", "<>") and column not in LETTERS) or column in CODES | LISTS else "has"
    bare = _bare(value)
    if column in DIGITS and bare and not (bare := digits(bare)):
        raise Unreadable("number", piece)
    return Part(kind, bare, opposite=is_opposite) if bare else Part("empty", opposite=is_opposite)


def _one_or_range(column: str, value: str) -> Part:
    """One value, or two with a dash between them that is neither a sign nor part of a day: `300000-500000`."""
    if _can_be_read(column, value):
        return Part("between", *_ends(column, value))
    for dash in re.finditer(_DASH, value):
        low, high = value[: dash.start()].rstrip(), value[dash.end() :].lstrip()
        is_open = column in NUMBERS and not high  # `2023-` may become a day
        if _can_be_read(column, low) and (is_open or _can_be_read(column, high)):
            return _range(column, low, high, value)
    raise Unreadable("number" if column in NUMBERS else "day", _bare(value))


def _can_be_read(column: str, value: str) -> bool:
    try:
        _ends(column, value)
    except Unreadable:
        return False
    return True


def _range(column: str, low: str, high: str, said: str) -> Part:
    first = _ends(column, low)[0] if low else None
    last = _ends(column, high)[1] if high else None
    if first is not None and last is not None and first > last:  # type: ignore[operator]
        raise Unreadable("backwards", said)
    return Part("between", first, last)


def _ends(column: str, value: str) -> tuple[str | int, str | int]:
    """The first and the last value that a value stands for: a month, for one, is all its days."""
    value = _bare(value)
    if column in NUMBERS:
        number = _number(value)
        return number, number
    if column in DAYS | MOMENTS:
        return _days(value)
    return value, value


def _number(value: str) -> int:
    bare = re.sub(r"\s+|,", "", unicodedata.normalize("NFKC", value)).casefold()
    bare = bare.removesuffix("원").removesuffix("won").removeprefix("₩")
    sign = -1 if bare.startswith("-") else 1
    try:
        found = read_number(bare.lstrip("-"))
    except ValueError as fault:
        raise Unreadable("number", value) from fault
    if found != int(found):
        raise Unreadable("number", value)
    return sign * int(found)


def _days(value: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", value).strip()
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    english = re.fullmatch(_DAY_IN_ENGLISH, plain)
    if english is not None and english[2].lower() in _MONTHS:
        plain = f"{english[3]}-{_MONTHS.index(english[2].lower()) + 1}-{english[1]}"
    found = re.fullmatch(_DAY, plain)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = dt.date(year, month or 1, day or 1)
        if day:
            last = first
        else:
            last = _first_of_next(first, month is None) - dt.timedelta(days=1)
    except (ValueError, OverflowError) as fault:
        raise Unreadable("day", value) from fault
    return first.isoformat(), last.isoformat()


def _first_of_next(first: dt.date, is_year: bool) -> dt.date:
    if is_year or first.month == 12:
        return dt.date(first.year + 1, 1, 1)
    return dt.date(first.year, first.month + 1, 1)


def _bare(value: str) -> str:
    """A value without its quotation marks."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


# --- as SQL ---------------------------------------------------------------------------------------------------


def as_sql(column: str, text: str, *, composing: bool = False) -> tuple[str, list[object]]:
    """The condition on the table `claims`, with its values; "" for none. Raises Unreadable.

    `composing` when the last syllable of a text is still being typed.
    """
    parts = read(column, text)
    if composing and column in TEXTS and parts and parts[-1].kind == "has" and not parts[-1].opposite:
        parts[-1] = parts[-1]._replace(kind="begun")
    values: list[object] = []
    either = [_sql(column, part, values) for part in parts if not part.opposite]
    neither = [f"NOT ({_sql(column, part, values)})" for part in parts if part.opposite]
    return " AND ".join([f"({' OR '.join(either)})"] * bool(either) + neither), values


def expression(column: str) -> str:
    """What a column is compared and sorted by: plain, day by day in Korean time, or without hyphens."""
    if column in DAYS:
        return f"substr({column}, 1, 10)"
    if column in MOMENTS:
        return f"coalesce(date({column}, '+9 hours'), '')"
    if column in DIGITS:
        return f"replace({column}, '-', '')"
    if column in LETTERS:  # claims on routes that need no proofs show none
        routes = ", ".join(f"'{route}'" for route in sorted(NEEDS_PROOFS))
        return f"CASE WHEN route IN ({routes}) THEN {column} ELSE '' END"
    return column


def is_blank(column: str) -> str:
    """The SQL for a column that holds nothing."""
    if column == "meeting":
        return "meeting = 0"
    if column in NUMBERS:
        return f"{column} IS NULL"
    return f"{column} = '[]'" if column in LISTS else f"{expression(column)} = ''"


def asks_for_names(text: str) -> bool:
    """Whether a condition on the name looks for what somebody is called, not for what is empty or left out."""
    return any(part.kind in ("has", "is") and not part.opposite for part in read("trade_name", text))


def _sql(column: str, part: Part, values: list[object]) -> str:
    if column != "trade_name":
        return _of_column(column, part, values)
    names = [_of_column(name, part, values) for name in NAMES]
    return f"({(' AND ' if part.kind == 'empty' else ' OR ').join(names)})"


def _of_column(column: str, part: Part, values: list[object]) -> str:
    if part.kind == "empty":
        return is_blank(column)
    told = expression(column)
    if part.kind in ("between", "beyond"):
        ends = (
            (value, sign if part.kind == "beyond" else f"{sign}=")
            for value, sign in ((part.low, ">"), (part.high, "<"))
            if value is not None
        )
        compared = [f"NOT {is_blank(column)}"]
        for value, sign in ends:
            compared.append(f"{told} {sign} ?")
            values.append(value)
        return f"({' AND '.join(compared)})"
    if column in TEXTS and is_initials(str(part.low)):
        values.append(_in_initials(str(part.low), is_whole=part.kind == "is"))
        return f"replace(lower({told}), ' ', '') GLOB ?"
    if column in TEXTS and part.kind in ("has", "is"):
        ways, bare = company_ways(str(part.low)), f"replace(lower({told}), ' ', '')"
        values += ways
        has = f"instr({bare}, ?) > 0" if part.kind == "has" else f"{bare} = ?"
        return f"({' OR '.join([has] * len(ways))})"
    if part.kind == "begun":
        ways = [f"*{_as_it_is(way[:-1])}{end}*" for way in company_ways(str(part.low)) for end in _ends_of(way)]
        values += ways
        has = f"replace(lower({told}), ' ', '') GLOB ?"
        return f"({' OR '.join([has] * len(ways))})"
    if column in IN_ORDER and len(str(part.low)) >= _LEAST_OF_NUMBER and str(part.low).isalnum():
        told = f"replace({told}, '-', '')"
    values.append(part.low)
    if column in LISTS:
        return f"EXISTS (SELECT 1 FROM json_each(claims.{column}) WHERE value = ?)"
    if part.kind == "is":
        return f"{told} = ? COLLATE NOCASE"
    return f"instr(lower({told}), lower(?)) > 0"


def _in_initials(consonants: str, *, is_whole: bool) -> str:
    """A GLOB for syllables that begin with these consonants, one after the other."""
    from reviewer.rules.searching import beginning_with  # its classes of letters mean the same to GLOB

    found = "".join(map(beginning_with, initials("".join(consonants.split()))))
    return found if is_whole else f"*{found}*"


def _ends_of(way: str) -> list[str]:
    from reviewer.rules.searching import ways_to_end  # a list nobody types in must not wait for it

    return ways_to_end(way[-1:]) or [_as_it_is(way[-1:])]


def _as_it_is(text: str) -> str:
    """A text none of whose letters means anything to GLOB."""
    return re.sub(r"[*?\[]", r"[\g<0>]", text)
