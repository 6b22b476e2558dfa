"""The tags of a PDF (PDF/UA-1): which piece of which sheet belongs to which part of what the paper says."""

from collections.abc import Sequence

from reviewer.letters.pdf_file import PdfFile, refs, text
from reviewer.letters.structure import Element

ARTIFACT = "/Artifact BMC"
"""Begins what is no part of the text: rules, shades, page numbers, a heading repeated on the next sheet."""


class Tags:
    """Numbers the marked pieces of sheets while they are drawn, and writes the tree of all parts at the end."""

    def __init__(self) -> None:
        self._sheets: list[list[Element]] = []

    def turn(self) -> int:
        """Begin a sheet; return its number, from 0."""
        self._sheets.append([])
        return len(self._sheets) - 1

    def begin(self, part: Element | None, lang: str = "") -> str:
        """The operator that begins a piece of a part, in another language where that is given.

        None is what nobody needs to hear.
        """
        if part is None:
            return ARTIFACT
        pieces = self._sheets[-1]
        number = len(pieces)
        pieces.append(part)
        part.content.append((len(self._sheets) - 1, number))
        return f"/Span<</MCID {number}/Lang({lang})>>BDC" if lang else f"/{part.kind}<</MCID {number}>>BDC"

    def write(self, pdf: PdfFile, root: Element, pages: Sequence[int]) -> int:
        """Put the tree into the file; `pages` are the objects of the sheets. Returns the object of its root."""
        top = pdf.reserve()
        numbers: dict[Element, int] = {}
        _write(pdf, root, top, pages, numbers)
        sheets = [f"{at}[{refs([numbers[part] for part in pieces])}]" for at, pieces in enumerate(self._sheets)]
        parents = pdf.put(f"<</Nums[{' '.join(sheets)}]>>")
        tree = (
            f"<</Type/StructTreeRoot/K {numbers[root]} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(sheets)}>>"
        )
        return pdf.put(tree, top)


def _write(pdf: PdfFile, part: Element, parent: int, pages: Sequence[int], numbers: dict[Element, int]) -> None:
    numbers[part] = own = pdf.reserve()
    holds, home = [], ""
    if part.content:
        first = part.content[0][0]
        home = f"/Pg {pages[first]} 0 R"
        for sheet, piece in part.content:
            holds.append(f"{piece}" if sheet == first else f"<</Type/MCR/Pg {pages[sheet]} 0 R/MCID {piece}>>")
    for inner in part.parts:
        _write(pdf, inner, own, pages, numbers)
        holds.append(f"{numbers[inner]} 0 R")
    held = f"/K[{' '.join(holds)}]" if len(holds) > 1 else f"/K {holds[0]}" if holds else ""
    pdf.put(f"<</S/{part.kind}/P {parent} 0 R{home}{held}{_attributes(part)}>>", own)


def _attributes(part: Element) -> str:
    found = ""
    if part.kind in ("TH", "TD"):
        scope = f"/Scope/{part.scope}" if part.scope else ""
        span = f"/ColSpan {part.span}" if part.span > 1 else ""
        found = f"/A<</O/Table{scope}{span}>>" if scope or span else ""
    elif part.kind == "L":
        found = f"/A<</O/List/ListNumbering/{part.numbering}>>"
    elif part.box is not None:
        found = f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{one:.2f}' for one in part.box)}]>>"
    if part.alt:
        found += f"/Alt{text(part.alt)}"
    return f"{found}/Lang{text(part.lang)}" if part.lang else found
