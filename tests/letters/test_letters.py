"""Every letter says what the decision says, completely, in order, and in both languages."""

import dataclasses
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.letters import page
from reviewer.letters.content import Letter, Paragraph, Table
from reviewer.letters.letter import compose, stops
from reviewer.letters.message import short_message
from reviewer.letters.sentences import note_sentences
from reviewer.rules.claim import Decision
from reviewer.rules.council import AdoptedRules
from reviewer.rules.korean import parse_hangul_won
from reviewer.rules.proposal import GivenReason
from tests.letters import letter_desk as desk

KINDS = (*desk.OUTCOMES, "SUPPLEMENT")
PAYING = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "FIXED")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("order", ["drawn", "seen"])
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", [*KINDS, *desk.SHORT, *desk.LATER])
def test_every_word_of_a_letter_can_be_read_out_of_its_pdf_in_order(
    kind: str, lang: str, order: str, tmp_path: Path
) -> None:
    letter = desk.any_letter(kind, lang)
    how = ("-raw", "FILE", "-") if order == "drawn" else ("FILE", "-")
    found = squeezed(desk.tool("pdftotext", *how, data=page.render(letter), folder=tmp_path))
    at = 0
    for block in letter.body:
        if isinstance(block, Paragraph):
            words = block.text.split()
            for word in words:
                place = found.find(squeezed(word), at)
                assert place >= 0, f"{word!r} of {block.text!r} is missing or out of order"
                at = place + len(squeezed(word))
        elif isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                assert all(squeezed(word) in found for word in cell.split()), cell
    for line in letter.lines():
        assert all(squeezed(word) in found for word in line.split()), line


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_heading_of_every_column_stands_before_the_number_of_its_sheet(lang: str, tmp_path: Path) -> None:
    """As seen by whoever copies a page: a column of empty cells, or a seal beside the name, came after everything."""
    letter = desk.letter("APPROVED_FULL", lang)
    sheets = desk.tool("pdftotext", "FILE", "-", data=page.render(letter), folder=tmp_path).split("\f")[:-1]
    ends = ("3-{n}", "Page {n} of 3")[lang == "en"]
    for number, text in enumerate(sheets, 1):
        after = text.partition(ends.format(n=number))[2]
        assert letter.origin is not None
        assert not re.search(f"{letter.origin.word('column_reason')}|{letter.seal}", after), after


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_refusal_without_papers_encloses_no_list_of_them(lang: str) -> None:
    claim = desk.fitting_claim("NOT_APPROVED")
    letter = desk.letter("NOT_APPROVED", lang, dataclasses.replace(claim, papers=()))
    assert (letter.annexes, letter.enclosures) == ((), ())
    assert not re.search("붙임|Annex|Enclos", letter.text)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_from_a_complete_decision_is_not_stopped(kind: str, lang: str) -> None:
    letter = desk.letter(kind, lang, both_languages=True)
    assert stops(letter, desk.letter(kind, "en" if lang == "ko" else "ko", both_languages=True)) == []
    assert letter.blanks == ()
    assert letter.sample


@pytest.mark.parametrize("kind", PAYING)
def test_figures_hangul_and_decision_agree_wherever_an_award_stands(kind: str) -> None:
    korean, english = desk.letter(kind, "ko"), desk.letter(kind, "en")
    twice = re.findall(r"금([\d,]+)원\((금[가-힣]+원)\)", korean.text)
    assert twice
    for figures, hangul in twice:
        assert int(figures.replace(",", "")) == parse_hangul_won(hangul) == korean.award
    assert f"KRW {english.award:,}" in english.text
    assert korean.award == english.award > 0


def test_the_korean_letter_follows_the_public_form() -> None:
    letter = desk.letter("APPROVED_PARTIAL", "ko")
    labels = [block.label for block in letter.body if isinstance(block, Paragraph) and block.label]
    assert [label for label in labels if label[0].isdigit() and label.endswith(".")] == [f"{n}." for n in range(1, 8)]
    assert "가." in labels
    assert "아." in labels
    assert "1)" in labels
    assert letter.head[0] == ("수신", "하늘분식 대표 김하늘 귀하")
    assert letter.enclosures == (("붙임", "1. 검토 자료 목록 1부."), ("", "2. 산정 내역서 1부.\u00a0\u00a0끝."))
    assert letter.foot[0] == "시행 협의체-2023-A-0123 (2023. 4. 21.)"
    assert letter.signers == ("담당 간사 박서연", "위원장 정다운", "의결 제2023-A-045호")
    assert letter.seal == "(직인)"
    assert "인정하지 않은 부분: 400,000원" in letter.text
    assert "금83,154원(금팔만삼천일백오십사원)을 지급하기로" in letter.text
    assert "law-1" not in letter.text


def test_a_letter_without_enclosures_ends_with_its_closing_word() -> None:
    last = desk.letter("WITHDRAWN", "ko").body[-1]
    assert isinstance(last, Paragraph)
    assert last.text.endswith("\u00a0\u00a0끝.")


def test_a_single_item_gets_no_number_and_the_fifteenth_goes_on_after_ha() -> None:
    one = desk.letter("INADMISSIBLE", "ko")
    reason = next(b for b in one.body if isinstance(b, Paragraph) and b.text.startswith("접수 마감일"))
    assert reason.label == ""
    reasons = tuple(GivenReason("E04", {"ref": f"2023-{n:06d}"}) for n in range(16))
    claim = desk.fitting_claim("INADMISSIBLE")
    decided = dataclasses.replace(claim.decisions[0], reasons=reasons)
    many = desk.letter("INADMISSIBLE", "ko", dataclasses.replace(claim, decisions=(decided,)))
    labels = [b.label for b in many.body if isinstance(b, Paragraph) and "이미 처리되었습니다" in b.text]
    assert labels[13:] == ["하.", "거.", "너."]


def test_the_english_letter_asks_its_questions_as_headings() -> None:
    letter = desk.letter("APPROVED_FULL", "en")
    headings = [block.text for block in letter.body if isinstance(block, Paragraph) and block.role == "heading"]
    assert headings[:8] == [
        "Our decision", "What you asked for", "What we looked at", "What we found", "How we worked out the amount",
        "Why", "When you will be paid", "If you disagree",
    ]  # fmt: skip
    assert letter.doc_no == "Council-2023-A-0123"
    assert "We will pay you KRW 258,660." in letter.text
    assert letter.head[3] == ("To", "하늘분식, attention Kim Ha-neul")


def test_both_languages_enclosed_say_which_one_counts() -> None:
    assert "국문을 따릅니다" in desk.letter("FIXED", "ko", both_languages=True).text
    assert "the Korean letter applies" in desk.letter("FIXED", "en", both_languages=True).text
    assert "국문을 따릅니다" not in desk.letter("FIXED", "ko").text


def test_a_refusal_names_the_formal_word_once_but_never_beside_an_offset() -> None:
    plain = desk.letter("NOT_APPROVED", "ko")
    assert plain.text.count("(기각)") == 1
    assert "기각" not in plain.title
    offset = eaten_by_offsets()
    assert "기각" not in offset.text
    assert "이미 받으신 금액(300,000원)이" in offset.text
    assert stops(offset) == []


def eaten_by_offsets(lang: str = "ko") -> Letter:
    body = desk.weeks(4_000_000, 2_200_000, desk.OWN, offsets=[{"amount": 300_000, "reason": "약관 보상"}])
    done = desk.reckon(body, desk.plan(), "law-1", "e")
    assert done.calculated_award == 0
    claim = desk.fitting_claim("NOT_APPROVED")
    reasons = (GivenReason("N06", {"amount": "300000"}),)
    decided = dataclasses.replace(claim.decisions[0], assessment=done, reasons=reasons)
    return desk.letter("NOT_APPROVED", lang, dataclasses.replace(claim, decisions=(decided,)))


def test_the_english_refusal_by_offset_stands_under_our_decision() -> None:
    text = eaten_by_offsets("en").text
    opening = text[text.index("Our decision") : text.index("What you asked for")]
    assert "You have already received 300,000 won" in opening
    assert "We cannot make a payment" not in opening


def test_no_account_changes_the_payment_paragraph_not_the_decision() -> None:
    letter = desk.letter("APPROVED_FULL", "ko", applicant=desk.applicant(account="", bank=""))
    assert "계좌가 아직 확인되지 않았습니다" in letter.text
    assert "2023. 5. 8.까지 통장사본을" in letter.text
    assert stops(letter) == []
    unproved = dataclasses.replace(desk.fitting_claim("APPROVED_FULL"), papers=desk.papers()[:3])
    assert "bank-book copy" in desk.letter("APPROVED_FULL", "en", unproved).text


def test_the_account_shows_its_last_four_digits_only() -> None:
    korean, english = desk.letter("APPROVED_FULL", "ko"), desk.letter("APPROVED_FULL", "en")
    assert "국민은행 **********1234(예금주 김*늘)" in korean.text
    assert "account ending 1234" in english.text
    assert "901234" not in korean.text + english.text


def test_papers_that_came_after_the_decision_are_not_listed() -> None:
    claim = desk.fitting_claim("APPROVED_FULL")
    before = desk.letter("APPROVED_FULL", "ko", claim).text
    late = desk.paper(77, "OTH")
    after = dataclasses.replace(claim, papers=(*claim.papers, late), late_papers=(late.document,))
    assert desk.letter("APPROVED_FULL", "ko", after).text == before


def test_the_liability_paragraph_can_be_switched_off() -> None:
    settings = dataclasses.replace(desk.plan().settings, liability_paragraph=False, mention_channel_cash=True)
    plan = dataclasses.replace(desk.plan(), settings=settings)
    text = desk.letter("APPROVED_FULL", "ko", plan=plan).text
    assert "소송 제기를 대신하지" not in text
    assert "채널 캐시" in text


def test_a_company_is_addressed_without_its_representative() -> None:
    company = desk.applicant(brn="120-81-47521", trade_name="주식회사 하늘")
    assert desk.letter("FIXED", "ko", applicant=company).addressee == "주식회사 하늘 귀중"
    nameless = desk.applicant(trade_name="", latin_name="")
    assert desk.letter("FIXED", "ko", applicant=nameless).addressee == "김하늘 귀하"
    assert desk.letter("FIXED", "en", applicant=nameless).addressee == "김하늘"


def test_the_supplement_request_parts_what_is_needed_from_what_would_help() -> None:
    letter = desk.letter("SUPPLEMENT", "ko")
    needed, helpful = (block for block in letter.body if isinstance(block, Table))
    assert [row[1] for row in needed.rows] == ["매출 피해 증빙", "매출 피해 증빙", "통장사본", "설명"]
    assert needed.rows[0][2] == desk.plan().supplement_reasons["R06"].why.ko
    assert helpful.rows[0][3] == desk.plan().supplement_reasons["R16"].send.ko
    assert "제출 기한: 2023. 5. 8." in letter.text
    assert "위원장" not in letter.text


def test_method_b_rounding_floor_and_override_are_told() -> None:
    body = desk.weeks(
        2_720_000, 2_200_000, desk.FACTORS, method="B", labour_ratio="0.1", rent_ratio="0.05",
    )  # fmt: skip
    settings = dataclasses.replace(desk.plan().settings, round_up_to=1000)
    plan = dataclasses.replace(desk.plan(), settings=settings)
    done = desk.reckon(body, plan, "law-1", "e")
    claim = desk.fitting_claim("APPROVED_PARTIAL")
    decided = dataclasses.replace(
        claim.decisions[0], assessment=done, calculated_award=done.calculated_award, award=90_000,
        award_basis="OVERRIDE", override_reason="O03",
    )  # fmt: skip
    letter = desk.letter("APPROVED_PARTIAL", "ko", dataclasses.replace(claim, decisions=(decided,)), plan=plan)
    assert "영업이익률 12.4% + 인건비 비율 10% + 임차료 비율 5%" in letter.text
    assert "1,000원 단위로 올렸습니다" in letter.text
    assert f"산정 결과({done.calculated_award:,}원)와 달리 지원금을 90,000원으로" in letter.text
    assert stops(letter) == []


@pytest.mark.parametrize(("to", "ko", "en"), [(100, "100원", "100 won"), (1_000, "1,000원", "1,000 won")])
def test_letter_and_annex_round_up_to_what_the_plan_says(to: int, ko: str, en: str) -> None:
    plan = dataclasses.replace(desk.plan(), settings=dataclasses.replace(desk.plan().settings, round_up_to=to))
    done = desk.reckon(desk.weeks(3_600_000, 2_200_000, desk.FACTORS), plan, "law-1", "e")
    claim = desk.fitting_claim("APPROVED_PARTIAL")
    won = {"award": done.calculated_award, "calculated_award": done.calculated_award}
    made = dataclasses.replace(claim, decisions=(dataclasses.replace(claim.decisions[0], assessment=done, **won),))
    told = [desk.letter("APPROVED_PARTIAL", lang, made, plan=plan) for lang in ("ko", "en")]
    for letter, words, row in zip(
        told,
        (f"{ko} 단위로 올렸습니다", f"up to the next {en} ("),
        (f"{ko} 단위로 올림한", f"Rounded up to the next {en}"),
        strict=True,
    ):
        assert words in letter.text
        assert row in "\n".join(str(annex) for annex in letter.annexes)
    assert stops(*told) == []


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", desk.LATER)
def test_later_decisions_name_what_they_follow(kind: str, lang: str) -> None:
    letter = desk.later_letter(kind, lang)
    assert letter.blanks == ()
    wanted = {
        "CORRECTION": ("'80,000원'을 '83,154원'으로", "'80,000 won' is corrected to '83,154 won'"),
        "REVIEW": ("변경 전 80,000원, 변경 후 83,154원", "from 80,000 won to 83,154 won"),
        "RETURN_REQUEST": ("30,000원은 중복 지급에 해당하여", "return 30,000 won because"),
        "FIXED_STAYS": ("2023. 4. 12. 개별 심의를 신청하신 건", "individual review on 12 April 2023"),
    }
    assert wanted[kind][lang == "en"] in letter.text


@pytest.mark.parametrize(("disposition", "offers"), [("NOT_APPROVED", True), ("REFERRED", False)])
def test_a_correction_offers_a_review_where_the_decision_did(disposition: str, *, offers: bool) -> None:
    told = [desk.later_letter("CORRECTION", lang, disposition) for lang in ("ko", "en")]
    for letter, words in zip(told, ("이의신청", "review"), strict=True):
        assert (words in letter.text) is offers
        assert (letter.safe_due is not None) is offers


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_review_shows_how_the_award_came_about(lang: str) -> None:
    letter = desk.later_letter("REVIEW", lang)
    assert letter.origin is not None
    notes = note_sentences(letter.origin)
    assert len(notes) > 1
    for note in notes:
        assert note in letter.text
    below = {"ko": "지원금은 매출 손실 전액이 아니라", "en": "less than your confirmed sales loss"}
    assert below[lang] in letter.text
    assert stops(letter) == []
    bare = dataclasses.replace(letter, body=tuple(one for one in letter.body if getattr(one, "text", "") not in notes))
    assert [problem.facts["why"] for problem in stops(bare)] == ["notes_missing"]


@pytest.mark.parametrize("kind", ["RECEIPT", "REMINDER", "EXTENSION", "DELAY", "PAYMENT_FAILED", "ACCOUNT_MISSING"])
def test_short_letters_and_their_messages_fit(kind: str) -> None:
    for lang in ("ko", "en"):
        letter = compose(
            kind, claim=desk.claim(), matter=desk.SUPPLEMENT if kind in ("REMINDER", "EXTENSION") else None,
            applicant=desk.applicant(), case=desk.case(), plan=desk.plan(), wording=desk.wording(), lang=lang,
            issued_on=desk.DAY, details={"reason": "자료 확인", "letter_no": "2023-A-0130", "due": dt.date(2023, 4, 28)}
            if kind == "ACCOUNT_MISSING"
            else {"reason": "자료 확인", "letter_no": "2023-A-0130"},
        )  # fmt: skip
        assert letter.blanks == ()
        assert stops(letter) == []
        assert 0 < len(short_message(letter).encode("cp949")) <= 90


def test_an_unknown_value_leaves_a_line_in_a_draft_and_stops_the_letter() -> None:
    claim = desk.fitting_claim("APPROVED_FULL")
    decided: Decision = dataclasses.replace(claim.decisions[0], meeting=0, meeting_date=None)
    letter = desk.letter("APPROVED_FULL", "ko", dataclasses.replace(claim, decisions=(decided,)), draft=True)
    assert letter.blanks == ("meeting_no", "meeting_date")
    assert "________" in letter.text
    assert "value_missing meeting_no" in [problem.facts["why"] for problem in stops(letter)]


def test_percent_never_prints_scientific_notation_or_loose_zeros() -> None:
    from reviewer.letters.sentences import percent

    rates = ("0.958", "1.00", "0.5", "0.1240", "0.000001", "1")
    assert [percent(Decimal(rate)) for rate in rates] == ["95.8", "100", "50", "12.4", "0.0001", "100"]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("WITHDRAWN", "SUPPLEMENT")])
def test_every_decision_letter_cites_the_resolution_that_adopted_its_rules(kind: str, lang: str) -> None:
    version = "ab" * 32
    adopted = {
        version: AdoptedRules("2023-A-077", 3, dt.date(2023, 3, 9)),
        "r": AdoptedRules("2023-B-1", 9, dt.date(2023, 8, 1)),
    }
    claim = desk.fitting_claim(kind)
    decision = dataclasses.replace(claim.decisions[-1], rules_version=version)
    claim = dataclasses.replace(claim, decisions=(*claim.decisions[:-1], decision))
    text = desk.letter(kind, lang, claim, case=desk.case(adopted=adopted)).text
    assert "2023-A-077" in text
    assert version[:8] in text
    assert ("2023. 3. 9." if lang == "ko" else "9 March 2023") in text
    assert "2023-B-1" not in text


def test_a_fixed_amount_that_was_paid_counts_into_the_award_and_the_difference_is_named() -> None:
    made = desk.claim("APPROVED_FULL")
    decision = dataclasses.replace(made.decisions[0], paid_before=50_000)
    made = dataclasses.replace(made, decisions=(decision,), paid_total=258_660)  # the letter stays what it was
    korean, english = desk.letter("APPROVED_FULL", "ko", made), desk.letter("APPROVED_FULL", "en", made)
    assert "이미 지급된 50,000원을" in korean.text
    assert "차액 208,660원을" in korean.text
    assert "50,000 won" in english.text
    assert "remaining 208,660 won" in english.text
    assert stops(korean, english) == []
    assert "차액" not in desk.letter("APPROVED_FULL", "ko").text


def test_who_chose_the_fixed_amount_is_not_told_of_a_band() -> None:
    made = desk.claim("FIXED", route="FLAT_50K", claimed_loss=900_000, marks=frozenset({"fixed_choice"}))
    korean, english = desk.letter("FIXED", "ko", made), desk.letter("FIXED", "en", made)
    assert "정액 지원을 선택하셔서" in korean.text
    assert "구간" not in korean.text
    assert "You chose the fixed amount" in english.text
    assert stops(korean, english) == []


def test_no_letter_promises_a_review_that_it_does_not_name() -> None:
    for lang, promise in (("ko", "이의신청을 하실 수 있습니다"), ("en", "ask for a review")):
        promising = {one.kind: one for one in desk.every_letter(lang) if promise in one.text}
        assert promising
        assert all(one.safe_due is not None for one in promising.values())


def test_what_a_person_wrote_in_korean_alone_is_quoted_as_korean_in_an_english_letter() -> None:
    korean, english = desk.letter("APPROVED_FULL", "ko").text, desk.letter("APPROVED_FULL", "en").text
    assert "2021년 손익계산서" in korean
    assert "“2021년 손익계산서” (in Korean)" in english
    assert "(in Korean)" not in korean
    assert "WiseApp 2022" in english, "what was given in both languages stands in the letter's own"
    assert "와이즈앱" not in english
