"""One line about the daily seal: the code for the minutes, what is not sealed yet, and sealing and printing it."""

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, moment, tr, tr_many


@dataclasses.dataclass(frozen=True)
class SealState:
    """The newest seal (`desk.sealing.SealMade`), if there is one, and how many entries came after it."""

    seal: Any
    unsealed: int


def read_seal(conn: Any) -> SealState:
    """Read it (reader lane)."""
    from reviewer.casefile.sealing import sealed
    from reviewer.desk.sealing import last_seal

    return SealState(last_seal(conn), sealed(conn).unsealed)


class SealLine(QWidget):
    """Reads when it is shown, and again after every act while it is in view."""

    def __init__(self, sitting: Sitting, name: str) -> None:
        """`name` is the head of the object names, so that the line can stand in two places."""
        super().__init__()
        self.setObjectName(name)
        self._sitting = sitting
        self.state: SealState | None = None
        layout = column(self, spacing=8)
        self.code = label("", size=20, bold=True)
        self.code.setObjectName(f"{name}_code")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.says = label("", tone="soft", wrap=True)
        self.says.setObjectName(f"{name}_says")
        self.go = button(f"{name}_seal", tr("Seal the day"), self.seal, role="primary")
        self.sheet = button(f"{name}_print", tr("Print the sheet…"), self.choose_file)
        self.said = banner("", "bad")
        self.said.setObjectName(f"{name}_problem")
        self.said.hide()
        foot = row()
        foot.addWidget(self.go)
        foot.addWidget(self.sheet)
        foot.addStretch(1)
        for part in (self.code, self.says):
            layout.addWidget(part)
        layout.addLayout(foot)
        layout.addWidget(self.said)
        self._show(None)
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to

    def showEvent(self, event: QShowEvent) -> None:
        """What stands now is read when somebody looks."""
        super().showEvent(event)
        self.read()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the newest seal and what came after it."""
        self._sitting.read(read_seal, then=self._show, otherwise=self._failed, owner=self)

    def _show(self, state: SealState | None) -> None:
        self.state = state
        seal, unsealed = (state.seal, state.unsealed) if state is not None else (None, 0)
        self.code.setVisible(seal is not None)
        self.sheet.setVisible(seal is not None)
        after = tr_many("{n} entry is not yet sealed.", "{n} entries are not yet sealed.", unsealed)
        if seal is not None:
            self.code.setText(seal.code)
            self.code.setAccessibleName(f"{tr('Code of the seal')}: {' '.join(seal.code)}")
            sealed = tr("Sealed on {moment} by {name}.", moment=moment(seal.made_at), name=self._name(seal.author))
            self.says.setText(f"{sealed} {after if unsealed else tr('Nothing was recorded since.')}")
        else:
            self.says.setText(f"{tr('This case was never sealed.')} {after}" if state is not None else "")
        why = why_not(self._sitting, "seal_day") or ("" if unsealed else tr("Nothing was recorded since the seal."))
        self.go.setEnabled(state is not None and not why)
        set_tip(self.go, why)
        no_print = why_not(self._sitting, "print")
        self.sheet.setEnabled(not no_print)
        set_tip(self.sheet, no_print)

    def _name(self, member: str) -> str:
        return self._sitting.name_of(member)

    def seal(self) -> None:
        """Seal everything recorded so far."""
        now = self._sitting.now()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.sealing import seal_day

            return seal_day(case_file, signer, now=now)

        self._begin()
        self._sitting.carry_out("seal_day", (), work, then=lambda _: None, otherwise=self._failed, owner=self)

    def choose_file(self) -> None:
        """Ask where the sheet for the minutes goes."""
        if self.state is None or self.state.seal is None:
            return
        name = f"seal-{self.state.seal.made_at[:10]}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, tr("Print the sheet…"), name, "PDF (*.pdf)")
        if path:
            self.print_to(Path(path))

    def print_to(self, path: Path) -> None:
        """Write the sheet; printing is an entry of its own."""
        assert self.state is not None
        seal, now, lang = self.state.seal, self._sitting.now(), language()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.sealing import print_seal

            return print_seal(case_file, signer, seal, path, lang=lang, now=now)

        self._begin()
        self._sitting.carry_out("print", (), work, then=lambda _: None, otherwise=self._failed, owner=self)

    def _begin(self) -> None:
        self.said.hide()
        self.go.setEnabled(False)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.said.setText(in_words(fault))
        self.said.show()
        self.read()
