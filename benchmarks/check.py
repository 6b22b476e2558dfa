"""Checking a whole case, from its bytes to its standing, beside SQLite's own check and beside plain hashing."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.casefile.check import check
from reviewer.casefile.entry import COLUMNS, Entry, moment, new_uid, row_of
from reviewer.casefile.journal import INSERT
from reviewer.casefile.keys import Signer

ROUNDS = 3
ENTRIES = int(os.environ.get("BENCHMARK_ENTRIES", "100000"))
"""The size of the journal that is checked beside plain hashing; 1000000 is the size the issue asks about."""
WROTE = ("open_claim", {"role": "OTHER"}), ("read_paper", {"document": "ab" * 32, "pages": [1, 2, 3]})


def measure(sample: Sample) -> list[Result]:
    """Every digest, chain and signature, and all derived tables against a rebuild."""
    with open_case(sample.case, writing=False) as case_file:
        pair = in_turn(lambda: seconds(lambda: _ours(case_file)), lambda: seconds(lambda: _sqlite(case_file)), ROUNDS)
    name = f"check of {sample.claims:,} claims and their journal"
    found = [compared(name, "s", "PRAGMA integrity_check", pair)]
    with sample.copy() as longer:
        _lengthen(longer, ENTRIES)
        with open_case(longer.case, writing=False) as case_file:
            rounds = ROUNDS if ENTRIES <= 100_000 else 1
            pair = in_turn(
                lambda: seconds(lambda: _ours(case_file)), lambda: seconds(lambda: _hashed(case_file)), rounds
            )
    name = f"check of a journal of {ENTRIES:,} entries"
    note = f"{ENTRIES / pair[0][-1]:,.0f} entries a second on {os.cpu_count()} processors"
    return [*found, compared(name, "s", "SHA-256 of the bytes of every entry", pair, note=note)]


def _ours(case_file: CaseFile) -> None:
    report = check(case_file)
    if not report.ok:
        raise RuntimeError(f"the sample is not whole: {report.problems[:3]}")


def _sqlite(case_file: CaseFile) -> None:
    case_file.reader().execute("PRAGMA integrity_check").fetchall()


def _hashed(case_file: CaseFile) -> None:
    for row in case_file.reader().execute(f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY key_id, number"):
        hashlib.sha256("\n".join(map(str, row)).encode()).digest()


def _lengthen(sample: Sample, entries: int) -> None:
    """Let everybody who signed something look at claims until the journal has this many entries."""
    signers = list(sample.signers().values())
    with open_case(sample.case) as case_file, case_file.writing() as conn:
        claims = [row[0] for row in conn.execute("SELECT claim FROM claims ORDER BY claim")]
        (there,) = conn.execute("SELECT count(*) FROM journal").fetchone()
        known = {row[0] for row in conn.execute("SELECT key_id FROM public_keys")}
        signers = [signer for signer in signers if signer.key_id in known]
        last = {
            row["key_id"]: (row["number"], row["hash"])
            for row in conn.execute("SELECT key_id, max(number) AS number, hash FROM journal GROUP BY key_id")
        }
        looks = islice(zip(cycle(signers), cycle(claims), cycle(WROTE), strict=False), max(entries - there, 0))
        for entry in _looks(case_file.uid, looks, last):
            conn.execute(INSERT, row_of(entry))
            conn.execute("INSERT INTO journal_claims VALUES (?, ?)", (entry.subject, entry.uid))


def _looks(
    case_uid: str, looks: "Iterator[tuple[Signer, str, tuple[str, object]]]", last: dict[str, tuple[int, str]]
) -> Iterator[Entry]:
    at = dt.datetime(2023, 9, 1, tzinfo=dt.UTC)
    for signer, claim, (act, body) in looks:
        at += dt.timedelta(seconds=1)
        number, previous = last[signer.key_id]
        bare = Entry(case_uid, new_uid(at), signer.key_id, signer.member, number + 1, moment(at), act, claim, (),
                     json.loads(json.dumps(body)), previous)  # fmt: skip
        name = bare.recomputed_hash()
        last[signer.key_id] = (number + 1, name)
        yield Entry(*list(vars(bare).values())[:11], name, signer.sign(name))
