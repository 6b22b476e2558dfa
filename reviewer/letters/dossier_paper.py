"""The dossier of one claim as one PDF: a cover with its contents, chapters, the letters again, and attached files."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from reviewer.letters.archival import About, Attached
from reviewer.letters.content import Column, Letter, Table
from reviewer.letters.faces import BOLD, require_glyphs
from reviewer.letters.office_paper import SIZES, Block, OfficePaper, Part, set_paper
from reviewer.letters.page import Bound, bind
from reviewer.letters.setting import set_letter
from reviewer.letters.sheet import LEFT, TOP, Run, Sheets
from reviewer.letters.structure import Element


@dataclasses.dataclass(frozen=True)
class Chapter:
    """A part of the dossier; it begins on a sheet of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclasses.dataclass(frozen=True)
class Again:
    """A letter that left, set again, with the line above its letterhead that says so."""

    title: str
    says: str
    letter: Letter


@dataclasses.dataclass(frozen=True)
class Dossier:
    """What stands in the dossier; `contents` is the heading of the contents and of its two columns."""

    title: str
    lang: str
    day: dt.date
    cover: tuple[Block, ...]
    contents: tuple[str, str, str]
    chapters: tuple[Chapter, ...]
    letters: tuple[Again, ...] = ()
    attached: tuple[Attached, ...] = ()
    is_sample: bool = False

    @property
    def text(self) -> str:
        """Every word in reading order."""
        blocks = (*self.cover, *(block for one in self.chapters for block in (Part(one.title), *one.blocks)))
        said = OfficePaper(self.title, self.lang, self.day, blocks).text
        return "\n".join((said, *(f"{one.says}\n{one.letter.text}" for one in self.letters)))


def render(dossier: Dossier) -> bytes:
    """The dossier as a PDF; the same one gives the same bytes. Raises GlyphMissing before anything is drawn."""
    require_glyphs((dossier.text, *dossier.contents))
    titles = [one.title for one in dossier.chapters] + [one.title for one in dossier.letters]
    bodies = [(_chapter(dossier, one), dossier.lang) for one in dossier.chapters]
    bodies += [(_again(one), one.letter.lang) for one in dossier.letters]
    lengths = [len(sheets.pages) for sheets, _ in bodies]
    cover = len(_cover(dossier, titles, lengths, 0).pages)
    papers = [Bound(_cover(dossier, titles, lengths, cover), dossier.lang, dossier.title)]
    papers += [Bound(sheets, lang, title) for (sheets, lang), title in zip(bodies, titles, strict=True)]
    about = About(dossier.title, dossier.lang, dossier.day)
    return bind(papers, about, dossier.attached, dossier.text, is_sample=dossier.is_sample)


def _cover(dossier: Dossier, titles: Sequence[str], lengths: Sequence[int], before: int) -> Sheets:
    """The cover with the sheet on which each part begins; it takes as many sheets whatever the numbers are."""
    rows, at = [], before
    for title, length in zip(titles, lengths, strict=True):
        rows.append((title, str(at + 1)))
        at += length
    heading, name, sheet = dossier.contents
    columns = (Column(name, 0.84), Column(sheet, 0.16, "center"))
    return _set(dossier, (*dossier.cover, Part(heading), Table(columns, tuple(rows))))


def _chapter(dossier: Dossier, chapter: Chapter) -> Sheets:
    return _set(dossier, (Part(chapter.title), *chapter.blocks))


def _set(dossier: Dossier, blocks: tuple[Block, ...]) -> Sheets:
    return set_paper(OfficePaper(dossier.title, dossier.lang, dossier.day, blocks), SIZES[1])


def _again(again: Again) -> Sheets:
    """The sheets of a letter, each with the line that it is a copy; who hears the paper hears it once."""
    sheets = set_letter(again.letter)
    part = Element("P")
    sheets.root.parts.insert(0, part)
    for number, marks in enumerate(sheets.pages):
        marks.insert(0, Run(LEFT, TOP + 18, again.says, BOLD, 8.5, 0.35, None if number else part))
    return sheets


def without(value: Any, mask: Callable[[str], str]) -> Any:
    """The same content with every text of it masked; what a letter was made from is dropped."""
    match value:
        case str():
            return mask(value)
        case tuple():
            return tuple(without(one, mask) for one in value)
        case Letter():
            value = dataclasses.replace(value, origin=None, code="")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: without(getattr(value, one.name), mask) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value
