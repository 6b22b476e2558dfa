"""Photos that unpack to gigabytes, lie about their sizes, or never end."""

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import pillow_heif
from PIL import Image

from tests.documents import papers
from tests.documents.hostile_pdfs import MEBI, Paper, zeros
from tests.documents.papers import png_bomb


def saved(kind: str, size: tuple[int, int] = (320, 240), **more: object) -> bytes:
    picture = Image.effect_mandelbrot(size, (-2, -1, 1, 1), 60).convert("RGB")
    room = io.BytesIO()
    picture.save(room, kind, **more)
    return room.getvalue()


@cache
def heic() -> bytes:
    """A photo as telephones make it."""
    pillow_heif.register_heif_opener()
    return saved("HEIF", quality=60)


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
    yield "text-bomb.png", _png_with(_chunk(b"zTXt", b"Comment\0\0" + zeros(1_024 * MEBI)))
    yield "profile-bomb.png", _png_with(_chunk(b"iCCP", b"a\0\0" + zeros(1_024 * MEBI)))
    yield "hundred-thousand-notes.png", _png_with(_chunk(b"tEXt", b"k\0" + b"v" * 50) * 100_000)
    yield "zero.png", png_bomb(0, 0)
    jpeg = saved("JPEG", quality=80)
    start = jpeg.index(b"\xff\xc0")
    yield "sixty-five-thousand.jpg", jpeg[: start + 5] + b"\xff\xff\xff\xff" + jpeg[start + 9 :]
    progressive = saved("JPEG", (2_000, 1_500), quality=50, progressive=True)
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
    yield "upside-down.bmp", saved("BMP").replace(struct.pack("<i", 240), struct.pack("<i", -2_147_483_648), 1)
    webp = saved("WEBP", quality=60)
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
    plain = saved("JPEG")
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]
