"""Shows the days that were read before any of them is taken: what is new, the same, in conflict, or of no use."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.plan import Plan
from reviewer.rules.sales_taking import DayFound, Standing, standing_of
from reviewer.ui.flag_words import source_words
from reviewer.ui.look import Look
from reviewer.ui.parts import button, label, row
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sales.sales_basis import choice, vat_words
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import short_day, tr, tr_many

TAKEN_AS_READ = (Standing.NEW, Standing.SAME)
"""What is ticked from the start; another figure than the one that stands is replaced only where a person ticks it."""


class SalesPreview(QWidget):
    """The days as a list with ticks; nothing is taken before Take is pressed."""

    taken = Signal(list)
    left = Signal()
    shows = Signal(object)

    def __init__(self, plan: Plan, look: Look) -> None:
        """Hidden until days are offered."""
        super().__init__()
        self.setObjectName("sales_preview")
        self.setProperty("plane", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._plan, self.document, self.name = plan, "", ""
        self._days: dict[str, DayFound] = {}
        self._standing: dict[str, Standing] = {}
        self.headline = label("", bold=True, wrap=True)
        self.headline.setObjectName("preview_headline")
        columns = (
            Column(tr("Day"), 0), Column(tr("Read"), 70, is_amount=True), Column(tr("Now"), 70, is_amount=True),
            Column("", 72),
        )  # fmt: skip
        self.table = LinesTable("preview_days", tr("Days that were read"), columns, look, ticks=True, many=True)
        self.table.setFixedHeight(look.row_height * 6 + look.px(30))
        self.table.lines.ticked.connect(self._count)
        self.table.opened.connect(self._show_place)
        self.source = choice("preview_source", tr("Source of this paper"), source_words(), lambda: None)
        self.vat = choice("preview_vat", tr("VAT in this paper"), vat_words(), lambda: None)
        self.take = button("take_days", "", self._take, role="primary", says=tr("Take the days"))
        self.leave = button("leave_days", tr("Do not take"), self.left.emit)
        basis, foot = row(), row()
        self.basis = QWidget()
        self.basis.setLayout(basis)
        basis.setContentsMargins(0, 0, 0, 0)
        basis.addWidget(label(tr("This paper holds"), size=12, tone="soft"))
        basis.addWidget(self.source, 1)
        basis.addWidget(self.vat, 1)
        foot.addWidget(
            label(tr("Space ticks a day, Enter shows where it was read."), size=12, tone="soft", wrap=True), 1
        )
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for part in (self.headline, self.table, self.basis):
            layout.addWidget(part)
        layout.addLayout(foot)
        self.hide()

    def offer(self, days: Sequence[DayFound], entered: Entered, name: str, basis: tuple[str, str]) -> None:
        """Show days that were read in the paper of this name; an empty name stands for pasted text."""
        self._days, self.name = {day.date.isoformat(): day for day in days}, name
        window = self._plan.window
        self._standing = {
            key: standing_of(day, entered.days, entered.closed, window) for key, day in self._days.items()
        }
        self.document = next((day.place.document for day in days if day.place is not None), "")
        self.basis.setVisible(bool(self.document))
        for box, code in zip((self.source, self.vat), basis, strict=True):
            box.setCurrentIndex(max(box.findData(code), 0))
        lines = [self._line(key, day, entered) for key, day in sorted(self._days.items())]
        self.table.show_lines(lines, lambda line: self._standing[line.key] in TAKEN_AS_READ)
        self.headline.setText(self._said(name))
        self._count()
        self.show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def days(self) -> list[DayFound]:
        """What is offered."""
        return list(self._days.values())

    def _said(self, name: str) -> str:
        counts = {standing: list(self._standing.values()).count(standing) for standing in Standing}
        read = tr_many("{n} day read", "{n} days read", len(self._days))
        where = tr("{name}: {read}", name=name, read=read) if name else tr("Pasted text: {read}", read=read)
        words = {
            Standing.NEW: tr("{n} new", n=counts[Standing.NEW]),
            Standing.SAME: tr("{n} the same", n=counts[Standing.SAME]),
            Standing.DIFFERS: tr("{n} in conflict", n=counts[Standing.DIFFERS]),
            Standing.OUTSIDE: tr("{n} outside the two months", n=counts[Standing.OUTSIDE]),
            Standing.NO_FIGURE: tr("{n} without a figure", n=counts[Standing.NO_FIGURE]),
        }
        return " · ".join([where, *(text for standing, text in words.items() if counts[standing])])

    def _line(self, key: str, day: DayFound, entered: Entered) -> Line:
        standing = self._standing[key]
        says, whole, tone = _standing_words()[standing]
        can = standing not in (Standing.OUTSIDE, Standing.NO_FIGURE)
        here = tr("closed") if day.date in entered.closed else _figure(entered.days.get(day.date))
        read = tr("closed") if day.closed and not day.amount else _figure(day.amount)
        weekday = _weekdays()[day.date.weekday()]
        return Line(key, (f"{short_day(day.date)} {weekday}", read, here, says), tone, tip=whole, can_tick=can)

    def _count(self) -> None:
        n = len(self.table.lines.ticked_keys())
        self.take.setText(tr_many("Take {n} day", "Take {n} days", n))
        self.take.setAccessibleName(self.take.text())
        self.take.setEnabled(n > 0)

    def _show_place(self, key: str) -> None:
        if key in self._days and (place := self._days[key].place) is not None:
            self.shows.emit(place)

    def _take(self) -> None:
        self.taken.emit([self._days[key] for key in self.table.lines.ticked_keys()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without taking; Ctrl+Enter takes."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.take.isEnabled():
                self._take()
        else:
            super().keyPressEvent(event)


def _standing_words() -> dict[Standing, tuple[str, str, str]]:
    """A short word, a whole one, and the tone of what a day meets."""
    return {
        Standing.NEW: (tr("new"), tr("new"), "good"),
        Standing.SAME: (tr("the same"), tr("the same"), "ink-soft"),
        Standing.DIFFERS: (tr("conflict"), tr("another figure stands"), "bad"),
        Standing.OUTSIDE: (tr("outside"), tr("outside the two months"), "wait"),
        Standing.NO_FIGURE: (tr("no figure"), tr("no figure"), "wait"),
    }


def _figure(amount: int | None) -> str:
    return "–" if amount is None else f"{amount:,}"


def _weekdays() -> list[str]:
    return [tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")]


def basis_for(document: str, plain: Mapping[str, Any]) -> tuple[str, str]:
    """Source and VAT chosen for a paper before, or those of typed days."""
    paper = plain.get("papers", {}).get(document) or plain
    return str(paper["source"]), str(paper["vat"])
