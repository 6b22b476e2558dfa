"""Text of drawn pages, by the real tesseract behind its walls."""

import difflib
import io
import math
import stat
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from reviewer import RESOURCES
from reviewer.documents import recognition
from reviewer.documents.opening import open_document
from reviewer.documents.recognition import (
    NotRecognised,
    PlainPicture,
    Recogniser,
    drawing_scale,
    plain_picture,
    read_words,
    recogniser,
)

LINES = (
    "사업자등록증",
    "등록번호 : 123-45-67891",
    "성 명 : 김민수",
    "개업연월일 : 2019년 03월 02일",
    "사업장 소재지 : 서울특별시 강남구 테헤란로 152",
    "2022-10-15 1,234,000원",
    "2022. 10. 16. 987,500",
    "KakaoTalk Biz 광고비 합계",
)
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def korean_page(dots_an_inch: int = 300) -> Image.Image:
    """A page of A4 with the lines above in the bundled typeface, 11 points high."""
    scale = dots_an_inch / 72
    page = Image.new("RGB", (round(595 * scale), round(842 * scale)), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf"), round(11 * scale))
    for number, line in enumerate(LINES):
        pen.text((60 * scale, (80 + 24 * number) * scale), line, font=font, fill="black")
    return page


def drawn(page: Image.Image) -> PlainPicture:
    return plain_picture(page.width, page.height, memoryview(page.convert("RGBA").tobytes()))


@pytest.fixture(scope="module")
def ours() -> Recogniser:
    found = recogniser()
    if found is None:
        pytest.skip("tesseract with its Korean data (tesseract-ocr, tesseract-ocr-kor) is not on this computer")
    return found


def test_a_korean_page_is_read_word_by_word(ours: Recogniser) -> None:
    words = ours.words(drawn(korean_page()))
    texts = [text for text, *_ in words]
    for whole in ("사업자등록증", "123-45-67891", "김민수", "서울특별시", "2022-10-15", "1,234,000원", "Biz"):
        assert whole in texts
    drawn_text = "".join(LINES).replace(" ", "")
    blocks = difflib.SequenceMatcher(None, drawn_text, "".join(texts), autojunk=False).get_matching_blocks()
    assert sum(block.size for block in blocks) >= 0.97 * len(drawn_text), texts


def test_words_stand_where_they_are_drawn_in_pixels_of_the_picture(ours: Recogniser) -> None:
    page = korean_page()
    places = {text: box for text, *box in ours.words(drawn(page))}
    for word, line in (("사업자등록증", 0), ("테헤란로", 4), ("2022-10-15", 5)):
        x0, y0, x1, y1 = places[word]
        top, scale = (80 + 24 * line) * 300 / 72, 300 / 72
        assert top - 2 <= y0 < y1 <= top + 18 * scale
        ink = page.convert("L").crop((round(x0), round(y0), round(x1), round(y1)))
        assert ink.getextrema()[0] == 0
    assert abs(places["사업자등록증"][0] - 60 * 300 / 72) < 12


def test_a_scanned_page_is_drawn_in_a_glovebox_and_read(ours: Recogniser) -> None:
    room = io.BytesIO()
    korean_page(200).save(room, "JPEG", quality=80)
    with open_document(room.getvalue(), "등록증.jpg") as document:
        scale = drawing_scale(document.description.page_sizes[0], is_photo=True)
        image = document.drawn(1, plain_picture, scale=scale)
    said = " ".join(text for text, *_ in ours.words(image))
    for figure in ("123-45-67891", "김민수", "987,500"):
        assert figure in said


@pytest.mark.parametrize("colour", ["white", "black", "grey"])
def test_a_page_with_nothing_on_it_has_no_words(ours: Recogniser, colour: str) -> None:
    assert ours.words(drawn(Image.new("RGB", (600, 400), colour))) == []
    assert ours.words(drawn(Image.new("RGB", (1, 1), colour))) == []


def test_reading_is_stopped_at_once_when_somebody_asks(ours: Recogniser) -> None:
    stop, image = threading.Event(), drawn(korean_page(400))
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    with pytest.raises(NotRecognised, match="stopped"):
        ours.words(image, stop=stop)
    assert time.monotonic() - began < 5


def test_reading_ends_at_its_deadline(ours: Recogniser) -> None:
    image = drawn(korean_page(400))
    began = time.monotonic()
    with pytest.raises(NotRecognised, match="timed_out"):
        ours.words(image, seconds=0.3)
    assert time.monotonic() - began < 5


def program(folder: Path, body: str) -> Path:
    """A program called tesseract that does something else."""
    made = folder / "tesseract"
    made.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


@POSIX
@pytest.mark.parametrize(
    "body",
    [
        "exit 1",
        "kill -9 $$",
        "echo 'List of available languages in \"/usr\" (1):'; echo eng",
        "echo 'List of available languages in \"/nowhere\" (2):'; echo eng; echo kor",
        "echo nonsense",
        "exec cat /dev/zero",
    ],
)
def test_without_a_tesseract_that_knows_korean_there_is_no_recogniser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    program(tmp_path, body)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recogniser() is None


def test_without_tesseract_there_is_no_recogniser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recogniser() is None


@POSIX
@pytest.mark.parametrize(("body", "reason"), [("exec cat /dev/zero", "crashed"), ("exec sleep 60", "timed_out")])
def test_a_program_that_floods_or_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, reason: str
) -> None:
    made = program(tmp_path, body)
    monkeypatch.setattr(Recogniser, "_line", lambda self, arguments, seconds: [str(made)])
    image = drawn(Image.new("RGB", (3_000, 2_000), "white"))
    began = time.monotonic()
    with pytest.raises(NotRecognised, match=reason):
        Recogniser(made, None).words(image, seconds=3)
    assert time.monotonic() - began < 8


def test_the_picture_goes_out_as_a_plain_ppm() -> None:
    pixels = b"\x01\x02\x03\xff\x04\x05\x06\xff\x07\x08\x09\xff\x0a\x0b\x0c\xff"
    assert plain_picture(2, 2, memoryview(pixels)) == (2, 2, b"P6 2 2 255\n" + bytes(range(1, 13)))


def line(*fields: object) -> str:
    return "\t".join(map(str, fields)) + "\n"


def test_lines_that_cannot_be_are_passed_over() -> None:
    said = HEAD + "".join(
        [
            line(4, 1, 1, 1, 1, 0, 0, 0, 90, 90, -1, "line"),
            line(5, 1, 1, 1, 1, 1, 10, 10, 20, 20, "nan", "unsure"),
            line(5, 1, 1, 1, 1, 1, 10, 10, 20, 20, "x", "no number"),
            line(5, 1, 1, 1, 1, 1, -5, 10, 20, 20, 90, "outside"),
            line(5, 1, 1, 1, 1, 1, 99999999999, 10, 20, 20, 90, "far"),
            line(5, 1, 1, 1, 1, 1, 400, 10, 20, 20, 90, "beyond"),
            line(5, 1, 1, 1, 1, 1, 10, 10, 20, 20, 90),
            line(5, 1, 1, 1, 1, 1, 10, 10, 20, 20, 90, " \x1b "),
            line(5, 1, 1, 1, 1, 1, "²", 10, 20, 20, 90, "digit"),
            line(5, 1, 1, 1, 1, 1, 10, 10, 5000, 20, 90, "cut\x07"),
        ]
    )
    assert read_words(said, 100, 100) == [("cut", 10.0, 10.0, 100.0, 30.0)]


def test_syllables_of_a_word_are_joined_and_words_are_not() -> None:
    def said(*words: tuple[str, int, int]) -> list[str]:
        lines = [line(5, 1, 1, 1, 1, n, x, 10, wide, 40, 90, text) for n, (text, x, wide) in enumerate(words)]
        return [text for text, *_ in read_words(HEAD + "".join(lines), 2_000, 100)]

    assert said(("서", 10, 36), ("울특별시", 52, 160), ("강남구", 230, 120)) == ["서울특별시", "강남구"]
    assert said(("상", 10, 38), ("호", 64, 38)) == ["상", "호"]
    assert said(("2019", 10, 135), ("년", 114, 33)) == ["2019년"]
    assert said(("광고비", 10, 120), ("Biz", 130, 57)) == ["광고비", "Biz"]


@pytest.mark.parametrize(
    ("size", "is_photo", "scale"),
    [((595, 842), False, 300 / 72), ((3_000, 4_000), True, 0.6), ((500, 800), True, 3.0), ((0, 0), True, 3.0)],
)
def test_pages_are_drawn_large_enough_to_be_read(size: tuple[float, float], is_photo: bool, scale: float) -> None:
    assert math.isclose(drawing_scale(size, is_photo=is_photo), scale)


def test_a_huge_page_is_not_drawn_larger_than_can_be_read() -> None:
    scale = drawing_scale((5_000, 50_000), is_photo=False)
    assert 5_000 * 50_000 * scale * scale <= 16_000_001


def test_the_child_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIM_REVIEWER_PASSPHRASE", "secret")
    assert set(recognition._environment()) <= {
        "OMP_THREAD_LIMIT", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "TESSDATA_PREFIX"
    }  # fmt: skip
