"""Reading everything the claim desk shows of one claim, beside one bare question for its row."""

from typing import Any

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer.casefile.case_file import open_case
from reviewer.ui.claim_reading import read_desk

ROUNDS = 9


def measure(sample: Sample) -> list[Result]:
    """Claim, facts, papers, timeline, drafts and heads of the claims with the most entries, a claim at a time."""
    with open_case(sample.case, writing=False) as case_file:
        conn = case_file.reader()
        numbers = numbers_of(conn, 40)

        def ours() -> float:
            return seconds(lambda: [read_desk(conn, number, "SIM-law-1") for number in numbers]) * 1_000 / len(numbers)

        def baseline() -> float:
            question = "SELECT * FROM claims WHERE claim = ?"
            asked = seconds(lambda: [conn.execute(question, (number,)).fetchone() for number in numbers])
            return asked * 1_000 / len(numbers)

        ours(), baseline()
        pair = in_turn(ours, baseline, ROUNDS)
    name = f"reading a claim for the desk, {sample.claims:,} claims"
    return [compared(name, "ms", "one bare SELECT of its row", pair)]


def numbers_of(conn: Any, most: int) -> list[str]:
    """The claims with the most entries."""
    rows = conn.execute(
        "SELECT claim FROM journal_claims GROUP BY claim ORDER BY count(*) DESC, claim LIMIT ?", (most,)
    )
    return [row["claim"] for row in rows]
