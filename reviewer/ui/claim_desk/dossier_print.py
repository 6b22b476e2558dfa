"""Writes the dossier of the claim for a review (이의신청 심의 자료): masked, or in full with the reason for it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from reviewer.ui import keys
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, column, row
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr


class DossierPrint(QWidget):
    """A button, whether personal data is shown in full and why, and where the file went."""

    def __init__(self, sitting: Sitting) -> None:
        """For no claim yet."""
        super().__init__()
        self.setObjectName("dossier_print")
        self._sitting, self._claim = sitting, ""
        layout = column(self, spacing=8)
        line = row()
        self.go = button("print_dossier", f"{tr('Dossier for a review…')}  {keys.shown('dossier')}", self.choose_file)
        self.unmasked = QCheckBox(tr("personal data in full"))
        self.unmasked.setObjectName("dossier_unmasked")
        self.unmasked.setAccessibleName(tr("personal data in full"))
        self.unmasked.toggled.connect(lambda _: self._switch())
        line.addWidget(self.go)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.unmasked)
        self.reason = QLineEdit()
        self.reason.setObjectName("dossier_reason")
        self.reason.setPlaceholderText(tr("Who gets it and why; kept with the export"))
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.textChanged.connect(lambda _: self._switch())
        layout.addWidget(self.reason)
        self.strip = WorkStrip("dossier_work")
        layout.addWidget(self.strip)
        self._switch()

    def for_claim(self, claim: str) -> None:
        """Write the dossier of this claim from now on; another claim begins masked."""
        if claim != self._claim:
            self.unmasked.setChecked(False)
            self.reason.clear()
            if not self.strip.is_running:
                self.strip.clear()
        self._claim = claim
        self._switch()

    def _switch(self) -> None:
        wide = self.unmasked.isChecked()
        self.reason.setVisible(wide)
        why = tr("It is being written.") if self.strip.is_running else why_not(self._sitting, "export")
        if wide and not self.reason.text().strip():
            why = why or tr("An unmasked export needs a reason.")
        self.go.setEnabled(bool(self._claim) and not why)
        set_tip(self.go, why)
        self.go.setAccessibleDescription(why)

    def choose_file(self) -> None:
        """Ask where the PDF goes."""
        title = tr("Dossier for a review…").removesuffix("…")
        path, _ = QFileDialog.getSaveFileName(self, title, f"dossier-{self._claim}.pdf", "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the PDF and record it."""
        claim, lang, now = self._claim, language(), self._sitting.now()
        reason = self.reason.text().strip() if self.unmasked.isChecked() else ""
        self.strip.begin(tr("The dossier is being made…"))
        self._switch()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.dossier import print_dossier
            from reviewer.desk.dossier_parts import Asked

            return print_dossier(case_file, signer, path, Asked(claim, reason), lang=lang, now=now)

        self._sitting.carry_out(
            "export", (), work, then=lambda _: self._written(path), otherwise=self._failed, owner=self
        )

    def _written(self, path: Path) -> None:
        self.strip.finish(f"○ {tr('Written: {file}', file=path.name)}", folder=path.parent)
        self._switch()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self._switch()
