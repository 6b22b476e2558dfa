"""The first rows of a register with the guessed meaning of each column, which a person can correct."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from reviewer.ui.choice import Choice
from reviewer.ui.look import Look
from reviewer.ui.report_fields import field_words
from reviewer.ui.wording import tr

ROWS = 6


class MappingTable(QTableWidget):
    """One column of the register a column here; the box on top says which fact it is."""

    def __init__(self, look: Look) -> None:
        """Empty until `show_preview`."""
        super().__init__()
        self.setObjectName("mapping_table")
        self.setAccessibleName(tr("First rows with the meaning of each column"))
        self._look = look
        self._header: list[str] = []
        self._guessed: dict[str, str] = {}
        self._map: Any = None
        self.boxes: list[QComboBox] = []
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)

    def show_preview(self, header: Sequence[str], rows: Sequence[Sequence[str]], guessed: Any) -> None:
        """Show a register; `guessed` is the map file the program would use."""
        self._header, self._map = list(header), guessed
        meaning = {name: field for field, names in guessed.columns.items() for name in names}
        self._guessed = {name: meaning.get(name, "") for name in header}
        self.clear()
        self.setColumnCount(len(header))
        self.setRowCount(1 + min(len(rows), ROWS))
        self.setHorizontalHeaderLabels(list(header))
        self.boxes = [self._box(name) for name in header]
        for column, box in enumerate(self.boxes):
            self.setCellWidget(0, column, box)
            self.setColumnWidth(column, self._look.px(148))
            for place, row in enumerate(rows[:ROWS], 1):
                self.setItem(place, column, QTableWidgetItem(row[column] if column < len(row) else ""))
        self.setRowHeight(0, self._look.px(40))

    def _box(self, name: str) -> QComboBox:
        from reviewer.desk.map_file import FIELDS

        box = Choice()
        box.setAccessibleName(tr("Meaning of the column {name}", name=name))
        box.setObjectName(f"meaning_{name}")
        box.addItem(tr("kept beside the facts"), "")
        words = field_words()
        for field in FIELDS:
            box.addItem(words.get(field, field), field)
        box.setCurrentIndex(max(box.findData(self._guessed[name]), 0))
        return box

    def chosen_map(self) -> Any:
        """The map as corrected; None while nothing was changed, so that the program's own guess holds."""
        import dataclasses

        now = {name: str(box.currentData()) for name, box in zip(self._header, self.boxes, strict=True)}
        if self._map is None or now == self._guessed:
            return None
        columns: dict[str, tuple[str, ...]] = {}
        for name, field in now.items():
            if field:
                columns[field] = (*columns.get(field, ()), name)
        made = not ({"claim", "report_number"} & set(columns))
        return dataclasses.replace(self._map, columns=columns, made_numbers=made)
