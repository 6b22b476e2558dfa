"""Acts on the agenda of a meeting: putting claims on it, taking them off, pulling one out (domain.md 5.2, 5.4)."""

import dataclasses

from reviewer.rules.acts.noticing import URGENT, late_faults, why_late
from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, many, text, word
from reviewer.rules.acts.voting import meeting_number, meeting_of, meeting_open
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage


def agenda_list(claim: Claim, consent_limit: int) -> str:
    """CONSENT when both reviewers agree, the award is within the limit and nothing is special (5.4)."""
    proposal, opinion = claim.proposal, claim.opinion
    plain = (
        proposal is not None
        and opinion is not None
        and opinion.opinion == "AGREE"
        and proposal.award <= consent_limit
        and proposal.award_basis != "OVERRIDE"
        and not claim.ties
        and not claim.objected_by
        and not lowers(claim)
        and not any(ground != "NONE" for ground in claim.conflicts.values())
    )
    return "CONSENT" if plain else "DISCUSSION"


def lowers(claim: Claim) -> bool:
    """Whether the proposal lowers an amount that was told, or asks money back; that is always discussed (4.3)."""
    proposal, told = claim.proposal, claim.decision
    if proposal is None or told is None:
        return False
    return proposal.kind == "RETURN_REQUEST" or proposal.award < told.award


def _agenda_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    yield from late_faults(scene, *scene.claims)
    held, limit = meeting_of(scene), scene.plan.settings.consent_limit
    for claim in scene.claims.values():
        belongs = agenda_list(claim, limit)
        if scene.body.get("list", belongs) == "CONSENT" and belongs != "CONSENT":
            yield Problem("ActNotAllowed", act=scene.act, why="not_for_consent", claim=claim.number)
        if claim.stage is Stage.ON_AGENDA and not _left_over(claim, scene.case):
            yield Problem("ActNotAllowed", act=scene.act, why="on_an_agenda", claim=claim.number)
        if held is not None and held.is_written and belongs != "CONSENT" and claim.deciding != "CORRECTION":
            yield Problem("ActNotAllowed", act=scene.act, why="not_in_writing", claim=claim.number)


def _left_over(claim: Claim, case: Case) -> bool:
    """A meeting that closed before this item was voted on leaves it for the next one."""
    held = case.meeting(claim.meeting)
    return held is not None and held.state == "CLOSED"


def _to_agenda(claim: Claim, scene: Scene) -> Claim:
    which = scene.body.get("list") or agenda_list(claim, scene.plan.settings.consent_limit)
    return claim.moved_to(Stage.ON_AGENDA, meeting=meeting_number(scene), agenda_list=which, written={})


def _agenda_case(case: Case, scene: Scene) -> Case:
    claims = scene.body["claims"]
    return case.with_items(meeting_number(scene), *claims, late=why_late(scene, *claims))


def _off_refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    for claim in scene.claims.values():
        if claim.meeting != meeting_number(scene):
            yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", claim=claim.number)


def _pull_refusals(scene: Scene) -> Refusals:
    member = scene.case.roster.get(scene.body.get("by", scene.author))
    if "by" in scene.body and (member is None or not member.has_vote):
        yield Problem("BadActBody", field="by", why="no seat", value=scene.body["by"])
    elif member is not None and scene.claim.is_recused(member.id):
        ground = scene.claim.conflicts[member.id]
        yield Problem("Recused", claim=scene.claim.number, ground=ground, author=member.id)


def _pull_out(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, agenda_list="DISCUSSION", pulled_by=scene.body.get("by", scene.author))


ACTS = (
    Act(
        "put_on_agenda",
        "meeting",
        {"claims": many(word()), "list": word("CONSENT", "DISCUSSION", optional=True), **URGENT},
        {"claims": ["2023-000123", "2023-000124"]},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.CHECKED, Stage.DEFERRED, Stage.ON_AGENDA}),
        refuse=_agenda_refusals,
        on_claim=_to_agenda,
        on_case=_agenda_case,
    ),
    Act(
        "take_off_agenda",
        "meeting",
        {"claims": many(word()), "reason": text()},
        {"claims": ["2023-000124"], "reason": "다음 회의에서 다루기로 함"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.ON_AGENDA}),
        refuse=_off_refusals,
        on_claim=lambda claim, scene: claim.moved_to(Stage.CHECKED, meeting=0, agenda_list="", written={}),
    ),
    Act(
        "pull_out",
        "claim",
        {"note": text(optional=True), "by": word(optional=True)},
        {"note": "금액 논의 필요", "by": "con-1"},
        roles=MEMBERS,
        stages=frozenset({Stage.ON_AGENDA}),
        refuse=_pull_refusals,
        on_claim=_pull_out,
    ),
)
