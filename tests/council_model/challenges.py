"""Members challenged for a conflict, and what the council says of that (domain.md 5.4)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.meeting import in_haste, late_faults
from tests.council_model.standing import Deed, MeetingRule, Model, Rule, main_meeting
from tests.council_model.voting import step_aside_now, use_numbers, vote_faults, votes


class RecordChallenge(Rule):
    act = "record_challenge"
    at = law.UNRESOLVED | {"APPEALED"}
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        member = claim.lead if claim.lead and chance.random() < 0.5 else chance.choice((*m.seated, "staff"))
        return {"member": member, "ground": "COI5", "on": day.isoformat(), "reason": "거래처 고문"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        member = deed.body["member"]
        if m.people[member].role not in law.MEMBERS or member == deed.who or member in claims[0].aside:
            yield "nobody to challenge, or by themselves"
        if claims[0].challenge_open:
            yield "one is open"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].challenged, claims[0].challenged_on = deed.body["member"], deed.day


class WithdrawChallenge(Rule):
    act = "withdraw_challenge"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"note": "전화로 거두어들임"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if not claims[0].challenge_open or claims[0].challenged == deed.who:
            yield "none open, or about oneself"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].challenged = ""


class DecideChallenge(MeetingRule):
    act = "decide_challenge"
    by = law.SECRETARY
    at = law.UNRESOLVED | {"APPEALED"}
    while_held = True

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        return f"meeting:{main_meeting(m)}"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        member = claim.challenged or chance.choice(m.seated)
        body = votes(m, [claim], main_meeting(m), chance, stating=True)
        if chance.random() < 0.9 and member in m.seated:
            body["votes"][member] = "RECUSED"
            body["result"] = law.outcome(len(m.seated), list(body["votes"].values()))
            body["result"] = "PASSED" if body["result"] == "NO_QUORUM" else body["result"]
            body.pop("resolution_no", None)
            if body["result"] == "PASSED":
                body["resolution_no"] = m.next("resolution")
        return {"claims": [claim.number], "member": member, **body, **in_haste(chance)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from vote_faults(m, deed, claims)
        claim, member = claims[0], deed.body["member"]
        yield from late_faults(m, deed, f"CHALLENGE {claim.number}", claim.challenged_on)
        if not claim.challenge_open or claim.challenged != member:
            yield "no such challenge"
        if deed.body["votes"].get(member, "RECUSED") not in ("RECUSED", "ABSENT"):
            yield "votes on themselves"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        step_aside_now(deed, claims)
        claims[0].challenged = ""
        m.meetings[deed.meeting].agenda.add(f"CHALLENGE {claims[0].number}")
        if deed.body["result"] == "PASSED":
            claims[0].step_aside(deed.body["member"], "COI5")
        use_numbers(m, deed.body)
