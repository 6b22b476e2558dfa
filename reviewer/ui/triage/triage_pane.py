"""The claim in view in triage: its facts, what the sender called it, the suggestion with its ground, and the keys."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.acts.triage import ROUTES
from reviewer.rules.privacy import mask_patterns
from reviewer.ui import keys
from reviewer.ui.parts import banner, button, column, empty, label, line, plane, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.triage.triage_reading import TriageFacts
from reviewer.ui.wording import day, language, listed, tr, tr_many, won, word


def route_action(route: str) -> str:
    """The action of the key map that puts a claim on this route."""
    return f"route_{route.lower()}"


class TriagePane(QWidget):
    """One button a route, each with its key; for a second look two answers instead."""

    routed = Signal(str)
    agreed = Signal()
    sent_back = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("triage_pane")
        self.setAccessibleName(tr("Selected claim"))
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sitting = sitting
        self.facts: TriageFacts | None = None
        self.setFixedWidth(sitting.look.px(400))
        layout = column(self)
        inside = plane("surface")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(16, 16, 16, 8)
        self._body.setSpacing(8)
        area = QScrollArea()
        area.setObjectName("triage_facts")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout.addWidget(area, 1)
        layout.addWidget(line())
        self._routes, self._looks = self._route_buttons(), self._look_buttons()
        layout.addWidget(self._routes)
        layout.addWidget(self._looks)
        self.show_facts(None, is_look=False)

    def _route_buttons(self) -> QWidget:
        found = QWidget()
        grid = QGridLayout(found)
        grid.setContentsMargins(16, 12, 16, 16)
        grid.setSpacing(8)
        for side in range(2):
            grid.setColumnStretch(side, 1)
        self.buttons: dict[str, QPushButton] = {}
        for place, route in enumerate(ROUTES):
            text = word(self._sitting.plan.routes, route)
            one = button(route_action(route), text, partial(self.routed.emit, route), says=text, acts=True)
            one.setText(f"{keys.shown(route_action(route))}   {text}")
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[route] = one
            grid.addWidget(one, place // 2, place % 2)
        return found

    def _look_buttons(self) -> QWidget:
        found = QWidget()
        layout = column(found, spacing=8)
        layout.setContentsMargins(16, 12, 16, 16)
        self.note = QLineEdit()
        self.note.setObjectName("look_note")
        self.note.setAccessibleName(tr("Why it goes back to triage"))
        self.note.setPlaceholderText(tr("Why it goes back to triage"))
        self.note.returnPressed.connect(self.send_back)
        layout.addWidget(self.note)
        line_ = row()
        agree = f"{keys.shown('look_agree')}   {tr('Right lane')}"
        self.agree = button("look_agree", agree, self.agreed.emit, role="primary", says=tr("Right lane"))
        back = f"{keys.shown('look_back')}   {tr('Back to triage')}"
        self.back = button("look_back", back, self.send_back, says=tr("Back to triage"), acts=True)
        line_.addWidget(self.agree)
        line_.addWidget(self.back)
        layout.addLayout(line_)
        return found

    def send_back(self) -> None:
        """Ask why, or pass it on once it is said."""
        note = self.note.text().strip()
        if note:
            self.sent_back.emit(note)
        else:
            self.note.setFocus()

    def show_facts(self, found: TriageFacts | None, *, is_look: bool) -> None:
        """Show a claim; None while none is selected."""
        if self.facts is None or found is None or self.facts.line.claim != found.line.claim:
            self.note.clear()
        self.facts = found
        empty(self._body)
        self._routes.setVisible(found is not None and not is_look)
        self._looks.setVisible(found is not None and is_look)
        if found is None:
            self._body.addWidget(label(tr("Select a claim to see it here."), tone="soft", wrap=True))
            self._body.addStretch()
            return
        self._head(found)
        self._body.addWidget(line())
        self._suggestion(found, is_look)
        self._body.addWidget(line())
        self._sender(found)
        self._body.addStretch()
        self._switch(found, is_look)

    def _head(self, found: TriageFacts) -> None:
        plan = self._sitting.plan
        name = found.line.trade_name or found.line.representative or tr("No name was taken in.")
        lane = word(plan.routes, found.line.route) or tr("no route yet")
        by = found.triage
        said = lane
        if found.line.route and by is None:
            said = tr("{lane}, by rule when it came in", lane=lane)
        elif found.line.route and by is not None:
            said = tr("{lane}, by {person}", lane=lane, person=self._sitting.name_of(by.author))
        self._body.addWidget(label(name, size=15, bold=True, wrap=True))
        self._body.addWidget(label(f"{found.line.claim} · {said}", wrap=True))
        if by is not None and by.look == "SENT_BACK" and not found.line.route:
            text = tr("Sent back by {person}: {note}", person=self._sitting.name_of(by.looked_by), note=found.note)
            self._body.addWidget(banner(text, "wait"))

    def _suggestion(self, found: TriageFacts, is_look: bool) -> None:
        route = found.suggestion.route
        self._body.addWidget(label(tr("The rule suggests"), size=12, tone="soft"))
        text = word(self._sitting.plan.routes, route)
        if not is_look:
            text = f"{text}   {keys.shown(route_action(route))} · {keys.key_map()['accept_route'][-1]}"
        self.suggests = label(text, bold=True, wrap=True)
        self.suggests.setObjectName("triage_suggestion")
        self._body.addWidget(self.suggests)
        self.ground = label(ground_words(found, self._sitting), wrap=True)
        self.ground.setObjectName("triage_ground")
        self._body.addWidget(self.ground)

    def _sender(self, found: TriageFacts) -> None:
        plan, said, grid = self._sitting.plan, found.said, QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        reporters, paid = reporter_words(), {"PAID": tr("paid service"), "FREE": tr("free service")}
        kinds = listed(one for one in (reporters.get(said.reporter_type, ""), paid.get(said.paid, "")) if one)
        pairs = [
            (tr("The sender says"), kinds or tr("nothing about it")),
            (tr("Loss claimed"), won(said.claimed_loss) if said.claimed_loss is not None else tr("unknown")),
            (tr("Services"), listed(word(plan.services, key) for key in said.services) or "–"),
            (tr("Received"), day(said.received_on)),
            (tr("Sector"), word(plan.profit_rates, said.sector) or "–"),
            (tr("Papers"), tr_many("{n} paper", "{n} papers", found.papers)),
            *((name, mask_patterns(text)) for name, text in said.extra.items()),
        ]
        for place, (name, value) in enumerate(pairs):
            grid.addWidget(label(name, size=12, tone="soft", wrap=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), place, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._sitting.look.px(96))
        self._body.addLayout(grid)
        if found.story:
            self._body.addWidget(label(found.story, wrap=True))

    def _switch(self, found: TriageFacts, is_look: bool) -> None:
        """Off with a reason for those who may not; the suggested route is the one that stands out."""
        for route, one in self.buttons.items():
            why = why_not(self._sitting, "route_claim")
            one.setEnabled(not why)
            set_tip(one, why)
            restyle(one, role="primary" if route == found.suggestion.route and not is_look else "")
        why = why_not(self._sitting, "look_again")
        for one in (self.agree, self.back):
            one.setEnabled(not why)
            set_tip(one, why)


def reporter_words() -> dict[str, str]:
    """Who the sender says they are."""
    return {"USER": tr("private user"), "MICRO": tr("small business"), "LARGER": tr("larger firm")}


def ground_words(found: TriageFacts, sitting: Sitting) -> str:
    """What the suggestion rests on, in one sentence."""
    plan, said = sitting.plan, found.said
    services = listed(word(plan.services, key) for key in said.services)
    band = plan.band_of(said.claimed_loss) if said.claimed_loss is not None else None
    return {
        "OTHER_COMPANY": tr("Every service named is run by another company: {services}", services=services),
        "PRIVATE_USER": tr("The sender reports as a private user."),
        "LARGER_FIRM": tr("The sender reports as a firm that is no small business."),
        "AFTER_CLOSING": tr("It arrived after intake had closed on {day}.", day=day(plan.closing)),
        "LOSS_UNKNOWN": tr("No loss is named; a missing figure is not zero."),
        "NO_LOSS": tr("The loss claimed is 0 won."),
        "BAND": tr("The loss claimed lies in the band: {band}", band=band.label.in_(language()) if band else ""),
        "SAME_BRN": tr("An earlier claim has the same registration number: {claim}", claim=found.twin),
    }[found.suggestion.ground]
