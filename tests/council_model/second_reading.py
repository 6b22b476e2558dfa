"""The second reader of a proposal: blind or open, an opinion of their own, and the check (domain.md 5.4)."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Decision, Mine
from tests.council_model.looking_after import payer_alone
from tests.council_model.reviewing import Assess, ProposeDecision, answered, blocking, calculation_faults, reckoned
from tests.council_model.standing import Deed, Model, Rule


class SetBlind(Rule):
    act = "set_blind"
    by = law.LEADERS
    at = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW", "APPEALED"})
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"blind": chance.choice(("YES", "YES", "NO"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim = claims[0]
        if claim.route != "INDIVIDUAL" or claim.deciding not in ("ORIGINAL", "REVIEW"):
            yield "nothing to read blind"
        if claim.reading.opened or claim.reading.opinions:
            yield "somebody said something already"
        if deed.body["blind"] == "YES" and claim.loss is not None and claim.deciding == "ORIGINAL":
            yield "the calculation was seen"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].reading.chosen = deed.body["blind"]


class RecordOpinion(ProposeDecision):
    """Each of the two says what they would propose; with the second opinion both are open."""

    act = "record_opinion"

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.blind and chance.random() < 0.7:
            return None
        calculation = Assess().body(m, claim, Random(chance.choice((1, 1, 1, 2))), who, day)
        assert calculation is not None
        own = dataclasses.replace(claim, deciding="ORIGINAL")
        own.worked, (own.loss, own.calculated) = calculation, reckoned(calculation, m.floor)
        body = super().body(m, own, chance, who, day)
        assert body is not None
        redone = [{"check": code, "result": result} | ({"document": document} if document else {})
                  for (document, code), result in sorted(answered(m, claim).items())]  # fmt: skip
        if redone and chance.random() < 0.1:
            redone[0]["result"] = "UNCLEAR"
        return {**body, "calculation": calculation, **({"redone": redone} if chance.random() < 0.95 else {})}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if not m.rules_adopted:
            yield "rules not adopted"
        if deed.who not in (claim.lead, claim.second) or not (claim.lead and claim.second):
            yield "not one of the two"
        if deed.who not in claim.grounds or (claim.challenge_open and claim.challenged == deed.who):
            yield "conflict not answered, or challenged"
        if not claim.blind:
            yield "not blind"
            return
        yield from calculation_faults(claim, body["calculation"])
        yield from self.outcome_faults(m, self.own(m, claim, body), body, deed.day)
        redone = {(one.get("document", ""), one["check"]) for one in body.get("redone", ())}
        if deed.who == claim.second and not set(answered(m, claim)) <= redone:
            yield "a check not gone through"

    def own(self, m: Model, claim: Claim, body: Mapping[str, Any]) -> Claim:
        seen = dataclasses.replace(claim)
        seen.worked, (seen.loss, seen.calculated) = body["calculation"], reckoned(body["calculation"], m.floor)
        return seen

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, body = claims[0], deed.body
        own = self.own(m, claim, body)
        claim.reading.opinions[deed.who] = Mine(
            Decision(body["disposition"], body["award"], *own.basis_of(body), deed.who, kind=claim.deciding),
            own, frozenset(one["code"] for one in body["reasons"]), body.get("override_reason", ""),
            {(one.get("document", ""), one["check"]): one["result"] for one in body.get("redone", ())},
            len(claim.papers),
        )  # fmt: skip
        both = [claim.reading.opinions.get(one) for one in (claim.lead, claim.second)]
        if all(one is not None and one.papers == len(claim.papers) for one in both):
            self.open_both(m, claim, *both)  # type: ignore[arg-type]

    def open_both(self, m: Model, claim: Claim, lead: Mine, second: Mine) -> None:
        """The lead's opinion becomes the proposal, and a second one that agrees its second check."""
        claim.reading.opened = True
        claim.worked, claim.loss, claim.calculated = lead.own.worked, lead.own.loss, lead.own.calculated
        claim.proposal, claim.opinion, claim.stage = lead.proposal, None, "PROPOSED"
        mine, other = lead.proposal, second.proposal
        same = (mine.disposition, mine.award, mine.basis) == (other.disposition, other.award, other.basis)
        checks = answered(m, claim)
        agrees = all(
            checks.get(key) == result for key, result in second.redone.items() if key in blocking_keys(m, claim)
        )
        if same and lead.codes == second.codes and lead.why_other == second.why_other and agrees:
            claim.opinion, claim.stage = (other.lead, "AGREE"), "CHECKED"


def blocking_keys(m: Model, claim: Claim) -> set[tuple[str, str]]:
    return {("", code) for code in blocking(m.checks.claim)} | {
        (document, code) for document, paper in claim.papers.items() for code in blocking(m.checks.of(paper.kind))
    }


class CheckDecision(Rule):
    act = "check_decision"
    by = law.MEMBERS
    at = frozenset({"PROPOSED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.proposal is None:
            return None
        redone = [{"check": code, "result": result} | ({"document": document} if document else {})
                  for (document, code), result in sorted(answered(m, claim).items())]  # fmt: skip
        if redone and chance.random() < 0.04:
            redone.pop()
        opinion = chance.choice(("AGREE",) * 6 + ("SEND_BACK", "DIFFER"))
        note = {"note": "의견"} if chance.random() < 0.9 else {}
        amount = claim.proposal.calculated + (10 if chance.random() < 0.04 else 0)
        return {"opinion": opinion, "calculated_award": amount, "redone": redone, **note}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        assert claim.proposal is not None
        if deed.who != claim.second or deed.who == claim.proposal.lead:
            yield "not the second reviewer, or the same person"
        yield from payer_alone(m, deed, claim)
        if deed.who not in claim.grounds:
            yield "conflict not answered"
        if claim.challenge_open and claim.challenged == deed.who:
            yield "challenged"
        if body["opinion"] != "AGREE":
            if "note" not in body:
                yield "no note"
            return
        redone = {(one.get("document", ""), one["check"]): one["result"] for one in body["redone"]}
        if body["calculated_award"] != claim.proposal.calculated or redone != answered(m, claim):
            yield "not recalculated, or a check not gone through"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.opinion = (deed.who, deed.body["opinion"])
        claim.stage = "RETURNED" if deed.body["opinion"] == "SEND_BACK" else "CHECKED"
