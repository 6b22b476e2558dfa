"""The sections of the settings below those of the person and the look, in their order."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewer.ui.preferences import Preferences
from reviewer.ui.sitting import Sitting


def sections(
    sitting: Sitting, preferences: Preferences, restored: Callable[[Any], None], keys_set: Callable[[str], None]
) -> Iterator[QWidget]:
    """Load and make one after another; `restored` is told of a person whose recovery sheet was typed in."""
    from reviewer.ui.settings.about_section import AboutSection

    yield AboutSection(sitting.look, sitting.lanes)
    from reviewer.ui.settings.keys_section import KeysSection

    own = KeysSection(sitting, preferences)
    own.changed.connect(keys_set)
    yield own
    from reviewer.ui.settings.my_key import MyKey

    mine = MyKey(sitting, preferences.keys_folder)
    mine.restored.connect(restored)
    yield mine
    from reviewer.ui.settings.certificate_section import CertificateSection

    yield CertificateSection(sitting)
    from reviewer.ui.settings.interests_section import InterestsSection

    yield InterestsSection(sitting)
    from reviewer.ui.settings.seal_section import SealSection

    yield SealSection(sitting)
    from reviewer.ui.settings.council_section import CouncilSection

    yield CouncilSection(sitting)
    from reviewer.ui.settings.closing_section import ClosingSection

    yield ClosingSection(sitting)
    from reviewer.ui.settings.destroy_section import DestroySection

    yield DestroySection(sitting)
