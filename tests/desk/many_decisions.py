"""A case with as many decisions as a test needs: those it has, over and over, for other claims."""

import json
from pathlib import Path

from reviewer.casefile.case_file import open_case


def multiply_decisions(path: Path, count: int) -> None:
    """Fill the derived table of decisions up to this many rows; no entry stands behind them."""
    with open_case(path) as case_file, case_file.writing() as conn:
        rows = [tuple(row) for row in conn.execute("SELECT * FROM decisions ORDER BY claim, seq")]
        for number in range(count - len(rows)):
            _, *rest, record = rows[number % len(rows)]
            claim = f"9{number:08d}"
            told = json.dumps({**json.loads(record), "claim_no": claim}, ensure_ascii=False)
            conn.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (claim, *rest, told))
