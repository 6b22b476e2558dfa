"""The one-page record of a visit (방문 확인서, domain.md 5.7): what was seen and said, signed by both sides."""

import dataclasses
import datetime as dt

from reviewer.letters.faces import BOLD, REGULAR, require_glyphs, width_of
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import LEFT, RIGHT, Rule, Sheets, Style, centred
from reviewer.letters.structure import Element

SIZES = (10.8, 9.6, 8.6, 7.6)
"""Sizes of the text in points; the first with which everything stands on one sheet is taken."""


@dataclasses.dataclass(frozen=True)
class VisitRecord:
    """What stands on the sheet: short facts, headed paragraphs, the sentence above the signatures, and who signs."""

    title: str
    lang: str
    day: dt.date
    facts: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    confirms: str
    signs: tuple[tuple[str, str], ...]
    place_to_sign: str
    is_sample: bool = False

    @property
    def text(self) -> str:
        """Every word, for the search for characters the font lacks."""
        pairs = (*self.facts, *self.told, *self.signs)
        return "\n".join((self.title, *(" ".join(pair) for pair in pairs), self.confirms, self.place_to_sign))


def render(record: VisitRecord) -> bytes:
    """The record as a PDF; the same record gives the same bytes. Raises GlyphMissing before anything is drawn."""
    require_glyphs([record.text])
    sheets = next((one for one in (_set(record, size) for size in SIZES) if len(one.pages) == 1), None)
    return render_sheets(
        [sheets or _set(record, SIZES[-1])], title=record.title, lang=record.lang, day=record.day,
        text=record.text, is_sample=record.is_sample,
    )  # fmt: skip


def _set(record: VisitRecord, size: float) -> Sheets:
    sheets = Sheets()
    title, heading = Style(BOLD, 18, 30), Style(BOLD, size, size * 1.7, before=size)
    text, fact = Style(REGULAR, size, size * 1.6), Style(REGULAR, size, size * 1.7, before=2)
    sheets.line(centred(record.title, title.face, title.size), record.title, title, role="H1")
    sheets.skip(6)
    sheets.rule(1.2)
    sheets.skip(6)
    wide = max(width_of(name, REGULAR) for name, _ in record.facts) * size / 1000 + 16
    for name, value in record.facts:
        sheets.paragraph(LEFT + wide, value, fact, label=name, label_x=LEFT)
    sheets.skip(6)
    sheets.rule(0.5, 0.4)
    for name, value in record.told:
        sheets.paragraph(LEFT, name, heading, role="H2")
        for part in value.split("\n"):
            sheets.paragraph(LEFT, part, text)
    _set_signatures(sheets, record, size)
    return sheets


def _set_signatures(sheets: Sheets, record: VisitRecord, size: float) -> None:
    """The sentence, and a line to sign on for each side, kept together."""
    high = 30.0
    if sheets.room < (len(record.signs) + 2) * high:
        sheets.turn()
    sheets.skip(high)
    sheets.paragraph(LEFT, record.confirms, Style(REGULAR, size, size * 1.6))
    for name, who in record.signs:
        line = Element("P", sheets.inside)
        sheets.skip(high - size * 1.6)
        y = sheets.y - size * 1.6
        sheets.line(LEFT, f"{name}   {who} ", Style(REGULAR, size, size * 1.6), part=line)
        at = RIGHT - width_of(record.place_to_sign, REGULAR) * size / 1000
        sheets.put(Rule(RIGHT - 200, y, at - 8, y, 0.5, 0.5))
        sheets.y += size * 1.6
        sheets.line(at, record.place_to_sign, Style(REGULAR, size, size * 1.6, grey=0.4), part=line)
