"""Which tools stand above a paper, and which keys the viewer has."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from reviewer.ui.actions import Action
from reviewer.ui.reader.tools import ANY, PAGES, SHEETS, TEXT, Tool
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.reader.document_view import DocumentView


def tools_of(view: "DocumentView") -> tuple[Tool, ...]:
    """The tools from left to right."""
    stack, pages, both, text = view.stack, view.stack.pages, frozenset({PAGES, SHEETS}), frozenset({PAGES, TEXT})

    def on_page(do: Callable[[], object]) -> Callable[[], object]:
        return lambda: do() if stack.shows == PAGES else None

    return (
        Tool("overview", "pages", tr("Overview"), "overview", on_page(pages.toggle_overview), 4, is_switch=True),
        Tool("page_back", "up", tr("Previous page"), "previous_page", lambda: stack.turn_page(-1), 1, text),
        Tool("page_on", "down", tr("Next page"), "next_page", lambda: stack.turn_page(1), 1, text),
        Tool("zoom_out", "zoom-out", tr("Zoom out"), "zoom_out", lambda: stack.zoom_by(-1), 0, both),
        Tool("zoom_in", "zoom-in", tr("Zoom in"), "zoom_in", lambda: stack.zoom_by(1), 0, both),
        Tool("fit_width", "fit-width", tr("Page width"), "fit_width", lambda: stack.fit("width"), 2),
        Tool("fit_page", "fit-page", tr("Whole page"), "fit_page", lambda: stack.fit("page"), 2, both),
        Tool("single", "single", tr("Single pages"), "single_page", on_page(pages.toggle_single), 5, is_switch=True),
        Tool("turn_page", "turn", tr("Turn"), "turn", stack.turn, 1),
        Tool("turn_this", "turn", tr("Turn only this page"), "", lambda: stack.turn(only_this=True), 9),
        Tool("light", "light", tr("Brightness and contrast"), "light", on_page(pages.toggle_light), 3, is_switch=True),
        Tool("contrast", "contrast", tr("Light on dark"), "negative", on_page(pages.negative), 9),
        Tool("loupe", "loupe", tr("Loupe"), "loupe", on_page(pages.toggle_loupe), 4, is_switch=True),
        Tool("region", "region", tr("Choose a rectangle"), "region", on_page(pages.toggle_region), 4, is_switch=True),
        Tool("find", "search", tr("Find in this paper"), "find_in_paper", stack.open_find, 0, both),
        Tool("compare", "compare", tr("Compare with another paper"), "compare", view.compares.emit, 8, ANY),
        Tool("next_mark", "next", tr("Next mark"), "next_mark", on_page(lambda: pages.step_mark(1)), 9),
        Tool("as_text", "text", tr("Show as text"), "as_text", stack.toggle_text, 6, text, is_switch=True),
        Tool("reset_look", "back", tr("Show as it is in the file"), "reset_look", on_page(pages.reset_look), 9),
        Tool("save_copy", "save", tr("Save a copy"), "", view.save_copy, 7, ANY),
        Tool("window", "own-window", tr("Own window"), "own_window", view.open_window, 5, ANY, is_switch=True),
    )  # fmt: skip


def offered_by(view: "DocumentView") -> Iterator[Action]:
    """What the viewer can do for the keys, wherever on the desk one is pressed."""

    def why_not(fits: frozenset[str]) -> str:
        if not view.bar.kind:
            return tr("No paper is open.")
        return "" if view.bar.kind in fits else tr("Not for this kind of paper.")

    pages, reads = frozenset({PAGES}), {"previous_page": -1, "next_page": 1}
    for tool in view.tools:
        if tool.action:
            do = partial(view.stack.read_on, reads[tool.action]) if tool.action in reads else tool.do
            yield Action(tool.action, do, partial(why_not, tool.fits))
    steps: dict[str, Callable[[], object]] = {
        "first_page": lambda: view.stack.go_to_page(1),
        "last_page": lambda: view.stack.go_to_page(1_000_000),
        "previous_mark": lambda: view.stack.pages.step_mark(-1),
        "next_hit": lambda: view.stack.pages.finder.step(1),
        "previous_hit": lambda: view.stack.pages.finder.step(-1),
    }
    for name, step in steps.items():
        yield Action(name, step, partial(why_not, pages))
