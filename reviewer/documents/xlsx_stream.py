"""(child) Reads an XLSX too large for memory from its first row on: values, formulas and shape in one pass.

As in `sheet_shape`, the XML is searched as bytes and never parsed.
"""

import datetime as dt
import re
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import BinaryIO, cast

from reviewer.documents.containers import ZipContainer
from reviewer.documents.growing import MAX_COLUMNS, GrowingSheet
from reviewer.documents.shared_formula import column_number
from reviewer.documents.sheet_shape import FormScan, SheetForm, attributes, plain, xlsx_parts
from reviewer.documents.sheets import cell_text
from reviewer.documents.shown import SheetShape, Unreadable

LARGE = 32 * 1024 * 1024
"""Bytes of XML in the sheets of a book from which on it is read this way."""

_PIECE, _MOST_OF_A_ROW = 1 << 19, 32 << 20
_MOST_OF_TEXTS = 256 << 20
_MOST_ROWS = 1_048_576
_MOST_SPANNED, _MOST_LOOKED_INTO = 5_000_000, 50
_P = rb"(?:[\w.-]{1,40}:)?"
_ROW = re.compile(rb"<" + _P + rb"row(\s[^<>]*?)?(?:/>|>(.*?)</" + _P + rb"row>)", re.DOTALL)
_CELL = re.compile(
    rb"<" + _P + rb"c(?: r=\"([A-Z]{1,3})\d+\")?(?: s=\"(\d+)\")?(?: t=\"(\w+)\")?(\s[^<>]*?)?"
    rb"(?:/>|>(?:<v>([^<]*)</v></c>|(.*?)</" + _P + rb"c>))",
    re.DOTALL,
)
_VALUE = re.compile(rb"<" + _P + rb"v(?:\s[^<>]*)?>([^<]*)<")
_TEXT = re.compile(rb"<" + _P + rb"t(?:\s[^<>]*)?>([^<]*)<")
_SPOKEN = re.compile(rb"<" + _P + rb"rPh[\s>].*?</" + _P + rb"rPh>", re.DOTALL)
_ITEM = re.compile(rb"<" + _P + rb"si(?:\s[^<>]*?)?(?:/>|>(.*?)</" + _P + rb"si>)", re.DOTALL)
_FORMATS = re.compile(rb"<" + _P + rb"numFmt(\s[^<>]*)>")
_STYLES = re.compile(rb"<" + _P + rb"cellXfs[\s>].*?</" + _P + rb"cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<" + _P + rb"xf(\s[^<>]*)>")
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_SPAN = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_SPANS, _DAYS = frozenset({46}), frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_SHEET = re.compile(rb"<" + _P + rb"sheet(\s[^<>]*)>")
_DIMENSION = re.compile(rb"<" + _P + rb"dimension\s[^<>]*ref\s*=\s*[\"'][A-Z]+\d+:([A-Z]{1,3})(\d{1,7})[\"']")
_BOOK_OF_1904 = re.compile(rb"<" + _P + rb"workbookPr\s[^<>]*date1904\s*=\s*[\"'](?:1|true)")


def is_large(container: ZipContainer) -> bool:
    """Whether a book is to be read piece by piece: by its bytes, or by the cells that a sheet says it spans."""
    entries = [entry for entry in container.entries if entry.filename.lower().startswith("xl/worksheets/")]
    return sum(entry.file_size for entry in entries) > LARGE or any(
        _spans_much(container, entry.filename) for entry in entries[:_MOST_LOOKED_INTO]
    )


def _spans_much(container: ZipContainer, part: str) -> bool:
    """True for a sheet with two cells in far corners: others would make room for all cells between them."""
    try:
        with container.zip.open(part) as file:
            told = _DIMENSION.search(file.read(4_096))
    except MemoryError:
        raise
    except Exception:  # a broken part is told when it is read, not here
        return False
    return told is not None and int(told[2]) * column_number(told[1].decode()) > _MOST_SPANNED


def large_sheets(container: ZipContainer) -> list[GrowingSheet]:
    """The sheets of a large XLSX in their order; Unreadable(`damaged`) when there are none."""
    parts = xlsx_parts(container)
    if not parts:
        raise Unreadable("damaged")
    book = container.part(_named(container, "xl/workbook.xml"))
    hidden = {}
    for match in _SHEET.finditer(book):
        about = attributes(match[1])
        hidden[about.get("name", "")] = about.get("state", "visible").lower() != "visible"
    kinds = _kinds_of_styles(container)
    epoch = dt.date(1904, 1, 1) if _BOOK_OF_1904.search(book) else dt.date(1899, 12, 30)
    texts = SharedTexts(container)
    found = []
    for name, part in parts.items():
        form = StreamedForm()
        rows = XlsxRows(container, part, form, texts, kinds, epoch)
        found.append(GrowingSheet(name, rows.read(), hidden=hidden.get(name, False), form=form))
    return found


def _named(container: ZipContainer, part: str) -> str:
    """The name of a part as it is written in the zip; empty where it is not there."""
    return next((name for name in container.names if name.lower().lstrip("/") == part), "")


class StreamedForm(SheetForm):
    """The form of a sheet that is being read: its shape is known as far as the rows are."""

    def __init__(self) -> None:
        """Filled by its `scan`."""
        super().__init__()
        self.scan = FormScan(self)

    def shape_so_far(self) -> SheetShape:
        """What is known of the shape by now."""
        return self.scan.shape()

    @property
    def hides_parts(self) -> bool:
        """Whether hidden rows or columns have come by."""
        return self.scan.hides_parts


class SharedTexts:
    """The texts that cells share, read as far as a cell needs them; programs write them in the order of the cells."""

    def __init__(self, container: ZipContainer) -> None:
        """Nothing is read yet."""
        self._texts, self._ends = bytearray(), array("Q", [0])
        part = _named(container, "xl/sharedstrings.xml")
        self._source = _items(container, part) if part else iter(())

    def text(self, number: int) -> str:
        """The text with this number, from 0; Unreadable(`too_large`) when there are more than memory holds."""
        while number >= len(self._ends) - 1:
            item = next(self._source, None)
            if item is None:
                return ""
            if len(self._texts) > _MOST_OF_TEXTS:
                raise Unreadable("too_large")
            self._texts += item
            self._ends.append(len(self._texts))
        return plain(bytes(self._texts[self._ends[number] : self._ends[number + 1]]))


class XlsxRows:
    """One sheet of a large book; its rows are read once, its form grows with them."""

    def __init__(
        self, container: ZipContainer, part: str, form: StreamedForm, texts: SharedTexts, kinds: list[str],
        epoch: dt.date,
    ) -> None:  # fmt: skip
        """`kinds` says of each style whether it shows a day ("day"), a span of time ("span") or neither."""
        self._container, self._part, self._scan = container, part, form.scan
        self._texts, self._kinds = texts, kinds
        self._moment = lru_cache(maxsize=4_096)(_moments(epoch))

    def read(self) -> Iterator[list[str]]:
        """The rows from row 1 on, those that the file leaves out as empty ones."""
        count = 0
        for piece in _parts(self._container, self._part, b"row"):
            self._scan.read(piece)
            for about, cells in _ROW.findall(piece):
                told = attributes(about).get("r", "") if about else ""
                number = int(told) if told.isdecimal() and len(told) < 8 else count + 1
                if number > _MOST_ROWS:
                    return
                while count < number - 1:
                    count += 1
                    yield []
                if number > count:
                    count = number
                    yield self._cells(cells)

    def _cells(self, row: bytes) -> list[str]:
        found: list[str] = []
        for column, style, kind, more, quick, inside in _CELL.findall(row):
            if more:
                about = attributes(more)
                column = column or about.get("r", "").rstrip("0123456789").encode()
                style, kind = style or about.get("s", "").encode(), kind or about.get("t", "").encode()
            place = _column(column) - 1 if column else len(found)
            if place >= MAX_COLUMNS:
                place = MAX_COLUMNS  # the sheet is told to be wider than what is shown
            if not (quick or inside):
                continue
            text = self._value(style, kind, quick, inside)
            if text:
                if place >= len(found):
                    found += [""] * (place + 1 - len(found))
                found[place] = text
        return found

    def _value(self, style: bytes, kind: bytes, quick: bytes, inside: bytes) -> str:
        if kind == b"inlineStr":
            return _joined(inside)
        value = quick
        if inside:
            match = _VALUE.search(inside)
            value = match[1] if match else b""
        if kind == b"s":
            return self._texts.text(int(value)) if value.isdigit() and len(value) < 10 else ""
        if kind in (b"str", b"e"):
            return plain(value)
        if kind == b"d":
            return plain(value).replace("T", " ").removesuffix(" 00:00:00")
        if kind == b"b":
            return "TRUE" if value.strip() == b"1" else "FALSE"
        shows = self._kinds[int(style)] if style and int(style) < len(self._kinds) else ""
        if not shows:
            return value.decode() if value.isdigit() and len(value) < 16 else _number(value)
        return self._moment(value, shows)


def _number(value: bytes) -> str:
    try:
        return cell_text(float(value))
    except ValueError:
        return plain(value)


def _moments(epoch: dt.date) -> Callable[[bytes, str], str]:
    def text(value: bytes, shows: str) -> str:
        """A number of days since the epoch as the day, the time or the span that the cell shows."""
        try:
            days = float(value)
            if shows == "span":
                return cell_text(dt.timedelta(days=days))
            if 1 <= days < 60 and epoch.year < 1900:
                days += 1  # Excel counts a 29 February 1900
            seconds = round(days * 86_400_000) / 1000
            moment = dt.datetime.combine(epoch, dt.time()) + dt.timedelta(seconds=seconds)
        except (ValueError, OverflowError):
            return _number(value)
        return cell_text(moment.time() if 0 <= days < 1 else moment)

    return text


@lru_cache(maxsize=20_000)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def _joined(inside: bytes) -> str:
    """The text of a cell or item: its runs one after the other, without how it is spoken."""
    return plain(_joined_bytes(inside))


def _joined_bytes(inside: bytes) -> bytes:
    if b"rPh" in inside:
        inside = _SPOKEN.sub(b"", inside)
    return b"".join(_TEXT.findall(inside))


def _items(container: ZipContainer, part: str) -> Iterator[bytes]:
    for piece in _parts(container, part, b"si"):
        yield from map(_joined_bytes, _ITEM.findall(piece))


def _parts(container: ZipContainer, part: str, tag: bytes) -> Iterator[bytes]:
    """The XML in pieces that end after an end tag; Unreadable where it is broken."""
    ends = re.compile(rb"</" + _P + tag + rb">")
    held = b""
    try:
        with container.zip.open(part) as opened:
            file = cast(BinaryIO, opened)
            while piece := file.read(_PIECE):
                held += piece
                cut = held.rfind(b"</" + tag + b">")
                cut = cut + len(tag) + 3 if cut >= 0 else max((match.end() for match in ends.finditer(held)), default=0)
                if cut:
                    yield held[:cut]
                    held = held[cut:]
                elif len(held) > _MOST_OF_A_ROW:
                    raise Unreadable("too_large")
    except (MemoryError, GeneratorExit, Unreadable):
        raise
    except Exception:  # zipfile raises whatever it likes on a stranger's bytes
        yield held
        raise Unreadable("damaged") from None
    yield held


def _kinds_of_styles(container: ZipContainer) -> list[str]:
    """For each style of a cell: "day", "span" or nothing."""
    part = _named(container, "xl/styles.xml")
    if not part:
        return []
    styles = container.part(part)
    own = {}
    for match in _FORMATS.finditer(styles):
        about = attributes(match[1])
        own[about.get("numFmtId", "")] = about.get("formatCode", "")
    block = _STYLES.search(styles)
    numbers = [attributes(match[1]).get("numFmtId", "") for match in _STYLE.finditer(block[0] if block else b"")]
    return [_kind_of(own[each]) if each in own else _kind_known(each) for each in numbers]


def _kind_known(number: str) -> str:
    at = int(number) if number.isdecimal() and len(number) < 6 else 0
    return "span" if at in _SPANS else "day" if at in _DAYS else ""


def _kind_of(code: str) -> str:
    bare = _NO_DATE.sub("", code.split(";")[0])
    if _SPAN.search(bare):
        return "span"
    return "day" if re.search("[dmyhs]", bare, re.IGNORECASE) and bare.lower() != "general" else ""
