"""The grid of daily sales: eight weeks, Saturday to Friday, typed or pasted."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from reviewer.rules.korean import read_number
from reviewer.rules.plan import Plan
from reviewer.ui.look import Look
from reviewer.ui.wording import short_day, tr

CLOSED_WORDS = ("x", "closed", "휴", "휴무", "휴업")


class SalesGrid(QTableWidget):
    """Rows are weeks, columns days; the last column is the week's total. "x" or "휴무" marks a closed day."""

    edited = Signal()
    week_chosen = Signal(object)

    def __init__(self, plan: Plan, look: Look) -> None:
        """The weeks are those of the plan's window."""
        super().__init__()
        self.setObjectName("sales_grid")
        self.setAccessibleName(tr("Daily sales"))
        outage = plan.outage_week[0]
        self.weeks = sorted((*plan.candidate_weeks, outage))
        self._plan, self._look, self._outage = plan, look, outage
        self.setRowCount(len(self.weeks))
        self.setColumnCount(8)
        self.setHorizontalHeaderLabels([*_weekdays(), tr("Total")])
        self.setVerticalHeaderLabels([self._week_name(week) for week in self.weeks])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(7, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(look.px(28))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(look.px(28))
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionClicked.connect(self._choose)
        self._fill()
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit_height())
        self._fit_height()
        self._fit_columns()
        self.itemChanged.connect(self._changed)

    def _fit_height(self) -> None:
        """Every week is in view; the bar below takes its own room where amounts need more width than there is."""
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(self._look.px(28) * (len(self.weeks) + 1) + 4 + below)

    def _fit_columns(self) -> None:
        """Amounts are never cut short: a column is at least as wide as the widest of them."""
        font = QFont(self.font())
        font.setPixelSize(self._look.px(12))
        metrics = QFontMetrics(font)

        def widest(columns: range, least: int) -> int:
            texts = [item.text() for row in range(self.rowCount()) for n in columns if (item := self.item(row, n))]
            return max([self._look.px(least), *(metrics.horizontalAdvance(text) + 10 for text in texts)])

        self.horizontalHeader().setMinimumSectionSize(widest(range(7), 40))
        self.setColumnWidth(7, widest(range(7, 8), 64))

    def _week_name(self, week: dt.date) -> str:
        mark = f" {tr('outage')}" if week == self._outage else ""
        return f"{week.month}/{week.day}{mark}"

    def _fill(self) -> None:
        self.blockSignals(True)
        for place, week in enumerate(self.weeks):
            for column in range(8):
                item = QTableWidgetItem("")
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                day = week + dt.timedelta(column)
                if column == 7:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                elif day in self._plan.holidays:
                    item.setToolTip(tr("{day}, a public holiday", day=short_day(day)))
                    item.setForeground(self._look.colour("bad"))
                else:
                    item.setToolTip(short_day(day))
                if week == self._outage:
                    item.setBackground(self._look.colour("wait-soft"))
                self.setItem(place, column, item)
        self.blockSignals(False)

    # --- content ----------------------------------------------------------------------------------------

    def days(self) -> tuple[dict[dt.date, int], tuple[dt.date, ...]]:
        """Known amounts in won by date, and the days the shop was closed."""
        amounts: dict[dt.date, int] = {}
        closed: list[dt.date] = []
        for place, week in enumerate(self.weeks):
            for column in range(7):
                text, day = self._text(place, column), week + dt.timedelta(column)
                if text.lower() in CLOSED_WORDS:
                    closed.append(day)
                elif text and (amount := amount_of(text)) is not None:
                    amounts[day] = amount
        return amounts, tuple(closed)

    def show_days(self, amounts: dict[str, int], closed: tuple[str, ...] | list[str]) -> None:
        """Show amounts by ISO date."""
        self.blockSignals(True)
        for place, week in enumerate(self.weeks):
            for column in range(7):
                day = (week + dt.timedelta(column)).isoformat()
                text = f"{amounts[day]:,}" if day in amounts else tr("closed") if day in closed else ""
                self._put(place, column, text)
        self.blockSignals(False)
        self._add_up()

    def _put(self, place: int, column: int, text: str) -> None:
        item = self.item(place, column)
        if item is not None:
            item.setText(text)

    def _text(self, place: int, column: int) -> str:
        item = self.item(place, column)
        text = item.text().strip() if item is not None else ""
        return "x" if text == tr("closed") else text

    def show_chosen(self, chosen: dt.date | None) -> None:
        """Mark the week that stands for the normal week."""
        for place, week in enumerate(self.weeks):
            mark = "● " if week == chosen else ""
            header = self.verticalHeaderItem(place)
            if header is not None:
                header.setText(mark + self._week_name(week))

    def _choose(self, place: int) -> None:
        if self.weeks[place] != self._outage:
            self.week_chosen.emit(self.weeks[place])

    # --- typing and pasting -----------------------------------------------------------------------------

    def _changed(self, item: QTableWidgetItem) -> None:
        amount = amount_of(item.text())
        if amount is not None:
            self.blockSignals(True)
            item.setText(f"{amount:,}")
            self.blockSignals(False)
        self._add_up()
        self.edited.emit()

    def _add_up(self) -> None:
        amounts, _ = self.days()
        self.blockSignals(True)
        for place, week in enumerate(self.weeks):
            known = [amounts[day] for n in range(7) if (day := week + dt.timedelta(n)) in amounts]
            self._put(place, 7, f"{sum(known):,}" if known else "")
        self.blockSignals(False)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes a block of cells, Delete empties; other keys type."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                if index.column() < 7:
                    self._put(index.row(), index.column(), "")
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Put a copied block in from the current cell; one column of seven or more fills days in order."""
        rows = [line.split("\t") for line in text.replace("\r", "").strip("\n").split("\n")]
        place, column = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        if all(len(cells) == 1 for cells in rows) and len(rows) > 1:
            cells = [one[0] for one in rows]
            rows = []
            spots = [(place + (column + n) // 7, (column + n) % 7) for n in range(len(cells))]
        else:
            cells = [cell for one in rows for cell in one]
            spots = [(place + n, column + m) for n, one in enumerate(rows) for m in range(len(one))]
        for (at, across), cell in zip(spots, cells, strict=True):
            if at < self.rowCount() and across < 7:
                self._put(at, across, cell.strip())


def amount_of(text: str) -> int | None:
    """The whole won a cell says, in digits or Korean (12만); None where it says no amount."""
    text = text.strip().removesuffix("원").removesuffix("won").strip()
    if not text or text.lower() in CLOSED_WORDS:
        return None
    try:
        number = read_number(text)
    except ValueError:
        return None
    return int(number) if number == int(number) and number >= 0 else None


def _weekdays() -> list[str]:
    return [tr("Sat"), tr("Sun"), tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri")]
