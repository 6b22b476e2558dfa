"""The page of the manual: chapters at the left, one at the right, and a field that finds words in all."""

from functools import partial
from math import ceil
from typing import Any

from PySide6.QtCore import QPoint, QRegularExpression, Qt, QTimer, QUrl
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from reviewer.ui.background import Lanes
from reviewer.ui.help.manual import (
    PICTURE,
    Chapter,
    Page,
    chapters,
    document,
    holds,
    other_language,
    sought,
    with_pictures,
)
from reviewer.ui.look import Look
from reviewer.ui.parts import wrapped
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.wording import language, tr

PICTURE_WIDE = 760
"""Pictures are at most so wide, in pixels at 100 % text."""
PICTURE_LEAST, SETTLES = 160, 200
"""Pictures are never narrower than so many pixels, and fitted so many milliseconds after the window has its size."""


class ManualPage(QWidget):
    """Reads its files on the reader lane; Enter in the field goes to the next place where the words stand."""

    def __init__(self, lanes: Lanes, look: Look) -> None:
        """The chapters come in a moment."""
        super().__init__()
        self.setObjectName("manual_page")
        self._lanes, self._look = lanes, look
        self._chapters: list[Chapter] = []
        self._wanted = ""
        self._page: Page | None = None
        self._open_chapter: Chapter | None = None
        self._wide, self._begins_at = 0, 0
        self._later = QTimer(self, singleShot=True, interval=SETTLES)
        self._later.timeout.connect(self._fit)
        self.search = SearchEdit()
        self.search.setObjectName("manual_search")
        self.search.setPlaceholderText(tr("Find in the manual"))
        self.search.setAccessibleName(tr("Find in the manual"))
        self.search.words_changed.connect(lambda _: self._narrow())
        self.search.returnPressed.connect(self.find_next)
        self.list = wrapped(QListWidget())
        self.list.setObjectName("manual_chapters")
        self.list.setAccessibleName(tr("Chapters"))
        self.list.currentItemChanged.connect(self._open)
        self.list.itemClicked.connect(self._open)  # back from what a link led to
        self.list.itemActivated.connect(self._open)
        self.text = QTextBrowser()
        self.text.setObjectName("manual_text")
        self.text.setAccessibleName(tr("The chapter"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(left, 3)
        layout.addWidget(self.text, 8)
        self.read(language())

    def read(self, lang: str) -> None:
        """Read the manual in one language."""
        self._lanes.reader.run(partial(chapters, lang), then=self._take, otherwise=_unexpected, owner=self)

    def _take(self, found: list[Chapter]) -> None:
        self._chapters = found
        self._narrow()
        if 0 < self._begins_at < self.list.count():
            self.list.setCurrentRow(self._begins_at)
        self._begins_at = 0

    def begin_at(self, chapter: int) -> None:
        """Open at this chapter, counted from 0, once they were read: both languages have the same."""
        self._begins_at = chapter

    def chapter(self) -> int:
        """The chapter chosen, counted from 0."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else self._begins_at

    def _sought(self) -> list[str]:
        return sought(self.search.words(), composing=self.search.is_composing())

    def _narrow(self) -> None:
        wanted = self._sought()
        chosen = self.list.currentItem().text() if self.list.currentItem() else ""
        self.list.blockSignals(True)
        self.list.clear()
        for place, chapter in enumerate(self._chapters):
            if holds(chapter, wanted):
                item = QListWidgetItem(chapter.title)
                item.setData(Qt.ItemDataRole.UserRole, place)
                self.list.addItem(item)
        self.list.blockSignals(False)
        titles = [self.list.item(row).text() for row in range(self.list.count())]
        self.list.setCurrentRow(titles.index(chosen) if chosen in titles else 0)
        if not titles:
            self.text.setPlainText(tr("These words do not stand in the manual."))

    def _open(self, item: QListWidgetItem | None, _: Any = None) -> None:
        if item is None:
            return
        self._read_pictures(self._chapters[item.data(Qt.ItemDataRole.UserRole)])

    def _read_pictures(self, chapter: Chapter, *, is_again: bool = False) -> None:
        self._wanted, self._open_chapter, self._wide = chapter.title, chapter, self._room()
        work = partial(with_pictures, chapter, self._wide)
        show = partial(self._show, is_again=is_again)
        self._lanes.reader.run(work, then=show, otherwise=_unexpected, owner=self)

    def _room(self) -> int:
        """How wide a picture may be, in pixels, so that a chapter reads without scrolling sideways."""
        edges = self.text.verticalScrollBar().sizeHint().width() + 2 * ceil(QTextDocument().documentMargin())
        return min(self._look.px(PICTURE_WIDE), max(PICTURE_LEAST, self.text.contentsRect().width() - edges))

    def _fit(self) -> None:
        """Read the pictures again for the room there is now."""
        if self._open_chapter is not None and self._room() != self._wide and PICTURE.search(self._open_chapter.text):
            self._read_pictures(self._open_chapter, is_again=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are as wide as there is room for."""
        super().resizeEvent(event)
        self._later.start()

    def _show(self, chapter: Chapter, *, is_again: bool = False) -> None:
        """Show a chapter from its beginning or the first word sought; one shown again stays where it is."""
        if chapter.title != self._wanted:
            return
        top = self.text.cursorForPosition(QPoint(0, 0)).position()
        self._page = Page(chapter, self._look.colour("line"), self.text.font())
        self.text.setDocument(self._page)
        if is_again:
            self._to_the_top(top)
        else:
            self._find()

    def _to_the_top(self, place: int) -> None:
        """Bring a place of the text to the upper edge."""
        cursor, bar = QTextCursor(self.text.document()), self.text.verticalScrollBar()
        cursor.setPosition(place)
        bar.setValue(bar.value() + self.text.cursorRect(cursor).top())

    def find_next(self) -> None:
        """Go to the next place in the chapter where the first word stands; after the last to the first."""
        if not self._find():
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self._find()

    def _find(self) -> bool:
        """Go on to where the first word stands; nowhere else where nothing is looked for."""
        wanted = self._sought()
        any_case = QRegularExpression.PatternOption.CaseInsensitiveOption
        return not wanted or self.text.find(QRegularExpression(wanted[0], any_case))

    def _follow(self, link: QUrl) -> None:
        """The other language opens here; a picture of a paper or another document in place of the chapter."""
        if lang := other_language(link.path()):
            self.read(lang)
        elif link.path().endswith(".png"):
            self._read_pictures(Chapter(link.path(), f"![{link.path()}]({link.path()})"))
        else:
            self._wanted, self._open_chapter = link.path(), None
            self._lanes.reader.run(
                partial(document, link.path()), then=lambda found: self._show(found) if found else None,
                otherwise=_unexpected, owner=self,
            )  # fmt: skip


def _unexpected(fault: BaseException) -> None:
    raise fault
