"""Asks how the list is to be written to a file: exactly as it is shown, masked unless there is a reason."""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.ui.choice import Choice
from reviewer.ui.claim_columns import COLUMNS, PLACE, cells_of, head_of
from reviewer.ui.long_work import WorkDialog, WorkStrip
from reviewer.ui.parts import button, column, label, row, without_default
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

KINDS = {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)"}


def cells_for_file(sitting: Sitting, names: Sequence[str]) -> Callable[[Any], list[str | int]]:
    """What stands in these columns of a line, amounts as whole won."""
    said = cells_of(sitting.plan, sitting.name_of)
    columns = [(COLUMNS[PLACE[name]], said[name]) for name in names]

    def cells(line: Any) -> list[str | int]:
        found: list[str | int] = []
        for one, say in columns:
            amount = getattr(line, one.field) if one.is_amount else None
            found.append(amount if amount is not None and (amount or one.name != "meeting") else say(line))
        return found

    return cells


class ListExport(WorkDialog):
    """What is written, in which format, masked or not; then where to."""

    def __init__(
        self, sitting: Sitting, shown: "array[int]", selected: "array[int]", names: Sequence[str], wanted: Any,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`shown` are all ids in their order, `selected` those chosen among them; `names` the columns shown."""
        super().__init__(parent)
        self.setObjectName("list_export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it holds the number of every claim shown
        self.setWindowTitle(tr("Export the list"))
        self._sitting, self._names, self._wanted = sitting, tuple(names), wanted
        self._ids = {"shown": shown, "selected": selected}
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(tr("Export the list"), size=20, bold=True))
        text = tr("The same claims in the same order, with the {n|column/columns} shown.", n=len(self._names))
        layout.addWidget(label(text, tone="soft", wrap=True))
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(8)
        layout.addLayout(self._fields)
        self._make_fields(len(shown), len(selected))
        self.strip = WorkStrip("list_export_work")
        self.missing = label("", size=12, tone="soft", wrap=True)
        self.missing.setObjectName("list_export_missing")
        layout.addWidget(self.missing)
        layout.addWidget(self.strip)
        foot = row()
        foot.addStretch()
        self.shut = button("list_export_close", tr("Close"), self.reject)
        self.go = button("list_export_go", tr("Export…"), self.choose_file, role="primary")
        foot.addWidget(self.shut)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self.look()

    def _make_fields(self, shown: int, selected: int) -> None:
        self.which, self.kind = Choice(), Choice()
        self.which.addItem(tr_many("The claim shown", "All {n} claims shown", shown), "shown")
        if selected > 1:
            self.which.addItem(tr("Only the {n} selected", n=f"{selected:,}"), "selected")
        for code, text in KINDS.items():
            self.kind.addItem(text, code)
        self.unmasked = QCheckBox(tr("with names, phone numbers and addresses in full"))
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(self._sitting.look.px(340))
        self.reason.setPlaceholderText(tr("Who gets it and why; kept with the export"))
        for says, field, name in (
            (tr("Claims"), self.which, "list_export_which"), (tr("Format"), self.kind, "list_export_kind"),
            (tr("Unmasked"), self.unmasked, "list_export_unmasked"), (tr("Reason"), self.reason, "list_export_reason"),
        ):  # fmt: skip
            field.setObjectName(name)
            field.setAccessibleName(says)
            self._fields.addWidget(label(says, tone="soft"), self._fields.rowCount(), 0)
            self._fields.addWidget(field, self._fields.rowCount() - 1, 1)
        self.unmasked.toggled.connect(lambda _: self.look())
        self.reason.textChanged.connect(lambda _: self.look())

    def look(self) -> None:
        """Say what is still missing."""
        wide = self.unmasked.isChecked()
        self.reason.setEnabled(wide)
        set_tip(self.reason, "" if wide else tr("Only an unmasked export needs a reason."))
        why = why_not(self._sitting, "export")
        if wide and not self.reason.text().strip():
            why = why or tr("An unmasked export needs a reason.")
        if self.strip.is_running:
            why = tr("It is being written.")
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.missing.setText(why)
        self.missing.setVisible(bool(why))

    def choose_file(self) -> None:
        """Ask where the file goes."""
        kind = str(self.kind.currentData())
        today = self._sitting.now().astimezone(KOREA).date()
        name, kinds = f"claims-{today}.{kind}", f"{KINDS[kind]} (*.{kind})"
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the list"), name, kinds)
        if path:
            chosen = Path(path)
            self.export(chosen if chosen.suffix.lower() == f".{kind}" else chosen.with_name(f"{chosen.name}.{kind}"))

    def export(self, path: Path) -> None:
        """Write the list; Cancel leaves no file behind."""
        ids, now = self._ids[str(self.which.currentData())], self._sitting.now()
        reason = self.reason.text().strip() if self.unmasked.isChecked() else ""
        heads, widths = [head_of(one) for one in self._names], [COLUMNS[PLACE[one]].width // 6 for one in self._names]
        cells, wanted, title = cells_for_file(self._sitting, self._names), self._wanted, tr("Claims")
        job = self.strip.begin(tr("Writing the list"))
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.list_export import Shown, export_list

            shown = Shown(ids, wanted, title, heads, widths, cells)
            return export_list(case_file, signer, path, shown, now=now, reason=reason, progress=job.report_or_stop)

        self._sitting.carry_out("export", (), work, then=self._written, otherwise=self._failed, owner=self)

    def _written(self, told: Any) -> None:
        path = Path(told["file"])
        rows = tr_many("{n} claim", "{n} claims", told["rows"])
        kept = told["kept_masked"]
        masked = tr_many(
            "{n} claim stays masked: you have still to answer for a conflict of interest.",
            "{n} claims stay masked: you have still to answer for a conflict of interest.", kept,
        )  # fmt: skip
        said = (f"{rows}: {path}", masked if kept else "", f"SHA-256 {told['sha256']}")
        self.strip.finish("\n".join(filter(None, said)), folder=path.parent)
        self.reason.clear()
        self.unmasked.setChecked(False)
        self.look()

    def _failed(self, fault: BaseException) -> None:
        self.strip.fail(fault)
        self.look()
