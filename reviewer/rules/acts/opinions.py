"""Acts of the blind second reading: whether it holds for a claim, and the opinion of each of the two reviewers."""

import dataclasses

from reviewer.rules.acts.assigning import conflict_unanswered
from reviewer.rules.acts.deciding import PROPOSED, basis_of, challenged, outcome_faults, reasons_of
from reviewer.rules.acts.reviewing import CALCULATION, calculation_faults
from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, digest, many, record, word
from reviewer.rules.blind import differences, is_blind, reading_of, standing, with_reading
from reviewer.rules.claim import Claim
from reviewer.rules.decision import calculated_award
from reviewer.rules.opinions import BlindReading, OwnOpinion
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import Opinion, Proposal
from reviewer.rules.reckoning import reckon
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks


def _set_blind_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    reading = reading_of(claim)
    if claim.route != "INDIVIDUAL" or claim.deciding not in ("ORIGINAL", "REVIEW"):
        yield Problem("ActNotAllowed", act=scene.act, why="not_individual", claim=claim.number)
    elif reading.opened:
        yield Problem("ActNotAllowed", act=scene.act, why="opinions_open", claim=claim.number)
    elif reading.opinions:
        yield Problem("ActNotAllowed", act=scene.act, why="opinion_recorded", claim=claim.number)
    elif scene.body["blind"] == "YES" and claim.assessment is not None and claim.deciding == "ORIGINAL":
        yield Problem("ActNotAllowed", act=scene.act, why="calculation_seen", claim=claim.number)


def _set_blind(claim: Claim, scene: Scene) -> Claim:
    return with_reading(claim, dataclasses.replace(reading_of(claim), chosen=scene.body["blind"]))


def _opinion_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if scene.case.rules_resolution is None:
        yield Problem("RulesNotAdopted", act=scene.act)
    if scene.author not in (claim.lead, claim.second):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
        return
    yield from conflict_unanswered(scene)
    yield from challenged(scene)
    if not (claim.lead and claim.second):
        yield Problem("ActNotAllowed", act=scene.act, why="nobody_assigned", claim=claim.number)
    if not is_blind(claim, scene.plan):
        yield Problem("ActNotAllowed", act=scene.act, why="not_blind", claim=claim.number)
        return
    if "calculation" in body:
        faults = list(calculation_faults(scene, body["calculation"]))
        yield from faults
        if faults:
            return
    yield from outcome_faults(scene, _with_own_calculation(claim, scene))
    if scene.author == claim.second:
        yield from _redone_faults(scene)


def _with_own_calculation(claim: Claim, scene: Scene) -> Claim:
    """The claim as this reviewer sees it: nobody else's calculation counts."""
    given = scene.body.get("calculation")
    rules = scene.case.rules_version
    own = reckon(given, scene.plan, scene.author, scene.uid, claim.claimed_loss, rules) if given else None
    return dataclasses.replace(claim, assessment=own)


def _redone_faults(scene: Scene) -> Refusals:
    """The second reviewer goes through every blocking check that was answered, and may find otherwise."""
    redone = {(one.get("document", ""), one["check"]) for one in scene.body.get("redone", ())}
    for document, check, answer in blocking_checks(scene.claim, scene.plan):
        if answer is not None and (document, check.code) not in redone:
            yield Problem("DecisionIncomplete", claim=scene.claim.number, what="second_check", check=check.code)


def _record_opinion(claim: Claim, scene: Scene) -> Claim:
    """Keep the opinion; with the second one both are open, and the claim goes on by whether they agree."""
    reading, mine = reading_of(claim), _opinion_of(claim, scene)
    others = tuple(one for one in reading.opinions if one.author != scene.author)
    reading = dataclasses.replace(reading, opinions=(*others, mine), entries=(*reading.entries, scene.uid))
    claim = with_reading(claim, reading)
    both = standing(claim)
    return claim if len(both) < 2 else _opened(claim, scene, reading, *both)


def _opinion_of(claim: Claim, scene: Scene) -> OwnOpinion:
    body = scene.body
    seen = _with_own_calculation(claim, scene)
    return OwnOpinion(
        author=scene.author,
        entry=scene.uid,
        disposition=body["disposition"],
        award=body["award"],
        award_basis=basis_of(claim, body),
        calculated_award=calculated_award(seen, body["disposition"]),
        reasons=reasons_of(body),
        override_reason=body.get("override_reason", ""),
        note=body.get("note", ""),
        assessment=seen.assessment,
        redone={f"{one.get('document', '')} {one['check']}": one["result"] for one in body.get("redone", ())},
        papers=len(claim.papers),
    )


def _opened(claim: Claim, scene: Scene, reading: BlindReading, lead: OwnOpinion, second: OwnOpinion) -> Claim:
    """The lead's opinion becomes the proposal; a second one that agrees is its second check."""
    differs = tuple(differences(lead, second, claim, scene.plan))
    reading = dataclasses.replace(reading, opinions=(lead, second), opened=True, differences=differs)
    proposal = Proposal(
        author=lead.author,
        entry=lead.entry,
        kind=claim.deciding,
        disposition=lead.disposition,
        award=lead.award,
        award_basis=lead.award_basis,
        calculated_award=lead.calculated_award,
        reasons=lead.reasons,
        override_reason=lead.override_reason,
        note=lead.note,
    )
    claim = with_reading(dataclasses.replace(claim, assessment=lead.assessment), reading)
    claim = claim.moved_to(Stage.PROPOSED, proposal=proposal, opinion=None)
    if differs:
        return claim
    return claim.moved_to(Stage.CHECKED, opinion=Opinion(second.author, second.entry, "AGREE", second.note))


ACTS = (
    Act(
        "set_blind",
        "claim",
        {"blind": word("YES", "NO")},
        {"blind": "YES"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.APPEALED}),
        while_held=True,
        refuse=_set_blind_refusals,
        on_claim=_set_blind,
    ),
    Act(
        "record_opinion",
        "claim",
        {
            **PROPOSED,
            "calculation": record(True, **CALCULATION),
            "redone": many(
                {"document": digest(optional=True), "check": word(), "result": word("PASS", "FAIL", "UNCLEAR", "NA")},
                optional=True,
            ),
        },
        {"disposition": "NOT_APPROVED", "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": "N01"}]},
        roles=MEMBERS,
        stages=frozenset({Stage.IN_REVIEW}),
        refuse=_opinion_refusals,
        on_claim=_record_opinion,
    ),
)
