"""The meeting of 120 items in the program as a secretary starts it: a real window, real keys, minutes on paper."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import open_case
from reviewer.ui.meeting.meeting_reading import read_meeting
from reviewer.ui.preferences import Preferences
from tests.conftest import ROOT
from tests.ui.council.test_meeting_of_many import (
    AGAINST,
    ALL,
    HALF,
    HELD,
    LOST,
    RECUSED,
    TIED,
    Many,
    make_many,
    read_as_a_secretary,
)
from tests.ui.on_display import LONGEST, close, started, until, windows, xdotool, xdotool_did

pytestmark = pytest.mark.xvfb
RECORD = "ctrl+Return"


@pytest.fixture
def many(tmp_path: Path) -> Many:
    return make_many(tmp_path, 120, 12)


@pytest.fixture
def program(many: Many, preferences: Preferences) -> Iterator["subprocess.Popen[str]"]:
    """The program with the case open, the secretary before it."""
    preferences.keep("person", "sec")
    preferences._kept.sync()
    with started(many.path, "1015") as running:
        yield running


class Secretary:
    """Presses keys and looks at the titles of the windows and into the file, as somebody beside the computer can."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def recorded(self, act: str) -> int:
        with open_case(self.path, writing=False) as file:
            return sum(entry.act == act for entry in journal.entries(file.reader()))

    def open_claims(self) -> list[str]:
        """The claims of the discussion list that are still to be voted on, in the order of the agenda."""
        with open_case(self.path, writing=False) as file:
            items = read_meeting(file.reader(), 2).items
        return [item.claims[0] for item in items if item.kind == "CLAIM" and item.closed is None]

    def sees(self, title: str) -> None:
        """The meeting shows this item."""
        until(lambda: bool(windows(f"Meeting 2 .*{title}")), f"{title!r} was not shown")

    def focus(self, title: str) -> None:
        until(lambda: xdotool_did("windowfocus", "--sync", windows(title)[-1:]), f"{title!r} took no focus")

    def press(self, *keys: str) -> None:
        xdotool("key", "--delay", "15", *keys)

    def record(self, act: str) -> None:
        """Record once; the key again where a slow machine had not counted the votes yet."""
        before, end = self.recorded(act), time.monotonic() + LONGEST
        while self.recorded(act) == before:
            assert time.monotonic() < end, f"{act} was not recorded"
            self.press(RECORD)
            for _ in range(15):
                time.sleep(0.1)
                if self.recorded(act) > before:
                    break
        assert self.recorded(act) == before + 1


def test_a_meeting_of_many_items_is_run_in_the_real_window(
    program: "subprocess.Popen[str]", many: Many, tmp_path: Path
) -> None:
    secretary = Secretary(many.path)
    secretary.focus("1015")
    time.sleep(1)
    secretary.press("ctrl+4")
    time.sleep(1.5)
    secretary.press(RECORD)
    secretary.sees("Opening")
    secretary.focus("Meeting 2 .*Opening")
    secretary.press("0")
    secretary.record("record_attendance")
    secretary.sees("Consent list .* 109 claims")
    secretary.press("p")
    secretary.sees("Consent list .* 108 claims")
    pulled = (set(secretary.open_claims()) - set(many.discussed)).pop()
    secretary.press(*ALL)
    secretary.record("resolve")
    for claim in secretary.open_claims():
        secretary.sees(claim)
        vote_on(secretary, many, claim)
    secretary.sees("closing")
    closed = secretary.recorded("close_meeting")
    secretary.press(RECORD, RECORD)
    time.sleep(0.5)
    assert secretary.recorded("close_meeting") == closed  # asked first, for nothing opens it again
    secretary.press("Tab", "Return")
    until(lambda: secretary.recorded("close_meeting") == closed + 1, "the meeting was not closed")
    secretary.press("Escape")
    until(lambda: not windows("Meeting 2"), "Esc did not leave the meeting")
    secretary.focus("1015")
    close(program)
    read_as_a_secretary(many, pulled, minutes_of(many.path, tmp_path), "to come")
    stands_as_voted(many)


def vote_on(secretary: Secretary, many: Many, claim: str) -> None:
    """The votes of the story of this claim; one is held over, and a slip of the finger is taken back."""
    place = many.discussed.index(claim) if claim in many.discussed else -1
    votes = {TIED: HALF, LOST: AGAINST, RECUSED: "12356"}.get(place, ALL)
    if place == 0:
        secretary.press("1", "2", "ctrl+z")
        votes = ALL[1:]
    secretary.press(*votes)
    if place == HELD:
        secretary.press("h")
        xdotool("type", "--delay", "20", "to come")
    secretary.record("resolve")


def minutes_of(case: Path, folder: Path) -> str:
    """The minutes as they are printed, read from the sheet."""
    sheet = folder / "minutes.pdf"
    made = [sys.executable, "main.py", "minutes", str(case), "--meeting", "2", "--lang", "en", "--as", "sec"]
    made += ["--keys", str(case.parent / "keys")]
    subprocess.run([*made, "--out", str(sheet)], cwd=ROOT, check=True, timeout=LONGEST)
    text = subprocess.run(["pdftotext", "-layout", str(sheet), "-"], capture_output=True, check=True).stdout.decode()
    return re.sub(r"Page \d+ of \d+|\f", "", text)


def stands_as_voted(many: Many) -> None:
    """What the minutes tell is what the claims came to."""
    held_over = {many.discussed[place] for place in (TIED, LOST, HELD)}
    with open_case(many.path, writing=False) as file:
        for claim in (*many.consent, *many.discussed):
            stage = standing.read_claim(file.reader(), claim).stage.value
            assert stage == ("DEFERRED" if claim in held_over else "RESOLVED"), claim
