"""What is selected in the reader goes to the section that takes it: daily sales into the sales weeks."""

from typing import Any

from reviewer.ui.reader.selection import Selection
from reviewer.ui.wording import tr


def join_weeks(desk: Any) -> None:
    """Let the sales weeks of a claim desk ask for the selection."""
    desk.sections.weeks.wants_selection.connect(lambda: take_sales(desk))


def take_sales(desk: Any) -> None:
    """Show the days that are selected in the reader beside those in the sales weeks, before any is taken."""
    if desk.page is None or desk.page.claim.route != "INDIVIDUAL":
        return
    selection = desk.viewer.selection()
    desk.right.setCurrentWidget(desk.area)
    desk.sections.folds["weeks"].set_open(True)
    desk.split.make_room(True)
    if selection is not None and selection.place.sheet:
        desk.viewer.stack.sheets.whole_selection(lambda whole: _show(desk, whole, too_many=whole is None))
    else:
        _show(desk, selection)


def _show(desk: Any, selection: Selection | None, *, too_many: bool = False) -> None:
    weeks = desk.sections.weeks
    if too_many:
        weeks.say(tr("That is too much to be taken at once. Choose fewer rows."))
    else:
        weeks.take(selection)
    if not weeks.is_offering:
        desk.right.bring_into_view(weeks.said)
