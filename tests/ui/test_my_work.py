"""My work by keyboard: a digit chooses a tile, one key goes to the place where its work is done."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.my_work.my_work import MEMBER_TILES, SECRETARY_TILES, MyWork
from tests.ui.conftest import LEAD, SECRETARY, in_review, press

PATIENCE = 15_000
Seated = Callable[[str], MyWork]


@pytest.fixture
def seated(opened: Reviewer, qtbot: QtBot) -> Seated:
    """My work of a person, once its counts are read."""

    def sit(person: str) -> MyWork:
        if opened.window.sitting.person != person:  # type: ignore[union-attr]
            opened.become(person)
            qtbot.waitUntil(lambda: opened.window.sitting.person == person, timeout=PATIENCE)  # type: ignore[union-attr]
        opened.window.show_place("work")
        work = opened.window._built["work"]
        assert isinstance(work, MyWork)
        qtbot.waitUntil(lambda: work.tiles.counts[next(iter(work.tiles.tiles))].text() != "–", timeout=PATIENCE)
        return work

    return sit


@pytest.mark.parametrize(("person", "names"), [(LEAD, MEMBER_TILES), (SECRETARY, SECRETARY_TILES)])
def test_every_tile_has_its_key(seated: Seated, person: str, names: tuple[str, ...]) -> None:
    work = seated(person)
    for place, name in enumerate(names):
        tile = work.tiles.tiles[name]
        (cap,) = [one for one in tile.findChildren(QLabel) if one.property("keycap")]  # a key, not a second count
        assert cap.text() == str(place + 1)
        assert tile.accessibleName().endswith(f": {work.tiles.counts[name].text()}")
        press(work, str(place + 1))
        assert work.tiles.tiles[name].isChecked()
        assert work.table.isVisible() or work.nothing.text()


def test_one_key_goes_where_the_work_of_a_tile_is_done(seated: Seated, opened: Reviewer) -> None:
    for digit, name, place in ((1, "letters", "letters"), (4, "failed", "letters"), (5, "meeting", "meeting")):
        work = seated(SECRETARY)
        press(work, str(digit))
        assert work.tiles.tiles[name].isChecked()
        assert work.go.isVisible()
        press(work, "G")
        assert opened.window.place == place
    assert opened.window._built["letters"].tabs.current() == "exports"  # type: ignore[attr-defined]


def test_the_work_of_a_deadline_is_done_on_the_desk(seated: Seated, opened: Reviewer) -> None:
    work = seated(SECRETARY)
    press(work, "2")
    assert not work.go.isVisible()
    press(work, "G")
    assert opened.window.place == "work"


def test_the_key_to_the_place_works_in_hangul_mode(seated: Seated, opened: Reviewer) -> None:
    work = seated(SECRETARY)
    press(work, "0")
    assert work.tiles.tiles["letters"].isChecked()
    press(work, "ㅎ")
    assert opened.window.place == "letters"


def test_one_key_leads_to_why_this_amount(seated: Seated, opened: Reviewer, qtbot: QtBot) -> None:
    work = seated(SECRETARY)
    filled = next(name for name in work.tiles.tiles if work.tiles.counts[name].text() != "0")
    work.tiles.tiles[filled].click()
    claim = work.model.claim_at(0)
    press(work, "ㅁ")  # the key A
    desk = opened.window.desk
    assert isinstance(desk, ClaimDesk)
    qtbot.waitUntil(lambda: len(desk.sections.why.text.text()) > 40, timeout=PATIENCE)
    assert desk.number == claim
    head = desk.sections.folds["why"].head
    assert head.isChecked()
    port = desk.area.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(head.mapTo(port, head.rect().center())), timeout=PATIENCE)


def test_a_claim_is_left_to_the_place_it_was_opened_from(seated: Seated, opened: Reviewer) -> None:
    seated(SECRETARY)
    window = opened.window
    first, other = in_review(opened)[:2]
    for place in ("work", "claims"):
        window.show_place(place)
        window.show_claim(first)
        window.show_claim(other)
        assert window.desk is not None
        back = window.desk.findChild(QPushButton, "desk_back")
        assert back.text() == back.accessibleName() == {"work": "My work", "claims": "Claims"}[place]
        window.desk.step_back()
        assert window.place == place


def test_the_tiles_leave_the_room_to_the_list_and_never_make_the_window_grow(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("work")
    tiles = opened.window._built["work"].tiles  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: tiles.width() > 900)
    qtbot.waitUntil(lambda: len({tile.y() for tile in tiles.tiles.values()}) == 2)
    assert opened.window.height() == 720


def test_from_a_claim_opened_here_one_goes_on_in_this_list(seated: Seated, opened: Reviewer, qtbot: QtBot) -> None:
    work = seated(LEAD)
    qtbot.waitUntil(lambda: work.model.rowCount() > 1, timeout=PATIENCE)
    window, count = opened.window, work.model.rowCount()
    first, second = work.model.claim_at(0), work.model.claim_at(1)
    work.table.selectRow(0)
    work._open()
    desk = window.desk
    assert isinstance(desk, ClaimDesk)
    assert (window.claim, desk.head.place.text()) == (first, f"1 of {count}")
    assert [name for name, one in window._rail._buttons.items() if one.isChecked()] == ["work"]  # where Esc leads to
    desk.moved.emit(1)
    assert (window.claim, desk.head.place.text()) == (second, f"2 of {count}")
    desk.moved.emit(-1)
    desk.moved.emit(-1)
    assert window.claim == first  # none before the first
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    qtbot.waitUntil(lambda: window.desk not in (None, desk), timeout=PATIENCE)
    desk = window.desk
    assert isinstance(desk, ClaimDesk)
    qtbot.waitUntil(lambda: desk.head.place.text() == f"{count}건 중 1", timeout=PATIENCE)
    desk.moved.emit(1)
    assert window.claim == second
    desk.moved.emit(-1)
    window.show_place("claims")
    listed = window._claims()
    qtbot.waitUntil(lambda: listed.reading.is_complete, timeout=PATIENCE)
    window.show_claim(first)
    assert desk.head.place.text() == f"{listed.model.rowCount()}건 중 {listed.place.row_of(first) + 1}"
