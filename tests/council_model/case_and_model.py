"""The case file of the days and the model beside it: how they begin alike, and how each tells where a claim stands."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewer.casefile import journal
from tests.casefile.case_room import PLAN, CaseRoom
from tests.council_model import (  # noqa: F401 - acts are known by being read
    answering,
    law,
    meeting,
    motions,
    preparing,
    reopening,
    reviewing,
)
from tests.council_model.claims import Claim, Paper, Person
from tests.council_model.standing import Deed, Model, Rule
from tests.rules.council_room import ROSTER

PEOPLE = (*ROSTER, ("audit", "AUDITOR", "LAW", 0))


INDIVIDUAL = tuple(f"2023-{number:06d}" for number in range(1, 5))


FIXED = ("2023-000005", "2023-000006")


UNKNOWN_LOSS = "2023-000007"


def fresh_model() -> Model:
    """The council as it was founded, with the claims as they came."""
    checks = law.CheckList(PLAN)
    model = Model(checks, {name: Person(name, role, body, seat) for name, role, body, seat in PEOPLE})
    model.fixed_choice = True
    for number in (*INDIVIDUAL, *FIXED, UNKNOWN_LOSS):
        route = "INDIVIDUAL" if number in INDIVIDUAL else "FLAT_50K" if number in FIXED else ""
        claimed = 450_000 if number in FIXED else 1_800_000
        model.claims[number] = Claim(number, route, "ROUTED" if route else "RECEIVED", claimed, {})
    return model


def with_papers(model: Model, papers: Iterable[tuple[str, str, str]]) -> Model:
    for claim, document, kind in papers:
        if not claim:
            model.delivered.add(document)
            continue
        model.claims[claim].papers[document] = Paper(kind)
    return model


class RoomWithChoice(CaseRoom):
    """A case whose plan lets a claimant above the bands choose the fixed amount, and members draw their next claim."""

    plan = PLAN.replace(law.NO_CHOICE, law.CHOICE).replace("members_draw = false", "members_draw = true")

    def founding(self, roster: Any = ROSTER) -> dict[str, Any]:
        return super().founding(roster) | {"plan": self.plan}


def founded(folder: Path) -> CaseRoom:
    """The case file that every series of days begins with: founded, one delivery in, nothing decided."""
    room = RoomWithChoice(folder, roster=PEOPLE)
    room.take_in(*INDIVIDUAL)
    room.take_in(*FIXED, route="FLAT_50K", start=10, claimed_loss=450_000)
    room.take_in(UNKNOWN_LOSS, route="", start=20)
    room.deliver(*(hashlib.sha256(str(number).encode()).hexdigest() for number in range(80)))
    preparing.ChangeRoster.lines = room.roster(PEOPLE)
    preparing.AdoptPlan.text = RoomWithChoice.plan
    return room


def papers_of(room: CaseRoom) -> list[tuple[str, str, str]]:
    rows = room.conn.execute("SELECT claim, document, kind FROM papers ORDER BY path")
    return [(row["claim"], row["document"], row["kind"]) for row in rows]


def shown(room: CaseRoom, number: str) -> tuple[Any, ...]:
    """What the list says of a claim, and the log of its decisions."""
    row = room.conn.execute(
        "SELECT stage, route, lead, second, award, disposition FROM claims_view WHERE claim = ?", (number,)
    ).fetchone()
    log = room.conn.execute(
        "SELECT award, disposition, award_basis, calculated_award, lead_code, second_code, kind, letter_no "
        "FROM decision_log_view WHERE claim_no = ? ORDER BY seq", (number,),
    )  # fmt: skip
    return (*(value or "" for value in row), [tuple(one) for one in log])


def said(claim: Claim) -> tuple[Any, ...]:
    """The same, as the model has it."""
    now = claim.decision
    return (
        claim.stage, claim.route, claim.lead, claim.second, now.award or "" if now else "",
        now.disposition if now else "",
        [(one.award, one.disposition, one.basis, one.calculated, one.lead, one.second, one.kind, one.letter)
         for one in claim.decisions],
    )  # fmt: skip


def explain(room: CaseRoom) -> Model:
    """Where everything stands, from nothing but the entries of the journal and the facts of the deliveries."""
    model = with_papers(fresh_model(), papers_of(room))
    for entry in sorted(journal.entries(room.conn), key=lambda one: (one.made_at, one.number)):
        if entry.act in Rule.named:
            body = dict(entry.body)
            if entry.act == "adopt_plan":
                body["text"] = journal.text_of(room.conn, body["text"])
            made = dt.datetime.fromisoformat(entry.made_at.replace("Z", "+00:00")) + dt.timedelta(hours=9)
            model.do(Deed(entry.author, entry.act, entry.subject, body, made.date(), entry.uid, entry.hash))
    return model
