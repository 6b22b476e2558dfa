"""Several claims open at once: each on a desk of its own behind a tab, never one of them twice."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.parts import as_it_is, banner, line, restyle
from reviewer.ui.place_stack import PlaceStack
from reviewer.ui.sitting import Sitting
from reviewer.ui.spare_desks import SpareDesks
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.claim_desk.claim_desk import ClaimDesk

MOST = 6
"""So many claims are open at once; each holds the paper in view in memory."""
KEPT_AS = "desks"
"""The form under which a person's tabs are kept among the drafts of no claim."""


class Desks(QWidget):
    """The row of tabs; the desks themselves stand in the stack of the window. A desk is made when it is looked at."""

    left = Signal()
    moved = Signal(int)
    open_claim = Signal(str)
    wanted = Signal(str)
    """A tab was chosen: its claim is to be brought into view."""
    makes_room = Signal()
    """A desk is about to come into view; what stands around it takes less room."""

    def __init__(self, sitting: Sitting, stack: PlaceStack, place_of: Callable[[str], tuple[int, int]]) -> None:
        """`place_of` says which of how many claims of the list a claim is."""
        super().__init__()
        self.setObjectName("desks")
        self._sitting, self._stack, self._place_of = sitting, stack, place_of
        self._claims: list[str] = []
        self._names: dict[str, str] = {}
        self._made: list[ClaimDesk | None] = []
        self._knows_before = False
        self.spare = SpareDesks(self._begin, stack, self)
        self.tabs = QTabBar()
        self.tabs.setObjectName("desk_tabs")
        self.tabs.setProperty("away", False)
        self.tabs.setAccessibleName(tr("Open claims"))
        self.tabs.setTabsClosable(True)
        self.tabs.setMovable(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.installEventFilter(self)
        for scrolls, says in zip(
            self.tabs.findChildren(QToolButton), (tr("To the left"), tr("To the right")), strict=True
        ):
            scrolls.setAccessibleName(says)
        self.tabs.tabBarClicked.connect(lambda at: self._turned(at) if at == self.tabs.currentIndex() else None)
        self.tabs.tabMoved.connect(self._moved_tab)
        self.tabs.currentChanged.connect(self._turned)
        self.tabs.tabCloseRequested.connect(self.close_tab)
        self.said = banner("", "wait")
        self.said.setObjectName("desks_said")
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.said)
        layout.addWidget(line())
        self._turning = self._is_left = False
        self._show_row()

    # --- what is open -------------------------------------------------------------------------------------

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that are open, from left to right."""
        return tuple(self._claims)

    @property
    def claim(self) -> str:
        """The claim whose tab is in front; empty for none."""
        at = self.tabs.currentIndex()
        return self._claims[at] if 0 <= at < len(self._claims) else ""

    @property
    def desk(self) -> "ClaimDesk | None":
        """The desk whose tab is in front, once it was looked at."""
        at = self.tabs.currentIndex()
        return self._made[at] if 0 <= at < len(self._made) else None

    def made(self) -> list[tuple[str, "ClaimDesk"]]:
        """The claims whose desks were looked at, each with its desk."""
        return [(claim, desk) for claim, desk in zip(self._claims, self._made, strict=True) if desk is not None]

    def show_claim(
        self, claim: str, *, in_new_tab: bool, section: str = "", takes_up: bool = False
    ) -> "ClaimDesk | None":
        """Bring a claim into view: at its tab if it is open, else in the tab in front or a new one.

        None where there is no room for one more.
        """
        self.said.hide()
        if claim not in self._claims:
            if in_new_tab and len(self._claims) >= MOST:
                self._say_full()
                return None
            if in_new_tab or not self._claims:
                self._add(claim, "")
            else:
                self._claims[self.tabs.currentIndex()] = claim
        at = self._claims.index(claim)
        self._turn(at)
        self.set_away(False)
        desk = self._desk_at(at)
        desk.takes_up, desk.opens_at = claim if takes_up else "", section
        desk.show_claim(claim)
        self.tell_place()
        self._name(at)
        self._keep()
        return desk

    def _say_full(self) -> None:
        key = keys.shown("close_tab")
        self.said.setText(tr("{n} claims are open. Close one of them first ({key}).", n=MOST, key=key))
        self.said.show()
        self._show_row()

    def _add(self, claim: str, name: str) -> None:
        self._claims.append(claim)
        self._names.setdefault(claim, name)
        self._made.append(None)
        self._turning = True
        self.tabs.addTab(claim)
        self._turning = False

    def _begin(self) -> "ClaimDesk":
        from reviewer.ui.claim_desk.claim_desk import ClaimDesk

        desk = ClaimDesk(self._sitting, self._stack)
        desk.left.connect(self.left)
        desk.moved.connect(self.moved)
        desk.open_claim.connect(self.open_claim)
        desk.named.connect(self._named)
        return desk

    def _desk_at(self, at: int) -> "ClaimDesk":
        desk = self._made[at]
        if desk is None:
            self._made[at] = desk = self.spare.take()
            if self._stack.indexOf(desk) < 0:
                self._stack.addWidget(desk)
        self._stack.turn_to(desk, self._make_room)
        for other in self._made:
            if other is not None and other is not desk:
                other.rest()
        return desk

    def _make_room(self) -> None:
        self._show_row()
        self.makes_room.emit()

    # --- the row of tabs ----------------------------------------------------------------------------------

    def _named(self, claim: str, name: str) -> None:
        self._names[claim] = name
        if claim in self._claims:
            self._name(self._claims.index(claim))

    def _name(self, at: int) -> None:
        claim = self._claims[at]
        text = " · ".join(filter(None, (claim, self._names.get(claim, ""))))
        self.tabs.setTabText(at, as_it_is(text))
        self.tabs.setTabToolTip(at, text)
        self.tabs.setAccessibleTabName(at, text)
        closing = self.tabs.tabButton(at, QTabBar.ButtonPosition.RightSide)
        closing.setObjectName("desk_tab_close")
        closing.installEventFilter(self)
        closing.setAccessibleName(tr("Close {claim}", claim=text))
        set_tip(closing, f"{closing.accessibleName()}  {keys.shown('close_tab')}")

    def _show_row(self) -> None:
        """One claim alone needs no tab."""
        self.setVisible(len(self._claims) > 1 or not self.said.isHidden())

    def tell_place(self) -> None:
        """Say at the head of the claim in view which of how many it is."""
        if self.desk is not None and not self._is_left:
            self.desk.head.show_place(*self._place_of(self.claim))

    def tell_place_later(self) -> None:
        """Say it once a list that changed is known."""
        QTimer.singleShot(0, self, self.tell_place)

    def set_away(self, is_away: bool) -> None:
        """Another place is in view: no tab looks as if its claim were."""
        if self.tabs.property("away") != is_away:
            restyle(self.tabs, away=is_away)

    def _turn(self, at: int) -> None:
        self._turning = True
        self.tabs.setCurrentIndex(at)
        self._turning = False

    def _turned(self, at: int) -> None:
        """A tab was chosen, or the one in front while another place is in view."""
        if self._turning or not 0 <= at < len(self._claims):
            return
        desk = self._made[at]
        if desk is None or self._stack.currentWidget() is not desk:
            self.wanted.emit(self._claims[at])

    def _moved_tab(self, before: int, now: int) -> None:
        """A tab was dragged past another one: the claims stand in the order of their tabs."""
        self._claims.insert(now, self._claims.pop(before))
        self._made.insert(now, self._made.pop(before))
        self._keep()

    def step(self, by: int) -> None:
        """Go to the next or previous tab, round the ends."""
        if self._claims:
            self.wanted.emit(self._claims[(self.tabs.currentIndex() + by) % len(self._claims)])

    def close_tab(self, at: int | None = None) -> None:
        """Close a tab, or the one in front; what was typed there stays a draft, and its papers leave the memory."""
        at = self.tabs.currentIndex() if at is None else at
        if not 0 <= at < len(self._claims):
            return
        desk = self._made.pop(at)
        was_in_view = desk is not None and self._stack.currentWidget() is desk
        del self._claims[at]
        self._turning = True
        self.tabs.removeTab(at)
        self._turning = False
        self.said.hide()
        self._keep()
        if was_in_view and self._claims:
            self.wanted.emit(self.claim)
        elif was_in_view:
            self.left.emit()
        self._show_row()
        if desk is not None:
            desk.leave()
            self.spare.put_by(desk)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The middle button closes a tab; the second half of a double click never closes the one that came there."""
        if event.type() == QEvent.Type.MouseButtonDblClick and watched is not self.tabs:
            return True
        is_release = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if watched is self.tabs and is_release and event.button() == Qt.MouseButton.MiddleButton:  # type: ignore[attr-defined]
            self.close_tab(self.tabs.tabAt(event.position().toPoint()))  # type: ignore[attr-defined]
            return True
        return super().eventFilter(watched, event)

    # --- kept across windows and restarts -----------------------------------------------------------------

    def restore(self, claims: Sequence[tuple[str, str]], in_front: str) -> None:
        """Put up the tabs of these claims, number and name, behind those that are open already."""
        self._knows_before, are_open = True, bool(self._claims)
        for claim, name in claims[: MOST - len(self._claims)]:
            if claim not in self._claims:
                self._add(claim, name)
                self._name(len(self._claims) - 1)
        if self.desk is None and in_front in self._claims:
            self._turn(self._claims.index(in_front))
        if are_open:
            self._keep()
        self._show_row()

    def open_again(self, before: "Desks | None") -> None:
        """Put up the tabs of the desks before these, or those this person left open here the last time."""
        person = self._sitting.person
        if before is not None and before._knows_before:
            self.restore(before.named(), before.claim)
        elif person:
            self._sitting.read(
                lambda conn: read_tabs(conn, person), then=lambda found: self.restore(*found),
                otherwise=_unexpected, owner=self,
            )  # fmt: skip

    def named(self) -> list[tuple[str, str]]:
        """The claims that are open, number and name."""
        return [(claim, self._names.get(claim, "")) for claim in self._claims]

    def _keep(self) -> None:
        """Write which claims are open, once those of the last time are known: a claim opened at once drops none."""
        person = self._sitting.person
        if not self._knows_before or not person or not self._sitting.case_file.is_writing:
            return
        content = json.dumps({"claims": self._claims, "in_front": self.claim})
        saved_at = self._sitting.now().isoformat()

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            desk_notes.keep_draft(conn, person, "", KEPT_AS, content, saved_at)

        self._sitting.note(work, owner=self)

    def leave(self) -> None:
        """Write the drafts and close the papers of every desk."""
        self._is_left = True
        for desk in self._made:
            if desk is not None:
                desk.leave()


def read_tabs(conn: Any, person: str) -> tuple[list[tuple[str, str]], str]:
    """The claims a person had open, number and name, and the one in front; without those they stepped aside from."""
    from reviewer.casefile import desk_notes, recent_claims

    kept = json.loads(desk_notes.drafts_of(conn, person, "").get(KEPT_AS, "{}"))
    found = recent_claims.named_claims(conn, person, kept.get("claims", []), MOST)
    return [(one.claim, one.trade_name) for one in found], str(kept.get("in_front", ""))


def _unexpected(fault: BaseException) -> None:
    raise fault
