"""How every window looks: colours by name for light, dark and high contrast, one style sheet, text size, motion."""

import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from reviewer import RESOURCES

if TYPE_CHECKING:
    from reviewer.ui.preferences import Preferences

SIZES = (100, 125, 150, 200)
THEMES = ("system", "light", "dark")
CONTRASTS = ("system", "usual", "high")
MOTIONS = ("system", "reduced")
PICTURES = 4_096
"""kB of drawn icons and marks the toolkit keeps; left to itself it fills 10,240 in a day of work."""
STILL = "stands_still"
"""The property of the program that says whether motion is reduced, for what is drawn by the style."""


class Look(NamedTuple):
    """The look in force: colours by name, text size in percent, row height in pixels, contrast and motion."""

    theme: str
    colours: Mapping[str, str]
    percent: int
    is_compact: bool
    is_high: bool = False
    """Whether every text stands out at least 7:1."""
    is_still: bool = False
    """Whether nothing flashes or fades."""

    def colour(self, name: str) -> QColor:
        """A colour by the name it has in resources/look; KeyError for an unknown one."""
        return QColor(self.colours[name])

    def px(self, size: int) -> int:
        """A length that grows with the text size."""
        return round(size * self.percent / 100)

    def rail(self, window: int) -> int:
        """Width of the rail of places in a window so many pixels wide: where text is large for it, icons only."""
        return self.px(160) if window >= self.px(800) else self.thin_rail

    @property
    def thin_rail(self) -> int:
        """Width of the rail with icons only."""
        return self.px(36) + 16

    @property
    def row_height(self) -> int:
        """Height of a table row: 36 comfortable, 28 compact."""
        return self.px(28 if self.is_compact else 36)


def look_of(chosen: "Preferences", *, at_once: bool = False) -> Look:
    """The look a person chose."""
    return read_look(
        chosen.theme, chosen.percent, chosen.is_compact, contrast=chosen.contrast, motion=chosen.motion, at_once=at_once
    )


def read_look(
    theme: str,
    percent: int,
    is_compact: bool,
    *,
    contrast: str = "usual",
    motion: str = "system",
    at_once: bool = False,
) -> Look:
    """The look for a theme, a text size, a row height, contrast and motion; "system" follows the computer.

    With `at_once` what the computer wants is guessed from its colours: to ask it, the toolkit makes all its
    enumerations first, for which the first rows of a list need not wait (ADR 32).
    """
    if at_once:
        is_dark, is_high, is_still = QPalette().window().color().lightness() < 128, contrast == "high", True
    else:
        is_dark, is_high, is_still = _wanted_here(contrast, motion)
    if theme == "system":
        theme = "dark" if is_dark else "light"
    colours = _colours(theme) | (_colours(f"contrast-{theme}") if is_high else {})
    return Look(theme, colours, percent, is_compact, is_high, is_still)


def _wanted_here(contrast: str, motion: str) -> tuple[bool, bool, bool]:
    """Whether this computer wants a dark look, and whether the look is to be of high contrast, and still."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QStyle

    hints = QGuiApplication.styleHints()
    is_high = contrast == "high"
    if contrast == "system":
        is_high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    is_still = motion == "reduced" or not QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)
    return hints.colorScheme() == Qt.ColorScheme.Dark, is_high, is_still


def _colours(name: str) -> dict[str, str]:
    return tomllib.loads((RESOURCES / "look" / f"{name}.toml").read_text(encoding="utf-8"))


def dress(app: QApplication, look: Look) -> None:
    """Put font and colours on: all that the first rows of a list need."""
    app.setFont(_font(look))
    app.setPalette(_palette(look))
    app.setProperty(STILL, look.is_still)


def wear(app: QApplication, look: Look, window: QWidget) -> None:
    """Put the look on: palette and font on everything, the style sheet on a window and what belongs to it.

    Not on the program: there a part without a window would be styled anew with all it holds wherever it is put.
    """
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    QPixmapCache.setCacheLimit(PICTURES)
    dress(app, look)
    if not _has_own_face():
        _bundled("Bold")
    window.setStyleSheet(sheet(look))


def sheet(look: Look) -> str:
    """The style sheet of a look; a window with a look of its own (the meeting) wears it over the common one."""
    values: dict[str, object] = {name.replace("-", "_"): colour for name, colour in look.colours.items()}
    values |= {f"s{size}": look.px(size) for size in (12, 13, 15, 20)}
    values |= {"button": look.px(20), "chip": look.px(16), "field": look.px(20), "answer": look.px(26)}
    values |= {"note": look.px(48), "whole": look.px(160), "drop": look.px(12) + 10, "list_row": look.px(28)}
    values["tile"] = look.px(48) + 24
    values["radio"] = look.px(13) // 2 + 1
    values["check_mark"] = (RESOURCES / "look" / f"check-{look.theme}.svg").as_posix()
    values["cross_mark"] = (RESOURCES / "look" / f"cross-{look.theme}.svg").as_posix()
    values |= {"tab": look.px(220), "menu_icon": look.px(16)}
    values["arrow_down"] = (RESOURCES / "look" / f"arrow-{look.theme}.svg").as_posix()
    text = (RESOURCES / "look" / "style.qss").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _palette(look: Look) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: "ground", role.WindowText: "ink", role.Base: "surface", role.AlternateBase: "raised",
        role.Text: "ink", role.Button: "surface", role.ButtonText: "ink", role.BrightText: "bad",
        role.Highlight: "accent", role.HighlightedText: "accent-ink", role.Link: "accent",
        role.LinkVisited: "accent", role.ToolTipBase: "surface", role.ToolTipText: "ink",
        role.PlaceholderText: "ink-soft", role.Light: "surface", role.Mid: "line", role.Dark: "line-strong",
        role.Midlight: "line", role.Shadow: "shadow", role.Accent: "accent",
    }  # fmt: skip
    for which, name in pairs.items():
        palette.setColor(which, look.colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, look.colour("ink-soft"))
    return palette


def palette_of(look: Look, ground: str, ink: str) -> QPalette:
    """A palette of two colours, for what has no style sheet yet."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, look.colour(ground))
    palette.setColor(QPalette.ColorRole.WindowText, look.colour(ink))
    return palette


def _font(look: Look) -> QFont:
    """The computer's own face on Windows and macOS; elsewhere the bundled one for every letter, so lines are even."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if not _has_own_face():
        font.setFamilies([_bundled("Regular")])
    font.setPixelSize(look.px(13))
    return font


def _has_own_face() -> bool:
    """Whether this computer has a face of its own that is even in Korean and English."""
    return sys.platform in ("win32", "darwin") and bool(QFontDatabase.families(QFontDatabase.WritingSystem.Korean))


@cache
def _bundled(weight: str) -> str:
    """The name of the bundled face, once this weight of it can be used."""
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else "Noto Sans KR"
