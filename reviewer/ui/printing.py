"""Prints papers through the dialog of the system: pages drawn in a glovebox, one paper never on another's sheet."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from reviewer.rules.problem import Problem
from reviewer.ui.long_work import Job, Stopped
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr

MOST_DOTS = 300
"""Dots an inch at most: a sheet of A4 then has 8.7 million pixels, and text is as sharp as an office printer's."""
WAITING = 2
"""So many drawn pages wait for the printer at most."""
Papers = Sequence[tuple[str, Callable[[], bytes]]]
"""The name of each paper, and what gives its PDF when its turn comes."""


class Printing(QObject):
    """One printing: draws on the glovebox lane, paints on the window's thread, page after page."""

    _drawn = Signal(object, bool)

    def __init__(self, sitting: Sitting, printer: QPrinter, papers: Papers, job: Job) -> None:
        """`printer` was chosen in the dialog; `job` hears how many papers are printed and may stop them."""
        super().__init__(job)
        self._sitting, self._printer, self._papers, self._job = sitting, printer, papers, job
        self._painter: QPainter | None = None
        self._room = threading.Semaphore(WAITING)
        self._is_broken = False
        self.sides = 0
        """Sides used so far, backs left blank included."""
        self._drawn.connect(self._paint)

    def begin(self, then: Callable[[int], None], otherwise: Callable[[BaseException], None]) -> None:
        """Print; `then` hears how many sides."""
        printer = self._printer
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        dots = min(printer.resolution(), MOST_DOTS)

        def done(_: object) -> None:
            self._end()
            then(self.sides)

        def failed(fault: BaseException) -> None:
            if self._painter is not None and not self._is_broken:
                self._printer.abort()
            self._end()
            if self._is_broken:
                name = self._printer.printerName() or self._printer.outputFileName()
                fault = Problem("FileUnusable", file=name, why=tr("the printer takes nothing"))
            otherwise(fault)

        self._sitting.lanes.glovebox.run(lambda: self._draw(dots), then=done, otherwise=failed, owner=self)

    def _draw(self, dots: int) -> None:
        """Every page of every paper, as large as the printer shows it (glovebox lane)."""
        from reviewer.documents.opening import open_document

        for count, (name, paper) in enumerate(self._papers):
            self._job.report_or_stop(count, len(self._papers))
            with open_document(paper(), name, spare=self._sitting.spare) as document:
                for number in range(1, document.description.pages + 1):
                    while not self._room.acquire(timeout=0.5):
                        if self._job.is_cancelled():
                            raise Stopped
                    page = document.page(number, scale=dots / 72)
                    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
                    self._drawn.emit(image.copy(), number == 1)
        self._job.report(len(self._papers), len(self._papers))

    def _paint(self, image: Any, is_first: bool) -> None:
        if self._job.is_cancelled():
            return
        if self._painter is None:
            self._painter, self.sides = QPainter(self._printer), 1
            if not self._painter.isActive():
                self._is_broken = True
                self._job.cancel()
                return
        else:
            self._turn()
            if is_first and self._prints_backs() and self.sides % 2 == 0:
                self._turn()  # nobody's paper stands on the back of another's
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
        self._room.release()

    def _turn(self) -> None:
        self._printer.newPage()
        self.sides += 1

    def _prints_backs(self) -> bool:
        return self._printer.duplex() is not QPrinter.DuplexMode.DuplexNone

    def _end(self) -> None:
        if self._painter is not None:
            if self._painter.isActive():
                self._painter.end()
            self._painter = None
