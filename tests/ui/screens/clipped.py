"""Finds text that does not fit where it stands: labels, buttons, fields to choose from, heads of columns."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from reviewer.ui.breaks import BREAK
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import Button

SLACK = 1
"""Pixels that rounding may take."""


def clipped(window: QWidget, *, may_end: bool = False) -> list[str]:
    """What is cut off, in words; a line that ends in … and says the whole in its tip is not.

    A button does both by itself where it must; that is a fault unless buttons `may_end` so.
    """
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is window.window() and widget.width() > 0:
            found += [
                f"{type(widget).__name__} {_name(widget)} {text[:70]!r}: {why}" for text, why in _of(widget, may_end)
            ]
    small = window.minimumSizeHint()
    if small.width() > window.width() + SLACK or small.height() > window.height() + SLACK:
        found.append(f"window {_name(window)}: needs {small.width()} x {small.height()}")
    return found


def _name(widget: QWidget) -> str:
    one: QWidget | None = widget
    while one is not None and not one.objectName():
        one = one.parentWidget()
    return one.objectName() if one is not None else "?"


def _of(widget: QWidget, may_end: bool) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QPushButton | QToolButton | QCheckBox | QRadioButton):
        yield from _of_button(widget, may_end)
    elif isinstance(widget, QComboBox):
        yield from _of_combo(widget)
    elif isinstance(widget, QHeaderView):
        yield from _of_header(widget)
    elif isinstance(widget, QListWidget) and widget.horizontalScrollBar().maximum() > 0:
        yield widget.item(0).text(), "the list scrolls sideways"


def _is_elided(text: str, widget: QWidget) -> bool:
    return "…" in text and bool(widget.toolTip())


def _of_label(label: QLabel) -> Iterator[tuple[str, str]]:
    text = label.text()
    if not text.strip() or _is_elided(text, label):
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            yield text, f"{needed} high in {label.height()}"
        margins = label.contentsMargins()
        room = label.width() - margins.left() - margins.right()
        longest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in re.split(rf"[\s{BREAK}]", text)), default=0
        )
        if longest > room + SLACK and not label.toolTip():
            yield text, f"a word is {longest} wide in {room}"
    elif label.sizeHint().width() > label.width() + SLACK:
        yield text, f"{label.sizeHint().width()} wide in {label.width()}"
    elif label.sizeHint().height() > label.height() + SLACK:
        yield text, f"{label.sizeHint().height()} high in {label.height()}"


def _of_button(button: QAbstractButton, may_end: bool) -> Iterator[tuple[str, str]]:
    text = button.text()
    if not text.strip() or _is_elided(text, button):
        return
    if isinstance(button, QToolButton) and not button.icon().isNull():
        return  # an icon alone
    if isinstance(button, Button) and (may_end or button.toolTip() not in ("", text)):
        return  # it ends in …, and says the whole in its tip
    if isinstance(button, QCheckBox) and button.toolTip() == text:
        return
    needed = button.sizeHint()
    if needed.width() > button.width() + SLACK:
        yield text, f"{needed.width()} wide in {button.width()}"
    if needed.height() > button.height() + 2 * SLACK:
        yield text, f"{needed.height()} high in {button.height()}"


def _of_combo(combo: QComboBox) -> Iterator[tuple[str, str]]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if needed > field.width() + SLACK and not isinstance(combo, NarrowChoice):
        yield combo.currentText(), f"{needed} wide in {field.width()}"


def _of_header(header: QHeaderView) -> Iterator[tuple[str, str]]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        needed = header.sectionSizeFromContents(section).width()
        tip = model.headerData(section, header.orientation(), int(Qt.ItemDataRole.ToolTipRole))
        if needed > header.sectionSize(section) + SLACK and not tip:
            text = str(model.headerData(section, header.orientation(), int(Qt.ItemDataRole.DisplayRole)) or "")
            yield text, f"{needed} wide in {header.sectionSize(section)}"
