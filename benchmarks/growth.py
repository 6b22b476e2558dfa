"""How start, search, sort and opening a claim grow with the case: 10,000, 105,116 and 1,000,000 claims in one run.

The million is the sample of 105,116 with its untouched claims repeated under new numbers, straight into the case file,
and 315,000 papers as rows with fingerprints; the program's own functions index both. It can be read like any case,
but its journal knows nothing of the repeated claims.
"""

import datetime as dt
import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import opening, search, sort, start, twins
from benchmarks.growth_chart import drawn
from benchmarks.processes import ROOT
from benchmarks.result import Result, at_share
from benchmarks.sample import KEPT, REPORTS, Sample, sample_of
from reviewer.casefile import search_index
from reviewer.casefile.case_file import SCHEMA_VERSION, open_case

MILLION, SMALL = 1_000_000, 10_000
CHART = ROOT / "docs" / "growth.svg"
_STARTS, _SORTED, _OPENED = 5, ("trade_name", "claimed_loss", "stage", "received_on"), 8


class Size(NamedTuple):
    """What was measured of one sample: of starts the ratio to a bare window, of the rest milliseconds."""

    claims: int
    start: float
    search: float
    sort: float
    opening: float
    bare_search: float
    bare_sort: float
    bare_opening: float
    bare_start: float = 1.0


def measure(sample: Sample) -> list[Result]:
    """Each figure of each size beside its baseline, and the chart docs/growth.svg."""
    results: list[Result] = []
    sizes: list[Size] = []
    middle = sample if sample.claims == REPORTS else sample_of(REPORTS)
    for one in (sample_of(SMALL), middle, million(middle)):
        size, said = _measured(one)
        sizes.append(size)
        results += said
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    CHART.write_text(drawn(sizes, f"measured on {dt.date.today()}, load {load:.1f}"), encoding="utf-8")  # noqa: DTZ011
    return results


def _measured(sample: Sample) -> tuple[Size, list[Result]]:
    claims = sample.claims
    count, is_large = f"growth, {claims:,} claims", claims > REPORTS
    begun = start.to_paint(sample, _STARTS, f"{count}: start to painted list", 1.6 if is_large else 1.5)
    keyed, words = search.typed(sample, 1)
    bare = search.bare(sample, words)
    sorted_, bare_sort = sort.sorted_by(sample, _SORTED)
    opened = opening.opened(sample, _OPENED)
    size = Size(
        claims, begun.ratio or 0.0, at_share(keyed, 0.95), at_share(sorted_, 0.95), median(opened.wall[1:]),
        median(bare), median(bare_sort), median(opened.bare),
    )  # fmt: skip
    return size, [
        begun,
        Result(
            f"{count}: search key to painted rows, p95", size.search, "ms", "bare SQLite LIKE, median", median(bare),
            None, len(keyed), 150 if is_large else 50,
        ),
        Result(
            f"{count}: sort to painted rows, p95", size.sort, "ms", "bare SQLite ORDER BY, median", median(bare_sort),
            None, len(sorted_), 100,
        ),
        Result(
            f"{count}: click to painted claim desk, median", size.opening, "ms", "one bare SELECT of its row",
            median(opened.bare), None, len(opened.wall) - 1, 100,
        ),
    ]  # fmt: skip


def million(sample: Sample) -> Sample:
    """The sample of a million claims, made under build/ where it is not there yet."""
    found = Sample(KEPT / f"sample-{MILLION}")
    done = found.folder / f"made in shape {SCHEMA_VERSION}"  # brought up to date, it would lose what was repeated
    if not done.exists():
        began = time.monotonic()
        shutil.rmtree(found.folder, ignore_errors=True)
        found.folder.mkdir(parents=True)
        for name in ("demo.casedb", "demo.documents"):
            shutil.copy(sample.folder / name, found.folder / name)
        shutil.copytree(sample.folder / "keys", found.folder / "keys")
        _repeat(found.case, MILLION - sample.claims)
        done.write_text(f"{time.monotonic() - began:.0f} s\n", encoding="ascii")
        print(f"a million claims: made in {done.read_text('ascii').strip()}", file=sys.stderr)
    return found


def _repeat(case: Path, more: int) -> None:
    with open_case(case) as case_file:
        with case_file.writing() as conn:
            names = [row["name"] for row in conn.execute("PRAGMA table_info(claims)")]
            new = ", ".join(
                _renumbered(name) if name in ("claim", "report_number") else name for name in names if name != "id"
            )
            kept = ", ".join(name for name in names if name != "id")
            base = int(conn.execute("SELECT max(id) FROM claims").fetchone()[0])
            turn = 0
            while more > 0:
                turn += 1
                done = conn.execute(
                    f"INSERT INTO claims ({kept}) "
                    f"SELECT {new} FROM claims WHERE id <= :base AND state = '' LIMIT :more",
                    {"turn": turn, "base": base, "more": more},
                )
                more -= done.rowcount
            search_index.bring_up_to_date(conn)
        twins.fill(case_file, [row[0] for row in case_file.reader().execute(_WITHOUT_PAPERS, (twins.PAPERS // 3,))])


_WITHOUT_PAPERS = "SELECT claim FROM claims WHERE id > 1 ORDER BY id DESC LIMIT ?"


def _renumbered(name: str) -> str:
    """`10-0000001` becomes `11-0000001` in the first turn, `2023-000001` becomes `2024-000001`."""
    return (
        f"CASE WHEN {name} GLOB '??-*' THEN (substr({name}, 1, 2) + :turn) || substr({name}, 3) "
        f"WHEN {name} GLOB '????-*' THEN (substr({name}, 1, 4) + :turn) || substr({name}, 5) ELSE {name} END"
    )
