"""The agenda goes out with the notice of a meeting; what comes afterwards says why it is urgent (domain.md 5.2)."""

import datetime as dt
from collections.abc import Mapping

from reviewer.rules.acts.shape import Field, Refusals, Scene, text
from reviewer.rules.acts.voting import meeting_of
from reviewer.rules.meetings import Meeting
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem

URGENT: Mapping[str, Field] = {"urgent_reason": text(optional=True)}
"""Why an item cannot wait for the next meeting; the minutes state it."""


def notice_runs(held: Meeting, day: dt.date, plan: Plan) -> bool:
    """Whether an item that is put on the agenda on this day comes after the notice has begun."""
    return held.notice_runs(day, plan.settings.notice_days, plan.settings.notice_days_urgent)


def late_faults(scene: Scene, *items: str, known: dt.date | None = None) -> Refusals:
    """Yield that new items come too late without a reason; what was on this agenda before is not new.

    `known` is the day since which an item stands on the agenda by itself.
    """
    if not scene.body.get("urgent_reason", "").strip() and came_late(scene, *items, known=known):
        yield Problem("ActNotAllowed", act=scene.act, why="notice_runs", meeting=scene.subject)


def came_late(scene: Scene, *items: str, known: dt.date | None = None) -> bool:
    """Whether some of these items are new on an agenda whose notice has begun."""
    held = meeting_of(scene)
    if held is None or all(item in held.agenda for item in items):
        return False
    return notice_runs(held, known or scene.day, scene.plan)


def why_late(scene: Scene, *items: str) -> str:
    """The reason to keep with these items; "" where they came in time."""
    return str(scene.body.get("urgent_reason", "")) if came_late(scene, *items) else ""
