"""The values and conditions a letter's wording may use, taken from one decision or one request."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping

from reviewer.letters.amounts import (
    amount_rules,
    calculation_conditions,
    calculation_values,
    earlier_values,
    failed_since,
    lowered,
)
from reviewer.letters.content import Origin
from reviewer.letters.sentences import (
    LOSS_CUT,
    is_accepted,
    note_sentences,
    reason_sentences,
)
from reviewer.rules.acts.answering import unproved
from reviewer.rules.calendar import Calendar
from reviewer.rules.claim import FIXED_CHOICE, Decision
from reviewer.rules.decision import fixed_ceiling
from reviewer.rules.korean import fill, krw, won_ko, won_plain
from reviewer.rules.numbers import digits
from reviewer.rules.privacy import mask_account, mask_accounts, mask_name

BLANK = "________"
"""What stands for a value nobody knows yet; a letter with one is a draft and cannot be issued."""


@dataclasses.dataclass
class Particulars:
    """Values by name, the conditions that hold, and the lists a line may be repeated for."""

    values: dict[str, object] = dataclasses.field(default_factory=dict)
    conditions: set[str] = dataclasses.field(default_factory=set)
    lists: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    safe_due: dt.date | None = None
    blanks: list[str] = dataclasses.field(default_factory=list)

    def fill(self, template: str, lang: str, **more: object) -> str:
        """Fill a line; values that are not known become a blank line and are remembered in `blanks`."""
        return fill(template, _Known(more, self.values, self.blanks), lang).strip()

    def holds(self, conditions: tuple[str, ...]) -> bool:
        """Whether every condition holds; `!` turns one round."""
        return all((name.removeprefix("!") in self.conditions) != name.startswith("!") for name in conditions)


class _Known(dict[str, object]):
    """The values of one line, and behind them those of the whole letter."""

    def __init__(self, own: Mapping[str, object], values: Mapping[str, object], blanks: list[str]) -> None:
        super().__init__(own)
        self._values, self._blanks = values, blanks

    def __missing__(self, name: str) -> object:
        if name in self._values:
            return self._values[name]
        if name not in self._blanks:
            self._blanks.append(name)
        return BLANK


def particulars(origin: Origin) -> Particulars:
    """Everything the wording of this letter may need, in the letter's language."""
    found = Particulars()
    found.values.update(origin.speech.sender)
    found.values.update(_common(origin))
    found.values.update(_periods(origin))
    found.safe_due = _calendar(origin).safe_due(
        origin.issued_on, origin.plan.settings.appeal_days, origin.plan.settings.delivery_days
    )
    found.values["safe_due"] = found.safe_due
    _papers(origin, found)
    _settings(origin, found)
    if origin.decision is not None:
        _decision(origin, origin.decision, found)
        _account(origin, found)
    if origin.supplement is not None:
        _request(origin, found)
    found.values.update(_written(origin.details, origin.lang))
    _rules(origin, found)
    return found


def _rules(origin: Origin, found: Particulars) -> None:
    """The resolution that adopted the rules a letter was written by; one written before the first cites none (5.2)."""
    version = _version_cited(origin)
    rules = origin.case.rules_of(version)
    found.values.pop("rules_version", None)
    if rules is not None:
        found.conditions.add("rules_adopted")
        found.values |= {"rules_meeting": rules.meeting, "rules_date": rules.on, "rules_resolution": rules.number}
        found.values["rules_version"] = version[:8]


def _version_cited(origin: Origin) -> str:
    """The rules of the amount where the council adopted them, else those the matter was written by."""
    matter, decision = origin.matter, origin.decision
    of_amount = amount_rules(origin.claim, decision) if decision is not None else ""
    if origin.case.rules_of(of_amount) is not None:
        return of_amount
    return str(matter.rules_version if matter is not None else origin.details.get("rules_version", ""))


def _written(details: Mapping[str, object], lang: str) -> dict[str, object]:
    """Details with amounts of won written out and account numbers masked; dates are written by the wording."""
    return {name: _written_out(name, value, lang) for name, value in details.items()}


def _written_out(name: str, value: object, lang: str) -> object:
    if isinstance(value, str) and name in ("reason", "wrong", "right"):
        return mask_accounts(value)
    return won_plain(value, lang) if isinstance(value, int) and not isinstance(value, bool) else value


def _calendar(origin: Origin) -> Calendar:
    return Calendar(origin.plan.holidays, origin.plan.holiday_years)


def _common(origin: Origin) -> dict[str, object]:
    claim, plan, lang = origin.claim, origin.plan, origin.lang
    received = claim.received_on or origin.applicant.received_on
    names = [plan.services[key].name.in_(lang) if key in plan.services else key for key in claim.services]
    words = origin.speech.words
    values: dict[str, object] = {
        "council": plan.council.in_(lang),
        "payer": plan.payer.in_(lang),
        "hours": plan.contact_hours.in_(lang),
        "claim_no": claim.number,
        "service": ", ".join(names) or words["any_service"],
        "applied": fill(words["applied_on"], {"date": received}, lang) if received else words["applied"],
        "outage_from": plan.outage_week[0],
        "outage_to": plan.outage_week[1],
        "fixed_ceiling": won_plain(fixed_ceiling(plan), lang),
    }
    if received:
        values["received_date"] = received
    if claim.claimed_loss is not None:
        values["claimed"] = won_plain(claim.claimed_loss, lang)
    if claim.withdrawn_on:
        values["withdrawn_on"] = claim.withdrawn_on
    values.update(_referral(origin))
    return values


def _referral(origin: Origin) -> Iterator[tuple[str, str]]:
    """The company another service belongs to and where to write to it; several are named one after another."""
    plan, lang = origin.plan, origin.lang
    others = [plan.services[key] for key in origin.claim.services if key in plan.services]
    others = [service for service in others if service.affiliate]
    companies = dict.fromkeys(plan.operators[service.operator].name.in_(lang) for service in others)
    contacts = dict.fromkeys(service.referral_contact for service in others if service.referral_contact)
    if companies:
        yield "company", ", ".join(companies)
        yield "referral_contact", ", ".join(contacts) or origin.word("customer_centre")


def _periods(origin: Origin) -> dict[str, object]:
    """Every date a letter may promise, counted from the day it is issued and moved on to a working day."""
    settings, day = origin.plan.settings, origin.issued_on
    calendar = _calendar(origin)
    keep = max(settings.decisions_years, settings.payments_years)
    return {
        "pay_by": calendar.due(day, settings.pay_days),
        "pay_days": settings.pay_days,
        "account_by": calendar.due(day, settings.account_by_days),
        "account_fix_by": calendar.due(day, settings.account_fix_days),
        "appeal_days": settings.appeal_days,
        "appeal_decide_days": settings.appeal_decide_days,
        "new_evidence_until": calendar.due(day, settings.new_evidence_days),
        "fixed_review_due": calendar.due(day, settings.fixed_review_days),
        "referral_due": calendar.due(day, settings.referral_reply_days),
        "reopen_until": calendar.due(day, settings.reopen_days),
        "return_reply_due": calendar.due(day, settings.return_reply_days),
        "closing_day": origin.plan.closing,
        "docs_until": _years_later(day, settings.documents_years),
        "records_until": _years_later(day, keep),
    }


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)


def _papers(origin: Origin, found: Particulars) -> None:
    papers = origin.papers
    accepted = sum(is_accepted(paper) for paper in papers)
    found.values |= {"documents": len(papers), "documents_accepted": accepted}
    names = dict.fromkeys(origin.plan.proof_kinds[paper.kind].name.in_(origin.lang) for paper in papers)
    found.values["papers"] = ", ".join(names) or origin.word("no_documents")
    if papers:
        found.conditions.add("documents")
    if accepted < len(papers):
        found.conditions.add("not_accepted_documents")


def _settings(origin: Origin, found: Particulars) -> None:
    if origin.plan.settings.liability_paragraph:
        found.conditions.add("liability")
    if origin.plan.settings.mention_channel_cash:
        found.conditions.add("channel_cash")
    if origin.both_languages:
        found.conditions.add("both_languages")
    if origin.claim.claimed_loss is not None:
        found.conditions.add("claimed_known")


_OUTCOME = {"APPROVED_FULL": "full", "APPROVED_PARTIAL": "partial", "CONVERTED_FIXED": "converted"}


def _decision(origin: Origin, decision: Decision, found: Particulars) -> None:
    lang, words = origin.lang, origin.speech.words
    found_loss = decision.assessment if decision.disposition != "FIXED" else None
    band_loss = found_loss.verified_loss if found_loss is not None else decision.claimed_loss
    band = origin.plan.band_of(band_loss or 0)
    values: dict[str, object] = {
        "award": won_ko(decision.award) if lang == "ko" else krw(decision.award),
        "award_plain": won_plain(decision.award, lang),
        "calculated": won_plain(decision.calculated_award, lang),
        "letter_no": decision.letter_no,
        "loss_reasons": " ".join(reason_sentences(origin, only=LOSS_CUT)),
        "override_reason": "",
    }
    if decision.meeting:
        values["meeting_no"] = decision.meeting
    if decision.meeting_date:
        values["meeting_date"] = decision.meeting_date
    if band is not None:
        values["band"] = band.label.in_(lang)
    if decision.override_reason in origin.plan.override_reasons:
        values["override_reason"] = origin.plan.override_reasons[decision.override_reason].in_(lang) + "."
    if decision.resolution_no:
        values["resolution_no"] = decision.resolution_no
        values["resolution"] = fill(words["resolution"], {"resolution_no": decision.resolution_no}, lang)
    found.values.update(values)
    found.lists = {"reasons": reason_sentences(origin), "notes": note_sentences(origin)}
    codes = {reason.code for reason in decision.reasons}
    found.conditions |= {_OUTCOME[decision.disposition]} if decision.disposition in _OUTCOME else set()
    found.conditions |= {"appeal"} if origin.plan.dispositions[decision.disposition].appeal else set()
    found.conditions |= {"n06"} if "N06" in codes else set()
    found.conditions |= {"n06_alone"} if codes == {"N06"} and decision.kind == "ORIGINAL" else set()
    found.values.update(calculation_values(origin, decision))
    found.conditions.update(calculation_conditions(origin, decision))
    found.values.update(earlier_values(origin, decision))
    found.conditions |= {"false_record"} if lowered(origin, decision) else set()
    if FIXED_CHOICE in origin.claim.marks:
        found.conditions.add("chosen")
    if decision.after is not None and decision.after.kind == "NEW_EVIDENCE":
        found.conditions.add("new_records")
    _paid_before(origin, decision, found)


def _paid_before(origin: Origin, decision: Decision, found: Particulars) -> None:
    """What was paid before on the same claim counts into the award; only the difference is paid (domain.md 2.9)."""
    failed = failed_since(origin, decision)
    paid = decision.paid_before - failed
    if failed:
        found.conditions.add("failed_before")
        found.values["failed_amount"] = won_plain(failed, origin.lang)
    if paid >= decision.award > 0:
        found.conditions.add("paid_all")
    elif 0 < paid < decision.award:
        found.conditions.add("on_its_way" if decision.on_its_way > failed else "paid_before")
        found.values["already_paid"] = won_plain(paid, origin.lang)
        found.values["rest_to_pay"] = won_plain(decision.award - paid, origin.lang)


def _account(origin: Origin, found: Particulars) -> None:
    """The account as the letter shows it: the last four digits only (domain.md 6.1)."""
    applicant = origin.applicant
    decision = origin.decision
    if decision is None or not decision.award or "paid_all" in found.conditions:
        return
    number = digits(applicant.account)
    in_doubt = "failed_before" in found.conditions and not origin.claim.account_confirmed
    if in_doubt or unproved(origin.claim, origin.plan) or not applicant.bank or len(number) < 4:
        found.conditions.add("no_account")
        return
    found.conditions.add("account")
    found.values |= {
        "bank": applicant.bank,
        "account_masked": mask_account(applicant.account),
        "account_last": number[-4:],
        "holder_masked": mask_name(applicant.account_holder or applicant.representative),
    }


def _request(origin: Origin, found: Particulars) -> None:
    asked = origin.supplement
    assert asked is not None
    plan = origin.plan
    found.values |= {"due": asked.due, "requested_on": asked.requested_on, "letter_no": asked.letter_no}
    found.values |= {"round": asked.round}
    wanted = [item for item in asked.items if not plan.supplement_reasons[item.reason].optional]
    names = dict.fromkeys(kind_name(item.kind, origin) for item in wanted)
    if origin.kind in ("REMINDER", "EXTENSION"):
        found.values["papers"] = ", ".join(names)
    found.conditions |= {"required"} if wanted else set()
    found.conditions |= {"optional"} if len(wanted) < len(asked.items) else set()


def kind_name(kind: str, origin: Origin) -> str:
    """The name of a kind of paper in the letter's language; a claim-level finding asks for an explanation."""
    if kind == "CLM":
        return origin.word("explanation")
    return origin.plan.proof_kinds[kind].name.in_(origin.lang)
