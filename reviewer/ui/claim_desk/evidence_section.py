"""The section Facts from papers: every fact with its clipping, its place, and who took it; press it to go there."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reviewer.rules.evidence import Bound
from reviewer.rules.places import Place
from reviewer.rules.privacy import mask_name
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import button, empty, label, line, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import fact_name, source_mark, value_shown
from reviewer.ui.wording import tr, word


class EvidenceSection(QWidget):
    """The facts of the claim in view; nobody's answer follows from them by itself."""

    jump = Signal(object)
    """Show this Place in the reader."""
    typed = Signal()
    """A fact is to be typed without a place."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("evidence_section")
        self._sitting, self._record = sitting, record
        self._clippings: dict[str, QPixmap] = {}
        self.lines: dict[str, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(6)

    def forget(self) -> None:
        """Drop the clippings in memory: one of them may have been erased."""
        self._clippings.clear()

    def show_page(self, page: DeskPage) -> None:
        """Show the facts of a claim in the order they were taken."""
        empty(self._layout)
        self.lines = {}
        if not page.bound:
            text = tr("Select a figure in a paper and press G: it stays bound to its place.")
            self._layout.addWidget(label(text, tone="soft", wrap=True))
        for key, bound in page.bound.items():
            self.lines[key] = self._line(bound, page)
            self._layout.addWidget(self.lines[key])
            self._layout.addWidget(line())
        if self._sitting.person == page.claim.lead and self._sitting.person:
            bottom = row()
            bottom.addWidget(button("evidence_typed", tr("Type a fact without a place…"), self.typed.emit, role="link"))
            bottom.addStretch(1)
            self._layout.addLayout(bottom)

    def _line(self, bound: Bound, page: DeskPage) -> QWidget:
        found, fact = QWidget(), bound.fact
        layout = QVBoxLayout(found)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        top = row(spacing=6)
        name = fact_name(bound)
        top.addWidget(label(name, size=12, tone="soft"), 1)
        top.addWidget(source_mark(f"fact_{fact.key}", name, fact.at, self.jump.emit, self._sitting.look))
        layout.addLayout(top)
        middle = row(spacing=6)
        value = value_shown(fact.code, bound.value)
        if fact.code in ("REPRESENTATIVE", "ACCOUNT_HOLDER") and not is_assigned(page, self._sitting.person):
            value = mask_name(value)
        middle.addWidget(label(value, bold=True, wrap=True), 1)
        release = button(
            f"release_{fact.key}", tr("Let go"), lambda: self._record("release_fact", {"fact": fact.key}),
            role="link", says=tr("Let go: {fact}", fact=name),
        )  # fmt: skip
        middle.addWidget(release)
        layout.addLayout(middle)
        if fact.clipping:
            layout.addWidget(self._clipping(fact.clipping, name))
        who = f"{where(page, fact.at)} · {self._sitting.name_of(fact.author)}" if fact.at else ""
        who = who or f"{tr('typed')} · {self._sitting.name_of(fact.author)}"
        layout.addWidget(label(who, size=12, tone="soft", wrap=True))
        return found

    def _clipping(self, digest: str, name: str) -> QLabel:
        picture = QLabel()
        picture.setObjectName(f"clipping_{digest[:8]}")
        picture.setAccessibleName(tr("Clipping: {fact}", fact=name))
        if digest in self._clippings:
            picture.setPixmap(self._clippings[digest])
            return picture

        def work() -> QImage:
            return _drawn(_whole(self._sitting.paper_bytes(digest), digest), self._sitting.spare)

        def then(image: QImage) -> None:
            shown = QPixmap.fromImage(image)
            wide, high = self._sitting.look.px(300), self._sitting.look.px(72)
            if shown.width() > wide or shown.height() > high:
                smooth = Qt.TransformationMode.SmoothTransformation
                shown = shown.scaled(wide, high, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            self._clippings[digest] = shown
            picture.setPixmap(shown)

        def otherwise(_: BaseException) -> None:
            picture.setText(tr("The clipping is not here."))

        self._sitting.lanes.glovebox.run(work, then=then, otherwise=otherwise, owner=picture)
        return picture


def is_assigned(page: DeskPage, person: str) -> bool:
    """Whether this person reviews the claim and has no conflict: others see names masked (domain.md 6.1)."""
    return person in (page.claim.lead, page.claim.second) and page.claim.conflicts.get(person) == "NONE"


def _whole(data: bytes, digest: str) -> bytes:
    """A clipping is shown only when it is the very picture the entry names."""
    import hashlib

    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError("not the clipping that was taken")
    return data


def _drawn(data: bytes, spare: Any) -> QImage:
    """The pixels of a clipping, decoded where every picture is: in a glovebox."""
    from reviewer.documents.opening import open_document

    with open_document(data, "clipping.png", spare=spare) as document:
        drawn = document.page(1, scale=1.0)
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
        return image.convertToFormat(QImage.Format.Format_RGB32)


def where(page: DeskPage, at: Place) -> str:
    """The paper and the page or sheet of a place, in words."""
    paper: Any = next((one for one in page.claim.papers if one.document == at.document), None)
    kind = word(page.plan.proof_kinds, paper.kind) if paper is not None else tr("a late paper")
    return tr("{kind}, page {n}", kind=kind, n=at.page) if at.page else tr("{kind}, sheet {n}", kind=kind, n=at.sheet)
