"""(child) Lays an office document out as pages: reportlab sets it, PDFium shows it like any other PDF.

The layout is ours and approximate: paragraphs with bold, size and alignment, tables with spans, pictures. What cannot
be laid out as it stands is set as plain lines; what is too long for a reviewer's patience is cut off and said.
"""

import io
import time
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame

from reviewer.documents.composing import Composer, load_faces
from reviewer.documents.pages import PdfEngine, PdfPages
from reviewer.documents.passages import Part, Passage, Run, Sheet, plain_blocks
from reviewer.documents.photos import PhotoEngine
from reviewer.documents.shown import Paragraph, Unreadable

MAX_PAGES = 500
_SECONDS = 2.5
"""Of processor time: a busy computer must not cut a document short."""
_PATIENCE = 9.0
"""Seconds by the clock, after which a busy computer shows what it has, well before the document counts as stuck."""


class Press:
    """Fonts and engines, made ready once in a glovebox, before its walls go up."""

    def __init__(self, pdf: PdfEngine, photos: PhotoEngine) -> None:
        """Load the fonts."""
        rl_config.useA85, rl_config.pageCompression, rl_config.invariant = 0, 1, 1
        load_faces()
        self._pdf, self._photos = pdf, photos

    def pages(self, parts: Sequence[Part], sheet: Sheet, warnings: set[str]) -> PdfPages:
        """The pages of a document; `warnings` gets `truncated` and `picture_missing` where they are due."""
        out = io.BytesIO()
        composer = Composer(self._photos, warnings)
        _Run(out, sheet, composer, warnings).set(parts)
        return self._pdf.open(out.getvalue(), "")


class _Run:
    """One print run: flowables into frames, page after page."""

    def __init__(self, out: io.BytesIO, sheet: Sheet, composer: Composer, warnings: set[str]) -> None:
        self._canvas = Canvas(out, pagesize=(sheet.width, sheet.height), pageCompression=1)
        self._sheet, self._composer, self._warnings = sheet, composer, warnings
        left, top, right, bottom = sheet.margins
        self._wide, self._high = sheet.width - left - right, sheet.height - top - bottom
        self._frame = self._new_frame()
        self._pages = 1
        self._is_fresh = True
        self._until = time.process_time() + _SECONDS, time.monotonic() + _PATIENCE

    def _new_frame(self) -> Any:
        left, _, _, bottom = self._sheet.margins
        return Frame(left, bottom, self._wide, self._high, 0, 0, 0, 0)

    def set(self, parts: Sequence[Part]) -> None:
        """Set everything, or as much as pages and time allow."""
        for part in parts:
            if self._pages > MAX_PAGES or self._is_late():
                self._warnings.add("truncated")
                break
            self._set_part(part)
        if not self._is_fresh or self._pages == 1:
            self._canvas.showPage()
        self._canvas.save()

    def _set_part(self, part: Part) -> None:
        try:
            flowables = self._composer.flowables(part, self._wide)
            self._place(flowables)
        except (MemoryError, Unreadable):
            raise
        except Exception:  # reportlab refuses what does not fit in many ways: the words still count
            self._place(self._composer.plain(_lines(part), self._wide))

    def _place(self, flowables: Iterator[Any]) -> None:
        for flowable in flowables:
            waiting = deque([flowable])
            while waiting and self._pages <= MAX_PAGES:
                if self._is_late():
                    self._warnings.add("truncated")
                    return
                self._place_one(waiting)

    def _is_late(self) -> bool:
        return time.process_time() > self._until[0] or time.monotonic() > self._until[1]

    def _place_one(self, waiting: deque[Any]) -> None:
        first = waiting.popleft()
        if self._frame.add(first, self._canvas):
            self._is_fresh = False
            return
        pieces = self._frame.split(first, self._canvas)
        if len(pieces) > 1 and self._frame.add(pieces[0], self._canvas):
            waiting.extendleft(reversed(pieces[1:]))
        elif self._is_fresh:
            raise ValueError("does not fit on a page")
        else:
            waiting.appendleft(first)
        self._canvas.showPage()
        self._pages += 1
        self._frame, self._is_fresh = self._new_frame(), True


def _lines(part: Part) -> Iterator[Passage]:
    for block in plain_blocks([part]):
        if isinstance(block, Paragraph):
            yield Passage((Run(block.text),))
        else:
            yield from (Passage((Run("   |   ".join(row)),)) for row in block.rows)
