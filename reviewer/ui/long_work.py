"""A piece of work that takes a while: its progress, its Cancel, and what came of it, where it was asked for."""

import threading
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.letters.whole_file import Cancelled
from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, label, restyle
from reviewer.ui.problems import in_words
from reviewer.ui.progress import ProgressBar
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class Stopped(Exception):
    """The person pressed Cancel; nothing half-made is left behind."""


class Job(QObject):
    """Told from the working thread how far it is; asks there whether to stop."""

    told = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        """One job, one run."""
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop at the next place where stopping does no harm."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Whether Cancel was pressed; for work that ends by itself."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """How far the work is."""
        self.told.emit(done, total)

    def report_or_stop(self, done: int, total: int) -> None:
        """How far the work is; raises Stopped once Cancel was pressed, for work that cannot be asked."""
        if self._stop.is_set():
            raise Stopped
        self.told.emit(done, total)


def progress_words(done: int, total: int, seconds: float, *, in_percent: bool = False) -> str:
    """How many of how many and, once a few seconds tell, how long it still takes."""
    if total < 2:
        return ""
    text = f"{100 * done // total}%" if in_percent else tr("{done} of {total}", done=f"{done:,}", total=f"{total:,}")
    if seconds < 2 or not 0 < done < total:
        return text
    left = seconds * (total - done) / done
    if left < 90:
        return f"{text} · {tr('about {n} s left', n=max(round(left), 1))}"
    return f"{text} · {tr('about {n} min left', n=round(left / 60))}"


class WorkStrip(QWidget):
    """Hidden while nothing runs; a bar with Cancel while it does; afterwards what was made and where it lies."""

    def __init__(self, name: str) -> None:
        """`name` is the object name of the strip and the head of those inside."""
        super().__init__()
        self.setObjectName(name)
        self.job: Job | None = None
        self._began, self._in_percent = 0.0, False
        self._folder = Path()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._running = QWidget()
        running = QHBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(8)
        self.text = label("", tone="soft")
        self.bar = ProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setObjectName(f"{name}_bar")
        self.stop = button(f"{name}_cancel", tr("Cancel"), self._cancel)
        running.addWidget(self.text)
        self.count = label("", size=12, tone="soft")
        self.count.setObjectName(f"{name}_count")
        running.addWidget(self.bar, 1)
        running.addWidget(self.count)
        running.addWidget(self.stop)
        self._done = QWidget()
        done = QHBoxLayout(self._done)
        done.setContentsMargins(0, 0, 0, 0)
        done.setSpacing(8)
        self.said = banner("", "good")
        self.said.setObjectName(f"{name}_said")
        self.show_folder = button(f"{name}_folder", tr("Open the folder"), self._open_folder)
        done.addWidget(self.said, 1)
        done.addWidget(self.show_folder)
        layout.addWidget(self._running)
        layout.addWidget(self._done)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._running.hide()
        self._done.hide()

    def begin(self, text: str, *, in_percent: bool = False) -> Job:
        """Show that work runs; the job is what the working thread tells, in things or, `in_percent`, in parts."""
        self._in_percent = in_percent
        self.job = Job(self)
        self.job.told.connect(self._told)
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0)
        self.count.setText("")
        self._began = 0.0
        self.stop.setEnabled(True)
        set_tip(self.stop, "")
        self._done.hide()
        self._running.show()
        return self.job

    @property
    def is_running(self) -> bool:
        """Whether work runs."""
        return not self._running.isHidden()

    def _told(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._began = self._began or time.monotonic()
        self.count.setText(progress_words(done, total, time.monotonic() - self._began, in_percent=self._in_percent))

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self.stop.setEnabled(False)
            set_tip(self.stop, tr("Stopping at the next safe place."))

    def finish(self, text: str, *, tone: str = "good", folder: Path | None = None) -> None:
        """Say what came of it; `folder` is where it lies."""
        self._running.hide()
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self._folder = folder or Path()
        self.show_folder.setVisible(folder is not None)
        self._done.show()

    def fail(self, fault: BaseException) -> None:
        """Say in words why it did not work; anything but a Problem is a mistake of ours, told in a turn of its own.

        So whoever asks for it can let its controls be used again.
        """
        if isinstance(fault, Stopped | Cancelled):
            self.finish(tr("Cancelled. Nothing half-made was left behind."), tone="wait")
        elif isinstance(fault, Problem):
            self.finish(in_words(fault), tone="bad")
        else:
            self.clear()
            QTimer.singleShot(0, partial(_unexpected, fault))  # told also where the strip goes meanwhile

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class WorkDialog(QDialog):
    """A window whose work takes a while: it closes only once nothing is under way."""

    strip: WorkStrip

    def reject(self) -> None:
        """Close, unless work is under way: that is cancelled first."""
        if self.strip.is_running and self.strip.job is not None:
            self.strip.job.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button does what Close does."""
        event.ignore()
        self.reject()


def _unexpected(fault: BaseException) -> None:
    raise fault
