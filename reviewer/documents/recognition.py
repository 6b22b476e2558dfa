"""(parent) Text of photos and scans: hands plain pixels to `tesseract` behind walls and checks what comes back.

A stranger's bytes never reach it: a glovebox has turned them into pixels, and those leave here as a plain PPM.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, NamedTuple

from reviewer.children import bare_environment, command
from reviewer.documents import recognition_walls as walls
from reviewer.documents.describing import printable
from reviewer.documents.opening import Word
from reviewer.documents.starting import Child

LANGUAGES = "kor+eng"
_LAYOUT = "4"  # one column of text in varying sizes: 3, the default, drops whole paragraphs of Korean forms
_START_SECONDS, _SETTLE_SECONDS, _GLANCE = 10.0, 5.0, 0.05
_MOST_OUTPUT = 16 * 1024 * 1024
_MOST_WORDS = 20_000
_LEAST_CONFIDENCE = 20.0
_PITCH = 1.25
"""Distance between the middles of neighbouring syllables of a word, in their height; across a space 1.28 or more."""

_DOTS_A_POINT = 300 / 72
_LONG_SIDE, _LARGEST, _MOST_PIXELS = 2_400, 3.0, 16_000_000


class NotRecognised(Exception):
    """No text came: `reason` is `timed_out`, `crashed` or `stopped` (somebody set the event)."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason


class PlainPicture(NamedTuple):
    """A picture as a binary PPM, the plainest form there is, made here from checked pixels."""

    width: int
    height: int
    ppm: bytearray


def plain_picture(width: int, height: int, pixels: memoryview) -> PlainPicture:
    """The picture of these pixels (RGBX, rows without gaps); for `OpenDocument.drawn`."""
    drawn, head = bytes(pixels), b"P6 %d %d 255\n" % (width, height)
    ppm = bytearray(len(head) + width * height * 3)
    ppm[: len(head)] = head
    for channel in range(3):
        ppm[len(head) + channel :: 3] = drawn[channel::4]
    return PlainPicture(width, height, ppm)


class Recogniser:
    """Recognises Korean and English text in a drawn page; made by `recogniser`."""

    def __init__(self, program: Path, folder: Path | None) -> None:
        """`program` is tesseract, `folder` holds its language data."""
        self.program, self.folder = program, folder

    def words(self, picture: PlainPicture, *, seconds: float = 60, stop: threading.Event | None = None) -> list[Word]:
        """The words in reading order, each with its rectangle in pixels of `picture`.

        NotRecognised after `seconds`, when `stop` is set meanwhile, or when the program fails.
        """
        arguments = ["-", "-", "-l", LANGUAGES, "--psm", _LAYOUT, "tsv"]
        untrusted = _run(self._line(arguments, seconds), picture.ppm, seconds, stop)
        return read_words(untrusted.decode("utf-8", "replace"), picture.width, picture.height)

    def _line(self, arguments: list[str], seconds: float) -> list[str]:
        program, folder = str(self.program), str(self.folder) if self.folder else ""
        if sys.platform == "win32":
            return [program, *arguments]
        return command("recognition", str(seconds), folder, program, *arguments)

    def languages(self) -> tuple[str, set[str]]:
        """The folder of the language data and the languages in it, as the program itself says behind its walls."""
        untrusted = _run(self._line(["--list-langs"], _START_SECONDS), b"", _START_SECONDS, None)
        head, *rest = printable(untrusted.decode("utf-8", "replace")).splitlines() or [""]
        _, _, after = head.partition('"')
        return after.partition('"')[0], {line.strip() for line in rest}


def recogniser() -> Recogniser | None:
    """A recogniser, or None where `tesseract` or its Korean or English data is missing, or does not run."""
    found = shutil.which("tesseract")
    if not found:
        return None
    program = Path(found).absolute()
    try:
        folder, languages = Recogniser(program, None).languages()
    except (NotRecognised, OSError):
        return None
    if not {*LANGUAGES.split("+")} <= languages or not Path(folder).is_dir():
        return None
    return Recogniser(program, Path(folder))


def drawing_scale(size: tuple[float, float], *, is_photo: bool) -> float:
    """The scale at which to draw a page of `size` (points; of a photo: pixels) so that its text can be recognised.

    300 dots an inch for pages; photos so that their long side has about 2,400 pixels. At most 16 million pixels.
    """
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    wanted = min(_LONG_SIDE / max(width, height), _LARGEST) if is_photo else _DOTS_A_POINT
    return min(wanted, float((_MOST_PIXELS / (width * height)) ** 0.5))


def read_words(untrusted: str, width: int, height: int) -> list[Word]:
    """The words of tesseract's TSV inside a picture of this size; what is not a proper line is passed over."""
    found: list[Word] = []
    last_line: list[str] = []
    for line in untrusted.split("\n")[1:]:
        fields = line.rstrip("\r").split("\t")
        word = _word(fields, width, height)
        if word is None:
            continue
        if fields[1:5] == last_line and found and _belong_together(found[-1], word):
            found[-1] = _joined(found[-1], word)
        elif len(found) < _MOST_WORDS:
            found.append(word)
        last_line = fields[1:5]
    return found


def _word(fields: list[str], width: int, height: int) -> Word | None:
    """Level 5 of the TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    if len(fields) != 12 or fields[0] != "5":
        return None
    text = printable(fields[11]).strip()
    if not text or not all(field.isascii() and field.isdigit() and len(field) < 7 for field in fields[6:10]):
        return None
    try:
        confidence = float(fields[10])
    except ValueError:
        return None
    left, top, wide, high = (int(field) for field in fields[6:10])
    right, bottom = min(left + wide, width), min(top + high, height)
    if not confidence >= _LEAST_CONFIDENCE or left >= right or top >= bottom:
        return None
    return (text, float(left), float(top), float(right), float(bottom))


def _belong_together(before: Word, after: Word) -> bool:
    """True for pieces of one word: recognition cuts Hangul into syllables, and a unit off its number (원, 년).

    The rectangles it gives are a few pixels off, so not their gap is measured but the step from syllable to syllable,
    which is the same throughout a Korean typeface.
    """
    height = min(before[4] - before[2], after[4] - after[2])
    if after[1] < before[3] - height / 3:
        return after[1] > before[1]
    if not (_is_hangul(before[0][-1]) and _is_hangul(after[0][0])):
        return False
    middle = before[3] - (before[3] - before[1]) / len(before[0]) / 2
    next_middle = after[1] + (after[3] - after[1]) / len(after[0]) / 2
    return next_middle - middle <= _PITCH * height


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def _joined(before: Word, after: Word) -> Word:
    return (
        before[0] + after[0], min(before[1], after[1]), min(before[2], after[2]),
        max(before[3], after[3]), max(before[4], after[4]),
    )  # fmt: skip


def _environment() -> dict[str, str]:
    """Nothing of ours; one thread, so that a second page can be read beside it."""
    return bare_environment({"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}, "TESSDATA_PREFIX")


def _run(line: list[str], given: bytes | bytearray, seconds: float, stop: threading.Event | None) -> bytes:
    """What the program says to what it is given; it is killed at its deadline, when stopped, or when it floods."""
    until = time.monotonic() + seconds
    started = Child(line, _environment(), walls.MEMORY)
    child = started.process
    said = bytearray()
    feeding = threading.Thread(target=_feed, args=(child.stdin, given), daemon=True)
    hearing = threading.Thread(target=_hear, args=(child, said), daemon=True)
    reason = ""
    try:
        feeding.start()
        hearing.start()
        while hearing.is_alive() and not reason:
            hearing.join(_GLANCE)
            if stop is not None and stop.is_set():
                reason = "stopped"
            elif time.monotonic() > until:
                reason = "timed_out"
    finally:
        if reason:
            child.kill()
        code = _buried(child)
        feeding.join(_SETTLE_SECONDS)
        hearing.join(_SETTLE_SECONDS)
        started.let_go()
    if reason or code != 0 or len(said) > _MOST_OUTPUT:
        raise NotRecognised(reason or "crashed")
    return bytes(said)


def _feed(stdin: IO[bytes] | None, given: bytes | bytearray) -> None:
    if stdin is not None:
        with contextlib.suppress(OSError):
            stdin.write(given)
        with contextlib.suppress(OSError):
            stdin.close()


def _hear(child: "subprocess.Popen[bytes]", said: bytearray) -> None:
    """Collect what it says until it ends; more than a page can hold ends it."""
    if child.stdout is None:
        return
    with child.stdout as out:
        while part := os.read(out.fileno(), 1 << 16):
            said += part
            if len(said) > _MOST_OUTPUT:
                child.kill()
                return


def _buried(child: "subprocess.Popen[bytes]") -> int:
    """The exit code; killed when it does not end by itself after it has closed its output."""
    try:
        return child.wait(_SETTLE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
