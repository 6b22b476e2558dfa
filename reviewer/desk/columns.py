"""Which column of a delivery is which fact: recognised Korean headers, a guess to look at, and map files."""

import dataclasses
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reviewer.desk.service_names import paid_word, reporter_word
from reviewer.rules.korean import fold
from reviewer.rules.numbers import digits, parse_date, parse_won
from reviewer.rules.problem import Problem

HEADERS: Mapping[str, tuple[str, ...]] = {
    "claim": ("접수번호", "신청번호", "신청접수번호", "claim", "claimno", "claimnumber"),
    "report_number": ("신고번호", "신고접수번호", "피해신고번호", "reportnumber", "reportno"),
    "received_on": (
        "접수일",
        "접수일자",
        "접수일시",
        "신청일",
        "신청일자",
        "신고일",
        "신고일자",
        "신고일시",
        "receivedon",
    ),
    "reporter_type": (
        "구분",
        "신고자구분",
        "신고자유형",
        "신청인구분",
        "신청자구분",
        "이용자구분",
        "유형",
        "reportertype",
    ),
    "trade_name": (
        "상호",
        "상호명",
        "업소명",
        "사업장명",
        "업체명",
        "가게명",
        "매장명",
        "점포명",
        "회사명",
        "법인명",
        "tradename",
    ),
    "representative": (
        *(
            "대표자",
            "대표자명",
            "대표자성명",
            "대표",
            "대표이사",
            "신청인",
            "신청인명",
            "신청인성명",
            "신청자",
            "신청자명",
        ),
        *("신고자", "신고자명", "신고인", "신고인명", "성명", "이름", "representative"),
    ),
    "latin_name": ("영문명", "영문성명", "영문이름", "로마자성명", "latinname"),
    "brn": ("사업자등록번호", "사업자번호", "사업자등록no", "brn"),
    "corporate_number": ("법인등록번호", "법인번호", "corporatenumber"),
    "address": (
        *(
            "주소",
            "도로명주소",
            "소재지",
            "사업장주소",
            "사업장소재지",
            "소재지주소",
            "소재지도로명주소",
            "도로명전체주소",
        ),
        *("소재지전체주소", "영업장주소", "지번주소", "address"),
    ),
    "phone": (
        *(
            "전화번호",
            "연락처",
            "휴대전화",
            "휴대전화번호",
            "휴대폰",
            "휴대폰번호",
            "핸드폰",
            "핸드폰번호",
            "연락전화번호",
        ),
        *("소재지전화", "전화", "phone"),
    ),
    "email": ("이메일", "이메일주소", "전자우편", "전자우편주소", "email"),
    "sector": ("업종", "업종명", "업태", "업태명", "업태구분", "업태구분명", "업태종목", "종목", "sector"),
    "services": ("서비스", "피해서비스", "이용서비스", "장애서비스", "서비스명", "피해서비스명", "service", "services"),
    "paid": ("유료여부", "유무료", "유료무료", "유료이용", "유료이용여부", "paid"),
    "claimed_loss": (
        *(
            "피해액",
            "손실액",
            "매출손실",
            "매출손실액",
            "피해금액",
            "손실금액",
            "신고피해액",
            "신청피해액",
            "매출피해액",
        ),
        *("매출손실규모액", "신청손실액", "신고손실액", "손해액", "claimedloss"),
    ),
    "story": ("피해내용", "신고내용", "피해사실", "신청내용", "피해상황", "상세내용", "내용", "story"),
    "bank": ("은행", "은행명", "거래은행", "입금은행", "bank"),
    "account": ("계좌번호", "계좌", "입금계좌", "account"),
    "account_holder": ("예금주", "예금주명", "accountholder"),
    "assisted_by": ("대리인", "대리인명", "대리인성명", "대리신청인", "assistedby"),
    "litigation": ("소송", "소송여부", "소송조정", "소송조정여부", "분쟁조정", "litigation"),
}
"""For each fact the headers it goes by, folded, the likeliest first."""

FIELDS = tuple(HEADERS)
REFUSAL_COLUMNS = ("사유_줄", "사유_항목", "사유_코드", "사유")
"""What a refusals file has in front of the source's own columns; ignored when it is taken in again."""

_NEVER = re.compile(r"주민(?:등록)?번호|주민등록|rrn|외국인등록번호|여권번호|운전면허")
_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_MAP_KEYS = frozenset({"encoding", "delimiter", "sheet", "header_row", "claim", "columns", "constants", "dates"})
_TITLE_ROWS = 15


@dataclasses.dataclass(frozen=True)
class MapFile:
    """How a table is read: column(s) of each fact, fixed values, forms of dates (interface.md, "A map file")."""

    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)
    dates: Mapping[str, str] = dataclasses.field(default_factory=dict)
    made_numbers: bool = False
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1

    def as_mapping(self) -> dict[str, str]:
        """Field -> column(s) or fixed value, as the `take_in` entry keeps it."""
        found = {field: " + ".join(names) for field, names in self.columns.items()}
        found |= {field: f"= {value}" for field, value in self.constants.items() if field not in found}
        return found | ({"claim": "row"} if self.made_numbers else {})

    def unused(self, header: Sequence[str]) -> tuple[str, ...]:
        """The columns that become no fact; their cells are kept beside the facts."""
        used = {name for names in self.columns.values() for name in names}
        return tuple(name for name in header if name and name not in used)


@dataclasses.dataclass(frozen=True)
class BoundColumns:
    """A map laid over one header: the places of each fact's cells, counted from 0."""

    map: MapFile
    header: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    extra: tuple[tuple[int, str], ...]


def folded_header(name: str) -> str:
    """A header without spaces, marks, width and what stands in brackets: `피해액 (원)*` -> `피해액`."""
    plain = unicodedata.normalize("NFKC", name)
    return fold(_BRACKETS.sub("", plain) or plain).replace("_", "").casefold()


def is_never_taken_in(header: str) -> bool:
    """Columns of resident numbers and the like are passed over whole (domain.md 6)."""
    return _NEVER.search(unicodedata.normalize("NFKC", header).replace(" ", "").casefold()) is not None


def guess_mapping(header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]] = ()) -> MapFile:
    """Guess from the header, checked against the first rows; a person looks at it before it is used.

    Where title lines stand above the header, the row with the most known headers is taken for it.
    """
    header_row, header, rows = _find_header(header, rows)
    folded = [folded_header(name) for name in header]
    columns: dict[str, tuple[str, ...]] = {}
    for field, aliases in HEADERS.items():
        for alias in aliases:
            if alias in folded and _values_fit(field, folded.index(alias), rows):
                columns[field] = (header[folded.index(alias)],)
                break
    numbered = "claim" in columns or "report_number" in columns
    return MapFile(columns, made_numbers=not numbered, header_row=header_row)


def _find_header(
    header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]:
    known = {alias for aliases in HEADERS.values() for alias in aliases}

    def score(cells: Sequence[str]) -> int:
        return sum(folded_header(cell) in known for cell in cells if cell)

    best, best_score, best_at = header, score(header), -1
    for at, (_, cells) in enumerate(rows[:_TITLE_ROWS]):
        if score(cells) > max(best_score, 1):
            best, best_score, best_at = cells, score(cells), at
    if best_at < 0:
        return 1, header, rows
    return rows[best_at][0], [cell.strip() for cell in best], rows[best_at + 1 :]


def _values_fit(field: str, place: int, rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether the first rows hold what the header promises; an empty column proves nothing against it."""
    test = _TESTS.get(field)
    values = [cells[place].strip() for _, cells in rows if place < len(cells) and cells[place].strip()]
    if test is None or not values:
        return True
    return sum(map(test, values)) * 2 >= len(values)


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def test(value: str) -> bool:
        try:
            read(value)
        except ValueError:
            return False
        return True

    return test


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "reporter_type": lambda value: reporter_word(value) is not None,
    "paid": lambda value: paid_word(value) is not None,
    "received_on": _reads(parse_date),
    "claimed_loss": lambda value: _reads(parse_won)(value) or not any(c.isdigit() for c in value),
    "brn": lambda value: len(digits(value)) == 10,
    "phone": lambda value: 7 <= len(digits(value)) <= 14,
    "email": lambda value: "@" in value,
}


def read_map(text: str) -> MapFile:
    """Read a map file; Problem MapInvalid with `key` and `why`, or `line` and `why` for text that is no TOML."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("MapInvalid", key="", why="not_toml", detail=str(error)) from None
    for key in whole:
        if key not in _MAP_KEYS:
            raise Problem("MapInvalid", key=key, why="unknown_key")
    columns = {field: _names(field, value) for field, value in _table(whole, "columns").items()}
    constants = {field: _constant(field, value) for field, value in _table(whole, "constants").items()}
    dates = {field: _word(whole["dates"], field, "dates.") for field in _table(whole, "dates")}
    for field in dates:
        if field != "received_on":
            raise Problem("MapInvalid", key=f"dates.{field}", why="not_a_date")
    made = _takes_made_numbers(whole, columns, constants)
    _has_a_name(columns, constants)
    header_row = whole.get("header_row", 1)
    if not isinstance(header_row, int) or isinstance(header_row, bool) or not 1 <= header_row <= 1_000:
        raise Problem("MapInvalid", key="header_row", why="not_a_row")
    return MapFile(
        columns, constants, dates, made, _word(whole, "encoding"), _word(whole, "delimiter"), _word(whole, "sheet"),
        header_row,
    )  # fmt: skip


def _takes_made_numbers(
    whole: Mapping[str, Any], columns: dict[str, tuple[str, ...]], constants: dict[str, str]
) -> bool:
    """Where claim numbers come from; `claim = "row"` may stand at the top or among the columns or constants."""
    claim = _word(whole, "claim")
    if "claim" in constants:
        claim = constants.pop("claim")
        if claim != "row":
            raise Problem("MapInvalid", key="constants.claim", why="one_number_for_all")
    if columns.get("claim") == ("row",):
        claim = "row"
        del columns["claim"]
    if claim and claim != "row":
        columns["claim"] = (claim,)
    return claim == "row" or not ({"claim", "report_number"} & set(columns))


def _has_a_name(columns: Mapping[str, object], constants: Mapping[str, object]) -> None:
    if not {"trade_name", "representative"} & (set(columns) | set(constants)):
        raise Problem("MapInvalid", key="columns", why="no_name")


def _table(whole: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = whole.get(key, {})
    if not isinstance(table, dict):
        raise Problem("MapInvalid", key=key, why="not_a_table")
    for field in table:
        if field not in FIELDS:
            raise Problem("MapInvalid", key=f"{key}.{field}", why="unknown_field")
    return table


def _word(table: Mapping[str, Any], key: str, where: str = "") -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise Problem("MapInvalid", key=where + key, why="not_a_text")
    return value


def _names(field: str, value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise Problem("MapInvalid", key=f"columns.{field}", why="not_a_column")
    return tuple(names)


def _constant(field: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Problem("MapInvalid", key=f"constants.{field}", why="not_a_text")
    return str(value)


def write_map(chosen: MapFile) -> str:
    """A map as the text of a map file that `read_map` reads back."""
    lines = [
        f"{key} = {_quoted(value)}"
        for key, value in (("encoding", chosen.encoding), ("delimiter", chosen.delimiter), ("sheet", chosen.sheet))
        if value
    ]
    lines += [f"header_row = {chosen.header_row}"] if chosen.header_row != 1 else []
    lines += ['claim = "row"'] if chosen.made_numbers else []
    lines += ["", "[columns]"]
    for field, names in chosen.columns.items():
        quoted = [_quoted(name) for name in names]
        lines.append(f"{field} = {quoted[0] if len(quoted) == 1 else '[' + ', '.join(quoted) + ']'}")
    for title, table in (("constants", chosen.constants), ("dates", chosen.dates)):
        if table:
            lines += ["", f"[{title}]", *(f"{field} = {_quoted(value)}" for field, value in table.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    kept = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", kept) + '"'


def bind(chosen: MapFile, header: Sequence[str]) -> BoundColumns:
    """Lay a map over a header; MapInvalid with `key` and `value` when a column it names is not there."""
    plain = [unicodedata.normalize("NFC", name).strip() for name in header]
    loose = [folded_header(name) for name in plain]
    places: dict[str, tuple[int, ...]] = {}
    for field, names in chosen.columns.items():
        found = []
        for name in names:
            place = _place(unicodedata.normalize("NFC", name).strip(), plain, loose)
            if place is None:
                raise Problem("MapInvalid", key=f"columns.{field}", why="no_such_column", value=name)
            found.append(place)
        places[field] = tuple(found)
    used = {place for found in places.values() for place in found}
    return BoundColumns(chosen, tuple(plain), places, _leftover(plain, used))


def _place(name: str, plain: Sequence[str], loose: Sequence[str]) -> int | None:
    if name in plain:
        return plain.index(name)
    folded = folded_header(name)
    return loose.index(folded) if folded in loose else None


def _leftover(plain: Sequence[str], used: set[int]) -> tuple[tuple[int, str], ...]:
    """The columns without a fact, each under a name of its own; refusal columns and resident numbers left out."""
    kept: dict[str, int] = {}
    for place, name in enumerate(plain):
        if place in used or not name or name in REFUSAL_COLUMNS or is_never_taken_in(name):
            continue
        own, count = name, 1
        while own in kept:
            count += 1
            own = f"{name} ({count})"
        kept[own] = place
    return tuple((place, name) for name, place in kept.items())
