"""What the main window knows of help: its window, the words at a control, and the tour of a sample."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.ui.background import Lanes
from reviewer.ui.help.around import Around
from reviewer.ui.look import Look, look_of
from reviewer.ui.preferences import Preferences
from reviewer.ui.wording import tr

if TYPE_CHECKING:  # a start waits for none of these
    from PySide6.QtWidgets import QBoxLayout

    from reviewer.ui.help.help_window import HelpWindow
    from reviewer.ui.help.tour import Kept, Tour
    from reviewer.ui.sitting import Sitting


class Helping(QObject):
    """One help window at most; a tour goes on where it was when the windows are built anew."""

    person_wanted = Signal(str)
    """The tour wants somebody else to sit here."""
    sample_wanted = Signal()
    """The tour wants a new sample."""

    def __init__(self, window: QWidget, preferences: Preferences, lanes: Lanes) -> None:
        """Belongs to the main window."""
        super().__init__(window)
        self._window, self._preferences, self._lanes = window, preferences, lanes
        self._sitting: Sitting | None = None
        self._above: QBoxLayout | None = None
        self._where: Callable[[], Around] = Around
        self._help: HelpWindow | None = None
        self._kept: Kept | None = None
        self._tour: Tour | None = None

    def sit_down(self, sitting: "Sitting | None", above: "QBoxLayout | None", where: Callable[[], Around]) -> None:
        """The windows were built anew: for an open case, or (None) for the start page."""
        before, goes_on = self._help, sitting is self._sitting
        self._sitting, self._above, self._where = sitting, above, where
        if before is not None:  # its look, language and values are those of before
            before.destroyed.disconnect(self._gone)
            self._help = None
            if goes_on:
                self._make().go_on_from(before)
            before.close()
        self._put_tour()

    def show_manual(self) -> "HelpWindow":
        """Open the manual, or bring it to the front."""
        found = self._help or self._make()
        found.show()
        found.raise_()
        found.activateWindow()
        return found

    def _make(self) -> "HelpWindow":
        from reviewer.ui.help.help_window import HelpWindow

        self._help = HelpWindow(self._lanes, self._look(), self._sitting, self._window)
        self._help.destroyed.connect(self._gone)
        self._help.tour_wanted.connect(self.begin_tour)
        return self._help

    def what_is_this(self) -> "HelpWindow":
        """The words of the field at the control in focus, with the rules behind them."""
        from reviewer.ui.help.texts_at import terms_at

        found = terms_at(QApplication.focusWidget())
        window = self.show_manual()
        window.show_terms(found)
        return window

    def _look(self) -> Look:
        return look_of(self._preferences)

    def _gone(self) -> None:
        self._help = None

    # --- the tour ---------------------------------------------------------------------------------------

    def offer_tour(self, *, anew: bool = False) -> None:
        """Begin the tour with the next sample that is opened, unless the person ended it before and that sample too."""
        if anew or self._preferences.tour != "ended":
            self._preferences.keep("tour", "on")
        if anew:
            self._kept = None
            self._preferences.keep("tour_claim", "")

    def begin_tour(self) -> None:
        """Begin the tour of the open sample from its first step."""
        self._preferences.keep("tour", "on")
        self._kept = None
        self._preferences.keep("tour_claim", "")
        self._put_tour()

    def _put_tour(self) -> None:
        if self._tour is not None:
            self._end(self._tour)
        sitting = self._sitting
        if sitting is None or self._above is None or not sitting.case_file.is_sample or sitting.signer is None:
            return
        if self._preferences.tour != "on":
            return
        from reviewer.ui.help.tour import Tour

        self._kept = self._kept or self._left_off()
        self._tour = Tour(sitting, self._where, self._kept)
        self._tour.person_wanted.connect(self.person_wanted)
        self._tour.sample_wanted.connect(self.sample_wanted)
        self._tour.chosen.connect(self._keep_claim)
        self._tour.ended.connect(self._ended)
        self._above.insertWidget(0, self._tour)

    def _left_off(self) -> "Kept":
        """Where the tour of this very sample was left another day, or its beginning."""
        from reviewer.ui.help.tour import Kept

        claim, _, path = self._preferences.tour_claim.partition(" ")
        is_here = self._sitting is not None and path == str(self._sitting.case_file.path)
        return Kept(claim, 1) if is_here else Kept()

    def _keep_claim(self, claim: str) -> None:
        if self._sitting is not None:
            self._preferences.keep("tour_claim", f"{claim} {self._sitting.case_file.path}")

    def _ended(self) -> None:
        self._preferences.keep("tour", "ended")
        self._preferences.keep("tour_claim", "")
        self._kept = None
        if self._tour is not None:
            self._end(self._tour)
            self._say_where()

    def _say_where(self) -> None:
        """Where the tour is found again, at the button that leads there, which gets the keyboard."""
        from reviewer.ui.tips import show_tip

        found = self._window.findChild(QWidget, "go_help")
        if found is not None and found.isVisible():
            found.setFocus()
            place = found.mapToGlobal(found.rect().topRight())
            show_tip(tr("The tour begins again from here."), place, found)

    def _end(self, tour: "Tour") -> None:
        self._tour = None
        if shiboken6.isValid(tour):
            tour.hide()
            tour.deleteLater()
