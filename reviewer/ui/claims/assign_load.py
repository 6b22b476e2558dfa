"""What every member has in hand, before and after a draw, with a box for those who are away."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from reviewer.rules.acts.assigning_many import drawable
from reviewer.rules.assignment import Load
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word

NOTHING = Load()


class LoadTable(QTableWidget):
    """One row a member; Space takes a member out of the draw or in again."""

    left_out = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """Everybody who may be drawn takes part at first."""
        members = drawable(sitting.case)
        super().__init__(len(members), 5)
        self.setObjectName("assign_load")
        self.setAccessibleName(tr("Who takes part, and what each has in hand"))
        self.setHorizontalHeaderLabels(
            [tr("Takes part"), tr("Leads now"), tr("Seconds now"), tr("Leads after"), tr("Seconds after")]
        )
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        if (head := self.horizontalHeaderItem(0)) is not None:
            head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(sitting.look.row_height)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._members = members
        for place, member in enumerate(members):
            body = word(sitting.plan.bodies, sitting.case.roster[member].body)
            name = QTableWidgetItem(f"{sitting.name_of(member)} · {body}")
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Checked)
            self.setItem(place, 0, name)
            for column in range(1, 5):
                cell = QTableWidgetItem("")
                if (head := self.horizontalHeaderItem(column)) is not None:
                    head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(place, column, cell)
        self._whole = sitting.look.row_height * (len(members) + 1) + 8
        self.setMaximumHeight(self._whole)
        self.setMinimumHeight(min(sitting.look.row_height * 3, self._whole))  # large text leaves the claims their rows
        self.itemChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        """High enough for everybody."""
        return QSize(super().sizeHint().width(), self._whole)

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.left_out.emit()

    def away(self) -> frozenset[str]:
        """The members who are left out of the draw."""
        return frozenset(one for place, one in enumerate(self._members) if not self._takes_part(place))

    def _takes_part(self, place: int) -> bool:
        item = self.item(place, 0)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def show_load(self, now: Mapping[str, Load], after: Mapping[str, Load]) -> None:
        """Show what everybody has and would have."""
        self.blockSignals(True)
        for place, member in enumerate(self._members):
            has, gets = now.get(member, NOTHING), after.get(member, NOTHING)
            known = member in now or member in after
            for column, number in enumerate((has.lead, has.second, gets.lead, gets.second), start=1):
                cell = self.item(place, column)
                if cell is not None:
                    cell.setText(f"{number:,}" if known else "–")
        self.blockSignals(False)
        self.viewport().update()
