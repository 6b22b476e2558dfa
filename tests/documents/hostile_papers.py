"""All papers that mean harm, and broken copies of good ones; made in code, the same for the same seed."""

import io
import random
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from tests.documents import papers
from tests.documents.hostile_offices import locked_workbook, offices, ole_files, small_workbook, tables
from tests.documents.hostile_pdfs import Paper, image, one_page, pdfs
from tests.documents.hostile_photos import heic, photos, saved
from tests.documents.papers import docx, zipped


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


@cache
def good() -> dict[str, bytes]:
    """Good papers of every kind, to be broken."""
    odf = zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><text:p>x</text:p></a>"),
    )
    section = "<sec xmlns:hp='http://www.hancom.co.kr/hwpml/2011/paragraph'><hp:p><hp:run><hp:t>글</hp:t></hp:run></hp:p></sec>"
    pages = [saved_page(number) for number in range(3)]
    tiff = io.BytesIO()
    pages[0].save(tiff, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return {
        "a.pdf": papers.pdf(3), "korean.pdf": papers.korean_pdf(), "locked.pdf": papers.pdf(password="a"),
        "scan.pdf": one_page(
            b"300 0 0 200 0 0 cm /X Do", b"/XObject<</X 5 0 R>>", image(40, 30, zlib.compress(b"\x80" * 3_600)),
        ),
        "photo-in.pdf": one_page(
            b"300 0 0 200 0 0 cm /X Do", b"/XObject<</X 5 0 R>>",
            image(320, 240, saved("JPEG"), b"/Filter/DCTDecode"),
        ),
        "a.jpg": papers.photo("JPEG", (400, 300), 6), "b.jpg": saved("JPEG", progressive=True), "a.png": saved("PNG"),
        "a.webp": saved("WEBP"), "a.gif": saved("GIF"), "a.bmp": saved("BMP", (60, 40)), "a.tif": tiff.getvalue(),
        "a.heic": heic(), "a.xlsx": small_workbook(), "locked.xlsx": locked_workbook(),
        "a.docx": docx("<w:p><w:r><w:t>글</w:t></w:r></w:p>" * 30), "a.odt": odf,
        "a.hwpx": zipped(("mimetype", b"application/hwp+zip"), ("Contents/section0.xml", section.encode())),
        "a.csv": "날짜,금액\n".encode("cp949") + b"2022-10-15,1000\n" * 50,
        "a.zip": zipped(("a.txt", b"a" * 999), ("b", b"b")),
    }  # fmt: skip


def saved_page(number: int) -> Image.Image:
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
