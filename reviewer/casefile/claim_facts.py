"""What one claim says and what happened to it: the applicant's facts, papers, timeline, and what waits for a person."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import Entry, entry_of, in_order
from reviewer.casefile.intake_rows import FACT_FIELDS
from reviewer.casefile.standing import kept_text, read_claim
from reviewer.rules.acts import act_named
from reviewer.rules.acts.receiving import came_to
from reviewer.rules.acts.shape import replace_texts
from reviewer.rules.applicant import Applicant
from reviewer.rules.blind import RECORDING, is_hidden
from reviewer.rules.claim import WITH_PROPOSAL, Claim
from reviewer.rules.problem import Problem

_WITHOUT_AN_ANSWER = (
    "NOT EXISTS (SELECT 1 FROM journal j WHERE j.subject = f.claim AND j.act = 'confirm_link' "
    "AND json_extract(j.body, '$.delivery') = f.delivery AND json_extract(j.body, '$.row') = f.row)"
)
_TAKEN_IN = "'delivery:' || f.delivery IN (SELECT subject FROM journal WHERE act = 'take_in')"
_OFFERED = f"f.other <> '' AND f.relation <> 'REPEATED' AND {_TAKEN_IN}"


@dataclasses.dataclass(frozen=True)
class TimelineLine:
    """One thing that happened to a claim: when (UTC, ISO), who, which act, and what its entry says."""

    uid: str
    made_at: str
    author: str
    act: str
    subject: str
    facts: Mapping[str, Any]
    hash: str


@dataclasses.dataclass(frozen=True)
class PaperLine:
    """A paper of a claim: SHA-256, kind, path in its delivery, length in bytes, and how it came.

    `relation` is NEW (with its claim), LATER (waits for a person) or RECEIVED (came later and was accepted).
    """

    document: str
    kind: str
    path: str
    bytes: int
    delivery: str
    relation: str


@dataclasses.dataclass(frozen=True)
class WaitingLink:
    """A row that seems to belong to a known claim, until a person says so.

    `relation` is CHANGE (the row carries the known number; `differs` holds field -> (now, in the row)) or REPORT
    (the row is a claim of its own beside `other`). `matched_by` is claim, report_number, brn or phone_name.
    """

    delivery: str
    row: int
    claim: str
    other: str
    relation: str
    matched_by: str
    differs: Mapping[str, tuple[Any, Any]]


@dataclasses.dataclass(frozen=True)
class WaitingPaper:
    """A paper for a known claim that `receive_papers` has not taken to it yet."""

    claim: str
    paper: PaperLine
    sets_back: bool = False
    """Whether the claim has a proposal that was made without it, which taking it in takes off."""


def read_applicant(conn: Connection, claim: str) -> Applicant:
    """What the claimant says now: the row of the claim, with the fields of confirmed later rows laid over it.

    Raises ClaimUnknown.
    """
    row = conn.execute("SELECT delivery, row FROM claims WHERE claim = ?", (claim,)).fetchone()
    if row is None:
        raise Problem("ClaimUnknown", claim=claim)
    facts = _facts(conn, row["delivery"], row["row"])
    for link in read_claim(conn, claim).links:
        later = _facts(conn, link.delivery, link.row)
        facts |= {name: later[name] for name in link.fields if name in later}
    return applicant_of(claim, facts)


def read_payee(conn: Connection, claim: Claim) -> Applicant:
    """The same with the account that money goes to: a corrected one once a second person confirmed it."""
    applicant = read_applicant(conn, claim.number)
    bank, number, holder = (*kept_text(conn, claim.account).split(maxsplit=2), "", "", "")[:3]
    if not claim.account_confirmed or not number:
        return applicant
    return dataclasses.replace(applicant, bank=bank, account=number, account_holder=holder)


def _facts(conn: Connection, delivery: str, row: int) -> dict[str, Any]:
    """The facts of a row; none when they were destroyed."""
    found = conn.execute(
        f"SELECT {', '.join(FACT_FIELDS)} FROM fact_rows WHERE delivery = ? AND row = ?", (delivery, row)
    ).fetchone()
    return dict(found) if found is not None else {}


def applicant_of(claim: str, facts: Mapping[str, Any]) -> Applicant:
    """The applicant that the columns of a fact row describe."""
    plain = {name: facts[name] for name in FACT_FIELDS if name in facts}
    received = plain.pop("received_on", "")
    return Applicant(
        claim,
        received_on=dt.date.fromisoformat(received) if received else None,
        services=tuple(json.loads(plain.pop("services", "[]"))),
        extra=json.loads(plain.pop("extra", "{}")),
        **plain,
    )


def timeline(conn: Connection, claim: str, person: str = "") -> list[TimelineLine]:
    """Everything that happened to a claim in canonical order, its deliveries first; free texts are shown as texts.

    An opinion of a blind reading that is not open yet says what is in it to `person` only if that person wrote it.
    """
    rows = conn.execute(
        "SELECT * FROM journal WHERE uid IN (SELECT uid FROM journal_claims WHERE claim = ?1) OR subject IN "
        "(SELECT 'delivery:' || delivery FROM fact_rows WHERE claim = ?1 "
        "UNION SELECT 'delivery:' || delivery FROM papers WHERE claim = ?1)",
        (claim,),
    )
    found = in_order([entry_of(row) for row in rows])
    standing = read_claim(conn, claim) if any(entry.act == RECORDING for entry in found) else None
    return [_told(conn, entry, standing, person) for entry in found]


def _told(conn: Connection, entry: Entry, claim: Claim | None, person: str) -> TimelineLine:
    if claim is not None and is_hidden(claim, entry.act, entry.uid, entry.author, person):
        return TimelineLine(entry.uid, entry.made_at, entry.author, entry.act, entry.subject, {}, entry.hash)
    facts = replace_texts(act_named(entry.act).body, entry.body, lambda digest: kept_text(conn, digest))
    return TimelineLine(entry.uid, entry.made_at, entry.author, entry.act, entry.subject, facts, entry.hash)


def papers_of(conn: Connection, claim: str) -> list[PaperLine]:
    """The papers of a claim in the order they came, then those that still wait; one line a paper. ClaimUnknown."""
    standing = read_claim(conn, claim)
    came = _papers(conn, claim)
    found: list[PaperLine] = []
    for paper in standing.papers:
        first = paper.before[0] if paper.before else paper.document  # a masked copy goes by its original's name
        line = came.pop(first, PaperLine(paper.document, paper.kind, "", 0, "", "RECEIVED"))
        relation = "NEW" if line.relation == "NEW" else "RECEIVED"
        length = paper.bytes or line.bytes
        found.append(
            dataclasses.replace(line, document=paper.document, kind=paper.kind, relation=relation, bytes=length)
        )
    for document in standing.late_papers:
        first = standing.late_before.get(document, document)
        if first in came:
            found.append(dataclasses.replace(came.pop(first), document=document, relation="RECEIVED"))
    return [*found, *came.values()]


def _papers(conn: Connection, claim: str) -> dict[str, PaperLine]:
    rows = conn.execute(
        "SELECT f.document, f.kind, f.path, f.bytes, f.delivery, f.relation FROM papers f WHERE f.claim = ? "
        f"AND {_TAKEN_IN} ORDER BY f.relation = 'NEW', f.path DESC",
        (claim,),
    )
    found = {row["document"]: PaperLine(*row) for row in rows}
    return dict(reversed(found.items()))


def waiting_links(conn: Connection) -> list[WaitingLink]:
    """Every link a person has not answered yet, by claim number."""
    rows = conn.execute(
        f"SELECT f.* FROM fact_rows f WHERE {_OFFERED} AND {_WITHOUT_AN_ANSWER} ORDER BY f.claim, f.delivery, f.row"
    ).fetchall()
    return [_link(conn, row) for row in rows]


def _link(conn: Connection, row: Row) -> WaitingLink:
    differs: dict[str, tuple[Any, Any]] = {}
    if row["relation"] == "CHANGE":
        now = read_applicant(conn, row["other"])
        then = applicant_of(row["claim"], row_facts(row))
        for name in FACT_FIELDS:
            if getattr(now, name) != getattr(then, name):
                differs[name] = (getattr(now, name), getattr(then, name))
    relation = _asked(row)
    return WaitingLink(row["delivery"], row["row"], row["claim"], row["other"], relation, row["matched_by"], differs)


def _asked(row: Row) -> str:
    """What a person is asked of a row: whether it changes a claim, or whether it is its report."""
    return "CHANGE" if row["relation"] == "CHANGE" else "REPORT"


@dataclasses.dataclass(frozen=True)
class OfferedRow:
    """What a person is asked of a row, the loss in won that it names, and whether somebody answered already."""

    relation: str
    claimed_loss: int | None
    is_answered: bool


def offered_row(conn: Connection, claim: str, delivery: str, row: int) -> OfferedRow | None:
    """The row of a delivery that `waiting_links` offers, or offered, for this claim; None when there is none."""
    found = conn.execute(
        f"SELECT f.relation, f.claimed_loss, {_WITHOUT_AN_ANSWER} AS waits FROM fact_rows f "
        f"WHERE f.delivery = ? AND f.row = ? AND f.claim = ? AND {_OFFERED}",
        (delivery, row, claim),
    ).fetchone()
    return None if found is None else OfferedRow(_asked(found), found["claimed_loss"], not found["waits"])


def row_facts(row: Row) -> dict[str, Any]:
    """The fact columns of a whole row of `fact_rows`."""
    return {name: row[name] for name in FACT_FIELDS}


def waiting_papers(conn: Connection) -> list[WaitingPaper]:
    """Papers that came for known claims and belong to none of them yet, by claim number and path."""
    rows = conn.execute(
        "SELECT f.claim, f.document, f.kind, f.path, f.bytes, f.delivery, f.relation FROM papers f "
        f"WHERE f.relation = 'LATER' AND f.claim <> '' AND {_TAKEN_IN} ORDER BY f.claim, f.path"
    ).fetchall()
    taken: dict[str, set[str]] = {}
    proposed: set[str] = set()
    found: list[WaitingPaper] = []
    for claim, *paper in rows:
        if claim not in taken:
            standing = read_claim(conn, claim)
            taken[claim] = came_to(standing)
            proposed |= {claim} if standing.stage in WITH_PROPOSAL else set()
        line = PaperLine(*paper)
        if line.document not in taken[claim]:
            taken[claim].add(line.document)
            found.append(WaitingPaper(claim, line, claim in proposed))
    return found


def came_for(conn: Connection, claim: str, document: str) -> bool:
    """Whether a delivery brought this paper, for this claim or for none that it named."""
    row = conn.execute(
        f"SELECT 1 FROM papers f WHERE f.document = ? AND f.claim IN ('', ?) AND {_TAKEN_IN}", (document, claim)
    ).fetchone()
    return row is not None
