"""Where a sample paper is drawn: a PDF page or a picture, with the same strokes for both."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol

from PIL import Image, ImageDraw, ImageFont
from reportlab import rl_config
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reviewer import RESOURCES

Colour = tuple[int, int, int]
INK: Colour = (28, 28, 30)
GREY: Colour = (120, 122, 128)
PALE: Colour = (214, 216, 220)
WHITE: Colour = (255, 255, 255)
A4 = (595.0, 842.0)
_FACES = {False: "NotoSansKR-Regular.ttf", True: "NotoSansKR-Bold.ttf"}
_NAMES = {False: "SampleSans", True: "SampleSansBold"}


class Surface(Protocol):
    """A page with its origin at the top left; lengths in points (A4 is 595 x 842), text placed by its baseline."""

    width: float
    height: float

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        anchor: str = "l",
        room: float = 0,
    ) -> None:
        """Write one line; `anchor` is l, m or r; text wider than `room` is set smaller until it fits."""

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        thick: float = 1,
        radius: float = 0,
    ) -> None:
        """A rectangle, perhaps with round corners."""

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = INK, thick: float = 0.7) -> None:
        """A straight line."""

    def ring(self, x: float, y: float, radius: float, *, colour: Colour, thick: float) -> None:
        """A circle around a centre."""

    def next_page(self) -> None:
        """Begin another page of the same size."""


@cache
def picture_font(bold: bool, pixels: int) -> ImageFont.FreeTypeFont:
    """The bundled face at a size in pixels."""
    path = RESOURCES / "fonts" / _FACES[bold]
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def _register_fonts() -> None:
    for bold, file in _FACES.items():
        pdfmetrics.registerFont(TTFont(_NAMES[bold], str(RESOURCES / "fonts" / file), asciiReadable=False))


@contextmanager
def _own_pdf_settings() -> Iterator[None]:
    """Fixed settings while a PDF is written, so its bytes do not depend on what else this process printed."""
    kept = rl_config.useA85, rl_config.pageCompression
    rl_config.useA85, rl_config.pageCompression = 0, 1
    try:
        yield
    finally:
        rl_config.useA85, rl_config.pageCompression = kept


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in points."""
    _register_fonts()
    return float(pdfmetrics.stringWidth(words, _NAMES[bold], size))


def fitting_size(words: str, size: float, room: float, *, bold: bool) -> float:
    """The size at which `words` fit into `room` points, at most `size`, at least 5."""
    if not room:
        return size
    wide = width_of(words, size, bold=bold)
    return size if wide <= room else max(5.0, size * room / wide)


class PdfSurface:
    """Pages of a PDF file, byte for byte the same whenever the same strokes are drawn."""

    def __init__(
        self, size: tuple[float, float] = A4, *, title: str = "", password: str = "", editor: str = ""
    ) -> None:
        """`password` makes a file that opens only with it; `editor` is the program that the file says it came from."""
        _register_fonts()
        self.width, self.height = size
        self._bytes = io.BytesIO()
        lock = StandardEncryption(password, "owner-" + password, strength=128) if password else None
        with _own_pdf_settings():
            self._canvas: Any = Canvas(
                self._bytes, pagesize=size, invariant=1, pageCompression=1, initialFontName=_NAMES[False], encrypt=lock
            )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("SAMPLE")
        if editor:
            self._canvas.setCreator(editor)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        anchor: str = "l",
        room: float = 0,
    ) -> None:
        """Write one line (see `Surface.text`)."""
        pen = self._canvas
        size = fitting_size(words, size, room, bold=bold)
        pen.setFont(_NAMES[bold], size)
        pen.setFillColorRGB(*(part / 255 for part in colour))
        draw = {"l": pen.drawString, "m": pen.drawCentredString, "r": pen.drawRightString}[anchor]
        draw(x, self.height - y, words)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        thick: float = 1,
        radius: float = 0,
    ) -> None:
        """A rectangle (see `Surface.box`)."""
        pen = self._canvas
        if fill:
            pen.setFillColorRGB(*(part / 255 for part in fill))
        if outline:
            pen.setStrokeColorRGB(*(part / 255 for part in outline))
            pen.setLineWidth(thick)
        bottom = self.height - y - h
        if radius:
            pen.roundRect(x, bottom, w, h, radius, stroke=int(outline is not None), fill=int(fill is not None))
        else:
            pen.rect(x, bottom, w, h, stroke=int(outline is not None), fill=int(fill is not None))

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = INK, thick: float = 0.7) -> None:
        """A straight line."""
        self._canvas.setStrokeColorRGB(*(part / 255 for part in colour))
        self._canvas.setLineWidth(thick)
        self._canvas.line(x1, self.height - y1, x2, self.height - y2)

    def ring(self, x: float, y: float, radius: float, *, colour: Colour, thick: float) -> None:
        """A circle around a centre."""
        self._canvas.setStrokeColorRGB(*(part / 255 for part in colour))
        self._canvas.setLineWidth(thick)
        self._canvas.circle(x, self.height - y, radius, stroke=1, fill=0)

    def picture(self, image: Image.Image, quality: int = 60) -> None:
        """Fill the page with a picture, as an office scanner does."""
        from reportlab.lib.utils import ImageReader

        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=quality)
        packed.seek(0)
        self._canvas.drawImage(ImageReader(packed), 0, 0, self.width, self.height)

    def next_page(self) -> None:
        """Begin another page."""
        self._canvas.showPage()

    def to_bytes(self) -> bytes:
        """The finished file."""
        with _own_pdf_settings():
            self._canvas.showPage()
            self._canvas.save()
        return self._bytes.getvalue()


class PictureSurface:
    """One page as pixels; strokes after `next_page` are not drawn, as nobody photographs the second page."""

    def __init__(self, size: tuple[float, float] = A4, *, scale: float = 2.0, paper: Colour = WHITE) -> None:
        """`scale` is pixels a point."""
        self.width, self.height = size
        self._scale = scale
        self.image = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), paper)
        self._pen = ImageDraw.Draw(self.image)
        self._ended = False

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        anchor: str = "l",
        room: float = 0,
    ) -> None:
        """Write one line (see `Surface.text`)."""
        if self._ended:
            return
        size = fitting_size(words, size, room, bold=bold)
        font = picture_font(bold, max(6, round(size * self._scale)))
        self._pen.text((x * self._scale, y * self._scale), words, font=font, fill=colour, anchor=f"{anchor}s")

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        thick: float = 1,
        radius: float = 0,
    ) -> None:
        """A rectangle (see `Surface.box`)."""
        if self._ended:
            return
        s = self._scale
        corners = (x * s, y * s, (x + w) * s, (y + h) * s)
        wide = max(1, round(thick * s)) if outline else 0
        if radius:
            self._pen.rounded_rectangle(corners, radius * s, fill=fill, outline=outline, width=wide)
        else:
            self._pen.rectangle(corners, fill=fill, outline=outline, width=wide)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = INK, thick: float = 0.7) -> None:
        """A straight line."""
        if not self._ended:
            s = self._scale
            self._pen.line((x1 * s, y1 * s, x2 * s, y2 * s), fill=colour, width=max(1, round(thick * s)))

    def ring(self, x: float, y: float, radius: float, *, colour: Colour, thick: float) -> None:
        """A circle around a centre."""
        if not self._ended:
            s = self._scale
            corners = ((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s)
            self._pen.ellipse(corners, outline=colour, width=max(1, round(thick * s)))

    def next_page(self) -> None:
        """End the picture: it shows the first page only."""
        self._ended = True
