"""How a letter becomes a PDF: its sheets drawn with embedded fonts, the same bytes on every computer."""

import datetime as dt
import functools
import hashlib
import io
import math
import threading
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import PIL.Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reviewer.letters.content import Letter
from reviewer.letters.faces import BOLD, REGULAR, face, first_characters, require_glyphs, width_of
from reviewer.letters.outlines import shape_of
from reviewer.letters.setting import set_letter
from reviewer.letters.sheet import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Image, Mark, Rule, Run, Shade, centred

Given = TypeVar("Given")
DRAFT, SAMPLE = "시안 DRAFT", "견본 SAMPLE"
_NUMBER_AT, _UID_AT = 36.0, 24.0
_PRINTING = threading.RLock()
"""reportlab keeps its fonts for the whole process, so letters drawn at the same time would get each other's bytes."""


def _one_at_a_time(draw: Callable[[Given], bytes]) -> Callable[[Given], bytes]:
    @functools.wraps(draw)
    def drawn(given: Given) -> bytes:
        with _PRINTING:
            return draw(given)

    return drawn


@_one_at_a_time
def render(letter: Letter) -> bytes:
    """The letter as a PDF; the same letter gives the same bytes on any computer and at any time.

    Raises GlyphMissing before anything is drawn when the font lacks a character. Text is taken in composed form
    (NFC). The date inside the file is the day of issue.
    """
    require_glyphs([letter.text])
    out = io.BytesIO()
    canvas = _canvas(out, letter.title, letter.lang, letter.issued_on)
    canvas.setSubject(f"{letter.doc_no} {letter.claim}".strip())
    canvas.setKeywords([letter.letter_no, letter.claim, letter.decision_uid])
    canvas.setAuthor(letter.organisation)
    pages = set_letter(letter)
    _draw_all(canvas, letter, pages)
    _close(canvas, [_identity(letter)])
    return out.getvalue()


@_one_at_a_time
def merge(letters: Iterable[tuple[str, Letter]]) -> bytes:
    """One PDF to print of many letters, each with its bookmark; fonts are embedded once.

    Letters are given with the words of their bookmark; raises GlyphMissing as `render`, ValueError for none.
    """
    whole = list(letters)
    if not whole:
        raise ValueError("nothing to print")
    require_glyphs(letter.text for _, letter in whole)
    out = io.BytesIO()
    first = whole[0][1]
    title = f"{whole[0][0]} – {whole[-1][0]}" if len(whole) > 1 else whole[0][0]
    canvas = _canvas(out, title, first.lang, max(letter.issued_on for _, letter in whole))
    canvas.setAuthor(first.organisation)
    canvas.showOutline()
    for number, (words, letter) in enumerate(whole):
        canvas.bookmarkPage(f"letter-{number}")
        canvas.addOutlineEntry(words, f"letter-{number}", 0)
        _draw_all(canvas, letter, set_letter(letter))
    _close(canvas, [_identity(letter) for _, letter in whole])
    return out.getvalue()


def render_sheets(
    pages: Sequence[Sequence[Mark]],
    *,
    title: str,
    lang: str,
    day: dt.date,
    text: str,
    is_sample: bool = False,
    is_draft: bool = False,
) -> bytes:
    """Sheets that are no letter as a PDF; `text` is every word on them. The same sheets give the same bytes."""
    with _PRINTING:
        out = io.BytesIO()
        canvas = _canvas(out, title, lang, day)
        words = _stamps(is_sample, is_draft)
        for number, marks in enumerate(pages, 1):
            _watermark(canvas, words)
            _draw(canvas, marks)
            _edge(canvas, lang, number, len(pages))
            canvas.showPage()
        _close(canvas, [f"{lang} {is_sample} {is_draft} {day} {text}\n"])
        return out.getvalue()


def _canvas(out: io.BytesIO, title: str, lang: str, day: dt.date) -> Any:
    for name in (REGULAR, BOLD):
        face(name)
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        lang="ko-KR" if lang == "ko" else "en",
        initialFontName=REGULAR,
        initialFontSize=10,
    )
    face(REGULAR).begin(canvas._doc, first_characters(lang))
    face(BOLD).begin(canvas._doc, "0123456789-(),")
    canvas.setTitle(title)
    canvas.setCreator("claim-reviewer")
    canvas.setProducer("reportlab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    made = f"D:{day.year:04}{day.month:02}{day.day:02}090000+09'00'"
    canvas._doc.info._dateFormatter = lambda *_: made
    return canvas


def _identity(letter: Letter) -> str:
    return f"{letter.lang} {letter.draft} {letter.sample} {letter.issued_on} {letter.text}\n"


def _close(canvas: Any, identities: Sequence[str]) -> None:
    """Save with an identity made from the content, so that nothing around the program can change it."""
    seal = hashlib.sha256()
    for identity in identities:
        seal.update(identity.encode())
    digest = seal.hexdigest()[:32].upper().encode()
    canvas._doc._ID = b"\n[<" + digest + b"><" + digest + b">]\n"
    canvas.save()


def _draw_all(canvas: Any, letter: Letter, pages: Sequence[Sequence[Mark]]) -> None:
    for number, marks in enumerate(pages, 1):
        _watermark(canvas, _marks_of(letter))
        _draw(canvas, marks)
        _edge(canvas, letter.lang, number, len(pages), f"{letter.letter_no}  {letter.decision_uid or letter.claim}")
        canvas.showPage()


def _draw(canvas: Any, marks: Sequence[Mark]) -> None:
    """Areas first, then rules, then all text in reading order as one text object."""
    for mark in marks:
        if isinstance(mark, Shade):
            canvas.setFillGray(mark.grey)
            canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)
    for mark in marks:
        if isinstance(mark, Image):
            _draw_image(canvas, mark)
    for mark in marks:
        if isinstance(mark, Rule):
            canvas.setStrokeGray(mark.grey)
            canvas.setLineWidth(mark.width)
            canvas.setDash([2, 2] if mark.dashed else [])
            canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)
    text = canvas.beginText()
    style: tuple[str, float] | None = None
    grey = -1.0
    for mark in marks:
        if isinstance(mark, Run):
            if (mark.face, mark.size) != style:
                style = (mark.face, mark.size)
                text.setFont(*style)
            if mark.grey != grey:
                grey = mark.grey
                text.setFillGray(grey)
            text.setTextOrigin(mark.x, mark.y)
            # `textOut` without its look at where the next word would stand: every run has its own place.
            text._code.append(text._formatText(unicodedata.normalize("NFC", mark.text)))
    canvas.drawText(text)


def _draw_image(canvas: Any, image: Image) -> None:
    picture = PIL.Image.frombytes("RGB", (image.columns, image.rows), image.pixels)
    canvas.drawImage(ImageReader(picture), image.x, image.y, image.width, image.height)
    canvas.setStrokeGray(0.6)
    canvas.setLineWidth(0.4)
    canvas.setDash([])
    canvas.rect(image.x, image.y, image.width, image.height, stroke=1, fill=0)


def _marks_of(letter: Letter) -> list[str]:
    return _stamps(letter.sample, letter.draft)


def _stamps(is_sample: bool, is_draft: bool) -> list[str]:
    return ([SAMPLE] if is_sample else []) + ([DRAFT] if is_draft else [])


def _watermark(canvas: Any, words: list[str]) -> None:
    """Draft and sample are said twice: drawn large across the sheet, and in plain words above the letterhead."""
    if not words:
        return
    large = "  ·  ".join(words) if len(words) == 1 else " ".join(word.split()[1] for word in words)
    canvas._code.append(_across(large))
    small = " · ".join(words)
    canvas.setFillGray(0.35)
    canvas.setFont(BOLD, 8.5)
    canvas.drawString(RIGHT - width_of(small, BOLD) * 8.5 / 1000, TOP + 18, small)


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
    return f"/Artifact BMC q .925 g {place} {' '.join(operators)} f Q EMC"


def _edge(canvas: Any, lang: str, number: int, count: int, internal: str = "") -> None:
    """The number of the sheet at the bottom centre, and the internal numbers small below it."""
    if lang == "ko":
        page = f"{count}-{number}" if count > 1 else "1"
    else:
        page = f"Page {number} of {count}" if count > 1 else "1"
    canvas.setFillGray(0.2)
    canvas.setFont(REGULAR, 8.6)
    canvas.drawString(centred(page, REGULAR, 8.6), _NUMBER_AT, page)
    canvas.setFillGray(0.5)
    canvas.setFont(REGULAR, 5.6)
    canvas.drawString(LEFT, _UID_AT, internal)
