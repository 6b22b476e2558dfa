"""The checks of the paper in view: one line each, answered with P, F, U or N, with reason and note where needed."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.claim import Answer
from reviewer.rules.plan import Check, Plan
from reviewer.ui.parts import button, empty, label, line, restyle
from reviewer.ui.wording import language, tr, word

RESULTS = ("PASS", "FAIL", "UNCLEAR", "NA")
LETTERS = {"PASS": "P", "FAIL": "F", "UNCLEAR": "U", "NA": "N"}


@dataclasses.dataclass(frozen=True)
class Given:
    """What a line of checks needs to show itself: the plan, names of members, the note of an entry."""

    plan: Plan
    name_of: Callable[[str], str]
    note_of: Callable[[str], str]


Answered = Callable[[str, str, str, str], object]
"""Called with check, result, reason and note."""


def result_word(result: str) -> str:
    """The word of an answer."""
    return {"PASS": tr("Pass"), "FAIL": tr("Fail"), "UNCLEAR": tr("Unclear"), "NA": tr("Not applicable")}.get(
        result, ""
    )


class CheckLine(QWidget):
    """One check: its question, four answers, and, after F or U, the reason and a note."""

    focused = Signal(object)
    edited = Signal()

    def __init__(self, number: int, check: Check, answer: Answer | None, given: Given, answered: Answered) -> None:
        """`answered` records; the line shows an answer as given only when the desk shows it again."""
        super().__init__()
        self.check, self.answer = check, answer
        self.setObjectName(f"check_{check.code}")
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text = check.text.in_(language())
        self.setAccessibleName(f"{check.code} {text} {result_word(answer.result) if answer else tr('open')}")
        self._answered, self._given = answered, given
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        code = f"{number}  {check.code}" + (f" · {tr('blocks')}" if check.severity == "B" else "")
        words.addWidget(label(code, size=12, tone="soft"))
        words.addWidget(label(text, wrap=True))
        top.addLayout(words, 1)
        self._noted = given.note_of(answer.entry) if answer is not None and answer.note else ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for result in RESULTS:
            top.addWidget(self._answer_button(result), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        self.reason: QComboBox | None = None
        self.note: QLineEdit | None = None
        if answer is not None:
            who = label(self._who(answer), size=12, tone="soft", wrap=True)
            who.setToolTip(answer.author)
            outer.addWidget(who)
            if answer.result in ("FAIL", "UNCLEAR"):
                outer.addLayout(self._why(answer))

    def _answer_button(self, result: str) -> QWidget:
        says = f"{self.check.code}: {result_word(result)}"
        found = button(
            f"{self.check.code}_{result}", LETTERS[result], lambda: self.give(result), role="answer", says=says
        )
        found.setProperty("answer", result)
        found.setCheckable(True)
        found.setChecked(self.answer is not None and self.answer.result == result)
        found.setToolTip(result_word(result))
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group.addButton(found)
        return found

    def _who(self, answer: Answer) -> str:
        parts = [f"{result_word(answer.result)} – {self._given.name_of(answer.author)}"]
        if answer.reason and answer.result in ("PASS", "NA"):
            parts.append(answer.reason)
        if self._noted and answer.result in ("PASS", "NA"):
            parts.append(self._noted)
        if self.check.severity == "W" and answer.result in ("FAIL", "UNCLEAR") and not answer.note:
            parts.append(tr("a note is wanted"))
        return " · ".join(parts)

    def _why(self, answer: Answer) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(4)
        self.reason = QComboBox()
        self.reason.setObjectName(f"{self.check.code}_reason")
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.addItem(tr("No reason given"), "")
        for code in self.check.reasons:
            self.reason.addItem(f"{code} {word(self._given.plan.supplement_reasons, code)}", code)
        self.reason.addItem(tr("Another reason (note)"), "OTHER")
        self.reason.setCurrentIndex(max(self.reason.findData(answer.reason), 0))
        self.reason.setMinimumContentsLength(12)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.activated.connect(lambda _: self._again())
        self.note = QLineEdit(self._noted)
        self.note.setObjectName(f"{self.check.code}_note")
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("Note (Enter records it)"))
        self.note.returnPressed.connect(self._again)
        self.note.textEdited.connect(lambda _: self.edited.emit())
        layout.addWidget(self.reason)
        layout.addWidget(self.note)
        return layout

    def _again(self) -> None:
        assert self.answer is not None
        assert self.reason is not None
        assert self.note is not None
        reason, note = str(self.reason.currentData()), self.note.text().strip()
        if reason == "OTHER" and not note:
            self.note.setFocus()
            restyle(self.note, fault="true")
            return
        self._answered(self.check.code, self.answer.result, reason, note)

    def allow(self, allowed: bool) -> None:
        """Let the check be answered, or grey its answers out; why is said above the list."""
        for one in (*self._group.buttons(), self.reason, self.note):
            if one is not None:
                one.setEnabled(allowed)

    def give(self, result: str) -> None:
        """Answer the check; after F and U the usual reason of the plan is taken until another is chosen.

        A note given before stays, and so does a reason chosen before while one is still wanted.
        """
        reason = ""
        if result in ("FAIL", "UNCLEAR"):
            given = self.answer.reason if self.answer is not None and self.reason is not None else ""
            reason = given or (self.check.reasons[0] if self.check.reasons else "")
        self._answered(self.check.code, result, reason, self.typed() or self._noted)

    def typed(self) -> str:
        """What stands in the note field; empty where there is none."""
        return self.note.text().strip() if self.note is not None else ""

    def unsaved(self) -> str:
        """A note that was typed and not recorded yet."""
        return self.typed() if self.typed() != self._noted else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The check in focus is the one the keys answer."""
        restyle(self, plane="raised")
        self.focused.emit(self)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Back to the plain ground."""
        restyle(self, plane="surface")
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts the check in focus."""
        self.setFocus()
        super().mousePressEvent(event)


class ProofChecks(QWidget):
    """The list of checks of one paper, or of the claim as a whole."""

    went_to = Signal(QWidget)
    """The keys moved on to this check; it is to be in view."""
    edited = Signal()
    """A note was typed in; `unsaved` are the notes to keep as a draft."""

    def __init__(self, given: Given, answered: Answered) -> None:
        """Empty until a paper is shown."""
        super().__init__()
        self.setObjectName("proof_checks")
        self._given, self._answered = given, answered
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.lines: list[CheckLine] = []
        self.why_not = ""
        self._at = 0

    def show_checks(self, kind: str, answers: dict[str, Answer], drafted: dict[str, str], *, same: bool) -> None:
        """Show the checks of a kind of paper; `same` keeps the check in focus, `drafted` are notes left unsaved."""
        had_focus = any(one.hasFocus() for one in self.lines)
        modified = {one.check.code: one.note.text() for one in self.lines if one.note and one.note.isModified()}
        typed = modified if same else drafted
        self._at = self._at if same else self._first_open(kind, answers)
        self.lines = []  # first, so that focus leaving the old lines is not taken for a choice
        empty(self._layout)
        for number, check in enumerate(self._given.plan.checks_of(kind), 1):
            one = CheckLine(number, check, answers.get(check.code), self._given, self._answered)
            one.focused.connect(self._focused)
            one.edited.connect(self.edited)
            if one.note is not None and typed.get(check.code, "").strip() not in ("", one.typed()):
                one.note.setText(typed[check.code])
                one.note.setModified(True)
            self.lines.append(one)
            self._layout.addWidget(one)
            self._layout.addWidget(line())
        self._at = min(self._at, max(len(self.lines) - 1, 0))
        if had_focus and self.lines:
            self.lines[self._at].setFocus()

    def forbid(self, why: str) -> None:
        """Grey every answer out and say why above them; "" lets them be given."""
        self.why_not = why
        for one in self.lines:
            one.allow(not why)
        if why:
            said = label(why, tone="soft", wrap=True)
            said.setObjectName("checks_why_not")
            said.setContentsMargins(12, 8, 12, 8)
            self._layout.insertWidget(0, said)

    def unsaved(self) -> dict[str, str]:
        """The notes that were typed and not recorded yet, by check."""
        return {one.check.code: one.unsaved() for one in self.lines if one.unsaved()}

    def _first_open(self, kind: str, answers: dict[str, Answer]) -> int:
        checks = self._given.plan.checks_of(kind)
        return next((n for n, check in enumerate(checks) if check.code not in answers), 0)

    def _focused(self, one: CheckLine) -> None:
        if one in self.lines:
            self._at = self.lines.index(one)

    def go_to(self, number: int) -> None:
        """Put the check with this number (from 1) in focus."""
        if 1 <= number <= len(self.lines):
            self._at = number - 1
            self.resume()

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

    def give(self, result: str) -> None:
        """Answer the check in focus and move to the next."""
        if not self.lines or self.why_not:
            return
        self.lines[self._at].give(result)
        self.go_to(min(self._at + 2, len(self.lines)))

    def write_note(self) -> None:
        """Go to the note of the check in focus or, as an answer moves on to the next, of the one just answered."""
        for place in (self._at, self._at - 1):
            if 0 <= place < len(self.lines) and (note := self.lines[place].note) is not None:
                note.setFocus()
                self.went_to.emit(self.lines[place])
                return
