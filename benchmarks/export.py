"""Rows a second of writing the decision log, beside bare writers of the same formats; its memory; what comes back."""

import csv
import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from benchmarks import round_trip
from benchmarks.processes import ROOT, child_environment
from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import REPORTS, Sample, scratch
from reviewer.casefile.case_file import open_case
from reviewer.casefile.decision_rows import decision_rows
from reviewer.letters.decision_log import WRITERS, columns
from reviewer.letters.whole_file import sha256_so_far, whole_file

Rows = Iterator[list[Any]]
MEMORY_AIM = 20.0
BARE = {"csv": "bare csv.writer", "jsonl": "bare json.dumps", "xlsx": "XlsxWriter, constant memory"}
WORDS = {"csv": "CSV", "jsonl": "JSON Lines", "xlsx": "XLSX"}
AIMS = {"csv": 0.8, "jsonl": 0.8, "xlsx": 5.0}


def measure(sample: Sample) -> list[Result]:
    """The decisions of the sample, over and over, until they are as many as the reports."""
    results = []
    with scratch() as folder:
        for unmasked, form, rounds in ((False, "csv", 5), (True, "csv", 3), (False, "jsonl", 3), (False, "xlsx", 2)):
            results.append(_written(sample, folder, form, rounds, unmasked=unmasked))
        results += [_grown(sample, folder, form) for form in WRITERS]
    return results + round_trip.measure(sample)


def _written(sample: Sample, folder: Path, form: str, rounds: int, *, unmasked: bool, count: int = REPORTS) -> Result:
    names = columns(form, unmasked=unmasked)
    with open_case(sample.case, writing=False) as case_file:
        decisions = list(decision_rows(case_file.reader(), names))

    def rows() -> Rows:
        return (list(row) for row in itertools.islice(itertools.cycle(decisions), count))

    def ours() -> None:
        with whole_file(folder / "log") as file:
            WRITERS[form](file, names, rows())
            sha256_so_far(file)

    pair = in_turn(
        lambda: count / seconds(ours),
        lambda: count / seconds(lambda: _BARE[form](folder / "bare", names, rows())),
        rounds,
    )
    what = f"decision log as {WORDS[form]}{', unmasked' if unmasked else ''}, {count:,} rows"
    aim = None if unmasked else AIMS[form]
    return compared(what, "rows/s", BARE[form], pair, is_rate=True, aim=aim)


def _bare_csv(path: Path, names: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def _bare_jsonl(path: Path, names: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _bare_xlsx(path: Path, names: tuple[str, ...], rows: Rows) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)


_BARE: dict[str, Callable[[Path, tuple[str, ...], Rows], None]] = {
    "csv": _bare_csv, "jsonl": _bare_jsonl, "xlsx": _bare_xlsx,
}  # fmt: skip

_EXPORT = """if True:
    import datetime as dt, re, sys
    from pathlib import Path
    from reviewer.casefile import keys
    from reviewer.casefile.case_file import open_case
    from reviewer.desk.log_export import export_log
    case, path = Path(sys.argv[1]), Path(sys.argv[2])
    def size(name):
        return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    held = next(key for key in keys.keys_in(case.parent / "keys") if "secretary" in key.member)
    with open_case(case) as case_file:
        signer = keys.unlock(case.parent / "keys", held.key_id, None)
        case_file.reader()
        Path("/proc/self/clear_refs").write_text("5")  # the peak of what came before is forgotten
        before = size("VmRSS")
        export_log(case_file, signer, path, now=dt.datetime.now(dt.UTC))
    print(size("VmHWM") - before)
"""


def _grown(sample: Sample, folder: Path, form: str) -> Result:
    """How much a process grows that exports 105,116 decisions from a case file."""
    with sample.copy() as copied:
        _multiply(copied.case)
        exported = subprocess.run(
            [sys.executable, "-c", _EXPORT, str(copied.case), str(folder / f"log.{form}")],
            cwd=ROOT, env=child_environment(), check=True, capture_output=True, text=True,
        )  # fmt: skip
    name = f"memory growth, decision log as {WORDS[form]}, {REPORTS:,} decisions of a case"
    return Result(name, float(exported.stdout), "MB", aim=MEMORY_AIM)


def _multiply(case: Path) -> None:
    """Fill the derived table of decisions with those there are, over and over, for other claims."""
    with open_case(case) as case_file, case_file.writing() as conn:
        rows = [tuple(row) for row in conn.execute("SELECT * FROM decisions ORDER BY claim, seq")]
        for number in range(REPORTS - len(rows)):
            one = rows[number % len(rows)]
            conn.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (f"{number:09d}", *one[1:]))
