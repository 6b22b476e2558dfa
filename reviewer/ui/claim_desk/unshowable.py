"""Says first, above the papers, which files of a claim cannot be displayed here: name, size and why (lessons 1.14)."""

from functools import partial
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import button, empty, label, may_shrink
from reviewer.ui.reader.unshown import reason_word
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

SHARE = 3
"""Unfolded it takes at most this part of its column: the list of papers keeps the rest."""


class Unshowable(QWidget):
    """One line that unfolds; absent while every paper can be shown, and until the papers were read."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.setObjectName("unshowable")
        self.setProperty("warns", "false")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._opened: set[str] = set()
        self._page: DeskPage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        self.head = button("unshowable_fold", "", self.fold, role="hint")
        layout.addWidget(may_shrink(self.head))
        self.area = QScrollArea()
        self.area.setObjectName("unshowable_files")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._files = QWidget()
        self._layout = QVBoxLayout(self._files)
        self._layout.setContentsMargins(3, 0, 0, 0)
        self._layout.setSpacing(2)
        self.area.setWidget(self._files)
        self._files.setAutoFillBackground(False)  # the ground is that of the column
        self.area.hide()
        layout.addWidget(self.area)
        self._say()
        self.hide()

    def show_page(self, page: DeskPage) -> None:
        """Name the files that could not be opened, with what the machine knows of them."""
        self._page = page
        there = {paper.document for paper in page.claim.papers} - self._opened
        states = page.hints.states
        found = [
            (one, states[one.document])
            for one in page.papers
            if one.document in there and states.get(one.document, "") not in ("", "READ")
        ]
        self.setVisible(bool(found))
        shown = tuple((one.document, state) for one, state in found)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._layout)
        for one, state in found:
            self._add(one, state)
        self._say()
        QTimer.singleShot(0, self, self._fit)

    def opened(self, document: str) -> None:
        """A paper was opened after all, with a password that was known by then."""
        self._opened.add(document)
        if self._page is not None:
            self.show_page(self._page)

    def _add(self, one: Any, state: str) -> None:
        path = PurePosixPath(one.path)
        text = f"{path.name} · {in_bytes(one.bytes)}"
        why = tr("because {why}", why=reason_word(state))
        link = button(
            f"unshowable_{one.document[:8]}", text, partial(self.chosen.emit, one.document), role="hint",
            says=f"{text}, {why}",
        )  # fmt: skip
        self._layout.addWidget(may_shrink(link))
        self._layout.addWidget(label(why, size=12, tone="soft", wrap=True))

    def fold(self) -> None:
        """Show the files below the line, or the line alone."""
        self.area.setVisible(self.area.isHidden())
        self._say()
        QTimer.singleShot(0, self, self._fit)  # the files have no size before they are shown

    def _say(self) -> None:
        count = len(self._shown)
        many = tr_many("{n} file cannot be displayed here", "{n} files cannot be displayed here", count)
        short = tr_many("{n} file cannot be shown", "{n} files cannot be shown", count)
        self.head.setText(f"{'▸' if self.area.isHidden() else '▾'} {short}")
        set_tip(self.head, many)
        action = tr("show which") if self.area.isHidden() else tr("fold")
        self.head.setAccessibleName(f"{many}, {action}")

    def _fit(self) -> None:
        """The files with their own scroll bar where a third of the column is not enough."""
        column = self.parentWidget()
        if column is None or self.area.isHidden():
            return
        wanted = max(self._layout.totalHeightForWidth(max(self.area.viewport().width(), 100)), 0)
        most = column.height() // SHARE - self.head.sizeHint().height() - 10
        self.area.setFixedHeight(max(min(wanted, most), 0))

    def changeEvent(self, event: QEvent) -> None:
        """The column it stands in tells how much a third is."""
        super().changeEvent(event)
        column = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and column is not None:
            column.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew when the column grows or shrinks."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._fit()
        return super().eventFilter(watched, event)


def in_bytes(count: int) -> str:
    """A size as people say it."""
    for unit, size in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count} B"
