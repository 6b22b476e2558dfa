"""Which lines a request for more evidence would hold, as the answers to the checks call for them (domain.md 3.8)."""

import dataclasses
from collections.abc import Iterator, Mapping

from reviewer.rules.claim import Answer, Claim
from reviewer.rules.plan import Check, Plan
from reviewer.rules.verdicts import is_accepted

UNREADABLE, PROFIT_RATE = "R01", "R16"
LISTED_NOWHERE = ("OTHER", "STATEMENT")
"""Reasons in a person's own words: no letter has a sentence for them, so they ask for nothing by themselves."""


@dataclasses.dataclass(frozen=True)
class WantedLine:
    """One line: the kind of paper, the reason, and every check that asks for it as (paper, check code).

    Only a `needed` line is asked by itself; the others are warnings and records that would help.
    """

    kind: str
    reason: str
    asked_by: tuple[tuple[str, str], ...] = ()
    needed: bool = True

    @property
    def item(self) -> dict[str, str]:
        """The line as the act holds it; of several checks that ask for the same, the first stands for all."""
        document, check = self.asked_by[0] if self.asked_by else ("", "")
        named = {"kind": self.kind, "reason": self.reason, "document": document, "check": check}
        return {name: value for name, value in named.items() if value}


def lines_to_ask(claim: Claim, plan: Plan) -> tuple[WantedLine, ...]:
    """Every line a request could hold, one for each kind of paper and reason, the needed ones first."""
    merged: dict[tuple[str, str], WantedLine] = {}
    for line in (*_needed(claim, plan), *_warned(claim, plan)):
        key = (line.kind, line.reason)
        found = merged.setdefault(key, line)
        if found is not line:
            merged[key] = dataclasses.replace(found, asked_by=found.asked_by + line.asked_by)
    by_papers = {line.reason for line in merged.values() if line.kind != "CLM" and line.needed}
    lines = [line for line in merged.values() if line.kind != "CLM" or line.reason not in by_papers]
    return (*lines, *_helpful(claim, plan))


def needed_lines(claim: Claim, plan: Plan) -> tuple[WantedLine, ...]:
    """The lines that are asked by themselves."""
    return tuple(line for line in lines_to_ask(claim, plan) if line.needed)


def not_askable(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Checks, as (paper, code), that failed for a reason in a person's own words, which no letter prints."""
    of_papers = ((paper.document, paper.answers) for paper in claim.papers)
    return tuple(
        (document, code)
        for document, answers in (*of_papers, ("", claim.findings))
        for code, answer in answers.items()
        if _is_trouble(answer) and answer.reason == "OTHER"
    )


def _needed(claim: Claim, plan: Plan) -> Iterator[WantedLine]:
    for paper in claim.papers:
        if not is_accepted(claim, paper.kind):
            for check, reason in _asking(plan.checks_of(paper.kind), paper.answers, "B"):
                yield WantedLine(paper.kind, reason, ((paper.document, check),))
    for kind in plan.settings.individual_proofs:
        if not any(paper.kind == kind for paper in claim.papers):
            yield WantedLine(kind, plan.missing_reason(kind))
    credible = claim.findings.get("CLM4")
    for check, reason in _asking(plan.checks_of("CLM"), claim.findings, "B"):
        if check != "CLM1" or credible is None or credible.result != "PASS":
            yield WantedLine("CLM", reason, (("", check),))


def _warned(claim: Claim, plan: Plan) -> Iterator[WantedLine]:
    for paper in claim.papers:
        for check, reason in _asking(plan.checks_of(paper.kind), paper.answers, "W"):
            yield WantedLine(paper.kind, reason, ((paper.document, check),), needed=False)


def _asking(checks: tuple[Check, ...], answers: Mapping[str, Answer], severity: str) -> Iterator[tuple[str, str]]:
    """Each check in trouble with the reason a letter can print; a blocking one always has one."""
    for check in checks:
        answer = answers.get(check.code)
        if check.severity != severity or answer is None or not _is_trouble(answer):
            continue
        usual = check.reasons[0] if check.reasons else UNREADABLE
        reason = answer.reason or (usual if severity == "B" else "")
        if reason and reason not in LISTED_NOWHERE:
            yield check.code, reason


def _is_trouble(answer: Answer) -> bool:
    return answer.result in ("FAIL", "UNCLEAR")


def _helpful(claim: Claim, plan: Plan) -> Iterator[WantedLine]:
    """The profit rate decides the amount, so its proof always helps on the individual path (R16)."""
    rate = claim.assessment.profit_rate if claim.assessment is not None else None
    if claim.route == "INDIVIDUAL" and (rate is None or rate.source_type != "OWN_EVIDENCE"):
        reason = plan.supplement_reasons.get(PROFIT_RATE)
        if reason is not None:
            yield WantedLine(reason.kinds[0], reason.code, needed=False)
