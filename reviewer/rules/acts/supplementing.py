"""Acts of asking a claimant for more evidence (domain.md 3.8, 4.6)."""

import dataclasses

from reviewer.rules.acts.assigning import lead_only
from reviewer.rules.acts.shape import (
    ANYONE,
    Act,
    Refusals,
    Scene,
    date,
    digest,
    many,
    word,
)
from reviewer.rules.calendar import Calendar
from reviewer.rules.claim import Claim, Stage
from reviewer.rules.problem import Problem
from reviewer.rules.supplement import Supplement, SupplementItem
from reviewer.rules.verdicts import with_verdicts


def _supplement_refusals(scene: Scene) -> Refusals:
    claim, plan = scene.claim, scene.plan
    if len(claim.supplements) >= plan.settings.supplement_rounds:
        yield Problem("ActNotAllowed", act=scene.act, why="rounds_used_up", claim=claim.number)
    if not claim.is_fixed:
        yield from lead_only(scene)
    if claim.stage is Stage.ROUTED and not claim.is_fixed:
        yield Problem("StageForbids", claim=claim.number, stage=claim.stage.value, wanted=scene.act)
    if not scene.body["items"]:
        yield Problem("BadActBody", field="items", why="missing")
    for item in scene.body["items"]:
        reason = plan.supplement_reasons.get(item["reason"])
        if reason is None:
            yield Problem("BadActBody", field="items.reason", why="unknown", value=item["reason"])
        elif reason.kinds and item["kind"] not in reason.kinds:
            value = f"{item['reason']} {item['kind']}"
            yield Problem("BadActBody", field="items.reason", why="not for this kind of paper", value=value)
    if scene.date("due") <= scene.day:
        yield Problem("BadActBody", field="due", why="not in the future", value=scene.body["due"])
    yield from _due_faults(scene)
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="used", value=scene.body["letter_no"])


def _supplement(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    items = tuple(
        SupplementItem(item["kind"], item["reason"], item.get("document", ""), item.get("check", ""))
        for item in body["items"]
    )
    asked = Supplement(len(claim.supplements) + 1, items, scene.day, scene.date("due"), body["letter_no"])
    return claim.moved_to(Stage.SUPPLEMENT_REQUESTED, supplements=(*claim.supplements, asked))


def _extend_refusals(scene: Scene) -> Refusals:
    last = scene.claim.supplements[-1]
    if last.extended:
        yield Problem("ActNotAllowed", act=scene.act, why="extended_once", claim=scene.claim.number)
    if scene.date("due") <= last.due:
        yield Problem("BadActBody", field="due", why="not later", value=scene.body["due"])
    yield from _due_faults(scene)


def _due_faults(scene: Scene) -> Refusals:
    """A last day that is no working day, or lies beyond the calendar of the plan, is no last day (민법 161)."""
    due, calendar = scene.date("due"), Calendar(scene.plan.holidays, scene.plan.holiday_years)
    if due.year not in calendar.years:
        yield Problem("CalendarUnknown", year=due.year)
    elif not calendar.is_working_day(due):
        yield Problem("BadActBody", field="due", why="not a working day", value=due.isoformat())


def _extend(claim: Claim, scene: Scene) -> Claim:
    last = dataclasses.replace(claim.supplements[-1], due=scene.date("due"), extended=True)
    return dataclasses.replace(claim, supplements=(*claim.supplements[:-1], last))


def _expire_refusals(scene: Scene) -> Refusals:
    due = scene.claim.supplements[-1].due
    if scene.day <= due:
        yield Problem("ActNotAllowed", act=scene.act, why="not_due", due=due.isoformat())


def _expire(claim: Claim, scene: Scene) -> Claim:
    last = dataclasses.replace(claim.supplements[-1], state="EXPIRED")
    gone = claim.moved_to(Stage.SUPPLEMENT_EXPIRED, supplements=(*claim.supplements[:-1], last))
    return with_verdicts(gone, scene.plan)


_ITEM = {"kind": word(), "reason": word(), "document": digest(optional=True), "check": word(optional=True)}


ACTS = (
    Act(
        "request_supplement",
        "claim",
        {"items": many(_ITEM), "due": date(), "letter_no": word()},
        {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001"},
        stages=frozenset({Stage.IN_REVIEW, Stage.ROUTED, Stage.FIXED_READY}),
        refuse=_supplement_refusals,
        on_claim=_supplement,
        on_case=lambda case, scene: case.with_number("letter", scene.body["letter_no"]),
    ),
    Act(
        "extend_supplement",
        "claim",
        {"due": date()},
        {"due": "2023-04-03"},
        roles=ANYONE,
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_extend_refusals,
        on_claim=_extend,
    ),
    Act(
        "expire_supplement",
        "claim",
        {},
        {},
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_expire_refusals,
        on_claim=_expire,
    ),
)
