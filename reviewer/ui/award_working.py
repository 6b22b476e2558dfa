"""How an award came about, line by line, for reading in a meeting."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from reviewer.rules.assessment import Assessment, FactorRecord
from reviewer.rules.claim import Claim
from reviewer.rules.decision import fixed_ceiling
from reviewer.rules.plan import Plan
from reviewer.ui.offset_lines import offset_words
from reviewer.ui.wording import language, short_day, tr, won, word


@dataclasses.dataclass(frozen=True)
class Step:
    """One line: what it is, what it rests on, its figure; `is_sum` for lines that close a part."""

    name: str
    basis: str
    figure: str
    is_sum: bool = False


def working(claim: Claim, plan: Plan) -> list[Step]:
    """The lines from the loss claimed to the award proposed (domain.md 2.9); won."""
    return list(_steps(claim, plan))


def _steps(claim: Claim, plan: Plan) -> Iterator[Step]:
    yield Step(tr("Loss claimed"), "", won(claim.claimed_loss))
    found = claim.assessment
    if found is not None:
        yield Step(tr("Normal week"), _week(found.normal_week_from), won(found.normal_week_sales))
        yield Step(tr("Outage week"), _week(plan.outage_week[0]), f"− {won(found.outage_week_sales)}")
        yield Step(tr("Verified sales loss"), "", won(found.verified_loss), is_sum=True)
        if found.verified_loss > fixed_ceiling(plan):
            yield from _factors(found)
        else:
            yield Step(tr("Within the fixed bands"), tr("the amount of the band"), "")
        for offset in found.offsets:
            source = offset_words().get(offset.reason, offset.reason)
            yield Step(tr("Already received"), source, f"− {won(offset.amount)}")
        yield Step(tr("Calculated award"), "", won(found.calculated_award), is_sum=True)
    proposal = claim.proposal
    if proposal is not None and proposal.award_basis == "OVERRIDE":
        yield Step(tr("Override"), word(plan.override_reasons, proposal.override_reason), won(proposal.award))


def _factors(found: Assessment) -> Iterator[Step]:
    yield from _factor(tr("Operating-profit rate"), found.profit_rate)
    for name, ratio in ((tr("Labour ratio"), found.labour_ratio), (tr("Rent ratio"), found.rent_ratio)):
        if ratio is not None:
            yield Step(name, tr("method B"), f"+ {ratio}")
    yield from _factor(tr("Alternative services"), found.alt_factor)
    yield from _factor(tr("Kakao's share"), found.share_factor)
    if found.assessed_amount is not None:
        yield Step(tr("Assessed amount"), "", won(found.assessed_amount), is_sum=True)
    if found.floor_applied:
        yield Step(tr("Not less than"), tr("floor of the plan"), won(found.floor))
    elif found.round_up_to and found.rounded is not None and found.rounded != found.assessed_amount:
        yield Step(tr("Rounded up"), tr("to {unit}", unit=won(found.round_up_to)), won(found.rounded))


def _factor(name: str, factor: FactorRecord | None) -> Iterator[Step]:
    if factor is not None:
        words = {
            "OWN_EVIDENCE": tr("own evidence"),
            "STANDARD_TABLE": tr("standard table"),
            "COUNCIL_RULE": tr("council rule"),
        }
        source = words.get(factor.source_type, factor.source_type)
        yield Step(name, f"{source} · {factor.source_ref}", f"× {factor.value}")


def _week(first: dt.date) -> str:
    last = first + dt.timedelta(days=6)
    ends = (short_day(day).replace(" ", "\u00a0") for day in (first, last))  # a line may end beside the dash only
    return " – ".join(ends)


def proposal_words(claim: Claim, plan: Plan) -> str:
    """The lead's proposal in one line: outcome, amount, kind when it is not the first decision."""
    proposal = claim.proposal
    if proposal is None:
        return "–"
    outcome = str(plan.dispositions[proposal.disposition].word.in_(language()))
    kind = "" if proposal.kind == "ORIGINAL" else f"{word(plan.decision_kinds, proposal.kind)} · "
    return f"{kind}{outcome} · {won(proposal.award)}"


def reasons_words(claim: Claim, plan: Plan) -> list[str]:
    """The reasons of the proposal, code and short words."""
    proposal = claim.proposal
    if proposal is None:
        return []
    return [
        f"{given.code}  {plan.decision_reasons[given.code].short.in_(language())}"
        if given.code in plan.decision_reasons
        else given.code
        for given in proposal.reasons
    ]


def opinion_words(claim: Claim) -> str:
    """What the second reviewer said."""
    words = {"AGREE": tr("agrees"), "DIFFER": tr("differs"), "SEND_BACK": tr("put back")}
    return words.get(claim.opinion.opinion, claim.opinion.opinion) if claim.opinion else "–"
