"""One line of a request for more evidence: which paper, why, what to send, and which checks ask for it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.rules.asking import WantedLine
from reviewer.rules.plan import Plan
from reviewer.ui.parts import button, label, may_shrink
from reviewer.ui.wording import language, tr, word


class SupplementLine(QWidget):
    """Ticked: it stands in the letter. The sentences are those of the letter, in the language of the window."""

    changed = Signal()
    to_check = Signal(str, str)
    """Go to the check that asks: paper and check code."""

    def __init__(self, line: WantedLine, plan: Plan, *, ticked: bool) -> None:
        """`plan` has the sentences of the reason."""
        super().__init__()
        self.line = line
        reason = plan.supplement_reasons[line.reason]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.box = QCheckBox(reason.short.in_(language()))
        self.box.setObjectName(f"ask_{line.kind}_{line.reason}")
        self.box.setAccessibleName(f"{kind_word(plan, line.kind)}: {self.box.text()}")
        self.box.setChecked(ticked)
        self.box.toggled.connect(lambda _: self.changed.emit())
        layout.addWidget(may_shrink(self.box))
        texts = QVBoxLayout()
        texts.setContentsMargins(24, 0, 0, 0)
        texts.setSpacing(0)
        texts.addLayout(self._whose(kind_word(plan, line.kind)))
        texts.addWidget(label(reason.why.in_(language()), size=12, tone="soft", wrap=True))
        texts.addWidget(label(f"→ {reason.send.in_(language())}", size=12, wrap=True))
        layout.addLayout(texts)

    def _whose(self, kind: str) -> QHBoxLayout:
        """The kind of paper, the reason's code, and the checks that ask."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(label(f"{kind} · {self.line.reason}", size=12, tone="soft"))
        for document, code in self.line.asked_by:
            says = tr("Go to check {code}", code=code)
            name = f"asked_by_{code}_{document[:8]}"
            link = button(name, code, partial(self.to_check.emit, document, code), role="link", says=says)
            row.addWidget(link)
        row.addStretch()
        return row


def kind_word(plan: Plan, kind: str) -> str:
    """The kind of paper; what a finding on the whole claim asks for is an explanation."""
    return tr("Explanation") if kind == "CLM" else word(plan.proof_kinds, kind)
