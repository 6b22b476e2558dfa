"""Takes a picture of every screen in every look, and lays many small ones on one sheet, to be looked at by a person.

`python -m tests.ui.screens.pictures FOLDER` makes them all; further words choose among them: ko or en, a theme, any
size such as 1280x720, a text size such as 200%, high for high contrast.
"""

import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from reviewer.app import Reviewer
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.preferences import Preferences
from tests.ui.screens.case_of_screens import LEAD, make_case
from tests.ui.screens.every_screen import Screen, before_a_case, of_a_case, settle

LANGUAGES, THEMES = ("ko", "en"), ("light", "dark")
SIZES = ("1280x720", "1440x900", "1920x1080")
ACROSS, DOWN, SMALL, TITLE = 3, 3, QSize(640, 360), 18
"""Pictures on a sheet, the size of a small one, and the line with its name above it."""


def screens(reviewer: Reviewer, case: Path) -> Iterator[Screen]:
    """Everything before a case is open, and everything of the case."""
    yield from before_a_case(reviewer)
    reviewer.open_case(case)
    settle(reviewer, lambda: reviewer.window.sitting is not None)
    yield from of_a_case(reviewer, once=True)


def take(folder: Path, case: Path, look: dict[str, str], size: QSize) -> list[Path]:
    """A picture of every screen in one look."""
    app = QApplication.instance() or QApplication(["claim-reviewer"])
    assert isinstance(app, QApplication)
    preferences = Preferences()
    for name, value in {**look, "person": LEAD, "keys_folder": str(case.parent / "keys")}.items():
        preferences.keep(name, value)
    reviewer = Reviewer(app, preferences)
    reviewer.window.resize(size)
    reviewer.window.show()
    taken = []
    for name, window in screens(reviewer, case):
        taken.append(folder / f"{name}.png")
        if isinstance(window, MeetingMode):  # the screen of no display is smaller than a projector
            window.showNormal()
            window.resize(size)
            settle(reviewer)
        window.grab().save(str(taken[-1]))
    reviewer.window.close()
    reviewer.close()
    return taken


def lay_out(pictures: list[Path], sheet: Path) -> None:
    """Small pictures on one sheet, each under its name."""
    high = SMALL.height() + TITLE
    whole = QPixmap(SMALL.width() * ACROSS, high * DOWN)
    whole.fill(QColor("#888888"))
    painter = QPainter(whole)
    for place, path in enumerate(pictures):
        small = QPixmap(str(path)).scaled(
            SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        x, y = place % ACROSS * SMALL.width(), place // ACROSS * high
        painter.drawText(QRect(x + 4, y, SMALL.width(), TITLE), Qt.AlignmentFlag.AlignVCenter, path.stem)
        painter.drawPixmap(x, y + TITLE, small)
    painter.end()
    whole.save(str(sheet))


def main(folder: Path, chosen: list[str]) -> None:
    """Every picture that is asked for."""
    percents = [one.removesuffix("%") for one in chosen if one.endswith("%")] or ["100"]
    themes = [one for one in THEMES if one in chosen] or THEMES
    contrast = "high" if "high" in chosen else "usual"
    languages = [one for one in LANGUAGES if one in chosen] or LANGUAGES
    sizes = [one for one in chosen if one.partition("x")[0].isdecimal()] or SIZES
    with tempfile.TemporaryDirectory() as made:
        case = make_case(Path(made))
        for language, theme, size, percent in product(languages, themes, sizes, percents):
            into = folder / f"{language}-{theme}-{size}-{percent}"
            into.mkdir(parents=True, exist_ok=True)
            wide, _, high = size.partition("x")
            look = {"language": language, "theme": theme, "percent": percent, "contrast": contrast}
            taken = take(into, case, look, QSize(int(wide), int(high)))
            for first in range(0, len(taken), ACROSS * DOWN):
                lay_out(taken[first : first + ACROSS * DOWN], folder / f"{into.name}-{first:03}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
