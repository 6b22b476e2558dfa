"""Payments: the encrypted list for the payer, and what the payer sends back."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from reviewer.rules.calendar import KOREA
from reviewer.ui.letters.export_section import ExportSection
from reviewer.ui.parts import button, restyle
from reviewer.ui.passphrase import SHORTEST
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, listed, tr, tr_many, won


class PaymentsSection(ExportSection):
    """The list opens only with a passphrase of its own, typed twice and kept nowhere."""

    def __init__(self, sitting: Sitting) -> None:
        """The batch is named after the month."""
        super().__init__(
            sitting, "export_payments", tr("Payment list"),
            tr("Full account numbers in an encrypted workbook for the payer. Tell its passphrase by another way."),
        )  # fmt: skip
        self.due = QLabel("–")
        self.batch = QLineEdit(sitting.now().astimezone(KOREA).strftime("%Y-%m"))
        self.once, self.twice = QLineEdit(), QLineEdit()
        for field in (self.once, self.twice):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.batch, self.once, self.twice):
            field.textChanged.connect(lambda _: self.look())
        self.add_field(tr("May be paid now"), self.due, "payments_due")
        self.add_field(tr("Batch"), self.batch, "payments_batch")
        self.add_field(tr("Passphrase"), self.once, "payments_passphrase")
        self.add_field(tr("Passphrase again"), self.twice, "payments_passphrase_again")
        self.go = button("payments_write", tr("Write the payment list…"), self.choose_file, role="primary")
        self.add_buttons(self.go)
        self._payable: tuple[int, int] | None = None
        self.look()

    def show_payable(self, count: int, amount: int) -> None:
        """How many claims may be paid, and how much (won)."""
        self._payable = (count, amount)
        self.due.setText(f"{tr_many('{n} claim', '{n} claims', count)} · {won(amount)}")
        self.look()

    def look(self) -> None:
        """Say what is still missing."""
        once, twice = self.once.text(), self.twice.text()
        differs = bool(twice) and once != twice
        restyle(self.twice, fault="true" if differs else "false")
        why = why_not(self.sitting, "list_payments")
        if self._payable is not None and not self._payable[0]:
            why = why or tr("No claim can be paid now: an award is paid once its letter was issued.")
        why = why or ("" if self.batch.text().strip() else tr("The batch needs a name."))
        if len(once) < SHORTEST:
            why = why or tr("The passphrase has at least {n} characters.", n=SHORTEST)
        elif once != twice:
            why = why or tr("The two passphrases are not the same.") if twice else why or tr("Type it a second time.")
        self.switch(self.go, why)

    def choose_file(self) -> None:
        """Ask where the list goes."""
        name = f"payments-{self.batch.text().strip()}.xlsx"
        path = self.ask_file(tr("Write the payment list"), name, "Excel (*.xlsx)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the list and record the batch."""
        batch, passphrase, now = self.batch.text().strip(), self.once.text(), self.sitting.now()
        self.strip.begin(tr("Writing the payment list"))
        self.strip.stop.hide()  # one short step: file and entry belong together
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import paying

            return paying.list_payments(case_file, signer, path, passphrase, batch=batch, now=now)

        self.sitting.carry_out("list_payments", (), work, then=self._written, otherwise=self.failed, owner=self)

    def _written(self, told: Any) -> None:
        held = listed(told["held"])
        left_out = tr("Left out, because no account can be used: {claims}", claims=held) if held else ""
        pairs = listed([f"{one['claim']} ({one['twin']})" for one in told["twins"]])
        twins = tr("Left out, because they may be the claim in brackets: {claims}", claims=pairs) if pairs else ""
        left_out = "\n".join(filter(None, (left_out, twins)))
        if not told["claims"]:
            self.strip.finish(f"{tr('No list was written.')} {left_out}".strip(), tone="wait")
        else:
            count = tr_many("{n} claim", "{n} claims", told["claims"])
            text = f"{count} · {won(told['amount'])}: {told['file']}"
            self.strip.finish(f"{text}\n{left_out}".strip(), tone="wait" if left_out else "good",
                              folder=Path(told["file"]).parent)  # fmt: skip
        self.once.clear()
        self.twice.clear()
        self.look()


class ResultsSection(ExportSection):
    """Takes back what was paid and what failed; lines that cannot be taken are named, the others are taken."""

    def __init__(self, sitting: Sitting) -> None:
        """A table with claim, result, date, amount and reason."""
        table = tr("The payer's table (CSV or Excel) with claim, result (paid or failed), date, amount and reason.")
        empty = tr("The amount of a failed payment may be empty or 0 if the bank names none: the listed one is meant.")
        super().__init__(sitting, "payment_results", tr("Payment results"), f"{table} {empty}")
        self.go = button("results_take", tr("Take the results in…"), self.choose_file)
        self.add_buttons(self.go)
        self.look()

    def look(self) -> None:
        """Say what is still missing."""
        self.switch(self.go, why_not(self.sitting, "record_payments"))

    def choose_file(self) -> None:
        """Ask for the table."""
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Take the results in"), "", "CSV, TSV, Excel (*.csv *.tsv *.xlsx)"
        )
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Read the table in a glovebox and record what it says."""
        now = self.sitting.now()
        self.strip.begin(tr("Taking the results in"))
        self.strip.stop.hide()
        self.look()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.paying import take_payment_results
            from reviewer.desk.payment_results import read_payment_results

            return take_payment_results(case_file, signer, read_payment_results(path), now=now)

        self.sitting.carry_out("record_payments", (), work, then=self._taken, otherwise=self.failed, owner=self)

    def _taken(self, told: Any) -> None:
        text = tr("Paid {p}, failed {f}.", p=f"{told['paid']:,}", f=f"{told['failed']:,}")
        from reviewer.desk.payment_results import not_taken

        lines = [
            tr("Row {n}: {claim}: {why}", n=one["row"], claim=one["claim"] or "–", why=not_taken(one, language()))
            for one in told["refused"]
        ]
        if lines:
            text += " " + tr_many("{n} line was not taken:", "{n} lines were not taken:", len(lines))
        self.strip.finish("\n".join([text, *lines]), tone="wait" if lines or told["failed"] else "good")
        self.look()
