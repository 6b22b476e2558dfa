"""Reads figures: those of now one by one on the reader lane, those of a past moment on a lane of their own."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from reviewer.letters.chart import Chart
from reviewer.letters.content import Table
from reviewer.rules.figures.figure import Figure
from reviewer.rules.plan import Plan


@dataclasses.dataclass(frozen=True)
class Shown:
    """A figure as it is shown: its numbers, its chart and its table, in the language of the windows."""

    figure: Figure
    chart: Chart
    table: Table


@dataclasses.dataclass(frozen=True)
class Source:
    """Of which moment figures are, and by which plan and names they are told; `entries` is -1 for now."""

    at: dt.datetime
    plan: Plan
    names: Mapping[str, str]
    entries: int = -1

    @property
    def is_past(self) -> bool:
        """Whether they are of a past moment."""
        return self.entries >= 0

    def shown(self, figure: Figure, lang: str) -> Shown:
        """The figure in words."""
        from reviewer.desk.figure_words import Worded

        worded = Worded(self.plan, lang, self.at, self.names)
        return Shown(figure, worded.chart(figure), worded.table(figure))


def read_now(conn: Any, code: str, source: Source, lang: str) -> Shown:
    """One figure of the case as it stands (reader lane, words and chart included: the window only paints them)."""
    from reviewer.desk.figures import read_figure
    from reviewer.desk.reviewing import korean_day

    return source.shown(read_figure(conn, code, korean_day(source.at)), lang)


def read_past(
    case_file: Any, now: Source, at: dt.datetime, lang: str, tick: Callable[[], None]
) -> tuple[Source, dict[str, Shown]]:
    """Every figure but those of hints, as of a moment; what `tick` raises ends the work.

    Before the founding the plan of `now` tells the figures, all of which are empty then.
    """
    from reviewer.casefile import standing
    from reviewer.casefile.as_of import as_of
    from reviewer.casefile.standing import member_names
    from reviewer.desk.figures import FIGURES, read_figure
    from reviewer.desk.reviewing import korean_day

    try:
        with as_of(case_file, at, tick) as past:
            conn = past.reader()
            plan = standing.plan_in_force(conn) if standing.read_case(conn).plan else now.plan
            source = Source(at, plan, member_names(conn), past.told()["entries"])
            return source, {code: source.shown(read_figure(conn, code, korean_day(at), plan), lang) for code in FIGURES}
    finally:
        case_file.release()


def read_hints(
    case_file: Any, source: Source, lang: str, tick: Callable[[], None], progress: Callable[[int, int], None]
) -> dict[str, Shown]:
    """The figures of hints, of now or as of a moment."""
    from reviewer.casefile.as_of import as_of
    from reviewer.desk import figures

    try:
        now = case_file.reader()
        if source.is_past:
            with as_of(case_file, source.at, tick) as past:
                found = figures.read_hints(past.reader(), now, progress)
        else:
            found = figures.read_hints(now, now, progress)
        return {figure.code: source.shown(figure, lang) for figure in found}
    finally:
        case_file.release()
