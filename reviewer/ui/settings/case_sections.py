"""The sections of the settings that an open case has beside those of the computer."""

from collections.abc import Callable
from typing import Any

from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.certificate_section import CertificateSection
from reviewer.ui.settings.closing_section import ClosingSection
from reviewer.ui.settings.council_section import CouncilSection
from reviewer.ui.settings.destroy_section import DestroySection
from reviewer.ui.settings.interests_section import InterestsSection
from reviewer.ui.settings.keys_section import KeysSection
from reviewer.ui.settings.my_key import MyKey
from reviewer.ui.settings.seal_section import SealSection
from reviewer.ui.settings.settings import SettingsPage
from reviewer.ui.sitting import Sitting


def add_sections(
    page: SettingsPage,
    sitting: Sitting,
    preferences: Preferences,
    restored: Callable[[Any], None],
    keys_set: Callable[[str], None],
) -> None:
    """Add them in their order; `restored` is told of a person whose recovery sheet was typed in."""
    mine, own = MyKey(sitting, preferences.keys_folder), KeysSection(sitting, preferences)
    mine.restored.connect(restored)
    own.changed.connect(keys_set)
    page.add_section(own)
    page.add_section(mine)
    for section in (
        CertificateSection, InterestsSection, SealSection, CouncilSection, ClosingSection, DestroySection,
    ):  # fmt: skip
        page.add_section(section(sitting))
