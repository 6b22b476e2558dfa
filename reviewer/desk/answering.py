"""Answering: the decision log, files that are there whole or not at all, and whether a letter is genuine."""

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.check_chains import entry_holds
from reviewer.casefile.decision_rows import decision_rows, letter_by_digest
from reviewer.casefile.entry import new_uid
from reviewer.casefile.keys import Signer
from reviewer.letters import decision_log
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


def export_log(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    *,
    now: dt.datetime,
    since: dt.date | None = None,
    until: dt.date | None = None,
    unmasked: bool = False,
    reason: str = "",
    cancelled: Callable[[], bool] | None = None,
    stood: CaseFile | None = None,
) -> dict[str, Any]:
    """Write the decision log in the format of the file's ending and record the export (domain.md 6.2).

    `stood` is the case at an earlier moment, where the log is to be of that one.
    """
    writers = {".csv": decision_log.write_csv, ".xlsx": decision_log.write_xlsx, ".jsonl": decision_log.write_jsonl}
    if path.suffix.lower() not in writers:
        raise ValueError(f"{path.name}: the log is .csv, .xlsx or .jsonl")
    conn = (stood or case_file).reader()
    export = {"export_id": new_uid(now)}
    rows = ({**row, **export} for row in decision_rows(conn, since=since, until=until, unmasked=unmasked))
    written = writers[path.suffix.lower()](rows, path, unmasked=unmasked, cancelled=cancelled)
    body = {
        "what": "DECISION_LOG",
        "format": path.suffix[1:].lower(),
        "count": written.count,
        "sha256": written.sha256,
        "masked": "NO" if unmasked else "YES",
    }
    if reason:
        body["reason"] = reason
    with only_if_recorded([path]):
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "rows": written.count, "sha256": written.sha256}


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
