"""Settings, Daily seal: seal the day, and type a code from the minutes to prove what was recorded."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.problems import in_words
from reviewer.ui.seal_line import SealLine
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr

TONES = {"holds": "good", "unknown": "bad", "broken": "bad"}


class SealSection(QWidget):
    """Anybody may verify, also without a key; sealing is for secretary and chair."""

    def __init__(self, sitting: Sitting) -> None:
        """The newest seal, and a field for a code."""
        super().__init__()
        self.setObjectName("seal_section")
        self._sitting = sitting
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Daily seal"), size=15, bold=True))
        about = tr("A short code over everything recorded so far. It stands in the minutes the members sign; typed "
                   "here again, it proves that nothing before it was changed, taken out or added.")  # fmt: skip
        layout.addWidget(label(about, tone="soft", wrap=True))
        self.line = SealLine(sitting, "seal")
        layout.addWidget(self.line)
        self.typed = QLineEdit()
        self.typed.setObjectName("seal_typed")
        self.typed.setAccessibleName(tr("Code from the minutes"))
        self.typed.setPlaceholderText(tr("Code from the minutes"))
        self.typed.textChanged.connect(lambda _: self.look())
        self.typed.returnPressed.connect(self.verify)
        self.go = button("seal_verify", tr("Verify"), self.verify)
        foot = row()
        foot.addWidget(self.typed, 1)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        self.answer = banner("", "good")
        self.answer.setObjectName("seal_answer")
        self.answer.hide()
        layout.addWidget(self.answer)
        self.look()

    def look(self) -> None:
        """Off only while nothing is typed."""
        why = "" if self.typed.text().strip() else tr("Type the code from the minutes first.")
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.answer.hide()

    def verify(self) -> None:
        """Prove the seal with this code, beside reading and recording: a long journal takes a while."""
        typed, case_file, lang = self.typed.text(), self._sitting.case_file, language()
        if not typed.strip() or not self.go.isEnabled():
            return

        def work() -> tuple[str, str]:
            from reviewer.desk.sealing import verdict_in_words, verify_code

            conn = case_file.reader()
            verdict = verify_code(conn, typed)
            return verdict.outcome, verdict_in_words(conn, verdict, lang)

        self.go.setEnabled(False)
        self._say(tr("Every entry is being checked…"), "wait")
        self._sitting.lanes.glovebox.run(work, then=self._answered, otherwise=self._failed, owner=self)

    def _answered(self, found: Any) -> None:
        outcome, words = found
        self.go.setEnabled(True)
        self._say(words, TONES[outcome])

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.go.setEnabled(True)
        self._say(in_words(fault), "bad")

    def _say(self, text: str, tone: str) -> None:
        self.answer.setText(text)
        restyle(self.answer, banner=tone)
        self.answer.show()
