"""The figures as a table, and the page docs/figures.md that keeps them."""

import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.result import Result

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def table(results: Sequence[Result]) -> str:
    """One line a result, in Markdown."""
    lines = ["| figure | ours | beside | baseline | ratio | aim | rounds |", "|---|---:|---|---:|---:|---|---:|"]
    for one in results:
        ours, theirs = (_number(value, one.unit) for value in (one.figure, one.baseline_figure))
        ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
        note = f" ({one.note})" if one.note else ""
        cells = (one.name + note, ours, one.baseline, theirs, ratio, _aim(one), str(one.rounds))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def _aim(one: Result) -> str:
    if one.aim is None:
        return ""
    unit = "" if one.ratio is not None else f" {one.unit}"
    return f"{'≥' if one.is_rate else '≤'} {one.aim:g}{unit}, {'met' if one.is_met else 'missed'}"


def machine() -> str:
    """What the figures were measured on; no name of a computer and no path."""
    from PySide6 import __version__ as qt

    from reviewer.casefile.engine import SQLITE_VERSION

    screen = os.environ.get("QT_QPA_PLATFORM", "")
    return (
        f"Measured on {dt.datetime.now(dt.UTC).date().isoformat()}: {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores (shared), load {_load()}, Python {platform.python_version()}, "
        f"SQLite {SQLITE_VERSION}, PySide6 {qt} ({screen})."
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def rewrite(page: Path, results: Sequence[Result], names: Sequence[str] = ()) -> None:
    """Put the table between the marks of the page; the words around it stay.

    Where only some `names` were measured, their lines take the place of those of the same figures, and one more line
    says what they were measured on.
    """
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    old, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page.name} has no marks for the figures")
    said, lines = [machine()], table(results).splitlines()
    if names:
        mine = f"{machine()} Of these: {', '.join(names)}."
        kept = [line for line in old.splitlines() if line.startswith("Measured on")]
        said = [*_still_there(kept, names), mine]
        lines = _merged([line for line in old.splitlines() if line.startswith("|")], lines)
    page.write_text("\n".join([f"{before}{BEGIN}", "\n\n".join(said), "", *lines, f"{END}{after}"]), encoding="utf-8")


def _still_there(said: Sequence[str], names: Sequence[str]) -> list[str]:
    """Of what earlier runs said of themselves, that of which some figures still stand there after one of `names`."""
    known, kept = set(names), list[str]()
    for line in reversed(said):
        measured = set(line.partition(" Of these: ")[2].removesuffix(".").split(", "))
        if not measured <= known:
            kept.insert(0, line)
            known |= measured
    return kept


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The old lines with the new ones in the place of those of the same figure, the others behind the last of them."""
    head, fresh = list(new[:2]), {_figure_of(line): line for line in new[2:]}
    if len(fresh) < len(new) - 2:
        raise ValueError("two of the figures have one name: one would be lost")
    found: list[str] = []
    last = 0
    for line in old[2:]:
        if _figure_of(line) in fresh:
            found.append(fresh.pop(_figure_of(line)))
            last = len(found)
        else:
            found.append(line)
    last = last or len(found)
    return [*head, *found[:last], *fresh.values(), *found[last:]]


def _figure_of(line: str) -> str:
    """The figure a line of the table is about, without the note, which changes from run to run."""
    return line.split("|")[1].partition(" (")[0].strip()
