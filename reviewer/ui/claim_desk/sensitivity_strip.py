"""The strip below the calculation: the award at the neighbouring values of each factor and at the band edges."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.award import Neighbour
from reviewer.rules.sensitivity import Axis
from reviewer.ui.claim_desk.factors import factor_words
from reviewer.ui.parts import column, empty, label
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, won

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Cell(QFrame):
    """One value and the award there; the arrow keys go to its neighbours, Tab to the next input."""

    def __init__(self, name: str, axis: Axis, there: Neighbour) -> None:
        """The present value is marked and is where Tab comes in."""
        super().__init__()
        self.is_here = there.value == axis.here
        self.setObjectName(name)
        self.setProperty("neighbour", "here" if self.is_here else "other")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.is_here else Qt.FocusPolicy.ClickFocus)
        value, award = value_words(axis, there.value), won(there.calculated_award)
        self.setAccessibleName(f"{axis_words(axis)} {value}: {award}. {difference_words(there, is_here=self.is_here)}")
        set_tip(self, difference_words(there, is_here=self.is_here))
        layout = column(self, margins=4)
        layout.addWidget(label(f"● {value}" if self.is_here else value, size=12, tone="soft"))
        layout.addWidget(label(award, bold=self.is_here))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one value down or up."""
        cells = self.parent()
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not isinstance(cells, Cells) or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            cells.go(self, step)


class Cells(QWidget):
    """The values of one input from the lowest to the highest, as many in a line as there is room for."""

    def __init__(self, axis: Axis) -> None:
        """Laid out anew whenever the width changes."""
        super().__init__()
        self.cells = [Cell(f"near_{axis.vary}_{n}", axis, there) for n, there in enumerate(axis.values)]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._lay_out(min(4, len(self.cells)))

    def go(self, cell: Cell, step: int) -> None:
        """Put the keyboard on a neighbour, where there is one."""
        there = self.cells.index(cell) + step
        if 0 <= there < len(self.cells):
            self.cells[there].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cells in a line as fit, and as many in every line."""
        super().resizeEvent(event)
        widest = max((cell.sizeHint().width() for cell in self.cells), default=1) + self._grid.spacing()
        fit = max(1, min(len(self.cells), (self.width() + self._grid.spacing()) // widest))
        lines = -(-len(self.cells) // fit)
        self._lay_out(max(1, -(-len(self.cells) // max(1, lines))))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 0)
        self._columns = columns
        for number, cell in enumerate(self.cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)


class SensitivityStrip(QWidget):
    """What the award depends on; it follows what is typed in the factors above and changes nothing."""

    def __init__(self) -> None:
        """Empty until something is calculated."""
        super().__init__()
        self.setObjectName("sensitivity_strip")
        self.setAccessibleName(tr("The award at neighbouring values"))
        self._axes: tuple[Axis, ...] = ()
        self.rows: dict[str, Cells] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 0)
        self._layout.setSpacing(2)

    def show_axes(self, axes: Iterable[Axis]) -> None:
        """Show the award along each input; nothing where nothing is calculated."""
        axes = tuple(axes)
        if axes == self._axes:
            return
        self._axes, self.rows = axes, {}
        empty(self._layout)
        self.setVisible(bool(axes))
        if not axes:
            return
        self._layout.addWidget(label(tr("The award at neighbouring values"), bold=True))
        if not all(axis.used for axis in axes):
            text = tr("Within the fixed bands no factor changes the award; only the loss does.")
            self._layout.addWidget(label(text, size=12, tone="soft", wrap=True))
        for axis in axes:
            if axis.used:
                self._layout.addWidget(label(axis_words(axis), size=12, tone="soft"))
                self.rows[axis.vary] = Cells(axis)
                self._layout.addWidget(self.rows[axis.vary])


def axis_words(axis: Axis) -> str:
    """What varies."""
    return tr("Verified loss, with the edges of the bands") if axis.vary == "verified_loss" else _factor(axis.vary)


def _factor(vary: str) -> str:
    return factor_words()[vary]


def value_words(axis: Axis, value: Decimal) -> str:
    """A loss in won, a factor in percent."""
    if axis.vary == "verified_loss":
        return won(int(value))
    return f"{(value * 100).normalize():f}%"


def difference_words(there: Neighbour, *, is_here: bool) -> str:
    """How far the award there is from the present one."""
    if is_here:
        return tr("the present value")
    if not there.difference:
        return tr("the same award")
    more = won(abs(there.difference))
    return tr("{amount} more", amount=more) if there.difference > 0 else tr("{amount} less", amount=more)
