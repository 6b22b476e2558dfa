"""The button that prints the one-page summary of a claim for the council (심의 요지), and where the file went."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, column, row
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr


class BriefPrint(QWidget):
    """One claim, one sheet; printing it is an entry of the journal."""

    def __init__(self, sitting: Sitting, claim: str = "") -> None:
        """Off while no claim is named, or with its reason."""
        super().__init__()
        self.setObjectName("brief_print")
        self._sitting, self._claim = sitting, claim
        layout = column(self, spacing=8)
        self.go = button("print_brief", tr("Print the summary for the council…"), self.choose_file)
        line = row()
        line.addWidget(self.go)
        line.addStretch(1)
        layout.addLayout(line)
        self.strip = WorkStrip("brief_work")
        layout.addWidget(self.strip)
        self._switch()

    def for_claim(self, claim: str) -> None:
        """Print the summary of this claim from now on."""
        if claim != self._claim and not self.strip.is_running:
            self.strip.clear()
        self._claim = claim
        self._switch()

    def _switch(self) -> None:
        why = tr("It is being written.") if self.strip.is_running else why_not(self._sitting, "print")
        self.go.setEnabled(bool(self._claim) and not why)
        set_tip(self.go, why)

    def choose_file(self) -> None:
        """Ask where the PDF goes."""
        title = tr("Print the summary for the council…").removesuffix("…")
        path, _ = QFileDialog.getSaveFileName(self, title, f"summary-{self._claim}.pdf", "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the PDF and record it."""
        claim, lang, now = self._claim, language(), self._sitting.now()
        job = self.strip.begin(tr("The papers are being made…"))
        self._switch()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import briefs

            asked = briefs.Asked(claims=(claim,))
            return briefs.print_briefs(case_file, signer, path, asked, lang=lang, now=now, progress=job.report_or_stop)

        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._written(path), otherwise=self._failed, owner=self
        )

    def _written(self, path: Path) -> None:
        self.strip.finish(f"○ {tr('Written: {file}', file=path.name)}", folder=path.parent)
        self._switch()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self._switch()
