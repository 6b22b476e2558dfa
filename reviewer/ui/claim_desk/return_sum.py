"""What a proposal to ask money back has in place of outcomes and reasons: the sum, filled with all that was paid."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.rules.claim import Claim
from reviewer.rules.returning import kept_disposition
from reviewer.ui.amounts import amount_of
from reviewer.ui.parts import column, label
from reviewer.ui.wording import tr, won


class ReturnSum(QWidget):
    """A request leaves the outcome as it is; its ground was named when it was opened."""

    changed = Signal()

    def __init__(self) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("return_sum")
        layout = column(self, spacing=4)
        says = tr("Sum to ask back")
        name = label(says, bold=True)
        self.sum = QLineEdit()
        self.sum.setObjectName("sum_to_ask_back")
        self.sum.setAccessibleName(says)
        self.sum.textEdited.connect(lambda _: self.changed.emit())
        name.setBuddy(self.sum)
        self._paid = label("", size=12, tone="soft", wrap=True)
        for part in (name, self.sum, self._paid):
            layout.addWidget(part)

    def show_claim(self, claim: Claim, draft: dict[str, Any]) -> None:
        """Show what was paid, and the sum of the draft where one stands."""
        self.sum.setText(f"{draft.get('award') or claim.paid_total:,}")
        paid = tr("Paid so far: {amount}. The note says why it is asked back.", amount=won(claim.paid_total))
        self._paid.setText(paid)
        self.sum.setAccessibleDescription(paid)

    def body(self, claim: Claim) -> dict[str, Any]:
        """The act's body without its note."""
        asked = amount_of(self.sum.text()) or 0
        return {"disposition": kept_disposition(claim), "award": asked, "award_basis": "CALCULATED", "reasons": []}
