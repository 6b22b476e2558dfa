"""The windows say the terms of the field in both languages as the council's glossary has them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from reviewer.desk.wording import done_word, word_for
from reviewer.rules.acts import ACTS
from reviewer.ui.wording import korean_table
from tests.conftest import ROOT

WORDINGS = ROOT / "resources" / "i18n"
BOTH = ("actions", "codes", "figures", "papers", "problems", "recovery", "rules", "why")
TERMS = {
    "report number": "신고번호", "claim number": "접수번호", "case file": "심의 파일", "trade name": "상호",
    "representative": "대표자", "daily seal": "일일 확인값", "micro-enterprise": "소상공인",
    "sales-loss proof": "매출 피해 증빙", "service-use proof": "서비스 이용 증빙", "bank-book copy": "통장사본",
    "outage week": "장애 주간", "normal week": "평소 주간", "verified sales loss": "확인된 매출 손실",
    "assessed amount": "산정액", "operating-profit rate": "영업이익률", "alternative service": "대체 서비스",
    "kakao share": "점유율", "from the plan": "산정 기준", "individual review": "개별 심의",
    "resolution number": "의결번호", "discussion list": "개별 토의", "lead reviewer": "담당위원",
    "second reviewer": "확인위원", "second look": "재확인", "reused paper": "중복 제출 자료",
    "visit record": "방문 확인서", "more evidence": "보완", "approved in full": "전부 인정", "not approved": "불인정",
    "request for review": "이의신청", "request to return": "반환 요청", "due date": "기한", "put back": "반려",
    "list of fixed-amount claimants": "정액 지원 대상자 명부", "decision log": "심의 결정 대장",
    "access log": "접속기록", "like for like": "유사 사례", "channel cash": "채널 캐시", "account holder": "예금주",
}  # fmt: skip
"""Terms that mean one thing wherever they stand."""
AVOIDED = re.compile(r"보상|배상")
"""The council pays support; whether it owes anything is for courts."""


def said() -> Iterator[tuple[str, str]]:
    """Every text of the windows and papers in English and Korean."""
    yield from korean_table().items()
    for name in BOTH:
        english, korean = (
            dict(_flat(tomllib.loads((WORDINGS / f"{name}.{lang}.toml").read_text("utf-8")))) for lang in ("en", "ko")
        )
        yield from ((english[code], korean[code]) for code in english.keys() & korean.keys())


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, str):
            yield above + name, value


@pytest.mark.parametrize("term", sorted(TERMS))
def test_a_term_of_the_glossary_is_said_as_it_stands_there(term: str) -> None:
    found = re.compile(rf"\b{term}s?\b", re.IGNORECASE)
    assert [(en, ko) for en, ko in said() if found.search(en) and TERMS[term] not in ko] == []


def test_words_that_name_a_duty_to_pay_are_avoided() -> None:
    assert [ko for _, ko in said() if AVOIDED.search(ko)] == []


def test_a_timeline_tells_what_was_done_and_orders_nothing() -> None:
    for act in ACTS:
        assert done_word(act, "en") != act
        assert done_word(act, "ko") == word_for("act", act, "ko")
    assert done_word("record_check", "en") == "check recorded"
