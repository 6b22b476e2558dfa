"""The characters a PDF uses of the two faces: their codes, and the subsets of the fonts embedded in it."""

import dataclasses
import functools
import itertools
import re
import threading
import tomllib
import zlib
from collections.abc import Iterator

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN

from reviewer import RESOURCES
from reviewer.letters.faces import BOLD, REGULAR, face
from reviewer.letters.pdf_file import PdfFile

_ESCAPED = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r"}
"""Codes that mean something in a string of PDF."""
_LATER = re.compile("[\u0100-\uffff]").search
"""Finds a code of another subset than the first."""
_BOLD_FIRST = "0123456789-(),"
_SHORT = {REGULAR: "R", BOLD: "B"}
_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0


class Subsets:
    """The codes of one face in one PDF. Codes from 256 stand in the second subset and so on.

    Every PDF in a language begins with the same characters. Those of the regular face are a subset of their own, to
    which nothing is added, so that it is made only once.
    """

    def __init__(self, name: str, first: str) -> None:
        """Take the face of this name, with the characters every PDF brings along."""
        self._name = name
        codes, subset = _begun(first)
        self._codes = _Codes(codes)
        self._codes.subsets = [list(subset)]
        if name == REGULAR:
            self._codes.subsets.append([])

    def coded(self, text: str) -> list[tuple[str, str]]:
        """The text as pieces of one subset each: the name of its font in the file, and the string of PDF."""
        codes = text.translate(self._codes)
        if not _LATER(codes):
            return [(f"{_SHORT[self._name]}0", codes)]
        runs = itertools.groupby(codes, key=lambda code: ord(code) >> 8)
        return [(f"{_SHORT[self._name]}{subset}", self._low(subset, "".join(run))) for subset, run in runs]

    @staticmethod
    def _low(subset: int, run: str) -> str:
        """Codes within their subset; those of the first one are escaped already."""
        return run if not subset else "".join([chr(ord(code) & 255) for code in run]).translate(_ESCAPED)

    def write(self, pdf: PdfFile) -> Iterator[str]:
        """Put the fonts into the file; gives what the resources of its sheets say about them."""
        first = self._codes.subsets[0]
        first.extend([_SPACE] * (_SPACE + 1 - len(first)))  # the space has its code also where little else is used
        for number, subset in enumerate(filter(None, self._codes.subsets)):
            made = _embedded(self._name, number, tuple(subset))
            file = pdf.stream(made.file, f"/Length1 {made.length}", is_packed=True)
            unicode = pdf.stream(made.unicode, is_packed=True)
            descriptor = pdf.put(f"<<{made.descriptor}/FontFile2 {file} 0 R>>")
            font = pdf.put(f"<<{made.font}/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R>>")
            yield f"/{_SHORT[self._name]}{number} {font} 0 R"


def subsets_for(lang: str) -> dict[str, Subsets]:
    """Both faces for a new PDF in this language."""
    return {REGULAR: Subsets(REGULAR, first_characters(lang)), BOLD: Subsets(BOLD, _BOLD_FIRST)}


@functools.cache
def first_characters(lang: str) -> str:
    """The characters a PDF in this language brings along whether it needs them or not."""
    lists: dict[str, str] = tomllib.loads((RESOURCES / "letters" / "characters.toml").read_text("utf-8"))
    return lists[lang]


class _Codes(dict[int, str]):
    """What `str.translate` writes for a character; one that is new gets the next code."""

    subsets: list[list[int]]

    def __missing__(self, character: int) -> str:
        subset = self.subsets[-1]
        if len(subset) == 256:
            subset = []
            self.subsets.append(subset)
        if len(subset) == _SPACE:
            subset.append(_SPACE)
        code = (len(self.subsets) - 1 << 8) + len(subset)
        subset.append(character)
        self[character] = written = _ESCAPED.get(code, chr(code))
        return written


@functools.cache
def _begun(first: str) -> tuple[dict[int, str], tuple[int, ...]]:
    codes = _Codes({_SPACE: " ", _NO_BREAK_SPACE: " "})  # a no-break space is drawn as a space
    codes.subsets = [[]]
    first.translate(codes)
    (subset,) = codes.subsets
    return dict(codes), tuple(subset)


@dataclasses.dataclass(frozen=True)
class _Embedded:
    """One subset of a font, ready to be put into any PDF."""

    file: bytes
    length: int
    unicode: bytes
    descriptor: str
    font: str


_MAKING = threading.Lock()
"""A font file is read from one place at a time."""


@functools.lru_cache(maxsize=64)
def _embedded(name: str, number: int, subset: tuple[int, ...]) -> _Embedded:
    found = face(name)
    called = (SUBSETN(number) + b"+" + found.name).decode("ascii")
    with _MAKING:
        file = found.makeSubset(list(subset))
    widths = " ".join([f"{round(found.getCharWidth(code), 3):g}" for code in subset])
    box = " ".join([f"{one:g}" for one in found.bbox])
    descriptor = (
        f"/Type/FontDescriptor/FontName/{called}/Flags {found.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC}/FontBBox[{box}]"
        f"/Ascent {found.ascent:g}/Descent {found.descent:g}/CapHeight {found.capHeight:g}"
        f"/ItalicAngle {found.italicAngle:g}/StemV {found.stemV:g}/MissingWidth {found.defaultWidth:g}"
    )
    font = f"/Type/Font/Subtype/TrueType/BaseFont/{called}/FirstChar 0/LastChar {len(subset) - 1}/Widths[{widths}]"
    return _Embedded(
        zlib.compress(file), len(file), zlib.compress(_to_unicode(subset).encode("ascii")), descriptor, font
    )


def _to_unicode(subset: tuple[int, ...]) -> str:
    """The table that leads from codes back to characters, at most 100 in a block."""
    lines = [f"<{code:02X}> <{chr(one).encode('utf-16-be').hex().upper()}>" for code, one in enumerate(subset)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    listed = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{listed}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
