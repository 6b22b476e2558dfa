"""A line above the places that says an older case file was brought up to date, and where it lies as it was."""

from PySide6.QtWidgets import QWidget

from reviewer.ui.parts import banner, button, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class UpdateLine(QWidget):
    """Hidden for a case file that had the present shape, and once it was read."""

    def __init__(self, sitting: Sitting) -> None:
        """Names the copy that was made before."""
        super().__init__()
        self.setObjectName("update_line")
        self._case_file = sitting.case_file
        if self._case_file.updated is None:
            self.hide()
            return
        _, kept = self._case_file.updated
        text = banner(
            tr("An older version of the program made this case file; it was brought up to date. As it was, it is kept "
               "beside it as {name}, compared row by row.", name=kept.name), "good",
        )  # fmt: skip
        line = row(margins=(8, 4, 8, 4))
        line.addWidget(text, 1)
        line.addWidget(button("update_line_close", tr("Close"), self._read))
        self.setLayout(line)

    def _read(self) -> None:
        self._case_file.updated = None
        self.hide()
