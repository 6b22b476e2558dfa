"""The claims of triage as a table: the list of claims with the lane each stands in, and boxes where many are routed."""

from array import array
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from reviewer.ui.claim_table import LEAD, PROOF, STAGE, ClaimTable, Index
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.look import Look
from reviewer.ui.wording import tr, word

SECTOR, DUE = 2, 8
CHECK_STATE = 10  # CheckStateRole


class LaneTable(ClaimTable):
    """Its rows can go one by one, so that nothing else moves when a claim was routed."""

    def _cells(self, line: Any) -> tuple[Any, ...]:
        cells = list(super()._cells(line))
        cells[LEAD] = word(self._plan.routes, line.route) or tr("no route yet")
        return tuple(cells)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The lane stands where the list of claims has the lead reviewer."""
        if section == LEAD and role == 0 and orientation == Qt.Orientation.Horizontal:
            return tr("Lane")
        return super().headerData(section, orientation, role)

    def drop(self, row: int) -> int:
        """Take a row out; returns its id."""
        self.beginRemoveRows(QModelIndex(), row, row)
        gone = self._ids.pop(row)
        self._pages.clear()
        self.endRemoveRows()
        return gone

    def put_back(self, row: int, one: int) -> None:
        """Put a claim back where it was, unless the list holds it again."""
        if one in self._ids:
            return
        row = min(row, len(self._ids))
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.insert(row, one)
        self._pages.clear()
        self.endInsertRows()


class TickTable(LaneTable):
    """Every claim of a dry run with its box; all are ticked until a person unticks one."""

    ticked = Signal()
    unticked: frozenset[int] = frozenset()

    def show_ids(self, ids: "array[int]", lines: Any = ()) -> None:
        """Show these claims, all ticked."""
        self.unticked = frozenset()
        super().show_ids(ids, lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a box."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else found

    def data(self, index: Index, role: int = 0) -> Any:
        """The box of the first column besides what the list shows."""
        if role == CHECK_STATE and index.column() == 0:
            is_out = self._ids[index.row()] in self.unticked
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """A click on the box."""
        if role != CHECK_STATE or index.column() != 0:
            return False
        self.toggle(index.row())
        return True

    def toggle(self, row: int) -> None:
        """Tick or untick a row."""
        self.unticked ^= {self._ids[row]}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self.ticked.emit()


def lane_view(name: str, says: str, model: ClaimTable, look: Look) -> ClaimsView:
    """A table of claims as triage shows it: without proofs, stage and due date."""
    table = ClaimsView()
    table.setObjectName(name)
    table.setAccessibleName(says)
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(look.row_height)
    table.horizontalHeader().setHighlightSections(False)
    table.set_widths(look)
    table.setColumnWidth(0, look.px(128))
    for hidden in (SECTOR, PROOF, STAGE, DUE):
        table.hideColumn(hidden)
    table.setColumnWidth(LEAD, look.px(132))
    return table
