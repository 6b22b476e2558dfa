"""Address labels for envelopes: A4 sheets of two by seven labels, and apart those letters that have no address."""

import dataclasses
import datetime as dt
import re

from reviewer.letters.content import Column, Table
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs, width_of, wrap
from reviewer.letters.page import render_sheets
from reviewer.letters.sheet import HEIGHT, LEFT, Sheets, Style
from reviewer.letters.table_setter import TableSetter

MM = 72 / 25.4
ACROSS, DOWN = 2, 7
_WIDE, _HIGH = 99.1 * MM, 38.1 * MM
_LEFT, _TOP, _GAP = 4.65 * MM, 15.15 * MM, 2.5 * MM
"""The common label of 99.1 x 38.1 mm, fourteen on a sheet."""
_EDGE = 6 * MM
_NUMBER, _ADDRESS, _NAME, _ZIP = (
    Style(REGULAR, 7, 10, grey=0.45), Style(REGULAR, 10, 14), Style(BOLD, 11.5, 17), Style(BOLD, 11, 16),
)  # fmt: skip
_TITLE, _TEXT = Style(BOLD, 15, 21), Style(REGULAR, 10, 15.5, before=6)
_CODE = re.compile(r"(?:^|(?<=\s)|[(\[])우?\s?(\d{5})(?:[)\]]|(?=[\s,])|$)")


@dataclasses.dataclass(frozen=True)
class Label:
    """One envelope: its letters, the address as the claimant gave it, and whom it is for with 귀하 or 귀중."""

    letters: tuple[str, ...]
    claim: str
    address: str
    addressee: str


@dataclasses.dataclass(frozen=True)
class LabelSheets:
    """All labels of a run, and the letters for which no address is known."""

    title: str
    without: str
    headings: tuple[str, str, str]
    lang: str
    day: dt.date
    labels: tuple[Label, ...]
    is_sample: bool = False

    @property
    def addressed(self) -> tuple[Label, ...]:
        """Those with an address."""
        return tuple(one for one in self.labels if one.address.strip())

    @property
    def homeless(self) -> tuple[Label, ...]:
        """Those without one."""
        return tuple(one for one in self.labels if not one.address.strip())

    @property
    def text(self) -> str:
        """Every word."""
        words = [(*one.letters, one.claim, one.address, one.addressee) for one in self.labels]
        return "\n".join((self.title, self.without, *self.headings, *(word for few in words for word in few)))


def parted(address: str) -> tuple[str, str]:
    """The address without its postal code of five digits, and the code; "" where none stands in it."""
    found = _CODE.search(address)
    if found is None:
        return " ".join(address.split()), ""
    rest = f"{address[: found.start()]} {address[found.end() :]}"
    return " ".join(rest.strip(" ,").split()), found[1]


def render(sheets_of: LabelSheets) -> bytes:
    """The labels as a PDF; the same labels give the same bytes. Raises GlyphMissing before anything is drawn."""
    require_glyphs([sheets_of.text])
    papers = []
    if sheets_of.addressed:
        labels = Sheets()
        for place, one in enumerate(sheets_of.addressed):
            if place and place % (ACROSS * DOWN) == 0:
                labels.turn()
            _put(labels, one, place % (ACROSS * DOWN))
        papers.append(labels)
    if sheets_of.homeless:
        papers.append(_list(sheets_of))
    return render_sheets(
        papers, title=sheets_of.title, lang=sheets_of.lang, day=sheets_of.day, text=sheets_of.text,
        is_sample=sheets_of.is_sample,
    )  # fmt: skip


def _put(sheets: Sheets, one: Label, place: int) -> None:
    """The number small at the top, the address, whom it is for below, and the postal code at the lower right."""
    x = _LEFT + place % ACROSS * (_WIDE + _GAP) + _EDGE
    top = HEIGHT - _TOP - place // ACROSS * _HIGH
    room = _WIDE - 2 * _EDGE
    address, code = parted(one.address)
    sheets.y = top - 3 * MM
    for text in wrap(", ".join(one.letters), _NUMBER.face, _NUMBER.size, room)[:1]:
        sheets.line(x, text, _NUMBER)
    for text in wrap(address, _ADDRESS.face, _ADDRESS.size, room)[:3]:
        sheets.line(x, text, _ADDRESS)
    beside = width_of(code, _ZIP.face) * _ZIP.size / 1000
    named = wrap(one.addressee, _NAME.face, _NAME.size, room)
    sheets.y = top - _HIGH + 2.5 * MM + (_ZIP.leading if code else 0) + _NAME.leading * min(len(named), 2)
    for text in named[:2]:
        sheets.line(x, text, _NAME)
    if code:
        sheets.line(x + room - beside, code, _ZIP)


def _list(sheets_of: LabelSheets) -> Sheets:
    sheets = Sheets()
    sheets.paragraph(LEFT, sheets_of.title, _TITLE, role="H1")
    sheets.paragraph(LEFT, sheets_of.without, _TEXT)
    sheets.skip(12)
    columns = tuple(
        Column(heading, share) for heading, share in zip(sheets_of.headings, (0.3, 0.25, 0.45), strict=True)
    )
    rows = tuple((", ".join(one.letters), one.claim, one.addressee) for one in sheets_of.homeless)
    TableSetter(sheets, Table(columns, rows), LEFT).set()
    return sheets
