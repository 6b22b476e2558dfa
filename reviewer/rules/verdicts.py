"""What the answers to the checks add up to: each paper's verdict, what is missing, and the fixed path's readiness."""

import dataclasses
from collections.abc import Iterator

from reviewer.rules.claim import FIXED_CHOICE, Answer, Claim, Paper
from reviewer.rules.plan import Check, Plan
from reviewer.rules.proof import HARMLESS, verdict
from reviewer.rules.stage import Stage

ACCEPTED = ("ACCEPTED", "ACCEPTED_WITH_NOTE")


def with_verdicts(claim: Claim, plan: Plan) -> Claim:
    """Return the claim with every paper's verdict renewed, moved to or from FIXED_READY as they now say."""
    papers = tuple(dataclasses.replace(paper, verdict=verdict_of(paper, claim, plan)) for paper in claim.papers)
    claim = dataclasses.replace(claim, papers=papers)
    if not claim.is_fixed or claim.deciding != "ORIGINAL":  # a review is never decided on a list
        return claim
    ready = all(is_accepted(claim, kind) for kind in fixed_proofs(claim, plan))
    if ready and claim.stage in (Stage.ROUTED, Stage.SUPPLEMENT_RECEIVED):
        return claim.moved_to(Stage.FIXED_READY)
    if not ready and claim.stage is Stage.FIXED_READY:
        return claim.moved_to(Stage.ROUTED)
    return claim


def fixed_proofs(claim: Claim, plan: Plan) -> tuple[str, ...]:
    """The papers the fixed path needs; who chose the fixed amount need not prove the loss (domain.md 1.8, 7)."""
    needed = plan.settings.fixed_proofs
    return tuple(kind for kind in needed if kind != "SLS") if FIXED_CHOICE in claim.marks else needed


def verdict_of(paper: Paper, claim: Claim, plan: Plan) -> str:
    """The verdict on one paper after domain.md 3; empty while a blocking check is unanswered."""
    rows = [
        (check.code, check.severity, answer.result if answer else None, bool(answer and answer.note))
        for check in plan.checks_of(paper.kind)
        for answer in (paper.answers.get(check.code),)
    ]
    found = verdict(rows, request_possible=claim.supplement_possible)
    return "" if found is None else str(found)


def is_accepted(claim: Claim, kind: str) -> bool:
    """Whether one paper of this kind is accepted."""
    return any(paper.kind == kind and paper.verdict in ACCEPTED for paper in claim.papers)


def proof_marks(claim: Claim, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """For each kind: ACCEPTED, WANTED (more wanted), OPEN (not finished) or MISSING."""
    marks = []
    for kind in kinds:
        verdicts = [paper.verdict for paper in claim.papers if paper.kind == kind]
        if any(found in ACCEPTED for found in verdicts):
            marks.append("ACCEPTED")
        elif not verdicts:
            marks.append("MISSING")
        else:
            marks.append("WANTED" if all(verdicts) else "OPEN")
    return tuple(marks)


def open_checks(claim: Claim, plan: Plan) -> Iterator[tuple[str, Check]]:
    """Every blocking check nobody has answered yet, with its paper ("" for claim-level findings)."""
    for paper in claim.papers:
        for check in plan.checks_of(paper.kind):
            if check.severity == "B" and check.code not in paper.answers:
                yield paper.document, check
    for check in plan.checks_of("CLM"):
        if check.severity == "B" and check.code not in claim.findings:
            yield "", check


def blocking_checks(claim: Claim, plan: Plan) -> Iterator[tuple[str, Check, Answer | None]]:
    """Every blocking check of the claim with its paper and answer; what the second reviewer goes through again."""
    for paper in claim.papers:
        for check in plan.checks_of(paper.kind):
            if check.severity == "B":
                yield paper.document, check, paper.answers.get(check.code)
    for check in plan.checks_of("CLM"):
        if check.severity == "B":
            yield "", check, claim.findings.get(check.code)


def notes_wanted(claim: Claim, plan: Plan) -> Iterator[tuple[str, Check]]:
    """Every warning that failed without its note, with its paper; the verdict waits for the note (domain.md 3)."""
    for paper in claim.papers:
        for check in plan.checks_of(paper.kind):
            answer = paper.answers.get(check.code)
            if wants_note(check, answer):
                yield paper.document, check


def wants_note(check: Check, answer: Answer | None) -> bool:
    """Whether the answer waits for a note: a warning that failed, except what harms no paper (G6)."""
    failed = answer is not None and answer.result == "FAIL" and not answer.note
    return failed and check.severity == "W" and check.code != HARMLESS


def answered_by(claim: Claim, contact: str) -> tuple[str, ...]:
    """The checks that rest on what was said in this contact, by code."""
    answers = [claim.findings, *(paper.answers for paper in claim.papers)]
    return tuple(dict.fromkeys(code for one in answers for code, answer in one.items() if answer.contact == contact))
