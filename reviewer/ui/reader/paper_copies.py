"""Saves a paper as it came; that it left the case is an entry of the journal."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class PaperCopies(QObject):
    """Asks where to, records the export, and only then writes."""

    said = Signal(str, str)
    """What came of saving a copy, and its tone."""

    def __init__(self, sitting: Sitting, viewer: QWidget) -> None:
        """`viewer` is the window the question is asked in."""
        super().__init__(viewer)
        self._sitting, self._viewer = sitting, viewer

    def ask(self, reading: PaperReading) -> None:
        """Ask where the copy goes; a person who may not export is told so."""
        if why := why_not(self._sitting, "export"):
            self.said.emit(why, "bad")
            return
        path, _ = QFileDialog.getSaveFileName(self._viewer, tr("Save a copy"), reading.name)
        if path:
            self.copy_to(reading, path)

    def copy_to(self, reading: PaperReading, path: str) -> None:
        """First the entry, then the file: no copy leaves without its entry."""
        body = {"what": "COPY", "count": 1, "sha256": reading.document, "masked": "NO"}

        def saved(_: object) -> None:
            self.said.emit(tr("Copy saved: {path}", path=path), "good")

        self._sitting.record(
            "export", "case", body, otherwise=self._not_saved, owner=self,
            then=lambda _: reading.save_copy(path, saved, self._not_saved),
        )  # fmt: skip

    def _not_saved(self, fault: BaseException) -> None:
        if isinstance(fault, OSError):
            self.said.emit(tr("The copy could not be written: {why}", why=fault.strerror or ""), "bad")
        elif isinstance(fault, Problem):
            self.said.emit(in_words(fault), "bad")
        else:
            raise fault
