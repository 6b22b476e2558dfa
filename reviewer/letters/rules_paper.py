"""The operating rules and the calculation basis on paper (운영규정 및 산정 기준): sections of sentences and tables."""

import dataclasses
import datetime as dt

from reviewer.letters.content import Table
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import BOTTOM, LEFT, TOP, Sheets, Style, centred
from reviewer.letters.table_setter import TableSetter

_TITLE, _UNDER = Style(BOLD, 18, 28), Style(REGULAR, 10, 15, grey=0.25)
_SECTION, _CAPTION = Style(BOLD, 13, 19, before=16), Style(BOLD, 10, 15, before=8)
_BELOW = 2.0
"""Points between a caption and its table."""
_TEXT, _FORMULA = Style(REGULAR, 10, 15.5, before=4), Style(BOLD, 10.5, 16.5, before=6)


@dataclasses.dataclass(frozen=True)
class Section:
    """One numbered section; a table has its own caption, and `formula` stands out."""

    title: str
    texts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    formula: str = ""

    @property
    def text(self) -> str:
        """Every word of it."""
        cells = [
            word
            for table in self.tables
            for word in (table.caption, *(c.heading for c in table.columns), *(w for row in table.rows for w in row))
        ]
        return "\n".join((self.title, self.formula, *self.texts, *cells))


@dataclasses.dataclass(frozen=True)
class RulesPaper:
    """What stands on the sheets: the title, what identifies these rules, and the sections."""

    title: str
    lang: str
    day: dt.date
    council: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    is_sample: bool = False

    @property
    def text(self) -> str:
        """Every word, for the search for characters the font lacks."""
        return "\n".join((self.title, self.council, *self.about, *(one.text for one in self.sections)))


def render(paper: RulesPaper) -> bytes:
    """The paper as a PDF; the same rules give the same bytes. Raises GlyphMissing before anything is drawn."""
    require_glyphs([paper.text])
    sheets = Sheets()
    for text, style in ((paper.council, _TEXT), (paper.title, _TITLE)):
        sheets.line(centred(text, style.face, style.size), text, style, role="H1" if style is _TITLE else "P")
    sheets.skip(8)
    sheets.rule(1.2)
    sheets.skip(8)
    for text in paper.about:
        sheets.paragraph(LEFT, text, _UNDER)
    for number, section in enumerate(paper.sections, 1):
        _set(sheets, number, section)
    return render_sheets(
        [sheets], title=paper.title, lang=paper.lang, day=paper.day, text=paper.text, is_sample=paper.is_sample
    )


def _set(sheets: Sheets, number: int, section: Section) -> None:
    """A heading never stands alone at the foot of a sheet."""
    if sheets.room < (TOP - BOTTOM) / 6:
        sheets.turn()
    sheets.paragraph(LEFT, f"{number}. {section.title}", _SECTION, role="H2")
    if section.formula:
        sheets.paragraph(LEFT + 12, section.formula, _FORMULA)
    for text in section.texts:
        sheets.paragraph(LEFT, text, _TEXT)
    for table in section.tables:
        setter = TableSetter(sheets, table, LEFT)
        if table.caption:
            if sheets.room < setter.least() + _CAPTION.leading + _CAPTION.before + _BELOW:
                sheets.turn()
            sheets.paragraph(LEFT, table.caption, _CAPTION, role="H3")
            sheets.skip(_BELOW)
        else:
            sheets.skip(8)
        setter.set()
