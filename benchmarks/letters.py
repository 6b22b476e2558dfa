"""Letters a second, both languages, beside plain reportlab that draws the same words with a stock font."""

import datetime as dt
import io
from collections.abc import Iterator

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
from reviewer.letters.content import Letter

ROUNDS = 9
_ISSUED = dt.date(2023, 8, 1)
_PLAIN, _LEFT, _TOP, _LEADING, _SIZE = "plain", 71, 770, 16, 10.5


def measure(sample: Sample) -> list[Result]:
    """Read the claim, compose, look for stops and draw, as issuing does it; the baseline only draws."""
    pdfmetrics.registerFont(TTFont(_PLAIN, str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf")))
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
    return [compared(name, "letters/s", "plain reportlab canvas, same words", pair, aim=0.9, is_rate=True)]


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
