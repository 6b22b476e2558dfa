"""The council's own people: the chair, the secretary, keys, the rules it works by."""

import dataclasses
from typing import Any

from reviewer.rules.council import Case
from tests.rules.council_room import LATE, SEATED, CouncilRoom, founding

C = "2023-000123"


def with_chair(chair: str) -> list[dict[str, Any]]:
    return [{**line, "role": "CHAIR"} if line["id"] == chair else line for line in founding()["roster"]]


def test_a_roster_change_waits_for_the_chair_once_there_is_one(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    roster = [line for line in with_chair("law-1") if line["id"] != "watch"]
    done = room.do("sec", "change_roster", "case", roster=roster)
    assert "watch" in room.case.roster
    by_chair = [dataclasses.replace(one, author="law-1") for one in room.case.waiting]
    case, room.case = room.case, dataclasses.replace(room.case, waiting=tuple(by_chair))
    assert room.refusals("law-1", "confirm_roster", "case", entry=done.uid) == ["SamePerson"]
    room.case = case
    room.do("law-1", "confirm_roster", "case", entry=done.uid)
    assert "watch" not in room.case.roster
    assert room.case.chair == room.case.roster["law-1"]


def test_only_an_election_makes_a_chair(room: CouncilRoom) -> None:
    """No founding and no roster names one; the elected one stays where they sit until another is elected."""
    fresh = CouncilRoom.__new__(CouncilRoom)
    fresh.__dict__ |= {**room.__dict__, "case": Case("case-2"), "claims": {}}
    found = fresh.refusals("sec", "found_case", "case", **{**founding(), "roster": with_chair("kakao-1")})
    assert found == ["BadActBody"]
    assert room.refusals("sec", "change_roster", "case", roster=with_chair("kakao-1")) == ["BadActBody"]
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    assert room.refusals("sec", "change_roster", "case", roster=with_chair("kakao-1")) == ["BadActBody"]
    for moved in ({"body": "KAKAO"}, {"seat": 0}):
        roster = [{**line, **moved} if line["id"] == "law-1" else line for line in with_chair("law-1")]
        assert room.refusals("sec", "change_roster", "case", roster=roster) == ["BadActBody"]
    assert room.refusals("sec", "change_roster", "case", roster=founding()["roster"]) == ["BadActBody"]  # none left
    kept = room.do("sec", "change_roster", "case", roster=with_chair("law-1"))
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-003"), chair="con-1")
    assert room.refusals("con-1", "confirm_roster", "case", entry=kept.uid) == ["ActNotAllowed"]


def test_a_seated_secretary_stays_secretary(room: CouncilRoom) -> None:
    """Without one nobody could convene, record a vote or change the roster."""
    seated = [{**line, "seat": 7} if line["id"] == "sec" else line for line in founding()["roster"]]
    room.do("sec", "change_roster", "case", roster=seated)
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    vote = room.vote("2023-A-001") | {"votes": dict.fromkeys(("sec", *SEATED), "FOR")}
    room.do("sec", "adopt_rules", "meeting:1", vote)
    vote |= {"resolution_no": "2023-A-002"}
    assert room.refusals("sec", "elect_chair", "meeting:1", **vote, chair="sec") == ["BadActBody"]
    assert room.refusals("sec", "elect_chair", "meeting:1", **vote, chair="law-1") == []


def test_one_key_signs_for_one_person(room: CouncilRoom) -> None:
    same = [{**line, "public_keys": ["ab" * 32]} for line in founding()["roster"][:2]]
    assert room.refusals("sec", "change_roster", "case", roster=same + founding()["roster"][2:]) == ["BadActBody"]


def test_nothing_is_voted_on_before_the_rules_in_force_are_adopted(room: CouncilRoom) -> None:
    """The rules are the first agenda item; the chair may follow in the same meeting, and a new plan asks anew."""
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    chair = {"chair": "law-1"}
    assert room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-001"), **chair) == ["RulesNotAdopted"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-001"))
    assert room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-002"), **chair) == []
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C])
    room.do("sec", "adopt_plan", "case", text="another plan")
    decided = {**room.vote("2023-A-002"), "claims": [C], "awards": [C], "letters": {C: "2023-A-0001"}}
    assert room.refusals("sec", "resolve", "meeting:1", **decided) == ["RulesNotAdopted"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-002"))
    assert room.refusals("sec", "resolve", "meeting:1", **decided | {"resolution_no": "2023-A-003"}) == []


def test_ordinary_membership_is_declared_and_does_not_exclude(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="kfme-1", second="ksf-1")
    room.do("kfme-1", "answer_conflict", C, ground="COI5M")
    assert room.claims[C].conflicts == {"kfme-1": "COI5M"}
    assert room.claims[C].lead == "kfme-1"
    assert room.refusals("kfme-1", "take_up", C) == []


def test_the_payer_does_not_take_the_chair(room: CouncilRoom) -> None:
    room.adopt_rules()
    found = room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-002"), chair="kakao-1")
    assert found == ["ActNotAllowed"]


def test_each_version_of_the_rules_keeps_the_resolution_that_adopted_it(room: CouncilRoom) -> None:
    first = room.case.rules_version
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="영상회의", notified_on="2023-02-27")
    other = {**room.vote("2023-A-001"), "rules_version": "ab" * 32}
    assert room.refusals("sec", "adopt_rules", "meeting:1", **other) == ["BadActBody"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-001"))
    room.do("sec", "adopt_plan", "case", text="a later plan")
    second = room.case.rules_version
    assert second != first
    assert room.case.rules_resolution is None
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-002"))
    found = {version: room.case.rules_of(version) for version in (first, second)}
    assert [one.number if one else "" for one in found.values()] == ["2023-A-001", "2023-A-002"]
    assert room.case.rules_of("another") is None
