"""The first rows of the list, read and painted before the rest of the program is loaded and the case is opened to work.

They are those the list itself shows a moment later: masked, for the person whose key is open here, looked at as they
left it. What cannot be shown at once (a locked file, an older one, words that are searched) waits for the list.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import case_opening
from reviewer.ui.claim_columns import (
    COLUMNS,
    EDGE,
    FOLDS,
    PLACE,
    cells_of,
    head_of,
    ranks_of,
    row_height,
    shared_room,
    shown_proofs,
)
from reviewer.ui.claim_marks import draw_marks, marks_of
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.folding import with_folded
from reviewer.ui.look import Look, palette_of
from reviewer.ui.wording import tr

PAGE = 40
"""As many rows as a high screen has room for."""
SCROLLED = 12
"""Pixels of a scroll bar, as the style sheet has them."""
_ROLE = QPalette.ColorRole
_LEFT, _RIGHT = 0x81, 0x82  # flags of drawText: to the left or right, in the middle of the line


class FirstRows(NamedTuple):
    """A page of lines with what their cells need, and how the list is looked at."""

    lines: Sequence[Any]
    look: ListLook
    words: Any
    names: Mapping[str, str]
    is_sample: bool


def read_first_rows(path: Path, keys_folder: Path | None, person: str) -> FirstRows | None:
    """Read them (on a lane); None where the list has to be waited for."""
    from reviewer.casefile import claims, saved_lists
    from reviewer.casefile.case_file import open_case
    from reviewer.casefile.seats import read_seats
    from reviewer.rules.plan_words import words_of_plan

    try:
        with open_case(path, writing=False, renew=False) as found:
            conn = found.reader()
            seats = read_seats(conn)
            if seats is None or not found.is_current:
                return None
            own = case_opening.own_keys(path, seats.owners, found.is_sample, keys_folder)
            key = case_opening.usual_key(own, seats.roles, found.is_sample, person)
            sits = key.member if key is not None and not key.is_encrypted else ""
            content = saved_lists.last_of(conn, sits)
            look = read_look(content)[0] if content else ListLook()
            if look.words.strip():
                return None
            words = words_of_plan(seats.plan)
            ranks = ranks_of(look.sort, words, seats.names)
            lines = claims.first(conn, look.filter_for(sits), look.sort, look.descending, PAGE, ranks)
            return FirstRows(lines, look, words, seats.names, found.is_sample)
    except (Problem, ValueError, KeyError):
        return None  # opening the case says what is wrong with it


class FirstList(QWidget):
    """Fills the window from the first paint until the list shows rows of its own.

    It has no table, no style sheet and, at first, no colours but those of the palette: whoever gives a painter a pen
    has the toolkit make all enumerations of `Qt`, which takes longer than to read and paint these rows (ADR 32).
    """

    painted = Signal()

    def __init__(self, found: FirstRows, look: Look) -> None:
        """The rows stand where those of the list will stand."""
        super().__init__()
        self.setObjectName("first_rows")
        self.setAutoFillBackground(True)
        self.look, self.is_painted, self._is_asked = look, False, False
        self.widths, self.columns = found.look.columns, [COLUMNS[PLACE[name]] for name, _ in found.look.columns]
        names = found.names
        cells = cells_of(found.words, lambda member: names.get(member) or member or "–")
        self.rows = [[cells[column.name](line) for column in self.columns] for line in found.lines]
        self._codes = [(shown_proofs(line), str(line.stage)) for line in found.lines]
        self.small = QFont(self.font())
        self.small.setPixelSize(look.px(12))
        self._line = QFontMetrics(self.small).height()
        self._sample = _Texts(
            self, [tr("SAMPLE – invented data, for trying out only")] if found.is_sample else [], "wait"
        )
        self._sample.setPalette(palette_of(look, "wait-soft", "wait"))
        self._floor, self._lines = _Texts(self, [], "ink", _ROLE.Base), _Texts(self, [], "line", _ROLE.Mid)
        self._head = _Texts(self, [head_of(column.name) for column in self.columns], "ink-soft", _ROLE.AlternateBase)
        self._head.setForegroundRole(_ROLE.PlaceholderText)
        self._shown: list[_Texts] = []

    def lie_over(self, frame: QWidget) -> None:
        """Hide what is built behind these rows until it has rows too."""
        self.setParent(frame)
        self.setGeometry(frame.rect())
        self.show()
        self.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every column its place, and show as many rows as there is room for."""
        left = self.look.rail(self.width()) + 1
        wide, top = self.width() - left, self._line + 7 if self._sample.texts else 0
        has_two_lines = 0 in shared_room(self.widths, self.look, wide - 2 - SCROLLED)
        high = row_height(self.look, self.fontMetrics().lineSpacing(), has_two_lines=has_two_lines)
        self._sample.put(QRect(left, 0, wide, top), [(19 - EDGE, wide)])
        top += 43 + self.look.px(44)
        below = top + self._line + 20
        rows = min(len(self.rows), (self.height() - below) // high + 1)
        places = self._places(wide - 2 - (SCROLLED if rows < len(self.rows) else 0))
        self._head.put(QRect(left, top, wide, self._line + 19), places)
        self._floor.put(QRect(left, top, wide, self.height() - top), [])
        self._lines.put(QRect(left, top, wide, below - top + rows * high), [])
        for place in range(len(self._shown), rows):
            self._shown.append(_Texts(self, self.rows[place], "ink", _ROLE.Base, self._codes[place]))
            self._shown[place].show()
        for place, row in enumerate(self._shown):
            row.texts = self._with_folded(self.rows[place], places)
            row.put(QRect(left, below + place * high, wide, high - 1), places)

    def _with_folded(self, texts: Sequence[str], places: Sequence[tuple[int, int]]) -> Sequence[str]:
        """The texts of a row; what has no column of its own stands below the name, as in the list."""
        names = [column.name for column in self.columns]
        gone = {name: text for name, text, (_, wide) in zip(names, texts, places, strict=True) if not wide}
        if not gone:
            return texts
        below = [("", gone[name]) for name in reversed(FOLDS) if name in gone]
        return [with_folded(text, below) if name == "name" else text for name, text in zip(names, texts, strict=True)]

    def _places(self, wide: int) -> list[tuple[int, int]]:
        """Where each column begins, and its width."""
        widths = shared_room(self.widths, self.look, wide)
        return [(1 + sum(widths[:place]), width) for place, width in enumerate(widths)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint is carried out before the timer rings."""
        if not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self, self._first_painted)

    def _first_painted(self) -> None:
        self.is_painted = True
        self.painted.emit()


class _Texts(QWidget):
    """A line of the first list: its heads, or a row; the pens and marks come with the second paint."""

    def __init__(
        self, within: FirstList, texts: Sequence[str], tone: str, ground: QPalette.ColorRole = _ROLE.Window,
        codes: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`codes` are the proofs and the stage of a claim, where it is a row."""
        super().__init__(within)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(ground)
        self.texts, self._within, self._tone, self._codes = texts, within, tone, codes
        self._places: Sequence[tuple[int, int]] = ()

    def put(self, room: QRect, places: Sequence[tuple[int, int]]) -> None:
        """Stand here, each text in its place."""
        self.setGeometry(room)
        self._places = places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every text in its column, in the middle of the line."""
        painter, within = QPainter(self), self._within
        painter.setFont(within.font() if self._codes else within.small)
        metrics = painter.fontMetrics()
        for column, text, (left, wide) in zip(within.columns, self.texts, self._places, strict=False):
            if not wide:
                continue
            room = QRect(left + EDGE, 0, wide - 2 * EDGE, self.height())
            if self._codes and column.name in ("proofs", "stage"):
                is_stage = column.name == "stage"
                room.setLeft(left + within.look.px(26 if is_stage else 8))
                room.setRight(left + wide - 4)
                if within.is_painted:
                    marks = marks_of(self._codes[is_stage], is_stage=is_stage)
                    draw_marks(painter, within.look, marks, left + within.look.px(8), self.height() / 2)
                    text = text if is_stage else ""
            lines, tone = text.split("\n"), self._tone
            room.setHeight(self.height() - (len(lines) - 1) * metrics.height())
            for line in lines:  # what stands below the first one is soft, as in the list
                if within.is_painted:
                    painter.setPen(within.look.colour(tone))
                painter.drawText(room, _RIGHT if column.is_amount else _LEFT, _cut(metrics, line, room.width()))
                room.translate(0, metrics.height())
                tone = "ink-soft"
        painter.end()


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    """As much of a text as fits, with dots where something is left out."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    while text and metrics.horizontalAdvance(text + "…") > room:
        text = text[:-1]
    return text + "…"
