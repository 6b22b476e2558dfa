"""Scripted work in one window: claims opened, words typed, places visited, deliveries taken in, letters issued.

Measured in a process of its own: `python -m benchmarks.day CASE DELIVERY SECONDS` prints the figures as JSON.
`DAY_MINUTES` says how long (an hour: 60); meanwhile papers are read behind the window, as on any day. The case grows by
what is taken in, so a second process then does the first steps on the case as the first one left it.
"""

import json
import os
import subprocess
import sys
import time
from array import array
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.processes import BARE_WINDOW, ROOT, child_environment, peak_megabytes
from benchmarks.result import Result, at_share
from benchmarks.sample import Sample

RESTS = 9_000
"""Milliseconds in which a window that is left alone loads and makes what it makes ahead."""
MINUTES, WARM = 1.5, 120
"""How long, and after how many steps memory counts as that of the beginning: everything was done once."""
TOLD = 3
"""So many steps are named, those with the longest pauses."""
LOOKS = 20
"""Memory is the median after so many steps: one look may meet a whole list that is just being read."""
LATER = 10_000
"""The turn the second process begins with, so that nothing it takes in or issues was there before."""


def measure(sample: Sample) -> list[Result]:
    """Memory with the list open, with three claims open, after warming up and at the end; pauses of the window."""
    minutes = float(os.environ.get("DAY_MINUTES", MINUTES))
    with sample.copy() as copied:
        told = _told(copied.case, sample.table, minutes * 60)
        again = _told(copied.case, sample.table, 0)
    bare = peak_megabytes(BARE_WINDOW)
    count = f"{sample.claims:,} claims"
    return [
        Result(
            f"memory over a bare window, list open, {count}", told["list"] - bare, "MB",
            "the bare window itself", bare, None, aim=80,
        ),
        Result(
            f"memory over a bare window, list open and left alone, {count}", told["rested"] - bare, "MB",
            "the bare window itself", bare, None, aim=80,
        ),
        Result(
            f"memory over a bare window, list open and the first claim desk made ahead, {count}", told["ahead"] - bare,
            "MB", "the bare window itself", bare, None, aim=80,
        ),
        Result(f"memory with three claim desks open, {count}", told["desks"], "MB", aim=300),
        Result(
            f"memory at the end of scripted work, {count}", told["end"], "MB", f"after the first {WARM} steps",
            told["warm"], told["end"] / told["warm"], aim=1.1,
            note=f"{told['steps']} steps in {minutes:g} minutes; after each fifth {told['fifths']} MB",
        ),
        Result(
            f"memory at the end of scripted work, {count}, beside a program just started", told["end"], "MB",
            f"on the case as it is then, after the first {WARM} steps", again["warm"], told["end"] / again["warm"],
            aim=1.1,
        ),
        *_pauses(told),
    ]  # fmt: skip


def _told(case: Path, delivery: Path, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.day", *map(str, (case, delivery, seconds))]
    said = subprocess.run(
        command, cwd=ROOT, env=child_environment(), check=True, stdout=subprocess.PIPE, text=True, timeout=7_200
    )
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def _pauses(told: dict[str, Any]) -> list[Result]:
    longest = sorted(told["pauses"].items(), key=lambda one: -one[1])[:TOLD]
    named = ", ".join(f"{name} {pause:.0f} ms" for name, pause in longest)
    own, name = told["own"], "pauses of the window in scripted work"
    return [
        Result(f"{name}, own work, 99 %", at_share(own, 0.99), "ms", rounds=len(own), aim=50),
        Result(f"{name}, own work, longest", max(own), "ms", rounds=len(own), aim=50, note=named),
        Result(f"{name}, longest", max(told["wall"]), "ms", rounds=len(told["wall"])),
    ]


def _memory_at(memory: "array[float]", step: int) -> float:
    return median(memory[max(step - LOOKS, 0) : step])


def work(case: Path, delivery: Path, seconds: float) -> dict[str, Any]:
    """Work in a window on this case for so long, 0 for the first steps; `delivery` was taken into the case."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.beats import Beats, resident
    from benchmarks.day_steps import Steps
    from benchmarks.desk import numbers_of
    from benchmarks.search import opened_list, touch, wait
    from reviewer.app import Reviewer

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    reviewer = Reviewer(app)
    told: dict[str, Any] = {"pauses": {}}
    memory = array("f")
    try:
        claims = opened_list(reviewer, case)
        told["list"] = resident()
        wait(RESTS)  # what the first claim needs is loaded meanwhile
        told["rested"] = resident()
        touch(claims)
        wait(RESTS)  # and its desk made
        told["ahead"] = resident()
        window, numbers = reviewer.window, numbers_of(claims._sitting.on_screen, 30)
        for number in numbers[:3]:
            window.show_in_tab(number)
            wait(1_500)
        told["desks"] = resident()
        for _ in range(3):
            window.desks.close_tab()
            wait(200)
        beats = Beats()
        end, steps = time.monotonic() + seconds, Steps(window, claims, numbers, delivery, case.parent)
        for name, do in steps.all(0 if seconds else LATER):
            before = len(beats.own)
            do()
            wait(400)
            most = max(beats.own[before:], default=0.0)
            told["pauses"][name] = max(most, told["pauses"].get(name, 0.0))
            memory.append(resident())
            if time.monotonic() > end and (seconds or len(memory) == WARM):
                break
        told |= {"steps": len(memory), "own": list(beats.own), "wall": list(beats.wall)}
        told |= {"warm": _memory_at(memory, WARM), "end": _memory_at(memory, len(memory))}
        fifths = (_memory_at(memory, len(memory) * fifth // 5) for fifth in range(1, 6))
        told["fifths"] = ", ".join(f"{one:.0f}" for one in fifths)
        claims.search.setText("")  # a look comes back: the next process waits for the whole list
        wait(1_000)
    finally:
        reviewer.window.close()
        reviewer.close()
    return told


if __name__ == "__main__":
    print(json.dumps(work(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))))
