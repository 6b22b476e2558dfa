"""One member's row in the meeting: the key, the name, the body, the vote as word and shape."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from reviewer.rules.council import Member
from reviewer.ui import keys
from reviewer.ui.elided import Elided
from reviewer.ui.parts import label, restyle

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
        inside.setContentsMargins(8, 4, 12, 4)
        inside.setSpacing(8)
        cap = label(str(number))
        cap.setProperty("keycap", "true")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(name, is_name=True))
        self._below = Elided(body)
        words.addWidget(self._below)
        self._vote = label("", size=15, bold=True)
        inside.addWidget(cap)
        inside.addLayout(words, 1)
        inside.addWidget(self._vote)
        for part in (cap, self._vote, self._below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: self.stepped.emit(1))

    def show_vote(self, vote: str, says: str, ground: str) -> None:
        """Show the vote; a member with a ground is greyed and the ground stands below the name."""
        self._vote.setText(f"{SHAPES[vote]} {says}")
        restyle(self._vote, tone=TONES[vote])
        self._below.say(ground or self._body)
        restyle(self, vote=vote)
        self.setToolTip(ground)
        self.setAccessibleName(", ".join(part for part in (self.name, self._body, says, ground) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F A B X N give a vote, left and right go through them."""
        for action, vote in LETTERS.items():
            if keys.is_key(event, action):
                self.chosen.emit(vote)
                return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() == Qt.Key.Key_Space:
            self.stepped.emit(1)
        else:
            event.ignore()
