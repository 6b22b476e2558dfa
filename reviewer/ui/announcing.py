"""Speaks to a screen reader what changes by itself: an outcome, a refusal with its reason, the next claim, a count."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

STAYS, A_LETTER = 6_000, 80
"""Milliseconds after which good news leaves, and more for a long one; what went wrong or is still going on stays."""
GOES_ON = "…"
"""A text that ends so says that work goes on; what comes of it is spoken, not this."""


def time_to_read(text: str) -> int:
    """Milliseconds for which good news stands there."""
    return max(STAYS, A_LETTER * len(text))


def announce(about: QWidget, text: str, *, at_once: bool = False) -> None:
    """Let a screen reader speak; `at_once` breaks into what it is saying, for what went wrong."""
    if text:
        event = QAccessibleAnnouncementEvent(about, text)
        if at_once:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


class Told(QLabel):
    """A line that is spoken when its words change; where it is out of view then, once it comes into view."""

    _is_news = False

    def setText(self, text: str) -> None:
        """The same words are news again after the line was hidden or emptied."""
        is_new = text != self.text() or not self.isVisible()
        super().setText(text)
        self._is_news = is_new and bool(text) and not text.endswith(GOES_ON)
        if self.isVisible():
            self._speak()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into view with words that were not spoken yet."""
        super().showEvent(event)
        self._speak()

    def _speak(self) -> None:
        if self._is_news:
            self._is_news = False
            announce(self, self.text(), at_once=self.property("banner") == "bad")
