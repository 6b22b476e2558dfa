"""Walks the program for the pictures of the manual: what it looks for, and how it comes to stand before it."""

import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from odd_papers import Papers
from PIL import Image
from PySide6.QtCore import QBuffer, QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.screenshots import Photographer

COLOURS = 128


class DocsPhotographer(Photographer):
    """Takes small pictures: 128 colours are enough for windows, and keep the folder small."""

    def __init__(self, folder: Path, reviewer: Any, case: Path, odd: Papers) -> None:
        """`case` is the invented case, `odd` what was taken into it for the pictures."""
        super().__init__(folder, reviewer)
        self.case, self.odd, self.sample = case, odd, case.parent
        self.tag = ""
        self.people: dict[str, tuple[str, str]] = {}
        """Lead and second reviewer of the claims shown."""

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save a window as NAME-LANGUAGE.png."""
        self.keep(name, (widget or self.window).grab())

    def keep(self, name: str, painted: QPixmap) -> None:
        """Save what was painted as NAME-LANGUAGE.png."""
        held = QBuffer()
        held.open(QBuffer.OpenModeFlag.WriteOnly)
        painted.toImage().save(held, "PNG")
        picture = Image.open(BytesIO(held.data().data())).convert("RGB")
        small = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        path = self.folder / f"{name}-{self.tag}.png"
        small.save(path, optimize=True)
        self.taken.append(path)

    def child(self, name: str, of: QWidget | None = None) -> Any:
        """A part of the window by its name."""
        found = (of or self.window).findChild(QWidget, name)
        if found is None:
            raise SystemExit(f"pictures: there is no {name} any more")
        return found

    def place(self, place: str, name: str, first: Callable[[], object] = lambda: None) -> None:
        """A place of the rail."""
        self.window.show_place(place)
        self.wait(pause=600)
        first()
        self.wait(pause=900)
        self.take(name)

    def paper(self, claim: str, document: str, person: str = "SIM-secretary") -> ClaimDesk:
        """The desk with one paper of a claim in view."""
        self._become(person)
        self.window.show_claim(claim)
        desk = self.window.desk
        self.wait(lambda: desk.page is not None and desk.page.claim.number == claim)
        desk.papers.select(document)
        self.wait(lambda: desk.viewer.reading is not None and desk.viewer.reading.document == document)
        self.wait(lambda: desk.viewer.reading.is_settled, pause=500)
        desk.area.verticalScrollBar().setValue(0)
        return desk

    def with_fault(self, fault: str) -> tuple[str, str] | None:
        """The first paper that was made with this fault, as the truth of the sample tells; said where there is none."""
        for told in self.truth():
            if fault in told["faults"]:
                return told["claim"], told["sha256"]
        print(f"pictures: no paper of this sample has the fault {fault}", file=sys.stderr)
        return None

    def open_only(self, desk: ClaimDesk, section: str, part: QWidget | None = None) -> None:
        """One section open and in view."""
        for name, fold in desk.sections.folds.items():
            fold.set_open(name == section)
        self.wait(pause=700)
        shown = part or desk.sections.folds[section].head
        desk.area.verticalScrollBar().setValue(shown.mapTo(desk.sections, QPoint(0, 0)).y())
        self.wait(pause=500)

    def truth(self) -> list[dict[str, Any]]:
        """What the sample tells of its papers."""
        return [json.loads(line) for line in (self.sample / "truth.jsonl").read_text("utf-8").splitlines()]

    def pin(self, desk: ClaimDesk, about: str, text: str) -> None:
        """Pin a note to the paper in view, as the person who sits here."""
        before = len(desk.page.notes)
        desk.evidence.pin_note()
        editor = desk.sections.notes.editor
        editor.text.setPlainText(text)
        editor.about.setText(about)
        editor.record()
        self.wait(lambda: len(desk.page.notes) > before, pause=500)
