"""The recovery sheet of a person's key: one page with the lines to type, and the same lines as a picture to scan."""

import dataclasses
import datetime as dt

from reviewer.letters.code_picture import code_squares
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs, width_of
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import LEFT, RIGHT, Sheets, Squares, Style
from reviewer.letters.structure import Element

_TITLE, _TEXT, _HEADING = Style(BOLD, 20, 30), Style(REGULAR, 10.5, 16.5, before=5), Style(BOLD, 11.5, 18, before=14)
_FACT, _LINE = Style(REGULAR, 10.5, 17), Style(BOLD, 15, 26)
_SQUARE = 150.0
"""Side of the picture in points, with the white edge that readers need."""


@dataclasses.dataclass(frozen=True)
class RecoverySheet:
    """What stands on the sheet; `picture` says what the picture is, `warnings` are headings with their meaning."""

    title: str
    lang: str
    day: dt.date
    facts: tuple[tuple[str, str], ...]
    says: str
    lines: tuple[str, ...]
    picture: str
    warnings: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Every word on it."""
        pairs = (*self.facts, *self.warnings)
        return "\n".join((self.title, *(" ".join(pair) for pair in pairs), self.says, *self.lines))


def render(sheet: RecoverySheet) -> bytes:
    """The sheet as a PDF. Raises GlyphMissing before anything is drawn."""
    require_glyphs([sheet.text])
    sheets = Sheets()
    sheets.paragraph(LEFT, sheet.title, _TITLE, role="H1")
    sheets.skip(4)
    sheets.rule(1.2)
    sheets.skip(8)
    wide = max(width_of(name, REGULAR) for name, _ in sheet.facts) * _FACT.size / 1000 + 16
    for name, value in sheet.facts:
        sheets.paragraph(LEFT + wide, value, _FACT, label=name, label_x=LEFT)
    sheets.paragraph(LEFT, sheet.says, _TEXT)
    sheets.skip(14)
    top = sheets.y
    for line in sheet.lines:
        sheets.line(LEFT, line, _LINE)
    _draw_square(sheets, "\n".join(sheet.lines), RIGHT - _SQUARE, min(top, sheets.y + _SQUARE), sheet.picture)
    sheets.y = min(sheets.y, top - _SQUARE)
    for heading, meaning in sheet.warnings:
        sheets.paragraph(LEFT, heading, _HEADING, role="H2")
        sheets.paragraph(LEFT, meaning, _TEXT)
    return render_sheets([sheets], title=sheet.title, lang=sheet.lang, day=sheet.day, text=sheet.text)


def _draw_square(sheets: Sheets, text: str, left: float, top: float, alt: str) -> None:
    rows = code_squares(text)
    low, edge = top - _SQUARE, 4
    side = _SQUARE / (len(rows) + 2 * edge)
    figure = Element("Figure", sheets.inside, alt=alt, box=(left, low, left + _SQUARE, top))
    sheets.put(Squares(left + edge * side, low + edge * side, side, rows, figure))
