"""Meetings: notice, agenda, attendance, statements, ties and what follows them, written resolutions."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, SEATED, CouncilRoom
from tests.rules.meeting_room import HALF, NOTICE, C, D, E, ballot, check, table, two_claims_received, whys


@pytest.fixture
def room() -> CouncilRoom:
    return two_claims_received()


# --- notice ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "more", "found"),
    [
        ("2023-03-13", {}, []),
        ("2023-03-12", {}, ["NoticeTooShort"]),
        ("2023-03-12", {"notified_on": "2023-03-05"}, []),
        ("2023-03-12", {"notified_on": "2023-02-27"}, []),
        ("2023-03-12", {"notified_on": "2023-02-26"}, ["BadActBody"]),
        ("2023-03-08", {"notified_on": "2023-02-26", "written": True}, ["BadActBody"]),
        ("2023-03-12", {"notified_on": "2023-03-07"}, ["BadActBody", "NoticeTooShort"]),
        ("2023-03-09", {"urgent_reason": "지급 기한이 임박함"}, []),
        ("2023-03-08", {"urgent_reason": "지급 기한이 임박함"}, ["NoticeTooShort"]),
        ("2023-03-05", {}, ["BadActBody"]),
        ("2023-03-05", {"urgent_reason": "지급 기한이 임박함"}, ["BadActBody"]),
        ("2023-03-06", {"written": True}, []),
        ("2023-03-13", {"time": "25:00"}, ["BadActBody"]),
    ],
)
def test_notice_goes_out_seven_days_before_or_three_with_a_reason(
    room: CouncilRoom, date: str, more: dict[str, Any], found: list[str]
) -> None:
    assert room.refusals("sec", "convene_meeting", "meeting:2", **{**NOTICE, "date": date, **more}) == found


def test_nothing_new_comes_on_the_agenda_once_its_notice_runs_but_for_a_reason(room: CouncilRoom) -> None:
    check(room, C)
    check(room, D)
    room.do("sec", "convene_meeting", "meeting:2", date="2023-03-14", place="영상회의")
    assert room.refusals("sec", "put_on_agenda", "meeting:2", claims=[C]) == []
    room.at += dt.timedelta(days=1)
    put = ("sec", "put_on_agenda", "meeting:2")
    room.do(*put, claims=[C])  # seven days before
    room.do("sec", "take_off_agenda", "meeting:2", claims=[C], reason="확인")
    room.at += dt.timedelta(days=1)
    assert whys(room, *put, claims=[D]) == ["notice_runs"]
    assert whys(room, *put, claims=[D], urgent_reason=" ") == ["notice_runs"]
    assert whys(room, *put, claims=[C, D]) == ["notice_runs"]
    assert whys(room, "sec", "put_motion", "meeting:2", what="INTAKE") == ["notice_runs"]
    room.receive(E, 450_000, "FLAT_50K")
    room.pass_papers("staff", E)
    assert room.claims[E].stage is Stage.FIXED_READY
    assert whys(room, "sec", "draw_up_fixed_list", "meeting:2", list=1, claims=[E]) == ["notice_runs"]
    room.do(*put, claims=[C])  # it was on the agenda that went out
    room.do(*put, claims=[D], **LATE)
    room.do("sec", "put_motion", "meeting:2", what="INTAKE", **LATE)
    room.do("sec", "draw_up_fixed_list", "meeting:2", list=1, claims=[E], **LATE)
    held = room.case.meetings["2"]
    assert held.late == dict.fromkeys((D, "MOTION INTAKE", "LIST 1"), LATE["urgent_reason"])


def test_a_meeting_called_in_haste_and_one_by_writing_have_their_own_notice(room: CouncilRoom) -> None:
    check(room, C)
    room.do("sec", "convene_meeting", "meeting:2", date="2023-03-09", place="영상회의", **LATE)
    assert room.refusals("sec", "put_on_agenda", "meeting:2", claims=[C]) == []
    room.do("sec", "convene_meeting", "meeting:3", date="2023-03-07", place="서면", written=True)
    assert room.refusals("sec", "put_on_agenda", "meeting:3", claims=[C]) == []
    room.at += dt.timedelta(days=1)
    assert whys(room, "sec", "put_on_agenda", "meeting:2", claims=[C]) == ["notice_runs"]


def test_the_day_the_notice_went_out_is_kept(room: CouncilRoom) -> None:
    room.do("sec", "convene_meeting", "meeting:2", NOTICE, date="2023-03-13")
    room.do("sec", "convene_meeting", "meeting:3", NOTICE, date="2023-03-13", notified_on="2023-03-02")
    assert [str(room.case.meetings[number].notified_on) for number in ("2", "3")] == ["2023-03-06", "2023-03-02"]


def test_nothing_is_voted_on_before_the_day_of_the_meeting(room: CouncilRoom) -> None:
    room.do("sec", "convene_meeting", "meeting:2", NOTICE, date="2023-03-13")
    vote = {**room.vote("2023-A-002"), "meeting_date": "2023-03-13", "chair": "law-1"}
    assert whys(room, "sec", "elect_chair", "meeting:2", **vote) == ["meeting_not_yet"]
    assert whys(room, "sec", "record_attendance", "meeting:2", present=SEATED) == ["meeting_not_yet"]


# --- agenda ---------------------------------------------------------------------------------------------


def test_one_act_builds_the_agenda_from_what_is_plain_and_what_is_not(room: CouncilRoom) -> None:
    for number in (C, D):
        check(room, number)
    room.claims[D] = dataclasses.replace(room.claims[D], ties=1)
    table(room, C, D)
    assert [room.claims[number].agenda_list for number in (C, D)] == ["CONSENT", "DISCUSSION"]
    held = room.case.meetings["1"]
    assert [held.item_no(item) for item in ("RULES", C, D, "x")] == ["2023-01-001", "2023-01-002", "2023-01-003", ""]


def test_a_claim_stands_on_one_agenda_only_until_its_meeting_is_over(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    assert whys(room, "sec", "put_on_agenda", "meeting:1", **LATE, claims=[C]) == ["on_an_agenda"]
    room.do("sec", "convene_meeting", "meeting:2", NOTICE, date="2023-03-13")
    room.do("sec", "close_meeting", "meeting:1")
    room.do("sec", "put_on_agenda", "meeting:2", **LATE, claims=[C])
    assert (room.claims[C].meeting, room.claims[C].stage) == (2, Stage.ON_AGENDA)


def test_what_was_put_on_the_agenda_can_be_taken_off_again(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "take_off_agenda", "meeting:1", claims=[C], reason="다음 회의")
    assert (room.claims[C].stage, room.claims[C].meeting) == (Stage.CHECKED, 0)
    table(room, C)
    assert whys(room, "sec", "take_off_agenda", "meeting:2", claims=[C], reason="-") == [
        "meeting_not_open", "not_on_this_agenda"
    ]  # fmt: skip


def test_one_member_pulls_an_item_out_and_is_named(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    assert whys(room, "sec", "pull_out", C, by="staff") == ["no seat"]
    room.do("sec", "pull_out", C, by="con-1")
    assert (room.claims[C].agenda_list, room.claims[C].pulled_by) == ("DISCUSSION", "con-1")


def test_a_recused_member_pulls_nothing_out(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("con-1", "answer_conflict", C, ground="COI2")
    assert room.refusals("con-1", "pull_out", C) == ["Recused"]
    assert room.refusals("sec", "pull_out", C, by="con-1") == ["Recused"]


# --- who is there and what is said -----------------------------------------------------------------------


def test_votes_agree_with_who_is_there(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "record_attendance", "meeting:1", present=SEATED[:5], others="감사 1명")
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED")) == ["not at the meeting"]
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED", kakao_1="ABSENT")) == []
    room.do("sec", "record_attendance", "meeting:1", present=SEATED)
    held = room.case.meetings["1"]
    assert (held.ever_present, held.others) == (tuple(SEATED), "감사 1명")
    assert whys(room, "sec", "resolve", "meeting:1", **ballot("PASSED")) == []


@pytest.mark.parametrize(("present", "why"), [(["watch"], "no seat"), (["law-1", "law-1"], "twice")])
def test_only_members_are_present_and_each_once(room: CouncilRoom, present: list[str], why: str) -> None:
    assert whys(room, "sec", "record_attendance", "meeting:1", present=present) == [why]


def test_statements_are_kept_replaced_and_belong_to_the_agenda(room: CouncilRoom) -> None:
    said = room.do("sec", "record_statement", "meeting:1", kind="STATEMENT", member="law-1", item="RULES", said="가")
    room.do("sec", "record_statement", "meeting:1", kind="STATEMENT", member="law-1", said="나", replaces=said.uid)
    assert [one.said for one in room.case.meetings["1"].statements] == ["나"]
    other = {"kind": "STATEMENT", "member": "law-1", "said": "다"}
    assert whys(room, "sec", "record_statement", "meeting:1", **other, item=C) == ["not_on_this_agenda"]
    assert whys(room, "sec", "record_statement", "meeting:1", **other, replaces="x") == ["unknown"]
    assert whys(room, "sec", "record_statement", "meeting:1", **{**other, "member": "x"}) == ["unknown"]


def test_a_dissent_is_of_somebody_who_did_not_vote_with_the_result(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("PASSED", con_1="AGAINST"))
    dissent = {"kind": "DISSENT", "item": C, "said": "점유율을 달리 보아야 함"}
    assert whys(room, "sec", "record_statement", "meeting:1", **dissent, member="law-1") == ["no_dissenting_vote"]
    room.do("con-1", "record_statement", "meeting:1", dissent, member="con-1")


def test_the_next_meeting_is_later_than_this_one(room: CouncilRoom) -> None:
    assert whys(room, "sec", "set_next_meeting", "meeting:1", date="2023-03-06") == ["not later"]
    room.do("sec", "set_next_meeting", "meeting:1", date="2023-03-20", time="10:30", place="영상회의")
    held = room.case.meetings["1"]
    assert (str(held.next_date), held.next_time, held.next_place) == ("2023-03-20", "10:30", "영상회의")
    room.do("sec", "close_meeting", "meeting:1")
    assert whys(room, "sec", "set_next_meeting", "meeting:1", date="2023-03-21") == ["meeting_not_open"]
    assert room.case.meetings["1"].closed_by == "sec"


def test_a_meeting_is_not_over_before_its_day(room: CouncilRoom) -> None:
    room.do("sec", "convene_meeting", "meeting:2", NOTICE, date="2023-03-13")
    room.do("sec", "convene_meeting", "meeting:3", date="2023-03-13", place="서면", written=True)
    assert whys(room, "sec", "close_meeting", "meeting:2") == ["meeting_not_yet"]
    room.do("sec", "close_meeting", "meeting:3")  # nobody meets, and all may have voted
    room.at += dt.timedelta(days=7)
    room.do("sec", "close_meeting", "meeting:2")


# --- substitutes ----------------------------------------------------------------------------------------


def test_substitutes_sit_where_too_few_seats_are_left_and_never_the_payers(room: CouncilRoom) -> None:
    line = room.case.roster["watch"]
    for name, body in (("sub-1", "KSF"), ("sub-2", "KAKAO")):
        new = dataclasses.replace(line, id=name, role="MEMBER", body=body)
        room.case = dataclasses.replace(room.case, roster={**room.case.roster, name: new})
    assert [one.id for one in room.case.substitutes] == ["sub-1"]
    check(room, C)
    table(room, C)
    enough = ballot("PASSED")
    enough["votes"] = {**enough["votes"], "sub-1": "FOR"}
    assert whys(room, "sec", "resolve", "meeting:1", **enough) == ["enough seats without a substitute"]
    out = ("kfme-1", "kfme-2", "con-1", "kakao-1")
    room.do("sec", "record_attendance", "meeting:1", present=[*SEATED, "sub-1"])
    few = ballot("PASSED", **dict.fromkeys((one.replace("-", "_") for one in out), "RECUSED"))
    few["grounds"] = dict.fromkeys(out, "COI7")
    assert room.refusals("sec", "resolve", "meeting:1", **few) == ["NoQuorumPossible"]
    few["votes"] = {**few["votes"], "sub-1": "FOR"}
    assert room.refusals("sec", "resolve", "meeting:1", **few) == []
    few["votes"] = {**few["votes"], "sub-2": "FOR"}
    assert whys(room, "sec", "resolve", "meeting:1", **few) == ["no seat", "not at the meeting"]


# --- by writing ------------------------------------------------------------------------------------------


@pytest.fixture
def written(room: CouncilRoom) -> CouncilRoom:
    for number in (C, D):
        check(room, number)
    room.do("sec", "convene_meeting", "meeting:2", date="2023-03-08", place="서면", written=True)
    room.do("sec", "put_on_agenda", "meeting:2", **LATE, claims=[C, D])
    return room


def by_writing(case: Case, **votes: str) -> dict[str, Any]:
    body = ballot("PASSED", **votes)
    return {**body, "claims": [C, D], "letters": {C: "2023-A-0001", D: "2023-A-0002"}, "meeting_date": "2023-03-08"}


def test_each_member_signs_an_entry_of_their_own_and_the_secretary_only_counts(written: CouncilRoom) -> None:
    for member in SEATED[:5]:
        written.do(member, "vote_in_writing", "meeting:2", claims=[C, D], vote="FOR")
    body = by_writing(written.case)
    assert "not as signed" in whys(written, "sec", "resolve", "meeting:2", **body)
    assert "still_in_writing" in whys(
        written, "sec", "resolve", "meeting:2", **by_writing(written.case, kakao_1="ABSENT")
    )
    written.do("kakao-1", "vote_in_writing", "meeting:2", claims=[C, D], vote="AGAINST")
    written.do("sec", "resolve", "meeting:2", by_writing(written.case, kakao_1="AGAINST"))
    assert written.claims[C].stage is Stage.RESOLVED


def test_one_objection_sends_the_item_to_a_meeting(written: CouncilRoom) -> None:
    written.do("con-1", "vote_in_writing", "meeting:2", claims=[D], vote="OBJECT", note="논의 필요")
    claim = written.claims[D]
    assert (claim.stage, claim.meeting, claim.objected_by) == (Stage.CHECKED, 0, "con-1")
    assert whys(written, "sec", "put_on_agenda", "meeting:2", **LATE, claims=[D]) == ["not_in_writing"]
    table(written, D)
    assert written.claims[D].agenda_list == "DISCUSSION"


def test_only_plain_claims_and_seated_members_take_part(written: CouncilRoom) -> None:
    assert "NotYourRole" in written.refusals("sec", "vote_in_writing", "meeting:2", claims=[C], vote="FOR")
    written.do("con-1", "answer_conflict", C, ground="COI2")
    assert written.refusals("con-1", "vote_in_writing", "meeting:2", claims=[C], vote="FOR") == ["Recused"]
    assert whys(written, "law-1", "vote_in_writing", "meeting:1", claims=[C], vote="FOR") == [
        "not_in_writing", "not_on_this_agenda"
    ]  # fmt: skip
    with pytest.raises(Problem):
        written.do("sec", "resolve", "meeting:2", by_writing(written.case), question="DEFER", note="-")


# --- correcting a resolution ------------------------------------------------------------------------------


def correction(number: str, **votes: str) -> dict[str, Any]:
    body = {name: value for name, value in ballot("PASSED", number, **votes).items() if name != "letters"}
    return {**body, "corrects": "2023-A-002", "note": "표결을 잘못 옮겨 적음"}


def test_a_closed_item_is_put_to_the_vote_again_by_a_resolution_of_its_own(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("PASSED"))
    assert whys(room, "sec", "correct_resolution", "meeting:1", **correction("2023-A-002")) == ["not the next number"]
    wrong = {**correction("2023-A-003"), "corrects": "2023-A-001"}
    assert whys(room, "sec", "correct_resolution", "meeting:1", **wrong) == ["no_such_resolution"]
    room.do("sec", "correct_resolution", "meeting:1", correction("2023-A-003"))
    claim = room.claims[C]
    assert (claim.stage, claim.agenda_list, claim.decision) == (Stage.ON_AGENDA, "DISCUSSION", None)
    room.do("sec", "resolve", "meeting:1", ballot("PASSED", "2023-A-004", con_1="AGAINST"))
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.seq, decision.votes["con-1"]) == (2, "AGAINST")
    assert [kept.item for kept in room.case.resolutions] == ["RULES", "CLAIM", "CORRECTION", "CLAIM"]


def test_a_correction_without_majority_changes_nothing(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("PASSED"))
    lost = {name: value for name, value in correction("", **HALF).items() if name != "resolution_no"}
    room.do("sec", "correct_resolution", "meeting:1", lost, result="NOT_PASSED")
    assert room.claims[C].stage is Stage.RESOLVED


def test_after_its_letter_left_an_item_is_not_opened_by_the_meeting(room: CouncilRoom) -> None:
    check(room, C)
    table(room, C)
    room.do("sec", "resolve", "meeting:1", ballot("PASSED"))
    number = room.claims[C].decision.letter_no  # type: ignore[union-attr]
    if room.claims[C].open_quality is not None:
        room.do("con-1", "check_quality", C, outcome="FINE")
    room.do("sec", "issue_letter", C, letter_no=number, kind="DECISION", files={"ko": "ab" * 32})
    assert room.refusals("sec", "correct_resolution", "meeting:1", **correction("2023-A-003")) == ["StageForbids"]
