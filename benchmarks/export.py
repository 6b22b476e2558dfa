"""Rows a second of writing the decision log, beside bare writers of the same formats with the same rows."""

import csv
import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import REPORTS, Sample, scratch
from reviewer.casefile.case_file import open_case
from reviewer.casefile.decision_rows import decision_rows
from reviewer.letters import decision_log

Rows = list[Mapping[str, Any]]
FEW = 20_000


def measure(sample: Sample) -> list[Result]:
    """CSV and JSON Lines of 105,116 rows, XLSX of 20,000: the decisions of the sample, over and over."""
    with open_case(sample.case, writing=False) as case_file:
        decisions: Rows = list(decision_rows(case_file.reader(), since=None, until=None))
    rows: Rows = list(itertools.islice(itertools.cycle(decisions), REPORTS))
    with scratch() as folder:
        return [
            _written("CSV", rows, decision_log.write_csv, "bare csv.writer", _bare_csv, folder, 5),
            _written("JSON Lines", rows, decision_log.write_jsonl, "bare json.dumps", _bare_jsonl, folder, 5),
            _written("XLSX", rows[:FEW], decision_log.write_xlsx, "XlsxWriter, constant memory", _bare_xlsx, folder, 3),
        ]


def _written(
    form: str,
    rows: Rows,
    ours: Callable[[Rows, Path], object],
    words: str,
    bare: Callable[[Rows, Path], object],
    folder: Path,
    rounds: int,
) -> Result:
    pair = in_turn(
        lambda: len(rows) / seconds(lambda: ours(rows, folder / "log")),
        lambda: len(rows) / seconds(lambda: bare(rows, folder / "bare")),
        rounds,
    )
    return compared(f"decision log as {form}, {len(rows):,} rows", "rows/s", words, pair, is_rate=True)


def _bare_csv(rows: Rows, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(list(row.values()) for row in rows)


def _bare_jsonl(rows: Rows, path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _bare_xlsx(rows: Rows, path: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, list(row.values()))
