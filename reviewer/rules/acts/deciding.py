"""Acts of the decision: propose, second check, agenda, resolution, withdrawal, review, taking back."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts.assigning import conflict_unanswered
from reviewer.rules.acts.shape import (
    ANYONE,
    MEMBERS,
    Act,
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
from reviewer.rules.acts.voting import VOTE, tally_of, vote_faults
from reviewer.rules.claim import BEFORE_RESOLUTION, Claim, Decision, GivenReason, Opinion, Proposal, Stage
from reviewer.rules.council import Case, Resolution
from reviewer.rules.decision import blocks, disagreements
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import blocking_checks


def _reasons(body: Mapping[str, Any]) -> tuple[GivenReason, ...]:
    return tuple(GivenReason(one["code"], dict(one.get("values", {}))) for one in body["reasons"])


def _propose_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if scene.case.rules_resolution is None:
        yield Problem("RulesNotAdopted", act=scene.act)
    if scene.author != claim.lead:
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    yield from conflict_unanswered(scene)
    if claim.deciding == "RETURN_REQUEST":
        yield from _return_faults(scene)
        return
    yield from _review_faults(scene)
    yield from blocks(claim, scene.plan, body["disposition"])
    yield from disagreements(
        claim,
        scene.plan,
        disposition=body["disposition"],
        award=body["award"],
        award_basis=body["award_basis"],
        reasons=_reasons(body),
        override_reason=body.get("override_reason", ""),
    )


def _return_faults(scene: Scene) -> Refusals:
    """A request to return names what was paid and why; it is a request, not an order (domain.md 4.3)."""
    if not 0 < scene.body["award"] <= scene.claim.paid_total:
        yield Problem("AmountDiffers", what="paid", given=str(scene.body["award"]), found=str(scene.claim.paid_total))
    if not scene.body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")


def _review_faults(scene: Scene) -> Refusals:
    """A review never lowers an award unless the plan lets it (domain.md 2.7)."""
    claim = scene.claim
    before = claim.decision
    if claim.deciding != "REVIEW" or before is None or scene.plan.settings.review_may_lower:
        return
    if scene.body["award"] < before.award:
        yield Problem("AmountDiffers", what="review", given=str(scene.body["award"]), found=str(before.award))


def _propose(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    proposal = Proposal(
        author=scene.author,
        entry=scene.uid,
        kind=claim.deciding,
        disposition=body["disposition"],
        award=body["award"],
        award_basis=body["award_basis"],
        calculated_award=claim.assessment.calculated_award if claim.assessment else 0,
        reasons=_reasons(body),
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
    yield from conflict_unanswered(scene)
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
        if claim.meeting != meeting.number:
            yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", claim=claim.number)
        if len(scene.claims) > 1 and claim.agenda_list != "CONSENT":
            yield Problem("ActNotAllowed", act=scene.act, why="not_for_consent", claim=claim.number)
        if body["result"] == "PASSED" and claim.number not in body.get("letters", {}):
            yield Problem("BadActBody", field=f"letters.{claim.number}", why="missing")


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
    return claim.moved_to(Stage.RESOLVED, decisions=(*claim.decisions, decision), deciding="ORIGINAL")


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
    return numbers_used(case, scene, "CONSENT" if len(scene.body["claims"]) > 1 else "CLAIM")


def _withdraw_refusals(scene: Scene) -> Refusals:
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="used", value=scene.body["letter_no"])


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


TAKEN_BACK_BEFORE = frozenset(BEFORE_RESOLUTION)
UNDOABLE = frozenset(
    {
        "route_claim", "assign", "take_up", "classify_paper", "record_check", "record_sales", "assess",
        "hold", "release", "propose_decision", "check_decision", "answer_conflict",
    }
)  # fmt: skip


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
        {
            "disposition": word(
                "APPROVED_FULL",
                "APPROVED_PARTIAL",
                "CONVERTED_FIXED",
                "NOT_APPROVED",
                "INADMISSIBLE",
                "REFERRED",
            ),
            "award": won(),
            "award_basis": word("CALCULATED", "OVERRIDE"),
            "reasons": many({"code": word(), "values": by_key(word(), optional=True)}),
            "override_reason": word(optional=True),
            "note": text(optional=True),
        },
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
            "note": text(optional=True),
        },
        {
            "claims": ["2023-000123"],
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
        refuse=lambda scene: iter(
            ()
            if scene.body["undone"] in UNDOABLE
            else (Problem("ActNotAllowed", act="take_back", why="not_undoable", undone=scene.body["undone"]),)
        ),
    ),
)
