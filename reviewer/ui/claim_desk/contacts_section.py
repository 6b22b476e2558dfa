"""The section Contacts: who spoke with the claimant, what was said and promised, and what became of a promise."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.rules.contacts import Contact, unanswered_calls
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import answered_by
from reviewer.ui import keys
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import banner, button, empty, label, line, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, language, listed, tr, tr_many

RESULTS = ("KEPT", "NOT_KEPT", "RELEASED")


def contact_word(code: str) -> str:
    """The word of a kind of contact, of its direction, or of what became of a promise."""
    return word_for("contact", code, language())


def contact_name(contact: Contact) -> str:
    """A contact in a few words: what it was, from whom, when."""
    return " · ".join((contact_word(contact.kind), contact_word(contact.direction), f"{contact.on} {contact.time}"))


class ContactsSection(QWidget):
    """The contacts on the claim in view, the last one first."""

    wanted = Signal()
    """A contact is to be recorded."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """Empty until a claim is shown; `record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("contacts_section")
        self._sitting, self._record = sitting, record
        self._page: DeskPage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(6)
        self.new = button("contact_new", f"{tr('Record a contact…')}  {keys.shown('contact')}", self.wanted.emit)
        self.count = label("", size=12, tone="soft", wrap=True)
        self.count.setObjectName("contacts_count")
        top = row()
        top.addWidget(self.count, 1)
        top.addWidget(self.new)
        layout.addLayout(top)
        self.said = banner("", "good")
        self.said.setObjectName("contacts_said")
        self.said.hide()
        layout.addWidget(self.said)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout.addLayout(self._list)

    def show_page(self, page: DeskPage, *, same: bool) -> None:
        """Show the contacts of a claim."""
        self._page = page
        if not same:
            self.said.hide()
        why = why_not(self._sitting, "record_contact")
        self.new.setEnabled(not why)
        set_tip(self.new, why)
        contacts = page.claim.contacts
        calls = unanswered_calls(contacts)
        self.count.setText(tr_many("{n} call not answered", "{n} calls not answered", calls) if calls else "")
        empty(self._list)
        for contact in sorted(contacts, key=lambda one: (one.on, one.time, one.entry), reverse=True):
            self._list.addWidget(self._line(contact, page))
            self._list.addWidget(line())
        if not contacts:
            text = tr("No call, message, visit or letter was recorded yet.")
            self._list.addWidget(label(text, tone="soft", wrap=True))

    def state(self) -> str:
        """What stands behind the title: how many contacts, and that a promise is open."""
        contacts = self._page.claim.contacts if self._page is not None else ()
        open_ones = sum(one.is_promise_open for one in contacts)
        promises = tr_many("{n} promise open", "{n} promises open", open_ones) if open_ones else ""
        return " · ".join(filter(None, (str(len(contacts)) if contacts else "", promises)))

    def has_open_promise(self) -> bool:
        """Whether something promised waits to be settled."""
        return self._page is not None and any(one.is_promise_open for one in self._page.claim.contacts)

    def _line(self, contact: Contact, page: DeskPage) -> QWidget:
        found = QWidget()
        found.setObjectName(f"contact_{contact.entry}")
        layout = QVBoxLayout(found)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        told = told_in(page, contact)
        top = row(spacing=6)
        top.addWidget(label(contact_name(contact), size=12, bold=True, wrap=True), 1)
        if contact.kind == "VISIT":
            says = f"{tr('Visit record…')} {contact.on}"
            top.addWidget(
                button(f"visit_{contact.entry}", tr("Visit record…"), partial(self.choose_file, contact), role="link",
                       says=says)
            )  # fmt: skip
        layout.addLayout(top)
        who = tr("Nobody answered") if contact.unanswered else told.get("person", "")
        parts = filter(None, (who, told.get("place", ""), self._sitting.name_of(contact.author)))
        layout.addWidget(label(" · ".join(parts), size=12, tone="soft", wrap=True))
        if told.get("said"):
            layout.addWidget(label(told["said"], wrap=True))
        if checks := answered_by(page.claim, contact.entry):
            layout.addWidget(label(tr("Statement for {checks}", checks=listed(checks)), size=12, tone="accent"))
        if contact.promise_due is not None:
            self._promise(layout, contact, told.get("promise", ""))
        return found

    def _promise(self, layout: QVBoxLayout, contact: Contact, promise: str) -> None:
        due = contact.promise_due
        is_late = due is not None and contact.is_promise_open and due < korean_day(self._sitting.now())
        text = tr("Promised by {day}: {what}", day=day(due), what=promise)
        layout.addWidget(label(text, tone="bad" if is_late else "wait" if contact.is_promise_open else "", wrap=True))
        if contact.settled:
            said = f"{contact_word(contact.settled)} · {self._sitting.name_of(contact.settled_by)}"
            layout.addWidget(label(said, size=12, tone="soft", wrap=True))
            return
        why = why_not(self._sitting, "settle_promise")
        below = row(spacing=6)
        for result in RESULTS:
            body: dict[str, object] = {"contact": contact.entry, "result": result}
            press = button(
                f"promise_{result}_{contact.entry}", contact_word(result),
                partial(self._record, "settle_promise", body), role="link", says=f"{contact_word(result)}: {promise}",
            )  # fmt: skip
            press.setEnabled(not why)
            set_tip(press, why)
            below.addWidget(press)
        below.addStretch(1)
        layout.addLayout(below)

    # --- the record of a visit ----------------------------------------------------------------------------

    def choose_file(self, contact: Contact) -> None:
        """Ask where the record of a visit goes."""
        if self._page is None:
            return
        name = f"visit-{self._page.claim.number}-{contact.on}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, tr("Visit record…"), name, "PDF (*.pdf)")
        if path:
            self.print_to(Path(path), contact)

    def print_to(self, path: Path, contact: Contact) -> None:
        """Write the one-page record of a visit; printing is an entry of its own."""
        assert self._page is not None
        number, now, lang = self._page.claim.number, self._sitting.now(), language()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.visiting import print_visit

            return print_visit(case_file, signer, path, number, contact.entry, lang=lang, now=now)

        self._sitting.carry_out(
            "print", (), work, then=lambda _: self._say(tr("Visit record saved: {path}", path=path), "good"),
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say(in_words(fault), "bad")

    def _say(self, text: str, tone: str) -> None:
        restyle(self.said, banner=tone)
        self.said.setText(text)
        self.said.show()


def told_in(page: DeskPage, contact: Contact) -> dict[str, str]:
    """The texts of a contact in plain words; the claim holds only their digests."""
    entry = next((one for one in page.timeline if one.uid == contact.entry), None)
    if entry is None:
        return {}
    return {name: str(entry.facts.get(name, "")) for name in ("person", "said", "place", "promise")}
