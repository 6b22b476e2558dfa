"""The decision log as a file: masked as a rule, in full only with a reason that is kept."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from reviewer.ui.choice import Choice
from reviewer.ui.letters.export_section import ExportSection, PeriodFields
from reviewer.ui.parts import button, may_shrink
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

KINDS = {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)", "jsonl": "JSON Lines (.jsonl)"}


class LogSection(ExportSection):
    """Columns of domain.md 6.2; every export is itself an entry."""

    def __init__(self, sitting: Sitting) -> None:
        """All decisions, masked, as a spreadsheet."""
        super().__init__(
            sitting, "export_log", tr("Decision log"),
            tr("Every decision with its figures, votes and numbers; what names a person is masked."),
        )  # fmt: skip
        self.kind = Choice()
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.which = Choice()
        self._offer("")
        self.unmasked = QCheckBox(tr("with trade name, representative, registration number and address"))
        set_tip(self.unmasked, self.unmasked.text())
        may_shrink(self.unmasked)
        self.unmasked.toggled.connect(lambda _: self.look())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Who gets it and why; kept with the export"))
        self.reason.textChanged.connect(lambda _: self.look())
        self.add_field(tr("Format"), self.kind, "log_kind")
        self.add_field(tr("Decisions"), self.which, "log_which")
        self.period = PeriodFields(self, (tr("Decided from"), "log_since"), (tr("Decided until"), "log_until"))
        self.add_field(tr("Unmasked"), self.unmasked, "log_unmasked")
        self.add_field(tr("Reason"), self.reason, "log_reason")
        self.go = button("log_export", tr("Export the log…"), self.choose_file, role="primary")
        self.add_buttons(self.go)
        self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """The list of claims may show others than before."""
        super().showEvent(event)
        self._offer(self.sitting.listed[1])

    def _offer(self, listed: str) -> None:
        """All decisions, or what the list of claims lets through now; a choice of the same stays."""
        kept = self.which.currentData() == listed
        self.which.clear()
        self.which.addItem(tr("All decisions"), "")
        if listed:
            self.which.addItem(tr("Only of the claims in the list: {filter}", filter=listed), listed)
        self.which.setCurrentIndex(self.which.count() - 1 if kept else 0)

    def look(self) -> None:
        """Say what is still missing."""
        wide = self.unmasked.isChecked()
        self.reason.setEnabled(wide)
        set_tip(self.reason, "" if wide else tr("Only an unmasked export needs a reason."))
        why = why_not(self.sitting, "export") or self.period.fault()
        if wide and not self.reason.text().strip():
            why = why or tr("An unmasked export needs a reason.")
        self.switch(self.go, why)

    def choose_file(self) -> None:
        """Ask where the log goes."""
        kind = str(self.kind.currentData())
        path = self.ask_dated_file(tr("Export the log"), "decision-log", kind, KINDS[kind])
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the log; Cancel leaves no file behind."""
        (since, until), now = self.period.days(), self.sitting.now()
        claims = self.sitting.listed[0] if self.which.currentIndex() == 1 else None
        unmasked = self.unmasked.isChecked()
        reason = self.reason.text().strip() if unmasked else ""
        job = self.strip.begin(tr("Writing the log"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.log_export import Wanted, export_log

            wanted = Wanted(since, until, claims, unmasked, reason)
            return export_log(case_file, signer, path, wanted, now=now, progress=job.report_or_stop)

        self.sitting.carry_out("export", (), work, then=self._written, otherwise=self.failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        rows = tr_many("{n} decision", "{n} decisions", told["rows"])
        beside = tr("Beside it: {file}", file=Path(told["manifest"]).name)
        self.strip.finish(f"{rows}: {path}\nSHA-256 {told['sha256']}\n{beside}", folder=path.parent)
        self.reason.clear()
        self.unmasked.setChecked(False)
        self.look()
