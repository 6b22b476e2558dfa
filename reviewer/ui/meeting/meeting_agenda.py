"""The agenda at the left of the meeting: first items, consent list, discussion list, fixed lists, closed items."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.meetings import DECIDING
from reviewer.ui import keys
from reviewer.ui.look import Look
from reviewer.ui.meeting.meeting_item import item_title
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage
from reviewer.ui.parts import OneOf, button, empty, label, plane
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class Agenda(QWidget):
    """One button an item; the item in view is marked by ground, weight and colour, a closed one by its result."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        """Empty until a meeting is shown."""
        super().__init__()
        self.setObjectName("agenda")
        self.setAccessibleName(tr("Agenda"))
        self._look = look
        self._group = OneOf(self)
        self._buttons: dict[str, QPushButton] = {}
        self._texts: dict[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = plane("raised")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(8, 16, 8, 16)
        self._body.setSpacing(2)
        self._scroll.setWidget(inside)
        layout.addWidget(self._scroll)
        self._legend: list[tuple[QWidget, tuple[str, ...]]] = []
        layout.addWidget(self._keys())

    def _keys(self) -> QWidget:
        """The keys of the meeting, always in view."""
        found = QWidget()
        grid = QGridLayout(found)
        grid.setContentsMargins(16, 8, 8, 12)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(12)
        opening, closing, votes = "OPENING", "CLOSING", ""
        lines = (
            ("1 – 9", tr("a member's vote"), (votes,)),
            ("1 – 9", tr("here or absent"), (opening,)),
            (keys.shown("vote_rest_for"), tr("the rest for"), (votes,)),
            (keys.shown("vote_rest_for"), tr("everybody is here"), (opening,)),
            (keys.shown("amounts"), tr("vote on amounts"), (votes,)),
            (keys.shown("pull_out"), tr("pull out"), (votes,)),
            (keys.shown("hold_over"), tr("hold over"), (votes,)),
            (keys.shown("statement_for_minutes"), tr("statement"), (votes,)),
            (keys.shown("record"), tr("record"), (opening, votes)),
            (keys.shown("record"), tr("close the meeting"), (closing,)),
            (keys.shown("previous_page"), tr("item before"), (opening, closing, votes)),
            (keys.shown("next_page"), tr("item after"), (opening, closing, votes)),
            (keys.shown("undo"), tr("undo"), (votes,)),
        )
        for place, (key, what, at) in enumerate(lines):
            said = label(key, size=12, bold=True), label(what, size=12, tone="soft", wrap=True)
            for column, one in enumerate(said):
                grid.addWidget(one, place, column, Qt.AlignmentFlag.AlignTop)
                self._legend.append((one, at))
        grid.setColumnStretch(1, 1)
        return found

    def wear(self, look: Look) -> None:
        """Go on in another text size."""
        self._look = look
        self._end_in_time()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds more of an item's words, or less."""
        super().resizeEvent(event)
        self._end_in_time()

    def _end_in_time(self) -> None:
        measure, room = self.fontMetrics(), max(self.width() - self._look.px(48), self._look.px(144))
        for key, one in self._buttons.items():
            one.setText(measure.elidedText(self._texts[key], Qt.TextElideMode.ElideRight, room))

    def show_agenda(self, page: MeetingPage, current: str) -> None:
        """Show the items of a meeting and mark the one in view."""
        for old in self._buttons.values():
            self._group.removeButton(old)
        self._buttons.clear()
        empty(self._body)
        for title, items in _groups(page):
            if not items:
                continue
            head = label(title, size=12, tone="soft", bold=True)
            head.setContentsMargins(8, 8, 0, 4)
            self._body.addWidget(head)
            for item in items:
                self._body.addWidget(self._button(item, page))
        self._body.addStretch()
        self._end_in_time()
        self.mark(current)

    def _button(self, item: Item, page: MeetingPage) -> QPushButton:
        text = item_title(item, page)
        said = text
        if item.closed is not None:
            passed = item.closed.result in DECIDING
            number = item.closed.number
            text = f"{'○' if passed else '✕'} {number or tr('Not passed')}  {text}"
            said = f"{tr('Passed') if passed else tr('Not passed')}, {said}"
        found = button(f"item_{item.key}", text, lambda: self.chosen.emit(item.key), role="item", says=said)
        set_tip(found, text)
        self._group.add(found)
        self._buttons[item.key], self._texts[item.key] = found, text
        return found

    def mark(self, key: str) -> None:
        """Show which item is in view, and the keys that act there."""
        for one, at in self._legend:
            one.setVisible((key if key in ("OPENING", "CLOSING") else "") in at)
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self._scroll.ensureWidgetVisible(self._buttons[key])


def _groups(page: MeetingPage) -> Iterator[tuple[str, list[Item]]]:
    def still(*kinds: str) -> list[Item]:
        return [item for item in page.items if item.kind in kinds and item.closed is None]

    yield tr("First"), still("OPENING", "RULES", "CHAIR")
    yield tr("Challenges"), still("CHALLENGE")
    yield tr("Consent list"), still("CONSENT")
    yield tr("Discussion list"), still("CLAIM")
    yield tr("Fixed amounts"), still("FIXED_LIST")
    yield tr("Closing of the case"), still("MOTION")
    yield tr("Corrections"), still("CORRECTION")
    yield tr("Closed"), [item for item in page.items if item.closed is not None]
    yield tr("End"), still("CLOSING")


def neighbour(page: MeetingPage, key: str, by: int) -> str:
    """The item before or after this one; the same at the ends, empty without items."""
    order = [item.key for _, items in _groups(page) for item in items]
    if not order:
        return ""
    place = order.index(key) if key in order else 0
    return order[min(max(place + by, 0), len(order) - 1)]
