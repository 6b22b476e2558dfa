"""What a member wants in the minutes: a statement on an item, or a dissent with its reasons."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QDialog, QPlainTextEdit, QRadioButton, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.choice import Choice
from reviewer.ui.meeting.meeting_opening import people_of
from reviewer.ui.meeting.meeting_reading import MeetingPage
from reviewer.ui.parts import banner, button, column, label, row, without_default
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

Statement = tuple[str, bool, str]
"""A statement that was not recorded: the member, whether it is a dissent, and what was said."""


class StatementForm(QDialog):
    """Records `record_statement`; who speaks, what was said, and whether it is a dissent."""

    def __init__(self, parent: QWidget, sitting: Sitting, page: MeetingPage, item: str, title: str) -> None:
        """`item` is the name of the agenda item in view; empty for the meeting as a whole."""
        super().__init__(parent)
        self.setObjectName("statement_form")
        self.setWindowTitle(tr("Statement for the minutes"))
        self._sitting, self._page, self._item = sitting, page, item
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(title or tr("On the meeting as a whole"), size=15, bold=True, wrap=True))
        self.member = Choice()
        self.member.setObjectName("statement_member")
        self.member.setAccessibleName(tr("Who speaks"))
        sitting_in = [m for m in page.case.roster.values() if m.role in ("SECRETARY", "AUDITOR", "OBSERVER")]
        for one in (*people_of(page.case), *sitting_in):
            if self.member.findData(one.id) < 0:
                self.member.addItem(page.names.get(one.id, "") or one.id, one.id)
        layout.addWidget(self.member)
        kinds, self.kinds = row(), QButtonGroup(self)
        self.statement, self.dissent = QRadioButton(tr("Statement")), QRadioButton(tr("Dissent"))
        self.dissent.setObjectName("is_dissent")
        self.statement.setChecked(True)
        for one_kind in (self.statement, self.dissent):
            self.kinds.addButton(one_kind)
            kinds.addWidget(one_kind)
        kinds.addStretch(1)
        layout.addLayout(kinds)
        self.said = QPlainTextEdit()
        self.said.setObjectName("statement_said")
        self.said.setAccessibleName(tr("What was said, in short"))
        self.said.setPlaceholderText(tr("What was said, in short"))
        self.said.setTabChangesFocus(True)
        self.said.textChanged.connect(self._say)
        layout.addWidget(self.said)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.save = button("statement_record", tr("Record"), self.record, role="primary")
        self.save.setShortcut("Ctrl+Return")
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button("statement_cancel", tr("Cancel"), self.reject))
        foot.addWidget(self.save)
        layout.addLayout(foot)
        without_default(self)
        self.setMinimumWidth(sitting.look.px(520))
        self.member.setFocus()
        self._say()

    def _say(self) -> None:
        why = "" if self.said.toPlainText().strip() else tr("Write down what was said.")
        self.save.setEnabled(not why)
        set_tip(self.save, why)

    def kept(self) -> Statement:
        """Who speaks, whether it is a dissent, and what was written down so far."""
        return self.member.currentData(), self.dissent.isChecked(), self.said.toPlainText()

    def give_back(self, kept: Statement) -> None:
        """Go on with what was written down before the form was left."""
        member, is_dissent, said = kept
        self.member.setCurrentIndex(max(self.member.findData(member), 0))
        (self.dissent if is_dissent else self.statement).setChecked(True)
        self.said.setPlainText(said)

    def record(self) -> None:
        """Record it."""
        kind = "DISSENT" if self.dissent.isChecked() else "STATEMENT"
        body: dict[str, object] = {
            "kind": kind, "member": self.member.currentData(), "said": self.said.toPlainText().strip()
        }  # fmt: skip
        if self._item:
            body["item"] = self._item
        self.save.setEnabled(False)
        self._sitting.record(
            "record_statement", f"meeting:{self._page.number}", body,
            then=lambda _: self.accept(), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> Any:
        self._say()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
