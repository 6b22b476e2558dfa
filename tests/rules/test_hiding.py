"""Resident numbers are taken out of what was read, wherever and however they stand, and nothing else is."""

import pytest

from reviewer.rules.hiding import hidden_in_rows, hidden_in_words
from tests.rules.paper_room import rows, words


@pytest.mark.parametrize(
    "written",
    [
        "900101-1234567",
        "900101 - 1234567",
        "9001011234567",
        "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
        "９００１０１－１２３４５６７",
    ],
)
def test_a_resident_number_on_a_page_goes_and_its_place_stays(written: str) -> None:
    kept, shown = hidden_in_words(words(f"주민등록번호 {written} 김하늘"))
    assert "234567" not in "".join(word.text for word in kept).replace(" ", "")
    assert kept[0].text == "주민등록번호"
    assert kept[-1].text == "김하늘"
    assert len(shown) == 1
    page, left, top, right, bottom = shown[0]
    assert (page, left, top, bottom) == (1, 7 * 50, 0, 120)
    assert right == (7 + len(written)) * 50


@pytest.mark.parametrize("written", ["법인등록번호 110111-1234567", "221015     1234567", "2022-10-15 1,234,567"])
def test_other_numbers_stay(written: str) -> None:
    kept, shown = hidden_in_words(words(written))
    assert (" ".join(word.text for word in kept).split(), shown) == (written.split(), [])


def test_cells_are_hidden_one_by_one() -> None:
    kept, shown = hidden_in_rows(
        rows(("이름", "주민번호", "금액"), ("김하늘", "900101-1234567", "1234567"), ("221015", "1234567", ""))
    )
    assert kept[1].cells == ("김하늘", "900101-*******", "1234567")
    assert kept[2].cells == ("221015", "1234567", "")
    assert shown == [(0, 1, 2, 2, 0)]
