"""Dispositions and reasons: which decision the facts allow, and when outcome, amounts and reasons agree."""

import datetime as dt
from collections.abc import Iterator, Sequence

from reviewer.rules.assessment import Assessment
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.plan import Plan
from reviewer.rules.plan_rows import Text
from reviewer.rules.privacy import has_account, has_rrn
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason, Proposal
from reviewer.rules.reason_record import against, all_of_others, record_faults
from reviewer.rules.returning import kept_disposition
from reviewer.rules.verdicts import is_accepted, open_checks

LOSS_CUT = frozenset({"P01", "P02", "P07"})
PAYING = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED")
NEEDED = ("SBC", "SLS", "SUS")
PROPOSABLE = (*PAYING, "NOT_APPROVED", "INADMISSIBLE", "REFERRED")
FILLED_BY_ITSELF = frozenset({"closing", "band_ko", "band_en"})


def disposition_of(verified_loss: int, claimed_loss: int, plan: Plan) -> str:
    """The disposition the losses call for, before offsets (domain.md 3.9); won."""
    if verified_loss <= 0:
        return "NOT_APPROVED"
    if verified_loss <= fixed_ceiling(plan):
        return "CONVERTED_FIXED"
    is_full = 100 * verified_loss >= plan.settings.full_percent * claimed_loss
    return "APPROVED_FULL" if is_full else "APPROVED_PARTIAL"


def outcome_word(made: Decision | Proposal, plan: Plan) -> Text:
    """What is proposed or decided, in a word; money asked back is no outcome and leaves the one in force."""
    if made.kind == "RETURN_REQUEST":
        return plan.decision_kinds[made.kind].word
    return plan.dispositions[made.disposition].word


def fixed_ceiling(plan: Plan) -> int:
    """The highest loss, in won, that the fixed bands cover."""
    return max(band.up_to or 0 for band in plan.bands if band.award is not None)


def expected_disposition(assessment: Assessment, claim: Claim, plan: Plan) -> str:
    """The disposition an assessment calls for; offsets that eat the whole award leave NOT_APPROVED (N06).

    A slip that is put right leaves the one of its decision, whatever other rules came since.
    """
    before = claim.decision
    if claim.deciding == "CORRECTION" and before is not None and before.assessment == assessment:
        return before.disposition
    if assessment.calculated_award == 0:
        return "NOT_APPROVED"
    return disposition_of(assessment.verified_loss, claim.claimed_loss or assessment.verified_loss, plan)


LOOKED_AT_AGAIN = ("REVIEW", "NEW_EVIDENCE", "INDIVIDUAL")
"""Reopenings for the claimant's sake."""


def lowering_faults(claim: Claim, plan: Plan, award: int) -> Iterator[Problem]:
    """Neither a review nor new records lower an award in won, whoever sets it, unless a record was false (2.7)."""
    before, again = claim.decision, claim.reopened
    if before is None or again is None or plan.settings.review_may_lower or again.false_records:
        return
    if again.kind in LOOKED_AT_AGAIN and award < before.award:
        yield Problem("AmountDiffers", what="review", given=str(award), found=str(before.award))


def fixed_award(claim: Claim, plan: Plan) -> int:
    """The fixed amount of the claim's band, in won (domain.md 1.4)."""
    return next(band.award or 0 for band in plan.bands if band.route == claim.route)


def keeps_fixed(claim: Claim) -> bool:
    """Whether a slip in a fixed amount that was decided is put right, which makes it no other outcome (4.3)."""
    before = claim.decision
    return claim.deciding == "CORRECTION" and before is not None and before.disposition == "FIXED"


def fixed_stays(claim: Claim, plan: Plan) -> bool:
    """Whether looking again, for the claimant's sake, may leave a fixed amount as decided: it found no more (2.7)."""
    before, again = claim.decision, claim.reopened
    if before is None or before.disposition != "FIXED" or again is None or again.kind not in LOOKED_AT_AGAIN:
        return False
    if plan.settings.review_may_lower or again.false_records:
        return False
    return claim.assessment is None or claim.assessment.calculated_award <= before.award


def calculated_award(claim: Claim, disposition: str) -> int:
    """What the calculation gives in won; of a fixed amount that is put right or stays, that amount."""
    if disposition == "FIXED" and claim.decision is not None and claim.deciding != "RETURN_REQUEST":
        return claim.decision.award
    return claim.assessment.calculated_award if claim.assessment else 0


def blocks(claim: Claim, plan: Plan, disposition: str) -> Iterator[Problem]:
    """Yield what still keeps this disposition from being proposed; refusing needs fewer checks than paying."""
    if disposition not in PAYING:
        return
    for document, check in open_checks(claim, plan):
        kind = claim.paper(document).kind if document else "CLM"
        if kind in (*NEEDED, "CLM"):
            yield Problem("DecisionIncomplete", claim=claim.number, what="check", check=check.code)
    for kind in NEEDED:
        if not is_accepted(claim, kind):
            yield Problem("ProofMissing", claim=claim.number, document=kind)
    for check in plan.checks_of("CLM"):
        answer = claim.findings.get(check.code)
        if check.severity == "B" and answer is not None and answer.result in ("FAIL", "UNCLEAR"):
            credible = claim.findings.get("CLM4")
            if check.code != "CLM1" or credible is None or credible.result != "PASS":
                yield Problem("DecisionIncomplete", claim=claim.number, what="finding", check=check.code)
    if claim.assessment is None:
        yield Problem("DecisionIncomplete", claim=claim.number, what="assessment", check="")


def offered(claim: Claim, plan: Plan) -> dict[str, tuple[Problem, ...]]:
    """Every disposition a lead may propose on this claim, with what still keeps it from being proposed."""
    if claim.deciding == "RETURN_REQUEST":
        return {kept_disposition(claim): ()}
    if keeps_fixed(claim):
        return {"FIXED": ()}
    passed_on = all_of_others(claim, plan)
    if claim.part_of and passed_on:
        return {"REFERRED": ()}  # split off because another company runs what it is about (domain.md 1.7)
    found: dict[str, tuple[Problem, ...]] = {"FIXED": ()} if fixed_stays(claim, plan) else {}
    expected = expected_disposition(claim.assessment, claim, plan) if claim.assessment else ""
    for disposition in PROPOSABLE:
        if (passed_on and disposition in PAYING) or (not passed_on and disposition == "REFERRED"):
            continue
        if expected and disposition in (*PAYING, "NOT_APPROVED") and disposition != expected:
            if disposition == "NOT_APPROVED" and not all(is_accepted(claim, kind) for kind in NEEDED):
                found[disposition] = tuple(_no_reason(claim, plan, disposition))
            continue
        found[disposition] = (*blocks(claim, plan, disposition), *_no_reason(claim, plan, disposition))
    return found


def _no_reason(claim: Claim, plan: Plan, disposition: str) -> Iterator[Problem]:
    """A refusal for which the record bears out no reason of the plan yet."""
    if disposition not in ("NOT_APPROVED", "INADMISSIBLE"):
        return
    codes = [code for code, reason in plan.decision_reasons.items() if disposition in reason.dispositions]
    if all(against(claim, plan, code) or (code == "N06" and not _eaten_by_offsets(claim)) for code in codes):
        yield _incomplete(claim, "no_reason_stands")


def disagreements(
    claim: Claim,
    plan: Plan,
    *,
    disposition: str,
    award: int,
    award_basis: str,
    reasons: Sequence[GivenReason],
    override_reason: str = "",
    note: str = "",
    day: dt.date | None = None,
) -> Iterator[Problem]:
    """Yield where outcome, amounts and reasons do not agree; each names the ways out (domain.md 2.9, 3.9, 4.7).

    `day` is the day of the act, for the reasons that a date bears out.
    """
    if disposition == "FIXED" and (keeps_fixed(claim) or fixed_stays(claim, plan)):
        kept = calculated_award(claim, disposition)
        if award != kept or award_basis != "CALCULATED":
            yield Problem("AmountDiffers", what="award", given=str(award), found=str(kept))
        yield from _reason_faults(claim, plan, disposition, reasons)
        return
    if disposition == "FIXED":
        yield _incomplete(claim, "fixed_by_list")
    calculated = calculated_award(claim, disposition)
    yield from _amount_faults(claim, plan, disposition, award, award_basis, calculated, override_reason)
    if award_basis == "OVERRIDE" and disposition in PAYING and not note.strip():
        yield _incomplete(claim, "override_needs_note")
    yield from _other_company_faults(claim, plan, disposition)
    yield from _reason_faults(claim, plan, disposition, reasons)
    codes = {reason.code for reason in reasons}
    if disposition == "APPROVED_PARTIAL" and not codes & LOSS_CUT:
        yield _incomplete(claim, "partial_needs_reason", "P01 P02 P07")
    if disposition != "APPROVED_PARTIAL" and codes & LOSS_CUT:
        yield _incomplete(claim, "only_partial_has", " ".join(sorted(codes & LOSS_CUT)))
    eaten = _eaten_by_offsets(claim)
    if "N06" in codes and not eaten:
        yield _incomplete(claim, "no_offsets", "N06")
    if disposition == "NOT_APPROVED" and eaten and "N06" not in codes and not _something_fails(claim):
        yield _incomplete(claim, "offsets_need_n06", "N06")
    yield from record_faults(claim, plan, reasons, day)


def refusal_reason_faults(claim: Claim, plan: Plan, reason: GivenReason, day: dt.date) -> Iterator[Problem]:
    """Yield why the council cannot refuse for this reason: the record does not bear it out, or a value is missing."""
    yield from record_faults(claim, plan, (reason,), day)
    if reason.code == "N06" and not _eaten_by_offsets(claim):
        yield _incomplete(claim, "no_offsets", "N06")
    yield from _value_faults(claim, plan, reason)


def _other_company_faults(claim: Claim, plan: Plan, disposition: str) -> Iterator[Problem]:
    """A claim is passed on where every service is another company's, and nothing is paid for such a one (1.7)."""
    passed_on = all_of_others(claim, plan)
    if disposition == "REFERRED" and not passed_on:
        yield _incomplete(claim, "not_another_company")
    if disposition in PAYING and passed_on:
        yield _incomplete(claim, "another_company")


def _something_fails(claim: Claim) -> bool:
    """Whether a needed proof or a finding speaks against the claim."""
    failed = any(answer.result in ("FAIL", "UNCLEAR") for answer in claim.findings.values())
    return failed or not all(is_accepted(claim, kind) for kind in NEEDED)


def _eaten_by_offsets(claim: Claim) -> bool:
    found = claim.assessment
    return found is not None and found.verified_loss > 0 and found.calculated_award == 0


def _incomplete(claim: Claim, what: str, codes: str = "") -> Problem:
    return Problem("DecisionIncomplete", claim=claim.number, what=what, check=codes)


def _amount_faults(
    claim: Claim, plan: Plan, disposition: str, award: int, basis: str, calculated: int, override: str
) -> Iterator[Problem]:
    if disposition not in PAYING:
        if award:
            yield _incomplete(claim, "refusal_pays_nothing")
        if disposition == "NOT_APPROVED" and claim.assessment and not _refusal_fits(claim, plan):
            yield _incomplete(claim, "loss_is_verified", str(claim.assessment.verified_loss))
        return
    if claim.assessment is None:
        return
    expected = expected_disposition(claim.assessment, claim, plan)
    if disposition != expected:
        yield _incomplete(claim, "disposition_differs", expected)
    if basis == "CALCULATED" and award != calculated:
        yield Problem("AmountDiffers", what="award", given=str(award), found=str(calculated))
    if basis == "OVERRIDE":
        if award == calculated:
            yield _incomplete(claim, "override_changes_nothing")
        if override not in plan.override_reasons:
            yield _incomplete(claim, "override_needs_reason")
        if disposition == "CONVERTED_FIXED":
            yield _incomplete(claim, "fixed_is_fixed")
    if award == 0:
        yield _incomplete(claim, "approval_pays_something")


def _refusal_fits(claim: Claim, plan: Plan) -> bool:
    """A refusal fits where no loss is verified, offsets eat the award, or a needed proof or finding fails."""
    found = claim.assessment
    if found is None or found.verified_loss == 0 or _eaten_by_offsets(claim):
        return True
    return _something_fails(claim)


def _reason_faults(claim: Claim, plan: Plan, disposition: str, reasons: Sequence[GivenReason]) -> Iterator[Problem]:
    if not reasons and disposition not in ("REFERRED", "WITHDRAWN"):
        yield _incomplete(claim, "reason_missing")
    for given in reasons:
        reason = plan.decision_reasons.get(given.code)
        if reason is None or disposition not in reason.dispositions:
            yield _incomplete(claim, "reason_does_not_fit", given.code)
            continue
        yield from _value_faults(claim, plan, given)


def _value_faults(claim: Claim, plan: Plan, given: GivenReason) -> Iterator[Problem]:
    """Where a value of a reason is missing, or names an account or a person's number: it stands in the letter."""
    for name in plan.decision_reasons[given.code].placeholders - FILLED_BY_ITSELF - set(given.values):
        yield _incomplete(claim, f"value_missing {name}", given.code)
    for name, value in given.values.items():
        is_amount = "amount" in name and value.isdecimal()  # of won, however many
        if not is_amount and (has_account(value) or has_rrn(value)):
            yield _incomplete(claim, f"value_with_number {name}", given.code)
