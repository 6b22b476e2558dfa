"""The viewer: papers of every kind, passwords for the day, pages that fail alone, finding, its own window."""

import datetime as dt
import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from reviewer.documents import gloves
from reviewer.rules.places import on_sheet
from reviewer.rules.reading import Word
from reviewer.ui.reader.document_view import DocumentView
from reviewer.ui.reader.passwords import Passwords
from tests.ui.reader.conftest import Show
from tests.ui.reader.papers import pdf, photo


def locked(password: str) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=pdfencrypt.StandardEncryption(password, strength=128))
    canvas.drawString(72, 700, "behind a password")
    canvas.save()
    return held.getvalue()


def test_a_password_opens_the_paper_and_the_others_of_the_claim_for_the_day(
    show: Show, viewer: DocumentView, qtbot: QtBot
) -> None:
    viewer.claim, unshown = "2023-000001", viewer.stack.unshown
    show(locked("pw1015"), "one.pdf", wait=lambda: not unshown.password.isHidden())
    unshown.password.setText("wrong")
    qtbot.keyClick(unshown.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in unshown.words.text())
    unshown.password.setText("pw1015")
    unshown.open.click()  # as good as Enter
    qtbot.waitUntil(viewer.canvas.has_page)
    show(locked("pw1015"), "two.pdf")  # opens without a question


def test_passwords_are_forgotten_at_midnight_and_only_shared_within_a_claim() -> None:
    kept, monday = Passwords(), dt.date(2023, 7, 3)
    kept.keep("claim-1", "a", "one", monday)
    kept.keep("claim-1", "b", "two", monday)
    assert kept.known("claim-1", "a", monday) == ("one", "two")
    assert kept.known("claim-1", "c", monday) == ("two", "one")
    assert kept.known("claim-2", "d", monday) == ()
    assert kept.known("claim-1", "a", monday + dt.timedelta(1)) == ()


def broken_second_page() -> bytes:
    """Three pages; the second is named in the tree of pages but is no page at all."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
        b"(no page)",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_page_that_fails_says_so_and_the_others_are_shown(show: Show, qtbot: QtBot) -> None:
    viewer = show(broken_second_page())
    viewer.stack.go_to_page(2)
    qtbot.waitUntil(lambda: 2 in viewer.canvas.failed)
    assert "cannot be shown" in viewer.canvas.failed[2]
    viewer.stack.go_to_page(3)
    qtbot.waitUntil(lambda: viewer.canvas.drawn.of(3, 0) is not None)


def test_a_glovebox_that_dies_is_started_once_more(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(3))
    reading = viewer.reading
    assert reading is not None
    child = reading._child
    child.halt()
    qtbot.waitUntil(lambda: not child.is_alive())
    viewer.canvas.set_zoom(2.0)
    qtbot.waitUntil(lambda: viewer.canvas.drawn.has(viewer.canvas.key(1)))
    assert reading._child is not child


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [(b"", "nothing.pdf", "empty"), (b"\x00\x01\x02 no kind at all \xff" * 9, "what.bin", "does not know")],
)
def test_what_cannot_be_shown_is_explained(
    show: Show, viewer: DocumentView, qtbot: QtBot, data: bytes, name: str, word: str
) -> None:
    show(data, name, wait=lambda: word in viewer.stack.unshown.words.text())
    assert viewer.stack.unshown.copy.isVisible()


def test_leaving_a_slow_paper_ends_its_child_at_once(show: Show, papers: dict[str, bytes], qtbot: QtBot) -> None:
    viewer = show(pdf(1))
    picture = Image.effect_noise((5_000, 4_000), 60).convert("RGB")
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=1)
    papers["slow.png"] = held.getvalue()
    viewer.show_paper("slow.png", "slow.png")
    slow = viewer.reading
    assert slow is not None
    qtbot.waitUntil(lambda: slow._child is not None)
    viewer.show_paper("paper.pdf", "paper.pdf")
    qtbot.waitUntil(lambda: not slow._child.is_alive())
    qtbot.waitUntil(viewer.canvas.has_page)


def test_only_the_two_neighbours_are_opened_ahead(show: Show, papers: dict[str, bytes], qtbot: QtBot) -> None:
    names = [f"{number}.pdf" for number in range(6)]
    papers.update({name: pdf(2, words=f"paper {name}") for name in names})
    viewer = show(pdf(1), "first.pdf")
    viewer.order = [(name, name) for name in names]
    for name in names:
        viewer.show_paper(name, name)
        qtbot.waitUntil(lambda: viewer.canvas.has_page() and is_settled(viewer))
        here = names.index(name)
        assert set(viewer.shelf._papers) == set(names[max(here - 1, 0) : here + 2])
    assert len(viewer.shelf) <= 3


def is_settled(viewer: DocumentView) -> bool:
    """Whether the neighbours are open and their first pages drawn."""
    assert viewer.reading is not None
    assert viewer.description is not None
    wanted = [document for document, _ in viewer._near(viewer.reading.document)]
    held = [viewer.shelf._papers.get(document) for document in wanted]
    return all(reading is not None and reading.is_settled and reading.first is not None for reading in held)


def test_a_paper_opened_ahead_is_on_screen_at_once(show: Show, papers: dict[str, bytes], qtbot: QtBot) -> None:
    papers.update({"a.pdf": pdf(2), "b.pdf": pdf(3)})
    viewer = show(pdf(1), "first.pdf")
    viewer.order = [("a.pdf", "a.pdf"), ("b.pdf", "b.pdf")]
    viewer.show_paper("a.pdf", "a.pdf")
    qtbot.waitUntil(lambda: is_settled(viewer))
    viewer.show_paper("b.pdf", "b.pdf")
    assert viewer.canvas.has_page()  # without a turn of the event loop
    assert viewer.canvas.drawn.has(viewer.canvas.key(1))


def test_a_long_sheet_grows_in_view_and_its_neighbours_do_not_wait_for_it(
    show: Show, viewer: DocumentView, papers: dict[str, bytes], qtbot: QtBot
) -> None:
    papers["b.pdf"] = pdf(1)
    viewer.order = [("long.csv", "long.csv"), ("b.pdf", "b.pdf")]
    rows = b"\n".join(b"2022-10-%02d,%d" % (n % 31 + 1, n) for n in range(600_000))
    show(rows, "long.csv", wait=lambda: viewer.stack.sheets.rows.row(1) is not None)
    qtbot.waitUntil(lambda: "b.pdf" in viewer.shelf._papers)
    assert not viewer.description.sheets[0].whole
    qtbot.waitUntil(lambda: viewer.stack.sheets.grid.plan.rows == 600_000, timeout=60_000)
    assert viewer.stack.sheets.foot.growing.isHidden()


# --- finding --------------------------------------------------------------------------------------------


def test_hits_are_listed_with_their_page_and_walked_through(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(30, words="total {page} won"))
    pages = viewer.stack.pages
    viewer.stack.go_to_page(20)
    viewer.stack.open_find()
    pages.finder.field.setText("won")
    qtbot.waitUntil(lambda: len(pages.search.hits) == 30 and not pages.search.is_searching)
    assert [hit.page for hit in pages.search.hits] == list(range(1, 31))
    assert pages.finder.list.item(6).text().split()[0] == "7"
    qtbot.keyClick(pages.finder.field, Qt.Key.Key_Return)
    assert viewer.page == 1
    qtbot.keyClick(pages.finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.page == 30
    assert pages.finder.said.text() == "30 / 30"
    assert viewer.canvas.marks.hit is not None
    qtbot.keyClick(pages.finder.field, Qt.Key.Key_Escape)
    assert pages.finder.isHidden()
    assert not viewer.canvas.marks.hits


def test_the_bar_says_that_a_paper_is_being_opened_and_then_what_it_is(show: Show, viewer: DocumentView) -> None:
    show(pdf(3), "three.pdf", wait=lambda: True)
    assert (viewer.bar.of_pages.text(), viewer.bar.of_pages.isVisibleTo(viewer)) == ("opening…", True)
    show(pdf(3), "three.pdf")
    assert viewer.bar.of_pages.text() == " / 3"


class Slow:
    """A paper whose bytes come only when the test lets them."""

    def __init__(self, viewer: DocumentView, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, sitting = threading.Event(), viewer._sitting
        known = sitting.paper_bytes

        def wait(document: str) -> bytes:
            self.go.wait(20)
            return known(document)

        monkeypatch.setattr(sitting, "paper_bytes", wait)


def test_workers_that_ask_at_once_share_one_reserve_of_gloveboxes(
    viewer: DocumentView, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    class Slow(gloves.Spare):
        def __init__(self, rest: float = 0.0) -> None:
            made.append(self)
            time.sleep(0.1)
            super().__init__(rest)

    monkeypatch.setattr(gloves, "Spare", Slow)
    sitting = viewer._sitting
    with ThreadPoolExecutor(3) as workers:
        shared = {id(spare) for spare in workers.map(lambda _: sitting.spare, range(3))}
    assert (len(made), len(shared)) == (1, 1)


@pytest.mark.parametrize("name", ["table.csv", "three.pdf"])
def test_a_paper_that_is_long_in_opening_says_so_and_can_be_cancelled_and_opened_again(
    show: Show, viewer: DocumentView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, name: str
) -> None:
    slow, stack = Slow(viewer, monkeypatch), viewer.stack
    data = b"a,b\n1,2\n" if name == "table.csv" else pdf(3)
    show(data, name, wait=lambda: True)
    assert (stack.currentWidget() is stack.opening) == (name == "table.csv")  # no page is outlined for a table
    assert stack.opening.cancel.isHidden()
    qtbot.waitUntil(lambda: stack.currentWidget() is stack.opening and stack.opening.can_cancel)
    assert stack.opening.words.text() == "Opening the paper…"
    assert stack.opening.accessibleName() == "Opening the paper…"
    QApplication.sendEvent(
        stack.opening, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    )
    assert stack.currentWidget() is stack.unshown
    assert stack.unshown.words.text() == "Opening was cancelled."
    assert (viewer.reading, len(viewer.shelf)) == (None, 0)
    assert not viewer.cancel_opening()
    slow.go.set()
    stack.unshown.again.click()
    qtbot.waitUntil(lambda: bool(stack.shows))
    assert viewer.description is not None
    assert stack.opening.cancel.isHidden()


def test_a_turned_page_shows_its_old_picture_turned_until_the_new_one_is_drawn(show: Show) -> None:
    viewer = show(pdf(1))
    before = viewer.canvas.drawn.of(1, 0)
    viewer.stack.turn()
    turned = viewer.canvas.drawn.of(1, 90)
    assert before is not None
    assert turned is not None
    assert turned.toImage() == before.transformed(QTransform().rotate(90)).toImage()
    assert not viewer.canvas.drawn.has(viewer.canvas.key(1))  # the true one is still asked for


def test_a_newer_search_calls_the_older_one_off(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(40, words="total {page} won"))
    pages = viewer.stack.pages
    viewer.stack.open_find()
    pages.finder.wanted.emit("won")
    pages.finder.wanted.emit("total 17")
    qtbot.waitUntil(lambda: not pages.search.is_searching)
    assert [hit.page for hit in pages.search.hits] == [17]


def test_a_place_in_a_spreadsheet_is_named_where_a_masked_copy_took_its_place(show: Show) -> None:
    viewer = show(pdf(1), "masked.pdf")
    said: list[str] = []
    viewer.said.connect(lambda text, tone: said.append(text))
    viewer.jump_to(on_sheet("masked.pdf", 2, 14, 3))
    assert len(said) == 1
    assert "Row 14 of sheet 2" in said[0]


def test_a_photo_says_that_it_holds_no_text(show: Show, qtbot: QtBot) -> None:
    viewer = show(photo(), "photo.jpg")
    viewer.stack.open_find()
    viewer.stack.pages.finder.field.setText("won")
    qtbot.waitUntil(lambda: "no text" in viewer.stack.pages.finder.said.text())


def test_recognised_words_of_a_photo_are_found_and_selected_like_text(show: Show, qtbot: QtBot) -> None:
    viewer = show(photo(), "photo.jpg")
    pages = viewer.stack.pages
    read = [("합계", 1000), ("1,234,", 1600), ("000원", 2300), ("끝", 3000)]
    pages.take_recognised("photo.jpg", [Word(text, 1, (x, 500, x + 500, 700)) for text, x in read])
    pages.take_recognised("other.jpg", [Word("never", 1, (0, 0, 10, 10))])
    viewer.stack.open_find()
    pages.finder.field.setText("1234000")
    qtbot.waitUntil(lambda: len(pages.search.hits) == 1 and not pages.search.is_searching)
    assert pages.finder.said.text() == "1 hit, in recognised words"
    hit = pages.search.hits[0]
    assert (hit.before, hit.match, hit.after) == ("합계", "1,234, 000원", "끝")
    assert hit.box == (160.0, 50.0, 280.0, 70.0)
    at = viewer.canvas.on_screen(1, (165.0, 52.0, 205.0, 68.0)).center().toPoint()
    qtbot.mouseDClick(viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    found = viewer.selection()
    assert found is not None
    assert found.text == "1,234,"


# --- light ----------------------------------------------------------------------------------------------


def test_the_paper_moves_to_its_own_window_with_the_keys_of_the_desk_and_back(
    show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = show(pdf(3))
    heard: list[str] = []
    monkeypatch.setattr(DocumentView, "keyPressEvent", lambda _, event: heard.append(event.text()))
    viewer.open_window()
    window = viewer.own_window
    assert window is not None
    assert window.isVisible()
    assert viewer.canvas.window() is window
    QApplication.sendEvent(viewer.canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier(0), "p"))
    assert heard == ["p"]
    window.close()
    assert viewer.canvas.window() is viewer
    assert viewer.canvas.isVisible()
    viewer.open_window()
    viewer.hide()
    assert viewer.own_window is not None
    assert not viewer.own_window.isVisible()
    viewer.show()
    assert viewer.own_window.isVisible()
    viewer.bring_back()


def test_the_overview_draws_what_is_in_sight_and_leads_to_its_page(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(60))
    strip = viewer.stack.pages.strip
    viewer.stack.pages.toggle_overview()
    qtbot.waitUntil(lambda: {1, 2, 3} <= strip.pictures.keys())
    qtbot.wait(300)
    assert len(strip.pictures) < 15
    strip.setCurrentIndex(strip.model().index(39, 0))
    assert viewer.page == 40
    qtbot.waitUntil(lambda: 40 in strip.pictures)


def test_the_loupe_shows_the_page_nearer_without_moving_it(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(2))
    loupe, before = viewer.stack.pages.loupe, viewer.canvas.view()
    viewer.stack.pages.toggle_loupe()
    qtbot.waitUntil(lambda: loupe._held is not None)
    assert loupe._held is not None
    assert loupe._held[1].width() > 2.8 * viewer.canvas.rows.rect(1).width()
    assert viewer.canvas.view() == before
    viewer.stack.pages.toggle_loupe()
    assert loupe.isHidden()


def test_the_bar_never_overflows_and_everything_stands_in_its_menu(show: Show, qtbot: QtBot) -> None:
    viewer = show(pdf(12))
    for width in (300, 420, 604, 900):
        viewer.resize(width, 500)
        qtbot.waitUntil(lambda width=width: viewer.bar.width() == width)
        assert viewer.bar.layout().minimumSize().width() <= width
    listed = [action.text().split("\t")[0] for action in viewer.bar.more.menu().actions() if action.isVisible()]
    assert {tool.says for tool in viewer.tools if "pages" in tool.fits} == set(listed)
