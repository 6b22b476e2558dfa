"""The one window: the rail at the left, the place in view, and the claim desk."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from reviewer.ui.help.helping import Helping
from reviewer.ui.window_place import WindowPlace
from reviewer.ui.wording import tr

if TYPE_CHECKING:  # the first rows of a list are painted before any of these is loaded (ADR 32)
    from PySide6.QtGui import QShortcut

    from reviewer.ui.actions import Action
    from reviewer.ui.background import Lanes
    from reviewer.ui.carrying import Carried
    from reviewer.ui.claim_desk.claim_desk import ClaimDesk
    from reviewer.ui.claims.claim_list import ClaimList
    from reviewer.ui.desks import Desks
    from reviewer.ui.first_rows import FirstList
    from reviewer.ui.list_place import ListPlace
    from reviewer.ui.look import Look
    from reviewer.ui.palette_entries import Entry
    from reviewer.ui.place_stack import PlaceStack
    from reviewer.ui.preferences import Preferences
    from reviewer.ui.sitting import Sitting

READS_AFTER = 1_500
"""Milliseconds after a case was opened until papers are read behind the windows: the first lists come first."""


class MainWindow(QMainWindow):
    """Joins the places; a place does not know another one."""

    closing = Signal()
    start_wanted = Signal()
    """Leave the case for the page on which another one is opened."""
    chose = Signal()
    """Another language or other colours were chosen; the window is to be built anew."""
    first_shown = Signal()
    """The first rows of a case were painted."""

    def __init__(self, preferences: "Preferences", lanes: "Lanes") -> None:
        """Empty until `show_start` or `sit_down`."""
        super().__init__()
        self.setObjectName("main_window")
        self.preferences = preferences
        self.sitting: Sitting | None = None
        self.make_settings: Callable[[], QWidget] = QWidget
        self.place, self._came_from = "", "claims"
        self._sat: tuple[Sitting, str] | None = None
        self.desks: Desks
        self._built: dict[str, QWidget] = {}
        self._first: FirstList | None = None
        self._carried: Carried = {}
        self._stack: PlaceStack
        self.helping = Helping(self, preferences, lanes)
        self._shortcuts: list[QShortcut] = []
        self.resize(QSize(1280, 720).boundedTo(self.screen().availableSize()))
        self._kept_place = WindowPlace(self, preferences)

    # --- what is shown ----------------------------------------------------------------------------------

    def show_start(self, page: QWidget) -> None:
        """Show the start page."""
        from reviewer.ui.help.around import Around

        self._bind_once()
        self.helping.sit_down(None, None, Around)
        self.sitting = self._sat = None
        self.place, self._came_from = "", "claims"
        self._built.clear()
        self.setCentralWidget(page)
        self.setWindowTitle(tr("Claim reviewer"))

    def show_first(self, found: Any, look: "Look", *, then: Callable[[], None]) -> None:
        """Show the first rows of a case before anything else of it; `then` is called once they were painted."""
        from reviewer.ui.first_rows import FirstList

        self._first = FirstList(found, look)
        self._first.painted.connect(self.first_shown)
        self._first.painted.connect(then)
        self.setCentralWidget(self._first)

    def leave_first(self) -> None:
        """The list has rows of its own, or there will be none."""
        if self._first is not None:
            self._first.hide()
            self._first.deleteLater()
            self._first = None

    def sit_down(self, sitting: "Sitting") -> None:
        """Show an open case; also called when language or look changed, and then the same place comes back."""
        from reviewer.ui.carrying import carried_over
        from reviewer.ui.desks import Desks
        from reviewer.ui.frame import Frame
        from reviewer.ui.help.around import around_of
        from reviewer.ui.place_stack import PlaceStack
        from reviewer.ui.places import places_there
        from reviewer.ui.recents import Recents

        self._bind_once()
        before = self.desks if self._sat == (sitting, sitting.person) else None
        built = (*self._built.items(), *self.desks.made()) if before is not None else ()
        self._carried = {**(self._carried if before is not None else {}), **carried_over(built)}
        self.leave_desk()
        if self.sitting not in (None, sitting):
            self.place, self._came_from = "", "claims"  # those of another case
        self.sitting, self._sat = sitting, (sitting, sitting.person)
        self.place = self.place or self.preferences.place_in(sitting.path)
        self._built.clear()
        self._stack = PlaceStack()
        self.desks = Desks(sitting, self._stack, lambda claim: self._walked(claim).place_of(claim))
        self.desks.left.connect(self._leave_claim)
        self.desks.moved.connect(self._next_claim)
        self.desks.open_claim.connect(self.show_claim)
        self.desks.wanted.connect(self.show_claim)
        self.recents = Recents(sitting, self.desks)
        frame = Frame(sitting, places_there(), (self.desks, self._stack))
        self._rail = frame.rail
        self.desks.makes_room.connect(lambda: self._rail.set_thin(True))
        self._rail.chosen.connect(self.go_to)
        self._rail.help.connect(self.helping.show_manual)
        frame.nudge.wanted.connect(lambda: self.show_settings("interests_section"))
        self.helping.sit_down(sitting, frame.lines, lambda: around_of(self))
        if self._first is not None:
            self.takeCentralWidget()
        self.setCentralWidget(frame)
        self._keep_picture()
        sample_word = f" · {tr('SAMPLE')}" if sitting.case_file.is_sample else ""
        self.setWindowTitle(f"{sitting.path.stem}{sample_word} – {tr('Claim reviewer')}")
        self.desks.open_again(before)
        self._come_back()
        if self._first is not None:
            self._first.lie_over(frame)
            self._claims().model.modelReset.connect(self.leave_first)
            self._claims().reading.failed.connect(self.leave_first)
        QTimer.singleShot(READS_AFTER, sitting, sitting.start_reading)
        QTimer.singleShot(READS_AFTER, self.recents, self.recents.ask)
        if self._came_from == "work" and self.desks.claims:  # one goes on in that list, so it must be known again
            QTimer.singleShot(READS_AFTER, frame, lambda: self._there("work"))
        QTimer.singleShot(READS_AFTER, self.desks.spare, self.desks.spare.await_touch)

    def _keep_picture(self) -> None:
        """Leave what is painted in view until what takes its place was laid out: no empty window in between."""
        if self.isVisible() and (shown := self.centralWidget()) is not None:
            shown.setUpdatesEnabled(False)  # not the window: the toolkit would paint it twice
            from reviewer.ui.making import next_turn

            next_turn(shown, lambda: shown.setUpdatesEnabled(True))

    def _give_back(self, name: str, root: QWidget, is_ready: Callable[[], bool] = lambda: True) -> None:
        if name in self._carried:
            from reviewer.ui.carrying import Carrying

            assert self.sitting is not None
            self.sitting.recorded.connect(Carrying(root, self._carried.pop(name), is_ready).heed)

    def leave_desk(self) -> None:
        """Write the drafts and close the papers of every open claim."""
        if self._sat is not None:
            self.desks.leave()

    def _come_back(self) -> None:
        place = self.place or "claims"
        if place == "desk" and self.claim:
            self.show_claim(self.claim)
        else:
            self.show_place(place if place in self._rail.names() or place == "settings" else "claims")

    def places(self) -> list[str]:
        """The places of the open case, in the order of the rail."""
        return self._rail.names()

    def go_to(self, name: str) -> None:
        """Go to a place of the rail as a person does: a place that is made anew comes into view in the next turn."""
        if name in self._built:
            self.show_place(name)
            return
        from reviewer.ui.making import next_turn

        made = self._there(name)
        self.place = name
        if (held := self.focusWidget()) is not None:
            held.clearFocus()  # no key that is pressed meanwhile does anything in the place that is left
        next_turn(made, lambda: self.show_place(name) if self.place == name else None)

    def show_place(self, name: str) -> None:
        """Bring a place into view at once."""
        if name not in self._built or self._stack.currentWidget() is not self._built[name]:
            self._keep_picture()  # laid out in this turn, painted in the next
        found = self._there(name)
        self.place = name
        self._stack.turn_to(found, lambda: self._rail.set_thin(False))
        self._rail.mark(name)
        if self.sitting is not None:
            self.preferences.went_to(name, self.sitting.path)
        self.desks.set_away(True)
        getattr(found, "take_keys", found.setFocus)()

    def _there(self, name: str) -> QWidget:
        assert self.sitting is not None
        if name not in self._built:
            self._built[name] = made = self._make(name, self.sitting)
            self._stack.addWidget(made)
            if name in self._carried and hasattr(made, "finish"):
                made.finish()  # what is carried over finds its fields
            self._give_back(name, made)
        return self._built[name]

    def _make(self, name: str, sitting: "Sitting") -> QWidget:
        from reviewer.ui import case_windows
        from reviewer.ui.places import made

        if name == "settings":
            return self.make_settings()
        found: Any = made(name, sitting, self._stack)
        if name == "claims":
            found.confirm.connect(lambda: case_windows.confirm(self))
            found.as_of.connect(lambda: case_windows.past(self))
            found.assign.connect(lambda among: case_windows.assign(self, among))
        if name == "work":
            found.go_to.connect(self._go_from_work)
            found.why_amount.connect(lambda claim: self.show_claim(claim, section="why"))
            found.take_claim.connect(lambda claim: self.show_claim(claim, takes_up=True))
        take_in = partial(case_windows.take_in, self)
        wanted = {"open_claim": self.show_claim, "open_in_tab": self.show_in_tab, "take_in": take_in}
        for signal, meant in wanted.items():
            if hasattr(found, signal):
                getattr(found, signal).connect(meant)
        if hasattr(found, "leave"):
            self.closing.connect(found.leave)
        if hasattr(found, "model"):
            found.model.modelReset.connect(self.desks.tell_place_later)
        place: QWidget = found
        return place

    def show_settings(self, section: str) -> None:
        """Go to a section of the settings, by its object name."""
        self.show_place("settings")
        self._built["settings"].show_section(section)  # type: ignore[attr-defined]

    def _go_from_work(self, where: str) -> None:
        """Where the work of a tile is done: a place, or a part of one."""
        if where == "assign":
            from reviewer.ui import case_windows

            case_windows.assign(self, [])
            return
        place = {"looks": "triage", "payments": "letters"}.get(where, where)
        self.show_place(place)
        if where == "looks":
            self._built[place].show_looks(True)  # type: ignore[attr-defined]
        elif place == "letters":
            self._built[place].show_part("exports" if where == "payments" else "queue")  # type: ignore[attr-defined]

    def show_claim(self, claim: str, *, section: str = "", takes_up: bool = False, in_new_tab: bool = False) -> None:
        """Open the claim desk on this claim, at this section; its review is taken up at once where that was asked.

        A claim that is open already comes to the front; with `in_new_tab` those that are open stay.
        """
        if self.place != "desk":
            self._came_from = self.place if self.place in self._rail.names() else "claims"
        desk = self.desks.show_claim(claim, in_new_tab=in_new_tab, section=section, takes_up=takes_up)
        if desk is not None:
            self.place = "desk"
            self._rail.mark(self._came_from)
            desk.head.show_way_back(self._rail.word_of(self._came_from))
            desk.setFocus()
            self._give_back(claim, desk, lambda: desk.page is not None)

    def _leave_claim(self) -> None:
        """Back to where the claim was opened; a list one goes on in stands on the claim, however it was found."""
        if self._came_from in ("work", "claims"):
            self._walked(self.claim).stand_on(self.claim)
        self.show_place(self._came_from)

    def show_in_tab(self, claim: str) -> None:
        """Open a claim beside those that are open."""
        self.show_claim(claim, in_new_tab=True)

    @property
    def claim(self) -> str:
        """The open claim whose tab is in front."""
        return self.desks.claim

    @property
    def desk(self) -> "ClaimDesk | None":
        """The claim desk whose tab is in front, once it was looked at."""
        return self.desks.desk

    def step_tab(self, by: int) -> None:
        """Go to the next or previous open claim, or back to the one in front from another place."""
        if self.place != "desk" and self.claim:
            self.show_claim(self.claim)
        else:
            self.desks.step(by)

    def _claims(self) -> "ClaimList":
        from reviewer.ui.claims.claim_list import ClaimList

        found = self._there("claims")
        assert isinstance(found, ClaimList)
        return found

    def _walked(self, claim: str) -> "ListPlace":
        """The list one goes on in from this claim: that of My work where it was opened there, else that of Claims."""
        work = self._built.get("work") if self._came_from == "work" else None
        if work is not None and work.walk.holds(claim):  # type: ignore[attr-defined]
            return work.walk  # type: ignore[attr-defined,no-any-return]
        return self._claims().place

    def _next_claim(self, by: int) -> None:
        if claim := self._walked(self.claim).neighbour(self.claim, by):
            self.show_claim(claim)

    # --- what can be done -------------------------------------------------------------------------------

    def bind_keys(self) -> None:
        """Let the keys in force act; those that acted before do not any more."""
        from reviewer.ui import window_actions

        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = window_actions.bind(self)

    def _bind_once(self) -> None:
        if not self._shortcuts:
            self.bind_keys()

    def offers(self) -> "Iterator[Action]":
        """What can be done wherever one is."""
        from reviewer.ui import window_actions

        return window_actions.offers(self)

    def offered(self) -> "list[Action]":
        """What can be done now, the nearest first: where the keyboard stands, in the place in view, everywhere."""
        from reviewer.ui.actions import offered_at

        place = self._stack.currentWidget() if self.sitting is not None else None
        return [*offered_at(self.focusWidget()), *offered_at(place)]

    def do(self, name: str) -> None:
        """Do what the window itself offers under this name."""
        for action in self.offers():
            if action.name == name:
                action.do()
                return

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        from reviewer.ui.key_sheet import KeySheet, acting
        from reviewer.ui.look import look_of

        place = "meetings" if self.place == "meeting" else self.place  # "meeting" is one that was begun
        here = acting([*self.offered(), *self.offers()], place if self.sitting is not None else "")
        KeySheet(look_of(self.preferences), self, here).open()

    def entries(self) -> "list[Entry]":
        """What the palette finds here besides claims."""
        from reviewer.ui.palette_buttons import everything

        return everything(self.offered(), self._stack.currentWidget(), self._built, self.go_to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field and no place wanted for itself."""
        from reviewer.ui.actions import press

        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def may_leave(self) -> bool:
        """Whether the case may be left now; while letters are issued, the person is asked."""
        letters: Any = self._built.get("letters")
        return letters is None or bool(letters.may_leave())

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was asked for is finished before the window goes."""
        if not self.may_leave():
            event.ignore()
            return
        self._kept_place.keep()
        self.closing.emit()
        super().closeEvent(event)
