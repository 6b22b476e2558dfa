"""The pictures of the reader: warnings, a paper that cannot be shown, the light panel, the loupe, recognised words."""

from typing import Any

from odd_papers import is_recognised
from photographer import DocsPhotographer
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL
from reviewer.ui.claim_desk.mask_dialog import MaskDialog
from reviewer.ui.screenshots import SIZE

TALL = (1280, 1040)


class PaperPictures(DocsPhotographer):
    """What stands in the middle of the desk, and what the machine says about it."""

    def reader(self) -> None:
        """Small pictures of the pages, words found with their hits listed, and the reader in a window of its own."""
        desk = self.window.desk
        pages = desk.viewer.stack.pages
        pages.toggle_overview()
        self.wait(pause=900)
        self.take("overview")
        pages.toggle_overview()
        pages.open_find()
        pages.finder.open("번호")
        self.wait(lambda: pages.finder.list.count() > 0, pause=700)
        self.take("find")
        pages.finder.close_find()
        desk.viewer.open_window()
        self.wait(pause=900)
        self.take("own-window", desk.viewer.body.window())
        desk.viewer.open_window()
        self.wait()

    def faint_photo(self) -> None:
        """The light panel over a faint photo, and the loupe over the small print of a screenshot."""
        desk = self.paper(*self.screenshot())
        pages = desk.viewer.stack.pages
        pages.toggle_loupe()
        pages.loupe.follow(QPointF(desk.viewer.canvas.viewport().width() / 2, 230))
        self.wait(pause=900)
        self.take("loupe")
        pages.toggle_loupe()
        if not (photo := self.with_fault("blurred")):
            return
        self.paper(*photo)
        pages.toggle_light()
        pages.light.sliders["contrast"].setValue(40)
        pages.light.sliders["sharpness"].setValue(60)
        self.wait(pause=900)
        self.take("light")
        pages.reset_look()
        pages.toggle_light()
        self.wait()

    def screenshot(self) -> tuple[str, str]:
        """Claim and document of the first screenshot of a service."""
        told = next(told for told in self.truth() if told["path"].endswith(".png") and told["kind"] == "SUS")
        return told["claim"], told["sha256"]

    def recognised(self) -> None:
        """The line that says that pictures are being read, and words found among those recognised in a screenshot."""
        claim, document = self.screenshot()
        desk = self.paper(claim, document)
        if not is_recognised(self.case, document):
            self.wait(lambda: self.window.sitting.queue.sees)
            self.take("recognising")
            self.wait(lambda: is_recognised(self.case, document))
            self.paper(claim, desk.papers.order()[0][0])
            self.paper(claim, document)
        pages = desk.viewer.stack.pages
        pages.open_find()
        pages.finder.open("주문")
        self.wait(lambda: pages.finder.list.count() > 0, pause=700)
        self.take("recognised")
        pages.finder.close_find()

    def odd_papers(self) -> None:
        """What is named above a paper with its meaning, an approximate layout, and papers that are not shown."""
        desk = self.paper(*self.odd["script"])
        desk.viewer.warnings.more.setChecked(True)
        self.wait(pause=500)
        self.take("warnings")
        self.paper(*self.odd["macro"])
        self.take("macros")
        self.paper(*self.odd["hangul"])
        self.take("approximate")
        desk = self.paper(*self.odd["damaged"])
        self.wait(lambda: desk.unshowable.isVisible(), pause=500)
        self.take("not-shown")
        if locked := self.with_fault("password_pdf"):
            desk = self.paper(*locked)
            self.wait(lambda: desk.unshowable.isVisible(), pause=500)
            self.take("password")

    def masked_copy(self) -> None:
        """A paper that shows a whole resident number, with the area the machine suggests."""
        desk = self.paper(*self.odd["resident"])
        desk.evidence.mask()
        dialog = self.window.findChildren(MaskDialog)[-1]
        self.wait(lambda: not dialog.page._image.isNull() and bool(dialog.areas()), pause=900)
        self.take("masked-copy", dialog)
        dialog.reject()
        self.wait()

    def hint_levels(self) -> None:
        """A paper whose hints have as many of the four levels as any: agrees, in part, does not agree, no data."""
        best: tuple[int, str, str] = (0, "", "")
        for told in self.truth():
            if not told["faults"] or len(set(told["hints"].values())) <= best[0]:
                continue
            claim, document = told["claim"], told["sha256"]
            self.paper(claim, document)
            levels = {hint.level for hint in self.hints_of(document).values()}
            best = max(best, (len(levels & {FULL, PARTIAL, NONE, NO_DATA}), claim, document))
            if best[0] == 4:
                break
        desk = self.paper(best[1], best[2])
        self.window.resize(*TALL)
        levels = [line.hint.hint.level if line.hint else "" for line in desk.sections.checks.lines]
        most = max(range(len(levels)), key=lambda first: len({*levels[first : first + 6]} - {""}))
        self.open_only(desk, "checks", desk.sections.checks.lines[most])
        self.take("hint-levels")
        self.window.resize(*SIZE)
        self.wait()

    def hints_of(self, document: str) -> Any:
        """The hints of a paper once it was read behind the window."""
        desk = self.window.desk
        self.wait(lambda: bool(desk.page.hints.states.get(document)))
        return desk.page.hints.papers.get(document, {})

    def twins(self) -> None:
        """Two claims that hold the same file; and a twin that was paid, which stops the second check of an award."""
        if shared := self.with_fault("same_file_in_two_claims"):
            desk = self.paper(*shared)
            self.wait(lambda: bool(desk.page.twins), pause=500)
            self.open_only(desk, "twins")
            self.take("twins")
        claim, _ = self.odd["paid_twin"]
        self._become(self.people[claim][1])
        self.window.show_claim(claim)
        desk = self.window.desk
        self.wait(lambda: desk.page is not None and desk.page.claim.number == claim)
        self.wait(lambda: bool(desk.page.twins))
        for answer in desk.sections.second.findChildren(QPushButton):
            if answer.text() == "P":
                answer.click()
        self.open_only(desk, "twins")
        self.take("paid-twin")

    def own_notes(self) -> None:
        """Notes of two people, and then only one's own."""
        self.child("notes_only_mine").setChecked(True)
        self.wait()
        self.take("own-notes")
        self.child("notes_only_mine").setChecked(False)
