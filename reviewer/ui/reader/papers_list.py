"""The papers of a claim: always beside the open paper, unread ones bold, with pages seen and the verdict."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reviewer.rules.claim import Claim, Paper
from reviewer.rules.stage import NEEDS_PROOFS
from reviewer.rules.verdicts import fixed_proofs
from reviewer.ui import keys
from reviewer.ui.claim_reading import DeskPage, twin_documents
from reviewer.ui.reader.kept_views import view_of
from reviewer.ui.reader.paper_rows import ROW, PaperDelegate, PaperRow
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, word

WHOLE = "CLM"
OF_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class PapersList(QListWidget):
    """One line a paper; a kind that is wanted and missing stands there too, and last the claim as a whole."""

    chosen = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("papers_list")
        self.setAccessibleName(tr("Papers"))
        self._sitting = sitting
        self._claim = ""
        self._pages: dict[str, int] = {}
        self._seen: dict[str, set[int]] = {}
        self._warned: set[str] = set()
        self._papers: tuple[Paper, ...] = ()
        self.views: Mapping[str, str] = {}
        """How this person last looked at each paper, as JSON; kept up to date by the reader."""
        self.setItemDelegate(PaperDelegate(sitting.look, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)  # another width means other heights of rows
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda item, _: self._chosen(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and the keys of pages belong to the desk, not to the list."""
        if keys.typed(event) or event.key() in OF_PAGES:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_papers(self, page: DeskPage) -> None:
        """Show the papers of a claim, keeping the one in view; another claim begins with its first."""
        now = self.document() if page.claim.number == self._claim else ""
        self._claim = page.claim.number
        self._page, self._seen = page, page.seen
        self._twins = twin_documents(page.twins)
        self._names: Mapping[str, str] = {paper.document: paper.path for paper in page.papers}
        kinds = list(page.plan.proof_kinds)
        self._papers = tuple(sorted(page.claim.papers, key=lambda one: kinds.index(one.kind)))
        self.blockSignals(True)
        self.clear()
        for number, paper in enumerate(self._papers, 1):
            self._add(paper.document, self._row(number, paper))
        for kind in _wanted(page):
            if not any(paper.kind == kind for paper in page.claim.papers):
                item = self._add("", PaperRow(word(page.plan.proof_kinds, kind), tr("missing"), "MISSING"))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        for document in page.claim.late_papers:
            row = PaperRow(self._file(document), tr("sent after the decision"), is_unread=not self._seen.get(document))
            self._add(document, row)
        given = [page.claim.findings.get(check.code) for check in page.plan.claim_checks]
        is_sound = all(one is not None and one.result in ("PASS", "NA") for one in given)
        verdict = "ACCEPTED" if is_sound else ""
        self._add(WHOLE, PaperRow(tr("Claim as a whole"), self._whole_text(page.claim), verdict))
        self.select(now if now in self._documents() else self._first())
        self.blockSignals(False)

    def _add(self, document: str, row: PaperRow) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, document)
        self._say(item, row)
        self.addItem(item)
        return item

    @staticmethod
    def _say(item: QListWidgetItem, row: PaperRow) -> None:
        item.setText(row.text)
        item.setData(ROW, row)
        set_tip(item, "\n".join(part for part in (row.file, *row.words) if part))

    def order(self) -> tuple[tuple[str, str], ...]:
        """Document and path of what can be read, from top to bottom."""
        shown = (str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count()))
        return tuple((document, self._names[document]) for document in shown if document in self._names)

    def _file(self, document: str) -> str:
        return PurePosixPath(self._names.get(document, "")).name

    def _row(self, number: int, paper: Paper) -> PaperRow:
        document, page = paper.document, self._page
        kept, seen = view_of(self.views.get(document, "")), len(self._seen.get(document, ()))
        return PaperRow(
            f"{number}  {word(self._sitting.plan.proof_kinds, paper.kind)}", verdict_word(paper.verdict), paper.verdict,
            self._file(document), seen, self._pages_of(document), int(kept.get("page", 0)),
            are_sheets="sheet" in kept or document in page.hints.sheets,
            is_unread=not seen, is_new=page.known is not None and document not in page.known,
            has_twin=document in self._twins, warns=document in self._warned,
        )  # fmt: skip

    def _whole_text(self, claim: Claim) -> str:
        checks = self._sitting.plan.checks_of("CLM")
        done = sum(check.code in claim.findings for check in checks)
        return tr("{done} of {all} answered", done=done, all=len(checks))

    def _documents(self) -> set[str]:
        return {str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count())} - {""}

    def _first(self) -> str:
        documents = [str(self.item(place).data(Qt.ItemDataRole.UserRole)) for place in range(self.count())]
        return next((document for document in documents if document), "")

    def set_pages(self, document: str, pages: int, seen: set[int], *, warns: bool = False) -> None:
        """Say how many pages a paper has, now that it is open, which were seen, and whether its file is odd."""
        self._pages[document] = pages
        self._seen[document] = seen
        if warns:
            self._warned.add(document)
        self.renew(document)

    def show_hints(self, page: DeskPage) -> None:
        """Say how many pages the papers have that were read in the background."""
        self._page = page
        for paper in self._papers:
            self.renew(paper.document)

    def renew(self, document: str) -> None:
        """Say anew what is known of a paper."""
        for place, paper in enumerate(self._papers):
            if paper.document == document:
                item, row = self.item(place), self._row(place + 1, paper)
                if item.data(ROW) != row:
                    self._say(item, row)

    def _pages_of(self, document: str) -> int:
        """How many pages or sheets a paper has; 0 where nobody knows yet."""
        kept = view_of(self.views.get(document, ""))
        return self._pages.get(document) or int(kept.get("of", 0)) or self._page.hints.pages.get(document, 0)

    def never_seen(self) -> tuple[int, int]:
        """Pages that were never legible on screen, and papers never opened of which nobody knows the pages."""
        pages = papers = 0
        for paper in self._page.claim.papers:
            seen, of = len(self._seen.get(paper.document, ())), self._pages_of(paper.document)
            pages += max(of - seen, 0)
            papers += not of and not seen
        return pages, papers

    def is_read(self) -> bool:
        """Whether every page of the paper in view was legible on screen once."""
        document = self.document()
        return bool(document) and 0 < self._pages_of(document) <= len(self._seen.get(document, ()))

    def document(self) -> str:
        """The paper in view; empty when there is none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def kind(self) -> str:
        """The kind of the paper in view; empty for the claim as a whole."""
        return next((paper.kind for paper in self._papers if paper.document == self.document()), "")

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


def _wanted(page: DeskPage) -> Sequence[str]:
    """The kinds of papers that the claim's route needs; none where it needs no proof."""
    if page.claim.route not in NEEDS_PROOFS:
        return ()
    settings = page.plan.settings
    return fixed_proofs(page.claim, page.plan) if page.claim.is_fixed else settings.individual_proofs
