"""Who works on a claim: assignment by hand and by lot, interests, conflicts, handing over (domain.md 5.2, 5.4, 7)."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.standing import CaseRule, Deed, Model, Rule


def pair_faults(m: Model, claim: Claim, lead: str, second: str) -> Iterator[str]:
    """Lead and second are members of two bodies, and neither is kept from the claim."""
    for name in (lead, second):
        if name not in m.people or not m.people[name].reviews:
            yield "no member"
        elif claim.kept_from(name):
            yield "kept from this claim"
    if lead == second or (
        {lead, second} <= set(m.people) and m.people[lead].body == m.people[second].body
    ):  # fmt: skip
        yield "not two bodies"


def assign_faults(m: Model, claim: Claim, lead: str, second: str) -> Iterator[str]:
    """Two who may, on a claim for individual review, and no seat that somebody has at work."""
    yield from pair_faults(m, claim, lead, second)
    if claim.route != "INDIVIDUAL" and claim.deciding == "ORIGINAL":
        yield "not individual"
    if claim.stage in law.AT_WORK | {"NOTIFIED", "PAID", "CLOSED"}:
        if claim.lead and claim.second:
            yield "both seats taken"
        if lead != (claim.lead or lead) or second != (claim.second or second):
            yield "seat taken"


def assigned(claim: Claim, lead: str, second: str) -> None:
    claim.lead, claim.second = lead, second
    if claim.stage not in law.AT_WORK | {"APPEALED", "NOTIFIED", "PAID", "CLOSED"} and claim.deciding == "ORIGINAL":
        claim.stage = "ASSIGNED"


class Assign(Rule):
    act = "assign"
    by = law.LEADERS
    at = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW", "APPEALED", "NOTIFIED", "PAID", "CLOSED"}) | law.AT_WORK

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        able = [one for one in m.seated if not claim.kept_from(one)] if chance.random() < 0.9 else list(m.people)
        lead = claim.lead or chance.choice(able or m.seated)
        second = claim.second or chance.choice([one for one in able if one != lead] or m.seated)
        if chance.random() < 0.1:
            second = chance.choice(m.seated)
        return {"lead": lead, "second": second}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from assign_faults(m, claims[0], deed.body["lead"], deed.body["second"])

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        assigned(claims[0], deed.body["lead"], deed.body["second"])


class AssignClaims(CaseRule):
    """Many by lot: anybody can draw again from what the entry says."""

    act = "assign_claims"
    by = law.LEADERS
    at = Assign.at

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        open_ones = [one for one in m.claims.values() if one.stage == "ROUTED" and one.route == "INDIVIDUAL"]
        chosen = {one.number: one for one in (claim, *open_ones[: chance.choice((0, 1, 2))])}
        kept = {number: sorted(self.kept(m, one)) for number, one in chosen.items()}
        seed, load = m.head if chance.random() < 0.95 else f"{chance.getrandbits(32):08x}", self.load(m)
        if chance.random() < 0.1:
            load[next(iter(load))][0] += 1
        body = {"claims": sorted(chosen), "seed": seed, "kept": {number: one for number, one in kept.items() if one},
                "load": {member: {"lead": one[0], "second": one[1]} for member, one in load.items()}}  # fmt: skip
        pairs = {number: list(pair) for number, pair in self.again(m, body).items()}
        for number in chosen:
            pairs.setdefault(number, ["law-1", "con-1"])
        changed = [number for number in sorted(chosen) if chance.random() < 0.2]
        for number in changed if chance.random() < 0.8 else ():
            pairs[number] = chance.sample(m.seated, 2)
        if chance.random() < 0.9:
            body["changed"] = changed
        return {**body, "pairs": {number: {"lead": one, "second": other} for number, (one, other) in pairs.items()}}

    @staticmethod
    def kept(m: Model, claim: Claim) -> set[str]:
        found = {one for one in m.seated if claim.kept_from_vote(one) or m.must_answer(claim, one)}
        return found | ({claim.challenged} if claim.challenge_open else set())

    @staticmethod
    def load(m: Model) -> dict[str, list[int]]:
        """What every member has in hand: as lead, as second."""
        work = [one for one in m.claims.values() if one.stage in law.AT_WORK | {"ASSIGNED", "IN_REVIEW", "APPEALED"}]
        return {one: [sum(claim.lead == one for claim in work), sum(claim.second == one for claim in work)]
                for one in m.seated}  # fmt: skip

    @staticmethod
    def again(m: Model, body: dict[str, Any]) -> dict[str, tuple[str, str]]:
        seats = {number: (m.claims[number].lead, m.claims[number].second) for number in body["claims"]}
        load = {member: [one["lead"], one["second"]] for member, one in body["load"].items()}
        bodies = {one.id: one.body for one in m.people.values()}
        return law.pairs_by_lot(body["seed"], seats, bodies, load, body["kept"])

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        body, drawn = dict(deed.body), self.again(m, dict(deed.body))
        if {member: [one["lead"], one["second"]] for member, one in body["load"].items()} != self.load(m):
            yield "not what they have in hand"
        if body["seed"] != m.head:
            yield "a seed that somebody chose"
        for claim in claims:
            pair = body["pairs"][claim.number]
            yield from assign_faults(m, claim, pair["lead"], pair["second"])
            if deed.who in claim.aside:
                yield "stepped aside"
            if claim.number not in body.get("changed", ()) and drawn.get(claim.number) != tuple(pair.values()):
                yield "not what was drawn"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            assigned(claim, **deed.body["pairs"][claim.number])


class DrawClaim(Rule):
    """Whose desk is empty draws the next claim of the pool, and the lot gives the second reviewer (5.4)."""

    act = "draw_claim"
    by = frozenset({"MEMBER", "CHAIR"})
    at = frozenset({"ROUTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if who not in m.seated:
            return None
        kept, load = sorted(AssignClaims.kept(m, claim) | claim.aside), AssignClaims.load(m)
        if chance.random() < 0.1:
            load[next(iter(load))][0] += 1
        body = {"load": {member: {"lead": one[0], "second": one[1]} for member, one in load.items()},
                **({"kept": kept} if kept else {})}  # fmt: skip
        drawn = self.again(m, claim, who, body)
        second = drawn[1] if drawn and chance.random() < 0.9 else chance.choice(m.seated)
        return {**body, "second": second}

    @staticmethod
    def again(m: Model, claim: Claim, who: str, body: Mapping[str, Any]) -> tuple[str, str] | None:
        load = {member: [one["lead"], one["second"]] for member, one in body["load"].items()}
        bodies = {one.id: one.body for one in m.people.values()}
        kept = {claim.number: body.get("kept", ())}
        return law.pairs_by_lot(m.uid, {claim.number: (who, "")}, bodies, load, kept).get(claim.number)

    @staticmethod
    def next_for(m: Model, who: str) -> str:
        """The claim that is next for this member: the lowest lot of those nobody has and they may have."""
        waits = [
            one
            for one in m.claims.values()
            if one.stage == "ROUTED" and one.route == "INDIVIDUAL" and not (one.hold or one.lead or one.second)
        ]
        waits = [one for one in waits if who not in AssignClaims.kept(m, one)]
        lots = {one.number: hashlib.sha256(f"{m.uid}\n{one.number}\n".encode()).hexdigest() for one in waits}
        return min(lots, key=lambda number: (lots[number], number), default="")

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if claim.lead or claim.second or self.next_for(m, deed.who) != claim.number:
            yield "not the next of the pool"
        if any(one.lead == deed.who and one.stage == "ASSIGNED" and not one.hold for one in m.claims.values()):
            yield "work waits on their desk"
        yield from assign_faults(m, claim, deed.who, body["second"])
        if {member: [one["lead"], one["second"]] for member, one in body["load"].items()} != AssignClaims.load(m):
            yield "not what they have in hand"
        if self.again(m, claim, deed.who, body) != (deed.who, body["second"]):
            yield "not what was drawn"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        assigned(claims[0], deed.who, deed.body["second"])


class TakeBackAssignments(CaseRule):
    act = "take_back_assignments"
    by = law.LEADERS
    at = law.UNRESOLVED | {"APPEALED"}
    while_held = True
    takes_back = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        last = m.before.get(claim.number, [])[-1:]
        if not last:
            return None
        return {"entry": last[0][0].uid, "claims": [claim.number], "reason": "출장 중"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        for claim in claims:
            last = m.before[claim.number][-1][0]
            is_last = last.uid == deed.body["entry"]
            if not is_last or last.act != "assign_claims" or last.who != deed.who:
                yield "not one's own last act on these claims"


class DeclareInterests(CaseRule):
    act = "declare_interests"
    by = law.MEMBERS

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        relatives = [[], [], ["박바다"], ["김하늘"], ["박바다", "박바다"]]
        return {"regions": [], "numbers": [], "relatives": chance.choice(relatives)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if len(set(deed.body["relatives"])) < len(deed.body["relatives"]):
            yield "twice"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.interested.discard(deed.who)
        if "김하늘" in deed.body["relatives"]:  # the representative of every claimant of these days
            m.interested.add(deed.who)


class HandOver(Rule):
    act = "hand_over"
    by = law.MEMBERS
    at = frozenset({"ASSIGNED", "IN_REVIEW", "APPEALED"}) | law.AT_WORK
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"to": chance.choice(m.seated), "reason": "장기 출장"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, to = claims[0], deed.body["to"]
        if deed.who not in (claim.lead, claim.second):
            yield "not theirs"
            return
        if to == deed.who or to not in m.people or not m.people[to].reviews or claim.kept_from(to):
            yield "nobody to hand over to"
        if claim.stage == "PROPOSED" and deed.who == claim.lead:
            yield "the proposal stands"
        other = claim.second if deed.who == claim.lead else claim.lead
        if other:
            yield from pair_faults(m, claim, other, to)
        elif to in m.people and m.people[to].body == law.PAYER:
            yield "the payer alone"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        if deed.who == claim.lead:
            claim.lead = deed.body["to"]
        else:
            claim.second = deed.body["to"]


class AnswerConflict(Rule):
    act = "answer_conflict"
    by = law.MEMBERS
    while_held = True
    by_aside = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        note = {"note": "전혀 모르는 사람"} if chance.random() < 0.7 else {}
        return {"ground": chance.choice(("NONE",) * 12 + ("COI5M", "COI2", "COI7", "COI9")), **note}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        ground = deed.body["ground"]
        if ground not in ("NONE", "COI5M", *law.GROUNDS):
            yield "no such ground"
        if ground == "NONE" and deed.who in claims[0].aside:
            yield "stepped aside"
        if ground not in law.GROUNDS and deed.who in m.interested and "note" not in deed.body:
            yield "a declared interest touches, and no reason"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        ground = deed.body["ground"]
        claims[0].with_reason[deed.who] = "note" in deed.body
        if ground in law.GROUNDS:
            claims[0].step_aside(deed.who, ground)
        else:
            claims[0].grounds[deed.who] = ground
