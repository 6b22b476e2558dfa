"""Splitting a claim: its part arrives as a delivery of its own, made from the claim, and the act links the two."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from reviewer.casefile import intake, journal, search_index
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.claim_facts import papers_of, read_applicant
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.intake_rows import FACT_FIELDS, FactRow, Facts
from reviewer.casefile.keys import Signer
from reviewer.casefile.linking import NEW, LinkedRow
from reviewer.casefile.standing import base_claim, plan_in_force, read_case, read_claim
from reviewer.rules.acts import refusals
from reviewer.rules.acts.shape import Scene
from reviewer.rules.acts.splitting import SPLITTING, part_number
from reviewer.rules.applicant import Applicant
from reviewer.rules.plain import canonical
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.routing import route_at_intake


def split_body(conn: Connection, number: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The whole body for the services (and losses, and note) wanted: number of the part, reviewers, who is recused."""
    claim = read_claim(conn, number)
    given = {name: wanted[name] for name in ("services", "claimed_loss", "rest_loss", "note") if name in wanted}
    seats = {"reviewers": {"lead": claim.lead, "second": claim.second}} if claim.lead and claim.second else {}
    recused = {name: claim.conflicts[name] for name in sorted(claim.recused)}
    return {"part": part_number(claim), **given, **seats, **({"recused": recused} if recused else {})}


def split_refusals(
    conn: Connection, person: str, number: str, body: Mapping[str, Any], at: dt.datetime
) -> list[Problem]:
    """Every reason why this split is not allowed now, without doing it: the part is only thought of."""
    part = str(body["part"])
    row = {"route": "", "stage": "", "marks": "[]", "claimed_loss": None, "received_on": "", "services": "[]"}
    claims = {number: read_claim(conn, number), part: base_claim(part, row, ())}
    made_at = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    scene = Scene(
        SPLITTING, number, person, made_at, "", body, read_case(conn), plan_in_force(conn), claims=claims
    )  # fmt: skip
    return list(refusals(scene))


def split(case_file: CaseFile, signer: Signer, number: str, wanted: Mapping[str, Any], *, now: dt.datetime) -> Entry:
    """Record the part as taken in and the split of the claim, both or neither. Raises the first reason against it."""
    conn = case_file.writer
    body = split_body(conn, number, wanted)
    for problem in split_refusals(conn, signer.member, number, body, now):
        raise problem
    delivery = _store(case_file, number, body, now)
    taken_in = intake.take_in_body(conn, delivery)
    wishes = [("take_in", f"delivery:{delivery}", taken_in, now), (SPLITTING, number, body, now)]
    try:
        done = journal.append_many(case_file, signer, wishes)[-1]
    except Problem:
        with case_file.writing() as writing:
            intake.forget(writing, delivery)
        raise
    with case_file.writing() as writing:
        search_index.refresh(writing, [str(body["part"])])
    return done


def _store(case_file: CaseFile, number: str, body: Mapping[str, Any], now: dt.datetime) -> str:
    """Keep the facts of the part: what the applicant says now, and the same papers by their fingerprints."""
    conn = case_file.writer
    said, part, plan = read_applicant(conn, number), str(body["part"]), plan_in_force(conn)
    row = FactRow(1, part, False, *_routed(said, body, plan), _facts(said, body))
    held = {paper.document: paper for paper in read_claim(conn, number).papers}
    papers = [
        intake.PaperRow(f"{place:03d} {line.path}", line.document, line.bytes, part, held[line.document].kind, NEW)
        for place, line in enumerate((one for one in papers_of(conn, number) if one.document in held), start=1)
    ]
    told = [number, ["" if one is None else one for one in row.facts], [list(paper) for paper in papers], part]
    delivery = hashlib.sha256(canonical({"split": told})).hexdigest()
    with case_file.writing() as writing:
        if intake.begin(writing, delivery, f"{number} → {part}", {}, now).state == "NEW":
            intake.store(writing, delivery, "", [LinkedRow(row, NEW)], [])
            intake.store_papers(writing, delivery, papers)
    return delivery


def _routed(said: Applicant, body: Mapping[str, Any], plan: Plan) -> tuple[str, tuple[str, ...]]:
    found = route_at_intake(
        plan, reporter_type=said.reporter_type, services=body["services"], paid=said.paid,
        claimed_loss=body.get("claimed_loss"), received_on=said.received_on,
    )  # fmt: skip
    return found.route, found.marks


def _facts(said: Applicant, body: Mapping[str, Any]) -> Facts:
    values: dict[str, Any] = {name: getattr(said, name) for name in FACT_FIELDS}
    values |= {
        "services": json.dumps(body["services"], separators=(",", ":")),
        "claimed_loss": body.get("claimed_loss"),
        "received_on": said.received_on.isoformat() if said.received_on else "",
        "extra": json.dumps(said.extra, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
    }
    return tuple(values[name] for name in FACT_FIELDS)
