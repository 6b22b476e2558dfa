"""(child) An encrypted PDF written anew without its lock, in memory, only to read what its objects name."""

import ctypes
from typing import Any

import pypdfium2_raw as pdfium

_REMOVE_SECURITY = 3
_MOST = 64 * 1024 * 1024


class PlainCopy:
    """The pen PDFium writes with; made before the walls go up, because a callback needs executable memory."""

    def __init__(self) -> None:
        """Make the callback."""
        self._parts: list[bytes] = []
        self._length = 0
        kind = dict(pdfium.FPDF_FILEWRITE._fields_)["WriteBlock"]
        self._pen = pdfium.FPDF_FILEWRITE(version=1, WriteBlock=kind(self._write))

    def _write(self, _this: Any, data: Any, size: int) -> int:
        self._length += size
        if self._length > _MOST:
            return 0
        self._parts.append(ctypes.string_at(data, size))
        return 1

    def of(self, raw: Any) -> bytes:
        """The document without its lock, or its beginning where it is very large."""
        self._parts, self._length = [], 0
        pdfium.FPDF_SaveAsCopy(raw, self._pen, _REMOVE_SECURITY)
        data = b"".join(self._parts)
        self._parts = []
        return data
