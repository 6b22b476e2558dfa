"""The second check by keyboard alone: every blocking check again, the award, the opinion, and the record."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims, journal, keys, standing
from reviewer.casefile.case_file import open_case
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import LEAD, SECOND, press, show_desk, until_recorded


@pytest.fixture
def case(case: Path) -> Path:
    """One claim whose papers were all checked and whose refusal was proposed."""
    with open_case(case) as held:
        names = {key.member: key.key_id for key in keys.keys_in(case.parent / "keys")}
        lead = keys.unlock(case.parent / "keys", names[LEAD], None)
        ids = claims.order(held.reader(), claims.Filter(stage=frozenset({"IN_REVIEW"})), "claim", False)
        number = next(iter(claims.lines(held.reader(), ids[:1]))).claim
        plan = standing.plan_in_force(held.reader())
        at = dt.datetime(2023, 7, 4, tzinfo=dt.UTC)
        wishes: list[tuple[str, str, dict[str, Any], dt.datetime]] = []
        for paper in standing.read_claim(held.reader(), number).papers:
            for place, check in enumerate(plan.checks_of(paper.kind)):
                result = ("PASS", "NA")[place % 2]
                body = {"document": paper.document, "check": check.code, "result": result}
                wishes.append(("record_check", number, body, at))
        reasons = [{"code": "N04", "values": {"detail": "다른 원인"}}]
        body = {"disposition": "NOT_APPROVED", "award": 0, "award_basis": "CALCULATED", "reasons": reasons}
        journal.append_many(held, lead, [*wishes, ("propose_decision", number, body, at)])
    return case


def test_the_second_reviewer_agrees_without_the_mouse(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    ids = claims.order(conn, claims.Filter(stage=frozenset({"PROPOSED"})), "claim", False)
    claim = next(iter(claims.lines(conn, ids[:1]))).claim
    opened.become(SECOND)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECOND)  # type: ignore[union-attr]
    desk = show_desk(opened, qtbot, claim)
    until_recorded(desk, qtbot, lambda: desk.record("answer_conflict", {"ground": "NONE"}))
    section = desk.sections.second
    assert desk.page is not None
    assert desk.page.claim.proposal is not None
    answers = {
        (document, code): one.result
        for document, lines in (
            *((paper.document, paper.answers) for paper in desk.page.claim.papers), ("", desk.page.claim.findings),
        )
        for code, one in lines.items()
    }  # fmt: skip
    letters = {"PASS": "p", "FAIL": "f", "UNCLEAR": "u", "NA": "n"}
    qtbot.waitUntil(lambda: desk.page is not None and SECOND in desk.page.claim.conflicts)
    desk.way.open_section("second")

    def first() -> QPushButton:  # looked up anew: when the claim is read again its checks are made anew
        return next(iter(section._lines.values()))["PASS"]

    qtbot.waitUntil(lambda: first().isVisible())
    desk.papers.setFocus()
    press(desk.papers, "p")  # before a check was chosen: it leads to the first one and answers nothing
    qtbot.waitUntil(lambda: desk.window().focusWidget() is first())
    assert not section.body().get("redone")
    tabbed = [one for buttons in section._lines.values() for one in buttons.values() if _tabs(one)]
    assert len(tabbed) == len(section._lines)
    for key in list(section._lines):
        held = desk.window().focusWidget()
        assert held in section._lines[key].values()
        qtbot.waitUntil(lambda: _in_view(desk, section._parts[key]))  # noqa: B023
        assert [one for one, part in section._parts.items() if part.property("check") == "current"] == [key]
        assert not key[0] or desk.papers.document() == key[0]
        press(held, letters[answers[key]])
    assert section.still_open() == 0
    assert desk.window().focusWidget() is section.award
    assert section.asks_award.isVisible()
    assert (section.asks_award.buddy(), section.asks_award.text()) == (section.award, section.award.accessibleName())
    press(section.award, "p")
    assert section.award.text() == ""  # one answer too many is no amount
    QTest.keyClick(section.opinion, Qt.Key.Key_End)
    assert section.body()["opinion"] == "DIFFER"
    assert desk.foot.why.text() == "Say in the note why you do not agree."
    QTest.keyClick(section.opinion, Qt.Key.Key_Home)
    _leads_to_what_differs(desk)
    QTest.keyClicks(section.award, str(desk.page.claim.proposal.calculated_award))
    QTest.keyClick(section.award, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.stage.value == "CHECKED")
    assert desk.page.claim.opinion is not None
    assert desk.page.claim.opinion.opinion == "AGREE"


def _leads_to_what_differs(desk: ClaimDesk) -> None:
    """One check is answered otherwise than by the lead, and then as by the lead again."""
    section = desk.sections.second
    (key, own), *_ = section._redone.items()
    section._give(key, "FAIL")
    assert (
        desk.foot.why.text() == f"Answered otherwise than by the lead: {key[1]}. Correct it or choose another opinion."
    )
    (link,) = [one for one in desk.foot._links.shown() if one.text() == "1 check answered otherwise"]
    desk.way.open_section("facts")
    link.click()  # type: ignore[attr-defined]
    assert desk.window().focusWidget() in section._lines[key].values()
    section._give(key, own)
    assert not [one for one in desk.foot._links.shown() if "otherwise" in one.text()]


def _in_view(desk: ClaimDesk, part: QWidget) -> bool:
    place = part.mapTo(desk.area.viewport(), part.rect().topLeft())
    return place.y() >= 0 and place.y() + part.height() <= desk.area.viewport().height()


def _tabs(button: QWidget) -> bool:
    return bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus)
