"""The first rows of the list, read and painted before the rest of the program is loaded and the case is opened to work.

They are those the list itself shows a moment later: masked, for the person whose key is open here, looked at as they
left it. What cannot be shown at once (a locked file, an older one, words that are searched) waits for the list.
"""

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import case_opening
from reviewer.ui.claim_cells import MarkDelegate
from reviewer.ui.claim_columns import COLUMNS, PLACE, ranks_of
from reviewer.ui.claim_table import PAGE, PROOF, STAGE, ClaimTable
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.look import Look
from reviewer.ui.wording import tr


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
    """Fills the window from the first paint until the list shows rows of its own."""

    painted = Signal()

    def __init__(self, found: FirstRows, look: Look) -> None:
        """The rows stand where those of the list will stand."""
        super().__init__()
        self.setObjectName("first_list")
        self.setProperty("plane", "ground")
        names = found.names
        model = ClaimTable(
            lambda _: (), found.words, self, lambda member: names.get(member) or member or "–", columns=len(COLUMNS)
        )
        model.show_ids(array("q", [line.id for line in found.lines]), found.lines)
        self.table = self._table(model, found, look)
        across = QHBoxLayout(self)
        across.setContentsMargins(look.px(160) + 1, 0, 0, 0)
        down = QVBoxLayout()
        down.setSpacing(0)
        if found.is_sample:
            down.addWidget(self._sample())
        down.addSpacing(28 + look.px(59))
        down.addWidget(self.table, 1)
        across.addLayout(down)
        self.table.viewport().installEventFilter(self)
        self._is_painted = False

    def _sample(self) -> QLabel:
        sample = QLabel(tr("SAMPLE – invented data, for trying out only"))
        sample.setObjectName("sample_banner")
        sample.setProperty("textsize", "12")
        return sample

    def _table(self, model: ClaimTable, found: FirstRows, look: Look) -> QTableView:
        """What the list looks like, without what can be done in it."""
        table, head = QTableView(), QHeaderView(Qt.Orientation.Horizontal)
        table.setObjectName("first_rows")
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setHorizontalHeader(head)
        table.setModel(model)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.row_height)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicatorShown(True)
        sorted_by = next(place for place, column in enumerate(COLUMNS) if column.field == found.look.sort)
        down = Qt.SortOrder.DescendingOrder if found.look.descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(sorted_by, down)
        widths = dict(found.look.columns)
        for place, column in enumerate(COLUMNS):
            table.setColumnHidden(place, column.name not in widths)
        for visual, (name, width) in enumerate(found.look.columns):
            head.moveSection(head.visualIndex(PLACE[name]), visual)
            table.setColumnWidth(PLACE[name], look.px(width or COLUMNS[PLACE[name]].width))
        if "name" in widths:
            head.setSectionResizeMode(PLACE["name"], QHeaderView.ResizeMode.Stretch)
        self._marks = MarkDelegate("proofs", look), MarkDelegate("stage", look)
        table.setItemDelegateForColumn(PROOF, self._marks[0])
        table.setItemDelegateForColumn(STAGE, self._marks[1])
        return table

    def lie_over(self, frame: QWidget) -> None:
        """Hide what is built behind these rows until it has rows too."""
        self.setParent(frame)
        self.setGeometry(frame.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is carried out before the timer rings."""
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return False
