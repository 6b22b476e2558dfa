"""The sections of the settings below those of the person and the look, in their order."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.about_section import AboutSection
from reviewer.ui.settings.certificate_section import CertificateSection
from reviewer.ui.settings.closing_section import ClosingSection
from reviewer.ui.settings.council_section import CouncilSection
from reviewer.ui.settings.destroy_section import DestroySection
from reviewer.ui.settings.interests_section import InterestsSection
from reviewer.ui.settings.keys_section import KeysSection
from reviewer.ui.settings.my_key import MyKey
from reviewer.ui.settings.seal_section import SealSection
from reviewer.ui.sitting import Sitting


def sections(
    sitting: Sitting, preferences: Preferences, restored: Callable[[Any], None], keys_set: Callable[[str], None]
) -> Iterator[QWidget]:
    """Make one after another; `restored` is told of a person whose recovery sheet was typed in."""
    yield AboutSection(sitting.look, sitting.lanes)
    own = KeysSection(sitting, preferences)
    own.changed.connect(keys_set)
    yield own
    mine = MyKey(sitting, preferences.keys_folder)
    mine.restored.connect(restored)
    yield mine
    for section in (
        CertificateSection, InterestsSection, SealSection, CouncilSection, ClosingSection, DestroySection,
    ):  # fmt: skip
        yield section(sitting)
