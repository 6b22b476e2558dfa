"""Word processor files, zips and tables that unpack to gigabytes, nest, or repeat without end."""

import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

import msoffcrypto.format.ooxml as locked_ooxml
import xlsxwriter

from tests.documents.hostile_pdfs import MEBI, Paper
from tests.documents.papers import docx, png_bomb, zipped


def _member_bomb(name: str, size: int, *before: tuple[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for member, data in before:
            archive.writestr(member, data)
        with archive.open(name, "w", force_zip64=True) as inside:
            for _ in range(size // MEBI):
                inside.write(bytes(MEBI))
    return room.getvalue()


def _nested(depth: int) -> bytes:
    data = bytes(MEBI)
    for level in range(depth):
        data = zipped(*((f"{level}-{number}.zip", data) for number in range(4)))
    return data


def _laughing(depth: int = 40, wide: int = 10) -> str:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * wide}">' for n in range(1, depth)]
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{"".join(lines)}]>'


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _word(inside: str, before: str = "") -> bytes:
    document = f"{before}<w:document {WORD}><w:body>{inside}</w:body></w:document>"
    return zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.encode()))


def offices() -> Iterator[Paper]:
    """Word processor files and zips that unpack to gigabytes, nest, or repeat without end."""
    types = ("[Content_Types].xml", b"<Types/>")
    yield "bomb.docx", _member_bomb("word/document.xml", 1_024 * MEBI, types)
    yield "bomb.zip", _member_bomb("a.txt", 1_024 * MEBI)
    yield "nested.zip", _nested(6)
    yield "laughs.docx", _word("<w:p><w:r><w:t>&a39;</w:t></w:r></w:p>", _laughing())
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield "entity-of-a-file.docx", _word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", outside)
    yield "deep.docx", docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000)
    tables = "<w:tbl><w:tr><w:tc>"
    yield "tables-in-tables.docx", docx(tables * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000)
    yield "million-paragraphs.docx", docx("<w:p><w:r><w:t>가</w:t></w:r></w:p>" * 500_000)
    yield "one-long-word.docx", docx("<w:p><w:r><w:t>" + "가" * 10_000_000 + "</w:t></w:r></w:p>")
    attributes = " ".join(f'a{n}="{n}"' for n in range(200_000))
    yield "many-attributes.docx", docx(f"<w:p {attributes}/>")
    cells = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    yield "wide-table.docx", docx(f"<w:tbl><w:tr>{cells * 20_000}</w:tr></w:tbl>")
    yield "picture-bomb.docx", zipped(
        types, ("word/document.xml", f"<w:document {WORD}><w:body/></w:document>".encode()),
        ("word/media/image1.png", png_bomb(60_000, 60_000)),
    )  # fmt: skip
    good = docx("<w:p/>")
    yield "sizes-of-lies.docx", good.replace(struct.pack("<I", 8), b"\xff\xff\xff\x7f")
    yield "overlapping.zip", _overlapping()
    yield "hundred-thousand-members.zip", zipped(*((f"{n}", b"") for n in range(100_000)))
    yield (
        "names.zip",
        zipped(("../../a", b"1"), ("C:\\a", b"1"), ("a" * 60_000, b"1"), ("a\x07b", b"1"), ("\x1b[31m", b"1")),
    )
    yield "ends-early.zip", good[:-10]
    hancom = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
    deep = "<hp:p>" * 100_000 + "</hp:p>" * 100_000
    kind = ("mimetype", b"application/hwp+zip")
    yield "deep.hwpx", zipped(kind, ("Contents/section0.xml", f"<sec {hancom}>{deep}</sec>".encode()))
    yield "bomb.hwpx", _member_bomb("Contents/section0.xml", 512 * MEBI, kind)
    many = tuple((f"Contents/section{n}.xml", b"<sec/>") for n in range(5_000))
    yield "thousands-of-sections.hwpx", zipped(kind, *many)
    odt = "application/vnd.oasis.opendocument."
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    spaces = f'<office:document-content {names}><office:body><office:text><text:p><text:s text:c="2000000000"/>'
    spaces += "</text:p></office:text></office:body></office:document-content>"
    yield "spaces.odt", zipped(("mimetype", (odt + "text").encode()), ("content.xml", spaces.encode()))
    rows = f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='a'>"
    rows += (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    )
    rows += "office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    rows += "</office:spreadsheet></office:body></office:document-content>"
    yield "repeated.ods", zipped(("mimetype", (odt + "spreadsheet").encode()), ("content.xml", rows.encode()))


def _overlapping() -> bytes:
    """Many names for the same packed bytes."""
    single = zipped(("a", bytes(10 * MEBI)))
    with zipfile.ZipFile(io.BytesIO(single)) as archive:
        entry = archive.infolist()[0]
        start = archive.start_dir
    local, central, end = single[:start], single[start:-22], single[-22:]
    assert entry.file_size == 10 * MEBI
    count = 2_000
    return (
        local + central * count + end[:8] + struct.pack("<HHII", count, count, len(central) * count, start) + end[20:]
    )


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    room = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(room, {"constant_memory": True, "tmpdir": folder})
        fill(book)
        book.close()
    return room.getvalue()


@cache
def small_workbook() -> bytes:
    """A workbook as a small business sends it."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("매출")
        for row in range(60):
            sheet.write_row(row, 0, [f"2022-10-{row % 31 + 1:02}", row * 1_000, "비고"])
            sheet.write_formula(row, 3, f"=B{row + 1}*2")

    return workbook(fill)


def _million_rows(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for row in range(1_000_000):
        sheet.write_number(row, 0, row)


def far_corner(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 1)


def _many_sheets(book: xlsxwriter.Workbook) -> None:
    for number in range(300):
        book.add_worksheet(f"s{number}").write(0, 0, number)


def _changed(book: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    room = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return room.getvalue()


def untold_corner() -> bytes:
    """A workbook with a cell in the far corner that does not say how far its cells reach."""

    def silent(data: bytes) -> bytes:
        return re.sub(rb"<dimension[^>]*>", b"", data)

    return _changed(workbook(far_corner), "xl/worksheets/sheet1.xml", silent)


@cache
def locked_workbook() -> bytes:
    """A workbook under a password."""
    room = io.BytesIO()
    locked_ooxml.OOXMLFile(io.BytesIO(small_workbook())).encrypt("open1015", room)
    return room.getvalue()


def tables() -> Iterator[Paper]:
    """Spreadsheets and text tables beyond every measure."""
    sheet, merged = "xl/worksheets/sheet1.xml", b'<mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 50_000
    yield "million-rows.xlsx", workbook(_million_rows)
    yield "far-corner.xlsx", workbook(far_corner)
    yield "untold-corner.xlsx", untold_corner()
    yield "many-sheets.xlsx", workbook(_many_sheets)
    end = b"</sheetData>"
    yield (
        "merged.xlsx",
        _changed(small_workbook(), sheet, lambda data: data.replace(end, end + merged + b"</mergeCells>")),
    )
    yield "no-end.xlsx", _changed(small_workbook(), sheet, lambda data: data[: len(data) // 2])
    place = b'<dimension ref="A1:XFD1048576"/>'
    yield (
        "dimension.xlsx",
        _changed(small_workbook(), sheet, lambda data: data.replace(b"<dimension", place + b"<dimension")),
    )
    laughs = _laughing().replace("DOCTYPE x", "DOCTYPE sst").encode()
    yield (
        "laughs.xlsx",
        _changed(small_workbook(), sheet, lambda data: data.replace(b"<worksheet", laughs + b"<worksheet", 1)),
    )
    shared = b"<si><t>" + b"a" * 1_000 + b"</t></si>"
    yield "strings.xlsx", zipped(
        ("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", b"<sst>" + shared * 300_000 + b"</sst>"),
    )  # fmt: skip
    yield "locked.xlsx", locked_workbook()
    million = "\r\n".join(f"{n},2022-10-15,{n * 10}" for n in range(1_000_000))
    yield "million-rows.csv", million.encode()
    yield "nul.csv", b"a,b\n" + b"\0,1\n" * 10_000
    yield "nul-and-hangul.csv", "가,나\n".encode("cp949") + b"1\0,2\n" * 100
    yield "one-line.csv", b"a," * 20_000_000
    yield "open-quote.csv", b'a,b\n"' + b"1,2\n" * 3_000_000
    yield "quotes.csv", b'"' * 20_000_001
    yield "formulas.csv", b"=cmd|'/C calc'!A0,+1,-1,@a\n" * 1_000
    yield "controls.txt", bytes(range(256)) * 4_000
    yield "long.txt", "가".encode() * 15_000_000
    yield "surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 100_000
    yield "reversed.txt", "\u202e영수증\u202cfdp.\n".encode() * 10_000


def ole_files() -> Iterator[Paper]:
    """Compound files (HWP, XLS, locked XLSX) whose chains of sectors lead nowhere or round and round."""
    whole = locked_workbook()
    for number, (place, value) in enumerate(((44, 0xFFFF), (48, 0), (60, 0), (68, 0), (76, 0), (30, 0xFFFF))):
        form = "<I" if place > 32 else "<H"
        size = struct.calcsize(form)
        yield f"ole-{number}.hwp", whole[:place] + struct.pack(form, value) + whole[place + size :]
    table = struct.unpack_from("<I", whole, 76)[0] * 512 + 512
    ring = whole[:table] + b"".join(struct.pack("<I", n) for n in range(128)) + whole[table + 512 :]
    yield "sectors-in-a-ring.hwp", ring
    yield "head-only.hwp", whole[:512]
    yield "head-only.xls", whole[:600]
