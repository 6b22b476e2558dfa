"""The sensitivity strip on the claim desk: it follows what is typed, by keyboard, and says every figure."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.sales.sales_weeks import SalesWeeks
from tests.ui.test_sales_weeks import fill, weeks

__all__ = ["weeks"]


def type_factors(desk: ClaimDesk, **values: str) -> None:
    calculation = desk.sections.calculation
    for name, value in values.items():
        calculation.values[name].setText(value)
        calculation.refs[name].setText("page 2")
    calculation._edited()


def test_a_folded_calculation_is_drawn_when_it_is_opened_and_goes_on_with_the_weeks(
    desk: ClaimDesk, weeks: SalesWeeks
) -> None:
    calculation = desk.sections.calculation
    fill(weeks)
    type_factors(desk, profit_rate="0.15", alt_factor="1", share_factor="0.9")
    assert calculation.whole_body() is not None
    assert not calculation.sensitivity.rows  # the reviewer sees none of it yet
    desk.sections.folds["calculation"].set_open(True)
    before = [cell.accessibleName() for cell in calculation.sensitivity.rows["verified_loss"].cells]
    fill(weeks, 200_001)
    assert [cell.accessibleName() for cell in calculation.sensitivity.rows["verified_loss"].cells] != before


def test_the_strip_follows_what_is_typed(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    desk.sections.folds["calculation"].set_open(True)
    strip = desk.sections.calculation.sensitivity
    type_factors(desk, profit_rate="0.15", alt_factor="1", share_factor="0.9")
    assert list(strip.rows) == ["profit_rate", "alt_factor", "share_factor", "verified_loss"]
    before = [cell.accessibleName() for cell in strip.rows["alt_factor"].cells]
    type_factors(desk, profit_rate="0.30", alt_factor="1", share_factor="0.9")
    after = [cell.accessibleName() for cell in strip.rows["alt_factor"].cells]
    assert before != after
    assert any("50%" in name and "less" in name for name in after)
    type_factors(desk, profit_rate="", alt_factor="1", share_factor="0.9")
    assert not strip.rows
    assert not strip.isVisibleTo(desk)


def test_the_arrows_go_from_value_to_value(desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot) -> None:
    fill(weeks)
    desk.sections.folds["calculation"].set_open(True)
    type_factors(desk, profit_rate="0.15", alt_factor="0.50", share_factor="0.9")
    cells = desk.sections.calculation.sensitivity.rows["alt_factor"].cells
    here = next(cell for cell in cells if cell.is_here)
    assert "the present value" in here.accessibleName()
    here.setFocus()
    QTest.keyClick(here, Qt.Key.Key_Right)
    assert desk.window().focusWidget() is cells[cells.index(here) + 1]
    QTest.keyClick(cells[-1], Qt.Key.Key_Right)
    assert desk.window().focusWidget() is cells[-1]
    tabbed = [cell for cell in cells if cell.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert tabbed == [here]


def test_a_percentage_is_the_share_it_stands_for(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    type_factors(desk, profit_rate="15 %", alt_factor="1", share_factor="90％")
    body = desk.sections.calculation.whole_body()
    assert body is not None
    assert (body["profit_rate"]["value"], body["share_factor"]["value"]) == ("0.15", "0.9")


def test_no_factor_that_was_typed_is_left_out_silently(desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot) -> None:
    fill(weeks)
    desk.sections.folds["calculation"].set_open(True)
    calculation = desk.sections.calculation

    def said() -> set[str]:
        return {one.text() for one in calculation.steps.findChildren(QLabel) if "percentage" in one.text()}

    type_factors(desk, profit_rate="0.15", alt_factor="1", share_factor="ninety")
    assert said() == {"Kakao share: a value between 0 and 1, or a percentage, and where it stands."}
    assert (calculation.save.isEnabled(), calculation.whole_body()) == (False, None)
    type_factors(desk, share_factor="0.9")
    calculation.refs["share_factor"].setText("")
    calculation._edited()
    assert said()
    assert calculation.refs["share_factor"].property("fault") == "true"
    assert (calculation.save.isEnabled(), calculation.whole_body()) == (False, None)
    type_factors(desk, share_factor="0.9")
    qtbot.waitUntil(lambda: not said())
    assert calculation.save.isEnabled()
