"""The council itself, triage, assignment, conflicts, holds and contacts (domain.md 5.2, 5.3, 5.4, 5.7, 7)."""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, ClassVar

from tests.council_model import law
from tests.council_model.standing import (
    CaseRule,
    Claim,
    Deed,
    Held,
    MeetingRule,
    Model,
    Person,
    Rule,
    is_open,
    main_meeting,
    use_numbers,
    vote_faults,
    votes,
)

ROUTES = ("INDIVIDUAL", "INDIVIDUAL", "INDIVIDUAL", "FLAT_50K", "FLAT_30K", "NO_LOSS", "USER")


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


def put_on_route(m: Model, claim: Claim, deed: Deed) -> None:
    """Routed anew, a claim belongs to nobody until it is assigned."""
    claim.route, claim.stage, claim.lead, claim.second = deed.body["route"], "ROUTED", "", ""
    claim.routed = (deed.who, deed.uid, "")
    m.weigh(claim)


class RouteClaim(Rule):
    act = "route_claim"
    at = law.OPEN | {"SUPPLEMENT_EXPIRED"}

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"route": chance.choice(ROUTES)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if claims[0].decision is not None:
            yield "decided"
        if not claims[0].chosen and law.is_other_band(deed.body["route"], claims[0].claimed):
            yield "another band"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        put_on_route(m, claims[0], deed)


class RouteClaims(CaseRule):
    act = "route_claims"
    by = law.OFFICE
    at = frozenset({"RECEIVED", "ROUTED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        route = chance.choice(ROUTES)
        one = chance.random() < 0.85
        found = self.found(m, who, route) & ({claim.number} if one else set(m.claims))
        listed = sorted(found or {claim.number})
        out = [listed.pop()] if len(listed) > 1 and chance.random() < 0.3 else []
        count = len(listed) + len(out) + (chance.random() < 0.1)
        query = f'{{"where":{{"claim":"{claim.number}"}}}}' if one else "{}"
        return {"claims": listed, "route": route, "count": count, "query": query} | ({"left_out": out} if out else {})

    def found(self, m: Model, who: str, route: str) -> set[str]:
        """The claims this person may put into this lane with many others."""
        return {
            one.number for one in m.claims.values()
            if one.stage in self.at and not one.hold and who not in one.aside and one.decision is None
            and not (one.routed[0] and one.route == route)
        }  # fmt: skip

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        named = {*deed.body["claims"], *deed.body.get("left_out", ())}
        all_of_them = deed.body["query"] == "{}"
        found = self.found(m, deed.who, deed.body["route"])
        if deed.body["count"] != len(named) or named != (found if all_of_them else found & named):
            yield "not what the query found"
        if any(deed.who in claim.aside or claim.decision is not None for claim in claims):
            yield "stepped aside, or decided"
        if any(not claim.chosen and law.is_other_band(deed.body["route"], claim.claimed) for claim in claims):
            yield "another band"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            put_on_route(m, claim, deed)


class TakeBackRoutes(CaseRule):
    act = "take_back_routes"
    by = law.OFFICE
    at = law.UNRESOLVED
    while_held = True
    takes_back = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.routed[1]:
            return None
        same = [one.number for one in m.claims.values() if one.routed[1] == claim.routed[1]]
        return {"entry": claim.routed[1], "claims": same, "reason": "조건을 잘못 고름"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        for claim in claims:
            last = m.before.get(claim.number, [])[-1:]
            is_last = bool(last) and last[0][0].uid == deed.body["entry"] == claim.head
            if not is_last or last[0][0].act not in ("route_claim", "route_claims") or claim.routed[0] != deed.who:
                yield "not one's own last act on these claims"


class LookAgain(Rule):
    act = "look_again"
    at = frozenset({"ROUTED", "FIXED_READY"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        note = {"note": "소상공인으로 보임"} if chance.random() < 0.8 else {}
        return {"opinion": chance.choice(("AGREE", "AGREE", "SEND_BACK")), **note}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        by, _, look = claims[0].routed
        if not by or by == deed.who or look or not claims[0].route:
            yield "not somebody else's unlooked route"
        if deed.body["opinion"] == "SEND_BACK" and "note" not in deed.body:
            yield "no note"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.routed = (*claim.routed[:2], deed.body["opinion"])
        if deed.body["opinion"] == "SEND_BACK":
            claim.stage, claim.route = "RECEIVED", ""


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
            is_last = last.uid == deed.body["entry"] == claim.head
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


def lead_only(m: Model, deed: Deed, claim: Claim) -> Iterator[str]:
    """Only the lead; the payer's seat only beside a second reviewer."""
    if deed.who != claim.lead:
        yield "not the lead"
    yield from payer_alone(m, deed, claim)


def payer_alone(m: Model, deed: Deed, claim: Claim) -> Iterator[str]:
    if m.people[deed.who].body == law.PAYER and {claim.lead, claim.second} == {deed.who, ""}:
        yield "the payer alone"


def lead_answered(m: Model, deed: Deed, claim: Claim) -> Iterator[str]:
    """Only the lead, and only after the question about a conflict."""
    yield from lead_only(m, deed, claim)
    if deed.who not in claim.grounds:
        yield "conflict not answered"


class TakeUp(Rule):
    act = "take_up"
    by = law.MEMBERS
    at = frozenset(
        {"ASSIGNED", "RETURNED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED", "PROPOSED", "DEFERRED", "APPEALED"}
    )

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from lead_answered(m, deed, claims[0])

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].stage, claims[0].proposal, claims[0].opinion = "IN_REVIEW", None, None


class Hold(Rule):
    act = "hold"
    at = law.UNRESOLVED

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"reason": chance.choice(("H01", "H06", "H99"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.body["reason"] == "H99":
            yield "no such reason"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].hold = deed.body["reason"]


class Release(Rule):
    act = "release"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"note": "소송이 끝남"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if not claims[0].hold:
            yield "not held"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].hold = ""


class WriteNote(Rule):
    act = "write_note"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"note": "메모"}


class OpenClaim(Rule):
    act = "open_claim"
    by = law.READERS
    decides = False

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        own = "LEAD" if who == claim.lead else "SECOND" if who == claim.second else "OTHER"
        return {"role": own if chance.random() < 0.9 else chance.choice(("LEAD", "SECOND", "OTHER"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim = claims[0]
        own = "LEAD" if deed.who == claim.lead else "SECOND" if deed.who == claim.second else "OTHER"
        if deed.body["role"] != own:
            yield "opened as somebody else"


class RecordContact(Rule):
    act = "record_contact"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        on = day + dt.timedelta(chance.choice((0, 0, 0, 1)))
        promise = {"promise": "다시 보내기로 함", "promise_due": (day + dt.timedelta(3)).isoformat()}
        said = {"person": "대표자", "said": "쉬었다고 함", **(promise if chance.random() < 0.7 else {})}
        return {"kind": "CALL", "direction": "OUT", "on": on.isoformat(), **said}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.body["on"] > deed.day.isoformat():
            yield "in the future"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        if "promise" in deed.body:
            claims[0].promises[deed.uid] = "OPEN"


class SettlePromise(Rule):
    act = "settle_promise"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"contact": next(reversed(claim.promises), "none"), "result": chance.choice(("KEPT", "NOT_KEPT"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if claims[0].promises.get(deed.body["contact"]) != "OPEN":
            yield "no open promise"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].promises[deed.body["contact"]] = deed.body["result"]


class SealDay(CaseRule):
    act = "seal_day"
    by = law.LEADERS

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if sum(head["number"] for head in deed.body["chains"].values()) <= m.sealed + 1 and m.sealed:
            yield "nothing new"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        m.sealed = sum(head["number"] for head in deed.body["chains"].values())
