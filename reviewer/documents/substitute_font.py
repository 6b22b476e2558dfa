"""(child) Gives PDFium our own Korean font, because the glovebox cannot open the computer's fonts.

Without it a PDF whose Korean font is not embedded would be a white page without any error (figures.md, choice 14).
"""

import ctypes
import mmap
from typing import Any

import pypdfium2_raw as pdfium

from reviewer import RESOURCES

_EAST_ASIAN = frozenset({128, 129, 130, 134, 136})  # Shift-JIS, Hangul, Johab, GB2312, Big5 of FPDF_SYSFONTINFO
_HANGUL = 129
_BOLD = 600


class SubstituteFont:
    """The bundled Noto Sans KR, offered to PDFium for East Asian text; remembers whether it was needed."""

    def __init__(self) -> None:
        """Map both weights into memory and register them: before the walls go up and before any PDF is opened."""
        self.was_used = False
        self._faces: list[mmap.mmap] = []
        for weight in ("Regular", "Bold"):
            with (RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf").open("rb") as file:
                self._faces.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        fields = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        self._info = pdfium.FPDF_SYSFONTINFO(
            version=1,
            MapFont=fields["MapFont"](self._map_font),
            GetFont=fields["GetFont"](lambda _this, _face: 0),
            GetFontData=fields["GetFontData"](self._font_data),
            GetFaceName=fields["GetFaceName"](self._face_name),
            GetFontCharset=fields["GetFontCharset"](lambda _this, _font: _HANGUL),
            DeleteFont=fields["DeleteFont"](lambda _this, _font: None),
        )
        pdfium.FPDF_SetSystemFontInfo(self._info)

    def _map_font(
        self, _this: Any, weight: int, _italic: int, charset: int, _pitch: int, face: Any, _exact: Any
    ) -> int:
        name = ctypes.string_at(face) if face else b""
        if charset not in _EAST_ASIAN and name.isascii():
            return 0  # PDFium has its own stand-ins for Latin faces, with the right widths
        self.was_used = True
        return 2 if weight >= _BOLD else 1

    def _font_data(self, _this: Any, font: int | None, table: int, buffer: Any, size: int) -> int:
        face = self._faces[(font or 1) - 1]
        start, length = (0, len(face)) if table == 0 else _table(face, table)
        if buffer and size >= length > 0:
            ctypes.memmove(buffer, face[start : start + length], length)
        return length

    def _face_name(self, _this: Any, _font: int | None, buffer: Any, size: int) -> int:
        name = b"Noto Sans KR\0"
        if buffer and size >= len(name):
            ctypes.memmove(buffer, name, len(name))
        return len(name)


def _table(face: mmap.mmap, tag: int) -> tuple[int, int]:
    """Offset and length of one table of a TrueType file; zeros when it has none of that name."""
    wanted = tag.to_bytes(4, "big")
    for number in range(int.from_bytes(face[4:6], "big")):
        entry = face[12 + 16 * number : 28 + 16 * number]
        if entry[:4] == wanted:
            return int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
    return 0, 0
