"""Scripted work in one window: claims opened and left, words typed, orders changed, places visited; memory and pauses.

Measured in a process of its own: `python -m benchmarks.day CASE SECONDS` prints the figures as JSON. `DAY_MINUTES`
says how long (an hour: 60); meanwhile papers are read behind the window, as on any day.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.processes import BARE_WINDOW, ROOT, child_environment, peak_megabytes
from benchmarks.result import Result, at_share
from benchmarks.sample import Sample

MINUTES, WARM = 1.5, 100
"""How long, and after how many steps memory counts as that of the beginning: every place was visited once."""
PLACES = ("work", "triage", "meeting", "letters", "figures", "claims")


def measure(sample: Sample) -> list[Result]:
    """Memory with the list open, with three claims open, after warming up and at the end; pauses of the window."""
    minutes = float(os.environ.get("DAY_MINUTES", MINUTES))
    with sample.copy() as copied:
        command = [sys.executable, "-m", "benchmarks.day", str(copied.case), str(minutes * 60)]
        said = subprocess.run(
            command, cwd=ROOT, env=child_environment(), check=True, capture_output=True, text=True, timeout=7_200
        )
    told: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    bare = peak_megabytes(BARE_WINDOW)
    count, steps = f"{sample.claims:,} claims", told["steps"]
    worked = f"{steps} steps in {minutes:g} minutes"
    return [
        Result(
            f"memory over a bare window, list open, {count}", told["list"] - bare, "MB",
            "the bare window itself", bare, None, aim=80,
        ),
        Result(
            f"memory over a bare window, list open and the first claim desk made ahead, {count}", told["rested"] - bare,
            "MB", "the bare window itself", bare, None, aim=80,
        ),
        Result(f"memory with three claim desks open, {count}", told["desks"], "MB", aim=300),
        Result(
            f"memory at the end of scripted work, {count}", told["end"], "MB", f"after the first {WARM} steps",
            told["warm"], told["end"] / told["warm"], aim=1.1, note=worked,
        ),
        Result(
            "pauses of the window in scripted work, own work, 99 %", at_share(told["own"], 0.99), "ms",
            rounds=len(told["own"]), aim=50, note=worked,
        ),
        Result(
            "pauses of the window in scripted work, own work, longest", max(told["own"]), "ms",
            rounds=len(told["own"]), aim=50, note=told["longest"],
        ),
        Result("pauses of the window in scripted work, longest", max(told["wall"]), "ms", rounds=len(told["wall"])),
    ]  # fmt: skip


def work(case: Path, seconds: float) -> dict[str, Any]:
    """Work for so long in a window on this case."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.beats import Beats, resident
    from benchmarks.desk import numbers_of
    from benchmarks.search import opened_list, wait
    from reviewer.app import Reviewer

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    reviewer = Reviewer(app)
    told: dict[str, Any] = {"steps": 0, "warm": 0.0, "longest": ""}
    try:
        claims = opened_list(reviewer, case)
        told["list"] = resident()
        wait(6_000)  # what the first claim needs is loaded meanwhile, and its desk made
        told["rested"] = resident()
        window, numbers = reviewer.window, numbers_of(claims._sitting.on_screen, 30)
        for number in numbers[:3]:
            window.show_in_tab(number)
            wait(1_500)
        told["desks"] = resident()
        for _ in range(3):
            window.desks.close_tab()
            wait(200)
        beats, longest = Beats(), 0.0
        end, steps = time.monotonic() + seconds, _steps(window, claims, numbers)
        while time.monotonic() < end:
            name, do = next(steps)
            before = len(beats.own)
            do()
            wait(400)
            told["steps"] += 1
            if (most := max(beats.own[before:], default=0.0)) > longest:
                longest, told["longest"] = most, name
            if told["steps"] == WARM:
                told["warm"] = resident()
        told |= {"end": resident(), "own": beats.own, "wall": beats.wall}
        told["warm"] = told["warm"] or told["end"]
    finally:
        reviewer.window.close()
        reviewer.close()
    return told


def _steps(window: Any, claims: Any, numbers: list[str]) -> Iterator[tuple[str, Any]]:
    """What a reviewer does, one thing after another, round and round."""
    fields = ("trade_name", "claimed_loss", "stage", "received_on", "claim")
    round_ = 0
    while True:
        number = numbers[round_ % len(numbers)]
        yield "open a claim", lambda number=number: window.show_claim(number)
        other = numbers[(round_ + 7) % len(numbers)]
        yield "open a second in a tab", lambda other=other: window.show_in_tab(other)
        yield "close a tab", window.desks.close_tab
        yield "back to the list", lambda: window.show_place("claims")
        for words in ("김", "김민", "강남", "ㅎㅂ", number[-4:], ""):
            yield f"search {words!r}", lambda words=words: claims.search.setText(words)
        order = fields[round_ % len(fields)], bool(round_ % 2)
        yield f"sort by {order[0]}", lambda order=order: claims.sort_by(*order)
        yield "scroll to the end", claims.table.scrollToBottom
        yield "scroll to the beginning", claims.table.scrollToTop
        place = PLACES[round_ % len(PLACES)]
        yield f"go to {place}", lambda place=place: window.show_place(place)
        yield "back to the list", lambda: window.show_place("claims")
        round_ += 1


if __name__ == "__main__":
    print(json.dumps(work(Path(sys.argv[1]), float(sys.argv[2]))))
