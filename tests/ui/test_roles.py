"""What has the keyboard is told to a screen reader as what it is, and not as mere room."""

import gc

import pytest
import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.mask_page import MaskPage
from reviewer.ui.figures.chart_view import ChartView
from reviewer.ui.reader.page_scroll import PageScroll
from reviewer.ui.reader.sheet_scroll import SheetScroll
from reviewer.ui.roles import ROLES
from reviewer.ui.sales.sales_chart import SalesChart

Role = QAccessible.Role


def role_of(part: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(part).role()


def test_nothing_on_the_desk_that_takes_the_keys_is_mere_room(desk: ClaimDesk) -> None:
    told = {part.objectName(): role_of(part) for part in keyboard_stops(desk)}
    assert [name for name, role in told.items() if role in (Role.Client, Role.NoRole)] == []
    assert told["claim_desk"] is Role.Pane
    assert told[desk.sections.checks.lines[0].objectName()] is Role.Grouping
    assert told["page_canvas"] is Role.Document


def keyboard_stops(desk: ClaimDesk) -> list[QWidget]:
    return [one for one in (desk, *desk.findChildren(QWidget)) if one.focusPolicy() & one.focusPolicy().TabFocus]


def test_a_check_is_still_told_with_its_answer_and_its_parts(desk: ClaimDesk) -> None:
    line = desk.sections.checks.lines[0]
    told = QAccessible.queryAccessibleInterface(line)
    assert told.text(QAccessible.Text.Name) == line.accessibleName()
    assert told.state().focusable
    inside = [told.child(place).text(QAccessible.Text.Name) for place in range(told.childCount())]
    assert any(line.check.code in one for one in inside)


@pytest.mark.parametrize("kind", [MaskPage, ChartView, SalesChart, PageScroll, SheetScroll])
def test_the_classes_that_are_told_have_these_names(kind: type[QWidget]) -> None:
    assert kind.__name__ in ROLES


@pytest.mark.usefixtures("reviewer")
def test_what_is_told_of_goes_with_its_part(reviewer: Reviewer) -> None:
    told = []
    for count in range(300):
        area = QScrollArea(reviewer.window)
        area.setWidget(QLabel(str(count)))
        told.append(QAccessible.queryAccessibleInterface(area))
        assert told[-1].role() is Role.Pane
        shiboken6.delete(area)
    gc.collect()
    assert not any(shiboken6.isValid(one) for one in told)
    assert role_of(QLabel("plain")) is Role.StaticText
