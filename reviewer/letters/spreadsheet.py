"""Writes a workbook row by row: text stays text, numbers are numbers, and nothing from the data becomes a formula."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
"""Limits of a worksheet and of one cell."""

Cell = str | int | bool | None

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{sheets}</Types>'
)
_SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{number}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
)
_RELATION = (
    '<Relationship Id="{id}" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Styles: 0 plain, 1 heading, 2 whole number with commas, 3 text that a hurried eye could take for a formula.
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="10"/><name val="Malgun Gothic"/></font>'
    '<font><b/><sz val="10"/><name val="Malgun Gothic"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its columns with their widths in letters, and its rows.

    `numbers` names columns whose text holds a decimal number, to be written as one.
    """

    name: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell]]
    numbers: frozenset[str] = frozenset()


def write_book(file: IO[bytes], sheets: Sequence[Sheet], *, packed: bool = True) -> list[int]:
    """Write a workbook (XLSX) and return the number of rows of every sheet, without headings.

    The same rows give the same bytes. Every text is an explicit text cell. `packed` compresses the parts. Raises
    ValueError for more rows or longer cells than a worksheet holds.
    """
    counts = []
    way = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", way, compresslevel=1) as book:
        types = "".join(_SHEET_TYPE.format(number=number) for number in range(1, len(sheets) + 1))
        _put(book, "[Content_Types].xml", _TYPES.format(sheets=types))
        office = _RELATION.format(id="rId1", target="xl/workbook.xml", kind="officeDocument")
        _put(book, "_rels/.rels", _RELATIONS.format(inside=office))
        _put(book, "xl/workbook.xml", _workbook(sheets))
        targets = [
            _RELATION.format(id=f"rId{number}", target=f"worksheets/sheet{number}.xml", kind="worksheet")
            for number in range(1, len(sheets) + 1)
        ]
        targets.append(_RELATION.format(id="rIdStyles", target="styles.xml", kind="styles"))
        _put(book, "xl/_rels/workbook.xml.rels", _RELATIONS.format(inside="".join(targets)))
        _put(book, "xl/styles.xml", _STYLES)
        for number, sheet in enumerate(sheets, 1):
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", _DAY)
            info.compress_type = way
            with book.open(info, "w", force_zip64=True) as part:
                counts.append(_write_sheet(part, sheet))
    return counts


def _put(book: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = book.compression
    book.writestr(info, text.encode("utf-8"), compresslevel=1)


def _workbook(sheets: Sequence[Sheet]) -> str:
    inside = "".join(
        f'<sheet name="{_escaped(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<workbook xmlns="{_MAIN}" xmlns:r="{relations}"><sheets>{inside}</sheets></workbook>'
    )


def _write_sheet(part: IO[bytes], sheet: Sheet) -> int:
    letters = [column_letters(place) for place in range(len(sheet.columns))]
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, 1)
    )
    part.write(
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
            f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
        ).encode()
    )
    heading = "".join(_text(f"{letter}1", name, 1) for letter, name in zip(letters, sheet.columns, strict=True))
    part.write(f'<row r="1">{heading}</row>'.encode())
    decimals = [name in sheet.numbers for name in sheet.columns]
    count = 0
    block: list[str] = []
    for count, row in enumerate(sheet.rows, 1):
        if count + 1 > MOST_ROWS:
            raise ValueError(f"more than {MOST_ROWS} rows do not fit into a worksheet")
        block.append(_row(count + 1, row, letters, decimals))
        if len(block) == 64:
            part.write("".join(block).encode())
            block.clear()
    part.write("".join(block).encode())
    part.write(b"</sheetData></worksheet>")
    return count


def _row(number: int, row: Sequence[Cell], letters: Sequence[str], decimals: Sequence[bool]) -> str:
    return f'<row r="{number}">{"".join(_cells(number, row, letters, decimals))}</row>'


def _cells(number: int, row: Sequence[Cell], letters: Sequence[str], decimals: Sequence[bool]) -> Iterator[str]:
    for letter, value, decimal in zip(letters, row, decimals, strict=True):
        if value is None or value == "":
            continue
        place = f"{letter}{number}"
        if isinstance(value, bool):
            yield f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        elif isinstance(value, int):
            yield f'<c r="{place}" s="2"><v>{value}</v></c>'
        elif decimal and _NUMBER.fullmatch(value) and value.isascii():
            yield f'<c r="{place}"><v>{value}</v></c>'
        else:
            yield _text(place, value, 3 if value[:1] in TRIGGERS else 0)


def _text(place: str, value: str, style: int) -> str:
    if len(value) > MOST_LETTERS:
        raise ValueError(f"{place}: more than {MOST_LETTERS} letters do not fit into a cell")
    mark = f' s="{style}"' if style else ""
    return f'<c r="{place}" t="inlineStr"{mark}><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'


def _escaped(value: str) -> str:
    """The text as XML; characters XML cannot hold are left out, and what looks like an escape stays as it is."""
    if not value.isprintable():
        value = _FORBIDDEN.sub("", value).replace("\r\n", "\n").replace("\r", "_x000D_")
    elif "_x" in value:
        value = _ESCAPE_LIKE.sub("_x005F_", value)
    if "&" in value or "<" in value or ">" in value or '"' in value:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return value


def column_letters(place: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
