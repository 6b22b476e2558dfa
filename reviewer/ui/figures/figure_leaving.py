"""The ways a figure leaves the house: printer, file, table as CSV, and the report made of all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.ui.actions import Action
from reviewer.ui.figures.figure_reading import Shown, Source
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, row
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr

PICTURES = {"pdf": "PDF (*.pdf)", "png": "PNG (*.png)", "svg": "SVG (*.svg)"}
TABLES = {"csv": "CSV (*.csv)"}
REPORTS = {"pdf": "PDF (*.pdf)", "csv": "CSV (*.csv)"}


class FigureLeaving(QWidget):
    """Four buttons; what came of each stands in the strip of the place. Each is an entry of the journal."""

    def __init__(self, sitting: Sitting, strip: WorkStrip) -> None:
        """Off until a figure is shown, or with the reason why."""
        super().__init__()
        self._sitting, self._strip = sitting, strip
        self._shown: Shown | None = None
        self._source: Source | None = None
        line = row()
        self.setLayout(line)
        self.printing = button("figures_print", tr("Print…"), self.ask_printer)
        self.saving = button("figures_save", tr("Save the chart…"), lambda: self._ask(PICTURES, self.save))
        self.table = button("figures_csv", tr("Table as CSV…"), lambda: self._ask(TABLES, self.save))
        self.report = button(
            "figures_report", tr("Damage support report…"), lambda: self._ask(REPORTS, self.write_report)
        )
        for one in (self.printing, self.saving, self.table, self.report):
            line.addWidget(one)
        self.look()

    def follow(self, shown: Shown | None, source: Source) -> None:
        """This is the figure in view, and the moment it is of."""
        self._shown, self._source = shown, source
        self.look()

    def look(self) -> None:
        """Switch the buttons on, or off with the reason."""
        nothing = "" if self._shown is not None else tr("No figure is in view.")
        for one, act, why in ((self.printing, "print", nothing), (self.saving, "export", nothing),
                              (self.table, "export", nothing), (self.report, "print", "")):  # fmt: skip
            told = tr("It is being written.") if self._strip.is_running else why or why_not(self._sitting, act)
            one.setEnabled(not told)
            set_tip(one, told)

    def offers(self) -> Iterator[Action]:
        """The four ways, by their keys."""
        named = {"figure_print": self.printing, "figure_save": self.saving, "figure_table": self.table,
                 "figure_report": self.report}  # fmt: skip
        for name, one in named.items():
            yield Action(name, one.click, one.toolTip, one.text())

    # --- where it goes ----------------------------------------------------------------------------------

    def _ask(self, kinds: dict[str, str], then: Callable[[Path], None]) -> None:
        """Ask where the file goes; it is offered with the day in its name."""
        from reviewer.desk.wording import word_in

        is_report = kinds is REPORTS
        day = self._sitting.now().astimezone(KOREA).date()
        name = word_in("figures", "paper", "file", language())
        if not is_report and self._shown is not None:
            name = self._shown.figure.code.lower().replace("_", "-")
        kind = next(iter(kinds))
        asked = self.report if is_report else self.table if kinds is TABLES else self.saving
        title = asked.text().removesuffix("…")
        path, chosen = QFileDialog.getSaveFileName(self, title, f"{name}-{day}.{kind}", ";;".join(kinds.values()))
        if not path:
            return
        found = Path(path)
        wanted = next((code for code, text in kinds.items() if text == chosen), kind)
        if found.suffix.lower().removeprefix(".") not in kinds:
            found = found.with_name(f"{found.name}.{wanted}")
        then(found)

    def _file(self) -> Any:
        from reviewer.desk.figure_files import FigureFile

        assert self._shown is not None
        assert self._source is not None
        return FigureFile(
            self._shown.chart, self._shown.table, language(), self._source.at.astimezone(KOREA).date(),
            self._source.plan.council.in_(language()), self._sitting.case_file.is_sample,
        )  # fmt: skip

    def save(self, path: Path) -> None:
        """Write chart or table and record it."""
        file, rows, now, font = self._file(), len(self._file().table.rows), self._sitting.now(), self.font()
        kind = path.suffix.lower().removeprefix(".")

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.figure_files import write_figure
            from reviewer.ui.figures.figure_picture import as_png

            data = as_png(file.chart, font) if kind == "png" else file.as_kind(kind)
            return write_figure(case_file, signer, path, data, rows, now=now)

        self._carry_out("export", tr("Writing the file…"), work, lambda _: self._written(path))

    def write_report(self, path: Path) -> None:
        """Write the damage support report in both languages, of the moment in view, and record it."""
        now = self._sitting.now()
        at = self._source.at if self._source is not None and self._source.is_past else None
        job = self._strip.begin(tr("Making the report…"))

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.report import write_report

            langs = ("ko", "en")
            return write_report(case_file, signer, path, langs=langs, now=now, at=at, progress=job.report_or_stop)

        self.look()
        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._written(path), otherwise=self._failed, owner=self
        )

    def ask_printer(self) -> None:
        """Show the printers of the system."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Record that the figure is printed, then print the paper that is saved too."""
        file, now, job = self._file(), self._sitting.now(), self._strip.begin(tr("Printing…"))
        name = f"{file.chart.title}.pdf"

        def work(case_file: Any, signer: Any) -> None:
            from reviewer.desk.figure_files import record_print

            record_print(case_file, signer, file, now=now)

        def then(_: object) -> None:
            from reviewer.ui.printing import Printing

            printing = Printing(self._sitting, printer, [(name, lambda: file.as_kind("pdf"))], job)
            printing.begin(lambda _: self._done(tr("Sent to the printer.")), self._failed)

        self.look()
        self._sitting.carry_out("print", (), work, then=then, otherwise=self._failed, owner=self)

    # --- what came of it --------------------------------------------------------------------------------

    def _carry_out(self, act: str, text: str, work: Callable[[Any, Any], Any], then: Callable[[Any], None]) -> None:
        self._strip.begin(text)
        self.look()
        self._sitting.carry_out(act, (), work, then=then, otherwise=self._failed, owner=self)

    def _written(self, path: Path) -> None:
        self._done(f"○ {tr('Written: {file}', file=path.name)}", path.parent)

    def _done(self, text: str, folder: Path | None = None) -> None:
        self._strip.finish(text, folder=folder)
        self.look()

    def _failed(self, fault: BaseException) -> None:
        self._strip.fail(fault)
        self.look()
