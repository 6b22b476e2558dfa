"""Traits of files: who made them and when, and what their pictures look like."""

import io

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from reviewer.documents.opening import open_document
from reviewer.documents.pdf_traits import iso_time
from reviewer.documents.picture_hash import picture_hash
from reviewer.rules.likeness import RADIUS, Traits
from tests.documents import papers


def traits(data: bytes, name: str) -> Traits:
    """The traits of a file."""
    with open_document(data, name) as document:
        return document.traits()


def receipt(seed: int = 1) -> Image.Image:
    """A picture like a photographed receipt: a pale sheet with dark lines on a darker table."""
    picture = Image.new("RGB", (900, 1200), (120, 90, 60))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((150, 80, 760, 1130), fill=(240, 238, 230))
    for line in range(30):
        length = 100 + (line * 7919 * seed) % 460
        pen.rectangle((180, 120 + 33 * line, 180 + length, 134 + 33 * line), fill=(40, 40, 50))
    return picture


def saved(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    """The bytes of a picture file."""
    room = io.BytesIO()
    picture.save(room, kind, **more)
    return room.getvalue()


def apart(first: int, second: int) -> int:
    """In how many bits two hashes differ."""
    return (first ^ second).bit_count()


def test_a_pdf_says_what_made_it_and_when() -> None:
    info = b"/Producer(Hancom PDF 1.3)/Creator<FEFFD55CAE00>/CreationDate(D:20221101093000+09'00')/ModDate(D:2022)"
    data = papers.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
        b"<<" + info + b">>",
        tail=b"/Info 4 0 R",
    )
    assert traits(data, "a.pdf") == Traits("Hancom PDF 1.3", "한글", "2022-11-01T09:30:00+09:00", "2022", "", "", (0,))


@pytest.mark.parametrize(
    ("told", "meant"),
    [("D:20221015", "2022-10-15"), ("D:20221015093000Z", "2022-10-15T09:30:00Z"), ("yesterday", ""), ("", "")],
)
def test_pdf_dates_become_iso_dates(told: str, meant: str) -> None:
    assert iso_time(told) == meant


def test_a_photo_says_when_it_was_taken_and_by_which_camera() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "samsung", "SM-G991N", "G991NKSU3"
    exif.get_ifd(0x8769)[0x9003] = "2022:10:15 15:31:02"
    exif.get_ifd(0x8769)[0x9011] = "+09:00"
    told = traits(saved(receipt(), exif=exif.tobytes()), "a.jpg")
    assert (told.taken, told.camera, told.creator) == ("2022-10-15T15:31:02+09:00", "samsung SM-G991N", "G991NKSU3")
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    assert traits(saved(receipt(), exif=exif.tobytes()), "a.jpg").taken == ""


def test_broken_exif_says_nothing() -> None:
    data = saved(receipt(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    told = traits(data, "a.jpg")
    assert (told.taken, told.camera, len(told.pictures)) == ("", "", 1)


def test_copies_keep_their_hash_and_other_pictures_have_another() -> None:
    original = receipt()
    mark = traits(saved(original), "a.jpg").pictures[0]
    copies = [
        saved(original, quality=30),
        saved(original, "PNG"),
        saved(original.resize((400, 533))),
        saved(ImageEnhance.Brightness(original).enhance(1.4)),
        saved(ImageEnhance.Brightness(original).enhance(0.6)),
        saved(original, "PDF"),
    ]
    for copy, name in zip(copies, ("b.jpg", "c.png", "d.jpg", "e.jpg", "f.jpg", "g.pdf"), strict=True):
        assert apart(mark, traits(copy, name).pictures[0]) <= RADIUS, name
    assert apart(mark, traits(saved(receipt(seed=3)), "a.jpg").pictures[0]) > RADIUS


@pytest.mark.parametrize("colour", ["white", "black", (200, 180, 30)])
def test_a_blank_picture_has_no_hash(colour: str | tuple[int, int, int]) -> None:
    assert picture_hash(Image.new("RGB", (300, 400), colour)) == 0


def test_a_soft_shade_has_no_hash() -> None:
    assert picture_hash(Image.linear_gradient("L").point(lambda value: 200 + value // 8)) == 0


def test_blank_pages_count_and_a_long_book_gives_its_first_twenty() -> None:
    assert traits(papers.page_of(100, 100), "a.pdf").pictures == (0,)
    pictures = traits(papers.pdf(25, words="a"), "a.pdf").pictures
    assert len(pictures) == 20
    assert 0 not in pictures
