"""What the figures are: the kind of record and the VAT of each paper they come from, and the yearly levels."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from reviewer.ui.amounts import amount_of
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.flag_words import source_words
from reviewer.ui.parts import label, restyle, row
from reviewer.ui.source_mark import no_place
from reviewer.ui.wording import tr

LEVELS = ("annual_sales", "half_year_vat_base")


class SalesBasis(QWidget):
    """A line for typed days, one for each paper days were taken from, and the levels the loss is held against."""

    edited = Signal()

    def __init__(self) -> None:
        """Only the line for typed days, until days are taken from papers."""
        super().__init__()
        self.setObjectName("sales_basis")
        self.source = choice("sales_source", tr("Source"), source_words(), self._edited)
        self.vat = choice("sales_vat", tr("VAT"), vat_words(), self._edited)
        self.levels = {name: self._level(name, says) for name, says in _level_words().items()}
        self._papers: dict[str, tuple[QWidget, QComboBox, QComboBox]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(_line(tr("Days typed"), self.source, self.vat))
        self._typed = {name: no_place(name, says) for name, says in _level_words().items()}
        for name, says in _level_words().items():
            self._typed[name].hide()
            self._layout.addWidget(_line(says, self._typed[name], self.levels[name]))

    def _level(self, name: str, says: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(says)
        field.setPlaceholderText(tr("won"))
        field.textEdited.connect(lambda _: self._edited())
        return field

    def _edited(self) -> None:
        for name, field in self.levels.items():
            self._typed[name].setVisible(bool(field.text().strip()))
            wrong = bool(field.text().strip()) and amount_of(field.text()) is None
            restyle(field, fault="true" if wrong else "false")
        self.edited.emit()

    def show_papers(self, documents: Sequence[str], names: Mapping[str, str]) -> None:
        """Have a line for each of these papers; what was chosen for one stays."""
        for document in [one for one in self._papers if one not in documents]:
            self._papers.pop(document)[0].deleteLater()
        for document in documents:
            if document not in self._papers:
                name = names.get(document, document[:8])
                source = choice(f"source_{document[:8]}", f"{name}, {tr('Source')}", source_words(), self._edited)
                vat = choice(f"vat_{document[:8]}", f"{name}, {tr('VAT')}", vat_words(), self._edited)
                line = _line(name, source, vat)
                self._layout.insertWidget(1 + len(self._papers), line)
                self._papers[document] = (line, source, vat)

    def choose(self, document: str, source: str, vat: str) -> None:
        """Choose what a paper's figures are; the empty document stands for typed days."""
        boxes = self._papers[document][1:] if document else (self.source, self.vat)
        for box, code in zip(boxes, (source, vat), strict=True):
            box.setCurrentIndex(max(box.findData(code), 0))

    def put(self, plain: Mapping[str, Any]) -> None:
        """Show what was recorded or drafted; papers must have their lines already."""
        self.choose("", plain.get("source", "CARD"), plain.get("vat", "INCLUDED"))
        for document, paper in plain.get("papers", {}).items():
            if document in self._papers:
                self.choose(document, paper["source"], paper["vat"])
        for name, field in self.levels.items():
            amount = plain.get(name)
            field.setText(f"{amount:,}" if isinstance(amount, int) else str(plain.get(f"{name}_text", "")))
            self._typed[name].setVisible(bool(field.text()))
        self.edited.emit()

    def plain(self) -> dict[str, Any]:
        """What was chosen, as the act and a draft hold it."""
        found: dict[str, Any] = {
            "source": str(self.source.currentData()),
            "vat": str(self.vat.currentData()),
            "papers": {
                document: {"source": str(source.currentData()), "vat": str(vat.currentData())}
                for document, (_, source, vat) in self._papers.items()
            },
        }
        levels = {name: amount_of(field.text()) for name, field in self.levels.items()}
        return found | {name: amount for name, amount in levels.items() if amount is not None}


def _line(says: str, *parts: QWidget) -> QWidget:
    """A line of fields behind their name."""
    found, layout = QWidget(), row()
    layout.addWidget(_said(says), 1)
    for part in parts:
        layout.addWidget(part)
    found.setLayout(layout)
    return found


def _said(text: str) -> QWidget:
    return label(text, size=12, tone="soft", wrap=True)


def choice(name: str, says: str, words: Mapping[str, str], edited: Callable[[], object]) -> QComboBox:
    """A field with a closed list of codes and their words."""
    box = NarrowChoice(name, says)
    for code, text in words.items():
        box.addItem(text, code)
    box.activated.connect(lambda _: edited())
    return box


def _level_words() -> dict[str, str]:
    return {"annual_sales": tr("Annual sales"), "half_year_vat_base": tr("Half-year VAT base")}


def vat_words() -> dict[str, str]:
    """Whether figures hold VAT, in words."""
    return {"INCLUDED": tr("VAT included"), "EXCLUDED": tr("VAT excluded"), "UNKNOWN": tr("VAT unknown")}
