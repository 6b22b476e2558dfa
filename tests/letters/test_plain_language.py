"""The shipped letters speak plainly by their own measure, and what does not is found."""

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.letters.content import Paragraph
from reviewer.letters.letter import stops
from reviewer.letters.plain_language import LONGEST, Caution, plain_language, sentences
from tests.letters import letter_desk as desk
from tests.letters.letter_desk import letter

KINDS = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "FIXED", "NOT_APPROVED", "INADMISSIBLE", "REFERRED",
         "WITHDRAWN", "SUPPLEMENT")  # fmt: skip


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_wording_is_plain(kind: str, lang: str) -> None:
    assert plain_language(letter(kind, lang)) == ()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_sentence_of_any_letter_is_too_long(lang: str) -> None:
    """Also where no letter of this test stands under its condition; a working with × is no sentence."""
    told = tomllib.loads((RESOURCES / "letters" / f"{lang}.toml").read_text("utf-8"))
    counted = [one for text in texts_in(told) for one in sentences(re.sub(r"\{[^}]*\}", "X", text))]
    assert [sentence for sentence, words in counted if words > LONGEST[lang] and "×" not in sentence] == []


def texts_in(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | dict):
        for part in told.values() if isinstance(told, dict) else told:
            yield from texts_in(part)


def said(text: str, lang: str) -> list[str]:
    made = dataclasses.replace(letter("WITHDRAWN", lang), body=(Paragraph("text", text),))
    return [one.code for one in plain_language(made)]


@pytest.mark.parametrize(("lang", "text", "code"), [
    ("en", "Your application was denied.", "avoided_word"),
    ("en", "Pay by 2023-05-02.", "date_form"),
    ("en", "Pay by 2023. 5. 2. please.", "date_form"),
    ("en", "You get 30,000원.", "amount_form"),
    ("en", " ".join(["word"] * 21) + ".", "long_sentence"),
    ("ko", "지원금을 보내 드려요.", "informal_ending"),
    *(("ko", text, "informal_ending") for text in (
        "지원금을 지급한다.", "이 신청은 심의 대상이 아니다.", "자료를 보내라.", "왜 보내지 않았느냐?",
        "함께 확인하자.", "너의 신청을 받았습니다.", "당신은 신청하실 수 있습니다.", "(판매 기록이 없다)",
        "'확인되지 않는다.'",
    )),
    ("ko", "상기 내용을 확인하십시오.", "avoided_word"),
    ("ko", "2023년 5월 2일까지 보내 주십시오.", "date_form"),
    ("ko", "지원금은 ₩30,000입니다.", "amount_form"),
    ("ko", " ".join(["낱말"] * 33) + "입니다.", "long_sentence"),
])  # fmt: skip
def test_what_is_not_plain_is_found(lang: str, text: str, code: str) -> None:
    assert said(text, lang) == [code]


@pytest.mark.parametrize(("lang", "text"), [
    ("en", "Write to support@example.com. We answer by 2 May 2023. Kakao Corp. pays 30,000 won."),
    ("en", " ".join(["word"] * 20) + ". " + " ".join(["word"] * 20) + "."),
    ("ko", "2023. 5. 2.까지 보내 주십시오. 필요한 자료는 다음과 같습니다."),
    ("ko", "네 건을 확인하였습니다. 제출하여 주시기 바랍니다. 신청자: 담당자. 너무 늦지 않게 보내 주십시오. 끝."),
    ("ko", "당신청 건은 다른 나라 자료입니다. 심의한 결과 지급하지 않기로 의결하였음을 알려 드립니다."),
])  # fmt: skip
def test_what_is_plain_is_left_alone(lang: str, text: str) -> None:
    assert said(text, lang) == []


def test_a_decision_without_its_way_of_review_and_a_hard_word_in_the_title_are_found() -> None:
    made = dataclasses.replace(letter("NOT_APPROVED"), safe_due=None, title="기각 결정 통지")
    assert plain_language(made) == (Caution("formal_title", "기각"), Caution("no_review_route"))


def test_dots_of_dates_addresses_and_companies_end_no_sentence() -> None:
    text = "Kakao Corp. pays by 2 May 2023. Ask support@example.com. See no. 7 of it."
    assert [words for _, words in sentences(text)] == [5, 2, 4]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", desk.SHORT)
def test_every_short_letter_is_plain_ends_with_its_closing_word_and_has_no_stop(kind: str, lang: str) -> None:
    letter = desk.short_letter(kind, lang)
    assert plain_language(letter) == ()
    assert (letter.blanks, stops(letter)) == ((), [])
    last = letter.body[-1]
    assert isinstance(last, Paragraph)
    assert last.text.endswith("끝.") == (lang == "ko")
    assert letter.award == 0
