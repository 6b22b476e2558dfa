"""Which key does what on the claim desk; the keys themselves stand in resources/look/keys.toml."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from reviewer.ui import keys
from reviewer.ui.claim_desk.desk_taking import take_sales
from reviewer.ui.reader.viewer_tools import keys_of

ANSWERS: dict[str, str] = {
    "answer_pass": "PASS", "answer_fail": "FAIL", "answer_unclear": "UNCLEAR", "answer_na": "NA",
}  # fmt: skip


def press(desk: Any, event: QKeyEvent) -> bool:
    """Do what the key stands for; False where it stands for nothing here."""
    in_sections = desk.right.currentWidget() is desk.area  # else Esc leaves the form that was opened last
    if event.key() == Qt.Key.Key_Escape and in_sections and desk.viewer.cancel_opening():
        return True
    checks = desk.sections.checks
    single = keys.letter(event)
    if len(single) == 1 and single in "0123456789" and checks.digit(single):
        desk.sections.folds["checks"].set_open(True)
        return True
    for action, result in ANSWERS.items():
        if keys.is_key(event, action):
            desk.sections.folds["checks"].set_open(True)
            checks.give(result)
            return True
    for action, pressed in _actions(desk).items():
        if keys.is_key(event, action):
            pressed()
            return True
    return False


def compare(desk: Any) -> None:
    """Compare the paper in view with another one of the claim, or of any other."""
    desk.comparing.open(desk.papers.document(), desk.viewer.page, [document for document, _ in desk.papers.order()])


def dossier(desk: Any) -> None:
    """Go to the button that writes the dossier, beneath the further acts."""
    if desk.page is not None and not desk.more.isVisible():
        desk.toggle_more()
    if desk.more.isVisible():
        desk.more.dossier.go.setFocus()


def _actions(desk: Any) -> dict[str, Callable[[], object]]:
    checks = desk.sections.checks
    return {
        **keys_of(desk.viewer),
        "back": desk.step_back,
        "more": desk.toggle_more,
        "dossier": lambda: dossier(desk),
        "previous_claim": lambda: desk.moved.emit(-1),
        "next_claim": lambda: desk.moved.emit(1),
        "previous_paper": lambda: desk.papers.step(-1),
        "next_paper": lambda: desk.papers.step(1),
        "note": checks.write_note,
        "masked_copy": desk.evidence.mask,
        "pin_note": desk.evidence.pin_note,
        "take_figure": lambda: desk.evidence.take_figure(checks.current.check.code if checks.current else ""),
        "hint": checks.show_place,
        "statement": checks.pass_on_statement,
        "contact": desk.record_contact,
        "next_section": lambda: desk.way.step_section(1),
        "previous_section": lambda: desk.way.step_section(-1),
        "take_sales": lambda: take_sales(desk),
        "compare": lambda: compare(desk),
        "record": desk.record_main,
        "undo": desk.undo,
        "why_amount": lambda: desk.way.open_section("why"),
    }
