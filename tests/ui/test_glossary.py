"""The windows say the terms of the field in both languages as the council's glossary has them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from reviewer.desk.wording import done_word, word_for
from reviewer.rules.acts import ACTS
from reviewer.ui.help.terms import terms
from reviewer.ui.wording import korean_table
from tests.conftest import ROOT

WORDINGS = ROOT / "resources" / "i18n"
PLAN = ROOT / "resources" / "plans" / "kakao-1015.toml"
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
GLOSSARY = """
1015 피해지원 협의체 / 피해지원 / 지원금 / 신고 / 신고번호 / 신청 / 접수 / 접수번호 / 심의 파일 / 접수 자료 /
처리 기록 / 기준 시점 / 일일 확인값 / 신청인 / 대표자 / 대리인 / 소상공인 / 상호 / 업종 / 업태·종목 /
사업자등록번호 / 소상공인확인서 / 매출 피해 증빙 / 서비스 이용 증빙 / 통장사본 / 장애 / 장애 기간 / 복구 /
평소 주간 / 장애 주간 / 매출 손실 / 확인된 매출 손실 / 산정액 / 영업이익률 / 대체 서비스 / 점유율 / 산정 /
산정 내역 / 산정액 조정 / 산정 기준 / 협의체 기준 / 카카오 발표 기준 / 근거 연결 / 구간 / 정액 지원 / 개별 심의 /
심의 / 의결 / 의결번호 / 안건 / 회의록 / 일괄 의결 / 개별 토의 / 재적위원 / 출석위원 / 정족수 / 과반수 / 가부동수 /
제척 / 기피 / 회피 / 담당위원 / 확인위원 / 간사 / 사무국 직원 / 분류 / 배정 / 검토 중 / 보완 대기 / 안 작성 /
확인 완료 / 안건 상정 / 통지 / 지급 의뢰 / 지급 완료 / 종결 / 분류함 / 분류 결과 명단 / 보류 / 반려 / 재확인 /
표본 점검 / 유사 사례 / 중복 제출 자료 / 연락 기록 / 진술 / 방문 확인서 / 보완 / 보완 요청 / 보완 기한 / 기한 /
전부 인정 / 일부 인정 / 불인정 / 각하 / 기각 / 인용 / 취하 / 철회 / 이송 / 계속 심의 / 이의신청 / 재심의 / 정정 /
반환 요청 / 정액 지원 대상자 명부 / 시행 / 송달 / 발송 대기 / 지급 / 지급 예정일 / 예금주 / 공제 / 절상 / 직인 /
청인 / 붙임 / 가림 / 가림 해제 / 접속기록 / 파기 / 보유기간 / 톡채널 / 알림톡 / 톡서랍 / 선물하기 / 채널 캐시 /
심의 결정 대장 / 파기 확인서
"""
"""The Korean words of the council's glossary."""
UNEXPLAINED = {"붙임": "heads the list that goes with a printed certificate; no rule of the plan is behind it"}
"""Words of the glossary that stand in a text of the windows, but not among the words of the field, and why."""
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


def test_every_term_of_the_glossary_that_a_window_says_is_explained() -> None:
    words = {word.strip() for word in GLOSSARY.split("/")} | set(TERMS.values())
    explained = {name for term in terms() for name in term.called("ko")}
    shown = [*(ko for _, ko in said()), *_korean_of(tomllib.loads(PLAN.read_text("utf-8")))]
    said_there = {word for word in words if _stands_in(word, words | explained, shown)}
    assert len(said_there) > 100
    assert said_there - explained == UNEXPLAINED.keys()


def _korean_of(table: object) -> Iterator[str]:
    """Every Korean text of the plan: the windows show it as it stands there."""
    if isinstance(table, dict):
        if isinstance(table.get("ko"), str):
            yield table["ko"]
        table = list(table.values())
    if isinstance(table, list):
        for part in table:
            yield from _korean_of(part)


def _stands_in(word: str, words: set[str], texts: list[str]) -> bool:
    """Whether a word stands in any of these texts by itself, outside every longer one."""
    longer = sorted((other for other in words if word in other and word != other), key=len, reverse=True)
    outside = re.compile("|".join(map(re.escape, [*longer, word])))
    return any(found == word for text in texts for found in outside.findall(text))


def test_words_that_name_a_duty_to_pay_are_avoided() -> None:
    assert [ko for _, ko in said() if AVOIDED.search(ko)] == []


def test_the_number_of_a_claim_has_one_name() -> None:
    assert [ko for _, ko in said() if "신청번호" in ko] == []


def test_a_timeline_tells_what_was_done_and_orders_nothing() -> None:
    for act in ACTS:
        assert done_word(act, "en") != act
        assert done_word(act, "ko") == word_for("act", act, "ko")
    assert done_word("record_check", "en") == "check recorded"
