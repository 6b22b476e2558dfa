"""Editing the wording: every fault with its line, what was lost, and each letter by a text not adopted yet."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.desk.letter_notes import notes_of
from reviewer.desk.wording_desk import apart, claim_for, faults, forms, sample_letter, shipped
from reviewer.letters import page
from reviewer.letters.particulars import BLANK
from reviewer.letters.placeholders import LETTERS
from reviewer.letters.wording import join, read_wording
from tests.desk.test_letters_after import LetterRoom

A = "2023-000001"
KO, EN = shipped()


DECIDING = (*LETTERS[:10], "FIXED_STAYS")


def letter_title(form: str, lang: str) -> str:
    title = read_wording(join(KO, EN)).in_(lang).letters[form].title
    return title.replace("{claim_no}", "2023-000000")


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def test_the_shipped_wording_is_right_and_comes_apart_and_together_unchanged() -> None:
    assert faults(KO, EN) == []
    assert apart(join(KO, EN)) == (KO, EN)


@pytest.mark.parametrize(
    ("lang", "old", "new", "at", "why"),
    [
        ("ko", "{award|을/를} 지급하기로 의결", "{awrad|을/를} 지급하기로 의결", "awrad", "no such value: awrad"),
        ("en", "We will pay you {award}.", "We will pay you {amount}.", "{amount}", "no such value: amount"),
        ("ko", "{award|을/를} 지급하기로 의결", "{award|을를} 지급하기로 의결", "을를", "no such particle"),
        ("ko", "{award|을/를} 지급하기로 의결", "{award|울/를} 지급하기로 의결", "울/를", "no such particle: 울/를"),
        ("en", "We will pay you {award}.", "We will pay you {award|을/를}.", "{award|", "no such particle"),
        ("ko", "문의: {contact_name}", "문의: {contact_name", "{contact_name,", "brace"),
        ("en", 'annex = "Annex {number}"', 'annex = "Annex {nr}"', "{nr}", "no such value: nr"),
        ("en", 'DELAY = "[1015 Council] Your', 'DELAY = "{x} Your', "{x}", "no such value: x"),
        ("en", 'seal = "(seal)"', 'seal = "(seal)', 'seal = "(seal)', "line"),
        ("ko", 'seal = "(직인)"', "seal = (직인)", "seal = (직인)", "line"),
    ],
)
def test_a_fault_is_named_with_its_line_in_its_language(lang: str, old: str, new: str, at: str, why: str) -> None:
    texts = {"ko": KO, "en": EN}
    assert old in texts[lang]
    texts[lang] = texts[lang].replace(old, new, 1)
    (found,) = faults(texts["ko"], texts["en"])
    assert (found.lang, found.line, found.stops) == (lang, line_with(texts[lang], at), True)
    assert why in found.why


def test_a_part_in_one_language_only_stops() -> None:
    shorter = EN.replace("delay = [", "delai = [", 1)
    (found,) = faults(KO, shorter)
    assert found.stops
    assert "delay" in found.why or "delai" in found.why


def test_a_value_that_one_language_lost_is_told_but_stops_nothing() -> None:
    found, differs = faults(
        KO, EN.replace("the time for sending the records to {due}.", "the time for sending the records.")
    )
    assert (found.lang, found.why, found.stops) == ("en", "extension: {due}", False)
    assert EN.split("\n")[found.line - 1] == "extension = ["
    assert (differs.form, differs.why, differs.stops) == (
        "EXTENSION",
        "Korean and English name different numbers",
        False,
    )


def test_numbers_that_differ_are_told_for_every_letter_they_stand_in() -> None:
    found = faults(KO, EN.replace("within {pay_days} days of checking it", "within 99 days of checking it"))
    assert [one for one in found if one.stops] == []
    (told,) = [one for one in found if "different numbers" in one.why and one.form == "ACCOUNT_MISSING"]
    assert EN.split("\n")[told.line - 1].startswith("ACCOUNT_MISSING = ")


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("{appeal_days}", "{appeal_decide_days}", "review"),
        ("{normal}", "{outage}", "facts"),
        ("{docs_until}", "{records_until}", "privacy"),
        ("{profit}", "{share}", "factors"),
    ],
)
def test_two_values_exchanged_in_one_language_are_told_but_stop_nothing(one: str, other: str, part: str) -> None:
    swapped = KO.replace(one, "{0}").replace(other, one).replace("{0}", other)
    assert swapped != KO
    found = [fault for fault in faults(swapped, EN) if "other way round" in fault.why]
    assert {(fault.lang, fault.stops) for fault in found} == {("ko", False)}
    assert any(fault.why.startswith(f"{part}: ") and one[1:-1] in fault.why for fault in found)


@pytest.mark.parametrize("form", forms())
def test_every_form_is_shown_on_the_first_day_on_an_invented_claim(tmp_path: Path, form: str) -> None:
    room = LetterRoom(tmp_path)
    for lang in ("ko", "en"):
        letter = sample_letter(room.case_file, join(KO, EN), form, "", lang, dt.date(2023, 2, 10))
        assert (letter.draft, letter.sample) == (True, True)
        assert letter.blanks == ()
        assert BLANK not in letter.text
        assert letter.title == letter_title(form, lang)
        assert (form in DECIDING) == (letter.decision_uid != "")
        page.render(letter)


def test_every_form_is_shown_on_a_claim_of_the_case_by_the_text_being_edited(tmp_path: Path) -> None:
    room = LetterRoom(tmp_path)
    room.take_in(A, bank="국민", account="123456-78-901234")
    room.decide(A)
    edited = join(KO.replace("문의: {contact_name}", "여쭐 곳: {contact_name}"), EN)
    seen = []
    for form in forms():
        number = claim_for(room.conn, form)
        if not number:
            continue
        seen.append(form)
        for lang in ("ko", "en"):
            letter = sample_letter(room.case_file, edited, form, number, lang, dt.date(2023, 4, 10))
            assert letter.draft
            assert notes_of(letter).message or form
            assert ("여쭐 곳: " in letter.text) == (lang == "ko")
    assert "APPROVED" in seen
    assert {"RECEIPT", "DELAY", "HEARING", "ACCOUNT_MISSING", "LANE_LATE"} <= set(seen)
    assert not {"FIXED", "CORRECTION", "SUPPLEMENT"} & set(seen)  # the case has none
