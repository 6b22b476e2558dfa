"""Acts that bind what a person says to the place where it stands: facts taken from papers, and notes."""

import dataclasses

from reviewer.rules.acts.reviewing import PAPER_WORK, may_check
from reviewer.rules.acts.shape import Act, Refusals, Scene, date, digest, flag, place, text, word
from reviewer.rules.bound_facts import FACTS, BoundFact, key_of, plain_value
from reviewer.rules.claim import Claim
from reviewer.rules.places import place_of
from reviewer.rules.problem import Problem


def may_bind(claim: Claim, scene: Scene, code: str) -> bool:
    """The lead takes facts from the papers; who else may check them may take those of identity."""
    return scene.author == claim.lead or claim.is_fixed or (FACTS[code].identity and may_check(claim, scene))


def _bind_refusals(scene: Scene) -> Refusals:
    body, kind = scene.body, FACTS.get(scene.body["fact"])
    if kind is None:
        yield Problem("BadActBody", field="fact", why="unknown", value=body["fact"])
        return
    if not may_bind(scene.claim, scene, kind.code):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    yield from _place_faults(scene)
    if "clipping" in body and "at" not in body:
        yield Problem("BadActBody", field="at", why="missing")
    try:
        plain_value(kind.code, body["value"])
    except ValueError as fault:
        yield Problem("BadActBody", field="value", why=str(fault), value=body["value"][:80])
    for name, wanted in (("day", "DAY_SALES"), ("label", "OTHER")):
        if (kind.code == wanted) != bool(body.get(name)):
            yield Problem("BadActBody", field=name, why="missing" if kind.code == wanted else "unknown")
    first, last = scene.plan.window
    if kind.code == "DAY_SALES" and "day" in body and not first <= scene.date("day") <= last:
        yield Problem("BadActBody", field="day", why="outside the window", value=body["day"])


def _place_faults(scene: Scene) -> Refusals:
    """A place lies in a paper of this claim and can be found again."""
    if "at" not in scene.body:
        return
    at = place_of(scene.body["at"])
    if not at.is_whole:
        yield Problem("BadActBody", field="at", why="not a place")
    elif at.document not in scene.claim.late_papers:
        scene.claim.paper(at.document)


def _bind(claim: Claim, scene: Scene) -> Claim:
    """A fact of the same key replaces the one before; the entries keep both."""
    body = scene.body
    fact = BoundFact(
        key_of(body["fact"], body.get("day", ""), scene.uid),
        body["fact"],
        body["value"],
        scene.author,
        scene.uid,
        body.get("day", ""),
        body.get("label", ""),
        place_of(body["at"]) if "at" in body else None,
        body.get("clipping", ""),
    )
    return dataclasses.replace(claim, facts=(*(one for one in claim.facts if one.key != fact.key), fact))


def _release_refusals(scene: Scene) -> Refusals:
    found = next((one for one in scene.claim.facts if one.key == scene.body["fact"]), None)
    if found is None:
        yield Problem("BadActBody", field="fact", why="unknown", value=scene.body["fact"])
    elif not may_bind(scene.claim, scene, found.code):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)


def _release(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, facts=tuple(one for one in claim.facts if one.key != scene.body["fact"]))


def _note_refusals(scene: Scene) -> Refusals:
    body = scene.body
    yield from _place_faults(scene)
    if body.get("dropped") and "replaces" not in body:
        yield Problem("BadActBody", field="replaces", why="missing")
    if not body.get("dropped") and not body.get("note", "").strip():
        yield Problem("BadActBody", field="note", why="missing")


_PLACE_EXAMPLE = {"document": "ab" * 32, "page": 1, "box": [1200, 3400, 2100, 3600]}

ACTS = (
    Act(
        "bind_fact",
        "claim",
        {
            "fact": word(),
            "value": text(),
            "day": date(optional=True),
            "label": text(optional=True),
            "at": place(optional=True),
            "clipping": digest(optional=True),
        },
        {"fact": "OUTAGE_WEEK_SALES", "value": "2200000", "at": _PLACE_EXAMPLE},
        stages=PAPER_WORK,
        refuse=_bind_refusals,
        on_claim=_bind,
    ),
    Act(
        "release_fact",
        "claim",
        {"fact": word()},
        {"fact": "OUTAGE_WEEK_SALES"},
        stages=PAPER_WORK,
        refuse=_release_refusals,
        on_claim=_release,
    ),
    Act(
        "pin_note",
        "claim",
        {
            "note": text(optional=True),
            "at": place(optional=True),
            "about": date(optional=True),
            "replaces": word(optional=True),
            "dropped": flag(optional=True),
        },
        {"note": "손님이 없었다는 메모가 보임", "at": _PLACE_EXAMPLE, "about": "2022-10-16"},
        deciding=False,
        writes=True,
        refuse=_note_refusals,
    ),
)
