"""The two faces every letter is set in, which characters they have, and how wide a line is."""

import functools
import mmap
import re
import threading
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

from reviewer import RESOURCES
from reviewer.rules.problem import Problem

REGULAR = "NotoSansKR"
BOLD = "NotoSansKR-Bold"
_FILES = {REGULAR: "NotoSansKR-Regular.ttf", BOLD: "NotoSansKR-Bold.ttf"}


class KeptFace(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A font file that stays where it is: only the pages of it that letters need come into memory."""

    def readFile(self, f: str) -> None:
        """Map the file with this path in place of reading it; the name is reportlab's."""
        self.filename, self._pos = f, 0
        with Path(f).open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def get_table(self, tag: str) -> Any:
        """The bytes of one table; the outlines, by far the largest, by the part only."""
        return _Outlines(self._ttf_data, self.get_table_pos(tag)[0]) if tag == "glyf" else super().get_table(tag)


class _Outlines:
    """The outlines of a font, of which a slice is read."""

    def __init__(self, font: mmap.mmap, start: int) -> None:
        self._font, self._start = font, start

    def __getitem__(self, part: slice) -> bytes:
        return self._font[self._start + part.start : self._start + part.stop]


def face(name: str) -> KeptFace:
    """The font with this name, read from the resources the first time."""
    with _READING:
        if name not in _READ:
            _READ[name] = KeptFace(str(RESOURCES / "fonts" / _FILES[name]))
        return _READ[name]


_READ: dict[str, KeptFace] = {}
_READING = threading.Lock()
"""Letters are composed on several threads; all must meet the same font."""


@functools.cache
def _advances(name: str) -> dict[int, float]:
    widths: dict[int, float] = face(name).charWidths
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
    re.compile(r"KRW [\d,]+|[\d,]+ won\b|no\. \d+|request \d+|Annex \d+|붙임 \d+"),
    re.compile(r"(?<= )[×=+−] \(?\S+"),
    re.compile(r"\S+ \(?[\d.]+%\)?"),
    re.compile(r"평일 [\d:]+~[\d:]+|[가-힣]+[로길] \d[\d-]*"),
)


def tie(text: str) -> str:
    """Keep together what belongs together on a line: dates, amounts, operators with their number."""
    for tied in _TIED:
        text = tied.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return text


@functools.lru_cache(maxsize=4_000)
def longest_word(text: str, name: str) -> float:
    """The width of the longest word, which `wrap` would tear in a narrower line, in thousandths of the size."""
    return max(width_of(word, name) for word in tie(text).split(" "))


@functools.lru_cache(maxsize=4_000)
def wrap(text: str, name: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text into lines of at most `width` points, between words only (keep-all).

    Korean words are not torn apart; a word longer than a whole line is broken where it must be. A no-break space
    keeps its neighbours together. A line that ends between two words keeps the space, beyond its width, so that
    words do not run together when the lines are read out or copied.
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
            lines.append(f"{line} ")
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
    plain = unicodedata.normalize("NFC", text)
    missing = set(plain) - _known()
    return tuple(c for c in dict.fromkeys(plain) if c in missing) if missing else ()


@functools.cache
def _known() -> frozenset[str]:
    """The characters that can be printed, and the end of a line."""
    return frozenset(map(chr, face(REGULAR).charToGlyph)) | {"\n"}


def require_glyphs(texts: Iterable[str]) -> None:
    """Raise GlyphMissing naming every character of the texts that the letters' font does not have."""
    missing = dict.fromkeys(c for text in texts for c in missing_glyphs(text))
    if missing:
        raise Problem("GlyphMissing", char=" ".join(missing), why="glyph_missing")
