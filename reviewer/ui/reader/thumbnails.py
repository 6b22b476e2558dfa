"""A strip with a small picture of every page; only those in sight are drawn, after everything that is being read."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui import keys
from reviewer.ui.look import Look
from reviewer.ui.reader.turning import Size, turned_size
from reviewer.ui.wording import tr

WIDE, KEPT = 84, 120
MANY = 1_000
"""With more pages than these each has the room of the first, and so many are laid out in one go."""
Index = QModelIndex | QPersistentModelIndex


class PageList(QAbstractListModel):
    """One row a page."""

    def __init__(self) -> None:
        """No pages."""
        super().__init__()
        self.count = 0

    def show(self, count: int) -> None:
        """So many pages."""
        self.beginResetModel()
        self.count = count
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Pages."""
        return 0 if parent.isValid() else self.count

    def data(self, index: Index, role: int = 0) -> Any:
        """The page's number, for a screen reader too."""
        if role == 0:
            return str(index.row() + 1)
        return tr("Page {page}", page=index.row() + 1) if role == Qt.ItemDataRole.AccessibleTextRole else None


class Thumbnails(QListView):
    """Choosing a picture goes to its page; pages seen carry a mark."""

    chosen = Signal(int)

    def __init__(self, look: Look, draw: Callable[[int, int, Callable[[QImage], None]], None]) -> None:
        """`draw(page, width in pixels, then)` draws a small picture."""
        super().__init__()
        self.setObjectName("thumbnails")
        self.setAccessibleName(tr("Pages of the paper"))
        self.look, self._draw = look, draw
        self.pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: set[int] = set()
        self._paper = 0
        self.sizes: Sequence[Size] = ()
        self.seen: set[int] = set()
        self.setModel(PageList())
        self.setItemDelegate(Small(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(look.px(WIDE) + 40)
        self._ask = QTimer(self)
        self.setBatchSize(MANY)
        self._ask.setSingleShot(True)
        self._ask.setInterval(60)
        self._ask.timeout.connect(self._ask_in_sight)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._ask.start())
        self.selectionModel().currentChanged.connect(self._chosen)
        self.hide()

    def show_pages(self, sizes: Sequence[Size], turn: int) -> None:
        """Begin with the pages of a paper, turned as it is looked at."""
        self._paper += 1
        self.sizes = sizes if turn in (0, 180) else [turned_size(size, turn) for size in sizes]
        are_many = len(sizes) > MANY
        self.setUniformItemSizes(are_many)
        self.setLayoutMode(self.LayoutMode.Batched if are_many else self.LayoutMode.SinglePass)
        self.pictures.clear()
        self._asked.clear()
        model = self.model()
        assert isinstance(model, PageList)
        model.show(len(sizes))
        self._ask.start()

    def show_page(self, page: int) -> None:
        """Mark the page being read."""
        index = self.model().index(page - 1, 0)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self._follow()

    def _follow(self) -> None:
        """Bring the page being read into sight, once it is laid out; a strip that is hidden lays nothing out for it."""
        index = self.currentIndex()
        if self.isVisible() and index.isValid():
            self.scrollTo(index)
            self.viewport().update()
            if not self.viewport().rect().intersects(self.visualRect(index)):
                self._later.start()

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row() + 1)

    def showEvent(self, event: Any) -> None:
        """Pictures are drawn only while the strip is in sight."""
        super().showEvent(event)
        self._follow()
        self._ask.start()

    def _ask_in_sight(self) -> None:
        if not self.isVisible():
            return
        first = max(self.indexAt(self.viewport().rect().topLeft()).row(), 0)
        for row in range(first, min(first + 12, len(self.sizes))):
            if self.visualRect(self.model().index(row, 0)).top() > self.viewport().height():
                return
            if row + 1 not in self.pictures and row + 1 not in self._asked:
                self._asked.add(row + 1)
                self._draw(row + 1, self.look.px(WIDE), self._taker(row + 1))

    def _taker(self, page: int) -> Callable[[QImage], None]:
        paper = self._paper

        def take(image: QImage) -> None:
            if paper != self._paper:
                return
            self._asked.discard(page)
            self.pictures[page] = QPixmap.fromImage(image)
            if len(self.pictures) > KEPT:
                self.pictures.popitem(last=False)
            self.viewport().update()

        return take

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the desk."""
        if keys.typed(event) or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Small(QStyledItemDelegate):
    """Paints a page small, with its number."""

    def __init__(self, strip: Thumbnails) -> None:
        """Belongs to a strip."""
        super().__init__(strip)
        self._strip = strip

    def _page(self, row: int) -> QSize:
        width, height = self._strip.sizes[row]
        wide = self._strip.look.px(WIDE)
        size = QSize(wide, max(min(round(wide * height / max(width, 1)), wide * 2), 8))
        if row and self._strip.uniformItemSizes():
            room = self._page(0)
            return size if size.height() <= room.height() else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The page's shape and a line for its number."""
        return self._page(index.row()) + QSize(16, 14 + self._strip.look.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paper, picture, number."""
        strip, page = self._strip, index.row() + 1
        rect: QRect = option.rect
        is_read = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, strip.look.colour("accent-soft" if is_read else "surface"))
        small = self._page(index.row())
        place = QRect(rect.x() + (rect.width() - small.width()) // 2, rect.y() + 8, small.width(), small.height())
        painter.fillRect(place, strip.look.colour("paper"))
        picture = strip.pictures.get(page)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, picture, picture.rect())
        painter.setPen(strip.look.colour("accent" if is_read else "line-strong"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        font = painter.font()
        font.setBold(page not in strip.seen)
        font.setPixelSize(strip.look.px(12))
        painter.setFont(font)
        painter.setPen(strip.look.colour("accent" if is_read else "ink-soft"))
        below = QRect(rect.x(), place.bottom() + 2, rect.width(), strip.look.px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page))
