"""The council itself, triage, assignment, conflicts, holds and contacts (domain.md 5.2, 5.3, 5.4, 5.7, 7)."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar

from tests.council_model import law
from tests.council_model.claims import Claim, Person
from tests.council_model.standing import CaseRule, Deed, Held, MeetingRule, Model, is_open, main_meeting
from tests.council_model.voting import use_numbers, vote_faults, votes


class ChangeRoster(CaseRule):
    act = "change_roster"
    by = law.SECRETARY
    lines: ClassVar[list[dict[str, Any]]] = []
    """The roster's lines as the case was founded with."""

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        lines = [{**line, "role": m.people[line["id"]].role if line["id"] in m.people else line["role"]}
                 for line in self.lines]  # fmt: skip
        if chance.random() < 0.2:
            lines[1]["seat"] = lines[2]["seat"]
        if chance.random() < 0.2:
            chance.choice(lines[1:])["role"] = chance.choice(("CHAIR", "MEMBER"))
        return {"roster": lines}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        lines = deed.body["roster"]
        seats = [line["seat"] for line in lines if line["seat"]]
        if len(set(seats)) < len(seats) or len({line["id"] for line in lines}) < len(lines):
            yield "a seat or a person twice"
        if not any(line["role"] == "SECRETARY" for line in lines):
            yield "no secretary"
        if any(line["role"] == "CHAIR" and not keeps_chair(m, line) for line in lines):
            yield "a chair nobody elected"
        if m.chair is not None and not any(line["role"] == "CHAIR" for line in lines):
            yield "nobody left to confirm the next change"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        people = {one["id"]: Person(one["id"], one["role"], one["body"], one["seat"]) for one in deed.body["roster"]}
        put_in_force(m, "ROSTER", deed, people)


def keeps_chair(m: Model, line: dict[str, Any]) -> bool:
    """The line of the chair whom the council elected, still seated for the same body."""
    return m.chair is not None and (line["id"], line["body"]) == (m.chair.id, m.chair.body) and line["seat"] > 0


def put_in_force(m: Model, what: str, deed: Deed, given: Any) -> None:
    """At once while nobody is chair; otherwise it waits for the chair."""
    if m.chair is not None:
        m.waiting[what] = (deed.uid, deed.who, given)
        return
    in_force(m, what, given)


def in_force(m: Model, what: str, given: Any) -> None:
    if what == "ROSTER":
        m.people = dict(given)
    elif what == "PLAN":
        m.floor, m.fixed_choice = given
        m.rules_adopted = False


class AdoptPlan(CaseRule):
    act = "adopt_plan"
    by = law.SECRETARY
    text: ClassVar[str] = ""
    """The plan the case was founded with."""

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if chance.random() < 0.1:
            return {"text": 'title = "no plan"'}
        text = self.text.replace("floor = 50000", f"floor = {chance.choice((3, 5, 7))}0000")
        return {"text": text if chance.random() < 0.9 else text.replace(law.CHOICE, law.NO_CHOICE)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if "settings" not in tomllib.loads(deed.body["text"]):
            yield "no plan"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        award = tomllib.loads(deed.body["text"])["settings"]["award"]
        put_in_force(m, "PLAN", deed, (award["floor"], award["fixed_choice"]))


class AdoptWording(CaseRule):
    act = "adopt_wording"
    by = law.SECRETARY

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"text": f"wording {chance.choice((2, 3))}"}

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        put_in_force(m, "WORDING", deed, None)


class ConfirmRoster(CaseRule):
    act = "confirm_roster"
    by = law.CHAIR
    what: ClassVar[str] = "ROSTER"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        waits = m.waiting.get(self.what)
        return {"entry": waits[0] if waits else "01890000-0000-7000-8000-000000000000"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        waits = m.waiting.get(self.what)
        if waits is None or waits[0] != deed.body["entry"]:
            yield "nothing waits"
        elif waits[1] == deed.who:
            yield "the same person"
        elif self.what == "ROSTER" and any(one.role == "CHAIR" and one.id != deed.who for one in waits[2].values()):
            yield "another was elected chair since"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        in_force(m, self.what, m.waiting.pop(self.what)[2])


class ConfirmPlan(ConfirmRoster):
    act = "confirm_plan"
    what = "PLAN"


class ConfirmWording(ConfirmRoster):
    act = "confirm_wording"
    what = "WORDING"


class ConveneMeeting(MeetingRule):
    act = "convene_meeting"
    by = law.LEADERS

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        return f"meeting:{max(m.meetings, default=0) + (chance.random() < 0.9)}"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        ahead = {"date": (day + dt.timedelta(chance.choice((2, 3, 7, 8)))).isoformat(), "place": "영상회의"}
        how = chance.random()
        return {**ahead, "written": True} if how < 0.2 else {**ahead, "urgent_reason": "급함"} if how < 0.3 else ahead

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.meeting in m.meetings or not deed.meeting:
            yield "convened before"
        days = (dt.date.fromisoformat(deed.body["date"]) - deed.day).days
        if not deed.body.get("written") and days < (3 if "urgent_reason" in deed.body else 7):
            yield "notice too short"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.meetings[deed.meeting] = Held(
            deed.body["date"], written=bool(deed.body.get("written")), urgent="urgent_reason" in deed.body
        )


class CloseMeeting(MeetingRule):
    act = "close_meeting"
    by = law.LEADERS

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed, on_the_day=True)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.meetings[deed.meeting].open = False


class RecordAttendance(MeetingRule):
    act = "record_attendance"
    by = law.LEADERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"present": chance.sample((*m.seated, "staff") if chance.random() < 0.1 else m.seated, 5)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed, on_the_day=True)
        if not set(deed.body["present"]) <= set(m.seated):
            yield "no seat"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.meetings[deed.meeting].present = deed.body["present"]


class RecordStatement(MeetingRule):
    act = "record_statement"
    by = law.MEMBERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"kind": chance.choice(("STATEMENT", "DISSENT")), "member": "law-1", "said": "다시 보아야 함"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed, on_the_day=True)
        if deed.body["kind"] == "DISSENT":
            yield "from nothing that was voted on"


class SetNextMeeting(MeetingRule):
    act = "set_next_meeting"
    by = law.LEADERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"date": (day + dt.timedelta(chance.choice((0, 30)))).isoformat()}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from is_open(m, deed)
        held = m.meetings.get(deed.meeting)
        if held is not None and deed.body["date"] <= held.date:
            yield "not later"


class AdoptRules(MeetingRule):
    act = "adopt_rules"
    by = law.SECRETARY

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return votes(m, [], main_meeting(m), chance)

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from vote_faults(m, deed, claims)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        use_numbers(m, deed.body)
        m.rules_adopted |= deed.body["result"] == "PASSED"


class ElectChair(AdoptRules):
    act = "elect_chair"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        chair = chance.choice(("law-1", "law-1", "con-1", "kakao-1", "staff"))
        return {**votes(m, [], main_meeting(m), chance), "chair": chair}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from vote_faults(m, deed, claims)
        chosen = m.people.get(deed.body["chair"])
        if chosen is None or not chosen.votes or chosen.body == law.PAYER:
            yield "may not be chair"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        use_numbers(m, deed.body)
        if deed.body["result"] == "PASSED":
            for person in m.people.values():
                was = "MEMBER" if person.role == "CHAIR" else person.role
                person.role = "CHAIR" if person.id == deed.body["chair"] else was
