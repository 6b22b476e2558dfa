"""My work: tiles above one list of what waits for whoever sits here."""

from array import array
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from reviewer.desk.reviewing import korean_day
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.actions import Action, press
from reviewer.ui.claim_cells import MarkDelegate
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.claim_table import PROOF, STAGE, ClaimTable
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.list_place import ListPlace
from reviewer.ui.my_work.work_reading import (
    Work,
    read_desk_work,
    read_looks,
    read_member_work,
    read_samples,
    read_unassigned,
)
from reviewer.ui.my_work.work_tiles import WorkTiles
from reviewer.ui.parts import banner, button, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.queue_line import QueueLine
from reviewer.ui.sitting import LOOKS, Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, tr

MEMBER_TILES = ("waiting", "due", "promises", "sent_back", "held", "looks", "samples")
SECRETARY_TILES = ("letters", "deadlines", "promises", "failed", "meeting", "looks", "reminders", "overdue")
ASSIGNS = ("unassigned",)
"""One more tile for those who assign claims."""
DONE_AT = {"letters": "letters", "failed": "payments", "meeting": "meeting", "looks": "looks", "unassigned": "assign",
           "reminders": "remind"}  # fmt: skip
"""Where the work of a tile is done at once; that of the others is done on the claim desk."""


class MyWork(QWidget):
    """A tile filters the list; Enter takes the claim in focus, and one button takes the next."""

    open_claim = Signal(str)
    open_in_tab = Signal(str)
    go_to = Signal(str)
    """A place: letters, payments, meeting, looks (the second looks of Triage), or assign (the draw of reviewers)."""
    why_amount = Signal(str)
    """The claim whose amount is to be explained on the phone."""
    take_claim = Signal(str)
    """The next claim, to be taken up as soon as its reviewer may."""

    def __init__(self, sitting: Sitting) -> None:
        """Counts come from the reader lane, in place."""
        super().__init__()
        self.setObjectName("my_work")
        self._sitting = sitting
        self._work: Work | None = None
        member = sitting.member
        self._is_secretary = member is not None and member.role == "SECRETARY"
        names: tuple[str, ...] = SECRETARY_TILES if self._is_secretary else MEMBER_TILES
        self._assigns = not why_not(sitting, "assign_claims")
        names += ASSIGNS if self._assigns else ()
        self._chosen = names[0]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 0)
        layout.setSpacing(16)
        head = row()
        head.addWidget(label(tr("My work"), size=20, bold=True), 1)
        self.why = button("work_why", f"{tr('Why this amount')}  {keys.shown('why_amount')}", self._why)
        self.why.setAccessibleName(tr("Why this amount"))
        head.addWidget(self.why)
        self.go = button("work_go", tr("Go to Letters"), self._go)
        head.addWidget(self.go)
        self.next = button("take_next", tr("Take the next claim"), self._take_next, role="primary")
        self.next.setText(f"{tr('Take the next claim')}  {keys.shown('take_next')}")
        head.addWidget(self.next)
        layout.addLayout(head)
        self.tiles = WorkTiles(names, sitting.look)
        self.tiles.chosen.connect(self._choose)
        layout.addWidget(self.tiles)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.nothing = label("", size=15, tone="soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(0, 48, 0, 0)
        layout.addWidget(self.nothing, 1)
        self.model = ClaimTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of)
        self.table = self._make_table()
        self.walk = ListPlace(sitting, self.table, self.model)
        layout.addWidget(self.table, 1)
        self.promised = banner("", "wait")
        self.promised.setObjectName("work_promised")
        self.promised.hide()
        layout.addWidget(self.promised)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_promised())
        self.reading = QueueLine(sitting.queue, self)
        layout.addWidget(self.reading)
        sitting.recorded.connect(self._recorded)
        self.refresh()

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
        table.set_widths(self._sitting.look)
        self._marks = (MarkDelegate("proofs", self._sitting.look), MarkDelegate("stage", self._sitting.look))
        table.setItemDelegateForColumn(PROOF, self._marks[0])
        table.setItemDelegateForColumn(STAGE, self._marks[1])
        table.opened.connect(self._open)
        table.opens_tabs = True
        table.opened_in_tab.connect(self._open_in_tab)
        table.doubleClicked.connect(lambda _: self._open())
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the tiles leave the room to the list, and so does what the desk says of papers as well."""
        super().resizeEvent(event)
        self.tiles.fit(self.height())
        self.reading.leave_room(self.tiles.is_low)

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in LOOKS:
            self.refresh()

    def refresh(self) -> None:
        """Ask again what waits."""
        person, today, case = self._sitting.person, korean_day(self._sitting.now()), self._sitting.case
        share, assigns = self._sitting.plan.settings.second_look, self._assigns
        draws = self._sitting.plan.settings.members_draw

        def work(conn: Any) -> Work:
            desk = self._is_secretary
            found = read_desk_work(conn, case, today) if desk else read_member_work(conn, person, today)
            found.groups["looks"] = read_looks(conn, person, share)
            found.groups["samples"] = read_samples(conn, person, case)
            found.groups["unassigned"] = read_unassigned(conn) if assigns else []
            found.groups["pool"] = read_unassigned(conn) if draws else []
            return found

        self._sitting.read(work, then=self._show, otherwise=self._failed, owner=self)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    def _show(self, found: Work) -> None:
        self._work = found
        words: dict[str, str] = {}
        if found.meeting_on is not None:
            words["meeting"] = tr("next meeting: {day}", day=day(found.meeting_on))
        elif found.left_open is not None:
            words["meeting"] = tr("meeting of {day} not closed yet", day=day(found.left_open))
        self.tiles.show_counts({name: len(found.groups[name]) for name in self.tiles.tiles}, words)
        self._choose(self._chosen)

    def _choose(self, name: str) -> None:
        self._chosen = name
        self.tiles.mark(name)
        there = _places().get(DONE_AT.get(name, ""), "")
        self.go.setVisible(bool(there))
        if there:
            self.go.setText(f"{there}  {keys.shown('work_go')}")
            self.go.setAccessibleName(there)
        if self._work is None:
            return
        ids = self._work.groups[name]
        self.table.verticalScrollBar().setValue(0)
        self.model.show_ids(array("q", ids))
        self.table.setVisible(bool(ids))
        self.nothing.setVisible(not ids)
        self.nothing.setText(self._why_nothing(name))
        draws = self._draws()
        says = tr("Draw the next claim") if draws else tr("Take the next claim")
        self.next.setText(f"{says}  {keys.shown('take_next')}")
        self.next.setAccessibleName(says)
        self.next.setEnabled(draws or bool(self._waiting()))
        set_tip(self.next, "" if self.next.isEnabled() else tr("No claim waits for you."))
        self.why.setVisible(bool(ids))
        if ids:
            self.table.selectRow(0)
        self._show_promised()

    def _show_promised(self) -> None:
        """Say what was promised for the claim in focus, and by when."""
        row = self.table.currentIndex().row()
        promises: tuple[str, ...] = ()
        if self._chosen == "promises" and self._work is not None and 0 <= row < len(self.model.ids()):
            promises = self._work.promised.get(self.model.ids()[row], ())
        self.promised.setText("\n".join(promises))
        self.promised.setVisible(bool(promises))

    def _why_nothing(self, name: str) -> str:
        if not self._sitting.person:
            return tr("Without a key of this case there is no work of yours.")
        if name == "unassigned":
            return tr("No claim waits for reviewers.")
        if name == "promises":
            return tr("No promise falls due within 7 days. A contact with a promise is recorded on the claim desk.")
        if self._is_secretary:
            return {
                "letters": tr("No letter waits. Decisions and requests for more evidence appear here once recorded."),
                "deadlines": tr("No request for more evidence ends, and no review is to be answered, within 7 days."),
                "looks": tr("No claim of a lane waits for your second look."),
                "failed": tr("No payment failed. Results are taken in on the letters page."),
                "meeting": tr("Nothing is on the agenda, and no checked claim waits for it."),
                "reminders": tr("No claimant is due a reminder."),
                "overdue": tr("No due date has passed. A claim never goes on by itself: a person says that it passed."),
            }[name]
        if name == "looks":
            return tr("No claim of a lane waits for your second look.")
        if name == "samples":
            return tr("No decision waits for your sample check. It is for members who were neither lead nor second.")
        return tr("Nothing here. Claims that are assigned to you appear in this list.")

    def _waiting(self) -> list[int]:
        """What the next claim is taken from: what waits for a reviewer, or the secretary's list in view."""
        if self._work is None:
            return []
        follows = self._is_secretary or self._chosen in ("looks", "samples", "unassigned")
        return self._work.groups[self._chosen if follows else "waiting"]

    def _open(self) -> None:
        index = self.table.currentIndex()
        if self._chosen == "looks":
            self.go_to.emit("looks")
        elif index.isValid():
            self.open_claim.emit(self.model.claim_at(index.row()))

    def _open_in_tab(self) -> None:
        if not self._unchosen():
            self.open_in_tab.emit(self.model.claim_at(self.table.currentIndex().row()))

    def _why(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and not self.table.isHidden():
            self.why_amount.emit(self.model.claim_at(index.row()))

    def _take_next(self) -> None:
        if self._chosen in ("looks", "unassigned"):
            self._go()
        elif self._draws():
            self._draw_own()
        elif waiting := self._waiting():
            lines = fetch_lines(self._sitting.on_screen, waiting[:1])
            (self.open_claim if self._is_secretary else self.take_claim).emit(str(lines[0].claim))

    def _go(self) -> None:
        if self._chosen == "reminders":
            self._remind()
        elif self._chosen in DONE_AT:
            self.go_to.emit(DONE_AT[self._chosen])

    def _draws(self) -> bool:
        """Whether the next claim is drawn from the pool: the council lets members, and no claim of theirs waits."""
        if self._work is None or self._is_secretary or self._chosen in DONE_AT or why_not(self._sitting, "draw_claim"):
            return False
        pool = self._work.groups.get("pool", [])
        return self._sitting.plan.settings.members_draw and not self._waiting() and bool(pool)

    def _draw_own(self) -> None:
        now = self._sitting.now()

        def work(case_file: Any, signer: Any) -> str:
            from reviewer.desk.assigning import draw_own

            return draw_own(case_file, signer, now=now)

        self._sitting.carry_out(
            "draw_claim", (), work, then=lambda number: self.take_claim.emit(number) if number else None,
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _remind(self) -> None:
        """Record a reminder for every claim of the tile; the letters then wait in their queue."""
        ids = self._work.groups["reminders"] if self._work is not None else []
        if not ids or why_not(self._sitting, "remind_supplement"):
            return
        numbers, now = [str(line.claim) for line in fetch_lines(self._sitting.on_screen, ids)], self._sitting.now()

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.desk.reminding import remind

            return remind(case_file, signer, numbers, now=now)

        self._sitting.carry_out(
            "remind_supplement", numbers, work, then=lambda _: None, otherwise=self._failed, owner=self
        )  # fmt: skip

    def take_keys(self) -> None:
        """The keys go to the list of the tile; where nothing is listed they still choose another tile."""
        (self if self.table.isHidden() else self.table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses a tile; one key each: where its work is done, the next claim, why this amount."""
        if name := self.tiles.at(keys.digit(event, "choose_tile")):
            self._choose(name)
            self.table.setFocus()
        elif not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        yield Action("take_next", self._take_next, self.next.toolTip, self.next.accessibleName())
        yield Action("work_go", self._go, lambda: "" if not self.go.isHidden() else tr("It is done on the claim desk."))
        yield Action("open", self._open, self._unchosen)
        yield Action("open_in_tab", self._open_in_tab, self._unchosen)
        yield Action("why_amount", self._why, self._unchosen)

    def _unchosen(self) -> str:
        is_chosen = self.table.currentIndex().isValid() and not self.table.isHidden()
        return "" if is_chosen else tr("Select a claim first.")


def _places() -> dict[str, str]:
    return {
        "letters": tr("Go to Letters"),
        "payments": tr("Go to Payments"),
        "meeting": tr("Go to Meeting"),
        "looks": tr("Go to the second looks"),
        "assign": tr("Assign claims"),
        "remind": tr("Remind them all"),
    }
