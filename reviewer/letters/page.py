"""How a letter becomes a PDF: its sheets drawn with embedded fonts, the same bytes on every computer."""

import dataclasses
import datetime as dt
import functools
import hashlib
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.letters.archival import About, Attached, catalog, info
from reviewer.letters.attestation import BLANK
from reviewer.letters.content import Letter
from reviewer.letters.drawing import Drawing
from reviewer.letters.embedding import subsets_for
from reviewer.letters.faces import BOLD, REGULAR, require_glyphs, width_of
from reviewer.letters.letter_record import record_of
from reviewer.letters.outlines import shape_of
from reviewer.letters.pdf_file import PdfFile, refs, text
from reviewer.letters.setting import set_letter
from reviewer.letters.sheet import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Run, Sheets, centred
from reviewer.letters.structure import Element
from reviewer.letters.tagging import ARTIFACT, Tags

DRAFT, SAMPLE = "시안 DRAFT", "견본 SAMPLE"
_TAG_OF = {"ko": "ko-KR", "en": "en"}
_NUMBER_AT, _UID_AT = 36.0, 24.0


def render(letter: Letter) -> bytes:
    """The letter as a PDF; the same letter gives the same bytes on any computer and at any time.

    Raises GlyphMissing before anything is drawn when the font lacks a character. Text is taken in composed form
    (NFC). The date inside the file is the day of issue; the decision record is attached, with room for the entry that
    issues the letter.
    """
    require_glyphs([letter.text])
    book = _Book(letter.lang)
    book.add_letter(letter)
    about = About(
        letter.title, _TAG_OF[letter.lang], letter.issued_on, letter.organisation,
        f"{letter.doc_no} {letter.claim}".strip(), (letter.letter_no, letter.claim, letter.decision_uid),
    )  # fmt: skip
    return book.whole(about, [_identity(letter)], _attached(letter))


def merge(letters: Iterable[tuple[str, Letter]]) -> bytes:
    """One PDF to print of many letters, each with its bookmark; fonts are embedded once.

    A viewer is asked to print one side only: on both, a letter would stand on the back of another claimant's.

    Letters are given with the words of their bookmark; raises GlyphMissing as `render`, ValueError for none.
    """
    whole = list(letters)
    if not whole:
        raise ValueError("nothing to print")
    require_glyphs(letter.text for _, letter in whole)
    first = whole[0][1]
    book = _Book(first.lang)
    for words, letter in whole:
        book.add_letter(letter, words)
    title = f"{whole[0][0]} – {whole[-1][0]}" if len(whole) > 1 else whole[0][0]
    day = max(letter.issued_on for _, letter in whole)
    about = About(title, _TAG_OF[first.lang], day, first.organisation, one_sided=True)
    return book.whole(about, [_identity(letter) for _, letter in whole])


def render_sheets(
    papers: Sequence[Sheets],
    *,
    title: str,
    lang: str,
    day: dt.date,
    text: str,
    is_sample: bool = False,
    is_draft: bool = False,
) -> bytes:
    """Papers that are no letters as one PDF; `text` is every word on them. The same sheets give the same bytes."""
    book = _Book(lang)
    book.add(papers, lang, _stamps(is_sample, is_draft))
    about = About(title, _TAG_OF[lang], day)
    return book.whole(about, [f"{lang} {is_sample} {is_draft} {day} {text}\n"])


class Bound(NamedTuple):
    """A paper bound into a volume, in its own language, with the words of its bookmark."""

    sheets: Sheets
    lang: str
    bookmark: str


def bind(papers: Sequence[Bound], about: About, attached: Sequence[Attached], text: str, *, is_sample: bool) -> bytes:
    """Papers of both languages as one PDF whose sheets are numbered through, with bookmarks and attached files.

    `text` is every word on them. The same papers give the same bytes.
    """
    lang, stamps = papers[0].lang, _stamps(is_sample, False)
    book = _Book(lang)
    total, before = sum(len(paper.sheets.pages) for paper in papers), 0
    for sheets, own, bookmark in papers:
        book.add([sheets], own, stamps, bookmark=bookmark, numbered=(before, total))
        before += len(sheets.pages)
    files = " ".join(hashlib.sha256(one.data).hexdigest() for one in attached)
    tagged = dataclasses.replace(about, lang=_TAG_OF[lang])
    return book.whole(tagged, [f"{lang} {is_sample} {about.day} {files} {text}\n"], attached)


def _attached(letter: Letter) -> list[Attached]:
    """The decision as data, and room for the entry that issues the letter."""
    return [
        Attached("decision.json", record_of(letter), "Data", "What the letter decides, as data"),
        Attached("issue.json", BLANK, "Supplement", "The journal entry that issued the letter"),
    ]


def _identity(letter: Letter) -> str:
    return f"{letter.lang} {letter.draft} {letter.sample} {letter.issued_on} {letter.code} {letter.text}\n"


class _Book:
    """One PDF in the making: papers are added one after another, then it is written whole."""

    def __init__(self, lang: str) -> None:
        """Begin with the characters of this language."""
        self._pdf, self._faces, self._tags = PdfFile(), subsets_for(lang), Tags()
        self._drawing = Drawing(self._pdf, self._faces, self._tags)
        self._catalog, self._tree = self._pdf.reserve(), self._pdf.reserve()
        self._resources = self._pdf.reserve()
        self._lang = lang
        self._pages: list[int] = []
        self._papers: list[Element] = []
        self._bookmarks: list[tuple[str, int]] = []

    def add_letter(self, letter: Letter, bookmark: str = "") -> None:
        """Add a letter, with its bookmark where it has one."""
        internal = f"{letter.letter_no}  {letter.decision_uid or letter.claim}"
        stamps = _stamps(letter.sample, letter.draft)
        self.add([set_letter(letter)], letter.lang, stamps, internal, bookmark=bookmark)

    def add(
        self, papers: Sequence[Sheets], lang: str, stamps: Sequence[str], internal: str = "", *, bookmark: str = "",
        numbered: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        """Add papers whose sheets are numbered together, marked with the stamps.

        `numbered` is how many sheets of a volume come before them, and how many it has.
        """
        if bookmark:
            self._bookmarks.append((bookmark, len(self._pages)))
        sheets = [page for paper in papers for page in paper.pages]
        before, total = numbered or (0, len(sheets))
        edge = self._lang if numbered else lang
        below = _across(_large(stamps)) if stamps else ""
        for paper in papers:
            if lang != self._lang:
                paper.root.lang = _TAG_OF[lang]
            self._papers.append(paper.root)
        for number, marks in enumerate(sheets, before + 1):
            at = self._tags.turn()
            if stamps:
                marks = [_said(stamps, papers[0].root if number == 1 else None), *marks]
            content = self._drawing.sheet(marks, lang, below, _edge(edge, number, total, internal))
            drawn = self._pdf.stream(content)
            self._pages.append(self._pdf.put(
                f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources {self._resources} 0 R"
                f"/Contents {drawn} 0 R/StructParents {at}/Tabs/S>>"
            ))  # fmt: skip

    def whole(self, about: About, identities: Sequence[str], attached: Sequence[Attached] = ()) -> bytes:
        """The file, with an identity made from the content, so that nothing around the program can change it."""
        pdf = self._pdf
        fonts = " ".join(entry for subsets in self._faces.values() for entry in subsets.write(pdf))
        images = self._drawing.images()
        pdf.put(f"<</Font<<{fonts}>>{f'/XObject<<{images}>>' if images else ''}>>", self._resources)
        pdf.put(f"<</Type/Pages/Count {len(self._pages)}/Kids[{refs(self._pages)}]>>", self._tree)
        said = catalog(pdf, about, attached)
        tags = self._tags.write(pdf, self._root(), self._pages)
        outlines = f"/Outlines {self._outlines()} 0 R/PageMode/UseOutlines" if self._bookmarks else ""
        pdf.put(f"<</Type/Catalog/Pages {self._tree} 0 R/StructTreeRoot {tags} 0 R{outlines}{said}>>", self._catalog)
        digest = hashlib.sha256("".join(identities).encode()).hexdigest()[:32].upper()
        return pdf.whole(self._catalog, info(pdf, about), digest)

    def _root(self) -> Element:
        """The paper itself, or one document whose parts the papers are."""
        if len(self._papers) == 1:
            return self._papers[0]
        root = Element("Document")
        for paper in self._papers:
            paper.kind = "Part"
            root.parts.append(paper)
        return root

    def _outlines(self) -> int:
        root, count = self._pdf.reserve(), len(self._bookmarks)
        first = root + 1
        for place, (words, page) in enumerate(self._bookmarks):
            before = f"/Prev {first + place - 1} 0 R" if place else ""
            after = f"/Next {first + place + 1} 0 R" if place + 1 < count else ""
            goes = f"/Dest[{self._pages[page]} 0 R/Fit]"
            self._pdf.put(f"<</Title{text(words)}/Parent {root} 0 R{before}{after}{goes}>>")
        return self._pdf.put(f"<</Type/Outlines/First {first} 0 R/Last {first + count - 1} 0 R/Count {count}>>", root)


def _stamps(is_sample: bool, is_draft: bool) -> list[str]:
    return ([SAMPLE] if is_sample else []) + ([DRAFT] if is_draft else [])


def _large(stamps: Sequence[str]) -> str:
    """The words across a sheet: of a draft of a sample what matters more, in both languages, and the other beside."""
    return stamps[0] if len(stamps) == 1 else f"{DRAFT} {SAMPLE.split()[1]}"


def _said(stamps: Sequence[str], paper: Element | None) -> Run:
    """Draft and sample are said twice: drawn large across the sheet, and in plain words above the letterhead.

    Who hears the paper hears them once, before anything else.
    """
    words, part = " · ".join(stamps), None
    if paper is not None:
        part = Element("P")
        paper.parts.insert(0, part)
    return Run(RIGHT - width_of(words, BOLD) * 8.5 / 1000, TOP + 18, words, BOLD, 8.5, 0.35, part)


@functools.cache
def _across(words: str) -> str:
    """The words as a grey shape across the sheet, in the operators of PDF; marked as no part of the text."""
    size = min(86.0, 560_000 / width_of(words, BOLD))
    turn, scale = math.radians(52), size / 1000
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    half, middle = width_of(words, BOLD) / 2, 333.0
    operators = []
    for step, numbers in shape_of(words, BOLD):
        moved = [number - (half if place % 2 == 0 else middle) for place, number in enumerate(numbers)]
        operators.append(" ".join([*(f"{number:.0f}" for number in moved), step]))
    place = f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} {WIDTH / 2:.2f} {HEIGHT / 2:.2f} cm"
    return f"{ARTIFACT} q .925 g {place} {' '.join(operators)} f Q EMC"


def _edge(lang: str, number: int, count: int, internal: str) -> Sequence[Run]:
    """The number of the sheet at the bottom centre, and the internal numbers small below it."""
    if lang == "ko":
        page = f"{count}-{number}" if count > 1 else "1"
    else:
        page = f"Page {number} of {count}" if count > 1 else "1"
    numbered = Run(centred(page, REGULAR, 8.6), _NUMBER_AT, page, REGULAR, 8.6, 0.2)
    return [numbered, Run(LEFT, _UID_AT, internal, REGULAR, 5.6, 0.5)] if internal else [numbered]
