"""(child) Delivery tables: CSV, TSV, XLSX and JSONL read row by row and pushed through the hatch in blocks."""

import codecs
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

import python_calamine as calamine

from reviewer.documents import slips
from reviewer.documents.containers import ZipContainer
from reviewer.documents.csv_grid import csv_rows, guess_delimiter
from reviewer.documents.kinds import guess_encoding, sniff
from reviewer.documents.sheets import cell_text, sheet_rows, why_calamine
from reviewer.documents.shown import Unreadable

BLOCK_ROWS = 500
_HEAD = 1 << 20
_MAX_WORKBOOK = 512 * 1024 * 1024
_MAX_LINE = 4_000_000
_MAX_FIELDS = 2_000

Row = tuple[int, list[str]]


class DeliveryTable:
    """A table that is open: what was found out about it, its header, and its rows with their number in the source.

    Rows count from 1 with everything before and including the header; wholly empty rows are left out.
    """

    def __init__(self, encoding: str, delimiter: str, sheet: str, header: list[str], rows: Iterator[Row]) -> None:
        """Join the parts."""
        self.encoding, self.delimiter, self.sheet = encoding, delimiter, sheet
        self.header, self.rows = header, rows
        self.refused: list[tuple[int, str]] = []


def open_table(
    source: BinaryIO, name: str, *, encoding: str = "", delimiter: str = "", sheet: str = "", header_row: int = 1
) -> DeliveryTable:
    """Open a delivery table from a seekable file; what is not told is found out.

    Raises Unreadable with a code of interface.md.
    """
    head = source.read(_HEAD)
    found = sniff(head[:65_536], name)
    source.seek(0)
    if not head:
        raise Unreadable("empty")
    if found.format in ("zip", "ole", "biff"):
        return _open_workbook(source, sheet, header_row, zipped=found.format == "zip")
    if found.kind not in ("text", "spreadsheet") and not encoding:
        raise Unreadable("unsupported")
    codec = encoding or _encoding_of(source)
    if _is_jsonl(head, name, codec):
        return _open_jsonl(source, codec)
    return _open_csv(source, codec, delimiter, header_row)


def _encoding_of(source: BinaryIO) -> str:
    """The codec that fits the whole table: UTF-8 when every byte agrees, else CP949, else by its beginning."""
    start = guess_encoding(source.read(65_536)) or "utf-8"
    source.seek(0)
    if start not in ("utf-8", "cp949"):
        return start
    for codec in ("utf-8", "cp949"):
        if _all_decodes(source, codec):
            return codec
    return start


def _all_decodes(source: BinaryIO, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        while piece := source.read(_HEAD):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        source.seek(0)
    return True


def _numbered(rows: Iterator[list[str]]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if any(row):
            yield number, row


def _from_header(rows: Iterator[Row], header_row: int) -> tuple[list[str], Iterator[Row]]:
    for number, row in rows:
        if number >= header_row:
            return [cell.strip() for cell in row[:_MAX_FIELDS]], rows
    raise Unreadable("empty")


def _open_csv(source: BinaryIO, codec: str, delimiter: str, header_row: int) -> DeliveryTable:
    try:
        lines = io.TextIOWrapper(source, encoding=codec, errors="replace", newline="")
        chosen = delimiter or guess_delimiter(lines.read(65_536))
    except (LookupError, UnicodeError):
        raise Unreadable("unsupported") from None
    lines.seek(0)
    header, rows = _from_header(_numbered(csv_rows(lines, chosen)), header_row)
    return DeliveryTable(codec, chosen, "", header, rows)


def _open_workbook(source: BinaryIO, sheet: str, header_row: int, *, zipped: bool) -> DeliveryTable:
    data = source.read(_MAX_WORKBOOK + 1)
    if len(data) > _MAX_WORKBOOK:
        raise Unreadable("too_large")
    if zipped:
        container = ZipContainer(data)
        if container.kind().kind != "spreadsheet":
            raise Unreadable("unsupported")
        if sum(entry.file_size for entry in container.entries) > 4 * _MAX_WORKBOOK:
            raise Unreadable("too_large")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = book.get_sheet_by_name(sheet) if sheet else _first_sheet(book)
    except Unreadable:
        raise
    except Exception as error:  # calamine raises several unrelated classes
        raise Unreadable(why_calamine(error)) from None
    header, rows = _from_header(_numbered(sheet_rows(found)), header_row)
    while header and not header[-1]:
        header.pop()
    return DeliveryTable("", "", found.name, header, rows)


def _first_sheet(book: "calamine.CalamineWorkbook") -> "calamine.CalamineSheet":
    """The first visible sheet that has cells."""
    for index, about in enumerate(book.sheets_metadata):
        if str(about.visible) != "SheetVisibleEnum.Visible":
            continue
        found = book.get_sheet_by_index(index)
        if found.end is not None:
            return found
    raise Unreadable("empty")


def _is_jsonl(head: bytes, name: str, codec: str) -> bool:
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    try:
        first = head.decode(codec, "ignore").lstrip("\ufeff").lstrip().splitlines()[0]
        return first.startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, IndexError, RecursionError):
        return False


def _open_jsonl(source: BinaryIO, codec: str) -> DeliveryTable:
    """Read twice: first for every key that occurs, in the order of first sight, then for the rows."""
    lines = io.TextIOWrapper(source, encoding=codec, errors="replace", newline="\n")
    fields: dict[str, int] = {}
    for _, thing in _objects(lines):
        for key in thing or ():
            if key not in fields and len(fields) < _MAX_FIELDS:
                fields[key] = len(fields)
    if not fields:
        raise Unreadable("damaged")
    lines.seek(0)
    table = DeliveryTable(codec, "", "", list(fields), iter(()))
    table.rows = _json_rows(lines, fields, table.refused)
    return table


def _objects(lines: io.TextIOWrapper) -> Iterator[tuple[int, dict[str, object] | None]]:
    number = 0
    while line := lines.readline(_MAX_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            thing = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            thing = None
        yield number, thing if isinstance(thing, dict) else None


def _json_rows(lines: io.TextIOWrapper, fields: dict[str, int], refused: list[tuple[int, str]]) -> Iterator[Row]:
    for number, thing in _objects(lines):
        if thing is None:
            if len(refused) < 100_000:
                refused.append((number, "not_json"))
            continue
        row = [""] * len(fields)
        for key, value in thing.items():
            if key in fields:
                row[fields[key]] = _json_text(value)
        yield number, row


def _json_text(value: object) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return cell_text(value)


def send_table(out: BinaryIO, table: DeliveryTable, most_rows: int) -> None:
    """Push the header, the rows in blocks and the end through the hatch."""
    about = slips.Packer().text(table.encoding).text(table.delimiter).text(table.sheet).texts(table.header)
    slips.write_slip(out, slips.Slip(slips.HEADER, payload=about.done()))
    block: list[list[str]] = []
    sent = 0
    for number, row in table.rows:
        block.append([str(number), *row[:_MAX_FIELDS]])
        sent += 1
        if len(block) >= BLOCK_ROWS or sent >= most_rows:
            slips.write_slip(out, slips.Slip(slips.ROWS, a=len(block), payload=slips.pack_rows(block)))
            block = []
        if sent >= most_rows:
            break
    if block:
        slips.write_slip(out, slips.Slip(slips.ROWS, a=len(block), payload=slips.pack_rows(block)))
    refused = slips.Packer().number(len(table.refused))
    for number, code in table.refused:
        refused.number(number).text(code)
    slips.write_slip(out, slips.Slip(slips.FINISHED, a=sent, payload=refused.done()))
