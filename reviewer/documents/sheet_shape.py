"""(child) What an XLSX sheet looks like beside its values: merged, hidden, frozen, widths, and its formulas.

The sheet's XML is scanned as bytes for five tags; it is never parsed, so no entity can be expanded and a sheet of a
million rows needs no more memory than a piece of it.
"""

import posixpath
import re
import time
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast
from xml.sax.saxutils import unescape

from reviewer.documents import slips
from reviewer.documents.containers import ZipContainer
from reviewer.documents.shared_formula import column_number, moved
from reviewer.documents.shown import SheetShape

_PIECE = 1 << 20
_MOST_HELD = 8 << 20
_MOST_SCANNED = 2 << 30
_NAME = rb"<(?:[\w.-]{1,40}:)?"
_TAGS = re.compile(
    _NAME + rb"(?:(?P<tag>pane|col|mergeCell)(?P<about>\s[^<>]*)>"
    rb"|row(?P<row>\s[^<>]*?\shidden\s*=[^<>]*)>"
    rb"|c(?P<cell>\s[^<>]*)>\s*" + _NAME + rb"f(?P<formula>\s[^<>]*?)?(?:/>|>(?P<text>[^<]*)<))"
)
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,7})")
_SHEET = re.compile(_NAME + rb"sheet(\s[^<>]*)>")
_RELATION = re.compile(_NAME + rb"Relationship(\s[^<>]*)>")
_ENTITIES = {"&quot;": '"', "&apos;": "'", "&#10;": "\n", "&#13;": "\n", "&#39;": "'", "&#34;": '"'}
_MAX_FORMULA = 8_192
_BLOCK = 1_000
_FALSE = frozenset({"0", "false", "off", ""})


class SheetForm:
    """The shape and the formulas of one sheet, in the making and afterwards."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.shape = SheetShape()
        self._blocks: dict[int, list[bytes]] = {}
        self._waiting: dict[int, list[str]] = {}
        self._held = 0
        self.formula_count = 0

    def shape_so_far(self) -> SheetShape:
        """What is known of the shape before everything was read."""
        return self.shape

    @property
    def hides_parts(self) -> bool:
        """Whether rows or columns are hidden, as far as is known."""
        return bool(self.shape.hidden_rows or self.shape.hidden_columns)

    def read_on(self, until: float) -> bool:
        """Read on until this moment of `time.monotonic`; True when nothing is left."""
        return True

    def add_formula(self, row: int, column: int, formula: str) -> None:
        """Keep a formula; a million of them must not need much memory."""
        lines = self._waiting.setdefault((row - 1) // _BLOCK, [])
        lines.append(f"{row}\x1f{column}\x1f{formula[:_MAX_FORMULA]}")
        self._held += 1
        self.formula_count += 1
        if self._held >= 20_000:
            self.pack()

    def pack(self) -> None:
        """Compress what came in."""
        for block, lines in self._waiting.items():
            packed = zlib.compress("\x1e".join(lines).encode("utf-8", "replace"), 1)
            self._blocks.setdefault(block, []).append(packed)
        self._waiting, self._held = {}, 0

    def formulas(self, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """The formulas of these rows."""
        found: dict[tuple[int, int], str] = {}
        for block in range((first_row - 1) // _BLOCK, (first_row + rows - 2) // _BLOCK + 1):
            for packed in self._blocks.get(block, ()):
                for line in zlib.decompress(packed).decode("utf-8", "replace").split("\x1e"):
                    row, column, formula = line.split("\x1f", 2)
                    if first_row <= int(row) < first_row + rows:
                        found[int(row), int(column)] = formula
        return found


def xlsx_parts(container: ZipContainer) -> dict[str, str]:
    """The parts of the sheets by the name of the sheet."""
    by_lower = {name.lower().lstrip("/"): name for name in container.names}
    book, links = by_lower.get("xl/workbook.xml"), by_lower.get("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {}
    for match in _RELATION.finditer(container.part(links, _MOST_HELD)):
        about = attributes(match[1])
        target = about.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        targets[about.get("Id", "")] = by_lower.get(path.lower(), "")
    found = {}
    for match in _SHEET.finditer(container.part(book, _MOST_HELD)):
        about = attributes(match[1])
        ids = [value for name, value in about.items() if name.endswith(":id")]
        if ids and targets.get(ids[0]):
            found[about.get("name", "")] = targets[ids[0]]
    return found


class XlsxForm(SheetForm):
    """A sheet of an XLSX, read piece by piece: a million rows take seconds, and pages are asked for meanwhile."""

    def __init__(self, container: ZipContainer, part: str) -> None:
        """Nothing is read before `read_on`."""
        super().__init__()
        self._steps = self._reading(container, part)

    def read_on(self, until: float) -> bool:
        """Read on until this moment of `time.monotonic`; what cannot be read is left out."""
        return all(time.monotonic() < until for _ in self._steps)

    def _reading(self, container: ZipContainer, part: str) -> Iterator[None]:
        scan = FormScan(self)
        try:
            with container.zip.open(part) as file:
                for piece in _pieces(cast(BinaryIO, file)):
                    scan.read(piece)
                    yield
        except (MemoryError, GeneratorExit):
            raise
        except Exception:  # zipfile raises whatever it likes on a stranger's bytes: what was read so far is kept
            scan.done()
            return
        scan.done()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The XML in pieces that end between two cells."""
    held, seen = b"", 0
    while seen < _MOST_SCANNED and (piece := file.read(_PIECE)):
        seen += len(piece)
        held += piece
        cut = max(held.rfind(b"</c>"), held.rfind(b"<row "), held.rfind(b":row "), held.rfind(b":c>"))
        if cut < 0 and len(held) > _MOST_HELD:
            cut = held.rfind(b"<")
        if cut > 0:
            cut = held.rfind(b"<", 0, cut + 1)
            yield held[:cut]
            held = held[cut:]
        if len(held) > 2 * _MOST_HELD:
            held = b""
    yield held


class FormScan:
    """Takes the shape and the formulas out of the XML of a sheet, piece by piece."""

    def __init__(self, form: SheetForm) -> None:
        """Formulas are given to `form` as they come."""
        self._form = form
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._rows: list[tuple[int, int]] = []
        self._columns: list[tuple[int, int]] = []
        self._widths: list[tuple[int, int, float]] = []
        self._frozen = (0, 0)

    def read(self, piece: bytes) -> None:
        """Take in a piece that ends between two cells."""
        for match in _TAGS.finditer(piece):
            if match["cell"] is not None:
                self._formula(match)
            elif match["row"] is not None:
                self._row(attributes(match["row"]))
            else:
                getattr(self, f"_{match['tag'].decode().lower()}")(attributes(match["about"]))

    def _formula(self, match: re.Match[bytes]) -> None:
        place = _cell(attributes(match["cell"]).get("r", ""))
        if place is None:
            return
        about = attributes(match["formula"] or b"")
        text = plain(match["text"] or b"")
        if about.get("t") == "shared" and len(self._shared) < slips.MAX_RANGES:
            key = about.get("si", "")
            if text:
                self._shared[key] = (*place, text)
            elif key in self._shared:
                row, column, first = self._shared[key]
                text = moved(first, place[0] - row, place[1] - column)
        if text:
            self._form.add_formula(*place, f"={text}")

    def _row(self, about: dict[str, str]) -> None:
        number = about.get("r", "")
        if about.get("hidden", "").lower() not in _FALSE and number.isdecimal() and len(number) < 9:
            add_to_ranges(self._rows, int(number))

    def _col(self, about: dict[str, str]) -> None:
        first, last = (about.get(name, "") for name in ("min", "max"))
        if not (first.isdecimal() and last.isdecimal() and 1 <= int(first[:6]) <= int(last[:6])):
            return
        columns = int(first[:6]), int(last[:6])
        if about.get("hidden", "").lower() not in _FALSE and len(self._columns) < slips.MAX_RANGES:
            self._columns.append(columns)
        try:
            width = float(about.get("width", ""))
        except ValueError:
            return
        if 0 < width < 1_000 and len(self._widths) < slips.MAX_RANGES:
            self._widths.append((*columns, width))

    def _pane(self, about: dict[str, str]) -> None:
        if about.get("state") in ("frozen", "frozenSplit"):
            rows, columns = about.get("ySplit", "0"), about.get("xSplit", "0")
            self._frozen = tuple(int(each) if each.isdecimal() and len(each) < 8 else 0 for each in (rows, columns))  # type: ignore[assignment]

    def _mergecell(self, about: dict[str, str]) -> None:
        first, _, last = about.get("ref", "").partition(":")
        one, other = _cell(first), _cell(last or first)
        if one and other and one[0] <= other[0] and one[1] <= other[1] and len(self._merged) < slips.MAX_RANGES:
            self._merged.append((*one, *other))

    def shape(self) -> SheetShape:
        """What is known of the shape by now."""
        return SheetShape(
            tuple(self._merged), tuple(self._rows), tuple(self._columns), *self._frozen, tuple(self._widths)
        )

    @property
    def hides_parts(self) -> bool:
        """Whether a row or a column that is hidden has come by."""
        return bool(self._rows or self._columns)

    def done(self) -> None:
        """Everything was read."""
        self._form.pack()
        self._form.shape = self.shape()


def add_to_ranges(ranges: list[tuple[int, int]], number: int) -> None:
    """Add a number to ranges of numbers that come in order."""
    if ranges and ranges[-1][1] + 1 == number:
        ranges[-1] = (ranges[-1][0], number)
    elif len(ranges) < slips.MAX_RANGES:
        ranges.append((number, number))


def _cell(name: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(name)
    return (int(match[2]), column_number(match[1])) if match else None


def attributes(about: bytes) -> dict[str, str]:
    """The attributes of a tag, by name."""
    return {name.decode("ascii", "replace"): plain(one or other) for name, one, other in _ATTRIBUTE.findall(about)}


def plain(xml: bytes) -> str:
    """The text that XML writes so."""
    text = xml.decode("utf-8", "replace")
    return unescape(text, _ENTITIES) if "&" in text else text
