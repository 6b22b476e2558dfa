"""Which column of a delivery is which fact: recognised Korean headers and a guess for a person to look at."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from reviewer.desk.map_file import MapFile, read_map, write_map
from reviewer.desk.service_names import paid_word, reporter_word
from reviewer.rules.korean import fold
from reviewer.rules.problem import Problem

__all__ = [
    "HEADERS", "REFUSAL_COLUMNS", "BoundColumns", "MapFile", "bind", "folded_header", "guess_mapping",
    "is_never_taken_in", "read_map", "write_map",
]  # fmt: skip

HEADERS: Mapping[str, tuple[str, ...]] = {
    field: tuple(words.split())
    for field, words in {
        "claim": "접수번호 신청번호 신청접수번호 claim claimno claimnumber",
        "report_number": "신고번호 신고접수번호 피해신고번호 reportnumber reportno",
        "received_on": "접수일 접수일자 접수일시 신청일 신청일자 신고일 신고일자 신고일시 receivedon",
        "reporter_type": ("구분 신고자구분 신고자유형 신청인구분 신청자구분 이용자구분 유형 reportertype"),
        "trade_name": "상호 상호명 업소명 사업장명 업체명 가게명 매장명 점포명 회사명 법인명 tradename",
        "representative": (
            "대표자 대표자명 대표자성명 대표 대표이사 신청인 신청인명 신청인성명 신청자 신청자명 "
            "신고자 신고자명 신고인 신고인명 성명 이름 representative"
        ),
        "latin_name": "영문명 영문성명 영문이름 로마자성명 latinname",
        "brn": "사업자등록번호 사업자번호 사업자등록no brn",
        "corporate_number": "법인등록번호 법인번호 corporatenumber",
        "address": (
            "주소 도로명주소 소재지 사업장주소 사업장소재지 소재지주소 소재지도로명주소 "
            "도로명전체주소 소재지전체주소 영업장주소 지번주소 address"
        ),
        "phone": (
            "전화번호 연락처 휴대전화 휴대전화번호 휴대폰 휴대폰번호 핸드폰 핸드폰번호 연락전화번호 "
            "소재지전화 전화 phone"
        ),
        "email": "이메일 이메일주소 전자우편 전자우편주소 email",
        "sector": "업종 업종명 업태 업태명 업태구분 업태구분명 업태종목 종목 sector",
        "services": "서비스 피해서비스 이용서비스 장애서비스 서비스명 피해서비스명 service services",
        "paid": "유료여부 유무료 유료무료 유료이용 유료이용여부 paid",
        "claimed_loss": (
            "피해액 손실액 매출손실 매출손실액 피해금액 손실금액 신고피해액 신청피해액 매출피해액 "
            "매출손실규모액 신청손실액 신고손실액 손해액 claimedloss"
        ),
        "story": "피해내용 신고내용 피해사실 신청내용 피해상황 상세내용 내용 story",
        "bank": "은행 은행명 거래은행 입금은행 bank",
        "account": "계좌번호 계좌 입금계좌 account",
        "account_holder": "예금주 예금주명 accountholder",
        "assisted_by": "대리인 대리인명 대리인성명 대리신청인 assistedby",
        "litigation": "소송 소송여부 소송조정 소송조정여부 분쟁조정 litigation",
    }.items()
}
"""For each fact the headers it goes by, folded, the likeliest first."""

REFUSAL_COLUMNS = ("사유_줄", "사유_항목", "사유_코드", "사유")
"""What a refusals file has in front of the source's own columns; ignored when it is taken in again."""

_NEVER = re.compile(r"주민(?:등록)?번호|주민등록|rrn|외국인등록번호|여권번호|운전면허")
_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_TITLE_ROWS = 15


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


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "reporter_type": lambda value: reporter_word(value) is not None,
    "paid": lambda value: paid_word(value) is not None,
}
"""Headers such as 구분 mean many things; a column that is surely what its header says needs no test."""


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
