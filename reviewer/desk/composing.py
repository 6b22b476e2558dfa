"""A letter from what the journal adds up to now: the case, the names, the plan and the wording in force."""

import dataclasses
import datetime as dt
from functools import lru_cache
from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.claim_facts import read_payee
from reviewer.casefile.letter_rows import told_by
from reviewer.casefile.standing import member_names
from reviewer.letters.amounts import amount_rules
from reviewer.letters.attestation import Code
from reviewer.letters.content import Letter, Origin
from reviewer.letters.letter import compose
from reviewer.letters.wording import read_wording
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.failed_payments import as_written, in_english
from reviewer.rules.plan import Plan
from reviewer.rules.reopening import OF_SUPPLEMENT, Notice, Reopening
from reviewer.rules.supplement import Supplement

_wording_from = lru_cache(maxsize=2)(read_wording)


def compose_now(
    conn: Any, claim: Claim, kind: str, matter: Decision | Supplement | Notice, lang: str, *, issued_on: dt.date,
    both: bool, draft: bool, wording: str = "",
) -> Letter:  # fmt: skip
    """The letter of a kind (DECISION, SUPPLEMENT, a notice) about one matter of a claim; `both` is in two languages.

    `wording` is a text not adopted yet, to look at what it would say; else the one in force.

    Raises CalendarUnknown for a day beyond the plan's holidays, LetterStopped for a letter the wording has not.
    """
    made = compose(
        kind,
        claim=claim,
        matter=_told(claim, matter),
        details=_details(conn, claim, matter, lang),
        applicant=read_payee(conn, claim),
        case=standing.read_case(conn),
        names=member_names(conn),
        plan=_plan(conn, claim, matter),
        wording=_wording_from(wording or standing.wording_in_force(conn)),
        lang=lang,
        issued_on=issued_on,
        both_languages=both,
        draft=draft,
    )
    return made if draft else dataclasses.replace(made, code=_code_of(conn, claim, kind, made.letter_no))


def _code_of(conn: Any, claim: Claim, kind: str, letter_no: str) -> str:
    told = told_by(conn, claim, kind, letter_no)
    return Code(letter_no, *told).text if told is not None else ""


def _told(claim: Claim, matter: Decision | Supplement | Notice) -> Decision | Supplement | None:
    """What a letter is about: a reminder and an extension tell of the request, under their own number and day."""
    if not isinstance(matter, Notice):
        return matter
    if matter.kind not in OF_SUPPLEMENT or matter.due is None:
        return None
    asked = next(one for one in claim.supplements if one.round == matter.round)
    return dataclasses.replace(asked, letter_no=matter.letter_no, due=matter.due, rules_version=matter.rules_version)


def _plan(conn: Any, claim: Claim, matter: Decision | Supplement | Notice | None) -> Plan:
    """What a matter rests on as its own rules had it: its amount may be older than its decision."""
    versions = [] if matter is None else [matter.rules_version]
    if isinstance(matter, Decision):
        done = matter.assessment
        versions.insert(0, done.rules_version if done is not None else amount_rules(claim, matter))
    return standing.plan_for(conn, *filter(None, versions))


def origin_now(
    conn: Any, claim: Claim, kind: str, matter: Decision | Supplement | None, lang: str, *, issued_on: dt.date
) -> Origin:
    """What a letter about this matter would be made from, without composing one. Raises CalendarUnknown."""
    return Origin(
        kind, claim, matter, read_payee(conn, claim), standing.read_case(conn),
        _plan(conn, claim, matter), _wording_from(standing.wording_in_force(conn)).in_(lang), lang, issued_on,
        member_names(conn), _details(conn, claim, matter, lang) if matter is not None else {},
    )  # fmt: skip


def _details(conn: Any, claim: Claim, matter: Decision | Supplement | Notice, lang: str) -> dict[str, object]:
    """What a letter says that stands in texts: what a decision answers, or what a notice tells."""
    if isinstance(matter, Notice):
        told = {
            "letter_no": matter.letter_no, "reason": _reason(conn, matter, lang), "due": matter.due,
            "rules_version": matter.rules_version,
        }  # fmt: skip
        again = claim.reopened
        asked = _of_return(conn, claim.paid_total, again, lang) if matter.kind == "HEARING" and again else {}
        return {name: value for name, value in (told | asked | _appeal(again)).items() if value}
    if not isinstance(matter, Decision) or matter.after is None:
        return {}
    again = matter.after
    if again.kind == "CORRECTION":
        texts = {name: standing.kept_text(conn, getattr(again, name)) for name in ("wrong", "right")}
        return {name: text for name, text in texts.items() if text}
    if again.kind == "RETURN_REQUEST":
        return _of_return(conn, matter.award, again, lang)
    return _appeal(again)


def _reason(conn: Any, notice: Notice, lang: str) -> str:
    """Why a notice is sent: a word of the plan for a delay, else the text that was kept, in the letter's language."""
    if notice.kind != "DELAY":
        said = standing.kept_text(conn, notice.reason)
        if lang == "ko":
            return said
        if notice.kind == "PAYMENT_FAILED":
            return in_english(said)
        return standing.kept_text(conn, notice.reason_en) or as_written(said)
    reasons = standing.plan_in_force(conn).delay_reasons
    return reasons[notice.reason].in_(lang) if notice.reason in reasons else ""


def _appeal(again: Reopening | None) -> dict[str, object]:
    return {"appeal_date": again.on} if again is not None and again.kind in ("REVIEW", "INDIVIDUAL") else {}


def _of_return(conn: Any, amount: int, again: Reopening, lang: str) -> dict[str, object]:
    reasons = standing.plan_in_force(conn).return_reasons
    reason = reasons[again.reason].in_(lang) if again.reason in reasons else ""
    account = standing.kept_text(conn, again.account)
    return {"return_amount": amount} | {
        name: text for name, text in (("return_reason", reason), ("return_account", account)) if text
    }
