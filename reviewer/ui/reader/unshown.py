"""Stands where a paper cannot be shown: why, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import button, label
from reviewer.ui.problems import in_words
from reviewer.ui.wording import tr


class Unshown(QWidget):
    """Words, a password field where one helps, and "save a copy"."""

    unlock = Signal(str)
    save = Signal()
    wanted = Signal()
    """A paper that was not waited for is to be opened after all."""

    def __init__(self) -> None:
        """Silent at first."""
        super().__init__()
        self.setObjectName("unshown")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        self.words = label("", size=15, tone="soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.words)
        self.password = QLineEdit()
        self.password.setObjectName("paper_password")
        self.password.setAccessibleName(tr("Password of this paper"))
        self.password.setPlaceholderText(tr("Password of this paper"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(320)
        self.password.returnPressed.connect(self._try)
        layout.addWidget(self.password, 0, Qt.AlignmentFlag.AlignCenter)
        self.open = button("open_locked", tr("Open"), self._try, role="primary")
        layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignCenter)
        self.again = button("open_again", tr("Open it again"), self.wanted.emit)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignCenter)
        self.copy = button("save_unshown", tr("Save a copy…"), self.save.emit)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        self.password_given = False
        """Whether the problem comes after a password was tried."""
        self.say("")

    def say(self, text: str) -> None:
        """Show plain words."""
        self.words.setText(text)
        self.password.hide()
        self.open.hide()
        self.again.hide()
        self.copy.hide()

    def _try(self) -> None:
        self.unlock.emit(self.password.text())

    def say_problem(self, problem: Problem, *, can_save: bool) -> None:
        """Say why the paper cannot be shown."""
        reason = str(problem.facts.get("reason", ""))
        self.again.hide()
        if reason == "password":
            wrong = tr("This password does not open the paper. Capital letters and Hangul mode matter.")
            asked = tr("This paper is protected. Enter its password, if the claimant gave one.")
            self.words.setText(wrong if self.password_given else asked)
        elif reason == "locked_format":
            self.words.setText(
                tr(
                    "This paper is protected by a password, and this program cannot open protected papers of its kind "
                    "(Hangul, OpenDocument, old Excel). Ask for a copy without a password, or for a PDF."
                )
            )
        elif reason:
            self.words.setText(tr("This paper cannot be shown, because {why}.", why=reason_word(reason)))
        else:
            self.words.setText(in_words(problem))
        self.password.setVisible(reason == "password")
        self.open.setVisible(reason == "password")
        self.password.selectAll() if self.password_given else self.password.clear()
        self.copy.setVisible(can_save)
        if reason == "password":
            self.password.setFocus()


def reason_word(reason: str) -> str:
    """Why a file could not be shown, as half a sentence."""
    return {
        "password": tr("it is protected by a password"),
        "locked_format": tr("it is protected by a password, and this program cannot open protected files of its kind"),
        "damaged": tr("it is damaged"),
        "too_large": tr("it is too large"),
        "timed_out": tr("it took too long to open"),
        "unsupported": tr("the program does not know this kind of file"),
        "empty": tr("it is empty"),
        "crashed": tr("opening it failed"),
    }.get(reason, reason)
