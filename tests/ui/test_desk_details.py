"""Small things of the claim desk: copies leave an entry, addresses are masked, checks name their paper."""

import dataclasses
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.rules.privacy import mask_address
from reviewer.rules.reopening import Reopening
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.paper_rows import ROW
from tests.letters.letter_desk import decision
from tests.ui.conftest import SECOND, SECRETARY, in_review, show_desk, until_recorded


def texts(widget: object) -> list[str]:
    labels = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return [one.text() for one in labels if not one.isHidden()]  # those of before go with the next turn


def test_saving_a_copy_of_a_paper_leaves_an_entry_and_the_bytes_as_they_came(
    desk: ClaimDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    target = tmp_path / "copy.pdf"
    desk.viewer.copies.copy_to(desk.viewer.reading, str(target))
    qtbot.waitUntil(lambda: "Copy saved" in desk.foot.said.text())
    assert target.read_bytes() == desk._sitting.paper_bytes(desk.papers.document())
    entry = [one for one in journal.entries(desk._sitting.on_screen) if one.act == "export"][-1]
    assert (entry.body["what"], entry.body["sha256"]) == ("COPY", desk.papers.document())


def test_without_a_key_no_copy_leaves_the_case(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    desk._sitting.signer = None
    desk.viewer.save_copy()
    assert desk.foot.refused.isVisible()


def test_a_copy_of_a_paper_does_not_make_the_next_act_forget_what_was_seen(desk: ClaimDesk, qtbot: QtBot) -> None:
    sitting, number = desk._sitting, desk.number
    seen = list(sitting._saw[number])
    done: list[object] = []
    body = {"what": "COPY", "count": 1, "masked": "NO"}
    sitting.record("export", "case", body, then=done.append, otherwise=done.append, owner=desk)
    qtbot.waitUntil(lambda: bool(done))
    assert sitting._saw[number] == seen


def test_the_desk_masks_an_address_as_the_rules_say(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    assert desk.page is not None
    address = desk.page.applicant.address
    desk._sitting.signer = desk._sitting.signer.acting_as(SECRETARY)  # neither lead nor second
    desk.sections.facts.show_page(desk.page)
    shown = texts(desk.sections.facts)
    assert mask_address(address) in shown
    assert address not in shown


def test_the_second_check_says_which_paper_a_repeated_check_is_about(desk: ClaimDesk, qtbot: QtBot) -> None:
    assert desk.page is not None
    for paper in desk.page.claim.papers[:2]:
        body: dict[str, object] = {"check": "G1", "result": "PASS", "document": paper.document}
        until_recorded(desk, qtbot, lambda body=body: desk.record("record_check", body))  # type: ignore[misc]
    second = desk.sections.second
    assert desk.drafts is not None
    desk._sitting.signer = desk._sitting.signer.acting_as(SECOND)
    second.show_page(desk.page, desk.drafts, same=False)
    shown = texts(second)
    files = [Path(paper.path).name for paper in desk.page.papers[:2]]
    assert all(any(file in text for text in shown) for file in files)
    assert sum(text.startswith("G1 ") for text in shown) == 2


@pytest.mark.parametrize(
    ("route", "wanted"), [("LARGER_FIRM", 0), ("USER", 0), ("INDIVIDUAL", 4), ("FLAT_30K", 4), ("", 4)]
)
def test_papers_are_missing_only_where_the_route_needs_them(desk: ClaimDesk, route: str, wanted: int) -> None:
    assert desk.page is not None
    bare = dataclasses.replace(desk.page.claim, route=route, papers=(), marks=frozenset())
    desk.papers.show_papers(dataclasses.replace(desk.page, claim=bare))
    rows = [desk.papers.item(row).data(ROW) for row in range(desk.papers.count())]
    assert sum(row.verdict == "MISSING" for row in rows) == wanted


def test_whatever_scrolls_shows_that_it_has_the_keyboard(desk: ClaimDesk, qtbot: QtBot) -> None:
    def edge(part: QWidget, held: QWidget) -> QColor:
        held.setFocus()
        qtbot.waitUntil(lambda: desk.window().focusWidget() is held)
        return part.grab().toImage().pixelColor(part.width() // 2, 0)

    for part in (desk.viewer.canvas, desk.area):
        assert edge(part, desk) != edge(part, part), part.objectName()
    desk.toggle_more()
    more = desk.more.findChild(QScrollArea, "more_list")
    assert more is not None
    assert edge(more, desk) != edge(more, more)


def test_the_desk_shows_that_it_has_the_keyboard_and_takes_no_width_for_it(desk: ClaimDesk, qtbot: QtBot) -> None:
    def edges(held: QWidget) -> list[QColor]:
        held.setFocus()
        qtbot.waitUntil(lambda: desk.window().focusWidget() is held)
        picture = desk.grab().toImage()
        return [picture.pixelColor(desk.width() // 2, round(y)) for y in (0, picture.height() - 1)]

    accent = desk.sitting.look.colour("accent")
    assert edges(desk) == [accent, accent]
    assert accent not in edges(desk.area)
    assert (desk.head.width(), desk.foot.width()) == (desk.width(), desk.width())


def test_the_facts_name_the_decision_that_stands_while_a_claim_is_looked_at_again(desk: ClaimDesk) -> None:
    page, facts = desk.page, desk.sections.facts
    assert page is not None
    assert "Decided before" not in texts(facts)
    asked = Reopening("INDIVIDUAL", dt.date(2023, 5, 10), "g", "PAID")
    told = dataclasses.replace(page.claim, decisions=(decision("FIXED", page.claim),), reopened=asked)
    facts.show_page(dataclasses.replace(page, claim=told))
    shown = dict(pairwise(texts(facts)))
    assert shown["Decided before"] == "Fixed amount, 50,000 won, 20 Apr 2023"
    assert shown["Opened again"] == "individual review asked for, 10 May 2023"
