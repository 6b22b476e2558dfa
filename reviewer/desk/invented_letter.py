"""A letter of any kind about an invented claim: a wording can be looked at before any claim has such a letter."""

import dataclasses
import datetime as dt
from typing import Any

from reviewer.letters.content import Letter
from reviewer.letters.letter import compose
from reviewer.letters.message import APPROVED
from reviewer.letters.wording import Wording
from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Answer, Claim, Decision, Paper
from reviewer.rules.council import AdoptedRules, Case
from reviewer.rules.issued import IssuedLetter
from reviewer.rules.plan import Plan
from reviewer.rules.proposal import GivenReason
from reviewer.rules.reckoning import reckon
from reviewer.rules.reopening import Reopening
from reviewer.rules.supplement import Supplement, SupplementItem

NUMBER = "2023-000000"
_FIXED = ("FIXED", "FIXED_STAYS")
_AGAIN = ("CORRECTION", "REVIEW", "RETURN_REQUEST")
_ASKING = ("SUPPLEMENT", "REMINDER", "EXTENSION")
_FACTORS = {
    "profit_rate": {"value": "0.15", "source_type": "OWN_EVIDENCE", "source_ref": "손익계산서 / profit statement"},
    "alt_factor": {"value": "0.5", "source_type": "OWN_EVIDENCE", "source_ref": "전화 주문 / orders by telephone"},
    "share_factor": {"value": "0.8", "source_type": "STANDARD_TABLE", "source_ref": "예시 조사 / example survey"},
}
_REASONS = {
    "APPROVED_PARTIAL": ("P02", "P07"), "CONVERTED_FIXED": ("C01",), "FIXED": ("A02",), "NOT_APPROVED": ("N01",),
    "INADMISSIBLE": ("E03",),
}  # fmt: skip
_ASKED = (("SLS", "R06"), ("SLS", "R08"), ("BNK", "R14"), ("OTH", "R16"))


def invented_letter(form: str, wording: Wording, lang: str, on: dt.date, *, plan: Plan, case: Case) -> Letter:
    """The letter of this form as a draft and marked as a sample; raises CalendarUnknown and LetterStopped."""
    claim, matter = _told(form, plan, on)
    return compose(
        "DECISION" if isinstance(matter, Decision) else form,
        claim=claim, matter=matter, plan=plan, wording=wording, lang=lang, issued_on=on,
        applicant=Applicant(
            NUMBER, received_on=claim.received_on, trade_name="하늘분식", representative="김하늘",
            latin_name="Kim Ha-neul", brn="120-07-47521", address="서울특별시 예시구 예시로 2", bank="국민은행",
            account="123456-78-901234", account_holder="김하늘",
        ),
        case=dataclasses.replace(
            case, is_sample=True, adopted={"invented": AdoptedRules("2023-A-001", 1, on - dt.timedelta(days=40))}
        ),
        names=dict.fromkeys(case.roster, "박서연"), both_languages=True, draft=True,
        details=_details(plan, lang, on),
    )  # fmt: skip


def _told(form: str, plan: Plan, on: dt.date) -> tuple[Claim, Decision | Supplement | None]:
    received = on - dt.timedelta(days=60)
    others = [code for code, service in plan.services.items() if service.affiliate]
    services = others[:1] if form == "REFERRED" else [code for code in plan.services if code not in others][:2]
    claim = Claim(
        NUMBER, "INDIVIDUAL", claimed_loss=_fixed_loss(plan) if form in _FIXED else 1_800_000, received_on=received,
        services=tuple(services), papers=tuple(_papers(plan)), withdrawn_on=on - dt.timedelta(days=3),
    )  # fmt: skip
    if form in _ASKING:
        items = tuple(SupplementItem(kind, code) for kind, code in _ASKED if code in plan.supplement_reasons)
        return claim, Supplement(1, items, on, on + dt.timedelta(days=14), "2023-A-0000", rules_version="invented")
    disposition = {**dict.fromkeys(("APPROVED", *_AGAIN), "APPROVED_PARTIAL"), "FIXED_STAYS": "FIXED"}.get(form, form)
    if disposition not in (*_REASONS, "REFERRED", "WITHDRAWN", *APPROVED):
        return claim, None
    first = _decision(disposition, claim, plan, on)
    if form == "FIXED_STAYS":
        asked = Reopening("INDIVIDUAL", on - dt.timedelta(days=10), "", "NOTIFIED")
        done = _decision("CONVERTED_FIXED", claim, plan, on).assessment
        first = dataclasses.replace(first, after=asked, assessment=done)
    if form not in _AGAIN:
        return dataclasses.replace(claim, decisions=(first,)), first
    second = dataclasses.replace(first, uid="invented/2", kind=form, seq=2, supersedes=first.uid)
    first = dataclasses.replace(first, letter_no="2023-A-0001", award=first.award - 10_000)
    sent = IssuedLetter("2023-A-0001", "DECISION", "e", f"{received}T01:00:00Z", first.uid, {})
    return dataclasses.replace(claim, decisions=(first, second), letters=(sent,)), second


def _fixed_loss(plan: Plan) -> int:
    """A loss that the last band with a fixed amount covers."""
    return max((band.up_to for band in plan.bands if band.up_to), default=0)


def _decision(disposition: str, claim: Claim, plan: Plan, on: dt.date) -> Decision:
    loss = {"APPROVED_PARTIAL": 1_400_000, "CONVERTED_FIXED": _fixed_loss(plan), "NOT_APPROVED": 0}.get(disposition)
    done = None
    if loss is not None:
        week = plan.outage_week[0] - dt.timedelta(days=7)
        sales = {"normal_week_sales": 2_200_000 + loss, "outage_week_sales": 2_200_000}
        factors = _FACTORS if disposition == "APPROVED_PARTIAL" else {}
        done = reckon({"normal_week_from": week.isoformat(), **sales, **factors}, plan, "", "e")
    band = plan.band_of(claim.claimed_loss or 0)
    award = done.calculated_award if done else band.award or 0 if band and disposition == "FIXED" else 0
    amounts = {"P02": "3600000", "P07": "1400000"}
    reasons = [code for code in _REASONS.get(disposition, ()) if code in plan.decision_reasons]
    is_resolved = disposition != "WITHDRAWN"
    return Decision(
        uid="invented/1", seq=1, kind="ORIGINAL", disposition=disposition, award=award,
        award_basis="FIXED" if disposition in ("FIXED", "CONVERTED_FIXED") else "CALCULATED", calculated_award=award,
        decided_at=f"{on}T05:00:00.000000Z", rules_version="invented", claimed_loss=claim.claimed_loss,
        reasons=tuple(GivenReason(code, {"amount": amounts[code]} if code in amounts else {}) for code in reasons),
        assessment=done, lead="", second="", meeting=7 if is_resolved else 0,
        meeting_date=on - dt.timedelta(days=1) if is_resolved else None,
        resolution_no="2023-A-045" if is_resolved else "", letter_no="2023-A-0000",
    )  # fmt: skip


def _papers(plan: Plan) -> list[Paper]:
    """A paper of four kinds, all accepted, and one that was not."""
    kinds = [kind for kind in ("SBC", "SLS", "SUS", "BNK") if kind in plan.proof_kinds]
    made = []
    for place, kind in enumerate([*kinds, *kinds[1:2]]):
        answers = {check.code: Answer("PASS", "", "e") for check in plan.checks_of(kind)}
        refused = next((check.code for check in plan.checks_of(kind) if check.severity == "B" and check.reasons), "")
        is_refused = place == len(kinds)
        if is_refused and refused:
            answers[refused] = Answer("FAIL", "", "e")
        made.append(Paper(f"{place:064x}", kind, 0, answers, "NOT_ACCEPTED" if is_refused else "ACCEPTED"))
    return made


def _details(plan: Plan, lang: str, on: dt.date) -> dict[str, Any]:
    delays, returns = [*plan.delay_reasons.values()], [*plan.return_reasons.values()]
    return {
        "letter_no": "2023-A-0000", "due": on + dt.timedelta(days=14), "appeal_date": on - dt.timedelta(days=10),
        "reason": delays[0].in_(lang) if delays else "", "return_reason": returns[0].in_(lang) if returns else "",
        "return_amount": 30_000, "return_account": "국민은행 1-2-3", "wrong": "하늘상회", "right": "하늘분식",
        "rules_version": "invented",
    }  # fmt: skip
