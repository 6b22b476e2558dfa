"""What the machine noticed across the papers of a claim and across claims (X1 to X10), beside the claim as a whole."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.hints import Hint
from reviewer.rules.plan import Plan
from reviewer.ui.claim_desk.hint_line import HintLine
from reviewer.ui.parts import empty, label
from reviewer.ui.wording import tr


class Crossings(QWidget):
    """Each crossing with how far it agrees; they answer no check."""

    jump = Signal(object)

    def __init__(self, plan: Plan) -> None:
        """Absent until there is something to show."""
        super().__init__()
        self.setObjectName("crossings")
        self._plan = plan
        self._shown: tuple[Hint, ...] = ()
        self.lines: list[HintLine] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(15, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Across papers and claims"), size=12, bold=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout.addLayout(self._list)
        self.hide()

    def show_hints(self, hints: Mapping[str, Hint], *, with_whole: bool) -> None:
        """Show X1 to X10 beside the checks of the claim as a whole, and nothing beside a paper."""
        found = tuple(hint for code, hint in hints.items() if code.startswith("X")) if with_whole else ()
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        empty(self._list)
        self.lines = []
        for hint in sorted(found, key=lambda one: int(one.check[1:])):
            one = HintLine(hint, self._plan, name=hint.check)
            one.jump.connect(self.jump)
            self.lines.append(one)
            self._list.addWidget(one)
