"""Letters of lanes: who waits for one, one act for all, the queue and the register like any other letter, no money."""

from pathlib import Path
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.casefile import lanes, registers
from reviewer.desk import issuing, outbox
from reviewer.desk.issued_files import letter_again
from reviewer.desk.lane_letters import give_letters, letters_body, waiting_for_letters
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from tests.casefile.case_room import PLAN
from tests.casefile.test_assigning import same_after_rebuild
from tests.desk.test_letters_after import LetterRoom

NUMBERS = [f"2023-{number:06d}" for number in range(1, 7)]
EVERY = PLAN.replace('"LATE", outcome = "LIST"', '"LATE", outcome = "LETTER"').replace(
    '"NEEDS_CONTACT", outcome = "LIST"', '"NEEDS_CONTACT", outcome = "LETTER"'
)


class LaneRoom(LetterRoom):
    """A council that lets every lane with an address come to a letter."""

    def founding(self, roster: Any = None) -> dict[str, Any]:
        return super().founding(roster) | {"plan": EVERY}


@pytest.fixture
def room(tmp_path: Path) -> LaneRoom:
    room = LaneRoom(tmp_path)
    room.take_in(*NUMBERS)
    return room


def route(room: LaneRoom, number: str, lane: str) -> None:
    room.do("staff", "route_claim", number, route=lane)
    if number in looks(room):
        room.do("sec", "look_again", number, opinion="AGREE")


def looks(room: LaneRoom) -> list[str]:
    return lanes.numbers_of(room.conn, lanes.looks_due(room.conn, read_plan(EVERY).settings.second_look))


@pytest.mark.parametrize(
    ("lane", "says"),
    [
        ("LARGER_FIRM", "소상공인확인서를 보내 주십시오"),
        ("DUPLICATE", "먼저 접수된 신청으로 함께 심의"),
        ("LATE", "접수 마감일(2023. 6. 30.)"),
        ("NEEDS_CONTACT", "매출 손실액을 알려 주십시오"),
    ],
)
def test_a_lane_with_a_letter_tells_its_claimants_and_can_be_drawn_again(room: LaneRoom, lane: str, says: str) -> None:
    route(room, NUMBERS[0], lane)
    assert waiting_for_letters(room.conn) == [NUMBERS[0]]
    assert give_letters(room.case_file, room.signers["sec"], now=room.at) == 1
    assert waiting_for_letters(room.conn) == []
    (due,), _ = outbox.letters_due(room.case_file, now=room.at)
    letter = outbox.compose_letter(room.case_file, due, "ko", issued_on=room.at.date(), both=True)
    assert says in letter.text
    assert letter.award == 0
    assert letter.safe_due is None
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    assert (done.letters, done.stopped) == (1, [])
    (korean, english) = registers.letters_issued(room.conn)
    assert {korean.kind, english.kind} == {f"LANE_{lane}"}
    letter_again(room.case_file, korean)
    assert room.claim(NUMBERS[0]).stage.value == "ROUTED"
    assert same_after_rebuild(room)


def test_what_waits_for_a_second_look_waits_for_its_letter_too(room: LaneRoom) -> None:
    room.do("staff", "route_claim", NUMBERS[0], route="LARGER_FIRM")
    assert waiting_for_letters(room.conn) == []
    room.do("sec", "look_again", NUMBERS[0], opinion="AGREE")
    assert waiting_for_letters(room.conn) == [NUMBERS[0]]


def test_a_claim_that_left_its_lane_gets_no_letter_of_it(room: LaneRoom) -> None:
    route(room, NUMBERS[0], "LARGER_FIRM")
    give_letters(room.case_file, room.signers["staff"], now=room.at)
    room.do("staff", "route_claim", NUMBERS[0], route="INDIVIDUAL")
    assert outbox.letters_due(room.case_file, now=room.at)[0] == []


def test_only_lanes_of_letters_and_each_claim_once(room: LaneRoom) -> None:
    route(room, NUMBERS[0], "LARGER_FIRM")
    body = letters_body(room.conn, "sec", now=room.at)
    give_letters(room.case_file, room.signers["sec"], now=room.at)
    again = {"claims": [NUMBERS[0]], "letters": {NUMBERS[0]: "2023-A-0077"}}
    assert room.refusals("sec", "write_lane_letters", "case", **again) == ["ActNotAllowed"]
    assert room.refusals("sec", "write_lane_letters", "case", **body) == ["BadActBody", "ActNotAllowed"]
    other = {"claims": [NUMBERS[1]], "letters": {NUMBERS[1]: "2023-A-0078"}}
    assert room.refusals("sec", "write_lane_letters", "case", **other) == ["ActNotAllowed"]  # by rule only
    room.do("staff", "route_claim", NUMBERS[1], route="NO_LOSS")
    assert room.refusals("sec", "write_lane_letters", "case", **other) == ["ActNotAllowed"]
    assert room.refusals("law-1", "write_lane_letters", "case", **other) == ["NotYourRole"]
    assert room.refusals("sec", "write_lane_letters", "case", **other | {"letters": {}}) == ["BadActBody"]


def test_a_lane_without_an_address_comes_to_no_letter() -> None:
    text = (RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8")
    with pytest.raises(Problem, match="keeps no address"):
        read_plan(text.replace('route = "USER", outcome = "LIST"', 'route = "USER", outcome = "LETTER"'))
