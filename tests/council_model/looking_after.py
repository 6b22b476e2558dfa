"""Beside its review a claim is taken up, held, noted, opened, talked about, sealed (domain.md 5.4, 5.7, 7)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.standing import CaseRule, Deed, Model, Rule


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
    changes = False
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
