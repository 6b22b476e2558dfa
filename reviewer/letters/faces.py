"""The two faces every letter is set in, which characters they have, and how wide a line is."""

import functools
import itertools
import re
import threading
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont, TTFontFace, makeToUnicodeCMap

from reviewer import RESOURCES
from reviewer.rules.problem import Problem

REGULAR = "NotoSansKR"
BOLD = "NotoSansKR-Bold"
_FILES = {REGULAR: "NotoSansKR-Regular.ttf", BOLD: "NotoSansKR-Bold.ttf"}


class KeptFace(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A font file read once: its outlines are not copied again for every letter."""

    _outlines: bytes | None = None

    def get_table(self, tag: str) -> Any:
        """The bytes of one table; the outlines, by far the largest, are kept."""
        if tag != "glyf":
            return super().get_table(tag)
        if self._outlines is None:
            self._outlines = super().get_table(tag)
        return self._outlines


class KeptFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font that makes the same embedded subset only once, however many letters use it."""

    def __init__(self, name: str, path: str) -> None:
        """Read the font file at `path`; characters get their codes in the order of a letter's text."""
        super().__init__(name, path, asciiReadable=0, shapable=False)
        self.face = KeptFace(path)

    def begin(self, document: Any, characters: str) -> None:
        """Let a document bring these characters along first, so that it shares its first subset with others."""
        self.splitString(characters, document)
        self.state[document].assignments[0xA0] = 32  # a no-break space is drawn as a space

    def splitString(self, text: str, document: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Split a text into runs of one subset each; quick where all its characters have their codes."""
        try:
            known = self.state[document].assignments
            codes = [known[ord(character)] for character in text]
        except KeyError:
            split: list[tuple[int, bytes]] = super().splitString(text, document, encoding)
            return split
        if not codes or max(codes) < 256:
            return [(0, bytes(codes))] if codes else []
        runs = itertools.groupby(codes, key=lambda code: code >> 8)
        return [(subset, bytes(code & 255 for code in run)) for subset, run in runs]

    def addObjects(self, document: Any) -> None:
        """Embed the subsets of a finished document; what was made for another document is used again."""
        state = self.state[document]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, document)[1:]
            made = _embedded(self.fontName, number, tuple(subset))
            descriptor = pdfdoc.PDFDictionary(
                {**made.descriptor, "FontFile2": document.Reference(made.file.stream(), f"file {made.name}")}
            )
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = name, made.name
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = made.widths
            font.ToUnicode = document.Reference(made.unicode.stream(), f"unicode {made.name}")
            font.FontDescriptor = document.Reference(descriptor, f"descriptor {made.name}")
            document.Reference(font, name)
            document.idToObject["BasicFonts"].dict[name] = font
        del self.state[document]


class _Ready(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """Something already written as PDF."""

    def __init__(self, written: bytes) -> None:
        self.written = written

    def format(self, document: Any) -> bytes:
        return self.written


@dataclass(frozen=True)
class _Packed:
    """The content of a stream, compressed once."""

    data: bytes
    length: int

    @classmethod
    def of(cls, plain: bytes) -> "_Packed":
        return cls(zlib.compress(plain, 9), len(plain))

    def stream(self) -> Any:
        stream = pdfdoc.PDFStream(content=self.data)
        stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
        stream.dictionary["Length1"] = self.length
        return stream


@dataclass(frozen=True)
class _Embedded:
    """One subset of a font, ready to be put into any document."""

    name: str
    file: _Packed
    unicode: _Packed
    widths: _Ready
    descriptor: dict[str, Any]


@functools.lru_cache(maxsize=64)
def _embedded(name: str, number: int, subset: tuple[int, ...]) -> _Embedded:
    found = face(name).face
    called = (SUBSETN(number) + b"+" + found.name).decode("ascii")
    widths = b"[" + b" ".join(f"{round(found.getCharWidth(code), 3):g}".encode() for code in subset) + b"]"
    descriptor = {
        "Type": "/FontDescriptor",
        "Ascent": found.ascent,
        "CapHeight": found.capHeight,
        "Descent": found.descent,
        "Flags": found.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
        "FontBBox": pdfdoc.PDFArray(found.bbox),
        "FontName": pdfdoc.PDFName(called),
        "ItalicAngle": found.italicAngle,
        "StemV": found.stemV,
        "MissingWidth": found.defaultWidth,
    }
    return _Embedded(
        name=called,
        file=_Packed.of(found.makeSubset(list(subset))),
        unicode=_Packed.of(makeToUnicodeCMap(called, list(subset)).encode("ascii")),
        widths=_Ready(widths),
        descriptor=descriptor,
    )


@functools.cache
def first_characters(lang: str) -> str:
    """The characters a letter in this language brings along whether it needs them or not."""
    lists: dict[str, str] = tomllib.loads((RESOURCES / "letters" / "characters.toml").read_text("utf-8"))
    return lists[lang]


def face(name: str) -> KeptFont:
    """The font with this name, read from the resources the first time."""
    with _READING:
        if name not in _READ:
            rl_config.useA85 = 0
            rl_config.ttfAsciiReadable = 0
            font = KeptFont(name, str(RESOURCES / "fonts" / _FILES[name]))
            pdfmetrics.registerFont(font)
            # A font of the same face that anything else registered before would be used in its place.
            pdfmetrics._fonts[name] = font
            _READ[name] = font
        return _READ[name]


_READ: dict[str, KeptFont] = {}
_READING = threading.Lock()
"""Letters are composed on several threads; all must meet the same font."""


@functools.cache
def _advances(name: str) -> dict[int, float]:
    widths: dict[int, float] = face(name).face.charWidths
    return widths


@functools.lru_cache(maxsize=20_000)
def width_of(word: str, name: str) -> float:
    """The width of a word in thousandths of its size."""
    advances = _advances(name)
    return sum(advances.get(ord(c), 0.0) for c in word)


_TIED = (
    re.compile(r"\d{4}\. \d{1,2}\. \d{1,2}\."),
    re.compile(
        r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
    ),
    re.compile(r"KRW [\d,]+|[\d,]+ won\b|no\. \d+|Annex \d+|붙임 \d+"),
    re.compile(r"(?<= )[×=+−] \(?\S+"),
    re.compile(r"\S+ \(?[\d.]+%\)?"),
    re.compile(r"평일 [\d:]+~[\d:]+|[가-힣]+[로길] \d[\d-]*"),
)


def tie(text: str) -> str:
    """Keep together what belongs together on a line: dates, amounts, operators with their number."""
    for tied in _TIED:
        text = tied.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return text


def longest_word(text: str, name: str) -> float:
    """The width of the longest word, which `wrap` would tear in a narrower line, in thousandths of the size."""
    return max(width_of(word, name) for word in tie(text).split(" "))


@functools.lru_cache(maxsize=4_000)
def wrap(text: str, name: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text into lines of at most `width` points, between words only (keep-all).

    Korean words are not torn apart; a word longer than a whole line is broken where it must be. A no-break space
    keeps its neighbours together.
    """
    room = width * 1000 / size
    space = width_of(" ", name)
    lines: list[str] = []
    line, used = "", 0.0
    for word in tie(text).split(" "):
        if not word:
            continue
        long = width_of(word, name)
        if line and used + space + long <= room:
            line, used = f"{line} {word}", used + space + long
            continue
        if line:
            lines.append(line)
        while long > room and len(word) > 1:
            head = _fitting(word, name, room)
            lines.append(head)
            word = word[len(head) :]
            long = width_of(word, name)
        line, used = word, long
    if line or not lines:
        lines.append(line)
    return tuple(lines)


def _fitting(word: str, name: str, room: float) -> str:
    used = 0.0
    for place, character in enumerate(word):
        used += width_of(character, name)
        if used > room:
            return word[: max(1, place)]
    return word


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Characters of a text that cannot be printed, each once, in order; the text is taken in composed form."""
    known = face(REGULAR).face.charToGlyph
    plain = unicodedata.normalize("NFC", text)
    return tuple(c for c in dict.fromkeys(plain) if ord(c) not in known and c not in "\n")


def require_glyphs(texts: Iterable[str]) -> None:
    """Raise GlyphMissing naming every character of the texts that the letters' font does not have."""
    missing = dict.fromkeys(c for text in texts for c in missing_glyphs(text))
    if missing:
        raise Problem("GlyphMissing", char=" ".join(missing), why="glyph_missing")
