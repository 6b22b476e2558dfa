"""Acts that close the case: motions, who finishes what is left, who keeps what, the final seal (domain.md 5.6)."""

import dataclasses
import datetime as dt

from reviewer.rules.acts.noticing import URGENT, late_faults, why_late
from reviewer.rules.acts.resolving import numbers_used
from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, by_key, count, date, many, text, word
from reviewer.rules.acts.voting import VOTE, meeting_number, meeting_open, vote_faults
from reviewer.rules.claim import Claim
from reviewer.rules.closing import KEPT, MOTIONS, Keeping, Motion, Remaining
from reviewer.rules.council import Case
from reviewer.rules.meetings import item_of
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

CLOSERS = frozenset({"SECRETARY", "CHAIR"})


def _motion_refusals(scene: Scene) -> Refusals:
    body, closing = scene.body, scene.case.closing
    yield from meeting_open(scene)
    yield from late_faults(scene, item_of("MOTION", body["what"]))
    if any(one.what == body["what"] for one in closing.motions):
        yield Problem("ActNotAllowed", act=scene.act, why="motion_open", what=body["what"])
    done = {"INTAKE": closing.intake_no, "CLOSING": closing.closing_no}.get(body["what"], "")
    if done:
        yield Problem("ActNotAllowed", act=scene.act, why="motion_passed", what=body["what"])
    if body["what"] == "CLOSING" and not closing.intake_no:
        yield Problem("ActNotAllowed", act=scene.act, why="intake_open")
    members = body.get("members", [])
    if bool(members) != (body["what"] == "REMAINING") or len(set(members)) < len(members):
        yield Problem("BadActBody", field="members", why="missing" if not members else "unknown")
    for member in members:
        listed = scene.case.roster.get(member)
        if listed is None or listed.role not in MEMBERS:
            yield Problem("BadActBody", field="members", why="unknown", value=member)


def _put_motion(case: Case, scene: Scene) -> Case:
    number = meeting_number(scene)
    motion = Motion(scene.body["what"], number, tuple(scene.body.get("members", ())))
    item = item_of("MOTION", motion.what)
    case = case.with_items(number, item, late=why_late(scene, item))
    return dataclasses.replace(case, closing=dataclasses.replace(case.closing, motions=(*case.closing.motions, motion)))


def _vote_refusals(scene: Scene) -> Refusals:
    if scene.case.closing.motion(scene.body["what"], meeting_number(scene)) is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_motion", what=scene.body["what"])
    yield from vote_faults(scene)
    number = scene.body.get("resolution_no", "")
    if scene.body["result"] == "PASSED" and not scene.case.number_is_free("resolution", number):
        yield Problem("BadActBody", field="resolution_no", why="not the next number", value=number)


def _resolve_motion(case: Case, scene: Scene) -> Case:
    what, number = scene.body["what"], scene.body.get("resolution_no", "")
    motion = case.closing.motion(what, meeting_number(scene))
    case = numbers_used(case, scene, "MOTION", about=what)
    closing = dataclasses.replace(case.closing, motions=tuple(one for one in case.closing.motions if one != motion))
    if scene.body["result"] == "PASSED":
        match what:
            case "INTAKE":
                closing = dataclasses.replace(closing, intake_no=number, intake_on=scene.date("meeting_date"))
            case "REMAINING":
                members = motion.members if motion is not None else ()
                closing = dataclasses.replace(closing, remaining_no=number, remaining=members)
            case _:
                closing = dataclasses.replace(closing, closing_no=number)
    return dataclasses.replace(case, closing=closing)


def _plan_refusals(scene: Scene) -> Refusals:
    if scene.body["person"] not in scene.case.roster:
        yield Problem("BadActBody", field="person", why="unknown", value=scene.body["person"])
    if scene.date("by") < scene.day:
        yield Problem("BadActBody", field="by", why="not in the future", value=scene.body["by"])


def _plan(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, remaining=Remaining(scene.body["person"], scene.date("by")))


def _keeping_refusals(scene: Scene) -> Refusals:
    named = [one["what"] for one in scene.body["items"]]
    if not named or len(set(named)) < len(named):
        yield Problem("BadActBody", field="items", why="twice" if named else "missing")
    for one in scene.body["items"]:
        if one["until"] < scene.day.isoformat():
            yield Problem("BadActBody", field="items.until", why="not in the future", value=one["until"])


def _keep(case: Case, scene: Scene) -> Case:
    new = {one["what"]: one for one in scene.body["items"]}
    others = {one.what: one for one in case.closing.keeping if one.what not in new}
    listed = {what: Keeping(what, one["keeper"], dt.date.fromisoformat(one["until"])) for what, one in new.items()}
    made = listed | others
    keeping = tuple(made[what] for what in KEPT if what in made)
    return dataclasses.replace(case, closing=dataclasses.replace(case.closing, keeping=keeping))


def _seal_refusals(scene: Scene) -> Refusals:
    closing = scene.case.closing
    if not closing.closing_no:
        yield Problem("ActNotAllowed", act=scene.act, why="closing_not_resolved")
    if closing.motions:
        yield Problem("ActNotAllowed", act=scene.act, why="motion_open", what=closing.motions[0].what)
    for what in closing.not_kept:
        yield Problem("ActNotAllowed", act=scene.act, why="nobody_keeps", what=what)
    if scene.case.open_batches:
        yield Problem("ActNotAllowed", act=scene.act, why="payments_open")
    if any(meeting.state == "CONVENED" for meeting in scene.case.meetings.values()):
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_closed")


def _seal(case: Case, scene: Scene) -> Case:
    sealed = dataclasses.replace(
        case.closing, sealed=scene.uid, sealed_at=scene.made_at, left_open=scene.body["left_open"]
    )
    return dataclasses.replace(case, closing=sealed)


ACTS = (
    Act(
        "put_motion",
        "meeting",
        {"what": word(*MOTIONS), "members": many(word(), optional=True), **URGENT},
        {"what": "REMAINING", "members": ["law-1", "ksf-1"]},
        roles=CLOSERS,
        refuse=_motion_refusals,
        on_case=_put_motion,
    ),
    Act(
        "resolve_motion",
        "meeting",
        {
            "what": word(*MOTIONS),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "note": text(optional=True),
        },
        {
            "what": "INTAKE",
            "votes": {"law-1": "FOR", "ksf-1": "FOR", "kfme-1": "FOR", "con-1": "FOR", "kakao-1": "FOR"},
            "result": "PASSED",
            "resolution_no": "2023-A-090",
            "meeting_date": "2023-06-30",
        },
        roles=frozenset({"SECRETARY"}),
        refuse=_vote_refusals,
        on_case=_resolve_motion,
    ),
    Act(
        "plan_remaining",
        "case",
        {"claims": many(word()), "person": word(), "by": date()},
        {"claims": ["2023-000123"], "person": "law-1", "by": "2023-08-31"},
        roles=CLOSERS,
        stages=frozenset(Stage) - {Stage.CLOSED},
        while_held=True,
        refuse=_plan_refusals,
        on_claim=_plan,
    ),
    Act(
        "list_keeping",
        "case",
        {"items": many({"what": word(*KEPT), "keeper": text(), "until": date()})},
        {"items": [{"what": "DOCUMENTS", "keeper": "주식회사 카카오 개인정보보호팀", "until": "2026-07-31"}]},
        roles=CLOSERS,
        refuse=_keeping_refusals,
        on_case=_keep,
    ),
    Act(
        "seal_case",
        "case",
        {"left_open": count()},
        {"left_open": 0},
        roles=CLOSERS,
        refuse=_seal_refusals,
        on_case=_seal,
    ),
)
