"""The three columns of the meeting: agenda, item, votes; in large type agenda and votes take turns beside the item."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, line, plane
from reviewer.ui.wording import tr

AGENDA, VOTES, ROOMY = 200, 284, 750
"""Widths of the outer columns, and of a window that holds all three, in pixels at 100 % of the meeting's text."""
LINES = 2
"""Pixels of the two lines between the columns."""


class MeetingColumns(QWidget):
    """`turns` is the button that shows the agenda in place of the votes; in view only where both do not fit."""

    def __init__(self, look: Look, agenda: QWidget, item: QWidget, votes: QWidget) -> None:
        """The votes stand there until `show_votes` says otherwise."""
        super().__init__()
        self._look, self._item, self._has_votes = look, item, True
        self._left, self._right = plane("raised"), plane("raised")
        column(self._left).addWidget(agenda)
        column(self._right).addWidget(votes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._left, line(vertical=True), item, line(vertical=True), self._right):
            layout.addWidget(part, 1 if part is item else 0)
        self.turns = button("meeting_turns", tr("Agenda"), role="chip")
        self.turns.setCheckable(True)
        self.turns.toggled.connect(self._fit)
        self.turns.hide()
        self.wear(look)

    def wear(self, look: Look) -> None:
        """Go on in another text size."""
        self._look = look
        self._left.setFixedWidth(look.px(AGENDA))
        self._right.setFixedWidth(look.px(VOTES))
        self._fit()

    def show_votes(self, wanted: bool) -> None:
        """Show another item, with votes beside it or without."""
        self._has_votes = wanted
        self.turns.setChecked(False)
        self._fit()

    def _fit(self) -> None:
        in_turns = self._has_votes and self.width() < self._look.px(ROOMY)
        shows_agenda = self.turns.isChecked()
        self.turns.setVisible(in_turns)
        self._left.setVisible(shows_agenda or not in_turns)
        self._right.setVisible(self._has_votes and not (in_turns and shows_agenda))

    def minimumSizeHint(self) -> QSize:
        """What the item needs beside one of the others."""
        beside = self._right.minimumWidth() if self._has_votes else self._left.minimumWidth()
        return QSize(self._item.minimumSizeHint().width() + beside + LINES, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold all three, or not."""
        super().resizeEvent(event)
        self._fit()
