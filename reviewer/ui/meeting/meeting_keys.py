"""What can be done in the meeting on the projector, for its keys, its palette and whoever asks what a key does."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from reviewer.ui import actions, keys
from reviewer.ui.actions import Action
from reviewer.ui.meeting.meeting_agenda import neighbour
from reviewer.ui.meeting.meeting_opening import OpeningForm
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.meeting.meeting_mode import MeetingMode

IN_FIELDS = ("palette", "key_sheet")
"""Actions whose keys act wherever the keyboard stands; single signs stay with the fields."""


def bind(mode: "MeetingMode") -> None:
    """Shortcuts for what must act while a field has the keyboard, too."""
    for name in IN_FIELDS:
        for key in keys.key_map()[name]:
            if len(key) > 1:
                QShortcut(QKeySequence(key), mode).activated.connect(partial(_do, mode, name))


def _do(mode: "MeetingMode", name: str) -> None:
    next(action for action in offers(mode) if action.name == name).do()


def press(mode: "MeetingMode", event: QKeyEvent) -> bool:
    """Do what the key stands for; False where it stands for nothing here. Digits vote, with Shift backwards."""
    member = keys.digit(event, "vote_of_member") or _shifted_digit(event)
    if member and isinstance(mode.item.form, OpeningForm):
        mode.item.form.press(member)
    elif member:
        mode.votes.press(member, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
    elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        mode.item.scroll_by(1 if event.key() == Qt.Key.Key_Down else -1)
    else:
        return actions.press(event, offers(mode))
    return True


def offers(mode: "MeetingMode") -> Iterator[Action]:
    """What can be done with the item in view, and in the meeting as a whole."""
    yield Action("palette", mode.show_palette)
    yield Action("key_sheet", mode.show_keys)
    yield Action("back", mode.close)
    yield Action("full_screen", lambda: mode.setWindowState(mode.windowState() ^ Qt.WindowState.WindowFullScreen))
    if mode.page is None:
        return
    for by, names in ((-1, ("previous_page", "previous_paper")), (1, ("next_page", "next_paper"))):
        for name in names:
            yield Action(name, partial(_step, mode, by), text=_step_words(by))
    yield from _of_item(mode)
    shut = "" if mode.is_convened else tr("The meeting is not open.")
    yield Action("statement_for_minutes", mode.speak, lambda: shut)


def _of_item(mode: "MeetingMode") -> Iterator[Action]:
    form, votes, item = mode.item.form, mode.votes, mode.item
    main = votes.record if form is None else form.save if isinstance(form, OpeningForm) else form.close_it
    closed = "" if main.isVisibleTo(mode) else tr("This item is closed.")
    yield Action("record", mode.record, lambda: closed or main.toolTip(), main.text())
    if isinstance(form, OpeningForm):
        yield Action("vote_rest_for", partial(form.press, 0), text=tr("Everybody is present"))
    if form is not None:
        return
    yield Action("vote_rest_for", votes.rest_for, lambda: closed, votes.rest.text())
    none = "" if votes.ballot.can_undo else votes.undo.toolTip()
    yield Action("undo", votes.take_back, lambda: closed or none, votes.undo.text())
    if votes.amounts.isVisibleTo(votes):
        yield Action("amounts", votes.toggle_amounts, text=votes.amounts.accessibleName())
    if item.can_pull:
        chosen = item.table is not None and bool(item.table.current())
        yield Action("pull_out", item.pull_selected, lambda: "" if chosen else tr("Select a claim of the list first."))
    if item.question is not None:
        yield Action("hold_over", item.question.defer.toggle)


def _step_words(by: int) -> str:
    return tr("Next item of the agenda") if by > 0 else tr("Previous item of the agenda")


def _step(mode: "MeetingMode", by: int) -> None:
    if mode.page is not None:
        mode.show_item(neighbour(mode.page, mode.key, by))


def _shifted_digit(event: QKeyEvent) -> int:
    """Shift with a digit types a sign; the key is still that member's."""
    code = event.nativeVirtualKey() or event.key()
    is_shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return code - 0x30 if is_shift and 0x31 <= code <= 0x39 else 0
