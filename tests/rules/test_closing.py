"""The end of the case: resolved step by step, nothing unfinished left behind, and then nothing is decided any more."""

from typing import Any

import pytest

from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from tests.rules.council_room import LATE, CouncilRoom

C = "2023-000123"
M = "meeting:1"
KEPT = [
    {"what": what, "keeper": "주식회사 카카오", "until": "2028-06-30"}
    for what in ("DOCUMENTS", "DECISIONS", "PAYMENTS", "LOG", "MINUTES")
]


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    room.adopt_rules()
    return room


def why(room: CouncilRoom, who: str, act: str, subject: str, **body: Any) -> str:
    with pytest.raises(Problem) as found:
        room.do(who, act, subject, body)
    return str(found.value.facts.get("why", found.value.code))


def resolved(room: CouncilRoom, what: str, number: str, **more: Any) -> None:
    room.do("sec", "put_motion", M, **LATE, what=what, **more)
    room.do("sec", "resolve_motion", M, room.vote(number), what=what)


def closed(room: CouncilRoom) -> None:
    resolved(room, "INTAKE", "2023-A-090")
    resolved(room, "CLOSING", "2023-A-091")
    room.do("sec", "list_keeping", "case", items=KEPT)
    room.do("sec", "close_meeting", M)
    room.do("sec", "seal_case", "case", left_open=0)


def test_motions_stand_on_the_agenda_and_are_voted_on_once(room: CouncilRoom) -> None:
    vote = room.vote("2023-A-090")
    assert why(room, "sec", "resolve_motion", M, **vote, what="INTAKE") == "no_motion"
    assert why(room, "law-1", "put_motion", M, **LATE, what="INTAKE") == "NotYourRole"
    assert why(room, "sec", "put_motion", "meeting:9", **LATE, what="INTAKE") == "meeting_not_open"
    assert why(room, "sec", "put_motion", M, **LATE, what="CLOSING") == "intake_open"
    room.do("sec", "put_motion", M, **LATE, what="INTAKE")
    meeting = room.case.meeting(1)
    assert meeting is not None
    assert "MOTION INTAKE" in meeting.agenda
    assert why(room, "sec", "put_motion", M, **LATE, what="INTAKE") == "motion_open"
    assert why(room, "sec", "resolve_motion", M, **room.vote("2023-A-001"), what="INTAKE") == "not the next number"
    room.do("sec", "resolve_motion", M, vote, what="INTAKE")
    assert (room.case.closing.intake_no, room.case.closing.motions) == ("2023-A-090", ())
    assert room.case.resolutions[-1].items == ("MOTION INTAKE",)
    assert why(room, "sec", "put_motion", M, **LATE, what="INTAKE") == "motion_passed"


def test_a_lost_motion_changes_nothing_and_may_come_again(room: CouncilRoom) -> None:
    room.do("sec", "put_motion", M, **LATE, what="INTAKE")
    lost = {"votes": dict.fromkeys(room.vote("x")["votes"], "AGAINST"), "result": "NOT_PASSED"}
    room.do("sec", "resolve_motion", M, lost, what="INTAKE", meeting_date="2023-03-06")
    assert room.case.closing.intake_no == ""
    assert room.refusals("sec", "put_motion", M, **LATE, what="INTAKE") == []


def test_members_for_the_remaining_work_are_members(room: CouncilRoom) -> None:
    assert room.refusals("sec", "put_motion", M, **LATE, what="REMAINING")
    assert room.refusals("sec", "put_motion", M, **LATE, what="INTAKE", members=["law-1"])
    assert room.refusals("sec", "put_motion", M, **LATE, what="REMAINING", members=["staff"])
    resolved(room, "REMAINING", "2023-A-090", members=["law-1", "ksf-1"])
    assert room.case.closing.remaining == ("law-1", "ksf-1")


def test_after_intake_is_closed_no_new_claim_comes_in(room: CouncilRoom) -> None:
    body = {"name": "a", "mapping": {}, "rows": 2, "refused": 0, "papers": 1, "rows_sha256": "ab" * 32,
            "papers_sha256": "ab" * 32}  # fmt: skip
    subject = f"delivery:{'cd' * 32}"
    resolved(room, "INTAKE", "2023-A-090")
    assert why(room, "sec", "take_in", subject, **body, accepted=2, known=1) == "intake_closed"
    assert room.refusals("sec", "take_in", subject, **body, accepted=2, known=2) == []


def test_what_is_left_has_a_person_and_a_date(room: CouncilRoom) -> None:
    body = {"claims": [C], "person": "law-1", "by": "2023-08-31"}
    assert room.refusals("sec", "plan_remaining", "case", **body | {"person": "nobody"}) == ["BadActBody"]
    assert room.refusals("sec", "plan_remaining", "case", **body | {"by": "2023-03-01"}) == ["BadActBody"]
    room.do("sec", "plan_remaining", "case", body)
    remaining = room.claims[C].remaining
    assert remaining is not None
    assert (remaining.person, remaining.by.isoformat()) == ("law-1", "2023-08-31")


def test_the_case_is_closed_only_after_every_step(room: CouncilRoom) -> None:
    assert why(room, "sec", "seal_case", "case", left_open=0) == "closing_not_resolved"
    resolved(room, "INTAKE", "2023-A-090")
    resolved(room, "CLOSING", "2023-A-091")
    assert why(room, "sec", "seal_case", "case", left_open=0) == "nobody_keeps"
    assert room.refusals("sec", "list_keeping", "case", items=[KEPT[0], KEPT[0]]) == ["BadActBody"]
    assert room.refusals("sec", "list_keeping", "case", items=[{**KEPT[0], "until": "2022-01-01"}]) == ["BadActBody"]
    room.do("sec", "list_keeping", "case", items=KEPT[3:])
    room.do("sec", "list_keeping", "case", items=KEPT[:4])
    assert [one.what for one in room.case.closing.keeping] == [one["what"] for one in KEPT]
    assert why(room, "sec", "seal_case", "case", left_open=0) == "meeting_not_closed"
    room.do("sec", "close_meeting", M)
    room.do("sec", "seal_case", "case", left_open=0)


def test_in_a_closed_case_nothing_is_decided_and_everything_read(room: CouncilRoom) -> None:
    closed(room)
    for who, act, subject, body in (
        ("sec", "write_note", C, {"note": "x"}),
        ("sec", "seal_case", "case", {"left_open": 0}),
        ("sec", "convene_meeting", "meeting:2", {"date": "2023-03-30", "place": "x", "notified_on": "2023-03-06"}),
    ):
        assert room.refusals(who, act, subject, **body) == ["CaseClosed"], act
    assert room.refusals("watch", "read_paper", C, document="ab" * 32, pages=[1]) == []
    assert room.refusals("sec", "seal_day", "case", chains={"ab": {"number": 3, "hash": "ab" * 32}}) == []
