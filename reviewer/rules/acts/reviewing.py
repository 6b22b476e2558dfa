"""Acts of the review itself: checks of the papers, sales weeks, calculation."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts.assigning import conflict_unanswered, lead_only
from reviewer.rules.acts.shape import (
    MEMBERS,
    Act,
    Field,
    Refusals,
    Scene,
    by_key,
    date,
    digest,
    many,
    place,
    rate,
    record,
    text,
    won,
    word,
)
from reviewer.rules.assessment import Sales, SalesPaper
from reviewer.rules.blind import is_blind
from reviewer.rules.claim import Answer, Claim
from reviewer.rules.places import place_of
from reviewer.rules.plan import Check
from reviewer.rules.privacy import has_account, has_rrn
from reviewer.rules.problem import Problem
from reviewer.rules.reckoning import FACTORS, reckon
from reviewer.rules.sales_comparison import compare_sales
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import with_verdicts

REVIEWING = frozenset({Stage.IN_REVIEW})


PAPER_WORK = frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.FIXED_READY, Stage.SUPPLEMENT_RECEIVED})


def may_check(claim: Claim, scene: Scene) -> bool:
    """The lead checks papers; staff and the secretary may do so before, and on the fixed path anyone may."""
    return scene.author == claim.lead or claim.is_fixed or scene.member.role in ("STAFF", "SECRETARY")


STATEMENT = "STATEMENT"
"""The mark of an answer that rests on what the claimant said, not on a paper (domain.md 5.7)."""


def may_rest_on_statement(check: Check) -> bool:
    """Whether a statement can answer this check: those that R13 or R20 ask about, CLM1 among them (domain.md 5.7)."""
    return not {"R13", "R20"}.isdisjoint(check.reasons)


def _check_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if not may_check(claim, scene):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    kind = claim.paper(body["document"]).kind if "document" in body else "CLM"
    check = next((one for one in scene.plan.checks_of(kind) if one.code == body["check"]), None)
    if check is None:
        yield Problem("BadActBody", field="check", why="unknown", value=body["check"])
        return
    yield from _reason_refusals(kind, check, scene)


def _reason_refusals(kind: str, check: Check, scene: Scene) -> Refusals:
    """A reason comes from the closed list of the kind; one in a person's own words needs those words (lessons 1.3)."""
    body, allowed = scene.body, scene.plan.reasons_for(kind, check.code)
    reason = body.get("reason", "")
    if reason == STATEMENT:
        if body["result"] != "PASS" or not may_rest_on_statement(check):
            yield Problem("BadActBody", field="reason", why="not answered by a statement", value=check.code)
    elif reason and reason != "OTHER" and reason not in allowed:
        yield Problem("BadActBody", field="reason", why="not one of " + " ".join(allowed), value=reason)
    heard = reason == STATEMENT and bool(body.get("contact"))
    if reason in (STATEMENT, "OTHER") and not heard and not body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")
    if "contact" in body:
        yield from _contact_refusals(scene)


def _contact_refusals(scene: Scene) -> Refusals:
    """The contact in which it was said is one of this claim, in which somebody spoke."""
    found = next((one for one in scene.claim.contacts if one.entry == scene.body["contact"]), None)
    if found is None or found.unanswered:
        yield Problem("BadActBody", field="contact", why="unknown", value=scene.body["contact"])
    elif scene.body.get("reason") != STATEMENT:
        yield Problem("BadActBody", field="contact", why="only with a statement")


def _record_check(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    said = (body.get(name, "") for name in ("reason", "note", "contact"))
    answer = Answer(body["result"], scene.author, scene.uid, *said)
    if "document" not in body:
        return dataclasses.replace(claim, findings={**claim.findings, body["check"]: answer})
    papers = tuple(
        dataclasses.replace(paper, answers={**paper.answers, body["check"]: answer})
        if paper.document == body["document"]
        else paper
        for paper in claim.papers
    )
    return with_verdicts(dataclasses.replace(claim, papers=papers), scene.plan)


def _classify_refusals(scene: Scene) -> Refusals:
    scene.claim.paper(scene.body["document"])
    if scene.body["kind"] not in scene.plan.proof_kinds:
        yield Problem("BadActBody", field="kind", why="unknown", value=scene.body["kind"])


def _classify(claim: Claim, scene: Scene) -> Claim:
    """A paper of another kind has another list, so only answers to the generic checks stay."""
    generic = {check.code for check in scene.plan.generic_checks}
    papers = tuple(
        dataclasses.replace(
            paper,
            kind=scene.body["kind"],
            answers={code: answer for code, answer in paper.answers.items() if code in generic},
        )
        if paper.document == scene.body["document"]
        else paper
        for paper in claim.papers
    )
    return with_verdicts(dataclasses.replace(claim, papers=papers), scene.plan)


def _sales(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, sales=sales_of(scene.body), assessment=None)


def sales_of(body: Mapping[str, Any]) -> Sales:
    """The sales that the body of a record_sales stands for."""
    return Sales(
        source=body["source"],
        vat=body["vat"],
        days=dict(body["days"]),
        closed=tuple(body.get("closed", ())),
        document=body.get("document", ""),
        places={day: place_of(place) for day, place in body.get("places", {}).items()},
        papers={one: SalesPaper(paper["source"], paper["vat"]) for one, paper in body.get("papers", {}).items()},
        totals=dict(body.get("totals", {})),
        annual_sales=body.get("annual_sales"),
        half_year_vat_base=body.get("half_year_vat_base"),
    )


def _sales_refusals(scene: Scene) -> Refusals:
    yield from lead_only(scene)
    body, (first, last) = scene.body, scene.plan.window
    for day in (*body["days"], *body.get("closed", ()), *body.get("places", {})):
        try:
            inside = first <= dt.date.fromisoformat(day) <= last
        except ValueError:
            inside = False
        if not inside:
            yield Problem("BadActBody", field=f"days.{day}", why="outside the window", value=day)
    weeks = {week.isoformat() for week in (*scene.plan.candidate_weeks, scene.plan.outage_week[0])}
    for week in set(body.get("totals", {})) - weeks:
        yield Problem("BadActBody", field=f"totals.{week}", why="no week", value=week)
    yield from _place_refusals(scene)


def _place_refusals(scene: Scene) -> Refusals:
    """A figure's place is one that can be found again, in a paper of the claim."""
    body, papers = scene.body, {paper.document for paper in scene.claim.papers}
    for day, plain in body.get("places", {}).items():
        place = place_of(plain)
        if day not in body["days"] and day not in body.get("closed", ()):
            yield Problem("BadActBody", field=f"places.{day}", why="a day without figure", value=day)
        elif not place.is_whole:
            yield Problem("BadActBody", field=f"places.{day}", why="no place", value=str(place.box))
        elif place.document not in papers:
            yield Problem("ProofMissing", claim=scene.claim.number, document=place.document)
    for document in body.get("papers", {}):
        if document not in papers:
            yield Problem("ProofMissing", claim=scene.claim.number, document=document)


def _assess_refusals(scene: Scene) -> Refusals:
    yield from lead_only(scene)
    yield from conflict_unanswered(scene)
    if is_blind(scene.claim, scene.plan):
        yield Problem("ActNotAllowed", act=scene.act, why="blind_reading", claim=scene.claim.number)
    yield from calculation_faults(scene, scene.body)


def _number_faults(body: Mapping[str, Any]) -> Refusals:
    """No source and no reason names an account or a person's number: both stand in the letter and stay for good."""
    said = {f"{name}.source_ref": body[name]["source_ref"] for name in FACTORS if name in body}
    said |= {f"offsets[{place}].reason": one["reason"] for place, one in enumerate(body.get("offsets", ()))}
    for field, words in said.items():
        if has_rrn(words):
            yield Problem("BadActBody", field=field, why="resident_number")
        elif has_account(words):
            yield Problem("BadActBody", field=field, why="account_number")


def calculation_faults(scene: Scene, body: Mapping[str, Any]) -> Refusals:
    """Where a calculation does not follow the plan, or the sales recorded of its two weeks."""
    yield from _number_faults(body)
    week = dt.date.fromisoformat(body["normal_week_from"])
    if week not in scene.plan.candidate_weeks:
        yield Problem("BadActBody", field="normal_week_from", why="no_candidate_week", value=body["normal_week_from"])
        return
    try:
        reckon(body, scene.plan, scene.author, scene.uid, scene.claim.claimed_loss)
    except ValueError as fault:
        yield Problem("BadActBody", field="factors", why=str(fault))
        return
    sales, given = scene.claim.sales, (body["normal_week_sales"], body["outage_week_sales"])
    if sales is not None:
        weeks = compare_sales(sales, scene.plan, week)
        found = (weeks.normal_week_sales, weeks.outage_week_sales)
        if found != given:
            both = [f"{normal}, {outage}" for normal, outage in (given, found)]
            yield Problem("AmountDiffers", what="weeks", given=both[0], found=both[1])


def _assess(claim: Claim, scene: Scene) -> Claim:
    rules = scene.case.rules_version
    done = reckon(scene.body, scene.plan, scene.author, scene.uid, claim.claimed_loss, rules)
    return dataclasses.replace(claim, assessment=done)


FACTOR = record(
    True,
    value=rate(),
    source_type=word("OWN_EVIDENCE", "STANDARD_TABLE", "COUNCIL_RULE"),
    source_ref=Field("word"),
)


CALCULATION: Mapping[str, Field] = {
    "normal_week_from": date(),
    "normal_week_sales": won(),
    "outage_week_sales": won(),
    "method": word("A", "B", optional=True),
    "profit_rate": FACTOR,
    "alt_factor": FACTOR,
    "share_factor": FACTOR,
    "labour_ratio": rate(optional=True),
    "rent_ratio": rate(optional=True),
    "offsets": many({"amount": won(), "reason": word()}, optional=True),
}
"""A calculation: the two weeks, the factors with their sources, and what was received already."""


_VAT = word("INCLUDED", "EXCLUDED", "UNKNOWN")
_FACTOR_EXAMPLE = {"value": "0.124", "source_type": "STANDARD_TABLE", "source_ref": "2021"}


ACTS = (
    Act(
        "classify_paper",
        "claim",
        {"document": digest(), "kind": word()},
        {"document": "ab" * 32, "kind": "BRC"},
        stages=PAPER_WORK,
        refuse=_classify_refusals,
        on_claim=_classify,
    ),
    Act(
        "record_check",
        "claim",
        {
            "check": word(),
            "result": word("PASS", "FAIL", "UNCLEAR", "NA"),
            "document": digest(optional=True),
            "reason": word(optional=True),
            "note": text(optional=True),
            "contact": word(optional=True),
        },
        {"document": "ab" * 32, "check": "SBC4", "result": "FAIL", "reason": "R04"},
        stages=PAPER_WORK,
        refuse=_check_refusals,
        on_claim=_record_check,
    ),
    Act(
        "record_sales",
        "claim",
        {
            "source": word(),
            "vat": _VAT,
            "days": by_key(won()),
            "closed": many(date(), optional=True),
            "document": digest(optional=True),
            "places": by_key(place(), optional=True),
            "papers": by_key(record(source=word(), vat=_VAT), optional=True),
            "totals": by_key(won(), optional=True),
            "annual_sales": won(optional=True),
            "half_year_vat_base": won(optional=True),
        },
        {"source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180000}, "closed": ["2022-10-16"]},
        roles=MEMBERS,
        stages=REVIEWING,
        refuse=_sales_refusals,
        on_claim=_sales,
    ),
    Act(
        "assess",
        "claim",
        CALCULATION,
        {
            "normal_week_from": "2022-10-01",
            "normal_week_sales": 4_000_000,
            "outage_week_sales": 2_200_000,
            "profit_rate": _FACTOR_EXAMPLE,
            "alt_factor": {"value": "1.00", "source_type": "COUNCIL_RULE", "source_ref": "대체 서비스 없음"},
            "share_factor": {"value": "0.958", "source_type": "STANDARD_TABLE", "source_ref": "WiseApp"},
        },
        roles=MEMBERS,
        stages=REVIEWING,
        refuse=_assess_refusals,
        on_claim=_assess,
    ),
)
