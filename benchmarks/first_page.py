"""First and next page of a 350-page book and a 20-megapixel photo: in the glovebox, in this process, by poppler."""

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.result import Result, compared, in_turn, seconds
from benchmarks.sample import Sample
from reviewer import RESOURCES
from reviewer.documents.gloves import REST_SECONDS, Glovebox
from reviewer.documents.opening import Spare, open_document

ROUNDS = 11
PAGES = 350
_TURNED = (120, 121)
_PIXELS = 1_600_000
_PHOTO = (5_472, 3_648)
_AIM = 1.5
_FREE = 30.0
"""Milliseconds a first page may take besides one and a half times what drawing in this process takes."""


def measure(_sample: Sample) -> list[Result]:
    """Milliseconds from bytes to pixels of a page as large as a screen."""
    spare = Spare(rest=REST_SECONDS)
    try:
        results = _pages(spare, "book of 350 pages", _book(), "book.pdf", _pdfium)
        results += _pages(spare, "photo of 20 megapixels", _photo(), "photo.jpg", _pillow)
    finally:
        spare.close()
    return results


def _pages(spare: Spare, words: str, data: bytes, name: str, bare: Callable[[bytes, int], None]) -> list[Result]:
    inside = "pypdfium2 in this process" if name.endswith("pdf") else "Pillow in this process"
    first, plain = partial(_first, data, name, spare), partial(_timed, bare, data, 1)
    ours, theirs = in_turn(first, plain, ROUNDS)
    allowed = [max(each - _FREE, 0.0) for each in ours]
    results = [
        compared(f"{words}: first page, warm child", "ms", inside, (ours, theirs)),
        compared(f"{words}: first page less 30 ms", "ms", inside, (allowed, theirs), aim=_AIM),
        compared(
            f"{words}: first page, cold child", "ms", inside, in_turn(partial(_first, data, name, None), plain, ROUNDS)
        ),
    ]
    if Path("/proc/self/schedstat").exists():
        burnt = in_turn(partial(_processor, data, name, spare), partial(_bare_processor, bare, data), ROUNDS)
        results.append(compared(f"{words}: first page, processor time of both sides", "ms", inside, burnt))
    if name.endswith("pdf"):
        results.append(_turning(words, data, name, inside))
    if name.endswith("pdf") and shutil.which("pdftoppm"):
        results.append(_beside_poppler(words, data, first))
    return results


def _turning(words: str, data: bytes, name: str, inside: str) -> Result:
    """The next page of a paper that is open on both sides."""
    with open_document(data, name) as document, pypdfium2.PdfDocument(data) as bare:
        turn = iter(range(_TURNED[0], PAGES))
        bare_turn = iter(range(_TURNED[0], PAGES))
        ours = partial(_timed, lambda _data, _page: document.page(next(turn), max_pixels=_PIXELS), data, 0)
        theirs = partial(_timed, lambda _data, _page: _drawn(bare, next(bare_turn)), data, 0)
        return compared(f"{words}: next page", "ms", inside, in_turn(ours, theirs, 4 * ROUNDS), aim=_AIM)


def _beside_poppler(words: str, data: bytes, first: Callable[[], float]) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.pdf"
        path.write_bytes(data)
        line = ["pdftoppm", "-f", "1", "-l", "1", "-r", "129", str(path), str(Path(folder) / "page")]
        poppler = partial(_timed, lambda _data, _page: subprocess.run(line, check=True), data, 1)
        return compared(f"{words}: first page, warm child", "ms", "poppler's pdftoppm", in_turn(first, poppler, ROUNDS))


def _first(data: bytes, name: str, spare: Spare | None) -> float:
    if spare is not None:
        _wait_until_warm(spare)
    began = time.perf_counter()
    with open_document(data, name, spare=spare) as document:
        document.page(1, max_pixels=_PIXELS)
        return (time.perf_counter() - began) * 1_000


def _processor(data: bytes, name: str, spare: Spare) -> float:
    """Processor time of both sides from bytes to pixels, in milliseconds: what other programs do hardly matters."""
    _wait_until_warm(spare)
    taken: list[tuple[Glovebox, float]] = []
    began = time.process_time()
    with open_document(data, name, spare=spare, began=lambda box: taken.append((box, _used(box)))) as document:
        document.page(1, max_pixels=_PIXELS)
        (box, before), own = taken[0], time.process_time() - began
        return (own + _used(box) - before) * 1_000


def _used(box: Glovebox) -> float:
    tasks = Path(f"/proc/{box.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text("ascii").split()[0]) for task in tasks) / 1e9


def _wait_until_warm(spare: Spare) -> None:
    """A reviewer looks at a paper for longer than the next child needs."""
    while (warm := spare._waiting.get("pages")) is None:
        time.sleep(0.05)
    warm.wait_ready()


def _bare_processor(bare: Callable[[bytes, int], None], data: bytes) -> float:
    began = time.process_time()
    bare(data, 1)
    return (time.process_time() - began) * 1_000


def _timed(draw: Callable[[bytes, int], object], data: bytes, page: int) -> float:
    return seconds(lambda: draw(data, page)) * 1_000


def _pdfium(data: bytes, page: int) -> None:
    with pypdfium2.PdfDocument(data) as document:
        _drawn(document, page)


def _drawn(document: pypdfium2.PdfDocument, page: int) -> None:
    opened = document[page - 1]
    width, height = opened.get_size()
    opened.render(scale=(_PIXELS / (width * height)) ** 0.5).to_pil()
    opened.close()


def _pillow(data: bytes, _page: int) -> None:
    with Image.open(io.BytesIO(data)) as photo:
        size = tuple(round(side * (_PIXELS / (_PHOTO[0] * _PHOTO[1])) ** 0.5) for side in _PHOTO)
        photo.draft("RGB", (size[0], size[1]))
        photo.resize((size[0], size[1]), Image.Resampling.BICUBIC, reducing_gap=2.0).tobytes("raw", "RGBX")


def _book() -> bytes:
    """Pages full of Korean text with a table each, and a scanned picture on every tenth."""
    pdfmetrics.registerFont(TTFont("Book", str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf")))
    room = io.BytesIO()
    canvas = Canvas(room, pageCompression=1)
    scan = io.BytesIO()
    Image.effect_noise((1_240, 1_754), 40).convert("RGB").save(scan, "JPEG", quality=80)
    path = Path(tempfile.mkdtemp()) / "scan.jpg"
    path.write_bytes(scan.getvalue())
    for page in range(1, PAGES + 1):
        canvas.setFont("Book", 9)
        if page % 10 == 5:
            canvas.drawImage(str(path), 0, 0, 595, 842)
        for line in range(46):
            canvas.drawString(
                50, 790 - 16 * line, f"{page}쪽 {line}행 2022. 10. 15. 매출 {page * line * 1_000:,}원 카드 승인 내역"
            )
        canvas.grid([50, 200, 350, 500], [60 + 16 * row for row in range(45)])
        canvas.showPage()
    canvas.save()
    path.unlink()
    path.parent.rmdir()
    return room.getvalue()


def _photo() -> bytes:
    """A photo with the noise a camera makes, held upright."""
    picture = Image.merge("RGB", [Image.effect_noise(_PHOTO, 30 + 10 * band) for band in range(3)])
    ImageDraw.Draw(picture).rectangle((1_000, 500, 4_000, 3_000), fill=(240, 240, 230))
    room = io.BytesIO()
    picture.save(room, "JPEG", quality=88)
    return room.getvalue()
