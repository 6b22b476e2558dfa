"""Assign many claims: the draw as a dry run, single lines changed by hand, the load after it, and one act."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reviewer.rules.acts.assigning_many import drawable
from reviewer.rules.assignment import NOBODY, Pair
from reviewer.rules.korean_order import sort_key
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.claims.assign_lines import AssignLines, lines_view
from reviewer.ui.claims.assign_load import LoadTable
from reviewer.ui.claims.seat_boxes import SeatBoxes
from reviewer.ui.long_work import WorkDialog, WorkStrip
from reviewer.ui.many_back import BackWords, ManyBack
from reviewer.ui.parts import banner, button, column, label, row, without_default
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import listed, moment, tr, tr_many


def read_draw(conn: Any, among: Sequence[str] | None, away: frozenset[str]) -> tuple[Any, list[str]]:
    """A draw for these claims, or for all that wait, and the heads it saw (reader lane)."""
    from reviewer.casefile import journal
    from reviewer.desk.assigning import draw_of

    found = draw_of(conn, "", among, away)
    body = found.body({})
    return found, journal.saw_for(conn, "assign_claims", "case", body) if found.pairs else []


class AssignMany(WorkDialog):
    """Nothing is assigned before the button is pressed, and then exactly what is shown."""

    assigned = Signal(int)

    def __init__(self, sitting: Sitting, among: Sequence[str] | None, parent: QWidget) -> None:
        """For the claims of `among` that wait for reviewers, or for all that do."""
        super().__init__(parent)
        self.setObjectName("assign_many")
        self.setWindowTitle(tr("Assign claims"))
        room = parent.window().size()
        self.resize(min(sitting.look.px(880), room.width()), min(sitting.look.px(680), room.height() - 32))
        self._sitting, self._among, self._number = sitting, among, 0
        self._draw: Any = None
        self._saw: list[str] = []
        self.changed: dict[str, Pair] = {}
        self.found, self.seed = label("", bold=True), label("", size=12, tone="soft")
        self.found.setObjectName("assign_found")
        self.seed.setObjectName("assign_seed")
        self.model = AssignLines(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of)
        self.table = lines_view(self.model, sitting.look)
        self.seats = SeatBoxes(sitting)
        self.load = LoadTable(sitting)
        self.problem = banner("", "bad")
        self.problem.setObjectName("assign_problem")
        self.strip = WorkStrip("assign_work")
        self.go = button("assign_go", "", self.record, role="primary")
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._line_in_focus())
        self.table.opened.connect(self.seats.take_focus)
        self.seats.chosen.connect(self._change)
        self.load.left_out.connect(self.draw)
        self.draw()

    def _lay_out(self) -> None:
        layout = column(self, margins=24, spacing=8)
        layout.addWidget(label(tr("Assign claims"), size=20, bold=True))
        head = row()
        head.addWidget(self.found, 1)
        head.addWidget(self.seed)
        layout.addLayout(head)
        self.table.setMinimumHeight(self._sitting.look.row_height * 2)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.seats)
        layout.addWidget(self.load)
        layout.addWidget(self.problem)
        layout.addWidget(self.strip)
        foot = row()
        foot.addWidget(button("assign_back", tr("Take the last ones back…"), self.take_back, role="link"))
        foot.addStretch()
        foot.addWidget(button("assign_close", tr("Close"), self.reject))
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self.problem.hide()

    # --- dry run ----------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Ask for a draw among those who take part; an older answer is dropped by its number."""
        self._number += 1
        number, among, away = self._number, self._among, self.load.away()
        self.go.setEnabled(False)
        self._sitting.read(
            lambda conn: read_draw(conn, among, away),
            then=lambda found: self._show(number, *found),
            otherwise=self._failed,
            owner=self,
        )

    def _show(self, number: int, found: Any, saw: list[str]) -> None:
        if number != self._number:
            return
        self._draw, self._saw = found, saw
        self.changed = {one: pair for one, pair in self.changed.items() if self._may_stay(one, pair)}
        self.seed.setText(tr("Lot drawn from {seed}", seed=found.seed[:12]))
        set_tip(self.seed, tr("The last entry of the case is the seed, so nobody chooses it: {seed}", seed=found.seed))
        self.table.verticalScrollBar().setValue(0)
        place = max(self.table.currentIndex().row(), 0)
        self.model.show_ids(array("q", found.ids))
        self._count()
        if found.ids:
            self.table.selectRow(min(place, len(found.ids) - 1))
            if not self.seats.has_focus():
                self.table.setFocus()

    def _may_stay(self, claim: str, pair: Pair) -> bool:
        return claim in self._draw.claims and not {pair.lead, pair.second} & set(self._draw.kept.get(claim, ()))

    def _count(self) -> None:
        """Show the pairs, the load after them, and how many claims get reviewers."""
        self.model.show_pairs(self._draw.pairs, self.changed)
        self.load.show_load(self._draw.load, self._draw.after(self.changed))
        total = len({**self._draw.pairs, **self.changed})
        left = len(self._draw.claims) - total
        text = tr_many("{n} claim gets reviewers", "{n} claims get reviewers", total)
        if left:
            text += " · " + tr_many("{n} has no two members left", "{n} have no two members left", left)
        self.found.setText(text if self._draw.claims else tr("No claim waits for reviewers."))
        self.go.setText(tr_many("Assign {n} claim", "Assign {n} claims", total))
        self.go.setAccessibleName(self.go.text())
        why = why_not(self._sitting, "assign_claims") or ("" if total else tr("No claim waits for reviewers."))
        self.go.setEnabled(not why and not self.strip.is_running)
        set_tip(self.go, why)

    # --- single lines -----------------------------------------------------------------------------------

    def _claim(self) -> str:
        index = self.table.currentIndex()
        return self.model.claim_at(index.row()) if index.isValid() else ""

    def _line_in_focus(self) -> None:
        claim = self._claim()
        kept = self._draw.kept.get(claim, ()) if self._draw is not None else ()
        people = [one for one in drawable(self._sitting.case) if one not in kept]
        taken = self._draw.seated.get(claim, NOBODY) if self._draw is not None else NOBODY
        self.seats.show_line(claim, people, self.model.pair_of(claim), taken)

    def _change(self, lead: str, second: str) -> None:
        claim, pair = self._claim(), Pair(lead, second)
        if not claim:
            return
        if pair == self._draw.pairs.get(claim):
            self.changed.pop(claim, None)
        else:
            self.changed[claim] = pair
        self._count()

    # --- recording --------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the one act for exactly what is shown; Cancel on the way leaves nothing recorded."""
        if self._draw is None or not self.go.isEnabled():
            return
        body, saw, now = self._draw.body(self.changed), self._saw, self._sitting.now()
        told = self._told(body["pairs"])
        job = self.strip.begin(tr("Assigning {n|claim/claims}", n=f"{len(body['claims']):,}"))
        self.problem.hide()
        self.go.setEnabled(False)

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.casefile import journal

            journal.append(
                case_file, signer, "assign_claims", "case", body, made_at=now, saw=saw, progress=job.report_or_stop
            )  # fmt: skip
            return len(body["claims"])

        self._sitting.carry_out(
            "assign_claims", body["claims"], work, then=lambda count: self._recorded(count, told),
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _told(self, pairs: Mapping[str, Mapping[str, str]]) -> str:
        """How many claims were assigned, and how many of them to whom."""
        said = [tr_many("{n} claim assigned", "{n} claims assigned", len(pairs))]
        for seat, word in (("lead", tr("Lead")), ("second", tr("Second"))):
            found = Counter(self._sitting.name_of(pair[seat]) for pair in pairs.values())
            said.append(f"{word}: {listed(f'{name} {found[name]:,}' for name in sorted(found, key=sort_key))}")
        return " · ".join(said)

    def _recorded(self, count: int, told: str) -> None:
        self.strip.clear()
        self.assigned.emit(count)
        self.accept()
        self._sitting.told.emit(told)

    def _failed(self, fault: BaseException) -> None:
        """Say who was faster, and draw again; lines changed by hand stay changed."""
        was_recording = self.strip.is_running
        self.strip.clear()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(self._sitting.with_names(fault)))
        self.problem.show()
        if was_recording:
            self.draw()

    def take_back(self) -> None:
        """Take the last act of this kind back, with a reason."""
        back = ManyBack(self._sitting, assignments_back(), self)
        back.taken_back.connect(self.draw)
        back.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter assigns what is shown."""
        if keys.is_key(event, "record"):
            self.record()
        else:
            super().keyPressEvent(event)


def assignments_back() -> BackWords:
    """What the window says that takes the last act of assigning many claims back."""

    def told(last: Any) -> str:
        return tr_many("{n} claim assigned, {when}.", "{n} claims assigned, {when}.", last.count,
                       when=moment(last.made_at))  # fmt: skip

    def read(conn: Any, person: str) -> Any:
        from reviewer.casefile import assignments

        return assignments.last_assigned_many(conn, person) if person else None

    return BackWords(
        "take_back_assignments", read, tr("Take many assignments back"), told,
        tr("There is no act of yours that assigned many claims."),
        lambda n: tr("Taking {n|assignment/assignments} back", n=f"{n:,}"),
    )  # fmt: skip
