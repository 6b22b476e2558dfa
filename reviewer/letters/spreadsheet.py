"""Writes a workbook row by row: text stays text, numbers are numbers, and nothing from the data becomes a formula."""

import dataclasses
import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from reviewer.rules.privacy import FORMULA_STARTS

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
"""Limits of a worksheet and of one cell."""

Cell = str | int | bool | None

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BEGINS_LIKE_FORMULA = re.compile(r"\|[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)\+09:00)?", re.ASCII)
_DAY_NOUGHT = 693_594
"""The day a spreadsheet counts from, 1899-12-30, as Python counts days."""
_DAY = (1980, 1, 1, 0, 0, 0)
Columns = Sequence[tuple[str, str]]
"""Letters and kind of every column."""

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
# Styles: 0 plain, 1 heading, 2 whole number with commas, 3 text that a hurried eye could take for a formula, 4 day,
# 5 moment.
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="10"/><name val="Malgun Gothic"/></font>'
    '<font><b/><sz val="10"/><name val="Malgun Gothic"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclasses.dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its columns with their widths in letters, and its rows.

    `above` are further heading rows, which stand above the names of the columns; all stay in view. `kinds` says of
    columns whose text holds a DECIMAL number, a DAY or a MOMENT in Korean time that it is to be written as one.
    """

    name: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[Sequence[str]] = ()
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)


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
            # By its name, not as a ZipInfo: that would be packed at the usual level, four times as long.
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
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
    columns = [(column_letters(place), sheet.kinds.get(name, "")) for place, name in enumerate(sheet.columns)]
    headings = (*sheet.above, sheet.columns)
    part.write((_sheet_head(sheet, len(headings)) + _headings(headings, columns)).encode())
    count = 0
    block: list[str] = []
    for count, row in enumerate(sheet.rows, 1):
        if count + len(headings) > MOST_ROWS:
            raise ValueError(f"more than {MOST_ROWS} rows do not fit into a worksheet")
        block.append(_row(count + len(headings), row, columns))
        if len(block) == 64:
            part.write("".join(block).encode())
            block.clear()
    part.write("".join(block).encode())
    part.write(b"</sheetData></worksheet>")
    return count


def _sheet_head(sheet: Sheet, headings: int) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{headings}" topLeftCell="A{headings + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
    )


def _headings(headings: Sequence[Sequence[str]], columns: Columns) -> str:
    lines = []
    for number, names in enumerate(headings, 1):
        cells = "".join(_text(f"{letter}{number}", name, 1) for (letter, _), name in zip(columns, names, strict=True))
        lines.append(f'<row r="{number}">{cells}</row>')
    return "".join(lines)


def _row(number: int, row: Sequence[Cell], columns: Columns) -> str:
    is_plain = _is_plain("|".join([value for value in row if value.__class__ is str]))
    cells = [f'<row r="{number}">']
    for (letter, kind), value in zip(columns, row, strict=True):
        if value == "" or value is None:
            continue
        if value.__class__ is not str:
            cells.append(_measured(f"{letter}{number}", value))
        elif kind:
            cells.append(_of_kind(f"{letter}{number}", kind, value))
        elif is_plain:
            cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>')
        else:
            cells.append(_text(f"{letter}{number}", value))
    cells.append("</row>")
    return "".join(cells)


def _is_plain(texts: str) -> bool:
    """Whether the texts of a row stand in XML as they are; asked once for all of them, since most rows do."""
    return (
        texts.isprintable()
        and len(texts) <= MOST_LETTERS
        and not any(mark in texts for mark in ("&", "<", ">", '"', "_x", "| ", " |"))
        and not texts.startswith((" ", *FORMULA_STARTS))
        and not _BEGINS_LIKE_FORMULA.search(texts)
        and not texts.endswith(" ")
    )


def _measured(place: str, value: Cell) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    return f'<c r="{place}" s="2"><v>{value}</v></c>'


def _of_kind(place: str, kind: str, value: str) -> str:
    """A text as the number, day or moment it says; as text where it says none."""
    if kind == "DECIMAL" and value.isascii() and _NUMBER.fullmatch(value):
        return f'<c r="{place}"><v>{value}</v></c>'
    if kind in ("DAY", "MOMENT") and (found := _MOMENT.fullmatch(value)) and (found[2] is None) == (kind == "DAY"):
        day = dt.date.fromisoformat(found[1]).toordinal() - _DAY_NOUGHT
        if kind == "DAY":
            return f'<c r="{place}" s="4"><v>{day}</v></c>'
        seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4])
        return f'<c r="{place}" s="5"><v>{day + seconds / 86_400:.10f}</v></c>'
    return _text(place, value)


def _text(place: str, value: str, style: int = 0) -> str:
    if len(value) > MOST_LETTERS:
        raise ValueError(f"{place}: more than {MOST_LETTERS} letters do not fit into a cell")
    style = style or (3 if value.startswith(FORMULA_STARTS) else 0)
    mark = f' s="{style}"' if style else ""
    keep = "" if value.isprintable() and value[:1] != " " != value[-1:] else ' xml:space="preserve"'
    return f'<c r="{place}" t="inlineStr"{mark}><is><t{keep}>{_escaped(value)}</t></is></c>'


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
