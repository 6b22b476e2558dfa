"""One thing that can leave the house: a title, what it is for, its fields, its button and what came of it."""

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.ui.choice import DayLine
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import label, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class ExportSection(QWidget):
    """The parts every section shares; `ready` says why its button is off."""

    def __init__(self, sitting: Sitting, name: str, title: str, about: str) -> None:
        """`name` is the object name of the section."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.sitting = sitting
        self.strip = WorkStrip(f"{name}_work")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(title, size=15, bold=True))
        layout.addWidget(label(about, tone="soft", wrap=True))
        self.fields = QGridLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(8)
        self.fields.setColumnMinimumWidth(0, sitting.look.px(140))
        self.fields.setColumnStretch(1, 1)
        layout.addLayout(self.fields)
        self._foot = row()
        self.missing = label("", size=12, tone="soft", wrap=True)
        self.missing.setObjectName(f"{name}_missing")
        layout.addLayout(self._foot)
        layout.addWidget(self.strip)

    def add_field(self, says: str, field: QWidget, name: str) -> None:
        """A field with its word at the left."""
        field.setObjectName(name)
        field.setAccessibleName(says)
        self.fields.addWidget(label(says, tone="soft"), self.fields.rowCount(), 0)
        self.fields.addWidget(field, self.fields.rowCount() - 1, 1)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """The buttons below the fields, with what is missing beside them."""
        for one in buttons:
            self._foot.addWidget(one)
        self._foot.addWidget(self.missing, 1)

    def switch(self, button: QPushButton, why: str) -> None:
        """Switch the button on, or off with its reason in words beside it."""
        if self.strip.is_running:
            why = tr("It is being written.")
        button.setEnabled(not why)
        set_tip(button, why)
        self.missing.setText(why)

    def ask_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where the file goes."""
        path, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        return Path(path) if path else None

    def ask_dated_file(self, title: str, stem: str, kind: str, kind_word: str) -> Path | None:
        """Ask where a file of this kind goes; it is offered with the day in its name."""
        today = self.sitting.now().astimezone(KOREA).date()
        path = self.ask_file(title, f"{stem}-{today}.{kind}", f"{kind_word} (*.{kind})")
        if path is None or path.suffix.lower() == f".{kind}":
            return path
        return path.with_name(f"{path.name}.{kind}")

    def look(self) -> None:
        """Say what is still missing."""
        raise NotImplementedError

    def failed(self, fault: BaseException) -> None:
        """Say why nothing was written."""
        self.strip.fail(fault)
        self.look()


class PeriodFields:
    """Two fields for the first and last day of what is written; empty means no limit."""

    def __init__(self, section: ExportSection, since: tuple[str, str], until: tuple[str, str]) -> None:
        """Words and object name of each field; the section looks again whenever one is edited."""
        self.since, self.until = DayLine(), DayLine()
        for field, (says, name) in ((self.since, since), (self.until, until)):
            field.setPlaceholderText(tr("{day}, empty for all", day=field.placeholderText()))
            field.textChanged.connect(lambda _: section.look())
            section.add_field(says, field, name)

    def fault(self) -> str:
        """What is wrong with a date, marked on its field; empty where nothing is."""
        why = ""
        for field in (self.since, self.until):
            wrong = bool(field.text().strip()) and field.day() is None
            restyle(field, fault="true" if wrong else "false")
            why = tr("A date is written 2023-04-20.") if wrong else why
        return why

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day, None without a limit."""
        return self.since.day(), self.until.day()
