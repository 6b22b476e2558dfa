"""(child) The pictures of a PDF page that are larger than any scanner makes, and those that cannot be shown at all."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

_ABSURD_PIXELS = 120_000_000
_UNSHOWABLE_PIXELS = 250_000_000
_MAX_OBJECTS, _MAX_DEPTH = 5_000, 3


def picture_warnings(page: Any) -> set[str]:
    """`absurd_size` and `picture_missing` for the pictures of a loaded page."""
    found: set[str] = set()
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    for picture in _pictures(page):
        if not pdfium.FPDFImageObj_GetImageMetadata(picture, page, about):
            continue
        pixels = int(about.width) * int(about.height)
        if pixels > _ABSURD_PIXELS:
            found.add("absurd_size")
        if pixels > _UNSHOWABLE_PIXELS:
            found.add("picture_missing")
    return found


def _pictures(page: Any) -> Iterator[Any]:
    left = _MAX_OBJECTS
    waiting: list[tuple[Any, int]] = [
        (pdfium.FPDFPage_GetObject(page, index), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    ]
    while waiting and left > 0:
        left -= 1
        thing, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield thing
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            count = min(pdfium.FPDFFormObj_CountObjects(thing), left)
            waiting += [
                (pdfium.FPDFFormObj_GetObject(thing, ctypes.c_ulong(index)), depth + 1) for index in range(count)
            ]
