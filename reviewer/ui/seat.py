"""Who sits at this computer: opens the key of a member and lets the windows know the person."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from reviewer.rules.problem import Problem
from reviewer.ui import case_opening
from reviewer.ui.background import Lanes
from reviewer.ui.main_window import MainWindow
from reviewer.ui.preferences import Preferences
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.sitting import Sitting


class Seat(QObject):
    """`keys` are those of this computer that fit the roster of the open case; none while no case is open."""

    def __init__(self, window: MainWindow, lanes: Lanes, preferences: Preferences) -> None:
        """Nobody sits here yet."""
        super().__init__(window)
        self._window, self._lanes, self._preferences = window, lanes, preferences
        self.keys: tuple[case_opening.OwnKey, ...] = ()

    def become(self, member: str) -> None:
        """Sit here as another member whose key this computer holds; nothing happens without such a key."""
        for key in self.keys:
            if key.member == member:
                self.unlock(key)

    def unlock(self, key: case_opening.OwnKey | None, passphrase: str | None = None, fault: str = "") -> None:
        """Sit here with this key, or without one; a passphrase it needs is asked for, after a `fault` once more.

        `passphrase` is the one that opened the case: where it is not that of the key, nobody mistyped anything.
        """
        sitting = self._window.sitting
        if sitting is None:
            return
        if key is None:
            sitting.signer = None
            self._window.sit_down(sitting)
            return
        secret = None
        if key.is_encrypted:
            secret = passphrase if passphrase is not None else self._asked(sitting, key, fault)
            if secret is None:
                return
        was_asked = passphrase is None
        self._lanes.reader.run(
            lambda: case_opening.unlock(key, secret, sitting.case_file),
            then=partial(self._unlocked, sitting), otherwise=partial(self._still_locked, key, was_asked),
            owner=sitting,
        )  # fmt: skip

    def _asked(self, sitting: "Sitting", key: case_opening.OwnKey, fault: str) -> str | None:
        from reviewer.ui.passphrase import PassphraseDialog

        about = tr("Your key {member}", member=sitting.name_of(key.member))
        more = tr("Once entered here, the passphrase of your key opens this case file too.")
        return PassphraseDialog.ask(about, fault, self._window, more if sitting.case_file.key else "")

    def restored(self, signer: Any) -> None:
        """Go on as the person whose recovery sheet was typed in."""
        from reviewer.casefile import keys

        if self._window.sitting is not None:
            folder = self._preferences.keys_folder or keys.default_folder()
            own = case_opening.OwnKey(folder, signer.public_key, signer.member, True)
            self.keys = (*(key for key in self.keys if key.member != signer.member), own)
            self._unlocked(self._window.sitting, signer)

    def _unlocked(self, sitting: "Sitting", signer: Any) -> None:
        if sitting is self._window.sitting:  # another case may be open by now
            sitting.signer = signer
            self._preferences.keep("person", sitting.person)
            self._window.sit_down(sitting)

    def _still_locked(self, key: case_opening.OwnKey, was_asked: bool, fault: BaseException) -> None:
        from reviewer.ui.problems import in_words

        if not isinstance(fault, Problem):
            raise fault
        is_another = fault.code == "WrongPassphrase" and not was_asked
        self.unlock(key, None, "" if is_another else in_words(fault))
