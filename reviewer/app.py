"""Builds everything once: language, look, lanes, case file, and then the window or a command."""

import datetime as dt
import gc
import os
import sys
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import case_opening
from reviewer.ui.background import Lanes
from reviewer.ui.garbage import Garbage
from reviewer.ui.look import dress, look_of, wear
from reviewer.ui.main_window import MainWindow
from reviewer.ui.preferences import Preferences
from reviewer.ui.program import Program
from reviewer.ui.reader.passwords import Passwords, until_midnight
from reviewer.ui.seat import Seat
from reviewer.ui.within_screen import keep_within_screen
from reviewer.ui.wording import tr, use_language

if TYPE_CHECKING:  # the first rows of a list are painted before any of these is loaded (ADR 32)
    from reviewer.ui.key_watch import KeyWatch
    from reviewer.ui.long_work import Job
    from reviewer.ui.problems import Mistakes
    from reviewer.ui.start_page import StartPage

UNTIL_FREE = 500
"""Milliseconds until it is tried again to build the windows anew, while a dialog or a meeting is open."""


class Reviewer(QObject):
    """The running program: it opens and closes cases and keeps what the windows share."""

    def __init__(self, app: QApplication, preferences: Preferences | None = None) -> None:
        """Puts language, font and colours on; no window is shown before `window.show()`."""
        super().__init__()
        self.app = app
        self.preferences = preferences or Preferences()
        self.lanes = Lanes()
        self.passwords = Passwords()
        """Of papers, for the day, whoever sits here and whichever case is open; in memory only."""
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self._new_day)
        self._new_day()
        self._translators: list[QTranslator] = []
        self._opened: case_opening.Opened | None = None
        use_language(app, self.preferences.language, self._translators)
        self.look = look_of(self.preferences, at_once=True)
        dress(app, self.look)
        self.window = MainWindow(self.preferences, self.lanes)
        self.seat = Seat(self.window, self.lanes, self.preferences)
        self.window.helping.person_wanted.connect(self.become)
        self.window.helping.sample_wanted.connect(partial(self._try_sample, anew=True))
        self.window.make_settings = self._make_settings
        self.window.closing.connect(self.close)
        self.window.chose.connect(self.settings_changed)
        self.window.start_wanted.connect(self.leave_case)
        self._key_watch: KeyWatch | None = None
        self._garbage = Garbage(self)
        self._making: Job | None = None
        self._start: StartPage | None = None
        self._unopened: dict[Path, tuple[Problem, str | None]] = {}
        """Of the files opened together last, those that were not, each with its problem and its passphrase."""
        self._opening = 0
        self._is_closed = False

    @cached_property
    def mistakes(self) -> "Mistakes":
        """What nobody expected, said so."""
        from reviewer.ui.problems import Mistakes

        return Mistakes(self.window)

    def watch_mistakes(self) -> None:
        """From now on a mistake of ours opens a dialog instead of ending the program."""
        sys.excepthook = lambda kind, fault, where: self.mistakes.caught(kind, fault, where)

    def _attend(self) -> None:
        """What the first rows need not wait for: the whole look, this person's keys, and what the first claim needs."""
        from reviewer.ui import keys
        from reviewer.ui.free_memory import keep_little
        from reviewer.ui.key_watch import KeyWatch
        from reviewer.ui.roles import tell_roles
        from reviewer.ui.warming import WARMS_AFTER, warm

        tell_roles()
        if self._key_watch is None:
            self.look = look_of(self.preferences)
            wear(self.app, self.look, self.window)
            hints = self.app.styleHints()
            hints.colorSchemeChanged.connect(lambda _: self._theme_changed())
            hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._theme_changed())
            keys.use_single(self.preferences.single_keys)
            self._key_watch = KeyWatch(self.window, self.settings_changed)
            keep_little()
            QTimer.singleShot(WARMS_AFTER, self, warm)

    def _new_day(self) -> None:
        self.passwords.forget()
        self._midnight.start(until_midnight(dt.datetime.now().astimezone()))

    # --- start page -------------------------------------------------------------------------------------

    def show_start(self, problems: Sequence[Problem] = ()) -> "StartPage":
        """Show the page with the recent case files."""
        from reviewer.ui.start_page import StartPage

        self._attend()
        page = StartPage(self.look, self.lanes, self.preferences)
        page.open_case.connect(self.open_case)
        page.new_case.connect(self._new_case)
        page.found_case.connect(self._found_case)
        page.try_sample.connect(self._try_sample)
        page.changed.connect(self.settings_changed)
        page.say(*problems)
        self._start = page
        self.window.show_start(page)
        return page

    def _new_case(self) -> None:
        from reviewer.ui.intake.intake_window import IntakeWindow

        window = IntakeWindow(self.look, self.lanes, self.preferences, None, self.window)
        window.founded.connect(self.open_case)
        window.open()

    def _found_case(self) -> None:
        from reviewer.ui.founding.founding_window import FoundingWindow

        window = FoundingWindow(self.look, self.lanes, self.preferences, self.window)
        window.founded.connect(self.open_case)
        window.open()

    def _try_sample(self, *, anew: bool = False) -> None:
        from reviewer.ui.sample_case import make_sample

        self._unopened = {}
        if anew:  # the one that is open gives way to it
            self._leave()
        start = self.show_start() if anew or self._start is None else self._start
        self._making = start.begin_sample()
        self.window.helping.offer_tour(anew=anew)
        make = partial(make_sample, self._making.report_or_stop, anew=anew)
        self.lanes.clerk.run(make, then=self.open_case, otherwise=start.sample_failed, owner=start)

    # --- opening ----------------------------------------------------------------------------------------

    def begin_with(self, path: Path) -> None:
        """Start with a case: the first rows of its list at once (ADR 32), or where it was left in another place."""
        if (self.window.place or self.preferences.place_in(path) or "claims") != "claims":
            self.open_case(path)
            return
        from reviewer.ui.first_rows import read_first_rows

        folder, person = self.preferences.keys_folder, self.preferences.person
        self.lanes.clerk.run(
            lambda: read_first_rows(path, folder, person),
            then=partial(self._show_first, path), otherwise=partial(self._no_first, path), owner=self,
        )  # fmt: skip

    def _show_first(self, path: Path, found: Any) -> None:
        if found is None:
            self.open_case(path)
        else:
            self.window.show_first(found, self.look, then=partial(self.open_case, path))

    def _no_first(self, path: Path, fault: BaseException) -> None:
        self.mistakes.tell(fault)
        self.open_case(path)

    def open_case(
        self, path: Path, passphrase: str | None = None, *, writing: bool = True, allow_cloud: bool = False
    ) -> None:
        """Open a case file; what keeps it from opening is said on the start page."""
        if self._is_closed:  # the window went while its first rows were painted
            return
        if not self._opening:  # no more of those that were told together
            self._unopened = {}
        self._opening += 1
        folder, person = self.preferences.keys_folder, self.preferences.person
        self.lanes.clerk.run(
            lambda: case_opening.open_file(
                path, passphrase, writing=writing, allow_cloud=allow_cloud, keys_folder=folder, person=person
            ),
            then=partial(self._sit_down, passphrase),
            otherwise=partial(self._could_not_open, path, passphrase, writing=writing, allow_cloud=allow_cloud),
            owner=self,
        )

    def _could_not_open(self, path: Path, passphrase: str | None, fault: BaseException, **how: bool) -> None:
        self._attend()
        self.window.leave_first()
        if not isinstance(fault, Problem):
            self.mistakes.tell(fault)
        elif fault.code in ("CaseFileLocked", "WrongPassphrase"):
            self._ask_passphrase(path, fault, **how)
        elif self._opened is None:
            self._unopened[path] = fault, passphrase
            self._tell_unopened()
        elif self.window.sitting is not None:  # another case, pressed on the desktop: this one stays
            self.window.sitting.told.emit(fault)
        self._opening -= 1

    def _tell_unopened(self) -> None:
        """Show the start page with what kept cases from opening, if anything did, and the ways out."""
        start = self.show_start([fault for fault, _ in self._unopened.values()])
        for path, (fault, secret) in self._unopened.items():
            of = f": {path.name}" if len(self._unopened) > 1 else ""
            if fault.code in case_opening.MAY_BE_READ:
                start.offer(tr("Open to read only") + of, partial(self.open_case, path, secret, writing=False))
            if fault.code == "CloudFolder":
                start.offer(tr("Open all the same") + of, partial(self.open_case, path, secret, allow_cloud=True))

    def _ask_passphrase(self, path: Path, fault: Problem, **how: bool) -> None:
        from reviewer.ui.passphrase import PassphraseDialog
        from reviewer.ui.problems import in_words

        about = tr("The case file {name} is locked.", name=path.stem)
        wrong = in_words(fault) if fault.code == "WrongPassphrase" else ""
        given = PassphraseDialog.ask(about, wrong, self.window)
        if given is not None:
            self.open_case(path, given, **how)
        elif self._opened is None:
            self._tell_unopened()

    def _sit_down(self, passphrase: str | None, opened: case_opening.Opened) -> None:
        from reviewer.ui.sitting import Sitting

        self._attend()
        self._leave()
        unopened, self._unopened = self._unopened, {}
        self._opened, self._opening = opened, self._opening - 1
        self.preferences.opened(Path(opened.case_file.path))
        sitting = Sitting(opened.case_file, self.lanes, self.look, self.passwords)
        sitting.keys_folder = self.preferences.keys_folder
        sitting.learn(opened.case, opened.plan, opened.names)
        sitting.signer, self.seat.keys = opened.signer, opened.keys
        self.window.sit_down(sitting)
        for fault, _ in unopened.values():
            sitting.told.emit(fault)
        if opened.key is not None and opened.key.is_encrypted:
            self.seat.unlock(opened.key, passphrase)

    def become(self, member: str) -> None:
        """Sit here as another member whose key this computer holds."""
        self.seat.become(member)

    # --- settings ---------------------------------------------------------------------------------------

    def _make_settings(self) -> QWidget:
        from reviewer.ui.settings.case_sections import sections
        from reviewer.ui.settings.settings import SettingsPage

        sitting, opened, watch = self.window.sitting, self._opened, self._key_watch
        assert sitting is not None
        assert opened is not None
        assert watch is not None
        further = sections(sitting, self.preferences, self.seat.restored, watch.keys_set)
        page = SettingsPage(self.preferences, self.seat.keys, sitting.person, opened.names, further)
        page.changed.connect(self.settings_changed)
        page.person_chosen.connect(self.seat.unlock)
        return page

    def settings_changed(self) -> None:
        """Put language and look on anew and build the window again; drafts are kept, so nothing is lost."""
        use_language(self.app, self.preferences.language, self._translators)
        self.look = look_of(self.preferences)
        wear(self.app, self.look, self.window)
        QTimer.singleShot(0, self.window, self._rebuild)

    def _rebuild(self) -> None:
        from reviewer.ui.carrying import is_held

        sitting, start = self.window.sitting, self._start
        if sitting is None and start is None:
            return  # a case is being opened, and its windows will be built as they are wanted now
        if is_held() or (sitting is None and start is not None and start.making.is_running):  # it tells this very page
            QTimer.singleShot(UNTIL_FREE, self.window, self._rebuild)
            return
        QGuiApplication.inputMethod().commit()  # a syllable that is being composed is typed
        if sitting is not None:
            sitting.look = self.look
            self.window.sit_down(sitting)
        else:
            self._tell_unopened()

    def _theme_changed(self) -> None:
        if "system" in (self.preferences.theme, self.preferences.contrast):
            self.settings_changed()

    # --- leaving ----------------------------------------------------------------------------------------

    def leave_case(self) -> None:
        """Close the case and show the page on which another one is opened; what was asked for is finished first."""
        if self._opened is not None and self.window.may_leave():
            self._leave()
            self.show_start()

    def _leave(self) -> None:
        if self._opened is None:
            return
        self.window.leave_desk()
        old, self._opened, self.seat.keys = self._opened, None, ()
        if self.window.sitting is not None:
            self.window.sitting.close()
        self.lanes.clerk.run(old.case_file.close, then=lambda _: None, otherwise=_raise, owner=self)

    def close(self) -> None:
        """Finish what was asked for, then close the case."""
        if not self._is_closed:
            self._is_closed = True
            if self._making is not None:
                self._making.cancel()
            self._leave()
            self.lanes.close()
            self._garbage.give_back()
            for translator in self._translators:
                self.app.removeTranslator(translator)


def _raise(fault: BaseException) -> None:
    raise fault


WINDOW_OPTIONS = ("--screenshots", "--exit-after-paint", "--exit-when-whole")
"""What a start of the window takes; every other word is a command's."""


def _has_display() -> bool:
    """Whether a window can be shown; on Linux Qt would end the program without a word of ours."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window; the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] not in WINDOW_OPTIONS and not _is_case(arguments[0]):
        from reviewer.cli import run

        gc.enable()  # off while the program was loaded (`reviewer.__main__`); a window sees to it by itself
        return run(arguments)
    if not _has_display():
        from reviewer.cli.session import ending

        return ending(Problem("NoDisplay"), as_json=False)
    if arguments[:1] == ["--screenshots"]:
        from reviewer.ui.screenshots import take_screenshots

        return take_screenshots(Path(arguments[1]), Path(arguments[2]), Reviewer)
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    app = Program(sys.argv[:1])
    reviewer = Reviewer(app)
    app.case_pressed.connect(reviewer.open_case)
    reviewer.watch_mistakes()
    is_measured = "--exit-after-paint" in arguments or "--exit-when-whole" in arguments
    if is_measured:
        reviewer.window.place = "claims"
    if paths:
        reviewer.begin_with(paths[0])
    else:
        reviewer.show_start()
    if is_measured:
        from reviewer.ui.first_paint import FirstPaint

        FirstPaint(reviewer.window, of_claims=bool(paths), whole="--exit-when-whole" in arguments)
    reviewer.window.show()
    keep_within_screen(reviewer.window)
    status = app.exec()
    reviewer.close()
    return status


def _is_case(word: str) -> bool:
    if word.endswith(".casedb"):  # no command is called so, and the window must not wait for all of them
        return True
    from reviewer.cli import NAMES

    # A file that happens to be called `log` does not turn the command into a window.
    return word not in NAMES and Path(word).is_file()


if __name__ == "__main__":
    sys.exit(main())
