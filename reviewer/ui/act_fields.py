"""The fields of an act's form, one kind of field for each kind of value its body may hold."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.acts.shape import Field
from reviewer.ui.amounts import amount_of
from reviewer.ui.choice import Day, DayLine
from reviewer.ui.composing import typed
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.look import Look
from reviewer.ui.parts import column, may_shrink
from reviewer.ui.wording import read_day, tr

SHORT = frozenset({"person", "place"})
"""Texts of a person that need one line only."""
Choices = Sequence[tuple[str, str]]
"""Codes and their words."""


class ActField(QWidget):
    """One field; `value` is what the act's body holds, None while it is empty."""

    edited = Signal()

    def __init__(self, name: str, says: str) -> None:
        """`name` is the field of the body, `says` its word."""
        super().__init__()
        self.name, self.says = name, says
        self.inside: QVBoxLayout = column(self)

    def _hold(self, part: QWidget) -> None:
        part.setObjectName(f"act_{self.name}")
        part.setAccessibleName(self.says)
        self.inside.addWidget(part)
        self.setFocusProxy(part)

    def value(self) -> object | None:
        """What stands in the field."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Fill the field, with a default or a draft."""
        raise NotImplementedError


class WordField(ActField):
    """A list of words; the first line is empty where nothing is chosen by itself."""

    def __init__(self, name: str, says: str, choices: Choices, empty: str) -> None:
        """`empty` is the first line that stands for no choice; without it the first word is chosen."""
        super().__init__(name, says)
        self.box = NarrowChoice(f"act_{name}", says)
        if empty:
            self.box.addItem(empty, "")
        for code, text in choices:
            self.box.addItem(text, code)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.box.activated.connect(lambda _: self.edited.emit())
        self._hold(self.box)

    def value(self) -> object | None:
        """The code chosen."""
        return str(self.box.currentData() or "") or None

    def put(self, value: object) -> None:
        """Choose a code; an unknown one leaves the first line."""
        self.box.setCurrentIndex(max(self.box.findData(value), 0))


class WordsField(ActField):
    """Several words, each with a box to tick."""

    def __init__(self, name: str, says: str, choices: Choices) -> None:
        """Nothing is ticked at first."""
        super().__init__(name, says)
        self.boxes: dict[str, QCheckBox] = {}
        for code, text in choices:
            box = QCheckBox(text)
            box.setObjectName(f"act_{name}_{code}")
            box.setAccessibleName(f"{says}: {text}")
            box.toggled.connect(lambda _: self.edited.emit())
            self.boxes[code] = box
            self.inside.addWidget(may_shrink(box))

    def value(self) -> object | None:
        """The codes ticked."""
        return [code for code, box in self.boxes.items() if box.isChecked()] or None

    def put(self, value: object) -> None:
        """Tick these codes."""
        for code, box in self.boxes.items():
            box.setChecked(isinstance(value, list) and code in value)


class DateField(ActField):
    """A day, typed or taken from a small calendar."""

    def __init__(self, name: str, says: str) -> None:
        """Today at first."""
        super().__init__(name, says)
        self.box = Day()
        self.box.dateChanged.connect(lambda _: self.edited.emit())
        self._hold(self.box)

    def value(self) -> object | None:
        """The day as ISO text."""
        found = self.box.date()
        return dt.date(found.year(), found.month(), found.day()).isoformat()

    def put(self, value: object) -> None:
        """Show a day."""
        day = dt.date.fromisoformat(str(value))
        self.box.setDate(QDate(day.year, day.month, day.day))


class FlagField(ActField):
    """A box to tick; its word stands beside it."""

    def __init__(self, name: str, says: str) -> None:
        """Not ticked at first."""
        super().__init__(name, says)
        self.box = QCheckBox(says)
        self.box.toggled.connect(lambda _: self.edited.emit())
        self._hold(self.box)

    def value(self) -> object | None:
        """True, or nothing."""
        return self.box.isChecked() or None

    def put(self, value: object) -> None:
        """Tick the box, or not."""
        self.box.setChecked(value is True)


class TextField(ActField):
    """A person's words on several lines."""

    def __init__(self, name: str, says: str, look: Look) -> None:
        """Tab leaves the field, so that the keyboard alone is enough."""
        super().__init__(name, says)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(look.px(88))
        self.box.textChanged.connect(self.edited)
        self._hold(self.box)

    def value(self) -> object | None:
        """The words without the space around them."""
        return typed(self.box).strip() or None

    def put(self, value: object) -> None:
        """Show words."""
        self.box.setPlainText(str(value))


class LineField(ActField):
    """One line: an account, an amount in won, a number, a day that may stay empty."""

    def __init__(self, name: str, says: str, kind: str) -> None:
        """`kind` is the kind of the body's field: text, word, won, count or, where it may stay empty, date."""
        super().__init__(name, says)
        self._kind = kind
        self.box = DayLine() if kind == "date" else QLineEdit()
        self.box.textChanged.connect(lambda _: self.edited.emit())
        self.box.textEdited.connect(lambda _: self.edited.emit())  # of a syllable in composition too
        self._hold(self.box)

    def value(self) -> object | None:
        """The text, or the number it stands for; None for what is no number."""
        text = typed(self.box).strip()
        if self._kind == "won":
            return amount_of(text)
        if self._kind == "date" and (day := read_day(text)):
            return day.isoformat()
        if self._kind == "count":
            return int(text) if text.isdigit() and len(text) < 7 else None
        return text or None

    def put(self, value: object) -> None:
        """Show a text or a number."""
        self.box.setText(f"{value:,}" if isinstance(value, int) else str(value))


def field_for(name: str, says: str, field: Field, choices: Choices, look: Look) -> ActField:
    """The field on the screen for a field of a body."""
    if field.kind == "list":
        return WordsField(name, says, choices)
    if choices or field.kind == "digest":
        return WordField(name, says, choices, tr("none") if field.optional else tr("Choose…"))
    if field.kind == "flag":
        return FlagField(name, says)
    if field.kind == "date" and not field.optional:
        return DateField(name, says)
    if field.kind == "text" and not field.whole and name not in SHORT:
        return TextField(name, says, look)
    return LineField(name, says, field.kind)
