"""The settings: language, look, text size, row height, who I am, where my keys are."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.korean_order import sort_key
from reviewer.ui.case_opening import OwnKey
from reviewer.ui.choice import ActingChoice
from reviewer.ui.look import CONTRASTS, MOTIONS, SIZES, THEMES
from reviewer.ui.making import Making, styled
from reviewer.ui.parts import banner, button, label, line
from reviewer.ui.preferences import Preferences
from reviewer.ui.tall import Tall
from reviewer.ui.wording import LANGUAGES, tr

WIDTH = 720
"""How wide the settings grow, in pixels at 100 % text."""
LABELS = 112
"""The column of what a field is called, so that the fields of all parts begin at one edge."""

ABOVE = 16
"""Pixels between the upper edge and the section one went to."""


class SettingsPage(QScrollArea):
    """Every choice acts at once; nothing needs a restart."""

    changed = Signal()
    person_chosen = Signal(object)

    def __init__(
        self,
        preferences: Preferences,
        own_keys: tuple[OwnKey, ...],
        person: str,
        names: Mapping[str, str],
        sections: Iterator[QWidget],
    ) -> None:
        """`own_keys` are the keys of this computer that fit the open case, `names` the members' names by id.

        `sections` makes the further parts, which stand below one after another a moment later.
        """
        super().__init__()
        self.setObjectName("settings_page")
        self.setAccessibleName(tr("Settings"))
        self.setWidgetResizable(True)
        self._preferences, self._keys, self._names = preferences, own_keys, names
        inside = Tall()
        inside.setMaximumWidth(round(WIDTH * preferences.percent / 100))
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(tr("Settings"), size=20, bold=True))
        layout.addLayout(self._look_choices())
        layout.addWidget(line())
        layout.addWidget(label(tr("Who I am"), size=15, bold=True))
        layout.addLayout(self._person_choices(person))
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addStretch()
        self._sections = layout
        holder = QWidget()
        centred = QHBoxLayout(holder)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addWidget(inside, 1)
        centred.addStretch(0)
        self.setWidget(holder)
        self._gone_to: QWidget | None = None
        self._scrolled = 0
        # queued, for by then the sections stand where they belong
        self.verticalScrollBar().rangeChanged.connect(self._stay, Qt.ConnectionType.QueuedConnection)
        self._rest = Making(self._made(sections), self)
        self._rest.begin()

    def finish(self) -> None:
        """Make what is still missing."""
        self._rest.finish()

    def _made(self, sections: Iterator[QWidget]) -> Iterator[None]:
        for section in sections:
            yield
            place = self._sections.count() - 1
            self._sections.insertWidget(place, line())
            section.hide()
            self._sections.insertWidget(place + 1, section)
            yield from styled(section)
            section.show()
            yield

    def show_section(self, name: str) -> None:
        """Bring a section into view and put its first field in focus, or its first button where it has none."""
        found = self._found(name)
        if found is None:
            return
        fields: list[QWidget] = [*found.findChildren(QPlainTextEdit), *found.findChildren(QLineEdit)]
        (fields[0] if fields else found.findChild(QPushButton) or found).setFocus()
        self._gone_to, self._scrolled = found, self.verticalScrollBar().value()
        QTimer.singleShot(0, found, self._stay)

    def _stay(self) -> None:
        """Stay with the section one went to while the others are made and read, until somebody scrolls."""
        bar = self.verticalScrollBar()
        if self._gone_to is not None and bar.value() == self._scrolled:
            bar.setValue(self._gone_to.y() - ABOVE)
            self._scrolled = bar.value()

    def _found(self, name: str) -> QWidget | None:
        """What has this name, once it is shown; what stands below it is still made by and by."""
        while ((found := self.findChild(QWidget, name)) is None or found.isHidden()) and self._rest.step():
            pass
        return found

    def _choice(
        self, name: str, says: str, pairs: list[tuple[str, str]], now: str, kept: Callable[[str], object]
    ) -> QComboBox:
        box = ActingChoice()
        box.setObjectName(name)
        box.setAccessibleName(says)
        for code, text in pairs:
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(now), 0))
        box.activated.connect(lambda _: kept(str(box.currentData())))
        return box

    def _look_choices(self) -> QGridLayout:
        own = self._preferences
        system = tr("As the computer")
        themes = list(zip(THEMES, (system, tr("Light"), tr("Dark")), strict=True))
        contrasts = list(zip(CONTRASTS, (system, tr("Usual"), tr("High")), strict=True))
        motions = list(zip(MOTIONS, (system, tr("Nothing flashes or fades")), strict=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(24)
        rows = (
            ("language", tr("Language"), list(LANGUAGES.items()), own.language),
            ("theme", tr("Colours"), themes, own.theme),
            ("contrast", tr("Contrast"), contrasts, own.contrast),
            ("motion", tr("Movement"), motions, own.motion),
            ("percent", tr("Text size"), [(str(size), f"{size}%") for size in SIZES], str(own.percent)),
            (
                "compact",
                tr("Row height"),
                [("no", tr("Comfortable")), ("yes", tr("Compact"))],
                "yes" if own.is_compact else "no",
            ),
        )
        for place, (name, says, pairs, now) in enumerate(rows):
            grid.addWidget(label(says, tone="soft"), place, 0)
            box = self._choice(f"setting_{name}", says, pairs, now, partial(self._keep, name))
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, round(LABELS * self._preferences.percent / 100))
        return grid

    def _person_choices(self, person: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(24)
        grid.addWidget(label(tr("Person"), tone="soft"), 0, 0)
        people = [(key.member, self._names.get(key.member) or key.member) for key in self._keys]
        pairs = [("", tr("Only looking, without a key")), *sorted(people, key=lambda one: sort_key(one[1]))]
        box = self._choice("setting_person", tr("Person"), pairs, person, self._choose_person)
        grid.addWidget(box, 0, 1)
        grid.addWidget(label(tr("Folder of my keys"), tone="soft"), 1, 0)
        folder = self._preferences.keys_folder
        shown = label(str(folder) if folder else tr("The usual folder of this computer"), wrap=True)
        grid.addWidget(shown, 1, 1)
        choose = button("choose_keys_folder", tr("Choose another folder…"), self._choose_folder)
        grid.addWidget(choose, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, round(LABELS * self._preferences.percent / 100))
        return grid

    def _keep(self, name: str, value: str) -> None:
        self._preferences.keep(name, value)
        self.changed.emit()

    def _choose_person(self, member: str) -> None:
        self.person_chosen.emit(next((key for key in self._keys if key.member == member), None))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of my keys"))
        if folder:
            self._keep("keys_folder", folder)
