"""My work: four tiles above one list of what waits for whoever sits here."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.claim_list import WIDTHS, ClaimsView
from reviewer.ui.claim_marks import MarkDelegate
from reviewer.ui.claim_reading import Work, fetch_lines, read_work
from reviewer.ui.claim_table import PROOF, STAGE, ClaimTable
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr

TILES = ("waiting", "due", "sent_back", "held")


class MyWork(QWidget):
    """A tile filters the list; Enter takes the claim in focus, and one button takes the next."""

    open_claim = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        """Counts come from the reader lane, in place."""
        super().__init__()
        self.setObjectName("my_work")
        self._sitting = sitting
        self._work: Work | None = None
        self._chosen = "waiting"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 0)
        layout.setSpacing(16)
        head = row()
        head.addWidget(label(tr("My work"), size=20, bold=True), 1)
        self.next = button("take_next", tr("Take the next claim"), self._take_next, role="primary")
        head.addWidget(self.next)
        layout.addLayout(head)
        tiles = row(spacing=12)
        self.counts: dict[str, Any] = {}
        self.tiles = {name: self._tile(name) for name in TILES}
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        layout.addLayout(tiles)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.nothing = label("", size=15, tone="soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(0, 48, 0, 0)
        layout.addWidget(self.nothing, 1)
        self.model = ClaimTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self)
        self.table = self._make_table()
        layout.addWidget(self.table, 1)
        sitting.recorded.connect(self._recorded)
        self.refresh()

    def _tile(self, name: str) -> Any:
        tile = button(f"tile_{name}", "", lambda: self._choose(name), role="tile")
        tile.setCheckable(True)
        tile.setMinimumHeight(self._sitting.look.px(76))
        inside = column(tile, margins=14)
        self.counts[name] = label("–", size=20, bold=True)
        for part in (self.counts[name], label(tile_words()[name], tone="soft")):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(part)
        return tile

    def _make_table(self) -> ClaimsView:
        table = ClaimsView()
        table.setObjectName("work_table")
        table.setAccessibleName(tr("My work"))
        table.setModel(self.model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self._sitting.look.row_height)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(WIDTHS):
            table.setColumnWidth(place, self._sitting.look.px(width))
        self._marks = (MarkDelegate("proofs", self._sitting.look), MarkDelegate("stage", self._sitting.look))
        table.setItemDelegateForColumn(PROOF, self._marks[0])
        table.setItemDelegateForColumn(STAGE, self._marks[1])
        table.opened.connect(self._open)
        table.doubleClicked.connect(lambda _: self._open())
        return table

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in ("open_claim", "read_paper", "unmask"):
            self.refresh()

    def refresh(self) -> None:
        """Ask again what waits."""
        person, today = self._sitting.person, self._sitting.now().date()
        member = self._sitting.member
        is_secretary = member is not None and member.role == "SECRETARY"
        self._sitting.read(
            lambda conn: read_work(conn, person, today, is_secretary),
            then=self._show,
            otherwise=self._failed,
            owner=self,
        )

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    def _show(self, found: Work) -> None:
        self._work = found
        for name, tile in self.tiles.items():
            count = len(found.groups[name])
            self.counts[name].setText(f"{count:,}")
            tile.setAccessibleName(f"{tile_words()[name]}: {count}")
        self._choose(self._chosen)

    def _choose(self, name: str) -> None:
        self._chosen = name
        for one, tile in self.tiles.items():
            tile.setChecked(one == name)
        if self._work is None:
            return
        ids: Sequence[int] = self._work.groups[name]
        self.table.verticalScrollBar().setValue(0)
        self.model.show_ids(array("q", ids))
        self.table.setVisible(bool(ids))
        self.nothing.setVisible(not ids)
        here = tr("Nothing here. Claims that are assigned to you appear in this list.")
        nobody = tr("Without a key of this case there is no work of yours.")
        self.nothing.setText(here if self._sitting.person else nobody)
        self.next.setEnabled(bool(self._work.groups["waiting"]))
        self.next.setToolTip("" if self.next.isEnabled() else tr("No claim waits for you."))
        if ids:
            self.table.selectRow(0)

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_claim.emit(self.model.claim_at(index.row()))

    def _take_next(self) -> None:
        if self._work is not None and (waiting := self._work.groups["waiting"]):
            lines = fetch_lines(self._sitting.on_screen, waiting[:1])
            self.open_claim.emit(str(lines[0].claim))


def tile_words() -> dict[str, str]:
    """The words of the four tiles."""
    return {
        "waiting": tr("waiting for me"),
        "due": tr("due within 7 days"),
        "sent_back": tr("sent back to me"),
        "held": tr("on hold"),
    }
