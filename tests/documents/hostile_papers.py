"""Papers that mean harm or are badly broken, made in code: bombs, loops, lies about size, broken copies."""

import io
import random
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msoffcrypto.format.ooxml as locked_ooxml
import pillow_heif
import xlsxwriter
from PIL import Image, ImageDraw

from tests.documents import papers
from tests.documents.papers import docx, page_of, png_bomb, raw_pdf, stream, zipped

Paper = tuple[str, bytes]
MEBI = 1024 * 1024


# --- PDF -------------------------------------------------------------------------------------------------


def _one_page(contents: bytes, resources: bytes, *objects: bytes) -> bytes:
    """A page with these contents and resources; further objects are numbered from 5."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        stream(contents),
        *objects,
    )


@cache
def _packed_mebi() -> bytes:
    """One MiB of zeros, packed so that the pieces can be put one behind the other."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes(MEBI)) + packer.flush(zlib.Z_FULL_FLUSH)


def _zeros(size: int, rounds: int = 1) -> bytes:
    """So many zeros, packed `rounds` times over."""
    check = struct.pack(">I", (size % 65_521) << 16 | 1)
    data = b"\x78\xda" + _packed_mebi() * (size // MEBI) + b"\x03\0" + check
    for _ in range(rounds - 1):
        data = zlib.compress(data, 9)
    return data


def _image(width: int, height: int, data: bytes, more: bytes = b"/Filter/FlateDecode") -> bytes:
    head = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return stream(data, head + b"/Width %d/Height %d" % (width, height) + more)


def pdfs() -> Iterator[Paper]:
    """PDFs that loop, nest, lie about their sizes, or unpack to gigabytes."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]"
    own = b"/Resources<</XObject<</X 5 0 R>>>>"
    yield "endless.pdf", papers.endless_pdf()
    yield "form-in-itself.pdf", _one_page(b"/X Do", b"/XObject<</X 5 0 R>>", stream(b"/X Do", form + own))
    pattern = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001"
    inside = b"/Resources<</Pattern<</P 5 0 R>>>>"
    tiles = stream(b"/Pattern cs /P scn 0 0 1 1 re f", pattern + inside)
    yield "pattern-in-itself.pdf", _one_page(b"/Pattern cs /P scn 0 0 300 200 re f", b"/Pattern<</P 5 0 R>>", tiles)
    kids = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2147483647>>"
    yield "pages-in-themselves.pdf", raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", kids)
    parent = b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"
    kid = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    yield "own-parent.pdf", raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", kid, parent, stream(b""))
    yield "references-in-a-ring.pdf", _one_page(b"BT /F 9 Tf (a) Tj ET", b"/Font 5 0 R", b"6 0 R", b"7 0 R", b"5 0 R")
    yield "deep-arrays.pdf", _one_page(b"[" * 200_000, b"", b"[" * 200_000 + b"]" * 200_000)
    yield "deep-names.pdf", page_of(300, 200, more=b"/Names" + b"<</A" * 50_000 + b"/B" + b">>" * 50_000)
    yield "deep-graphics-state.pdf", page_of(300, 200, b"q " * 2_000_000)
    yield "page-bomb.pdf", _one_page(b"/X Do", b"/XObject<</X 5 0 R>>", _image(30_000, 30_000, _zeros(2_560 * MEBI)))
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    yield "packed-twice.pdf", raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", stream(_zeros(4_096 * MEBI, 2), twice),
    )  # fmt: skip
    lie = b"<</Length 4294967296>>stream\nq\nendstream"
    yield "four-gigabytes-declared.pdf", papers.pdf().replace(b"stream\n", b"stream\n" + lie, 1)
    yield (
        "huge-numbers.pdf",
        page_of(300, 200, b"9" * 100_000 + b" 0 0 re f " + b"1e999 " * 1_000 + b" cm 0 0 9 9 re f"),
    )
    yield "negative-page.pdf", page_of(-300, -200, b"0 0 9 9 re f")
    yield "page-of-an-atom.pdf", page_of(1e-30, 1e-30, b"0 0 9 9 re f")
    yield "page-like-a-thread.pdf", page_of(0.001, 14_400, b"0 0 9 9 re f")
    yield "hundred-thousand-pages.pdf", _many_pages(100_000)
    yield "two-hundred-thousand-pages.pdf", _many_pages(200_000)
    yield "million-lines.pdf", page_of(300, 200, b"".join(b"%d %d m %d 9 l S " % (n, n % 7, n) for n in range(400_000)))
    clip = b"".join(b"0 0 %d %d re W n " % (n % 300, n % 200) for n in range(100_000))
    yield "hundred-thousand-clips.pdf", page_of(300, 200, clip + b"0 0 9 9 re f")
    blend = b"/ExtGState<</G<</BM/Luminosity/SMask<</S/Luminosity/G 5 0 R>>>>>>"
    mask = stream(b"/G gs 0 0 300 200 re f", form + b"/Group<</S/Transparency>>/Resources<<" + blend + b">>")
    yield "mask-in-itself.pdf", _one_page(b"/G gs 0 0 300 200 re f", blend, mask)
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97"
    font += b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/Resources<</Font<</F 5 0 R>>>>>>"
    text = b"BT /F 9 Tf (aaaa) Tj ET"
    yield "letter-of-itself.pdf", _one_page(text, b"/Font<</F 5 0 R>>", font, stream(b"9 0 d0 " + text))
    start = papers.pdf().rfind(b"startxref")
    yield (
        "tables-in-a-ring.pdf",
        papers.pdf()[:start].replace(b"trailer\n<<", b"trailer\n<</Prev 9 ") + b"startxref\n9\n%%EOF",
    )
    yield "unknown-lock.pdf", raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", b"<</Filter/Evil/V 99/R 99>>",
        tail=b"/Encrypt 3 0 R/ID[(a)(b)]",
    )  # fmt: skip
    yield "locked.pdf", papers.pdf(password="open1015")
    script = b"/OpenAction<</S/JavaScript/JS(while(1){app.alert\\(1\\)})>>"
    yield "script.pdf", page_of(300, 200, more=script)
    yield "launch.pdf", page_of(300, 200, more=b"/OpenAction<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>")
    yield "broken-jpeg2000.pdf", _one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>",
        _image(60_000, 60_000, b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(999), b"/Filter/JPXDecode"),
    )  # fmt: skip
    yield "broken-jbig2.pdf", _one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>", _image(60_000, 60_000, b"\0\0\0\0" + b"\xff" * 999, b"/Filter/JBIG2Decode")
    )  # fmt: skip
    yield "fax-of-a-gigabyte.pdf", _one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>",
        _image(65_000, 65_000, b"\0" * 99, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 65000/Rows 65000>>"),
    )  # fmt: skip
    shade = b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Function 5 0 R>>>>"
    sums = stream(
        b"{" + b"2 copy mul sin exch cos " * 20_000 + b"}", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]"
    )
    yield "endless-shading.pdf", _one_page(b"300 0 0 200 0 0 cm /S sh", shade, sums)
    yield "empty-after-the-head.pdf", b"%PDF-1.7\n"
    yield "all-heads.pdf", b"%PDF-1.7\n" * 100_000


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pages = b"<</Type/Pages/Count %d/Kids[" % count + kids + b"]>>"
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * count)


# --- photos ----------------------------------------------------------------------------------------------


def _saved(kind: str, size: tuple[int, int] = (320, 240), **more: object) -> bytes:
    picture = Image.effect_mandelbrot(size, (-2, -1, 1, 1), 60).convert("RGB")
    room = io.BytesIO()
    picture.save(room, kind, **more)
    return room.getvalue()


@cache
def heic() -> bytes:
    """A photo as telephones make it."""
    pillow_heif.register_heif_opener()
    return _saved("HEIF", quality=60)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png_with(*chunks: bytes) -> bytes:
    whole = papers.photo("PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def _tiff(pages: int, *, ring: bool = False, width: int = 8, height: int = 8, count: int = 1) -> bytes:
    """A TIFF of so many small pages in a chain that may come back to its start."""
    head = b"II*\0" + struct.pack("<I", 16) + bytes(8)
    out = bytearray(head)
    for number in range(pages):
        tags = [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, count, 8), (278, 4, 1, height), (279, 4, count, 64),
        ]  # fmt: skip
        body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
        after = len(out) + len(body) + 4
        last = number + 1 == pages
        out += body + struct.pack("<I", (16 if ring else 0) if last else after)
    return bytes(out)


def photos() -> Iterator[Paper]:
    """Photos that unpack to gigabytes, lie about their sizes, or never end."""
    yield "bomb.png", png_bomb(60_000, 60_000)
    yield "bomb-within-limits.png", _large_png(12_000, 12_000)
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 2_000_000_000, 1, 8, 2, 0, 0, 0))
    yield "wide.png", png_bomb(9, 9)[:8] + head + png_bomb(9, 9)[33:]
    yield "text-bomb.png", _png_with(_chunk(b"zTXt", b"Comment\0\0" + _zeros(1_024 * MEBI)))
    yield "profile-bomb.png", _png_with(_chunk(b"iCCP", b"a\0\0" + _zeros(1_024 * MEBI)))
    yield "hundred-thousand-notes.png", _png_with(_chunk(b"tEXt", b"k\0" + b"v" * 50) * 100_000)
    yield "zero.png", png_bomb(0, 0)
    jpeg = _saved("JPEG", quality=80)
    start = jpeg.index(b"\xff\xc0")
    yield "sixty-five-thousand.jpg", jpeg[: start + 5] + b"\xff\xff\xff\xff" + jpeg[start + 9 :]
    progressive = _saved("JPEG", (2_000, 1_500), quality=50, progressive=True)
    scan = progressive.rfind(b"\xff\xda")
    yield "hundred-scans.jpg", progressive[:-2] + progressive[scan:-2] * 100 + b"\xff\xd9"
    yield "only-a-head.jpg", jpeg[:20]
    yield "exif-in-a-ring.jpg", _with_exif(b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0")
    yield (
        "exif-of-lies.jpg",
        _with_exif(b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\xff\xff\xff\x7f\x08\0\0\0" * 99),
    )
    yield "exif-of-nothing.jpg", _with_exif(b"Exif\0\0")
    yield "notes.jpg", jpeg[:2] + (b"\xff\xfe\xff\xff" + bytes(65_533)) * 300 + jpeg[2:]
    yield "five-thousand-pages.tif", _tiff(5_000)
    yield "pages-in-a-ring.tif", _tiff(3, ring=True)
    yield "four-gigabytes.tif", _tiff(1, width=60_000, height=70_000)
    yield "million-strips.tif", _tiff(1, count=0x7FFFFFFF)
    fax = io.BytesIO()
    Image.new("1", (12_000, 12_000), 1).save(fax, "TIFF", compression="group4")
    yield "huge-fax.tif", fax.getvalue()
    frames = [Image.new("P", (8, 8), number % 250) for number in range(3_000)]
    room = io.BytesIO()
    frames[0].save(room, "GIF", save_all=True, append_images=frames[1:], duration=20)
    yield "three-thousand-frames.gif", room.getvalue()
    yield "huge-canvas.gif", room.getvalue()[:6] + b"\xff\xff\xff\xff" + room.getvalue()[10:]
    yield "upside-down.bmp", _saved("BMP").replace(struct.pack("<i", 240), struct.pack("<i", -2_147_483_648), 1)
    webp = _saved("WEBP", quality=60)
    yield "cut.webp", webp[: len(webp) // 2]
    lossless = io.BytesIO()
    Image.new("RGB", (5_000, 5_000), "red").save(lossless, "WEBP", lossless=True, method=0)
    yield "large.webp", lossless.getvalue()
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff" * 6
    yield "huge-canvas.webp", b"RIFF" + struct.pack("<I", len(webp) + 14) + b"WEBP" + canvas + webp[12:]
    yield "good.heic", heic()
    yield "cut.heic", heic()[: len(heic()) // 2]
    sized = heic().find(b"ispe")
    yield "huge.heic", heic()[: sized + 8] + struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF) + heic()[sized + 16 :]
    yield "nothing.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(999)


def _large_png(width: int, height: int) -> bytes:
    """A PNG of so many pixels that truly are there, all of one colour."""
    row = b"\0" + b"\x7f" * width
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _with_exif(body: bytes) -> bytes:
    plain = _saved("JPEG")
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]


# --- zips, office and tables -----------------------------------------------------------------------------


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


def _workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
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

    return _workbook(fill)


def _million_rows(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for row in range(1_000_000):
        sheet.write_number(row, 0, row)


def _far_corner(book: xlsxwriter.Workbook) -> None:
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


@cache
def locked_workbook() -> bytes:
    """A workbook under a password."""
    room = io.BytesIO()
    locked_ooxml.OOXMLFile(io.BytesIO(small_workbook())).encrypt("open1015", room)
    return room.getvalue()


def tables() -> Iterator[Paper]:
    """Spreadsheets and text tables beyond every measure."""
    sheet, merged = "xl/worksheets/sheet1.xml", b'<mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 50_000
    yield "million-rows.xlsx", _workbook(_million_rows)
    yield "far-corner.xlsx", _workbook(_far_corner)
    yield "many-sheets.xlsx", _workbook(_many_sheets)
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


def special() -> Iterator[Paper]:
    """Every paper that was made to do harm."""
    for maker in (pdfs, photos, offices, tables, ole_files):
        yield from maker()
    yield "empty.pdf", b""
    yield "dots.jpg", b"." * 10_000
    yield "program.pdf", b"MZ" + bytes(10_000)
    yield "shell.pdf", b"#!/bin/sh\nrm -rf /\n"
    yield "page.pdf", b"<html><script>alert(1)</script>" * 100
    yield "picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    yield "rich.rtf", b"{\\rtf1" + b"{" * 100_000


# --- mutations -------------------------------------------------------------------------------------------


@cache
def good() -> dict[str, bytes]:
    """Good papers of every kind, to be broken."""
    odf = zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><text:p>x</text:p></a>"),
    )
    section = "<sec xmlns:hp='http://www.hancom.co.kr/hwpml/2011/paragraph'><hp:p><hp:run><hp:t>글</hp:t></hp:run></hp:p></sec>"
    pages = [_saved_page(number) for number in range(3)]
    tiff = io.BytesIO()
    pages[0].save(tiff, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return {
        "a.pdf": papers.pdf(3), "korean.pdf": papers.korean_pdf(), "locked.pdf": papers.pdf(password="a"),
        "scan.pdf": _one_page(
            b"300 0 0 200 0 0 cm /X Do", b"/XObject<</X 5 0 R>>", _image(40, 30, zlib.compress(b"\x80" * 3_600)),
        ),
        "photo-in.pdf": _one_page(
            b"300 0 0 200 0 0 cm /X Do", b"/XObject<</X 5 0 R>>",
            _image(320, 240, _saved("JPEG"), b"/Filter/DCTDecode"),
        ),
        "a.jpg": papers.photo("JPEG", (400, 300), 6), "b.jpg": _saved("JPEG", progressive=True), "a.png": _saved("PNG"),
        "a.webp": _saved("WEBP"), "a.gif": _saved("GIF"), "a.bmp": _saved("BMP", (60, 40)), "a.tif": tiff.getvalue(),
        "a.heic": heic(), "a.xlsx": small_workbook(), "locked.xlsx": locked_workbook(),
        "a.docx": docx("<w:p><w:r><w:t>글</w:t></w:r></w:p>" * 30), "a.odt": odf,
        "a.hwpx": zipped(("mimetype", b"application/hwp+zip"), ("Contents/section0.xml", section.encode())),
        "a.csv": "날짜,금액\n".encode("cp949") + b"2022-10-15,1000\n" * 50,
        "a.zip": zipped(("a.txt", b"a" * 999), ("b", b"b")),
    }  # fmt: skip


def _saved_page(number: int) -> Image.Image:
    page = Image.new("RGB", (120, 160), "white")
    ImageDraw.Draw(page).rectangle((10, 10 + number * 20, 100, 25 + number * 20), fill="black")
    return page


def _flip(dice: random.Random, data: bytearray) -> None:
    for _ in range(dice.choice((1, 4, 32))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _cut(dice: random.Random, data: bytearray) -> None:
    del data[dice.randrange(1, len(data)) :]


def _swap(dice: random.Random, data: bytearray) -> None:
    middle = dice.randrange(len(data))
    data[:] = (
        data[middle:] + data[:middle]
        if dice.random() < 0.3
        else data[: middle // 2] + data[middle:] + data[middle // 2 : middle]
    )


def _blank(dice: random.Random, data: bytearray) -> None:
    start = dice.randrange(len(data))
    size = min(dice.choice((4, 64, 4_096)), len(data) - start)
    data[start : start + size] = bytes([dice.choice((0, 255, 32))]) * size


def _repeat(dice: random.Random, data: bytearray) -> None:
    start = dice.randrange(len(data))
    data[start:start] = data[start : start + dice.choice((2, 200, 5_000))] * dice.choice((2, 50))


def _exaggerate(dice: random.Random, data: bytearray) -> None:
    """Make some number of four bytes, or of digits, as great as it can be."""
    digits = [place for place in range(len(data) - 1) if data[place : place + 2].isdigit()]
    if digits and dice.random() < 0.5:
        place = dice.choice(digits)
        data[place : place + 2] = dice.choice((b"4294967295", b"-1", b"99999999999999999999", b"0"))
    else:
        place = dice.randrange(max(len(data) - 4, 1))
        data[place : place + 4] = dice.choice(
            (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f")
        )


_WAYS = (_flip, _flip, _cut, _swap, _blank, _repeat, _exaggerate)


def mutated(count: int, seed: int, originals: dict[str, bytes] | None = None) -> Iterator[Paper]:
    """So many broken copies of good papers, in turn; the same for the same seed."""
    dice = random.Random(seed)
    kinds = list((originals or good()).items())
    for number in range(count):
        name, original = kinds[number % len(kinds)]
        data = bytearray(original)
        for _ in range(dice.choice((1, 1, 2))):
            dice.choice(_WAYS)(dice, data)
        yield f"{number}-{Path(name).name}", bytes(data)
