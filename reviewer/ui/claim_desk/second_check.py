"""The section Second check: the required checks answered again, the award recalculated, and an opinion."""

from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.verdicts import blocking_checks
from reviewer.ui import keys
from reviewer.ui.act_words import result_word
from reviewer.ui.amounts import amount_of
from reviewer.ui.choice import Choice
from reviewer.ui.claim_desk.award_sources import AwardSources
from reviewer.ui.claim_desk.check_line import LETTERS, RESULTS
from reviewer.ui.claim_desk.own_opinion import reads_blind
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.composing import typed
from reviewer.ui.drafts import Drafts
from reviewer.ui.figure import Calculated, figure
from reviewer.ui.parts import OneOf, button, empty, label, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import no_place
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, won, word

FORM = "second_check"
AMOUNT = r"[^a-zA-Z]*(won)?"
"""What may be typed as an award, in digits or Korean: the key of an answer pressed once more is none of it."""
Key = tuple[str, str]
ANSWERS = {"answer_pass": "PASS", "answer_fail": "FAIL", "answer_unclear": "UNCLEAR", "answer_na": "NA"}
"""The keys of the checks answer here too."""


class SecondCheck(QWidget):
    """Another person goes through the required checks with their own eyes; the lead's answer is not shown here."""

    changed = Signal()
    went_to = Signal(QWidget)
    """The keys moved on to this check or field; it is to be in view."""
    reads = Signal(str)
    """The keys moved on to a check of this paper; it is to lie beside."""
    shows = Signal(object)
    """Show what a figure comes from: an Origin (ui/figure.py)."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("second_check")
        self._sitting = sitting
        self._drafts: Drafts | None = None
        self._redone: dict[Key, str] = {}
        self._lines: dict[Key, dict[str, QPushButton]] = {}
        self._parts: dict[Key, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(8)
        self._top, self._checks = QVBoxLayout(), QVBoxLayout()
        self._layout.addLayout(self._top)
        self._layout.addLayout(self._checks)
        self.award = QLineEdit()
        self.award.setObjectName("recalculated")
        self.award.setAccessibleName(tr("Award you calculated"))
        self.award.setPlaceholderText(tr("won"))
        self.asks_award = label(tr("Award you calculated"), tone="soft", wrap=True)
        self.asks_award.setBuddy(self.award)
        self.award.setValidator(QRegularExpressionValidator(AMOUNT, self.award))
        self.award.textEdited.connect(lambda _: self._edited())
        self.opinion = Choice()
        self.opinion.setObjectName("opinion")
        self.opinion.setAccessibleName(tr("Opinion"))
        for code, text in (("AGREE", tr("I agree")), ("SEND_BACK", tr("Put back")), ("DIFFER", tr("I differ"))):
            self.opinion.addItem(text, code)
        self.opinion.activated.connect(lambda _: self._edited())
        self.note = QPlainTextEdit()
        self.note.setObjectName("opinion_note")
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("Note (needed unless you agree)"))
        self.note.setFixedHeight(sitting.look.px(64))
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(self._edited)
        self.sources = AwardSources(sitting.look, "second")
        self.sources.jump.connect(self.shows)
        for part in (self.sources, self.asks_award, self.award, self.opinion, self.note):
            self._layout.addWidget(part)
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show what the second reviewer goes through again."""
        self._page, self._drafts = page, drafts
        if not same:
            self._restore(drafts.of(FORM))
        empty(self._top)
        blind, proposal = reads_blind(page), page.claim.proposal
        for part in (self.asks_award, self.award, self.opinion, self.note):
            part.setVisible(not blind)
        if blind:
            text = tr("Go through every required check again; your own calculation and outcome stand above.")
            self._top.addWidget(label(text, size=12, tone="soft", wrap=True))
        elif proposal is not None:
            outcome = word(page.plan.dispositions, proposal.disposition)
            if proposal.kind == "RETURN_REQUEST":
                outcome = tr("ask back {amount}", amount=won(proposal.award))
            text = tr("{person} proposes: {outcome}", person=self._sitting.name_of(proposal.author), outcome=outcome)
            self._top.addWidget(label(text, bold=True, wrap=True))
            if proposal.kind != "RETURN_REQUEST":
                self._top.addLayout(self._proposed(proposal.award, proposal.award_basis))
        self.sources.show_page(page)
        empty(self._checks)
        self._lines, self._parts = {}, {}
        if self._sitting.person != page.claim.second:  # for nobody else, and hundreds of buttons are not made in vain
            return
        names, above = paper_names(page), ""
        order = list(names)  # as the list of papers at the left
        for document, check, answer in sorted(
            blocking_checks(page.claim, page.plan),
            key=lambda one: order.index(one[0]) if one[0] in names else len(order),
        ):
            if answer is None:
                continue
            paper = names.get(document, tr("Claim as a whole"))
            if paper != above:  # the same check is asked of every paper, so each paper has its own heading
                above = paper
                self._checks.addWidget(label(paper, bold=True, wrap=True))
            self._add_check(document, check, paper)

    def _proposed(self, award: int, basis: str) -> QHBoxLayout:
        """The award proposed: it leads to its calculation; another amount was typed and has no place."""
        line, says = row(), tr("Award proposed")
        line.addWidget(label(f"{says}:", tone="soft"))
        if basis == "CALCULATED" and award:
            leads, to = tr("Go to the calculation"), Calculated("CALCULATED_AWARD")
            line.addWidget(figure("proposed", won(award), says, lambda: self.shows.emit(to), from_=leads, bold=True))
        else:
            line.addWidget(label(won(award), bold=True))
        if basis == "OVERRIDE":
            line.addWidget(no_place("proposed", says))
        line.addStretch(1)
        return line

    def _restore(self, draft: dict[str, Any]) -> None:
        self._redone = {(one.get("document", ""), one["check"]): one["result"] for one in draft.get("redone", [])}
        for part in (self.note, self.award):
            part.blockSignals(True)
        self.award.setText(f"{draft['calculated_award']:,}" if draft.get("calculated_award") else "")
        self.opinion.setCurrentIndex(max(self.opinion.findData(draft.get("opinion", "AGREE")), 0))
        self.note.setPlainText(draft.get("note", ""))
        for part in (self.note, self.award):
            part.blockSignals(False)

    def _add_check(self, document: str, check: Any, paper: str) -> None:
        part, group = QWidget(), OneOf(self)
        part.setProperty("check", "other")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(part)
        line.setContentsMargins(8, 2, 0, 2)
        line.setSpacing(4)
        line.addWidget(label(f"{check.code}  {check.text.in_(language())}", wrap=True), 1)
        for result in RESULTS:
            says = f"{paper}, {check.code}: {result_word(result)}"
            name = f"second_{check.code}_{document[:8]}_{result}"
            press = button(name, LETTERS[result], role="answer", says=says)
            press.setProperty("answer", result)
            set_tip(press, result_word(result))
            press.clicked.connect(lambda _=False, result=result: self._give((document, check.code), result))
            group.add(press)
            press.setChecked(self._redone.get((document, check.code)) == result)
            line.addWidget(press)
            self._lines.setdefault((document, check.code), {})[result] = press
        self._parts[document, check.code] = part
        self._checks.addWidget(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """P, F, U, N answer the check in focus and lead to the next one that is open, then to the award."""
        here = self._here()
        if here is None:
            super().keyPressEvent(event)
            return
        result = next((result for action, result in ANSWERS.items() if keys.is_key(event, action)), "")
        step = 1 if keys.is_key(event, "down") else -1 if keys.is_key(event, "up") else 0
        if result:
            self._lines[here][result].click()
            self._go(here, 1)
        elif step:
            self._go(here, step)
        else:
            super().keyPressEvent(event)

    def _go(self, here: Key, step: int) -> None:
        """Put the keyboard on the next or previous check; after the last one on the award, or where none is asked."""
        order = list(self._lines)
        there = order.index(here) + step
        if 0 <= there < len(order):
            self._turn_to(order[there], here[0])
        elif step > 0 and not self.award.isHidden():
            self.award.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_to(self, key: Key, before: str) -> None:
        """Put the keyboard on this check, and ask for its paper where another one (`before`) lies beside."""
        self._lines[key][self._redone.get(key, RESULTS[0])].setFocus(Qt.FocusReason.TabFocusReason)
        if key[0] != before:
            self.reads.emit(key[0])

    def go_to_open(self) -> None:
        """Put the keyboard on the first check that is open; where none is, on the award.

        An answer pressed before a check was chosen comes here: nobody saw yet what it would answer.
        """
        first = next((key for key in self._lines if key not in self._redone), None)
        if first is not None:
            self._turn_to(first, "")
        elif not self.award.isHidden():
            self.award.setFocus(Qt.FocusReason.TabFocusReason)

    def _here(self) -> Key | None:
        """The check that has the keys."""
        held = self.window().focusWidget()
        return next((key for key, buttons in self._lines.items() if held in buttons.values()), None)

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        here = self._here()
        for key, part in self._parts.items():
            if part.property("check") != (wanted := "current" if key == here else "other"):
                restyle(part, check=wanted)
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # nothing moves under a pressed button
            self.keep_in_view()

    def keep_in_view(self) -> None:
        """Bring the check that has the keys into view, or the award that follows the last one."""
        here = self._here()
        if here is not None:
            self.went_to.emit(self._parts[here])
        elif self.award.hasFocus():
            for part in (self.note, self.award, self.asks_award):  # with the opinion between them
                self.went_to.emit(part)

    def _give(self, key: Key, result: str) -> None:
        self._redone[key] = result
        self._edited()

    def body(self) -> dict[str, Any]:
        """The act's body as it stands."""
        redone = [
            ({"document": document} if document else {}) | {"check": check, "result": result}
            for (document, check), result in self._redone.items()
        ]
        body: dict[str, Any] = {
            "opinion": str(self.opinion.currentData()),
            "calculated_award": amount_of(self.award.text()) or 0,
        }
        if redone:
            body["redone"] = redone
        if note := typed(self.note).strip():
            body["note"] = note
        return body

    def still_open(self) -> int:
        """Blocking checks this person has not answered yet."""
        keys = [
            (document, check.code) for document, check, one in blocking_checks(self._page.claim, self._page.plan) if one
        ]
        return sum(key not in self._redone for key in keys)

    def differing(self) -> list[Key]:
        """The checks that this person answered otherwise than the lead."""
        given = blocking_checks(self._page.claim, self._page.plan)
        return [
            (document, check.code) for document, check, one in given
            if one is not None and self._redone.get((document, check.code), one.result) != one.result
        ]  # fmt: skip

    def go_to_differing(self) -> None:
        """Put the keyboard on the first of them."""
        if found := self.differing():
            self._turn_to(found[0], "")

    def lacks_award(self) -> bool:
        """Whether an award is proposed and none of one's own was entered: an empty field is no calculation."""
        proposal = self._page.claim.proposal
        return bool(proposal and proposal.award and not self.award.isHidden() and amount_of(self.award.text()) is None)

    def _edited(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, self.body())
        self.changed.emit()


def paper_names(page: DeskPage) -> dict[str, str]:
    """Number, kind and file name of every paper, as the list at the left numbers them."""
    kinds = list(page.plan.proof_kinds)
    files = {paper.document: PurePosixPath(paper.path).name for paper in page.papers}
    papers = sorted(page.claim.papers, key=lambda one: kinds.index(one.kind))
    return {
        one.document: f"{number}  {word(page.plan.proof_kinds, one.kind)} · {files.get(one.document, '–')}"
        for number, one in enumerate(papers, 1)
    }
