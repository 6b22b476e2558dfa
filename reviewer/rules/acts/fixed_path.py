"""Acts of the fixed path: the list of fixed-amount claimants, its second pair of eyes, its adoption (5.4)."""

import dataclasses

from reviewer.rules.acts.noticing import URGENT, late_faults, why_late
from reviewer.rules.acts.resolving import numbers_used
from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, by_key, count, date, many, text, word
from reviewer.rules.acts.triage import band_faults
from reviewer.rules.acts.voting import VOTE, meeting_number, meeting_open, tally_of, vote_faults
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.council import Case, FixedList
from reviewer.rules.decision import fixed_award
from reviewer.rules.meetings import item_of
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from reviewer.rules.stage import Stage

LISTED = frozenset({Stage.FIXED_LISTED})


def _list_of(scene: Scene) -> FixedList | None:
    return scene.case.lists.get(str(scene.body["list"]))


def _meeting_faults(scene: Scene, drawn: FixedList | None) -> Refusals:
    """A list belongs to one meeting, and is worked on while that is open."""
    yield from meeting_open(scene)
    if drawn is not None and drawn.meeting != meeting_number(scene):
        yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", list=str(drawn.number))


def _list_item(scene: Scene) -> str:
    return item_of("LIST", str(scene.body["list"]))


def _draw_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    yield from late_faults(scene, _list_item(scene))
    if _list_of(scene) is not None:
        yield Problem("BadActBody", field="list", why="used", value=str(scene.body["list"]))
    if not scene.claims:
        yield Problem("BadActBody", field="claims", why="missing")
    for claim in scene.claims.values():
        yield from band_faults(scene, claim, claim.route)


def _draw(claim: Claim, scene: Scene) -> Claim:
    return claim.moved_to(Stage.FIXED_LISTED)


def _draw_case(case: Case, scene: Scene) -> Case:
    meeting = int(scene.subject.partition(":")[2])
    drawn = FixedList(scene.body["list"], meeting, scene.author, tuple(scene.body["claims"]))
    case = dataclasses.replace(case, lists={**case.lists, str(drawn.number): drawn})
    return case.with_items(meeting, _list_item(scene), late=why_late(scene, _list_item(scene)))


def _check_refusals(scene: Scene) -> Refusals:
    drawn = _list_of(scene)
    yield from _meeting_faults(scene, drawn)
    if drawn is None or drawn.is_over:
        yield Problem("ActNotAllowed", act=scene.act, why="no_such_list", list=str(scene.body["list"]))
    elif drawn.author == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    elif drawn.checked_by:
        yield Problem("ActNotAllowed", act=scene.act, why="list_checked", author=drawn.checked_by)


def _check_case(case: Case, scene: Scene) -> Case:
    drawn = dataclasses.replace(case.lists[str(scene.body["list"])], checked_by=scene.author)
    return dataclasses.replace(case, lists={**case.lists, str(drawn.number): drawn})


def _pull_refusals(scene: Scene) -> Refusals:
    drawn = _list_of(scene)
    yield from _meeting_faults(scene, drawn)
    if drawn is None or drawn.is_over or not set(scene.claims) <= set(drawn.remaining):
        yield Problem("ActNotAllowed", act=scene.act, why="no_such_list", list=str(scene.body["list"]))


def _pull(claim: Claim, scene: Scene) -> Claim:
    """A claim that was withdrawn meanwhile leaves the list and stays withdrawn."""
    return claim.moved_to(Stage.FIXED_READY) if claim.stage in LISTED else claim


def _pull_case(case: Case, scene: Scene) -> Case:
    drawn = case.lists[str(scene.body["list"])]
    pulled = {**drawn.pulled, **dict.fromkeys(scene.body["claims"], scene.body["reason"])}
    return dataclasses.replace(case, lists={**case.lists, str(drawn.number): dataclasses.replace(drawn, pulled=pulled)})


def _adopt_refusals(scene: Scene) -> Refusals:
    drawn = _list_of(scene)
    if drawn is None or not drawn.checked_by or drawn.is_over:
        yield Problem("ActNotAllowed", act=scene.act, why="list_not_checked", list=str(scene.body["list"]))
        return
    yield from _meeting_faults(scene, drawn)
    if set(drawn.remaining) != set(scene.claims):
        yield Problem("BadActBody", field="claims", why="not the lines of the list")
    yield from vote_faults(scene)
    letters = scene.body.get("letters", {})
    if scene.body["result"] == "PASSED" and set(letters) != set(scene.claims):
        yield Problem("BadActBody", field="letters", why="missing")
    if len(set(letters.values())) < len(letters) or not all(
        scene.case.number_is_free("letter", number) for number in letters.values()
    ):
        yield Problem("BadActBody", field="letters", why="not the next number")


def _adopt(claim: Claim, scene: Scene) -> Claim:
    body, tally = scene.body, tally_of(scene)
    if body["result"] != "PASSED":
        return claim.moved_to(Stage.FIXED_READY)
    drawn = scene.case.lists[str(body["list"])]
    award = fixed_award(claim, scene.plan)
    decision = Decision(
        uid=f"{scene.uid}/{claim.number}",
        seq=len(claim.decisions) + 1,
        kind="ORIGINAL",
        disposition="FIXED",
        award=award,
        award_basis="FIXED",
        calculated_award=award,
        decided_at=scene.made_at,
        rules_version=scene.case.rules_version,
        reasons=(GivenReason("A02"),),
        claimed_loss=claim.claimed_loss,
        lead=drawn.author,
        second=drawn.checked_by,
        meeting=drawn.meeting,
        meeting_date=scene.date("meeting_date"),
        resolution_no=body["resolution_no"],
        seats=tally.seats,
        present=tally.present,
        vote_rule=scene.plan.settings.vote_rule,
        votes=dict(body["votes"]),
        letter_no=body["letters"][claim.number],
        supersedes=claim.decisions[-1].uid if claim.decisions else "",
    )
    return claim.moved_to(Stage.RESOLVED, decisions=(*claim.decisions, decision))


def _adopt_case(case: Case, scene: Scene) -> Case:
    passed = scene.body["result"] == "PASSED"
    drawn = dataclasses.replace(case.lists[str(scene.body["list"])], adopted=passed, lost=not passed)
    case = dataclasses.replace(case, lists={**case.lists, str(drawn.number): drawn})
    return numbers_used(case, scene, "FIXED_LIST", about=str(scene.body["list"]))


ACTS = (
    Act(
        "draw_up_fixed_list",
        "meeting",
        {"list": count(), "claims": many(word()), **URGENT},
        {"list": 1, "claims": ["2023-000125"]},
        roles=frozenset({"SECRETARY"}),
        stages=frozenset({Stage.FIXED_READY}),
        refuse=_draw_refusals,
        on_claim=_draw,
        on_case=_draw_case,
    ),
    Act(
        "check_fixed_list",
        "meeting",
        {"list": count(), "note": text(optional=True)},
        {"list": 1, "note": "예금주·중복 확인"},
        roles=MEMBERS,
        refuse=_check_refusals,
        on_case=_check_case,
    ),
    Act(
        "pull_line",
        "meeting",
        {"list": count(), "claims": many(word()), "reason": text()},
        {"list": 1, "claims": ["2023-000125"], "reason": "예금주 확인 필요"},
        roles=MEMBERS,
        stages=LISTED | {Stage.WITHDRAWN, Stage.NOTIFIED},
        refuse=_pull_refusals,
        on_claim=_pull,
        on_case=_pull_case,
    ),
    Act(
        "adopt_fixed_list",
        "meeting",
        {
            "list": count(),
            "claims": many(word()),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "letters": by_key(word(), optional=True),
        },
        {
            "list": 1,
            "claims": ["2023-000125"],
            "votes": {"law-1": "FOR", "ksf-1": "FOR", "kfme-1": "FOR", "kakao-1": "FOR"},
            "result": "PASSED",
            "resolution_no": "2023-A-002",
            "meeting_date": "2023-04-20",
            "letters": {"2023-000125": "2023-A-0003"},
        },
        roles=frozenset({"SECRETARY"}),
        stages=LISTED,
        refuse=_adopt_refusals,
        on_claim=_adopt,
        on_case=_adopt_case,
    ),
)
