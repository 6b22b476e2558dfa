"""A paper opened in a glovebox for the viewer: the most urgent question first, never more than one at a time."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reviewer.rules.problem import Problem
from reviewer.ui.reader.drawn_pages import PageKey
from reviewer.ui.reader.light import lit
from reviewer.ui.reader.passwords import today
from reviewer.ui.sitting import Sitting

MOST_PIXELS = 24_000_000
OPEN, IN_VIEW, ASKED, AHEAD, LATER = range(5)
"""How urgent a question is: the paper itself, pages in view, what was asked for, pages near by, what can wait."""
PROOF_SECONDS = 0.1
ENDED = ("crashed", "timed_out", "too_large")


@dataclass(order=True)
class Errand:
    """One question to the glovebox; among equally urgent ones the older goes first."""

    urgency: int
    number: int
    key: PageKey | None = field(compare=False)
    work: Callable[[Any], Any] = field(compare=False)
    then: Callable[[Any], None] = field(compare=False)
    otherwise: Callable[[BaseException], None] = field(compare=False)


class PaperReading:
    """One open paper; every method answers through a callback on the window's thread.

    A glovebox that dies over a question is started once more for it; the other pages are not lost by that.
    """

    def __init__(
        self, sitting: Sitting, document: str, name: str, claim: str, owner: QObject, *, as_pages: bool = False
    ) -> None:
        """Nothing is opened before `open`; passwords of other papers of the claim are tried.

        `as_pages` lays a spreadsheet out as pages.
        """
        self._as_pages = as_pages
        self.document, self.name, self._claim = document, name, claim
        self.description: Any = None
        self.fault: BaseException | None = None
        self.first: tuple[PageKey, QImage] | None = None
        """The first page, where it was drawn before anybody looked at it."""
        self._sitting, self._owner = sitting, owner
        self._errands: list[Errand] = []
        self._count = 0
        self._under_way: Errand | None = None
        self._open: Any = None
        self._child: Any = None
        self._closed = False
        self._password: str | None = None
        self._tries: list[str | None] = [None]
        self._is_opening = False
        self._data = b""
        self._halting, self._working = threading.Lock(), threading.Lock()

    # --- opening and closing ----------------------------------------------------------------------------

    def open(
        self, password: str | None, then: Callable[[Any], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        """Open the paper; `then` gets its description. What was opened ahead is told at once."""
        if password is None and self.description is not None:
            then(self.description)
            return
        if password is None and self.fault is not None:
            otherwise(self.fault)
            return
        self._then, self._otherwise = then, otherwise
        if password is None and self._is_opening:
            return
        known = self._sitting.passwords.known(self._claim, self.document, today())
        self._tries = [password] if password else [None, *known]
        self._is_opening, self.fault = True, None
        self._put(OPEN, None, lambda _: self._start(), self._opened, self._not_opened)

    def _opened(self, description: Any) -> None:
        self._is_opening, self.description = False, description
        if self._password and self._sitting.passwords.keep(self._claim, self.document, self._password, today()):
            self._sitting.queue.unlock(self._claim)
        self._then(description)

    def _not_opened(self, fault: BaseException) -> None:
        self._is_opening, self.fault = False, fault
        self._otherwise(fault)

    @property
    def is_settled(self) -> bool:
        """Whether it is known how opening ended."""
        return self.description is not None or self.fault is not None

    @property
    def is_closed(self) -> bool:
        """Whether the paper was closed; it cannot be opened again."""
        return self._closed

    def _start(self) -> Any:
        """(glovebox lane) Open the paper with the first password that fits."""
        from reviewer.documents.opening import open_document

        if not self._data:
            self._data = self._sitting.paper_bytes(self.document)
        tries = self._tries
        for password in tries:
            try:
                self._open = open_document(
                    self._data,
                    self.name,
                    password,
                    spare=self._sitting.spare,
                    began=self._child_began,
                    as_pages=self._as_pages,
                )
            except Problem as fault:
                if fault.facts.get("reason") != "password" or password == tries[-1] or self._closed:
                    raise
            else:
                self._password, self._tries = password, [password]
                break
        return self._open.description

    def _child_began(self, child: Any) -> None:
        with self._halting:
            self._child = child
            if self._closed:
                child.halt()

    def close(self) -> None:
        """End the glovebox, also in the middle of a slow page; answers still on their way are dropped."""
        self._errands.clear()
        with self._halting:
            self._closed = True
            if self._under_way is not None and self._child is not None:
                self._child.halt()
        self._run(self._end_it, lambda _: None, lambda _: None)
        self.first, self._then, self._otherwise = None, _nothing, _nothing  # what is closed holds no pixels

    def _end_it(self) -> None:
        with self._working:
            self._end()
            self._data = b""

    def _end(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    # --- asking -----------------------------------------------------------------------------------------

    def draw(
        self,
        keys: Sequence[PageKey],
        in_view: int,
        then: Callable[[PageKey, QImage], None],
        otherwise: Callable[[PageKey, BaseException], None],
    ) -> None:
        """Draw these pages and no others; the first `in_view` of them before everything else.

        Pages asked for before and not named any more are dropped, unless they are being drawn already.
        """
        self._errands = [one for one in self._errands if one.key is None]
        for place, key in enumerate(keys):
            if self._under_way is not None and self._under_way.key == key:
                self._under_way.then, self._under_way.otherwise = partial(then, key), partial(otherwise, key)
                continue
            urgency = IN_VIEW if place < in_view else AHEAD
            self._put(urgency, key, partial(pixels_of, key=key), partial(then, key), partial(otherwise, key))

    def drop_drawing(self) -> None:
        """Somebody looks at another paper: of what was asked only the opening goes on."""
        self._errands = [one for one in self._errands if one.urgency == OPEN]

    def ask(
        self,
        work: Callable[[Any], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None],
        *,
        urgency: int = ASKED,
    ) -> None:
        """Ask the open document something else: words, cells, text, blocks."""
        self._put(urgency, None, work, then, otherwise)

    def _put(
        self,
        urgency: int,
        key: PageKey | None,
        work: Callable[[Any], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        self._count += 1
        self._errands.append(Errand(urgency, self._count, key, work, then, otherwise))
        self._next()

    def _next(self) -> None:
        if self._under_way is not None or self._closed or not self._errands:
            return
        errand = min(self._errands)
        self._errands.remove(errand)
        self._under_way = errand
        self._run(
            lambda: self._do(errand), lambda found: self._answered(errand.then, found),
            lambda fault: self._answered(errand.otherwise, fault),
        )  # fmt: skip

    def _do(self, errand: Errand) -> Any:
        """(glovebox lane) Ask; a glovebox that dies over it is started again, once for the question, once after it."""
        with self._working:
            if self._closed or (errand.urgency != OPEN and self._open is None):
                return None
            try:
                return errand.work(self._open)
            except Problem as fault:
                if not self._has_died(fault):
                    raise
                self._start()
            try:
                return errand.work(self._open)
            except Problem as fault:
                if self._has_died(fault):
                    self._start()
                raise

    def _has_died(self, fault: Problem) -> bool:
        died = self._open is not None and fault.facts.get("reason") in ENDED and not self._open.is_alive
        if died:
            self._end()
        return died and not self._closed

    def _answered(self, tell: Callable[[Any], None], answer: Any) -> None:
        self._under_way = None
        if not self._closed:
            if answer is not None:
                tell(answer)
            self._next()

    def _run(
        self, work: Callable[[], Any], then: Callable[[Any], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        self._sitting.lanes.glovebox.run(work, then=then, otherwise=otherwise, owner=self._owner)

    def prove(self, then: Callable[[Any], None]) -> None:
        """Look a moment longer for what is dangerous; `then` gets the description as far as it is known."""
        self._put(LATER, None, lambda document: document.prove(PROOF_SECONDS), then, lambda _: None)

    def save_copy(self, path: str, then: Callable[[None], None], otherwise: Callable[[BaseException], None]) -> None:
        """Write the bytes as they came to a file of the reviewer's choice."""

        def work() -> None:
            from pathlib import Path

            Path(path).write_bytes(self._data or self._sitting.paper_bytes(self.document))

        self._run(work, then, otherwise)


def pixels_of(document: Any, key: PageKey) -> QImage:
    """(glovebox lane) The pixels of a page as the screen wants them."""
    scale = key.scale / 1000
    if document.description.kind == "image":
        scale = min(scale, 1.0)  # a photo has no more than its pixels

    def take(width: int, height: int, pixels: memoryview) -> QImage:
        """The only copy between the child's memory and the screen."""
        image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBX8888)
        return image.convertToFormat(QImage.Format.Format_RGB32)

    image = document.drawn(key.page, take, scale=scale, max_pixels=MOST_PIXELS, rotate=key.turn)
    return lit(image, key.light)


def _nothing(_: object) -> None:
    """Nobody waits any more."""
