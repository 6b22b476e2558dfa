"""The small form beside a selection: which fact it proves, with its value and clipping; Enter records it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.bound_facts import FACTS, plain_value
from reviewer.rules.fact_proposals import proposals
from reviewer.rules.places import Place, body_of, place_of
from reviewer.rules.privacy import has_rrn, mask_rrns
from reviewer.ui import keys
from reviewer.ui.choice import Choice
from reviewer.ui.look import Look
from reviewer.ui.parts import button, label, restyle, row
from reviewer.ui.source_mark import fact_word
from reviewer.ui.wording import tr

Body = dict[str, Any]

UNSEEN = "holds_resident_number"


class EvidenceForm(QFrame):
    """Stays open, with what is typed, until the fact is recorded or Esc is pressed."""

    wanted = Signal(dict, bytes)
    """Record a fact: the body of `bind_fact` and the clipping as PNG."""
    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Hidden until `ask`."""
        super().__init__(parent)
        self._within = parent
        self.setObjectName("evidence_form")
        self.setProperty("plane", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._look = look
        self.place: Place | None = None
        self._picture = b""
        self._values: dict[str, str] = {}
        self._typed = self._holds_rrn = False
        self.fact, self.value, self.day, self.name = Choice(), QLineEdit(), QLineEdit(), QLineEdit()
        self.clipping, self.fault = QLabel(), label("", size=12, tone="bad", wrap=True, told=True)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label(tr("What does this prove?"), bold=True))
        self.clipping.setObjectName("evidence_clipping")
        self.clipping.setAccessibleName(tr("Clipping of the paper"))
        layout.addWidget(self.clipping)
        for field, name, says in (
            (self.fact, "evidence_fact", tr("Fact")),
            (self.value, "evidence_value", tr("Value")),
            (self.day, "evidence_day", tr("Day (2022-10-15)")),
            (self.name, "evidence_label", tr("What the fact is")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(says)
                field.textEdited.connect(lambda _: self._edited())
                field.returnPressed.connect(self.record)
            layout.addWidget(field)
        self.fact.activated.connect(lambda _: self._chosen())
        layout.addWidget(self.fault)
        buttons = row()
        buttons.addWidget(button("evidence_record", tr("Record (Enter)"), self.record, role="primary"))
        buttons.addWidget(button("evidence_leave", tr("Cancel"), self.leave))
        buttons.addStretch(1)
        layout.addLayout(buttons)

    # --- showing ----------------------------------------------------------------------------------------

    def ask(self, place: Place | None, text: str, check: str, kind: str) -> None:
        """Ask what a selection proves; without a place the fact is typed."""
        self.place, self._picture, self._typed = place, b"", False
        self._holds_rrn = has_rrn(text)
        found = proposals(text, check, kind)
        self._values = dict(found)
        self.fact.clear()
        for code, _ in found:
            self.fact.addItem(fact_word(code), code)
        self.day.clear()
        self.name.clear()
        self.clipping.clear()
        self.clipping.setVisible(False)
        self._chosen()
        self.open()

    def restore(self, draft: Body) -> None:
        """Show a fact that was left unsaved."""
        self.ask(place_of(draft["at"]) if "at" in draft else None, "", "", "")
        self._holds_rrn = bool(draft.get(UNSEEN))
        self.fact.setCurrentIndex(max(self.fact.findData(draft.get("fact", "")), 0))
        self._chosen()
        for field, name in ((self.value, "value"), (self.day, "day"), (self.name, "label")):
            field.setText(str(draft.get(name, "")))
        self._typed = True

    def open(self) -> None:
        """Show the form and give it the keyboard."""
        self.setFixedWidth(min(self._look.px(300), max(self._within.width() - 16, 200)))
        self.adjustSize()
        self.show()
        self.raise_()
        self.activateWindow()  # the paper may be in a window of its own
        (self.value if self.value.text() == "" else self.fact).setFocus()

    def show_clipping(self, image: QImage) -> None:
        """Show the picture of the place; it is kept with the fact, unless a resident number can be read in it."""
        if self._holds_rrn:
            return
        self._picture = png(image)
        wide, high = max(self.width() - 28, 1), self._look.px(96)
        shown = QPixmap.fromImage(image).scaled(
            wide, high, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.clipping.setPixmap(shown)
        self.clipping.setVisible(True)
        self.adjustSize()

    def stand_beside(self, selected: QRect) -> None:
        """Stand below the selection or above it, inside the window, never over it where there is room."""
        within, size = self._within.rect().adjusted(8, 8, -8, -8), self.sizeHint()
        left = min(max(selected.left(), within.left()), within.right() - self.width())
        below = selected.bottom() + 10
        top = below if below + size.height() <= within.bottom() else selected.top() - size.height() - 10
        self.move(QPoint(left, max(min(top, within.bottom() - size.height()), within.top())))

    def say(self, words: str) -> None:
        """Say why it was not recorded; the form stays filled."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        self.adjustSize()

    # --- content ----------------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """The fact chosen."""
        return str(self.fact.currentData() or "")

    def body(self) -> Body:
        """The body of `bind_fact` as it stands; a resident number is in it only masked."""
        found: Body = {"fact": self.code, "value": mask_rrns(self.value.text().strip())[0]}
        if self.code == "DAY_SALES" and self.day.text().strip():
            found["day"] = self.day.text().strip()
        if self.code == "OTHER" and self.name.text().strip():
            found["label"] = mask_rrns(self.name.text().strip())[0]
        return found | ({"at": body_of(self.place)} if self.place is not None else {})

    def draft(self) -> Body:
        """What is kept of a fact that is left unsaved: its body, and whether its place must stay without a picture."""
        return self.body() | ({UNSEEN: True} if self._holds_rrn else {})

    @property
    def wants_picture(self) -> bool:
        """Whether it stands there without the picture of its place."""
        return self.isVisible() and self.place is not None and not self._picture and not self._holds_rrn

    def _chosen(self) -> None:
        self.day.setVisible(self.code == "DAY_SALES")
        self.name.setVisible(self.code == "OTHER")
        if not self._typed:
            self.value.setText(self._values.get(self.code, ""))
        self.say(_resident() if self._holds_rrn else "")

    def _edited(self) -> None:
        self._typed = True
        self.say("")
        self.edited.emit()

    def record(self) -> None:
        """Hand the fact over to be recorded, unless its value is none."""
        body = self.body()
        for field in (self.value, self.name):
            if has_rrn(field.text()):
                restyle(field, fault="true")
                self.say(_resident())
                field.setFocus()
                return
        for field, is_missing in (
            (self.value, not _holds(self.code, body["value"])),
            (self.day, self.code == "DAY_SALES" and "day" not in body),
            (self.name, self.code == "OTHER" and "label" not in body),
        ):
            restyle(field, fault="true" if is_missing else "false")
            if is_missing:
                self.say(_wanted_form(self.code) if field is self.value else field.placeholderText())
                field.setFocus()
                return
        self.wanted.emit(body, self._picture)

    def leave(self) -> None:
        """Close without recording."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form, Enter records also from the choice of the fact."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record()
        else:
            event.accept()  # single letters are for this form, not for the desk behind it


def png(image: QImage) -> bytes:
    """The picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _resident() -> str:
    return tr(
        "A resident number is never recorded. Make a masked copy of the paper first ({key}).",
        key=keys.shown("masked_copy"),
    )


def _holds(code: str, value: str) -> bool:
    try:
        plain_value(code, value)
    except ValueError:
        return False
    return True


def _wanted_form(code: str) -> str:
    forms: dict[str, Callable[[], str]] = {
        "date": lambda: tr("A date is written 2022-10-15."),
        "won": lambda: tr("An amount is whole won, for example 2,200,000."),
        "rate": lambda: tr("A rate is written 0.124 or 12.4%."),
        "brn": lambda: tr("A registration number has ten digits."),
    }
    return forms.get(FACTS[code].value, lambda: tr("The value is missing."))()
