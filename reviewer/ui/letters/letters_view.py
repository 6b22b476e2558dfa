"""The place Letters: what may leave, the register of what left, payments, and other things that leave the house."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.letters.exports import Exports
from reviewer.ui.letters.letter_queue import LetterQueue
from reviewer.ui.letters.letter_register import LetterRegister
from reviewer.ui.letters.wording_editor import WordingEditor
from reviewer.ui.making import Making
from reviewer.ui.parts import label, row
from reviewer.ui.sitting import LOOKS, Sitting
from reviewer.ui.tabs import Tabs, later
from reviewer.ui.wording import tr

ABOUT_LETTERS = frozenset(
    {
        "issue_letter", "resolve", "adopt_fixed_list", "request_supplement", "extend_supplement", "withdraw", "take_in",
        "take_back_resolution", "take_back", "check_quality", "remind_supplement", "write_lane_letters",
        "extend_review", "hear_claimant", "announce_failure", "record_delivery", "acknowledge_receipt",
        "announce_delay", "ask_account", "fix_account", "record_payments", "correct_resolution", "confirm_account",
        "confirm_wording",
    }
)  # fmt: skip


class LettersPlace(QWidget):
    """Pages; each reads again when something recorded concerns it."""

    open_claim = Signal(str)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        """Reads the queue at once; what is not in view is made and read a moment later."""
        super().__init__(parent)
        self.setObjectName("letters_place")
        self._sitting = sitting
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(label(tr("Letters"), size=20, bold=True))
        layout.addLayout(head)
        self.tabs = Tabs("letters_tabs")
        layout.addWidget(self.tabs, 1)
        for name, text in (
            ("queue", tr("To be issued")), ("register", tr("Issued")), ("exports", tr("Payments and exports")),
            ("wording", tr("Wording")),
        ):  # fmt: skip
            self.tabs.add(name, text, later())
        self.queue = LetterQueue(sitting)
        self.tabs.put("queue", self.queue)
        self.queue.counted.connect(lambda n: self.tabs.say("queue", f"{n:,}" if n else ""))
        self.queue.open_claim.connect(self.open_claim)
        self.queue.read()
        self._rest = Making(self._made(), self)
        self._rest.begin()
        sitting.recorded.connect(self._recorded)

    def _made(self) -> Iterator[None]:
        self._register = LetterRegister(self._sitting)
        self.tabs.put("register", self._register)
        yield from self._register.made()
        self._register.counted.connect(lambda n: self.tabs.say("register", f"{n:,}" if n else ""))
        self._register.open_claim.connect(self.open_claim)
        self._register.read()
        yield
        self._exports = Exports(self._sitting)
        self.tabs.put("exports", self._exports)
        yield from self._exports.made()
        self._exports.read()
        yield
        self._wording = WordingEditor(self._sitting)
        self.tabs.put("wording", self._wording)
        self.tabs.changed.connect(lambda name: self._wording.read() if name == "wording" else None)

    def take_keys(self) -> None:
        """The keys go to the list in view, or to the name of a page that is no list."""
        page = self.tabs.current()
        table = self.queue.table if page == "queue" else self.register.table if page == "register" else None
        if table is not None and not table.isHidden():
            table.setFocus()
        else:
            self.tabs.take_keys()

    def finish(self) -> None:
        """Make what is still missing."""
        self._rest.finish()

    @property
    def register(self) -> LetterRegister:
        """What left."""
        self.finish()
        return self._register

    @property
    def exports(self) -> Exports:
        """Payments and other things that leave the house."""
        self.finish()
        return self._exports

    @property
    def wording(self) -> WordingEditor:
        """The texts of the letters."""
        self.finish()
        return self._wording

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act in ABOUT_LETTERS:
            self.queue.heed(claims)
            self.register.read()
        elif act == "print":
            self.register.read()
        if act in ("adopt_wording", "confirm_wording") and self.wording.page is not None:
            self.wording.read()
        if act not in LOOKS:
            self.exports.read()

    def show_part(self, name: str) -> None:
        """Go to a page of this place: queue, register, exports or wording."""
        self.finish()
        self.tabs.go(name)

    def may_leave(self) -> bool:
        """Whether the window may close now."""
        return self.queue.issuing.may_leave()

    def showEvent(self, event: QShowEvent) -> None:
        """An outbox hour may have ended meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self.queue.read()
