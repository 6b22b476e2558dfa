"""Finds text that does not fit where it stands: labels, buttons, fields and what they ask for, heads and cells."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from reviewer.ui.breaks import BREAK
from reviewer.ui.claim_cells import CellDelegate
from reviewer.ui.claim_columns import EDGE
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import Button
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.wording import tr

SLACK = 1
"""Pixels that rounding may take."""
BESIDE = 2
"""Pixels that Qt leaves at each side of the text of a field (`QLineEditPrivate`)."""
WRITTEN = (
    "Name / representative",
    "Representative",
    "Address",
    "Name",
    "Trade name",
    "Claimant",
    "Account holder",
    "Note",
    "Sector",
    "Services",
)
"""Heads of columns that hold what people wrote or long words of the plan; the others hold a short word of ours."""


def clipped(window: QWidget, *, may_end: bool = False) -> list[str]:
    """What is cut off, in words; a line that ends in … and says the whole in its tip is not.

    A button does both by itself where it must; that is a fault unless buttons `may_end` so. Then
    placeholders and cells of tables may too, and are not looked into.
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
        yield from _of_header(widget, may_end)
    elif isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit) and not may_end:
        yield from _of_placeholder(widget)
    elif isinstance(widget, QTableView) and not may_end:
        yield from _of_cells(widget)
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
    text = combo.currentText() or combo.placeholderText()
    needed = combo.fontMetrics().horizontalAdvance(text)
    if needed > field.width() + SLACK and not isinstance(combo, NarrowChoice):
        yield text, f"{needed} wide in {field.width()}"


def _of_placeholder(field: QLineEdit | QTextEdit | QPlainTextEdit) -> Iterator[tuple[str, str]]:
    """What an empty field asks for; a field of several lines breaks it."""
    text = field.placeholderText()
    if isinstance(field, QLineEdit):
        if field.text():
            return
        option, margins = QStyleOptionFrame(), field.textMargins()
        field.initStyleOption(option)
        room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
        room -= margins.left() + margins.right() + 2 * BESIDE
        needed = field.fontMetrics().horizontalAdvance(text)
        if needed > room + SLACK:
            yield text, f"asked for in {room}, {needed} wide"
    elif not field.toPlainText():
        edge = int(field.document().documentMargin())
        room = field.viewport().rect().adjusted(edge, edge, -edge, -edge)
        whole = field.fontMetrics().boundingRect(QRect(0, 0, room.width(), 9999), Qt.TextFlag.TextWordWrap, text)
        if whole.height() > room.height() + SLACK or whole.width() > room.width() + SLACK:
            yield text, f"asked for in {room.width()} x {room.height()}, {whole.width()} x {whole.height()}"


def _of_header(header: QHeaderView, may_end: bool) -> Iterator[tuple[str, str]]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        needed = header.sectionSizeFromContents(section).width()
        if header.isSortIndicatorShown() and section != header.sortIndicatorSection():
            needed -= header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize, None, header)  # reckoned for all
        tip = model.headerData(section, header.orientation(), int(Qt.ItemDataRole.ToolTipRole))
        table = header.parentWidget()
        gives_way = isinstance(table, LinesTable) and section == table._wide  # the others are as wide as their heads
        if needed > header.sectionSize(section) + SLACK and not (tip and (may_end or gives_way)):
            text = str(model.headerData(section, header.orientation(), int(Qt.ItemDataRole.DisplayRole)) or "")
            yield text, f"{needed} wide in {header.sectionSize(section)}"


def _of_cells(table: QTableView) -> Iterator[tuple[str, str]]:
    """Cells in view that end in … say the whole in the tip; our own words do not end so where others have room left."""
    model, free = table.model(), {tr(head) for head in WRITTEN}
    columns = [place for place in range(model.columnCount()) if not table.isColumnHidden(place)] if model else []
    places = {row: table.visualRect(model.index(row, columns[0])) for row in range(model.rowCount())} if columns else {}
    rows = [row for row, at in places.items() if at.bottom() >= 0 and at.top() < table.viewport().height()]
    wide = {(row, place): _cell_width(table, model.index(row, place)) for row in rows for place in columns}
    left = {
        place: table.columnWidth(place)
        - max([table.horizontalHeader().sectionSizeHint(place), *(wide[row, place] for row in rows)])
        for place in columns
    }
    for (row, place), needed in wide.items():
        lacks = needed - table.columnWidth(place)
        if lacks <= SLACK:
            continue
        cell = model.index(row, place)
        text, tip = str(cell.data()), str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")
        head = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        room = max(0, table.viewport().width() - table.horizontalHeader().length()) + sum(
            max(one, 0) for one in left.values()
        )
        if text not in tip:
            yield text, f"cell under {head!r}: {needed} wide in {table.columnWidth(place)}, no tip"
        elif head not in free and room >= lacks:
            yield text, f"cell under {head!r}: {needed} wide in {table.columnWidth(place)}, {room} left in others"


def _cell_width(table: QTableView, index: QModelIndex) -> int:
    """The width that a cell needs, in pixels."""
    if index.data() in (None, "") or table.indexWidget(index) is not None:
        return 0
    delegate = table.itemDelegateForIndex(index)
    if isinstance(delegate, CellDelegate):
        return max(map(table.fontMetrics().horizontalAdvance, str(index.data()).split("\n"))) + 2 * EDGE
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    return delegate.sizeHint(option, index).width()
