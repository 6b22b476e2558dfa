"""The line between search and list: saved views, chips, filter row, columns, export, undo, and what it adds up to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.claims.claim_filters import ClaimFilters, Words
from reviewer.ui.claims.list_undo import ListUndo
from reviewer.ui.claims.saved_views import SavedViews
from reviewer.ui.parts import button, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class ListTools(QWidget):
    """Wraps where the room ends; the totals keep their place at the right."""

    row_toggled = Signal(bool)
    columns_wanted = Signal()
    export_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, sitting: Sitting, words_of: Words) -> None:
        """No chip of the filter row at first."""
        super().__init__()
        self.filters = ClaimFilters(sitting.plan, sitting.person, words_of)
        self.views = SavedViews(sitting)
        self.filters.add(self.views, self.filters.route)
        self.filter_row = button("filter_row", tr("+ Filter"), says=tr("Filter row"), role="chip")
        self.filter_row.setCheckable(True)
        set_tip(self.filter_row, tr("A field under each column ({keys})", keys=keys.shown("filter_row")))
        self.filter_row.toggled.connect(self.row_toggled)
        self.columns = button("columns", tr("Columns"), self.columns_wanted.emit, role="chip")
        set_tip(self.columns, tr("Choose and move columns ({keys})", keys=keys.shown("columns")))
        self.export = button("export_list", tr("Export…"), self.export_wanted.emit, role="chip")
        set_tip(self.export, tr("Write the list to a file as it is shown ({keys})", keys=keys.shown("export_list")))
        self.undo = ListUndo()
        self.undo.clicked.connect(lambda *_: self.undo_wanted.emit())
        for one in (self.filter_row, self.columns, self.export, self.undo):
            self.filters.add(one)
        self.filters.after = self.filter_row
        self.undo.hide()
        self.totals = label("", tone="soft")
        self.totals.setObjectName("claim_totals")
        layout = self._line = row(margins=(16, 0, 16, 8))
        layout.addWidget(self.filters, 1)
        self.totals.setMinimumHeight(self.views.sizeHint().height())
        layout.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Totals that would leave the controls less than half of their length stand below them."""
        super().resizeEvent(event)
        left = self.width() - self.totals.sizeHint().width()
        is_tight = 2 * left < self.filters.sizeHint().width()
        turned = QBoxLayout.Direction.TopToBottom if is_tight else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != turned:
            self._line.setDirection(turned)
