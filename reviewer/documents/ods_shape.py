"""(child) What the sheets of an ODS look like beside their values: merged, hidden, frozen, widths, and formulas.

The XML is scanned as bytes, as that of an XLSX is; cells have no names in it, so that every one must be counted.
"""

import re
from collections.abc import Iterator

from reviewer.documents import slips
from reviewer.documents.containers import ZipContainer
from reviewer.documents.odt_looks import length
from reviewer.documents.sheet_shape import SheetForm, attributes, plain
from reviewer.documents.shown import SheetShape, Unreadable

_MOST_SCANNED = 64 << 20
_TAG = re.compile(rb"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_WIDTH = re.compile(
    rb'<style:style\b([^<>]*style:family="table-column"[^<>]*)>\s*'
    rb'<style:table-column-properties\b[^<>]*style:column-width="([^"<>]*)"'
)
_SETTING = re.compile(
    rb'<config:config-item-map-entry config:name="([^"<>]*)">|config:name="(\w+Split\w+)"[^<>]*>(\d+)<'
)
_HIDDEN = frozenset({"collapse", "filter"})
_CHARACTER = 5.25
_MAX_ROW, _MAX_COLUMN, _MAX_REPEAT = 1_048_576, 16_384, 1_000


def read_ods_forms(container: ZipContainer) -> dict[str, SheetForm]:
    """The shapes of all sheets by their names; none for a document too large to be scanned."""
    try:
        content = container.part("content.xml", _MOST_SCANNED)
    except Unreadable:
        return {}
    widths = {attributes(match[1]).get("style:name", ""): length(plain(match[2])) for match in _WIDTH.finditer(content)}
    frozen = _frozen(container)
    found: dict[str, SheetForm] = {}
    scan: _Scan | None = None
    depth = 0
    for end, tag, about in _tags(content):
        if tag == "table":
            depth += -1 if end else 1
            if depth == 1 and not end:
                scan = _Scan(widths)
                name = about.get("table:name", "")
            elif depth == 0 and scan is not None:
                found[name] = scan.done(*frozen.get(name, (0, 0)))
                scan = None
        elif depth == 1 and scan is not None and not end:
            scan.take(tag, about)
    return found


def _tags(content: bytes) -> Iterator[tuple[bool, str, dict[str, str]]]:
    for match in _TAG.finditer(content):
        yield bool(match[1]), match[2].decode(), attributes(match[3]) if match[3] else {}
        if match[2] == b"table" and match[3].endswith(b"/"):
            yield True, "table", {}


def _frozen(container: ZipContainer) -> dict[str, tuple[int, int]]:
    """Frozen rows and columns by the name of the sheet."""
    try:
        settings = container.part("settings.xml", 4 << 20) if "settings.xml" in container.names else b""
    except Unreadable:
        return {}
    told: dict[str, dict[str, int]] = {}
    name = ""
    for match in _SETTING.finditer(settings):
        if match[1] is not None:
            name = plain(match[1])
        elif len(match[3]) < 8:
            told.setdefault(name, {})[match[2].decode()] = int(match[3])
    return {
        sheet: (
            values.get("VerticalSplitPosition", 0) if values.get("VerticalSplitMode") == 2 else 0,
            values.get("HorizontalSplitPosition", 0) if values.get("HorizontalSplitMode") == 2 else 0,
        )
        for sheet, values in told.items()
    }


class _Scan:
    """Counts through one sheet."""

    def __init__(self, widths: dict[str, float]) -> None:
        self._known_widths = widths
        self._form = SheetForm()
        self._row = self._next_row = 1
        self._column = self._next_column = 1
        self._merged: list[tuple[int, int, int, int]] = []
        self._rows: list[tuple[int, int]] = []
        self._columns: list[tuple[int, int]] = []
        self._widths: list[tuple[int, int, float]] = []

    def take(self, tag: str, about: dict[str, str]) -> None:
        if tag == "table-column":
            self._take_column(about)
        elif tag == "table-row":
            self._row = self._next_row
            self._next_row = min(self._row + _repeated(about, "table:number-rows-repeated"), _MAX_ROW)
            self._column = 1
            if about.get("table:visibility") in _HIDDEN:
                _add(self._rows, self._row, self._next_row - 1)
        else:
            self._take_cell(about)

    def _take_column(self, about: dict[str, str]) -> None:
        first = self._next_column
        self._next_column = min(first + _repeated(about, "table:number-columns-repeated"), _MAX_COLUMN)
        if about.get("table:visibility") in _HIDDEN:
            _add(self._columns, first, self._next_column - 1)
        width = self._known_widths.get(about.get("table:style-name", ""), 0.0) / _CHARACTER
        if 0 < width < 1_000 and len(self._widths) < slips.MAX_RANGES:
            self._widths.append((first, max(self._next_column - 1, first), width))

    def _take_cell(self, about: dict[str, str]) -> None:
        count = _repeated(about, "table:number-columns-repeated")
        rows, columns = (_repeated(about, f"table:number-{side}-spanned") for side in ("rows", "columns"))
        if (rows > 1 or columns > 1) and len(self._merged) < slips.MAX_RANGES:
            self._merged.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
        formula = about.get("table:formula", "")
        if formula:
            shown = re.sub(r"^(?:of|oooc|msoxl):", "", formula)
            for column in range(self._column, min(self._column + count, self._column + _MAX_REPEAT)):
                self._form.add_formula(self._row, column, shown if shown.startswith("=") else f"={shown}")
        self._column = min(self._column + count, _MAX_COLUMN)

    def done(self, frozen_rows: int, frozen_columns: int) -> SheetForm:
        self._form.pack()
        self._form.shape = SheetShape(
            tuple(self._merged), tuple(self._rows), tuple(self._columns), frozen_rows, frozen_columns,
            tuple(self._widths),
        )  # fmt: skip
        return self._form


def _repeated(about: dict[str, str], name: str) -> int:
    told = about.get(name, "1")
    return max(int(told), 1) if told.isdecimal() and len(told) < 8 else 1


def _add(ranges: list[tuple[int, int]], first: int, last: int) -> None:
    if ranges and ranges[-1][1] + 1 == first:
        ranges[-1] = (ranges[-1][0], max(last, first))
    elif len(ranges) < slips.MAX_RANGES:
        ranges.append((first, max(last, first)))
