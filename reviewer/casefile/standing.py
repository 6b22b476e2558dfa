"""What the journal adds up to: reads the standing of the case and of a claim, and writes what an entry changes."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from reviewer.casefile import search_index
from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.list_row import (
    COLUMNS,
    FACT_COLUMNS,
    Value,
    facts_shown,
    standing_columns,
)
from reviewer.casefile.paper_names import in_rank
from reviewer.casefile.recent import Recent
from reviewer.rules.claim import Claim, Paper
from reviewer.rules.council import Case
from reviewer.rules.log_row import log_row
from reviewer.rules.plain import canonical, record_json
from reviewer.rules.plan import Plan
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

_INSERT = f"INSERT INTO claims ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


_cases = Recent(Case, 8)
_claims = Recent(Claim, 256)
_plan_from = lru_cache(maxsize=4)(read_plan)
_plans: dict[str, Plan] = {}


def read_case(conn: Connection) -> Case:
    """The case as it stands; before its first entry one with nothing but its uid."""
    row = conn.execute("SELECT state FROM case_standing").fetchone()
    if row is not None:
        return _cases.of(row[0])
    return Case(conn.execute("SELECT case_uid FROM case_identity").fetchone()[0])


def read_claim(conn: Connection, number: str) -> Claim:
    """The claim as it stands; raises ClaimUnknown."""
    return read_claims(conn, (number,))[number]


def claims_among(conn: Connection, names: Sequence[str]) -> list[str]:
    """Those of these names that are numbers of claims, in their order."""
    asked = "SELECT value FROM json_each(?) JOIN claims ON claims.claim = value ORDER BY key"
    return [row[0] for row in conn.execute(asked, (json.dumps(list(names)),))]


def read_claims(conn: Connection, numbers: Sequence[str]) -> dict[str, Claim]:
    """Claims as they stand, in the order of the numbers; raises ClaimUnknown for the first that is not there."""
    asked = json.dumps(list(numbers))
    papers = _by_claim(
        conn.execute(
            "SELECT claim, path, document, kind FROM papers WHERE claim IN (SELECT value FROM json_each(?)) "
            "AND relation = 'NEW' ORDER BY claim, path",
            (asked,),
        )
    )
    rows = conn.execute(
        "SELECT c.claim, c.state, c.route, c.stage, c.marks, c.claimed_loss, c.received_on, c.services "
        "FROM json_each(?) wanted CROSS JOIN claims c ON c.claim = wanted.value ORDER BY wanted.key",
        (asked,),
    )
    found = {
        row["claim"]: _claims.of(row["state"])
        if row["state"]
        else base_claim(row["claim"], row, papers.get(row["claim"], ()))
        for row in rows
    }
    for number in numbers:
        if number not in found:
            raise Problem("ClaimUnknown", claim=number)
    return found


def base_claim(number: str, facts: Row | Mapping[str, Any], papers: Iterable[tuple[str, str]]) -> Claim:
    """A claim before anybody did anything with it: routed by rule at intake, with the papers it came with."""
    kinds: dict[str, str] = {}
    for document, kind in papers:
        kinds.setdefault(document, kind)
    received = facts["received_on"]
    return Claim(
        number,
        facts["route"],
        Stage.ROUTED if facts["route"] else Stage.RECEIVED,
        frozenset(json.loads(facts["marks"])),
        facts["claimed_loss"],
        dt.date.fromisoformat(received[:10]) if received else None,
        tuple(json.loads(facts["services"])),
        papers=tuple(Paper(document, kind) for document, kind in kinds.items()),
    )


def plan_in_force(conn: Connection) -> Plan:
    """The plan the council has in force; PlanInvalid before the case is founded."""
    return plan_of(conn, read_case(conn).plan)


def plan_for(conn: Connection, *versions: str) -> Plan:
    """The plan in force with what was decided or asked under these versions, the first before the next (2.9)."""
    case = read_case(conn)
    then = dict.fromkeys(case.plans.get(version, case.plan) for version in reversed(versions))
    texts = [kept_text(conn, digest) for digest in then if digest != case.plan]
    return _plan_for(kept_text(conn, case.plan), *texts) if texts else plan_of(conn, case.plan)


@lru_cache(maxsize=4)
def _plan_for(now: str, *then: str) -> Plan:
    plan = _plan_from(now)
    for text in then:
        plan = plan.for_decision_under(_plan_from(text))
    return plan


def plan_of(conn: Connection, digest: str) -> Plan:
    """The plan whose text stands under this digest; a digest is salted, so it stands for one text only."""
    found = _plans.get(digest)
    if found is None:
        found = _plan_from(kept_text(conn, digest))
        _plans.clear()
        _plans[digest] = found
    return found


def plan_from(text: str) -> Plan:
    """The plan in a text; read once. Raises PlanInvalid."""
    return _plan_from(text)


def wording_in_force(conn: Connection) -> str:
    """The letter wordings (TOML) the council has in force; "" before the case is founded."""
    return kept_text(conn, read_case(conn).wording)


def kept_text(conn: Connection, digest: str) -> str:
    """The free text under this digest; "" for no text and for one that was destroyed."""
    row = conn.execute("SELECT text FROM texts WHERE digest = ?", (digest,)).fetchone() if digest else None
    return "" if row is None else str(row[0])


def member_names(conn: Connection) -> dict[str, str]:
    """The name of everybody on the roster, by id; "" where it was destroyed."""
    return {member.id: kept_text(conn, member.name) for member in read_case(conn).roster.values()}


def write_case(conn: Connection, case: Case) -> None:
    """Keep the standing of the case."""
    state = record_json(case)
    _cases.keep(state, case)
    conn.execute("INSERT OR REPLACE INTO case_standing (only, state) VALUES (1, ?)", (state,))


def write_claim(conn: Connection, before: Claim, after: Claim, made_at: str) -> None:
    """Keep what an entry made of a claim; only columns that differ are touched, and so only their indexes."""
    old = standing_columns(before)
    changed: dict[str, Value] = {name: value for name, value in standing_columns(after).items() if value != old[name]}
    if (after.links, after.parts) != (before.links, before.parts):
        changed |= shown_facts(conn, after)
    state = record_json(after)
    _claims.keep(state, after)
    changed |= {"changed_at": made_at, "state": state}
    places = ", ".join(f"{name} = ?" for name in changed)
    conn.execute(f"UPDATE claims SET {places} WHERE claim = ?", (*changed.values(), after.number))
    if after.links != before.links or _documents(after) != _documents(before):
        search_index.refresh(conn, [after.number])
    told, was = ((one.decisions, one.route, one.undone) for one in (after, before))
    if after.decisions and told != was:
        write_decisions(conn, conn, after)
    if after.letters != before.letters:
        write_letters(conn, after)


def _documents(claim: Claim) -> set[str]:
    return {paper.document for paper in claim.papers} | set(claim.late_papers)


def shown_facts(conn: Connection, claim: Claim) -> dict[str, Value]:
    """The applicant's columns of a claim as the list shows them now."""
    names = ", ".join(FACT_COLUMNS)
    facts = conn.execute(
        f"SELECT {names} FROM fact_rows WHERE claim = ? AND relation = 'NEW'", (claim.number,)
    ).fetchone()
    later = {}
    for link in claim.links:
        where = (link.delivery, link.row)
        row = conn.execute(f"SELECT {names} FROM fact_rows WHERE delivery = ? AND row = ?", where).fetchone()
        if row is not None:
            later[where] = dict(row)
    shown: dict[str, Value] = facts_shown(facts, claim, later)
    return shown


def write_decisions(source: Connection, target: Connection, claim: Claim) -> None:
    """Keep every version of the decision on a claim; `source` holds the entries that made them."""
    for decision in claim.decisions:
        uid = decision.uid.partition("/")[0]
        entry = source.execute("SELECT previous, hash FROM journal WHERE uid = ?", (uid,)).fetchone()
        record = log_row(claim, decision, prev_hash=entry["previous"], entry_hash=entry["hash"])
        target.execute(
            "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (claim.number, decision.seq, decision.uid, record["state"], decision.decided_at, decision.disposition,
             decision.award, canonical(record).decode("utf-8")),
        )  # fmt: skip


def write_letters(target: Connection, claim: Claim) -> None:
    """Keep every letter of a claim, one row a language."""
    for letter in claim.letters:
        for lang, sha256 in letter.files.items():
            target.execute(
                "INSERT INTO letters VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET claim = excluded.claim, "
                "kind = excluded.kind, sha256 = excluded.sha256, "
                "issued_at = excluded.issued_at, entry = excluded.entry, decision_uid = excluded.decision_uid",
                (letter.letter_no, lang, claim.number, letter.kind, sha256, letter.issued_at, letter.entry,
                 letter.decision),
            )  # fmt: skip


def receive(conn: Connection, delivery: str) -> None:
    """Give every new claim of a delivery its row in the list; called when the `take_in` entry is appended."""
    conn.executemany(_INSERT, (list_row for list_row, _ in base_rows(conn, delivery)))


def base_rows(conn: Connection, delivery: str | None = None) -> Iterator[tuple[tuple[Value, ...], Claim | None]]:
    """The rows of claims nobody has touched, by claim number, of one delivery or of all that were taken in.

    The claim itself comes along where it has papers; without papers it follows from the row.
    """
    papers = _papers_of(conn, delivery)
    names = ", ".join(f"f.{name}" for name in ("claim", *FACT_COLUMNS, "claimed_loss", "route", "marks"))
    which = "f.delivery = ?" if delivery else "'delivery:' || f.delivery IN (SELECT subject FROM journal WHERE act = ?)"
    rows = conn.execute(
        f"SELECT {names} FROM fact_rows f WHERE f.relation = 'NEW' AND {which} ORDER BY f.claim",
        (delivery or "take_in",),
    )
    bare: dict[tuple[str, str], tuple[Value, ...]] = {}
    for row in rows:
        number, came = row["claim"], papers.get(row["claim"])
        claim = base_claim(number, row, came) if came else None
        kind = (row["route"], row["marks"])
        if claim is not None:
            columns = tuple(standing_columns(claim).values())[1:]
        elif kind in bare:
            columns = bare[kind]
        else:  # every claim without papers that was routed alike has the same columns
            columns = bare[kind] = tuple(standing_columns(base_claim(number, row, ())).values())[1:]
        yield (*tuple(row)[: len(FACT_COLUMNS) + 1], row["claimed_loss"], *columns, "", ""), claim


def _papers_of(conn: Connection, delivery: str | None) -> dict[str, list[tuple[str, str]]]:
    which, given = ("AND delivery = ?", (delivery,)) if delivery else ("", ())
    return _by_claim(
        conn.execute(
            "SELECT claim, path, document, kind FROM papers "
            f"WHERE relation = 'NEW' AND claim <> '' {which} ORDER BY claim, path",
            given,
        )
    )


def _by_claim(rows: Iterable[Sequence[str]]) -> dict[str, list[tuple[str, str]]]:
    """Document and kind of every paper by claim, in the order in which they came."""
    found: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    for claim, path, document, kind in rows:
        found.setdefault(claim, []).append((path, (document, kind)))
    return {claim: in_rank(papers) for claim, papers in found.items()}


def insert_row(target: Connection, row: tuple[Value, ...], handle: int | None) -> None:
    """Insert one row of the list, under its old handle where it had one."""
    if handle is None:
        target.execute(_INSERT, row)
    else:
        target.execute(_INSERT.replace("(claim,", "(id, claim,").replace("(?", "(?, ?", 1), (handle, *row))
