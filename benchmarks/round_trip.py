"""The decision log at its full size through pandas and LibreOffice: how many cells come back other than they left."""

import csv
import datetime as dt
import itertools
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas

from benchmarks.result import Result
from benchmarks.sample import REPORTS, Sample, scratch
from reviewer.casefile.case_file import open_case
from reviewer.casefile.decision_rows import decision_rows
from reviewer.letters.decision_log import WRITERS, columns
from reviewer.letters.log_columns import KINDS
from reviewer.letters.whole_file import whole_file
from reviewer.rules.privacy import FORMULA_STARTS

PAYLOADS = (
    '=HYPERLINK("http://example.com","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "=cmd|'/c calc'!A0", "＝1+1",
    "'=1+1", '=DDE("cmd";"/C calc";"1")', "=1+1,=2+2", 'a "quoted", cell\nwith a second line', "하늘분식 🍢 2호점",
)  # fmt: skip
"""What stands for trade name and address in every row: were one calculated, another text would come back."""
_NAMES = columns("csv", unmasked=True)
_CLAIM = _NAMES.index("claim_no") + 1
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
"""Comma, double quote, UTF-8; cells as they are shown."""
_FROM_CSV = f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{_CLAIM}/2"
"""What a person chooses on opening: the same, and the claim number as text."""
Same = Callable[[Any, Any, str], bool]


def measure(sample: Sample, count: int = REPORTS) -> list[Result]:
    """As many decisions as there were reports, unmasked, with formulas in the words of claimants."""
    with open_case(sample.case, writing=False) as case_file:
        decisions = list(decision_rows(case_file.reader(), _NAMES))
    with scratch() as folder:
        for form in ("csv", "xlsx"):
            with whole_file(folder / f"log.{form}") as file:
                WRITERS[form](file, _NAMES, _rows(decisions, count))
        ways: list[tuple[str, Iterable[Sequence[Any]], Same]] = [
            ("CSV through pandas", _pandas_csv(folder), _same_text),
            ("XLSX through pandas", _pandas_sheet(folder), _same_typed),
        ]
        if shutil.which("soffice"):
            sheet, text = _through_office(folder, "log.xlsx", 3), _through_office(folder, "log.csv", 1, _FROM_CSV)
            ways += [
                ("XLSX through LibreOffice", sheet, _same_saved),
                ("CSV through LibreOffice", text, lambda read, was, name: _same_saved(_bare(read), was, name)),
            ]
        else:
            print("round trip through LibreOffice: skipped, soffice is not installed here", file=sys.stderr)
        return [
            Result(
                f"decision log as {way}, cells that come back changed of {count * len(_NAMES):,}",
                _changed(read, _rows(decisions, count), same), "cells", aim=0.0,
            )
            for way, read, same in ways
        ]  # fmt: skip


def _rows(decisions: Sequence[list[Any]], count: int) -> Iterator[list[Any]]:
    """The decisions over and over, each with claim number and claimant's words of its own."""
    places = [_NAMES.index(name) for name in ("claim_no", "trade_name", "address")]
    for number, row in zip(range(count), itertools.cycle(decisions), strict=False):
        own = list(row)
        payload = PAYLOADS[number % len(PAYLOADS)]
        for place, value in zip(places, (f"{number:09}", payload, payload), strict=True):
            own[place] = value
        yield own


def _changed(read: Iterable[Sequence[Any]], given: Iterable[Sequence[Any]], same: Same) -> int:
    """Cells that are not what they were, those of rows that are missing or too many included."""
    changed = 0
    for found, own in itertools.zip_longest(read, given, fillvalue=()):
        if len(found) != len(own):
            changed += max(len(found), len(own))
            continue
        for value, was, name in zip(found, own, _NAMES, strict=True):
            if not same(value, was, name):
                changed += 1
                if changed < 4:
                    print(f"{name}: {was!r} came back as {value!r}", file=sys.stderr)
    return changed


def _pandas_csv(folder: Path) -> Iterator[Sequence[Any]]:
    for part in pandas.read_csv(folder / "log.csv", dtype=str, keep_default_na=False, chunksize=5_000):
        yield from part.itertuples(index=False, name=None)


def _pandas_sheet(folder: Path) -> Iterator[Sequence[Any]]:
    read = pandas.read_excel(folder / "log.xlsx", header=2, dtype=object, keep_default_na=False, engine="calamine")
    yield from read.itertuples(index=False, name=None)


def _through_office(folder: Path, name: str, headings: int, *options: str) -> Iterator[Sequence[Any]]:
    """The rows of a file as LibreOffice saves it after opening it."""
    out = folder / f"from-{name}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", *options, "--convert-to", _AS_CSV, "--outdir", str(out), str(folder / name)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    with (out / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from itertools.islice(csv.reader(file), headings, None)


def _bare(text: str) -> str:
    """Without the guard: one apostrophe before what begins like a formula (docs/interface.md)."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def _text(value: Any) -> str:
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return said.replace("\r\n", "\n").replace("\r", "\n")


def _same_text(read: Any, was: Any, name: str) -> bool:
    return _text(_bare(read)) == _text(was)


def _same_typed(read: Any, was: Any, name: str) -> bool:
    """As a cell with its type: a moment of the sheet has no zone, a rate is a number."""
    if was == "":
        return bool(read == "")
    kind = KINDS.get(name)
    if kind == "DECIMAL":
        return bool(read == float(was))
    if kind in ("DAY", "MOMENT"):
        return isinstance(read, dt.date) and str(was).startswith(read.isoformat()[: 10 if kind == "DAY" else 19])
    return (bool(read == was) and isinstance(read, bool) == isinstance(was, bool)) or _text(read) == _text(was)


def _same_saved(read: Any, was: Any, name: str) -> bool:
    """As LibreOffice shows it: won with commas, rates without noughts at their end, flags in its own words."""
    kind = KINDS.get(name)
    if was == "" or read == "":
        return bool(read == was)
    if kind == "DECIMAL":
        return float(read) == float(was)
    if kind == "MOMENT":
        return bool(re.match(re.escape(was[:19]).replace("T", "[T ]"), read))
    if isinstance(was, bool):
        return bool(read.lower() == str(was).lower())
    if isinstance(was, int):
        return bool(read.replace(",", "") == str(was))
    return _text(read) == _text(was)
