"""The papers of a claim: always beside the open paper, unread ones bold, with pages seen and the verdict."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reviewer.rules.claim import Claim, Paper
from reviewer.ui import keys
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word

MARKS = {
    "ACCEPTED": "●", "ACCEPTED_WITH_NOTE": "●", "SUPPLEMENT": "✕", "NOT_ACCEPTED": "✕", "": "◐",
}  # fmt: skip
WHOLE = "CLM"


class PapersList(QListWidget):
    """One line a paper; a kind that is wanted and missing stands there too, and last the claim as a whole."""

    chosen = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("papers_list")
        self.setAccessibleName(tr("Papers"))
        self._sitting = sitting
        self._pages: dict[str, int] = {}
        self._seen: dict[str, set[int]] = {}
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.currentItemChanged.connect(lambda item, _: self._chosen(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the desk, not to a search inside the list."""
        if keys.letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_papers(self, page: DeskPage) -> None:
        """Show the papers of a claim, keeping the one in view."""
        now = self.document()
        self._claim, self._seen = page.claim, page.seen
        self._names: Mapping[str, str] = {paper.document: paper.path for paper in page.papers}
        self.blockSignals(True)
        self.clear()
        for number, paper in enumerate(self._in_order(page), 1):
            self._add(paper.document, self._text(number, paper), is_new=not self._seen.get(paper.document))
        for kind in page.plan.settings.individual_proofs:
            if not any(paper.kind == kind for paper in page.claim.papers):
                item = self._add("", f"{word(page.plan.proof_kinds, kind)}\n○ {tr('missing')}", is_new=False)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        for document in page.claim.late_papers:
            self._add(document, f"{self._file(document)}\n{tr('sent after the decision')}", is_new=True)
        self._add(WHOLE, self._whole_text(page.claim), is_new=False)
        self.select(now if now in self._documents() else self._first())
        self.blockSignals(False)

    def _in_order(self, page: DeskPage) -> tuple[Paper, ...]:
        """By kind as the plan lists them, then as they came."""
        kinds = list(page.plan.proof_kinds)
        self._papers = tuple(sorted(page.claim.papers, key=lambda one: kinds.index(one.kind)))
        return self._papers

    def _add(self, document: str, text: str, *, is_new: bool) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, document)
        item.setToolTip(self._file(document))
        font = item.font()
        font.setBold(is_new)
        item.setFont(font)
        self.addItem(item)
        return item

    def order(self) -> tuple[tuple[str, str], ...]:
        """Document and path of what can be read, from top to bottom."""
        shown = (str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count()))
        return tuple((document, self._names[document]) for document in shown if document in self._names)

    def _file(self, document: str) -> str:
        return PurePosixPath(self._names.get(document, "")).name

    def _text(self, number: int, paper: Paper) -> str:
        seen, pages = len(self._seen.get(paper.document, ())), self._pages.get(paper.document, 0)
        count = f"{seen}/{pages}" if pages else (str(seen) if seen else tr("unread"))
        kind = word(self._sitting.plan.proof_kinds, paper.kind)
        return f"{number}  {kind}\n{count} {MARKS.get(paper.verdict, '◐')} {verdict_word(paper.verdict)}"

    def _whole_text(self, claim: Claim) -> str:
        checks = self._sitting.plan.checks_of("CLM")
        done = sum(check.code in claim.findings for check in checks)
        return f"{tr('Claim as a whole')}\n{tr('{done} of {all}', done=done, all=len(checks))}"

    def _documents(self) -> set[str]:
        return {str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count())} - {""}

    def _first(self) -> str:
        documents = [str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count())]
        return next((document for document in documents if document), "")

    def set_pages(self, document: str, pages: int, seen: set[int]) -> None:
        """Say how many pages a paper has, now that it is open, and which were seen."""
        self._pages[document] = pages
        self._seen[document] = seen
        for place, paper in enumerate(self._papers):
            if paper.document == document:
                self.item(place).setText(self._text(place + 1, paper))
                font = self.item(place).font()
                font.setBold(not seen)
                self.item(place).setFont(font)

    def never_seen(self) -> int:
        """Pages that were never legible on screen; a paper never opened counts as one."""
        missing = 0
        for paper in self._claim.papers:
            seen = len(self._seen.get(paper.document, ()))
            missing += max(self._pages.get(paper.document, 1) - seen, 0)
        return missing

    def document(self) -> str:
        """The paper in view; empty when there is none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def select(self, document: str) -> None:
        """Put this paper in view."""
        for place in range(self.count()):
            if self.item(place).data(Qt.ItemDataRole.UserRole) == document and document:
                self.setCurrentRow(place)
                return

    def step(self, by: int) -> None:
        """Go to the next or previous paper that can be shown."""
        place = self._beside(by)
        if place is not None:
            self.setCurrentRow(place)

    def after(self) -> str:
        """What follows the paper in view, as its first line says; empty at the end."""
        place = self._beside(1)
        return self.item(place).text().partition("\n")[0] if place is not None else ""

    def _beside(self, by: int) -> int | None:
        place = self.currentRow() + by
        while 0 <= place < self.count():
            if self.item(place).flags() & Qt.ItemFlag.ItemIsSelectable:
                return place
            place += by
        return None

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def verdict_word(verdict: str) -> str:
    """What the answers to the checks of a paper add up to."""
    return {
        "ACCEPTED": tr("accepted"),
        "ACCEPTED_WITH_NOTE": tr("accepted with a note"),
        "SUPPLEMENT": tr("more wanted"),
        "NOT_ACCEPTED": tr("not accepted"),
    }.get(verdict, tr("not finished"))
