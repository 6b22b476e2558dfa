"""Acts of leaving the fixed path and of choosing it: individual review with proofs, and back (domain.md 2.9, 4.4)."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, date, text, won
from reviewer.rules.calendar import Calendar, korean_day
from reviewer.rules.claim import FIXED_CHOICE, REVIEWED_FROM, Claim, Paper
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Reopening
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import with_verdicts

INDIVIDUAL = "INDIVIDUAL"
"""The kind of reopening by which a claimant on the fixed path asks for individual review."""
TOLD = REVIEWED_FROM | {Stage.PAYMENT_LISTED}
"""Where a fixed amount stands that was told; its payment goes on while the review asked for runs."""
ASKING = TOLD | {Stage.ROUTED, Stage.FIXED_READY, Stage.SUPPLEMENT_RECEIVED, Stage.SUPPLEMENT_EXPIRED}
"""Stages at which the claimant may ask; a claim on a list of fixed amounts is pulled out of its list first."""
BEGUN = frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW})


def fixed_review_until(claim: Claim, plan: Plan) -> dt.date | None:
    """The last day to ask for individual review after a fixed amount was told; None before its letter was issued."""
    decision = claim.decision
    sent = next((one for one in claim.letters if decision and one.decision == decision.uid), None)
    if sent is None:
        return None
    days = sent.promised("fixed_review_days", plan.settings.fixed_review_days)
    return Calendar(plan.holidays, plan.holiday_years).due(korean_day(sent.issued_at), days)


def _individual_refusals(scene: Scene) -> Refusals:
    claim, decision, asked = scene.claim, scene.claim.decision, scene.date("date")
    asked_back = decision is not None and decision.kind == "RETURN_REQUEST"
    if not claim.is_fixed or asked_back or (decision is not None and decision.disposition != "FIXED"):
        yield Problem("ActNotAllowed", act=scene.act, why="not_fixed", claim=claim.number)
        return
    if claim.deciding != "ORIGINAL" or claim.review_asked is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="opened_again", claim=claim.number)
    if asked > scene.day:
        yield Problem("BadActBody", field="date", why="in the future", value=asked.isoformat())
    band = scene.plan.band_of(scene.body["claimed_loss"])
    if band is None or band.award is not None:
        value = str(scene.body["claimed_loss"])
        yield Problem("BadActBody", field="claimed_loss", why="within the fixed bands", value=value)
    last = fixed_review_until(claim, scene.plan)
    if last is not None and asked > last:
        yield Problem("ActNotAllowed", act=scene.act, why="too_late", claim=claim.number, due=last.isoformat())


def _individual(claim: Claim, scene: Scene) -> Claim:
    """A fixed amount that was decided stays in force until the council decides anew; what was paid counts into it."""
    again = Reopening(
        INDIVIDUAL, scene.date("date"), scene.body["ground"], claim.stage.value, route=claim.route,
        claimed_loss=claim.claimed_loss, chosen=FIXED_CHOICE in claim.marks,
    )  # fmt: skip
    to = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    came = tuple(
        Paper(one, "OTH", len(claim.supplements), before=(claim.late_before[one],) if one in claim.late_before else ())
        for one in claim.late_papers
    )
    moved = dataclasses.replace(
        to, route="INDIVIDUAL", claimed_loss=scene.body["claimed_loss"], reopened=again, lead="", second="",
        marks=claim.marks - {FIXED_CHOICE}, papers=claim.papers + came, late_papers=(), late_before={},
    )  # fmt: skip
    return with_verdicts(moved, scene.plan)


def _keep_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if claim.reopened is None or claim.reopened.kind != INDIVIDUAL or claim.route != "INDIVIDUAL":
        yield Problem("ActNotAllowed", act=scene.act, why="not_asked_for", claim=claim.number)


def _keep(claim: Claim, scene: Scene) -> Claim:
    """The claim goes back to where it stood; a decided fixed amount was never out of force."""
    asked = claim.reopened
    assert asked is not None
    marks = claim.marks | ({FIXED_CHOICE} if asked.chosen else set())
    back = _onto_fixed(claim, asked.route, asked.claimed_loss, marks=marks)
    if asked.from_stage in TOLD:
        return back.moved_to(Stage(asked.from_stage))
    return with_verdicts(back, scene.plan)


def _onto_fixed(claim: Claim, route: str, claimed_loss: int | None, **more: object) -> Claim:
    to = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    changes: Mapping[str, object] = {
        "route": route, "claimed_loss": claimed_loss, "lead": "", "second": "", "reopened": None, **more,
    }  # fmt: skip
    return dataclasses.replace(to, **changes)  # type: ignore[arg-type]


def _choose_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if not scene.plan.settings.fixed_choice:
        yield Problem("ActNotAllowed", act=scene.act, why="no_fixed_choice", claim=claim.number)
    if claim.route != "INDIVIDUAL" or claim.decision is not None or claim.deciding != "ORIGINAL":
        yield Problem("ActNotAllowed", act=scene.act, why="not_individual", claim=claim.number)
    if scene.date("date") > scene.day:
        yield Problem("BadActBody", field="date", why="in the future", value=scene.body["date"])


def _choose(claim: Claim, scene: Scene) -> Claim:
    """The highest fixed amount, without proof of the loss; the loss claimed stays as it was claimed (정액 선택)."""
    route = [band.route for band in scene.plan.bands if band.award is not None][-1]
    chosen = _onto_fixed(claim, route, claim.claimed_loss, marks=claim.marks | {FIXED_CHOICE})
    return with_verdicts(chosen, scene.plan)


ACTS = (
    Act(
        "request_individual",
        "claim",
        {"date": date(), "claimed_loss": won(), "ground": text()},
        {"date": "2023-05-10", "claimed_loss": 620_000, "ground": "카드 매출 자료를 냄"},
        roles=ANYONE,
        stages=ASKING,
        refuse=_individual_refusals,
        on_claim=_individual,
    ),
    Act(
        "keep_fixed",
        "claim",
        {"note": text()},
        {"note": "전화로 개별 심의 신청을 거두어들임"},
        roles=ANYONE,
        stages=BEGUN,
        refuse=_keep_refusals,
        on_claim=_keep,
    ),
    Act(
        "choose_fixed",
        "claim",
        {"date": date(), "how": text()},
        {"date": "2023-04-03", "how": "전화로 정액 선택 의사 확인"},
        roles=ANYONE,
        stages=BEGUN | {Stage.SUPPLEMENT_RECEIVED, Stage.SUPPLEMENT_EXPIRED},
        refuse=_choose_refusals,
        on_claim=_choose,
    ),
)
