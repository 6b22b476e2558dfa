"""Acts of the council itself: founding, roster, plan and wording, meetings, rules and chair."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts.resolving import numbers_used
from reviewer.rules.acts.shape import (
    Act,
    Refusals,
    Scene,
    by_key,
    count,
    date,
    digest,
    flag,
    many,
    text,
    word,
)
from reviewer.rules.acts.voting import VOTE, meeting_open, vote_faults
from reviewer.rules.council import PAYER_BODY, AdoptedRules, Case, Member, RosterChange
from reviewer.rules.problem import Problem

MEMBER = {
    "id": word(),
    "role": word("MEMBER", "CHAIR", "SECRETARY", "STAFF", "OBSERVER", "AUDITOR"),
    "body": word(),
    "seat": count(),
    "computer": word(),
    "name": text(),
    "latin_name": word(optional=True),
    "public_keys": many(word()),
}
_MEMBER_EXAMPLE = {
    "id": "law-1",
    "role": "MEMBER",
    "body": "LAW",
    "seat": 5,
    "computer": "E",
    "name": "김위원",
    "public_keys": ["ab" * 32],
}


def _members(lines: list[Mapping[str, Any]]) -> tuple[Member, ...]:
    return tuple(
        Member(
            line["id"],
            line["role"],
            line["body"],
            line["seat"],
            line["computer"],
            line["name"],
            line.get("latin_name", ""),
            tuple(line["public_keys"]),
        )
        for line in lines
    )


def _roster_faults(scene: Scene) -> Refusals:
    lines = scene.body["roster"]
    ids = [line["id"] for line in lines]
    seats = [line["seat"] for line in lines if line["seat"]]
    if len(set(ids)) < len(ids):
        yield Problem("BadActBody", field="roster.id", why="twice")
    if len(set(seats)) < len(seats):
        yield Problem("BadActBody", field="roster.seat", why="twice")
    if not any(line["role"] == "SECRETARY" for line in lines):
        yield Problem("BadActBody", field="roster.role", why="no secretary")
    keys = [key for line in lines for key in line["public_keys"]]
    if len(set(keys)) < len(keys):
        yield Problem("BadActBody", field="roster.public_keys", why="twice")
    chair = scene.case.chair
    for line in lines:
        if line["role"] == "CHAIR" and not _sits_already(line, chair):
            yield Problem("BadActBody", field="roster.role", why="only elected", value=line["id"])
    if chair is not None and not any(line["role"] == "CHAIR" for line in lines):
        yield Problem("BadActBody", field="roster.role", why="no chair left", value=chair.id)


def _sits_already(line: Mapping[str, Any], chair: Member | None) -> bool:
    """A roster leaves the elected chair where they sit; only `elect_chair` makes one (domain.md 5.2).

    So there is always somebody to confirm the next change; who gives up the chair is followed by an election first.
    """
    return chair is not None and (line["id"], line["body"]) == (chair.id, chair.body) and line["seat"] > 0


def _found_refusals(scene: Scene) -> Refusals:
    if scene.case.roster:
        yield Problem("ActNotAllowed", act=scene.act, why="founded")
    yield from _roster_faults(scene)
    founder = next((line for line in scene.body["roster"] if line["id"] == scene.author), None)
    if founder is None or founder["role"] != "SECRETARY":
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=founder["role"] if founder else "")


def _found(case: Case, scene: Scene) -> Case:
    body = scene.body
    return dataclasses.replace(
        case,
        name=body["name"],
        is_sample=body["sample"],
        founded_at=scene.made_at,
        plan=body["plan"],
        plans={scene.hash: body["plan"]},
        wording=body["wording"],
        controller=body["controller"],
        legal_ground=body["legal_ground"],
        rules_version=scene.hash,
        roster={member.id: member for member in _members(body["roster"])},
    )


def _waiting(case: Case, change: RosterChange) -> Case:
    others = tuple(one for one in case.waiting if one.what != change.what)
    return dataclasses.replace(case, waiting=(*others, change))


def _change_roster(case: Case, scene: Scene) -> Case:
    """In force at once while there is no chair to confirm it (house.md section 2)."""
    members = _members(scene.body["roster"])
    if case.chair is None:
        return dataclasses.replace(case, roster={member.id: member for member in members})
    return _waiting(case, RosterChange(scene.uid, scene.author, "ROSTER", members))


def _change_text(what: str, case: Case, scene: Scene) -> Case:
    if case.chair is None:
        return _text_in_force(case, what, scene.body["text"], scene.hash)
    return _waiting(case, RosterChange(scene.uid, scene.author, what, (), scene.body["text"]))


def _text_in_force(case: Case, what: str, digest: str, entry_hash: str) -> Case:
    if what == "WORDING":
        return dataclasses.replace(case, wording=digest)
    plans = {**case.plans, entry_hash: digest}
    return dataclasses.replace(
        case, plan=digest, plans=plans, rules_version=entry_hash, rules_resolution=None, rules_adopted_on=None
    )


def _confirm_refusals(what: str, scene: Scene) -> Refusals:
    waiting = next((one for one in scene.case.waiting if one.what == what), None)
    if waiting is None or waiting.entry != scene.body["entry"]:
        yield Problem("ActNotAllowed", act=scene.act, why="nothing_waits", entry=scene.body["entry"])
    elif waiting.author == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    elif any(one.role == "CHAIR" and one.id != scene.author for one in waiting.members):
        yield Problem("ActNotAllowed", act=scene.act, why="another_chair_since", author=scene.author)


def _confirm(what: str, case: Case, scene: Scene) -> Case:
    change = next(one for one in case.waiting if one.what == what)
    case = dataclasses.replace(case, waiting=tuple(one for one in case.waiting if one.what != what))
    if what == "ROSTER":
        return dataclasses.replace(case, roster={member.id: member for member in change.members})
    return _text_in_force(case, what, change.text, scene.hash)


def _confirming(name: str, what: str) -> Act:
    return Act(
        name,
        "case",
        {"entry": word()},
        {"entry": "01890000-0000-7000-8000-000000000000"},
        roles=frozenset({"CHAIR"}),
        refuse=lambda scene: _confirm_refusals(what, scene),
        on_case=lambda case, scene: _confirm(what, case, scene),
    )


def _vote_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    yield from vote_faults(scene)
    if scene.body.get("rules_version", scene.case.rules_version) != scene.case.rules_version:
        yield Problem("BadActBody", field="rules_version", why="not in force", value=scene.body["rules_version"][:16])
    if scene.act == "elect_chair":
        elected = scene.case.roster.get(scene.body["chair"])
        if elected is None or not elected.has_vote:
            yield Problem("BadActBody", field="chair", why="no seat", value=scene.body["chair"])
        elif elected.role == "SECRETARY":
            yield Problem("BadActBody", field="chair", why="is the secretary", value=elected.id)
        elif elected.body == PAYER_BODY and not scene.plan.settings.payer_may_chair:
            yield Problem("ActNotAllowed", act=scene.act, why="payer_may_not_chair", body=elected.body)


def _adopt_rules(case: Case, scene: Scene) -> Case:
    case = numbers_used(case, scene, "RULES")
    if scene.body["result"] != "PASSED":
        return case
    resolution, on = case.resolutions[-1], scene.date("meeting_date")
    made = AdoptedRules(resolution.number, resolution.meeting, on)
    adopted = {**case.adopted, case.rules_version: made}
    return dataclasses.replace(case, rules_resolution=resolution, rules_adopted_on=on, adopted=adopted)


def _elect(case: Case, scene: Scene) -> Case:
    case = numbers_used(case, scene, "CHAIR", about=scene.body["chair"])
    if scene.body["result"] != "PASSED":
        return case
    roster = {
        member.id: dataclasses.replace(
            member, role="CHAIR" if member.id == scene.body["chair"] else _no_chair(member.role)
        )
        for member in case.roster.values()
    }
    return dataclasses.replace(case, roster=roster)


def _no_chair(role: str) -> str:
    return "MEMBER" if role == "CHAIR" else role


_VOTING = {
    "votes": by_key(VOTE),
    "result": word("PASSED", "NOT_PASSED"),
    "resolution_no": word(optional=True),
    "meeting_date": date(),
}
_VOTING_EXAMPLE = {
    "votes": {"law-1": "FOR", "ksf-1": "FOR", "kfme-1": "FOR", "kakao-1": "FOR"},
    "result": "PASSED",
    "resolution_no": "2023-A-001",
    "meeting_date": "2023-02-20",
}
_SECRETARY = frozenset({"SECRETARY"})

ACTS = (
    Act(
        "found_case",
        "case",
        {
            "name": word(),
            "sample": flag(),
            "plan": text(whole=True),
            "wording": text(whole=True),
            "controller": text(),
            "legal_ground": text(),
            "roster": many(MEMBER),
        },
        {
            "name": "1015 피해지원",
            "sample": True,
            "plan": "(the plan file)",
            "wording": "(the letter wordings)",
            "controller": "주식회사 카카오",
            "legal_ground": "정보주체의 동의",
            "roster": [{**_MEMBER_EXAMPLE, "role": "SECRETARY"}],
        },
        refuse=_found_refusals,
        on_case=_found,
    ),
    Act(
        "change_roster",
        "case",
        {"roster": many(MEMBER)},
        {"roster": [_MEMBER_EXAMPLE]},
        roles=_SECRETARY,
        refuse=_roster_faults,
        on_case=_change_roster,
    ),
    _confirming("confirm_roster", "ROSTER"),
    Act(
        "adopt_plan",
        "case",
        {"text": text(whole=True)},
        {"text": "(the plan file)"},
        roles=_SECRETARY,
        on_case=lambda case, scene: _change_text("PLAN", case, scene),
    ),
    _confirming("confirm_plan", "PLAN"),
    Act(
        "adopt_wording",
        "case",
        {"text": text(whole=True)},
        {"text": "(the letter wordings)"},
        roles=_SECRETARY,
        on_case=lambda case, scene: _change_text("WORDING", case, scene),
    ),
    _confirming("confirm_wording", "WORDING"),
    Act(
        "adopt_rules",
        "meeting",
        {**_VOTING, "rules_version": digest(optional=True)},
        _VOTING_EXAMPLE,
        roles=_SECRETARY,
        refuse=_vote_refusals,
        on_case=_adopt_rules,
    ),
    Act(
        "elect_chair",
        "meeting",
        {**_VOTING, "chair": word()},
        {**_VOTING_EXAMPLE, "resolution_no": "2023-A-002", "chair": "law-1"},
        roles=_SECRETARY,
        refuse=_vote_refusals,
        on_case=_elect,
    ),
)
