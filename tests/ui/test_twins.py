"""Reused papers on the claim desk: shown on both claims, judged with a reason; a paid twin stops an award."""

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import fingerprints, proofs
from reviewer.casefile.case_file import open_case
from reviewer.casefile.twins import twins_of
from reviewer.rules.likeness import Fingerprint
from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.ui import picture_pairs
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.desk_acts import stopped_by_a_twin
from reviewer.ui.picture_pairs import PicturePairs
from reviewer.ui.sitting import Sitting
from tests.desk.test_twins import jpeg
from tests.rules.test_same_picture import PAGE, form
from tests.ui.conftest import in_review, show_desk, until_recorded

PICTURES = [jpeg(PAGE), jpeg(form("박바다", "506-180-469251", "3,275,000원")), jpeg(PAGE, quality=50, size=0.8)]
WEEK = Fingerprint("WEEK", "ab" * 16, 1)


@pytest.fixture
def twins(reviewer: Reviewer, case: Path, qtbot: QtBot) -> tuple[ClaimDesk, str, str]:
    """The desk on a claim in review whose sales paper shows the week of another claim's; both numbers."""
    with open_case(case) as opened:
        rows = (
            opened.reader()
            .execute(
                "SELECT claim, (SELECT min(document) FROM papers p WHERE p.claim = c.claim) FROM claims c "
                "WHERE stage = 'IN_REVIEW' ORDER BY claim"
            )
            .fetchall()
        )
        with opened.writing() as conn:
            for _, document in rows:
                fingerprints.keep(conn, document, [WEEK])
    reviewer.open_case(case)
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None)
    one, other = in_review(reviewer)[:2]
    return show_desk(reviewer, qtbot, one), one, other


def pressed(desk: ClaimDesk, name: str) -> None:
    found = desk.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def typed(desk: ClaimDesk, other: str, text: str) -> None:
    field = desk.findChild(QLineEdit, f"twin_reason_{other}")
    assert field is not None
    field.setText(text)
    field.textEdited.emit(text)


def test_what_two_claims_share_stands_on_the_desk_with_both_sides(twins: tuple[ClaimDesk, str, str]) -> None:
    desk, _, other = twins
    fold = desk.sections.folds["twins"]
    assert fold.isVisibleTo(desk.sections)
    assert fold.head.isChecked()
    assert "1 to judge" in fold.head.text()
    assert desk.findChild(QPushButton, f"twin_{other}") is not None
    links = [link.text() for link in desk.foot.findChildren(QPushButton)]
    assert "1 claim with the same papers" in links


def test_a_claim_without_twins_has_no_such_section(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, "2023-000005")  # the sample lets others share a file, an account or a number
    assert not desk.sections.folds["twins"].isVisibleTo(desk.sections)


def test_not_the_same_is_recorded_with_its_reason_and_seen_from_the_other_claim(
    twins: tuple[ClaimDesk, str, str], reviewer: Reviewer, qtbot: QtBot
) -> None:
    desk, one, other = twins
    pressed(desk, f"not_same_{other}")
    assert desk.sections.twins.reasons[other].property("fault") == "true", "a verdict needs a reason"
    typed(desk, other, "한 건물의 두 점포")
    until_recorded(desk, qtbot, lambda: pressed(desk, f"not_same_{other}"))
    assert "judged" in desk.sections.folds["twins"].head.text()
    assert desk.sections.twins.reasons[other].text() == ""
    conn = reviewer.window.sitting.case_file.reader()  # type: ignore[union-attr]
    (seen,) = twins_of(conn, other)
    assert seen.claim == one
    assert seen.verdict is not None
    assert (seen.verdict.verdict, seen.verdict.reason) == ("NOT_SAME", "한 건물의 두 점포")


def test_a_paid_twin_is_named_where_it_stops_the_award(twins: tuple[ClaimDesk, str, str]) -> None:
    desk, _, other = twins
    assert desk.page is not None
    assert stopped_by_a_twin(desk.page) == ""
    paid = dataclasses.replace(desk.page, twins=(dataclasses.replace(desk.page.twins[0], paid=258_660),))
    assert stopped_by_a_twin(paid) == f"{other} was paid: the same daily sales of a week"
    desk._show(paid, desk._asked, None)
    assert f"no award beside {other}" in desk.sections.folds["twins"].head.text()
    assert any("This claim was paid" in text.text() for text in desk.sections.twins.findChildren(QLabel))
    desk.way.go_to(Problem("TwinPaid", claim="", twin=other, attributes="WEEK"))
    assert desk.sections.folds["twins"].head.isChecked()


def test_a_reason_being_typed_is_a_draft(twins: tuple[ClaimDesk, str, str], reviewer: Reviewer, qtbot: QtBot) -> None:
    desk, one, other = twins
    typed(desk, other, "아직 확인 중")
    show_desk(reviewer, qtbot, other)
    show_desk(reviewer, qtbot, one)
    assert desk.sections.twins.reasons[other].text() == "아직 확인 중"


@pytest.fixture
def photographed(opened: Reviewer, qtbot: QtBot) -> tuple[Sitting, list[str], list[str]]:
    """Two claims with a photo each and a third one's copy of it, all near in their hashes; the claims, the papers."""
    sitting = opened.window.sitting
    assert sitting is not None
    sitting.queue.pause()  # the papers of the sample are not what these tests wait for
    rows = sitting.case_file.reader().execute("SELECT claim FROM claims ORDER BY claim LIMIT 3").fetchall()
    claims = [row[0] for row in rows]
    documents = [hashlib.sha256(data).hexdigest() for data in PICTURES]

    def write(conn: Any) -> None:
        conn.execute("INSERT INTO deliveries VALUES (?, 'late.csv', '{}', '2023-07-01')", ("ee" * 32,))
        for bits, (claim, document) in enumerate(zip(claims, documents, strict=True)):
            row = ("ee" * 32, f"{claim}/late.jpg", document, 9, claim, "SUS", "LATER")
            conn.execute("INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            fingerprints.keep(conn, document, [Fingerprint("PICTURE", f"{0x0F3A556612349ABC ^ bits:016x}", 1)])

    done: list[str] = []
    sitting.lanes.clerk.run(
        lambda: proofs.put_all(sitting.case_file, PICTURES), then=done.extend, otherwise=pytest.fail, owner=sitting
    )  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: done == documents)
    sitting.note(write, otherwise=lambda fault: pytest.fail(str(fault)), owner=sitting)
    qtbot.waitUntil(lambda: fingerprints.is_kept(sitting.case_file.reader(), documents[-1]))
    return sitting, claims, documents


def test_near_pictures_are_looked_at_behind_the_window(
    photographed: tuple[Sitting, list[str], list[str]], qtbot: QtBot
) -> None:
    sitting, (one, _, copy), (photo, *_) = photographed
    done: list[str] = []
    pictures = PicturePairs(sitting)
    pictures.compared.connect(done.append)
    pictures.look(photo)
    qtbot.waitUntil(lambda: done[:1] == [photo], timeout=60_000)
    pictures.close()
    (found,) = twins_of(sitting.case_file.reader(), one)
    assert (found.claim, found.kinds) == (copy, ("PICTURE",))


def test_pictures_that_were_left_are_looked_at_when_the_case_is_open_again_a_few_at_a_time(
    photographed: tuple[Sitting, list[str], list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting, claims, documents = photographed
    monkeypatch.setattr(fingerprints, "MOST_PAIRS", 1)
    done: list[str] = []
    sitting.pictures.compared.connect(done.append)
    sitting.pictures.start()  # nobody names a paper: what waits stands in the case
    qtbot.waitUntil(lambda: fingerprints.next_due(sitting.case_file.reader()) == "", timeout=120_000)
    assert len(done) == 1, "the copy is found once, from whichever side it was looked at first"
    assert [twin.claim for twin in twins_of(sitting.case_file.reader(), claims[0])] == [claims[2]]
    pairs = sitting.case_file.reader().execute("SELECT count(*), sum(is_same) FROM picture_pairs").fetchone()
    assert tuple(pairs) == (3, 1), "every pair was looked at, though only one in a turn"
    assert documents[1] not in done


def test_pictures_give_way_to_typing_and_go_on_after_it(
    photographed: tuple[Sitting, list[str], list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting, done, papers = photographed
    monkeypatch.setattr(picture_pairs, "TYPING", 60)
    pictures = PicturePairs(sitting)
    pictures.compared.connect(done.append)
    for paper in papers:
        pictures.look(paper)
    pictures.give_way()
    assert pictures._stop.is_set(), "no further pair is begun"
    qtbot.waitUntil(lambda: not pictures._stop.is_set())
    qtbot.waitUntil(lambda: len(done) >= 1)
    pictures.close()


def test_the_other_claim_opens_from_the_section(twins: tuple[ClaimDesk, str, str], qtbot: QtBot) -> None:
    desk, _, other = twins
    pressed(desk, f"twin_{other}")
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == other)


def test_compare_names_both_pages_and_shows_ours(twins: tuple[ClaimDesk, str, str], qtbot: QtBot) -> None:
    desk, _, other = twins
    asked: list[tuple[Place, Place]] = []
    desk.sections.twins.compare.connect(lambda mine, theirs: asked.append((mine, theirs)))
    pressed(desk, f"compare_{other}_0")
    assert desk.page is not None
    agreement = desk.page.twins[0].agreements[0]
    assert asked == [(Place(agreement.mine.document, page=1), Place(agreement.other.document, page=1))]
    assert desk.papers.document() == agreement.mine.document
