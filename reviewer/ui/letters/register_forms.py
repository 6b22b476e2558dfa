"""The forms of the register: what a copy is for, and how a letter went on its way."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.calendar import KOREA
from reviewer.ui.act_fields import ActField, field_for
from reviewer.ui.choice import DayLine
from reviewer.ui.parts import label, restyle
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr


class CopyForm(QWidget):
    """Purpose, recipient and day of destruction, as the register of copies asks (domain.md 6)."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setObjectName("copy_form")
        self.reason, self.recipient, self.destroy_by = QLineEdit(), QLineEdit(), DayLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        kept = tr("{day}, if it is not kept", day=self.destroy_by.placeholderText())
        says = (
            (self.reason, "copy_reason", tr("Purpose"), tr("What the copy is for")),
            (self.recipient, "copy_recipient", tr("Recipient"), tr("Who receives it, if it is not the claimant")),
            (self.destroy_by, "copy_destroy_by", tr("Destroy by"), kept),
        )
        for place, (field, name, word, hint) in enumerate(says):
            field.setObjectName(name)
            field.setAccessibleName(word)
            field.setPlaceholderText(hint)
            grid.addWidget(label(word, size=12, tone="soft"), place, 0)
            grid.addWidget(field, place, 1)

    def purpose(self) -> Any:
        """What was typed; None while the purpose is missing or the day is none."""
        from reviewer.desk.copying import Purpose

        until = self.destroy_by.day()
        is_none = until is None and bool(self.destroy_by.text().strip())
        restyle(self.destroy_by, fault="true" if is_none else "false")
        if is_none:
            return None
        reason = self.reason.text().strip()
        restyle(self.reason, fault="false" if reason else "true")
        return Purpose(reason, self.recipient.text().strip(), until) if reason else None


class DeliveryForm(QWidget):
    """How a letter went on its way, when, and by whom; or that the last step was recorded wrongly."""

    NAMES = ("way", "result", "on", "tracking", "by", "note")

    def __init__(self, sitting: Sitting) -> None:
        """Today, nothing chosen."""
        super().__init__()
        self.setObjectName("delivery_form")
        self.fields: dict[str, ActField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        words = {
            "way": tr("How"), "result": tr("Result"), "on": tr("Day"), "tracking": tr("Registered no."),
            "by": tr("By whom"), "note": tr("Note"),
        }  # fmt: skip
        body = ACTS["record_delivery"].body
        for place, name in enumerate(self.NAMES):
            choices = [(code, word_for("delivery", code, language())) for code in body[name].choices]
            kind = "person" if body[name].kind == "text" else name  # one line is enough for each text
            one = field_for(kind, words[name], body[name], choices, sitting.look)
            one.setObjectName(f"delivery_{name}")
            self.fields[name] = one
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row, side = divmod(place, 2)
            grid.addWidget(label(words[name], size=12, tone="soft"), row, 2 * side)
            grid.addWidget(one, row, 2 * side + 1)
        self.corrects = QCheckBox(tr("Replaces the last step of the letter"))
        self.corrects.setObjectName("delivery_corrects")
        self.corrects.setAccessibleName(self.corrects.text())
        grid.addWidget(self.corrects, len(self.NAMES) // 2, 0, 1, 4)
        for side in (1, 3):
            grid.setColumnStretch(side, 1)
        self.clear(sitting.now().astimezone(KOREA).date())

    def clear(self, day: dt.date) -> None:
        """Begin again on this day; way and result stay, for the next letters of the same post."""
        self.fields["on"].put(day.isoformat())
        for name in ("tracking", "note"):
            self.fields[name].put("")
        self.corrects.setChecked(False)

    def typed(self) -> tuple[dict[str, object], bool]:
        """What stands in it, to tell whether somebody went on typing."""
        return {name: one.value() for name, one in self.fields.items()}, self.corrects.isChecked()

    def body(self, last: str) -> dict[str, Any] | None:
        """What was chosen, without what is empty, where `last` is the entry of the letter's last step.

        None while way or result is missing.
        """
        given = {name: one.value() for name, one in self.fields.items()}
        found = {name: value for name, value in given.items() if value}
        if (self.corrects.isChecked() or found.get("result") == "MISTAKEN") and last:
            found["corrects"] = last
        return found if {"way", "result", "on"} <= set(found) else None
