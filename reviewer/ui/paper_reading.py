"""A paper opened in a glovebox for the viewer: pages are drawn, cells and text read, off the window's thread."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reviewer.ui.sitting import Sitting

KEPT = 8
PageKey = tuple[int, int, int]
"""Page, scale in thousandths, rotation."""


class PaperReading:
    """One open paper; every method answers through a callback on the window's thread."""

    def __init__(self, sitting: Sitting, document: str, name: str, owner: QObject) -> None:
        """Nothing is opened before `open`."""
        self.document, self.name = document, name
        self._sitting, self._owner = sitting, owner
        self._lock = threading.Lock()
        self._open: Any = None
        self._closed = False
        self._kept: OrderedDict[PageKey, QImage] = OrderedDict()
        self._asked: set[PageKey] = set()
        self._data = b""

    def open(
        self, password: str | None, then: Callable[[Any], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        """Open the paper; `then` gets its description."""

        def work() -> Any:
            from reviewer.documents.opening import open_document

            if not self._data:
                self._data = self._sitting.paper_bytes(self.document)
            with self._lock:
                if self._closed:
                    return None
                self._open = open_document(self._data, self.name, password, spare=self._sitting.spare)
                return self._open.description

        self._sitting.lanes.glovebox.run(work, then=then, otherwise=otherwise, owner=self._owner)

    def draw(
        self,
        key: PageKey,
        then: Callable[[PageKey, QImage], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        """Draw a page, or give the one kept; asking twice for the same draws once."""
        if key in self._kept:
            self._kept.move_to_end(key)
            then(key, self._kept[key])
            return
        if key in self._asked:
            return
        self._asked.add(key)

        def work() -> QImage | None:
            with self._lock:
                if self._closed or self._open is None:
                    return None
                drawn = self._open.page(key[0], scale=key[1] / 1000, max_pixels=12_000_000, rotate=key[2])
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
            return image.copy()

        def done(image: QImage | None) -> None:
            self._asked.discard(key)
            if image is not None:
                self._kept[key] = image
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                then(key, image)

        def failed(fault: BaseException) -> None:
            self._asked.discard(key)
            otherwise(fault)

        self._sitting.lanes.glovebox.run(work, then=done, otherwise=failed, owner=self._owner)

    def ask(
        self, work: Callable[[Any], Any], then: Callable[[Any], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        """Ask the open document something else: cells, text, blocks."""

        def locked() -> Any:
            with self._lock:
                return None if self._closed or self._open is None else work(self._open)

        self._sitting.lanes.glovebox.run(
            locked, then=lambda found: then(found) if found is not None else None,
            otherwise=otherwise, owner=self._owner,
        )  # fmt: skip

    def save_copy(self, path: str, then: Callable[[None], None], otherwise: Callable[[BaseException], None]) -> None:
        """Write the bytes as they came to a file of the reviewer's choice."""

        def work() -> None:
            from pathlib import Path

            Path(path).write_bytes(self._data or self._sitting.paper_bytes(self.document))

        self._sitting.lanes.glovebox.run(work, then=then, otherwise=otherwise, owner=self._owner)

    def close(self) -> None:
        """End the glovebox; answers still on their way are dropped."""
        self._closed = True

        def work() -> None:
            with self._lock:
                if self._open is not None:
                    self._open.close()
                    self._open = None

        self._sitting.lanes.glovebox.run(work, then=lambda _: None, otherwise=lambda _: None, owner=self._sitting)
