"""Asks for the one secret a reviewer types a day, and says what went wrong beside the field."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.wording import tr

SHORTEST = 8
"""Characters a passphrase has at least."""


class PassphraseDialog(QDialog):
    """A field that never shows what is typed."""

    def __init__(self, about: str, fault: str = "", parent: QWidget | None = None, more: str = "") -> None:
        """`about` says what is opened; `fault` why it is asked again; `more` what else follows."""
        super().__init__(parent)
        self.setObjectName("passphrase_dialog")
        self.setWindowTitle(tr("Passphrase"))
        self.setMinimumWidth(440)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(about, size=15, wrap=True))
        if more:
            layout.addWidget(label(more, size=12, tone="soft", wrap=True))
        self.field = QLineEdit()
        self.field.setObjectName("passphrase")
        self.field.setAccessibleName(tr("Passphrase"))
        self.field.setPlaceholderText(tr("Passphrase"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        layout.addWidget(self.field)
        if fault:
            layout.addWidget(banner(fault, "bad"))
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(button("passphrase_cancel", tr("Cancel"), self.reject))
        enter = button("passphrase_ok", tr("Open"), self.accept, role="primary")
        enter.setDefault(True)
        buttons.addWidget(enter)
        layout.addLayout(buttons)

    @classmethod
    def ask(cls, about: str, fault: str = "", parent: QWidget | None = None, more: str = "") -> str | None:
        """The passphrase typed, or None when the person cancelled."""
        dialog = cls(about, fault, parent, more)
        typed = dialog.field.text() if dialog.exec() else None
        dialog.deleteLater()  # what was typed does not stay in a window nobody sees
        return typed
