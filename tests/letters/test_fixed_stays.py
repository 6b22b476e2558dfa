"""The letter of a fixed amount that was looked at again and stays: who asked, and what the loss came to."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules.reopening import Reopening
from tests.letters import letter_desk as desk


@pytest.mark.parametrize(
    ("lang", "new", "asked"),
    [("ko", "결정 후에 제출하신", "개별 심의를 신청하신"), ("en", "You sent new records", "You asked for an")],
)
def test_a_fixed_amount_that_new_records_leave_is_told_of_them(lang: str, new: str, asked: str) -> None:
    claim = desk.later_letter("FIXED_STAYS", lang).origin.claim  # type: ignore[union-attr]
    first, second = claim.decisions
    after = Reopening("NEW_EVIDENCE", dt.date(2023, 4, 12), "", "NOTIFIED")
    claim = dataclasses.replace(claim, decisions=(first, dataclasses.replace(second, after=after)))
    letter = desk.letter("FIXED", lang, claim)
    assert (new in letter.text, asked in letter.text, letter.blanks) == (True, False, ())


FOUND = {
    "ko": ("확인된 매출 손실: 420,000원", "이 손실로 산정한 금액: 50,000원(정액 50,000원을 초과하지 아니함)"),
    "en": (
        "Confirmed sales loss: 420,000 won",
        "comes to 50,000 won, which is not more than the fixed amount",
    ),
}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_it_says_which_loss_was_found_and_what_it_comes_to(lang: str) -> None:
    letter = desk.later_letter("FIXED_STAYS", lang)
    assert all(words in letter.text for words in FOUND[lang])
    claim = letter.origin.claim  # type: ignore[union-attr]
    first, second = claim.decisions
    nothing = dataclasses.replace(claim, decisions=(first, dataclasses.replace(second, assessment=None)))
    without = desk.letter("FIXED", lang, nothing, details={"appeal_date": dt.date(2023, 4, 12)})
    assert not any(words in without.text for words in FOUND[lang])
    assert without.blanks == ()
