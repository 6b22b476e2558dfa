"""A figure in words: the chart that is drawn, the table beside it, and the same table as CSV."""

import datetime as dt
from collections.abc import Mapping

from reviewer.desk.minutes import date_in
from reviewer.desk.wording import word_in
from reviewer.letters.chart import Chart, Series
from reviewer.letters.content import Column, Table
from reviewer.rules.calendar import KOREA
from reviewer.rules.figures.figure import REST, TOTALS, Figure, Shape
from reviewer.rules.figures.outcomes import NO_AMOUNT
from reviewer.rules.figures.progress import NO_DAY
from reviewer.rules.korean import fill
from reviewer.rules.plan import Plan
from reviewer.rules.plan_rows import Text

_TONES: Mapping[str, tuple[str, int]] = {
    "INDIVIDUAL": ("accent", 0), "FIXED": ("accent", 1), "OTHER": ("ink-soft", 2),
    "RECEIVED": ("ink-soft", 0), "DECIDED": ("accent", 1),
    "FULL": ("good", 0), "PARTIAL": ("good", 1), "REFUSED": ("bad", 3), "OUTSIDE": ("bad", 4),
    "WITHDRAWN": ("ink-soft", 5),
    "CLAIMED": ("ink-soft", 2), "VERIFIED": ("accent", 1), "AWARDED": ("accent", 0), "COUNT": ("accent", 0),
    "LEAD": ("accent", 0), "SECOND": ("accent", 1), "LEAD_DONE": ("good", 2), "SECOND_DONE": ("good", 3),
    "AGREE": ("good", 0), "DIFFER": ("wait", 1), "SEND_BACK": ("bad", 3),
    "FINE": ("good", 0), "REMARKS": ("wait", 1), "REOPEN": ("bad", 3), "WAITS": ("ink-soft", 2),
    "PASS": ("good", 0), "FAIL": ("bad", 3), "UNCLEAR": ("wait", 1), "NA": ("ink-soft", 2),
    "SAME": ("good", 0), "OPEN": ("ink-soft", 2), "TOGETHER": ("ink-soft", 4),
}  # fmt: skip
"""Colour and pattern of a series. Colours say what they say everywhere; patterns differ within a figure."""
_OWN = {("BY_SECTOR", "FIXED"): ("good", 2), ("BY_SERVICE", "FIXED"): ("good", 2), ("HINT_CHECKS", "OTHER"): ("bad", 3)}


class Worded:
    """The words of figures in one language, by one plan, of one moment."""

    def __init__(self, plan: Plan, lang: str, at: dt.datetime, names: Mapping[str, str]) -> None:
        """`names` are those of the members; a figure holds no name of anybody else."""
        self.plan, self.lang, self.names = plan, lang, names
        made = at.astimezone(KOREA)
        self.at = f"{date_in(made.date(), lang, weekday=False)} {made:%H:%M}"

    def say(self, kind: str, code: str, **values: object) -> str:
        """Words of resources/i18n/figures, with their values."""
        numbers = {name: f"{value:,}" if isinstance(value, int) and name != "year" else value
                   for name, value in values.items()}  # fmt: skip
        return fill(word_in("figures", kind, code, self.lang), numbers, self.lang)

    # --- names ------------------------------------------------------------------------------------------

    def series(self, figure: Figure, one: str) -> str:
        """The name of a series."""
        own = figure.code.lower()
        return self.say(own if word_in("figures", own, one, self.lang) != one else "series", one)

    def row(self, figure: Figure, row: str) -> str:
        """The name of a row: a word of the plan, a month, a class, a member; of rows that stand together all."""
        first, *others = row.split("+")
        if others and figure.code in ("AGES", "MONEY"):
            before, _, last = row.rpartition("+")
            special = last in (NO_DAY, NO_AMOUNT)
            return f"{self.row(figure, before)}, {self.say('row', last)}" if special else self._class(figure, row)
        if others and figure.code in ("PACE", "PUT_BACK"):
            return f"{_month(first, self.lang)} ~ {_month(others[-1], self.lang)}"
        if others:
            return ", ".join(self.row(figure, one) for one in (first, *others))
        if row in _ROWS.get(figure.code, ()) or row in (REST, "NOT_STATED"):
            return self.say("row", row)
        if row.startswith("STEP") and figure.code == "STANDING":
            return self.say("row", "step", step=self.plan.strip[int(row[4:])].word.in_(self.lang))
        if figure.code in ("PACE", "PUT_BACK"):
            return _month(row, self.lang)
        if figure.code in ("AGES", "MONEY"):
            return self._class(figure, row)
        if figure.code == "LOAD":
            return self.names.get(row) or row
        return self._of_plan(figure.code, row)

    def _class(self, figure: Figure, row: str) -> str:
        """A class of numbers, from the end of the one before it to its own."""
        end = row.split("+")[-1]
        ends = [one for row in figure.rows for one in row.split("+")]
        place = ends.index(row.split("+")[0])
        before = int(ends[place - 1]) if place else 0
        if end == "MORE" and not before:
            return self.say("row", "all")
        if end == "MORE":
            return self.say("row", "more_than", end=before)
        if not before:
            return self.say("row", "up_to", end=int(end))
        return self.say("row", "between", first=before + 1, end=int(end))

    def _of_plan(self, figure: str, row: str) -> str:
        plan = self.plan
        tables: Mapping[str, tuple[Mapping[str, object], str]] = {
            "BY_SECTOR": (plan.profit_rates, "name"), "BY_SERVICE": (plan.services, "name"),
            "REASONS": (plan.decision_reasons, "short"), "REQUESTS": (plan.supplement_reasons, "short"),
            "DEFICIENCIES": (plan.deficiencies, "text"), "HINT_CHECKS": (plan.checks, "text"),
        }  # fmt: skip
        if figure not in tables:
            return row
        table, part = tables[figure]
        found = getattr(table.get(row), part, None)
        if not isinstance(found, Text):
            return row
        words = found.in_(self.lang)
        return words if figure in ("BY_SECTOR", "BY_SERVICE") else f"{row}  {words}"

    # --- chart and table --------------------------------------------------------------------------------

    def chart(self, figure: Figure) -> Chart:
        """The figure as it is drawn."""
        behind = [self.say("about", "behind", n=n) if figure.shape is Shape.SHARES else f"{n:,}" for n in figure.counts]
        notes = [self.say("note", code, **values) for code, values in figure.notes]
        if self._is_totals_only(figure):
            notes.append(self.say("totals_only", figure.of))
        tones = [_OWN.get((figure.code, one)) or _TONES[one] for one in figure.series]
        return Chart(
            self.say("title", figure.code),
            self.say("about", "line", unit=self.unit(figure), n=self.whole(figure), at=self.at),
            figure.shape.value,
            tuple(self.row(figure, row) for row in figure.rows),
            tuple(Series(self.series(figure, one), *tone) for one, tone in zip(figure.series, tones, strict=True)),
            figure.cells,
            tuple(tuple(map(self.number, row)) for row in figure.cells),
            tuple(behind),
            figure.counts,
            tuple(notes),
            self.say("about", "too_few" if figure.n is None else "nothing"),
            Series(self.say("about", "hidden"), "line-strong", 2),
        )

    def unit(self, figure: Figure) -> str:
        """What the numbers of a figure are."""
        return self.say("unit_of_totals" if self._is_totals_only(figure) else "unit", figure.code)

    def _is_totals_only(self, figure: Figure) -> bool:
        """Whether a figure of several series came down to how many there are, so that nobody is recognised."""
        is_always = word_in("figures", "unit_of_totals", figure.code, self.lang) == figure.code
        return figure.series == TOTALS and not is_always

    def whole(self, figure: Figure) -> str:
        """How many things a figure rests on."""
        return self.say("about", "few") if figure.n is None else f"{figure.n:,}"

    def number(self, cell: int | None) -> str:
        """A cell as it is written."""
        return self.say("about", "withheld") if cell is None else f"{cell:,}"

    def table(self, figure: Figure) -> Table:
        """The figure as a table, with how many things stand behind each row where its cells do not say so."""
        with_n = figure.is_money or (len(figure.series) > 1 and figure.shape in (Shape.BARS, Shape.SHARES))
        wide = 0.34 if len(figure.series) > 3 else 0.46
        share = (1 - wide) / (len(figure.series) + with_n)
        heads = [self.series(figure, one) for one in figure.series]
        columns = [Column(self.say("about", "row"), wide)]
        columns += [Column(head, share, "right") for head in (*heads, *[self.say("about", "count")] * with_n)]
        rows = [
            (self.row(figure, row), *map(self.number, cells), *[f"{n:,}"] * with_n)
            for row, cells, n in zip(figure.rows, figure.cells, figure.counts, strict=True)
        ]
        return Table(tuple(columns), tuple(rows), caption=self.say("title", figure.code))


_ROWS: Mapping[str, frozenset[str]] = {
    "STANDING": frozenset({"REPORTED", "DONE", "LANE"}), "AGES": frozenset({"NO_DAY"}),
    "MONEY": frozenset({NO_AMOUNT}), "QUALITY": frozenset({"AWARDS", "REFUSALS"}),
    "HINTS": frozenset({"FULL", "PARTIAL", "NONE", "NO_DATA"}),
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(row: str, lang: str) -> str:
    year, month = map(int, row.split("-"))
    return f"{year}. {month}." if lang == "ko" else f"{_MONTHS[month - 1]} {year}"
