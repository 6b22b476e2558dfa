"""Uses the program as a process of its own on a virtual display, by its keys, and reads the case file beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reviewer.casefile import claims, journal
from reviewer.casefile.case_file import open_case
from reviewer.casefile.entry import Entry
from tests.conftest import ROOT
from tests.ui.conftest import LEAD

LONGEST = 30
"""Seconds."""


@contextmanager
def started(
    case: Path, title: str = "demo", *, within: Sequence[str] = (), **surroundings: str
) -> Iterator["subprocess.Popen[str]"]:
    """The program with this case open and its window, of this title, on the display; it is gone afterwards.

    `within` are the words of a command that runs it, `surroundings` more variables of its environment.
    """
    running = subprocess.Popen(
        [*within, sys.executable, "-m", "reviewer.app", str(case)], cwd=ROOT, start_new_session=True,
        env=dict(os.environ, QT_QPA_PLATFORM="xcb", **surroundings),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        until(lambda: bool(windows(title)) or running.poll() is not None, "no window appeared")
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate(timeout=LONGEST)


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


def entries(case: Path, claim: str) -> list[Entry]:
    """What is recorded on a claim, read beside the running program."""
    with open_case(case, writing=False) as file:
        return list(journal.entries_of(file.reader(), claim))


def acts(case: Path, claim: str) -> list[str]:
    """The acts recorded on a claim."""
    return [entry.act for entry in entries(case, claim)]


def in_review(case: Path) -> str:
    """A claim the lead has taken up."""
    with open_case(case, writing=False) as file:
        conn = file.reader()
        found = claims.order(conn, claims.Filter(stage=frozenset({"IN_REVIEW"}), lead=LEAD), "claim", False)
        return str(claims.lines(conn, found[:1])[0].claim)


def close(program: "subprocess.Popen[str]") -> None:
    """Press Ctrl+Q and see the program end by itself without a complaint."""
    xdotool("key", "ctrl+q")
    _, said = program.communicate(timeout=LONGEST)
    assert (program.returncode, said) == (0, "")
