"""The place Letters: what may leave, the register of what left, payments, and other things that leave the house."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.letters.exports import Exports
from reviewer.ui.letters.letter_queue import LetterQueue
from reviewer.ui.letters.letter_register import LetterRegister
from reviewer.ui.letters.wording_editor import WordingEditor
from reviewer.ui.parts import label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.tabs import Tabs
from reviewer.ui.wording import tr

ABOUT_LETTERS = frozenset(
    {
        "issue_letter", "resolve", "adopt_fixed_list", "request_supplement", "extend_supplement", "withdraw", "take_in",
        "take_back_resolution", "take_back", "check_quality", "remind_supplement", "write_lane_letters",
        "extend_review", "hear_claimant", "announce_failure", "record_delivery", "acknowledge_receipt",
        "announce_delay", "ask_account", "fix_account",
    }
)  # fmt: skip


class LettersPlace(QWidget):
    """Pages; each reads again when something recorded concerns it."""

    open_claim = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        """Reads queue and register at once."""
        super().__init__()
        self.setObjectName("letters_place")
        self.queue, self.register, self.exports = LetterQueue(sitting), LetterRegister(sitting), Exports(sitting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(label(tr("Letters"), size=15, bold=True))
        layout.addLayout(head)
        self.tabs = Tabs("letters_tabs")
        self.tabs.add("queue", tr("To be issued"), self.queue)
        self.tabs.add("register", tr("Issued"), self.register)
        self.tabs.add("exports", tr("Payments and exports"), self.exports)
        self.wording = WordingEditor(sitting)
        self.tabs.add("wording", tr("Wording"), self.wording)
        self.tabs.changed.connect(lambda name: self.wording.read() if name == "wording" else None)
        layout.addWidget(self.tabs, 1)
        self.queue.counted.connect(lambda n: self.tabs.say("queue", f"{n:,}" if n else ""))
        self.register.counted.connect(lambda n: self.tabs.say("register", f"{n:,}" if n else ""))
        for part in (self.queue, self.register):
            part.open_claim.connect(self.open_claim)
        sitting.recorded.connect(self._recorded)
        self.read()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act in ABOUT_LETTERS:
            self.queue.read()
            self.register.read()
        elif act == "print":
            self.register.read()
        if act in ("adopt_wording", "confirm_wording") and self.wording.page is not None:
            self.wording.read()
        self.exports.read()

    def read(self) -> None:
        """Read everything again."""
        for part in (self.queue, self.register, self.exports):
            part.read()

    def show_part(self, name: str) -> None:
        """Go to a page of this place: queue, register, exports or wording."""
        self.tabs.go(name)

    def may_leave(self) -> bool:
        """Whether the window may close now."""
        return self.queue.issuing.may_leave()

    def showEvent(self, event: QShowEvent) -> None:
        """An outbox hour may have ended meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self.queue.read()
