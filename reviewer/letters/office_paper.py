"""Papers of the office that are no letters (회의록, 심의 요지): forms, headed parts, tables, lines to sign."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from reviewer.letters.chart import Chart
from reviewer.letters.chart_setter import height_of, set_chart
from reviewer.letters.content import Table
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs, width_of, wrap
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import BOTTOM, LEFT, RIGHT, TOP, Image, Rule, Run, Shade, Sheets, Style, centred
from reviewer.letters.structure import Element
from reviewer.letters.table_setter import TableSetter

LABEL = 78.0
"""The width of the grey cells of a form, in points."""
_PAD = 5.0
_TITLE = Style(BOLD, 19, 30)
_ABOVE = Style(REGULAR, 10, 15, grey=0.25)


@dataclasses.dataclass(frozen=True)
class Title:
    """The title in the middle, with a line above it in small letters."""

    text: str
    above: str = ""


@dataclasses.dataclass(frozen=True)
class Form:
    """Rows of one or two pairs of a name and what it is, in a ruled form."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclasses.dataclass(frozen=True)
class Part:
    """The heading of a part (level 1) or of an item in it (level 2)."""

    text: str
    level: int = 1


@dataclasses.dataclass(frozen=True)
class Text:
    """A paragraph, with its name or number hanging before it where it has one.

    With `with_next` it stands on one sheet with the paragraph after it, and so does the heading right above it.
    """

    text: str
    label: str = ""
    level: int = 1
    with_next: bool = False


@dataclasses.dataclass(frozen=True)
class Picture:
    """A cutting of a paper as pixels (RGB, row by row), with what it shows."""

    caption: str
    width: int
    height: int
    pixels: bytes


@dataclasses.dataclass(frozen=True)
class Pictures:
    """Cuttings side by side, as many as stand in one row."""

    pictures: tuple[Picture, ...]


@dataclasses.dataclass(frozen=True)
class Signs:
    """Lines to sign, two beside each other; kept together with the sentence above them."""

    says: str
    people: tuple[tuple[str, str], ...]
    place: str


@dataclasses.dataclass(frozen=True)
class Turn:
    """A new sheet begins here."""


Block = Title | Form | Part | Text | Table | Chart | Pictures | Signs | Turn


@dataclasses.dataclass(frozen=True)
class OfficePaper:
    """What stands on the sheets; a draft says so on every sheet."""

    title: str
    lang: str
    day: dt.date
    blocks: tuple[Block, ...]
    is_draft: bool = False
    is_sample: bool = False
    fits_one: bool = False
    """Whether it is set smaller until it stands on one sheet."""

    @property
    def text(self) -> str:
        """Every word in reading order."""
        return "\n".join([self.title, *(line for block in self.blocks for line in _words(block) if line)])


def _words(block: Block) -> list[str]:
    match block:
        case Title():
            return [block.above, block.text]
        case Form():
            return [f"{name}  {value}" for row in block.rows for name, value in row]
        case Part():
            return [block.text]
        case Text():
            return [f"{block.label} {block.text}".strip()]
        case Table():
            return ["  ".join(one.heading for one in block.columns), *("  ".join(row) for row in block.rows)]
        case Chart():
            return block.words
        case Pictures():
            return [one.caption for one in block.pictures]
        case Signs():
            return [block.says, *(f"{role}  {name}  {block.place}" for role, name in block.people)]
    return []


SIZES = (10.3, 9.6, 8.8, 8.0, 7.2)
"""Sizes of the text in points; the first with which a paper of one sheet stands on one is taken."""


def render(paper: OfficePaper) -> bytes:
    """The paper as a PDF; the same paper gives the same bytes. Raises GlyphMissing before anything is drawn."""
    return render_pack([paper], paper.title)


def render_pack(papers: Sequence[OfficePaper], title: str) -> bytes:
    """Papers one after another as one PDF, each beginning on a sheet of its own; ValueError for none."""
    if not papers:
        raise ValueError("nothing to print")
    require_glyphs(paper.text for paper in papers)
    first = papers[0]
    return render_sheets(
        [_sheets(paper) for paper in papers], title=title, lang=first.lang, day=first.day,
        text="\n".join(paper.text for paper in papers), is_sample=first.is_sample, is_draft=first.is_draft,
    )  # fmt: skip


def _sheets(paper: OfficePaper) -> Sheets:
    for size in SIZES if paper.fits_one else ():
        sheets = set_paper(paper, size)
        if len(sheets.pages) == 1:
            return sheets
    return set_paper(paper, SIZES[-1] if paper.fits_one else SIZES[0])


def set_paper(paper: OfficePaper, size: float) -> Sheets:
    """The sheets with every block on them; `size` of the text in points."""
    sheets = Sheets()
    for place, block in enumerate(paper.blocks):
        if not sheets.is_fresh and sheets.room < _together(paper.blocks[place:], size) < TOP - BOTTOM:
            sheets.turn()
        if isinstance(block, Turn):
            if not sheets.is_fresh:
                sheets.turn()
        elif isinstance(block, Table):
            sheets.skip(5)
            TableSetter(sheets, block, LEFT).set()
            sheets.skip(5)
        elif isinstance(block, Chart):
            set_chart(sheets, block)
        else:
            _SETTERS[type(block)](sheets, block, size)
    return sheets


def _together(blocks: Sequence[Block], size: float) -> float:
    """The height of what must not be parted from the first of these blocks; 0 where it may stand alone."""
    block, follows = blocks[0], blocks[1] if len(blocks) > 1 else None
    if isinstance(block, Part):
        rest = height_of(follows) if isinstance(follows, Chart) else _together(blocks[1:], size) if follows else 0.0
        return rest and rest + 30
    if isinstance(block, Text) and block.with_next and isinstance(follows, Text):
        return _text_height(block, size) + (_together(blocks[1:], size) or _text_height(follows, size))
    return 0.0


def _text_height(text: Text, size: float) -> float:
    room = RIGHT - LEFT - (max(LABEL, width_of(text.label, REGULAR) * size / 1000 + 10) if text.label else 0.0)
    return len(wrap(text.text, REGULAR, size, room)) * size * 1.6 + 1.5


def _set_title(sheets: Sheets, title: Title, size: float) -> None:
    if title.above:
        sheets.line(centred(title.above, _ABOVE.face, _ABOVE.size), title.above, _ABOVE)
    heading = Element("H1", sheets.inside)
    for line in wrap(title.text, _TITLE.face, _TITLE.size, RIGHT - LEFT):
        sheets.line(centred(line, _TITLE.face, _TITLE.size), line, _TITLE, part=heading)
    sheets.skip(10)


def _set_form(sheets: Sheets, form: Form, size: float) -> None:
    top, leading, made = True, size * 1.5, []
    sheets.skip(3)
    for row in form.rows:
        share = (RIGHT - LEFT) / len(row)
        cells = [
            (name, wrap(name, BOLD, size, LABEL - 2 * _PAD), wrap(value, REGULAR, size, share - LABEL - 2 * _PAD))
            for name, value in row
        ]
        height = max(max(len(names), len(values)) for _, names, values in cells) * leading + 2 * _PAD
        made.append((share, cells, height))
    if sheets.room < min(sum(height for _, _, height in made), (TOP - BOTTOM) / 3):  # a short form stays whole
        sheets.turn()
    table, columns = Element("Table", sheets.inside), max(len(row) for row in form.rows)
    for share, cells, height in made:
        if sheets.room < height:
            sheets.turn()
            top = True
        if top:
            sheets.rule(0.9)
            top = False
        line = Element("TR", table)
        for place, (_, names, values) in enumerate(cells):
            left, is_last = LEFT + place * share, place == len(cells) - 1
            name = Element("TH", line, scope="Row")
            value = Element("TD", line, span=2 * (columns - len(cells)) + 1 if is_last else 1)
            _cell(sheets, left, LABEL, height, names, Style(BOLD, size, leading), name)
            _cell(sheets, left + LABEL, share - LABEL, height, values, Style(REGULAR, size, leading), value)
        sheets.y -= height
        sheets.rule(0.45, 0.35)
    sheets.skip(8)


def _cell(
    sheets: Sheets, x: float, width: float, height: float, lines: tuple[str, ...], style: Style, part: Element
) -> None:
    top, is_label = sheets.y, part.kind == "TH"
    if is_label:
        sheets.put(Shade(x, top - height, width, height, 0.94))
    if x > LEFT:
        sheets.put(Rule(x, top, x, top - height, 0.45, 0.55))
    y = top - (height - len(lines) * style.leading) / 2
    for text in lines:
        y -= style.leading
        at = centred(text, style.face, style.size, x + width / 2) if is_label else x + _PAD
        baseline = y + (style.leading - style.size) * 0.62
        sheets.put(Run(at, baseline, text, style.face, style.size, 0.0, part))


def _set_part(sheets: Sheets, part: Part, size: float) -> None:
    style = Style(BOLD, size + 1.6, (size + 1.6) * 1.7, before=10) if part.level == 1 else Style(
        BOLD, size, size * 1.65, before=6
    )  # fmt: skip
    if sheets.room < (110 if part.level == 1 else 70):  # a heading never stands alone at the foot
        sheets.turn()
    sheets.paragraph(LEFT + (part.level - 1) * 8, part.text, style, role=f"H{part.level + 1}")


def _set_text(sheets: Sheets, text: Text, size: float) -> None:
    style = Style(REGULAR, size, size * 1.6, before=1.5)
    left = LEFT + text.level * 8
    if not text.label:
        sheets.paragraph(left, text.text, style)
        return
    own = width_of(text.label, REGULAR) * size / 1000
    wide = own + 5 if text.label.rstrip(".").isdigit() else max(LABEL - 8, own + 6)
    sheets.paragraph(left + wide, text.text, style, label=text.label, label_x=left)


def _set_pictures(sheets: Sheets, row: Pictures, size: float) -> None:
    share = (RIGHT - LEFT - 8 * (len(row.pictures) - 1)) / len(row.pictures)
    heights = [min(share * one.height / one.width, 90.0) for one in row.pictures]
    caption = size * 0.82
    high = max(heights) + caption * 1.6 + 6
    if sheets.room < high:
        sheets.turn()
    for place, (one, height) in enumerate(zip(row.pictures, heights, strict=True)):
        x, width = LEFT + place * (share + 8), height * one.width / one.height
        low = sheets.y - height
        figure = Element("Figure", sheets.inside, alt=one.caption, box=(x, low, x + width, sheets.y))
        sheets.put(Image(x, low, width, height, one.width, one.height, one.pixels, figure))
        line = wrap(one.caption, REGULAR, caption, share)[0]
        below = sheets.y - max(heights) - caption * 1.3
        sheets.put(Run(x, below, line, REGULAR, caption, 0.25, Element("Caption", figure)))
    sheets.y -= high


def _set_signs(sheets: Sheets, signs: Signs, size: float) -> None:
    high, share = size * 2.9, (RIGHT - LEFT) / 2
    rows = -(-len(signs.people) // 2)
    if sheets.room < rows * high + size * 4:
        sheets.turn()
    sheets.skip(8)
    sheets.paragraph(LEFT, signs.says, Style(REGULAR, size, size * 1.6))
    for place, (role, name) in enumerate(signs.people):
        x, y = LEFT + place % 2 * share, sheets.y - (place // 2 + 1) * high
        line = Element("P", sheets.inside)
        sheets.put(Run(x, y + 4, f"{role} ", REGULAR, size * 0.86, 0.3, line))
        sheets.put(Run(x + 74, y + 4, f"{name} ", BOLD, size, 0.0, line))
        at = x + share - 16 - width_of(signs.place, REGULAR) * size * 0.86 / 1000
        sheets.put(Run(at, y + 4, signs.place, REGULAR, size * 0.86, 0.45, line))
        sheets.put(Rule(x, y - 1, x + share - 16, y - 1, 0.45, 0.5))
    sheets.y -= rows * high + 16


_SETTERS: dict[type, Callable[..., None]] = {
    Title: _set_title, Form: _set_form, Part: _set_part, Text: _set_text, Pictures: _set_pictures, Signs: _set_signs,
}  # fmt: skip
