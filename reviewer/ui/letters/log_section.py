"""The decision log as a file: masked as a rule, in full only with a reason that is kept."""

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button, restyle
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import KST, tr, tr_many

KINDS = {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)", "jsonl": "JSON Lines (.jsonl)"}


class LogSection(ExportSection):
    """Columns of domain.md 6.2; every export is itself an entry."""

    def __init__(self, sitting: Sitting) -> None:
        """All decisions, masked, as a spreadsheet."""
        super().__init__(
            sitting, "export_log", tr("Decision log"),
            tr("Every decision with its figures, votes and numbers; what names a person is masked."),
        )  # fmt: skip
        self.kind = QComboBox()
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.since, self.until = QLineEdit(), QLineEdit()
        for field in (self.since, self.until):
            field.setPlaceholderText(tr("YYYY-MM-DD, empty for all"))
            field.textChanged.connect(lambda _: self.look())
        self.unmasked = QCheckBox(tr("with trade name, representative, registration number and address"))
        self.unmasked.toggled.connect(lambda _: self.look())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Who receives it and what for; it is kept with the export"))
        self.reason.textChanged.connect(lambda _: self.look())
        self.add_field(tr("Format"), self.kind, "log_kind")
        self.add_field(tr("Decided from"), self.since, "log_since")
        self.add_field(tr("Decided until"), self.until, "log_until")
        self.add_field(tr("Unmasked"), self.unmasked, "log_unmasked")
        self.add_field(tr("Reason"), self.reason, "log_reason")
        self.go = button("log_export", tr("Export the log…"), self.choose_file, role="primary")
        self.add_buttons(self.go)
        self.look()

    def look(self) -> None:
        """Say what is still missing."""
        wide = self.unmasked.isChecked()
        self.reason.setEnabled(wide)
        self.reason.setToolTip("" if wide else tr("Only an unmasked export needs a reason."))
        why = why_not(self.sitting, "export")
        for field in (self.since, self.until):
            wrong = bool(field.text().strip()) and _day(field) is None
            restyle(field, fault="true" if wrong else "false")
            why = why or (tr("A date is written 2023-04-20.") if wrong else "")
        if wide and not self.reason.text().strip():
            why = why or tr("An unmasked export needs a reason.")
        self.switch(self.go, why)

    def choose_file(self) -> None:
        """Ask where the log goes."""
        kind = str(self.kind.currentData())
        today = self.sitting.now().astimezone(KST).date()
        path = self.ask_file(tr("Export the log"), f"decision-log-{today}.{kind}", f"{KINDS[kind]} (*.{kind})")
        if path is not None:
            self.export(path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}"))

    def export(self, path: Path) -> None:
        """Write the log; Cancel leaves no file behind."""
        since, until = _day(self.since), _day(self.until)
        unmasked, reason, now = self.unmasked.isChecked(), self.reason.text().strip(), self.sitting.now()
        job = self.strip.begin(tr("Writing the log"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import answering

            return answering.export_log(
                case_file, signer, path, now=now, since=since, until=until, unmasked=unmasked,
                reason=reason if unmasked else "", cancelled=job.is_cancelled,
            )  # fmt: skip

        self.sitting.carry_out("export", (), work, then=self._written, otherwise=self._failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        rows = tr_many("{n} decision", "{n} decisions", told["rows"])
        self.strip.finish(f"{rows}: {path}\nSHA-256 {told['sha256']}", folder=path.parent)
        self.reason.clear()
        self.unmasked.setChecked(False)
        self.look()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self.look()


def _day(field: QLineEdit) -> dt.date | None:
    try:
        return dt.date.fromisoformat(field.text().strip())
    except ValueError:
        return None
