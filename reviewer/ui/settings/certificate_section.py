"""Settings, the council's certificate: install it on this computer, so that letters are signed when they leave."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.passphrase import PassphraseDialog
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, tr


class CertificateSection(QWidget):
    """The certificate lies beside the person's keys; its passphrase is asked for each time and kept nowhere."""

    def __init__(self, sitting: Sitting) -> None:
        """Says whether there is one."""
        super().__init__()
        self.setObjectName("certificate_section")
        self._sitting = sitting
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("The council's certificate"), size=15, bold=True))
        about = tr(
            "A certificate file (PKCS#12: .p12 or .pfx) of the council. Letters are signed with it when they leave, "
            "so that any PDF reader can tell that nothing was changed."
        )
        layout.addWidget(label(about, tone="soft", wrap=True))
        self.state = label("", wrap=True)
        self.state.setObjectName("certificate_state")
        layout.addWidget(self.state)
        foot = row()
        self.install = button("certificate_install", tr("Install…"), self.choose)
        self.remove = button("certificate_remove", tr("Remove"), self.take_away)
        foot.addWidget(self.install)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.said = banner("", "good")
        self.said.setObjectName("certificate_said")
        self.said.hide()
        layout.addWidget(self.said)
        self.look()

    def look(self) -> None:
        """Say how it stands now."""
        is_there = self._sitting.has_certificate
        none = tr("No certificate is installed.")
        self.state.setText(tr("Letters of this computer are signed.") if is_there else none)
        self.remove.setEnabled(is_there)
        set_tip(self.remove, "" if is_there else none)

    def choose(self) -> None:
        """Ask for the file and its passphrase, and install it."""
        path, _ = QFileDialog.getOpenFileName(self, tr("The council's certificate"), "", "PKCS#12 (*.p12 *.pfx)")
        secret = PassphraseDialog.ask(tr("Passphrase of the council's certificate"), parent=self) if path else None
        if secret is not None:
            self.take(Path(path), secret)

    def take(self, path: Path, secret: str) -> None:
        """Install this certificate, off the window's thread."""
        folder = self._sitting.certificate_folder
        self.install.setEnabled(False)

        def work() -> Any:
            from reviewer.desk import certificate

            return certificate.install(folder, path, secret)

        self._sitting.lanes.glovebox.run(work, then=self._installed, otherwise=self._failed, owner=self)

    def _installed(self, found: Any) -> None:
        self._tell(
            tr("Installed: {subject}, valid until {until}.", subject=found.subject, until=day(found.until)), "good"
        )

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            self._tell("", "bad")
            raise fault
        self._tell(in_words(fault), "bad")

    def take_away(self) -> None:
        """Sign no letters any more; the council's own file stays where it is."""
        from reviewer.desk import certificate

        certificate.remove(self._sitting.certificate_folder)
        self._tell(tr("Removed. Letters leave without a signature now."), "good")

    def _tell(self, text: str, tone: str) -> None:
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()
        self.install.setEnabled(True)
        self.look()
