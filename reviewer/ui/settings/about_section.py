"""Settings, About: the version and build to tell others, and whose work is in the program."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QListWidget, QPlainTextEdit, QWidget

from reviewer.desk.about import about
from reviewer.desk.licences import Licence
from reviewer.ui.background import Lanes
from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, label, open_at, row, wrapped
from reviewer.ui.settings.settings import LABELS
from reviewer.ui.wording import tr


class AboutSection(QWidget):
    """A few lines, Copy, and the licences."""

    def __init__(self, look: Look, lanes: Lanes) -> None:
        """Reads nothing but what the program is."""
        super().__init__()
        self.setObjectName("about_section")
        self._look, self._lanes = look, lanes
        self.told = about()
        words = {"version": tr("Version"), "build": tr("Build"), "system": tr("System")}
        layout = column(self, spacing=12)
        layout.addWidget(label(tr("About this program"), size=15, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, (name, says) in enumerate(words.items()):
            grid.addWidget(label(says, tone="soft"), place, 0)
            grid.addWidget(label(self.told[name], wrap=True), place, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look.px(LABELS))
        layout.addLayout(grid)
        buttons = row()
        buttons.addWidget(button("about_licences", tr("Licences…"), self._show_licences))
        buttons.addWidget(button("about_copy", tr("Copy these lines"), self._copy))
        buttons.addStretch()
        layout.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self.told.items()))

    def _show_licences(self) -> None:
        from reviewer.desk.licences import licences

        window = LicenceWindow(self._look, self)
        window.open()
        self._lanes.reader.run(licences, then=window.show_all, otherwise=_unexpected, owner=window)


class LicenceWindow(QDialog):
    """The works at the left, the texts of the chosen one at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Empty until `show_all`."""
        super().__init__(parent)
        self.setObjectName("licence_window")
        self.setWindowTitle(tr("Licences"))
        open_at(self, look.px(860), look.px(600))
        self._all: list[Licence] = []
        self.names = wrapped(QListWidget())
        self.names.setObjectName("licence_names")
        self.names.setAccessibleName(tr("Works in this program"))
        self.names.setMaximumWidth(look.px(300))
        self.names.currentRowChanged.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setObjectName("licence_text")
        self.text.setAccessibleName(tr("Text of the licence"))
        self.text.setReadOnly(True)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(tr("Licences"), size=20, bold=True))
        layout.addWidget(
            label(tr("Qt may be replaced: its libraries lie as files of their own beside the program."), wrap=True)
        )
        both = row()
        both.addWidget(self.names)
        both.addWidget(self.text, 1)
        layout.addLayout(both, 1)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(button("licence_close", tr("Close"), self.close))
        layout.addLayout(buttons)

    def show_all(self, found: list[Licence]) -> None:
        """Show these; the first is chosen."""
        self._all = found
        self.names.addItems([f"{one.name} {one.version}".strip() for one in found])
        self.names.setCurrentRow(0)

    def _show(self, place: int) -> None:
        one = self._all[place]
        self.text.setPlainText("\n\n".join((one.licence, *one.texts)))


def _unexpected(fault: BaseException) -> None:
    raise fault
