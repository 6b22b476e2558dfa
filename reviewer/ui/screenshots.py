"""Takes pictures of every screen in both languages and both themes, without a display."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.ui.preferences import Preferences

PAUSE, LONGEST = 350, 20_000
SIZE = (1280, 720)


class Photographer(QObject):
    """Walks through the program as a reviewer would, and takes a picture at each stop."""

    def __init__(self, folder: Path, reviewer: Any) -> None:
        """`reviewer` is the running program (reviewer.app.Reviewer)."""
        super().__init__()
        self.folder, self.reviewer = folder, reviewer
        self.taken: list[Path] = []

    def wait(self, is_ready: Callable[[], bool] = lambda: True, pause: int = PAUSE) -> None:
        """Let the windows work until they are ready, then a little longer so that they are painted."""
        until = time.monotonic() + LONGEST / 1000
        while True:
            loop = QEventLoop()
            QTimer.singleShot(pause if is_ready() else 50, loop.quit)
            ready = is_ready()
            loop.exec()
            if ready or time.monotonic() > until:
                return

    def take(self, name: str) -> None:
        """Save the window as NAME.png."""
        path = self.folder / f"{name}.png"
        self.reviewer.window.grab().save(str(path))
        self.taken.append(path)

    def walk(self, tag: str) -> None:
        """Start page, then every place and the desk of a few claims."""
        window = self.reviewer.window
        places = ["work", "claims", *(one for one in ("meeting", "letters") if one in window._rail.names()), "settings"]
        for place in places:
            window.show_place(place)
            self.wait(pause=900 if place in ("meeting", "letters") else PAUSE)
            self.take(f"{place}-{tag}")
        for name, claim, person in self._claims():
            if person and person != window.sitting.person:
                self.reviewer.become(person)
                self.wait(lambda person=person: window.sitting.person == person)
            window.show_claim(claim)
            desk = window._built["desk"]
            self.wait(lambda desk=desk, claim=claim: desk.page is not None and desk.page.claim.number == claim)
            self.wait(lambda desk=desk: desk.viewer.canvas.has_page() or desk.viewer.reading is None, pause=500)
            self.take(f"{name}-{tag}")
            for section in ("weeks", "proposal", "second"):
                fold = desk.sections.folds[section]
                if name != "desk" and not fold.isHidden():
                    for other in desk.sections.folds.values():
                        other.set_open(other is fold or (section == "weeks" and other is desk.sections.folds["calculation"]))
                    self.wait()
                    self.take(f"{name}-{section}-{tag}")

    def _claims(self) -> Iterator[tuple[str, str, str]]:
        """A claim of some stages, those with the most papers first."""
        from reviewer.casefile import claims

        conn = self.reviewer.window.sitting.on_screen
        wanted = (("desk", ()), ("desk-review", ("IN_REVIEW",)), ("desk-proposed", ("PROPOSED",)), ("desk-end", ("NOTIFIED",)))
        for name, stages in wanted:
            found = claims.Filter(route=frozenset({"INDIVIDUAL"}), stage=frozenset(stages))
            ids = claims.order(conn, found, "proof_marks", False)
            if len(ids):
                line = claims.lines(conn, ids[:1])[0]
                yield name, line.claim, line.second if line.stage == "PROPOSED" else line.lead


def take_screenshots(folder: Path, case: Path, start: Callable[..., Any]) -> int:
    """Write PNG pictures of the real windows into `folder`; 0 when all were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["claim-reviewer"])
    preferences = Preferences()
    kept = {name: getattr(preferences, name) for name in ("language", "theme")}
    reviewer = None
    for language in ("ko", "en"):
        for theme in ("light", "dark"):
            preferences.keep("language", language)
            preferences.keep("theme", theme)
            tag = f"{language}-{theme}"
            if reviewer is None:
                reviewer = start(app, preferences)
                reviewer.window.resize(*SIZE)
                photographer = Photographer(folder, reviewer)
                reviewer.show_start()
                reviewer.window.show()
                photographer.wait(pause=800)
                photographer.take(f"start-{tag}")
                reviewer.open_case(case)
                photographer.wait(lambda: reviewer.window.sitting is not None)
            else:
                reviewer.settings_changed()
                photographer.wait()
            photographer.walk(tag)
    for name, value in kept.items():
        preferences.keep(name, value)
    reviewer.window.close()
    assert isinstance(reviewer.window, QWidget)
    return 0 if photographer.taken else 1
