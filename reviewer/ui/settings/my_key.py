"""Settings, My key: whether this computer holds a key of mine, its public half to hand on, and its passphrase."""

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, empty, label, restyle, row
from reviewer.ui.passphrase import SHORTEST
from reviewer.ui.problems import in_words
from reviewer.ui.settings.recovery_forms import RestoreForm, SheetForm
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


@dataclasses.dataclass(frozen=True)
class SeenKey:
    """A key file of this computer, and the member of the roster it belongs to, if any."""

    folder: Path
    key_id: str
    public_key: str
    member: str
    is_encrypted: bool


def keys_of(chosen: Path | None, mine: Any) -> tuple[list[SeenKey], list[str]]:
    """The keys in the person's folder, and the open one (`mine`), which for a sample lies beside the case.

    Then the names of the key files there that are damaged.
    """
    from reviewer.casefile import keys

    folder = chosen or keys.default_folder()
    found = [SeenKey(folder, one.key_id, one.public_key, one.member, one.is_encrypted) for one in keys.keys_in(folder)]
    if mine is not None and all(one.key_id != mine.key_id for one in found):
        found.append(SeenKey(Path(), mine.key_id, mine.public_key, mine.member, False))
    return found, keys.damaged_in(folder)


class PassphraseForm(QWidget):
    """Passphrase fields that never show what is typed, and one button; what is missing stands beside it."""

    def __init__(self, name: str, asks: tuple[tuple[str, str], ...], does: str, pressed: Callable[[], object]) -> None:
        """`asks` are the fields' names and words; those named `new` and `again` must agree."""
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        layout = column(self, spacing=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (code, says) in enumerate(asks):
            field = QLineEdit()
            field.setObjectName(f"{name}_{code}")
            field.setAccessibleName(says)
            if code != "member":
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.textChanged.connect(lambda _: self.look())
            grid.addWidget(label(says, size=12, tone="soft"), place, 0)
            grid.addWidget(field, place, 1)
            self.fields[code] = field
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        self.problem = banner("", "bad")
        self.problem.setObjectName(f"{name}_problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        self.button = button(f"{name}_go", does, pressed)
        self.missing = label("", size=12, tone="soft", wrap=True)
        foot = row()
        foot.addWidget(self.button)
        foot.addWidget(self.missing, 1)
        layout.addLayout(foot)
        self.look()

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.fields[name].text()

    def look(self) -> None:
        """Say what is missing; the button is off only with its reason beside it."""
        why = self._why_not()
        self.button.setEnabled(not why)
        set_tip(self.button, why)
        self.missing.setText(why)
        self.problem.hide()

    def _why_not(self) -> str:
        if "member" in self.fields and not self.text("member").strip():
            return tr("Enter your roster id.")
        if len(self.text("new")) < SHORTEST:
            return tr("The passphrase needs at least {n} characters.", n=SHORTEST)
        return "" if self.text("new") == self.text("again") else tr("The two passphrases are not the same.")

    def say_problem(self, text: str) -> None:
        """Say beside the fields what went wrong."""
        self.problem.setText(text)
        self.problem.show()

    def clear(self) -> None:
        """Leave no passphrase in the fields."""
        for field in self.fields.values():
            field.clear()


class MyKey(QWidget):
    """Private keys leave the key folder on a recovery sheet only; the public half is shown and copied."""

    restored = Signal(object)
    """The person goes on with this signer, which a recovery sheet brought."""

    def __init__(self, sitting: Sitting, folder: Path | None) -> None:
        """`folder` is the folder of the person's keys, where it is not the usual one."""
        super().__init__()
        self.setObjectName("my_key")
        self._sitting, self._folder = sitting, folder
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("My key"), size=15, bold=True))
        about = tr(
            "You sign with your private key. It leaves this computer on a recovery sheet only, locked with your "
            "passphrase. The council needs the public one."
        )
        layout.addWidget(label(about, tone="soft", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        layout.addLayout(self._lines)
        self.said = banner("", "good")
        self.said.setObjectName("my_key_said")
        self.said.hide()
        layout.addWidget(self.said)
        self.make_wanted = button("my_key_make", tr("Make my key…"), lambda: self._toggle(self.make))
        asks = (("member", tr("My roster id")), ("new", tr("Passphrase")), ("again", tr("Passphrase again")))
        self.make = PassphraseForm("make_key", asks, tr("Make my key"), self.make_key)
        self.make.hide()
        self.make.fields["member"].setText(sitting.person)
        self.make.fields["member"].setPlaceholderText(tr("as the roster names you, for example law-1"))
        first = row()
        first.addWidget(self.make_wanted)
        first.addStretch(1)
        layout.addLayout(first)
        layout.addWidget(self.make)
        self.restore_wanted = button(
            "restore_key_open", tr("Restore from a recovery sheet…"), lambda: self._toggle(self.restore)
        )
        self.restore = RestoreForm(sitting, folder)
        self.restore.hide()
        self.restore.restored.connect(self.restored)
        first.insertWidget(1, self.restore_wanted)
        layout.addWidget(self.restore)
        self.change: PassphraseForm | None = None
        self.sheet: SheetForm | None = None
        self.shown: list[SeenKey] = []
        self.read()

    def _toggle(self, form: QWidget) -> None:
        form.setVisible(form.isHidden())
        first = form.findChild(QPlainTextEdit) or form.findChild(QLineEdit)
        if form.isVisible() and isinstance(first, QWidget):
            first.setFocus()

    # --- showing ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Look into the key folder, off the window's thread."""
        folder, mine = self._folder, self._sitting.signer
        self._sitting.lanes.glovebox.run(
            lambda: keys_of(folder, mine), then=self._show, otherwise=_unexpected, owner=self
        )

    def _show(self, seen: tuple[list[SeenKey], list[str]]) -> None:
        found, damaged = seen
        self.shown, self.change, self.sheet = found, None, None
        empty(self._lines)
        for name in damaged:
            self._lines.addWidget(banner(in_words(Problem("KeyFileDamaged", file=name)), "bad"))
        if not found and not damaged:
            self._lines.addWidget(label(tr("This computer holds no key of yours yet."), wrap=True))
        for one in found:
            self._lines.addWidget(self._line(one))

    def _line(self, one: SeenKey) -> QWidget:
        owner = next((m for m in self._sitting.case.roster.values() if one.public_key in m.public_keys), None)
        whole = QWidget()
        layout = column(whole, spacing=4)
        head = row()
        name = self._sitting.name_of(owner.id) if owner is not None else one.member
        head.addWidget(label(f"{name} · {one.key_id}", bold=True))
        state = tr("stands on the roster") if owner is not None else tr("not on the roster yet")
        head.addWidget(label(state, size=12, tone="good" if owner is not None else "wait"))
        head.addStretch(1)
        layout.addLayout(head)
        public = QLineEdit(one.public_key)
        public.setObjectName(f"public_key_{one.key_id}")
        public.setAccessibleName(tr("Public key"))
        public.setReadOnly(True)
        public.setCursorPosition(0)
        line = row()
        line.addWidget(public, 1)
        line.addWidget(
            button(f"copy_key_{one.key_id}", tr("Copy"), lambda: self._copy(one), says=tr("Copy public key"))
        )
        layout.addLayout(line)
        if owner is None:
            layout.addWidget(label(tr("Give this to the secretary."), size=12, tone="soft", wrap=True))
        if one.is_encrypted:
            layout.addLayout(self._change_line(one))
        return whole

    def _change_line(self, one: SeenKey) -> QVBoxLayout:
        asks = (
            ("old", tr("Present passphrase")), ("new", tr("New passphrase")), ("again", tr("New passphrase again")),
        )  # fmt: skip
        form = PassphraseForm(
            f"change_{one.key_id}", asks, tr("Change passphrase"), lambda: self._change_passphrase(one, form)
        )
        form.hide()
        self.change = form
        layout, line = QVBoxLayout(), row()
        wanted = button(
            f"change_wanted_{one.key_id}", tr("Change passphrase…"), lambda: self._toggle(form), role="link"
        )
        line.addWidget(wanted)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(form)
        self.sheet = SheetForm(self._sitting, one.folder, one.key_id, self._who(one))
        self.sheet.hide()
        opens = button(
            f"sheet_wanted_{one.key_id}", tr("Print recovery sheet…"), partial(self._toggle, self.sheet), role="link"
        )
        line.insertWidget(1, opens)
        layout.addWidget(self.sheet)
        return layout

    def _who(self, one: SeenKey) -> str:
        name = self._sitting.name_of(one.member)
        return f"{name} ({one.member})" if name != one.member else name

    def _say(self, text: str, tone: str = "good") -> None:
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()

    def _copy(self, one: SeenKey) -> None:
        QGuiApplication.clipboard().setText(one.public_key)
        self._say(tr("The public key is copied. Give it to the secretary."))

    # --- acting -----------------------------------------------------------------------------------------

    def make_key(self) -> None:
        """Make a key in the key folder; scrypt takes a moment, so not on the window's thread."""
        folder, form = self._folder, self.make
        member, passphrase = form.text("member").strip(), form.text("new")

        def work() -> str:
            from reviewer.casefile import keys

            return keys.make_key(folder or keys.default_folder(), member, passphrase).key_id

        def made(key_id: str) -> None:
            form.clear()
            form.hide()
            self._say(tr("Your key {key} is made. Give its public half to the secretary.", key=key_id))
            self.read()

        self._run(form, work, made)

    def _change_passphrase(self, one: SeenKey, form: PassphraseForm) -> None:
        old, new = form.text("old"), form.text("new")

        def work() -> None:
            from reviewer.casefile import keys

            keys.change_passphrase(one.folder, one.key_id, old, new)

        def changed(_: None) -> None:
            form.clear()
            form.hide()
            self._say(tr("The passphrase of your key is changed."))

        self._run(form, work, changed)

    def _run(self, form: PassphraseForm, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        form.button.setEnabled(False)
        form.missing.setText(tr("One moment…"))

        def failed(fault: BaseException) -> None:
            form.look()
            if not isinstance(fault, Problem):
                raise fault
            form.say_problem(in_words(fault))

        self._sitting.lanes.glovebox.run(work, then=then, otherwise=failed, owner=form)


def _unexpected(fault: BaseException) -> None:
    raise fault
