"""The place Meeting: meetings, their agendas, claims that wait for one, and the lists of fixed amounts."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.rules.council import Case
from reviewer.rules.meetings import DECIDING, Meeting
from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action, press
from reviewer.ui.award_working import proposal_words
from reviewer.ui.making import Making
from reviewer.ui.meeting.close_question import CloseQuestion
from reviewer.ui.meeting.fixed_list import FixedLists
from reviewer.ui.meeting.meeting_convening import ConveneForm
from reviewer.ui.meeting.meeting_item import item_title
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.meeting.meeting_papers import MeetingPapers
from reviewer.ui.meeting.meeting_reading import MeetingPage, MeetingsPage, read_meeting, read_meetings
from reviewer.ui.meeting.meeting_waiting import WaitingClaims
from reviewer.ui.meeting.unrecorded import Unrecorded
from reviewer.ui.meeting.written_vote import WrittenVote
from reviewer.ui.nothing_here import NothingHere
from reviewer.ui.parts import banner, button, label, line, plane, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.seal_line import SealLine
from reviewer.ui.sitting import LOOKS, Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tabs import Tabs, later
from reviewer.ui.tips import set_tip
from reviewer.ui.title_line import TitleLine
from reviewer.ui.wording import day, tr, won

ROOMY = 600
"""Pixels at 100 % text that are enough for which meeting it is beside the buttons."""
MEETINGS = 460
"""Pixels that the list of meetings takes at most, however large the text is."""


def state_of(meeting: Meeting) -> str:
    """Where a meeting is, for the list: a written resolution is never in session."""
    if meeting.state != "CONVENED":
        return tr("over")
    return tr("in session") if meeting.begun_at and not meeting.is_written else tr("convened")


class MeetingPlace(QWidget):
    """Meetings at the left, the selected one at the right; Ctrl+Enter begins it."""

    open_claim = Signal(str)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        """Lists the meetings at once; what is not in view is made a moment later, and then what they hold is read."""
        super().__init__(parent)
        self.setObjectName("meeting_place")
        self._sitting = sitting
        self.page: MeetingsPage | None = None
        self.meeting: MeetingPage | None = None
        self.mode: MeetingMode | None = None
        self._asked, self._go_to = 0, ""
        self._unrecorded: dict[int, Unrecorded] = {}  # by meeting
        look = sitting.look
        columns = (Column(tr("No."), 40), Column(tr("Day"), 0), Column(tr("State"), 84))
        self.meetings = LinesTable("meetings_table", tr("Meetings"), columns, look)
        self.agenda = self._agenda_table()
        self.tabs = Tabs("meeting_tabs")
        self.seal = SealLine(sitting, "meeting_seal")
        self.papers, self.written = MeetingPapers(sitting), WrittenVote(sitting)
        self.problem = banner("", "bad")
        self.problem.setObjectName("meeting_place_problem")
        self.problem.hide()
        self._lay_out()
        self._list(sitting.case)
        self.meetings.picked.connect(self._picked)
        self.meetings.opened.connect(lambda _: self.begin())
        self._rest = Making(self._made(), self)
        self._rest.begin()

    def _made(self) -> Iterator[None]:
        sitting = self._sitting
        self._waiting = WaitingClaims(sitting)
        self._waiting.open_claim.connect(self.open_claim)
        self._waiting.put_there.connect(self._to_agenda)
        self.tabs.put("waiting", self._waiting)
        yield
        self._fixed = FixedLists(sitting)
        self._fixed.open_claim.connect(self.open_claim)
        self._fixed.counted.connect(lambda n: self.tabs.say("fixed", f"{n:,}" if n else ""))
        self.tabs.put("fixed", self._fixed)
        yield
        self._convene = ConveneForm(sitting)
        self._convene.convened.connect(self._convened)
        self._convene.cancelled.connect(lambda: self._right.setCurrentIndex(0))
        self._right.addWidget(self._convene)
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to
        self.read()

    def take_keys(self) -> None:
        """The keys go to the list of meetings."""
        self.meetings.setFocus()

    def _to_agenda(self) -> None:
        """Show where the claims were put; the keys come along, unless they went elsewhere meanwhile."""
        held = self.window().focusWidget()
        if held is None or not self.waiting.isAncestorOf(held):
            self.tabs.go("agenda")
            return
        held.clearFocus()  # else they would stand on what comes next in the window for a moment, and be announced
        self.tabs.go("agenda")
        self.tabs.take_keys()

    def finish(self) -> None:
        """Make what is still missing."""
        self._rest.finish()

    @property
    def waiting(self) -> WaitingClaims:
        """The claims that wait for a meeting."""
        self.finish()
        return self._waiting

    @property
    def fixed(self) -> FixedLists:
        """The lists of fixed amounts."""
        self.finish()
        return self._fixed

    @property
    def convene(self) -> ConveneForm:
        """The form of a meeting that is convened."""
        self.finish()
        return self._convene

    def _agenda_table(self) -> LinesTable:
        columns = (
            Column(tr("List"), 120), Column(tr("Item"), 0), Column(tr("Proposal"), 206), Column(tr("Loss"), 104, True),
            Column(tr("State"), 116),
        )  # fmt: skip
        table = LinesTable("agenda_table", tr("Agenda"), columns, self._sitting.look)
        table.opened.connect(self._open_claim_of)
        return table

    # --- layout -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = plane("surface")
        left.setFixedWidth(min(self._sitting.look.px(252), MEETINGS))
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(label(tr("Meetings"), size=15, bold=True), 1)
        self.new = button("convene_open", tr("Convene…"), self.open_form, look=self._sitting.look, picture="new")
        self.new.setMinimumWidth(self._sitting.look.px(64))  # gives way before the heading does
        head.addWidget(self.new)
        inside.addLayout(head)
        inside.addWidget(self.meetings, 1)
        self._right, details = QStackedWidget(), QWidget()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(left)
        columns.addWidget(line(vertical=True))
        columns.addWidget(self._right, 1)
        self._right.addWidget(details)
        self._fill(details)

    def _fill(self, details: QWidget) -> None:
        layout = QVBoxLayout(details)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = TitleLine(self._sitting.look.px(ROOMY))
        self.title = head.title
        self.title.setProperty("textsize", "15")
        self.asks_to_close = CloseQuestion()
        self.asks_to_close.setContentsMargins(16, 0, 16, 8)
        self.asks_to_close.agreed.connect(self.close_meeting)
        self.close_it = button("meeting_close", tr("Close the meeting"), self.asks_to_close.ask)
        self.start = button("meeting_begin", tr("Begin the meeting"), self.begin, role="primary")
        set_tip(self.start, "Ctrl+Enter")
        head.hold(self.close_it, self.start)
        layout.addWidget(head)
        layout.addWidget(self.asks_to_close)
        layout.addWidget(self.problem)
        self.papers.setContentsMargins(16, 0, 16, 8)
        layout.addWidget(self.papers)
        self.written.setContentsMargins(16, 0, 16, 8)
        layout.addWidget(self.written)
        self.seal.setContentsMargins(16, 0, 16, 8)
        self.seal.hide()
        layout.addWidget(self.seal)
        layout.addWidget(self.tabs, 1)
        self.tabs.add("agenda", tr("Agenda"), self._with_nothing(self.agenda))
        self.tabs.add("waiting", tr("Waiting for a meeting"), later())
        self.tabs.add("fixed", tr("Fixed amounts"), later())

    def _with_nothing(self, table: LinesTable) -> QWidget:
        self._agenda_stack = QStackedWidget()
        self._agenda_stack.addWidget(table)
        self.nothing = NothingHere("agenda_fill")
        self._agenda_stack.addWidget(self.nothing)
        return self._agenda_stack

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the meetings and what waits for one."""
        self._sitting.read(read_meetings, then=self._show, otherwise=self._failed, owner=self)

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in LOOKS:
            self.read()

    def _show(self, page: MeetingsPage) -> None:
        self.page = page
        self._list(page.case)
        if self._go_to:
            self.meetings.go_to(self._go_to)
            self._go_to = ""
        self.waiting.show_claims(page.waiting)
        self.tabs.say("waiting", f"{len(page.waiting):,}" if page.waiting else "")
        self.fixed.read()

    def _list(self, case: Case) -> None:
        """The meetings, the last one first, or that there is none yet."""
        lines = [
            Line(str(one.number), (str(one.number), day(one.date), state_of(one)),
                 tone="accent" if one.state == "CONVENED" else "ink-soft", tip=one.place)
            for one in sorted(case.meetings.values(), key=lambda one: -one.number)
        ]  # fmt: skip
        self.meetings.show_lines(lines)
        why = why_not(self._sitting, "convene_meeting")
        self.new.setEnabled(not why)
        set_tip(self.new, why)
        if not lines:
            self._nothing_yet(why)

    def _nothing_yet(self, why: str) -> None:
        self.title.say(tr("No meeting yet"))
        said = tr("The first meeting adopts the rules; until then no decision can be proposed.")
        self.nothing.say(said, self.new.text(), None if why else self.open_form)
        self._agenda_stack.setCurrentIndex(1)
        for part in (self.start, self.close_it, self.seal, self.papers):
            part.hide()

    def _picked(self, key: str) -> None:
        self._asked += 1
        asked = self._asked
        if not key:
            return
        self._right.setCurrentIndex(0)
        self._sitting.read(
            lambda conn: read_meeting(conn, int(key)),
            then=lambda page: self._show_meeting(page) if asked == self._asked else None,
            otherwise=self._failed,
            owner=self,
        )

    def _show_meeting(self, page: MeetingPage) -> None:
        self.meeting = page
        self.asks_to_close.hide()
        held = page.case.meeting(page.number)
        assert held is not None
        is_open = held.state == "CONVENED"
        self.title.say(f"{tr('Meeting {n}', n=page.number)} · {day(held.date)} · {held.place}")
        for part in (self.fixed, self.waiting):
            part.for_meeting(page.number if is_open else 0)
        self.papers.for_meeting(page.number)
        self.written.show_meeting(page)
        voted_on = [item for item in page.items if item.kind not in ("OPENING", "CLOSING")]
        lines = [self._agenda_line(item.key, page) for item in voted_on]
        self.agenda.show_lines(lines)
        self._agenda_stack.setCurrentIndex(0 if lines else 1)
        fill = partial(self.tabs.go, "waiting") if is_open else None
        self.nothing.say(tr("Nothing is on the agenda of this meeting yet."), tr("Show what waits for a meeting"), fill)
        still = sum(item.closed is None for item in voted_on)
        self.tabs.say("agenda", f"{still:,}" if still else "")
        self.start.setVisible(True)
        self.papers.setVisible(True)
        self.start.setText(tr("Begin the meeting") if is_open else tr("Look at the meeting"))
        self.close_it.setVisible(is_open)
        self.seal.setVisible(not is_open)  # for the minutes of a meeting that is over
        why = why_not(self._sitting, "close_meeting")
        self.close_it.setEnabled(not why)
        set_tip(self.close_it, why)

    def _agenda_line(self, key: str, page: MeetingPage) -> Line:
        item = next(one for one in page.items if one.key == key)
        lists = {
            "RULES": tr("First"), "CHAIR": tr("First"), "CONSENT": tr("Consent list"), "CLAIM": tr("Discussion list"),
            "CHALLENGE": tr("Challenges"), "FIXED_LIST": tr("Fixed amounts"),
            "MOTION": tr("Closing of the case"), "CORRECTION": tr("Corrections"),
        }  # fmt: skip
        tabled = page.tabled.get(item.claims[0]) if item.kind == "CLAIM" else None
        proposal = proposal_words(tabled.claim, page.plan) if tabled else ""
        loss = won(tabled.claim.claimed_loss) if tabled else ""
        state, tone = tr("not voted yet"), "accent"
        if item.closed is not None:
            passed = item.closed.result in DECIDING
            state = f"○ {item.closed.number}" if passed else f"✕ {tr('Not passed')}"
            tone = "good" if passed else "bad"
        title = item_title(item, page)
        if item.kind == "CONSENT":
            title = tr("{n|claim/claims}: {numbers}", n=len(item.claims), numbers=", ".join(item.claims))
        return Line(key, (lists[item.kind], title, proposal, loss, state), tone=tone)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- acting -----------------------------------------------------------------------------------------

    def open_form(self) -> None:
        """Show the form that convenes a meeting."""
        self.convene.open()
        self._right.setCurrentWidget(self.convene)
        self.convene.place.setFocus()

    def kept(self) -> bool | None:
        """Whether the form that convenes is open, for a place built anew."""
        return self._right.currentWidget() is self.convene or None

    def give_back(self, _: bool) -> bool:
        """Open that form again once the meetings were read."""
        if self.meeting is not None:
            self.open_form()
        return self.meeting is not None

    def _convened(self, number: int) -> None:
        self._right.setCurrentIndex(0)
        self._go_to = str(number)

    def close_meeting(self) -> None:
        """Record that the meeting is over; items still open stay where they are."""
        if self.meeting is not None:
            self.problem.hide()
            self._sitting.record(
                "close_meeting", f"meeting:{self.meeting.number}", {},
                then=lambda _: None, otherwise=self._failed, owner=self,
            )  # fmt: skip

    def begin(self) -> None:
        """Show the selected meeting full screen."""
        if self.meeting is None or not self.meetings.current():
            return
        if self.mode is not None:  # pressed twice: it is there already
            self.mode.activateWindow()
            return
        number, screen = self.meeting.number, self.screen().size().expandedTo(self.window().size())
        self.mode = MeetingMode(self._sitting, number, self._unrecorded.setdefault(number, Unrecorded()), screen)
        self.mode.left.connect(self._left_meeting)
        self.mode.showFullScreen()

    def _left_meeting(self) -> None:
        self.mode = None
        self.read()

    def _open_claim_of(self, key: str) -> None:
        item = next((one for one in self.meeting.items if one.key == key), None) if self.meeting else None
        if item is not None and item.kind == "CLAIM":
            self.open_claim.emit(item.claims[0])
        else:
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter begins the meeting, or records the form in view."""
        if self._right.currentWidget() is not self.convene and self.written.press(event):
            return
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        if self._right.currentWidget() is self.convene:
            yield Action("begin_meeting", self.convene.record, self.convene.save.toolTip, self.convene.save.text())
            yield Action("back", lambda: self._right.setCurrentIndex(0))
        else:
            why = "" if self.meeting is not None and self.meetings.current() else tr("Select a meeting first.")
            yield Action("begin_meeting", self.begin, lambda: why, self.start.text())
