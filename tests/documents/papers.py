"""Papers made in code for the tests of this room: good ones, odd ones and hostile ones."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int = 1, *, size: tuple[float, float] = (300, 200), password: str = "", words: str = "Hello") -> bytes:
    """A small PDF from reportlab."""
    room = io.BytesIO()
    canvas = Canvas(room, pagesize=size, encrypt=StandardEncryption(password) if password else None)
    for number in range(1, pages + 1):
        canvas.drawString(40, size[1] - 50, f"{words} {number}")
        canvas.showPage()
    canvas.save()
    return room.getvalue()


def raw_pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    """A PDF from its objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, tail, start)
    return bytes(out)


def stream(body: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n" % (len(body), extra) + body + b"\nendstream"


def korean_pdf(font: bytes = b"HYSMyeongJo-Medium") -> bytes:
    """A page of Korean text whose font is not embedded, as old office programs print it."""
    text = "영업중단 피해신청서".encode("cp949").hex().encode()
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(b"BT /F1 32 Tf 20 100 Td <" + text + b"> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/" + font + b"/Encoding/KSCms-UHC-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/" + font + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)"
        b"/Supplement 1>>/DW 1000/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/" + font + b"/Flags 6/FontBBox[0 -150 1000 850]/ItalicAngle 0/Ascent 850"
        b"/Descent -150/CapHeight 700/StemV 80>>",
    )


def page_of(width: int | float, height: int | float, contents: bytes = b"", more: bytes = b"") -> bytes:
    """A one-page PDF of any size."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % more,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %a %a]/Contents 4 0 R>>" % (width, height),
        stream(contents),
    )


def endless_pdf() -> bytes:
    """A page whose drawing takes practically for ever: forms that call forms, ten times each, twelve levels deep."""
    depth = 12
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        stream(b"/X Do " * 10),
    ]
    for level in range(depth):
        inner = b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + level)
        objects.append(stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]" + inner))
    objects.append(stream(b"0 0 100 100 re f " * 50, b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]"))
    return raw_pdf(*objects)


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """A photo, red on its upper left quarter and blue elsewhere, stored so that `orientation` sets it upright."""
    upright = Image.new("RGB", size, "blue")
    upright.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    stored = upright
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)  # fmt: skip
    if undo is not None:
        stored = upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    room = io.BytesIO()
    stored.save(room, kind, exif=exif.tobytes(), **({"quality": 95} if kind == "JPEG" else {}))
    return room.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is `width` by `height` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(width * 3 + 1) * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the members in this order, the same name twice allowed."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return room.getvalue()


def docx(body: str) -> bytes:
    """A DOCX with this inside its body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()),
    )


def ink(pixels: bytes) -> int:
    """How many pixels of an RGBX picture are dark."""
    return sum(value < 128 for value in pixels[1::4])
