"""Replaces a paper by a masked copy: made in the glovebox, stored, recorded, and the original erased."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from reviewer.casefile import journal, proofs
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.entry import Entry
from reviewer.casefile.erasure import claims_holding
from reviewer.casefile.keys import Signer
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.opening import open_document
from reviewer.rules.places import Place, body_of, place_of
from reviewer.rules.problem import Problem

DPI = 180
_PHOTO_DPI = 72  # a pixel of the photo stays a point of the copy, so that places stay true


def masked_copy(document: OpenDocument, areas: Sequence[Place]) -> bytes:
    """A PDF of pictures of every page, as large as the page, with the areas blackened; nothing else of the paper.

    Raises DocumentUnreadable where a page cannot be drawn, and BadActBody for an area on a page that is not there.
    """
    dpi = _PHOTO_DPI if document.description.kind == "image" else DPI
    try:
        return document.masked_copy([(area.page, area.points) for area in areas], dpi)
    except ValueError:
        raise Problem("BadActBody", field="areas", why="not an area of a page") from None


def replace_by_copy(
    case_file: CaseFile, signer: Signer, document: str, areas: Sequence[Place], copy: bytes, *, now: dt.datetime
) -> Entry:
    """Put the copy in the place of the paper in every claim that holds it, and erase the paper.

    Raises the first reason why that is not allowed, before anything is stored; ErasureUnfinished.
    """
    claims = claims_holding(case_file.writer, document)
    body: dict[str, Any] = {
        "document": document,
        "masked": hashlib.sha256(copy).hexdigest(),
        "bytes": len(copy),
        "areas": [body_of(area) for area in areas],
        "claims": claims,
    }
    for problem in journal.refusals_now(
        case_file.writer, signer.member, "replace_by_masked_copy", "case", body, now
    ):  # fmt: skip
        raise problem
    proofs.put(case_file, copy)
    return journal.append(case_file, signer, "replace_by_masked_copy", "case", body, made_at=now)


def make_and_replace(case_file: CaseFile, signer: Signer, wish: dict[str, Any], *, now: dt.datetime) -> Entry:
    """What the command `act` does for a line without `masked`: makes the copy itself. Passwords are not asked for."""
    document, areas = wish.get("document"), wish.get("areas")
    if not isinstance(document, str) or not isinstance(areas, list) or not areas:
        raise Problem("BadActBody", field="document, areas", why="missing")
    try:
        places = [place_of(area) for area in areas]
    except (KeyError, TypeError, AttributeError):
        raise Problem("BadActBody", field="areas", why="not an area of a page") from None
    with open_document(proofs.read(case_file, document), document, as_pages=True) as opened:
        copy = masked_copy(opened, places)
    return replace_by_copy(case_file, signer, document, places, copy, now=now)
