"""Papers of one claim against one another: X1 to X4 and X9, with what a machine's eye may have misread."""

import dataclasses

import pytest

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL, Hint
from reviewer.rules.plan import Plan
from tests.rules.paper_room import APPLICANT, all_hints, hints, paper, reading

CERTIFICATE = "소상공인확인서\n기업명   {name}\n사업자등록번호   {brn}\n대표자명   {head}\n주업종   {industry}"
RIGHT = {"name": "(주)가온 떡볶이", "brn": "120-81-47521", "head": "김하늘", "industry": "56111 한식"}


def crossed(plan: Plan, *papers: tuple[str, dict[str, str], str], sector: str = "외식업") -> dict[str, Hint]:
    """The hints on a claim with these papers: kind, what differs from the right one, and how its text came."""
    made = [
        paper(kind, reading(CERTIFICATE.format(**RIGHT | changed), document=str(n) * 64, source=source))
        for n, (kind, changed, source) in enumerate(papers)
    ]
    return dict(all_hints(plan, *made, applicant=dataclasses.replace(APPLICANT, sector=sector)).claim)


OTHERS = [
    ("X1", {"brn": "220-81-62517"}), ("X2", {"head": "이산들"}), ("X3", {"name": "나래상회"}),
    ("X9", {"industry": "47911 전자상거래"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "other"), OTHERS)
def test_one_paper_that_differs_is_told_among_others_that_agree(plan: Plan, code: str, other: dict[str, str]) -> None:
    assert crossed(plan, ("SBC", {}, "TEXT"), ("BRC", {}, "TEXT"))[code].level == FULL
    told = crossed(plan, ("SBC", {}, "TEXT"), ("BRC", other, "TEXT"))[code]
    assert (told.level, told.place is not None and told.place.document) == (PARTIAL, "1" * 64)
    alone = crossed(plan, ("SBC", other, "TEXT"))[code]
    assert alone.level == (PARTIAL if code == "X9" else NONE)


@pytest.mark.parametrize(("code", "other"), OTHERS)
def test_what_differs_only_to_a_machines_eye_is_no_data_and_told(plan: Plan, code: str, other: dict[str, str]) -> None:
    seen = crossed(plan, ("SBC", {}, "TEXT"), ("BRC", other, "RECOGNISED"))[code]
    assert (seen.level, seen.place is not None and seen.place.document) == (NO_DATA, "1" * 64)
    assert crossed(plan, ("SBC", {}, "TEXT"), ("BRC", {}, "RECOGNISED"))[code].level == FULL
    both = crossed(plan, ("SBC", other, "TEXT"), ("BRC", {}, "RECOGNISED"))[code]
    assert both.level == PARTIAL


@pytest.mark.parametrize(
    ("sector", "industry", "level"),
    [
        ("외식업", "음식점업", FULL),
        ("도소매업", "도매 및 소매업", FULL),
        ("운수업", "운수 및 창고업", FULL),
        ("서비스업", "음식점업", PARTIAL),
        ("서비스업", "제조업", NO_DATA),
        ("기타", "음식점업", NO_DATA),
        ("도소매업", "10712 떡류 제조업", PARTIAL),
    ],
)
def test_a_registration_tells_its_sector_in_words(plan: Plan, sector: str, industry: str, level: str) -> None:
    assert crossed(plan, ("BRC", {"industry": industry}, "TEXT"), sector=sector)["X9"].level == level


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ("주소   06236 서울특별시 강남구\n주업종   56111 한식", FULL),
        ("06236 서울특별시 강남구\n56111 한식", FULL),  # labels a machine's eye did not see
        ("06236 서울특별시 강남구", NO_DATA),
        ("47911 전자상거래 소매업", PARTIAL),
    ],
)
def test_a_postal_code_is_no_industry(plan: Plan, lines: str, level: str) -> None:
    read = reading(f"소상공인확인서\n{lines}")
    assert all_hints(plan, paper("SBC", read)).claim["X9"].level == level


def test_a_column_of_names_on_a_screen_names_no_representative(plan: Plan) -> None:
    screen = "계정 : 가온떡볶이 (@gaon)\n일자         앱 이름       로그인 수\n2022-10-12   온라인 상점   148"
    found = hints(plan, "SUS", reading(screen))
    assert (found["G3"].level, found["G3"].agrees) == (FULL, ("trade_name",))
    owner = hints(plan, "SUS", reading("대표자 : 이산들\n계정 : 가온떡볶이 (@gaon)"))["G3"]
    assert (owner.level, owner.differs) == (PARTIAL, ("representative",))
