"""Acts of letters that tell where a claim stands: it was received, it is held over, or an account is missing (4.6)."""

import dataclasses
import datetime as dt

from reviewer.rules.acts.answering import paying, unproved
from reviewer.rules.acts.reopening import calendar_of
from reviewer.rules.acts.shape import Act, Refusals, Scene, word
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Notice
from reviewer.rules.stage import Stage

OFFICE = frozenset({"SECRETARY", "STAFF"})
IN_HAND = frozenset({Stage.RECEIVED, Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.FIXED_READY})
"""Where an application that was received may still be acknowledged."""


def may_acknowledge(claim: Claim) -> bool:
    """Whether the receipt of the claim was not acknowledged yet, and nothing was decided on it."""
    return not claim.decisions and all(one.kind != "RECEIPT" for one in claim.notices)


def may_tell_delay(claim: Claim) -> bool:
    """Whether the claimant was not told yet that the claim is held over by this meeting."""
    return all((one.kind, one.round) != ("DELAY", claim.meeting) for one in claim.notices)


def account_is_missing(claim: Claim, plan: Plan) -> bool:
    """Whether money is due on a claim whose account no accepted bank-book copy shows and nobody put right."""
    return claim.to_pay > 0 and not claim.account and "BNK" in unproved(claim, plan)


def may_ask_account(claim: Claim, plan: Plan, day: dt.date) -> bool:
    """Whether an account is missing, and no request for it still runs."""
    running = any(one.kind == "ACCOUNT_MISSING" and one.due is not None and one.due >= day for one in claim.notices)
    return account_is_missing(claim, plan) and not running


def _number_refusals(scene: Scene) -> Refusals:
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="not the next number", value=scene.body["letter_no"])


def _number(case: Case, scene: Scene) -> Case:
    return case.with_number("letter", scene.body["letter_no"])


def _noted(claim: Claim, scene: Scene, kind: str, due: dt.date | None = None, reason: str = "", turn: int = 0) -> Claim:
    rules = scene.case.rules_in_force
    notice = Notice(kind, scene.body["letter_no"], scene.uid, scene.day, due, reason, turn, rules)
    return dataclasses.replace(claim, notices=(*claim.notices, notice))


def _receipt_refusals(scene: Scene) -> Refusals:
    if scene.plan.lanes.get(scene.claim.route) == "LIST":  # its claims keep no name to write to
        yield Problem("ActNotAllowed", act=scene.act, why="no_letter_of_the_lane", claim=scene.claim.number)
    if not may_acknowledge(scene.claim):
        yield Problem("ActNotAllowed", act=scene.act, why="acknowledged_before", claim=scene.claim.number)
    yield from _number_refusals(scene)


def _delay_refusals(scene: Scene) -> Refusals:
    if scene.body["reason"] not in scene.plan.delay_reasons:
        yield Problem("BadActBody", field="reason", why="unknown", value=scene.body["reason"])
    if not may_tell_delay(scene.claim):
        yield Problem("ActNotAllowed", act=scene.act, why="told_of_delay", claim=scene.claim.number)
    yield from _number_refusals(scene)


def _account_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if not account_is_missing(claim, scene.plan):
        yield Problem("ActNotAllowed", act=scene.act, why="account_is_known", claim=claim.number)
    elif not may_ask_account(claim, scene.plan, scene.day):
        yield Problem("ActNotAllowed", act=scene.act, why="account_asked_before", claim=claim.number)
    yield from _number_refusals(scene)


def _ask_account(claim: Claim, scene: Scene) -> Claim:
    due = calendar_of(scene.plan).due(scene.day, scene.plan.settings.account_by_days)
    return _noted(claim, scene, "ACCOUNT_MISSING", due)


ACTS = (
    Act(
        "acknowledge_receipt",
        "claim",
        {"letter_no": word()},
        {"letter_no": "2023-A-0010"},
        roles=OFFICE,
        stages=IN_HAND,
        while_held=True,
        refuse=_receipt_refusals,
        on_claim=lambda claim, scene: _noted(claim, scene, "RECEIPT"),
        on_case=_number,
    ),
    Act(
        "announce_delay",
        "claim",
        {"reason": word(), "letter_no": word()},
        {"reason": "TALK", "letter_no": "2023-A-0011"},
        roles=OFFICE,
        stages=frozenset({Stage.DEFERRED}),
        while_held=True,
        refuse=_delay_refusals,
        on_claim=lambda claim, scene: _noted(claim, scene, "DELAY", None, scene.body["reason"], claim.meeting),
        on_case=_number,
    ),
    Act(
        "ask_account",
        "claim",
        {"letter_no": word()},
        {"letter_no": "2023-A-0012"},
        roles=OFFICE,
        stages=frozenset({Stage.NOTIFIED}),
        while_held=True,
        stands=paying,
        refuse=_account_refusals,
        on_claim=_ask_account,
        on_case=_number,
    ),
)
