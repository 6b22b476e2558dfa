"""The section Opinions: of a blind reading who has recorded one, and once both are there, the two side by side."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.blind import differing_checks, reading_of
from reviewer.rules.opinions import BlindReading, OwnOpinion
from reviewer.ui.claim_desk.factors import factor_words
from reviewer.ui.claim_desk.own_opinion import recorded
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import banner, button, empty, label
from reviewer.ui.wording import language, listed, tr, won, word

Line = tuple[str, str, str]
"""What it is, and what lead and second say of it."""


class OpinionsSection(QWidget):
    """Nothing of an opinion is shown before the other one arrives; not even to those who only look."""

    to_check = Signal(str, str)
    """Go to a check that the two answered differently: its paper ("" for the claim as a whole) and its code."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("opinions_section")
        self._name_of = name_of
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(6)

    def show_page(self, page: DeskPage) -> None:
        """Show how far the blind reading of this claim is."""
        empty(self._layout)
        reading = reading_of(page.claim)
        if reading.opened:
            self._show_both(page, reading)
        else:
            self._show_waiting(page)

    def _show_waiting(self, page: DeskPage) -> None:
        text = tr("Both reviewers record an opinion; neither is shown to anybody else until both are there.")
        self._layout.addWidget(label(text, tone="soft", wrap=True))
        claim = page.claim
        for role, person in ((tr("Lead reviewer"), claim.lead), (tr("Second reviewer"), claim.second)):
            one = recorded(page, person) if person else None
            said = tr("recorded") if one is not None else tr("not recorded yet")
            if one is not None and one.papers != len(claim.papers):
                said = tr("to be recorded again: papers came since")
            if one is not None and one.disposition:
                said = f"{said} · {word(page.plan.dispositions, one.disposition)} · {won(one.award)}"
            self._layout.addWidget(label(f"{role} · {self._name_of(person)}: {said}", wrap=True))

    def _show_both(self, page: DeskPage, reading: BlindReading) -> None:
        differs = [difference_words()[code] for code in reading.differences]
        says = tr("The two opinions differ: {what}", what=listed(differs)) if differs else tr("The two opinions agree.")
        self._layout.addWidget(banner(says, "wait" if differs else "good"))
        lead, second = reading.opinions
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        head = ("", self._name_of(lead.author), self._name_of(second.author))
        for place, (name, *both) in enumerate([head, *opinion_lines(page, lead, second)]):
            is_other = place > 0 and both[0] != both[1] and name != tr("Note")  # two notes always differ
            grid.addWidget(label(f"≠ {name}" if is_other else name, size=12, tone="soft", wrap=True), place, 0)
            for column, text in enumerate(both, 1):
                shown = label(text, bold=place == 0 or is_other, wrap=True)
                shown.setAccessibleName(f"{name}, {head[column]}: {text}" if name else text)
                grid.addWidget(shown, place, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._layout.addLayout(grid)
        for document, code in differing_checks(second, page.claim, page.plan):
            text = tr("{check} was answered differently", check=code)
            jump = button(f"opinions_differ_{code}", f"→ {text}", role="link", says=text)
            jump.clicked.connect(lambda _=False, at=(document, code): self.to_check.emit(*at))
            self._layout.addWidget(jump)


def opinion_lines(page: DeskPage, lead: OwnOpinion, second: OwnOpinion) -> Iterator[Line]:
    """What the two say, line by line; lines that neither fills are left out."""
    both = (lead, second)
    lines: list[tuple[str, list[str]]] = [
        (tr("Outcome"), [word(page.plan.dispositions, one.disposition) for one in both]),
        (tr("Award"), [won(one.award) for one in both]),
        (tr("Verified sales loss"), [won(one.assessment.verified_loss) if one.assessment else "" for one in both]),
    ]
    for name, says in factor_words().items():
        factors = [getattr(one.assessment, name) if one.assessment else None for one in both]
        lines.append((says, [f"{one.value} · {one.source_ref}" if one else "" for one in factors]))
    lines += [
        (tr("Calculated award"), [won(one.calculated_award) if one.assessment else "" for one in both]),
        (tr("Override"), [word(page.plan.override_reasons, one.override_reason) for one in both]),
        (tr("Reasons"), [listed(_reason(page, given.code) for given in one.reasons) for one in both]),
        (tr("Note"), [_note(page, one) for one in both]),
    ]
    yield from ((name, texts[0] or "–", texts[1] or "–") for name, texts in lines if any(texts))


def _reason(page: DeskPage, code: str) -> str:
    reason = page.plan.decision_reasons.get(code)
    return f"{code} {reason.short.in_(language())}" if reason is not None else code


def _note(page: DeskPage, one: OwnOpinion) -> str:
    found = next((line for line in page.timeline if line.uid == one.entry), None)
    return str(found.facts.get("note", "")) if found is not None else ""


def difference_words() -> dict[str, str]:
    """In what two opinions can differ."""
    return {
        "disposition": tr("outcome"), "award": tr("award"), "basis": tr("basis of the award"),
        "reasons": tr("reasons"), "checks": tr("required checks"),
    }  # fmt: skip
