"""What the store says against a reason: the claim it names is not decided, or a business reported."""

from pathlib import Path
from typing import Any

from tests.casefile.case_room import CaseRoom

A, B, PRIVATE = "2023-000001", "2023-000002", "2023-000003"


def outside(code: str, **values: str) -> dict[str, Any]:
    reasons = [{"code": code, "values": values}]
    return {"disposition": "INADMISSIBLE", "award": 0, "award_basis": "CALCULATED", "reasons": reasons}


def test_the_same_application_is_another_one_that_is_decided(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(A, B)
    room.decide(A)
    room.take_up(B)
    for named in (B, "2023-000999"):
        assert room.refusals("law-1", "propose_decision", B, **outside("E04", ref=named)) == ["DecisionIncomplete"]
    assert room.refusals("law-1", "propose_decision", B, **outside("E04", ref=A)) == []
    room.case_file.close()


def test_one_that_waits_for_its_decision_is_not_named_as_decided(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(A, B)
    room.adopt_rules()
    room.take_up(B)
    assert room.refusals("law-1", "propose_decision", B, **outside("E04", ref=A)) == ["DecisionIncomplete"]
    room.case_file.close()


def test_a_business_is_not_told_that_it_reported_as_a_private_user(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(A, papers=False, reporter_type="MICRO")
    room.take_in(PRIVATE, papers=False, start=10, reporter_type="USER")
    room.adopt_rules()
    for number, refused in ((A, ["DecisionIncomplete"]), (PRIVATE, [])):
        room.take_up(number)
        assert room.refusals("law-1", "propose_decision", number, **outside("E06")) == refused
    room.case_file.close()
