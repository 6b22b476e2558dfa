"""Compares what a screen reader is told of a window with what its widgets are: every name, role, state and value."""

from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from tests.ui.tab_walk import controls_of

Told = dict[str, Any]
PRESSED = frozenset({"push button", "check box", "radio button", "toggle button", "menu item", "link", "page tab",
                     "check menu item", "radio menu item", "combo box", "button", "popup menu"})  # fmt: skip
ROLES: tuple[tuple[type[QWidget], frozenset[str]], ...] = (
    (QCheckBox, frozenset({"check box"})),
    (QRadioButton, frozenset({"radio button"})),
    (QAbstractButton, PRESSED),
    (QComboBox, frozenset({"combo box"})),
    (QLineEdit, frozenset({"text", "password text", "entry"})),
    (QPlainTextEdit, frozenset({"text", "entry"})),
    (QTextEdit, frozenset({"text", "entry", "label"})),  # a label where it is only read
    (QAbstractSlider, frozenset({"slider", "scroll bar"})),
)
ROOM = frozenset({"filler", "unknown", "invalid", "frame"})
"""What takes the keyboard is more than these."""
NATIVE = frozenset({"qt_spinbox_lineedit"})
"""Parts of Qt's own fields: the field around them is told of."""


def faults(window: QWidget, told: list[Told], before: list[QWidget]) -> list[str]:
    """What is missing or wrong, in words; empty for a good window.

    `before` are the controls that were there when it was asked what is told: one that came or went meanwhile, as the
    line of the papers being read does, is not judged.
    """
    found = [f"no name: {_shown(one)}" for one in told if _needs_name(one) and not one["name"].strip()]
    found += [f"no role: {_shown(one)}" for one in told if one["role"] in ROOM and "focusable" in one["states"]]
    for widget in [one for one in controls_of(window) if one in before]:
        name = widget.objectName() or type(widget).__name__
        around = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
        heard = next((one for one in told if one.get("id") == name and QRect(*one["place"]).intersects(around)), None)
        if heard is None:
            found.append(f"not told: {type(widget).__name__} {name}")
        else:
            found += [f"{wrong}: {_shown(heard)}" for wrong in _wrong(widget, heard)]
    return found


def _needs_name(one: Told) -> bool:
    is_control = one["role"] in PRESSED or "focusable" in one["states"]
    return is_control and one["role"] != "table cell" and one.get("id") not in NATIVE


def _shown(one: Told) -> str:
    return f"{one['role']} {one.get('id', '')} {one['name']!r} {one['states']}"


def _wrong(widget: QWidget, heard: Told) -> list[str]:
    states = set(heard["states"])
    roles = next((roles for kind, roles in ROLES if isinstance(widget, kind)), None)
    checks = {"role": roles is None or heard["role"] in roles, "enabled": widget.isEnabled() == ("enabled" in states)}
    if isinstance(widget, QAbstractButton):
        checks["checked"] = widget.isChecked() == ("checked" in states)
        is_one_of = widget.isCheckable() and widget.group() is not None and widget.group().exclusive()
        checks["one of several"] = not is_one_of or heard["role"] == "radio button"
    elif isinstance(widget, QLineEdit):
        secret = widget.echoMode() is not QLineEdit.EchoMode.Normal
        checks["text"] = heard.get("text") == ("" if secret and not widget.text() else widget.text()[:300]) or secret
        checks["secret"] = secret == (heard["role"] == "password text")
        checks["read only"] = widget.isReadOnly() == ("read_only" in states)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        checks["text"] = heard.get("text") == widget.toPlainText()[:300]
        checks["read only"] = widget.isReadOnly() == ("read_only" in states)
    elif isinstance(widget, QAbstractSlider | QSpinBox):
        checks["value"] = heard.get("value") == widget.value()
    elif isinstance(widget, QComboBox):
        checks["value"] = widget.currentText() in (heard.get("text", ""), heard["name"])
    return [f"wrong {name}" for name, is_right in checks.items() if not is_right]
