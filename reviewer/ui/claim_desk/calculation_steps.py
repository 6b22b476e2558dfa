"""The steps from the two weeks to the calculated award; each is pressed to go to what it comes from."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.rules.award import Step
from reviewer.ui.figure import Days, figure
from reviewer.ui.parts import empty, label
from reviewer.ui.wording import tr, won


class CalculationSteps(QWidget):
    """From the award upwards Enter leads, figure by figure, to the days of sales and from there to the paper."""

    shows = Signal(object)
    """The Days that a figure adds up."""
    to_factors = Signal()
    to_offset = Signal(int)
    """A deduction is asked for: its place among the amounts already received, from 0."""

    def __init__(self) -> None:
        """Empty until something is calculated."""
        super().__init__()
        self.setObjectName("calculation_steps")
        self.figures: dict[str, QPushButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def clear(self) -> None:
        """Show nothing."""
        self.figures = {}
        empty(self._layout)

    def add(self, part: QWidget) -> None:
        """Show something below what stands here: a warning, or what is missing."""
        self._layout.addWidget(part)

    def show_steps(self, steps: Iterable[Step], weeks: Sequence[tuple[Days, int, QWidget]]) -> None:
        """Show the normal and the outage week, each with its sales in won and its mark, and the steps that follow."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for code, (days, amount, mark) in zip(("NORMAL_WEEK", "OUTAGE_WEEK"), weeks, strict=True):
            self._line(grid, code, amount, partial(self.shows.emit, days), tr("Show its days"))
            grid.addWidget(mark, grid.rowCount() - 1, 2)
        both = Days(tuple(day for days, *_ in weeks for day in days.dates))
        offsets, before = 0, ""
        for step in steps:
            code, amount = step.code, step.amount
            if code == "OFFSET":
                self._line(grid, code, amount, partial(self.to_offset.emit, offsets), tr("Go to the amount received"))
                offsets += 1
                continue
            if code == "VERIFIED_LOSS":
                self._line(grid, code, amount, partial(self.shows.emit, both), tr("Show the days of both weeks"))
            elif code == "ASSESSED_AMOUNT":
                self._line(grid, code, amount, self.to_factors.emit, tr("Go to the factors"))
            else:
                from_ = tr("Go to what it comes from: {what}", what=step_words()[before])
                self._line(grid, code, amount, partial(self.stand_on, before), from_)
            before = code
        grid.setColumnStretch(0, 1)
        self._layout.addLayout(grid)

    def _line(self, grid: QGridLayout, code: str, amount: int, pressed: Callable[[], object], from_: str) -> None:
        says, last = step_words()[code], code == "CALCULATED_AWARD"
        name = f"step_{code}" if code not in self.figures else f"step_{code}_{len(self.figures)}"
        shown = figure(name, won(amount), says, pressed, from_=from_, bold=last, size=15 if last else 13)
        self.figures[code] = shown
        place = grid.rowCount()
        grid.addWidget(label(says, bold=last, wrap=True), place, 0)
        grid.addWidget(shown, place, 1, Qt.AlignmentFlag.AlignRight)

    def stand_on(self, code: str) -> None:
        """Put the keyboard on a figure, where it is shown."""
        if code in self.figures:
            self.figures[code].setFocus(Qt.FocusReason.TabFocusReason)


def step_words() -> dict[str, str]:
    """The lines of the calculation sheet, in words."""
    return {
        "NORMAL_WEEK": tr("Normal week"),
        "OUTAGE_WEEK": tr("Outage week"),
        "VERIFIED_LOSS": tr("Verified sales loss"),
        "ASSESSED_AMOUNT": tr("Assessed amount (loss × factors)"),
        "ROUNDED_UP": tr("Rounded up"),
        "FLOOR": tr("Raised to the floor"),
        "PLUS_FIXED": tr("With the fixed amount"),
        "FIXED_AMOUNT": tr("Fixed amount of the band"),
        "OFFSET": tr("Deduction"),
        "CALCULATED_AWARD": tr("Calculated award"),
    }
