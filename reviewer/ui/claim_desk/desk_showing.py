"""Shows a claim on the desk, part after part: one that comes into view takes three turns, so that no key waits long."""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.ui.claim_desk.kept_focus import kept_focus
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import next_turn
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.claim_desk.claim_desk import ClaimDesk


class DeskShowing:
    """Until the last turn the desk has no page, so nothing can be done with a claim of which only parts are there."""

    def __init__(self, desk: "ClaimDesk") -> None:
        """Nothing is being shown yet."""
        self._desk = desk
        self._left: Iterator[None] = iter(())

    def show(self, page: DeskPage) -> None:
        """Show what was read: at once where the claim is in view already, as what is typed stays."""
        deque(self._left, maxlen=0)  # what an earlier reading of this claim left to show
        if self._desk.page is not None:
            self._again(page)
        else:
            self._left = self._anew(page)
            self._go_on(self._left)

    def drop(self) -> None:
        """The claim is left: show nothing more of it."""
        self._left = iter(())

    def _go_on(self, parts: Iterator[None]) -> None:
        if parts is self._left and next(parts, self) is not self:
            next_turn(self._desk, lambda: self._go_on(parts))

    def _anew(self, page: DeskPage) -> Iterator[None]:
        desk = self._desk
        desk.drafts = Drafts(desk.sitting, page.claim.number, page.drafts)
        desk.after.do(lambda: desk.access.opened(page.claim))
        desk.named.emit(page.claim.number, page.applicant.trade_name)
        desk.viewer.kept.views = desk.papers.views = page.views
        desk.viewer.claim, desk.viewer.seen = page.claim.number, page.seen
        with kept_focus(desk, desk.sections.checks):
            self._papers(page)
        yield
        with kept_focus(desk, desk.sections.checks):
            self._sections(page, desk.drafts, same=False)
        yield
        desk.page = page
        self._forms(page, desk.drafts, same=False)
        desk.head.announce()
        desk.right.setCurrentWidget(desk.area)
        chosen = desk.papers.document()
        # a paper chosen between two turns has its checks now, else answers would go to the one before it
        (desk.paper.begin if chosen == desk.sections.checked else desk.paper.show)(chosen)
        if not page.claim.papers:
            desk.viewer.say_nothing(tr("No papers came with this claim."))
        self._end(page)

    def _again(self, page: DeskPage) -> None:
        desk = self._desk
        assert desk.page is not None
        assert desk.drafts is not None
        was_veiled, shown, desk.page = bool(desk.page.touches), desk.papers.document(), page
        with kept_focus(desk, desk.sections.checks, same=True):
            self._papers(page)
            self._sections(page, desk.drafts, same=True)
            self._forms(page, desk.drafts, same=True)
        if was_veiled != bool(page.touches):
            desk.paper.show(shown)
        elif copy := next((one.document for one in page.claim.papers if shown in one.before), ""):
            desk.papers.select(copy)  # a masked copy is in view where its paper was
            desk.paper.show(copy)
        self._end(page)

    def _papers(self, page: DeskPage) -> None:
        desk = self._desk
        desk.head.show_page(page)
        desk.setAccessibleName(desk.head.title.whole())
        desk.papers.show_papers(page)
        desk.unshowable.show_page(page)
        desk.viewer.order = desk.papers.order()

    def _sections(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        self._desk.sections.show_page(page, drafts, self._desk.papers.document(), same=same)

    def _forms(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        self._desk.right.show_page(page, drafts, self._desk.papers.document(), same=same)
        self._desk.evidence.show_page(page, drafts, same=same)

    def _end(self, page: DeskPage) -> None:
        desk = self._desk
        desk.show_foot()
        next_turn(desk, lambda: desk.setUpdatesEnabled(True))  # laid out in this turn
        desk.after.do(desk.sections.neighbours.read)
        desk.after.do(lambda: desk.hints.ask(page) if desk.page is page else None)
