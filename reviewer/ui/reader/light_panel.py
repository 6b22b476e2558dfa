"""Sliders for faint photos: brightness, contrast, sharpness, negative; and one press back to the page as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QWidget

from reviewer.ui import keys
from reviewer.ui.elided import Elided
from reviewer.ui.look import Look
from reviewer.ui.parts import button
from reviewer.ui.reader.light import Light
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

SIDES = 44
"""Pixels at the edges of the strip and between its four parts."""


class LightPanel(QWidget):
    """A strip above the pages, hidden until it is wanted; the file itself is never touched."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Plain light."""
        super().__init__()
        self.setObjectName("light_panel")
        self._sets = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 8, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._pairs: list[tuple[QWidget, QWidget]] = []
        self._titles: list[Elided] = []
        self._in_row = 0
        self.sliders: dict[str, QSlider] = {}
        names = (
            ("brightness", tr("Brightness"), -100),
            ("contrast", tr("Contrast"), -100),
            ("sharpness", tr("Sharpness"), 0),
        )
        for name, says, least in names:
            title = Elided()
            title.say(says)
            self._titles.append(title)
            self._pairs.append((title, self._slider(name, says, least)))
        self.negative = QCheckBox(tr("Negative"))
        self.negative.setObjectName("negative")
        self.negative.setAccessibleName(tr("Negative"))
        self.negative.toggled.connect(lambda _: self._changed())
        self.reset = button("reset_light", tr("Reset"), lambda: self.changed.emit(Light()), role="chip")
        set_tip(self.reset, keys.shown("reset_look"))
        self._pairs.append((self.negative, self.reset))
        self._lay_out(len(self._pairs))
        self.hide()

    def _lay_out(self, in_row: int) -> None:
        """So many sliders beside each other; the last pair stands in the row of the last one."""
        if in_row == self._in_row:
            return
        self._in_row = in_row
        for place, pair in enumerate(self._pairs):
            for below, part in enumerate(pair):
                self._grid.addWidget(part, place // in_row * 2 + below, place % in_row)
        for place in range(len(self._pairs)):
            self._grid.setColumnStretch(place, 1 if place < min(in_row, len(self._titles)) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the names have no room beside each other, they stand in two rows."""
        super().resizeEvent(event)
        widest = max(one.fontMetrics().horizontalAdvance(one.whole()) for one in self._titles)
        beside = max(self.negative.sizeHint().width(), self.reset.sizeHint().width())
        fits = widest * len(self._titles) + beside + SIDES <= self.width()
        self._lay_out(len(self._pairs) if fits else 2)

    def _slider(self, name: str, says: str, least: int) -> QSlider:
        found = QSlider(Qt.Orientation.Horizontal)
        found.setObjectName(name)
        found.setAccessibleName(says)
        found.setRange(least, 100)
        found.setSingleStep(5)
        found.setPageStep(20)
        found.setMinimumWidth(48)
        found.valueChanged.connect(lambda _: self._changed())
        self.sliders[name] = found
        return found

    def show_light(self, light: Light) -> None:
        """Show the light in force without changing it."""
        self._sets = True
        for name, slider in self.sliders.items():
            slider.setValue(getattr(light, name))
        self.negative.setChecked(light.is_negative)
        self._sets = False
        self.reset.setEnabled(not light.is_plain)

    def light(self) -> Light:
        """The light that the sliders say."""
        brightness, contrast, sharpness = (slider.value() for slider in self.sliders.values())
        return Light(brightness, contrast, sharpness, self.negative.isChecked())

    def _changed(self) -> None:
        if not self._sets:
            self.changed.emit(self.light())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
