"""Blind second reading: when it holds, who may see which opinion, and whether two opinions agree (lessons 3.5)."""

import dataclasses
from collections.abc import Iterator

from reviewer.rules.claim import Claim
from reviewer.rules.opinions import BlindReading, OwnOpinion
from reviewer.rules.plan import Plan
from reviewer.rules.verdicts import blocking_checks

RECORDING = "record_opinion"
"""The act whose entries stay hidden until both opinions are there."""


def reading_of(claim: Claim) -> BlindReading:
    """The blind reading of the decision now in the making; an empty one where nobody chose or recorded anything."""
    again = claim.reopened.ground if claim.reopened is not None else ""
    about = f"{claim.deciding} {again}".strip()
    return next((one for one in claim.readings if one.about == about), BlindReading(about))


def with_reading(claim: Claim, reading: BlindReading) -> Claim:
    """The claim with this reading in place of the one about the same decision."""
    others = tuple(one for one in claim.readings if one.about != reading.about)
    return dataclasses.replace(claim, readings=(*others, reading))


def is_blind(claim: Claim, plan: Plan) -> bool:
    """Whether lead and second now record their opinions without seeing each other's."""
    if claim.deciding not in ("ORIGINAL", "REVIEW") or claim.route != "INDIVIDUAL":
        return False
    reading = reading_of(claim)
    chosen = reading.chosen == "YES" or (not reading.chosen and plan.settings.blind_second)
    return chosen and not reading.opened


def standing(claim: Claim) -> tuple[OwnOpinion, ...]:
    """The opinions of those who are lead and second now, the lead's first, that saw every paper of the claim."""
    found = {one.author: one for one in reading_of(claim).opinions if one.papers == len(claim.papers)}
    return tuple(found[who] for who in (claim.lead, claim.second) if who in found)


def differences(lead: OwnOpinion, second: OwnOpinion, claim: Claim, plan: Plan) -> Iterator[str]:
    """In what two opinions differ: disposition, award beyond the tolerance of the plan, basis, reasons, checks."""
    if lead.disposition != second.disposition:
        yield "disposition"
    if abs(lead.award - second.award) > plan.settings.opinion_tolerance:
        yield "award"
    if (lead.award_basis, lead.override_reason) != (second.award_basis, second.override_reason):
        yield "basis"
    if {one.code for one in lead.reasons} != {one.code for one in second.reasons}:
        yield "reasons"
    if next(differing_checks(second, claim, plan), None) is not None:
        yield "checks"


def differing_checks(second: OwnOpinion, claim: Claim, plan: Plan) -> Iterator[tuple[str, str]]:
    """Paper and code of every blocking check that the second reviewer answered otherwise than it stands."""
    for document, check, answer in blocking_checks(claim, plan):
        again = second.redone.get(f"{document} {check.code}")
        if again is not None and (answer is None or answer.result != again):
            yield document, check.code


def as_seen(claim: Claim, person: str) -> Claim:
    """The claim as this person may see it: of an opinion that is not open yet only who recorded it."""
    readings = tuple(one if one.opened else _covered(one, person) for one in claim.readings)
    return claim if readings == claim.readings else dataclasses.replace(claim, readings=readings)


def _covered(reading: BlindReading, person: str) -> BlindReading:
    opinions = tuple(
        one if one.author == person else OwnOpinion(one.author, one.entry, papers=one.papers)
        for one in reading.opinions
    )
    return dataclasses.replace(reading, opinions=opinions)


def is_hidden(claim: Claim, act: str, uid: str, author: str, person: str) -> bool:
    """Whether what an entry says of this claim is not for this person's eyes yet; an opinion taken back stays so."""
    if act != RECORDING or (author == person and person):
        return False
    return not any(reading.opened and uid in reading.entries for reading in claim.readings)
