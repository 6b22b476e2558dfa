"""Rows a second of taking a delivery in, beside sqlite-utils putting the same file into a bare table."""

import csv
import datetime as dt
import sys
from pathlib import Path

from benchmarks.processes import seconds_to_end
from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample, scratch
from reviewer.casefile import keys
from reviewer.desk import receiving
from reviewer.desk.founding import found_case
from reviewer.sample.seats import REVIEWERS, SECRETARY, STAFF, roster

ROUNDS = 3
_FOUNDED, _RECEIVED = (dt.datetime(2023, month, 1, 1, tzinfo=dt.UTC) for month in (1, 6))


def measure(sample: Sample) -> list[Result]:
    """Mapped, validated, linked, indexed and signed for; the baseline stores text and nothing more."""
    with sample.table.open(encoding="utf-8-sig", newline="") as lines:
        rows = sum(1 for _ in csv.reader(lines)) - 1
    pair = in_turn(lambda: rows / _ours(sample.table, rows), lambda: rows / _bare(sample.table), ROUNDS)
    name = f"intake of {rows:,} rows, checked, linked and searchable"
    return [compared(name, "rows/s", "sqlite-utils insert --csv", pair, is_rate=True)]


def _ours(table: Path, rows: int) -> float:
    """Seconds to take the table, without the proof files beside it, into a case just founded."""
    with scratch() as folder:
        signers = {who: keys.make_key(folder / "keys", who, None) for who in (SECRETARY, STAFF, *REVIEWERS)}
        (folder / "delivery").mkdir()
        alone = folder / "delivery" / table.name
        alone.hardlink_to(table)
        case_file = found_case(
            folder / "new.casedb",
            founder=signers[SECRETARY],
            roster=roster({who: signer.public_key for who, signer in signers.items()}),
            name="견본",
            controller="견본",
            legal_ground="견본",
            passphrase=None,
            is_sample=True,
            now=_FOUNDED,
        )
        with case_file:
            reports = []
            lasted = seconds(
                lambda: reports.append(receiving.take_in(case_file, signers[SECRETARY], [alone.parent], now=_RECEIVED))
            )
        if reports[0].accepted != rows:
            raise RuntimeError(f"{reports[0].accepted} of {rows} rows were accepted")
    return lasted


def _bare(table: Path) -> float:
    tool = Path(sys.executable).with_name("sqlite-utils")
    with scratch() as folder:
        return seconds_to_end([str(tool), "insert", str(folder / "bare.db"), "rows", str(table), "--csv"])
