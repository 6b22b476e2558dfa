"""Pages on screen: drawn where they are looked at, zoomed at the pointer, selected by words and by rectangle."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.rules.places import on_page
from reviewer.ui.reader.document_view import DocumentView
from reviewer.ui.reader.dwell import LEGIBLE
from reviewer.ui.reader.page_rows import PageRows
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.turning import Box, back_point, turn_point
from reviewer.ui.reader.viewer_tools import offered_by
from tests.ui.reader.conftest import Show
from tests.ui.reader.papers import pdf, photo


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_place_comes_back_from_a_turned_page(turn: int) -> None:
    size, point = (595.0, 842.0), (72.0, 100.0)
    assert back_point(*turn_point(*point, size, turn), size, turn) == point


def test_a_quarter_turn_brings_the_upper_left_corner_to_the_upper_right() -> None:
    assert turn_point(0, 0, (595, 842), 90) == (842, 0)
    assert turn_point(0, 0, (595, 842), 180) == (595, 842)
    assert turn_point(0, 0, (595, 842), 270) == (0, 595)


def test_pages_lie_below_each_other_or_one_lies_alone() -> None:
    rows = PageRows()
    rows.show([(100, 200), (300, 100), (0, 0)], 3)
    assert [rows.rect(page).height() for page in (1, 2, 3)] == [200, 100, 100]  # an unknown size is the one before
    assert rows.rect(1).center().x() == rows.rect(2).center().x()
    assert list(rows.between(0, 150)) == [1]
    assert list(rows.between(150, 260)) == [1, 2]
    assert list(rows.between(9_000, 9_500)) == [3]  # where a longer paper was scrolled to before
    rows.is_single, rows.page = True, 2
    rows.lay()
    assert list(rows.between(0, 5000)) == [2]
    assert rows.rect(2).height() == 100


def test_pages_follow_each_other_without_a_gap_or_an_overlap_when_turned_and_zoomed() -> None:
    rows = PageRows()
    rows.show([(100, 200), (300, 100), (50, 80)], 5)
    rows.zoom, rows.turn = 1.5, 90
    rows.lay()
    rows.turns[2] = 270
    rows.lay()
    assert rows.rect(2).size().toTuple() == (450, 150)  # this one lies as its file shows it
    assert rows.rect(5).size().toTuple() == (120, 75)
    assert [rows.rect(page + 1).top() - rows.rect(page).bottom() for page in range(1, 5)] == [12] * 4
    assert [rows.at(rows.rect(page).center().y()) for page in range(1, 6)] == [1, 2, 3, 4, 5]
    assert rows.size.toTuple() == (450 + 24, rows.rect(5).bottom() + 12)


def words_known(viewer: DocumentView, page: int = 1) -> bool:
    return bool(viewer.canvas.words.of(page))


def on_word(viewer: DocumentView, text: str) -> QPoint:
    """The middle of a word of page 1 in the window."""
    word = next(word for word in viewer.canvas.words.of(1) if word.text == text)
    return viewer.canvas.on_screen(1, word.box).center().toPoint()


def drag(
    qtbot: QtBot, viewer: DocumentView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier | None = None
) -> None:
    port, held = viewer.canvas.viewport(), keys or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, held, start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, held, end)


def test_a_drag_selects_words_and_says_where_they_stand(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(2))
    qtbot.waitUntil(lambda: words_known(viewer))
    heard: list[Selection | None] = []
    viewer.selected.connect(heard.append)
    drag(qtbot, viewer, on_word(viewer, "sales"), on_word(viewer, "won"))
    found = viewer.selection()
    assert found == heard[-1]
    assert found is not None
    assert found.text == "sales 1,234,000 won"
    x0, y0, x1, y1 = found.place.points
    assert 90 < x0 < 110 < x1 < 240
    assert 70 < y0 < 84 < y1 + 6
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "sales 1,234,000 won"


def test_the_place_is_of_the_unturned_page(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(1))
    qtbot.waitUntil(lambda: words_known(viewer))
    qtbot.mouseDClick(viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_word(viewer, "1,234,000"))
    upright = viewer.selection()
    viewer.stack.turn()
    viewer.canvas.set_fit("page")
    qtbot.mouseDClick(viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_word(viewer, "1,234,000"))
    assert viewer.selection() == upright
    assert upright is not None
    assert upright.text == "1,234,000"


def test_shift_and_arrows_select_from_the_first_word_in_view(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(1))
    qtbot.waitUntil(lambda: words_known(viewer))
    shift = Qt.KeyboardModifier.ShiftModifier
    for _ in range(3):
        qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, shift)
    assert viewer.canvas.words.text() == "daily sales 1,234,000"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Down, shift)
    assert viewer.canvas.words.text() == "daily sales 1,234,000 won page 1\nsecond line 1"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert viewer.selection() is None


def test_a_rectangle_is_taken_from_a_photo(show: Show, qtbot: QtBot) -> None:
    viewer = show(photo(), "photo.jpg")
    start, end = QPoint(100, 100), QPoint(200, 180)
    drag(qtbot, viewer, start, end, Qt.KeyboardModifier.AltModifier)
    found, zoom = viewer.selection(), viewer.canvas.zoom()
    assert found is not None
    assert found.place.page == 1
    x0, y0, x1, y1 = found.place.points
    assert (x1 - x0) * zoom == pytest.approx(100, abs=1)
    assert (y1 - y0) * zoom == pytest.approx(80, abs=1)
    pictures: list[QImage] = []
    viewer.clipping(found.place, pictures.append)
    qtbot.waitUntil(lambda: bool(pictures))
    assert pictures[0].width() == pytest.approx(x1 - x0, abs=2)
    assert QColor(pictures[0].pixel(5, 5)).red() > 180 > 40 > QColor(pictures[0].pixel(5, 5)).green()


def test_ctrl_and_the_wheel_zoom_where_the_pointer_is(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(3))
    at = QPointF(200, 150)
    before = viewer.canvas.page_at(at)
    for _ in range(4):
        QApplication.sendEvent(viewer.canvas.viewport(), wheel(at, 120, Qt.KeyboardModifier.ControlModifier))
    after = viewer.canvas.page_at(at)
    assert viewer.canvas.zoom() > 2
    assert after[0] == before[0]
    assert after[1:] == pytest.approx(before[1:], abs=1)


def wheel(at: QPointF, delta: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWheelEvent:
    return QWheelEvent(
        at, at, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )


def test_scrolling_says_which_page_is_read_and_a_page_alone_is_turned_over_at_its_end(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(5))
    bar = viewer.canvas.verticalScrollBar()
    bar.setValue(round(viewer.canvas.rows.rect(3).top()))
    assert viewer.page == 3
    viewer.canvas.set_single(True)
    assert viewer.canvas.in_view() == [3]
    bar.setValue(bar.maximum())
    QApplication.sendEvent(viewer.canvas.viewport(), wheel(QPointF(9, 9), -120))
    assert viewer.page == 4


def test_a_jump_opens_the_place_and_lights_it_up(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(9))
    place = on_page("paper.pdf", 7, 72, 700, 200, 720)
    viewer.jump_to(place)
    assert viewer.page == 7
    assert viewer.canvas.viewport().rect().contains(viewer.canvas.on_screen(7, place.points).toRect())
    assert viewer.canvas.marks.is_flashing()


def test_a_jump_to_another_paper_asks_for_it_and_goes_on_when_it_is_there(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(3))
    asked: list[str] = []
    viewer.paper_wanted.connect(asked.append)
    viewer.jump_to(on_page("other.pdf", 4, 72, 72, 100, 100))
    assert asked == ["other.pdf"]
    show(pdf(6), "other.pdf")
    qtbot.waitUntil(lambda: viewer.page == 4)


def test_marks_can_be_pressed_and_belong_to_their_owner(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(1))
    box: Box = (300, 300, 360, 330)
    pressed: list[str] = []
    viewer.mark_pressed.connect(pressed.append)
    viewer.set_marks("notes", [Mark(on_page("paper.pdf", 1, *box), "accent", "a note", "note:1")])
    viewer.set_marks("facts", [])
    at = viewer.canvas.on_screen(1, box).center().toPoint()
    qtbot.mouseClick(viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pressed == ["note:1"]
    viewer.set_marks("notes", [])
    qtbot.mouseClick(viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pressed == ["note:1"]


def test_a_page_counts_only_when_most_of_it_was_legible(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(3))
    seen: list[int] = []
    viewer.page_seen.connect(lambda _, page: seen.append(page))
    viewer.canvas.set_zoom(0.7)  # a page in view, but its print is too small
    viewer.canvas.go_to(1)
    qtbot.wait(900)
    assert seen == []
    viewer.canvas.set_zoom(1.0)
    bar = viewer.canvas.verticalScrollBar()
    bar.setValue(0)
    rows = viewer.canvas.rows
    assert 0.5 < viewer.canvas.viewport().height() / rows.rect(1).height() < 0.7
    qtbot.wait(900)
    assert seen == []  # more than half of it, which is not most of it
    bar.setValue(int(rows.rect(1).bottom()) - viewer.canvas.viewport().height())
    qtbot.waitUntil(lambda: seen == [1])


def test_scrolling_through_a_page_of_a4_at_page_width_counts_it(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(2))  # as wide as on the desk of a window of 1280 x 720
    assert viewer.canvas.fit == "width"
    assert viewer.canvas.rows.zoom > LEGIBLE
    seen: list[int] = []
    viewer.page_seen.connect(lambda _, page: seen.append(page))
    while viewer.canvas.rows.page == 1:
        qtbot.wait(800)
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Space)  # the next screenful
    qtbot.waitUntil(lambda: seen == [1])


def test_a_page_too_small_to_read_says_so_and_is_enlarged(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(1), "one.pdf")
    assert viewer.too_small.isHidden()
    viewer.resize(380, 560)  # what large text leaves of a window of 1280 x 720
    assert viewer.canvas.rows.zoom < LEGIBLE
    assert not viewer.too_small.isHidden()
    qtbot.mouseClick(viewer.too_small.findChild(QPushButton, "enlarge_print"), Qt.MouseButton.LeftButton)
    assert viewer.canvas.rows.zoom == LEGIBLE
    assert viewer.too_small.isHidden()
    assert viewer.canvas.hasFocus()
    show(pdf(1), "two.pdf")
    assert viewer.canvas.rows.zoom == LEGIBLE  # of the next paper too
    viewer.resize(604, 560)
    assert viewer.canvas.rows.zoom > LEGIBLE  # still as wide as there is room


def test_a_page_that_was_read_may_be_small(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(2))
    with qtbot.waitSignal(viewer.page_seen, timeout=10_000):
        viewer.stack.fit("print")
        viewer.resize(604, 900)
    viewer.stack.fit("page")
    viewer.resize(380, 560)
    assert viewer.canvas.rows.zoom < LEGIBLE
    assert viewer.too_small.isHidden()
    viewer.stack.go_to_page(2)
    assert not viewer.too_small.isHidden()


def test_pages_out_of_sight_are_let_go(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(12))
    viewer.canvas.drawn._budget = 12_000_000
    viewer.canvas.set_zoom(1.5)
    for page in range(1, 13):
        viewer.canvas.go_to(page)
        qtbot.waitUntil(lambda page=page: viewer.canvas.drawn.has(viewer.canvas.key(page)))
        assert viewer.canvas.drawn.weight() < 12_000_000 + 2 * 4 * 900 * 1300


def test_a_short_paper_follows_a_long_one_that_was_read_to_its_end(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(60), "long.pdf")
    viewer.stack.go_to_page(60)
    show(pdf(1), "short.pdf")
    assert viewer.page == 1
    show(pdf(60), "long.pdf")
    assert viewer.page == 60  # a paper comes back where it was left


def test_the_keys_for_pages_show_all_of_each_page_on_the_way(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(2))
    canvas = viewer.canvas
    offered = {action.name: action.do for action in offered_by(viewer)}
    offered["fit_width"]()
    qtbot.waitUntil(lambda: canvas.rows.rect(1).height() > canvas.viewport().height() > 0)
    viewer.stack.go_to_page(1)

    def sight() -> tuple[int, int]:
        """The strip of the paper in view."""
        view = canvas.view_rect()
        return round(view.top()), round(view.bottom())

    for name, by in (("next_page", 1), ("previous_page", -1)):
        seen = [sight()]
        for _ in range(12):
            offered[name]()
            seen.append(sight())
        assert all((after[0] - before[0]) * by >= 0 for before, after in pairwise(seen))
        assert all(after[0] <= before[1] and before[0] <= after[1] for before, after in pairwise(seen)), (
            "a part was passed over"
        )
        assert seen[-1] == seen[-2]  # the end, and it stays there
        last = canvas.rows.rect(2 if by > 0 else 1)
        assert canvas.view_rect().adjusted(-1, -1, 1, 1).contains(last.bottomLeft() if by > 0 else last.topLeft())
