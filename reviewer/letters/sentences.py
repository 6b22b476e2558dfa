"""The sentences that explain a decision: reasons, calculation notes, and why a paper was not accepted."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from reviewer.letters.content import Origin
from reviewer.rules.assessment import Assessment, FactorRecord, OffsetRecord
from reviewer.rules.claim import Paper
from reviewer.rules.korean import fill, won_plain
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_accounts
from reviewer.rules.proposal import GivenReason
from reviewer.rules.verdicts import ACCEPTED

_HANGUL = re.compile("[가-힣]")
LOSS_CUT = ("P01", "P02", "P07")


def percent(rate: Decimal) -> str:
    """A rate as a letter prints it, without trailing zeros and without the sign: `95.8`."""
    plain = f"{rate * 100:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def reason_sentences(origin: Origin, *, only: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentence of every reason of the decision, or of those named in `only` (domain.md 3.9)."""
    decision = origin.decision
    if decision is None:
        return ()
    given = [reason for reason in decision.reasons if not only or reason.code in only]
    return tuple(reason_sentence(reason, origin) for reason in given)


def reason_sentence(given: GivenReason, origin: Origin) -> str:
    """One reason with its values filled in; KeyError when a value or the reason itself is unknown."""
    reason = origin.plan.decision_reasons[given.code]
    claimed = origin.decision.claimed_loss if origin.decision is not None else origin.claim.claimed_loss
    band = origin.plan.band_of(claimed or 0)
    values: dict[str, object] = {"closing": origin.plan.closing}
    if band is not None:
        values |= {"band_ko": band.label.ko, "band_en": band.label.en}
    for name, value in given.values.items():
        values[name] = _value(name, value, origin.lang)
    for name in reason.placeholders:
        translated = given.values.get(f"{name}_{origin.lang}")
        if translated:
            values[name] = mask_accounts(translated)
    return fill(reason.text.in_(origin.lang), values, origin.lang)


def _value(name: str, value: str, lang: str) -> object:
    if "amount" in name and value.isdecimal():
        return won_plain(int(value), lang)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return mask_accounts(value)


def offsets_taken(found: Assessment, plan: Plan) -> tuple[OffsetRecord, ...]:
    """What was already received, where it was taken off: from a fixed amount only where the plan says so (2.9)."""
    is_taken = found.assessed_amount is not None or (found.verified_loss and plan.settings.offsets_reduce_fixed)
    return found.offsets if is_taken else ()


def note_sentences(origin: Origin) -> tuple[str, ...]:
    """The calculation notes F01a to F04 that apply to this decision, filled in (domain.md 3.9)."""
    decision = origin.decision
    if decision is None or decision.assessment is None:
        return ()
    found = decision.assessment
    notes = origin.plan.notes
    return tuple(fill(notes[code].text.in_(origin.lang), values, origin.lang) for code, values in _notes(found, origin))


def _notes(found: Assessment, origin: Origin) -> Iterator[tuple[str, dict[str, object]]]:
    profit, alt, share = found.profit_rate, found.alt_factor, found.share_factor
    if profit is not None:
        code = "F01a" if profit.source_type == "OWN_EVIDENCE" else "F01b"
        yield code, {"rate": percent(profit.value), "source": source_of(profit, origin)}
    if alt is not None and alt.value < 1:
        other = _other_services(alt, origin)
        yield "F02", {"service_ko": other, "service_en": other}
    if share is not None and share.value < 1:
        yield "F03", {"share": percent(share.value), "source": source_of(share, origin)}
    if taken := offsets_taken(found, origin.plan):
        total = sum(offset.amount for offset in taken)
        yield "F04", {"amount": won_plain(total, origin.lang)}


def typed_words(origin: Origin) -> Iterator[str]:
    """What people typed that the letter tells: sources, reasons of offsets, values of reasons, details."""
    decision = origin.decision
    yield from (str(value) for value in origin.details.values())
    if decision is None:
        return
    yield from (value for given in decision.reasons for value in given.values.values())
    found = decision.assessment
    if found is not None:
        factors = (found.profit_rate, found.alt_factor, found.share_factor)
        yield from (one.source_ref for one in factors if one is not None)
        yield from (one.reason for one in found.offsets)


def source_of(factor: FactorRecord, origin: Origin) -> str:
    """Where a factor comes from, in the language of the letter where the plan or the reviewer gave both."""
    return in_language(factor.source_ref, origin.plan, origin.lang)


def in_language(ref: str, plan: Plan, lang: str) -> str:
    """A source or reason that a person gave, in the letter's language: from the plan, or from `한글 / English`.

    Korean that nobody put into English stands in an English letter as a quotation that says so.
    """
    texts = [rate.source for rate in plan.profit_rates.values() if rate.source is not None]
    texts += [service.share_source for service in plan.services.values() if service.share_source is not None]
    texts += [band.word for band in plan.alt_bands]
    for text in texts:
        if ref in (text.ko, text.en):
            return text.in_(lang)
    ko, divided, en = ref.partition(" / ")
    said = mask_accounts((ko if lang == "ko" else en) if divided else ref)
    return f"“{said}” (in Korean)" if lang == "en" and _HANGUL.search(said) else said


def _other_services(alt: FactorRecord, origin: Origin) -> str:
    """What could be used instead, when the reviewer named it; a band's own word names no service."""
    words = {band.word.ko for band in origin.plan.alt_bands} | {band.word.en for band in origin.plan.alt_bands}
    if alt.source_ref in words or alt.source_type != "OWN_EVIDENCE":
        return origin.word("other_services")
    return source_of(alt, origin)


def alt_word(value: Decimal, origin: Origin) -> str:
    """The word of the band of alternatives whose value is nearest (domain.md 2.9); there are none only at exactly 1."""
    fitting = [band for band in origin.plan.alt_bands if (band.value == 1) == (value == 1)] or origin.plan.alt_bands
    nearest = min(fitting, key=lambda band: abs(band.value - value))
    return nearest.word.in_(origin.lang)


def is_accepted(paper: Paper) -> bool:
    """Whether this paper counted."""
    return paper.verdict in ACCEPTED


def why_not_accepted(paper: Paper, origin: Origin) -> str:
    """Why a paper was not accepted: the sentences of the checks it failed, once each."""
    plan = origin.plan
    sentences: list[str] = []
    for check in plan.checks_of(paper.kind):
        answer = paper.answers.get(check.code)
        if check.severity != "B" or answer is None or answer.result not in ("FAIL", "UNCLEAR"):
            continue
        code = answer.reason or (check.reasons[0] if check.reasons else "")
        reason = plan.supplement_reasons.get(code)
        if reason is not None and reason.why.in_(origin.lang) not in sentences:
            sentences.append(reason.why.in_(origin.lang))
    if sentences:
        return " ".join(sentences)
    return origin.word("see_letter") if not paper.verdict else ""
