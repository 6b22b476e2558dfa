"""The window of help: the manual and the words of the field; stays open beside the work."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from reviewer.ui.background import Lanes
from reviewer.ui.help.manual_page import ManualPage
from reviewer.ui.help.terms import Term
from reviewer.ui.help.terms_page import TermsPage
from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, open_at, row, without_default
from reviewer.ui.sitting import Sitting
from reviewer.ui.tabs import Tabs
from reviewer.ui.wording import tr


class HelpWindow(QDialog):
    """Esc closes it; it takes nothing from the window behind."""

    tour_wanted = Signal()

    def __init__(self, lanes: Lanes, look: Look, sitting: Sitting | None, parent: QWidget) -> None:
        """`sitting` gives the values of the rules; without a case the words still stand there."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help_window")
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, look.px(1120), look.px(680))
        self.manual = ManualPage(lanes, look)
        self.terms = TermsPage(sitting)
        self.tabs = Tabs("help_tabs")
        self.tabs.add("manual", tr("Manual"), self.manual)
        self.tabs.add("terms", tr("What is this?"), self.terms)
        layout = column(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self.tabs)
        if sitting is not None and sitting.case_file.is_sample:
            foot = row(margins=(16, 0, 16, 12))
            foot.addWidget(button("begin_tour", tr("Begin the tour of the sample"), self._begin_tour))
            foot.addStretch()
            layout.addLayout(foot)
        without_default(self)
        self.manual.list.setFocus()

    def _begin_tour(self) -> None:
        self.close()
        self.tour_wanted.emit()

    def go_on_from(self, before: "HelpWindow") -> None:
        """Show what another window of help shows, at its place, and take the keyboard from nobody."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setGeometry(before.geometry())
        self.manual.begin_at(before.manual.chapter())
        self.terms.show_again(before.terms.chosen())
        self.tabs.go(before.tabs.current())
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)

    def show_terms(self, found: Sequence[Term]) -> None:
        """Show the words of the field, these first; say how many stand where the keyboard was."""
        self.tabs.go("terms")
        self.terms.show_terms(found)
