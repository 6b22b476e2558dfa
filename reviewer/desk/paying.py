"""Paying what was decided: the encrypted payment list, and what the payer says came of it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, registers, standing, twins
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.claim_facts import read_payee
from reviewer.casefile.keys import Signer
from reviewer.desk.deciding import next_letter
from reviewer.desk.reviewing import korean_day
from reviewer.desk.whole_files import only_if_recorded, write_whole
from reviewer.letters import payments
from reviewer.rules.acts.answering import unproved
from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Claim, Payment
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage


def list_payments(
    case_file: CaseFile, signer: Signer, path: Path, passphrase: str, *, batch: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the encrypted payment list of every claim that may be paid, and record the batch.

    A claim without an accepted bank copy or a full account is left out and named, and so is one beside a claim that
    may be the same and was paid, is on a list, or would be on this one. Raises FileExists: a list that
    was recorded may be the only one there is.
    """
    if path.exists():
        raise Problem("FileExists", file=str(path))
    conn = case_file.reader()
    lines, held = _lines(conn, batch)
    listed = {line.claim for line in lines}
    others = {*listed, *standing.read_case(conn).open_batches}
    beside = {number: found for number in listed if (found := twins.payment_twins(conn, number, others))}
    lines = [line for line in lines if line.claim not in beside]
    stopped = [{"claim": number, "twin": one.claim} for number in sorted(beside) for one in beside[number][:1]]
    if not lines:
        return {"file": "", "batch": batch, "claims": 0, "amount": 0, "held": held, "twins": stopped}
    data = payments.encrypted_list(lines, passphrase)
    write_whole(path, data)
    amounts = {line.claim: line.amount for line in lines}
    body = {"batch": batch, "claims": list(amounts), "amounts": amounts}
    export = {
        "what": "PAYMENTS",
        "format": "xlsx",
        "count": len(lines),
        "sha256": hashlib.sha256(data).hexdigest(),
        "masked": "NO",
        "reason": f"지급 의뢰 {batch}",
    }
    with only_if_recorded([path]):
        wishes: list[journal.Wish] = [("list_payments", "case", body, now), ("export", "case", export, now)]
        journal.append_many(case_file, signer, wishes)
    return {
        "file": str(path),
        "batch": batch,
        "claims": len(lines),
        "amount": sum(amounts.values()),
        "held": held,
        "twins": stopped,
    }


def _lines(conn: Any, batch: str) -> tuple[list[payments.PaymentLine], list[str]]:
    """A line for every claim that may be paid, and the claims without an account that can be used."""
    lines: list[payments.PaymentLine] = []
    held: list[str] = []
    plan = standing.plan_in_force(conn)
    for number in registers.payable(conn):
        claim = standing.read_claim(conn, number)
        payee = read_payee(conn, claim)
        if not _can_be_paid(claim, payee, plan):
            held.append(number)
            continue
        assert claim.decision is not None
        lines.append(
            payments.PaymentLine(
                claim=number,
                payee=payee.trade_name or payee.representative,
                bank=payee.bank,
                account=payee.account,
                holder=payee.account_holder,
                amount=claim.to_pay,
                batch=batch,
                letter_no=claim.decision.letter_no,
            )
        )
    return lines, held


def _can_be_paid(claim: Claim, payee: Applicant, plan: Plan) -> bool:
    """Whether there is a whole account, no new one waits for its second person, and the papers are accepted."""
    return bool(payee.account) and "*" not in payee.account and not claim.account_by and not unproved(claim, plan)


def take_payment_results(
    case_file: CaseFile, signer: Signer, rows: Iterable[dict[str, Any]], *, now: dt.datetime
) -> dict[str, Any]:
    """Take back what was paid and what failed. A line that cannot be taken is named with its row; the others are.

    A failed payment gets its letter, which asks for the account again, on the queue at once.

    Rows are those of `read_payment_results`. The codes of what is refused: `unreadable` (with field and value),
    `twice`, `claim_unknown`, `not_in_batch`, `amount_differs`, `day_cannot_be`.
    """
    conn, today = case_file.reader(), korean_day(now)
    by_batch: dict[str, list[dict[str, Any]]] = {}
    refused: list[dict[str, Any]] = []
    taken_up: set[str] = set()
    for row in rows:
        listed, why = _listed(conn, row, taken_up, today)
        if listed is None:
            refused.append({"row": row.get("row", 0), "claim": row["claim"], "field": "", "value": "", **why})
        else:
            one = {"claim": row["claim"], "result": row["result"], "amount": listed.amount}
            one |= {"date": row["date"].isoformat()} | ({"reason": row["reason"]} if row["reason"] else {})
            by_batch.setdefault(listed.batch, []).append(one)
            taken_up.add(row["claim"])
    for batch, results in by_batch.items():
        body = {"batch": batch, "claims": [one["claim"] for one in results], "results": results}
        journal.append(case_file, signer, "record_payments", "case", body, made_at=now)
    taken = [one for results in by_batch.values() for one in results]
    for one in taken:
        if one["result"] == "FAILED":
            number = next_letter(standing.read_case(case_file.writer), signer.member, now=now)
            journal.append(case_file, signer, "announce_failure", one["claim"], {"letter_no": number}, made_at=now)
    return {
        "paid": sum(one["result"] == "PAID" for one in taken),
        "failed": sum(one["result"] == "FAILED" for one in taken),
        "refused": refused,
    }


def _listed(
    conn: Any, row: dict[str, Any], taken_up: set[str], today: dt.date
) -> tuple[Payment | None, dict[str, Any]]:
    """The listed payment a result is about, or why the result cannot be taken."""
    number = row["claim"]
    if "code" in row:
        return None, {name: row[name] for name in ("code", "field", "value")}
    if number in taken_up:
        return None, {"code": "twice"}
    try:
        claim = standing.read_claim(conn, number)
    except Problem:
        return None, {"code": "claim_unknown"}
    listed = claim.payment
    if listed is None or claim.paying is not Stage.PAYMENT_LISTED:
        return None, {"code": "not_in_batch"}
    names_none = row["result"] == "FAILED" and not row["amount"]
    if row["amount"] != listed.amount and not names_none:
        return None, {"code": "amount_differs"}
    if row["date"] > today or (listed.date is not None and row["date"] < listed.date):
        return None, {"code": "day_cannot_be", "field": "date", "value": row["date"].isoformat()}
    return listed, {}
