"""Why this amount and Like for like on the claim desk."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.casefile.neighbours import Neighbours
from reviewer.rules.nearness import Decided, Likeness, neighbourhood
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import press

HERE = Likeness("외식업", ("talk_channel",), 1_000_000, Decimal("0.15"))


def others(count: int) -> list[Decided]:
    return [Decided(f"2023-{n:06d}", HERE, 1_200_000, 100_000 + 1_000 * n) for n in range(count)]


def test_one_key_shows_why_this_amount_and_it_is_copied_in_either_language(desk: ClaimDesk, qtbot: QtBot) -> None:
    section = desk.sections.why
    press(desk, "a")
    assert desk.sections.folds["why"].head.isChecked()
    qtbot.waitUntil(lambda: bool(section.text.text()))
    assert "Two members are reviewing the records" in section.text.text()
    assert section.text.accessibleName().startswith("Why this amount: ")
    assert section.caution.isHidden()
    section.other.click()
    assert "위원 두 명이 자료를 검토하고 있습니다" in section.text.text()
    section.copy.click()
    assert QGuiApplication.clipboard().text() == section.text.text()


def test_an_award_outside_the_middle_of_its_neighbours_is_marked(desk: ClaimDesk) -> None:
    section = desk.sections.neighbours
    told: list[str] = []
    section.told.connect(told.append)
    section._show(Neighbours(neighbourhood(HERE, others(12)), {}), HERE, 200_000)
    assert told == ["▲ above the middle 80%"]
    assert "12 decided claims" in section.said.text()
    assert section.mine.text().startswith("▲ This claim: 200,000 won, 20.0% of the loss")
    section._show(Neighbours(neighbourhood(HERE, others(12)), {}), HERE, 105_000)
    assert section.mine.text() == "This claim: 105,000 won, 10.5% of the loss."


def test_too_few_and_none_are_said(desk: ClaimDesk) -> None:
    section = desk.sections.neighbours
    section._show(Neighbours(neighbourhood(HERE, others(3)), {}), HERE, 900_000)
    assert section.said.text() == "3 decided claims are like this one; 10 are needed to speak of a middle."
    assert "▲" not in section.mine.text()
    section._show(Neighbours(neighbourhood(HERE, []), {}), HERE, 900_000)
    assert section.said.text() == "No decided claim is like this one yet."


def test_enter_opens_a_neighbour(desk: ClaimDesk, qtbot: QtBot) -> None:
    section = desk.sections.neighbours
    desk.sections.folds["neighbours"].setVisible(True)
    desk.sections.folds["neighbours"].set_open(True)
    section._show(Neighbours(neighbourhood(HERE, others(12)), {"2023-000000": "한빛 / 김*늘"}), HERE, 105_000)
    assert "한빛 / 김*늘" in section.table.lines.line(0).tip
    with qtbot.waitSignal(desk.open_claim) as asked:
        QTest.keyClick(section.table, Qt.Key.Key_Return)
    assert asked.args == ["2023-000000"]
