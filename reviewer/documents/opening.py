"""(parent) Opens a stranger's document in a glovebox and checks every number that comes back.

What the child says is called `untrusted_...` until it has been checked. Nothing here parses a document.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewer.documents import slips
from reviewer.documents.answers import Word
from reviewer.documents.describing import Description, check_description, check_sorry, printable
from reviewer.documents.gloves import Glovebox, GloveboxEnded, Spare, seconds_left
from reviewer.documents.kinds import EMPTY, PREFIX, Kind, sniff, suffix_of, wrong_extension
from reviewer.documents.open_document import OpenDocument, PageImage
from reviewer.documents.shown import Box, Hit, Paragraph, SheetInfo, SheetShape, Table
from reviewer.rules.problem import Problem

_FAMILIES = {"csv": "sheets", "biff": "sheets", "text": "office", "zip": "office", "ole": "office"}
_BOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "zip"})


def inspect(
    data: bytes, name: str, *, password: str | None = None, seconds: float = 10, spare: Spare | None = None
) -> Description:
    """What a file is and whether it can be shown, within `seconds`; never raises for a bad file."""
    began = time.monotonic()
    known = _known_beforehand(data, name)
    if known.problem is None:
        glovebox, known = _open(data, name, password, began + seconds, known, spare)
        try:
            if known.problem is None:
                known = _prove(glovebox, began + seconds, known)
        finally:
            glovebox.end()
    return replace(known, seconds=round(time.monotonic() - began, 3))


def _known_beforehand(data: bytes, name: str) -> Description:
    """What needs no child: hash, length, and files that cannot or need not be opened."""
    kind = sniff(data[:PREFIX], name)
    problem = None
    if kind is EMPTY:
        problem = "empty"
    elif len(data) > slips.MAX_DOCUMENT:
        problem = "too_large"
    elif _family(kind, data, name) is None:
        problem = "unsupported"
    warnings = ("wrong_extension",) if problem and wrong_extension(name, kind) else ()
    digest = hashlib.sha256(data).hexdigest()
    return Description(digest, len(data), kind.kind, kind.format, problem=problem, warnings=warnings)


def _family(kind: Kind, data: bytes, name: str) -> str | None:
    """What a glovebox must have ready for it, by the first bytes; they may mislead between two kinds of zip."""
    if kind.kind in ("pdf", "image"):
        return "pages"
    family = _FAMILIES.get(kind.format)
    if family == "office" and kind.kind != "text" and (suffix_of(name) in _BOOKS or b"xl/" in data[:PREFIX]):
        return "sheets"
    return family


def _open(
    data: bytes, name: str, password: str | None, until: float, known: Description, spare: Spare | None,
    began: Callable[[Glovebox], None] = lambda _: None, *, as_pages: bool = False,
) -> tuple[Glovebox, Description]:  # fmt: skip
    """Open the document in a glovebox of its family, or of the widest one where the first bytes misled."""
    family = _family(sniff(data[:PREFIX], name), data, name) or "office"
    if as_pages and family == "sheets":
        family = "office"
    if family != "pages" and password and not data.startswith(b"PK"):
        family = "locked"
    for one in (family, "office"):
        glovebox = spare.take(one) if spare is not None and one != "locked" else Glovebox([f"document:{one}"])
        began(glovebox)
        found = _describe(glovebox, data, name, password, until, known, as_pages=as_pages)
        if one != "sheets" or found.problem != "unsupported":
            break
        glovebox.end()
    return glovebox, found


def _describe(
    glovebox: Glovebox,
    data: bytes,
    name: str,
    password: str | None,
    until: float,
    known: Description,
    *,
    as_pages: bool,
) -> Description:
    """Open the document in the glovebox and hear how large it is; the description carries a problem if it cannot."""
    told_name, told_password = name.encode("utf-8", "replace")[-255:], (password or "").encode()
    payload = b"".join((told_name, told_password, data))
    asked = slips.Slip(slips.OPEN, a=len(told_name), b=len(told_password), c=int(as_pages), payload=payload)
    try:
        glovebox.wait_ready(seconds_left(until))
        known = replace(known, sandbox=glovebox.sandbox)
        for step in ("opened", "measured"):
            left = seconds_left(until)
            untrusted = glovebox.ask(asked, left) if step == "opened" else glovebox.hear(left)
            if untrusted.kind == slips.SORRY:
                return check_sorry(untrusted, known)
            if untrusted.kind != slips.DESCRIBED:
                raise slips.BadSlip("kind")
            known = check_description(untrusted, known)
    except GloveboxEnded as ended:
        return replace(known, opened=False, problem=ended.problem)
    except slips.BadSlip:
        return replace(known, opened=False, problem="crashed")
    return replace(known, opened=True)


def _prove(glovebox: Glovebox, until: float, known: Description) -> Description:
    """The description with every warning and the text, after the first page or cell was shown once."""
    try:
        left = seconds_left(until)
        untrusted = glovebox.ask(slips.Slip(slips.PROVE, a=round(left * 700), c=1), left)
        if untrusted.kind == slips.SORRY:
            return check_sorry(untrusted, known)
        if untrusted.kind != slips.DESCRIBED:
            raise slips.BadSlip("kind")
        known = check_description(untrusted, known)
        if not all(sheet.whole for sheet in known.sheets):
            known = replace(known, warnings=tuple(sorted({*known.warnings, "truncated"})))
        return known
    except GloveboxEnded as ended:
        return replace(known, opened=False, problem=ended.problem)
    except slips.BadSlip:
        return replace(known, opened=False, problem="crashed")


def open_document(
    data: bytes,
    name: str,
    password: str | None = None,
    *,
    seconds: float = 20,
    spare: Spare | None = None,
    began: Callable[[Glovebox], None] = lambda _: None,
    as_pages: bool = False,
) -> OpenDocument:
    """Open a document to read in, as soon as its pages can be drawn; `OpenDocument.prove` finds the rest later.

    Problem(`DocumentUnreadable`) with `reason` and `file` when it cannot be shown. `began` is told the glovebox before
    it gets the document, so that whoever asked can `halt` it from another thread. `as_pages` lays a workbook out as
    pages: all of it, else it is `too_large`.
    """
    known = _known_beforehand(data, name)
    if known.problem is not None:
        raise Problem("DocumentUnreadable", reason=known.problem, file=name)
    glovebox, known = _open(data, name, password, time.monotonic() + seconds, known, spare, began, as_pages=as_pages)
    if known.problem is not None:
        glovebox.end()
        raise Problem("DocumentUnreadable", reason=known.problem, file=name)
    return OpenDocument(glovebox, known, name)


def open_with_any(
    data: bytes,
    name: str,
    passwords: Sequence[str],
    *,
    spare: Spare | None = None,
    began: Callable[[Glovebox], None] = lambda _: None,
) -> OpenDocument:
    """Open a document without a password, else with the first of these that fits; raises as `open_document` does."""
    tries = (None, *passwords)
    for password in tries[:-1]:
        try:
            return open_document(data, name, password, spare=spare, began=began)
        except Problem as problem:
            if problem.facts.get("reason") != "password":
                raise
    return open_document(data, name, tries[-1], spare=spare, began=began)


__all__ = [
    "Box", "Description", "Hit", "OpenDocument", "PageImage", "Paragraph", "SheetInfo", "SheetShape", "Spare", "Table",
    "Word", "inspect", "open_document", "open_with_any", "printable",
]  # fmt: skip
