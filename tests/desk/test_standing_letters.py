"""Letters that tell where claims stand: received, held over, an account missing; for one claim and for many."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import registers, standing
from reviewer.casefile.claims import with_letters_due
from reviewer.desk import issuing, outbox, standing_letters
from reviewer.desk.issued_files import letter_again
from reviewer.letters.message import short_message
from reviewer.rules.korean import date_ko
from reviewer.rules.problem import Problem
from tests.casefile.case_room import PLAN
from tests.casefile.test_assigning import same_after_rebuild
from tests.desk.test_letters_after import LetterRoom
from tests.rules.council_room import LATE

A, B, C = (f"2023-{number:06d}" for number in (1, 2, 3))


@pytest.fixture
def room(tmp_path: Path) -> LetterRoom:
    return LetterRoom(tmp_path)


def told(room: LetterRoom) -> dict[str, dict[str, str]]:
    """The letters that may leave, by kind and language, with their text messages; then they leave."""
    room.at += dt.timedelta(hours=2)
    due, _ = outbox.letters_due(room.case_file, now=room.at)
    found = {}
    for one in due:
        composed = outbox.compose_in(room.case_file, one, ("ko", "en"), room.at.date())
        found[one.kind] = {lang: f"{letter.text}\n{short_message(letter)}" for lang, letter in composed.items()}
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    assert (done.letters, done.stopped) == (len(due), [])
    assert outbox.letters_due(room.case_file, now=room.at)[0] == []
    for line in registers.letters_issued(room.conn):
        letter_again(room.case_file, line)  # LetterDiffers unless every byte is the same
    assert same_after_rebuild(room)
    return found


def why(room: LetterRoom, act: str, claim: str, **body: str) -> str:
    with pytest.raises(Problem) as found:
        room.do("sec", act, claim, letter_no="2023-A-0900", **body)
    return str(found.value.facts.get("why", found.value.code))


def test_every_application_received_is_acknowledged_once_and_a_lane_is_not(room: LetterRoom) -> None:
    room.take_in(A, B, C)
    room.do("staff", "route_claim", C, route="LARGER_FIRM")  # has a letter of its own
    today = room.at.date()
    assert standing_letters.waiting(room.conn, "RECEIPT", today) == [A, B]
    assert standing_letters.write_letters(room.case_file, room.signers["staff"], "RECEIPT", [A, B], now=room.at) == 2
    assert standing_letters.waiting(room.conn, "RECEIPT", today) == []
    assert with_letters_due(room.conn) == [A, B]
    assert why(room, "acknowledge_receipt", A) == "acknowledged_before"
    letters = told(room)["RECEIPT"]
    assert f"접수하였습니다(접수번호 {B})" in letters["ko"]
    assert f"claim number {B}" in letters["en"]
    assert "[1015협의체] 신청이 접수되었습니다." in letters["ko"]
    assert ".." not in letters["ko"].replace("...", "")


def test_a_lane_that_keeps_no_name_gets_no_receipt(room: LetterRoom) -> None:
    room.take_in(A)
    room.do("staff", "route_claim", A, route="USER")
    assert why(room, "acknowledge_receipt", A) == "no_letter_of_the_lane"


def test_all_or_none_are_acknowledged(room: LetterRoom) -> None:
    room.take_in(A, B)
    room.do("sec", "acknowledge_receipt", B, letter_no="2023-A-0001")
    with pytest.raises(Problem, match="acknowledged_before"):
        standing_letters.write_letters(room.case_file, room.signers["sec"], "RECEIPT", [A, B], now=room.at)
    assert room.claim(A).notices == ()


def test_a_receipt_says_nothing_once_the_claim_is_decided(room: LetterRoom) -> None:
    room.take_in(A)
    room.do("sec", "acknowledge_receipt", A, letter_no="2023-A-0001")
    room.decide(A)
    assert [one.kind for one in outbox.letters_of(room.claim(A))] == ["DECISION"]
    assert standing_letters.waiting(room.conn, "RECEIPT", room.at.date()) == []


def test_a_claim_held_over_is_told_once_for_each_meeting_with_a_reason_of_the_plan(room: LetterRoom) -> None:
    room.take_in(A)
    room.adopt_rules()
    room.review(A)
    room.propose(A)
    room.agree(A)
    assert why(room, "announce_delay", A, reason="TALK") == "StageForbids"
    room.do("sec", "put_on_agenda", "meeting:1", claims=[A], list="DISCUSSION", **LATE)
    room.do("sec", "resolve", "meeting:1", room.vote("2023-A-002"), claims=[A], question="DEFER", note="더 논의")
    assert standing_letters.waiting(room.conn, "DELAY", room.at.date()) == [A]
    assert why(room, "announce_delay", A, reason="더 논의") == "unknown"
    standing_letters.write_letters(room.case_file, room.signers["sec"], "DELAY", [A], now=room.at, reason="TALK")
    assert standing_letters.waiting(room.conn, "DELAY", room.at.date()) == []
    assert why(room, "announce_delay", A, reason="TIME") == "told_of_delay"
    letters = told(room)["DELAY"]
    assert "추가 논의의 필요 때문에 다음 회의에서 계속 심의합니다" in letters["ko"]
    assert "Because of the need for further discussion" in letters["en"]


def test_a_claim_whose_account_a_copy_shows_is_not_asked(room: LetterRoom) -> None:
    room.take_in(A)
    room.decide(A)
    assert why(room, "ask_account", A) == "StageForbids"  # its decision has not left
    told(room)
    assert standing_letters.waiting(room.conn, "ACCOUNT_MISSING", room.at.date()) == []
    assert why(room, "ask_account", A) == "account_is_known"


class LaterCopyRoom(LetterRoom):
    """A council that lets the bank-book copy of a fixed amount come after the decision."""

    def founding(self, roster: Any = None) -> dict[str, Any]:
        later = PLAN.replace('fixed_proofs = ["SBC", "SLS", "SUS", "BNK"]', 'fixed_proofs = ["SBC", "SLS", "SUS"]')
        return super().founding(roster) | {"plan": later}


def test_a_decided_claim_without_an_account_is_asked_for_one_until_the_day_named(tmp_path: Path) -> None:
    room = LaterCopyRoom(tmp_path)
    room.take_in(A, route="FLAT_50K", claimed_loss=450_000)
    room.adopt_rules()
    plan = standing.plan_in_force(room.conn)
    for paper in (one for one in room.claim(A).papers if one.kind != "BNK"):
        for check in plan.checks_of(paper.kind):
            room.do("staff", "record_check", A, document=paper.document, check=check.code, result="PASS")
    room.do("sec", "draw_up_fixed_list", "meeting:1", list=1, claims=[A], **LATE)
    room.do("ksf-1", "check_fixed_list", "meeting:1", list=1)
    vote = room.vote("2023-A-002")
    room.do("sec", "adopt_fixed_list", "meeting:1", vote, list=1, claims=[A], letters={A: "2023-A-0200"})
    decision = told(room)["DECISION"]
    assert "지급받으실 계좌가 아직 확인되지 않았습니다" in decision["ko"]
    assert standing_letters.waiting(room.conn, "ACCOUNT_MISSING", room.at.date()) == [A]
    standing_letters.write_letters(room.case_file, room.signers["sec"], "ACCOUNT_MISSING", [A], now=room.at)
    asked = room.claim(A).notices[-1]
    assert asked.due is not None
    assert why(room, "ask_account", A) == "account_asked_before"
    letters = told(room)["ACCOUNT_MISSING"]
    assert f"{date_ko(asked.due)}까지 통장사본을 보내 주시면" in letters["ko"]
    assert "the decision to pay does not change" in letters["en"]
    assert "[1015 Council] Please send a bank-book copy by" in letters["en"]
    room.at += dt.timedelta(days=60)
    assert standing_letters.waiting(room.conn, "ACCOUNT_MISSING", room.at.date()) == [A]  # nothing came by that day
