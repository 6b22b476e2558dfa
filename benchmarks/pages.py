"""Opening a stranger's paper in the glovebox and drawing its first page, beside the same library in this process."""

import io
import time
from collections.abc import Callable
from functools import partial

import pypdfium2
from PIL import Image

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer.documents.opening import Spare, open_document

ROUNDS = 11
_PIXELS = 1_600_000
_WARM = 1.0
"""Seconds between two papers: a reviewer looks at one for longer, and the next child is warm by then."""


def measure(sample: Sample) -> list[Result]:
    """Bytes to pixels of a page as large as a screen: opened anew with a warm child waiting, and in an open paper."""
    spare = Spare()
    results = []
    try:
        for suffix, words, baseline, bare in (
            (".pdf", "PDF page", "pypdfium2 in this process", _pdf),
            (".jpg", "photo", "Pillow in this process", _photo),
        ):
            path = sample.paper(suffix)
            data = path.read_bytes()
            pair = in_turn(partial(_opened, data, path.name, spare), partial(_timed, bare, data), ROUNDS)
            results.append(compared(f"{words}: opened in the glovebox and drawn", "ms", baseline, pair))
            with open_document(data, path.name, spare=spare) as document:
                turn = partial(_timed, lambda _: document.page(1, max_pixels=_PIXELS), data)
                pair = in_turn(turn, partial(_timed, bare, data), ROUNDS)
            results.append(compared(f"{words}: drawn again in the open paper", "ms", baseline, pair))
    finally:
        spare.close()
    return results


def _opened(data: bytes, name: str, spare: Spare) -> float:
    def draw(data: bytes) -> None:
        with open_document(data, name, spare=spare) as document:
            document.page(1, max_pixels=_PIXELS)

    time.sleep(_WARM)
    return _timed(draw, data)


def _timed(draw: Callable[[bytes], object], data: bytes) -> float:
    return seconds(lambda: draw(data)) * 1_000


def _pdf(data: bytes) -> None:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        width, height = page.get_size()
        page.render(scale=(_PIXELS / (width * height)) ** 0.5).to_pil()


def _photo(data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as photo:
        photo.draft("RGB", (1_600, 1_000))
        photo.convert("RGBX").tobytes()
