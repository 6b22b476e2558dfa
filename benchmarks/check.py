"""Checking a whole case, from its bytes to its standing, beside SQLite's own integrity check of the file."""

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import check

ROUNDS = 3


def measure(sample: Sample) -> list[Result]:
    """Every digest, chain and signature, and all derived tables against a rebuild."""
    with open_case(sample.case, writing=False) as case_file:

        def ours() -> None:
            report = check(case_file)
            if not report.ok:
                raise RuntimeError(f"the sample is not whole: {report.problems[:3]}")

        def baseline() -> None:
            case_file.reader().execute("PRAGMA integrity_check").fetchall()

        pair = in_turn(lambda: seconds(ours), lambda: seconds(baseline), ROUNDS)
    name = f"check of {sample.claims:,} claims and their journal"
    return [compared(name, "s", "PRAGMA integrity_check", pair)]
