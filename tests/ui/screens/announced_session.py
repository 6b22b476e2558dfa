"""Works in the program for a while in a desktop session of its own, and writes what a screen reader was made to say.

Started by `test_announced.py` under `dbus-run-session`; writes one line of JSON a deed: what was done, what was heard.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reviewer.app import Reviewer
from reviewer.ui import case_windows
from reviewer.ui.intake.intake_window import IntakeWindow
from tests.ui.screens.case_of_screens import SECRETARY
from tests.ui.screens.every_screen import open_dialogs, settle, show_desk
from tests.ui.screens.heard_session import Ear, started

REGISTER = "접수번호,상호,대표자,업종,매출손실액\n2023-900001,새벽분식,김하늘,외식업,620000\n"


def deeds(reviewer: Reviewer, folder: Path) -> Iterator[str]:
    """Does one thing after the other, and says which; by then everything it brought about has happened."""
    yield from _of_a_member(reviewer)
    reviewer.become(SECRETARY)
    settle(reviewer, lambda: reviewer.window.sitting and reviewer.window.sitting.person == SECRETARY)
    reviewer.window.show_place("claims")
    settle(reviewer)
    yield "sat down"
    yield from _of_the_secretary(reviewer, folder)


def _of_a_member(reviewer: Reviewer) -> Iterator[str]:
    window = reviewer.window
    listed: Any = window._built["claims"]
    listed.search.setFocus()
    listed.search.setText("10-000000")
    settle(reviewer, pause=600)
    yield "searched"
    desk = show_desk(reviewer, "IN_REVIEW")
    yield f"opened {desk.number}"
    desk.sections.checks.go_to(1)
    desk.sections.checks.give("PASS")
    settle(reviewer)
    yield "answered"
    desk.record("take_up", {})
    settle(reviewer)
    yield f"refused {desk.foot.refused.text()}"
    desk = show_desk(reviewer, "IN_REVIEW", 1)
    yield f"opened {desk.number}"
    window.show_place("claims")
    listed.search.clear()
    settle(reviewer, pause=600)


def _of_the_secretary(reviewer: Reviewer, folder: Path) -> Iterator[str]:
    window = reviewer.window
    window.show_place("triage")
    triage: Any = window._built["triage"]
    settle(reviewer, lambda: triage.pane.facts is not None)
    claim = triage.pane.facts.line.claim
    triage.accept()
    settle(reviewer)
    yield f"routed {claim}"
    triage.undo()
    settle(reviewer)
    yield f"routed back {claim}"
    window.show_place("letters")
    letters: Any = window._built["letters"]
    settle(reviewer, lambda: letters.queue.lines)
    letters.queue.issuing.issue_into(folder / "letters")
    settle(reviewer, lambda: letters.queue.issuing.strip.said.text())
    yield "issued"
    yield from _taken_in(reviewer, folder)
    window.show_place("meeting")
    meeting: Any = window._built["meeting"]
    settle(reviewer, lambda: meeting.meeting is not None)
    meeting.begin()
    mode = meeting.mode
    settle(reviewer, lambda: mode.page is not None)
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))
    settle(reviewer)
    yield f"next item {mode.current().claims[0]}"
    mode.votes.rest_for()
    settle(reviewer)
    before = mode.key
    mode.record()
    settle(reviewer, lambda: mode.key != before)
    yield f"voted {mode.windowTitle().rpartition(' · ')[2]}"
    mode.close()


def _taken_in(reviewer: Reviewer, folder: Path) -> Iterator[str]:
    register = folder / "접수대장.csv"
    register.write_text(REGISTER, encoding="utf-8-sig")
    case_windows.take_in(reviewer.window)
    intake = next(one for one in open_dialogs(reviewer.window) if isinstance(one, IntakeWindow))
    intake.show_delivery([register])
    settle(reviewer, lambda: intake.mapping.boxes)
    intake.take_in()
    settle(reviewer, lambda: intake.stack.currentIndex() == 2)
    yield "took in"
    intake.reject()


def main(case: Path, report: Path) -> None:
    """Do everything, and write what was heard."""
    reviewer = started(case)
    reviewer.open_case(case)
    settle(reviewer, lambda: reviewer.window.sitting is not None)
    settle(reviewer, pause=600)
    ear = Ear()
    until_it_hears(reviewer, ear.ask)
    with report.open("w", encoding="utf-8") as lines:
        for done in deeds(reviewer, case.parent):
            print(json.dumps([done, ear.ask("heard")], ensure_ascii=False), file=lines, flush=True)
    ear.close()
    reviewer.window.close()
    reviewer.close()


def until_it_hears(reviewer: Reviewer, ask: Callable[[str], Any]) -> None:
    """The program tells of nothing until somebody listens, who first has to find it."""
    while not ask("look main_window"):
        settle(reviewer)
    settle(reviewer)
    ask("heard")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
