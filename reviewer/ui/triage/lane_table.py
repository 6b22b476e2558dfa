"""The claims of triage as a table: the list of claims with the lane each stands in, and boxes where many are routed."""

from array import array
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from reviewer.desk.wording import word_for
from reviewer.ui.claim_table import LEAD, PROOF, STAGE, ClaimTable, Index
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.look import Look
from reviewer.ui.wording import language, tr, word

SECTOR, SERVICES, DUE = 2, 3, 8
DISPLAY, TOOL_TIP, CHECK_STATE, SPOKEN = 0, 3, 10, 11  # Qt.ItemDataRole, as numbers
BOTH = 300
"""What services and lane have together on a small screen, in pixels at 100 % text; no word for a lane is cut short."""


class LaneTable(ClaimTable):
    """Its rows can go one by one, so that nothing else moves when a claim was routed."""

    def _cells(self, line: Any) -> tuple[Any, ...]:
        cells = list(super()._cells(line))
        cells[LEAD] = word(self._plan.routes, line.route) or tr("no route yet")
        return tuple(cells)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The lane stands where the list of claims has the lead reviewer."""
        if section == LEAD and role in (0, 3) and orientation == Qt.Orientation.Horizontal:
            return tr("Lane")
        return super().headerData(section, orientation, role)

    def widest_lane(self, metrics: QFontMetrics) -> int:
        """Pixels of the longest word for a lane."""
        return max(metrics.horizontalAdvance(word(self._plan.routes, route)) for route in self._plan.routes)

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
    """Every claim of a dry run with its box; all are ticked until a person unticks one.

    Those that would be refused stand unticked with the reason, and cannot be ticked.
    """

    ticked = Signal()
    has_boxes = True
    unticked: frozenset[int] = frozenset()
    refused: Mapping[int, str] = MappingProxyType({})

    def show_ids(self, ids: "array[int]", lines: Any = (), find: Any = None) -> None:
        """Show these claims, all ticked."""
        self.unticked, self.refused = frozenset(), {}
        super().show_ids(ids, lines, find)

    def show_found(self, ids: "array[int]", refused: Mapping[int, str]) -> None:
        """Show these claims; `refused` are ids among them, with the code of why."""
        super().show_ids(ids)
        self.unticked, self.refused = frozenset(refused), dict(refused)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a box, save where nothing can be ticked."""
        found = super().flags(index)
        has_box = index.column() == 0 and self._ids[index.row()] not in self.refused
        return found | Qt.ItemFlag.ItemIsUserCheckable if has_box else found

    def data(self, index: Index, role: int = 0) -> Any:
        """The box of the first column and why a claim would be refused, besides what the list shows."""
        one = self._ids[index.row()]
        why = self.refused.get(one, "")
        if role == CHECK_STATE and index.column() == 0:
            return Qt.CheckState.Unchecked if one in self.unticked else Qt.CheckState.Checked
        if why and role == TOOL_TIP:
            told = f"{refused_word(why)}: {word_for('why', why, language())}"
            return "\n".join(filter(None, (super().data(index, role), told)))
        if why and index.column() == LEAD and role in (DISPLAY, SPOKEN):
            return refused_word(why)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """A click on the box."""
        if role != CHECK_STATE or index.column() != 0:
            return False
        self.toggle(index.row())
        return True

    def toggle(self, row: int) -> None:
        """Tick or untick a row, unless it would be refused."""
        if self._ids[row] in self.refused:
            return
        self.unticked ^= {self._ids[row]}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self.ticked.emit()


def refused_word(code: str) -> str:
    """Why a claim would be refused, in two words for a column and a count."""
    return {"another_band": tr("loss in another band"), "loss_unknown": tr("loss not known")}.get(code, code)


def lane_view(name: str, says: str, model: LaneTable, look: Look) -> ClaimsView:
    """A table of claims as triage shows it: without proofs, stage and due date, with room for the words of a lane."""
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
    lane = model.widest_lane(table.fontMetrics()) * 100 // look.percent + 28
    table.set_widths(look, {0: 116, SERVICES: BOTH - lane, LEAD: lane})
    for hidden in (SECTOR, PROOF, STAGE, DUE):
        table.hideColumn(hidden)
    return table
