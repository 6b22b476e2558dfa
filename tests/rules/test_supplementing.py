"""A request for more evidence: reminded once before its day, extended once with its letter, ended by a person only."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules.acts.supplementing import may_remind
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import CouncilRoom

C = "2023-000300"
DUE = "2023-03-20"


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    found = CouncilRoom(plan)
    found.receive(C)
    found.do("sec", "assign", C, lead="law-1", second="ksf-1")
    found.do("law-1", "answer_conflict", C, ground="NONE")
    found.do("law-1", "take_up", C)
    ask(found, 1)
    return found


def ask(room: CouncilRoom, letter: int, due: str = DUE) -> None:
    items = [{"kind": "SLS", "reason": "R06"}]
    room.do("law-1", "request_supplement", C, items=items, due=due, letter_no=f"2023-A-{letter:04d}")


def on(room: CouncilRoom, day: str) -> None:
    room.at = dt.datetime.fromisoformat(f"{day}T03:00:00+00:00")


def last(room: CouncilRoom) -> Claim:
    return room.claims[C]


@pytest.mark.parametrize(("day", "refused"), [("2023-03-16", ["ActNotAllowed"]), ("2023-03-17", []),
                                              ("2023-03-20", []), ("2023-03-21", ["ActNotAllowed"])])  # fmt: skip
def test_a_reminder_leaves_in_the_last_days_before_the_due_date(
    room: CouncilRoom, day: str, refused: list[str]
) -> None:
    on(room, day)
    assert room.refusals("staff", "remind_supplement", C, letter_no="2023-A-0002") == refused
    assert may_remind(last(room).supplements[-1], room.plan, room.at.date()) is (not refused)


def test_one_reminder_a_request_under_its_own_number(room: CouncilRoom) -> None:
    on(room, "2023-03-17")
    assert room.refusals("staff", "remind_supplement", C, letter_no="2023-A-0001") == ["BadActBody"]
    room.do("staff", "remind_supplement", C, letter_no="2023-A-0002")
    assert [(one.kind, one.letter_no) for one in last(room).notices_due] == [("REMINDER", "2023-A-0002")]
    assert room.refusals("staff", "remind_supplement", C, letter_no="2023-A-0003") == ["ActNotAllowed"]
    assert not may_remind(last(room).supplements[-1], room.plan, room.at.date())


def test_an_extension_has_its_letter_and_comes_once(room: CouncilRoom) -> None:
    assert room.refusals("staff", "extend_supplement", C, due="2023-04-03") == ["BadActBody"]
    room.do("staff", "extend_supplement", C, due="2023-04-03", letter_no="2023-A-0002")
    asked = last(room).supplements[-1]
    assert (asked.due, asked.as_sent.due) == (dt.date(2023, 4, 3), dt.date(2023, 3, 20))
    assert [(one.kind, one.due) for one in last(room).notices_due] == [("EXTENSION", dt.date(2023, 4, 3))]
    again = {"due": "2023-04-17", "letter_no": "2023-A-0003"}
    assert room.refusals("staff", "extend_supplement", C, **again) == ["ActNotAllowed"]
    on(room, "2023-03-31")
    assert room.refusals("staff", "remind_supplement", C, letter_no="2023-A-0003") == []


def test_an_extension_is_the_period_of_the_plan_before_the_last_day_is_over(room: CouncilRoom) -> None:
    for due in ("2023-03-27", "2023-12-15", "2023-03-20"):
        assert room.refusals("staff", "extend_supplement", C, due=due, letter_no="2023-A-0002") == ["BadActBody"]
    longer = {"due": "2023-04-03", "letter_no": "2023-A-0002"}
    on(room, "2023-03-20")
    assert room.refusals("staff", "extend_supplement", C, **longer) == []
    on(room, "2023-03-21")
    assert room.refusals("staff", "extend_supplement", C, **longer) == ["ActNotAllowed"]


def test_an_extension_ends_on_a_working_day_and_may_be_none_at_all(room: CouncilRoom) -> None:
    sunday = {"due": "2023-04-02", "letter_no": "2023-A-0002"}
    assert room.refusals("staff", "extend_supplement", C, **sunday) == ["BadActBody"]
    settings = dataclasses.replace(room.plan.settings, supplement_extensions=0)
    room.plan = dataclasses.replace(room.plan, settings=settings)
    assert room.refusals("staff", "extend_supplement", C, **sunday | {"due": "2023-04-03"}) == ["ActNotAllowed"]


def test_a_due_date_that_passed_closes_nothing_by_itself(room: CouncilRoom) -> None:
    on(room, "2023-06-01")
    room.do("staff", "write_note", C, note="그 뒤로 두 달이 지남")
    assert last(room).stage is Stage.SUPPLEMENT_REQUESTED
    room.do("staff", "expire_supplement", C)
    assert last(room).stage is Stage.SUPPLEMENT_EXPIRED
    assert room.refusals("staff", "remind_supplement", C, letter_no="2023-A-0002") == ["StageForbids"]


def test_nothing_more_is_told_of_a_request_that_was_answered(room: CouncilRoom) -> None:
    on(room, "2023-03-17")
    room.do("staff", "remind_supplement", C, letter_no="2023-A-0002")
    room.do("staff", "receive_papers", C, papers=[{"document": "ab" * 32, "kind": "SLS"}])
    assert last(room).notices_due == ()
    room.do("law-1", "take_up", C)
    ask(room, 3, "2023-04-03")
    assert last(room).supplements[-1].round == 2
    on(room, "2023-03-31")
    room.do("staff", "remind_supplement", C, letter_no="2023-A-0004")
    assert [one.letter_no for one in last(room).notices_due] == ["2023-A-0004"]
    room.do("staff", "receive_papers", C, papers=[{"document": "cd" * 32, "kind": "SLS"}])
    room.do("law-1", "take_up", C)
    items = [{"kind": "SLS", "reason": "R06"}]
    more = {"items": items, "due": "2023-05-02", "letter_no": "2023-A-0009"}
    assert room.refusals("law-1", "request_supplement", C, **more) == ["ActNotAllowed"]
