"""A bar for how far a work is; one that cannot tell moves to and fro, or stays empty where motion is reduced."""

from PySide6.QtWidgets import QApplication, QProgressBar, QStyleOptionProgressBar

from reviewer.ui.look import STILL


class ProgressBar(QProgressBar):
    """What is under way, and that nobody knows how far, stands in words beside it."""

    def initStyleOption(self, option: QStyleOptionProgressBar) -> None:
        """Where motion is reduced the style draws an empty bar: half of one that stands still would say half."""
        super().initStyleOption(option)
        program = QApplication.instance()
        if self.minimum() == self.maximum() and program is not None and program.property(STILL):
            option.minimum, option.maximum, option.progress = 0, 1, 0
