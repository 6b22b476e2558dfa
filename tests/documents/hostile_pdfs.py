"""PDFs that loop, nest, lie about their sizes, or unpack to gigabytes."""

import struct
import zlib
from collections.abc import Iterator
from functools import cache

from tests.documents import papers
from tests.documents.papers import page_of, raw_pdf, stream

Paper = tuple[str, bytes]
"""A name and the bytes."""

MEBI = 1024 * 1024


def one_page(contents: bytes, resources: bytes, *objects: bytes) -> bytes:
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


def zeros(size: int, rounds: int = 1) -> bytes:
    """So many zeros, packed `rounds` times over."""
    check = struct.pack(">I", (size % 65_521) << 16 | 1)
    data = b"\x78\xda" + _packed_mebi() * (size // MEBI) + b"\x03\0" + check
    for _ in range(rounds - 1):
        data = zlib.compress(data, 9)
    return data


def image(width: int, height: int, data: bytes, more: bytes = b"/Filter/FlateDecode") -> bytes:
    head = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return stream(data, head + b"/Width %d/Height %d" % (width, height) + more)


def pdfs() -> Iterator[Paper]:
    """PDFs that loop, nest, lie about their sizes, or unpack to gigabytes."""
    yield from _rings()
    yield from _sizes()
    yield from _odd_parts()


def _rings() -> Iterator[Paper]:
    """Parts that hold themselves, or each other without end."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]"
    own = b"/Resources<</XObject<</X 5 0 R>>>>"
    yield "endless.pdf", papers.endless_pdf()
    yield "form-in-itself.pdf", one_page(b"/X Do", b"/XObject<</X 5 0 R>>", stream(b"/X Do", form + own))
    pattern = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001"
    inside = b"/Resources<</Pattern<</P 5 0 R>>>>"
    tiles = stream(b"/Pattern cs /P scn 0 0 1 1 re f", pattern + inside)
    yield "pattern-in-itself.pdf", one_page(b"/Pattern cs /P scn 0 0 300 200 re f", b"/Pattern<</P 5 0 R>>", tiles)
    kids = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2147483647>>"
    yield "pages-in-themselves.pdf", raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", kids)
    parent = b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"
    kid = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    yield "own-parent.pdf", raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", kid, parent, stream(b""))
    yield "references-in-a-ring.pdf", one_page(b"BT /F 9 Tf (a) Tj ET", b"/Font 5 0 R", b"6 0 R", b"7 0 R", b"5 0 R")
    yield "deep-arrays.pdf", one_page(b"[" * 200_000, b"", b"[" * 200_000 + b"]" * 200_000)
    yield "deep-names.pdf", page_of(300, 200, more=b"/Names" + b"<</A" * 50_000 + b"/B" + b">>" * 50_000)
    yield "deep-graphics-state.pdf", page_of(300, 200, b"q " * 2_000_000)
    blend = b"/ExtGState<</G<</BM/Luminosity/SMask<</S/Luminosity/G 5 0 R>>>>>>"
    mask = stream(b"/G gs 0 0 300 200 re f", form + b"/Group<</S/Transparency>>/Resources<<" + blend + b">>")
    yield "mask-in-itself.pdf", one_page(b"/G gs 0 0 300 200 re f", blend, mask)
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97"
    font += b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/Resources<</Font<</F 5 0 R>>>>>>"
    text = b"BT /F 9 Tf (aaaa) Tj ET"
    yield "letter-of-itself.pdf", one_page(text, b"/Font<</F 5 0 R>>", font, stream(b"9 0 d0 " + text))


def _sizes() -> Iterator[Paper]:
    """Sizes and counts beyond every measure, declared or real."""
    yield "page-bomb.pdf", one_page(b"/X Do", b"/XObject<</X 5 0 R>>", image(30_000, 30_000, zeros(2_560 * MEBI)))
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    yield "packed-twice.pdf", raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", stream(zeros(4_096 * MEBI, 2), twice),
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


def _odd_parts() -> Iterator[Paper]:
    """Tables, locks, scripts and pictures that are not what they should be."""
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
    yield "broken-jpeg2000.pdf", one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>",
        image(60_000, 60_000, b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(999), b"/Filter/JPXDecode"),
    )  # fmt: skip
    yield "broken-jbig2.pdf", one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>", image(60_000, 60_000, b"\0\0\0\0" + b"\xff" * 999, b"/Filter/JBIG2Decode")
    )  # fmt: skip
    yield "fax-of-a-gigabyte.pdf", one_page(
        b"/X Do", b"/XObject<</X 5 0 R>>",
        image(65_000, 65_000, b"\0" * 99, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 65000/Rows 65000>>"),
    )  # fmt: skip
    shade = b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Function 5 0 R>>>>"
    sums = stream(
        b"{" + b"2 copy mul sin exch cos " * 20_000 + b"}", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]"
    )
    yield "endless-shading.pdf", one_page(b"300 0 0 200 0 0 cm /S sh", shade, sums)
    yield "empty-after-the-head.pdf", b"%PDF-1.7\n"
    yield "all-heads.pdf", b"%PDF-1.7\n" * 100_000


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pages = b"<</Type/Pages/Count %d/Kids[" % count + kids + b"]>>"
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * count)
