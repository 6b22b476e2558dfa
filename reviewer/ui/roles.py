"""Tells a screen reader what the parts are that would only be room to it: groups, papers, drawn figures."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES = {
    "CheckLine": QAccessible.Role.Grouping,
    "Cell": QAccessible.Role.Grouping,
    "ClaimDesk": QAccessible.Role.Pane,
    "QScrollArea": QAccessible.Role.Pane,
    "OpeningPaper": QAccessible.Role.Pane,
    "PageScroll": QAccessible.Role.Document,
    "SheetScroll": QAccessible.Role.Document,  # drawn: it has no cells that could be gone through as in a table
    "MaskPage": QAccessible.Role.Canvas,
    "ChartView": QAccessible.Role.Chart,
    "SalesChart": QAccessible.Role.Chart,
}
"""By class; one that is not named here is told as the class it is made of, and as Qt tells it where none is named."""


def _told_as(kind: str, part: QObject) -> QAccessibleWidget | None:
    role = ROLES.get(kind)
    return QAccessibleWidget(part, role) if role is not None and isinstance(part, QWidget) else None


@cache
def tell_roles() -> None:
    """Answer from now on what a part is; asked only while something listens, once a part."""
    QAccessible.installFactory(_told_as)
