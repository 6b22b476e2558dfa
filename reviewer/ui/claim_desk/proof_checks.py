"""The checks of the paper in view, answered by key one after the other, and at the end the way on."""

import time
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.claim import Answer
from reviewer.rules.hints import Hint
from reviewer.ui import keys
from reviewer.ui.claim_desk.check_line import Answered, CheckLine, Given
from reviewer.ui.claim_desk.crossings import Crossings
from reviewer.ui.making import is_held
from reviewer.ui.parts import button, column, label, laid_out_once, may_shrink, take_out
from reviewer.ui.tips import set_tip

TWO_DIGITS = 0.7
"""Seconds within which a second digit belongs to the first: 1 and 2 go to check 12."""
QUIET = 20
"""Milliseconds between two lines that are made ahead."""


class ProofChecks(QWidget):
    """The list of checks of one paper, or of the claim as a whole."""

    went_to = Signal(QWidget)
    """The keys moved on to this check; it is to be in view."""
    edited = Signal()
    """A note was typed in; `unsaved` are the notes to keep as a draft."""
    onward = Signal()
    """Every check here is answered; go on to the next paper."""
    jump = Signal(object)
    """Show a place in a paper: where the machine saw what a hint is about."""
    rebuilt = Signal()
    """Lines were made anew; the Tab key has to learn their order."""

    def __init__(self, given: Given, answered: Answered) -> None:
        """Empty until a paper is shown."""
        super().__init__()
        self.setObjectName("proof_checks")
        self._given, self._answered = given, answered
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._why = label("", tone="soft", wrap=True)
        self._why.setObjectName("checks_why_not")
        self._why.setContentsMargins(12, 8, 12, 8)
        self._why.hide()
        layout.addWidget(self._why)
        self.machine = label("", size=12, tone="soft", wrap=True)
        self.machine.setObjectName("machine_says")
        self.machine.setContentsMargins(15, 6, 12, 6)
        self.machine.hide()
        layout.addWidget(self.machine)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        layout.addLayout(self._place)
        self.crossings = Crossings(given.plan)
        self.crossings.jump.connect(self.jump)
        layout.addWidget(self.crossings)
        self.next = button("next_paper", "", self.onward.emit, role="link")
        end = QVBoxLayout()
        end.setContentsMargins(6, 6, 6, 6)
        end.addWidget(may_shrink(self.next))
        layout.addLayout(end)
        self.lines: list[CheckLine] = []
        self._made: dict[str, tuple[QWidget, list[CheckLine]]] = {}
        """The lines of each kind of paper, made once and filled anew for every paper of that kind."""
        self._list: QWidget | None = None
        self._ahead: list[tuple[str, int]] = []
        self._quiet = QTimer(self)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._make_one)
        self.kind, self.why_not = "", ""
        self._at = 0
        self._just: int | None = None  # the check whose answer moved the focus on
        self._pending: set[str] = set()  # answered, and not read back yet
        self._digit = ("", 0.0)
        self._hints: Mapping[str, Hint] = {}

    # --- showing ------------------------------------------------------------------------------------------

    def show_checks(self, kind: str, answers: Mapping[str, Answer], drafted: Mapping[str, str], *, same: bool) -> None:
        """Show the checks of a kind of paper; `same` keeps the check in focus, `drafted` are notes left unsaved.

        A line whose answer did not change stays as it is, with what is typed in it.
        """
        had_focus = any(one.hasFocus() for one in self.lines)
        typed = self.typed_notes() if same else drafted
        with laid_out_once(self, *self._lines_of(kind)[1]):
            if not same or kind != self.kind:
                self._turn_to(kind, answers)
            self.kind = kind
            for place, check in enumerate(self._given.plan.checks_of(kind)):
                self._show_line(place, answers.get(check.code), typed.get(check.code, ""))
        self._pending -= set(answers)
        self._at = min(self._at, max(len(self.lines) - 1, 0))
        self._mark()
        self.rebuilt.emit()
        if had_focus and self.lines and not any(one.hasFocus() for one in self.lines):
            self.lines[self._at].setFocus()

    def keep_in_view(self) -> None:
        """An answer that came back makes its line higher and pushes down what has the keys: a check or the way on."""
        held = self.window().focusWidget()
        if held is self.next or held in self.lines:
            self.went_to.emit(held)

    def _turn_to(self, kind: str, answers: Mapping[str, Answer]) -> None:
        """Take the lines of this kind as they were left and put in them what was answered; nothing is typed there."""
        self._at, self._just = self._first_open(kind, answers), None
        self._hints = {}
        self._pending.clear()
        self.lines = []  # first, so that focus leaving the old lines is not taken for a choice
        part, lines = self._lines_of(kind)
        for one in lines:
            one.show_answer(answers.get(one.check.code))
        if part is not self._list:
            if self._list is not None:
                take_out(self._place, self._list)
            self._place.addWidget(part)
            part.show()
            self._list = part
        self.lines = lines

    def _show_line(self, place: int, answer: Answer | None, typed: str) -> None:
        old = self.lines[place] if place < len(self.lines) else None
        if old is not None and old.answer == answer:
            if typed.strip() not in ("", old.typed()):
                old.write_note(typed)
            return
        if old is None:
            one = self._make_line(self.kind, place, answer)
            one.show_hint(self._hints.get(one.check.code))
        else:  # what is painted stays in place, and the answer comes below it
            one = old
            one.show_answer(answer)
        if typed.strip() not in ("", one.typed()):
            one.write_note(typed)

    def _lines_of(self, kind: str) -> tuple[QWidget, list[CheckLine]]:
        if kind not in self._made:
            self._made[kind] = (QWidget(self), [])
            self._made[kind][0].hide()
            column(self._made[kind][0])
        return self._made[kind]

    def _make_line(self, kind: str, place: int, answer: Answer | None) -> CheckLine:
        """Make a line and put it in its place."""
        part, lines = self._lines_of(kind)
        one = CheckLine(place + 1, kind, self._given.plan.checks_of(kind)[place], answer, self._given)
        one.answered = self._answered
        one.focused.connect(self._focused)
        one.edited.connect(self.edited)
        one.settled.connect(self._settled)
        one.jump.connect(self.jump)
        layout = part.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(place, one)
        lines.insert(place, one)
        return one

    def make_ahead(self, kinds: Iterable[str]) -> None:
        """Make the lines of these kinds of paper, one in each quiet moment, so that no paper waits for them."""
        self._ahead = [(kind, place) for kind in kinds for place in range(len(self._given.plan.checks_of(kind)))]
        self._quiet.start()

    def _make_one(self) -> None:
        while self._ahead and not is_held():
            kind, place = self._ahead.pop(0)
            if len(self._lines_of(kind)[1]) == place:
                one = self._make_line(kind, place, None)
                for part in (one, *one.findChildren(QWidget)):
                    part.ensurePolished()
                break
        if not self._ahead:
            self._quiet.stop()

    def show_hints(self, hints: Mapping[str, Hint], said: str) -> None:
        """Show what the machine noticed beside its checks; `said` is what it says of the paper as a whole."""
        self._hints = hints
        for one in self.lines:
            one.show_hint(hints.get(one.check.code))
        self.crossings.show_hints(hints, with_whole=self.kind == "CLM")
        self.machine.setText(said)
        self.machine.setVisible(bool(said))
        self.rebuilt.emit()

    def show_next(self, text: str) -> None:
        """Name what comes after the last check; "" leaves it out."""
        self.next.setText(text)
        self.next.setAccessibleName(text)
        set_tip(self.next, text)
        self.next.setVisible(bool(text))

    def forbid(self, why: str) -> None:
        """Grey every answer out and say why above them; "" lets them be given."""
        self.why_not = why
        for one in self.lines:
            one.allow(not why)
        self._mark()
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def typed_notes(self) -> dict[str, str]:
        """The notes that were changed in their fields, by check."""
        return {one.check.code: one.note.text() for one in self.lines if one.note and one.note.isModified()}

    def unsaved(self) -> dict[str, str]:
        """The notes that were typed and not recorded yet, by check."""
        return {one.check.code: one.unsaved() for one in self.lines if one.unsaved()}

    def _first_open(self, kind: str, answers: Mapping[str, Answer]) -> int:
        checks = self._given.plan.checks_of(kind)
        return next((n for n, check in enumerate(checks) if check.code not in answers), 0)

    def _focused(self, one: CheckLine) -> None:
        if one in self.lines and self.lines.index(one) != self._at:
            self._at, self._just = self.lines.index(one), None
            self._mark()

    def _mark(self) -> None:
        for place, one in enumerate(self.lines):
            one.mark(is_current=place == self._at and not self.why_not)

    # --- finding the way ----------------------------------------------------------------------------------

    @property
    def current(self) -> CheckLine | None:
        """The check that the keys answer."""
        return self.lines[self._at] if self.lines else None

    def go_to(self, number: int) -> None:
        """Put the check with this number (from 1) in focus."""
        if 1 <= number <= len(self.lines):
            self._at, self._just = number - 1, None
            self._mark()
            self.resume()

    def digit(self, sign: str) -> bool:
        """Go to the check of this number, or with a digit pressed just before to one of two digits; tells if it did."""
        before, at = self._digit
        now = time.monotonic()
        for number in (before + sign if now - at < TWO_DIGITS else sign, sign):
            if 1 <= int(number) <= len(self.lines):
                self._digit = (sign, now)
                self.go_to(int(number))
                return True
        return False

    def resume(self) -> None:
        """Put the check that the keys answer in focus and in view."""
        if self.lines:
            self.lines[self._at].setFocus()
            self.went_to.emit(self.lines[self._at])

    def go_to_check(self, code: str) -> None:
        """Put a check in focus by its code."""
        for place, one in enumerate(self.lines):
            if one.check.code == code:
                self.go_to(place + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the checks while one is in focus."""
        by = 1 if keys.is_key(event, "down") else -1 if keys.is_key(event, "up") else 0
        if by:
            self.go_to(min(max(self._at + 1 + by, 1), len(self.lines)))
        else:
            super().keyPressEvent(event)

    # --- answering ----------------------------------------------------------------------------------------

    def give(self, result: str) -> None:
        """Answer the check in focus and move to the next; after the last to what is open, or to the way on.

        On the way on a letter answers nothing: fast hands would answer the last check over and over.
        """
        if not self.lines or self.why_not:
            return
        if self.window().focusWidget() is self.next and not self._open():
            return
        here = self._at
        self._pending.add(self.lines[here].check.code)
        self.lines[here].give(result)
        left = next(iter(self._open()), None)
        if here + 1 < len(self.lines):
            self.go_to(here + 2)
        elif left is not None:
            self.go_to(left + 1)
        elif self.next.isVisible():
            self.next.setFocus()
            self.went_to.emit(self.next)
        self._just = here

    def not_recorded(self) -> None:
        """What was being recorded was refused: no answer is on its way, and the keys go back to the first of them."""
        first = next((one.check.code for one in self.lines if one.check.code in self._pending), "")
        self._pending.clear()
        for one in self.lines:
            one.wait("")
        if first and self.isAncestorOf(self.window().focusWidget() or self):
            self.go_to_check(first)

    def _open(self) -> list[int]:
        """The checks that were not answered, also not a moment ago."""
        given = {one.check.code for one in self.lines if one.answer is not None} | self._pending
        return [place for place, one in enumerate(self.lines) if one.check.code not in given]

    def write_note(self) -> None:
        """Go to the note of the check in focus or, where an answer just moved on to the next, of the one answered."""
        one = self.lines[self._just] if self._just is not None else self.current
        if one is not None and not self.why_not:
            one.write_note()
            self.went_to.emit(one)

    def _settled(self, one: CheckLine) -> None:
        """Back to where the keys were before the note was opened, or on from the check it was written to."""
        if one in self.lines and self.lines.index(one) == self._at:
            self.go_to(min(self._at + 2, len(self.lines)))
        else:
            self.resume()

    def show_place(self) -> bool:
        """Show where the hint of the check just answered or in focus was seen; False where it has no place."""
        wanted = (self.current, self.lines[self._just] if self._just is not None else None)
        return any(one is not None and one.show_place() for one in wanted)

    def pass_on_statement(self) -> bool:
        """Ask what the claimant said, for the check in focus; False where a statement answers nothing."""
        one = self.current
        if one is None or self.why_not or not one.may_rest_on_statement():
            return False
        one.write_note(on_statement=True)
        self.went_to.emit(one)
        return True
