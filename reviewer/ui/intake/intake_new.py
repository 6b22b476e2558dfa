"""What a new case needs: where its file lies, its passphrase, and who founds it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from reviewer.ui.parts import button, label
from reviewer.ui.passphrase import SHORTEST
from reviewer.ui.wording import tr


class NewCaseFields(QWidget):
    """New cases are locked with a passphrase; it cannot be recovered, and this page says so."""

    def __init__(self) -> None:
        """Empty fields."""
        super().__init__()
        self.setObjectName("new_case_fields")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._path = self._field("new_case_path", tr("Case file"))
        self._member = self._field("new_case_member", tr("My roster id"))
        self._member.setText("secretary")
        self._secret = self._field("new_case_passphrase", tr("Passphrase"), secret=True)
        self._again = self._field("new_case_again", tr("Passphrase again"), secret=True)
        for place, field in enumerate((self._path, self._member, self._secret, self._again)):
            grid.addWidget(label(field.accessibleName(), tone="soft"), place, 0)
            grid.addWidget(field, place, 1)
        grid.addWidget(button("choose_case_path", tr("Choose…"), self._choose), 0, 2)
        text = tr("Nobody can recover a forgotten passphrase. It opens the case and your key.")
        grid.addWidget(label(text, size=12, tone="soft", wrap=True), 4, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(5, 1)

    def _field(self, name: str, says: str, *, secret: bool = False) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(says)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("New case file"), "", tr("Case files") + " (*.casedb)")
        if path:
            self._path.setText(path if path.endswith(".casedb") else f"{path}.casedb")

    def path(self) -> Path:
        """Where the new case file is to lie."""
        return Path(self._path.text().strip())

    def member(self) -> str:
        """The roster id of the founder."""
        return self._member.text().strip()

    def passphrase(self) -> str | None:
        """The passphrase, or None while the field is empty."""
        return self._secret.text() or None

    def missing(self) -> str:
        """What is still wrong, in words; empty when all is there."""
        if not self._path.text().strip():
            return tr("Choose where the case file is to lie.")
        if not self.member():
            return tr("Enter your roster id.")
        if len(self._secret.text()) < SHORTEST:
            return tr("The passphrase needs at least {n} characters.", n=SHORTEST)
        if self._secret.text() != self._again.text():
            return tr("The two passphrases are not the same.")
        return ""
