"""Two drawn forms are told apart by their words, and one of them is known again however it was saved."""

from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from reviewer import RESOURCES
from reviewer.rules.same_picture import WIDTH, Grey, at_width, show_the_same

FONT = next((RESOURCES / "fonts").glob("*.?tf"))


def form(name: str, number: str, amount: str) -> Image.Image:
    """A filled-in form of A4 at 100 dots an inch."""
    page = Image.new("L", (827, 1169), 250)
    pen = ImageDraw.Draw(page)
    font, head = (ImageFont.truetype(str(FONT), size) for size in (20, 34))
    pen.text((240, 90), "통장사본 하늘은행", fill=20, font=head)
    lines = [("예금주", name), ("계좌번호", number), ("잔액", amount)]
    lines += [(f"안내 {place}", "이 통장은 예금자보호법에 따라 보호됩니다") for place in range(9)]
    for place, (label, value) in enumerate(lines):
        top = 220 + 62 * place
        pen.rectangle((90, top, 740, top + 56), outline=120)
        pen.text((105, top + 14), label, fill=60, font=font)
        pen.text((290, top + 14), value, fill=20, font=font)
    return page


def grey(picture: Image.Image) -> Grey:
    size = 2 * WIDTH, 2 * round(picture.height * WIDTH / picture.width)
    return at_width(Grey(*size, picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0).tobytes()))


def noisy(picture: Image.Image) -> Image.Image:
    grain = Image.frombytes("L", (210, 300), Random(5).randbytes(63_000)).resize(picture.size)
    return Image.blend(picture, grain, 0.06)


PAGE = form("김하늘", "121-078-630784", "1,840,000원")
SAVED = {
    "as it is": PAGE,
    "smaller": PAGE.resize((580, 820), Image.Resampling.BICUBIC),
    "brighter": ImageEnhance.Brightness(PAGE).enhance(1.15),
    "darker": ImageEnhance.Brightness(PAGE).enhance(0.7),
    "with more contrast": ImageEnhance.Contrast(PAGE).enhance(1.4),
    "with grain": noisy(PAGE),
    "cut at all sides": PAGE.crop((12, 17, 815, 1152)),
    "cut at the top": PAGE.crop((0, 30, 827, 1169)),
}


@pytest.mark.parametrize("how", SAVED)
def test_a_page_is_known_again(how: str) -> None:
    assert show_the_same(grey(PAGE), grey(SAVED[how]))
    assert show_the_same(grey(SAVED[how]), grey(PAGE))


@pytest.mark.parametrize(
    "other",
    [
        form("박바다", "121-078-630784", "1,840,000원"),
        form("김하늘", "506-180-469251", "1,840,000원"),
        form("김하늘", "121-078-630784", "3,275,000원"),
        form("", "", ""),
    ],
    ids=["another name", "another account", "another amount", "the empty form"],
)
def test_the_same_form_filled_in_otherwise_is_another_page(other: Image.Image) -> None:
    assert not show_the_same(grey(PAGE), grey(other))


def test_pages_with_next_to_nothing_on_them_are_not_compared() -> None:
    empty = Image.new("L", (827, 1169), 250)
    ImageDraw.Draw(empty).rectangle((400, 40, 430, 60), fill=30)
    assert not show_the_same(grey(empty), grey(empty))
    assert not show_the_same(grey(PAGE), grey(PAGE.crop((0, 0, 827, 500))))


def test_a_page_drawn_a_pixel_narrower_is_brought_to_the_width() -> None:
    drawn = PAGE.resize((2 * WIDTH - 1, 1130), Image.Resampling.BICUBIC)
    narrow = at_width(Grey(2 * WIDTH - 1, 1130, drawn.tobytes()))
    assert narrow.width == WIDTH
    assert len(narrow.pixels) == narrow.width * narrow.height
    assert show_the_same(grey(PAGE), narrow)
