"""One recorded act, signed, committed and read back, beside a bare commit of one 4 kB row to the same disk."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample, scratch
from reviewer.casefile import claims, journal, standing
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.casefile.engine import connect
from reviewer.casefile.keys import Signer
from reviewer.rules.claim import Claim
from reviewer.sample.seats import SECRETARY

ROUNDS = 100
LEAD, SECOND = "SIM-law-1", "SIM-ksf-1"
_AT = dt.datetime(2023, 9, 1, 1, tzinfo=dt.UTC)


def measure(sample: Sample) -> list[Result]:
    """`record_check` on a claim with papers, in a case of full size, both files with WAL and synchronous=FULL."""
    with sample.copy() as copied, scratch() as folder, open_case(copied.case) as case_file:
        act = _checks(case_file, copied.signers())
        bare = _bare_commits(folder / "bare.db")
        act(), bare()
        pair = in_turn(lambda: seconds(act) * 1_000, lambda: seconds(bare) * 1_000, ROUNDS)
    name = f"one recorded check, {sample.claims:,} claims"
    return [compared(name, "ms", "bare SQLite commit of 4 kB, WAL FULL", pair, aim=3)]


def _checks(case_file: CaseFile, signers: dict[str, Signer]) -> Callable[[], object]:
    """A call that records the next check of a claim in review, going round its papers and results."""
    claim = _taken_up(case_file, signers)
    plan = standing.plan_in_force(case_file.reader())
    answers = [
        (paper.document, check.code, result)
        for result in ("PASS", "NA")
        for paper in claim.papers
        for check in plan.checks_of(paper.kind)
    ]
    done = 0

    def record() -> object:
        nonlocal done
        document, check, result = answers[done % len(answers)]
        done += 1
        body = {"document": document, "check": check, "result": result}
        at = _AT + dt.timedelta(minutes=10 + done)
        return journal.append(case_file, signers[LEAD], "record_check", claim.number, body, made_at=at)

    return record


def _taken_up(case_file: CaseFile, signers: dict[str, Signer]) -> Claim:
    conn = case_file.reader()
    waiting = claims.Filter(route=frozenset({"INDIVIDUAL"}), stage=frozenset({"ROUTED"}))
    ids = claims.order(conn, waiting, "proof_marks", True)
    number = claims.lines(conn, ids[:1])[0].claim
    steps: list[tuple[str, str, dict[str, object]]] = [
        (SECRETARY, "assign", {"lead": LEAD, "second": SECOND}),
        (LEAD, "answer_conflict", {"ground": "NONE"}),
        (LEAD, "take_up", {}),
    ]
    for minute, (who, act, body) in enumerate(steps):
        at = _AT + dt.timedelta(minutes=minute)
        journal.append(case_file, signers[who], act, number, body, made_at=at)
    return standing.read_claim(case_file.reader(), number)


def _bare_commits(path: Path) -> Callable[[], object]:
    conn = connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB)")
    row = b"1015" * 1_024

    def commit() -> object:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO rows (bytes) VALUES (?)", (row,))
        return conn.execute("COMMIT")

    return commit
