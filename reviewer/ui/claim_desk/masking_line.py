"""The line below the checks of a paper: make a masked copy of it, or the internal note that it is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.ui import keys
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import button, label
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.wording import language, tr


class MaskingLine(QWidget):
    """Absent for the claim as a whole; the note never stands in a letter."""

    wanted = Signal()

    def __init__(self) -> None:
        """Empty until a paper is shown."""
        super().__init__()
        self.setObjectName("masking_line")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        self.note = label("", size=12, tone="good", wrap=True, told=True)
        self.note.setObjectName("masked_copy_note")
        self.start = button("mask_paper", "", self.wanted.emit, role="link")
        layout.addWidget(self.note, 1)
        layout.addWidget(self.start)

    def show_paper(self, page: DeskPage, document: str) -> None:
        """Say whether the paper in view is a masked copy, and offer to make one."""
        paper = next((one for one in page.claim.papers if one.document == document), None)
        self.setVisible(document not in ("", WHOLE) and paper is not None)
        self.note.setText(word_for("note", "masked_copy", language()) if paper is not None and paper.before else "")
        text = tr("Mask more…") if paper is not None and paper.before else tr("Replace by a masked copy…")
        self.start.setText(f"{text}  {keys.shown('masked_copy')}")
        self.start.setAccessibleName(text)
