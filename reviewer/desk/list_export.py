"""Exports a list of claims exactly as it is shown: the same rows, order and columns, masked unless a reason is kept."""

import dataclasses
import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reviewer.casefile import claims, journal
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.connections import snapshot
from reviewer.casefile.engine import Connection
from reviewer.casefile.in_full import lines_in_full
from reviewer.casefile.keys import Signer
from reviewer.casefile.queries import query_text
from reviewer.letters.table_file import WRITERS
from reviewer.letters.whole_file import sha256_so_far, whole_file

Report = Callable[[int, int], None]
Lines = Callable[[Connection, "array[int]"], Sequence[claims.ListLine]]
_PAGE = 500


@dataclasses.dataclass(frozen=True)
class Shown:
    """What a list shows: its claims in their order, what narrowed it, and of every column head, width and cell."""

    ids: "array[int]"
    wanted: claims.Filter
    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    cells: Callable[[claims.ListLine], Sequence[str | int]]
    """The cells of a line: whole won as numbers, everything else as it is shown."""


def export_list(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    shown: Shown,
    *,
    now: dt.datetime,
    reason: str = "",
    progress: Report | None = None,
) -> dict[str, Any]:
    """Write the list as .csv or .xlsx and record the export; unmasked only with a reason.

    Claims on which the exporter has still to answer stay masked; `kept_masked` tells how many. The file takes its
    place once its entry is recorded. `progress` hears how many claims were written, of how many; what it raises
    leaves nothing behind. ValueError for another ending. Raises DiskFull, FolderReadOnly.
    """
    form = path.suffix[1:].lower()
    if form not in WRITERS:
        raise ValueError(f"{path.name}: the list is .csv or .xlsx")
    masked = not reason.strip()
    kept: list[int] = []
    with whole_file(path) as file:
        with snapshot(case_file.reader()) as conn:
            lines = _masked if masked else partial(_in_full, member=signer.member, kept=kept)
            rows = _rows(conn, shown, lines, progress)
            count = WRITERS[form](file, shown.heads, shown.widths, rows, shown.name)
        body: dict[str, Any] = {"what": "FIND", "format": form, "count": count, "sha256": sha256_so_far(file)}
        body |= {"masked": "YES" if masked else "NO"} | ({} if masked else {"reason": reason})
        body |= {"query": query} if (query := query_text(shown.wanted)) != "{}" else {}
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "rows": count, "sha256": body["sha256"], "kept_masked": sum(kept)}


def _masked(conn: Connection, ids: "array[int]") -> list[claims.ListLine]:
    return claims.lines(conn, ids)


def _in_full(conn: Connection, ids: "array[int]", *, member: str, kept: list[int]) -> list[claims.ListLine]:
    found, count = lines_in_full(conn, ids, member)
    kept.append(count)
    return found


def _rows(conn: Connection, shown: Shown, lines: Lines, progress: Report | None) -> Iterator[Sequence[str | int]]:
    for start in range(0, len(shown.ids), _PAGE):
        if progress is not None:
            progress(start, len(shown.ids))
        for line in lines(conn, shown.ids[start : start + _PAGE]):
            yield shown.cells(line)
