"""The place Triage: the claims nobody has routed yet, one key a route, the next claim at once."""

import dataclasses
from array import array
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.rules.acts.triage import ROUTES
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.actions import Action, press
from reviewer.ui.announcing import announce
from reviewer.ui.choice import Choice
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.many_back import ManyBack
from reviewer.ui.nothing_here import NothingHere
from reviewer.ui.parts import OneOf, banner, button, label, line, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import LOOKS, Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.triage.lane_table import LaneTable, lane_view
from reviewer.ui.triage.many_at_once import ManyAtOnce, routes_back
from reviewer.ui.triage.query_fields import lanes_in_words
from reviewer.ui.triage.triage_pane import TriagePane, route_action
from reviewer.ui.triage.triage_reading import Asked, TriageFacts, read_facts, read_waiting
from reviewer.ui.wording import tr


@dataclasses.dataclass
class Done:
    """An act of this sitting that Ctrl+Z takes back: where its claim stood in the list."""

    claim: str
    id: int
    row: int
    act: str
    entry: str = ""  # empty until it is recorded; "many" has none


class TriagePlace(QWidget):
    """What waits for triage, or for a second look, beside the claim in view."""

    open_claim = Signal(str)
    take_in = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        """Reads at once; counts come when they are known."""
        super().__init__(parent)
        self.setObjectName("triage")
        self._sitting = sitting
        self._asked_number, self._is_look = 0, False
        self._reads, self._is_stale, self._has_claims = False, False, True
        self._done: list[Done] = []
        self._own = 0  # acts of this place on their way: the list already shows what they do
        self.model = LaneTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of)
        self.table = lane_view("triage_table", tr("Claims to be routed"), self.model, sitting.look)
        self.pane = TriagePane(sitting)
        self.problem = banner("", "bad")
        self.problem.setObjectName("triage_problem")
        self.nothing = NothingHere("triage_fill")
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _: self._open())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        self.pane.routed.connect(self.route)
        self.pane.agreed.connect(lambda: self._look("AGREE", ""))
        self.pane.sent_back.connect(lambda note: self._look("SEND_BACK", note))
        sitting.recorded.connect(self._recorded)
        self.refresh()

    # --- layout -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look, sitting = self._sitting.look, self._sitting
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(label(tr("Triage"), size=20, bold=True))
        self.to_do = button("triage_to_do", tr("To be routed"), lambda: self.show_looks(False), role="chip")
        self.looks = button("triage_looks", tr("Second looks"), lambda: self.show_looks(True), role="chip")
        OneOf(self).add(self.to_do, self.looks)
        for chip in (self.to_do, self.looks):
            head.addWidget(chip)
        head.addStretch()
        self.back = button("triage_undo", f"{tr('Take back')}  {keys.shown('undo')}", self.undo)
        self.many = button("triage_many", tr("Route many…"), self.route_many, look=look, picture="triage")
        head.addWidget(self.back)
        head.addWidget(self.many)
        self.search = SearchEdit()
        self.search.setObjectName("triage_search")
        self.search.setAccessibleName(tr("Search claims"))
        self.search.setPlaceholderText(tr("Search: name, number, address, initial consonants"))
        for told in (self.search.words_changed, self.search.settled):
            told.connect(lambda _: self.refresh())
        self.lane = Choice()
        self.lane.setObjectName("triage_lane")
        self.lane.setAccessibleName(tr("Lane by rule"))
        for code, text in lanes_in_words(sitting).items():
            self.lane.addItem(text, code)
        self.lane.currentIndexChanged.connect(lambda _: self.refresh())
        second = row(margins=(16, 0, 16, 8))
        second.addWidget(self.search, 1)
        second.addWidget(self.lane)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.table, 1)
        body.addWidget(self.nothing, 1)
        body.addWidget(line(vertical=True))
        body.addWidget(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(second)
        layout.addWidget(self.problem)
        layout.addLayout(body, 1)
        self.problem.hide()
        self.nothing.hide()
        why = why_not(sitting, "route_claims")
        self.many.setEnabled(not why)
        set_tip(self.many, why)
        self._say_undo()

    # --- reading ----------------------------------------------------------------------------------------

    def show_looks(self, is_look: bool) -> None:
        """Show what waits for a second look, or what waits to be routed."""
        self._is_look = is_look
        self.refresh()
        self.take_keys()

    def asked(self) -> Asked:
        """What the fields above the list ask for."""
        return Asked(self.search.words(), str(self.lane.currentData() or ""), composing=self.search.is_composing())

    def refresh(self) -> None:
        """Ask again what waits; an older answer is dropped by its number."""
        self._asked_number += 1
        self._reads, self._is_stale = True, self._own > 0
        number, asked = self._asked_number, self.asked()
        share, person = self._sitting.plan.settings.second_look, self._sitting.person
        is_look = self._is_look
        for field in (self.search, self.lane):
            field.setVisible(not is_look)
        (self.looks if is_look else self.to_do).setChecked(True)

        self._sitting.read(
            lambda conn: read_waiting(conn, None if is_look else asked, share, person),
            then=lambda found: self._show(number, *found), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _show(self, number: int, ids: "array[int]", looks: "array[int]", has_claims: bool) -> None:
        if number != self._asked_number:
            return
        self._reads, self._has_claims = False, has_claims
        before = self.to_do.text()
        if not self._is_look:
            _say_count(self.to_do, tr("To be routed"), len(ids))
        if self.search.hasFocus() and self.to_do.text() != before:
            announce(self.search, self.to_do.text())
        _say_count(self.looks, tr("Second looks"), len(looks))
        if ids != self.model.ids():
            place = max(self.table.currentIndex().row(), 0)
            self.model.show_ids(ids)
            if ids:
                self.table.selectRow(min(place, len(ids) - 1))
        else:
            self.model.forget_pages()
        self._say_nothing()
        self._follow()

    def _say_nothing(self) -> None:
        count, held = self.model.rowCount(), self.window().focusWidget()
        had_keys = held in ((self.looks, self.to_do) if self.table.isHidden() else (self.table,))
        self.table.setVisible(count > 0)
        self.nothing.setVisible(not count)
        if had_keys:
            self.take_keys()
        if not self._has_claims:
            self.nothing.say_no_claims(self.take_in.emit, why_not(self._sitting, "take_in"))
        elif self._is_look:
            self.nothing.say(tr("No claim of a lane waits for your second look."))
        elif self.search.words().strip() or self.lane.currentData():
            self.nothing.say(tr("No claim fits this search."), tr("Show all"), self._show_all)
        else:
            self.nothing.say(tr("Every claim here was routed by a person."))

    def _show_all(self) -> None:
        self.search.clear()
        self.lane.setCurrentIndex(0)
        self.to_do.setFocus()

    def _follow(self) -> None:
        """Show the claim in focus beside the list."""
        index = self.table.currentIndex()
        if not index.isValid():
            self.pane.show_facts(None, is_look=self._is_look)
            return
        found, plan = self.model.line_at(index.row()), self._sitting.plan

        def show(facts: TriageFacts) -> None:
            now = self.table.currentIndex()
            if now.isValid() and self.model.claim_at(now.row()) == facts.line.claim:
                self.pane.show_facts(facts, is_look=self._is_look)

        self._sitting.read(
            lambda conn: read_facts(conn, found, plan), then=show, otherwise=self._failed, owner=self
        )  # fmt: skip

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act in LOOKS or self._own:
            return
        QTimer.singleShot(0, self, self.refresh)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(self._sitting.with_names(fault)))
        self.problem.show()

    # --- acting -----------------------------------------------------------------------------------------

    def route(self, route: str) -> None:
        """Put the claim in view on a route and go on with the next one at once."""
        if not self._is_look and not why_not(self._sitting, "route_claim"):
            self._act("route_claim", {"route": route})

    def accept(self) -> None:
        """Route as the rule suggests, once the suggestion for this very claim is in view."""
        index, facts = self.table.currentIndex(), self.pane.facts
        if index.isValid() and facts is not None and facts.line.claim == self.model.claim_at(index.row()):
            self.route(facts.suggestion.route)

    def _look(self, opinion: str, note: str) -> None:
        if self._is_look and not why_not(self._sitting, "look_again"):
            self._act("look_again", {"opinion": opinion} | ({"note": note} if note else {}))
            self.take_keys()

    def _act(self, act: str, body: Mapping[str, object]) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        place = index.row()
        done = Done(self.model.claim_at(place), 0, place, act)
        done.id = self.model.drop(place)
        self.problem.hide()
        self._moved(place)

        def recorded(entry: Any) -> None:
            done.entry = entry.uid
            self._done.append(done)
            announce(self, f"{done.claim}: {tr('Recorded.')}")
            QTimer.singleShot(0, self, self._settled)

        self._own += 1
        if self._reads:  # what is being read does not know of this act
            self._asked_number += 1
            self._is_stale = True
        self._sitting.record(
            act, done.claim, body, then=recorded, otherwise=lambda fault: self._came_back(done, fault), owner=self
        )  # fmt: skip

    def _moved(self, place: int) -> None:
        count = self.model.rowCount()
        if count:
            self.table.selectRow(min(place, count - 1))
        if self._is_look:
            self.looks.setText(f"{tr('Second looks')}  {count:,}")
        else:
            _say_count(self.to_do, tr("To be routed"), count)
        self._say_nothing()
        self._follow()

    def _settled(self) -> None:
        self._own -= 1
        self._say_undo()
        self._read_again()

    def _read_again(self) -> None:
        if not self._own and (self._is_stale or not self.model.rowCount()):
            self.refresh()

    def _came_back(self, done: Done, fault: BaseException) -> None:
        """What was refused stands in the list again, with the reason above it."""
        self._own -= 1
        self.model.put_back(done.row, done.id)
        self._moved(done.row)
        self._failed(fault)
        self._read_again()

    def undo(self) -> None:
        """Take the last act of this sitting back; what it was about is in view again."""
        last = self._done[-1] if self._done else None
        if last is None or last.act == "many":
            self.take_many_back()
            return
        self._done.pop()
        body = {"entry": last.entry, "undone": last.act, "reason": tr("Taken back at once in triage")}

        def back(_: Any) -> None:
            self._say_undo()
            announce(self, f"{last.claim}: {tr('Taken back.')}")
            QTimer.singleShot(0, self, lambda: self._again(last))

        self._own += 1
        self._sitting.record(
            "take_back", last.claim, body, then=back, otherwise=lambda fault: self._not_taken_back(last, fault),
            owner=self,
        )  # fmt: skip

    def _again(self, last: Done) -> None:
        self._own -= 1
        if self._is_look != (last.act == "look_again"):
            self.show_looks(last.act == "look_again")
            return
        self.model.put_back(last.row, last.id)
        self._moved(min(last.row, self.model.rowCount() - 1))

    def _not_taken_back(self, last: Done, fault: BaseException) -> None:
        """What was refused stands, and is the next to be taken back still."""
        self._own -= 1
        self._done.append(last)
        self._say_undo()
        self._failed(fault)

    def _say_undo(self) -> None:
        why = why_not(self._sitting, "route_claim")
        may = not why
        self.back.setEnabled(may)
        last = self._done[-1] if self._done else None
        text = tr("Take back {claim}", claim=last.claim) if last and last.claim else tr("Take many routes back")
        set_tip(self.back, why or text)

    def route_many(self) -> None:
        """Ask which claims go where, with a dry run of it."""
        dialog = ManyAtOnce(self._sitting, self.asked(), self)
        dialog.routed.connect(self._many_done)
        dialog.open()

    def _many_done(self, count: int) -> None:
        self._done.append(Done("", 0, 0, "many"))
        self._say_undo()
        self.refresh()

    def take_many_back(self) -> None:
        """Ask why the last act on many claims is taken back."""
        dialog = ManyBack(self._sitting, routes_back(self._sitting), self)
        dialog.taken_back.connect(self._many_back)
        dialog.open()

    def _many_back(self) -> None:
        if self._done and self._done[-1].act == "many":
            self._done.pop()
        self._say_undo()
        self.refresh()

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_claim.emit(self.model.claim_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each route; A and B answer a second look; Ctrl+Z takes back."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        unchosen = tr("Select a claim first.") if not self.table.currentIndex().isValid() else ""
        routes = tr("A second look is answered: right lane, or back to triage.") if self._is_look else unchosen
        for route in ROUTES:
            yield Action(route_action(route), partial(self.route, route), lambda: routes)
        yield Action("accept_route", self.accept, lambda: routes)
        looks = unchosen if self._is_look else tr("Only for a second look.")
        yield Action("look_agree", lambda: self._look("AGREE", ""), lambda: looks)
        yield Action("look_back", lambda: self.pane.send_back() if self._is_look else None, lambda: looks)
        yield Action("undo", self.undo, lambda: why_not(self._sitting, "route_claim"), self.back.toolTip())
        yield Action("open", self._open, lambda: unchosen)
        if not self._is_look:
            yield Action("search", self._to_search)
        yield Action("back", self.take_keys)

    def take_keys(self) -> None:
        """The keys go to the list; where it is empty, to its name above: there they still take the last act back."""
        above = self.looks if self._is_look else self.to_do
        (above if self.table.isHidden() else self.table).setFocus()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def _say_count(chip: QPushButton, says: str, count: int) -> None:
    chip.setText(f"{says}  {count:,}")
    chip.setAccessibleName(chip.text())
