"""One check of a paper: its question and four answers, and, where they belong, the reason and the note."""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.acts.reviewing import STATEMENT, may_rest_on_statement
from reviewer.rules.claim import Answer
from reviewer.rules.hints import Hint
from reviewer.rules.plan import Check, Plan
from reviewer.rules.verdicts import wants_note
from reviewer.ui import keys
from reviewer.ui.act_words import result_word
from reviewer.ui.breaks import within_words
from reviewer.ui.choice import Choice
from reviewer.ui.claim_desk.hint_line import HintLine
from reviewer.ui.composing import typed
from reviewer.ui.making import later
from reviewer.ui.parts import button, label, line, restyle, take_out
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, word

RESULTS = ("PASS", "FAIL", "UNCLEAR", "NA")
LETTERS = {"PASS": "P", "FAIL": "F", "UNCLEAR": "U", "NA": "N"}
TROUBLE = ("FAIL", "UNCLEAR")


@dataclasses.dataclass(frozen=True)
class Given:
    """What a line of checks needs to show itself: the plan, names of members, note and time of an entry."""

    plan: Plan
    name_of: Callable[[str], str]
    note_of: Callable[[str], str]
    when_of: Callable[[str], str]
    contacts: Callable[[], Sequence[tuple[str, str]]] = tuple
    """The contacts in which the claimant spoke: entry and words, the last one first."""


Answered = Callable[[str, str, str, str, str], object]
"""Called with check, result, reason, note and the contact in which it was said."""


class CheckLine(QWidget):
    """The question at the left, the four answers at the right; an answer stands as given only after read-back."""

    focused = Signal(object)
    edited = Signal()
    jump = Signal(object)
    """Show where the hint was seen: a Place."""
    settled = Signal(object)
    """Reason and note were recorded from their fields; the keys may go on."""

    def __init__(self, number: int, kind: str, check: Check, answer: Answer | None, given: Given) -> None:
        """`number` counts from 1 in the list of this kind of paper."""
        super().__init__()
        self.number, self.check = number, check
        self.answer: Answer | None = None
        self.answered: Answered = lambda *_: None
        self._given = given
        self._reasons = given.plan.reasons_for(kind, check.code)
        self._noted, self._on_statement = "", False
        self._below: list[QWidget] = []
        """What stands below the question because of its answer."""
        self._choosing: QComboBox | None = None  # made once, for every paper of this kind
        self._noting: QLineEdit | None = None
        self.reason: QComboBox | None = None
        self.note: QLineEdit | None = None
        self.contact: QComboBox | None = None
        self.hint: HintLine | None = None
        self.setObjectName(f"check_{check.code}")
        self.setProperty("check", "other")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = check.text.in_(language())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(4)
        outer.addLayout(self.body)
        outer.addWidget(line())
        self.body.addLayout(self._top())
        self.show_answer(answer)

    @later
    def _who(self) -> QLabel:
        """Who answered, below the question and what the machine noticed."""
        who = label("", size=12, tone="soft", wrap=True)
        self.body.insertWidget(1 if self.hint is None else 2, who)
        return who

    def _top(self) -> QHBoxLayout:
        top, words = QHBoxLayout(), QVBoxLayout()
        top.setSpacing(4)
        words.setSpacing(0)
        self._head = label("", size=12, tone="soft")
        self._head.setObjectName(f"head_{self.check.code}")
        words.addWidget(self._head)
        words.addWidget(label(within_words(self.text), wrap=True))
        top.addLayout(words, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for result in RESULTS:
            top.addWidget(self._answer_button(result), 0, Qt.AlignmentFlag.AlignTop)
        return top

    def _answer_button(self, result: str) -> QWidget:
        says = f"{self.check.code}: {result_word(result)}"
        found = button(
            f"{self.check.code}_{result}", LETTERS[result], lambda: self.give(result), role="answer", says=says
        )
        found.setProperty("answer", result)
        found.setCheckable(True)
        set_tip(found, result_word(result))
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group.addButton(found)
        return found

    def show_hint(self, hint: Hint | None) -> None:
        """Show what the machine noticed below the question; it changes no answer."""
        if (self.hint.hint if self.hint is not None else None) == hint:
            return
        if self.hint is not None:
            take_out(self.body, self.hint)
            self.hint.deleteLater()
            self.hint = None
        if hint is not None:
            self.hint = HintLine(hint, self._given.plan)
            self.hint.jump.connect(self.jump)
            self.body.insertWidget(1, self.hint)

    def show_place(self) -> bool:
        """Show where the machine saw what its hint is about; False where there is no such place."""
        place = self.hint.hint.place if self.hint is not None else None
        if place is not None:
            self.jump.emit(place)
        return place is not None

    # --- what was answered --------------------------------------------------------------------------------

    def show_answer(self, answer: Answer | None) -> None:
        """Show this answer in place of the present one, with nothing typed yet; None where the check is open."""
        self.answer, given = answer, self._given
        self._noted = given.note_of(answer.entry) if answer is not None and answer.note else ""
        self._on_statement = answer is not None and answer.reason == STATEMENT
        self.setAccessibleName(
            f"{self.check.code} {self.text} {result_word(answer.result) if answer is not None else tr('open')}"
        )
        self.wait("")
        for old in self._below:
            take_out(self.body, old)
            if old in (self._choosing, self._noting):
                old.setObjectName("")  # without a name it is not carried over to another window
            else:
                old.deleteLater()
        self._below, self.reason, self.note, self.contact = [], None, None, None
        if answer is not None:
            self._tell(answer)
        elif (who := CheckLine._who.made(self)) is not None:
            who.hide()

    def wait(self, result: str) -> None:
        """Say that an answer is being recorded; only the one read back looks like an answer. "" says nothing."""
        code = f"{self.number}  {self.check.code}" + (f" · {tr('required')}" if self.check.severity == "B" else "")
        says = tr("recording: {answer}", answer=result_word(result)) if result else ""
        self._head.setText(f"{code} · {says}…" if says else code)
        for press in self._group.buttons():
            press.setChecked(self.answer is not None and press.property("answer") == self.answer.result)

    def _add(self, part: QWidget) -> None:
        self.body.addWidget(part)
        part.setEnabled(True)  # a field used before may have been greyed out with another claim
        part.show()
        self._below.append(part)

    def _tell(self, answer: Answer) -> None:
        self._who.setText(self._who_words(answer))
        self._who.show()
        set_tip(self._who, " · ".join(filter(None, (answer.author, self._given.when_of(answer.entry)))))
        if answer.result in TROUBLE:
            self._add_reason(answer)
            self._add_note()
        if wants_note(self.check, answer):
            text = tr("A note is wanted before this paper has a verdict.")
            self._add(label(f"{text}  {keys.shown('note')}", size=12, tone="wait", wrap=True))

    def _who_words(self, answer: Answer) -> str:
        parts = [f"{result_word(answer.result)} – {self._given.name_of(answer.author)}"]
        if self._on_statement:
            parts.append(tr("on a statement"))
            parts += [text for entry, text in self._given.contacts() if entry == answer.contact]
        if self._noted and answer.result not in TROUBLE:
            parts.append(self._noted)
        return " · ".join(parts)

    def _add_reason(self, answer: Answer) -> None:
        box = self.reason = self._choosing = self._choosing or self._reasons_to_choose()
        box.setObjectName(f"{self.check.code}_reason")
        box.setCurrentIndex(max(box.findData(answer.reason), 0))
        self._add(box)

    def _reasons_to_choose(self) -> QComboBox:
        box = Choice(self)
        box.hide()
        box.setAccessibleName(f"{self.check.code}: {tr('Reason')}")
        box.addItem(tr("No reason given"), "")
        for place, code in enumerate(self._reasons):
            if place and place == len(self.check.reasons):
                box.insertSeparator(box.count())
            box.addItem(f"{code} {word(self._given.plan.supplement_reasons, code)}", code)
        box.addItem(tr("Another reason (note)"), "OTHER")
        if may_rest_on_statement(self.check):
            box.addItem(tr("Passed on a statement (note)"), STATEMENT)
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _: self._again())
        return box

    def _add_note(self) -> QLineEdit:
        if self.note is None:
            self.note = self._noting = self._noting or self._note_field()
            self.note.setObjectName(f"{self.check.code}_note")
            self.note.setText(self._noted)
            self.note.setPlaceholderText(tr("Note (Enter records it)"))
            if self.note.property("fault"):
                restyle(self.note, fault="")
            self._add(self.note)
        return self.note

    def _note_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.hide()
        field.setAccessibleName(f"{self.check.code}: {tr('Note')}")
        field.returnPressed.connect(self._again)
        field.textEdited.connect(lambda _: self.edited.emit())
        return field

    def write_note(self, text: str = "", *, on_statement: bool = False) -> None:
        """Open the note of this check and go to it; `text` is what was typed before and not recorded.

        With `on_statement` the note is what the claimant said, and Enter passes the check on it.
        """
        note = self._add_note()
        note.show()
        if text and text != self._noted:
            note.setText(text)
            note.setModified(True)
        if on_statement:
            self._on_statement = True
            if self.reason is not None:
                self.reason.setCurrentIndex(self.reason.findData(STATEMENT))
            note.setPlaceholderText(tr("What was said, by whom and when (Enter passes the check on it)"))
            self._add_contact()
        if not text or on_statement:
            note.setFocus()

    def _add_contact(self) -> None:
        """Offer the contacts in which it may have been said, the last one chosen; with one no note is needed."""
        contacts = self._given.contacts()
        if self.contact is not None or not contacts:
            return
        box = self.contact = Choice()
        box.setObjectName(f"{self.check.code}_contact")
        box.setAccessibleName(f"{self.check.code}: {tr('Contact in which it was said')}")
        for entry, text in contacts:
            box.addItem(text, entry)
        box.addItem(tr("In no recorded contact (note)"), "")
        held = box.findData(self.answer.contact) if self.answer is not None and self.answer.contact else 0
        box.setCurrentIndex(max(held, 0))
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._add(box)

    def _heard_in(self) -> str:
        """The contact chosen; empty for none."""
        return str(self.contact.currentData()) if self.contact is not None else ""

    def may_rest_on_statement(self) -> bool:
        """Whether a statement can answer this check (domain.md 5.7)."""
        return may_rest_on_statement(self.check)

    # --- answering ----------------------------------------------------------------------------------------

    def _again(self) -> None:
        """Record the answer anew with the reason and note that stand in the fields."""
        chosen = str(self.reason.currentData()) if self.reason is not None else ""
        if chosen == STATEMENT or (self.reason is None and self._on_statement):
            self._record("PASS", STATEMENT)
        elif self.answer is not None:
            self._record(self.answer.result, chosen)
        else:
            self.setFocus()  # the note waits for the answer

    def _record(self, result: str, reason: str) -> None:
        note, contact = self.typed(), self._heard_in() if reason == STATEMENT else ""
        if reason in ("OTHER", STATEMENT) and not note and not contact:
            self._add_note().setFocus()
            restyle(self._add_note(), fault="true")
            return
        self.wait(result)
        self.answered(self.check.code, result, reason, note, contact)
        self.settled.emit(self)

    def give(self, result: str) -> None:
        """Answer the check; after F and U the usual reason of the plan is taken until another is chosen.

        A note given before stays, and so does a reason chosen before while one is still wanted.
        """
        reason = ""
        if result in TROUBLE:
            given = self.answer.reason if self.answer is not None and self.reason is not None else ""
            reason = given or (self.check.reasons[0] if self.check.reasons else "")
        self.wait(result)
        self.answered(self.check.code, result, reason, self.typed() or self._noted, "")

    def allow(self, allowed: bool) -> None:
        """Let the check be answered, or grey its answers out; why is said above the list."""
        for one in (*self._group.buttons(), self.reason, self.note, self.contact):
            if one is not None:
                one.setEnabled(allowed)

    def typed(self) -> str:
        """What stands in the note field; empty where there is none."""
        return typed(self.note).strip() if self.note is not None else ""

    def unsaved(self) -> str:
        """A note that was typed and not recorded yet."""
        return self.typed() if self.typed() != self._noted else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The check in focus is the one the keys answer."""
        self.focused.emit(self)
        super().focusInEvent(event)

    def mark(self, *, is_current: bool) -> None:
        """Show whether this is the check that the keys answer, also while the keyboard is elsewhere."""
        wanted = "current" if is_current else "other"
        if self.property("check") != wanted:
            restyle(self, check=wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts the check in focus."""
        self.setFocus()
        super().mousePressEvent(event)
