"""Cuttings of papers as pixels for print; a stranger's picture is opened in the glovebox alone."""

from reviewer.casefile import proofs
from reviewer.casefile.case_file import CaseFile
from reviewer.documents.opening import open_document
from reviewer.letters.office_paper import Picture
from reviewer.rules.bound_facts import BoundFact
from reviewer.rules.problem import Problem

PIXELS = 240_000
"""So many pixels of a cutting are printed; more than its few centimetres can show."""
PNG = b"\x89PNG"
"""How every cutting begins; whatever else lies there is no cutting."""


def cutting(case_file: CaseFile, fact: BoundFact, caption: str) -> Picture | None:
    """The cutting of a fact; None where none was taken, where it was erased, or where it cannot be shown."""
    if not fact.clipping:
        return None
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


def _rgb(untrusted: bytes) -> bytes:
    """RGB of RGBX; the glovebox gives exactly four bytes a pixel."""
    kept = bytearray(len(untrusted) // 4 * 3)
    for place in range(3):
        kept[place::3] = untrusted[place::4]
    return bytes(kept)
