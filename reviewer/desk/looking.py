"""Looking at any file through the glovebox, with or without a case."""

import contextlib
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.documents import opening
from reviewer.documents.gloves import Spare
from reviewer.rules.problem import Problem

LARGEST_FILE = 200_000_000
"""Bytes; a paper beyond this is not read at all."""


def inspect_files(
    paths: Sequence[Path],
    *,
    password: str | None = None,
    png_folder: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """One record a file with the fields of docs/interface.md; every file gets an answer.

    `progress` hears how many files were looked at, of how many; those in folders count.
    """
    found, files = [], list(_files(paths))
    names = _Names(files)
    with contextlib.closing(Spare()) as spare:
        for done, path in enumerate(files, start=1):
            found.append(_inspected(path, password, spare))
            if png_folder is not None and found[-1]["opened"]:
                found[-1]["png"] = _draw(path, password, png_folder, names)
            if progress is not None:
                progress(done, len(files))
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            yield path


class _Names:
    """The names of the drawn pages: that of the file, with a number where another file drawn before has it."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._own = {_same(path.stem) for path in files}
        self._taken: set[str] = set()

    def take(self, path: Path) -> str:
        """A name for the pages of this file that no other file has, nor will want as its own."""
        numbered = (f"{path.stem}-{number}" for number in itertools.count(2))
        name = path.stem
        if _same(name) in self._taken:
            name = next(one for one in numbered if _same(one) not in self._taken | self._own)
        self._taken.add(_same(name))
        return name


def _same(name: str) -> str:
    """Equal for names that are one on a disk of Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def _inspected(path: Path, password: str | None, spare: Spare) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as fault:
        return _answer(path, problem="unreadable", why=fault.strerror or "")
    if size > LARGEST_FILE:
        return _answer(path, problem="too_large") | {"bytes": size}
    seen = opening.inspect(data, path.name, password=password, spare=spare)
    sheets = [
        {"name": sheet.name, "rows": sheet.rows, "cols": sheet.cols, "hidden": sheet.hidden} for sheet in seen.sheets
    ]
    return {
        "file": str(path),
        "sha256": seen.sha256,
        "bytes": seen.bytes,
        "kind": seen.kind,
        "format": seen.format,
        "pages": seen.pages,
        "page_sizes": [list(size) for size in seen.page_sizes],
        "sheets": sheets,
        "opened": seen.opened,
        "problem": seen.problem,
        "warnings": list(seen.warnings),
        "counts": dict(seen.counts),
        "text": seen.text,
        "seconds": seen.seconds,
    }


def _answer(path: Path, *, problem: str, why: str = "") -> dict[str, Any]:
    return {
        "file": str(path),
        "sha256": "",
        "bytes": 0,
        "kind": "unknown",
        "format": why,
        "pages": 0,
        "page_sizes": [],
        "sheets": [],
        "opened": False,
        "problem": problem,
        "warnings": [],
        "counts": {},
        "text": "",
        "seconds": 0.0,
    }


def _draw(path: Path, password: str | None, folder: Path, names: _Names) -> list[str]:
    """Write the pages of one file as PNG; what cannot be drawn is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    try:
        with opening.open_document(path.read_bytes(), path.name, password=password) as document:
            pages = document.description.pages
            name = names.take(path) if pages else ""
            for number in range(1, pages + 1):
                image = document.page(number, scale=1.5)
                target = folder / f"{name}-{number}.png"
                target.write_bytes(png_of(image))
                written.append(str(target))
    except Problem:
        return written
    return written


def png_of(image: opening.PageImage) -> bytes:
    """A drawn page as a PNG file; plain zlib, so that no image library opens anything here."""
    import struct
    import zlib

    rows = bytearray()
    for top in range(image.height):
        line = image.pixels[top * image.stride : top * image.stride + image.width * 4]
        rgb = bytearray(image.width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = line[0::4], line[1::4], line[2::4]
        rows += b"\0" + rgb

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + chunk(b"IEND", b"")
    )
