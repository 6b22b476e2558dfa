"""The text message of every letter: at most 90 bytes with the longest values, and none where a wording is older."""

import datetime as dt
import re

import pytest

from reviewer import RESOURCES
from reviewer.desk.letter_notes import MOST_BYTES, LetterNotes, notes_of
from reviewer.letters.message import short_message
from reviewer.letters.placeholders import LATER_LETTERS, LATER_MESSAGES, LETTERS, MESSAGES
from reviewer.letters.wording import join, read_wording
from reviewer.rules.korean import fill
from reviewer.rules.problem import Problem
from tests.letters import letter_desk as desk

TEXTS = {lang: (RESOURCES / "letters" / f"{lang}.toml").read_text("utf-8") for lang in ("ko", "en")}
LONGEST = {"ko": dt.date(2023, 12, 31), "en": dt.date(2023, 9, 30)}
PHONES = {"ko": "070-0000-0000", "en": "+82-70-0000-0000"}


def without(text: str, names: tuple[str, ...]) -> str:
    """A wording from before these messages were known."""
    start = text.index(".messages]")
    kept = [line for line in text[start:].splitlines() if line.partition(" =")[0] not in names]
    return text[:start] + "\n".join(kept)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", [*LETTERS, *LATER_LETTERS])
def test_every_letter_has_a_message_that_fits_with_its_longest_values(name: str, lang: str) -> None:
    template = desk.wording().in_(lang).messages[name]
    day = LONGEST[lang]
    values = {
        "claim_no": "2023-105116-12", "phone": PHONES[lang], "due": day, "account_by": day, "referral_due": day,
    }  # fmt: skip
    message = fill(template, values, lang)
    assert "{" not in message
    assert PHONES[lang] in message
    assert len(message.encode("cp949")) <= MOST_BYTES, message


@pytest.mark.parametrize("name", [*LETTERS, *LATER_LETTERS])
def test_a_message_names_no_person_amount_or_reason(name: str) -> None:
    named = set(re.findall(r"\{(\w+)", desk.wording().ko.messages[name] + desk.wording().en.messages[name]))
    assert named <= {"claim_no", "phone", "due", "account_by", "referral_due"}


def test_a_wording_adopted_before_the_newer_messages_still_works() -> None:
    old = read_wording(join(without(TEXTS["ko"], LATER_MESSAGES), without(TEXTS["en"], LATER_MESSAGES)))
    assert set(old.ko.messages) == set(MESSAGES)
    letter = desk.letter("APPROVED_FULL", "ko", desk.fitting_claim("APPROVED_FULL"), wording=old)
    assert short_message(letter) == ""
    assert notes_of(letter).message == ""
    with pytest.raises(Problem, match="stands in one language only"):
        read_wording(join(without(TEXTS["ko"], ("HEARING",)), TEXTS["en"]))


@pytest.mark.parametrize(("lang", "pays"), [("ko", "지급이 결정"), ("en", "We will pay")])
def test_no_message_promises_a_fixed_amount_that_only_stays(lang: str, pays: str) -> None:
    assert pays in short_message(desk.letter("FIXED", lang))
    stays = desk.later_letter("FIXED_STAYS", lang)
    assert pays not in short_message(stays) + stays.title + stays.text
    old = read_wording(join(*(re.sub(r"(?m)^FIXED_STAYS = .*\n", "", TEXTS[one]) for one in ("ko", "en"))))
    claim = stays.origin.claim  # type: ignore[union-attr]
    with pytest.raises(Problem, match="not_in_wording"):
        desk.letter("FIXED", lang, claim, wording=old)


def test_a_message_that_is_too_long_is_a_caution_with_its_bytes() -> None:
    longer = TEXTS["ko"].replace(
        "안내문을 보아 주십시오. {phone}", "안내문을 " + "아주 " * 20 + "잘 보아 주십시오. {phone}"
    )
    letter = desk.letter(
        "APPROVED_FULL", "ko", desk.fitting_claim("APPROVED_FULL"), wording=read_wording(join(longer, TEXTS["en"]))
    )
    found = {one.code: one.words for one in notes_of(letter).cautions}
    assert int(found["message_long"]) > MOST_BYTES


def test_the_bytes_are_those_of_the_code_page_of_text_messages() -> None:
    assert LetterNotes("가a").size == 3
