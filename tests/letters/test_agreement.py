"""A letter leaves only when its Korean and its English name the same numbers, wherever in the letter they stand."""

import dataclasses
from collections.abc import Callable

import pytest

from reviewer.letters.agreement import disagreements
from reviewer.letters.content import Letter, Paragraph, Table
from reviewer.letters.wording import read_wording
from tests.letters import letter_desk as desk

Change = Callable[[Letter], Letter]


def worded(kind: str, *changes: tuple[str, str]) -> list[str]:
    """What differs between the two languages of a letter once the wording says something else."""
    text = desk.wording_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    other = read_wording(text)
    return list(disagreements(desk.letter(kind, "ko", wording=other), desk.letter(kind, "en", wording=other)))


def typed(korean: str, english: str) -> list[str]:
    """What differs once a sentence is added to each language of a letter that agrees."""
    pair = []
    for lang, text in (("ko", korean), ("en", english)):
        letter = desk.letter("WITHDRAWN", lang)
        pair.append(dataclasses.replace(letter, body=(*letter.body, Paragraph("text", text))))
    return list(disagreements(*pair))


def in_table(letter: Letter, old: str, new: str) -> Letter:
    """The letter with another figure in its first table or that of its last annex."""

    def changed(block: object) -> object:
        if not isinstance(block, Table):
            return block
        rows = tuple(tuple(cell.replace(old, new) for cell in row) for row in block.rows)
        return dataclasses.replace(block, rows=rows)

    body = tuple(changed(block) for block in letter.body)
    annexes = tuple(
        dataclasses.replace(one, blocks=tuple(changed(block) for block in one.blocks))  # type: ignore[arg-type]
        for one in letter.annexes
    )
    made = dataclasses.replace(letter, body=body, annexes=annexes)  # type: ignore[arg-type]
    assert made.text != letter.text
    return made


def test_the_shipped_wording_names_the_same_in_every_kind_of_letter() -> None:
    pairs = zip(desk.every_letter("ko"), desk.every_letter("en"), strict=True)
    assert {(ko.kind, ko.title): found for ko, en in pairs if (found := list(disagreements(ko, en)))} == {}


def test_days_and_rates_that_differ() -> None:
    review = "이 통지를 받으신 날부터 {appeal_days}일 이내"
    assert worded("FIXED", (review, "이 통지를 받으신 날부터 14일 이내")) == ["numbers_differ"]
    assert worded("FIXED", ("within {appeal_days} days of receiving", "within 14 working days of receiving")) == [
        "numbers_differ"
    ]
    assert worded("APPROVED_FULL", ("카카오 점유율 {share}%", "카카오 점유율 80%")) == ["numbers_differ"]


def test_a_number_of_days_is_no_rate() -> None:
    assert typed("14일 이내에 80%를 냅니다.", "Within 80 days, at a rate of 14%.") == ["numbers_differ"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("제{meeting_no}차 회의", "제99차 회의"),
        ("({claim_no})", "(2023-000999)"),
        ("검토한 자료: {documents}건 중", "검토한 자료: 99건 중"),
        ("전화 {phone}", "전화 02-555-5555"),
        ('"[1015협의체] 지원금 지급이 의결되었습니다.', '"[1015협의체] 99만원 지급이 의결되었습니다.'),
        ('documents_title = "검토 자료 목록"', 'documents_title = "검토 자료 99건"'),
        ("우 {zip}", "우 99999"),
        ("제{resolution_no}호", "제2023-A-099호"),
    ],
)
def test_a_number_outside_the_sentences_of_the_body(old: str, new: str) -> None:
    found = worded("APPROVED_FULL", (old, new))
    assert found
    assert set(found) <= {"numbers_differ", "amounts_differ"}


def test_hours_of_the_day_that_differ() -> None:
    assert typed("평일 09:30~18:00", "Monday to Friday, 9:30-18:00") == []
    assert typed("평일 09:30~18:00", "Monday to Friday, 9:30-17:00") == ["numbers_differ"]


def test_a_figure_of_an_annex_that_differs_though_it_stands_in_the_letter() -> None:
    korean, english = desk.letter("APPROVED_PARTIAL", "ko"), desk.letter("APPROVED_PARTIAL", "en")
    assert "3,600,000원" in korean.text
    assert list(disagreements(in_table(korean, "3,600,000원", "2,200,000원"), english)) == ["amounts_differ"]
    assert list(disagreements(korean, in_table(english, "95.8%", "12.4%"))) == ["numbers_differ"]


def test_a_day_of_the_request_table_that_differs() -> None:
    korean, english = desk.letter("SUPPLEMENT", "ko"), desk.letter("SUPPLEMENT", "en")
    assert list(disagreements(korean, in_table(english, "21 October", "22 October"))) == ["dates_differ"]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("금50,000원(금오만원)을 드립니다.", "We pay you KRW 50,000."),
        ("5만원을 드립니다.", "We pay you 50,000 won."),
        ("한 차례, 3개월 동안", "once, for three months"),
        ("두 주 안에 첫째 창구로", "within 2 weeks at the first counter"),
        ("제3차 회의", "the third meeting"),
        ("2022. 10. 15.부터 10. 21.까지", "from 15 to 21 October 2022"),
        ("2022년 9월~10월 중 한 주", "a week in September or October 2022"),
        ("2022-10-15, 10월 16일 14:30까지", "15 October 2022, by 14:30 on 16 Oct"),
        ("'3월 2일 통화함 (2건)'", "'3월 2일 통화함 (2건)'"),
        ("전화 02-123-4567", "telephone +82-2-123-4567"),
        ("삼십 일 이내에", "within thirty days"),
        ("30일 이내에", "within thirty working days"),
        ("열네 일, 스무 일, 백일, 이십일 개월", "fourteen days, 20 days, one hundred days, twenty-one months"),
        ("사흘 안에, 석 달 동안", "within three days, for a three-month period"),
        ("오만 원, 금십이만삼천원, 천 원 단위", "fifty thousand won, 123,000 won, to the next thousand won"),
        ("두 주간의 자료를 이 시간에", "records of both weeks at this hour"),
        ("구십 퍼센트", "ninety per cent"),
        ("1,000원 단위로 올렸고 원 미만은 반올림", "up to the next 1,000 won, and rounded to 1 won"),
    ],
)
def test_the_same_said_in_two_ways(korean: str, english: str) -> None:
    assert typed(korean, english) == []


@pytest.mark.parametrize(
    ("korean", "english", "found"),
    [
        ("5만원을 드립니다.", "We pay you 5,000 won.", "amounts_differ"),
        ("3개월 동안", "for four months", "numbers_differ"),
        ("삼십 일 이내에", "within fourteen days", "numbers_differ"),
        ("열네 일 이내에", "within thirty days", "numbers_differ"),
        ("열흘 안에", "within twelve days", "numbers_differ"),
        ("석 달 동안", "for three weeks", "numbers_differ"),
        ("이십 퍼센트", "thirty percent", "numbers_differ"),
        ("오만 원을 드립니다.", "We pay you fifteen thousand won.", "amounts_differ"),
        ("2022. 10. 15.부터", "from 15 October 2023", "dates_differ"),
        ("2023. 3. 4.까지", "by 3 April 2023", "dates_differ"),
    ],
)
def test_what_only_looks_alike(korean: str, english: str, found: str) -> None:
    assert typed(korean, english) == [found]
