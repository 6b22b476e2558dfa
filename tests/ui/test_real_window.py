"""The program as a person starts it: a process of its own on a virtual display, used by keyboard alone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from reviewer import RESOURCES
from reviewer.app import Reviewer
from reviewer.casefile import claims, journal
from reviewer.casefile.case_file import open_case
from reviewer.ui.preferences import Preferences
from reviewer.ui.wording import korean_table
from tests.conftest import ROOT
from tests.ui.conftest import LEAD

pytestmark = pytest.mark.xvfb
LONGEST = 30


def xdotool(*words: str) -> str:
    """What xdotool answers; the keys go to whatever window has the keyboard, as from a person."""
    return subprocess.run(["xdotool", *words], check=True, capture_output=True, text=True, timeout=LONGEST).stdout


def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fails saying what was waited for."""
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def windows(name: str) -> list[str]:
    """The visible windows whose title holds these words."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name], capture_output=True, text=True)
    return found.stdout.split()


def open_by_keyboard(case: Path, claim: str) -> None:
    """Search for a claim and press Enter until its desk is open; on a busy machine the rows may come late."""
    until(lambda: bool(windows("demo")), "the window went away")
    until(lambda: xdotool_did("windowfocus", "--sync", windows("demo")[-1:]), "the window took no focus")
    time.sleep(1)
    xdotool("key", "ctrl+f")
    xdotool("type", "--delay", "30", claim)
    end = time.monotonic() + LONGEST
    while "open_claim" not in acts(case, claim):
        assert time.monotonic() < end, "the desk did not open on the claim that was searched for"
        time.sleep(1)
        xdotool("key", "Return")
        time.sleep(1)


def xdotool_did(verb: str, option: str, window: list[str]) -> bool:
    """Whether xdotool found the window; one that is just being shown can be missed."""
    return bool(window) and subprocess.run(["xdotool", verb, option, *window], check=False).returncode == 0


def acts(case: Path, claim: str) -> list[str]:
    """The acts recorded on a claim, read beside the running program."""
    with open_case(case, writing=False) as file:
        return [entry.act for entry in journal.entries_of(file.reader(), claim)]


def in_review(case: Path) -> str:
    """A claim the lead has taken up."""
    with open_case(case, writing=False) as file:
        conn = file.reader()
        found = claims.order(conn, claims.Filter(stage=frozenset({"IN_REVIEW"}), lead=LEAD), "claim", False)
        return str(claims.lines(conn, found[:1])[0].claim)


@pytest.fixture
def program(case: Path, preferences: Preferences) -> Iterator["subprocess.Popen[str]"]:
    """The program with a small case open and its window on the display."""
    preferences._kept.sync()
    running = subprocess.Popen(
        [sys.executable, "-m", "reviewer.app", str(case)], cwd=ROOT, env=dict(os.environ, QT_QPA_PLATFORM="xcb"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        until(lambda: bool(windows("demo")) or running.poll() is not None, "no window appeared")
        yield running
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate(timeout=LONGEST)


def test_a_claim_is_found_opened_and_checked_by_keyboard_alone(program: "subprocess.Popen[str]", case: Path) -> None:
    claim = in_review(case)
    open_by_keyboard(case, claim)
    xdotool("key", "p")
    until(lambda: "record_check" in acts(case, claim), "the key P recorded no answer")
    close(program)
    assert acts(case, claim).count("record_check") == 1


def close(program: "subprocess.Popen[str]") -> None:
    """Press Ctrl+Q and see the program end by itself without a complaint."""
    xdotool("key", "ctrl+q")
    _, said = program.communicate(timeout=LONGEST)
    assert (program.returncode, said) == (0, "")


def test_an_answer_given_a_moment_before_closing_is_not_lost(program: "subprocess.Popen[str]", case: Path) -> None:
    claim = in_review(case)
    open_by_keyboard(case, claim)
    time.sleep(0.5)
    xdotool("key", "u", "ctrl+q")
    _, said = program.communicate(timeout=LONGEST)
    assert (program.returncode, said) == (0, "")
    assert acts(case, claim).count("record_check") == 1


def test_the_face_of_the_windows_has_every_letter_they_show(opened: Reviewer) -> None:
    families = opened.app.font().families()
    assert families == ["Noto Sans KR"]
    shown = set("".join((*korean_table().values(), *korean_table().keys(), "●◐○✕▾▸ㅎㅂ뷁")))
    faces = [QRawFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"), 13) for weight in ("Regular", "Bold")]
    used = QRawFont.fromFont(opened.app.font())
    for face in (*faces, used):
        assert face.isValid()
        assert {letter for letter in shown if letter.isprintable() and not face.supportsCharacter(letter)} == set()
