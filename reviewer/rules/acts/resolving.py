"""Acts of the meeting on claims: agenda, pulling out of the consent list, resolution (domain.md 5.2, 5.4)."""

import dataclasses
from collections.abc import Mapping

from reviewer.rules.acts.shape import (
    MEMBERS,
    Act,
    Refusals,
    Scene,
    by_key,
    date,
    many,
    text,
    won,
    word,
)
from reviewer.rules.acts.voting import VOTE, tally_of, vote_faults
from reviewer.rules.claim import Claim, Decision, Stage
from reviewer.rules.council import Case, Resolution
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.quality import Drawing, QualityCheck, draw, period_of


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
        and not any(ground != "NONE" for ground in claim.conflicts.values())
    )
    return "CONSENT" if plain else "DISCUSSION"


def _agenda_refusals(scene: Scene) -> Refusals:
    meeting = scene.case.meeting(int(scene.subject.partition(":")[2]))
    if meeting is None or meeting.state != "CONVENED":
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_open", meeting=scene.subject)
    for claim in scene.claims.values():
        if scene.body["list"] == "CONSENT" and agenda_list(claim, scene.plan.settings.consent_limit) != "CONSENT":
            yield Problem("ActNotAllowed", act=scene.act, why="not_for_consent", claim=claim.number)


def _to_agenda(claim: Claim, scene: Scene) -> Claim:
    number = int(scene.subject.partition(":")[2])
    return claim.moved_to(Stage.ON_AGENDA, meeting=number, agenda_list=scene.body["list"])


def _pull_out(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, agenda_list="DISCUSSION")


def _resolve_refusals(scene: Scene) -> Refusals:
    body = scene.body
    meeting = scene.case.meeting(int(scene.subject.partition(":")[2]))
    if meeting is None or meeting.state != "CONVENED":
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_open", meeting=scene.subject)
        return
    yield from vote_faults(scene)
    if body["result"] == "PASSED" and not scene.case.number_is_free("resolution", body["resolution_no"]):
        yield Problem("BadActBody", field="resolution_no", why="used", value=body["resolution_no"])
    letters = list(body.get("letters", {}).values())
    if len(set(letters)) < len(letters) or not all(scene.case.number_is_free("letter", number) for number in letters):
        yield Problem("BadActBody", field="letters", why="used", value=" ".join(letters)[:80])
    for claim in scene.claims.values():
        if claim.open_challenge is not None:
            yield Problem("ActNotAllowed", act=scene.act, why="challenge_open", claim=claim.number)
        if claim.meeting != meeting.number:
            yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", claim=claim.number)
        if len(scene.claims) > 1 and claim.agenda_list != "CONSENT":
            yield Problem("ActNotAllowed", act=scene.act, why="not_for_consent", claim=claim.number)
        if body["result"] == "PASSED" and claim.number not in body.get("letters", {}):
            yield Problem("BadActBody", field=f"letters.{claim.number}", why="missing")
    awards = sorted(claim.number for claim in scene.claims.values() if gives_money(claim, scene.plan))
    if "awards" in body and sorted(body["awards"]) != awards:
        yield Problem("BadActBody", field="awards", why="not those that give money", value=" ".join(awards)[:80])


def _resolve(claim: Claim, scene: Scene) -> Claim:
    body, proposal, tally = scene.body, claim.proposal, tally_of(scene)
    if body["result"] != "PASSED" or proposal is None:
        return claim.moved_to(Stage.DEFERRED, ties=claim.ties + int(tally.is_tie))
    decision = Decision(
        uid=f"{scene.uid}/{claim.number}",
        seq=len(claim.decisions) + 1,
        kind=proposal.kind,
        disposition=proposal.disposition,
        award=tally.award if tally.award is not None else proposal.award,
        award_basis=proposal.award_basis if tally.award is None else "AMOUNT_VOTE",
        calculated_award=proposal.calculated_award,
        decided_at=scene.made_at,
        rules_version=scene.case.rules_version,
        reasons=proposal.reasons,
        assessment=claim.assessment,
        claimed_loss=claim.claimed_loss,
        lead=proposal.author,
        second=claim.opinion.author if claim.opinion else "",
        meeting=claim.meeting,
        meeting_date=scene.date("meeting_date"),
        resolution_no=body["resolution_no"],
        seats=tally.seats,
        present=tally.present,
        vote_rule=scene.plan.settings.vote_rule,
        votes=dict(body["votes"]),
        amounts_voted=tuple(sorted(body.get("amounts", {}).values())),
        amount_rule=scene.plan.settings.amount_rule if tally.award is not None else "",
        letter_no=body["letters"][claim.number],
        supersedes=claim.decisions[-1].uid if claim.decisions else "",
        override_reason=proposal.override_reason,
    )
    why = _draw(scene)[0].get(claim.number)
    checks = (QualityCheck(decision.uid, why, scene.plan.settings.quality_rule),) if why else ()
    return claim.moved_to(
        Stage.RESOLVED, decisions=(*claim.decisions, decision), deciding="ORIGINAL", quality=claim.quality + checks
    )


def gives_money(claim: Claim, plan: Plan) -> bool:
    """Whether the proposal on a claim is an award; a request to return is none."""
    proposal = claim.proposal
    if proposal is None or proposal.kind == "RETURN_REQUEST":
        return False
    return plan.dispositions[proposal.disposition].money != "none"


def _draw(scene: Scene) -> tuple[Mapping[str, str], Drawing]:
    """Which claims of the item wait for a quality check; known to whoever has the entries alone (ADR 18)."""
    settings, claims = scene.plan.settings, scene.body["claims"]
    if scene.body["result"] != "PASSED" or not settings.quality_rule:
        return {}, scene.case.drawing
    awards = set(scene.body.get("awards", claims))
    return draw(
        scene.case.drawing,
        [number for number in claims if number in awards],
        [number for number in claims if number not in awards],
        seed=scene.hash,
        period=period_of(scene.day, settings.quality_period),
        share=settings.quality_draw,
        limit=settings.quality_limit,
    )


def numbers_used(case: Case, scene: Scene, item: str) -> Case:
    """Return the case with the resolution kept and its numbers used up."""
    body = scene.body
    meeting = int(scene.subject.partition(":")[2])
    kept = Resolution(
        body.get("resolution_no", ""), meeting, item, body["result"], dict(body["votes"]), tuple(scene.claims)
    )
    case = dataclasses.replace(case, resolutions=(*case.resolutions, kept))
    if body["result"] == "PASSED":
        case = case.with_number("resolution", body["resolution_no"])
        for number in body.get("letters", {}).values():
            case = case.with_number("letter", number)
    return case


def _resolve_case(case: Case, scene: Scene) -> Case:
    case = dataclasses.replace(case, drawing=_draw(scene)[1])
    return numbers_used(case, scene, "CONSENT" if len(scene.body["claims"]) > 1 else "CLAIM")


ACTS = (
    Act(
        "put_on_agenda",
        "meeting",
        {"claims": many(word()), "list": word("CONSENT", "DISCUSSION")},
        {"claims": ["2023-000123"], "list": "CONSENT"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.CHECKED, Stage.DEFERRED}),
        refuse=_agenda_refusals,
        on_claim=_to_agenda,
    ),
    Act(
        "pull_out",
        "claim",
        {"note": text(optional=True)},
        {"note": "금액 논의 필요"},
        roles=MEMBERS,
        stages=frozenset({Stage.ON_AGENDA}),
        by_recused=False,
        on_claim=_pull_out,
    ),
    Act(
        "resolve",
        "meeting",
        {
            "claims": many(word()),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "letters": by_key(word(), optional=True),
            "amounts": by_key(won(), optional=True),
            "awards": many(word(), optional=True),
            "note": text(optional=True),
        },
        {
            "claims": ["2023-000123"],
            "awards": ["2023-000123"],
            "votes": {"law-1": "FOR", "ksf-1": "FOR", "kfme-1": "FOR", "kakao-1": "ABSENT"},
            "result": "PASSED",
            "resolution_no": "2023-A-001",
            "meeting_date": "2023-04-20",
            "letters": {"2023-000123": "2023-A-0001"},
        },
        roles=frozenset({"SECRETARY"}),
        stages=frozenset({Stage.ON_AGENDA}),
        refuse=_resolve_refusals,
        on_claim=_resolve,
        on_case=_resolve_case,
    ),
)
