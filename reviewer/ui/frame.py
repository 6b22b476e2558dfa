"""What stands around the place in view: the rail, and above the place the lines that say something and the tabs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.announcing import time_to_read
from reviewer.ui.parts import banner, label, line, restyle
from reviewer.ui.problems import each_in_words, in_words
from reviewer.ui.rail import Rail
from reviewer.ui.settings.interests_nudge import InterestsNudge
from reviewer.ui.sitting import Sitting
from reviewer.ui.update_line import UpdateLine
from reviewer.ui.wording import tr

FITS = 125
"""Percent of text size up to which every place fits on a small screen; beyond it a place that does not is scrolled."""


def scrolled(place: QWidget) -> QScrollArea:
    """Let a place keep the size it needs; the keyboard brings into view what it goes to."""
    area = QScrollArea()
    area.setObjectName("place_scroll")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(place)
    return area


class Frame(QWidget):
    """Built anew with every sitting; whoever makes it connects `rail` and `nudge`."""

    def __init__(self, sitting: Sitting, places: list[tuple[str, str]], inside: Sequence[QWidget]) -> None:
        """`places` are those of the rail; `inside` stand under each other, the last takes the room that is left."""
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rail = Rail(places, sitting.look, sitting)
        layout.addWidget(self.rail)
        layout.addWidget(line(vertical=True))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        if sitting.case_file.is_sample:
            sample = label(tr("SAMPLE – invented data, for trying out only"), size=12)
            sample.setObjectName("sample_banner")
            self.lines.addWidget(sample)
        self.lines.addWidget(UpdateLine(sitting))
        if (fault := keys.fault()) is not None:
            wrong = banner(in_words(fault), "bad")
            wrong.setObjectName("own_keys_fault")
            self.lines.addWidget(wrong)
        self.unkept = banner("", "bad")
        self.unkept.setObjectName("unkept")
        self.unkept.hide()
        self.lines.addWidget(self.unkept)
        self._outcomes: list[str | Problem] = []
        self.outcome = banner("", "good")
        self.outcome.setObjectName("told_outcome")
        self.outcome.hide()
        self.lines.addWidget(self.outcome)
        self._read = QTimer(self, singleShot=True)
        self._read.timeout.connect(self._was_read)
        self.nudge = InterestsNudge(sitting)
        self.lines.addWidget(self.nudge)
        for one in inside[:-1]:
            self.lines.addWidget(one)
        self.lines.addWidget(scrolled(inside[-1]) if sitting.look.percent > FITS else inside[-1], 1)
        layout.addLayout(self.lines, 1)
        sitting.told.connect(self._tell)
        sitting.unkept.connect(self._tell_unkept)

    def _tell_unkept(self, problem: Problem | None) -> None:
        """Say above the place why what is typed cannot be written, until something was written."""
        if problem is not None:
            self.unkept.setText(in_words(problem))
        self.unkept.setVisible(problem is not None)

    def _tell(self, outcome: str | Problem) -> None:
        """Say above the place what became of an act whose window has closed, until it was read; several as one."""
        self._outcomes.append(outcome)
        problems = [one for one in self._outcomes if isinstance(one, Problem)]
        said = [*(one for one in self._outcomes if isinstance(one, str)), *each_in_words(problems)]
        restyle(self.outcome, banner="bad" if problems else "good")
        self.outcome.setText("\n".join(said))
        self.outcome.show()
        self._read.start(time_to_read(self.outcome.text()))

    def _was_read(self) -> None:
        self._outcomes = []
        self.outcome.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window keeps its room for the place."""
        super().resizeEvent(event)
        self.rail.fit(self.width())
