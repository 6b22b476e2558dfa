"""The meeting on the projector: agenda at the left, the item in the middle, votes at the right."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.council_votes import needs_substitutes
from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action, offered_at
from reviewer.ui.announcing import announce
from reviewer.ui.key_sheet import KeySheet, acting
from reviewer.ui.meeting import meeting_keys
from reviewer.ui.meeting.ballot import Ballot
from reviewer.ui.meeting.meeting_agenda import Agenda
from reviewer.ui.meeting.meeting_columns import MeetingColumns
from reviewer.ui.meeting.meeting_item import MeetingItem, item_title
from reviewer.ui.meeting.meeting_look import SCREEN, meeting_look, meeting_sheet
from reviewer.ui.meeting.meeting_order import (
    FRAME,
    STEP_ASIDE,
    agenda_name,
    first_open,
    grounds_on,
    next_open,
    recorded_words,
    written_votes,
)
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage, read_meeting
from reviewer.ui.meeting.meeting_recording import pull_out, record_vote
from reviewer.ui.meeting.meeting_votes import VotePanel
from reviewer.ui.meeting.statement_form import StatementForm
from reviewer.ui.meeting.unrecorded import Unrecorded
from reviewer.ui.palette import Palette
from reviewer.ui.palette_buttons import everything
from reviewer.ui.parts import banner, button, label, line, row
from reviewer.ui.problems import in_words
from reviewer.ui.rules_print import RulesPrint
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import day, tr

RESTS = 100
"""Milliseconds that a window keeps its size before its text follows."""


class MeetingMode(QWidget):
    """A window of its own, full screen; Esc leaves it, and what was voted on an open item is there on coming back."""

    left = Signal()

    def __init__(self, sitting: Sitting, number: int, unrecorded: Unrecorded, screen: QSize = SCREEN) -> None:
        """The meeting is read and shown; what is `unrecorded` outlives the window.

        `screen` is the size it will fill; where it is given another one, its text follows.
        """
        super().__init__()
        self.setObjectName("meeting_mode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("plane", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sitting, self.number = sitting, number
        self._look = meeting_look(sitting.look, screen)
        self.setStyleSheet(meeting_sheet(self._look))
        self.page: MeetingPage | None = None
        self.key = ""
        self._next: str | None = None  # after a recorded vote, the item to show once the meeting is read again
        self._unrecorded, self._ballots = unrecorded, unrecorded.ballots
        self._before_attendance: set[str] = set()  # ballots begun before it was recorded last
        self._absent: tuple[str, ...] = ()
        self._begun: tuple[Item, ...] = ()  # corrections put to the vote and not recorded yet
        self._is_recording = False
        self.form: StatementForm | None = None
        self.setWindowTitle(tr("Meeting {n}", n=number))
        self.agenda, self.item = Agenda(self._look), MeetingItem(sitting, self._look, lambda: RulesPrint(sitting))
        self.votes = VotePanel(sitting, self._look)
        self._lay_out()
        self.agenda.chosen.connect(self.show_item)
        self.votes.record_wanted.connect(self.record)
        self.item.pull_out.connect(self._pull_out)
        self.item.changed.connect(self._form_recorded)
        self.item.correct.connect(self._correct)
        self._fits = QTimer(self, singleShot=True, interval=RESTS)
        self._fits.timeout.connect(self._fit_text)
        sitting.leaving.connect(self.close)  # no meeting goes on over a case that was closed
        meeting_keys.bind(self)
        self.read()

    def _lay_out(self) -> None:
        head = row(margins=(24, 12, 16, 12))
        self.title = label(self.windowTitle(), size=15, bold=True)
        self.said = label("", tone="good", told=True)
        self.said.setObjectName("meeting_said")
        head.addWidget(self.title)
        head.addSpacing(16)
        head.addWidget(self.said, 1)
        self._columns = MeetingColumns(self._look, self.agenda, self.item, self.votes)
        head.addWidget(self._columns.turns)
        head.addWidget(button("meeting_leave", tr("Leave  Esc"), self.close))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.problem = banner("", "bad")
        self.problem.setObjectName("meeting_problem")
        self.problem.hide()
        if self._sitting.case_file.is_sample:
            layout.addWidget(banner(tr("SAMPLE – invented data, for trying out only"), "wait"))
        layout.addLayout(head)
        layout.addWidget(self.problem)
        layout.addWidget(line())
        layout.addWidget(self._columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text is as large as the window, once that stays as it is."""
        super().resizeEvent(event)
        self._fits.start()

    def _fit_text(self) -> None:
        look = meeting_look(self._sitting.look, self.size())
        if look == self._look:
            return
        self._look = look
        self.setStyleSheet(meeting_sheet(look))
        for part in (self.agenda, self.item, self.votes, self._columns):
            part.wear(look)

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the meeting again; the item in view stays in view."""
        self._sitting.read(
            lambda conn: read_meeting(conn, self.number), then=self._show, otherwise=self._failed, owner=self
        )

    def _show(self, page: MeetingPage) -> None:
        self.page = page = dataclasses.replace(page, items=(*page.items, *self._begun))
        if self._next is not None:
            self.key, self._next, self._is_recording = self._next or self.key, None, False
        held = page.case.meeting(self.number)
        if held is not None:
            self.title.setText(f"{tr('Meeting {n}', n=self.number)} · {day(held.date)} · {held.place}")
        known = {item.key for item in page.items}
        if self.key not in known:
            self.key = first_open(page)
        self.agenda.show_agenda(page, self.key)
        self._show_item()

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- one item ---------------------------------------------------------------------------------------

    def current(self) -> Item | None:
        """The item in view."""
        items = self.page.items if self.page is not None else ()
        return next((item for item in items if item.key == self.key), None)

    def show_item(self, key: str) -> None:
        """Go to an item; the votes given so far on the last one stay with it."""
        self._absent = self.votes.ballot.absent() or self._absent
        self.said.clear()
        self.key = key
        self.agenda.mark(key)
        self._show_item()

    def _show_item(self) -> None:
        page, item = self.page, self.current()
        assert page is not None
        titles = (tr("Meeting {n}", n=self.number), *((item_title(item, page),) if item is not None else ()))
        if (title := " · ".join(titles)) != self.windowTitle():
            self.setWindowTitle(title)
            announce(self, titles[-1])
        self._keep_form()
        self.item.show_item(item, page)
        if self.item.form is not None:
            self._unrecorded.give_back(self.item.form)
        self._columns.show_votes(item is None or item.kind not in FRAME)  # nobody votes on opening and closing
        if item is None:
            self.votes.show_closed({}, {}, page.plan)
            self.setFocus()
            return
        if item.closed is not None:
            self.votes.show_closed(item.closed.votes, page.names, page.plan)
        elif item.kind in ("OPENING", "CLOSING"):
            self.votes.show_closed({}, {}, page.plan)
        else:
            ballot = self._ballot(item, page)
            self.votes.show_ballot(ballot, page.plan, page.case.roster, page.names, amounts=item.kind == "CLAIM")
            if self.item.question is not None and self.item.question.kind == "AMOUNT" and not ballot.amounts:
                self.votes.toggle_amounts()
        self.setFocus()

    def _keep_form(self) -> None:
        if self.item.form is not None:
            self._unrecorded.keep(self.item.form)

    def _ballot(self, item: Item, page: MeetingPage) -> Ballot:
        """The ballot begun on this item, unless who may vote on it is no longer the same."""
        fresh, begun = self._fresh_ballot(item, page), self._ballots.get(item.key)
        if begun is None or (begun.seats, begun.grounds) != (fresh.seats, fresh.grounds):
            self._ballots[item.key] = fresh
        elif item.key in self._before_attendance:
            begun.attend(fresh.absent())
        self._before_attendance.discard(item.key)
        return self._ballots[item.key]

    def _fresh_ballot(self, item: Item, page: MeetingPage) -> Ballot:
        seats = [member.id for member in page.case.seats]
        grounds = grounds_on(item, page, seats)
        if needs_substitutes(len(seats), len(grounds), page.plan.settings.min_voters):
            seats += [member.id for member in page.case.substitutes]
        held = page.case.meeting(self.number)
        there = held.attendance[-1].present if held is not None and held.attendance else ()
        ballot_of = written_votes(item, page) if held is not None and held.is_written else {}
        away = [member for member in seats if there and member not in there]
        absent = (*away, *self._absent)
        aside = len(item.claims) == 1 and item.kind in STEP_ASIDE and not ballot_of
        ballot = Ballot(seats, grounds, absent, aside=aside)
        ballot.votes |= {member: vote for member, vote in ballot_of.items() if member in seats}
        return ballot

    # --- recording --------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the vote on the item in view; on a problem everything stays as it is."""
        item, page = self.current(), self.page
        if self.item.form is not None:
            self.item.form.record()
            return
        if item is None or page is None or item.closed is not None or self._is_recording:
            return
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.editingFinished.emit()  # an amount still in its field counts
        if not self.votes.record.isEnabled():
            return
        self._is_recording = True
        self.votes.say_problem(None)
        self.votes.record.setEnabled(False)
        chair = str(self.item.chair.currentData()) if self.item.chair is not None else ""
        record_vote(
            self._sitting, page, item, self.votes.ballot, chair=chair, question=self.item.question,
            urgent=self.item.urgent.words() if self.item.urgent is not None else "",
            then=self._recorded, otherwise=self._not_recorded, owner=self,
        )  # fmt: skip

    def _recorded(self, entry: Any) -> None:
        self._absent = self.votes.ballot.absent()
        self._ballots.pop(self.key, None)
        self._begun = tuple(one for one in self._begun if one.key != self.key)
        self.said.setText(recorded_words(entry.body))
        if self.page is not None and entry.body.get("question") != "LOSS":  # then the next question is put at once
            self._next = next_open(self.page.items, self.key)
        else:
            self._next = ""
        self.read()  # until it is read, nothing can be recorded: the votes in view are those of the last item

    def _not_recorded(self, fault: BaseException) -> None:
        self._is_recording = False
        self.votes.record.setEnabled(True)
        if not isinstance(fault, Problem):
            raise fault
        self.votes.say_problem(fault)
        if fault.code == "ClaimChangedMeanwhile":
            self.read()

    def _form_recorded(self) -> None:
        """Attendance, the next date or the end of the meeting was recorded."""
        item = self.current()
        self._before_attendance = set(self._ballots)  # who came late votes, who left does not
        self._absent = ()
        if item is not None and item.kind == "OPENING" and self.page is not None:
            self.said.setText(tr("Attendance is recorded."))
            self._next = next_open(self.page.items, self.key)
        if getattr(self.item.form, "has_closed", False):
            self.said.setText(tr("The meeting is closed."))
        self.read()

    def _pull_out(self, claim: str, by: str) -> None:
        pull_out(self._sitting, claim, by, then=lambda _: self._pulled(claim), otherwise=self._not_recorded, owner=self)

    def _pulled(self, claim: str) -> None:
        self.said.setText(tr("{claim} now stands on the discussion list.", claim=claim))
        self._ballots.pop("CONSENT", None)
        self.read()

    def _correct(self, claim: str, number: str, reason: str) -> None:
        """Put the correction of a closed item to the vote; it is an item of its own until it is recorded or left."""
        if self.page is not None:
            wanted = Item("CORRECTION", (claim,), about=number, note=reason)
            self._begun = (*(one for one in self._begun if one.key != wanted.key), wanted)
            others = (one for one in self.page.items if one.key != wanted.key)
            self.page = dataclasses.replace(self.page, items=(*others, wanted))
            self.agenda.show_agenda(self.page, wanted.key)
            self.show_item(wanted.key)

    @property
    def is_convened(self) -> bool:
        """Whether the meeting has been opened and not been closed yet."""
        held = self.page.case.meeting(self.number) if self.page is not None else None
        return held is not None and held.state == "CONVENED"

    def speak(self) -> None:
        """Take down a statement or a dissent on the item in view."""
        item, page = self.current(), self.page
        held = page.case.meeting(self.number) if page is not None else None
        if page is None or held is None or not self.is_convened:
            return
        named = agenda_name(item) if item is not None else ""
        on_agenda = named if named in held.agenda else ""
        title = item_title(item, page) if item is not None and on_agenda else ""
        self.form = form = StatementForm(self, self._sitting, page, on_agenda, title)
        statements = self._unrecorded.statements
        if on_agenda in statements:
            form.give_back(statements.pop(on_agenda))
        form.rejected.connect(lambda: statements.update({on_agenda: form.kept()}))
        self.form.accepted.connect(lambda: self.said.setText(tr("The statement is recorded.")))
        self.form.accepted.connect(self.read)
        self.form.open()

    # --- keys -------------------------------------------------------------------------------------------

    def offers(self) -> Iterator[Action]:
        """What can be done with the item in view."""
        return meeting_keys.offers(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits vote, Page Up and Down go through the agenda, Ctrl+Enter records, Esc leaves."""
        if not meeting_keys.press(self, event):
            super().keyPressEvent(event)

    def show_palette(self) -> None:
        """Find an action or an item of the agenda; other claims are not for the wall they would be thrown on."""
        offered = [*offered_at(self.focusWidget()), *self.offers()]
        Palette(self, self._sitting, everything(offered, self), (), ()).open()

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        KeySheet(self._look, self, acting([*offered_at(self.focusWidget()), *self.offers()], "meeting")).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The place of the meetings is told, so that it shows what was decided."""
        self._keep_form()
        self.left.emit()
        super().closeEvent(event)
