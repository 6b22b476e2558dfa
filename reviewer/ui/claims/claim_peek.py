"""The peek pane: the selected claim at a glance, without opening it."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.ui.claim_marks import PROOFS, SHAPES, TONES, proof_state, stage_tone
from reviewer.ui.parts import empty, label, line, plane
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import day_of, listed, tr, won, word


class ClaimPeek(QWidget):
    """Follows the selection of the list; shows what the list shows, with room to read."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is selected."""
        super().__init__()
        self.setObjectName("claim_peek")
        self.setAccessibleName(tr("Selected claim"))
        self._sitting = sitting
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._ground = plane("surface")
        outer.addWidget(self._ground)
        self._body = QVBoxLayout(self._ground)
        self._body.setContentsMargins(16, 16, 16, 16)
        self._body.setSpacing(8)
        self.setFixedWidth(sitting.look.px(320))
        self.show_line(None)

    def show_line(self, found: Any, found_in: str = "") -> None:
        """Show a list line, and where a search found it; None shows what belongs here."""
        empty(self._body)
        if found is None:
            self._body.addWidget(label(tr("Select a claim to see it here."), tone="soft", wrap=True))
            self._body.addStretch()
            return
        plan = self._sitting.plan
        self._body.addWidget(label(found.claim, size=12, tone="soft"))
        self._body.addWidget(label(found.trade_name or "–", size=15, bold=True, wrap=True))
        tone = stage_tone(found.stage)
        state = label(f"{word(plan.stages, found.stage)} · {word(plan.routes, found.route) or tr('no route yet')}")
        state.setProperty("tone", "soft" if tone == "ink-soft" else tone)
        self._body.addWidget(state)
        if found_in:
            told = label(tr("Found in: {fields}", fields=found_in), wrap=True)
            told.setObjectName("peek_found_in")
            self._body.addWidget(told)
        self._body.addWidget(line())
        self._body.addLayout(self._facts(found))
        self._body.addWidget(line())
        for kind, letter in zip(PROOFS, found.proof_marks, strict=False):
            tone = TONES.get(letter, "ink-soft").replace("ink-soft", "soft")
            text = f"{SHAPES.get(letter, '')}  {word(plan.proof_kinds, kind)} – {proof_state(letter)}"
            self._body.addWidget(label(text, tone=tone, wrap=True))
        self._body.addStretch()
        self._body.addWidget(label(tr("Enter opens the claim desk."), size=12, tone="soft"))

    def _facts(self, found: Any) -> QGridLayout:
        plan, grid = self._sitting.plan, QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        services = found.services if isinstance(found.services, tuple | list) else ()
        pairs = (
            (tr("Representative"), found.representative),
            (tr("Sector"), word(plan.profit_rates, found.sector)),
            (tr("Services"), listed(word(plan.services, key) for key in services)),
            (tr("Loss claimed"), won(found.claimed_loss) if found.claimed_loss is not None else tr("unknown")),
            (tr("Lead reviewer"), self._sitting.name_of(found.lead)),
            (tr("Second reviewer"), self._sitting.name_of(found.second)),
            (tr("Due date"), day_of(found.due) or "–"),
        )
        for row, (name, value) in enumerate(pairs):
            grid.addWidget(label(name, size=12, tone="soft"), row, 0)
            grid.addWidget(label(value or "–", wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        return grid
