"""A problem in the reader's words; anything else is our mistake, said so and written to a log without personal data."""

import contextlib
import logging
import platform
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer import __version__
from reviewer.desk.wording import problem_parts
from reviewer.rules.problem import Problem
from reviewer.ui.parts import button, row
from reviewer.ui.wording import language, tr

log = logging.getLogger("reviewer.ui")


def what(problem: Problem) -> str:
    """What happened, in one sentence of the reader's language."""
    return _parts(problem)[0]


def only_mistakes(fault: BaseException) -> None:
    """Raise a mistake of ours; a Problem is told where the same thing is read or recorded next."""
    if not isinstance(fault, Problem):
        raise fault


def in_words(*problems: Problem) -> str:
    """What happened, what is safe and what to do next; what is the same for several problems is said once."""
    parts = zip(*map(_parts, problems), strict=True)
    return " ".join(dict.fromkeys(sentence for alike in parts for sentence in alike))


def each_in_words(problems: Sequence[Problem]) -> list[str]:
    """Each kind of problem in words, the first one first."""
    codes = dict.fromkeys(one.code for one in problems)
    return [in_words(*(one for one in problems if one.code == code)) for code in codes]


def _parts(problem: Problem) -> tuple[str, str, str]:
    """The sentences of a problem; a field of a body is called by its word, never as the journal calls it."""
    from reviewer.ui.field_words import with_field_named

    return problem_parts(with_field_named("", problem), language())


def stack_of(fault: BaseException) -> str:
    """Where a mistake of ours happened: files, lines and kinds of error, but no values, which may be personal."""
    lines = [f"claim-reviewer {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    chain: BaseException | None = fault
    while chain is not None:
        lines.append(type(chain).__name__)
        lines += [
            f"  {frame.filename.rsplit('reviewer', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(chain.__traceback__)
        ]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines)


def log_file() -> Path:
    """Where mistakes of ours are written down on this computer, in the place its system has for that."""
    from platformdirs import user_log_path

    return user_log_path("claim-reviewer", appauthor=False) / "mistakes.log"


def _keep_log() -> None:
    """From the first mistake on; at most a megabyte twice. A full disk must not make a mistake of a mistake."""
    from logging.handlers import RotatingFileHandler

    if log.handlers:
        return
    with contextlib.suppress(OSError):
        log_file().parent.mkdir(parents=True, exist_ok=True)
        keeping = RotatingFileHandler(log_file(), maxBytes=1_000_000, backupCount=1, encoding="utf-8")
        keeping.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(keeping)


class MistakeDialog(QDialog):
    """Says that the program made a mistake, with the details a developer needs behind a Copy button."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        """`details` hold no personal data (see `stack_of`)."""
        super().__init__(parent)
        self.setObjectName("mistake")
        self.setWindowTitle(tr("A mistake of the program"))
        self.resize(620, 360)
        head = QLabel(tr("Something went wrong inside the program. Nothing you recorded was lost; go on working."))
        head.setWordWrap(True)
        shown = QPlainTextEdit(details)
        shown.setObjectName("mistake_details")
        shown.setAccessibleName(tr("Details for the developers"))
        shown.setReadOnly(True)
        copy = button("copy_details", tr("Copy the details"), lambda: QGuiApplication.clipboard().setText(details))
        buttons = row()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(button("mistake_close", tr("Close"), self.close))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(head)
        layout.addWidget(shown)
        layout.addLayout(buttons)


class Mistakes(QObject):
    """Catches what nobody expected, on any thread, and shows one dialog at a time."""

    _happened = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """No dialog is shown yet; one that is looks like `window`."""
        super().__init__()
        self._window = window
        self.dialog: MistakeDialog | None = None
        self._happened.connect(self._show)

    def caught(self, kind: type[BaseException], fault: BaseException, where: TracebackType | None) -> None:
        """What Python calls where nobody caught a mistake."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, where)
            return
        self.tell(fault)

    def tell(self, fault: BaseException) -> None:
        """Log and show a mistake of ours."""
        details = stack_of(fault)
        _keep_log()
        log.error("%s", details)
        self._happened.emit(details)

    def _show(self, details: str) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            return
        self.dialog = MistakeDialog(details)  # nobody's, so that no other dialog keeps it from being read
        self.dialog.setStyleSheet(self._window.styleSheet())
        self.dialog.show()
