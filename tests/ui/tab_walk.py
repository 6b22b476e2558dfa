"""A walk by Tab over a window: which controls it reaches, what each is called, and whether it ever stays stuck."""

import dataclasses

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from reviewer.ui.claim_desk.check_line import CheckLine

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
PARTS = (QComboBox, QAbstractSpinBox, QAbstractItemView)
"""What is inside these belongs to them."""
MOST, PATIENCE = 400, 8
"""Keys pressed at most, and keys after which a control holds the focus; a date has a stop for each of its parts."""


@dataclasses.dataclass(frozen=True)
class Walk:
    """What a walk found wrong, by the names of the controls; all empty on a good screen."""

    missed: tuple[str, ...]
    nameless: tuple[str, ...]
    stuck: str = ""
    faint: tuple[str, ...] = ()
    """Those that look the same with the keyboard and without."""

    @property
    def is_good(self) -> bool:
        """Whether every control was reached, has a name, shows the focus, and none held it."""
        return not (self.missed or self.nameless or self.stuck or self.faint)


def controls_of(window: QWidget) -> list[QWidget]:
    """Every control in view that can be used now."""
    return [one for one in window.findChildren(QWidget) if _is_control(one)]


def _is_control(one: QWidget) -> bool:
    if not isinstance(one, CONTROLS) or isinstance(one, QHeaderView):
        return False
    if not one.isVisible() or not one.isEnabled() or one.width() < 2 or one.height() < 2:
        return False
    if isinstance(one, QAbstractButton) and not one.isChecked() and any(other.isChecked() for other in _group_of(one)):
        return False  # arrows go through a group; Tab stops at the choice
    if not one.focusPolicy() & Qt.FocusPolicy.TabFocus and _keys_are_pressed_around(one):
        return False
    parent = one.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, PARTS):
            return False
        parent = parent.parentWidget()
    return True


def _keys_are_pressed_around(one: QWidget) -> bool:
    """Whether what it stands in takes the keyboard for it."""
    parent = one.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, CheckLine):
            return True
        parent = parent.parentWidget()
    return False


def _group_of(one: QAbstractButton) -> list[QAbstractButton]:
    group, parent = one.group(), one.parentWidget()
    if group is not None:
        return list(group.buttons()) if group.exclusive() else []
    if isinstance(one, QRadioButton) and parent is not None:
        return list(parent.findChildren(QRadioButton))
    return []


def _peers_of(one: QWidget | None) -> list[QAbstractButton]:
    """Arrows go to these from here."""
    return _group_of(one) if isinstance(one, QAbstractButton) else []


def name_of(one: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(one)
    said = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return str(said or one.accessibleName()).strip()


def shown_as(one: QWidget) -> str:
    """How a test names it."""
    return f"{type(one).__name__} {one.objectName() or '?'} “{name_of(one)}”"


def activate(window: QWidget) -> None:
    """Make it the active window: only there does a control look as if it has the keyboard.

    Qt's own waiting is content when a window below a dialog is the active one.
    """
    window.activateWindow()
    for _ in range(PATIENCE * 10):
        if window.isActiveWindow():
            return
        QTest.qWait(20)
    raise AssertionError(f"{window.objectName()} did not become the active window")


def walk(window: QWidget, *, without: frozenset[str] = frozenset(), back: bool = False) -> Walk:
    """Press Tab until the walk comes round, or Shift+Tab; `without` names objects that have a key of their own."""
    activate(window.window())
    wanted = [one for one in controls_of(window) if one.objectName() not in without]
    if window.focusWidget() is None and wanted:
        wanted[0].setFocus()
    seen, stayed, stuck, faint = [window.focusWidget()], 0, "", set[QWidget]()
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    for _ in range(MOST):
        here = window.focusWidget()
        if here is None:
            break
        before = picture_of(here)
        QTest.keyClick(here, key)
        now = window.focusWidget()
        if here in wanted and now is not here and picture_of(here) == before:
            faint.add(here)
        stayed = stayed + 1 if now is here else 0
        if stayed >= PATIENCE and len(wanted) > 1:
            stuck = shown_as(here)
        if stayed >= PATIENCE or (now in seen and now is not here):
            break
        seen.append(now)
    reached = {one for found in seen for one in (found, *_peers_of(found))}
    return Walk(
        tuple(shown_as(one) for one in wanted if one not in reached),
        tuple(shown_as(one) for one in wanted if not name_of(one)),
        stuck,
        tuple(shown_as(one) for one in wanted if one in faint),
    )


def picture_of(one: QWidget) -> QImage:
    """How it and what stands around it looks now."""
    area = QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()).adjusted(-3, -3, 3, 3)
    return one.window().grab(area).toImage()
