"""The small parts windows are made of: labels, buttons, lines and folding sections, each with its name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.announcing import Told
from reviewer.ui.icons import icon
from reviewer.ui.look import Look
from reviewer.ui.tips import set_tip

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier

EDGE = 40
"""Pixels the frame of a window takes, and what stays visible beside it."""
ICON_GAP = 4
"""Pixels Qt leaves between the icon of a button and its words."""


def label(
    text: str, *, size: int = 13, tone: str = "", bold: bool = False, wrap: bool = False, told: bool = False
) -> QLabel:
    """A label in one of the four text sizes; `tone` is soft, good, wait, bad or accent. Plain text only.

    A label that is `told` is spoken by a screen reader when its words change.
    """
    found = Told(text) if told else QLabel(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    if size != 13:
        found.setProperty("textsize", str(size))
    if tone:
        found.setProperty("tone", tone)
    if bold:
        found.setProperty("weight", "bold")
    if wrap:
        found.setWordWrap(True)
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return found


def banner(text: str, tone: str) -> QLabel:
    """A line on a tinted ground that stands beside what it is about; a screen reader speaks it when it changes."""
    found = label(text, wrap=True, told=True)
    found.setProperty("banner", tone)
    return found


class Button(QPushButton):
    """A button that Enter presses too, on every system; words that do not fit end in … and stand whole in the tip."""

    _tells_itself = False
    """Whether the tip holds the words of the button, for want of another one."""
    _fits: tuple[str, int, int, int] | None = None
    """The words, width, size of letters and icon at which all of it was seen to fit."""

    acts = False
    """Whether a press carries something out: of a double click only the first half presses then.

    The second one would carry out what has come in its place meanwhile, such as the next claim.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Any other button is pressed twice, as one that goes on page by page."""
        if not self.acts:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & HELD and self.isEnabled():
            if not event.isAutoRepeat():  # a key that is held down presses once
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt would cut the words off at both ends; a letter alone always fits."""
        asked = self.text(), self.width(), self.font().pixelSize(), self.icon().cacheKey()
        if len(self.text()) == 1 or asked == self._fits:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not option.icon.isNull():
            room -= option.iconSize.width() + ICON_GAP
        whole = self.text()
        option.text = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
        is_cut = option.text != whole
        self._fits = None if is_cut else asked
        if self._tells_itself or (is_cut and not self.toolTip()):
            self._tells_itself = is_cut
            set_tip(self, whole if is_cut else "")


def button(
    name: str,
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    role: str = "",
    says: str = "",
    look: Look | None = None,
    picture: str = "",
    acts: bool = False,
) -> QPushButton:
    """A button with its object name and accessible name; `role` is primary, link, chip, tile, fold, rail or answer.

    One that is primary, or `acts`, carries something out.
    """
    found = Button(text)
    found.acts = acts or role == "primary"
    found.setObjectName(name)
    found.setAccessibleName(says or text)
    if role:
        found.setProperty("role", role)
    if picture and look is not None:
        colour = "accent-ink" if role == "primary" else "ink-soft"
        found.setIcon(icon(picture, look, colour))
        found.setIconSize(QSize(look.px(20), look.px(20)))
    if pressed is not None:
        found.clicked.connect(lambda *_: pressed())
    return found


class OneOf(QButtonGroup):
    """Buttons of which one is chosen, told as such; Tab stops at it alone, arrows go through the others."""

    def __init__(self, parent: QObject) -> None:
        """Of none at first."""
        super().__init__(parent)
        self.buttonToggled.connect(lambda _, is_on: self._let_tab_come() if is_on else None)

    def add(self, *buttons: QPushButton) -> None:
        """Add buttons; until one is chosen, Tab stops at the first."""
        for one in buttons:
            one.setCheckable(True)
            one.setAutoExclusive(True)  # else it is told as a check box
            self.addButton(one)
        self._let_tab_come()

    def choose_none(self) -> None:
        """As before a choice."""
        self.setExclusive(False)
        for one in self.buttons():
            one.setChecked(False)
        self.setExclusive(True)
        self._let_tab_come()

    def _let_tab_come(self) -> None:
        stop = self.checkedButton() or next(iter(self.buttons()), None)
        for one in self.buttons():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus)


def as_it_is(text: str) -> str:
    """A text for a button or a menu in which & stands as it is, and underlines nothing."""
    return text.replace("&", "&&")


def may_shrink(widget: QWidget) -> QWidget:
    """Let a long text give way to its column; the whole of it stands in the tip."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    if not widget.toolTip():
        set_tip(widget, widget.accessibleName())
    return widget


def line(vertical: bool = False) -> QFrame:
    """The thin line between two surfaces."""
    found = QFrame()
    found.setProperty("line", "v" if vertical else "h")
    return found


def plane(kind: str) -> QWidget:
    """An empty surface: ground, surface or raised."""
    found = QWidget()
    found.setProperty("plane", kind)
    found.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return found


def column(parent: QWidget, margins: int = 0, spacing: int = 0) -> QVBoxLayout:
    """A layout from top to bottom."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    return layout


def row(*, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """A layout from left to right."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def things_in(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """What lies in a layout, in its order; a layout inside is given as such.

    Each is asked where it lies, never the layout for its items: Python keeps every item it was given as long as the
    layout is there, and a widget that is made where Qt freed one brings the program down when it goes away.
    """
    around, direct = layout.parentWidget(), Qt.FindChildOption.FindDirectChildrenOnly
    widgets = around.findChildren(QWidget, options=direct) if around is not None else []
    parts: list[QWidget | QLayout] = [*widgets, *layout.findChildren(QLayout, options=direct)]
    placed = ((layout.indexOf(one), one) for one in parts)
    yield from (one for place, one in sorted(placed, key=lambda one: one[0]) if place >= 0)


def take_out(layout: QLayout, widget: QWidget) -> None:
    """Take a widget out of a layout and hide it; the item that held it goes."""
    item = layout.takeAt(layout.indexOf(widget))
    if item is not None:
        shiboken6.delete(item)
    widget.hide()


@contextmanager
def laid_out_once(*parts: QWidget) -> Iterator[None]:
    """Let what changes in these parts be laid out once, afterwards.

    Where a part is shown, Qt lays out everything above it at once, each time anew.
    """
    held = []
    for one in parts:
        above: QWidget | None = one
        while above is not None and (layout := above.layout()) is not None:
            if layout.isEnabled():
                layout.setEnabled(False)
                held.append(layout)
            above = above.parentWidget()
    try:
        yield
    finally:
        for layout in held:
            layout.setEnabled(True)


def take_from(layout: QLayout, place: int) -> None:
    """Take what lies at this place out of a layout, for good."""
    item = layout.takeAt(place)
    if item is None:
        return
    widget, inner = item.widget(), item.layout()
    if item is not inner:
        shiboken6.delete(item)
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif inner is not None:
        empty(inner)


def empty(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while layout.count():
        take_from(layout, 0)


class Fold(QWidget):
    """A section with a head that folds it; the head can carry a short state such as "6 of 13"."""

    opening = Signal()
    """It is about to be seen: the moment to fill it."""
    opened = Signal(bool)

    def __init__(self, name: str, title: str, body: QWidget, *, is_open: bool = False) -> None:
        """`body` is what folds away."""
        super().__init__()
        self.title, self._state = title, ""
        self.head = button(f"fold_{name}", title, role="fold")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the body says how wide it is
        self.head.toggled.connect(self._fold)
        self.body = body
        layout = column(self)
        layout.addWidget(self.head)
        layout.addWidget(body)
        self.head.setChecked(is_open)
        self._fold(is_open)

    def _fold(self, is_open: bool) -> None:
        if is_open:
            self.opening.emit()
        self.body.setVisible(is_open)
        self._say()
        self.opened.emit(is_open)

    def set_open(self, is_open: bool) -> None:
        """Open or fold the section."""
        self.head.setChecked(is_open)

    def set_state(self, state: str) -> None:
        """Show a short state behind the title."""
        self._state = state
        self._say()

    def _say(self) -> None:
        mark = "▾" if self.head.isChecked() else "▸"
        self.head.setText(f"{mark}  {self.title}" + (f"   {self._state}" if self._state else ""))
        self.head.setAccessibleName(f"{self.title} {self._state}".strip())


def open_at(window: QWidget, wide: int, high: int) -> None:
    """Give a window this size, as far as the one it lies over has room: large text wants more than a small one has."""
    over = window.parentWidget()
    room = over.window().size() if over is not None else window.screen().availableSize()
    window.resize(min(wide, room.width() - EDGE), min(high, room.height() - EDGE))


def fit_height(window: QWidget, most: int) -> None:
    """Make a window as high as what it holds wants, at most `most` pixels and as far as there is room; never lower."""
    layout, wide = window.layout(), window.width()
    assert layout is not None
    wanted = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    open_at(window, wide, max(min(wanted, most), window.height()))


def wrapped(found: QListWidget) -> QListWidget:
    """A list whose long lines break; it never scrolls sideways."""
    found.setWordWrap(True)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return found


def without_default(dialog: QDialog) -> None:
    """Enter in a field presses no button of the dialog by itself, least of all Cancel."""
    for one in dialog.findChildren(QPushButton):
        one.setAutoDefault(False)
