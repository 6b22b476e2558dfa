"""Amounts already received for the same loss: one line each, added and removed, taken off the award."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from reviewer.ui.amounts import amount_of
from reviewer.ui.choice import Choice
from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, label, restyle, row, take_out
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class OffsetLine(QWidget):
    """One amount with where it came from."""

    def __init__(self, number: int, look: Look, edited: Callable[[], object], removed: Callable[[QWidget], object]):
        """`number` counts from 1 and tells the lines apart for a screen reader."""
        super().__init__()
        self.amount = QLineEdit()
        self.amount.setObjectName(f"offset_{number}_amount")
        self.amount.setAccessibleName(tr("Amount already received, in won"))
        self.amount.setPlaceholderText(tr("won"))
        self.amount.setFixedWidth(look.px(104))
        self.reason = Choice()
        self.reason.setObjectName(f"offset_{number}_reason")
        self.reason.setAccessibleName(tr("Received from"))
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.setMinimumContentsLength(12)
        for code, text in offset_words().items():
            self.reason.addItem(text, code)
        self.amount.textEdited.connect(lambda _: edited())
        self.reason.activated.connect(lambda _: edited())
        says = tr("Remove this amount")
        remove = button(f"offset_{number}_remove", "✕", lambda: removed(self), role="link", says=says)
        set_tip(remove, says)
        self.mark = row()
        """Room for where the amount was read."""
        line = row()
        line.addWidget(self.amount)
        line.addWidget(self.reason, 1)
        line.addWidget(remove)
        both = column(self)
        both.addLayout(line)
        both.addLayout(self.mark)

    def put(self, amount: str, reason: str) -> None:
        """Show what was recorded; a reason of another program is kept as it is."""
        self.amount.setText(amount)
        if reason and self.reason.findData(reason) < 0:
            self.reason.addItem(reason, reason)
        self.reason.setCurrentIndex(max(self.reason.findData(reason), 0))


class OffsetLines(QWidget):
    """No line at first; a line without an amount counts for nothing."""

    def __init__(self, look: Look, edited: Callable[[], object]) -> None:
        """`edited` is called after every change by the person."""
        super().__init__()
        self.setObjectName("offset_lines")
        self._look, self._edited = look, edited
        self.lines: list[OffsetLine] = []
        self._made = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(tr("Already received for the same loss"), size=12, tone="soft"))
        self._below = QVBoxLayout()
        layout.addLayout(self._below)
        layout.addWidget(button("add_offset", tr("Add an amount"), self._add_by_hand, role="link"))

    def _add_by_hand(self) -> None:
        self.add("", "").amount.setFocus()

    def add(self, amount: str, reason: str) -> OffsetLine:
        """One more line."""
        self._made += 1
        found = OffsetLine(self._made, self._look, self._edited, self._remove)
        found.put(amount, reason)
        self.lines.append(found)
        self._below.addWidget(found)
        return found

    def stand_on(self, number: int) -> None:
        """Put the keyboard on the amount with this place, from 0, of those that count."""
        given = [line for line in self.lines if line.amount.text().strip()]
        if number < len(given):
            given[number].amount.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, one: QWidget) -> None:
        self._drop(one)
        self._edited()

    def _drop(self, one: QWidget) -> None:
        self.lines = [line for line in self.lines if line is not one]
        take_out(self._below, one)
        one.deleteLater()

    def put(self, plain: Sequence[dict[str, str]]) -> None:
        """Show these lines in place of the present ones."""
        for one in list(self.lines):
            self._drop(one)
        for line in plain:
            self.add(str(line.get("amount", "")), str(line.get("reason", "")))

    def plain(self) -> list[dict[str, str]]:
        """What stands in the fields, for a draft."""
        return [{"amount": line.amount.text().strip(), "reason": str(line.reason.currentData())} for line in self.lines]

    def body(self) -> list[dict[str, Any]]:
        """The amounts in won with their reasons; ValueError where a field says no amount above 0."""
        found = []
        for line in self.lines:
            text = line.amount.text().strip()
            amount = amount_of(text)
            is_wrong = bool(text) and not amount
            restyle(line.amount, fault="true" if is_wrong else "false")
            if is_wrong:
                raise ValueError(text)
            if amount:
                found.append({"amount": amount, "reason": str(line.reason.currentData())})
        return found


def offset_words() -> dict[str, str]:
    """Where an amount already received can have come from (domain.md 2.9); channel cash is none."""
    return {
        "PAID_SERVICE": tr("Terms of a paid service"),
        "AFFILIATE": tr("An affiliate of Kakao"),
        "OTHER": tr("Another source"),
    }
