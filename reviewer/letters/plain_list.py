"""A plain list on paper: a title, what it is, and one table; for the daily seal and the access log."""

import csv
import dataclasses
import datetime as dt
import io

from reviewer.letters.content import Table
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import LEFT, Sheets, Style
from reviewer.letters.table_setter import TableSetter
from reviewer.rules.privacy import guard_cell

_TITLE = Style(BOLD, 15, 21)
_HEADING = Style(BOLD, 22, 30, before=12)
_TEXT = Style(REGULAR, 10, 15.5, before=6)


@dataclasses.dataclass(frozen=True)
class PlainList:
    """What stands on the sheets; `heading` is set large below the title."""

    title: str
    lang: str
    day: dt.date
    texts: tuple[str, ...]
    table: Table
    heading: str = ""
    is_sample: bool = False

    @property
    def text(self) -> str:
        """Every word, for the search for characters the font lacks."""
        cells = [cell for row in self.table.rows for cell in row]
        columns = [column.heading for column in self.table.columns]
        return "\n".join((self.title, self.heading, *self.texts, *columns, *cells))


def render(listed: PlainList) -> bytes:
    """The list as a PDF; the same list gives the same bytes. Raises GlyphMissing before anything is drawn."""
    require_glyphs([listed.text])
    sheets = Sheets()
    sheets.paragraph(LEFT, listed.title, _TITLE, role="H1")
    if listed.heading:
        sheets.paragraph(LEFT, listed.heading, _HEADING)
    for text in listed.texts:
        sheets.paragraph(LEFT, text, _TEXT)
    sheets.skip(12)
    TableSetter(sheets, listed.table, LEFT).set()
    return render_sheets(
        [sheets], title=listed.title, lang=listed.lang, day=listed.day, text=listed.text,
        is_sample=listed.is_sample,
    )  # fmt: skip


def as_csv(listed: PlainList) -> bytes:
    """The table alone for Korean spreadsheets: UTF-8 with BOM, CRLF, nothing that a spreadsheet would calculate."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.heading for column in listed.table.columns)
    writer.writerows(map(guard_cell, row) for row in listed.table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
