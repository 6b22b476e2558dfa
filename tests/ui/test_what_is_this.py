"""What is this: the words of the field at the keyboard, of what is in view alone, and what is said without any."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui import announcing
from reviewer.ui.help.terms import found_in
from reviewer.ui.help.texts_at import terms_at
from reviewer.ui.help.tour import Tour
from reviewer.ui.help.tour_steps import place_of, steps
from reviewer.ui.wording import use_language

PATIENCE = 20_000


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was given to speak."""
    found: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda about, text, **_: found.append(text))
    return found


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window with nothing in it."""
    use_language(qapp, "en", [])
    found = QWidget()
    QVBoxLayout(found)
    qtbot.addWidget(found)
    return found


def put(place: QWidget, part: QWidget) -> QWidget:
    layout = place.layout()
    assert layout is not None
    layout.addWidget(part)
    return part


def ids(widget: QWidget) -> list[str]:
    return [term.id for term in terms_at(widget)]


def in_view(widget: QWidget) -> list[str]:
    return [found.text() for found in widget.findChildren(QLabel) if found.isVisible()]


def table(heads: list[str], rows: list[list[str]]) -> QTableWidget:
    found = QTableWidget(len(rows), len(heads))
    found.setHorizontalHeaderLabels(heads)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            found.setItem(row, column, QTableWidgetItem(text))
    return found


def test_of_a_table_the_row_in_focus_comes_first_then_the_heads(place: QWidget) -> None:
    put(place, QLabel("quorum"))
    found = table(["Award", "Lead", "Second"], [["put back", "", ""], ["on the consent list", "", "proposal"]])
    put(place, found)
    place.show()
    found.setCurrentCell(1, 0)
    assert ids(found) == ["proposal", "consent_list", "award", "lead", "second"]
    found.setCurrentCell(0, 0)
    assert ids(found)[0] == "put_back"


def test_a_column_that_is_hidden_says_nothing(place: QWidget) -> None:
    found = table(["Award", "Quorum"], [["", "minutes"]])
    put(place, found)
    place.show()
    found.setCurrentCell(0, 0)
    found.setColumnHidden(1, True)
    assert ids(found) == ["award"]


def test_only_what_is_in_view_is_read(place: QWidget) -> None:
    inside = put(place, QWidget())
    inside.setLayout(QVBoxLayout())
    put(inside, QLabel("quorum")).hide()
    put(inside, QLabel("award"))
    place.show()
    assert ids(inside) == ["award"]


def test_tabs_are_read(place: QWidget) -> None:
    tabs = QTabBar()
    tabs.addTab("Agenda")
    tabs.addTab("Minutes")
    put(place, tabs)
    place.show()
    assert ids(tabs) == ["agenda", "minutes"]


@pytest.mark.parametrize("text", ["It may take some minutes.", "10 minutes", "in ten minutes"])
def test_minutes_that_pass_are_no_record_of_a_meeting(text: str) -> None:
    assert found_in([text], "en") == []
    assert [term.id for term in found_in([text, "Print the minutes"], "en")] == ["minutes"]


def test_a_word_that_means_it_only_over_a_column_is_found_nowhere_else() -> None:
    assert [term.id for term in found_in(["Due · Lead"], "en")] == ["lead", "due_date"]
    assert found_in(["lines that lead to it, due to a second try"], "en") == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_each_head_of_money_proofs_and_people_is_a_word_of_the_field(lang: str) -> None:
    heads = {"ko": "신청 손실액 · 증빙 · 담당", "en": "Loss claimed · Proofs · Lead"}
    assert {term.id for term in found_in([heads[lang]], lang)} == {"loss_claimed", "proof", "lead"}


def test_the_heads_of_the_list_of_claims_are_explained(opened: Reviewer, qtbot: QtBot) -> None:
    view = opened.window._built["claims"]  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: view.model.rowCount() > 0, timeout=PATIENCE)
    found = ids(view.table)
    assert {"lead", "sector", "loss_claimed", "proof", "stage", "due_date"} <= set(found)


def test_where_no_word_stands_this_is_said_and_none_is_chosen(
    opened: Reviewer, qtbot: QtBot, spoken: list[str]
) -> None:
    window = opened.window.helping.show_manual()
    window.show_terms([])
    said = "No word of the field stands here. The list has all of them."
    assert window.terms.told.isVisible()
    assert (window.terms.told.text(), spoken.count(said)) == (said, 1)
    assert window.terms.list.currentItem() is None
    assert window.terms.list.count() > 50
    qtbot.waitUntil(lambda: in_view(window.terms) == [said, "Choose a word to read what it means."])
    window.show_terms([])
    assert spoken.count(said) == 2
    window.terms.search.setText("quorum")
    assert not window.terms.told.isVisible()
    window.terms.search.setText("zebra")
    qtbot.waitUntil(lambda: in_view(window.terms) == ["No word of the field is called so."])


def test_how_many_words_stand_here_is_said(opened: Reviewer, spoken: list[str]) -> None:
    window = opened.window.helping.show_manual()
    window.show_terms(found_in(["quorum of the agenda"], "en"))
    assert "Words of the field that stand here: 2" in spoken
    assert window.terms.list.currentItem().text().startswith("quorum")


def test_each_step_of_the_tour_is_spoken(opened: Reviewer, qtbot: QtBot, spoken: list[str]) -> None:
    opened.window.helping.begin_tour()
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    tour = opened.window.findChildren(Tour)[-1]
    qtbot.waitUntil(lambda: bool(tour.title.text()) and tour.isVisible(), timeout=PATIENCE)
    assert {tour.title.text(), tour.text.text()} <= set(spoken)
    qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert spoken[-2:] == [tour.title.text(), tour.text.text()]


def test_a_step_that_seats_somebody_else_is_spoken_once(opened: Reviewer, qtbot: QtBot, spoken: list[str]) -> None:
    opened.window.helping.begin_tour()
    window, step = opened.window, steps()[place_of("handed_on")]
    qtbot.waitUntil(lambda: window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    tour = window.findChildren(Tour)[-1]
    qtbot.waitUntil(lambda: bool(tour.title.text()) and tour.isVisible(), timeout=PATIENCE)
    tour.go(place_of(step.id))
    qtbot.waitUntil(lambda: window.findChildren(Tour)[-1].title.text() == step.title["en"], timeout=PATIENCE)
    assert window.findChildren(Tour)[-1] is not tour
    assert spoken.count(step.title["en"]) == 1
