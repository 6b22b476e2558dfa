"""Finds the way on the claim desk: to a section, a check, the note that is wanted, what a problem is about."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer

from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import notes_wanted
from reviewer.ui.claim_desk.conflict_question import ConflictQuestion, unanswered_words
from reviewer.ui.claim_desk.desk_acts import next_section
from reviewer.ui.claim_desk.problem_links import link_target
from reviewer.ui.figure import Calculated, Days, Origin
from reviewer.ui.reader.papers_list import WHOLE

GROWS = 50
"""Milliseconds until a section that was given more to show has its height."""


class DeskWay:
    """Leads to a part of one claim desk; it records nothing."""

    def __init__(self, desk: Any) -> None:
        """`desk` is the claim desk (ui/claim_desk/claim_desk.py)."""
        self._desk = desk

    def to(self, target: str) -> Callable[[], object]:
        """The way to what is open (`open_links`)."""
        ways: dict[str, Callable[[], object]] = {
            "pages": lambda: self._desk.papers.setFocus(),
            "checks": lambda: self.go_to(None),
            "notes": self.go_to_note,
            "written": lambda: self.open_section("notes"),
            "week": lambda: self.open_section("weeks"),
            "twins": lambda: self.open_section("twins"),
            "differing": self.go_to_differing,
        }
        return ways[target]

    def open_section(self, name: str) -> None:
        """Open a section, bring it into view, and put its head in focus."""
        self._desk.right.setCurrentWidget(self._desk.area)
        fold = self._desk.sections.folds[name]
        self._desk.right.show_fold(fold)
        fold.head.setFocus()

    def keep_open_section(self, name: str) -> None:
        """Show the whole of a section that grew, while the keyboard stands on its head."""
        fold = self._desk.sections.folds[name]
        if fold.head.window().focusWidget() is fold.head:
            QTimer.singleShot(GROWS, fold, lambda: self._desk.right.show_fold(fold))

    def show_origin(self, origin: Origin) -> None:
        """Show what a figure comes from: its place in the reader, its days in the weeks, its line in the calculation.

        Days that stand in a paper are lit there too.
        """
        if isinstance(origin, Days):
            weeks = self._desk.sections.weeks
            place = weeks.place_of(origin)
            if place is not None:  # first, for another paper brings other checks above the weeks
                self._desk.viewer.jump_to(place)
            self.open_section("weeks")
            weeks.grid.light(origin.dates)
            self._desk.right.bring_into_view(weeks.grid)
        elif isinstance(origin, Calculated):
            self.open_section("calculation")
            self._desk.sections.calculation.stand_on(origin.code)
            self._desk.right.bring_into_view(self._desk.sections.calculation.steps)
        else:
            self._desk.viewer.jump_to(origin)

    def go_to(self, problem: Problem | None) -> None:
        """Go to what a problem is about: a paper, a check, a section."""
        if self._desk.page is None:
            return
        section, document, check = link_target(self._desk.page, problem)
        if document:
            self._desk.papers.select(document)
        self.open_section(section)
        if check:
            self._desk.sections.checks.go_to_check(check)
            self._desk.area.ensureWidgetVisible(self._desk.sections.checks, 0, 40)
        elif section == "proposal" and problem is not None:
            field = self._desk.sections.proposal.field_of(
                *(str(problem.facts.get(name, "")) for name in ("what", "check"))
            )
            if field is not None:
                field.setFocus(Qt.FocusReason.TabFocusReason)
                self._desk.right.bring_into_view(field)

    def go_to_question(self, why_not: str) -> None:
        """Put the keyboard on the question of a conflict where it alone keeps an act from being recorded."""
        asked = self._desk.findChild(ConflictQuestion)
        if why_not == unanswered_words() and asked is not None:
            self.open_section("facts")
            asked.first().setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_note(self) -> None:
        """Go to the first warning that failed and waits for its note."""
        wanted = (
            next(notes_wanted(self._desk.page.claim, self._desk.page.plan), None)
            if self._desk.page is not None
            else None
        )
        if wanted is not None:
            self.go_to_check(wanted[0], wanted[1].code)
            self._desk.sections.checks.write_note()

    def go_to_check(self, document: str, code: str) -> None:
        """Put a check in focus; without a paper one of the claim as a whole."""
        self._desk.papers.select(document or WHOLE)
        self.open_section("checks")
        self._desk.sections.checks.go_to_check(code)

    def go_to_differing(self) -> None:
        """Go to the first check that the second person answered otherwise than the lead."""
        self.open_section("second")
        self._desk.sections.second.go_to_differing()

    def next_step(self) -> None:
        """After the last check of a paper the next paper; after those of the whole claim the section that is due."""
        if self._desk.page is not None and self._desk.papers.document() == WHOLE:
            self.open_section(next_section(self._desk.page, self._desk.sections) or "timeline")
        else:
            self._desk.papers.step(1)
            QTimer.singleShot(0, self._desk.sections.checks, self._desk.sections.checks.resume)

    def step_section(self, by: int) -> None:
        """Open the next or previous section and go into it; after the checks of the whole claim the one that is due."""
        shown = [name for name, fold in self._desk.sections.folds.items() if not fold.isHidden()]
        held = self._desk.window().focusWidget()
        here = next((n for n, name in enumerate(shown) if self._desk.sections.folds[name].isAncestorOf(held)), -1)
        if here < 0:
            here = shown.index("checks") - (1 if by > 0 else 0)
        if by > 0 and shown[here] == "checks" and self._desk.papers.document() == WHOLE:
            self.next_step()
        else:
            self.open_section(shown[(here + by) % len(shown)])
