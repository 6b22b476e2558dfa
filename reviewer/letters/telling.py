"""Why this amount, in one paragraph to be read on the phone, from the numbers and reasons of the letter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer.letters.content import Origin
from reviewer.letters.message import form_name
from reviewer.letters.particulars import Particulars, particulars
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.decision import fixed_award
from reviewer.rules.korean import won_plain
from reviewer.rules.plan import Plan
from reviewer.rules.proposal import GivenReason
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.supplement import Supplement

NOT_ISSUED, NOT_RESOLVED = "not_issued", "not_resolved"
AFTER_PROPOSAL = frozenset({Stage.PROPOSED, Stage.CHECKED, Stage.ON_AGENDA, Stage.DEFERRED})
_WAITS = {
    Stage.RECEIVED: "RECEIVED",
    Stage.ASSIGNED: "IN_REVIEW",
    Stage.IN_REVIEW: "IN_REVIEW",
    Stage.RETURNED: "IN_REVIEW",
    Stage.SUPPLEMENT_REQUESTED: "SUPPLEMENT_REQUESTED",
    Stage.SUPPLEMENT_RECEIVED: "SUPPLEMENT_RECEIVED",
    Stage.SUPPLEMENT_EXPIRED: "SUPPLEMENT_EXPIRED",
}


_REMARK = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Telling:
    """The paragraph in one language, and why it is not to be read to the claimant yet; "" where it is."""

    text: str
    caution: str = ""


Sentences = Mapping[str, Any]
"""The words in one language: parts, situations and cautions (resources/i18n/why.*.toml)."""


def matter_of(claim: Claim, plan: Plan) -> Decision | Supplement | None:
    """What there is to tell: the decision in force, what would be decided, or the running request for evidence."""
    if claim.decision is not None:
        return claim.decision
    if claim.stage in (Stage.FIXED_READY, Stage.FIXED_LISTED):
        return _would_be(claim, "FIXED", fixed_award(claim, plan), "FIXED", (GivenReason("A02"),))
    proposal = claim.proposal
    if proposal is not None and claim.stage in AFTER_PROPOSAL:
        return _would_be(claim, proposal.disposition, proposal.award, proposal.award_basis, proposal.reasons)
    if claim.stage is Stage.SUPPLEMENT_REQUESTED and claim.supplements:
        return claim.supplements[-1]
    return None


def _would_be(claim: Claim, disposition: str, award: int, basis: str, reasons: tuple[GivenReason, ...]) -> Decision:
    """The decision that the proposal or the list asks for, to be worked out like one that was made."""
    proposal, found = claim.proposal, claim.assessment
    return Decision(
        uid="",
        seq=len(claim.decisions) + 1,
        kind=claim.deciding,
        disposition=disposition,
        award=award,
        award_basis=basis,
        calculated_award=found.calculated_award if found is not None else award,
        decided_at="",
        rules_version="",
        reasons=reasons,
        assessment=found if disposition != "FIXED" or claim.reopened is not None else None,
        claimed_loss=claim.claimed_loss,
        override_reason=proposal.override_reason if proposal is not None else "",
        supersedes=claim.decision.uid if claim.decision is not None else "",
        after=claim.reopened,
    )


def kind_of(matter: Decision | Supplement | None) -> str:
    """The kind of letter whose values tell this matter."""
    return "REMINDER" if isinstance(matter, Supplement) else "DECISION"


def is_issued(claim: Claim, matter: Decision | Supplement | None) -> bool:
    """Whether the letter of this decision has left."""
    return isinstance(matter, Decision) and any(one.letter_no == matter.letter_no for one in claim.letters)


def tell(origin: Origin, sentences: Sentences) -> Telling:
    """The paragraph about the claim of `origin`, whose matter is that of `matter_of`."""
    claim, decision = origin.claim, origin.decision
    known = particulars(origin)
    known.conditions.update(_conditions(origin))
    _payment(origin, known)
    known.values["service"] = _services(origin)
    parts = sentences["situations"].get(_situation(origin), (_waiting(claim),))
    if decision is None:
        parts = ("asked", *parts, *(("HELD",) if claim.hold else ()))
        known.values["hold"] = _hold(origin)
    said = [line for part in parts for line in _lines(sentences["parts"][part], known, origin)]
    return Telling(" ".join(said), str(sentences["cautions"].get(_caution(origin), "")))


def _services(origin: Origin) -> str:
    """The services by the names people say; a remark in brackets behind one is for reading."""
    known = origin.plan.services
    names = [known[key].name.in_(origin.lang) if key in known else key for key in origin.claim.services]
    return ", ".join(_REMARK.sub("", name) for name in names) or origin.word("any_service")


def _situation(origin: Origin) -> str:
    """The form whose parts tell the decision; "" while there is none."""
    decision = origin.decision
    if decision is None:
        return ""
    name = form_name("DECISION", decision)
    return "APPROVED" if name == "NOT_APPROVED" and decision.award else name


def _waiting(claim: Claim) -> str:
    if claim.stage is Stage.ROUTED:
        return f"ROUTED_{'FIXED' if claim.is_fixed else claim.route}"
    return _WAITS.get(claim.stage, "WAITING")


def _caution(origin: Origin) -> str:
    decision = origin.decision
    if decision is None or is_issued(origin.claim, decision):
        return ""
    return NOT_ISSUED if decision.uid else NOT_RESOLVED


def _conditions(origin: Origin) -> Iterator[str]:
    claim, decision = origin.claim, origin.decision
    if claim.claimed_loss:
        yield "asks"
    if decision is None:
        return
    if is_issued(claim, decision):
        yield "issued"
    if decision.award:
        yield "money"
    if decision.uid and claim.stage in BEFORE_RESOLUTION | {Stage.APPEALED}:
        yield "reopened"
    elif decision.kind != "REVIEW" and origin.plan.dispositions[decision.disposition].appeal:
        yield "review"


def _payment(origin: Origin, known: Particulars) -> None:
    """How far the payment is: paid, ordered, failed, or still to come."""
    claim, decision, payment = origin.claim, origin.decision, origin.claim.payment
    if decision is None or not decision.award or decision.kind == "RETURN_REQUEST":
        return
    if payment is not None and decision.uid and payment.decision not in ("", decision.uid):
        payment = None  # of a decision before, which counts into this one
    state = {"PAID": "paid", "LISTED": "listed", "FAILED": "failed"}.get(payment.state if payment else "", "")
    if payment is None or not state or (state == "paid" and claim.to_pay and decision.uid):
        known.conditions.add("pays")
        return
    known.conditions.add(state)
    known.values["paid_amount"] = won_plain(payment.amount, origin.lang)
    known.values["paid_on"] = payment.date


def _hold(origin: Origin) -> str:
    reasons, hold = origin.plan.hold_reasons, origin.claim.hold
    return reasons[hold].in_(origin.lang) if hold in reasons else hold


def _lines(lines: Any, known: Particulars, origin: Origin) -> Iterator[str]:
    for line in lines:
        if not known.holds(tuple(str(line.get("when", "")).split())):
            continue
        if "each" in line:
            for sentence in known.lists.get(line["each"], ()):
                yield known.fill(line["text"], origin.lang, sentence=sentence)
        else:
            yield known.fill(line["text"], origin.lang)
