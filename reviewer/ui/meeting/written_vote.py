"""Voting in writing: each member signs an entry of their own; one objection sends a claim to a meeting (서면의결)."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.meeting.meeting_reading import MeetingPage
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, tr_many, word


class WrittenVote(QWidget):
    """Shown for a written resolution that is open; which claims, a note, and one button a vote."""

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
        self.which, self.note = QComboBox(), QLineEdit()
        self.which.setObjectName("written_which")
        self.which.setAccessibleName(tr("Claims the vote is about"))
        self.note.setObjectName("written_note")
        self.note.setAccessibleName(tr("Note on the vote (optional)"))
        self.note.setPlaceholderText(tr("Note on the vote (optional)"))
        line.addWidget(self.which)
        line.addWidget(self.note, 1)
        self.buttons = {}
        words = {vote: word(sitting.plan.votes, vote) for vote in ("FOR", "AGAINST", "ABSTAIN")}
        for vote, says in (*words.items(), ("OBJECT", tr("Object: to a meeting"))):
            self.buttons[vote] = button(f"written_{vote}", says, partial(self.vote, vote))
            line.addWidget(self.buttons[vote])
        layout.addLayout(line)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.hide()

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
        why = why_not(self._sitting, "vote_in_writing")
        for one in self.buttons.values():
            one.setEnabled(not why)
            one.setToolTip(why)

    def vote(self, vote: str) -> None:
        """Sign this vote on the claims chosen."""
        claims = self.which.currentData()
        if self._page is None or not claims:
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
        self.voted.emit()

    def _failed(self, fault: BaseException) -> Any:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
