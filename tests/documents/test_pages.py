"""PDF pages and photos as a reviewer sees them."""

import io
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from reviewer.documents import slips
from reviewer.documents.describing import Description, check_description
from reviewer.documents.opening import OpenDocument, PageImage, Spare, inspect, open_document
from reviewer.rules.problem import Problem
from tests.documents import papers


def colour(image: PageImage, x: float, y: float) -> str:
    """Red, blue or another colour of the picture at a place given as shares of its width and height."""
    at = int(y * image.height) * image.stride + int(x * image.width) * 4
    red, _, blue = image.pixels[at : at + 3]
    return "red" if red > 180 > blue else "blue" if blue > 180 > red else f"{red},{blue}"


def test_a_pdf_is_counted_measured_read_and_drawn() -> None:
    with open_document(papers.pdf(3, size=(300, 200)), "a.pdf") as document:
        told = document.description
        assert (told.kind, told.pages, told.page_sizes[2]) == ("pdf", 3, (300.0, 200.0))
        assert document.page_text(2).strip() == "Hello 2"
        image = document.page(1, scale=2)
        assert (image.width, image.height, image.stride) == (600, 400, 2400)
        assert len(image.pixels) == 600 * 400 * 4
        assert papers.ink(image.pixels) > 100


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pixels lie in shared memory on Linux only")
def test_pixels_that_were_taken_no_longer_fill_the_memory_of_the_program() -> None:
    def drawn_in() -> int:
        parts = Path("/proc/self/smaps").read_text("utf-8").split("memfd:pixels")[1:]
        return sum(int(part.split("Rss:")[1].split()[0]) for part in parts)

    with open_document(papers.pdf(size=(1_000, 1_000)), "a.pdf") as document:
        seen = document.drawn(1, lambda width, height, pixels: (bytes(pixels), drawn_in()), scale=2)
        assert seen[1] >= 16_000_000 // 1024
        assert drawn_in() == 0
        assert document.drawn(1, lambda width, height, pixels: bytes(pixels), scale=2) == seen[0]


def test_words_stand_where_they_are_drawn() -> None:
    with open_document(papers.pdf(size=(300, 200)), "a.pdf") as document:
        (hello, one) = document.page_words(1)
    assert (hello[0], one[0]) == ("Hello", "1")
    assert 38 <= hello[1] < hello[3] <= one[1]
    assert 38 <= hello[2] < hello[4] <= 55


def test_a_page_turns_by_quarter_turns() -> None:
    with open_document(papers.pdf(size=(300, 200)), "a.pdf") as document:
        upright, turned = document.page(1, scale=1), document.page(1, scale=1, rotate=90)
        assert (turned.width, turned.height) == (200, 300)
        assert abs(papers.ink(upright.pixels) - papers.ink(turned.pixels)) < 60
        with pytest.raises(Problem, match="too_large"):
            document.page(1, rotate=45)


def test_korean_text_without_an_embedded_font_leaves_ink_inside_the_walls() -> None:
    with open_document(papers.korean_pdf(), "a.pdf") as document:
        image = document.page(1, scale=1)
        assert papers.ink(image.pixels) > 800
        assert "피해신청서" in document.page_text(1)
    assert "font_substituted" in inspect(papers.korean_pdf(b"Batang"), "a.pdf").warnings


def test_filled_form_fields_are_drawn() -> None:
    room = io.BytesIO()
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(room, pagesize=(300, 100))
    canvas.acroForm.textfield(value="1234567", x=20, y=20, width=200, height=40, fontSize=24, borderWidth=0)
    canvas.showPage()
    canvas.save()
    with open_document(room.getvalue(), "form.pdf") as document:
        assert papers.ink(document.page(1, scale=1).pixels) > 150


def test_a_locked_pdf_opens_with_its_password_only() -> None:
    locked = papers.pdf(password="open1015")
    assert inspect(locked, "a.pdf").problem == "password"
    assert inspect(locked, "a.pdf").warnings == ("encrypted",)
    assert inspect(locked, "a.pdf", password="wrong").problem == "password"
    opened = inspect(locked, "a.pdf", password="open1015")
    assert (opened.opened, opened.problem, opened.pages) == (True, None, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_are_shown_upright_whatever_way_the_phone_was_held(orientation: int) -> None:
    with open_document(papers.photo(orientation=orientation), "a.jpg") as document:
        assert document.description.page_sizes == ((60.0, 40.0),)
        image = document.page(1)
        assert colour(image, 0.25, 0.25) == "red"
        assert [colour(image, x, y) for x, y in ((0.75, 0.25), (0.25, 0.75), (0.75, 0.75))] == ["blue"] * 3


def test_an_orientation_that_does_not_exist_means_upright() -> None:
    photo = papers.photo(orientation=1).replace(
        b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01", b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x63"
    )
    with open_document(photo, "a.jpg") as document:
        assert colour(document.page(1), 0.25, 0.25) == "red"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_other_photos_turn_by_their_exif_too(kind: str) -> None:
    with open_document(papers.photo(kind, orientation=6), f"a.{kind.lower()}") as document:
        assert colour(document.page(1), 0.25, 0.25) == "red"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "LAB"])
def test_every_colour_mode_is_shown(mode: str) -> None:
    image = Image.new("L", (20, 10), 255)
    image.paste(0, (0, 0, 10, 10))
    room = io.BytesIO()
    if mode == "LAB":
        made = Image.merge("LAB", [image, Image.new("L", (20, 10), 128), Image.new("L", (20, 10), 128)])
    elif mode == "I;16":
        made = image.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "CMYK":
        made = image.convert("RGB").convert("CMYK")
    else:
        made = image.convert(mode)
    made.save(room, "TIFF")
    with open_document(room.getvalue(), "a.tif") as document:
        page = document.page(1)
        assert page.pixels[5 * page.stride + 5 * 4] < 60
        assert page.pixels[5 * page.stride + 15 * 4] > 200


def test_a_scan_of_several_pages_has_several_pages() -> None:
    room = io.BytesIO()
    sheets = [Image.new("RGB", (30 + 10 * n, 20), c) for n, c in enumerate(["red", "blue", "red"])]
    sheets[0].save(room, "TIFF", save_all=True, append_images=sheets[1:])
    with open_document(room.getvalue(), "scan.tiff") as document:
        assert document.description.page_sizes == ((30.0, 20.0), (40.0, 20.0), (50.0, 20.0))
        assert [colour(document.page(n), 0.5, 0.5) for n in (3, 2, 1)] == ["red", "blue", "red"]
        with pytest.raises(Problem, match="damaged"):
            document.page(4)


def test_a_photo_cut_short_is_shown_as_far_as_it_goes() -> None:
    whole = papers.photo(size=(600, 400))
    told = inspect(whole[: len(whole) * 2 // 3], "a.jpg")
    assert (told.opened, told.problem) == (True, None)
    assert "truncated" in told.warnings
    assert inspect(whole[:40], "a.jpg").problem == "damaged"


def test_a_picture_that_unpacks_to_gigabytes_is_refused() -> None:
    assert inspect(papers.png_bomb(60_000, 60_000), "a.png").problem == "too_large"
    assert inspect(papers.png_bomb(16_000, 12_000), "a.png").problem == "too_large"


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (100_000, 1), (3, 90_000), (999_999, 999_999)])
def test_a_huge_page_never_becomes_more_than_forty_million_pixels(width: int, height: int) -> None:
    with open_document(papers.page_of(width, height), "a.pdf") as document:
        image = document.page(1, scale=10)
        assert 0 < image.width * image.height <= 40_000_000
        assert len(image.pixels) == image.width * image.height * 4
        small = document.page(1, max_pixels=10_000)
        assert small.width * small.height <= 10_000


def test_an_absurd_page_is_damaged_and_not_a_crash() -> None:
    told = inspect(papers.page_of(1239, 2_000_000), "a.pdf")
    assert (told.opened, told.problem, told.page_sizes) == (False, "damaged", ((0.0, 0.0),))


def test_what_is_dangerous_in_a_pdf_is_named() -> None:
    script = papers.page_of(100, 100, more=b"/OpenAction<</S/J#61vaScript/J#53(app.alert\\(1\\))>>")
    assert inspect(script, "a.pdf").warnings == ("javascript",)
    launch = papers.page_of(100, 100, more=b"/OpenAction<</S/Launch/F(cmd.exe)>>")
    assert "launch_action" in inspect(launch, "a.pdf").warnings
    attached = papers.page_of(100, 100, more=b"/Names<</EmbeddedFiles<</Names[]>>>>")
    assert "attachment" in inspect(attached, "a.pdf").warnings
    assert inspect(papers.pdf(), "a.pdf").warnings == ()


def test_scripts_embedded_files_and_outside_links_of_a_pdf_are_counted() -> None:
    script = b"<</S/J#61vaScript/JS(app.alert\\(1\\))>>"
    twice = papers.page_of(100, 100, more=b"/OpenAction" + script + b"/AA<</WC" + script + b">>")
    assert dict(inspect(twice, "a.pdf").counts) == {"javascript": 2}
    held = pypdfium2.PdfDocument.new()
    held.new_page(100, 100)
    for name in ("one.txt", "two.txt"):
        held.new_attachment(name).set_data(b"held")
    room = io.BytesIO()
    held.save(room)
    assert dict(inspect(room.getvalue(), "a.pdf").counts) == {"attachment": 2}
    room = io.BytesIO()
    canvas = Canvas(room)
    canvas.drawString(72, 700, "pay here")
    for place in range(3):
        canvas.linkURL("https://example.com/pay", (72, 100 * place, 172, 100 * place + 50))
    canvas.save()
    assert dict(inspect(room.getvalue(), "a.pdf").counts) == {"external_link": 3}


def test_a_link_far_behind_the_first_pages_is_named() -> None:
    room = io.BytesIO()
    canvas = Canvas(room)
    for number in range(120):
        canvas.drawString(72, 700, f"{number}")
        if number == 110:
            canvas.linkURL("https://example.com/pay", (72, 100, 172, 150))
        canvas.showPage()
    canvas.save()
    told = inspect(room.getvalue(), "a.pdf")
    assert (told.is_proved, dict(told.counts)) == (True, {"external_link": 1})


def test_a_turned_page_is_measured_as_it_is_shown() -> None:
    turned = papers.page_of(300, 200).replace(b"/Type/Page/Parent", b"/Rotate 90/Type/Page/Parent")
    told = inspect(turned, "a.pdf")
    assert told.page_sizes == ((200.0, 300.0),)


def test_a_warm_spare_opens_any_kind() -> None:
    spare = Spare()
    try:
        for data, name in ((papers.pdf(), "a.pdf"), (papers.photo(), "a.jpg"), (b"a,b\n1,2\n", "a.csv")):
            with open_document(data, name, spare=spare) as document:
                assert isinstance(document, OpenDocument)
                assert document.description.opened
    finally:
        spare.close()


def test_pages_and_pictures_beyond_any_paper_are_named() -> None:
    assert "absurd_size" in inspect(papers.page_of(20_000, 300), "a.pdf").warnings
    assert "absurd_size" in inspect(papers.photo("PNG", (2_000, 10)), "a.png").warnings
    bomb = inspect(papers.png_bomb(60_000, 60_000), "a.png")
    assert (bomb.problem, bomb.warnings) == ("too_large", ("absurd_size",))


def with_picture(width: int, height: int) -> bytes:
    """A page that shows a grey picture which says that it is so large."""
    about = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (width, height)
    return papers.raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        papers.stream(b"q 200 0 0 200 0 0 cm /P Do Q"),
        papers.stream(zlib.compress(bytes(min(width * height, 1_000_000))), about + b"/Filter/FlateDecode"),
    )


def test_a_page_without_its_giant_picture_says_so() -> None:
    assert inspect(with_picture(100, 100), "a.pdf").warnings == ()
    told = inspect(with_picture(100_000, 100_000), "a.pdf")
    assert (told.opened, told.warnings) == (True, ("absurd_size", "picture_missing"))


def test_a_small_view_of_a_large_photo_is_enough_until_somebody_looks_closer() -> None:
    with open_document(papers.photo(size=(4_000, 3_000)), "a.jpg") as document:
        small = document.page(1, scale=0.1)
        assert (small.width, small.height) == (400, 300)
        assert colour(small, 0.25, 0.25) == "red"
        close = document.page(1, scale=1)
        assert (close.width, close.height) == (4_000, 3_000)
        assert [colour(close, x, 0.25) for x in (0.499, 0.501)] == ["red", "blue"]


def test_warnings_come_bit_by_bit_while_pages_are_already_drawn() -> None:
    link = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://x)>>>>]"
    data = papers.page_of(300, 200).replace(b"/Type/Page/Parent", link + b"/Type/Page/Parent")
    with open_document(data, "a.pdf") as document:
        assert (document.description.is_proved, document.description.warnings) == (False, ("repaired",))
        assert document.page(1, scale=1).width == 300
        told = document.prove(0)
        while not told.is_proved:
            told = document.prove(0.01)
        assert told.warnings == ("external_link", "repaired")


@pytest.mark.parametrize("counts", [[("macro", 1)], [("formula", 0)], [("formula", 1), ("formula", 2)], [("x y", 1)]])
def test_counts_that_cannot_be_are_not_believed(counts: list[tuple[str, int]]) -> None:
    payload = slips.Packer().text("spreadsheet").text("xlsx").texts(["formula"]).number(0).number(0)
    payload.number(len(counts))
    for code, number in counts:
        payload.text(code).number(number)
    told = payload.number(0).number(0).text("").done()
    with pytest.raises(slips.BadSlip):
        check_description(slips.Slip(slips.DESCRIBED, payload=told), Description("", 0, "spreadsheet", "xlsx"))
