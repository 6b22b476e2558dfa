"""Acts that hold a meeting: notice, who is there, what was said, the next date, and its end (domain.md 5.2, 5.5)."""

import dataclasses
import re

from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, date, flag, many, text, word
from reviewer.rules.acts.voting import meeting_number, meeting_of, meeting_open
from reviewer.rules.calendar import korean_day
from reviewer.rules.council import Case
from reviewer.rules.meetings import Attendance, Meeting, Statement, notice_missing
from reviewer.rules.problem import Problem

_RUN_BY = frozenset({"SECRETARY", "CHAIR"})
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _time_faults(scene: Scene) -> Refusals:
    time = scene.body.get("time")
    if time is not None and not _TIME.fullmatch(time):
        yield Problem("BadActBody", field="time", why="not a time of day", value=time)


def _convene_refusals(scene: Scene) -> Refusals:
    if not scene.subject.partition(":")[2].isdigit():
        yield Problem("BadActBody", field="subject", why="not a number", value=scene.subject)
    elif meeting_of(scene) is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_known", meeting=scene.subject)
    yield from _time_faults(scene)
    yield from _notice_faults(scene)


def _notice_faults(scene: Scene) -> Refusals:
    """Notice goes out 7 days before, 3 in urgent cases with a reason; by writing nobody meets (domain.md 5.2)."""
    own = scene.plan.settings
    notified = scene.date("notified_on") if "notified_on" in scene.body else scene.day
    if notified > scene.day:
        yield Problem("BadActBody", field="notified_on", why="in the future", value=notified.isoformat())
    if scene.case.founded_at and notified < korean_day(scene.case.founded_at):
        yield Problem("BadActBody", field="notified_on", why="before the founding", value=notified.isoformat())
    needed = own.notice_days_urgent if scene.body.get("urgent_reason") else own.notice_days
    if scene.body.get("written"):
        return
    if scene.date("date") < notified:
        yield Problem("BadActBody", field="date", why="not in the future", value=scene.body["date"])
    elif notice_missing(scene.date("date"), notified, needed):
        yield Problem(
            "NoticeTooShort", days=(scene.date("date") - notified).days, needed=needed, usual=own.notice_days,
            urgent=own.notice_days_urgent,
        )  # fmt: skip


def _convene(case: Case, scene: Scene) -> Case:
    body = scene.body
    return case.with_meeting(
        Meeting(
            meeting_number(scene),
            scene.date("date"),
            body["place"],
            time=body.get("time", ""),
            notified_on=scene.date("notified_on") if "notified_on" in body else scene.day,
            convened_on=scene.day,
            urgent_reason=body.get("urgent_reason", ""),
            is_written=bool(body.get("written")),
        )
    )


def _attendance_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene, on_the_day=True)
    known = {member.id for member in (*scene.case.seats, *scene.case.substitutes)}
    for member in sorted(set(scene.body["present"]) - known):
        yield Problem("BadActBody", field="present", why="no seat", value=member)
    if len(set(scene.body["present"])) < len(scene.body["present"]):
        yield Problem("BadActBody", field="present", why="twice")


def _attend(case: Case, scene: Scene) -> Case:
    held = case.meetings[str(meeting_number(scene))]
    now = Attendance(tuple(scene.body["present"]), scene.body.get("others", held.others))
    return case.with_meeting(
        dataclasses.replace(held, attendance=(*held.attendance, now), begun_at=held.begun_at or scene.made_at)
    )


def _statement_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene, on_the_day=True)
    body, held = scene.body, meeting_of(scene)
    member = scene.case.roster.get(body["member"])
    if member is None:
        yield Problem("BadActBody", field="member", why="unknown", value=body["member"])
    if held is None or member is None:
        return
    item = body.get("item", "")
    if item and item not in held.agenda:
        yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", item=item)
    if body["kind"] == "DISSENT" and not _voted_otherwise(scene.case, held, item, body["member"]):
        yield Problem("ActNotAllowed", act=scene.act, why="no_dissenting_vote", member=body["member"])
    replaced = body.get("replaces")
    if replaced is not None and replaced not in {one.entry for one in held.statements}:
        yield Problem("BadActBody", field="replaces", why="unknown", value=replaced)


def _voted_otherwise(case: Case, held: Meeting, item: str, member: str) -> bool:
    """A dissent is of a member who did not vote with the result of that item (domain.md 5.5)."""
    for kept in case.resolutions:
        if kept.meeting == held.number and item in kept.items:
            vote = kept.votes.get(member)
            with_it = ("AGAINST", "ABSTAIN") if kept.result != "NOT_PASSED" else ("FOR", "ABSTAIN")
            if vote in with_it or kept.amounts:
                return True
    return False


def _state(case: Case, scene: Scene) -> Case:
    body, held = scene.body, case.meetings[str(meeting_number(scene))]
    said = Statement(scene.uid, body["kind"], body["member"], body.get("item", ""), body["said"])
    kept = tuple(one for one in held.statements if one.entry != body.get("replaces"))
    return case.with_meeting(dataclasses.replace(held, statements=(*kept, said)))


def _next_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    yield from _time_faults(scene)
    held = meeting_of(scene)
    if held is not None and scene.date("date") <= held.date:
        yield Problem("BadActBody", field="date", why="not later", value=scene.body["date"])


def _set_next(case: Case, scene: Scene) -> Case:
    held = case.meetings[str(meeting_number(scene))]
    return case.with_meeting(
        dataclasses.replace(
            held,
            next_date=scene.date("date"),
            next_time=scene.body.get("time", ""),
            next_place=scene.body.get("place", ""),
        )
    )


def _close_refusals(scene: Scene) -> Refusals:
    """A meeting that has not been held is not over."""
    yield from meeting_open(scene, on_the_day=True)


def _close(case: Case, scene: Scene) -> Case:
    held = case.meetings[str(meeting_number(scene))]
    return case.with_meeting(dataclasses.replace(held, state="CLOSED", closed_at=scene.made_at, closed_by=scene.author))


ACTS = (
    Act(
        "convene_meeting",
        "meeting",
        {
            "date": date(),
            "place": word(),
            "time": word(optional=True),
            "notified_on": date(optional=True),
            "urgent_reason": text(optional=True),
            "written": flag(optional=True),
        },
        {"date": "2023-04-20", "time": "14:00", "place": "영상회의", "notified_on": "2023-04-12"},
        roles=_RUN_BY,
        refuse=_convene_refusals,
        on_case=_convene,
    ),
    Act(
        "record_attendance",
        "meeting",
        {"present": many(word()), "others": text(optional=True)},
        {"present": ["law-1", "ksf-1", "kfme-1", "con-1"], "others": "감사 홍길동, 사무국 김하늘"},
        roles=_RUN_BY,
        refuse=_attendance_refusals,
        on_case=_attend,
    ),
    Act(
        "record_statement",
        "meeting",
        {
            "kind": word("STATEMENT", "DISSENT"),
            "member": word(),
            "said": text(),
            "item": word(optional=True),
            "replaces": word(optional=True),
        },
        {"kind": "STATEMENT", "member": "law-1", "item": "2023-000123", "said": "휴무일을 빼고 다시 보아야 함"},
        roles=MEMBERS,
        refuse=_statement_refusals,
        on_case=_state,
    ),
    Act(
        "set_next_meeting",
        "meeting",
        {"date": date(), "time": word(optional=True), "place": word(optional=True)},
        {"date": "2023-05-04", "time": "14:00", "place": "협의체 회의실"},
        roles=_RUN_BY,
        refuse=_next_refusals,
        on_case=_set_next,
    ),
    Act("close_meeting", "meeting", {}, {}, roles=_RUN_BY, refuse=_close_refusals, on_case=_close),
)
