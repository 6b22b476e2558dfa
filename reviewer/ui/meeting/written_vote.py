"""Voting in writing: each member signs an entry of their own; one objection sends a claim to a meeting (서면의결)."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.choice import Choice
from reviewer.ui.meeting.meeting_reading import MeetingPage
from reviewer.ui.parts import OneOf, banner, button, column, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many, word

LETTERS = {"vote_for": "FOR", "vote_against": "AGAINST", "vote_abstain": "ABSTAIN", "vote_object": "OBJECT"}


class WrittenVote(QWidget):
    """Shown for a written resolution that is open: which claims, a note, one chip and letter a vote, and signing."""

    voted = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """Hidden until a written resolution is shown."""
        super().__init__()
        self.setObjectName("written_vote")
        self._sitting = sitting
        self._page: MeetingPage | None = None
        layout = column(self, spacing=8)
        self.says = label("", tone="soft", wrap=True)
        layout.addWidget(self.says)
        line = row()
        self.which, self.note = Choice(), QLineEdit()
        self.which.setObjectName("written_which")
        self.which.setAccessibleName(tr("Claims the vote is about"))
        self.note.setObjectName("written_note")
        self.note.setAccessibleName(tr("Note on the vote (optional)"))
        self.note.setPlaceholderText(tr("Note on the vote (optional)"))
        line.addWidget(self.which)
        line.addWidget(self.note, 1)
        self.sign = button("written_sign", tr("Sign the vote  {keys}", keys="Ctrl+Enter"), self.record, role="primary")
        self._chips = OneOf(self)
        self.buttons = self._add_chips(line)
        self.which.currentIndexChanged.connect(lambda _: self._switch())
        line.addWidget(self.sign)
        layout.addLayout(line)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.hide()

    def _add_chips(self, line: QHBoxLayout) -> dict[str, QPushButton]:
        found = {}
        for action, vote in LETTERS.items():
            says = tr("Object: to a meeting") if vote == "OBJECT" else word(self._sitting.plan.votes, vote)
            found[vote] = button(f"written_{vote}", f"{says}  {keys.shown(action)}", role="chip", says=says)
            found[vote].toggled.connect(lambda _: self._switch())
            self._chips.add(found[vote])
            line.addWidget(found[vote])
        return found

    def show_meeting(self, page: MeetingPage) -> None:
        """Show what this person has still to sign; hidden where people meet."""
        self._page = page
        held = page.case.meeting(page.number)
        claims = sorted(page.tabled)
        self.setVisible(held is not None and held.is_written and held.state == "CONVENED" and bool(claims))
        mine = [number for number in claims if self._sitting.person in page.tabled[number].claim.written]
        signed = tr_many("{n} claim", "{n} claims", len(mine))
        self.says.setText(tr("By writing: you signed a vote on {claims} of {n}.", claims=signed, n=len(claims)))
        self.which.clear()
        self.which.addItem(tr("All that I have not signed yet"), [one for one in claims if one not in mine])
        for number in claims:
            self.which.addItem(f"{number}  {page.tabled[number].trade_name}", [number])
        self._switch()

    def _switch(self) -> None:
        """Nothing is signed by a letter alone, and nothing is off without its reason."""
        why = why_not(self._sitting, "vote_in_writing")
        for one in self.buttons.values():
            one.setEnabled(not why)
            set_tip(one, why)
        if not why and not self.which.currentData():
            why = tr("You signed a vote on every claim.")
        why = why or ("" if self.chosen else tr("Choose a vote first."))
        self.sign.setEnabled(not why)
        set_tip(self.sign, why)

    @property
    def chosen(self) -> str:
        """The vote chosen; empty for none."""
        return next((vote for vote, one in self.buttons.items() if one.isChecked()), "")

    def press(self, event: QKeyEvent) -> bool:
        """F A B O choose a vote, Ctrl+Enter signs it; False where the key stands for nothing here."""
        if self.isHidden():
            return False
        if self.chosen and keys.is_key(event, "record"):
            self.record()
            return True
        for action, vote in LETTERS.items():
            if keys.is_key(event, action) and self.buttons[vote].isEnabled():
                self.buttons[vote].setChecked(True)
                self.buttons[vote].setFocus()
                return True
        return False

    def record(self) -> None:
        """Sign the vote chosen on the claims chosen."""
        claims, vote = self.which.currentData(), self.chosen
        if self._page is None or not self.sign.isEnabled():
            return
        body: dict[str, object] = {"claims": claims, "vote": vote}
        if self.note.text().strip():
            body["note"] = self.note.text().strip()
        self.problem.hide()
        self._sitting.record(
            "vote_in_writing", f"meeting:{self._page.number}", body,
            then=lambda _: self._voted(), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _voted(self) -> None:
        self.note.clear()
        self._chips.choose_none()
        self.voted.emit()

    def _failed(self, fault: BaseException) -> Any:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
