"""Which columns the list shows, and in which order: chosen with the mouse or by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QWidget

from reviewer.ui import keys
from reviewer.ui.claim_columns import COLUMNS, head_of
from reviewer.ui.claims.list_look import USUAL_COLUMNS
from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, label, open_at, row, without_default
from reviewer.ui.wording import tr

Chosen = tuple[tuple[str, int], ...]


class ColumnList(QListWidget):
    """Space shows or hides, Alt+Up and Alt+Down move, dragging moves as well."""

    moves = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The two keys that move a column."""
        if keys.is_key(event, "column_up"):
            self.moves.emit(-1)
        elif keys.is_key(event, "column_down"):
            self.moves.emit(1)
        else:
            super().keyPressEvent(event)


class ColumnChoice(QDialog):
    """Every change shows in the list behind at once; Cancel brings back what was."""

    chosen = Signal(tuple)

    def __init__(self, look: Look, shown: Chosen, parent: QWidget | None = None) -> None:
        """`shown` are the columns as they stand now, with their widths."""
        super().__init__(parent)
        self.setObjectName("column_choice")
        self.setWindowTitle(tr("Columns"))
        self._before, self._widths = shown, dict(shown)
        self.list = ColumnList()
        self.list.setObjectName("column_list")
        self.list.setAccessibleName(tr("Columns, in their order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumSize(look.px(300), look.px(100))
        self.list.moves.connect(self._move)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(tr("Columns"), size=20, bold=True))
        text = tr(
            "Space shows or hides a column; {up} and {down} move it.",
            up=keys.shown("column_up"), down=keys.shown("column_down"),
        )  # fmt: skip
        layout.addWidget(label(text, tone="soft", wrap=True))
        beside = row()
        beside.addWidget(self.list, 1)
        layout.addLayout(beside)
        acts = row()
        acts.addWidget(button("column_up", tr("Up"), lambda: self._move(-1)))
        acts.addWidget(button("column_down", tr("Down"), lambda: self._move(1)))
        acts.addWidget(button("columns_usual", tr("Usual columns"), self._usual))
        acts.addStretch()
        layout.addLayout(acts)
        foot = row()
        foot.addStretch()
        foot.addWidget(button("columns_cancel", tr("Cancel"), self.reject))
        foot.addWidget(button("columns_done", tr("Done"), self.accept, role="primary"))
        layout.addLayout(foot)
        without_default(self)
        self._fill(shown)
        if parent is not None:
            open_at(self, look.px(348), look.px(540))
        self.list.itemChanged.connect(lambda _: self._tell())
        self.list.model().rowsMoved.connect(lambda *_: self._tell())
        self.rejected.connect(lambda: self.chosen.emit(self._before))
        self.list.setFocus()

    def _fill(self, shown: Sequence[tuple[str, int]]) -> None:
        names = [name for name, _ in shown]
        names += [one.name for one in COLUMNS if one.name not in names]
        self.list.blockSignals(True)
        self.list.clear()
        for name in names:
            item = QListWidgetItem(head_of(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            is_shown = any(name == one for one, _ in shown)
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def columns(self) -> Chosen:
        """What is ticked, in the order shown; never nothing."""
        items = [self.list.item(place) for place in range(self.list.count())]
        names = [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]
        return tuple((name, self._widths.get(name, 0)) for name in names or ["claim"])

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if not 0 <= place + by < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(place)
        self.list.insertItem(place + by, item)
        self.list.setCurrentRow(place + by)
        self.list.blockSignals(False)
        self._tell()

    def _usual(self) -> None:
        self._widths = {}
        self._fill(USUAL_COLUMNS)
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.columns())
