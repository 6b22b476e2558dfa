"""Route many: a query, a dry run that shows which claims change, boxes to leave some out, and one act."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from reviewer.rules.acts.triage import ROUTES
from reviewer.rules.problem import Problem
from reviewer.ui.choice import Choice
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.long_work import WorkDialog, WorkStrip
from reviewer.ui.many_back import BackWords
from reviewer.ui.parts import Fold, banner, button, column, label, line, row, without_default
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.triage.lane_table import TickTable, lane_view, refused_word
from reviewer.ui.triage.query_fields import QueryFields
from reviewer.ui.triage.triage_reading import Asked, read_body, read_dry_run, read_last_many
from reviewer.ui.wording import listed, moment, tr, tr_many, word

WAITS = 250
"""Milliseconds after the last change of a field until the dry run is made again."""
HIGH, FRAME = 640, 48
"""The height the window wants, in pixels at 100 % text, and what the screen takes; where it does not get it, the query
is folded away, so that several claims of the dry run are in view."""


class ManyAtOnce(WorkDialog):
    """Nothing changes before the button is pressed, and then exactly the ticked claims do."""

    routed = Signal(int)

    def __init__(self, sitting: Sitting, asked: Asked, parent: QWidget) -> None:
        """Begins with what the list behind it asks for."""
        super().__init__(parent)
        self.setObjectName("many_at_once")
        self.setWindowTitle(tr("Route many claims"))
        room = parent.window().size()
        self._is_roomy = sitting.look.px(HIGH) <= room.height() - FRAME
        self.resize(min(sitting.look.px(880), room.width()), min(sitting.look.px(HIGH), room.height() - FRAME))
        self._sitting, self._number, self._left = sitting, 0, dict[str, int]()
        routes = sitting.plan.routes
        self.query = QueryFields(sitting, asked)
        self.narrowed = Fold("query", tr("Which claims"), self.query, is_open=self._is_roomy)
        self.route = Choice()
        self.route.setObjectName("many_route")
        self.route.setAccessibleName(tr("Route them to"))
        for code in ROUTES:
            self.route.addItem(word(routes, code), code)
        self.route.setCurrentIndex(max(self.route.findData(asked.lane), 0))
        self.model = TickTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of)
        self.table = lane_view("many_table", tr("Claims that would change"), self.model, sitting.look)
        self.found, self.left = label("", bold=True), label("", tone="soft", wrap=True)
        self.found.setObjectName("many_found")
        self.left.setObjectName("many_left")
        self.problem = banner("", "bad")
        self.problem.setObjectName("many_problem")
        self.strip = WorkStrip("many_work")
        self.go = button("many_go", "", self.record, role="primary")
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.run_dry)
        self.query.changed.connect(self._ask_soon)
        self.route.currentIndexChanged.connect(lambda _: self.run_dry())
        self.model.ticked.connect(self._count)
        self.table.peeked.connect(self._toggle)
        self.run_dry()

    def _lay_out(self) -> None:
        layout = column(self, margins=24, spacing=8)
        if self._is_roomy:
            layout.addWidget(label(tr("Route many claims"), size=20, bold=True))
        layout.addWidget(self.narrowed)
        layout.addWidget(line())
        to = row()
        to.addWidget(label(tr("Route them to"), tone="soft"))
        to.addWidget(self.route)
        to.addStretch()
        to.addWidget(self.found)
        layout.addLayout(to)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.left)
        layout.addWidget(self.problem)
        layout.addWidget(self.strip)
        foot = row()
        self.hint = label(tr("Space leaves a claim out or takes it in again."), size=12, tone="soft")
        foot.addWidget(self.hint, 1)
        foot.addWidget(button("many_close", tr("Close"), self.reject))
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self.problem.hide()

    # --- dry run ----------------------------------------------------------------------------------------

    def _ask_soon(self) -> None:
        self.go.setEnabled(False)
        self._wait.start(WAITS)

    def run_dry(self) -> None:
        """Ask which claims would change; an older answer is dropped by its number."""
        self._number += 1
        self.narrowed.set_state(self.query.in_words())
        number, asked, route = self._number, self.query.asked(), str(self.route.currentData())
        person = self._sitting.person
        self.go.setEnabled(False)
        self._sitting.read(
            lambda conn: read_dry_run(conn, asked, route, person),
            then=lambda found: self._show(number, found),
            otherwise=self._failed,
            owner=self,
        )

    def _show(self, number: int, found: Any) -> None:
        if number != self._number:
            return
        self._left = dict(found.left)
        self.problem.hide()
        self.table.verticalScrollBar().setValue(0)
        self.model.show_found(found.ids, found.refused)
        if found.ids:
            self.table.selectRow(0)
        self._count()

    def _count(self) -> None:
        """Say how many change, how many were left out by hand, and why others stay."""
        total, out = self.model.rowCount(), len(self.model.unticked)
        self.found.setText(tr_many("{n} claim would change", "{n} claims would change", total - out))
        words = {
            "stage": tr("in somebody's hands or decided"), "held": tr("on hold"), "recused": tr("you stepped aside"),
            "same": tr("in this lane already"),
        }  # fmt: skip
        said = [f"{words[why]} {count:,}" for why, count in self._left.items()]
        refused = Counter(self.model.refused.values())
        said += [f"{refused_word(why)} {count:,}" for why, count in refused.items()]
        by_hand = out - len(self.model.refused)
        said += [f"{tr('left out by hand')} {by_hand:,}"] if by_hand else []
        self.left.setText(tr("Not changed: {why}", why=listed(said)) if said else "")
        self.go.setText(tr_many("Route {n} claim", "Route {n} claims", total - out))
        self.go.setAccessibleName(self.go.text())
        why = why_not(self._sitting, "route_claims") or ("" if total > out else tr("No claim would change."))
        why = why or (tr("It is being recorded.") if self.strip.is_running else "")
        self.go.setEnabled(not why)
        set_tip(self.go, why)

    def _toggle(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.model.toggle(index.row())

    # --- recording --------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the one act for exactly what is ticked; Cancel on the way leaves nothing recorded."""
        asked, route, ids = self.query.asked(), str(self.route.currentData()), self.model.ids()
        unticked, now = self.model.unticked, self._sitting.now()
        job = self.strip.begin(tr("Routing {n|claim/claims}", n=f"{len(ids) - len(unticked):,}"))
        self._count()

        def work(case_file: Any, signer: Any) -> int:
            from reviewer.casefile import journal

            body = read_body(case_file.writer, asked, route, ids, unticked)
            journal.append(
                case_file, signer, "route_claims", "case", body, made_at=now, progress=job.report_or_stop
            )  # fmt: skip
            return len(body["claims"])

        self._sitting.carry_out("route_claims", (), work, then=self._recorded, otherwise=self._failed, owner=self)

    def _recorded(self, count: int) -> None:
        self.strip.clear()
        self.routed.emit(count)
        self.accept()

    def _failed(self, fault: BaseException) -> None:
        if self.strip.is_running:
            self.strip.fail(fault)
            self.run_dry()
        elif isinstance(fault, Problem):
            self.problem.setText(in_words(self._sitting.with_names(fault)))
            self.problem.show()
        else:
            raise fault


def routes_back(sitting: Sitting) -> BackWords:
    """What the window says that takes the last act on many routes back."""

    def told(last: Any) -> str:
        lane = word(sitting.plan.routes, last.route)
        return tr_many("{n} claim to {lane}, {when}.", "{n} claims to {lane}, {when}.", last.count, lane=lane,
                       when=moment(last.made_at))  # fmt: skip

    return BackWords(
        "take_back_routes", read_last_many, tr("Take many routes back"), told,
        tr("There is no act of yours on many claims to take back."),
        lambda n: tr("Taking {n|route/routes} back", n=f"{n:,}"),
    )  # fmt: skip
