"""The line above the cells of a sheet: which cell the keyboard is on, and all that stands in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import button, label, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class SheetLine(QWidget):
    """The name of the chosen cells, the content of the current one, and the way to see formulas."""

    formulas_wanted = Signal(bool)

    def __init__(self, look: Look) -> None:
        """Empty until a cell is said."""
        super().__init__()
        self.where = label("", size=12, tone="soft")
        self.where.setMinimumWidth(look.px(64))
        self.content = QLineEdit()
        self.content.setObjectName("cell_content")
        self.content.setReadOnly(True)
        self.content.setAccessibleName(tr("Content of the cell"))
        self.formulas = button("show_formulas", "ƒx", role="chip", says=tr("Show formulas instead of values"))
        set_tip(self.formulas, self.formulas.accessibleName())
        self.formulas.setCheckable(True)
        self.formulas.toggled.connect(self.formulas_wanted)
        line = row(margins=(8, 4, 8, 4))
        self.setLayout(line)
        for part in (self.where, self.content, self.formulas):
            line.addWidget(part, int(part is self.content))

    def clear(self) -> None:
        """Nothing is shown."""
        self.where.setText("")
        self.content.clear()

    def say(self, chosen: str, cell: str, value: str, formula: str) -> str:
        """Say what is chosen and what the current cell holds; the content as one line of text."""
        self.where.setText(chosen)
        said = tr("{formula}   value: {value}", formula=formula, value=value) if formula else value
        said = said.replace("\n", " ⏎ ")
        self.content.setText(said)
        self.content.setCursorPosition(0)
        self.content.setAccessibleDescription(f"{cell}: {said}")
        return said
