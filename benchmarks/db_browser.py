"""How long DB Browser for SQLite takes to filter all columns of the table of claims: keys to a picture that stays."""

import shutil
import subprocess
import time
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage

NEEDS = ("sqlitebrowser", "xdotool")
FIELD = (477, 117)
"""Where "Filter in any column" stands in a window of version 3.12 at its first size, in the corner of the screen."""
ROWS = QRect(0, 190, 1036, 546)
"""The rows, how many they are, and whether the program is still busy."""
_STILL, _MOST, _POLL = 1.5, 20.0, 0.03


def filtering(case: Path, words: list[str]) -> list[float]:
    """Milliseconds of each filter, the words typed at once; none where the program or a real display is missing."""
    if not all(map(shutil.which, NEEDS)) or QGuiApplication.platformName() != "xcb":
        return []
    browser = subprocess.Popen(
        ["sqlitebrowser", "-R", "-t", "claims", str(case)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if not _shown():
            return []
        return [found for word in words if (found := _filtered(word)) > 0]
    finally:
        browser.terminate()
        browser.wait(10)


def _keys(*arguments: str) -> str:
    told = subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def _shown() -> bool:
    """Wait for the window, put it into the corner, and answer its question whether to stop counting with no."""
    end = time.monotonic() + _MOST
    while not (window := _keys("search", "--onlyvisible", "--name", "DB Browser").split()):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    _keys("windowmove", window[-1], "0", "0")
    _keys("windowfocus", window[-1])
    _settled(_picture())
    time.sleep(2)
    _keys("key", "Escape")
    return True


def _picture() -> QImage:
    return QGuiApplication.primaryScreen().grabWindow(0).copy(ROWS).toImage()


def _settled(before: QImage) -> float:
    """The moment of the last change before the rows stayed as they were; 0 where they never changed."""
    last, changed, start = before, 0.0, time.perf_counter()
    while (now := time.perf_counter()) - max(changed, start) < (_STILL if changed else _MOST / 4):
        seen = _picture()
        if seen != last:
            last, changed = seen, now
        time.sleep(_POLL)
    return changed


def _filtered(word: str) -> float:
    _keys("mousemove", str(FIELD[0]), str(FIELD[1]), "click", "--repeat", "3", "1", "key", "BackSpace")
    _settled(_picture())
    before, began = _picture(), time.perf_counter()
    _keys("type", "--delay", "0", word)
    return (_settled(before) - began) * 1_000
