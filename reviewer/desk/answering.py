"""Answering: files that are there whole or not at all, and whether a letter is genuine."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.check_chains import entry_holds
from reviewer.casefile.decision_rows import letter_by_digest
from reviewer.rules.problem import Problem


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either whole or not there."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@contextlib.contextmanager
def only_if_recorded(paths: Sequence[Path]) -> Iterator[None]:
    """What nobody may issue must not lie around: the files go again when their entry is refused."""
    try:
        yield
    except Problem:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def verify_letter(case_file: CaseFile, path: Path) -> dict[str, Any]:
    """Whether this file is a letter of this case, unchanged, what it decided, and whether a later one replaced it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    conn = case_file.reader()
    row = letter_by_digest(conn, digest)
    if row is None:
        return {"genuine": False, "sha256": digest}
    claim = standing.read_claim(conn, row["claim"])
    decision = next((one for one in claim.decisions if one.letter_no == row["letter_no"]), None)
    replaced = decision is not None and claim.decision is not None and claim.decision.seq > decision.seq
    return {
        "genuine": entry_holds(conn, row["entry"]),
        "sha256": digest,
        "letter_no": row["letter_no"],
        "lang": row["lang"],
        "kind": row["kind"],
        "claim": claim.number,
        "issued_at": row["issued_at"],
        "disposition": decision.disposition if decision else "",
        "award": decision.award if decision else None,
        "replaced_by": claim.decision.letter_no if replaced and claim.decision else "",
    }
