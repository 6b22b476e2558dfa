"""Looking up a new paper among 315,000; how well reused papers are found stands in `reused.py`."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import reused
from benchmarks.result import Result, at_share, seconds
from benchmarks.sample import Sample
from reviewer.casefile import fingerprints
from reviewer.casefile.case_file import create
from reviewer.casefile.connections import CaseFile
from reviewer.rules.likeness import RADIUS, Fingerprint, digest_of

PAPERS, ASKED = 315_000, 400


def measure(sample: Sample) -> list[Result]:
    """The look-up, the size of its tables, and precision and recall of the finder."""
    return [*_look_up(), *reused.found()]


# --- looking up ---------------------------------------------------------------------------------------


def made_paper(number: int, rng: random.Random, forms: Sequence[int]) -> list[Fingerprint]:
    """The fingerprints of an invented paper: a third sheets, a quarter PDFs with text, the rest pictures.

    Every second picture is filled into one of some forms, whose hashes differ in a few bits.
    """
    kind = rng.random()
    if kind < 0.32:
        return [Fingerprint("WEEK" if kind < 0.27 else "ROWS", f"{rng.getrandbits(64):016x}", 1) for _ in range(8)]
    if kind < 0.57:
        times = f"maker {number % 40} · 2023-02-{1 + number % 28:02d}T10:00:{rng.randrange(60):02d} · {number}"
        page = Fingerprint("TEXT", f"{rng.getrandbits(64):016x}", 1)
        return [page, Fingerprint("TIMES", times), Fingerprint("BRN", f"{rng.randrange(10**10):010d}", 1)]
    form = rng.choice(forms) if rng.random() < 0.5 else rng.getrandbits(64)
    for _ in range(rng.randrange(9)):
        form ^= 1 << rng.randrange(64)
    found = [Fingerprint("PICTURE", f"{form:016x}", 1)]
    return [*found, Fingerprint("EXIF", f"camera · {number}")] if number % 2 else found


def _document(number: int) -> str:
    return digest_of("paper", str(number)) * 4


def fill(case_file: CaseFile, claims: Sequence[str]) -> None:
    """Three invented papers for each of these claims, in the order of their numbers, kept as the program keeps them."""
    rng = random.Random(1)
    forms = [rng.getrandbits(64) for _ in range(60)]
    with case_file.writing() as conn:
        conn.execute("INSERT INTO deliveries VALUES (?, 'a.csv', '{}', '2023-01-01')", ("ab" * 32,))
        conn.executemany(
            "INSERT INTO papers VALUES (?, ?, ?, 9, ?, 'OTH', 'LATER')",
            ((("ab" * 32), f"{n}", _document(n), claims[n // 3]) for n in range(3 * len(claims))),
        )
        for number in range(3 * len(claims)):
            fingerprints.keep(conn, _document(number), made_paper(number, rng, forms))


def _filled(case_file: CaseFile, rng: random.Random, forms: Sequence[int]) -> None:
    """Three papers a claim, kept as the program keeps them."""
    with case_file.writing() as conn:
        conn.execute("INSERT INTO deliveries VALUES (?, 'a.csv', '{}', '2023-01-01')", ("ab" * 32,))
        conn.executemany(
            "INSERT INTO papers VALUES (?, ?, ?, 9, ?, 'OTH', 'NEW')",
            ((("ab" * 32), f"{n}", _document(n), f"C{n // 3}") for n in range(PAPERS + ASKED)),
        )
        for number in range(PAPERS):
            fingerprints.keep(conn, _document(number), made_paper(number, rng, forms))


def _look_up() -> list[Result]:
    rng = random.Random(1)
    forms = [rng.getrandbits(64) for _ in range(60)]
    with tempfile.TemporaryDirectory() as folder, create(Path(folder, "a.casedb"), is_sample=True) as case_file:
        conn = case_file.writer
        spent = seconds(lambda: _filled(case_file, rng, forms))
        size = sum(row[0] for row in _sizes(Path(folder, "a.casedb")))
        times, scans, burnt = [], [], []
        for number in range(PAPERS, PAPERS + ASKED):
            document, claim = _document(number), f"C{number // 3}"
            prints = made_paper(number, rng, forms)
            with case_file.writing():
                fingerprints.keep(conn, document, prints)
            began = time.process_time()
            times.append(seconds(lambda: _asked(conn, claim, document)) * 1_000)  # noqa: B023
            burnt.append((time.process_time() - began) * 1_000)
            if number % 40 == 0:
                scans.append(seconds(lambda: _scanned(conn, prints)) * 1_000)  # noqa: B023
    among = f"looking up a new paper among {PAPERS:,}"
    return [
        Result(f"{among}, median", median(times), "ms", "reading every fingerprint", median(scans), None, ASKED, 50),
        Result(f"{among}, p95", at_share(times, 0.95), "ms", aim=50, rounds=ASKED),
        Result(f"{among}, longest", max(times), "ms", rounds=ASKED),
        Result(f"{among}, longest, processor time", max(burnt), "ms", aim=50, rounds=ASKED),
        Result(f"keeping the fingerprints of {PAPERS:,} papers", PAPERS / spent, "papers/s", is_rate=True),
        Result(f"tables of {PAPERS:,} papers' fingerprints", size / 1e6, "MB"),
    ]


def _asked(conn: Any, claim: str, document: str) -> int:
    found = fingerprints.likes_of(conn, claim, [document])
    return len(found) + len(fingerprints.pairs_to_compare(conn, document, claim))


def _scanned(conn: Any, prints: Sequence[Fingerprint]) -> int:
    """The same question without an index: every fingerprint is read and held against those of the new paper."""
    wanted = {(one.kind, one.value) for one in prints}
    pictures = [int(one.value, 16) for one in prints if one.kind == "PICTURE"]
    found = 0
    for kind, value in conn.execute("SELECT kind, value FROM fingerprints"):
        if kind == "PICTURE" and pictures:
            found += any((int(value, 16) ^ one).bit_count() <= RADIUS for one in pictures)
        else:
            found += (kind, value) in wanted
    return found


def _sizes(path: Path) -> list[tuple[int]]:
    """Bytes of the tables and indexes that belong to fingerprints."""
    conn = sqlite3.connect(path)
    try:
        return conn.execute(
            "SELECT pgsize FROM dbstat WHERE aggregate = TRUE AND (name LIKE '%fingerprint%' OR name LIKE 'picture_%')"
        ).fetchall()
    finally:
        conn.close()
