"""`python -m benchmarks [NAMES] [--case CASE] [--write]`: measure, print the table, and put it into docs/figures.md."""

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.sample import KEPT, REPORTS, Sample, sample_of
from benchmarks.table import rewrite, table

NAMES = (
    "start", "search", "sort", "desk", "opening", "day", "growth", "record", "letters", "intake", "check", "export",
    "pages", "papers", "hints", "first_page", "twins",
)  # fmt: skip
OF_THEIR_OWN = frozenset({"hints", "twins"})
"""What makes the samples it is measured on itself."""


def main() -> int:
    """Measure what was named, or everything; exit status 1 when something could not be measured."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    asked.add_argument("--case", type=Path, help="demo.casedb of a sample folder; left out, one is made under build/")
    asked.add_argument("--claims", type=int, default=REPORTS, help="size of the sample that is made")
    asked.add_argument("--write", action="store_true", help="rewrite the table in docs/figures.md")
    given = asked.parse_args()
    if unknown := set(given.names) - set(NAMES):
        asked.error(f"unknown: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    names = given.names or NAMES
    sample = Sample(KEPT) if OF_THEIR_OWN.issuperset(names) else sample_of(given.claims, given.case)
    results = []
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        for name in names:
            began = time.monotonic()
            results += importlib.import_module(f"benchmarks.{name}").measure(sample)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(table(results))
    if given.write:
        rewrite(ROOT / "docs" / "figures.md", results, given.names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
