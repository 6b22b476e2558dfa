"""Starts whole programs and measures them: time to their first paint, time to their end, peak memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600

_BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print("painted", flush=True)
    window.close()

app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(Label("1015"))
window.resize(1280, 720)
window.show()
app.exec()
"""
BARE_WINDOW = (sys.executable, "-c", _BARE_WINDOW)
"""A Qt program that shows one label: as soon as any window of this toolkit can be there."""

_PEAK = "import os, sys; pid = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:]); print(os.wait4(pid, 0)[2].ru_maxrss)"


def program(*arguments: str | Path) -> tuple[str, ...]:
    """The command that starts the claim reviewer from this checkout."""
    return (sys.executable, str(ROOT / "main.py"), *map(str, arguments))


def child_environment() -> dict[str, str]:
    """A home of its own, compiled modules kept between starts as an installed program has them, no screen but ours.

    On Linux the window speaks Korean, as with most who use it.
    """
    kept = ROOT / "build" / "benchmarks"
    home = kept / "home"
    settings = home / ".config" / "claim-reviewer" / "claim-reviewer.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[General]\nlanguage=ko\n", encoding="utf-8")
    found = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_", "QT_"))}
    found |= {"HOME": str(home), "LANG": "C.UTF-8", "PYTHONPYCACHEPREFIX": str(kept / "compiled")}
    found["QT_QPA_PLATFORM"] = "xcb" if os.environ.get("DISPLAY") else "offscreen"
    return found


def milliseconds_to_paint(command: Sequence[str]) -> float:
    """From the start of the process to its line `painted`."""
    with tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=child_environment()
        )
        assert child.stdout is not None
        line = child.stdout.readline()
        lasted = (time.perf_counter() - began) * 1_000
        status = child.wait(LONGEST)
        if line.strip() != "painted" or status:
            errors.seek(0)
            raise RuntimeError(f"the window ended with {status} and said {line!r}: {errors.read()[-2_000:]}")
    return lasted


def seconds_to_end(command: Sequence[str]) -> float:
    """From the start of the process to its end; it must end well."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=child_environment(), timeout=LONGEST)
    return time.perf_counter() - began


def peak_megabytes(command: Sequence[str]) -> float:
    """The largest resident memory of the process, in MB; started by a small process, whose memory it does not share."""
    launcher = [sys.executable, "-S", "-c", _PEAK, *command]
    ended = subprocess.run(
        launcher, check=True, capture_output=True, text=True, cwd=ROOT, env=child_environment(), timeout=LONGEST
    )
    return int(ended.stdout.split()[-1]) / 1024
