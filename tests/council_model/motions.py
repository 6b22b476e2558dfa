"""What the council resolves besides claims: motions at the end (5.6), and opening a closed item again (5.2)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.meeting import in_haste, late_faults
from tests.council_model.standing import Deed, MeetingRule, Model, is_open, main_meeting
from tests.council_model.voting import step_aside_now, use_numbers, vote_faults, votes

MOTIONS = ("INTAKE", "REMAINING", "CLOSING")


class PutMotion(MeetingRule):
    act = "put_motion"
    by = law.LEADERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        what = chance.choice(MOTIONS)
        named = chance.sample((*m.seated, "staff"), 2) if (what == "REMAINING") == (chance.random() < 0.95) else []
        return {"what": what, **({"members": named} if named else {}), **in_haste(chance)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        what, named = deed.body["what"], deed.body.get("members", [])
        yield from is_open(m, deed)
        yield from late_faults(m, deed, f"MOTION {what}")
        if what in m.motions or (what in m.resolved and what != "REMAINING"):
            yield "on an agenda, or resolved"
        if what == "CLOSING" and "INTAKE" not in m.resolved:
            yield "intake is closed first"
        if bool(named) != (what == "REMAINING") or any(m.people[one].role not in law.MEMBERS for one in named):
            yield "members, and only for what is left"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.motions[deed.body["what"]] = deed.meeting
        m.meetings[deed.meeting].agenda.add(f"MOTION {deed.body['what']}")


class ResolveMotion(MeetingRule):
    act = "resolve_motion"
    by = law.SECRETARY

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        return f"meeting:{chance.choice((*m.motions.values(), main_meeting(m)))}"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        what = chance.choice((*m.motions, *m.motions, chance.choice(MOTIONS)))
        return {"what": what, **votes(m, [], m.motions.get(what, main_meeting(m)), chance)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if m.motions.get(deed.body["what"]) != deed.meeting:
            yield "no such motion here"
        yield from vote_faults(m, deed, claims)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        use_numbers(m, deed.body)
        del m.motions[deed.body["what"]]
        if deed.body["result"] == "PASSED":
            m.resolved.add(deed.body["what"])


class CorrectResolution(MeetingRule):
    """Until its letter leaves, the council may open a closed item again; it stands on this agenda then."""

    act = "correct_resolution"
    by = law.SECRETARY
    at = frozenset({"RESOLVED"})

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        return f"meeting:{main_meeting(m)}"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        number = claim.decision.resolution if claim.decision and chance.random() < 0.95 else "2023-A-900"
        body = votes(m, [claim], main_meeting(m), chance, stating=True)
        return {"claims": [claim.number], "corrects": number, "note": "표결을 잘못 옮겨 적음", **body}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        decision = claims[0].decision
        if decision is None or decision.resolution != deed.body["corrects"]:
            yield "no such resolution"
        elif decision.letter in claims[0].letters:
            yield "its letter left"
        yield from vote_faults(m, deed, claims)

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        step_aside_now(deed, claims)
        claim, decision = claims[0], claims[0].decision
        assert decision is not None
        use_numbers(m, deed.body)
        m.meetings[deed.meeting].agenda.add(claim.number)
        if deed.body["result"] != "PASSED":
            return
        decision.undone, claim.deciding = True, decision.kind
        if decision.by_list:
            claim.stage, claim.on_list, claim.meeting = "FIXED_READY", "", 0
        else:
            claim.stage, claim.meeting, claim.on_list = "ON_AGENDA", deed.meeting, "DISCUSSION"
