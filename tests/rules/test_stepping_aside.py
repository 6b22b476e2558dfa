"""Out of a vote only on a ground: on record for a claim of the item, or stated with the vote (domain.md 5.3)."""

import dataclasses
from typing import Any

import pytest

from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, SEATED, CouncilRoom, changed
from tests.rules.meeting_room import PLAN, C, D, ballot, check, table, whys

AWAY = dict.fromkeys(("kfme_1", "kfme_2", "ksf_1"), "ABSENT")
OUT = AWAY | dict.fromkeys(("kfme_1", "kfme_2"), "RECUSED")
MEETING = "meeting:1"


@pytest.fixture
def room() -> CouncilRoom:
    found = CouncilRoom(PLAN)
    found.do("sec", "convene_meeting", MEETING, date="2023-03-06", place="영상회의", notified_on="2023-02-27")
    found.do("sec", "record_attendance", MEETING, present=SEATED)
    return found


@pytest.fixture
def tabled(room: CouncilRoom) -> CouncilRoom:
    """Two claims on the agenda of a council whose rules are adopted."""
    room.do("sec", "adopt_rules", MEETING, room.vote("2023-A-001"))
    for number in (C, D):
        room.receive(number)
        check(room, number)
    table(room, C, D)
    return room


def test_absent_members_do_not_become_a_quorum_by_being_called_recused(tabled: CouncilRoom) -> None:
    absent = ballot("PASSED", **AWAY, law_1="AGAINST")
    assert tabled.refusals("sec", "resolve", MEETING, **absent) == ["NoQuorumPossible"]
    out = ballot("PASSED", **OUT, law_1="AGAINST")
    assert whys(tabled, "sec", "resolve", MEETING, **out) == ["recused_without_ground"] * 2


@pytest.mark.parametrize("act", ["adopt_rules", "elect_chair", "resolve_motion"])
def test_nobody_is_recused_where_no_claim_is_decided(room: CouncilRoom, act: str) -> None:
    more = {"elect_chair": {"chair": "law-1"}, "resolve_motion": {"what": "INTAKE"}}.get(act, {})
    if act != "adopt_rules":
        room.do("sec", "adopt_rules", MEETING, room.vote("2023-A-001"))
    if act == "resolve_motion":
        room.do("sec", "put_motion", MEETING, **LATE, what="INTAKE")
    assert room.refusals("sec", act, MEETING, **room.vote("2023-A-002"), **more) == []
    assert room.refusals("sec", act, MEETING, **room.vote("2023-A-002", **AWAY), **more) == ["NoQuorumPossible"]
    assert whys(room, "sec", act, MEETING, **room.vote("2023-A-002", **OUT), **more) == ["recused_without_ground"] * 2
    stated = {**room.vote("2023-A-002", **OUT), "grounds": {"kfme-1": "COI7", "kfme-2": "COI7"}}
    assert room.refusals("sec", act, MEETING, **stated, **more) == ["BadActBody"]


def test_a_ground_stated_with_the_vote_stands_on_the_claim_from_then_on(tabled: CouncilRoom) -> None:
    body = ballot("PASSED", con_1="RECUSED") | {"grounds": {"con-1": "COI2"}}
    tabled.do("sec", "resolve", MEETING, body)
    claim = tabled.claims[C]
    assert claim.is_recused("con-1")
    assert claim.conflicts["con-1"] == "COI2"
    assert claim.decision is not None
    assert (claim.decision.votes["con-1"], claim.decision.present) == ("RECUSED", 5)
    assert claim.open_quality is not None  # the first award of the month
    assert tabled.refusals("con-1", "check_quality", C, outcome="FINE") == ["Recused"]
    assert tabled.refusals("kfme-1", "check_quality", C, outcome="FINE") == []
    again = {"claims": [C], "corrects": "2023-A-002", "note": "다시"}
    votes = tabled.vote("2023-A-003")
    assert tabled.refusals("sec", "correct_resolution", MEETING, **votes, **again) == ["Recused"]
    votes = tabled.vote("2023-A-003", con_1="RECUSED", kfme_1="RECUSED")
    assert whys(tabled, "sec", "correct_resolution", MEETING, **votes, **again) == ["recused_without_ground"]
    tabled.do("sec", "correct_resolution", MEETING, votes, **again, grounds={"kfme-1": "COI3"})
    assert tabled.claims[C].conflicts["kfme-1"] == "COI3"


@pytest.mark.parametrize(
    ("grounds", "votes", "found"),
    [
        ({"con-1": "COI9"}, {"con_1": "RECUSED"}, "unknown"),
        ({"con-1": "COI5M"}, {"con_1": "RECUSED"}, "unknown"),  # ordinary membership keeps nobody out
        ({"con-1": "NONE"}, {"con_1": "RECUSED"}, "unknown"),
        ({"con-1": "COI2"}, {}, "not stepping aside"),
        ({"con-1": "COI2"}, {"con_1": "ABSENT"}, "not stepping aside"),
        ({"law-1": "COI2"}, {"law_1": "RECUSED"}, "prepared_by_them"),
        ({"ksf-1": "COI2"}, {"ksf_1": "RECUSED"}, "prepared_by_them"),
    ],
)
def test_what_is_no_ground_of_who_steps_aside_now(
    tabled: CouncilRoom, grounds: dict[str, str], votes: dict[str, str], found: str
) -> None:
    body: dict[str, Any] = ballot("PASSED", **votes) | {"grounds": grounds}
    assert whys(tabled, "sec", "resolve", MEETING, **body) == [found]


def test_a_ground_on_record_is_not_stated_again(tabled: CouncilRoom) -> None:
    tabled.do("con-1", "answer_conflict", C, ground="COI2")
    body = ballot("PASSED", con_1="RECUSED")
    assert tabled.refusals("sec", "resolve", MEETING, **body) == []
    assert whys(tabled, "sec", "resolve", MEETING, **body, grounds={"con-1": "COI7"}) == ["not stepping aside"]


def test_from_a_list_a_claim_is_pulled_out_before_somebody_steps_aside(tabled: CouncilRoom) -> None:
    body = ballot("PASSED", con_1="RECUSED")
    body |= {"claims": [C, D], "letters": {C: "2023-A-0002", D: "2023-A-0003"}}
    assert whys(tabled, "sec", "resolve", MEETING, **body) == ["recused_without_ground"]
    assert whys(tabled, "sec", "resolve", MEETING, **body, grounds={"con-1": "COI2"}) == ["one at a time"]
    tabled.do("con-1", "answer_conflict", D, ground="COI2")  # on record for one of them: out of the whole item
    assert tabled.refusals("sec", "resolve", MEETING, **body) == []


def test_of_a_list_of_fixed_amounts_nobody_steps_aside_either(room: CouncilRoom) -> None:
    room.do("sec", "adopt_rules", MEETING, room.vote("2023-A-001"))
    room.claims[C] = changed(room.receive(C, 200_000, "FLAT_30K"), stage=Stage.FIXED_READY)
    room.do("sec", "draw_up_fixed_list", MEETING, **LATE, list=1, claims=[C])
    room.do("con-1", "check_fixed_list", MEETING, list=1)
    body = {"list": 1, "claims": [C], "letters": {C: "2023-A-0001"}}
    out = room.vote("2023-A-002", law_1="RECUSED")
    assert whys(room, "sec", "adopt_fixed_list", MEETING, **out, **body) == ["recused_without_ground"]
    assert room.refusals("sec", "adopt_fixed_list", MEETING, **out, **body, grounds={"law-1": "COI2"}) == ["BadActBody"]
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert room.refusals("sec", "adopt_fixed_list", MEETING, **out, **body) == []


def test_on_a_challenge_the_member_it_is_about_is_out_and_others_only_on_a_ground(tabled: CouncilRoom) -> None:
    tabled.do("staff", "record_challenge", C, member="con-1", ground="COI5", on="2023-03-06", reason="거래처")
    body = {"claims": [C], "member": "con-1", **LATE}
    votes = tabled.vote("2023-A-002", con_1="RECUSED", kakao_1="RECUSED")
    assert whys(tabled, "sec", "decide_challenge", MEETING, **votes, **body) == ["recused_without_ground"]
    tabled.do("sec", "decide_challenge", MEETING, votes, **body, grounds={"kakao-1": "COI7"})
    assert {one: tabled.claims[C].conflicts[one] for one in ("con-1", "kakao-1")} == {
        "con-1": "COI5",
        "kakao-1": "COI7",
    }


def test_who_steps_aside_at_the_meeting_was_seen_there(tabled: CouncilRoom) -> None:
    meeting = tabled.case.meetings["1"]
    tabled.case = dataclasses.replace(tabled.case, meetings={"1": dataclasses.replace(meeting, attendance=())})
    body = ballot("PASSED", con_1="RECUSED") | {"grounds": {"con-1": "COI2"}}
    assert whys(tabled, "sec", "resolve", MEETING, **body) == ["attendance_first"]


def test_who_is_not_there_does_not_step_aside_at_the_meeting(tabled: CouncilRoom) -> None:
    body = ballot("PASSED", con_1="RECUSED") | {"grounds": {"con-1": "COI2"}}
    there = [one for one in SEATED if one != "con-1"]
    tabled.do("sec", "record_attendance", MEETING, present=there)
    assert whys(tabled, "sec", "resolve", MEETING, **body) == ["not at the meeting"]
    tabled.do("sec", "record_attendance", MEETING, present=SEATED)
    assert tabled.refusals("sec", "resolve", MEETING, **body) == []
