"""Each hard stop of domain.md 4.7 holds back exactly the letter it is meant for."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.letters.content import Letter, Paragraph
from reviewer.letters.stops import cautions, stops
from reviewer.letters.wording import read_wording
from reviewer.rules.claim import Answer, Claim
from reviewer.rules.council import AdoptedRules
from reviewer.rules.korean import won_ko
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from tests.letters import letter_desk as desk


def codes(letter: Letter, other: Letter | None = None) -> list[str]:
    found = stops(letter, other)
    assert all(problem.code in ("LetterStopped", "GlyphMissing") for problem in found)
    return [str(problem.facts["why"]) for problem in found]


def decided(kind: str, lang: str = "ko", claim: Claim | None = None, **changes: Any) -> Letter:
    """A letter whose decision record differs from what it should be."""
    made = claim or desk.fitting_claim(kind)
    wrong = dataclasses.replace(made.decisions[0], **changes)
    return desk.letter(kind, lang, dataclasses.replace(made, decisions=(wrong,)))


def said_otherwise(letter: Letter, old: str, new: str) -> Letter:
    """The letter with other words in its body."""
    body = tuple(
        dataclasses.replace(block, text=block.text.replace(old, new)) if isinstance(block, Paragraph) else block
        for block in letter.body
    )
    assert body != letter.body
    return dataclasses.replace(letter, body=body)


def added(letter: Letter, text: str) -> Letter:
    return dataclasses.replace(letter, body=(*letter.body, Paragraph("text", text)))


def test_figures_that_differ_from_the_decision() -> None:
    letter = desk.letter("APPROVED_FULL", "ko")
    wrong = said_otherwise(letter, "금258,660원", "금258,600원")
    assert set(codes(wrong)) == {"award_figures", "award_hangul"}
    english = said_otherwise(desk.letter("APPROVED_FULL", "en"), "KRW 258,660", "KRW 258,600")
    assert codes(english) == ["award_figures"]


def test_hangul_that_differs_from_the_figures() -> None:
    wrong = said_otherwise(desk.letter("APPROVED_FULL", "ko"), "육백육십원", "육백오십원")
    assert codes(wrong) == ["award_hangul"]


def test_an_award_that_is_not_what_was_calculated() -> None:
    assert codes(decided("APPROVED_FULL", award=260_000)) == ["award_decision"]
    assert codes(decided("APPROVED_FULL", award=260_000, award_basis="OVERRIDE", override_reason="O05")) == []
    assert codes(decided("NOT_APPROVED", award=1)) == ["award_decision"]


def test_a_calculation_that_does_not_come_out_again() -> None:
    done = desk.fitting_claim("APPROVED_FULL").decisions[0].assessment
    assert done is not None
    assert "calculation" in codes(
        decided("APPROVED_FULL", assessment=dataclasses.replace(done, outage_week_sales=2_100_000))
    )
    assert "calculation" in codes(decided("APPROVED_FULL", calculated_award=258_661, award=258_661))
    assert "calculation" in codes(decided("FIXED", award=30_000, calculated_award=30_000))
    assert "calculation" in codes(decided("APPROVED_FULL", assessment=None))


@pytest.mark.parametrize(
    ("kind", "reasons", "code"),
    [
        ("APPROVED_FULL", (), "reason_missing"),
        ("APPROVED_FULL", ("P01",), "reason_missing A01"),
        ("FIXED", ("A01",), "reason_missing A02"),
        ("CONVERTED_FIXED", (), "reason_missing C01"),
        ("NOT_APPROVED", (), "reason_missing"),
        ("INADMISSIBLE", (), "reason_missing"),
        ("APPROVED_PARTIAL", ("A01",), "partial_reason"),
        ("APPROVED_FULL", ("A01", "P01"), "partial_reason"),
    ],
)
def test_reasons_that_do_not_fit_the_disposition(kind: str, reasons: Iterable[str], code: str) -> None:
    assert code in codes(decided(kind, reasons=tuple(GivenReason(one) for one in reasons)))


def test_a_calculated_award_without_its_notes() -> None:
    letter = desk.letter("APPROVED_PARTIAL", "ko")
    body = tuple(b for b in letter.body if not (isinstance(b, Paragraph) and "표준 영업이익률" in b.text))
    assert codes(dataclasses.replace(letter, body=body)) == ["notes_missing"]


def test_an_offset_needs_its_note() -> None:
    body = desk.weeks(4_000_000, 2_200_000, desk.OWN, offsets=[{"amount": 50_000, "reason": "약관 보상"}])
    done = desk.reckon(body, desk.plan(), "law-1", "e")
    award = done.calculated_award
    letter = decided("APPROVED_FULL", assessment=done, award=award, calculated_award=award)
    assert "이미 받으신 금액 50,000원을 뺐습니다." in letter.text
    assert codes(letter) == []
    cut = said_otherwise(letter, "이미 받으신 금액 50,000원을 뺐습니다.", "")
    assert codes(cut) == ["notes_missing"]


def test_a_document_not_accepted_for_no_reason() -> None:
    unexplained = dataclasses.replace(desk.paper(9, "SLS"), verdict="NOT_ACCEPTED")
    claim = desk.claim("APPROVED_FULL", papers=(*desk.papers()[:4], unexplained))
    assert codes(desk.letter("APPROVED_FULL", "ko", claim)) == ["document_reason"]
    answers = {**unexplained.answers, "SLS1": Answer("UNCLEAR", "law-1", "e")}
    explained = dataclasses.replace(unexplained, answers=answers)
    claim = desk.claim("APPROVED_FULL", papers=(*desk.papers()[:4], explained))
    assert codes(desk.letter("APPROVED_FULL", "ko", claim)) == []


@pytest.mark.parametrize("day", [dt.date(2023, 5, 28), dt.date(2023, 5, 29), dt.date(2023, 5, 26)])
def test_a_safe_date_on_a_holiday_or_too_early(day: dt.date) -> None:
    letter = desk.letter("APPROVED_FULL", "ko")
    assert letter.safe_due == dt.date(2023, 5, 30), "28 May is a Sunday and 29 May a holiday"
    assert codes(dataclasses.replace(letter, safe_due=day)) == ["safe_due"]


def test_rules_nobody_resolved() -> None:
    assert "rules_not_resolved" in codes(desk.letter("INADMISSIBLE", "ko", case=desk.case(adopted={})))
    other = {"s": AdoptedRules("2023-A-009", 2, dt.date(2023, 3, 9))}
    assert "rules_not_resolved" in codes(desk.letter("INADMISSIBLE", "ko", case=desk.case(adopted=other)))
    assert codes(desk.letter("WITHDRAWN", "ko", case=desk.case(adopted={}))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "지원금은 기타소득으로 과세 대상입니다.",
        "원천징수 후 지급합니다.",
        "This payment is not taxed.",
        "No tax is due.",
    ],
)
def test_a_sentence_on_tax(sentence: str) -> None:
    assert codes(added(desk.letter("FIXED", "ko"), sentence)) == ["tax_sentence"]


def test_a_tax_return_as_a_source_is_no_sentence_on_tax() -> None:
    factors = {
        **desk.OWN,
        "profit_rate": {**desk.OWN["profit_rate"], "source_ref": "종합소득세 신고서 / income-tax return"},
    }
    done = desk.reckon(desk.weeks(4_000_000, 2_200_000, factors), desk.plan(), "law-1", "e")
    assert codes(decided("APPROVED_FULL", "en", assessment=done)) == []


def test_the_formal_word_of_a_refusal_beside_an_offset() -> None:
    body = desk.weeks(4_000_000, 2_200_000, desk.OWN, offsets=[{"amount": 300_000, "reason": "약관 보상"}])
    done = desk.reckon(body, desk.plan(), "law-1", "e")
    letter = decided("NOT_APPROVED", assessment=done, reasons=(GivenReason("N06", {"amount": "300000"}),))
    assert codes(letter) == []
    assert codes(added(letter, "의결하였음(기각)")) == ["n06_formal_word"]


def test_an_addressee_who_is_not_the_claimant() -> None:
    assert codes(desk.letter("FIXED", "ko", applicant=desk.applicant(claim="2023-000999"))) == ["addressee"]
    other = dataclasses.replace(desk.letter("FIXED", "ko"), addressee="바다상회 대표 이산 귀하")
    assert codes(other) == ["addressee"]


@pytest.mark.parametrize("shown", ["123456-78-901234", "12345678901234", "123456 78 901234"])
def test_a_full_account_number(shown: str) -> None:
    assert codes(added(desk.letter("FIXED", "ko"), f"계좌 {shown}")) == ["account_number"]


@pytest.mark.parametrize("shown", ["국민 110-987-654321로 입금됨", "3521234567890"])
def test_an_account_in_what_a_person_typed_is_masked(shown: str) -> None:
    given = decided("NOT_APPROVED", reasons=(GivenReason("N04", {"detail": shown}),))
    assert codes(given) == []
    assert shown not in given.text
    assert f"********{shown.replace('로 입금됨', '')[-4:]}" in given.text


def calculated(**more: Any) -> dict[str, Any]:
    done = desk.reckon(desk.weeks(4_000_000, 2_200_000, desk.OWN | more), desk.plan(), "law-1", "e")
    return {"assessment": done, "award": done.calculated_award, "calculated_award": done.calculated_award}


def test_an_account_in_a_source_or_in_the_reason_of_an_offset_is_masked() -> None:
    profit = {**desk.OWN["profit_rate"], "source_ref": "입금 통장 352-1234-5678-90 / bank book 352-1234-5678-90"}
    offsets = [{"amount": 50_000, "reason": "900101-1234567 명의 110-987-654321 입금"}]
    made = [decided("APPROVED_FULL", lang, **calculated(profit_rate=profit, offsets=offsets)) for lang in ("ko", "en")]
    assert codes(*made) == []
    for letter in made:
        assert "*********7890" in letter.text
        assert "900101-******* 명의 ********4321" in letter.text


def test_an_amount_in_what_a_person_typed_is_not_that_of_the_award() -> None:
    offsets = [{"amount": 50_000, "reason": "약관 보상 금50,000원(오만원) / terms, KRW 50,000"}]
    made = [decided("APPROVED_FULL", lang, **calculated(offsets=offsets)) for lang in ("ko", "en")]
    assert "KRW 50,000" in made[1].text
    assert codes(*made) == []
    assert "award_figures" in codes(added(made[1], "KRW 40,000"))
    assert "award_figures" in codes(added(made[1], "KRW 50,000")), "it was typed elsewhere"
    assert "award_figures" in codes(added(made[0], "금50,000원(오만원)"))


def test_a_person_may_type_the_very_amount_of_the_award() -> None:
    award = calculated(offsets=[{"amount": 50_000, "reason": "약관 보상"}])["award"]
    offsets = [{"amount": 50_000, "reason": f"{won_ko(award)} / KRW {award:,}"}]
    made = [decided("APPROVED_FULL", lang, **calculated(offsets=offsets)) for lang in ("ko", "en")]
    assert made[0].award == award
    assert codes(*made) == []


@pytest.mark.parametrize("shown", ["2023-000777과 10-0000067", "010-1234-5678로 통화함", "120-81-47521"])
def test_a_claim_a_telephone_or_a_business_is_no_account(shown: str) -> None:
    assert codes(decided("NOT_APPROVED", reasons=(GivenReason("N04", {"detail": shown}),))) == []


def test_the_account_money_goes_back_to_is_told() -> None:
    given = desk.later_letter("RETURN_REQUEST", "ko")
    assert given.origin is not None
    details = {**given.origin.details, "return_account": "국민 110-987-654321, 2023. 5. 31."}
    told = desk.letter("", "ko", given.origin.claim, details=details)
    assert "110-987-654321" in told.text
    assert codes(told) == []


def test_a_resident_number() -> None:
    assert codes(added(desk.letter("FIXED", "ko"), "주민등록번호 900101-1234567")) == ["resident_number"]


def test_a_decision_without_its_resolution() -> None:
    assert codes(decided("FIXED", resolution_no="")) == ["resolution_missing"]
    assert codes(decided("WITHDRAWN", resolution_no="")) == []


def test_two_languages_of_two_versions() -> None:
    korean = desk.letter("FIXED", "ko")
    assert codes(korean, decided("FIXED", "en", uid="another/1")) == ["language_versions"]


def worded(old: str, new: str) -> tuple[Letter, Letter]:
    """A letter on a fixed amount in both languages, by a wording that says something else in one of them."""
    assert old in desk.wording_text()
    other = read_wording(desk.wording_text().replace(old, new))
    return desk.letter("FIXED", "ko", wording=other), desk.letter("FIXED", "en", wording=other)


def test_both_languages_name_the_same_amounts_and_days() -> None:
    for kind in (*desk.OUTCOMES, "SUPPLEMENT"):
        assert codes(desk.letter(kind, "ko"), desk.letter(kind, "en")) == []


def test_an_amount_that_differs_between_the_languages() -> None:
    assert codes(
        *worded("실제 매출 손실이 {fixed_ceiling|을/를} 초과하면", "실제 매출 손실이 400,000원을 초과하면")
    ) == ["amounts_differ"]
    assert codes(
        *worded("If your actual sales loss is more than {fixed_ceiling}", "If it is more than 400,000 won")
    ) == ["amounts_differ"]


def test_a_day_that_differs_between_the_languages() -> None:
    assert codes(*worded("초과하면 {fixed_review_due}까지", "초과하면 2023. 12. 31.까지")) == ["dates_differ"]
    assert codes(*worded("individual review by {fixed_review_due}", "individual review by 31 December 2023")) == [
        "dates_differ"
    ]


def test_what_a_person_typed_reads_the_same_in_both_languages() -> None:
    korean, english = (added(desk.letter("FIXED", lang), "'80,000원'은 2023. 4. 5.") for lang in ("ko", "en"))
    assert codes(korean, english) == []


@pytest.mark.parametrize("table", ["decision_reasons", "supplement_reasons", "delay_reasons", "notes"])
def test_a_code_that_lacks_a_language_is_in_no_plan(table: str) -> None:
    text = (RESOURCES / "plans" / "kakao-1015.toml").read_text("utf-8")
    start = text.index(f"[{table}]") if f"[{table}]" in text else text.index(f"[[{table}]]")
    first = re.compile(r'\b(en|why_en) = "[^"]+"').search(text, start)
    assert first is not None
    for other in ("", f'{first[1]} = ""'):
        with pytest.raises(Problem, match="PlanInvalid"):
            read_plan(text[: first.start()].rstrip(", ") + (", " if other else "") + other + text[first.end() :])


def test_a_character_the_font_does_not_have() -> None:
    letter = desk.letter("FIXED", "ko", applicant=desk.applicant(representative="김\U00020bb7늘"))
    found = stops(letter)
    assert [problem.code for problem in found] == ["GlyphMissing"]
    assert found[0].facts["char"] == "\U00020bb7"


def test_a_real_case_is_warned_of_the_sender_of_a_sample() -> None:
    real = desk.letter("FIXED", "ko", case=desk.case(is_sample=False))
    assert cautions(real) == ["sender_not_filled"]
    assert codes(real) == []
    assert cautions(desk.letter("FIXED", "ko")) == []


def test_a_claim_number_that_looks_like_a_resident_number_is_none() -> None:
    number = "900101-1234567"
    made = desk.claim("FIXED", number=number, route="FLAT_50K", claimed_loss=450_000)
    assert codes(desk.letter("FIXED", "ko", made, applicant=desk.applicant(claim=number))) == []


def test_a_letter_without_number() -> None:
    assert "letter_number_missing" in codes(decided("FIXED", letter_no=""))


def test_every_stop_is_a_problem_a_reviewer_can_read() -> None:
    found = stops(decided("APPROVED_FULL", award=260_000))
    assert all(isinstance(problem, Problem) and problem.facts["claim"] == desk.NUMBER for problem in found)


@pytest.mark.parametrize("kind", [*desk.OUTCOMES, "SUPPLEMENT", *desk.SHORT, *desk.LATER])
def test_the_shipped_wording_says_the_same_in_both_languages(kind: str) -> None:
    made = desk.short_letter if kind in desk.SHORT else desk.later_letter if kind in desk.LATER else desk.letter
    assert stops(made(kind, "ko"), made(kind, "en")) == []
