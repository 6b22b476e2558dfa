"""Pages of one place, one in view, chosen by a row of chips; a count can stand behind each word."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reviewer.ui.flow import Flow
from reviewer.ui.parts import OneOf, button, column, line, row
from reviewer.ui.stack import Stack


def later() -> QWidget:
    """The place of a page that is made afterwards: the chips stand at once, and nothing moves when it comes."""
    found = QWidget()
    column(found)
    return found


class Tabs(QWidget):
    """Left and right go through the chips; the page in view is marked by ground, colour and border."""

    changed = Signal(str)

    def __init__(self, name: str) -> None:
        """Empty until pages are added."""
        super().__init__()
        self.setObjectName(name)
        self._words: dict[str, str] = {}
        self._chips: dict[str, QPushButton] = {}
        self._pages: dict[str, QWidget] = {}
        self._group = OneOf(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head, head = Flow(), row(margins=(16, 0, 8, 12))
        head.addWidget(self._head, 1)
        layout.addLayout(head)
        layout.addWidget(line())
        self._stack = Stack()
        layout.addWidget(self._stack, 1)

    def add(self, name: str, text: str, page: QWidget) -> None:
        """Add a page behind a chip."""
        chip = button(f"tab_{name}", text, lambda: self.go(name), role="chip")
        self._group.add(chip)
        self._head.add(chip)
        self._words[name], self._chips[name], self._pages[name] = text, chip, page
        self._stack.addWidget(page)
        if len(self._chips) == 1:
            chip.setChecked(True)

    def put(self, name: str, page: QWidget) -> None:
        """Put in the page of a chip that was added with a place for it (`later`)."""
        layout = self._pages[name].layout()
        assert layout is not None
        layout.addWidget(page)

    def say(self, name: str, count: str) -> None:
        """Put a count behind the word of a chip."""
        text = f"{self._words[name]}  {count}" if count else self._words[name]
        self._chips[name].setText(text)
        self._chips[name].setAccessibleName(text)

    def go(self, name: str) -> None:
        """Show a page."""
        self._chips[name].setChecked(True)
        self._stack.setCurrentWidget(self._pages[name])
        self.changed.emit(name)

    def take_keys(self) -> None:
        """The keys go to the chip of the page in view."""
        self._chips[self.current()].setFocus()

    def show_page(self, page: QWidget) -> None:
        """Show the page that is this widget."""
        self.go(next(name for name, one in self._pages.items() if one is page or one.isAncestorOf(page)))

    def current(self) -> str:
        """The name of the page in view."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())
