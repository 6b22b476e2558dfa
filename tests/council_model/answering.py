"""What leaves the house after a decision: the quality check before, letters, payments, the end (domain.md 7)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law, reopening
from tests.council_model.claims import Claim, prepared
from tests.council_model.standing import CaseRule, Deed, Model, Rule


class IssueLetter(Rule):
    act = "issue_letter"
    by = law.MEMBERS
    while_held = True
    by_aside = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        kind, number = "DECISION", claim.decision.letter if claim.decision else "2023-A-0999"
        if claim.notices and chance.random() < 0.5:
            kind, number = claim.notices[-1]
        if claim.rounds and chance.random() < 0.3:
            kind, number = "SUPPLEMENT", claim.rounds[-1].letter
        return {"letter_no": number, "kind": kind, "files": {chance.choice(("ko", "en")): "ab" * 32}}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if claim.letters.get(body["letter_no"], set()) & set(body["files"]):
            yield "issued before"
        if body["kind"] == "SUPPLEMENT":
            if body["letter_no"] not in [one.letter for one in claim.rounds]:
                yield "no such request"
        elif body["kind"] != "DECISION":
            if (body["kind"], body["letter_no"]) not in claim.notices:
                yield "no such notice"
        elif claim.decision is None or claim.decision.letter != body["letter_no"]:
            yield "no such decision"
        elif claim.decision.drawn and not claim.decision.checked:
            yield "waits for the quality check"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        claim.letters.setdefault(deed.body["letter_no"], set()).update(deed.body["files"])
        claim.sent[deed.body["letter_no"]] = deed.day
        if deed.body["kind"] == "DECISION" and claim.stage in ("RESOLVED", "WITHDRAWN"):
            claim.stage = "NOTIFIED"


class CheckQuality(Rule):
    act = "check_quality"
    by = frozenset({"MEMBER", "CHAIR"})
    at = frozenset({"RESOLVED"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        found = chance.choice(([], [], [], ["Q07"], ["Q01", "Q07"], ["Q99"]))
        outcome = "REOPEN" if "Q01" in found else "REMARKS" if found else "FINE"
        outcome = outcome if chance.random() < 0.9 else chance.choice(("FINE", "REMARKS", "REOPEN"))
        return {"outcome": outcome, "deficiencies": found, **({"note": "수치가 다름"} if chance.random() < 0.9 else {})}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        decision, body = claims[0].decision, deed.body
        if decision is None or not decision.drawn or decision.checked:
            yield "not drawn"
            return
        if prepared(claims[0].decisions, deed.who) or m.people[deed.who].body == law.PAYER:
            yield "not a third person"
        found = body["deficiencies"]
        if "Q99" in found or body["outcome"] != ("REOPEN" if "Q01" in found else "REMARKS" if found else "FINE"):
            yield "unknown, or another outcome"
        if body["outcome"] == "REOPEN" and "note" not in body:
            yield "no note"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, decision = claims[0], claims[0].decision
        assert decision is not None
        decision.checked = True
        if deed.body["outcome"] == "REOPEN":
            decision.undone = True
            claim.stage, claim.deciding, claim.on_list, claim.again = "IN_REVIEW", decision.kind, "", decision.after
            claim.proposal, claim.opinion = None, None


class ListPayments(CaseRule):
    act = "list_payments"
    by = law.SECRETARY
    at = frozenset({"NOTIFIED", "ACCOUNT_FIXED"})

    def stands(self, claim: Claim) -> str:
        return claim.paying

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        amount = claim.to_pay + (1 if chance.random() < 0.1 else 0)
        batch = f"b{m.entries}"
        return {"batch": batch, "claims": [claim.number], "amounts": {claim.number: amount}}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        for claim in claims:
            if claim.number in m.batches or not claim.to_pay or deed.body["amounts"][claim.number] != claim.to_pay:
                yield "not what is owed, or listed already"
            if not claim.account_ok and not m.accepted(claim, "BNK"):
                yield "no accepted bank copy"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim in claims:
            claim.pay_stage("PAYMENT_LISTED")
            claim.on_list_now, claim.batch, claim.listed = True, deed.body["batch"], claim.to_pay
            claim.listed_on = deed.day
            m.batches[claim.number] = claim.batch


class RecordPayments(CaseRule):
    act = "record_payments"
    by = law.OFFICE
    at = frozenset({"PAYMENT_LISTED"})
    while_held = True

    def stands(self, claim: Claim) -> str:
        return claim.paying

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        result = chance.choice(("PAID", "PAID", "FAILED"))
        amount = claim.listed + (1 if chance.random() < 0.1 else 0)
        one = {"claim": claim.number, "result": result, "amount": amount}
        if result == "FAILED" and chance.random() < 0.9:
            one["reason"] = "계좌 해지"
        if chance.random() < 0.3:
            one["date"] = (day + dt.timedelta(chance.choice((0, 0, 1, -1)))).isoformat()
        return {"batch": claim.batch or "b0", "claims": [claim.number], "results": [one]}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        for claim, one in zip(claims, deed.body["results"], strict=True):
            if claim.batch != deed.body["batch"] or one["amount"] != claim.listed:
                yield "not what was listed"
            day = one.get("date", deed.day.isoformat())
            if not (claim.listed_on or deed.day).isoformat() <= day <= deed.day.isoformat():
                yield "on no day between the list and today"
            if one["result"] == "FAILED" and "reason" not in one:
                yield "no reason"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        for claim, one in zip(claims, deed.body["results"], strict=True):
            claim.pay_stage("PAID" if one["result"] == "PAID" else "PAYMENT_FAILED")
            claim.on_list_now, claim.failed = False, one["result"] == "FAILED"
            claim.failure_told = claim.failure_told and not claim.failed
            claim.paid += claim.listed if one["result"] == "PAID" else 0
            del m.batches[claim.number]
            if claim.waiting is not None:
                reopening.begin_review(claim, claim.waiting)


class AnnounceFailure(Rule):
    """A failed payment is told once, also where the next decision was made meanwhile."""

    act = "announce_failure"
    while_held = True
    by = law.OFFICE
    at = frozenset({"PAYMENT_FAILED"})

    def stands(self, claim: Claim) -> str:
        return "PAYMENT_FAILED" if claim.failed and claim.paying in ("RESOLVED", "NOTIFIED") else claim.paying

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        return {"letter_no": m.next("letter", 1 if chance.random() < 0.9 else 0)}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, number = claims[0], deed.body["letter_no"]
        if not m.is_free("letter", number):
            yield "letter number used"
        if claim.failure_told:
            yield "told before"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].notices.append(("PAYMENT_FAILED", deed.body["letter_no"]))
        claims[0].failure_told = True
        m.use("letter", deed.body["letter_no"])


class FixAccount(Rule):
    act = "fix_account"
    at = frozenset({"PAYMENT_FAILED", "NOTIFIED"})

    def stands(self, claim: Claim) -> str:
        return claim.paying

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        shown = [
            *claim.late,
            *(one for one, paper in claim.papers.items() if paper.kind == "BNK" or chance.random() < 0.1),
        ]
        document = chance.choice(sorted(shown)) if shown else "ab" * 32
        return {"account": f"국민 123456-78-{claim.number[-6:]}", "document": document}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, shown = claims[0], deed.body["document"]
        if not claim.to_pay:
            yield "nothing to pay"
        if shown not in claim.late and (shown not in claim.papers or claim.papers[shown].kind != "BNK"):
            yield "no bank copy of this claim"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].account_by, claims[0].account_ok = deed.who, False


class ConfirmAccount(Rule):
    act = "confirm_account"
    at = frozenset({"PAYMENT_FAILED", "NOTIFIED"})

    def stands(self, claim: Claim) -> str:
        return claim.paying

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if claims[0].account_by in ("", deed.who):
            yield "no new account, or the same person"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].account_by, claims[0].account_ok = "", True
        claims[0].pay_stage("ACCOUNT_FIXED")


class CloseClaim(Rule):
    act = "close_claim"
    by = law.SECRETARY
    at = frozenset({"PAID", "NOTIFIED"})

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        until = claims[0].review_until
        if claims[0].to_pay or claims[0].on_list_now or (until is not None and deed.day <= until):
            yield "not paid, or a review may still be asked for"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].stage = "CLOSED"
