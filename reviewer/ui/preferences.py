"""What a person chose for this computer: language, look, recent case files, where the keys are."""

import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from reviewer.ui.look import CONTRASTS, MOTIONS, SIZES, THEMES

RECENT = 12


class Preferences:
    """The choices of one person on one computer; kept by Qt in the person's own folder."""

    def __init__(self) -> None:
        """Read what was kept."""
        # A file of lines under ~/.config or %APPDATA%; a Mac keeps preferences under ~/Library in a form of its own.
        kind = QSettings.Format.NativeFormat if sys.platform == "darwin" else QSettings.Format.IniFormat
        self._kept = QSettings(kind, QSettings.Scope.UserScope, "claim-reviewer", "claim-reviewer")

    def _word(self, name: str, default: str) -> str:
        return str(self._kept.value(name, default))

    def _one_of(self, known: Iterable[str], name: str, default: str) -> str:
        """What was chosen; the default where a newer program, or a damaged file, says what this one does not know."""
        chosen = self._word(name, default)
        return chosen if chosen in known else default

    @property
    def language(self) -> str:
        """ "ko" or "en"; the computer's own until one is chosen."""
        system = "ko" if QLocale.system().language() == QLocale.Language.Korean else "en"
        return self._one_of(("ko", "en"), "language", system)

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        return self._one_of(THEMES, "theme", "system")

    @property
    def contrast(self) -> str:
        """ "system", "usual" or "high"."""
        return self._one_of(CONTRASTS, "contrast", "system")

    @property
    def motion(self) -> str:
        """ "system" or "reduced": nothing flashes or fades."""
        return self._one_of(MOTIONS, "motion", "system")

    @property
    def percent(self) -> int:
        """Text size in percent."""
        return int(self._one_of(map(str, SIZES), "percent", "100"))

    @property
    def is_compact(self) -> bool:
        """Whether table rows are 28 pixels high instead of 36."""
        return self._word("compact", "no") == "yes"

    @property
    def keys_folder(self) -> Path | None:
        """The folder with the person's keys, where it is not the usual one."""
        chosen = self._word("keys_folder", "")
        return Path(chosen) if chosen else None

    @property
    def person(self) -> str:
        """Who sat here last, where this computer holds keys of several people."""
        return self._word("person", "")

    @property
    def tour(self) -> str:
        """ "on" while the tour of the sample runs, "ended" once the person ended it, "" before."""
        return self._word("tour", "")

    @property
    def tour_claim(self) -> str:
        """The claim the tour was begun with and the file it stands in; "" while no tour was begun."""
        return self._word("tour_claim", "")

    @property
    def recent(self) -> list[Path]:
        """The case files opened lately, the last one first; no file has a name with a NUL in it."""
        return [Path(line) for line in self._word("recent", "").split("\n") if line and "\0" not in line]

    @property
    def single_keys(self) -> bool:
        """Whether single letters, digits and signs act as keys."""
        return self._word("single_keys", "yes") == "yes"

    @property
    def lately(self) -> list[str]:
        """What was chosen in the palette lately, the last one first."""
        return [line for line in self._word("lately", "").split("\n") if line]

    @property
    def window(self) -> QByteArray:
        """How large the window was and where it stood the last time; empty before."""
        return QByteArray.fromBase64(self._word("window", "").encode("ascii", "ignore"))

    def keep_window(self, window: QByteArray) -> None:
        """Keep how large the window is and where it stands."""
        self.keep("window", window.toBase64().toStdString())

    def _places(self) -> dict[str, str]:
        """The place that was in view last, by case file; the one that was changed last stands first."""
        lines = (line.partition(" ") for line in self._word("places", "").split("\n"))
        return {path: place for place, _, path in lines if path}

    def place_in(self, case: Path) -> str:
        """The place in which this case file was left; "" where it was not open here lately."""
        return self._places().get(str(case.resolve()), "")

    def went_to(self, place: str, case: Path) -> None:
        """Keep that this place of this case file is in view."""
        known, path = self._places(), str(case.resolve())
        if known.pop(path, "") != place:
            kept = [(path, place), *known.items()][:RECENT]
            self.keep("places", "\n".join(f"{one} {of}" for of, one in kept))

    def did(self, name: str) -> None:
        """Put what was chosen in the palette at the head of what was chosen lately."""
        self.keep("lately", "\n".join([name, *(one for one in self.lately if one != name)][:RECENT]))

    def keep(self, name: str, value: str) -> None:
        """Keep one choice: language, theme, contrast, motion, percent, compact or keys_folder."""
        self._kept.setValue(name, value)

    def opened(self, path: Path) -> None:
        """Put a case file at the head of the recent ones."""
        paths = [path.resolve(), *(old for old in self.recent if old != path.resolve())]
        self.keep("recent", "\n".join(str(one) for one in paths[:RECENT]))

    def forget(self, path: Path) -> None:
        """Take a case file off the list of recent ones; the file stays."""
        self.keep("recent", "\n".join(str(one) for one in self.recent if one != path))
