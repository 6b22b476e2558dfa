"""Buttons that print the operating rules and the calculation basis, in Korean or English, and where the file went."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class RulesPrint(QWidget):
    """The paper the council has before it; printing it is an entry of the journal."""

    def __init__(self, sitting: Sitting) -> None:
        """Off only with its reason beside it."""
        super().__init__()
        self.setObjectName("rules_print")
        self._sitting = sitting
        layout = column(self, spacing=8)
        why = why_not(sitting, "print")
        line = row()
        for lang, text in (("ko", tr("Print the rules in Korean…")), ("en", tr("Print the rules in English…"))):
            found = button(f"print_rules_{lang}", text, partial(self.choose_file, lang))
            found.setEnabled(not why)
            set_tip(found, why)
            line.addWidget(found)
        line.addWidget(label(why, size=12, tone="soft", wrap=True), 1)
        layout.addLayout(line)
        self.said = banner("", "good")
        self.said.setObjectName("rules_print_said")
        self.said.hide()
        layout.addWidget(self.said)

    def choose_file(self, lang: str) -> None:
        """Ask where the PDF goes."""
        today = self._sitting.now().astimezone(KOREA).date()
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Rules and calculation basis"), f"rules-{lang}-{today}.pdf", "PDF (*.pdf)"
        )
        if path:
            self.write(Path(path) if path.lower().endswith(".pdf") else Path(f"{path}.pdf"), lang)

    def write(self, path: Path, lang: str) -> None:
        """Write the PDF and record it."""
        now = self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.rules_paper import print_rules

            return print_rules(case_file, signer, path, lang=lang, now=now)

        self._sitting.carry_out(
            "print", (), work, then=lambda told: self._say(tr("Written: {file}", file=told["file"]), "good"),
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say(in_words(fault), "bad")

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()
