"""Cuttings of papers as pixels for print; a stranger's picture is opened in the glovebox alone."""

import math

from reviewer.casefile import proofs
from reviewer.casefile.case_file import CaseFile
from reviewer.documents.opening import open_document
from reviewer.letters.office_paper import Picture
from reviewer.rules.bound_facts import BoundFact
from reviewer.rules.places import Place
from reviewer.rules.problem import Problem

PIXELS = 240_000
"""So many pixels of a cutting are printed; more than its few centimetres can show."""
MOST_SCALE = 3.0
"""Pixels a point when a place is cut out of its page: as sharp as print shows it."""
PNG = b"\x89PNG"
"""How every cutting begins; whatever else lies there is no cutting."""


def cutting(case_file: CaseFile, fact: BoundFact, caption: str) -> Picture | None:
    """The cutting of a fact, kept or cut out of its page now; None where it was erased or cannot be shown."""
    if not fact.clipping:
        return cut_out(case_file, fact.at, caption) if fact.at is not None and fact.at.page else None
    try:
        data = bytes(proofs.read(case_file, fact.clipping))
        if not data.startswith(PNG):
            return None
        opened = open_document(data, "clipping.png")
    except Problem:
        return None
    try:
        page = opened.page(1, max_pixels=PIXELS)
    except Problem:
        return None
    finally:
        opened.close()
    return Picture(caption, page.width, page.height, _rgb(page.pixels))


def cut_out(case_file: CaseFile, place: Place, caption: str) -> Picture | None:
    """A place of a page as pixels; None for a paper that is gone, is read as text, or has no such place."""
    try:
        opened = open_document(bytes(proofs.read(case_file, place.document)), place.document)
    except Problem:
        return None
    with opened:
        sizes = opened.description.page_sizes
        x0, y0, x1, y1 = place.points
        if place.page > len(sizes) or x1 <= x0 or y1 <= y0:
            return None
        wide, high = sizes[place.page - 1]
        try:
            page = opened.page(place.page, scale=min(math.sqrt(PIXELS / ((x1 - x0) * (y1 - y0))), MOST_SCALE))
        except Problem:
            return None
    across, down = page.width / wide, page.height / high
    left, right = round(x0 * across), min(round(x1 * across), page.width)
    rows = range(round(y0 * down), min(round(y1 * down), page.height))
    if not rows or left >= right:
        return None
    cut = b"".join(page.pixels[row * page.stride + left * 4 : row * page.stride + right * 4] for row in rows)
    return Picture(caption, right - left, len(rows), _rgb(cut))


def _rgb(untrusted: bytes) -> bytes:
    """RGB of RGBX; the glovebox gives exactly four bytes a pixel."""
    kept = bytearray(len(untrusted) // 4 * 3)
    for place in range(3):
        kept[place::3] = untrusted[place::4]
    return bytes(kept)
