"""What a letter says about money and about the decision before it is so (domain.md 4.4, 4.7)."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from reviewer.letters.content import Letter, Table
from reviewer.letters.letter import stops
from reviewer.letters.placeholders import LATER_WORDS
from reviewer.letters.sentences import alt_word
from reviewer.letters.wording import LANGUAGES, Wording, read_wording
from reviewer.rules.claim import Decision, Payment
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from tests.letters import letter_desk as desk


def older_wording() -> Wording:
    """The wording of a case that was founded before later words were known."""
    lines = desk.wording_text().split("\n")
    return read_wording("\n".join(line for line in lines if line.partition(" ")[0] not in LATER_WORDS))


def reviewed(
    lang: str = "ko", *, undone: tuple[Decision, ...] = (), first: Any = None, wording: Any = None, claim: Any = None,
    **changes: Any,
) -> Letter:  # fmt: skip
    """The letter of a review; `first` and `claim` change those, `undone` are decisions in between, taken back."""
    plain = desk.later_letter("REVIEW", lang)
    assert plain.origin is not None
    made = plain.origin.claim
    before, last = made.decisions
    last = dataclasses.replace(last, **changes)
    decisions = (dataclasses.replace(before, **(first or {})), *undone, last)
    back = frozenset(one.uid for one in undone)
    fresh = dataclasses.replace(made, decisions=decisions, undone=back, **(claim or {}))
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


@pytest.mark.parametrize(
    ("disposition", "before", "now", "came_to"),
    [
        ("APPROVED_FULL", "전부 인정", "일부 인정", "받아들이지 않음"),
        ("CONVERTED_FIXED", "정액 지원 전환", "일부 인정", "일부 받아들임"),
    ],
)
def test_a_review_that_changes_the_outcome_and_not_the_award_says_so(
    disposition: str, before: str, now: str, came_to: str
) -> None:
    told = {lang: reviewed(lang, first={"disposition": disposition, "award": 83_154}) for lang in LANGUAGES}
    assert f"심의 결과를 '{before}'에서 '{now}'으로 변경하되, 지원금은 그대로 유지하기로 의결" in told["ko"].text
    assert f"이의신청 결과: {came_to}" in told["ko"].text
    assert "to 'Approved in part'. The payment does not change." in told["en"].text
    assert stops(told["ko"], told["en"]) == []


def test_an_older_wording_without_the_words_holds_that_letter_back() -> None:
    """What the program ships is for new cases: six computers print what their council adopted."""
    with pytest.raises(Problem) as held:
        reviewed(first={"disposition": "APPROVED_FULL", "award": 83_154}, wording=older_wording())
    assert (held.value.code, held.value.facts["why"]) == ("LetterStopped", "not_in_wording")
    assert "처음의 결정을 유지하기로" in reviewed(first={"award": 83_154}, wording=older_wording()).text


def test_a_review_that_keeps_both_keeps_the_first_decision() -> None:
    assert "처음의 결정을 유지하기로 의결" in reviewed(first={"award": 83_154}).text


def with_an_offset(lang: str, reduces: bool, wording: Wording | None = None) -> Letter:
    """A fixed amount of 50,000 won, of whose loss 20,000 won was received before."""
    plain = desk.plan()
    plan = dataclasses.replace(plain, settings=dataclasses.replace(plain.settings, offsets_reduce_fixed=reduces))
    body = desk.weeks(2_620_000, 2_200_000, {}, offsets=[{"amount": 20_000, "reason": "약관 보상 / under the terms"}])
    done = desk.reckon(body, plan, "law-1", "e")
    claim = desk.fitting_claim("CONVERTED_FIXED")
    award = done.calculated_award
    last = dataclasses.replace(claim.decisions[0], assessment=done, award=award, calculated_award=award)
    made = dataclasses.replace(claim, decisions=(last,))
    return desk.letter("CONVERTED_FIXED", lang, made, plan=plan, wording=wording or desk.wording())


def test_what_reduces_a_fixed_amount_is_shown_line_by_line() -> None:
    ko, en = (with_an_offset(lang, reduces=True) for lang in LANGUAGES)
    (table,) = ko.annexes[-1].blocks
    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows[3:]] == [
        ("정액", "50,000원"), ("이미 받으신 금액", "−20,000원"), ("산정 결과", "30,000원"), ("지원금", "30,000원"),
    ]  # fmt: skip
    assert table.rows[4][2] == "약관 보상"
    assert "이미 받으신 금액 20,000원을 뺐습니다" in ko.text
    assert "We took off 20,000 won" in en.text
    assert stops(ko, en) == []


def test_where_nothing_reduces_a_fixed_amount_no_offset_is_shown() -> None:
    letter = with_an_offset("ko", reduces=False)
    assert letter.award == 50_000
    assert ("−20,000원" in letter.text, "을 뺐습니다" in letter.text) == (False, False)


def test_a_wording_without_the_line_on_what_was_received_stops_no_fixed_amount() -> None:
    line = '  { under = 2, each = "notes", text = "{sentence}" },\n'
    before, comparison, rest = desk.wording_text().partition("comparison = [")
    older = read_wording(before + comparison + rest.replace(line, "", 1))
    letter = with_an_offset("ko", reduces=True, wording=older)
    assert ("을 뺐습니다" in letter.text, stops(letter)) == (False, [])


def test_a_refusal_shows_no_calculation_that_did_not_pay() -> None:
    letter = reviewed(disposition="NOT_APPROVED", award=0, reasons=(GivenReason("N04", {"detail": "다른 사정"}),))
    for said in ("지급 안내", "산정 내역", "달리 지원금을", "확인된 매출 손실보다 적습니다"):
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


def after_a_payment(lang: str, state: str, **more: Any) -> str:
    """The letter about a review whose first amount (30,000 won) was on its way when the council met."""
    payment = Payment("b1", 30_000, state, desk.DAY, decision="first/1")
    return reviewed(lang, claim={"payment": payment, **more}, paid_before=30_000, on_its_way=30_000).text


@pytest.mark.parametrize(
    ("state", "ko", "en"),
    [
        ("LISTED", "그 차액 53,154원을 지급합니다", "has been made or is on its way to you"),
        (
            "FAILED",
            "30,000원은 입금되지 않아, 이번에 함께 지급합니다",
            "did not reach your account. We will pay it again",
        ),
    ],
)
def test_what_was_on_its_way_and_came_back_is_paid_again(state: str, ko: str, en: str) -> None:
    told = {lang: after_a_payment(lang, state) for lang in LANGUAGES}
    assert (ko in told["ko"], en in told["en"]) == (True, True)
    is_back = state == "FAILED"
    for said in ("그 차액", "on its way"):
        assert (said in told["ko"] + told["en"]) is not is_back
    assert ("통장사본을 보내 주시면" in told["ko"]) is is_back  # the account it did not reach is promised nothing
    assert "국민은행 **********1234" in after_a_payment("ko", state, account="ab", account_document="cd")


def test_a_letter_that_left_before_the_payment_came_back_stays_as_it_was() -> None:
    payment = Payment("b1", 30_000, "FAILED", desk.DAY + dt.timedelta(days=1), decision="first/1")
    assert "그 차액" in reviewed(claim={"payment": payment}, paid_before=30_000, on_its_way=30_000).text
    again = Payment("b2", 83_154, "PAID", desk.DAY + dt.timedelta(days=9), decision="last/2")
    later = {"payment": again, "paid_total": 83_154}
    assert "입금되지 않아" in reviewed(claim=later, uid="last/2", paid_before=30_000, on_its_way=30_000).text
