"""What is done with letters that left: print again, one print file, address labels, their delivery, the register."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.ui.letters.register_forms import CopyForm, DeliveryForm
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.printing import Printing
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, tr_many

COPIES = ("print", "file", "labels")


class RegisterActs(QWidget):
    """The buttons, and below them the form of the one that was pressed."""

    asking = Signal(bool)
    """Whether a form is open."""

    def __init__(
        self, sitting: Sitting, strip: WorkStrip, chosen: Callable[[], Sequence[Any]], count: Callable[[], int]
    ) -> None:
        """`chosen` gives the letters that are ticked, or the one the keyboard stands on (registers.LetterLine).

        `count` says how many those are, sooner.
        """
        super().__init__()
        self.setObjectName("register_acts")
        self._sitting, self._strip, self._chosen, self._count = sitting, strip, chosen, count
        self._wanted = ""
        self.copy, self.delivery = CopyForm(), DeliveryForm(sitting)
        self.fingerprint = button("copy_fingerprint", tr("Copy the fingerprint"), self._copy_fingerprint)
        self.buttons: dict[str, QPushButton] = {}
        texts = {
            "print": tr("Print…"), "file": tr("Save as a file…"), "labels": tr("Address labels…"),
            "delivery": tr("Delivery…"), "table": tr("Register as a table…"),
        }  # fmt: skip
        first, second = row(), row()
        for place, (name, text) in enumerate(texts.items()):
            self.buttons[name] = button(f"register_{name}", text, partial(self.want, name))
            (first if place < 3 else second).addWidget(self.buttons[name])
        second.addWidget(self.fingerprint)
        first.addStretch()
        second.addStretch()
        self.go = button("register_go", "", self.carry_out, role="primary")
        self.about = label("", size=12, tone="soft", wrap=True)
        self.about.setObjectName("register_about")
        last = row()
        last.addWidget(self.about, 1)
        last.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for line in (first, second):
            layout.addLayout(line)
        layout.addWidget(self.copy)
        layout.addWidget(self.delivery)
        layout.addLayout(last)
        self.want("")

    def look(self) -> None:
        """Switch buttons by what may be done, and say how many letters it is about."""
        acts = dict.fromkeys(COPIES, "print") | {"delivery": "record_delivery", "table": "export"}
        count = self._count()
        for name, one in self.buttons.items():
            why = why_not(self._sitting, acts[name])
            why = why or ("" if count or name == "table" else tr("No letter is selected."))
            why = why or (tr("It is being written.") if self._strip.is_running else "")
            one.setEnabled(not why)
            set_tip(one, why)
        self.fingerprint.setEnabled(count > 0)
        set_tip(self.fingerprint, "" if count else tr("No letter is selected."))
        self.go.setEnabled(count > 0 and not self._strip.is_running)
        letters = len({line.letter_no for line in self._chosen()}) if self._wanted else 0
        self.about.setText(tr_many("{n} letter", "{n} letters", letters) if self._wanted else "")

    def want(self, name: str) -> None:
        """Show the form of a button; pressed again, it goes. The table needs none."""
        if name == "table":
            self.ask_table()
            return
        self._wanted = "" if name == self._wanted else name
        self.copy.setVisible(self._wanted in COPIES)
        self.delivery.setVisible(self._wanted == "delivery")
        for part in (self.go, self.about):
            part.setVisible(bool(self._wanted))
        words = {
            "print": tr("Choose the printer…"), "file": tr("Choose the file…"), "labels": tr("Choose the file…"),
            "delivery": tr("Record"),
        }  # fmt: skip
        self.go.setText(words.get(self._wanted, ""))
        self.go.setAccessibleName(self.go.text())
        if self._wanted:
            (self.copy.reason if self._wanted in COPIES else self.delivery.fields["way"]).setFocus()
        self.asking.emit(bool(self._wanted))
        self.look()

    def _leave_form(self, name: str, lines: Sequence[Any]) -> None:
        """What this form was for is done for these letters; one that was opened meanwhile, or for others, stays."""
        if self._wanted == name and list(self._chosen()) == list(lines):
            self.want("")
        else:
            self.look()

    def carry_out(self) -> None:
        """Do what the form is for."""
        if self._wanted == "delivery":
            self.record_delivery()
            return
        purpose = self.copy.purpose()
        if purpose is None:
            self.about.setText(tr("Say what the copy is for; a day is written 2023-04-20."))
        elif self._wanted == "print":
            self.draw(purpose, self.ask_printer)
        else:
            one, *more = self._chosen()
            name = f"{one.letter_no}.{one.lang}.pdf" if not more else "letters.pdf"
            name = name if self._wanted == "file" else "labels.pdf"
            path, _ = QFileDialog.getSaveFileName(self, self.go.text(), name, "PDF (*.pdf)")
            if path:
                (self.write_file if self._wanted == "file" else self.write_labels)(Path(path), purpose)

    def _copy_fingerprint(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(line.sha256 for line in self._chosen()))
        self._strip.finish(tr("The fingerprint is on the clipboard."))

    # --- delivery ---------------------------------------------------------------------------------------

    def record_delivery(self) -> None:
        """Record the step for each letter chosen; all of them, or none."""
        from reviewer.desk.letter_register import ways_of

        lines, typed = self._chosen(), self.delivery.typed()
        letters, ways = {line.letter_no: line.claim for line in lines}, ways_of(self._sitting.on_screen, lines)
        last = {number: step.entry for number, (_, step) in ways.items() if step is not None}
        bodies = {number: self.delivery.body(last.get(number, "")) for number in letters}
        if None in bodies.values():
            self.about.setText(tr("Choose how it went and what came of it."))
            return
        now = self._sitting.now()
        self._strip.begin(tr("Recording the delivery"))
        self._strip.stop.hide()

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.casefile import journal

            wishes = [
                ("record_delivery", claim, {"letter_no": number, **(bodies[number] or {})}, now)
                for number, claim in letters.items()
            ]
            return len(journal.append_many(case_file, signer, wishes))

        self._sitting.carry_out(
            "record_delivery", tuple(letters.values()), work,
            then=lambda count: self._recorded(count, lines, typed), otherwise=self._failed, owner=self,
        )  # fmt: skip
        self.look()

    def _recorded(self, count: int, lines: Sequence[Any], typed: object) -> None:
        self._strip.finish(tr_many("Recorded for {n} letter.", "Recorded for {n} letters.", count))
        if self.delivery.typed() == typed:
            self.delivery.clear(self._sitting.now().astimezone(KOREA).date())
            self._leave_form("delivery", lines)
        else:
            self.look()

    # --- copies -----------------------------------------------------------------------------------------

    def write_file(self, path: Path, purpose: Any) -> None:
        """One print file with a bookmark a letter; a single letter keeps its bytes."""
        lines, now = tuple(self._chosen()), self._sitting.now()
        job = self._strip.begin(tr("Drawing the letters again"))

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import copying

            return copying.reprint(
                case_file, signer, lines, path, purpose, now=now, progress=job.report, cancelled=job.is_cancelled
            )

        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._written(path, "file", lines), otherwise=self._failed, owner=self
        )
        self.look()

    def write_labels(self, path: Path, purpose: Any) -> None:
        """Labels of two by seven on A4; those without an address are named."""
        lines, now, lang = tuple(self._chosen()), self._sitting.now(), language()
        self._strip.begin(tr("Writing the labels"))

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import copying

            return copying.write_labels(case_file, signer, lines, path, lang=lang, now=now, purpose=purpose)

        def done(told: Any) -> None:
            text = tr_many("{n} label", "{n} labels", told["labels"])
            without = ", ".join(told["without"][:12])
            more = "\n" + tr("Without an address, on the last sheet: {claims}", claims=without) if without else ""
            self._strip.finish(f"{text}: {path}{more}", tone="wait" if without else "good", folder=path.parent)
            self._leave_form("labels", lines)

        self._sitting.carry_out("print", (), work, then=done, otherwise=self._failed, owner=self)
        self.look()

    def ask_table(self) -> None:
        """Ask where the register goes."""
        today = self._sitting.now().astimezone(KOREA).date()
        path, kind = QFileDialog.getSaveFileName(
            self, tr("Register as a table…"), f"letters-{today}.xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        if path:
            ending = Path(path).suffix.lower()
            self.write_table(Path(path) if ending in (".csv", ".xlsx") else Path(f"{path}.{kind[-5:-1].strip('*.')}"))

    def write_table(self, path: Path) -> None:
        """Everything issued, replaced, printed again and delivered, without names of claimants."""
        now, lang = self._sitting.now(), language()
        self._strip.begin(tr("Writing the list"))

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.letter_register import write_register

            return write_register(case_file, signer, path, lang=lang, now=now)

        self._sitting.carry_out(
            "export", (), work, then=lambda _: self._written(path), otherwise=self._failed, owner=self
        )
        self.look()

    def _written(self, path: Path, form: str = "", lines: Sequence[Any] = ()) -> None:
        self._strip.finish(tr("Written: {file}", file=path), folder=path.parent)
        self._leave_form(form, lines)

    def _failed(self, fault: BaseException) -> None:
        self._strip.fail(fault)
        self.look()

    # --- the printer ------------------------------------------------------------------------------------

    def draw(self, purpose: Any, then: Callable[[Any, Any, Any], None]) -> None:
        """Make sure the chosen letters are still as they left; `then` gets them, their fingerprint, and the purpose."""
        lines, case_file = tuple(self._chosen()), self._sitting.case_file
        job = self._strip.begin(tr("Drawing the letters again"))

        def work() -> Any:
            from reviewer.desk import copying

            again = copying.each_as_left(case_file, lines, progress=job.report, cancelled=job.is_cancelled)
            return copying.sha256_of_all(again)

        self._sitting.lanes.glovebox.run(
            work, then=lambda sha256: then(lines, sha256, purpose), otherwise=self._failed, owner=self
        )
        self.look()

    def ask_printer(self, lines: Any, sha256: str, purpose: Any) -> None:
        """The dialog of the system; only what is confirmed there is recorded and printed."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(f"{lines[0].letter_no} – {lines[-1].letter_no}")
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer, lines, sha256, purpose)
        else:
            self._strip.finish(tr("Nothing was printed and nothing recorded."), tone="wait")
            self.look()

    def print_on(self, printer: QPrinter, lines: Any, sha256: str, purpose: Any) -> None:
        """Record the copy, then print each letter on sheets of its own."""
        now = self._sitting.now()
        job = self._strip.begin(tr("Printing"))
        papers = [(f"{one.letter_no}.{one.lang}.pdf", partial(_again, self._sitting.case_file, one)) for one in lines]

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import copying

            return copying.record_copy(case_file, signer, "LETTERS", lines, sha256, purpose, form="PAPER", now=now)

        def recorded(_: Any) -> None:
            Printing(self._sitting, printer, papers, job).begin(printed, self._failed)

        def printed(sides: int) -> None:
            text = tr_many("{n} letter printed", "{n} letters printed", len({line.letter_no for line in lines}))
            self._strip.finish(f"{text} · {tr_many('{n} side', '{n} sides', sides)}")
            self._leave_form("print", lines)

        self._sitting.carry_out("print", (), work, then=recorded, otherwise=self._failed, owner=self)
        self.look()


def _again(case_file: Any, line: Any) -> bytes:
    from reviewer.desk.issued_files import letter_again

    return letter_again(case_file, line)
