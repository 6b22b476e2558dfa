"""Rows and papers that seem to belong to a known claim, until a person says so."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, empty, fit_height, label, line, open_at
from reviewer.ui.problems import in_words
from reviewer.ui.report_fields import field_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many, word

SHOWN = 60


def read_waiting(conn: Any) -> tuple[list[Any], list[Any]]:
    """Links and papers that wait for an answer."""
    from reviewer.casefile import claim_facts

    return claim_facts.waiting_links(conn), claim_facts.waiting_papers(conn)


class WaitingWindow(QDialog):
    """One line each, with what differs and the two answers."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        """Reads at once."""
        super().__init__(parent)
        self.setObjectName("waiting_window")
        self.setWindowTitle(tr("To confirm"))
        open_at(self, sitting.look.px(760), sitting.look.px(120))
        self._sitting = sitting
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(tr("To confirm"), size=20, bold=True))
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        inside = QWidget()
        inside.setProperty("plane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(16, 8, 16, 8)
        area = QScrollArea()
        area.setObjectName("waiting_area")
        area.setAccessibleName(tr("To confirm"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        layout.addWidget(area, 1)
        layout.addWidget(button("waiting_close", tr("Close"), self.accept), 0, Qt.AlignmentFlag.AlignRight)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what waits."""
        self._sitting.read(read_waiting, then=self._show, otherwise=self._failed, owner=self)

    def _show(self, found: tuple[list[Any], list[Any]]) -> None:
        links, papers = found
        empty(self._lines)
        for link in links[:SHOWN]:
            self._add_link(link)
        shown = papers[: max(SHOWN - len(links), 0)]
        for claim in dict.fromkeys(one.claim for one in shown):
            of_claim = [one for one in papers if one.claim == claim]
            if len(of_claim) > 1:
                self._add_all_papers(claim, of_claim)
            for one in of_claim:
                if one in shown:
                    self._add_paper(one)
        left = len(links) + len(papers) - SHOWN
        if left > 0:
            self._lines.addWidget(label(tr("and {n} more", n=left), tone="soft"))
        if not links and not papers:
            self._lines.addWidget(label(tr("Nothing waits for an answer."), tone="soft"))
        self._lines.addStretch()
        fit_height(self, self._sitting.look.px(560))

    def _add_link(self, link: Any) -> None:
        words = field_words()
        if link.relation == "CHANGE":
            head = tr("New facts for claim {claim}", claim=link.other or link.claim)
            changes = link.differs.items()
            text = "\n".join(f"{words.get(name, name)}: {old or '–'} → {new or '–'}" for name, (old, new) in changes)
        else:
            head = tr("Claim {claim} seems to be the same as {other}", claim=link.claim, other=link.other)
            text = matched_word(link.matched_by)
        self._add(f"link_{link.claim}_{link.row}", head, text, partial(self._answer_link, link))

    def _add_all_papers(self, claim: str, papers: list[Any]) -> None:
        head = tr("All {n|new paper/new papers} for claim {claim}", n=len(papers), claim=claim)
        body = {"papers": [{"document": one.paper.document, "kind": one.paper.kind} for one in papers]}
        pressed = partial(self._record, "receive_papers", claim, body)
        kinds = Counter(word(self._sitting.plan.proof_kinds, one.paper.kind) for one in papers)
        text = _with_warning(" · ".join(f"{kind} {count}" for kind, count in kinds.items()), papers[0])
        self._add(f"papers_{claim}", head, text, lambda yes: pressed(), only_yes=True)

    def _add_paper(self, one: Any) -> None:
        kind = word(self._sitting.plan.proof_kinds, one.paper.kind)
        head = tr("New paper for claim {claim}", claim=one.claim)
        body = {"papers": [{"document": one.paper.document, "kind": one.paper.kind}]}
        pressed = partial(self._record, "receive_papers", one.claim, body)
        name, text = f"paper_{one.paper.document[:8]}", _with_warning(f"{kind} · {one.paper.path}", one)
        self._add(name, head, text, lambda yes: pressed(), only_yes=True)

    def _add(
        self, name: str, head: str, text: str, answered: Callable[[bool], object], *, only_yes: bool = False
    ) -> None:
        whole = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(label(head, bold=True, wrap=True))
        about = label(text, size=12, tone="soft", wrap=True)
        set_tip(about, text)
        about.setMinimumWidth(1)  # a file name without a gap would push the answers out of the window
        words.addWidget(about)
        whole.addLayout(words, 1)
        yes, no = tr("Yes, it belongs there"), tr("No")
        whole.addWidget(button(f"yes_{name}", yes, lambda: answered(True), says=f"{head}: {yes}"))
        if not only_yes:
            whole.addWidget(button(f"no_{name}", no, lambda: answered(False), says=f"{head}: {no}"))
        self._lines.addLayout(whole)
        self._lines.addWidget(line())

    def _answer_link(self, link: Any, yes: bool) -> None:
        body: dict[str, Any] = {
            "delivery": link.delivery, "row": link.row, "relation": link.relation, "accept": yes,
        }  # fmt: skip
        if yes and link.relation == "CHANGE":
            body["fields"] = sorted(link.differs)
            new = link.differs.get("claimed_loss", (None, None))[1]
            if new is not None and str(new).isdigit():
                body["claimed_loss"] = int(new)
        self._record("confirm_link", link.claim, body)

    def _record(self, act: str, claim: str, body: dict[str, Any]) -> None:
        self._sitting.record(act, claim, body, then=lambda _: self.refresh(), otherwise=self._failed, owner=self)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()


def matched_word(matched_by: str) -> str:
    """By what a row was matched."""
    return {
        "claim": tr("same claim number"),
        "report_number": tr("same report number"),
        "brn": tr("same business registration number"),
        "phone_name": tr("same phone and name"),
    }.get(matched_by, matched_by)


def count_in_words(count: int) -> str:
    """How many answers wait, for a button."""
    return tr_many("{n} to confirm", "{n} to confirm", count)


def _with_warning(text: str, one: Any) -> str:
    """The paper in words, and what taking it in does to a proposal that was made without it."""
    said = tr("The claim goes back to its lead: the proposal was made without this paper and is taken off.")
    return f"{text}\n{said}" if one.sets_back else text
