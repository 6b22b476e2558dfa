"""Takes the last act on many claims back, as one, with a reason."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import button, column, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.triage.query_fields import without_default
from reviewer.ui.triage.triage_reading import read_last_many
from reviewer.ui.wording import moment, tr, tr_many, word


class ManyBack(QDialog):
    """Says what was routed, how many still stand where it put them, and restores each claim's route from before."""

    taken_back = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        """Reads the last act at once."""
        super().__init__(parent)
        self.setObjectName("many_back")
        self.setWindowTitle(tr("Take many routes back"))
        self.resize(sitting.look.px(520), sitting.look.px(240))
        self._sitting, self._last = sitting, None
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(tr("Take many routes back"), size=20, bold=True))
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
        sitting.read(lambda conn: read_last_many(conn, person), then=self._show, otherwise=self._failed, owner=self)

    def _show(self, last: Any) -> None:
        self._last = last
        if last is None:
            self.said.setText(tr("There is no act of yours on many claims to take back."))
            self.reason.hide()
            return
        lane = word(self._sitting.plan.routes, last.route)
        text = tr_many("{n} claim to {lane}, {when}.", "{n} claims to {lane}, {when}.", last.count, lane=lane,
                       when=moment(last.made_at))  # fmt: skip
        moved = last.count - len(last.standing)
        if moved:
            text += " " + tr_many("{n} moved on since and stays.", "{n} moved on since and stay.", moved)
        self.said.setText(text)
        self.reason.setFocus()
        self._look()

    def _look(self) -> None:
        why = ""
        if self._last is None or not self._last.standing:
            why = tr("There is no act of yours on many claims to take back.")
        elif not self.reason.text().strip():
            why = tr("A reason is needed.")
        self.go.setEnabled(not why and not self.strip.is_running)
        self.go.setToolTip(why)

    def take_back(self) -> None:
        """Record it; Cancel on the way leaves nothing changed."""
        last, reason = self._last, self.reason.text().strip()
        if last is None or not last.standing or not reason or self.strip.is_running:
            return
        now = self._sitting.now()
        job = self.strip.begin(tr("Taking {n} routes back", n=f"{len(last.standing):,}"))
        self._look()
        body = {"entry": last.entry, "claims": list(last.standing), "reason": reason}

        def work(case_file: Any, signer: Any) -> None:
            from reviewer.casefile import journal

            journal.append(
                case_file, signer, "take_back_routes", "case", body, made_at=now, progress=job.report_or_stop
            )  # fmt: skip

        self._sitting.carry_out(
            "take_back_routes", (), work, then=lambda _: self._done(), otherwise=self._failed, owner=self
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
