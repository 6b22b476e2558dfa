"""Writes the record of a visit (방문 확인서) from the contact that was recorded, for both sides to sign."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import claim_facts, journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.letters.visit_record import VisitRecord, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.contacts import Contact
from reviewer.rules.korean import fill
from reviewer.rules.problem import Problem


def print_visit(
    case_file: CaseFile, signer: Signer, path: Path, claim: str, contact: str, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the sheet as a PDF and record that it was printed.

    Raises ClaimUnknown, and BadActBody for a contact that is no visit to this claimant.
    """
    data = render(visit_record(case_file.reader(), claim, contact, lang, day=korean_day(now)))
    body = {"what": "VISIT_RECORD", "count": 1, "sha256": hashlib.sha256(data).hexdigest(), "reason": claim}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"]}


def visit_record(conn: Connection, number: str, entry: str, lang: str, *, day: dt.date) -> VisitRecord:
    """What stands on the sheet, taken from the contact and the claim as it stands."""
    claim, case, plan = standing.read_claim(conn, number), standing.read_case(conn), standing.plan_in_force(conn)
    visit = next((one for one in claim.contacts if one.entry == entry and one.kind == "VISIT"), None)
    if visit is None:
        raise Problem("BadActBody", field="contact", why="unknown", value=entry)
    applicant = claim_facts.read_applicant(conn, number)

    def said(code: str, **values: object) -> str:
        return fill(word_for("print", code, lang), values, lang)

    met, visitor = standing.kept_text(conn, visit.person), member_names(conn).get(visit.author) or visit.author
    member = case.roster.get(visit.author)
    body = plan.bodies[member.body].name.in_(lang) if member is not None and member.body in plan.bodies else ""
    facts = (
        ("visit_claim", number),
        ("visit_trade_name", applicant.trade_name),
        ("visit_representative", applicant.representative),
        ("visit_when", f"{visit.on} {visit.time}".strip()),
        ("visit_place", standing.kept_text(conn, visit.place)),
        ("visit_visitor", " · ".join(filter(None, (visitor, body)))),
        ("visit_met", met),
    )
    told = (("visit_said", standing.kept_text(conn, visit.said)), ("visit_promise", _promise(conn, visit, lang)))
    return VisitRecord(
        said("visit_title"), lang, day,
        tuple((said(name), value or "–") for name, value in facts),
        tuple((said(name), value or said("visit_none")) for name, value in told),
        said("visit_confirms"),
        ((said("visit_visitor"), visitor), (said("visit_met"), met)),
        said("visit_signature"), is_sample=case.is_sample,
    )  # fmt: skip


def _promise(conn: Connection, visit: Contact, lang: str) -> str:
    if visit.promise_due is None:
        return ""
    values = {"what": standing.kept_text(conn, visit.promise), "due": visit.promise_due}
    return fill(word_for("print", "visit_promised", lang), values, lang)
