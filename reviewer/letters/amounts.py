"""The amounts a letter tells: how the award was worked out, and what an earlier letter had said."""

import datetime as dt
from collections.abc import Iterator
from itertools import takewhile

from reviewer.letters.content import Origin
from reviewer.letters.sentences import alt_word, percent
from reviewer.rules.assessment import Assessment
from reviewer.rules.calendar import korean_day
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.decision import PAYING
from reviewer.rules.korean import fill, won_ko, won_plain


def calculation_values(origin: Origin, decision: Decision) -> Iterator[tuple[str, object]]:
    """The two weeks, the loss and every factor, written out in the letter's language."""
    done, lang = decision.assessment, origin.lang
    if done is None:
        return
    yield "week_from", done.normal_week_from
    yield "week_to", done.normal_week_from + dt.timedelta(days=6)
    yield "normal", won_plain(done.normal_week_sales, lang)
    yield "outage", won_plain(done.outage_week_sales, lang)
    yield "loss", won_plain(done.verified_loss, lang)
    yield "floor_amount", won_plain(done.floor, lang)
    yield "round_up_to", won_plain(done.round_up_to, lang)
    yield "not_accepted", won_plain(max(0, (decision.claimed_loss or 0) - done.verified_loss), lang)
    if done.assessed_amount is not None:
        yield "assessed", won_plain(done.assessed_amount, lang)
    if done.rounded is not None:
        yield "rounded_amount", won_plain(done.rounded, lang)
    yield from _rates(done, origin)


def _rates(done: Assessment, origin: Origin) -> Iterator[tuple[str, object]]:
    for name, factor in (("profit", done.profit_rate), ("alt", done.alt_factor), ("share", done.share_factor)):
        if factor is not None:
            yield name, percent(factor.value)
    for name, ratio in (("labour", done.labour_ratio), ("rent", done.rent_ratio)):
        if ratio is not None:
            yield name, percent(ratio)
    if done.alt_factor is not None:
        yield "alt_word", alt_word(done.alt_factor.value, origin)


def shows_calculation(decision: Decision) -> bool:
    """Whether the award came of the calculation: it is paid, or eaten up by what was received before (N06)."""
    return decision.disposition in PAYING or "N06" in {reason.code for reason in decision.reasons}


def calculation_conditions(origin: Origin, decision: Decision) -> Iterator[str]:
    """Which lines about the calculation apply."""
    done = decision.assessment
    if done is None:
        return
    if done.normal_week_sales or done.outage_week_sales:
        yield "facts"
    if done.assessed_amount is None or not shows_calculation(decision):
        return
    yield "assessed"
    yield "method_b" if done.method == "B" else "method_a"
    applies = {
        "rounded": done.rounded is not None,
        "floor": done.floor_applied,
        "plus_fixed": origin.plan.settings.individual_base == "plus_fixed",
        "set_by_council": 0 < decision.award != decision.calculated_award,
        "below_loss": 0 < decision.award < done.verified_loss,
    }
    yield from (name for name, holds in applies.items() if holds)


def replaced(claim: Claim, decision: Decision) -> Decision | None:
    """The decision before this one that was told or stands; what was taken back in between nobody was told."""
    earlier = takewhile(lambda one: one.uid != decision.uid, claim.decisions)
    return next((one for one in reversed(list(earlier)) if one.uid not in claim.undone), None)


def amount_rules(claim: Claim, decision: Decision) -> str:
    """The version of the rules its amount came about by; a calculation or fixed amount that is kept has older ones."""
    if decision.kind != "RETURN_REQUEST" and decision.assessment is not None and shows_calculation(decision):
        return decision.assessment.rules_version or decision.rules_version
    before = replaced(claim, decision)
    if before is not None and decision.disposition == before.disposition == "FIXED" and decision.award == before.award:
        return amount_rules(claim, before)
    return decision.rules_version


def lowered(origin: Origin, decision: Decision) -> bool:
    """Whether a review or new records led to less than before: only for a record that was false (domain.md 2.7)."""
    before = replaced(origin.claim, decision)
    again = decision.after
    is_review = again is not None and again.kind in ("REVIEW", "NEW_EVIDENCE")
    return is_review and before is not None and decision.award < before.award


def false_records(origin: Origin, decision: Decision) -> list[str]:
    """The records that were found false, each with why, in the letter's language."""
    found, plan, lang = decision.after.false_records if decision.after else (), origin.plan, origin.lang
    kinds = {paper.document: plan.proof_kinds[paper.kind].name.in_(lang) for paper in origin.claim.papers}
    return [
        f"{kinds.get(one.document, '')} ({plan.false_reasons[one.reason].in_(lang)})"
        for one in found
        if one.reason in plan.false_reasons
    ]


def failed_since(origin: Origin, decision: Decision) -> int:
    """Won that were on their way when this was decided, and came back before its letter left: they are paid again."""
    payment = origin.claim.payment
    if not decision.on_its_way or payment is None:
        return 0
    if payment.decision == decision.uid:  # paid with the rest, or listed so
        return min(decision.on_its_way, max(0, payment.amount - (decision.award - decision.paid_before)))
    came_back = payment.state == "FAILED" and (payment.date is None or payment.date <= origin.issued_on)
    return decision.on_its_way if came_back else 0


def earlier_values(origin: Origin, decision: Decision) -> Iterator[tuple[str, object]]:
    """What a correction or a review says about the decision it replaces."""
    before = replaced(origin.claim, decision)
    if before is None:
        return
    lang, words = origin.lang, origin.speech.words
    sent = next((one for one in origin.claim.letters if one.letter_no == before.letter_no), None)
    yield "old_doc_no", fill(words["doc_no"], {"letter_no": before.letter_no}, lang)
    yield "old_date", korean_day(sent.issued_at if sent else before.decided_at)
    yield "old_award", won_plain(before.award, lang)
    yield "false_records", ", ".join(false_records(origin, decision))
    changed = before.award != decision.award
    if changed:
        yield "wrong", won_plain(before.award, lang)
        yield "right", won_plain(decision.award, lang)
    told = {
        "old_award": won_plain(before.award, lang),
        "award": won_ko(decision.award),
        "award_plain": won_plain(decision.award, lang),
        "old_outcome": origin.plan.dispositions[before.disposition].word.in_(lang),
        "outcome": origin.plan.dispositions[decision.disposition].word.in_(lang),
    }
    differs = before.disposition != decision.disposition
    outcome = "review_change" if changed else "review_outcome" if differs else "review_keep"
    if outcome in words:  # a wording adopted before it was known has none, and holds the letter back
        yield "review_outcome", fill(words[outcome], told, lang)
    full, is_better = decision.disposition == "APPROVED_FULL", _is_better(decision, before)
    yield "review_result", words["not_received" if not is_better else "received" if full else "received_in_part"]


_MORE_OF_THE_LOSS = ("FIXED", "CONVERTED_FIXED", "APPROVED_PARTIAL", "APPROVED_FULL")


def _is_better(decision: Decision, before: Decision) -> bool:
    """Whether more is paid than before, or the same for more of the loss (the floor both times)."""
    if decision.award != before.award or not decision.award:
        return decision.award > before.award
    return _MORE_OF_THE_LOSS.index(decision.disposition) > _MORE_OF_THE_LOSS.index(before.disposition)
