"""Above the queue: how many claims are due a letter that tells where they stand, and the button that prepares all."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem
from reviewer.ui.choice import Choice
from reviewer.ui.parts import button, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, tr_many, word

KINDS = ("RECEIPT", "DELAY", "ACCOUNT_MISSING")


class PreparingLine(QWidget):
    """One kind at a time; what would be prepared is counted before anything is recorded. Absent while none is due."""

    def __init__(self, sitting: Sitting) -> None:
        """Counts when it is asked to."""
        super().__init__()
        self.setObjectName("preparing_line")
        self._sitting = sitting
        self.due: dict[str, list[str]] = {}
        self.kind, self.reason = Choice(), Choice()
        self.kind.setObjectName("prepare_kind")
        self.kind.setAccessibleName(tr("Letters to prepare"))
        for kind in KINDS:
            found = word_for("letter", kind, language())
            self.kind.addItem(found[:1].upper() + found[1:], kind)
        self.reason.setObjectName("prepare_reason")
        self.reason.setAccessibleName(tr("Reason, as the letter tells it"))
        for code in sitting.plan.delay_reasons:
            self.reason.addItem(word(sitting.plan.delay_reasons, code), code)
        self.kind.currentIndexChanged.connect(lambda _: self._say())
        self.go = button("prepare_letters", "", self.prepare)
        self.said = label("", size=12, tone="soft", wrap=True, told=True)
        self.said.setObjectName("prepare_said")
        line = row()
        for part in (self.kind, self.reason):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addLayout(line)
        layout.addWidget(self.said)
        self.hide()

    def count(self) -> None:
        """Ask which claims are due one; nothing is recorded."""
        today = self._sitting.now().astimezone(KOREA).date()
        self._sitting.read(lambda conn: _count(conn, today), then=self._counted, otherwise=self._failed, owner=self)

    def _counted(self, due: dict[str, list[str]]) -> None:
        chosen = str(self.kind.currentData())
        self.due = due
        if not due[chosen] and (others := [kind for kind in KINDS if due[kind]]):
            self.kind.setCurrentIndex(self.kind.findData(others[0]))
        self._say()

    def _say(self) -> None:
        kind = str(self.kind.currentData())
        number = len(self.due.get(kind, ()))
        self.setVisible(any(self.due.values()))
        self.reason.setVisible(kind == "DELAY")
        text = tr_many("Prepare {n} letter", "Prepare {n} letters", number)
        self.go.setText(text)
        self.go.setAccessibleName(f"{self.kind.currentText()}: {text}")
        why = why_not(self._sitting, "acknowledge_receipt") or ("" if number else tr("No claim is due this letter."))
        if kind == "DELAY" and not self.reason.count():
            why = why or tr("The plan in force names no reason for holding a claim over.")
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.said.setText(why)
        self.said.setVisible(bool(why))

    def prepare(self) -> None:
        """Record the letter on every claim that is due it, all of them or none."""
        kind, now = str(self.kind.currentData()), self._sitting.now()
        numbers = self.due.get(kind, [])
        reason = str(self.reason.currentData()) if kind == "DELAY" else ""
        if not numbers:
            return
        self.go.setEnabled(False)

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.desk.standing_letters import write_letters

            return write_letters(case_file, signer, kind, numbers, now=now, reason=reason)

        self._sitting.carry_out(
            ACT_OF[kind], numbers, work, then=lambda _: self.count(), otherwise=self._failed, owner=self
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say()
        self.said.setText(in_words(fault))


ACT_OF = {"RECEIPT": "acknowledge_receipt", "DELAY": "announce_delay", "ACCOUNT_MISSING": "ask_account"}


def _count(conn: Any, today: dt.date) -> dict[str, list[str]]:
    from reviewer.desk.standing_letters import waiting

    return {kind: waiting(conn, kind, today) for kind in KINDS}
