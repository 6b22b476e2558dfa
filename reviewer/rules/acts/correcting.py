"""The act of a correcting resolution: the council puts an item it closed to the vote again (domain.md 5.2)."""

import dataclasses

from reviewer.rules.acts import aside
from reviewer.rules.acts.noticing import came_late
from reviewer.rules.acts.resolving import numbers_used
from reviewer.rules.acts.shape import Act, Refusals, Scene, by_key, date, many, text, word
from reviewer.rules.acts.voting import VOTE, meeting_number, vote_faults
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage


def _refusals(scene: Scene) -> Refusals:
    """Until its letter leaves an item can be opened again by a majority; afterwards the claim is corrected itself."""
    if len(scene.claims) != 1:
        yield Problem("BadActBody", field="claims", why="one at a time")
        return
    claim = next(iter(scene.claims.values()))
    decision = claim.decision
    if decision is None or decision.resolution_no != scene.body["corrects"]:
        yield Problem("ActNotAllowed", act=scene.act, why="no_such_resolution", claim=claim.number)
    elif any(letter.letter_no == decision.letter_no for letter in claim.letters):
        yield Problem("ActNotAllowed", act=scene.act, why="issued_before", letter=decision.letter_no)
    yield from vote_faults(scene)


def _correct(claim: Claim, scene: Scene) -> Claim:
    """Passed, the claim stands on this meeting's discussion list again; what was decided counts as undone."""
    claim = aside.stepped_aside(claim, scene)
    decision = claim.decision
    if scene.body["result"] != "PASSED" or decision is None:
        return claim
    claim = dataclasses.replace(claim, undone=claim.undone | {decision.uid}, deciding=decision.kind)
    if decision.by_list:
        return claim.moved_to(Stage.FIXED_READY, agenda_list="", meeting=0)
    return claim.moved_to(Stage.ON_AGENDA, meeting=meeting_number(scene), agenda_list="DISCUSSION")


def _correct_case(case: Case, scene: Scene) -> Case:
    """An item of an earlier meeting was not on this one's agenda; why it is opened again is why it comes late."""
    late = scene.body["note"] if came_late(scene, *scene.body["claims"]) else ""
    return numbers_used(case, scene, "CORRECTION", about=scene.body["corrects"], late=late)


ACTS = (
    Act(
        "correct_resolution",
        "meeting",
        {
            "claims": many(word()),
            "corrects": word(),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "note": text(),
            **aside.STATED,
        },
        {
            "claims": ["2023-000123"],
            "corrects": "2023-A-002",
            "votes": {"law-1": "FOR", "ksf-1": "FOR", "kfme-1": "FOR", "kakao-1": "ABSENT"},
            "result": "PASSED",
            "resolution_no": "2023-A-003",
            "meeting_date": "2023-04-20",
            "note": "표결을 잘못 옮겨 적음",
        },
        roles=frozenset({"SECRETARY"}),
        stages=frozenset({Stage.RESOLVED}),
        refuse=_refusals,
        on_claim=_correct,
        on_case=_correct_case,
    ),
)
