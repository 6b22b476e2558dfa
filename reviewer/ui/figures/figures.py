"""The place Figures: a list of charts, the chart in view with its table, of now or of a past moment."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from reviewer.desk.figures import CODES, OF_HINTS
from reviewer.desk.wording import word_in
from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action, press
from reviewer.ui.background import Lane
from reviewer.ui.figures.figure_leaving import FigureLeaving
from reviewer.ui.figures.figure_page import FigurePage
from reviewer.ui.figures.figure_reading import Shown, Source, read_hints, read_now, read_past
from reviewer.ui.long_work import Job, Stopped, WorkStrip
from reviewer.ui.moment_choice import MomentChoice
from reviewer.ui.parts import banner, button, column, label, line, row
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import language, moment, tr, tr_many

NO_COUNT = frozenset({"export", "print", "open_claim", "open_document"})
"""Acts that no figure counts."""
ROOMY = 125
"""Text of up to so many percent leaves room for the buttons beside the title."""
NARROW = 360
"""Pixels the list has at most at first, so that large text leaves room for the chart."""
RESTS = 400
"""Milliseconds of rest after something was recorded before the figure in view is counted again."""


class FiguresPlace(QWidget):
    """One figure in view; it is counted when it is looked at, and again when something was recorded."""

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        """Shows where the claims stand first."""
        super().__init__(parent)
        self.setObjectName("figures_place")
        self._sitting = sitting
        self._lane = Lane("figures")
        self._job: Job | None = None
        self._adding: Job | None = None  # adds the case up as it stood
        self._found: dict[str, Shown] = {}
        self._source = self._now()
        self._asked = 0
        self.strip = WorkStrip("figures_work")
        self.leaving = FigureLeaving(sitting, self.strip)
        layout = column(self)
        layout.addLayout(self._head())
        self._below = QWidget()
        below = column(self._below, spacing=8)
        below.setContentsMargins(16, 0, 16, 8)
        self.choice = MomentChoice(sitting)
        self.choice.chosen.connect(self.show_moment)
        self.choice.hide()
        self.told = banner("", "wait")
        self.told.setObjectName("figures_told")
        self.told.hide()
        if sitting.look.percent > ROOMY:
            below.addWidget(self.leaving)
        for part in (self.choice, self.strip, self.told):
            below.addWidget(part)
        layout.addWidget(self._below)
        layout.addWidget(line())
        layout.addWidget(self._both(), 1)
        self._again = QTimer(self, singleShot=True, interval=RESTS)
        self._again.timeout.connect(self._read)
        sitting.recorded.connect(self._recorded)
        self.list.show_lines([Line(code, (word_in("figures", "title", code, language()),)) for code in CODES])

    def _head(self) -> Any:
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(label(tr("Figures"), size=20, bold=True))
        head.addStretch()
        if self._sitting.look.percent <= ROOMY:
            head.addWidget(self.leaving)
        self.past = button("figures_past", tr("As of a past moment"), self._choose_moment)
        self.past.setCheckable(True)
        self.past.setProperty("toggles", True)
        head.addWidget(self.past)
        return head

    def _both(self) -> QWidget:
        self.list = LinesTable("figures_list", tr("Figures"), (Column(tr("Figure"), 0),), self._sitting.look)
        self.list.horizontalHeader().hide()
        self.list.picked.connect(lambda _: self._read())
        self.page = FigurePage(self._sitting)
        self.page.compare.connect(self.compare_hints)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.page)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(scroll)
        both.setStretchFactor(1, 1)
        both.setSizes([min(self._sitting.look.px(264), NARROW), self._sitting.look.px(900)])
        both.setChildrenCollapsible(False)
        return both

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to what is shown; with a focus proxy, Tab would pass over what stands before it."""
        self.list.setFocus(event.reason())

    def offers(self) -> Iterator[Action]:
        """What can be done with the figure in view."""
        yield from self.leaving.offers()
        yield Action("figure_moment", self.past.click, text=self.past.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that neither list nor chart wanted."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def kept(self) -> dt.datetime | None:
        """The past moment in view, to be shown again in another language or look."""
        return self._source.at if self._source.is_past else None

    def give_back(self, kept: dt.datetime) -> bool:
        """Count as of that moment again."""
        self.past.setChecked(True)
        self.choice.setVisible(True)
        self.show_moment(kept)
        return True

    # --- figures of now ---------------------------------------------------------------------------------

    def _now(self) -> Source:
        return Source(self._sitting.now(), self._sitting.plan, self._sitting.names)

    def showEvent(self, event: QShowEvent) -> None:
        """What was recorded while another place was in view is counted now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in NO_COUNT and not self._source.is_past:
            self._found.clear()
            if self.isVisible():
                self._again.start()

    def _read(self) -> None:
        """Show the figure the list stands on; count it first where that was not done since something changed."""
        code = self.list.current()
        if not code or not self.isVisible():
            return
        self._asked += 1
        if code in self._found:
            self._show(self._found[code])
        elif code in OF_HINTS:
            self.page.ask_for_hints(word_in("figures", "title", code, language()))
            self.leaving.follow(None, self._source)
        elif not self._source.is_past:
            self._count(code)

    def _show(self, shown: Shown) -> None:
        self.page.show_figure(shown)
        self.leaving.follow(shown, self._source)

    def _count(self, code: str) -> None:
        number, source, lang = self._asked, self._now(), language()
        self.page.wait_for(word_in("figures", "title", code, lang))
        if self.page.shown is None or self.page.shown.figure.code != code:
            self.leaving.follow(None, source)  # what is printed now would be the figure before

        def show(shown: Shown) -> None:
            if number == self._asked:
                self._source = source
                self._found[code] = shown
                self._show(shown)

        self._sitting.read(
            lambda conn: read_now(conn, code, source, lang), then=show, otherwise=self._failed, owner=self
        )

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.strip.finish(in_words(fault), tone="bad")

    # --- a past moment ----------------------------------------------------------------------------------

    def _choose_moment(self) -> None:
        """Unfold the choice of a moment; folding it up comes back to now."""
        self.choice.setVisible(self.past.isChecked())
        if self.past.isChecked():
            self.choice.at.setFocus()
            return
        if self._adding is not None:
            self._adding.cancel()
        if self._source.is_past:
            self.come_back()

    def come_back(self) -> None:
        """Show the case as it stands again."""
        self._found, self._source = {}, self._now()
        self.told.hide()
        self.strip.clear()
        self._read()

    def show_moment(self, at: dt.datetime) -> None:
        """Count every figure as of this moment."""
        if self.strip.is_running:
            return
        self._adding = job = self._begin(tr("Adding the case up as it stood…"))

        def went(found: tuple[Source, dict[str, Shown]]) -> None:
            self._ended()
            if job.is_cancelled():  # it was added up already
                return
            self._source, self._found = found
            told = moment(at.astimezone(dt.UTC).isoformat())
            text = tr_many("As of {at}: {n} entry", "As of {at}: {n} entries", self._source.entries, at=told)
            self.told.setText(text)
            self.told.show()
            self._read()

        case_file, now, lang = self._sitting.case_file, self._now(), language()
        self._lane.run(
            lambda: read_past(case_file, now, at, lang, _ticking(job)),
            then=went, otherwise=self._broke_off, owner=self,
        )  # fmt: skip

    # --- hints ------------------------------------------------------------------------------------------

    def compare_hints(self) -> None:
        """Work the hints out anew for every paper that was answered, and compare."""
        if self.strip.is_running:
            return
        job, source, lang = self._begin(tr("Comparing hints with answers…")), self._source, language()

        def went(found: dict[str, Shown]) -> None:
            self._ended()
            if source.at == self._source.at or (not source.is_past and not self._source.is_past):
                self._found |= found
            self._read()

        case_file = self._sitting.case_file
        self._lane.run(
            lambda: read_hints(case_file, source, lang, _ticking(job), job.report_or_stop),
            then=went, otherwise=self._broke_off, owner=self,
        )  # fmt: skip

    def _begin(self, text: str) -> Job:
        self._job = self.strip.begin(text)
        self.choice.go.setEnabled(False)
        self.leaving.look()
        return self._job

    def _ended(self) -> None:
        self.strip.clear()
        self.choice.go.setEnabled(True)
        self.leaving.look()

    def _broke_off(self, fault: BaseException) -> None:
        self.choice.go.setEnabled(True)
        self.strip.fail(fault)
        self.leaving.look()

    def leave(self) -> None:
        """Stop what runs: the window goes."""
        if self._job is not None:
            self._job.cancel()
        self._lane.close()


def _ticking(job: Job) -> Any:
    def tick() -> None:
        if job.is_cancelled():
            raise Stopped

    return tick
