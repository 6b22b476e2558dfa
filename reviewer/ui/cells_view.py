"""A spreadsheet of a claimant as a plain grid: values only, no formula is ever run."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

CHUNK = 500
Index = QModelIndex | QPersistentModelIndex


class Cells(QAbstractTableModel):
    """The rows read so far; more are asked for when the view comes to their end."""

    def __init__(self, ask: Any, parent: QObject | None = None) -> None:
        """`ask(sheet, first_row, rows)` sends for rows, which come back through `add`."""
        super().__init__(parent)
        self._ask = ask
        self._rows: list[list[str]] = []
        self._columns = self._all = self._sheet = 0
        self._waits = False

    def show_sheet(self, sheet: int, rows: int, columns: int) -> None:
        """Begin with a sheet (from 1)."""
        self.beginResetModel()
        self._sheet, self._all, self._columns, self._rows = sheet, rows, columns, []
        self.endResetModel()
        self._waits = False
        self.fetchMore(QModelIndex())

    def add(self, sheet: int, first_row: int, rows: list[list[str]]) -> None:
        """Take in rows that were asked for."""
        self._waits = False
        if sheet != self._sheet or first_row != len(self._rows) + 1:
            return
        if not rows:
            self._all = len(self._rows)
            return
        wide = max(self._columns, *(len(row) for row in rows))
        if wide > self._columns:
            self.beginInsertColumns(QModelIndex(), self._columns, wide - 1)
            self._columns = wide
            self.endInsertColumns()
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows are left."""
        return not parent.isValid() and not self._waits and len(self._rows) < self._all

    def fetchMore(self, parent: Index) -> None:
        """Send for the next rows."""
        if self.canFetchMore(parent):
            self._waits = True
            self._ask(self._sheet, len(self._rows) + 1, CHUNK)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Rows read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Columns of the sheet."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = 0) -> Any:
        """The cell's text."""
        row = self._rows[index.row()] if role in (0, 3, 7) else []
        text = row[index.column()] if index.column() < len(row) else ""
        if role in (0, 3):
            return text
        if role == 7 and text and text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """A, B, C across and 1, 2, 3 down."""
        if role != 0:
            return None
        return str(section + 1) if orientation == Qt.Orientation.Vertical else letters(section)


def letters(column: int) -> str:
    """The name of a column (from 0): A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
