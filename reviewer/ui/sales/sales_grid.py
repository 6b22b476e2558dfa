"""The grid of daily sales from 1 September to 31 October: weeks from Saturday to Friday, typed, pasted or taken."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyledItemDelegate, QTableWidget, QTableWidgetItem

from reviewer.rules.places import Place
from reviewer.rules.plan import Plan
from reviewer.rules.sales_text import days_in_text
from reviewer.ui.look import Look
from reviewer.ui.sales.sales_corners import MARK, PLACED, TYPED, UNREAD, Corners
from reviewer.ui.sales.sales_state import Entered, History
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import short_day, tr, won

TOTAL = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SalesGrid(QTableWidget):
    """Rows are weeks, columns days; the week's total stands before them. "x" or "휴무" marks a closed day.

    A filled corner is a day with its place in a paper, an open one a day typed without.
    """

    edited = Signal()
    week_chosen = Signal(object)
    pasted = Signal(str)
    """Text with dates was pasted: it is shown before it is taken."""
    shows = Signal(object)
    """The place of a day is wanted in the reader."""
    stood_on = Signal(object)
    """The day the keyboard stands on, or None."""

    def __init__(self, plan: Plan, look: Look) -> None:
        """The days are those of the plan's window; days outside a whole week stand at its beginning and end."""
        super().__init__()
        self.setObjectName("sales_grid")
        self.setAccessibleName(tr("Daily sales"))
        self._plan, self._look, self._outage = plan, look, plan.outage_week[0]
        self.history = History()
        self.weeks = _weeks(plan)
        self._known_weeks = {*plan.candidate_weeks, self._outage}
        self._filling = False
        self.setRowCount(len(self.weeks))
        self.setColumnCount(8)
        for place, head in enumerate([*_weekdays(), tr("Total")]):
            item = QTableWidgetItem(head)
            set_tip(item, head)
            self.setHorizontalHeaderItem(place, item)
        self.horizontalHeader().moveSection(TOTAL, 0)  # in view however many of the days are
        self.setVerticalHeaderLabels([self._week_name(week) for week in self.weeks])
        self.setItemDelegate(Corners(look, self))
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(TOTAL, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(look.px(28))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(look.px(28))
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionClicked.connect(self._choose)
        self._make_items()
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit_height())
        self.itemChanged.connect(self._changed)
        self.currentCellChanged.connect(lambda *_: self.stood_on.emit(self.current_day()))
        self.cellDoubleClicked.connect(lambda *_: self._show_place())
        self._show()

    # --- looks ------------------------------------------------------------------------------------------

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
            return max([self._look.px(least), *(metrics.horizontalAdvance(text) + 12 for text in texts)])

        self.horizontalHeader().setMinimumSectionSize(widest(range(7), 40))
        self.setColumnWidth(TOTAL, widest(range(TOTAL, 8), 64))

    def _week_name(self, week: dt.date) -> str:
        mark = f" {tr('outage')}" if week == self._outage else ""
        return f"{short_day(week)}{mark}"

    def _make_items(self) -> None:
        for row, week in enumerate(self.weeks):
            for column in range(8):
                item = QTableWidgetItem("")
                item.setTextAlignment(_RIGHT)
                day = week + dt.timedelta(column)
                if (column == TOTAL and week not in self._known_weeks) or (column < TOTAL and not self._holds(day)):
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                    item.setBackground(self._look.colour("ground"))
                elif week == self._outage:
                    item.setBackground(self._look.colour("wait-soft"))
                self.setItem(row, column, item)

    def _holds(self, day: dt.date) -> bool:
        return self._plan.window[0] <= day <= self._plan.window[1]

    def _show(self) -> None:
        """Show the state as it stands."""
        self._filling = True
        for row, week in enumerate(self.weeks):
            for column in range(TOTAL):
                self._show_day(row, column, week + dt.timedelta(column))
            self._show_total(row, week)
        self._filling, self._is_drawn = False, True
        self._fit_columns()
        self._fit_height()
        self.viewport().update()

    def _show_day(self, row: int, column: int, day: dt.date) -> None:
        now, item = self.history.now, self.item(row, column)
        if item is None or not self._holds(day):
            return
        amount = now.days.get(day)
        text = tr("closed") if day in now.closed else "" if amount is None else f"{amount:,}"
        if day in now.closed and amount:
            text = f"{amount:,}"
        item.setText(now.unread.get(day, text))
        place = now.places.get(day)
        mark = UNREAD if day in now.unread else "" if not text else TYPED if place is None else PLACED
        item.setData(MARK, mark)
        holiday = day in self._plan.holidays
        tone = "bad" if holiday or mark == UNREAD else "ink-soft" if day in now.closed else "ink"
        item.setForeground(self._look.colour(tone))
        said = [tr("{day}, a public holiday", day=short_day(day)) if holiday else short_day(day)]
        said += [tr("Marked closed and yet with sales.")] if day in now.closed and amount else []
        said += [_said_of_mark(mark)] if mark else []
        set_tip(item, "\n".join(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join([item.text(), *said]).strip(", "))

    def _show_total(self, row: int, week: dt.date) -> None:
        now, item = self.history.now, self.item(row, TOTAL)
        if item is None or week not in self._known_weeks:
            return
        known = [now.days[day] for n in range(7) if (day := week + dt.timedelta(n)) in now.days]
        stated = now.totals.get(week)
        font = item.font()
        font.setBold(stated is not None)
        item.setFont(font)
        item.setText(f"{stated:,}" if stated is not None else f"{sum(known):,}" if known else "")
        item.setData(MARK, TYPED if stated is not None else "")
        added = tr("The days add up to {total}.", total=won(sum(known)))
        tip = [tr("Stated by the record. Delete takes it away."), added] if stated is not None else [added]
        set_tip(item, "\n".join(tip) if known or stated is not None else tr("Type a total that the record states."))

    # --- content ----------------------------------------------------------------------------------------

    @property
    def sales(self) -> Entered:
        """What stands in the grid."""
        return self.history.now

    def begin(self, entered: Entered) -> None:
        """Take a claim's sales, to be drawn; there is no way back to another claim's."""
        self.history.begin(entered)
        self._is_drawn = False

    def draw(self) -> None:
        """Show what was begun with."""
        if not self._is_drawn:
            self._show()

    def put(self, entered: Entered) -> None:
        """Take a step that Ctrl+Z takes back."""
        self.history.put(entered)
        self._show()
        self.edited.emit()

    def days(self) -> tuple[dict[dt.date, int], tuple[dt.date, ...]]:
        """Known amounts in won by date, and the days the shop was closed."""
        return dict(self.sales.days), tuple(sorted(self.sales.closed))

    def show_chosen(self, chosen: dt.date | None) -> None:
        """Mark the week that stands for the normal week."""
        for row, week in enumerate(self.weeks):
            header = self.verticalHeaderItem(row)
            if header is not None:
                header.setText(("● " if week == chosen else "") + self._week_name(week))
            if week in self._plan.candidate_weeks:
                self._tint(row, "good-soft" if week == chosen else "")

    def _tint(self, row: int, colour: str) -> None:
        self._filling = True
        for column in range(8):
            if (item := self.item(row, column)) is not None:
                item.setBackground(self._look.colour(colour) if colour else QBrush())
        self._filling = False

    def _choose(self, row: int) -> None:
        if self.weeks[row] in self._plan.candidate_weeks:
            self.week_chosen.emit(self.weeks[row])

    def day_at(self, row: int, column: int) -> dt.date | None:
        """The day of a cell; None for totals and days outside the window."""
        if not 0 <= row < len(self.weeks) or not 0 <= column < TOTAL:
            return None
        day = self.weeks[row] + dt.timedelta(column)
        return day if self._holds(day) else None

    def current_day(self) -> dt.date | None:
        """The day the keyboard stands on."""
        return self.day_at(self.currentRow(), self.currentColumn())

    def go_to(self, day: dt.date) -> None:
        """Put the keyboard on a day."""
        row, column = divmod((day - self.weeks[0]).days, 7)
        self.setCurrentCell(row, column)

    def light(self, days: Sequence[dt.date]) -> None:
        """Choose these days and put the keyboard on the first, where Enter leads to its place."""
        self.clearSelection()
        self.go_to(days[0])
        model, chosen = self.model(), QItemSelectionModel.SelectionFlag.Select
        for day in days:
            row, column = divmod((day - self.weeks[0]).days, 7)
            self.selectionModel().select(model.index(row, column), chosen)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_place(self) -> None:
        place = self.place_here()
        if place is not None:
            self.shows.emit(place)

    def place_here(self) -> Place | None:
        """The place of the day the keyboard stands on."""
        day = self.current_day()
        return self.sales.places.get(day) if day is not None else None

    # --- typing and pasting -----------------------------------------------------------------------------

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        day, text = self.day_at(item.row(), item.column()), item.text()
        if item.column() == TOTAL and self.weeks[item.row()] in self._known_weeks:
            self.put(self.sales.total_typed(self.weeks[item.row()], text))
        elif day is not None:
            self.put(self.sales.typed(day, "x" if text.strip() == tr("closed") else text))
        else:
            self._show()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z belongs to the grid while it has the keyboard, not to the claim around it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, paste, delete, choose the week, go to the place; other keys type."""
        if _is_undo(event):
            self.undo(back=event.matches(QKeySequence.StandardKey.Undo))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty_chosen()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            self._enter()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose(self.currentRow())
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()  # keys of the desk: record, other claims, other places
        else:
            super().keyPressEvent(event)
            if self._is_typing():
                event.accept()  # what begins an amount is no key of the desk as well

    def _is_typing(self) -> bool:
        return self.state() == QTableWidget.State.EditingState

    def finish_typing(self) -> None:
        """Take what stands in a cell that is still being typed."""
        editor = self.viewport().findChild(QLineEdit)
        if self._is_typing() and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _enter(self) -> None:
        if self._is_typing():
            return  # it ended what was typed
        if self.place_here() is not None:
            self._show_place()
        else:
            self.edit(self.currentIndex())

    def undo(self, *, back: bool = True) -> None:
        """Go a step back, or forth again."""
        if self.history.back() if back else self.history.forth():
            self._show()
            self.edited.emit()

    def _empty_chosen(self) -> None:
        entered = self.sales
        for index in self.selectedIndexes():
            day = self.day_at(index.row(), index.column())
            if day is not None:
                entered = entered.typed(day, "")
            elif index.column() == TOTAL:
                entered = entered.total_typed(self.weeks[index.row()], "")
        self.put(entered)

    def _copy(self) -> None:
        """The chosen cells as text with tabs, row by row."""
        spots = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in spots:
            item = self.item(row, column)
            lines.setdefault(row, []).append(item.text() if item is not None else "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def paste(self, text: str) -> None:
        """Text with dates is shown before it is taken; a block without fills days from the current cell on.

        One column of two or more figures fills the days in order.
        """
        if days_in_text(text, self._plan.window[0].year):
            self.pasted.emit(text)
            return
        rows = [line.split("\t") for line in text.replace("\r", "").strip("\n").split("\n")]
        row, column = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        if all(len(cells) == 1 for cells in rows) and len(rows) > 1:
            spots = [(row + (column + n) // 7, (column + n) % 7, cells[0]) for n, cells in enumerate(rows)]
        else:
            spots = [(row + n, column + m, cell) for n, cells in enumerate(rows) for m, cell in enumerate(cells)]
        entered = self.sales
        for at, across, cell in spots:
            if (day := self.day_at(at, across)) is not None:
                entered = entered.typed(day, cell)
        self.put(entered)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _said_of_mark(mark: str) -> str:
    return {
        PLACED: tr("Its place in a paper is known: Enter goes there."),
        TYPED: tr("Typed without a place."),
        UNREAD: tr("This is no amount. Type won, 12만, or x for a closed day."),
    }[mark]


def _weeks(plan: Plan) -> list[dt.date]:
    """The first days of all weeks that have a day in the window."""
    first, last = plan.window
    start = plan.outage_week[0]
    start -= -(-(start - first) // dt.timedelta(7)) * dt.timedelta(7)
    return [start + dt.timedelta(7 * n) for n in range((last - start).days // 7 + 1)]


def _weekdays() -> list[str]:
    return [tr("Sat"), tr("Sun"), tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri")]
