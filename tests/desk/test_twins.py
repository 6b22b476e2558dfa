"""Two papers with near hashes are drawn in the glovebox and told apart, or known as the same."""

import io
import threading

from PIL import Image
from pypdfium2 import PdfDocument

from reviewer.casefile.fingerprints import Pair
from reviewer.desk.reading_papers import read_paper
from reviewer.desk.twins import compare_pictures
from reviewer.rules.fingerprinting import fingerprints_of
from reviewer.rules.likeness import RADIUS
from tests.desk.test_hinting import korean_pdf
from tests.rules.test_same_picture import PAGE, form


def jpeg(picture: Image.Image, quality: int = 90, size: float = 1.0) -> bytes:
    scaled = picture.resize((round(picture.width * size), round(picture.height * size)), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    scaled.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def pdf(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PDF", resolution=100, quality=80)
    return out.getvalue()


PAPERS = {
    "page": jpeg(PAGE),
    "forwarded": jpeg(PAGE, quality=45, size=0.7),
    "scanned to PDF": pdf(PAGE),
    "another": jpeg(form("박바다", "506-180-469251", "3,275,000원")),
    "no picture": b"%PDF-1.4 broken",
}


def compared(*others: str, stop: threading.Event | None = None) -> dict[str, bool]:
    pairs = [Pair("page", 1, other, 1) for other in others]
    return {one.other: one.is_same for one in compare_pictures(pairs, PAPERS.__getitem__, stop=stop)}


def test_a_photo_sent_on_through_a_messenger_and_one_put_into_a_pdf_are_the_same() -> None:
    assert compared("forwarded", "scanned to PDF") == {"forwarded": True, "scanned to PDF": True}


def test_the_same_form_of_another_person_and_a_broken_file_are_not() -> None:
    assert compared("another", "no picture") == {"another": False, "no picture": False}


def test_a_page_that_is_not_there_is_not_the_same() -> None:
    (found,) = compare_pictures([Pair("page", 1, "forwarded", 7)], PAPERS.__getitem__)
    assert not found.is_same


def test_a_photo_is_read_with_the_picture_it_is_found_by() -> None:
    read = read_paper("ab" * 32, PAPERS["page"], "page.jpg")
    again = read_paper("cd" * 32, PAPERS["forwarded"], "forwarded.jpg")
    (one,), (other,) = fingerprints_of(read.reading), fingerprints_of(again.reading)
    assert one.kind == other.kind == "PICTURE"
    assert (int(one.value, 16) ^ int(other.value, 16)).bit_count() <= RADIUS


def test_a_page_of_words_that_was_printed_is_found_by_its_looks_and_another_one_is_told_apart() -> None:
    lines = [f"거래 {day}\t2022-09-{day:02d}\t{{}}원\t승인 {day * 7 % 13}건" for day in range(1, 30)]
    page, another = (
        korean_pdf("매출 내역", *(line.format(f"{310_000 + first * day:,}") for day, line in enumerate(lines)))
        for first in (7_919, 10_007)
    )
    with PdfDocument(page) as opened:
        printed = jpeg(opened[0].render(scale=2).to_pil(), quality=70)
    papers = {"page": page, "printed": printed, "another": another}
    one, copy = (
        next(
            found for found in fingerprints_of(read_paper(name, papers[name], name).reading) if found.kind == "PICTURE"
        )
        for name in ("page", "printed")
    )
    assert (int(one.value, 16) ^ int(copy.value, 16)).bit_count() <= RADIUS
    pairs = [Pair("printed", 1, other, 1) for other in ("another", "page")]
    assert [pair.is_same for pair in compare_pictures(pairs, papers.__getitem__)] == [False, True]


def test_comparing_stops_when_asked_and_leaves_the_rest() -> None:
    stop = threading.Event()
    stop.set()
    assert compared("forwarded", "another", stop=stop) == {}
