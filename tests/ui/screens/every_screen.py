"""Opens every screen of the program one after the other; a new place, page, section or further act is found by itself.

A dialog has a line of its own here; `test_clipped.py` fails while one of the windows has none.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui import case_windows
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claims.saved_views import SavedViews
from reviewer.ui.making import Making
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.tabs import Tabs

PATIENCE = 60.0
STAGES = ("IN_REVIEW", "SUPPLEMENT_REQUESTED", "CHECKED", "ON_AGENDA", "PAYMENT_LISTED")
"""A claim of each is opened on the desk; with these every section has been shown once."""

Screen = tuple[str, QWidget]
"""How a test names it, and the widget that fills its window; it is in view until the next one is asked for."""


def settle(reviewer: Reviewer, is_there: Callable[[], object] = lambda: True, pause: int = 120) -> None:
    """Let the windows work until they are there and nothing that was asked for is still under way."""
    until = time.monotonic() + PATIENCE
    lanes = (reviewer.lanes.clerk, reviewer.lanes.reader, reviewer.lanes.glovebox)
    quiet = 0
    while quiet < 2:
        assert time.monotonic() < until, "the screen did not come to rest"
        loop = QEventLoop()
        QTimer.singleShot(pause // 2, loop.quit)
        loop.exec()
        is_open = QApplication.activePopupWidget() is not None  # nothing is made under an open list
        is_made = is_open or all(one.is_done for one in reviewer.window.findChildren(Making))
        quiet = quiet + 1 if is_made and is_there() and not any(lane.is_busy for lane in lanes) else 0


def before_a_case(reviewer: Reviewer) -> Iterator[Screen]:
    """The start page and what can be opened from it."""
    from reviewer.ui.founding.founding_window import FoundingWindow
    from reviewer.ui.intake.intake_window import IntakeWindow
    from reviewer.ui.passphrase import PassphraseDialog
    from reviewer.ui.problems import MistakeDialog

    window = reviewer.window
    reviewer.show_start()
    settle(reviewer)
    yield "start", window
    yield from _dialog(
        reviewer, "founding", FoundingWindow(reviewer.look, reviewer.lanes, reviewer.preferences, window)
    )
    intake = IntakeWindow(reviewer.look, reviewer.lanes, reviewer.preferences, None, window)
    yield from _dialog(reviewer, "new-case", intake)
    yield from _dialog(reviewer, "passphrase", PassphraseDialog("demo", "demo", window))
    yield from _dialog(reviewer, "mistake", MistakeDialog("details", window))


def _dialog(reviewer: Reviewer, name: str, dialog: QDialog) -> Iterator[Screen]:
    dialog.open()
    settle(reviewer)
    yield name, dialog
    dialog.reject()
    settle(reviewer)


def of_a_case(reviewer: Reviewer, *, once: bool = False) -> Iterator[Screen]:
    """Every place with each of its pages, the desk at each stage, the meeting on the projector, and every dialog.

    With `once` a section or form of the desk that was shown at one stage is left out at the next.
    """
    yield from _places(reviewer)
    yield from _dialogs(reviewer)
    yield from _desks(reviewer, set() if once else None)
    yield from _reader(reviewer)
    yield from _meeting(reviewer)


def _places(reviewer: Reviewer) -> Iterator[Screen]:
    window = reviewer.window
    for place in (*window.places(), "settings"):
        window.show_place(place)
        settle(reviewer, lambda place=place: window._built[place].isVisible())
        yield place, window
        yield from _menus(reviewer, window._built[place])
        yield from _pages(reviewer, place, window._built[place], window)


def _pages(reviewer: Reviewer, name: str, part: QWidget, window: QWidget) -> Iterator[Screen]:
    """The pages of a part behind the first one."""
    for tabs in part.findChildren(Tabs):
        first = tabs.current()
        for page in [one for one in tabs._pages if one != first]:
            tabs.go(page)
            settle(reviewer)
            yield f"{name}-{page}", window
        tabs.go(first)


def _menus(reviewer: Reviewer, part: QWidget) -> Iterator[Screen]:
    for menu in part.findChildren(QMenu):
        owner = menu.parentWidget()
        if owner is not None and owner.isVisible() and not menu.isEmpty():
            menu.popup(owner.mapToGlobal(owner.rect().bottomLeft()))
            settle(reviewer)
            yield f"menu-{menu.objectName() or owner.objectName()}", menu
            menu.close()


def _dialogs(reviewer: Reviewer) -> Iterator[Screen]:
    """Each dialog as the window itself opens it."""
    window = reviewer.window
    window.show_place("triage")
    window.show_place("claims")
    listed = window._built["claims"]
    opening: dict[str, Callable[[], object]] = {
        "keys": window.show_keys,
        "palette": partial(case_windows.palette, window),
        "help": window.helping.show_manual,
        "to-confirm": lambda: case_windows.confirm(window),
        "assign": lambda: case_windows.assign(window, []),
        "take-in": lambda: case_windows.take_in(window),
        "past": lambda: case_windows.past(window),
        "done-today": lambda: case_windows.done_today(window),
        "licences": lambda: window._built["settings"].findChild(QPushButton, "about_licences").click(),
        "columns": listed.choose_columns,
        "export": listed.export,
        "view": lambda: listed.findChild(SavedViews).ask_name(""),
        "route-many": lambda: window._built["triage"].route_many(),
        "routes-back": lambda: window._built["triage"].take_many_back(),
    }
    settle(reviewer)
    for name, opens in opening.items():
        opens()
        settle(reviewer, lambda: bool(open_dialogs(window)))
        for shown in open_dialogs(window):
            yield name, shown
            yield from _pages(reviewer, name, shown, shown)
            shown.reject()
        settle(reviewer)


def open_dialogs(window: QWidget) -> list[QDialog]:
    """The dialogs over a window."""
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def show_desk(reviewer: Reviewer, stage: str, place: int = 0) -> ClaimDesk:
    """The desk on a claim of a stage."""
    window = reviewer.window
    conn = window.sitting.on_screen  # type: ignore[union-attr]
    ids = claims.order(conn, claims.Filter(stage=frozenset({stage})), "claim", False)
    claim = claims.lines(conn, ids[place : place + 1])[0].claim
    window.show_claim(claim)
    desk = window.desk
    assert isinstance(desk, ClaimDesk)
    settle(reviewer, lambda: desk.page is not None and desk.page.claim.number == claim)
    return desk


def _desks(reviewer: Reviewer, seen: set[str] | None) -> Iterator[Screen]:
    for stage in STAGES:
        desk = show_desk(reviewer, stage)
        yield f"desk-{stage.lower()}", reviewer.window
        for name, fold in desk.sections.folds.items():
            if fold.isHidden() or _was_seen(name, seen):
                continue
            for other in desk.sections.folds.values():
                other.set_open(other is fold)
            settle(reviewer, pause=60)
            desk.right.show_fold(fold)
            settle(reviewer, pause=40)
            yield f"desk-{stage.lower()}-{name}", reviewer.window
        yield from _further_acts(reviewer, desk, stage, seen)


def _was_seen(name: str, seen: set[str] | None) -> bool:
    if seen is None or name not in seen:
        (set() if seen is None else seen).add(name)
        return False
    return True


def _further_acts(reviewer: Reviewer, desk: ClaimDesk, stage: str, seen: set[str] | None) -> Iterator[Screen]:
    desk.toggle_more()
    settle(reviewer, lambda: bool(desk.more._buttons))
    if not _was_seen("more", seen):
        yield f"desk-{stage.lower()}-more", reviewer.window
    for act, opens in list(desk.more._buttons.items()):
        if opens.isEnabled() and not _was_seen(act, seen):
            desk.right.show_form(act)
            settle(reviewer, pause=60)
            yield f"desk-{stage.lower()}-act-{act}", reviewer.window
            desk.right.back()
    desk.right.show_sections()


def _reader(reviewer: Reviewer) -> Iterator[Screen]:
    """What stands over a paper, a sheet, two papers side by side, and the paper in a window of its own."""
    from reviewer.ui.claim_desk.mask_dialog import MaskDialog

    desk = show_desk(reviewer, "IN_REVIEW")
    pages = desk.viewer.stack.pages
    for name, opens, leaves in (
        ("overview", pages.toggle_overview, pages.toggle_overview),
        ("light", pages.toggle_light, pages.toggle_light),
        ("find", pages.open_find, pages.finder.close_find),
    ):
        opens()
        settle(reviewer)
        yield f"reader-{name}", reviewer.window
        leaves()
    yield from _menus(reviewer, reviewer.window)
    desk.viewer.open_window()
    settle(reviewer)
    yield "reader-window", desk.viewer.body  # its window goes, and would take what was found in it along
    desk.viewer.open_window()
    desk.comparing.open(desk.papers.document(), 0, [document for document, _ in desk.papers.order()])
    settle(reviewer)
    yield "compare", next(one for one in desk.findChildren(QWidget) if one.objectName() == "compare_desk")
    desk.comparing.close()
    _show_paper(reviewer, desk, (".pdf", ".jpg", ".png"))
    desk.evidence.mask()
    settle(reviewer, lambda: bool(open_dialogs(reviewer.window)))
    masking = next(one for one in open_dialogs(reviewer.window) if isinstance(one, MaskDialog))
    yield "mask", masking
    masking.reject()
    desk = next(one for one in (show_desk(reviewer, "SUPPLEMENT_REQUESTED", place) for place in range(4))
                if _show_paper(reviewer, one, (".xlsx", ".csv")))  # fmt: skip
    yield "reader-sheet", reviewer.window


def _show_paper(reviewer: Reviewer, desk: ClaimDesk, endings: tuple[str, ...]) -> bool:
    """Show the first paper of the claim that has one of these endings; False where it has none."""
    for document, path in desk.papers.order():
        if path.lower().endswith(endings):
            desk.papers.select(document)
            settle(reviewer, lambda document=document: desk.viewer.reading and desk.viewer.reading.document == document)
            settle(reviewer, lambda: desk.viewer.description is not None or desk.viewer.stack.unshown.isVisible())
            if desk.viewer.description is not None:
                return True
    return False


def _meeting(reviewer: Reviewer) -> Iterator[Screen]:
    window = reviewer.window
    window.show_place("meeting")
    place: Any = window._built["meeting"]
    settle(reviewer, lambda: place.meeting is not None)
    place.open_form()
    settle(reviewer)
    yield "meeting-convene", window
    place.convene.cancelled.emit()
    place.begin()
    mode: MeetingMode = place.mode
    settle(reviewer, lambda: mode.page is not None)
    assert mode.page is not None
    for kind in ("OPENING", "CONSENT", "CLAIM", "CLOSING"):
        mode.show_item(next(item.key for item in mode.page.items if item.kind == kind))
        settle(reviewer)
        yield f"meeting-{kind.lower()}", mode
        if kind == "CLAIM":
            mode.votes.toggle_amounts()
            settle(reviewer)
            yield "meeting-amounts", mode
            mode.speak()
            settle(reviewer)
            assert mode.form is not None
            yield "meeting-statement", mode.form
            mode.form.reject()
    mode.close()
    settle(reviewer)
