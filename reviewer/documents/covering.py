"""(child) A masked copy: every page becomes a picture with black areas burnt in; nothing else of the file is left."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from reviewer.documents import slips
from reviewer.documents.shown import Box, Readable, Unreadable, fit

Image.preinit()  # encoders are loaded before the walls go up
_QUALITY = 88
_POINTS_AN_INCH = 72.0
_MAX_BYTES = slips.MAX_MEMBER - 1_000_000
_EDGE = 1
"""Pixels an area grows on each side, so that no letter's edge is left."""


class CoveredCopy:
    """The pages covered so far; they must come in their order."""

    def __init__(self) -> None:
        """Begin without pages."""
        self._pages: list[tuple[float, float, tuple[int, int], bytes]] = []
        self._bytes = 0

    def cover(self, opened: Readable, page: int, dpi: int, areas: Sequence[Box]) -> None:
        """Draw the next page at `dpi` (a photo pixel for pixel) and burn the areas in; Unreadable when it cannot."""
        if page != len(self._pages) + 1:
            raise Unreadable("damaged")
        is_photo = opened.outline.kind == "image"
        scale = 1.0 if is_photo else dpi / _POINTS_AN_INCH
        shown = opened.outline.sizes[page - 1] if page <= len(opened.outline.sizes) else (0.0, 0.0)
        wanted = fit(*shown, scale, slips.MAX_PIXELS) if min(shown) > 0 else (slips.MAX_PIXELS, 1)
        most = min(wanted[0] * wanted[1] + sum(wanted) + 1, slips.MAX_PIXELS)  # sides may be rounded up once more
        room = bytearray(most * 4)
        size = opened.draw(page, scale, most, 0, memoryview(room))
        picture = Image.frombuffer("RGBX", size, room, "raw", "RGBX", 0, 1).convert("RGB")
        wide, high = (side or pixels / scale for side, pixels in zip(shown, size, strict=True))
        pen = ImageDraw.Draw(picture)
        for x0, y0, x1, y1 in areas:
            across, down = size[0] / wide, size[1] / high
            left, top = int(min(x0, x1) * across) - _EDGE, int(min(y0, y1) * down) - _EDGE
            right, bottom = int(max(x0, x1) * across) + 1 + _EDGE, int(max(y0, y1) * down) + 1 + _EDGE
            pen.rectangle((left, top, right, bottom), fill=(0, 0, 0))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        self._bytes += out.tell()
        if self._bytes > _MAX_BYTES:
            raise Unreadable("too_large")
        inch = _POINTS_AN_INCH / dpi if is_photo else 1.0
        self._pages.append((wide * inch, high * inch, size, out.getvalue()))

    def bind(self) -> bytes:
        """The PDF of all pages covered so far."""
        kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(self._pages)))
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self._pages)),
        ]
        for number, (wide, high, (across, down), jpeg) in enumerate(self._pages):
            at = 3 + 3 * number
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R"
                b"/Resources<</XObject<</P %d 0 R>>>>>>" % (wide, high, at + 1, at + 2)
            )
            objects.append(_stream(b"", b"q %.3f 0 0 %.3f 0 0 cm /P Do Q" % (wide, high)))
            about = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (across, down)
            objects.append(_stream(about + b"/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", jpeg))
        return _file_of(objects)


def _stream(about: bytes, body: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n" % (about, len(body)) + body + b"\nendstream"


def _file_of(objects: Sequence[bytes]) -> bytes:
    parts = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
    at = len(parts[0])
    places = []
    for number, body in enumerate(objects, 1):
        places.append(at)
        part = b"%d 0 obj\n" % number + body + b"\nendobj\n"
        parts.append(part)
        at += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table)
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at))
    return b"".join(parts)
