"""A meeting in its first days, and short ways to prepare it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.rules import acts
from reviewer.rules.claim import Claim
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, SEATED, CouncilRoom

C, D, E = "2023-000001", "2023-000002", "2023-000003"
PLAN = read_plan((Path(RESOURCES) / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))
NOTICE = {"place": "협의체 회의실", "time": "14:00"}
HALF = dict.fromkeys(("kfme_1", "kfme_2", "ksf_1"), "AGAINST")


def two_claims_received() -> CouncilRoom:
    """A council with rules, before its first meeting."""
    found = CouncilRoom(PLAN)
    found.adopt_rules()
    for number in (C, D):
        found.receive(number)
    return found


def check(room: CouncilRoom, number: str, disposition: str = "APPROVED_FULL") -> None:
    """Bring a claim to its second check, to be paid or to be refused."""
    paid = disposition == "APPROVED_FULL"
    room.review(number, outage=2_200_000 if paid else 4_000_000)
    room.propose(number, disposition, 258_660 if paid else 0, "A01" if paid else "N01")
    room.agree(number)


def table(room: CouncilRoom, *numbers: str, **more: Any) -> None:
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=list(numbers), **more)


def ballot(result: str, number: str = "2023-A-002", **votes: str) -> dict[str, Any]:
    cast = {member: votes.get(member.replace("-", "_"), "FOR") for member in SEATED}
    body: dict[str, Any] = {"votes": cast, "result": result, "meeting_date": "2023-03-06", "claims": [C]}
    if result != "NOT_PASSED":
        body |= {"resolution_no": number, "letters": {C: f"2023-A-0{number[-3:]}"}}
    return body


def on(claim: Claim) -> tuple[Stage, int, str]:
    return claim.stage, claim.ties, claim.loss_accepted


def whys(room: CouncilRoom, author: str, act: str, subject: str, **body: Any) -> list[Any]:
    return [one.facts.get("why", one.code) for one in acts.refusals(room.scene(author, act, subject, body))]


def faults(room: CouncilRoom, body: Mapping[str, Any]) -> list[Problem]:
    return list(acts.refusals(room.scene("sec", "resolve", "meeting:1", body)))
