"""Takes the last act on many claims back, as one, with a reason; which act that is, its window says."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, column, label, open_at, row, without_default
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many


@dataclasses.dataclass(frozen=True)
class BackWords:
    """The act that takes back, how its last one is read (reader lane), and what the window says."""

    act: str
    read: Callable[[Any, str], Any]
    title: str
    told: Callable[[Any], str]
    nothing: str
    working: Callable[[int], str]


class ManyBack(QDialog):
    """Says what was done, how many claims still stand where it put them, and restores each claim as it was before."""

    taken_back = Signal()

    def __init__(self, sitting: Sitting, says: BackWords, parent: QWidget) -> None:
        """Reads the last act at once."""
        super().__init__(parent)
        self.setObjectName("many_back")
        self.setWindowTitle(says.title)
        open_at(self, sitting.look.px(520), sitting.look.px(240))
        self._sitting, self._says, self._last = sitting, says, None
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(says.title, size=20, bold=True))
        self.said = label("", wrap=True)
        self.said.setObjectName("many_back_said")
        layout.addWidget(self.said)
        self.reason = QLineEdit()
        self.reason.setObjectName("many_back_reason")
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("Why it is taken back"))
        self.reason.textChanged.connect(lambda _: self._look())
        layout.addWidget(self.reason)
        self.strip = WorkStrip("many_back_work")
        layout.addWidget(self.strip)
        layout.addStretch()
        foot = row()
        foot.addStretch()
        foot.addWidget(button("many_back_close", tr("Close"), self.reject))
        self.go = button("many_back_go", tr("Take back"), self.take_back, role="primary")
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self.go.setDefault(True)
        self._look()
        person = sitting.person
        sitting.read(lambda conn: says.read(conn, person), then=self._show, otherwise=self._failed, owner=self)

    def _show(self, last: Any) -> None:
        self._last = last
        if last is None:
            self.said.setText(self._says.nothing)
            self.reason.hide()
            return
        text = self._says.told(last)
        moved = last.count - len(last.standing)
        if moved:
            text += " " + tr_many("{n} moved on since and stays.", "{n} moved on since and stay.", moved)
        self.said.setText(text)
        self.reason.setFocus()
        self._look()

    def _look(self) -> None:
        why = ""
        if self._last is None or not self._last.standing:
            why = self._says.nothing
        elif not self.reason.text().strip():
            why = tr("A reason is needed.")
        self.go.setEnabled(not why and not self.strip.is_running)
        set_tip(self.go, why)

    def take_back(self) -> None:
        """Record it; Cancel on the way leaves nothing changed."""
        last, reason = self._last, self.reason.text().strip()
        if last is None or not last.standing or not reason or self.strip.is_running:
            return
        now = self._sitting.now()
        job = self.strip.begin(self._says.working(len(last.standing)))
        self._look()
        act, body = self._says.act, {"entry": last.entry, "claims": list(last.standing), "reason": reason}

        def work(case_file: Any, signer: Any) -> None:
            from reviewer.casefile import journal

            journal.append(case_file, signer, act, "case", body, made_at=now, progress=job.report_or_stop)

        self._sitting.carry_out(
            act, last.standing, work, then=lambda _: self._done(), otherwise=self._failed, owner=self
        )  # fmt: skip

    def _done(self) -> None:
        self.strip.clear()
        self.taken_back.emit()
        self.accept()

    def _failed(self, fault: BaseException) -> None:
        if not self.strip.is_running and not isinstance(fault, Problem):
            raise fault
        self.strip.fail(fault)
        self._look()
