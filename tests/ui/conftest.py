"""A sample case on disk, opened in the real program without a screen."""

import datetime as dt
import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims, journal, keys
from reviewer.casefile.case_file import open_case
from reviewer.sample.demo import make_demo
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.keys import read_again
from reviewer.ui.preferences import Preferences
from reviewer.ui.wording import use_language
from tests.casefile.case_room import fact_row, store_delivery

LEAD, SECOND, SECRETARY = "SIM-law-1", "SIM-ksf-1", "SIM-secretary"
JULY = dt.datetime(2023, 7, 3, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample folder whose claims wait in review: the two with the most papers are taken up by the lead."""
    folder = tmp_path_factory.mktemp("sample")
    made = make_demo(folder, claims=120, seed=7, review=2)
    with open_case(Path(str(made["case"]))) as case:
        signers = {key.member: keys.unlock(folder / "keys", key.key_id, None) for key in keys.keys_in(folder / "keys")}
        waiting = claims.Filter(route=frozenset({"INDIVIDUAL"}), stage=frozenset({"ROUTED"}))
        ids = claims.order(case.reader(), waiting, "claim", True)
        lines = sorted(claims.lines(case.reader(), ids), key=lambda line: line.proof_marks, reverse=True)
        for place, line in enumerate(lines[:2]):
            at = JULY + dt.timedelta(hours=place)
            acts: list[tuple[str, str, dict[str, Any]]] = [
                (SECRETARY, "assign", {"lead": LEAD, "second": SECOND}),
                (LEAD, "answer_conflict", {"ground": "NONE"}),
                (LEAD, "take_up", {}),
            ]
            for minute, (who, act, body) in enumerate(acts):
                journal.append(case, signers[who], act, line.claim, body, made_at=at + dt.timedelta(minutes=minute))
    return folder


@pytest.fixture
def case(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample case for one test."""
    for name in ("demo.casedb", "demo.documents"):
        shutil.copy(sample / name, tmp_path / name)
    shutil.copytree(sample / "keys", tmp_path / "keys")
    return tmp_path / "demo.casedb"


@pytest.fixture(autouse=True)
def garbage_waits() -> Iterator[None]:
    """No thread of a lane collects garbage while there are widgets, as in the program (`reviewer.ui.garbage`)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def preferences(own_home: Path) -> Preferences:
    """The choices of nobody in particular: English, light, sitting as the lead reviewer."""
    found = Preferences()
    found._kept.clear()  # the toolkit looks where the home is once, so the tests of a process share one file
    read_again()
    for name, value in (("language", "en"), ("theme", "light"), ("person", LEAD)):
        found.keep(name, value)
    return found


@pytest.fixture
def reviewer(qapp: QApplication, qtbot: QtBot, preferences: Preferences) -> Iterator[Reviewer]:
    """The running program at its start page."""
    running = Reviewer(qapp, preferences)
    running.show_start()
    running.window.resize(1280, 720)
    running.window.show()
    bring_to_front(running, qtbot)
    yield running
    running.window.close()
    running.close()
    use_language(qapp, "en", [])
    shiboken6.delete(running.window)  # else every later style sheet is put on all windows of all tests


@pytest.fixture
def opened(reviewer: Reviewer, case: Path, qtbot: QtBot) -> Reviewer:
    """The running program with the sample case open."""
    reviewer.open_case(case)
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None)
    return reviewer


@pytest.fixture
def desk(opened: Reviewer, qtbot: QtBot) -> ClaimDesk:
    """The claim desk on a claim in review, seen by its lead, once the journal holds that the lead looked."""
    claim = in_review(opened)[0]
    found = show_desk(opened, qtbot, claim)
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: any(e.act == "open_claim" for e in journal.entries_of(conn, claim)))
    return found


def in_review(opened: Reviewer) -> list[str]:
    """The claims the lead has taken up."""
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    ids = claims.order(conn, claims.Filter(stage=frozenset({"IN_REVIEW"})), "claim", False)
    return [line.claim for line in claims.lines(conn, ids)]


def show_desk(opened: Reviewer, qtbot: QtBot, claim: str) -> ClaimDesk:
    """Open a claim on the desk and wait until it is shown."""
    opened.window.show_claim(claim)
    found = opened.window.desk
    assert isinstance(found, ClaimDesk)
    qtbot.waitUntil(
        lambda: found.page is not None and found.page.claim.number == claim and found.updatesEnabled(), timeout=10_000
    )
    bring_to_front(opened, qtbot)
    return found


def bring_to_front(running: Reviewer, qtbot: QtBot) -> None:
    """Let the window have the keyboard, as a desktop does: one of the test before that goes late takes it along."""
    window = running.window
    if QApplication.platformName() == "offscreen" and QApplication.activeModalWidget() is None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)


def until_recorded(desk: ClaimDesk, qtbot: QtBot, done: Callable[[], object]) -> None:
    """Act, and wait until the claim was read again after the act was committed."""
    before = desk.page
    done()
    assert before is not None  # hints that come meanwhile change the page, but not what was read of the claim
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.timeline is not before.timeline)


def read_on(desk: ClaimDesk, qtbot: QtBot) -> None:
    """Look at the upper part of the page in view for a moment, then scroll on by a screenful."""
    canvas = desk.viewer.canvas
    qtbot.waitUntil(canvas.has_page)
    qtbot.wait(800)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().value() + canvas.verticalScrollBar().pageStep())


def press(widget: QWidget, letter: str) -> None:
    """Press the key that types this letter, as a keyboard in Hangul mode does for ㅔ."""
    code = ord(letter.upper()) if letter.isascii() else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter))


def take_in_over_two_companies(case: Path, number: str) -> None:
    """Take one more claim in, over services of two companies."""
    with open_case(case) as made:
        folder = case.parent / "keys"
        signer = next(keys.unlock(folder, one.key_id, None) for one in keys.keys_in(folder) if one.member == SECRETARY)
        with made.writing() as conn:
            body = store_delivery(conn, "ab" * 32, [fact_row(1, number, services='["talk_channel","melon"]')], [])
        now = dt.datetime.now(dt.UTC)
        journal.append(made, signer, "take_in", f"delivery:{'ab' * 32}", body, made_at=now)


@pytest.fixture
def slow(opened: Reviewer) -> Iterator[Callable[[], None]]:
    """The lane of the journal waits, as on a slow disk, until this is called."""
    sitting, gate = opened.window.sitting, threading.Event()
    assert sitting is not None
    sitting.lanes.clerk.run(gate.wait, then=lambda _: None, otherwise=lambda _: None, owner=sitting)
    yield gate.set
    gate.set()
