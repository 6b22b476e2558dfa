"""(child) Turns paragraphs, tables and pictures of an office document into what reportlab can set on a page."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Spacer, Table
from reportlab.platypus import Paragraph as SetParagraph

from reviewer import RESOURCES
from reviewer.documents.grid_places import Laid, laid_out
from reviewer.documents.kinds import PREFIX, sniff
from reviewer.documents.passages import Align, Grid, Look, Part, Passage, Picture, Run
from reviewer.documents.photos import PhotoEngine
from reviewer.documents.shown import Unreadable

_FACE = "Approximate"
_ALIGNS: dict[Align, int] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_LEADING = 1.45
_LONGEST = 4_000
_PADDING = 2.5
_NARROWEST = 9.0
_MAX_DEPTH = 6
_PICTURE_PIXELS = 1_500_000
_ALL_PIXELS = 60_000_000
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("  +|^ | $")


def load_faces() -> None:
    """Read the bundled Korean face, before the walls go up."""
    for bold, weight in enumerate(("Regular", "Bold")):
        name = f"{_FACE}-{weight}"
        pdfmetrics.registerFont(
            TTFont(name, str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"), asciiReadable=False)
        )
        for italic in (0, 1):
            addMapping(_FACE, bold, italic, name)


@cache
def _style(size: float, align: int) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}-{align}", fontName=f"{_FACE}-Regular", fontSize=size, leading=size * _LEADING, alignment=align,
        splitLongWords=1, allowWidows=1, allowOrphans=1,
    )  # fmt: skip


class Composer:
    """Makes flowables; remembers how many pixels of pictures it has taken in."""

    def __init__(self, photos: PhotoEngine, warnings: set[str]) -> None:
        """`warnings` gets `picture_missing` for a picture that cannot be shown."""
        self._photos, self._warnings = photos, warnings
        self._pixels = 0
        self._made: dict[str, tuple[bytes, tuple[int, int]] | None] = {}

    def flowables(self, part: Part, width: float, depth: int = 0) -> Iterator[Any]:
        """What a paragraph or table becomes in a column of this width."""
        if isinstance(part, Grid):
            yield from self._table(part, width, depth)
        else:
            yield from self._passage(part, width)

    def plain(self, passages: Iterable[Passage], width: float) -> Iterator[Any]:
        """Only the letters of paragraphs."""
        for passage in passages:
            yield from self._passage(passage, width)

    def _passage(self, passage: Passage, width: float) -> Iterator[Any]:
        letters: list[Run] = []
        for run in passage.runs:
            if run.picture is None:
                letters.append(run)
                continue
            if "".join(each.text for each in letters).strip():
                yield from self._letters(letters, passage)
            letters = []
            yield _Framed(self._jpeg(run.picture), run.picture, width, passage.align)
        if letters or not passage.runs:
            yield from self._letters(letters, passage)

    def _letters(self, runs: Sequence[Run], passage: Passage) -> Iterator[Any]:
        largest = max((run.look.size for run in runs if run.text.strip()), default=10.0)
        style = _style(largest, _ALIGNS[passage.align])
        for number, piece in enumerate(_in_pieces(runs)):
            markup = "".join(_markup(run, largest) for run in piece)
            lead = escape(passage.lead) if number == 0 else ""
            yield SetParagraph(lead + markup, style) if markup.strip() else Spacer(1, largest * _LEADING)

    # --- tables -----------------------------------------------------------------------------------------

    def _table(self, grid: Grid, width: float, depth: int) -> Iterator[Any]:
        laid = laid_out(grid, width)
        if not laid.widths:
            return
        if min(laid.widths) < _NARROWEST or depth > _MAX_DEPTH:
            raise ValueError("too narrow to be a table")
        for first, last in laid.slices():
            yield self._slice(laid, first, last, depth)
        if depth == 0:
            yield Spacer(1, 4)

    def _slice(self, laid: Laid, first: int, last: int, depth: int) -> Any:
        rows: list[list[Any]] = [[""] * len(laid.widths) for _ in range(first, last)]
        looks: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.Color(0.45, 0.45, 0.45)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING), ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ]  # fmt: skip
        for cell in laid.cells(first, last):
            inside = sum(laid.widths[cell.column : cell.last_column + 1]) - 2 * _PADDING
            content: list[Any] = []
            for part in cell.parts:
                content.extend(self.flowables(part, inside, depth + 1))
            rows[cell.row - first][cell.column] = content
            if (cell.row, cell.column) != (cell.last_row, cell.last_column):
                looks.append(("SPAN", (cell.column, cell.row - first), (cell.last_column, cell.last_row - first)))
        return Table(rows, colWidths=laid.widths, style=looks, splitByRow=1, splitInRow=1, spaceBefore=0)

    # --- pictures ---------------------------------------------------------------------------------------

    def _jpeg(self, picture: Picture) -> tuple[bytes, tuple[int, int]] | None:
        """The picture decoded by us and packed anew; None when it cannot be shown."""
        if picture.name not in self._made:
            made = self._decoded(picture)
            self._made[picture.name] = made
        if self._made[picture.name] is None:
            self._warnings.add("picture_missing")
        return self._made[picture.name]

    def _decoded(self, picture: Picture) -> tuple[bytes, tuple[int, int]] | None:
        kind = sniff(picture.data[:PREFIX])
        if kind.kind != "image" or self._pixels > _ALL_PIXELS:
            return None
        try:
            photo = self._photos.open(picture.data, kind.format)
            photo.measure()
            seen: Image.Image = photo.picture(_PICTURE_PIXELS)
        except Unreadable:
            return None
        self._pixels += seen.width * seen.height
        out = io.BytesIO()
        seen.save(out, "JPEG", quality=88)
        return out.getvalue(), seen.size


class _Framed(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A picture, made smaller where it would not fit; a frame with its name where it cannot be shown."""

    def __init__(self, jpeg: tuple[bytes, tuple[int, int]] | None, picture: Picture, most: float, align: Align) -> None:
        super().__init__()
        self.hAlign = {"center": "CENTER", "right": "RIGHT"}.get(align, "LEFT")
        self._jpeg, self._name, self._most = jpeg, picture.name, max(most, 1.0)
        pixels = jpeg[1] if jpeg else (160, 60)
        wide = picture.width or pixels[0] * 0.75
        high = picture.height or pixels[1] * 0.75
        self._size = (min(max(wide, 4.0), 3_000.0), min(max(high, 4.0), 3_000.0))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As large as it is shown, and no larger than its column and page."""
        wide, high = self._size
        shrink = min(1.0, self._most / wide, 640.0 / high)
        self.width, self.height = wide * shrink, high * shrink
        return self.width, self.height

    def draw(self) -> None:
        """Draw it where reportlab put the pen."""
        if self._jpeg is not None:
            self.canv.drawImage(ImageReader(io.BytesIO(self._jpeg[0])), 0, 0, self.width, self.height)
            return
        self.canv.setStrokeGray(0.6)
        self.canv.rect(0, 0, self.width, self.height)
        self.canv.setFont(f"{_FACE}-Regular", 7)
        self.canv.setFillGray(0.4)
        self.canv.drawString(3, max(self.height - 9, 1), _UNSEEN.sub("", self._name)[:30])


def _in_pieces(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """A paragraph in pieces that reportlab can set at a bearable speed; nearly all are one piece."""
    piece: list[Run] = []
    length = 0
    for run in runs:
        for start in range(0, max(len(run.text), 1), _LONGEST):
            part = run.text[start : start + _LONGEST]
            if piece and length + len(part) > _LONGEST:
                yield piece
                piece, length = [], 0
            piece.append(Run(part, run.look))
            length += len(part)
    yield piece


def _markup(run: Run, largest: float) -> str:
    text = _UNSEEN.sub("", run.text.replace("\t", "    "))
    text = _SPACES.sub(lambda match: "\u00a0" * len(match[0]), text)
    marked = escape(text).replace("\n", "<br/>")
    return _looking(marked, run.look, largest) if text else ""


def _looking(marked: str, look: Look, largest: float) -> str:
    if look.struck:
        marked = f"<strike>{marked}</strike>"
    if look.underline:
        marked = f"<u>{marked}</u>"
    if look.bold:
        marked = f"<b>{marked}</b>"
    return marked if look.size == largest else f'<font size="{look.size:g}">{marked}</font>'
