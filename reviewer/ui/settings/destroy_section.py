"""Settings, Destruction: what may go today, proposed by one person and confirmed by another, and its certificate."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.rules.destruction import SCOPES
from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr


class DestroySection(QWidget):
    """A dry run first; what waits for a second person is shown to them as it stands now."""

    def __init__(self, sitting: Sitting) -> None:
        """Looks for a waiting proposal when it comes into view."""
        super().__init__()
        self.setObjectName("destroy_section")
        self._sitting = sitting
        self.found: Any = None
        self.waits = ""
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Destruction"), size=15, bold=True))
        about = tr("What nobody may keep any longer is destroyed by two people: one proposes exactly what a dry run "
                   "lists, another confirms it, and then it is gone from both files.")  # fmt: skip
        layout.addWidget(label(about, tone="soft", wrap=True))
        self.scopes: dict[str, QCheckBox] = {}
        for scope in SCOPES:
            box = QCheckBox(word_for("destruction", scope, language()))
            box.setObjectName(f"destroy_{scope}")
            box.setAccessibleName(box.text())
            box.toggled.connect(lambda _: self._forget())
            self.scopes[scope] = box
            layout.addWidget(box)
        self.says = banner("", "wait")
        self.says.setObjectName("destroy_says")
        self.says.hide()
        layout.addWidget(self.says)
        self.list = QPlainTextEdit()
        self.list.setObjectName("destroy_list")
        self.list.setAccessibleName(tr("Exactly what would be destroyed"))
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setFixedHeight(sitting.look.px(160))
        self.list.hide()
        layout.addWidget(self.list)
        self.count = QLineEdit()
        self.count.setObjectName("destroy_count")
        self.count.textChanged.connect(lambda _: self._look())
        self.count.hide()
        layout.addWidget(self.count)
        self._lay_out_buttons(layout)
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to
        self._look()

    def _lay_out_buttons(self, layout: QVBoxLayout) -> None:
        self.look_up = button("destroy_dry_run", tr("Dry run"), self.dry_run)
        self.propose = button("destroy_propose", tr("Propose"), lambda: self._act("propose_destruction"))
        self.confirm = button("destroy_confirm", tr("Confirm and destroy"), lambda: self._act("confirm_destruction"))
        self.drop = button("destroy_drop", tr("Drop the proposal"), lambda: self._act("drop_destruction"))
        self.certificate = button("destroy_certificate", tr("Certificate…"), self.choose_file)
        for parts in ((self.look_up, self.propose, self.certificate), (self.confirm, self.drop)):
            line = row()
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
            layout.addLayout(line)
        self.why = label("", size=12, tone="soft", wrap=True)
        self.why.setObjectName("destroy_why")
        layout.addWidget(self.why)

    def showEvent(self, event: Any) -> None:
        """What waits is read when somebody looks."""
        super().showEvent(event)
        self.read()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Look for a proposal that waits for its second person."""

        def work(conn: Any) -> Any:
            from reviewer.desk import destroying

            return destroying.waiting(conn)

        self._sitting.read(work, then=self._show_waiting, otherwise=self._failed, owner=self)

    def _show_waiting(self, found: Any) -> None:
        if found is None:
            if self.waits:
                self._forget()
            self._look()
            return
        self.waits, self.found = found
        for scope, box in self.scopes.items():
            box.blockSignals(True)
            box.setChecked(scope in self.found.scopes)
            box.blockSignals(False)
        text = tr("Proposed by {name}; it waits for a second person.", name=self._sitting.name_of(self._proposer()))
        self._show(text)

    def _proposer(self) -> str:
        """Who proposed what waits."""
        waits = self._sitting.case.to_destroy
        return waits.author if waits is not None else ""

    def dry_run(self) -> None:
        """List what may go today."""
        scopes = [scope for scope, box in self.scopes.items() if box.isChecked()]
        today = korean_day(self._sitting.now())

        def work(conn: Any) -> Any:
            from reviewer.desk import destroying

            return destroying.dry_run(conn, scopes, today)

        def then(found: Any) -> None:
            self.found, self.waits = found, ""
            nothing = tr("The period of no claim is over.")
            self._show(tr("This may be destroyed today.") if found.claims else nothing)

        self._sitting.read(work, then=then, otherwise=self._failed, owner=self)

    def _show(self, text: str) -> None:
        found = self.found
        counts = {"claims": found.claims, "papers": found.papers, "texts": found.texts, "rows": found.rows}
        told = "  ·  ".join(
            f"{word_for('destruction', code, language())} {len(parts):,}" for code, parts in counts.items()
        )
        shared = tr("Papers that stay because another claim holds them: {n}", n=f"{len(found.shared):,}")
        self.says.setText("\n".join([text, told, *([shared] if found.shared else [])]))
        self.says.show()
        self.list.setPlainText("\n".join([*found.claims, *(f"  {document}" for document in found.papers)]))
        self.list.setVisible(bool(found.claims))
        self._look()

    def _forget(self) -> None:
        """Another choice needs another dry run."""
        if self.waits:
            self.waits = ""
        self.found = None
        self.count.clear()
        self.says.hide()
        self.list.hide()
        self._look()

    def _look(self) -> None:
        chosen = any(box.isChecked() for box in self.scopes.values())
        ready = self.found is not None and bool(self.found.claims)
        nothing_waits = "" if self.waits else tr("Nothing waits for a second person.")
        may_end = bool(self.waits) and self._proposer() != self._sitting.person
        asked = tr("Type how many claims lose their data for good: {n}", n=len(self.found.claims) if ready else 0)
        self.count.setPlaceholderText(asked)
        self.count.setAccessibleName(asked)
        self.count.setVisible(may_end and not why_not(self._sitting, "confirm_destruction"))
        typed = self.count.text().strip().replace(",", "") == str(len(self.found.claims)) if ready else False
        own = tr("You proposed it; another person confirms it.")
        ends = nothing_waits or ("" if typed else asked if may_end else own)
        first = tr("Make a dry run first.") if not ready else tr("A proposal waits already.") if self.waits else ""
        done = bool(self._sitting.case.destroyed)
        for part, act, why in (
            (self.propose, "propose_destruction", first),
            (self.confirm, "confirm_destruction", ends),
            (self.drop, "drop_destruction", nothing_waits),
            (self.certificate, "print", "" if done else tr("Nothing was destroyed yet.")),
        ):
            found = why_not(self._sitting, act) or why
            part.setEnabled(not found)
            set_tip(part, found)
        unchosen = tr("A proposal waits already.") if self.waits else tr("Choose what is to be destroyed.")
        self.look_up.setEnabled(chosen and not self.waits)
        set_tip(self.look_up, "" if self.look_up.isEnabled() else unchosen)
        for box in self.scopes.values():
            box.setEnabled(not self.waits)
            set_tip(box, tr("A proposal waits already.") if self.waits else "")
        next_ = (self.confirm,) if self.waits else (self.look_up, self.propose)
        told = next((part.toolTip() for part in next_ if part.toolTip()), "")
        self.why.setText("" if told == asked else told)  # the field says it itself

    def _act(self, act: str) -> None:
        found, waits, now = self.found, self.waits, self._sitting.now()
        for part in (self.propose, self.confirm, self.drop):
            part.setEnabled(False)  # a second press is the same act

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.casefile import journal
            from reviewer.desk import destroying

            if act == "propose_destruction":
                return destroying.propose(case_file, signer, found, now=now)
            if act == "confirm_destruction":
                return destroying.confirm(case_file, signer, now=now)
            return journal.append(case_file, signer, act, "case", {"entry": waits}, made_at=now)

        self._sitting.carry_out(act, (), work, then=lambda _: self._done(act), otherwise=self._failed, owner=self)

    def _done(self, act: str) -> None:
        self._forget()
        if act == "confirm_destruction":
            self.says.setText(tr("Destroyed. Print the certificate and have both sign it."))
            self.says.show()
        self.read()

    def choose_file(self) -> None:
        """Ask where the certificate goes."""
        path, _ = QFileDialog.getSaveFileName(self, "", f"{tr('certificate-of-destruction')}.pdf", "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the certificate of the last destruction."""
        now, lang = self._sitting.now(), language()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.destroying import write_certificate

            return write_certificate(case_file, signer, path, lang=lang, now=now)

        self._sitting.carry_out("print", (), work, then=lambda _: None, otherwise=self._failed, owner=self)

    def _failed(self, fault: BaseException) -> None:
        self._look()
        if not isinstance(fault, Problem):
            raise fault
        self.says.setText(in_words(self._sitting.with_names(fault)))
        self.says.show()
