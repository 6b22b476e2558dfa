"""The claim desk: papers at the left, the paper in view, and the sections that fold at the right."""

import dataclasses
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.hints.hint import ClaimHints
from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action
from reviewer.ui.claim_desk import desk_keys
from reviewer.ui.claim_desk.after_paint import AfterPaint
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.desk_acts import next_act, next_step_words, open_links
from reviewer.ui.claim_desk.desk_comparing import DeskComparing
from reviewer.ui.claim_desk.desk_evidence import DeskEvidence
from reviewer.ui.claim_desk.desk_foot import DeskFoot
from reviewer.ui.claim_desk.desk_head import DeskHead
from reviewer.ui.claim_desk.desk_hints import DeskHints
from reviewer.ui.claim_desk.desk_middle import DeskMiddle
from reviewer.ui.claim_desk.desk_paper import DeskPaper
from reviewer.ui.claim_desk.desk_right import DeskRight
from reviewer.ui.claim_desk.desk_sections import DeskSections
from reviewer.ui.claim_desk.desk_showing import DeskShowing
from reviewer.ui.claim_desk.desk_taking import join_weeks
from reviewer.ui.claim_desk.desk_way import DeskWay
from reviewer.ui.claim_desk.kept_focus import left_field
from reviewer.ui.claim_desk.more_acts import MoreActs
from reviewer.ui.claim_desk.unshowable import Unshowable
from reviewer.ui.claim_reading import DeskPage, read_desk
from reviewer.ui.desk_access import DeskAccess
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import next_turn
from reviewer.ui.parts import column, line
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.queue_line import QueueLine
from reviewer.ui.reader.document_view import DocumentView
from reviewer.ui.reader.papers_list import WHOLE, PapersList
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr

HELD = 150
"""Milliseconds for which the desk waits for a claim before it is painted without one."""
STILL = 30
"""Of these, milliseconds in which nothing else is done: about twice what a claim with many entries takes to be read."""


class ClaimDesk(QWidget):
    """One claim at a time; what is recorded is shown only after commit and read-back."""

    left = Signal()
    moved = Signal(int)
    open_claim = Signal(str)
    """Another claim that agrees with the one in view is asked for."""
    named = Signal(str, str)
    """A claim came into view: its number and trade name."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        """Empty until `show_claim`; its parts come with `made`."""
        super().__init__(parent)
        self.setObjectName("claim_desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sitting = self._sitting = sitting
        self.page: DeskPage | None = None
        self.drafts: Drafts | None = None
        self.number, self._asked, self._renews, self._is_acting = "", 0, False, False
        self.opens_at = ""  # the section that is asked for with the claim
        self.takes_up = ""  # the claim whose review begins as soon as its lead may
        self.after = AfterPaint(self)

    def made(self) -> Iterator[None]:
        """Make the parts, a few milliseconds at a time; from the outside in, for what comes late is styled again."""
        sitting = self._sitting
        self.head, self.split = DeskHead(sitting.look, sitting.plan), DeskMiddle(sitting.look)
        layout = column(self)
        layout.setContentsMargins(0, 1, 0, 1)  # for the sign of the keyboard; the sides are left to what is read
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for part in (self.head, line(), self.split):
            layout.addWidget(part)
        layout.setStretchFactor(self.split, 1)
        yield
        self.papers, self.unshowable = PapersList(sitting), Unshowable()
        self.viewer = DocumentView(sitting)
        yield
        self.right = DeskRight()
        self.area = self.right.area
        self.split.hold(
            (self.unshowable, self.papers, QueueLine(sitting.queue, self, is_narrow=True)), self.viewer, self.right
        )
        yield
        self.sections = DeskSections(sitting, self.record, self.answer)
        self.right.hold_sections(self.sections)
        yield from self.sections.made()
        self.foot = DeskFoot()  # last, as Tab comes by
        layout.addWidget(line())
        layout.addWidget(self.foot)
        self.right.hold_more(self._more)
        self.comparing = DeskComparing(sitting, self)
        self.evidence = DeskEvidence(sitting, self.viewer, self.sections.evidence, self.sections.notes, self.foot.say)
        self.hints = DeskHints(sitting, self)
        self.access = DeskAccess(sitting, lambda fault: self._refused(self.number, fault), self)
        self.way, self.paper, self.showing = DeskWay(self), DeskPaper(self), DeskShowing(self)
        self._connect()

    def _connect(self) -> None:
        self.head.left.connect(self.left)
        self.head.moved.connect(self.moved)
        self.papers.chosen.connect(self.paper.show)
        self.unshowable.chosen.connect(self.papers.select)
        self.viewer.opened.connect(self.paper.opened)
        self.viewer.page_seen.connect(self.paper.seen)
        self.viewer.paper_left.connect(self.paper.left)
        self.viewer.view_kept.connect(self.papers.renew)
        self.viewer.said.connect(self.foot.say)
        self.viewer.paper_wanted.connect(self.paper.show_beside)
        self.viewer.compares.connect(lambda: desk_keys.compare(self))
        self.sections.changed.connect(self.show_foot)
        self.hints.found.connect(self._hints_found)
        self.sections.jump.connect(self.way.go_to)
        self.sections.to_check.connect(self.way.go_to_check)
        self.sections.twins.open_claim.connect(self.open_claim)
        self.sections.facts.open_claim.connect(self.open_claim)
        self.sections.neighbours.open_claim.connect(self.open_claim)
        self.sections.why.came.connect(lambda: self.way.keep_open_section("why"))
        self.sections.twins.show_paper.connect(self.papers.select)
        self.sections.twins.compare.connect(self.comparing.open_places)
        self.sections.twins.stale.connect(self._read)
        self.sections.checks.onward.connect(self.way.next_step)
        self.sections.checks.went_to.connect(lambda check: self.area.ensureWidgetVisible(check, 0, 16))
        grown = QTimer(self, singleShot=True, interval=0)  # one asked for while the desk goes would keep it alive
        for part in (self.sections.checks, self.sections.second):
            grown.timeout.connect(part.keep_in_view)
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: grown.start())
        self.sections.second.went_to.connect(self.right.bring_into_view)
        self.sections.weeks.offered.connect(self.right.bring_into_view)
        self.sections.second.reads.connect(self.papers.select)
        self.sections.shows.connect(self.way.show_origin)
        self.evidence.masked.connect(lambda: self._read(renew=True))
        self.sections.masking.wanted.connect(self.evidence.mask)
        self.evidence.opens.connect(self.way.open_section)
        self.evidence.shows.connect(self.right.bring_into_view)
        self.split.give_room_to(*(self.sections.folds[name] for name in ("weeks", "calculation", "proposal")))
        join_weeks(self)
        self.foot.record.connect(self.record_main)
        self.foot.more.connect(self.toggle_more)
        self.foot.undo.connect(self.undo)
        self.sections.contacts.wanted.connect(self.record_contact)
        self.right.turned.connect(self._sections_again)
        self._sitting.recorded.connect(self._recorded)

    def _more(self) -> MoreActs:
        more = MoreActs(self._sitting)
        more.changed.connect(self.show_foot)
        more.stale.connect(lambda: self._read(renew=True))
        more.told.connect(self.say_of)
        return more

    @property
    def more(self) -> MoreActs:
        """The further acts on the claim in view."""
        return self.right.more

    # --- showing ----------------------------------------------------------------------------------------

    def show_claim(self, number: str, place: int = 0, count: int = 0) -> None:
        """Read a claim and show it."""
        if self.drafts is not None:
            self.drafts.write()
        self._read(number, renew=True)  # first: it is read while the claim before is left
        if number != self.number or self.page is None:
            self.foot.say("", "good")
            self._leave_claim()
            self.paper.forget_rest()
            desk_keys.take_alt(self)
        self._hold_picture()
        self.paper.wake()
        self.number = self.comparing.claim = number
        self.head.show_place(place, count)
        self._sitting.lanes.reader.make_way(STILL)

    def _hold_picture(self) -> None:
        """Leave what is painted in view until the claim is here, or it takes long: nothing blinks in between."""
        self._sitting.give_way()
        self.setUpdatesEnabled(False)
        QTimer.singleShot(HELD, self, lambda: self.setUpdatesEnabled(True))

    def rest(self) -> None:
        """Another claim is in view: write the drafts, and give back what the paper holds until this one is again.

        What waits for a painting comes now, so that the journal holds in which order claims were opened.
        """
        if self.drafts is not None:
            self.drafts.write()
        self.after.finish()
        self.paper.rest()

    def leave(self) -> None:
        """Write the drafts and close the paper in view; another desk takes over, or the window closes."""
        if self.drafts is not None:
            self.sections.weeks.grid.finish_typing()
            self.drafts.write()
        self._leave_claim()
        self.after.finish()

    def _leave_claim(self) -> None:
        self.after.finish()
        self.showing.drop()
        self.viewer.close_paper()
        self.comparing.close()
        if self.page is not None:
            claim = self.page.claim
            self.after.do(lambda: self.access.closed(claim))
        self.page = None

    def _read(self, number: str = "", *, renew: bool = False) -> None:
        """Read a claim, the one in view; `renew` also notes what others did meanwhile, so that acting is allowed."""
        number, person, now = number or self.number, self._sitting.person, self._sitting.now()
        own_acts, renew = self._sitting.own_acts(number), renew or self._renews
        self._asked, self._renews = self._asked + 1, renew  # only the newest answer is shown, an older one is dropped
        asked, renewed = self._asked, own_acts if renew else None
        self._sitting.read(
            lambda conn: read_desk(conn, number, person, now),  # shown in a turn of its own: keys come between
            then=lambda page: next_turn(self, lambda: self._show(page, asked, renewed)),
            otherwise=self._not_read,
            owner=self,
        )

    def _show(self, page: DeskPage, asked: int, renewed: int | None) -> None:
        """Show what was `asked` for last; `renewed` are one's own acts then, where others' acts were noted."""
        if asked != self._asked or page.claim.number != self.number:
            return
        page = self.hints.onto(page)
        self._renews = self._is_acting = False
        if renewed is not None:
            self._sitting.opened(page.claim.number, page.heads, renewed)
        self.showing.show(page)

    def _hints_found(self, hints: ClaimHints) -> None:
        if self.page is not None:
            self.page = dataclasses.replace(self.page, hints=hints)
            self.sections.show_hints(self.page)
            self.papers.show_hints(self.page)
            self.unshowable.show_page(self.page)
            self.show_foot()
        if section := self.opens_at:  # only now do the sections above it have their height
            self.opens_at = ""
            QTimer.singleShot(0, self, lambda: self.way.open_section(section))

    def _not_read(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.foot.say(in_words(fault), "bad")
        self.setUpdatesEnabled(True)

    def show_foot(self) -> None:
        """Say at the bottom what is open and what comes next; a review that was asked for begins."""
        if self.page is None:
            return
        self.sections.checks.show_next(next_step_words(self.page, self.papers, self.sections))
        links = open_links(self.page, self.papers.never_seen(), self.sections)
        self.foot.show_open([(text, self.way.to(target)) for target, text in links], tr("Nothing is open here."))
        if self.right.form is not None:
            self.foot.offer("", tr("Ctrl+Enter records the form at the right."))
            return
        act = next_act(self.page, self._sitting, self.sections)
        self.foot.offer(act.text, act.why_not)
        if act.name == "take_up" and not act.why_not and self.takes_up == self.number:
            self.takes_up = ""
            self.record_main()

    # --- acting -----------------------------------------------------------------------------------------

    def answer(self, check: str, result: str, reason: str, note: str, contact: str = "") -> None:
        """Record the answer to a check of the paper in view."""
        document = self.sections.checked
        body: dict[str, object] = {"check": check, "result": result}
        if document != WHOLE:
            body["document"] = document
        given = {"reason": reason, "note": note, "contact": contact}
        body |= {name: value for name, value in given.items() if value}
        self.record("record_check", body)

    def record_main(self) -> None:
        """Record what the button at the bottom names, or the form of a further act while one is open."""
        if self.page is None:
            return
        if self.right.form is not None:
            self.more.record()
            return
        act = next_act(self.page, self._sitting, self.sections)
        if act.why_not:
            self.way.go_to_question(act.why_not)
        elif act.name and not self._is_acting:
            self._is_acting = True  # until the claim was read again; a second press is the same act
            self.record(act.name, act.body)

    def record(self, act: str, body: dict[str, object]) -> None:
        """Record an act on the claim in view; the form stays filled whatever happens."""
        number, drafts = self.number, self.drafts
        self.foot.say(tr("Recording…"), "wait")
        self._sitting.record(
            act, number, body, then=lambda _: self._done(act, number, drafts),
            otherwise=partial(self._refused, number), owner=self,
        )  # fmt: skip

    def _done(self, act: str, number: str, drafts: Drafts | None) -> None:
        """Drop the draft of what was recorded; another claim may be in view by now."""
        form = {"record_sales": "sales", "assess": "assess", "propose_decision": "proposal"}
        form |= {"check_decision": "second_check", "request_supplement": "supplement"}
        held = self.drafts if number == self.number else drafts
        if act in form and held is not None:
            held.drop(form[act])
        self.say_of(number, tr("Recorded."), "good", undoable=act in UNDOABLE)

    def say_of(self, number: str, words: str, tone: str, *, undoable: bool = False) -> None:
        """Say at the bottom what became of an act; of a claim that was left meanwhile with its number."""
        if number == self.number:
            self.foot.say(words, tone, undoable=undoable)
        else:
            self.foot.say(f"{number}: {words}", tone)

    def _recorded(self, act: str, claims: list[str]) -> None:
        if self.number in claims and act not in ("open_claim", "read_paper"):
            self._read()

    def _refused(self, number: str, fault: BaseException) -> None:
        """Say why; where the claim changed meanwhile, read it again so that the reviewer sees what is new."""
        if number == self.number:
            self._is_acting = False
            self.sections.checks.not_recorded()
        if not isinstance(fault, Problem):
            words = tr("Not recorded: a mistake of the program. Your entries are still in the form.")
            self.say_of(number, words, "bad")
            raise fault
        self.say_of(number, in_words(self._sitting.with_names(fault)), "bad")
        if number == self.number and fault.code == "ClaimChangedMeanwhile":
            self._read(renew=True)

    def undo(self) -> None:
        """Ask for the reason of taking one's own last act back, or say why that is not possible."""
        if self.page is None:
            return
        if why := desk_keys.why_not_back(self):
            self.foot.say(why, "bad")
        else:
            self.way.open_section("timeline")
            self.sections.timeline.ask_reason()
            self.right.keep_in_view(self.sections.timeline.reason or self.sections.timeline)

    def record_contact(self) -> None:
        """Open the form of a contact, or say why this person records none."""
        if self.page is None:
            return
        if why := unanswered_words() if self.page.touches else why_not(self._sitting, "record_contact"):
            self.foot.say(why, "bad")
        else:
            self.right.show_form("record_contact")

    def toggle_more(self) -> None:
        """Show the further acts on this claim in place of the sections, or the sections again."""
        if self.page is not None and self.page.touches:
            self.foot.say(unanswered_words(), "bad")
        elif self.page is not None:
            self.right.toggle()

    def _sections_again(self) -> None:
        self.show_foot()
        (self.right.field_left() or self).setFocus()

    def step_back(self) -> None:
        """Esc leaves a form first, then the further acts, then a field, then the claim."""
        if not self.right.back() and not left_field(self):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What waited for it comes next."""
        super().paintEvent(event)
        self.after.painted()

    def offers(self) -> Iterator[Action]:
        """What can be done with the claim in view."""
        return desk_keys.offers(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the desk; letters come here only when no field takes them."""
        if not desk_keys.press(self, event):
            super().keyPressEvent(event)
