"""The paper in view on the claim desk: chosen, opened, read page by page and left again."""

from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import QTimer

from reviewer.ui.claim_desk.kept_focus import kept_focus
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.wording import tr


class DeskPaper:
    """Shows a paper of one claim desk beside its checks, and notes what was seen of it."""

    def __init__(self, desk: Any) -> None:
        """`desk` is the claim desk (ui/claim_desk/claim_desk.py)."""
        self._desk = desk
        self._rested: tuple[str, Any] | None = None

    def rest(self) -> None:
        """Close the paper while another claim is in view: its gloveboxes end and its pixels leave the memory."""
        viewer = self._desk.viewer
        if viewer.reading is not None:
            document, spot = viewer.reading.document, viewer.stack.spot()
            viewer.close_paper()
            viewer.canvas.drawn.clear()
            self._rested = (document, spot)

    def wake(self) -> None:
        """Open the paper again where it was left."""
        if self._rested is not None and self._desk.page is not None and self._desk.viewer.reading is None:
            self._desk.viewer.show_paper(self._rested[0], self._path_of(self._rested[0]))

    def forget_rest(self) -> None:
        """Another claim comes to this desk."""
        self._rested = None

    def _stand_again(self, document: str) -> None:
        rested, self._rested = self._rested, None
        if rested is not None and rested[0] == document:
            stack = self._desk.viewer.stack
            QTimer.singleShot(0, stack, lambda: stack.look_at(rested[1]))

    def show(self, document: str) -> None:
        """Show the chosen paper, or the claim as a whole, with its checks; a veiled claim shows none."""
        desk = self._desk
        if desk.page is None:
            return
        self.begin(document)
        if desk.page.touches:
            return
        on_the_way = desk.window().focusWidget() is desk.sections.checks.next
        is_same = document == desk.sections.checked
        with kept_focus(desk, desk.sections.checks, same=is_same):
            desk.sections.show_checks(document, same=is_same)
        if on_the_way:  # the new lines have no place on the screen before
            QTimer.singleShot(0, desk.sections.checks, desk.sections.checks.resume)
        if desk.drafts is not None and desk.right.form is None:
            desk.right.show_page(desk.page, desk.drafts, document, same=True)
        desk.show_foot()

    def begin(self, document: str) -> None:
        """Open the paper a claim begins with; its checks are there already."""
        if self._desk.page.touches:
            self._desk.viewer.say_nothing(tr("The papers open once you have answered the question at the right."))
        elif document not in ("", WHOLE):
            self._open(document)

    def _open(self, document: str) -> None:
        desk, path = self._desk, self._path_of(document)
        if any(one.before for one in desk.page.claim.papers if one.document == document):
            path = str(PurePosixPath(path).with_suffix(".pdf"))  # whatever it was, a masked copy is a PDF
        desk.viewer.show_paper(document, path)
        held = desk.window().focusWidget()
        if held is not None and desk.viewer.isAncestorOf(held):
            desk.setFocus()  # the page in focus may give way to a sheet

    def _path_of(self, document: str) -> str:
        return next((str(one.path) for one in self._desk.page.papers if one.document == document), document)

    def show_beside(self, document: str) -> None:
        """A place in another paper is to be shown; beside the claim as a whole its checks stay."""
        desk = self._desk
        if desk.papers.document() == WHOLE and desk.page is not None:
            desk.viewer.show_paper(document, self._path_of(document))
        else:
            desk.papers.select(document)

    def opened(self, document: str, pages: int) -> None:
        """The paper is open: the list tells how many pages it has, and whether something is wrong with it."""
        desk = self._desk
        if desk.page is not None:
            seen, warns = desk.page.seen.get(document, set()), desk.viewer.warnings.is_serious
            desk.papers.set_pages(document, pages, seen, warns=warns)
            desk.unshowable.opened(document)
            desk.show_foot()
        self._stand_again(document)

    def seen(self, document: str, number: int) -> None:
        """A page was looked at long enough to count as seen."""
        desk, page = self._desk, self._desk.page
        if page is None or number in page.seen.get(document, set()):
            return
        page.seen.setdefault(document, set()).add(number)
        desk.papers.set_pages(document, desk.viewer.count, page.seen[document])
        desk.show_foot()
        desk.access.seen(document, number)

    def left(self, document: str, pages: list[int]) -> None:
        """The paper is closed; one entry tells which pages were read."""
        self._desk.access.left(self._desk.number, document, pages)
