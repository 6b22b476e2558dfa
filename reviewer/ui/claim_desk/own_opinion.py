"""One's own opinion of a claim that is read blind: one's own calculation stands where the recorded one would."""

import dataclasses
from decimal import InvalidOperation
from typing import Any

from reviewer.rules.blind import is_blind, reading_of
from reviewer.rules.opinions import OwnOpinion
from reviewer.rules.reckoning import reckon
from reviewer.rules.stage import Stage
from reviewer.ui.claim_reading import DeskPage


def reads_blind(page: DeskPage) -> bool:
    """Whether this person now works on an opinion that the other reviewer does not see."""
    claim = page.claim
    is_reviewer = bool(page.person) and page.person in (claim.lead, claim.second)
    return is_reviewer and claim.stage is Stage.IN_REVIEW and is_blind(claim, page.plan)


def recorded(page: DeskPage, person: str) -> OwnOpinion | None:
    """The opinion this reviewer recorded of the decision in the making; of another one only that it is there."""
    return next((one for one in reading_of(page.claim).opinions if one.author == person), None)


def with_own_calculation(page: DeskPage, body: dict[str, Any] | None) -> DeskPage:
    """The claim as its outcome follows from the calculation in one's own form; without one while that is unfinished."""
    try:
        own = reckon(body, page.plan, page.person, "", page.claim.claimed_loss) if body else None
    except (ValueError, InvalidOperation):
        own = None
    return dataclasses.replace(page, claim=dataclasses.replace(page.claim, assessment=own))


def opinion_body(page: DeskPage, proposed: dict[str, Any], sections: Any) -> dict[str, Any]:
    """The body of one's opinion: the outcome, one's own calculation, and as second reviewer the checks done again."""
    calculation = sections.calculation.whole_body()
    body = proposed | ({"calculation": calculation} if calculation else {})
    if page.person == page.claim.second and (redone := sections.second.body().get("redone")):
        body["redone"] = redone
    return body
