"""Letters a second, both languages, beside plain reportlab that draws the same sheets, or only the same words."""

import dataclasses
import datetime as dt
import hashlib
import io
import resource
import time
from collections.abc import Callable, Iterator, Sequence

import segno
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer import RESOURCES
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.desk.outbox import Due, compose_letter
from reviewer.letters import page
from reviewer.letters.attestation import Code
from reviewer.letters.content import Letter
from reviewer.letters.faces import BOLD, REGULAR, wrap
from reviewer.letters.setting import set_letter
from reviewer.letters.sheet import Rule, Run, Shade, Sheets, Squares

ROUNDS = 9
MANY, FEW = 10_000, 100
"""So many letters are drawn in one go, and all once more; memory is looked at after the first few."""
_ISSUED = dt.date(2023, 8, 1)
_STOCK = "plain reportlab canvas, same sheets, untagged"
_PLAIN, _LEFT, _TOP, _LEADING, _SIZE = "plain", 71, 770, 16, 10.5


def measure(sample: Sample, many: int = MANY) -> list[Result]:
    """Letters of the register of the sample: composed and drawn as issuing does it, then drawing alone."""
    folder = RESOURCES / "fonts"
    for name, file in ((_PLAIN, "Regular"), (REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"NotoSansKR-{file}.ttf")))
    with open_case(sample.case, writing=False) as case_file:
        due = list(_issued(case_file))
        letters = [_composed(case_file, one, lang) for one in due for lang in ("ko", "en")]

        def ours() -> None:
            for one in due:
                for lang in ("ko", "en"):
                    page.render(_composed(case_file, one, lang))

        def baseline() -> None:
            for letter in letters:
                plain_pdf(letter)

        ours()
        baseline()
        pair = in_turn(lambda: len(letters) / seconds(ours), lambda: len(letters) / seconds(baseline), ROUNDS)
    name = "letters a second, composed and drawn"
    words = compared(name, "letters/s", "plain reportlab canvas, same words", pair, aim=0.9, is_rate=True)
    return [words, *_in_one_go(letters, many)]


def _in_one_go(letters: Sequence[Letter], many: int) -> list[Result]:
    """Many letters set, tagged and drawn as archive copies, batch by batch beside a stock canvas with the same sheets.

    Then all of them once more: whether the bytes are the same, and what memory grew by from the first few to the last.
    """
    mine, theirs = (iter(range(0, many, len(letters))) for _ in range(2))
    first, second, few = hashlib.sha256(), hashlib.sha256(), 0.0

    def ours() -> float:
        nonlocal few
        number = next(mine)
        rate = _drawn(list(_renumbered(letters, number)), first)
        few = _resident() if number <= FEW else few
        return rate

    pair = in_turn(ours, lambda: _stock(list(_renumbered(letters, next(theirs)))), -(-many // len(letters)))
    for number in range(0, many, len(letters)):
        _drawn(list(_renumbered(letters, number)), second)
    assert first.digest() == second.digest(), "the same letters have other bytes the second time"
    name = f"letters a processor second, {many:,} set, tagged and drawn (PDF/A-3a, PDF/UA-1)"
    drawn = compared(name, "letters/s", _STOCK, pair, aim=2.5, is_rate=True)
    name = f"memory growth from {FEW} to {2 * many:,} letters drawn, the second half the same to the byte"
    return [drawn, Result(name, _resident() - few, "MB", aim=10.0)]


def _drawn(batch: Sequence[Letter], digest: "hashlib._Hash") -> float:
    """Letters of a batch a processor second; lines are broken anew for each batch, as other claims have other words."""
    wrap.cache_clear()
    drawn: list[bytes] = []
    rate = len(batch) / _processor(lambda: drawn.extend(map(page.render, batch)))
    list(map(digest.update, drawn))
    return rate


def _stock(batch: Sequence[Letter]) -> float:
    """Sheets of as many letters a processor second, which were set before, drawn by a stock canvas."""
    sheets = [(set_letter(letter), letter.code) for letter in batch]
    return len(batch) / _processor(lambda: [plain_sheets(*one) for one in sheets])


def _renumbered(letters: Sequence[Letter], start: int) -> Iterator[Letter]:
    """The letters with numbers and codes of their own, both languages of one letter alike, as issuing has them."""
    for place, letter in enumerate(letters):
        number = f"2023-A-{(start + place) // 2:07}"
        digest = hashlib.sha512(number.encode()).hexdigest()
        code = Code(number, digest[:64], digest).text if letter.code else ""
        yield dataclasses.replace(letter, letter_no=number, code=code)


def _processor(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _resident() -> float:
    """The most memory this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def plain_sheets(sheets: Sheets, code: str) -> bytes:
    """The same sheets, set before, as anyone would draw them with stock fonts; the code is made, not the setting.

    Left out are the watermark, page numbers, tags, attached files and whatever else makes an archive copy.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for marks in sheets.pages:
        for mark in marks:
            if isinstance(mark, Run):
                canvas.setFont(mark.face, mark.size)
                canvas.setFillGray(mark.grey)
                canvas.drawString(mark.x, mark.y, mark.text)
            elif isinstance(mark, Rule):
                canvas.setStrokeGray(mark.grey)
                canvas.setLineWidth(mark.width)
                canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)
            elif isinstance(mark, Shade):
                canvas.setFillGray(mark.grey)
                canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)
            elif isinstance(mark, Squares):
                rows = segno.make(code, error="m", micro=False, mask=3).matrix  # ours takes one mask, too
                _plain_squares(canvas, mark._replace(rows=tuple(map(bytes, rows))))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _plain_squares(canvas: Canvas, picture: Squares) -> None:
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, squares in enumerate(reversed(picture.rows)):
        for column, dark in enumerate(squares):
            if dark:
                x, y = picture.x + column * picture.side, picture.y + row * picture.side
                path.rect(x, y, picture.side, picture.side)
    canvas.drawPath(path, stroke=0, fill=1)


def _issued(case_file: CaseFile) -> Iterator[Due]:
    rows = case_file.reader().execute("SELECT DISTINCT claim, kind, letter_no FROM letters ORDER BY letter_no LIMIT 30")
    for row in rows:
        yield Due(row["claim"], row["kind"], row["letter_no"])


def _composed(case_file: CaseFile, due: Due, lang: str) -> Letter:
    return compose_letter(case_file, due, lang, issued_on=_ISSUED, both=True)


def plain_pdf(letter: Letter) -> bytes:
    """The words of a letter as anyone would draw them: one font, lines broken at spaces, no tables, no rules."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    width, y = A4[0] - 2 * _LEFT, _TOP
    canvas.setFont(_PLAIN, _SIZE)
    for text in letter.lines():
        for line in _broken(text, width):
            if y < _LEFT:
                canvas.showPage()
                canvas.setFont(_PLAIN, _SIZE)
                y = _TOP
            canvas.drawString(_LEFT, y, line)
            y -= _LEADING
    canvas.save()
    return out.getvalue()


def _broken(text: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and pdfmetrics.stringWidth(longer, _PLAIN, _SIZE) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line
