"""What a screen reader is told of the running program: every control has its name, role, state and value."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.ui.screens.heard_session import SYSTEM_PYTHON

HAS_EAR = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
marks = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not Path(SYSTEM_PYTHON).exists() or subprocess.run(HAS_EAR, capture_output=True, check=False).returncode != 0,
        reason="the system's Python has no AT-SPI library here",
    ),
]
pytestmark = marks
LONGEST = 600
"""Seconds; a machine with nothing else to do needs one minute."""


def session(name: str, case: Path, folder: Path) -> list[Any]:
    """What a session of its own reports, one line of JSON after the other."""
    report = folder / "report.jsonl"
    words = [sys.executable, "-m", f"tests.ui.screens.{name}", str(case), str(report)]
    done = subprocess.run(
        ["dbus-run-session", "--", *words], cwd=ROOT, capture_output=True, text=True, timeout=LONGEST,
        env=dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in report.read_text("utf-8").splitlines()]


def test_every_control_of_every_screen_is_told_to_a_screen_reader(case: Path, tmp_path: Path) -> None:
    screens = session("heard_session", case, tmp_path)
    assert [f"{one['screen']}: {fault}" for one in screens for fault in one["faults"]] == []
    assert all(one["told"] > 1 for one in screens), "a screen of which nothing was told"
    assert len(screens) > 60
