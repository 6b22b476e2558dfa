"""What a letter says about money and about the decision before it is so (domain.md 4.4, 4.7)."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from reviewer.letters.content import Letter
from reviewer.letters.letter import stops
from reviewer.letters.sentences import alt_word
from reviewer.rules.claim import Decision
from reviewer.rules.proposal import GivenReason
from tests.letters import letter_desk as desk


def reviewed(lang: str = "ko", *, undone: tuple[Decision, ...] = (), **changes: Any) -> Letter:
    """The letter of a review; `undone` are decisions made in between and taken back."""
    plain = desk.later_letter("REVIEW", lang)
    assert plain.origin is not None
    claim = plain.origin.claim
    first, last = claim.decisions
    last = dataclasses.replace(last, **changes)
    decisions = (first, *undone, last)
    fresh = dataclasses.replace(claim, decisions=decisions, undone=frozenset(one.uid for one in undone))
    return desk.letter("APPROVED_PARTIAL", lang, fresh, details=dict(plain.origin.details))


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
