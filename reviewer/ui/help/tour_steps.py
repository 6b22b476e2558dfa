"""The steps of the tour (resources/help/tour.toml), and when each is over: the claim itself says it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reviewer import RESOURCES
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.verdicts import blocking_checks
from reviewer.ui.help.around import Around
from reviewer.ui.wording import listed, won

READ_ONLY = ("welcome", "letter", "end")
"""Steps that ask for nothing: they are read, and the person presses Next."""
MAY_SKIP = (*READ_ONLY, "pages")
"""Steps nothing later rests on; the others go on by themselves once they are done."""
FREE = ("welcome", "end")
"""Steps at which anybody may sit, once the tour has seated who belongs there."""
ON_THE_DESK = (
    "paper", "pages", "checks", "whole", "whole_checks", "weeks", "calculation", "proposal", "second",
)  # fmt: skip
"""Steps that are done on the desk of the claim."""


@dataclass(frozen=True)
class Step:
    """One step: who sits there (lead, second or secretary), the controls it is about, and its words by language."""

    id: str
    who: str
    shows: tuple[str, ...]
    title: Mapping[str, str]
    text: Mapping[str, str]


@cache
def steps() -> tuple[Step, ...]:
    """Every step, in order."""
    rows = tomllib.loads((RESOURCES / "help" / "tour.toml").read_text("utf-8"))["step"]
    return tuple(
        Step(
            row["id"],
            row["as"],
            tuple(row["show"]),
            {"ko": row["ko"], "en": row["en"]},
            {"ko": row["ko_text"], "en": row["en_text"]},
        )
        for row in rows
    )


def place_of(step: str) -> int:
    """Where a step stands in the order."""
    return next(place for place, one in enumerate(steps()) if one.id == step)


def lost(step: Step, claim: Claim, around: Around) -> bool:
    """Whether a step is about the desk of the claim, which is not in view."""
    return step.id in ON_THE_DESK and around.claim != claim.number


def is_put_back(claim: Claim) -> bool:
    """Whether the second reviewer put the proposal back: it is the lead's turn once more."""
    return claim.stage is Stage.RETURNED


def in_the_words(claim: Claim, plan: Plan) -> dict[str, str]:
    """What the words name of the claim: its number, required checks, those that do not apply, the award proposed."""
    checks = list(blocking_checks(claim, plan))
    unfit = [check.code for _, check, answer in checks if answer and answer.result == "NA"]
    return {
        "claim": claim.number,
        "checks": str(len(checks)),
        "unfit": listed(unfit),
        "award": won(claim.proposal.award) if claim.proposal is not None else "",
    }


def is_over(step: str, claim: Claim, plan: Plan, around: Around) -> bool:
    """Whether what a step asks for was done, whoever did it and in whatever order."""
    if step in READ_ONLY:
        return False
    decided = claim.decision is not None
    proposed = claim.proposal is not None and not is_put_back(claim)
    is_checked = proposed and claim.stage not in (Stage.PROPOSED, Stage.IN_REVIEW)
    answered = all(check.code in claim.findings for check in plan.claim_checks)
    sales = [paper for paper in claim.papers if paper.kind == "SLS"]
    over = {
        "open": around.claim == claim.number or proposed,
        "paper": around.kind == "SLS" or proposed or all(paper.verdict for paper in sales),
        "pages": (around.kind == "SLS" and around.is_read) or proposed or all(paper.verdict for paper in sales),
        "checks": all(paper.verdict for paper in sales),
        "whole": (around.claim == claim.number and around.is_whole) or answered,
        "whole_checks": answered,
        "weeks": claim.sales is not None,
        "calculation": claim.assessment is not None,
        "proposal": proposed,
        "handed_on": around.claim == claim.number or is_checked,
        "second": is_checked,
        "agenda": claim.meeting > 0,
        "resolution": decided and claim.stage not in BEFORE_RESOLUTION,
    }
    return over[step] or (decided and step != "resolution")


def people(claim: Claim, case: Case) -> dict[str, str]:
    """The roster ids of lead, second reviewer and secretary of a claim."""
    secretary = next((member.id for member in case.roster.values() if member.role == "SECRETARY"), "")
    return {"lead": claim.lead, "second": claim.second, "secretary": secretary}
