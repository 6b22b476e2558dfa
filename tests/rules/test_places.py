"""Places in papers: rectangles on pages, blocks of cells on sheets."""

import pytest

from reviewer.rules.places import Place, around, body_of, on_page, on_sheet, place_of

PAPER = "ab" * 32


def test_a_place_survives_the_body_of_an_act() -> None:
    for place in (on_page(PAPER, 3, 72, 100.04, 40, 90), on_sheet(PAPER, 1, 5, 2)):
        assert place.is_whole
        assert place_of(body_of(place)) == place


def test_a_rectangle_drawn_backwards_is_turned_round() -> None:
    assert on_page(PAPER, 1, 50, 40, 10, 20).points == (10.0, 20.0, 50.0, 40.0)


@pytest.mark.parametrize(
    "place",
    [
        Place(PAPER, box=(1, 1, 2, 2)),
        Place(PAPER, page=1, sheet=1, box=(1, 1, 2, 2)),
        Place(PAPER, page=1, box=(5, 1, 2, 2)),
        Place(PAPER, page=1, box=(1, 2)),
    ],
)
def test_a_place_that_cannot_be_found_again_is_not_whole(place: Place) -> None:
    assert not place.is_whole


def test_places_on_one_page_are_put_together() -> None:
    assert around([on_page(PAPER, 2, 10, 10, 20, 20), on_page(PAPER, 2, 5, 15, 12, 30)]).box == (50, 100, 200, 300)
    with pytest.raises(ValueError, match="no place"):
        around([])
