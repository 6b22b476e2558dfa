"""The question about a conflict of interest on the claim desk, and what the members answered (domain.md 5.3)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.interests import Touch
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, listed, tr, word


def touch_words(touches: Sequence[Touch]) -> str:
    """What touches, each with the words declared."""
    return listed(f"{word_for('touch', one.kind, language())} ({one.what})" for one in touches)


def unanswered_words() -> str:
    """Why nothing else is offered."""
    return tr("First answer whether you have a conflict of interest.")


def touch_kinds(touches: Sequence[Touch]) -> str:
    """What touches, without the words, which are the member's own affair."""
    return listed(dict.fromkeys(word_for("touch", one.kind, language()) for one in touches))


def answers_in_words(page: DeskPage, name_of: Callable[[str], str]) -> list[str]:
    """What each member answered on this claim, with the reason they gave."""
    said = []
    for member, ground in page.claim.conflicts.items():
        notes = [
            str(one.facts.get("note", ""))
            for one in page.timeline
            if one.act == "answer_conflict" and one.author == member
        ]
        answer = tr("no conflict") if ground == "NONE" else f"{ground} {word(page.plan.grounds, ground)}"
        reason = f" ({notes[-1]})" if notes and notes[-1] else ""
        said.append(f"{name_of(member)}: {answer}{reason}")
    return said


class ConflictQuestion(QWidget):
    """Step aside with a ground, or no conflict; where the claim touches what was declared, only with a reason."""

    answered = Signal(dict)
    """What `answer_conflict` is to hold."""
    typed = Signal(str)

    def __init__(self, page: DeskPage, reason: str) -> None:
        """`reason` is what was typed before the claim was read again."""
        super().__init__()
        self.setObjectName("conflict_question")
        self._page = page
        layout = column(self, spacing=8)
        layout.addWidget(banner(self._asks(), "wait"))
        self.grounds = self._ground_box()
        self.reason = QLineEdit(reason)
        self.reason.setObjectName("conflict_reason")
        self.reason.setAccessibleName(tr("Why there is no conflict"))
        self.reason.setPlaceholderText(tr("Why there is no conflict"))
        self.reason.setMaxLength(1_000)
        self.none = button("no_conflict", tr("No conflict"), self._none, role="primary")
        self.aside = button("step_aside", "", self._aside)
        self.missing = label("", size=12, tone="soft", wrap=True)
        first = row()
        first.addWidget(self.none)
        first.addWidget(self.missing, 1)
        if page.touches:
            layout.addWidget(self.reason)
        layout.addLayout(first)
        second = row()
        second.addWidget(self.grounds, 1)
        second.addWidget(self.aside)
        layout.addLayout(second)
        self.reason.textEdited.connect(self.typed)
        self.reason.textChanged.connect(lambda _: self._look())
        self.grounds.currentIndexChanged.connect(lambda _: self._look())
        self._look()

    def _asks(self) -> str:
        if not self._page.touches:
            return tr("Before you decide: have you a conflict of interest in this claim?")
        return tr(
            "This claim touches your interests: {what}. Step aside, or say why there is no conflict. Until then the "
            "papers stay closed and nothing you do here is recorded.",
            what=touch_words(self._page.touches),
        )  # fmt: skip

    def _ground_box(self) -> QComboBox:
        found = NarrowChoice("conflict_ground", tr("Ground"))
        for code in self._page.plan.grounds:
            found.addItem(f"{code} {word(self._page.plan.grounds, code)}", code)
        if self._page.touches:
            found.setCurrentIndex(max(found.findData(self._page.touches[0].ground), 0))
        return found

    def _look(self) -> None:
        """Say what is missing; a ground that does not exclude is declared, and whoever declares it takes part."""
        needs = tr("Write the reason first.") if self._page.touches and not self.reason.text().strip() else ""
        excludes = self._page.plan.grounds[str(self.grounds.currentData())].excludes
        self.aside.setText(tr("Step aside") if excludes else tr("Declare and take part"))
        self.aside.setAccessibleName(self.aside.text())
        for pressed, why in ((self.none, needs), (self.aside, "" if excludes else needs)):
            pressed.setEnabled(not why)
            set_tip(pressed, why)
        self.missing.setText(needs)

    def first(self) -> QWidget:
        """What is to be filled in or pressed first."""
        return self.none if self.none.isEnabled() else self.reason

    def _none(self) -> None:
        self._answer("NONE")

    def _aside(self) -> None:
        self._answer(str(self.grounds.currentData()))

    def _answer(self, ground: str) -> None:
        note = self.reason.text().strip() if self._page.touches else ""
        self.answered.emit({"ground": ground} | ({"note": note} if note else {}))
