"""Acts of the decision: propose, second check, withdrawal, taking back."""

from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts.assigning import conflict_unanswered, lead_only, payer_alone
from reviewer.rules.acts.shape import (
    ANYONE,
    MEMBERS,
    Act,
    Field,
    Refusals,
    Scene,
    by_key,
    date,
    digest,
    many,
    text,
    won,
    word,
)
from reviewer.rules.blind import is_blind, reading_of
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.decision import blocks, calculated_award, disagreements, lowering_faults
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason, Opinion, Proposal
from reviewer.rules.reckoning import is_result_of
from reviewer.rules.returning import return_faults
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.verdicts import blocking_checks


def reasons_of(body: Mapping[str, Any]) -> tuple[GivenReason, ...]:
    return tuple(GivenReason(one["code"], dict(one.get("values", {}))) for one in body["reasons"])


def _propose_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if scene.case.rules_resolution is None:
        yield Problem("RulesNotAdopted", act=scene.act)
    yield from lead_only(scene)
    yield from conflict_unanswered(scene)
    yield from challenged(scene)
    if is_blind(claim, scene.plan):
        yield Problem("ActNotAllowed", act=scene.act, why="blind_reading", claim=claim.number)
    if claim.deciding == "RETURN_REQUEST":
        yield from return_faults(claim, scene.act, scene.body, scene.day)
        return
    yield from outcome_faults(scene, claim)


def outcome_faults(scene: Scene, claim: Claim) -> Refusals:
    """Where the outcome, amounts and reasons of the body do not agree with the claim as it is given."""
    body = scene.body
    yield from _review_faults(scene)
    yield from by_old_rules(scene, claim)
    yield from blocks(claim, scene.plan, body["disposition"])
    yield from disagreements(
        claim,
        scene.plan,
        disposition=body["disposition"],
        award=body["award"],
        award_basis=body["award_basis"],
        reasons=reasons_of(body),
        override_reason=body.get("override_reason", ""),
        note=body.get("note", ""),
        day=scene.day,
    )


def by_old_rules(scene: Scene, claim: Claim) -> Refusals:
    """A calculation that the rules in force would not make; what was decided once may keep its own (domain.md 2.9)."""
    done = claim.assessment
    if done is None or claim.deciding != "ORIGINAL":
        return
    if not is_result_of(done, scene.plan, claim.claimed_loss):
        yield Problem("DecisionIncomplete", claim=claim.number, what="old_rules", check="")


def challenged(scene: Scene) -> Refusals:
    """A member whom the claimant challenged waits for the council to decide on that."""
    challenge = scene.claim.open_challenge
    if challenge is not None and challenge.member == scene.author:
        yield Problem("ActNotAllowed", act=scene.act, why="challenge_open", claim=scene.claim.number)


def _review_faults(scene: Scene) -> Refusals:
    """A correction keeps the disposition, and looking again lowers nothing."""
    claim, before = scene.claim, scene.claim.decision
    is_slip = claim.deciding == "CORRECTION" and not scene.plan.settings.review_may_lower
    if is_slip and before is not None and scene.body["disposition"] != before.disposition:
        yield Problem("ActNotAllowed", act=scene.act, why="only_slips", claim=claim.number)
    yield from lowering_faults(claim, scene.plan, scene.body["award"])


def basis_of(claim: Claim, body: Mapping[str, Any]) -> str:
    """What the proposed award rests on; a fixed amount that is put right or stays rests on its band."""
    stays = body["disposition"] == "FIXED" and claim.deciding != "RETURN_REQUEST"
    return "FIXED" if stays else str(body["award_basis"])


def _propose(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    proposal = Proposal(
        author=scene.author,
        entry=scene.uid,
        kind=claim.deciding,
        disposition=body["disposition"],
        award=body["award"],
        award_basis=basis_of(claim, body),
        calculated_award=calculated_award(claim, body["disposition"]),
        reasons=reasons_of(body),
        override_reason=body.get("override_reason", ""),
        note=body.get("note", ""),
    )
    return claim.moved_to(Stage.PROPOSED, proposal=proposal, opinion=None)


def _second_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if claim.proposal is not None and scene.author == claim.proposal.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    if scene.author != claim.second:
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    yield from payer_alone(scene)
    yield from conflict_unanswered(scene)
    yield from challenged(scene)
    if body["opinion"] != "AGREE":
        if not body.get("note"):
            yield Problem("BadActBody", field="note", why="missing")
        return
    if claim.proposal is not None and body["calculated_award"] != claim.proposal.calculated_award:
        yield Problem(
            "AmountDiffers",
            what="recalculation",
            given=str(body["calculated_award"]),
            found=str(claim.proposal.calculated_award),
        )
    redone = {(one.get("document", ""), one["check"]): one["result"] for one in body.get("redone", ())}
    for document, check, answer in blocking_checks(claim, scene.plan):
        if answer is not None and redone.get((document, check.code)) != answer.result:
            yield Problem("DecisionIncomplete", claim=claim.number, what="second_check", check=check.code)


def _second(claim: Claim, scene: Scene) -> Claim:
    opinion = Opinion(scene.author, scene.uid, scene.body["opinion"], scene.body.get("note", ""))
    stage = Stage.RETURNED if opinion.opinion == "SEND_BACK" else Stage.CHECKED
    return claim.moved_to(stage, opinion=opinion)


def _withdraw_refusals(scene: Scene) -> Refusals:
    if scene.date("date") > scene.day:
        yield Problem("BadActBody", field="date", why="in the future", value=scene.body["date"])
    if scene.claim.decision is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="decided", claim=scene.claim.number)
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="not the next number", value=scene.body["letter_no"])


def _withdraw(claim: Claim, scene: Scene) -> Claim:
    """The applicant's own withdrawal ends the claim without a vote (취하, domain.md 4.3)."""
    decision = Decision(
        uid=f"{scene.uid}/{claim.number}",
        seq=len(claim.decisions) + 1,
        kind="ORIGINAL",
        disposition="WITHDRAWN",
        award=0,
        award_basis="CALCULATED",
        calculated_award=0,
        decided_at=scene.made_at,
        rules_version=scene.case.rules_version,
        claimed_loss=claim.claimed_loss,
        letter_no=scene.body["letter_no"],
        supersedes=claim.decisions[-1].uid if claim.decisions else "",
    )
    return claim.moved_to(
        Stage.WITHDRAWN, withdrawn_on=scene.date("date"), decisions=(*claim.decisions, decision), hold=""
    )


TAKEN_BACK_BEFORE = BEFORE_RESOLUTION | {Stage.RESOLVED}


UNDOABLE = frozenset(
    {
        "route_claim", "look_again", "assign", "take_up", "classify_paper", "record_check", "record_sales", "assess",
        "hold", "release", "propose_decision", "check_decision", "answer_conflict", "bind_fact", "release_fact",
        "record_contact", "settle_promise", "hand_over", "check_quality", "record_opinion", "declare_false",
        "record_reply", "request_individual", "keep_fixed", "choose_fixed", "take_back_resolution",
    }
)  # fmt: skip


def _take_back_refusals(scene: Scene) -> Refusals:
    """What may be taken back at all; an opinion not once the other one was seen."""
    undone = scene.body["undone"]
    if undone not in UNDOABLE:
        yield Problem("ActNotAllowed", act="take_back", why="not_undoable", undone=undone)
    elif undone == "record_opinion" and reading_of(scene.claim).opened:
        yield Problem("ActNotAllowed", act="take_back", why="opinions_open", claim=scene.claim.number)


PROPOSED: Mapping[str, Field] = {
    "disposition": word(
        "APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "FIXED", "NOT_APPROVED", "INADMISSIBLE", "REFERRED"
    ),
    "award": won(),
    "award_basis": word("CALCULATED", "OVERRIDE"),
    "reasons": many({"code": word(), "values": by_key(word(), optional=True)}),
    "override_reason": word(optional=True),
    "note": text(optional=True),
}
"""The outcome a reviewer proposes, with its reasons."""


def _propose_example() -> dict[str, Any]:
    return {
        "disposition": "APPROVED_PARTIAL",
        "award": 258_660,
        "award_basis": "CALCULATED",
        "reasons": [{"code": "P02", "values": {"amount": "4000000"}}],
    }


ACTS = (
    Act(
        "propose_decision",
        "claim",
        PROPOSED,
        _propose_example(),
        roles=MEMBERS,
        stages=frozenset({Stage.IN_REVIEW}),
        refuse=_propose_refusals,
        on_claim=_propose,
    ),
    Act(
        "check_decision",
        "claim",
        {
            "opinion": word("AGREE", "SEND_BACK", "DIFFER"),
            "calculated_award": won(),
            "redone": many(
                {
                    "document": digest(optional=True),
                    "check": word(),
                    "result": word("PASS", "FAIL", "UNCLEAR", "NA"),
                },
                optional=True,
            ),
            "note": text(optional=True),
        },
        {"opinion": "AGREE", "calculated_award": 258_660, "redone": [{"check": "CLM1", "result": "PASS"}]},
        roles=MEMBERS,
        stages=frozenset({Stage.PROPOSED}),
        refuse=_second_refusals,
        on_claim=_second,
    ),
    Act(
        "withdraw",
        "claim",
        {"date": date(), "how": text(), "letter_no": word()},
        {"date": "2023-04-03", "how": "전화로 취하 의사 확인", "letter_no": "2023-A-0002"},
        roles=ANYONE,
        stages=frozenset(BEFORE_RESOLUTION),
        while_held=True,
        refuse=_withdraw_refusals,
        on_claim=_withdraw,
        on_case=lambda case, scene: case.with_number("letter", scene.body["letter_no"]),
    ),
    Act(
        "take_back",
        "claim",
        {"entry": word(), "undone": word(), "reason": text()},
        {"entry": "01890000-0000-7000-8000-000000000000", "undone": "record_check", "reason": "잘못 누름"},
        stages=TAKEN_BACK_BEFORE,
        while_held=True,
        by_recused=True,
        refuse=_take_back_refusals,
    ),
)
