"""The first rows of a register with the guessed meaning of each column, which a person can correct."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from reviewer.ui.choice import Choice
from reviewer.ui.look import Look
from reviewer.ui.making import Making
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
        self._making = Making(iter(()), self)
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
        for column in range(len(header)):
            self.setColumnWidth(column, self._look.px(148))
            for place, row in enumerate(rows[:ROWS], 1):
                self.setItem(place, column, QTableWidgetItem(row[column] if column < len(row) else ""))
        self.setRowHeight(0, self._look.px(40))
        self.boxes = []
        self._making.stop()
        self._making = Making(self._make_boxes(), self)
        self._making.begin()

    def _make_boxes(self) -> Iterator[None]:
        """One column after another: a register has twenty and more, with as many meanings to choose from in each."""
        boxes = []
        for column, name in enumerate(self._header):
            boxes.append(self._box(name))
            self.setCellWidget(0, column, boxes[-1])
            text = boxes[-1].fontMetrics().horizontalAdvance(boxes[-1].currentText())
            self.setColumnWidth(column, max(self.columnWidth(column), text + self._look.px(44)))
            yield
        self.boxes = boxes

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

        self._making.finish()
        now = {name: str(box.currentData()) for name, box in zip(self._header, self.boxes, strict=True)}
        if self._map is None or now == self._guessed:
            return None
        columns: dict[str, tuple[str, ...]] = {}
        for name, field in now.items():
            if field:
                columns[field] = (*columns.get(field, ()), name)
        made = not ({"claim", "report_number"} & set(columns))
        return dataclasses.replace(self._map, columns=columns, made_numbers=made)
