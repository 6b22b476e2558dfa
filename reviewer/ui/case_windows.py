"""Windows that stand over an open case: palette, taking in, confirming, assigning, a past moment, the day's work."""

from typing import TYPE_CHECKING

from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.main_window import MainWindow


def palette(window: "MainWindow") -> None:
    """Find an action, a place or a claim."""
    from reviewer.ui.palette import Palette

    assert window.sitting is not None
    own, claims = window.preferences, window.recents.entries(window.show_claim)
    over = Palette(window, window.sitting, window.entries(), claims, own.lately, window.show_claim)
    over.accepted.connect(lambda: own.did(over.chosen.key) if over.chosen else None)
    over.open()


def recent(window: "MainWindow") -> None:
    """Choose among the claims opened lately."""
    from reviewer.ui.palette import Palette

    assert window.sitting is not None
    claims = window.recents.entries(window.show_claim)
    Palette(window, window.sitting, (), claims, (), window.show_claim, title=tr("Claims opened lately")).open()


def take_in(window: "MainWindow") -> None:
    """Take a delivery into the open case."""
    from reviewer.ui.intake.intake_window import IntakeWindow

    assert window.sitting is not None
    IntakeWindow(window.sitting.look, window.sitting.lanes, window.preferences, window.sitting, window).open()


def confirm(window: "MainWindow") -> None:
    """Confirm or refuse what waits for it."""
    from reviewer.ui.waiting_window import WaitingWindow

    assert window.sitting is not None
    WaitingWindow(window.sitting, window).open()


def assign(window: "MainWindow", among: list[str]) -> None:
    """Assign these claims, or all that wait where none is named."""
    from reviewer.ui.claims.assign_many import AssignMany

    assert window.sitting is not None
    AssignMany(window.sitting, among or None, window).open()


def past(window: "MainWindow") -> None:
    """Read the case as it stood at a past moment; nothing where no case is open."""
    from reviewer.ui.past.past_window import PastWindow

    if window.sitting is not None:
        over = PastWindow(window.sitting, window)
        window.closing.connect(over.reject)
        over.open()


def done_today(window: "MainWindow") -> None:
    """Show what this person did today; the last of it is named, to be taken back."""
    from reviewer.ui.done_today import DoneToday

    if window.sitting is not None and window.sitting.person:
        DoneToday(window.sitting, window).open()
