"""One member's row in the meeting: the key, the name, the body, the vote as word and shape."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy

from reviewer.rules.council import Member
from reviewer.ui.actions import Action, called, press
from reviewer.ui.parts import label, restyle
from reviewer.ui.tips import set_tip

SHAPES = {"FOR": "○", "AGAINST": "✕", "ABSTAIN": "△", "RECUSED": "⊘", "ABSENT": "–", "": "·"}
TONES = {"FOR": "good", "AGAINST": "bad", "ABSTAIN": "wait", "RECUSED": "soft", "ABSENT": "soft", "": "soft"}
LETTERS = {
    "vote_for": "FOR", "vote_against": "AGAINST", "vote_abstain": "ABSTAIN", "vote_recused": "RECUSED",
    "vote_absent": "ABSENT",
}  # fmt: skip


class VoteRow(QPushButton):
    """One member: the key, the name, the body, the vote as word and shape; a click goes to the next vote."""

    chosen = Signal(str)
    stepped = Signal(int)

    def __init__(self, member: Member, number: int, name: str, body: str) -> None:
        """`number` is the key of this member."""
        super().__init__()
        self.setObjectName(f"vote_{member.id}")
        self.setProperty("role", "vote")
        self.member, self.name, self._body = member.id, name, body
        inside = QHBoxLayout(self)
        inside.setContentsMargins(6, 2, 6, 2)
        inside.setSpacing(6)
        cap = label(str(number))
        cap.setProperty("keycap", "true")
        words = QGridLayout()
        words.setSpacing(0)
        words.setColumnStretch(0, 1)
        who = label(name, bold=True, wrap=True)
        self._vote = label("", bold=True)
        self._below = label(body, size=12, tone="soft", wrap=True)
        words.addWidget(who, 0, 0)
        words.addWidget(self._vote, 0, 1)
        words.addWidget(self._below, 1, 0, 1, 2)  # the body has the whole width, and breaks before it is cut
        inside.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addLayout(words, 1)
        for part in (cap, who, self._vote, self._below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.clicked.connect(lambda: self.stepped.emit(1))

    def show_vote(self, vote: str, says: str, ground: str) -> None:
        """Show the vote; a member with a ground is greyed and the ground stands below the name."""
        self._vote.setText(f"{SHAPES[vote]} {says}")
        restyle(self._vote, tone=TONES[vote])
        self._below.setText(ground or self._body)
        restyle(self, vote=vote)
        set_tip(self, ground)
        self.setAccessibleName(", ".join(part for part in (self.name, self._body, says, ground) if part))

    def offers(self) -> Iterator[Action]:
        """The votes of this member."""
        for action, vote in LETTERS.items():
            yield Action(action, partial(self.chosen.emit, vote), text=f"{self.name}: {called(action)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F A B X N give a vote, left and right go through them."""
        if press(event, self.offers()):
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() == Qt.Key.Key_Space:
            self.stepped.emit(1)
        else:
            event.ignore()
