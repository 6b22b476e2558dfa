"""Sliders for faint photos: brightness, contrast, sharpness, negative; and one press back to the page as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QWidget

from reviewer.ui import keys
from reviewer.ui.elided import Elided
from reviewer.ui.look import Look
from reviewer.ui.parts import button
from reviewer.ui.reader.light import Light
from reviewer.ui.wording import tr


class LightPanel(QWidget):
    """A strip above the pages, hidden until it is wanted; the file itself is never touched."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Plain light."""
        super().__init__()
        self.setObjectName("light_panel")
        self._sets = False
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        self.sliders: dict[str, QSlider] = {}
        names = (
            ("brightness", tr("Brightness"), -100),
            ("contrast", tr("Contrast"), -100),
            ("sharpness", tr("Sharpness"), 0),
        )
        for place, (name, says, least) in enumerate(names):
            title = Elided()
            title.say(says)
            layout.addWidget(title, 0, place)
            layout.addWidget(self._slider(name, says, least), 1, place)
            layout.setColumnStretch(place, 1)
        self.negative = QCheckBox(tr("Negative"))
        self.negative.setObjectName("negative")
        self.negative.setAccessibleName(tr("Negative"))
        self.negative.toggled.connect(lambda _: self._changed())
        layout.addWidget(self.negative, 0, 3)
        self.reset = button("reset_light", tr("Reset"), lambda: self.changed.emit(Light()), role="chip")
        self.reset.setToolTip(keys.shown("reset_look"))
        layout.addWidget(self.reset, 1, 3)
        self.hide()

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
