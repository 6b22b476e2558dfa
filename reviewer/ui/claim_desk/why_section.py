"""The section Why this amount: the paragraph to read to the claimant on the phone, to copy in either language."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import banner, button, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import LANGUAGES, language, tr


def read_why(conn: Any, number: str) -> Any:
    """The paragraph by language. Problem ClaimUnknown, or where the wording tells no letter."""
    from reviewer.desk.explaining import why_this_amount

    return why_this_amount(conn, number)


class WhySection(QWidget):
    """Read when the section is opened; what must not be read to the claimant yet says so above it."""

    came = Signal()
    """The paragraph was read; the section is higher now."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until it is opened on a claim."""
        super().__init__()
        self.setObjectName("why_section")
        self._sitting = sitting
        self._page: DeskPage | None = None
        self._found: dict[str, Any] = {}
        self.language = language()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        self.caution = banner("", "wait")
        self.caution.setObjectName("why_caution")
        self.text = label("", wrap=True)
        self.text.setObjectName("why_text")
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.text.setTextInteractionFlags(flags)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.said = label("", size=12, tone="good", told=True)
        self.copy = button("why_copy", tr("Copy"), self.copy_text)
        self.other = button("why_language", "", self.switch, role="link")
        foot = row()
        for part in (self.copy, self.other, self.said):
            foot.addWidget(part)
        foot.addStretch(1)
        for whole in (self.caution, self.text):
            layout.addWidget(whole)
        layout.addLayout(foot)
        self._show()

    def show_page(self, page: DeskPage, *, is_open: bool) -> None:
        """Take the claim in view; its paragraph is read at once where the section stands open."""
        if self._page is None or self._page.claim.number != page.claim.number:
            self._found = {}
        self._page = page
        self._show()
        if is_open:
            self.read()

    def read(self) -> None:
        """Read the paragraph of the claim in view."""
        page = self._page
        if page is None:
            return
        number = page.claim.number
        self._sitting.read(
            lambda conn: read_why(conn, number),
            then=lambda found: self._came(number, found), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _came(self, number: str, found: dict[str, Any]) -> None:
        if self._page is not None and self._page.claim.number == number:
            self._found = found
            self._show()
            self.came.emit()

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.text.setText(in_words(fault))

    def _show(self) -> None:
        found = self._found.get(self.language)
        self.text.setText(found.text if found is not None else "")
        self.text.setAccessibleName(f"{tr('Why this amount')}: {self.text.text()}")
        self.caution.setText(found.caution if found is not None else "")
        self.caution.setVisible(bool(self.caution.text()))
        self.copy.setEnabled(found is not None)
        other = next(one for one in LANGUAGES if one != self.language)
        self.other.setText(LANGUAGES[other])
        self.other.setAccessibleName(LANGUAGES[other])
        self.said.clear()

    def switch(self) -> None:
        """Show the other language."""
        self.language = next(one for one in LANGUAGES if one != self.language)
        self._show()

    def copy_text(self) -> None:
        """Put the paragraph on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.text())
        self.said.setText(tr("Copied."))
