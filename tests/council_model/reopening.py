"""Decided claims that are looked at again, and the fixed path left and kept (domain.md 2.7, 2.8, 4.3, 4.4)."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Again, Claim, Paper
from tests.council_model.standing import Deed, Model, Rule


class RequestReview(Rule):
    act = "request_review"
    at = law.REVIEWED_FROM | {"PAYMENT_LISTED"}

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        due = {"due": law.due(day, 60 if chance.random() < 0.9 else 61).isoformat()} if chance.random() < 0.6 else {}
        late = {"late": "입원"} if chance.random() < 0.5 else {}
        return {"date": day.isoformat(), "ground": "다시 보아 주십시오", **due, **late}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        until, due = claims[0].review_until, deed.body.get("due")
        if until is None or (deed.day > until and "late" not in deed.body):
            yield "no review, or too late"
        if due is not None and due != law.due(deed.day, 60).isoformat():
            yield "another period"
        if claims[0].waiting is not None:
            yield "asked for already"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, due = claims[0], deed.body.get("due")
        asked = Again("REVIEW", deed.uid, deed.day, due=dt.date.fromisoformat(due) if due else None)
        if claim.stage == "PAYMENT_LISTED":
            claim.waiting = asked
        else:
            begin_review(claim, asked)


def begin_review(claim: Claim, asked: Again) -> None:
    """By two others; what was told before stays in force meanwhile."""
    claim.again, claim.waiting = dataclasses.replace(asked, stage=claim.stage), None
    claim.stage, claim.deciding, claim.lead, claim.second = "APPEALED", "REVIEW", "", ""
    claim.proposal, claim.opinion = None, None


class WithdrawReview(Rule):
    act = "withdraw_review"
    at = law.UNRESOLVED | {"APPEALED", "PAYMENT_LISTED"}
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"date": (day + dt.timedelta(days=chance.random() < 0.1)).isoformat(), "how": "전화"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        asked = claims[0].waiting or (claims[0].again if claims[0].deciding == "REVIEW" else None)
        if asked is None or not asked.on <= dt.date.fromisoformat(deed.body["date"]) <= deed.day:
            yield "none asked for, or on another day"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        told, asked = claim.decision, claim.again
        if claim.waiting is not None:
            claim.waiting = None
            return
        assert told is not None
        assert asked is not None
        claim.stage, claim.deciding, claim.again = asked.stage, "ORIGINAL", told.after
        pair = ("", "") if told.by_list else (told.lead, told.second)
        claim.lead, claim.second = ("" if one in claim.aside else one for one in pair)
        claim.proposal, claim.opinion, claim.hold, claim.meeting, claim.on_list = None, None, "", 0, ""
        claim.ties, claim.offers, claim.loss_accepted, claim.written, claim.objected = 0, [], "", {}, False
        claim.loss, claim.calculated = told.loss, 0 if told.loss is None else told.calculated
        claim.worked = told.worked
        for one in claim.rounds:
            one.state = "EXPIRED" if one.state == "REQUESTED" else one.state


class OpenAgain(Rule):
    act = "open_again"
    by = law.LEADERS
    at = frozenset({"NOTIFIED", "PAID", "CLOSED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        more = {"wrong": "하늘상회", "right": "하늘상점", "reason": RETURN_REASON, "account": "국민 1-2"}
        kept = {name: one for name, one in more.items() if chance.random() < 0.95}
        often = ("RETURN_REQUEST",) * (3 if claim.stage == "PAID" else 1)
        kind = chance.choice(("CORRECTION", *often))
        return {"kind": kind, "ground": "금액 오기", **kept}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        body, told = deed.body, claims[0].decision
        if not (told is not None and told.by_list) and (not claims[0].lead or not claims[0].second):
            yield "nobody assigned"
        asked_back = told is not None and told.kind == "RETURN_REQUEST"
        if body["kind"] == "CORRECTION" and told is not None and (asked_back or told.disposition == "WITHDRAWN"):
            yield "nothing was decided"
        needed = ("wrong", "right") if body["kind"] == "CORRECTION" else ("reason", "account")
        unpaid = (claims[0].stage == "NOTIFIED" and not asked_back) or not claims[0].paid
        if not set(needed) <= set(body) or (body["kind"] == "RETURN_REQUEST" and unpaid):
            yield "something missing, or nothing paid"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.stage, claim.deciding, claim.proposal, claim.opinion = "IN_REVIEW", deed.body["kind"], None, None
        claim.again = Again(deed.body["kind"], deed.uid, deed.day)


RETURN_REASON = "DOUBLE"


class HearClaimant(Rule):
    act = "hear_claimant"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        days = 14 if chance.random() < 0.9 else 3
        return {"reply_by": law.due(day, days).isoformat(), "letter_no": m.next("letter")}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        again = claims[0].again
        if claims[0].deciding != "RETURN_REQUEST" or again is None or again.hearing is not None:
            yield "nothing to hear about, or heard"
        if deed.body["reply_by"] < law.due(deed.day, 14).isoformat() or not m.is_free("letter", deed.body["letter_no"]):
            yield "too soon, or letter number used"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        number = deed.body["letter_no"]
        again = claims[0].again
        assert again is not None
        by = dt.date.fromisoformat(deed.body["reply_by"])
        claims[0].again = dataclasses.replace(again, hearing=(number, by, False))
        claims[0].notices.append(("HEARING", number))
        m.use("letter", number)


class RecordReply(Rule):
    act = "record_reply"
    at = frozenset({"IN_REVIEW"})
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"on": day.isoformat(), "answer": "반환하겠다고 함"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        hearing = claims[0].again.hearing if claims[0].again else None
        if claims[0].deciding != "RETURN_REQUEST" or hearing is None or hearing[2]:
            yield "not asked, or answered"
        elif hearing[0] not in claims[0].letters:
            yield "the letter that asks has not left"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        again = claims[0].again
        assert again is not None
        assert again.hearing is not None
        claims[0].again = dataclasses.replace(again, hearing=(*again.hearing[:2], True))


class ExtendReview(Rule):
    act = "extend_review"
    by = law.MEMBERS
    at = law.UNRESOLVED | {"APPEALED"}
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        due = law.due(claim.again.on if claim.again else day, 90 if chance.random() < 0.9 else 80)
        return {"due": due.isoformat(), "reason": "자료 확인", "letter_no": m.next("letter")}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        again = claims[0].again
        if claims[0].deciding != "REVIEW" or again is None or again.due is None or again.extended:
            yield "no review runs, or extended before"
        elif deed.day > again.due:
            yield "its day is over"
        elif deed.body["due"] != law.due(again.on, 90).isoformat():
            yield "another period"
        if not m.is_free("letter", deed.body["letter_no"]):
            yield "letter number used"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        again = claims[0].again
        assert again is not None
        claims[0].again = dataclasses.replace(again, due=dt.date.fromisoformat(deed.body["due"]), extended=True)
        claims[0].notices.append(("REVIEW_EXTENSION", deed.body["letter_no"]))
        m.use("letter", deed.body["letter_no"])


class DeclareFalse(Rule):
    act = "declare_false"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if not claim.papers:
            return None
        reason = "ALTERED" if chance.random() < 0.9 else "WHAT"
        return {"document": chance.choice(sorted(claim.papers)), "reason": reason, "note": "합계가 다름"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, again = claims[0], claims[0].again
        if again is None or claim.decision is None or deed.who not in (claim.lead, claim.second):
            yield "nothing looked at again, or not one of the two"
        elif deed.body["document"] in again.false:
            yield "declared before"
        if deed.body["reason"] == "WHAT":
            yield "no such reason"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        again = claims[0].again
        assert again is not None
        claims[0].again = dataclasses.replace(again, false=again.false | {deed.body["document"]})


class TakeBackResolution(Rule):
    """Until its letter leaves a decision can be taken back; it stays as it was made and counts no more."""

    act = "take_back_resolution"
    by = law.LEADERS
    at = frozenset({"RESOLVED"})
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"reason": "금액을 잘못 옮김"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        decision = claims[0].decision
        if decision is None or decision.letter in claims[0].letters:
            yield "no decision, or its letter left"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, decision = claims[0], claims[0].decision
        assert decision is not None
        decision.undone = True
        claim.deciding, claim.on_list, claim.meeting = decision.kind, "", 0
        claim.stage = "FIXED_READY" if decision.by_list else "DEFERRED"


class OpenOnEvidence(Rule):
    """New records are no objection: the same two may look at them (2.8)."""

    act = "open_on_evidence"
    by = law.MEMBERS
    at = frozenset({"NOTIFIED", "PAID", "CLOSED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        papers = [{"document": one, "kind": "SLS"} for one in sorted(claim.late)]
        return {"date": day.isoformat(), "ground": "자료가 도착함", "papers": papers}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, decision = claims[0], claims[0].decision
        if decision is None or decision.letter not in claim.sent or decision.kind == "RETURN_REQUEST":
            yield "nothing to open"
        elif deed.day > law.due(claim.sent[decision.letter], 180):
            yield "too late"
        if not deed.body["papers"] or not claim.lead or not claim.second:
            yield "no late papers, or nobody assigned"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        for one in deed.body["papers"]:
            claim.papers[one["document"]] = Paper(one["kind"])
            claim.late.discard(one["document"])
        claim.again = Again("NEW_EVIDENCE", deed.uid, deed.day)
        claim.stage, claim.deciding, claim.proposal, claim.opinion = "IN_REVIEW", "ORIGINAL", None, None


class RequestIndividual(Rule):
    """A claimant on the fixed path asks for individual review with proofs (4.4)."""

    act = "request_individual"
    at = law.REVIEWED_FROM | {"PAYMENT_LISTED", "ROUTED", "FIXED_READY", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED"}

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        claimed = chance.choice((1_800_000, 500_001, 500_000))
        return {"date": day.isoformat(), "claimed_loss": claimed, "ground": "자료를 냄"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, decision = claims[0], claims[0].decision
        if not claim.fixed or (
            decision is not None and (decision.disposition != "FIXED" or decision.kind == "RETURN_REQUEST")
        ):
            yield "not on the fixed path, or asked back"
        if claim.deciding != "ORIGINAL" or claim.waiting is not None:
            yield "decided anew already, or a review waits"
        if deed.body["claimed_loss"] <= law.HIGH_EDGE:
            yield "within the bands"
        if (
            decision is not None
            and decision.letter in claim.sent
            and deed.day > law.due(claim.sent[decision.letter], 30)
        ):
            yield "too late"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.again = Again(
            "INDIVIDUAL", deed.uid, deed.day, stage=claim.stage, route=claim.route, claimed=claim.claimed,
            chosen=claim.chosen,
        )  # fmt: skip
        claim.papers |= {one: Paper("OTH") for one in claim.late}
        claim.late = set()
        claim.route, claim.claimed, claim.stage = "INDIVIDUAL", deed.body["claimed_loss"], "ROUTED"
        claim.lead, claim.second, claim.chosen = "", "", False


class KeepFixed(Rule):
    """The claimant lets go of that; a fixed amount that was decided was never out of force."""

    act = "keep_fixed"
    at = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"note": "전화로 거두어들임"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        again = claims[0].again
        if again is None or again.kind != "INDIVIDUAL" or claims[0].route != "INDIVIDUAL":
            yield "not asked for"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, again = claims[0], claims[0].again
        assert again is not None
        claim.route, claim.claimed, claim.lead, claim.second, claim.again = again.route, again.claimed, "", "", None
        claim.chosen = again.chosen
        claim.stage = again.stage if again.stage in law.REVIEWED_FROM | {"PAYMENT_LISTED"} else "ROUTED"
        m.weigh(claim)


class ChooseFixed(Rule):
    """Above the bands a claimant may take the highest fixed amount, unproved, where the plan says so (1.8)."""

    act = "choose_fixed"
    at = frozenset({"ROUTED", "ASSIGNED", "IN_REVIEW", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"date": (day + dt.timedelta(days=chance.random() < 0.1)).isoformat(), "how": "전화"}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim = claims[0]
        if not m.fixed_choice:
            yield "the plan gives no choice"
        if claim.route != "INDIVIDUAL" or claim.decision is not None or claim.deciding != "ORIGINAL":
            yield "not on the individual path, or decided"
        if deed.body["date"] > deed.day.isoformat():
            yield "in the future"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.route, claim.stage, claim.lead, claim.second, claim.again = "FLAT_50K", "ROUTED", "", "", None
        claim.chosen = True
        m.weigh(claim)
