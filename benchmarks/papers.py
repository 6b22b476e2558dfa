"""Three hundred papers of a sample read one after another in one window: its memory, and the pauses of its thread.

Measured in a process of its own: `python -m benchmarks.papers CASE COUNT` prints the figures as JSON.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT, child_environment
from benchmarks.result import Result, at_share
from benchmarks.sample import Sample

PAPERS, FIRST = 300, 20
_BEAT = 10
_LOOKED_AT = 120
"""Milliseconds a paper is looked at after its first page is drawn."""


def measure(sample: Sample) -> list[Result]:
    """Resident memory after 300 papers beside that after 20, and pauses of the window meanwhile."""
    command = [sys.executable, "-m", "benchmarks.papers", str(sample.case), str(PAPERS)]
    said = subprocess.run(
        command, cwd=ROOT, env=child_environment(), check=True, capture_output=True, text=True, timeout=3_600
    )
    told: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    first, last = told["megabytes"][FIRST - 1], told["megabytes"][-1]
    read = len(told["megabytes"])
    note = f"{told['children']} children left, the warm one included"
    memory = f"memory after {read} papers in one window"
    return [
        Result(memory, last, "MB", f"after {FIRST}", first, last / first, aim=1.1, note=note),
        Result("pauses of the window while papers open, 99 %", at_share(told["pauses"], 0.99), "ms"),
        Result("pauses of the window while papers open, longest", max(told["pauses"]), "ms", aim=100),
    ]  # fmt: skip


def read_through(case: Path, count: int) -> dict[str, Any]:
    """Open so many papers of a case in a viewer, each until its first page is there."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from reviewer.casefile.case_file import open_case
    from reviewer.ui.background import Lanes
    from reviewer.ui.look import read_look, wear
    from reviewer.ui.reader.document_view import DocumentView
    from reviewer.ui.sitting import Sitting

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    lanes, megabytes, pauses = Lanes(), list[float](), list[float]()
    with open_case(case, writing=False) as case_file:
        question = "SELECT document, min(path) AS path FROM papers GROUP BY document LIMIT ?"
        rows = case_file.reader().execute(question, (count,))
        papers = [(row["document"], row["path"]) for row in rows]
        sitting = Sitting(case_file, lanes, read_look("light", 100, False))
        viewer = DocumentView(sitting)
        wear(app, sitting.look, viewer)
        viewer.resize(900, 800)
        viewer.show()
        timer, last = QTimer(), time.perf_counter()
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            pauses.append(max((now - last) * 1_000 - _BEAT, 0.0))
            last = now

        timer.timeout.connect(beat)
        timer.start(_BEAT)

        def wait(milliseconds: int) -> None:
            loop = QEventLoop()
            QTimer.singleShot(milliseconds, loop, loop.quit)
            loop.exec()

        for document, path in papers:
            viewer.show_paper(document, path)
            until = time.monotonic() + 60
            while viewer.description is None and viewer.stack.currentWidget() is not viewer.stack.unshown:
                if time.monotonic() > until:
                    raise RuntimeError(f"{path} was neither shown nor explained")
                wait(_BEAT)
            wait(_LOOKED_AT)
            megabytes.append(_resident())
        viewer.close_paper()
        wait(1_000)
        left = _children()
        viewer.close()
        sitting.close()
        lanes.close()
    return {"megabytes": megabytes, "pauses": pauses, "children": left}


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _children() -> int:
    found = 0
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += len(task.read_text("ascii").split())
    return found


if __name__ == "__main__":
    print(json.dumps(read_through(Path(sys.argv[1]), int(sys.argv[2]))))
