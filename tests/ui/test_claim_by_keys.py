"""A reviewer checks a whole claim without touching the mouse: from Enter in the list to the recorded proposal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.stage import Stage
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.papers_list import WHOLE
from tests.ui.conftest import in_review

PATIENCE = 15_000


class Hands:
    """Two hands on a keyboard: every key goes to what has the focus."""

    def __init__(self, opened: Reviewer, qtbot: QtBot) -> None:
        self.window, self.qtbot = opened.window, qtbot

    def focus(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, held)

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.focus(), letter)

    def tab_to(self, name: str, most: int = 120) -> None:
        for _ in range(most):
            if self.focus().objectName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"the Tab key never came to {name}")

    def until(self, is_so: object) -> None:
        self.qtbot.waitUntil(is_so, timeout=PATIENCE)


def open_from_list(opened: Reviewer, hands: Hands, claim: str) -> ClaimDesk:
    hands.window.show_place("claims")
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.focus().objectName() == "claim_search")
    hands.type(claim)
    place = hands.window._built["claims"]
    hands.until(lambda: place.model.rowCount() == 1)
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: hands.window.desk is not None and hands.window.desk.page is not None)
    desk = hands.window.desk
    assert isinstance(desk, ClaimDesk)
    return desk


def pass_everything(desk: ClaimDesk, hands: Hands) -> None:
    """P for every check of every paper; the key ] leads on to the claim as a whole."""
    while True:
        document = desk.papers.document()
        hands.type("p" * len(desk.sections.checks.lines))

        def all_answered() -> bool:
            assert desk.page is not None
            claim = desk.page.claim
            answers = claim.findings if document == WHOLE else claim.paper(document).answers  # noqa: B023
            return len(answers) == len(desk.sections.checks.lines)

        hands.until(all_answered)
        if document == WHOLE:
            return
        hands.type("]")
        hands.until(lambda: desk.papers.document() != document)  # noqa: B023


def sales_in_a_column(desk: ClaimDesk) -> str:
    outage = desk._sitting.plan.outage_week[0]
    weeks = desk.sections.weeks.grid.weeks
    return "\n".join("100,000" if week == outage else "400,000" for week in weeks for _ in range(7))


def test_a_claim_is_checked_from_the_list_to_the_recorded_proposal_without_the_mouse(
    opened: Reviewer, qtbot: QtBot
) -> None:
    hands = Hands(opened, qtbot)
    desk = open_from_list(opened, hands, in_review(opened)[0])
    assert desk.page is not None
    assert len(desk.page.claim.papers) >= 4
    hands.type("1")
    pass_everything(desk, hands)
    while hands.focus() is not desk.sections.folds["weeks"].head:
        hands.key(Qt.Key.Key_F9)
    hands.tab_to("sales_grid")
    QApplication.clipboard().setText(sales_in_a_column(desk))
    hands.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: desk.sections.weeks.comparison() is not None)
    hands.tab_to("record_sales")
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: desk.page is not None and desk.page.claim.sales is not None)
    hands.key(Qt.Key.Key_F9)
    for name, value in (("profit_rate", "0.15"), ("alt_factor", "1"), ("share_factor", "0.8")):
        for field, text in ((f"{name}_value", value), (f"{name}_ref", "p. 2")):
            hands.tab_to(field)
            hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            hands.type(text)
    hands.tab_to("record_assessment")
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: desk.page is not None and desk.page.claim.assessment is not None)
    hands.key(Qt.Key.Key_F9)
    form = desk.sections.proposal
    hands.until(lambda: bool(form.disposition))
    reason = next(iter(form.reasons.values()))
    hands.tab_to(reason.objectName())
    held = hands.focus()
    assert isinstance(held, QCheckBox)
    if not held.isChecked():
        hands.key(Qt.Key.Key_Space)
    hands.until(lambda: desk.foot.button.isEnabled())
    hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: desk.page is not None and desk.page.claim.stage is Stage.PROPOSED)
    assert desk.page.claim.proposal is not None
