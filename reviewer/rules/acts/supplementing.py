"""Acts of asking a claimant for more evidence (domain.md 3.8, 4.6)."""

import dataclasses
import datetime as dt

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
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Notice
from reviewer.rules.stage import Stage
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
    shortest = scene.day + dt.timedelta(plan.settings.supplement_days)
    if scene.date("due") < shortest:
        yield Problem("BadActBody", field="due", why="shorter than the period", value=shortest.isoformat())
    yield from _due_faults(scene)
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="not the next number", value=scene.body["letter_no"])


def _supplement(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    items = tuple(
        SupplementItem(item["kind"], item["reason"], item.get("document", ""), item.get("check", ""))
        for item in body["items"]
    )
    asked = Supplement(
        len(claim.supplements) + 1, items, scene.day, scene.date("due"), body["letter_no"],
        rules_version=scene.case.rules_in_force,
    )  # fmt: skip
    return claim.moved_to(Stage.SUPPLEMENT_REQUESTED, supplements=(*claim.supplements, asked))


def reminder_from(asked: Supplement, plan: Plan) -> dt.date:
    """The first day on which a reminder of this request leaves: the plan's days before the last day (3.8)."""
    return asked.due - dt.timedelta(plan.settings.reminder_days)


def may_remind(asked: Supplement, plan: Plan, day: dt.date) -> bool:
    """Whether a reminder of this request is due on this day."""
    left = plan.settings.supplement_reminders - len(asked.reminded_on)
    return asked.state == "REQUESTED" and left > 0 and reminder_from(asked, plan) <= day <= asked.due


def _remind_refusals(scene: Scene) -> Refusals:
    claim, plan, last = scene.claim, scene.plan, scene.claim.supplements[-1]
    if len(last.reminded_on) >= plan.settings.supplement_reminders:
        yield Problem("ActNotAllowed", act=scene.act, why="reminded_before", claim=claim.number)
    elif not reminder_from(last, plan) <= scene.day <= last.due:
        first, until = reminder_from(last, plan).isoformat(), last.due.isoformat()
        yield Problem("ActNotAllowed", act=scene.act, why="no_day_for_a_reminder", first=first, due=until)
    yield from _number_refusals(scene)


def _remind(claim: Claim, scene: Scene) -> Claim:
    last = claim.supplements[-1]
    told = dataclasses.replace(last, reminded_on=(*last.reminded_on, scene.day))
    return _noted(claim, scene, "REMINDER", told)


def _noted(claim: Claim, scene: Scene, kind: str, last: Supplement) -> Claim:
    notice = Notice(
        kind, scene.body["letter_no"], scene.uid, scene.day, last.due, round=last.round,
        rules_version=scene.case.rules_in_force,
    )  # fmt: skip
    supplements = (*claim.supplements[:-1], last)
    return dataclasses.replace(claim, supplements=supplements, notices=(*claim.notices, notice))


def _number_refusals(scene: Scene) -> Refusals:
    if not scene.body.get("letter_no"):
        yield Problem("BadActBody", field="letter_no", why="missing")
    elif not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="not the next number", value=scene.body["letter_no"])


def _number(case: Case, scene: Scene) -> Case:
    """Extensions recorded by older versions of the program have no letter."""
    number = scene.body.get("letter_no")
    return case.with_number("letter", number) if number else case


def extended_due(asked: Supplement, plan: Plan) -> dt.date:
    """The last day after the one extension: the plan's period once more (3.8)."""
    return Calendar(plan.holidays, plan.holiday_years).due(asked.due, plan.settings.supplement_days)


def _extend_refusals(scene: Scene) -> Refusals:
    last, settings = scene.claim.supplements[-1], scene.plan.settings
    if last.extended or not settings.supplement_extensions:
        yield Problem("ActNotAllowed", act=scene.act, why="extended_once", claim=scene.claim.number)
    elif scene.day > last.due:
        due = last.due.isoformat()
        yield Problem("ActNotAllowed", act=scene.act, why="day_is_over", claim=scene.claim.number, due=due)
    try:
        wanted = extended_due(last, scene.plan)
    except Problem as problem:
        yield problem
    else:
        if scene.date("due") != wanted:
            yield Problem("BadActBody", field="due", why="not the period of the plan", value=wanted.isoformat())
    yield from _number_refusals(scene)


def _due_faults(scene: Scene) -> Refusals:
    """A last day that is no working day, or lies beyond the calendar of the plan, is no last day (민법 161)."""
    due, calendar = scene.date("due"), Calendar(scene.plan.holidays, scene.plan.holiday_years)
    if due.year not in calendar.years:
        yield Problem("CalendarUnknown", year=due.year)
    elif not calendar.is_working_day(due):
        yield Problem("BadActBody", field="due", why="not a working day", value=due.isoformat())


def _extend(claim: Claim, scene: Scene) -> Claim:
    """The new day is told by a letter; a reminder of the old day does not stand in the way of one of the new."""
    before = claim.supplements[-1]
    last = dataclasses.replace(
        before, due=scene.date("due"), extended=True, first_due=before.due, reminded_on=()
    )  # fmt: skip
    if not scene.body.get("letter_no"):
        return dataclasses.replace(claim, supplements=(*claim.supplements[:-1], last))
    return _noted(claim, scene, "EXTENSION", last)


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
        {"due": date(), "letter_no": word(optional=True)},
        {"due": "2023-04-03", "letter_no": "2023-A-0002"},
        roles=ANYONE,
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_extend_refusals,
        on_claim=_extend,
        on_case=_number,
    ),
    Act(
        "remind_supplement",
        "claim",
        {"letter_no": word()},
        {"letter_no": "2023-A-0003"},
        roles=ANYONE,
        stages=frozenset({Stage.SUPPLEMENT_REQUESTED}),
        refuse=_remind_refusals,
        on_claim=_remind,
        on_case=_number,
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
