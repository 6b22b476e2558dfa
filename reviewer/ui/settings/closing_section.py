"""Settings, Closing: motions, what is still open with a person and a date, who keeps what, and closing for good."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.rules.acts.shape import MEMBERS
from reviewer.rules.closing import KEPT, MOTIONS
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.ui.choice import Choice, DayLine
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.late_reason import LateReason
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, filled, language, tr, tr_many, word

SHOWN = 500
"""So many open lines stand in the table; the printed list has all of them."""


@dataclasses.dataclass(frozen=True)
class ClosingPage:
    """What the section shows: the case, the open lines, the periods of the plan, and the code of a closed case."""

    case: Case
    lines: tuple[Any, ...]  # casefile.closing.OpenLine
    keeping: dict[str, dt.date]
    keepers: dict[str, str]
    code: str


def read_closing(conn: Any, today: dt.date) -> ClosingPage:
    """Read everything at one moment (reader lane)."""
    from reviewer.casefile import closing, standing
    from reviewer.desk.closing import default_keeping, final_code

    case = standing.read_case(conn)
    keepers = {one.what: standing.kept_text(conn, one.keeper) for one in case.closing.keeping}
    until = default_keeping(conn, today) | {one.what: one.until for one in case.closing.keeping}
    return ClosingPage(case, tuple(closing.open_lines(conn, today)), until, keepers, final_code(conn))


def said(code: str, **values: object) -> str:
    """The words of the closing papers."""
    return filled(word_for("closing", code, language()), values)


class ClosingSection(QWidget):
    """For secretary and chair; everybody else reads it."""

    def __init__(self, sitting: Sitting) -> None:
        """Read when it comes into view."""
        super().__init__()
        self.setObjectName("closing_section")
        self._sitting = sitting
        self.page: ClosingPage | None = None
        self._finished, self._is_filling = 0, False
        self._layout = column(self, spacing=8)
        self._layout.addWidget(label(tr("Closing the case"), size=15, bold=True))
        self.state = label("", tone="soft", wrap=True)
        self.state.setObjectName("closing_state")
        self._layout.addWidget(self.state)
        self.problem = banner("", "bad")
        self.problem.setObjectName("closing_problem")
        self.problem.hide()
        self._layout.addWidget(self.problem)
        self._lay_out_motions()
        self._lay_out_lines()
        self._lay_out_keeping()
        self._lay_out_end()
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to

    # --- laying out -------------------------------------------------------------------------------------

    def _lay_out_motions(self) -> None:
        names = {
            "INTAKE": tr("Closing of intake"), "REMAINING": tr("Members for the remaining work"),
            "CLOSING": tr("Closing of the case"),
        }  # fmt: skip
        self.motion = NarrowChoice("closing_motion", tr("Motion"))
        self.meeting = NarrowChoice("closing_meeting", tr("Meeting"))
        for what in MOTIONS:
            self.motion.addItem(names[what], what)
        self.motion.currentIndexChanged.connect(lambda _: self._look())
        self.members: dict[str, QCheckBox] = {}
        self._people = QVBoxLayout()
        for member in self._sitting.case.roster.values():
            if member.role in MEMBERS:
                box = QCheckBox(self._sitting.name_of(member.id))
                box.setObjectName(f"closing_member_{member.id}")
                box.setAccessibleName(self._sitting.name_of(member.id))
                box.toggled.connect(lambda _: self._look())
                self.members[member.id] = box
                self._people.addWidget(box)
        self.urgent = LateReason("closing_urgent", self._sitting)
        self.urgent.textChanged.connect(lambda _: self._look())
        self.meeting.currentIndexChanged.connect(lambda _: self._look())
        self.put = button("closing_put_motion", tr("Put on the agenda"), self.put_motion)
        for parts in ((self.motion, self.meeting), (self.urgent, self.put)):
            line = row()
            for part in parts:
                line.addWidget(part, 0 if part is self.put else 1)
            self._layout.addLayout(line)
        self._layout.addLayout(self._people)

    def _lay_out_lines(self) -> None:
        self.count = label("", wrap=True)
        self.count.setObjectName("closing_count")
        self._layout.addWidget(self.count)
        look = self._sitting.look
        self.table = LinesTable(
            "closing_lines", tr("What is still open"),
            (Column(said("claim"), 128), Column(said("open"), 0), Column(said("person"), 96), Column(said("by"), 96)),
            look, ticks=True, many=True,
        )  # fmt: skip
        self.table.setMinimumHeight(look.px(220))
        self.table.lines.ticked.connect(self._look)
        self._layout.addWidget(self.table)
        self.person, self.by = Choice(), DayLine()
        for member in self._sitting.case.roster:
            self.person.addItem(self._sitting.name_of(member), member)
        self.by.textChanged.connect(lambda _: self._look())
        self.plan = button("closing_plan", tr("Enter person and date"), self.plan_remaining)
        self.print_list = button("closing_print", tr("Print the list…"), partial(self._choose_file, "list"))
        self.finish = button("closing_finish", tr("Close what is finished"), self.close_finished)
        line = row()
        for field, says, name in ((self.person, said("person"), "closing_person"), (self.by, said("by"), "closing_by")):
            field.setObjectName(name)
            field.setAccessibleName(says)
            line.addWidget(field, 1)
        line.addWidget(self.plan)
        self._layout.addLayout(line)
        line = row()
        for part in (self.print_list, self.finish):
            line.addWidget(part)
        line.addStretch(1)
        self._layout.addLayout(line)

    def _lay_out_keeping(self) -> None:
        self._layout.addWidget(label(said("kept_title"), bold=True))
        grid = QGridLayout()
        self.keepers: dict[str, tuple[QLineEdit, DayLine]] = {}
        for place, says in enumerate((said("kept_what"), said("kept_by"), said("kept_until"))):
            grid.addWidget(label(says, size=12, tone="soft"), 0, place)
        for place, what in enumerate(KEPT, 1):
            keeper, until = QLineEdit(), DayLine()
            for field, says, name in ((keeper, said("kept_by"), "keeper"), (until, said("kept_until"), "until")):
                field.setObjectName(f"closing_{name}_{what}")
                field.setAccessibleName(f"{said(f'kept_{what}')}: {says}")
                field.setPlaceholderText(says)
                field.textChanged.connect(lambda _: self._look())
            grid.addWidget(label(said(f"kept_{what}"), tone="soft"), place, 0)
            grid.addWidget(keeper, place, 1)
            grid.addWidget(until, place, 2)
            self.keepers[what] = (keeper, until)
        grid.setColumnStretch(1, 1)
        self._layout.addLayout(grid)
        self.keep = button("closing_keep", tr("Record who keeps what"), self.list_keeping)
        line = row()
        line.addWidget(self.keep)
        line.addStretch(1)
        self._layout.addLayout(line)

    def _lay_out_end(self) -> None:
        self.name = QLineEdit()
        self.name.setObjectName("closing_name")
        says = tr("Type the name of the case to close it for good")
        self.name.setAccessibleName(says)
        self.name.setPlaceholderText(says)
        self.name.textChanged.connect(lambda _: self._look())
        self.seal = button("closing_seal", tr("Close the case"), self.close_case)
        self.sheet = button("closing_sheet", tr("Closing sheet…"), partial(self._choose_file, "sheet"))
        line = row()
        line.addWidget(self.name, 1)
        line.addWidget(self.seal)
        line.addWidget(self.sheet)
        self._layout.addLayout(line)

    # --- showing ----------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        """What stands now is read when somebody looks."""
        super().showEvent(event)
        self.read()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the section anew."""
        today = korean_day(self._sitting.now())
        self._sitting.read(
            lambda conn: read_closing(conn, today), then=self._show, otherwise=self._failed, owner=self
        )  # fmt: skip

    def _show(self, page: ClosingPage) -> None:
        fresh, self.page, self._is_filling = self.page is None, page, True
        self._finished = sum(line.what == "to_close" for line in page.lines)
        own = page.case.closing
        told = [said("closing_is", number=own.closing_no)] if own.closing_no else []
        if own.intake_no:
            told.insert(0, said("intake_is", number=own.intake_no, day=own.intake_on))
        if own.sealed:
            told.append(tr("The case is closed. Its code: {code}", code=page.code or "–"))
        self.state.setText(" ".join(told) or tr("The council has resolved nothing about the end of the case yet."))
        must = sum(line.must for line in page.lines)
        text = said("open_count", n=f"{len(page.lines):,}", must=f"{must:,}")
        self.count.setText(text)
        words, stages = cache(said), cache(partial(word, self._sitting.plan.stages))
        self.table.show_lines([self._line(line, words, stages) for line in page.lines[:SHOWN]])
        chosen = self.meeting.currentData()
        self.meeting.clear()
        for one in page.case.meetings.values():
            if one.state == "CONVENED":
                self.meeting.addItem(tr("Meeting {n} on {day}", n=one.number, day=day(one.date)), one.number)
        self.meeting.setCurrentIndex(max(self.meeting.findData(chosen), 0))
        if fresh:
            for what, (keeper, until) in self.keepers.items():
                keeper.setText(page.keepers.get(what, ""))
                until.setText(page.keeping[what].isoformat())
        self._is_filling = False
        self._look()

    def _line(self, line: Any, said: Callable[[str], str], stage: Callable[[str], str]) -> Line:
        cells = (
            line.claim, f"{'! ' if line.must else ''}{said(line.what)}", self._sitting.name_of(line.person),
            day(line.by) if line.by else said("no_date"),
        )  # fmt: skip
        return Line(line.claim, cells, tone="wait" if line.must else "", tip=stage(line.stage))

    def _look(self) -> None:
        """Say what can be pressed, and why the rest cannot."""
        if self._is_filling:
            return
        page, finished = self.page, self._finished
        is_remaining = self.motion.currentData() == "REMAINING"
        for box in self.members.values():
            box.setVisible(is_remaining)
        self.urgent.for_meeting(int(self.meeting.currentData() or 0))
        chosen = any(box.isChecked() for box in self.members.values())
        no_meeting = "" if self.meeting.count() else tr("Convene a meeting first.")
        no_people = tr("Choose the members.") if is_remaining and not chosen else ""
        ticked, day = self.table.lines.ticked_keys(), self.by.day()
        unticked = "" if ticked else tr("Tick the lines first.")
        undated = "" if day else tr("A date is written 2023-04-20.")
        kept = "" if self._items() else tr("Enter who keeps each part, and until when.")
        named = page is not None and self.name.text().strip() == page.case.name
        unnamed = "" if named else tr("Type the name of the case to close it for good")
        count = tr_many("Close {n} finished claim", "Close {n} finished claims", finished)
        self.finish.setText(count if finished else tr("Close what is finished"))
        for part, act, why in (
            (self.put, "put_motion", no_meeting or no_people or self.urgent.missing()),
            (self.plan, "plan_remaining", unticked or undated),
            (self.print_list, "print", ""),
            (self.finish, "close_claim", "" if finished else tr("No claim only waits to be closed.")),
            (self.keep, "list_keeping", kept),
            (self.seal, "seal_case", unnamed),
            (self.sheet, "print", ""),
        ):
            found = why_not(self._sitting, act) or why
            part.setEnabled(page is not None and not found)
            set_tip(part, found)

    def _items(self) -> list[dict[str, str]]:
        items = []
        for what, (keeper, until) in self.keepers.items():
            day = until.day()
            restyle(until, fault="true" if until.text().strip() and day is None else "false")
            if not keeper.text().strip() or day is None:
                return []
            items.append({"what": what, "keeper": keeper.text().strip(), "until": day.isoformat()})
        return items

    # --- acting -----------------------------------------------------------------------------------------

    def put_motion(self) -> None:
        """Put the motion on the agenda of the meeting chosen."""
        what, number = str(self.motion.currentData()), self.meeting.currentData()
        members = [one for one, box in self.members.items() if box.isChecked()] if what == "REMAINING" else []
        body: dict[str, Any] = {"what": what} | ({"members": members} if members else {})
        if self.urgent.words():
            body["urgent_reason"] = self.urgent.words()
        self._record("put_motion", f"meeting:{number}", body)

    def plan_remaining(self) -> None:
        """Say who finishes the ticked lines and by when."""
        claims, day = list(self.table.lines.ticked_keys()), self.by.day()
        if claims and day is not None:
            body = {"claims": claims, "person": str(self.person.currentData()), "by": day.isoformat()}
            self._record("plan_remaining", "case", body)

    def list_keeping(self) -> None:
        """Record who keeps what until when."""
        self._record("list_keeping", "case", {"items": self._items()})

    def _record(self, act: str, subject: str, body: dict[str, Any]) -> None:
        self.problem.hide()
        self._sitting.record(act, subject, body, then=lambda _: self.read(), otherwise=self._failed, owner=self)

    def close_finished(self) -> None:
        """Close every claim on which nothing is left to do."""
        now = self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.closing import close_finished

            return close_finished(case_file, signer, now=now)

        self._carry_out("close_claim", work)

    def close_case(self) -> None:
        """Close the case for good and seal it."""
        now = self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.closing import close_case

            return close_case(case_file, signer, now=now)

        if self.seal.isEnabled():
            self._carry_out("seal_case", work)

    def _carry_out(self, act: str, work: Any) -> None:
        self.problem.hide()
        self._sitting.carry_out(act, (), work, then=lambda _: self.read(), otherwise=self._failed, owner=self)

    def _choose_file(self, what: str) -> None:
        name = tr("what-is-open") if what == "list" else tr("closing-sheet")
        path, _ = QFileDialog.getSaveFileName(self, "", f"{name}.pdf", "PDF (*.pdf)")
        if path:
            self.write(what, Path(path))

    def write(self, what: str, path: Path) -> None:
        """Write the list of what is open, or the closing sheet."""
        now, lang = self._sitting.now(), language()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.closing import write_closing_sheet, write_open_list

            writes = write_open_list if what == "list" else write_closing_sheet
            return writes(case_file, signer, path, lang=lang, now=now)

        self._carry_out("print", work)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(self._sitting.with_names(fault)))
        self.problem.show()
