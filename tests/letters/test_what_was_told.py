"""What a letter says about money and about the decision before it is so (domain.md 4.4, 4.7)."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from reviewer.letters.content import Letter
from reviewer.letters.letter import stops
from reviewer.letters.placeholders import LATER_WORDS
from reviewer.letters.sentences import alt_word
from reviewer.letters.wording import LANGUAGES, Wording, read_wording
from reviewer.rules.claim import Decision
from reviewer.rules.proposal import GivenReason
from tests.letters import letter_desk as desk


def older_wording() -> Wording:
    """The wording of a case that was founded before later words were known."""
    lines = desk.wording_text().split("\n")
    return read_wording("\n".join(line for line in lines if line.partition(" ")[0] not in LATER_WORDS))


def reviewed(
    lang: str = "ko", *, undone: tuple[Decision, ...] = (), first: Any = None, wording: Any = None, **changes: Any
) -> Letter:
    """The letter of a review; `first` changes the decision before, `undone` are some in between and taken back."""
    plain = desk.later_letter("REVIEW", lang)
    assert plain.origin is not None
    claim = plain.origin.claim
    before, last = claim.decisions
    last = dataclasses.replace(last, **changes)
    decisions = (dataclasses.replace(before, **(first or {})), *undone, last)
    fresh = dataclasses.replace(claim, decisions=decisions, undone=frozenset(one.uid for one in undone))
    details = dict(plain.origin.details)
    return desk.letter("APPROVED_PARTIAL", lang, fresh, details=details, wording=wording or desk.wording())


def test_a_decision_that_was_taken_back_was_told_to_nobody() -> None:
    between = dataclasses.replace(desk.fitting_claim("APPROVED_PARTIAL").decisions[0], uid="between/1", award=83_154)
    letter = reviewed(undone=(between,), supersedes="between/1")
    assert "변경 전 80,000원, 변경 후 83,154원" in letter.text


@pytest.mark.parametrize(("lang", "promise"), [("ko", "계좌로 지급합니다"), ("en", "will pay by")])
def test_what_is_paid_already_is_not_promised_again(lang: str, promise: str) -> None:
    assert promise in reviewed(lang).text
    again = reviewed(lang, paid_before=83_154).text
    assert promise not in again
    assert {"ko": "더 지급할 금액은 없습니다", "en": "nothing further is payable"}[lang] in again


def test_a_review_that_lowers_the_award_was_not_accepted() -> None:
    assert "이의신청 결과: 받아들이지 않음" in reviewed(award=70_000, award_basis="AMOUNT_VOTE").text


@pytest.mark.parametrize("wording", [desk.wording(), older_wording()], ids=["shipped", "older"])
@pytest.mark.parametrize(
    ("disposition", "before", "now", "came_to"),
    [
        ("APPROVED_FULL", "전부 인정", "일부 인정", "받아들이지 않음"),
        ("CONVERTED_FIXED", "정액 지원 전환", "일부 인정", "일부 받아들임"),
    ],
)
def test_a_review_that_changes_the_outcome_and_not_the_award_says_so(
    disposition: str, before: str, now: str, came_to: str, wording: Wording
) -> None:
    told = {
        lang: reviewed(lang, first={"disposition": disposition, "award": 83_154}, wording=wording) for lang in LANGUAGES
    }
    assert f"심의 결과를 '{before}'에서 '{now}'으로 변경하되, 지원금은 그대로 유지하기로 의결" in told["ko"].text
    assert f"이의신청 결과: {came_to}" in told["ko"].text
    assert "to 'Approved in part'. The payment does not change." in told["en"].text
    assert stops(told["ko"], told["en"]) == []


def test_a_review_that_keeps_both_keeps_the_first_decision() -> None:
    assert "처음의 결정을 유지하기로 의결" in reviewed(first={"award": 83_154}).text


def test_a_refusal_shows_no_calculation_that_did_not_pay() -> None:
    letter = reviewed(disposition="NOT_APPROVED", award=0, reasons=(GivenReason("N04", {"detail": "다른 사정"}),))
    for said in ("산정 내역", "달리 지원금을", "확인된 매출 손실보다 적습니다"):
        assert said not in letter.text


def test_the_letter_about_a_review_says_its_reason_in_english_also_where_all_was_received_before() -> None:
    letter = reviewed("en", disposition="NOT_APPROVED", award=0, reasons=(GivenReason("N06", {"amount": "90000"}),))
    assert "You have already received 90,000 won" in letter.text


def test_no_alternative_is_said_only_where_there_was_none() -> None:
    origin = desk.letter("APPROVED_PARTIAL", "ko").origin
    assert origin is not None
    none, some = alt_word(Decimal(1), origin), alt_word(Decimal("0.8"), origin)
    assert (none, some == none) == ("없음", False)
    assert stops(reviewed()) == []
