"""One paper in the list of a claim: what is known of it, and how its row is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.ui.breaks import BREAK, within_words
from reviewer.ui.look import Look
from reviewer.ui.wording import listed, tr, tr_many

ROW = Qt.ItemDataRole.UserRole + 1
MARKS = {"ACCEPTED": "●", "ACCEPTED_WITH_NOTE": "●", "SUPPLEMENT": "✕", "NOT_ACCEPTED": "✕", "MISSING": "○"}
TONES = {"ACCEPTED": "good", "ACCEPTED_WITH_NOTE": "good", "SUPPLEMENT": "bad", "NOT_ACCEPTED": "bad"}
EDGE = 10
MOST = 1_000
"""So many rows are remembered with their sizes."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PaperRow:
    """`title` is its number and kind; `seen` of `pages` were legible on screen (0 pages: not known yet).

    Of a sheet some rows were; `stopped` is the page that was being read when the paper was left.
    """

    title: str
    state: str = ""
    verdict: str = ""
    file: str = ""
    seen: int = 0
    pages: int = 0
    stopped: int = 0
    are_sheets: bool = False
    is_unread: bool = False
    is_new: bool = False
    has_twin: bool = False
    warns: bool = False

    @property
    def count(self) -> str:
        """Pages or sheets seen of all."""
        if not self.file or not (self.pages or self.seen):
            return ""
        count = f"{self.seen}/{self.pages or '?'}"
        return tr_many("{count} sheet", "{count} sheets", self.pages, count=count) if self.are_sheets else count

    @property
    def mark(self) -> str:
        """Where one stopped reading; nothing for a paper left on its first page."""
        return tr("▸ p. {page}", page=self.stopped) if self.stopped > 1 else ""

    @property
    def signs(self) -> str:
        """What deserves a look, as signs; `words` says the same."""
        return "".join(sign for sign, is_so in (("★", self.is_new), ("≡", self.has_twin), ("⚠", self.warns)) if is_so)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything the row says by bold, sign or number, in words."""
        said = (
            (tr("unread"), self.is_unread),
            (tr("new since you last left this claim"), self.is_new),
            (tr("also in another claim"), self.has_twin),
            (tr("something about this file is odd"), self.warns),
            (tr("you stopped at page {page}", page=self.stopped), self.stopped > 1),
            (self._seen_words(), self.pages > 0),
        )
        return tuple(words for words, is_so in said if is_so)

    def _seen_words(self) -> str:
        if self.are_sheets:
            return tr("{seen} of {pages|sheet/sheets} seen, of a sheet perhaps only the first rows", seen=self.seen,
                      pages=self.pages)  # fmt: skip
        return tr("{seen} of {pages|page/pages} seen", seen=self.seen, pages=self.pages)

    @property
    def text(self) -> str:
        """The whole row, as a screen reader says it; its first line is the title."""
        mark = f"{MARKS.get(self.verdict, '◐')} " if self.state else ""
        return "\n".join(part for part in (self.title, f"{mark}{self.state}", self.file, listed(self.words)) if part)


class PaperDelegate(QStyledItemDelegate):
    """Three lines: kind and signs; state and pages seen; the file's name."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Belongs to a list."""
        super().__init__(parent)
        self._look = look
        self._made: dict[tuple[str, bool], tuple[QFont, QFont]] = {}
        self._hints: dict[tuple[PaperRow, int, str], QSize] = {}
        """The size of a row at a width and in a font; the list asks again at every change of any row."""

    def _fonts(self, option: QStyleOptionViewItem, row: PaperRow) -> tuple[QFont, QFont]:
        known = option.font.key(), row.is_unread
        if known not in self._made:
            title, small = QFont(option.font), QFont(option.font)
            title.setPixelSize(self._look.px(13))
            title.setBold(row.is_unread)
            small.setPixelSize(self._look.px(12))
            self._made[known] = title, small
        return self._made[known]

    def _is_tight(self, row: PaperRow, small: QFontMetrics, room: int) -> bool:
        """Whether state and count do not stand side by side, so that the count has a line of its own."""
        return bool(row.state and row.count) and small.horizontalAdvance(f"{_marked(row)}  {row.count}") > room

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Title and state may take two lines; the others one."""
        row: PaperRow = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 190  # beside the scroll bar
        if len(self._hints) > MOST:
            self._hints.clear()
        known = row, width, option.font.key()
        if known not in self._hints:
            self._hints[known] = self._size(option, row, width)
        return self._hints[known]

    def _size(self, option: QStyleOptionViewItem, row: PaperRow, width: int) -> QSize:
        title, small = (QFontMetrics(font) for font in self._fonts(option, row))
        inner = QRect(0, 0, width - 2 * EDGE, 1_000)
        room = inner.adjusted(0, 0, -_signs_wide(title, row), 0)
        high = title.boundingRect(room, _wrap(title, row, room.width()), within_words(row.title)).height()
        if row.state:
            high += small.boundingRect(inner, Qt.TextFlag.TextWordWrap, _marked(row)).height()
        lines = bool(row.file) + self._is_tight(row, small, inner.width())
        return QSize(width, high + small.height() * lines + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, title, state, file."""
        row, look = index.data(ROW), self._look
        rect: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look.colour("accent-soft" if is_chosen else "surface"))
        if is_chosen:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), look.colour("accent"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        title, small = self._fonts(option, row)
        inner = rect.adjusted(EDGE, 5, -EDGE, -6)
        painter.setFont(title)
        painter.setPen(look.colour("ink"))
        room = inner.adjusted(0, 0, -_signs_wide(QFontMetrics(title), row), 0)
        wrap = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | _wrap(QFontMetrics(title), row, room.width())
        taken = painter.drawText(room, wrap, within_words(row.title))
        painter.setPen(look.colour("wait"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.signs)
        painter.setFont(small)
        line = QRect(inner.x(), taken.bottom() + 1, inner.width(), QFontMetrics(small).height())
        if row.state:
            painter.setPen(look.colour(TONES.get(row.verdict, "ink-soft")))
            state = painter.drawText(line.adjusted(0, 0, 0, 1_000), Qt.TextFlag.TextWordWrap, _marked(row))
            line.moveTop(state.bottom() + 1 - line.height())
            if self._is_tight(row, QFontMetrics(small), inner.width()):
                line.translate(0, line.height())
            painter.setPen(look.colour("ink-soft"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.count)
            line.translate(0, line.height())
        painter.setPen(look.colour("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.mark)
        painter.setPen(look.colour("ink-soft"))
        taken_by_mark = QFontMetrics(small).horizontalAdvance(row.mark + "  ") if row.mark else 0
        file = QFontMetrics(small).elidedText(row.file, Qt.TextElideMode.ElideMiddle, line.width() - taken_by_mark)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, file)


def _wrap(title: QFontMetrics, row: PaperRow, room: int) -> Qt.TextFlag:
    """Where a title's lines end: between words; anywhere where one word alone is wider than the row, in pixels."""
    words = within_words(row.title).replace(BREAK, " ").split()
    is_whole = max(map(title.horizontalAdvance, words), default=0) <= room
    return Qt.TextFlag.TextWordWrap if is_whole else Qt.TextFlag.TextWrapAnywhere


def _signs_wide(title: QFontMetrics, row: PaperRow) -> int:
    """Pixels that the signs take from the title."""
    return title.horizontalAdvance(row.signs + " ") if row.signs else 0


def _marked(row: PaperRow) -> str:
    """The state with its sign."""
    return f"{MARKS.get(row.verdict, '◐')} {row.state}"
