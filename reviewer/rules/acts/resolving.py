"""The act of the meeting that decides claims: one claim, or the consent list as one (domain.md 5.2, 5.4)."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts import aside
from reviewer.rules.acts.after_tie import favoured_offer, put_question_faults, refusal_faults
from reviewer.rules.acts.deciding import by_old_rules
from reviewer.rules.acts.shape import Act, Refusals, Scene, by_key, date, many, text, won, word
from reviewer.rules.acts.voting import VOTE, Tally, meeting_number, meeting_of, tally_of, vote_faults
from reviewer.rules.assessment import Assessment
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.council import Case
from reviewer.rules.council_votes import Offer
from reviewer.rules.decision import expected_disposition, lowering_faults
from reviewer.rules.meetings import DECIDING, QUESTIONS, Resolution
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from reviewer.rules.quality import Drawing, QualityCheck, draw, period_of
from reviewer.rules.returning import sum_faults
from reviewer.rules.stage import Stage


def question_of(scene: Scene) -> str:
    """What was put to the vote; the proposal where the body does not say."""
    return str(scene.body.get("question", "PROPOSAL"))


def is_decided(scene: Scene) -> bool:
    """Whether this vote makes a decision; that the loss is accepted, or the item held over, makes none."""
    return scene.body["result"] in DECIDING and question_of(scene) in ("PROPOSAL", "REFUSAL")


def _resolve_refusals(scene: Scene) -> Refusals:
    held = meeting_of(scene)
    if held is None or held.state != "CONVENED":
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_open", meeting=scene.subject)
        return
    decided = is_decided(scene)
    yield from vote_faults(scene, needs_number=decided)
    yield from _number_faults(scene, decided)
    if question_of(scene) != "PROPOSAL" and len(scene.claims) > 1:
        yield Problem("BadActBody", field="claims", why="one at a time")
    for claim in scene.claims.values():
        yield from _claim_refusals(claim, scene, decided)
        if held.is_written:
            yield from _written_refusals(claim, scene)
    awards = sorted(claim.number for claim in scene.claims.values() if gives_money(claim, scene.plan, scene.body))
    if sorted(_awards_named(scene) if decided else scene.body.get("awards", awards)) != awards:
        yield Problem("BadActBody", field="awards", why="not those that give money", value=" ".join(awards)[:80])


def _number_faults(scene: Scene, decided: bool) -> Refusals:
    body = scene.body
    if not decided:
        return
    letters = list(body.get("letters", {}).values())
    if len(set(letters)) < len(letters) or not all(scene.case.number_is_free("letter", number) for number in letters):
        yield Problem("BadActBody", field="letters", why="not the next number", value=" ".join(letters)[:80])


def _claim_refusals(claim: Claim, scene: Scene, decided: bool) -> Refusals:
    body, question = scene.body, question_of(scene)
    if claim.open_challenge is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="challenge_open", claim=claim.number)
    if claim.meeting != meeting_number(scene):
        yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", claim=claim.number)
    if len(scene.claims) > 1 and claim.agenda_list != "CONSENT":
        yield Problem("ActNotAllowed", act=scene.act, why="not_for_consent", claim=claim.number)
    if decided and claim.number not in body.get("letters", {}):
        yield Problem("BadActBody", field=f"letters.{claim.number}", why="missing")
    if question == "DEFER" and not body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")
    if decided:
        yield from by_old_rules(scene, claim)
    yield from put_question_faults(claim, scene.act, question, amounts=bool(body.get("amounts")))
    yield from refusal_faults(claim, scene, question)
    if body.get("amounts"):
        yield from _amount_refusals(claim, scene)


def _amount_refusals(claim: Claim, scene: Scene) -> Refusals:
    """Amounts are voted on where something is to be paid; an amount of nothing would be a refusal by the back door."""
    proposal, amounts = claim.proposal, scene.body["amounts"]
    if question_of(scene) != "PROPOSAL" or proposal is None or len(scene.claims) > 1:
        yield Problem("BadActBody", field="amounts", why="one at a time")
        return
    for member, amount in amounts.items():
        if amount == 0:
            yield Problem("ActNotAllowed", act=scene.act, why="refusal_is_its_own_question", member=member)
    settled = tally_of(scene).award  # None where too few named an amount, and nothing is decided
    if proposal.kind == "RETURN_REQUEST":
        yield from sum_faults(claim, settled) if settled is not None else ()
        return
    disposition = _paid_disposition(claim, scene)
    if disposition == "CONVERTED_FIXED":
        yield Problem("DecisionIncomplete", claim=claim.number, what="fixed_is_fixed", check="")
    elif disposition not in ("APPROVED_FULL", "APPROVED_PARTIAL"):
        yield Problem("ActNotAllowed", act=scene.act, why="no_verified_loss", claim=claim.number)
    if settled is not None:
        yield from lowering_faults(claim, scene.plan, settled)


def _paid_disposition(claim: Claim, scene: Scene) -> str:
    """The disposition of an amount the council set: the proposed one, or what the accepted loss calls for."""
    assert claim.proposal is not None
    if claim.proposal.award > 0 or claim.assessment is None:
        return claim.proposal.disposition
    return expected_disposition(claim.assessment, claim, scene.plan)


def _written_refusals(claim: Claim, scene: Scene) -> Refusals:
    """By writing the secretary only counts what every member signed (domain.md 5.2, 5.5)."""
    if question_of(scene) != "PROPOSAL" or "amounts" in scene.body:
        yield Problem("ActNotAllowed", act=scene.act, why="not_in_writing", claim=claim.number)
    for member, vote in scene.body["votes"].items():
        if vote != claim.written.get(member, "RECUSED" if claim.is_recused(member) else "ABSENT"):
            yield Problem("BadActBody", field=f"votes.{member}", why="not as signed")
    held = meeting_of(scene)
    waiting = [one.id for one in scene.case.seats if one.id not in claim.written and not claim.is_recused(one.id)]
    if held is not None and waiting and scene.day <= held.date:
        yield Problem("ActNotAllowed", act=scene.act, why="still_in_writing", claim=claim.number, missing=len(waiting))


def _resolve(claim: Claim, scene: Scene) -> Claim:
    claim = aside.stepped_aside(claim, scene)
    body, proposal, tally, question = scene.body, claim.proposal, tally_of(scene), question_of(scene)
    if proposal is None or question == "DEFER":
        passed = proposal is None or body["result"] == "PASSED"
        return claim.moved_to(Stage.DEFERRED) if passed else claim
    if question == "LOSS":
        return dataclasses.replace(claim, loss_accepted="YES" if body["result"] == "PASSED" else "NO")
    if body["result"] not in DECIDING:
        return _not_passed(claim, tally, question)
    decision = _decision(claim, scene, tally, **_outcome(claim, scene, tally))
    why = _draw(scene)[0].get(claim.number)
    checks = (QualityCheck(decision.uid, why, scene.plan.settings.quality_rule),) if why else ()
    return claim.moved_to(
        Stage.RESOLVED, decisions=(*claim.decisions, decision), deciding="ORIGINAL", ties=0, offers=(),
        loss_accepted="", written={}, pulled_by="", quality=claim.quality + checks,
    )  # fmt: skip


def gives_money(claim: Claim, plan: Plan, body: Mapping[str, Any]) -> bool:
    """Whether what is voted on gives an award; a refusal and a request to return give none."""
    proposal = claim.proposal
    if proposal is None or proposal.kind == "RETURN_REQUEST":
        return False
    if body.get("question") == "REFUSAL" and body["result"] == "PASSED":
        return False
    return bool(body.get("amounts")) or plan.dispositions[proposal.disposition].money != "none"


def _awards_named(scene: Scene) -> list[str]:
    """The claims that the body says get money; where it does not say, all, unless the refusal was put."""
    unnamed = [] if question_of(scene) == "REFUSAL" and scene.body["result"] == "PASSED" else scene.body["claims"]
    return list(scene.body.get("awards", unnamed))


def _draw(scene: Scene) -> tuple[Mapping[str, str], Drawing]:
    """Which claims of the item wait for a quality check; known to whoever has the entries alone (ADR 18)."""
    settings, claims = scene.plan.settings, scene.body["claims"]
    if not is_decided(scene) or not settings.quality_rule:
        return {}, scene.case.drawing
    awards = set(_awards_named(scene))
    return draw(
        scene.case.drawing,
        [number for number in claims if number in awards],
        [number for number in claims if number not in awards],
        seed=scene.hash,
        period=period_of(scene.day, settings.quality_period),
        share=settings.quality_draw,
        limit=settings.quality_limit,
    )


def _not_passed(claim: Claim, tally: Tally, question: str) -> Claim:
    """A lost motion refuses nothing: the claim is held over, after the second tie it stays on the table (5.2)."""
    if question == "REFUSAL" or not tally.is_tie:
        return claim.moved_to(Stage.DEFERRED, loss_accepted="")
    assert claim.proposal is not None
    tied = dataclasses.replace(
        claim,
        ties=claim.ties + 1,
        offers=(*claim.offers, Offer(claim.proposal.award, tally.votes_for, tally.present)),
        agenda_list="DISCUSSION",
    )
    return tied if tied.has_tied_twice else tied.moved_to(Stage.DEFERRED)


def _outcome(claim: Claim, scene: Scene, tally: Tally) -> dict[str, Any]:
    """What the vote decided: the proposal, an amount, the refusal, or after two ties the favoured offer."""
    proposal = claim.proposal
    assert proposal is not None
    as_proposed = {
        "disposition": proposal.disposition, "award": proposal.award, "award_basis": proposal.award_basis,
        "reasons": proposal.reasons,
    }  # fmt: skip
    if scene.body["result"] == "TIE_RULE":
        offer = favoured_offer(claim, scene)
        assert offer is not None
        return {**as_proposed, "award": offer.amount, "award_basis": "TIE"}
    if question_of(scene) == "REFUSAL":
        reason = GivenReason(scene.body["reason"], dict(scene.body.get("values", {})))
        return {"disposition": "NOT_APPROVED", "award": 0, "award_basis": "CALCULATED", "reasons": (reason,)}
    if tally.award is None:
        return as_proposed
    disposition = _paid_disposition(claim, scene)
    reasons = proposal.reasons
    if disposition != proposal.disposition:
        reasons = (_reason_for(disposition, claim),)
    return {"disposition": disposition, "award": tally.award, "award_basis": "AMOUNT_VOTE", "reasons": reasons}


def _reason_for(disposition: str, claim: Claim) -> GivenReason:
    """The reason of an approval that the council set against a proposal to refuse (domain.md 3.9)."""
    if disposition == "APPROVED_FULL":
        return GivenReason("A01")
    assert claim.assessment is not None
    return GivenReason("P07", {"amount": str(claim.assessment.verified_loss)})


def _found_again(claim: Claim) -> Assessment | None:
    """What looking at a fixed amount again found; a slip or a request to return finds nothing new."""
    told = claim.decision
    return claim.assessment if told is None or claim.deciding in ("ORIGINAL", "REVIEW") else told.assessment


def _decision(claim: Claim, scene: Scene, tally: Tally, **outcome: Any) -> Decision:
    body, proposal, told = scene.body, claim.proposal, claim.decision
    assert proposal is not None
    is_fixed = outcome["disposition"] == "FIXED"  # rests on its band, and on the loss claimed for it
    found = _found_again(claim) if is_fixed else claim.assessment
    return Decision(
        uid=f"{scene.uid}/{claim.number}",
        seq=len(claim.decisions) + 1,
        kind=proposal.kind,
        calculated_award=found.calculated_award if is_fixed and found is not None else proposal.calculated_award,
        decided_at=scene.made_at,
        rules_version=scene.case.rules_version,
        assessment=found,
        claimed_loss=told.claimed_loss if is_fixed and told is not None else claim.claimed_loss,
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
        after=claim.reopened,
        paid_before=claim.paid_total + claim.on_its_way,
        on_its_way=claim.on_its_way,
        **outcome,
    )


def numbers_used(
    case: Case, scene: Scene, item: str, *, about: str = "", decided: bool | None = None, late: str = ""
) -> Case:
    """Return the case with the resolution kept, its item on the agenda (`late`: why only now), its numbers used up."""
    body, number = scene.body, meeting_number(scene)
    kept = Resolution(
        body.get("resolution_no", ""), number, item, body["result"], dict(body["votes"]),
        tuple(body.get("claims", ())), entry=scene.uid, question=question_of(scene),
        amounts=dict(body.get("amounts", {})), about=about, note=body.get("note", ""),
    )  # fmt: skip
    case = dataclasses.replace(case, resolutions=(*case.resolutions, kept)).with_items(number, *kept.items, late=late)
    if body["result"] in DECIDING if decided is None else decided:
        case = case.with_number("resolution", body["resolution_no"])
        for letter in body.get("letters", {}).values():
            case = case.with_number("letter", letter)
    return case


def _resolve_case(case: Case, scene: Scene) -> Case:
    item = "CONSENT" if len(scene.body["claims"]) > 1 else "CLAIM"
    case = dataclasses.replace(case, drawing=_draw(scene)[1])
    return numbers_used(case, scene, item, about=scene.body.get("reason", ""), decided=is_decided(scene))


ACTS = (
    Act(
        "resolve",
        "meeting",
        {
            "claims": many(word()),
            "question": word(*QUESTIONS, optional=True),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED", "TIE_RULE"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "letters": by_key(word(), optional=True),
            "amounts": by_key(won(), optional=True),
            "award": won(optional=True),
            **aside.STATED,
            "awards": many(word(), optional=True),
            "reason": word(optional=True),
            "values": by_key(word(), optional=True),
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
