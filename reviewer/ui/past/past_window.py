"""The window of a past moment: pick a day and time, find a claim, read how it stood then."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QSplitter, QTextEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.background import Lane
from reviewer.ui.long_work import Job, Stopped, WorkStrip
from reviewer.ui.moment_choice import MomentChoice
from reviewer.ui.parts import banner, column, label, open_at
from reviewer.ui.past.past_claim import page_of
from reviewer.ui.past.past_reading import SHOWN, PastClaim, PastReader, Told
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import moment, tr, tr_many, won, word

TYPED = 150
"""Milliseconds of rest after a key before claims are searched."""
BESIDE = 8
"""Pixels between what is found and the line beside it, at either side."""


class PastWindow(QDialog):
    """Reads in a lane of its own, so that the windows of today stay quick; records nothing."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        """Shows nothing until a moment is chosen; the present one stands in the field."""
        super().__init__(parent)
        self.setObjectName("past_window")
        self.setWindowTitle(tr("The case as of a past moment"))
        open_at(self, sitting.look.px(1080), sitting.look.px(640))
        self._sitting = sitting
        self._lane = Lane("past")
        self._reader = PastReader(sitting.case_file)
        self._job: Job | None = None
        self._asked = 0
        layout = column(self, margins=16, spacing=12)
        layout.addWidget(label(tr("The case as of a past moment"), size=20, bold=True))
        choice = MomentChoice(sitting)
        choice.chosen.connect(self.show_moment)
        self.at, self.known, self.go = choice.at, choice.known, choice.go
        layout.addWidget(choice)
        self.strip = WorkStrip("past_work")
        layout.addWidget(self.strip)
        self.told = banner("", "wait")
        self.told.setObjectName("past_told")
        self.told.hide()
        layout.addWidget(self.told)
        layout.addWidget(self._found(), 1)
        self.at.setFocus()

    def _found(self) -> QWidget:
        left = QWidget()
        inside = column(left, spacing=8)
        inside.setContentsMargins(0, 0, BESIDE, 0)
        self.search = SearchEdit()
        self.search.setObjectName("past_search")
        self.search.setAccessibleName(tr("Search claims"))
        self.search.setPlaceholderText(tr("Search: name, number, address, initial consonants"))
        self._typed = QTimer(self, singleShot=True, interval=TYPED)
        self._typed.timeout.connect(self._find)
        self.search.words_changed.connect(lambda _: self._typed.start())
        self.count = label("", tone="soft", told=True)
        self.count.hide()
        columns = (
            Column(tr("Claim"), 104),
            Column(tr("Trade name"), 0),
            Column(tr("Stage"), 104),
            Column(tr("Award"), 104, is_amount=True),
        )
        self.table = LinesTable("past_claims", tr("Claims"), columns, self._sitting.look)
        self.table.picked.connect(self._read)
        for part in (self.search, self.count, self.table):
            inside.addWidget(part)
        self.page = QTextEdit(readOnly=True)
        self.page.setObjectName("past_page")
        self.page.setAccessibleName(tr("The claim as it stood"))
        self._empty()
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        right = QWidget()
        beside = column(right)
        beside.setContentsMargins(BESIDE, 0, 0, 0)
        beside.addWidget(self.page)
        both.addWidget(right)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        return both

    def show_moment(self, when: dt.datetime) -> None:
        """Add the case up as of this moment."""
        if self.strip.is_running:
            return
        job = self._job = self.strip.begin(tr("Adding the case up as it stood…"))

        def tick() -> None:
            if job.is_cancelled():
                raise Stopped

        self.go.setEnabled(False)
        for told in (self.told, self.count):  # what stood here was of a moment that is let go now
            told.hide()
        self.table.show_lines([])
        self._empty()
        self._lane.run(lambda: self._reader.go(when, tick), then=self._went, otherwise=self._failed, owner=self)

    def _went(self, told: Told) -> None:
        self.strip.clear()
        self.go.setEnabled(True)
        heads = " · ".join(f"{key} {head['number']:,} {head['hash'][:12]}" for key, head in told.heads.items())
        text = tr_many("As of {at}: {n} entry", "As of {at}: {n} entries", told.entries, at=moment(told.at))
        self.told.setText(text)
        set_tip(self.told, tr("The last entry of every key: {heads}", heads=heads))
        self.told.show()
        self._find()

    def _failed(self, fault: BaseException) -> None:
        self.go.setEnabled(True)
        self.strip.fail(fault)

    def _find(self) -> None:
        """List the claims that match; only the answer to the last question is shown."""
        if self.told.isHidden():
            return
        self._asked += 1
        number, words, composing = self._asked, self.search.words().strip(), self.search.is_composing()

        def show(found: tuple[int, list[Any]]) -> None:
            if number == self._asked:
                self._list(*found)

        self._lane.run(
            lambda: self._reader.lines(words, composing=composing), then=show, otherwise=self._failed, owner=self
        )  # fmt: skip

    def _list(self, count: int, found: list[Any]) -> None:
        text = tr_many("{n} claim", "{n} claims", count)
        self.count.show()  # first: a screen reader is told of what is in view
        self.count.setText(text if count <= SHOWN else tr("{count}, the first {n} are listed", count=text, n=SHOWN))
        stages = self._sitting.plan.stages
        self.table.show_lines(
            [
                Line(
                    one.claim,
                    (one.claim, one.trade_name, word(stages, one.stage), "" if one.award is None else won(one.award)),
                )
                for one in found
            ]
        )
        if not found:
            self._empty()

    def _empty(self) -> None:
        """Say what belongs here; a hint of the field itself would not break its line."""
        self.page.setHtml(tr("Choose a day and time and press Show; then pick a claim."))

    def _read(self, number: str) -> None:
        if number:
            self._lane.run(lambda: self._reader.claim(number), then=self._show, otherwise=self._unread, owner=self)

    def _show(self, found: PastClaim) -> None:
        if found.claim.number == self.table.current() and not self.strip.is_running:  # else it is of another moment
            self.page.setHtml(page_of(found))

    def _unread(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.page.setPlainText(in_words(fault))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ goes to the search; Esc closes."""
        if keys.is_key(event, "search"):
            self.search.setFocus()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Stop what runs and let go of the moment."""
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """As `done`."""
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._lane.run(self._reader.leave, then=lambda _: None, otherwise=self._failed, owner=self)
        self._lane.close()
