"""A masked copy: pictures of the pages with black areas burnt in, and nothing of the original left."""

import io
import zipfile

import pytest
import xlsxwriter
from PIL import Image

from reviewer.documents.opening import open_document
from reviewer.rules.problem import Problem
from tests.documents import papers
from tests.documents.test_pages import colour


def test_what_is_covered_is_gone_and_the_rest_is_there() -> None:
    with open_document(papers.pdf(3, size=(300, 200), words="900101-1234567"), "a.pdf") as document:
        words = document.page_words(2)
        box = (words[0][1], words[0][2], words[0][3], words[0][4])
        copy = document.masked_copy([(2, box)])
    assert b"900101" not in copy
    with open_document(copy, "masked.pdf") as masked:
        assert masked.description.page_sizes == ((300.0, 200.0),) * 3
        assert [masked.page_text(number).strip() for number in (1, 2, 3)] == ["", "", ""]
        inside = masked.page(2, scale=2)
        rows = range(int(box[1] * 2), int(box[3] * 2))
        columns = range(int(box[0] * 2), int(box[2] * 2))
        assert all(inside.pixels[row * inside.stride + column * 4] < 30 for row in rows for column in columns)
        assert 100 < papers.ink(masked.page(1, scale=2).pixels) < papers.ink(inside.pixels)
        assert masked.prove().warnings == ()


def test_a_photo_is_covered_pixel_for_pixel_the_right_way_up() -> None:
    with open_document(papers.photo(size=(600, 400), orientation=6), "a.jpg") as document:
        copy = document.masked_copy([(1, (300, 200, 600, 400))], dpi=100)
    with open_document(copy, "masked.pdf") as masked:
        assert masked.description.page_sizes == ((432.0, 288.0),)
        page = masked.page(1, scale=1)
        assert colour(page, 0.25, 0.25) == "red"
        assert colour(page, 0.75, 0.25) == "blue"
        assert colour(page, 0.75, 0.75) == "0,0"


def test_an_area_on_a_page_that_is_not_there_is_refused() -> None:
    with open_document(papers.pdf(), "a.pdf") as document, pytest.raises(ValueError, match="no such page"):
        document.masked_copy([(2, (0, 0, 10, 10))])


def a_book(picture: bytes = b"") -> bytes:
    room = io.BytesIO()
    book = xlsxwriter.Workbook(room)
    sheet = book.add_worksheet("명단")
    for row in range(100):
        sheet.write_row(row, 0, [f"직원{row}", "900101-1234567" if row == 70 else "없음", *range(12)])
    sheet.set_row(50, None, None, {"hidden": True})
    if picture:
        sheet.insert_image("Q5", "slip.png", {"image_data": io.BytesIO(picture)})
    book.add_worksheet("숨김").hide()
    book.close()
    return room.getvalue()


def test_a_spreadsheet_is_covered_as_pages_that_hold_every_cell() -> None:
    with open_document(a_book(), "a.xlsx", as_pages=True) as document:
        pages = range(1, document.description.pages + 1)
        words = [(page, word) for page in pages for word in document.page_words(page)]
        assert {f"직원{row}" for row in range(100)} <= {word[0] for _, word in words}
        ((page, (_, *box)),) = [(page, word) for page, word in words if word[0] == "900101-1234567"]
        copy = document.masked_copy([(page, (box[0], box[1], box[2], box[3]))])
    with open_document(copy, "masked.pdf") as masked:
        drawn = masked.page(page, scale=2)
        middle = round(box[1] + box[3]) * drawn.stride + round(box[0] + box[2]) * 4
        assert drawn.pixels[middle] < 30
        assert masked.page_text(page).strip() == ""


def test_a_spreadsheet_of_which_something_would_be_lost_is_not_laid_out() -> None:
    with pytest.raises(Problem, match="too_large"):
        open_document(b"1,2,3,4,5\n" * 20_000, "a.csv", as_pages=True)


def test_the_pictures_of_a_spreadsheet_stand_behind_its_cells() -> None:
    room = io.BytesIO()
    Image.new("RGB", (120, 80), (200, 30, 30)).save(room, "PNG")
    with open_document(a_book(room.getvalue()), "a.xlsx", as_pages=True) as document:
        last = document.page(document.description.pages, scale=1).pixels
        assert any(last[at] > 180 and last[at + 1] < 60 for at in range(0, len(last), 4))


def test_a_picture_that_cannot_be_drawn_is_not_lost_in_a_copy() -> None:
    with zipfile.ZipFile(io.BytesIO(a_book())) as plain:
        members = [(name, plain.read(name)) for name in plain.namelist()]
    data = papers.zipped(*members, ("xl/media/image1.emf", b"\x01\0\0\0"))
    with pytest.raises(Problem, match="unsupported"):
        open_document(data, "a.xlsx", as_pages=True)
