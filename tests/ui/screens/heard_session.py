"""Runs the program in a desktop session of its own and lets a screen reader's ear go over every screen of it.

Started by `test_heard.py` under `dbus-run-session`; writes one line of JSON a screen: its name, what was told, faults.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QProcess
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.app import Reviewer
from reviewer.ui.preferences import Preferences
from tests.ui.screens.case_of_screens import LEAD
from tests.ui.screens.every_screen import Screen, before_a_case, of_a_case, settle
from tests.ui.screens.told_rightly import faults
from tests.ui.tab_walk import controls_of

SYSTEM_PYTHON = "/usr/bin/python3"
LISTENER = Path(__file__).with_name("listener.py")


class Ear:
    """The listening process; the program goes on working while it is asked."""

    def __init__(self) -> None:
        """Listens from now on."""
        self._process = QProcess()
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.start(SYSTEM_PYTHON, [str(LISTENER), str(os.getpid())])
        self._answer()

    def ask(self, question: str) -> Any:
        """What it says."""
        self._process.write(f"{question}\n".encode())
        return self._answer()

    def _answer(self) -> Any:
        loop = QEventLoop()
        self._process.readyReadStandardOutput.connect(loop.quit)
        self._process.finished.connect(loop.quit)
        while not self._process.canReadLine():
            assert self._process.state() is not QProcess.ProcessState.NotRunning, "the listener ended"
            loop.exec()
        return json.loads(self._process.readLine().data())

    def close(self) -> None:
        """The listener ends by itself."""
        self._process.closeWriteChannel()
        self._process.waitForFinished()


def screens(reviewer: Reviewer, case: Path) -> Iterator[Screen]:
    """Everything before a case is open, and everything of the case."""
    yield from before_a_case(reviewer)
    reviewer.open_case(case)
    settle(reviewer, lambda: reviewer.window.sitting is not None)
    yield from of_a_case(reviewer, once=True)


def hear(ear: Ear, window: QWidget) -> tuple[list[dict[str, Any]], list[str]]:
    """What is told of a window now, and what is wrong with it."""
    before = controls_of(window)
    told = ear.ask(f"look {window.window().objectName()}")
    return told, faults(window, told, before)


def started(case: Path) -> Reviewer:
    """The program as the lead reviewer starts it, in English."""
    app = QApplication(["claim-reviewer"])
    preferences = Preferences()
    chosen = {"language": "en", "theme": "light", "person": LEAD, "keys_folder": str(case.parent / "keys")}
    for name, value in chosen.items():
        preferences.keep(name, value)
    reviewer = Reviewer(app, preferences)
    reviewer.window.show()
    return reviewer


def main(case: Path, report: Path) -> None:
    """Go over every screen."""
    reviewer = started(case)
    ear = Ear()
    with report.open("w", encoding="utf-8") as lines:
        for name, window in screens(reviewer, case):
            told, wrong = hear(ear, window)
            if wrong:  # the line of the papers being read comes and goes by itself: a fault is what stays one
                settle(reviewer)
                told, still = hear(ear, window)
                wrong = [fault for fault in wrong if fault in still]
            line = {"screen": name, "told": len(told), "faults": wrong}
            print(json.dumps(line, ensure_ascii=False), file=lines, flush=True)
    ear.close()
    reviewer.window.close()
    reviewer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
