"""The reader under a real mouse on a virtual display: a drag selects words, Ctrl and the wheel zoom."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.xvfb
LONGEST = 40


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, capture_output=True, timeout=LONGEST)


class Said:
    """What the child has said so far, line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lines(self, first: str) -> list[list[str]]:
        return [line.split(" ") for line in self._path.read_text().splitlines() if line.startswith(first + " ")]

    def until(self, first: str, count: int) -> list[list[str]]:
        """Wait for so many lines that begin with a word."""
        end = time.monotonic() + LONGEST
        while len(self.lines(first)) < count:
            assert time.monotonic() < end, f"{first!r} was not said {count} times: {self._path.read_text()}"
            time.sleep(0.1)
        return self.lines(first)


@pytest.fixture
def said(tmp_path: Path) -> Iterator[Said]:
    """A viewer in a process of its own on the display, and what it says."""
    path = tmp_path / "said.txt"
    with path.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.reader.on_screen"],
            cwd=ROOT, env=dict(os.environ, QT_QPA_PLATFORM="xcb"), stdout=out, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield Said(path)
        finally:
            running.kill()
            running.wait(LONGEST)


def test_a_drag_selects_words_and_the_wheel_zooms_at_the_pointer(said: Said) -> None:
    (_, first, *start), (_, last, *end) = said.until("word", 2)
    time.sleep(1)
    xdotool("mousemove", *start, "mousedown", "1")
    for share in (0.3, 0.6, 1.0):
        x, y = (round(int(a) + (int(b) - int(a)) * share) for a, b in zip(start, end, strict=True))
        xdotool("mousemove", str(x), str(y))
        time.sleep(0.1)
    xdotool("mouseup", "1")
    words = said.until("selected", 1)[-1][1:]
    assert (words[0], words[-1]) == (first, last)
    before = float(said.until("zoom", 1)[-1][1])
    seen = len(said.lines("zoom"))
    xdotool("keydown", "ctrl", "click", "4", "click", "4", "keyup", "ctrl")
    assert float(said.until("zoom", seen + 2)[-1][1]) == pytest.approx(before * 1.25**2, rel=0.01)
