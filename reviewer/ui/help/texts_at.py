"""What stands at a control in view: its words, and of a table the row in focus and the heads of the columns."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTabBar, QTableView, QTreeView, QWidget

from reviewer.ui.help.terms import APART, Term, found_in
from reviewer.ui.wording import language

REACH = 4
"""So many steps outwards are looked at; beyond stands the whole place with all its words."""


def terms_at(widget: QWidget | None) -> list[Term]:
    """The words of the field that stand at a control, then in what is around it, nearest first."""
    texts: list[str] = []
    steps = 0
    while widget is not None and not widget.isWindow() and steps < REACH:
        if isinstance(widget, QAbstractItemView):
            texts += map(APART.join, (_row(widget), _heads(widget)))
        texts.append(APART.join(_texts(widget)))
        widget, steps = widget.parentWidget(), steps + 1
    return found_in(texts, language())


def _texts(widget: QWidget) -> list[str]:
    """What a control and everything in view inside it say."""
    window = widget.window()
    parts = (part for part in widget.findChildren(QWidget) if part.window() is window and part.isVisibleTo(window))
    return [text for part in (widget, *parts) for text in _said(part)] + [widget.toolTip()]


def _said(part: QWidget) -> Iterator[str]:
    yield part.accessibleName()
    for name in ("text", "title", "placeholderText", "currentText"):
        said = getattr(part, name, None)
        if callable(said) and isinstance(text := said(), str):
            yield text
    if isinstance(part, QTabBar):
        yield from (part.tabText(place) for place in range(part.count()))
    elif isinstance(part, QAbstractItemView) and not isinstance(part, QHeaderView):
        yield from _row(part)
        yield from _heads(part)


def _columns(view: QAbstractItemView) -> list[int]:
    if isinstance(view, QListView):
        return [view.modelColumn()]
    found = range(view.model().columnCount(view.rootIndex())) if view.model() is not None else ()
    if isinstance(view, QTableView | QTreeView):
        return [column for column in found if not view.isColumnHidden(column)]
    return list(found)


def _row(view: QAbstractItemView) -> list[str]:
    """The cells of the row in focus, the one in focus first."""
    at = view.currentIndex()
    if not at.isValid():
        return []
    cells = (at, *(at.siblingAtColumn(column) for column in _columns(view) if column != at.column()))
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    said = [cell.data(role) for cell in cells for role in roles]
    return [text for text in said if isinstance(text, str)]


def _heads(view: QAbstractItemView) -> list[str]:
    """The words over the columns, that of the cell in focus first."""
    head = view.horizontalHeader() if isinstance(view, QTableView) else None
    head = view.header() if isinstance(view, QTreeView) else head
    if head is None or head.isHidden() or view.model() is None:
        return []
    at = view.currentIndex().column()
    columns = sorted(_columns(view), key=lambda column: column != at)
    said = [view.model().headerData(column, Qt.Orientation.Horizontal) for column in columns]
    return [text for text in said if isinstance(text, str)]
