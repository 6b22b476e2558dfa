"""One side of the compare desk: a paper of any claim, shown as in the reader, and the ways to choose another."""

import json
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QVBoxLayout, QWidget

from reviewer.rules.places import Place
from reviewer.ui.choice import Choice
from reviewer.ui.compare.claim_finder import ClaimFinder
from reviewer.ui.compare.compare_reading import ClaimPapers, PaperChoice, as_problem, papers_of_claim
from reviewer.ui.desk_access import DeskAccess
from reviewer.ui.parts import button, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.reader.paper_stack import PaperStack
from reviewer.ui.reader.tools import PAGES, SHEETS
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, word

LOOK = ("fit", "zoom", "light")
"""What of a look at one paper is kept for the next: zoom survives switching (lessons 3.16)."""

Spot = tuple[int, float, float]
"""Where a paper is looked at, in a measure that papers of one form share."""


class CompareSide(QWidget):
    """The ways to choose; the paper itself, `stack`, stands in the field below. Each paper opened is owed its entry."""

    scaled = Signal()
    """Zoomed by hand."""
    opened = Signal()
    """Another paper is shown."""

    def __init__(self, sitting: Sitting, name: str) -> None:
        """`name` is `left` or `right`."""
        super().__init__()
        self.setObjectName(f"compare_{name}")
        self._sitting = sitting
        self.claim: ClaimPapers | None = None
        self.paper: PaperChoice | None = None
        self._reading: PaperReading | None = None
        self._wanted: Place | None = None
        self._views: dict[str, dict[str, Any]] = {}
        self._seen: set[int] = set()
        self._asked, self._of = 0, ""
        self.access = DeskAccess(sitting, lambda fault: self.stack.say(in_words(as_problem(fault))), self)
        self.which = button(f"{name}_claim", "", self._other_claim, role="link")
        self.papers = Choice()
        self.papers.setObjectName(f"{name}_papers")
        self.papers.setAccessibleName(tr("Paper"))
        self.papers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.papers.setMinimumContentsLength(10)
        self.papers.activated.connect(lambda place: self.show_paper(str(self.papers.itemData(place))))
        self.finder = ClaimFinder(sitting, name)
        self.finder.chosen.connect(self.show_claim)
        self.where = label("", size=12, tone="soft")
        self.stack = PaperStack(sitting.look)
        self.stack.setProperty("side", name)
        head = row(spacing=6, margins=(8, 4, 8, 4))
        for part in (self.which, self.where):
            head.addWidget(part)
        head.addWidget(self.papers, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.finder)
        layout.addStretch()
        self.stack.canvas.zoomed.connect(self.scaled)
        self.stack.sheets.grid.zoomed.connect(lambda _: self.scaled.emit())
        self.stack.changed.connect(self._describe)
        self.stack.legible.connect(self._legible)
        self.stack.failed.connect(self._failed)
        self.stack.unshown.unlock.connect(self._open)
        self.stack.unshown.wanted.connect(lambda: self.show_paper(str(self.papers.currentData())))
        self.stack.opening.cancelled.connect(self._cancel_opening)

    # --- choosing -----------------------------------------------------------------------------------------

    def show_claim(self, number: str, place: Place | None = None) -> None:
        """Offer the papers of a claim; `place` is what to show of them, else the first paper."""
        self._asked += 1
        if self.paper is None:
            self.stack.say(tr("opening…"))
        asked, person = self._asked, self._sitting.person
        self._sitting.read(
            lambda conn: papers_of_claim(conn, number, person),
            then=lambda found: self._take(found, place) if asked == self._asked else None,
            otherwise=lambda fault: self.stack.say(in_words(as_problem(fault))),
            owner=self,
        )

    def _take(self, claim: ClaimPapers, place: Place | None) -> None:
        self.claim = claim
        self.which.setText(claim.number)
        set_tip(self.which, claim.name)
        self.which.setAccessibleName(f"{tr('Another claim…')} {claim.number} {claim.name}")
        self.papers.clear()
        kinds = self._sitting.plan.proof_kinds
        for one in claim.papers:
            self.papers.addItem(f"{word(kinds, one.kind)} · {PurePosixPath(one.path).name}", one.document)
        if claim.is_recused:
            self.leave()
            self.stack.say(tr("You stepped aside from this claim; its papers are not shown for comparing."))
        elif not claim.papers:
            self.leave()
            self.stack.say(tr("No papers came with this claim."))
        else:
            self.show_paper(place.document if place is not None else claim.papers[0].document, place)

    def _other_claim(self) -> None:
        self.finder.open()

    # --- showing ------------------------------------------------------------------------------------------

    def show_paper(self, document: str, place: Place | None = None) -> None:
        """Open a paper of the claim on this side, looked at as the one before."""
        assert self.claim is not None
        paper = next((one for one in self.claim.papers if one.document == document), None)
        self._wanted = place
        if paper is None or (self.paper is not None and paper.document == self.paper.document):
            self._go()
            return
        view = self._view_for(paper)
        self.leave()
        self.paper, self._of = paper, self.claim.number
        self.papers.setCurrentIndex(self.papers.findData(document))
        name = PurePosixPath(paper.path).name
        self._reading = PaperReading(self._sitting, document, name, self.claim.number, self)
        self._views[document] = view
        self.stack.hold_place(view, name)
        self._open(None)

    def _view_for(self, paper: PaperChoice) -> dict[str, Any]:
        """Turns and page as they were for that paper; zoom and light as they are now, where a paper is in view."""
        kept: dict[str, Any] = self._views.get(paper.document) or json.loads(paper.view or "{}")
        if self.paper is None or self.stack.shows != PAGES:
            return kept
        now = self.stack.view()
        return {name: value for name, value in kept.items() if name not in LOOK} | {
            name: now[name] for name in LOOK if name in now
        }

    def _open(self, password: str | None) -> None:
        reading = self._reading
        if reading is not None:
            reading.open(
                password,
                then=lambda _: self._opened(reading) if reading is self._reading else None,
                otherwise=lambda fault: self._failed(fault) if reading is self._reading else None,
            )

    def _opened(self, reading: PaperReading) -> None:
        self.stack.show_paper(reading, self._views[reading.document], set())
        self._describe()
        self._go()
        self.opened.emit()

    def _go(self) -> None:
        place, self._wanted = self._wanted, None
        if place is not None and self.stack.shows:
            if place.box:
                self.stack.jump_to(place)
            elif place.sheet and self.stack.shows == SHEETS:
                self.stack.sheets.show_sheet(place.sheet)
            else:
                self.stack.go_to_page(place.page or 1)

    def _failed(self, fault: BaseException) -> None:
        self.stack.say_problem(as_problem(fault), can_save=False)

    def _cancel_opening(self) -> None:
        self.leave()
        self.stack.say_cancelled()

    def _describe(self) -> None:
        about = self._reading.description if self._reading is not None else None
        many = about is not None and about.pages > 1 and self.stack.shows == PAGES
        self.where.setText(f"{self.stack.page} / {about.pages}" if many and about is not None else "")

    def _legible(self, page: int) -> None:
        if self.paper is not None and self.stack.shows:
            self._seen.add(page)
            self.access.seen(self.paper.document, page)

    def leave(self) -> None:
        """Close the paper; what was legible of it becomes one access entry of its claim."""
        if self._reading is None:
            return
        if self.claim is not None and self.paper is not None:
            if self.stack.shows:
                self._views[self.paper.document] = self.stack.view()
            if self._seen:
                self.access.left(self._of, self.paper.document, sorted(self._seen))
        self._seen.clear()
        self._reading.close()
        self._reading, self.paper = None, None
        self.stack.leave()

    # --- for the other side -------------------------------------------------------------------------------

    @property
    def area(self) -> QAbstractScrollArea:
        """What scrolls."""
        return self.stack.sheets.grid if self.stack.shows == SHEETS else self.stack.canvas

    @property
    def spot(self) -> Spot:
        """Where it is looked at: page, and offset in widths of the page; of a sheet 0, and columns' pixels and rows."""
        if self.stack.shows == SHEETS:
            across, down = self.area.horizontalScrollBar(), self.area.verticalScrollBar()
            return 0, across.value() / self.stack.zoom(), float(down.value())
        return self.stack.canvas.spot()

    def look_at(self, spot: Spot) -> None:
        """Look at a spot that the other side told, both sides showing the same form of paper."""
        _, across, down = spot
        if self.stack.shows == SHEETS:
            self.area.horizontalScrollBar().setValue(round(across * self.stack.zoom()))
            self.area.verticalScrollBar().setValue(round(down))
        else:
            self.stack.canvas.look_at(spot)

    @property
    def place(self) -> Place | None:
        """The paper and page in view, to be shown elsewhere."""
        if self.paper is None:
            return None
        return Place(self.paper.document, page=self.stack.page if self.stack.shows == PAGES else 0)
