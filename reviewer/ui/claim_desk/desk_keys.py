"""What can be done on the claim desk, and which key press does it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from reviewer.rules.acts import ACTS
from reviewer.ui import actions, keys
from reviewer.ui.actions import ACT, Action
from reviewer.ui.announcing import announce
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.desk_acts import next_act
from reviewer.ui.claim_desk.desk_taking import take_sales
from reviewer.ui.claim_desk.more_acts import MORE
from reviewer.ui.permission import why_no_note, why_not
from reviewer.ui.problems import in_words
from reviewer.ui.reader.viewer_tools import offered_by
from reviewer.ui.wording import tr, word

ANSWERS: dict[str, str] = {
    "answer_pass": "PASS", "answer_fail": "FAIL", "answer_unclear": "UNCLEAR", "answer_na": "NA",
}  # fmt: skip


def press(desk: Any, event: QKeyEvent) -> bool:
    """Do what the key stands for; False where it stands for nothing here."""
    in_sections = desk.right.currentWidget() is desk.area  # else Esc leaves the form that was opened last
    if event.key() == Qt.Key.Key_Escape and in_sections and desk.viewer.cancel_opening():
        return True
    single = keys.letter(event)
    if len(single) == 1 and single in "0123456789" and desk.sections.checks.digit(single):
        _bring_checks(desk)
        return True
    return actions.press(event, offers(desk))


def take_alt(desk: Any) -> None:
    """Let the keys with Alt to the next claim come first: what scrolls or is pressed takes any arrow for its own."""
    for name, by in (("previous_claim", -1), ("next_claim", 1)):
        shortcut = desk.findChild(QShortcut, name)
        if shortcut is None:
            shortcut = QShortcut(desk)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setObjectName(name)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(desk.moved.emit, by))
        shortcut.setKeys([QKeySequence(key) for key in keys.works(name) if key.startswith("Alt+")])


def _bring_checks(desk: Any) -> None:
    """Bring the check that the keys answer into view, whatever stands there now."""
    if desk.right.currentWidget() is not desk.area:
        desk.right.show_sections()
    desk.sections.folds["checks"].set_open(True)
    desk.sections.checks.resume()


def compare(desk: Any) -> None:
    """Compare the paper in view with another one of the claim, or of any other."""
    desk.comparing.open(desk.papers.document(), desk.viewer.page, [document for document, _ in desk.papers.order()])


def to_print(desk: Any, name: str) -> None:
    """Go to the button that writes the brief or the dossier, beneath the further acts."""
    if desk.page is not None and desk.right.currentWidget() is desk.area:
        desk.toggle_more()
    if desk.right.currentWidget() is not desk.area:
        getattr(desk.more, name).go.setFocus()


def offers(desk: Any) -> Iterator[Action]:
    """What can be done on the desk now; without a claim in view only what leads away from it."""
    yield from _ways(desk)
    if desk.page is None:
        return
    yield from _answers(desk)
    yield from offered_by(desk.viewer)
    yield from _marks(desk)
    act = next_act(desk.page, desk.sitting, desk.sections)
    yield Action("record", desk.record_main, lambda: act.why_not, act.text)
    yield Action("undo", desk.undo, lambda: why_not_back(desk))
    yield Action("contact", desk.record_contact, lambda: why_not(desk.sitting, "record_contact"))
    yield Action("more", desk.toggle_more, lambda: unanswered_words() if desk.page.touches else "")
    yield from _further_acts(desk)
    for name in ("brief", "dossier"):
        yield Action(name, partial(to_print, desk, name))
    yield Action("compare", lambda: compare(desk))


def _further_acts(desk: Any) -> Iterator[Action]:
    """The acts beneath More: each opens its form at once; the rules judge it again when it is recorded."""
    page, sitting = desk.page, desk.sitting

    def why(act: str) -> str:
        if page.touches:
            return unanswered_words()
        if act in ACTS and ACTS[act].stages and page.claim.stage not in ACTS[act].stages:
            return tr(
                "Not while the claim is at the stage: {stage}", stage=word(page.plan.stages, page.claim.stage.value)
            )
        return why_not(sitting, act)

    for act in MORE:
        if act != "record_contact":  # which has a key of its own
            yield Action(f"{ACT}{act}", partial(desk.right.show_form, act), partial(why, act))


def _ways(desk: Any) -> Iterator[Action]:
    yield Action("back", desk.step_back)
    yield Action("previous_claim", lambda: desk.moved.emit(-1))
    yield Action("next_claim", lambda: desk.moved.emit(1))
    yield Action("previous_paper", lambda: desk.papers.step(-1))
    yield Action("next_paper", lambda: desk.papers.step(1))
    yield Action("next_section", lambda: desk.way.step_section(1))
    yield Action("previous_section", lambda: desk.way.step_section(-1))
    yield Action("why_amount", lambda: desk.way.open_section("why"))


def _answers(desk: Any) -> Iterator[Action]:
    checks, second = desk.sections.checks, desk.sections.folds["second"]

    def give(result: str) -> None:
        if not second.isHidden():  # where a check has the keys, the second check answers it before this is asked
            second.set_open(True)
            desk.sections.second.go_to_open()
            return
        if checks.isVisible():
            checks.give(result)
            announce(checks, str(checks.why_not))
        else:  # folded away, or under the further acts: nobody answers what is not seen
            _bring_checks(desk)

    def unanswerable() -> str:
        return str(checks.why_not) if checks.current else tr("No check is in focus.")

    for name, result in ANSWERS.items():
        yield Action(name, partial(give, result), lambda: unanswerable() if second.isHidden() else "")
    yield Action("note", checks.write_note, unanswerable)
    yield Action("hint", checks.show_place, lambda: "" if checks.current else tr("No check is in focus."))
    yield Action("statement", checks.pass_on_statement, unanswerable)


def _marks(desk: Any) -> Iterator[Action]:
    checks = desk.sections.checks
    yield Action("masked_copy", desk.evidence.mask)
    yield Action("pin_note", desk.evidence.pin_note, lambda: why_no_note(desk.sitting, desk.page))
    yield Action("take_figure", lambda: desk.evidence.take_figure(checks.current.check.code if checks.current else ""))
    yield Action("take_sales", lambda: take_sales(desk))


def why_not_back(desk: Any) -> str:
    """Why nothing on the claim in view can be taken back; empty where one's own last act can."""
    last = desk.page.last
    if last is None:
        return tr("There is nothing of yours on this claim to take back.")
    return in_words(desk.sitting.with_names(last.refused)) if last.refused is not None else ""
