"""Takes pictures of every screen in both languages and both themes, without a display."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from reviewer.ui.preferences import Preferences

PAUSE, LONGEST = 350, 20_000
SIZE = (1280, 720)
STOPS = (("desk", ""), ("desk-review", "IN_REVIEW"), ("desk-proposed", "PROPOSED"), ("desk-end", "NOTIFIED"))
"""Name of the picture and the stage of the claim it shows; empty for any stage."""


class Photographer(QObject):
    """Walks through the program as a reviewer would, and takes a picture at each stop; it records nothing."""

    def __init__(self, folder: Path, reviewer: Any) -> None:
        """`reviewer` is the running program (reviewer.app.Reviewer)."""
        super().__init__()
        self.folder, self.reviewer, self.window = folder, reviewer, reviewer.window
        self.taken: list[Path] = []

    def wait(self, is_ready: Callable[[], bool] = lambda: True, pause: int = PAUSE) -> None:
        """Let the windows work until they are ready, then a little longer so that they are painted."""
        until = time.monotonic() + LONGEST / 1000
        while True:
            ready = is_ready() or time.monotonic() > until
            loop = QEventLoop()
            QTimer.singleShot(pause if ready else 50, loop.quit)
            loop.exec()
            if ready:
                return

    def take(self, name: str) -> None:
        """Save the window as NAME.png."""
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        self.taken.append(path)

    def walk(self, tag: str) -> None:
        """Every place, and the desk of a few claims."""
        for place in (*self.window.places(), "settings"):
            self.window.show_place(place)
            self.wait(pause=PAUSE * 3)
            self.take(f"{place}-{tag}")
        for name, claim, person in self._claims():
            self._become(person)
            self._show_desk(name, claim, tag)

    def _become(self, person: str) -> None:
        if person and person != self.window.sitting.person:
            self.reviewer.become(person)
            self.wait(lambda: bool(self.window.sitting.person == person))

    def _show_desk(self, name: str, claim: str, tag: str) -> None:
        self.window.show_claim(claim)
        desk = self.window.desk
        self.wait(lambda: desk.page is not None and desk.page.claim.number == claim)
        self.wait(lambda: desk.viewer.canvas.has_page() or desk.viewer.reading is None, pause=500)
        self.take(f"{name}-{tag}")
        folds = desk.sections.folds
        for section in ("weeks", "proposal", "second"):
            if name == "desk" or folds[section].isHidden():
                continue
            wanted = (section, "calculation") if section == "weeks" else (section,)
            for one, fold in folds.items():
                fold.set_open(one in wanted)
            self.wait()
            self.take(f"{name}-{section}-{tag}")

    def _claims(self) -> Iterator[tuple[str, str, str]]:
        """A claim at some stages, with whoever acts on it next; those with proofs first."""
        from reviewer.casefile import claims

        conn = self.window.sitting.on_screen
        for name, stage in STOPS:
            stages = frozenset({stage} if stage else ())
            found = claims.Filter(route=frozenset({"INDIVIDUAL"}), stage=stages)
            ids = claims.order(conn, found, "proof_marks", False)
            for line in claims.lines(conn, ids[:1]):
                yield name, line.claim, line.second if line.stage == "PROPOSED" else line.lead


def take_screenshots(folder: Path, case: Path, start: Callable[..., Any]) -> int:
    """Write PNG pictures of the real windows into `folder`; 0 when all were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["claim-reviewer"])
    preferences = Preferences()
    kept = {name: getattr(preferences, name) for name in ("language", "theme", "person")}
    looks = [(language, theme) for language in ("ko", "en") for theme in ("light", "dark")]
    _choose(preferences, *looks[0])
    reviewer = start(app, preferences)
    photographer = Photographer(folder, reviewer)
    reviewer.window.resize(*SIZE)
    reviewer.show_start()
    reviewer.window.show()
    photographer.wait(pause=800)
    photographer.take("start-" + "-".join(looks[0]))
    reviewer.open_case(case)
    photographer.wait(lambda: reviewer.window.sitting is not None)
    for language, theme in looks:
        _choose(preferences, language, theme)
        reviewer.settings_changed()
        photographer.wait()
        photographer.walk(f"{language}-{theme}")
    for name, value in kept.items():
        preferences.keep(name, value)
    reviewer.window.close()
    return 0 if photographer.taken else 1


def _choose(preferences: Preferences, language: str, theme: str) -> None:
    preferences.keep("language", language)
    preferences.keep("theme", theme)
