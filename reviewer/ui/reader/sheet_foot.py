"""What stands below the cells: the sheets of the paper, what the file hides, and what the chosen cells add up to."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from reviewer.rules.cell_totals import Totals
from reviewer.ui.look import Look
from reviewer.ui.parts import as_it_is, button, label, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many, won


class SheetFoot(QWidget):
    """Sheets as tabs, hidden ones named so; the sum, count and average of the selection in one line."""

    sheet_chosen = Signal(int)
    hidden_wanted = Signal()
    cancelled = Signal()
    """What takes long is not to be waited for."""

    def __init__(self, look: Look) -> None:
        """Empty until sheets are shown."""
        super().__init__()
        self._look = look
        self.status = label("", size=12)
        self.status.setObjectName("sheet_status")
        self.concealed = button(
            "hidden_parts", "", self.hidden_wanted.emit, role="link", says=tr("Hidden rows and columns")
        )
        self.growing = label("", size=12, tone="wait")
        self.growing.setObjectName("sheet_growing")
        self.cancel = button("sheet_cancel", tr("Cancel"), self.cancelled.emit, role="link")
        set_tip(self.cancel, "Esc")
        self.cancel.hide()
        self.tabs = QTabBar()
        self.tabs.setObjectName("sheet_tabs")
        self.tabs.setAccessibleName(tr("Sheets"))
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tip(self.tabs, "Ctrl+Page Up, Ctrl+Page Down")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabs.setShape(QTabBar.Shape.RoundedSouth)
        self.tabs.currentChanged.connect(lambda place: self.sheet_chosen.emit(place + 1) if place >= 0 else None)
        above, below = row(margins=(4, 0, 8, 0)), row(margins=(8, 3, 8, 3))
        above.addWidget(self.tabs, 1)
        above.addWidget(self.growing)
        above.addWidget(self.concealed)
        below.addWidget(self.status)
        below.addWidget(self.cancel)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addLayout(below)

    def show_sheets(self, sheets: Sequence[tuple[str, bool]]) -> None:
        """Show the names of the sheets, and which of them the file hides."""
        self.tabs.blockSignals(True)
        self.tabs.hide()  # one in sight lays all tabs out anew for each that comes or goes
        self.tabs.setCurrentIndex(0)
        for place in reversed(range(self.tabs.count())):
            self.tabs.removeTab(place)
        for name, hidden in sheets:
            place = self.tabs.addTab(as_it_is(f"{name}  ({tr('hidden')})" if hidden else name))
            if hidden:
                self.tabs.setTabTextColor(place, self._look.colour("wait"))
        self.tabs.show()
        self.tabs.blockSignals(False)
        self.say("")
        self.say_growing(None)
        self.concealed.hide()

    def show_sheet(self, sheet: int) -> None:
        """Mark the sheet in view (from 1)."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(sheet - 1)
        self.tabs.blockSignals(False)
        self.say("")
        self.concealed.hide()

    def say(self, text: str) -> None:
        """Say something in the line below."""
        self.status.setText(text)
        self.status.setAccessibleName(text)
        self.cancel.hide()

    def say_growing(self, rows: int | None) -> None:
        """Say that the sheet is still being read, and how many rows are here; None once it is whole."""
        self.growing.setText("" if rows is None else tr("{n|row/rows} so far; reading on…", n=f"{rows:,}"))
        self.growing.setVisible(rows is not None)

    def say_totals(self, totals: Totals, percent: int, cells: int, *, is_part: bool = False) -> None:
        """Say what the chosen cells add up to, or how far that is; `is_part` while the sheet is still being read."""
        if percent < 100:
            self.say(tr("adding up… {percent}%", percent=percent))
            self.cancel.show()
            return
        parts = [tr_many("{n} cell", "{n} cells", cells)]
        if totals.amounts and cells > 1:
            whole = totals.total == int(totals.total)
            parts = [
                tr("Sum {total}", total=won(int(totals.total)) if whole else f"{totals.total:,}"),
                tr("Numbers {n}", n=f"{totals.amounts:,}"),
                tr("Average {average}", average=won(int(totals.average or 0))),
                *parts,
            ]
        if is_part:
            parts.append(tr("only the rows read so far"))
        self.say("   ·   ".join(parts))

    def say_hidden(self, shape: Any, rows: int, columns: int) -> None:
        """Say how many rows and columns of this sheet its file hides."""
        away = [sum(min(last, end) - first + 1 for first, last in ranges if first <= end)
                for ranges, end in ((shape.hidden_rows, rows), (shape.hidden_columns, columns))]  # fmt: skip
        parts = [tr_many("{n} hidden row", "{n} hidden rows", away[0])] if away[0] else []
        parts += [tr_many("{n} hidden column", "{n} hidden columns", away[1])] if away[1] else []
        text = " · ".join(parts)
        self.concealed.setText(text)
        self.concealed.setAccessibleName(tr("{parts}: go to the next of them", parts=text))
        set_tip(self.concealed, tr("The file hides these; they are shown here on grey. Press to go to the next."))
        self.concealed.setVisible(bool(text))


def next_hidden(shape: Any, current: tuple[int, int], rows: int, columns: int) -> tuple[int, int] | None:
    """The first cell of the next row or column that the file hides, beginning anew after the last of them."""
    row_spots = [(first, current[1]) for first, _ in shape.hidden_rows if first <= rows]
    column_spots = [(current[0], first) for first, _ in shape.hidden_columns if first <= columns]
    later_columns = [spot for spot in column_spots if spot[1] > current[1]]
    onward = [spot for spot in row_spots if spot[0] > current[0]] or later_columns
    return next(iter(onward or row_spots or column_spots), None)
