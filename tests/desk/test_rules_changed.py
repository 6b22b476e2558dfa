"""Rules that change: a decision keeps its own; what was only calculated is calculated again (domain.md 2.9)."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.casefile import standing
from reviewer.casefile.check import check
from reviewer.desk import issuing, outbox
from reviewer.desk.explaining import why_this_amount
from tests.casefile.case_room import PLAN
from tests.desk.test_letters_after import (
    DAY,
    C,
    LetterRoom,
    begin_review,
    decided_again,
    decided_on_a_list,
    put_right,
)
from tests.rules.council_room import FACTORS

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


def other_rules(room: LetterRoom, text: str = OTHER, number: str = "2023-A-090") -> None:
    room.do("sec", "adopt_plan", "case", text=text)
    room.do("sec", "adopt_rules", "meeting:1", room.vote(number))


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


DEARER = PLAN.replace("award = 50000", "award = 60000")  # the calculation of the claim comes to the same
FIRST, NOW = "제1차 회의 의결 제2023-A-001호", "제1차 회의 의결 제2023-A-090호"


@pytest.fixture
def told(room: LetterRoom) -> LetterRoom:
    """The claim was decided and its letter has left."""
    room.decide(C)
    room.at += dt.timedelta(hours=2)
    issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    return room


@pytest.mark.parametrize("rules", [OTHER, WIDER], ids=["base", "bands"])
def test_a_slip_is_put_right_under_the_rules_of_the_decision(told: LetterRoom, rules: str) -> None:
    other_rules(told, rules)
    told.do("sec", "open_again", C, kind="CORRECTION", ground="오기", wrong="하늘상회", right="하늘상점")
    decided_again(told, "2023-A-091")
    said = letter(told)
    assert "'하늘상회'를 '하늘상점'으로 바로잡습니다" in said
    assert f"산정 기준({FIRST}" in said  # by which the amount that stays was worked out


def test_a_slip_in_a_fixed_amount_keeps_the_amount_and_its_rules(told: LetterRoom) -> None:
    decided_on_a_list(told)
    other_rules(told, DEARER, "2023-A-091")
    slip = {"kind": "CORRECTION", "ground": "오기", "wrong": "상회", "right": "상점"}
    put_right(told, slip, reasons=[{"code": "A02"}])
    assert f"산정 기준({FIRST}" in letter(told)


@pytest.mark.parametrize(("again", "cited"), [(False, FIRST), (True, NOW)], ids=["kept", "calculated again"])
def test_a_review_cites_the_rules_its_amount_was_worked_out_by(told: LetterRoom, again: bool, cited: str) -> None:
    other_rules(told, DEARER)
    begin_review(told)
    if again:
        weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
        told.do("con-1", "assess", C, FACTORS, **weeks)
    decided_again(told, "2023-A-091", ("con-1", "kfme-1"))
    assert f"산정 기준({cited}" in letter(told)
