"""Rules that change: a decision keeps its own; what was only calculated is calculated again (domain.md 2.9)."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.casefile import standing
from reviewer.casefile.check import check
from reviewer.desk import issuing, outbox
from reviewer.desk.explaining import why_this_amount
from tests.casefile.case_room import PLAN
from tests.desk.test_letters_after import DAY, C, LetterRoom, decided_again

OTHER = PLAN.replace('individual_base = "floor"', 'individual_base = "plus_fixed"')


@pytest.fixture
def room(tmp_path: Path) -> LetterRoom:
    assert OTHER != PLAN
    room = LetterRoom(tmp_path)
    room.take_in(C, bank="국민", account="123456-78-901234")
    return room


def letter(room: LetterRoom, lang: str = "ko") -> str:
    (due,), _ = outbox.letters_due(room.case_file, now=room.at + dt.timedelta(hours=2))
    return outbox.compose_letter(room.case_file, due, lang, issued_on=DAY, both=True).text


def other_rules(room: LetterRoom, text: str = OTHER) -> None:
    room.do("sec", "adopt_plan", "case", text=text)
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-090"))


def test_a_letter_tells_the_amounts_and_rules_of_its_decision(room: LetterRoom) -> None:
    room.decide(C)
    before = {lang: letter(room, lang) for lang in ("ko", "en")}
    told = {lang: said.text for lang, said in why_this_amount(room.conn, C).items()}
    other_rules(room)
    assert {lang: letter(room, lang) for lang in ("ko", "en")} == before
    assert {lang: said.text for lang, said in why_this_amount(room.conn, C).items()} == told
    room.at += dt.timedelta(hours=2)
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    assert (done.letters, done.stopped) == (1, [])
    assert check(room.case_file).ok


def test_what_was_only_calculated_is_calculated_again(room: LetterRoom) -> None:
    room.adopt_rules()
    room.review(C)
    plain = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    assert room.refusals("law-1", "propose_decision", C, award=258_660, **plain) == []
    other_rules(room)
    assert room.refusals("law-1", "propose_decision", C, award=258_660, **plain) == ["DecisionIncomplete"]
    done = room.claim(C).assessment
    assert done is not None
    assert done.rules_version in standing.read_case(room.conn).adopted


WIDER = PLAN.replace("up_to = 500000, award = 50000", "up_to = 2000000, award = 50000").replace(
    "over = 500000", "over = 2000000"
)


@pytest.mark.parametrize("rules", [OTHER, WIDER], ids=["base", "bands"])
def test_a_slip_is_put_right_under_the_rules_of_the_decision(room: LetterRoom, rules: str) -> None:
    room.decide(C)
    room.at += dt.timedelta(hours=2)
    issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    other_rules(room, rules)
    room.do("sec", "open_again", C, kind="CORRECTION", ground="오기", wrong="하늘상회", right="하늘상점")
    decided_again(room, "2023-A-091")
    assert "'하늘상회'를 '하늘상점'으로 바로잡습니다" in letter(room)
