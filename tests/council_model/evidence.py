"""Papers, their checks and the days of sales of a claim (domain.md 3, 3.8, 3.9)."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim, Paper
from tests.council_model.looking_after import lead_only
from tests.council_model.standing import Deed, Model, Rule

RESULTS = ("PASS",) * 12 + ("NA", "FAIL", "UNCLEAR")


class ReceivePapers(Rule):
    act = "receive_papers"
    while_held = True

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        if claim.papers and chance.random() < 0.1:
            return {"papers": [{"document": chance.choice(sorted(claim.papers)), "kind": "SLS"}]}
        free = m.delivered - {one for other in m.claims.values() for one in (*other.papers, *other.late)}
        document = min(free, default="") if chance.random() < 0.95 else f"{chance.getrandbits(256):064x}"
        return {"papers": [{"document": document, "kind": chance.choice(("SLS", "BNK", "OTH"))}]} if document else None

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if any(paper["document"] not in {*m.delivered, *claims[0].papers} for paper in deed.body["papers"]):
            yield "no delivery brought it"
        if any(paper["document"] in {*claims[0].papers, *claims[0].late} for paper in deed.body["papers"]):
            yield "known"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim = claims[0]
        came = {paper["document"]: Paper(paper["kind"]) for paper in deed.body["papers"]}
        if claim.stage in law.DECIDED | {"WITHDRAWN", "APPEALED"}:
            claim.late |= set(came)
            return
        claim.papers |= came
        if claim.stage in ("SUPPLEMENT_REQUESTED", "SUPPLEMENT_EXPIRED"):
            claim.stage, claim.rounds[-1].state = "SUPPLEMENT_RECEIVED", "RECEIVED"
        if claim.stage in ("PROPOSED", "CHECKED", "ON_AGENDA", "DEFERRED"):  # nobody decides without having seen it
            claim.stage, claim.proposal, claim.opinion = "IN_REVIEW", None, None
            claim.meeting, claim.on_list, claim.written, claim.loss_accepted = 0, "", {}, ""


def may_check(m: Model, claim: Claim, who: str) -> bool:
    """The lead checks; staff and secretary before, and on the fixed path anyone."""
    return who == claim.lead or claim.fixed or m.people[who].role in law.OFFICE


class RecordCheck(Rule):
    act = "record_check"
    at = law.PAPER_WORK

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        note = {"note": "확인함"} if chance.random() < 0.7 else {}
        result = {"result": chance.choice(RESULTS), **note}
        if chance.random() < 0.3 or not claim.papers:
            return {"check": chance.choice((*m.checks.claim, "SBC1")), **result}
        document = chance.choice(sorted(claim.papers))
        check = chance.choice((*m.checks.of(claim.papers[document].kind), "CLM1"))
        return {"document": document, "check": check, **result}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        claim, body = claims[0], deed.body
        if not may_check(m, claim, deed.who):
            yield "not theirs to check"
        known = m.checks.of(claim.papers[body["document"]].kind) if "document" in body else m.checks.claim
        if body["check"] not in known:
            yield "no such check"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claim, body = claims[0], deed.body
        answer = (body["result"], bool(body.get("note")))
        if "document" in body:
            claim.papers[body["document"]].answers[body["check"]] = answer
            m.weigh(claim)
        else:
            claim.findings[body["check"]] = answer


class ClassifyPaper(Rule):
    act = "classify_paper"
    at = law.PAPER_WORK

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        kinds = [(document, paper.kind) for document, paper in claim.papers.items()]
        if not kinds:
            return None
        document, kind = chance.choice(kinds)
        return {"document": document, "kind": kind if chance.random() < 0.7 else chance.choice(("SLS", "BNK", "XXX"))}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        if deed.body["kind"] == "XXX":
            yield "no such kind"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        paper = claims[0].papers[deed.body["document"]]
        paper.kind = deed.body["kind"]
        paper.answers = {code: one for code, one in paper.answers.items() if code in m.checks.generic}
        m.weigh(claims[0])


def week(first: str) -> list[str]:
    return [(dt.date.fromisoformat(first) + dt.timedelta(day)).isoformat() for day in range(7)]


class RecordSales(Rule):
    act = "record_sales"
    by = law.MEMBERS
    at = frozenset({"IN_REVIEW"})

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        days = dict.fromkeys(week("2022-10-01"), 500_000) | dict.fromkeys(week(law.OUTAGE_WEEK), 300_000)
        if chance.random() < 0.1:
            days["2021-10-01"] = 1
        return {"source": "CARD", "vat": "INCLUDED", "days": days}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        yield from lead_only(m, deed, claims[0])
        if not all("2022-09-01" <= day <= "2022-10-31" for day in deed.body["days"]):
            yield "another time"

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        claims[0].sales, claims[0].loss, claims[0].calculated = dict(deed.body["days"]), None, 0
